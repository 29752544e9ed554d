//! Cash, said as the company says it: parts that are never added, what operations used, its own words.

use super::context::Context;
use super::home::{latest, strip_figure};
use super::plans::securities;
use super::view;
use super::words;
use crate::model::company::Said;
use crate::model::concept::{self, CASH};

const USED: &str = "NetCashProvidedByUsedInOperatingActivities";

/// All of it; `None` where nothing is reported or said.
pub(super) fn cash(context: &Context<'_>) -> Option<view::Cash> {
    let cash = view::Cash {
        parts: parts(context),
        used: strip_figure(context, USED),
        said: said(context),
    };
    (!cash.parts.is_empty() || cash.used.is_some() || cash.said.is_some()).then_some(cash)
}

/// Cash and cash equivalents, then securities, each under its own name.
pub(super) fn parts(context: &Context<'_>) -> Vec<view::NamedFigure> {
    let cash = latest(context.site, CASH).map(|fact| view::NamedFigure {
        name: concept::name(CASH).to_owned(),
        figure: Some(context.figure(fact, false)),
        ..view::NamedFigure::default()
    });
    cash.into_iter().chain(held_securities(context)).collect()
}

/// Securities at the date of the cash. Where they have no line at that date, that is said, and the last figure
/// stands beside it with its own date: never where it could be taken for a current one.
fn held_securities(context: &Context<'_>) -> Option<view::NamedFigure> {
    let site = context.site;
    let element = securities(site)?;
    let name = concept::name(element).to_owned();
    let cash = latest(site, CASH);
    let current = match cash {
        Some(cash) => site.facts.current(element, cash.period),
        None => latest(site, element),
    };
    if let Some(fact) = current {
        let figure = Some(context.figure(fact, false));
        return Some(view::NamedFigure { name, figure, ..view::NamedFigure::default() });
    }
    let last = latest(site, element)?;
    Some(view::NamedFigure {
        name,
        figure: None,
        asides: vec![view::Aside {
            before: Some("Last reported:".into()),
            figure: context.figure(last, false),
            after: Some(format!("at {}", words::day(last.period.end()))),
        }],
        note: cash.map(|cash| words::day(cash.period.end())),
    })
}

/// What the company says, with its date.
fn said(context: &Context<'_>) -> Option<view::Liquidity> {
    let stated = context.site.edition.company.liquidity.as_ref()?;
    let (quote, summary_html) = match &stated.value.words {
        Said::Quote(words) => (Some(words.clone()), None),
        Said::Summary(text) => (None, Some(context.prose(text, 4))),
    };
    Some(view::Liquidity {
        quote,
        summary_html,
        by: stated.value.by.clone(),
        date: Context::date(&stated.source.published),
        source: context.source(&stated.source),
    })
}
