//! What stands around every page: masthead, footer, and the head of the document.

use super::charts::unaudited;
use super::context::Context;
use super::look;
use super::view;
use super::words;
use crate::date::Date;
use crate::resolve::Site;

/// Which pages a site has, beside those that it always has.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one page exists")]
pub(super) struct Pages {
    pub financials: bool,
    pub pipeline: bool,
    pub events: bool,
    pub about: bool,
    pub contacts: bool,
    pub filings: bool,
}

impl Pages {
    pub(super) fn of(site: &Site) -> Self {
        let company = &site.edition.company;
        Self {
            financials: !site.facts.is_empty(),
            pipeline: !site.edition.candidates.is_empty(),
            events: !site.edition.events.is_empty(),
            about: company.about.is_some()
                || company.cautionary.is_some()
                || company.listings.is_some()
                || !site.edition.officers.is_empty(),
            contacts: company.contacts.is_some() || company.headquarters.is_some(),
            filings: !site.edition.ledger.is_empty()
                || site.edition.documents.iter().any(|d| d.form.is_some()),
        }
    }
}

/// The masthead and footer as they stand on one page.
pub(super) fn site(context: &Context<'_>) -> view::Site {
    let company = &context.site.edition.company;
    let pages = Pages::of(context.site);
    let ticker = company.listings.as_ref().and_then(|listings| listings.value.first());
    let item = |(text, path): &(&str, &str)| view::NavItem {
        text: (*text).to_owned(),
        href: context.href(path),
        current: current(context.path.as_str(), path),
    };
    let nav = [
        (true, ("Overview", "index.html")),
        (true, ("News", "news/index.html")),
        (pages.financials, ("Financials", "financials/index.html")),
        (pages.pipeline, ("Pipeline", "pipeline/index.html")),
        (pages.events, ("Events", "events/index.html")),
        (pages.about, ("About", "about/index.html")),
        (pages.contacts, ("Contacts", "contacts/index.html")),
    ];
    view::Site {
        name: company.name.clone(),
        ticker: ticker.map(|listing| listing.ticker.clone()),
        lang: "en-US".into(),
        root: context.root(),
        home: context.href("index.html"),
        nav: nav.iter().filter(|(exists, _)| *exists).map(|(_, page)| item(page)).collect(),
        feed: context.href("atom.xml"),
        search: item(&("Search", "search/index.html")),
        logo: look::logo(context),
        preview: context.options.preview,
        footer: footer(context, pages),
    }
}

/// `page` on the page itself, `true` on a page below it. Documents stand below the news.
fn current(path: &str, page: &str) -> Option<String> {
    if path == page {
        return Some("page".into());
    }
    let folder = page.strip_suffix("index.html").unwrap_or_default();
    let below = !folder.is_empty() && path.starts_with(folder);
    let document =
        page == "news/index.html" && path.starts_with("filings/") && path != "filings/index.html";
    (below || document).then(|| "true".into())
}

fn footer(context: &Context<'_>, pages: Pages) -> view::Footer {
    let site = context.site;
    let link = |text: &str, path: &str| view::Link { text: text.into(), href: context.href(path) };
    let cautionary = site.edition.company.cautionary.as_ref();
    let mut feeds = vec![link("News feed (Atom)", "atom.xml")];
    if pages.events {
        feeds.push(link("Calendar (iCalendar)", "events.ics"));
    }
    let free = site.edition.pages.iter().map(|page| link(&page.title, &page_path(&page.slug)));
    view::Footer {
        cautionary: cautionary.map(|_| context.anchor("about/index.html", "cautionary-statement")),
        unaudited: unaudited(site),
        figures_note: figures_note(site),
        note: None,
        sections: [
            (pages.filings, ("SEC filings", "filings/index.html")),
            (pages.financials, ("Data files", "data/index.html")),
        ]
        .iter()
        .filter(|(exists, _)| *exists)
        .map(|(_, (text, path))| link(text, path))
        .collect(),
        downloads: if pages.financials {
            vec![
                context.download("Periods side by side", "data/financials.xlsx", "XLSX"),
                context.download("Periods side by side", "data/financials.csv", "CSV"),
                context.download("All figures", "data/facts.csv", "CSV"),
                context.download("All figures", "data/facts.json", "JSON"),
            ]
        } else {
            Vec::new()
        },
        feeds,
        pages: free.collect(),
    }
}

/// Where the figures come from; of many documents, how many and how far they reach.
fn figures_note(site: &Site) -> Option<String> {
    let documents = site.edition.documents.iter().rev().filter(|d| !d.statements.is_empty());
    let dates: Vec<Date> = documents.map(|document| document.published.date()).collect();
    match dates.as_slice() {
        [] => None,
        [one] => Some(format!("Figures come from the document of {}.", words::day(*one))),
        few if few.len() <= 4 => {
            let days: Vec<String> = few.iter().map(|date| words::day(*date)).collect();
            Some(format!("Figures come from the documents of {}.", words::list(&days)))
        }
        [first, .., last] => Some(format!(
            "Figures come from {} documents, of {} to {}.",
            dates.len(),
            words::day(*first),
            words::day(*last)
        )),
    }
}

/// The page of a free page.
pub(super) fn page_path(slug: &str) -> String {
    format!("{slug}/index.html")
}

/// The head of a page. Its title is followed by the company's name where there is room; on the home page it follows.
pub(super) fn page(
    context: &Context<'_>,
    title: &str,
    description: &str,
    crumbs: &[(&str, &str)],
) -> view::Page {
    let name = &context.site.edition.company.name;
    let path = context.path.as_str();
    let whole = match path {
        "index.html" => format!("{name}: {title}"),
        _ => format!("{title}: {name}"),
    };
    // What is longer is cut off where titles are listed.
    let fits = whole.chars().count() <= 70;
    view::Page {
        title: if fits { whole } else { title.to_owned() },
        description: description.to_owned(),
        canonical: (!context.absolute).then(|| context.address(path)),
        og_type: if path.starts_with("filings/") && path != "filings/index.html" {
            "article".into()
        } else {
            "website".into()
        },
        crumbs: crumbs
            .iter()
            .map(|(text, to)| view::Link { text: (*text).to_owned(), href: context.href(to) })
            .collect(),
    }
}
