//! IR104: total assets equal total liabilities and equity, in every column of a balance sheet.
//!
//! The accounting equation. It holds for selected data too: both are totals.

use crate::diag::{Diagnostic, Diagnostics, code};
use crate::model::concept::{ASSETS, LIABILITIES_AND_EQUITY};
use crate::model::statement::{Row, Statement};
use crate::resolve::Site;
use crate::text::amount::{Cell, printed};

/// Reports every column that does not balance. Documents are reported as filed, so it is a warning.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        let row = |element: &str| {
            let is = |row: &&Row| row.concept.as_ref().is_some_and(|c| c.value == element);
            statement.rows.iter().find(is)
        };
        if let (Some(assets), Some(claims)) = (row(ASSETS), row(LIABILITIES_AND_EQUITY)) {
            compare(statement, assets, claims, diags);
        }
    }
}

fn compare(statement: &Statement, assets: &Row, claims: &Row, diags: &mut Diagnostics) {
    for (column, (a, c)) in assets.cells.iter().zip(&claims.cells).enumerate() {
        let (Cell::Amount(owned), Cell::Amount(owed)) = (a.cell, c.cell) else { continue };
        if assets.whole(owned) == claims.whole(owed) {
            continue;
        }
        let when =
            statement.period(assets, column).map_or_else(String::new, |p| format!(" at {p}"));
        let total = printed(owned.value, owned.decimals);
        let message = format!(
            "{} is {}{when} where total assets are {total}",
            claims.label,
            printed(owed.value, owed.decimals),
        );
        let help = if owned.value == -owed.value {
            "the sign differs: if the document prints it so, accept this finding with its reason"
        } else {
            "compare both cells with the document; if it prints them so, accept this finding with its reason"
        };
        diags.push(
            Diagnostic::warning(code::BALANCE, c.span.clone(), message)
                .label(a.span.clone(), format!("total assets are {total}"))
                .help(help),
        );
    }
}
