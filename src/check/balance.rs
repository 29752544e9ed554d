//! IR104: total assets equal total liabilities and equity, in every column of a balance sheet.
//!
//! The accounting equation. It holds for selected data too: both are totals.

use super::{Findings, Rule, Run};
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::concept::{ASSETS, LIABILITIES_AND_EQUITY};
use crate::model::statement::{Row, Statement};
use crate::resolve::Site;
use crate::text::amount::{Cell, printed};

pub(super) const RULE: Rule = Rule {
    code: code::BALANCE,
    name: "balance",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A balance sheet prints one total twice: as assets, and as liabilities and equity. The two lines that bear the elements \
Assets and LiabilitiesAndStockholdersEquity must be equal in every column, also where only selected lines are given, \
since both are totals.

Where the amounts agree and the sign differs, the finding stands at liabilities and equity. Where the amounts differ, \
too, a second one stands at assets, so that accepting the sign does not hide the amount.

Compare both cells with the document. If it prints them so, accept the finding: what was filed is kept as filed.",
    source: "FASB Concepts Statement No. 8, Chapter 4, Elements of Financial Statements",
    date: "2021-12-01",
    run: Run::Site(check),
};

/// Reports every column that does not balance. Documents are reported as filed, so it is a warning.
fn check(site: &Site, findings: &mut Findings) {
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        let row = |element: &str| {
            let is = |row: &&Row| row.concept.as_ref().is_some_and(|c| c.value == element);
            statement.rows.iter().find(is)
        };
        if let (Some(assets), Some(claims)) = (row(ASSETS), row(LIABILITIES_AND_EQUITY)) {
            compare(statement, assets, claims, findings);
        }
    }
}

fn compare(statement: &Statement, assets: &Row, claims: &Row, findings: &mut Findings) {
    for (column, (a, c)) in assets.cells.iter().zip(&claims.cells).enumerate() {
        let (Cell::Amount(owned), Cell::Amount(owed)) = (a.cell, c.cell) else { continue };
        let (left, right) = (assets.whole(owned), claims.whole(owed));
        if left.abs() == right.abs() {
            let bars = if left == right { "" } else { "|" };
            let relation = format!("{bars}{}{bars} = {bars}{}{bars}", claims.label, assets.label);
            findings.confirm(Confirmed {
                code: code::BALANCE,
                relation: relation.into(),
                places: vec![c.span.clone(), a.span.clone()],
            });
        }
        if left == right {
            continue;
        }
        let when =
            statement.period(assets, column).map_or_else(String::new, |p| format!(" at {p}"));
        let total = printed(owned.value, owned.decimals);
        let claimed = printed(owed.value, owed.decimals);
        let message = format!("{} is {claimed}{when} where total assets are {total}", claims.label);
        let flipped = left.is_sign_negative() != right.is_sign_negative();
        let help = if flipped {
            "the sign differs: if the document prints it so, accept this finding with its reason"
        } else {
            "compare both cells with the document; if it prints them so, accept this finding with its reason"
        };
        findings.push(
            Diagnostic::warning(code::BALANCE, c.span.clone(), message)
                .label(a.span.clone(), format!("total assets are {total}"))
                .help(help),
        );
        if flipped && left.abs() != right.abs() {
            let message = format!(
                "total assets are {total}{when} where {} is {claimed}: not only the sign differs",
                claims.label
            );
            findings.push(
                Diagnostic::warning(code::BALANCE, a.span.clone(), message)
                    .label(c.span.clone(), format!("{claimed} here"))
                    .help("compare both cells with the document"),
            );
        }
    }
}
