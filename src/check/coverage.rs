//! Which figures nothing was held against.

use std::collections::BTreeSet;

use super::RULES;
use crate::diag::{Report, Unbound};
use crate::resolve::Site;
use crate::source::Span;
use crate::text::amount::Cell;

/// The figures of all statements that stand in no relation, neither one that holds nor one that was found not to: a slip
/// in them is not noticed. A nil is no figure.
#[must_use]
pub fn unbound(site: &Site, report: &Report) -> Vec<Unbound> {
    let mut bound: BTreeSet<&Span> = report.confirmed.iter().flat_map(|c| &c.places).collect();
    let accepted = report.accepted.iter().map(|(finding, _)| finding);
    let findings = report.diagnostics.iter().chain(accepted);
    for finding in findings.filter(|finding| RULES.iter().any(|rule| rule.code == finding.code)) {
        bound.extend(&finding.span);
        bound.extend(finding.labels.iter().map(|label| &label.span));
    }
    let statements = site.edition.documents.iter().flat_map(|document| &document.statements);
    let mut rows = Vec::new();
    for row in statements.flat_map(|statement| &statement.rows) {
        let figures = row.cells.iter().filter(|cell| matches!(cell.cell, Cell::Amount(_)));
        let places: Vec<Span> =
            figures.map(|cell| &cell.span).filter(|span| !bound.contains(span)).cloned().collect();
        if !places.is_empty() {
            rows.push(Unbound { label: row.label.clone(), places });
        }
    }
    rows.sort_by(|a, b| a.places.cmp(&b.places));
    rows
}
