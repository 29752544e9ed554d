//! The home page: what a visitor must see in five seconds.

use rust_decimal::Decimal;

use super::calendar::{event_item, event_path};
use super::cash;
use super::charts::Drawing;
use super::company::contacts;
use super::context::Context;
use super::documents;
use super::frame::Pages;
use super::pipeline;
use super::view;
use super::words;
use crate::model::calendar::{EventKind, EventState};
use crate::model::concept::{self, NET_LOSS};
use crate::model::fact::Fact;
use crate::resolve::Site;

/// Lines of the strip below the two large figures, in order, as far as they are reported.
const STRIP: [&str; 5] = [
    "EarningsPerShareBasicAndDiluted",
    "EarningsPerShareBasic",
    "Revenues",
    "ResearchAndDevelopmentExpense",
    "GeneralAndAdministrativeExpense",
];

/// The page.
pub(super) fn page(context: &Context<'_>, drawings: &[Drawing]) -> view::HomePage {
    let site = context.site;
    let company = &site.edition.company;
    let pages = Pages::of(site);
    let about = company.about.as_ref().map(|about| &about.value);
    let headquarters = company.headquarters.as_ref().map(|address| &address.value);
    let (events, last_event) = events(context);
    view::HomePage {
        headline: about.and_then(|about| about.headline.clone()),
        summary_html: about
            .and_then(|about| about.summary.as_ref())
            .map(|summary| context.prose(summary, 2)),
        listings: listings(context),
        city: headquarters.and_then(|address| {
            let parts = [address.city.clone(), address.region.clone(), address.country.clone()];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }),
        latest: site.edition.documents.first().map(|document| documents::item(context, document)),
        news: (!site.edition.documents.is_empty()).then(|| context.href("news/index.html")),
        panels: panels(context, drawings),
        cash: cash::cash(context).map(|cash| view::Cash { parts: Vec::new(), ..cash }),
        strip: STRIP.iter().filter_map(|concept| strip_figure(context, concept)).take(4).collect(),
        financials: pages.financials.then(|| context.href("financials/index.html")),
        pipeline: pipeline::current(context),
        pipeline_more: pages.pipeline.then(|| view::Link {
            text: if site.pipeline.earlier.is_empty() {
                "Partners, regions and sources".into()
            } else {
                "Partners, regions, sources and candidates last reported earlier".into()
            },
            href: context.href("pipeline/index.html"),
        }),
        dates: dates(context),
        events,
        last_event,
        events_more: pages.events.then(|| context.href("events/index.html")),
        contacts: contacts(context),
    }
}

/// `Nasdaq and OMX Nordic Exchange: EPCT`: exchanges with one symbol together.
fn listings(context: &Context<'_>) -> Vec<String> {
    let Some(listings) = &context.site.edition.company.listings else { return Vec::new() };
    let mut tickers: Vec<(&str, Vec<String>)> = Vec::new();
    for listing in &listings.value {
        match tickers.iter_mut().find(|(ticker, _)| *ticker == listing.ticker) {
            Some((_, exchanges)) => exchanges.push(listing.exchange.clone()),
            None => tickers.push((&listing.ticker, vec![listing.exchange.clone()])),
        }
    }
    tickers
        .iter()
        .map(|(ticker, exchanges)| format!("{}: {ticker}", words::list(exchanges)))
        .collect()
}

/// The two large figures with their charts: cash (and securities beside it, never added) and net loss.
fn panels(context: &Context<'_>, drawings: &[Drawing]) -> Vec<view::Panel> {
    let chart = |name: &str| {
        let drawing = drawings.iter().find(|drawing| drawing.name == name)?;
        Some(drawing.view(context, false))
    };
    let mut panels = Vec::new();
    let parts = cash::parts(context);
    if !parts.is_empty() {
        panels.push(view::Panel { figures: parts, chart: chart("cash") });
    }
    if let Some(figure) = net_loss(context) {
        panels.push(view::Panel { figures: vec![figure], chart: chart("net-loss") });
    }
    panels
}

/// The latest figure of a concept.
pub(super) fn latest<'s>(site: &'s Site, element: &str) -> Option<&'s Fact> {
    site.facts.cite(&format!("{element}@latest"), &site.edition.company.year_end).ok()
}

fn net_loss(context: &Context<'_>) -> Option<view::NamedFigure> {
    let fact = latest(context.site, NET_LOSS)?;
    let word = |fact: &Fact| match fact.value {
        Some(value) if value < Decimal::ZERO => "Net loss",
        Some(_) => "Net income",
        None => "Net income (loss)",
    };
    let own = word(fact);
    let aside = |other: &Fact, after: String| view::Aside {
        before: (word(other) != own).then(|| words::lower(word(other))),
        figure: context.figure(other, true),
        after: Some(after),
    };
    let mut asides = Vec::new();
    if let Some(before) = year_earlier(context.site, fact) {
        asides.push(aside(before, "a year earlier".into()));
    }
    if let Some(longer) = longer(context.site, fact) {
        let name = words::period(longer.period, &context.site.edition.company.year_end);
        asides.push(aside(longer, words::lower(&name)));
    }
    Some(view::NamedFigure {
        name: own.into(),
        figure: Some(context.figure(fact, true)),
        asides,
        note: None,
    })
}

/// The same figure for the same part of the fiscal year before, or the same date a year before.
fn year_earlier<'s>(site: &'s Site, fact: &Fact) -> Option<&'s Fact> {
    let year_end = &site.edition.company.year_end;
    let (year, part) = year_end.classify(fact.period)?;
    let before = year.checked_sub(1)?;
    site.facts
        .series(&fact.concept)
        .find(|other| year_end.classify(other.period) == Some((before, part)))
}

/// The year to date that ends with the same quarter; never what a development-stage company reports since
/// its inception.
fn longer<'s>(site: &'s Site, fact: &Fact) -> Option<&'s Fact> {
    let year_end = &site.edition.company.year_end;
    let start = fact.period.start()?;
    site.facts.series(&fact.concept).find(|other| {
        other.period.end() == fact.period.end()
            && other.period.start().is_some_and(|s| s < start)
            && year_end.classify(other.period).is_some()
    })
}

/// A figure of a flow by its name, with the same a year earlier.
pub(super) fn strip_figure(context: &Context<'_>, element: &str) -> Option<view::NamedFigure> {
    let fact = latest(context.site, element)?;
    let negative = fact.value.is_some_and(|value| value < Decimal::ZERO);
    let (name, says_sign) = match (element, negative) {
        ("EarningsPerShareBasicAndDiluted", true) => ("Loss per share".into(), true),
        ("EarningsPerShareBasic", true) => ("Loss per share, basic".into(), true),
        ("EarningsPerShareBasicAndDiluted", false) => ("Earnings per share".into(), true),
        ("NetCashProvidedByUsedInOperatingActivities", true) => {
            ("Cash used in operations".into(), true)
        }
        ("NetCashProvidedByUsedInOperatingActivities", false) => {
            ("Cash from operations".into(), true)
        }
        _ => (concept::name(element).to_owned(), false),
    };
    let same_sign = |other: &Fact| other.value.is_some_and(|v| v < Decimal::ZERO) == negative;
    let asides = year_earlier(context.site, fact).map(|before| view::Aside {
        before: None,
        figure: context.figure(before, says_sign && same_sign(before)),
        after: Some("a year earlier".into()),
    });
    Some(view::NamedFigure {
        name,
        figure: Some(context.figure(fact, says_sign)),
        asides: asides.into_iter().collect(),
        note: None,
    })
}

/// Deadlines and milestones that lie ahead, in order.
fn dates(context: &Context<'_>) -> Vec<view::DateItem> {
    let site = context.site;
    let mut dates = Vec::new();
    for event in &site.edition.events {
        let details = &event.details;
        let ahead = matches!(event.state, EventState::Upcoming | EventState::Live);
        if details.kind == EventKind::Deadline && ahead {
            let source = context.source(&details.source);
            let href = context.href(&event_path(&details.slug));
            dates.push((
                details.starts.date(),
                view::DateItem {
                    when: format!("By {}", words::day(details.starts.date())),
                    what: details.title.clone(),
                    source: source.map(|source| view::Source { href, ..source }),
                },
            ));
        }
    }
    for row in &site.pipeline.current {
        let Some(candidate) = site.edition.candidates.get(row.candidate) else { continue };
        let Some(program) = candidate.programs.get(row.program) else { continue };
        for milestone in program.milestones.iter().filter(|m| m.outcome.is_none() && !m.overdue) {
            let Some(window) = milestone.window else { continue };
            dates.push((
                window.last(),
                view::DateItem {
                    when: words::upper(&window.long()),
                    what: format!("{}: {}", candidate.name, milestone.what),
                    source: context.source(&milestone.source),
                },
            ));
        }
    }
    dates.sort_by(|(a, x), (b, y)| (a, &x.what).cmp(&(b, &y.what)));
    dates.into_iter().map(|(_, date)| date).collect()
}

/// Events that are live, ahead or in replay; else the last that was. A deadline is a date, and no event.
fn events(context: &Context<'_>) -> (Vec<view::EventItem>, Option<view::EventItem>) {
    let all = &context.site.edition.events;
    let calls: Vec<_> =
        all.iter().filter(|event| event.details.kind != EventKind::Deadline).collect();
    let now: Vec<view::EventItem> = calls
        .iter()
        .filter(|event| event.state != EventState::Past)
        .map(|event| event_item(context, event))
        .collect();
    let last = calls.iter().rev().find(|event| event.state == EventState::Past);
    let last = last.filter(|_| now.is_empty()).map(|event| event_item(context, event));
    (now, last)
}

/// The page's description for search engines.
pub(super) fn description(site: &Site) -> String {
    let name = &site.edition.company.name;
    let pages = Pages::of(site);
    let parts = [
        (true, "news"),
        (pages.financials, "results"),
        (pages.pipeline, "drug pipeline"),
        (pages.events, "events"),
        (pages.contacts, "contacts"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(exists, _)| *exists).map(|(_, part)| (*part).to_owned()).collect();
    format!("{name} for investors: {}.", words::list(&parts))
}
