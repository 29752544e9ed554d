//! `financials/`: cash, charts with their tables, and the newest periods side by side.

use super::cash;
use super::charts::{Drawing, Style, exact_scale, revised};
use super::context::{Context, DERIVED, document_path};
use super::periods;
use super::statement::{Line, lines};
use super::view;
use super::words;
use crate::model::fact::Fact;
use crate::model::statement::Unit;

/// The page.
pub(super) fn page(context: &Context<'_>, drawings: &[Drawing]) -> view::FinancialsPage {
    let site = context.site;
    let with_statements = site.edition.documents.iter().filter(|d| !d.statements.is_empty());
    let lines = lines(site);
    view::FinancialsPage {
        year_end: words::year_end(&site.edition.company.year_end),
        cash: cash::cash(context),
        charts: drawings.iter().map(|drawing| drawing.view(context, true)).collect(),
        newest: periods::newest(context, &lines),
        periods: context.href(DERIVED),
        has_derived: site.facts.iter().any(Fact::is_derived),
        revisions: revisions(context, &lines),
        downloads: periods::downloads(context),
        data: context.href("data/index.html"),
        sources: with_statements.map(|document| context.document(document)).collect(),
    }
}

/// Figures that a later document reports with another value.
fn revisions(context: &Context<'_>, lines: &[Line]) -> Vec<view::Note> {
    let site = context.site;
    let year_end = &site.edition.company.year_end;
    let note = |(fact, line): (&Fact, &Line)| {
        let scale = exact_scale(&[fact]);
        let style = Style { scale, negate: line.negate };
        let first = revised(site, fact, style)?;
        let (id, place) = fact.cited()?;
        let document = site.document(id)?;
        let period = words::lower(&words::period(fact.period, year_end));
        let unit = match &fact.unit {
            Unit::Money(code) => format!(", {}", words::scaled_currency(scale, code)),
            _ => String::new(),
        };
        let now = style.print(fact);
        Some(view::Note {
            text: format!("{}, {period}{unit}: {first}; now {now}.", line.label),
            link: Some(view::Link {
                text: document.title.clone(),
                href: context.anchor(&document_path(document), &place.anchor),
            }),
        })
    };
    lines
        .iter()
        .flat_map(|line| site.facts.series(&line.concept).map(move |fact| (fact, line)))
        .filter_map(note)
        .collect()
}
