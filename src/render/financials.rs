//! `financials/`: charts with their tables, all periods side by side, and how quarters were derived.

use super::cash;
use super::charts::{Drawing, Style, exact_scale, input_links, printed_cell, revised, unaudited};
use super::context::{Context, document_path};
use super::periods::all_periods;
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
    let derived = derived(context, &lines);
    view::FinancialsPage {
        intro_html: None,
        cash: cash::cash(context),
        charts: drawings.iter().map(|drawing| drawing.view(context, true)).collect(),
        tables: all_periods(context, &lines),
        has_derived: derived.is_some(),
        derived,
        revisions: revisions(context, &lines),
        downloads: vec![
            context.download("All periods side by side", "data/financials.xlsx", "XLSX"),
            context.download("All periods side by side", "data/financials.csv", "CSV"),
            context.download("All figures with their sources", "data/facts.csv", "CSV"),
            context.download("All figures with their sources", "data/facts.json", "JSON"),
        ],
        data: context.href("data/index.html"),
        sources: with_statements.map(|document| context.document(document)).collect(),
    }
}

/// Every derived figure with both its inputs.
fn derived(context: &Context<'_>, lines: &[Line]) -> Option<view::ChartTable> {
    let site = context.site;
    let mut facts: Vec<(&Fact, &Line)> = lines
        .iter()
        .flat_map(|line| site.facts.series(&line.concept).map(move |fact| (fact, line)))
        .filter(|(fact, _)| fact.is_derived())
        .collect();
    facts.sort_by_key(|(fact, _)| std::cmp::Reverse(fact.period));
    if facts.is_empty() {
        return None;
    }
    let only: Vec<&Fact> = facts.iter().map(|(fact, _)| *fact).collect();
    let scale = exact_scale(&only);
    let year_end = &site.edition.company.year_end;
    let row = |(fact, line): &(&Fact, &Line)| {
        let cell = |fact: &Fact| printed_cell(context, Some(fact), scale, line.negate);
        let (whole, part) = context.inputs(fact)?;
        Some(view::ChartRow {
            id: context.derived_anchor(fact),
            period: line.label.clone(),
            // The row is where links to this figure lead: it links on to its inputs only.
            cells: vec![cell(whole), cell(part), view::Cell { href: None, ..cell(fact) }],
            sources: input_links(context, fact),
            derived: true,
            derivation: Some(words::period(fact.period, year_end)),
        })
    };
    let currency = only.iter().find_map(|fact| match &fact.unit {
        Unit::Money(code) => Some(code.as_str()),
        _ => None,
    });
    let money = words::upper(&words::scaled_currency(scale, currency.unwrap_or("USD")));
    let audit = if unaudited(site) { "Unaudited. " } else { "" };
    Some(view::ChartTable {
        title: "Derived quarters".into(),
        caption: format!("{audit}{money}."),
        period_head: "Line".into(),
        columns: vec!["Longer period".into(), "Less".into(), "Quarter".into()],
        rows: facts.iter().filter_map(row).collect(),
    })
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
