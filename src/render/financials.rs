//! `financials/`: cash, charts with their tables, and the newest periods side by side.

use super::cash;
use super::charts::{Drawing, Style, exact_scale, named, revised};
use super::context::{Context, DERIVED, document_path};
use super::periods;
use super::statement::{Line, lines};
use super::view;
use super::words;
use crate::model::fact::Fact;

/// The page.
pub(super) fn page(context: &Context<'_>, drawings: &[Drawing]) -> view::FinancialsPage {
    let site = context.site;
    let with_statements = site.edition.documents.iter().filter(|d| !d.statements.is_empty());
    let lines = lines(site);
    let charts: Vec<view::Chart> =
        drawings.iter().map(|drawing| drawing.view(context, true)).collect();
    let newest = periods::newest(context, &lines);
    let rows = charts.iter().filter_map(|chart| chart.table.as_ref()).flat_map(|t| &t.rows);
    let has_revised = rows
        .flat_map(|row| &row.cells)
        .chain(newest.iter().flat_map(periods::cells))
        .any(|cell| cell.revised.is_some());
    view::FinancialsPage {
        year_end: words::year_end(&site.edition.company.year_end),
        cash: cash::cash(context),
        has_revised,
        charts,
        newest,
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
    let note = |(fact, line): (&Fact, &Line)| {
        let scale = exact_scale(&[fact]);
        let style = Style { scale, negate: line.negate };
        let first = revised(site, fact, style)?;
        let (id, place) = fact.cited()?;
        let document = site.document(id)?;
        let name = named(site, &line.label, (fact.period, &fact.unit), scale);
        let now = style.print(fact);
        Some(view::Note {
            text: format!("{name}: {first}; now {now}."),
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
