//! The auditor against the hand-made checks of the two releases: what holds is confirmed, one relation for each check,
//! and what does not hold is found, or is nobody's business.
//!
//! The checks lie outside the repository: `IR_SITE_SHARED` names the folder that holds `filings/expected.json`. Without
//! it there is nothing to assert, and the test says so.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests stand outside the pure core"
)]

mod shared;
#[expect(dead_code, reason = "other tests build whole sites")]
mod site;

use std::collections::BTreeMap;

use ir_site::date::Zone;
use ir_site::diag::{Code, Confirmed, Report, code};
use ir_site::resolve::Site;
use ir_site::source::Span;
use ir_site::text::amount::Cell;
use rust_decimal::Decimal;
use serde_json::Value;

/// After both releases.
const TODAY: &str = "2026-01-01";

/// The releases: the name in `expected.json`, and the id here.
const RELEASES: [(&str, &str); 2] = [("s1", "q2-2006"), ("s2", "q2-2008")];

/// The findings of the figures family: those of prose are another matter.
const ARITHMETIC: [Code; 8] = [
    code::BALANCE,
    code::CONFLICT,
    code::SUM,
    code::PER_SHARE,
    code::QUARTERS,
    code::REVISION,
    code::SCALE,
    code::SIGN,
];

fn audited() -> (Site, Report) {
    let files = site::snapshot(&site::files(site::EPICEPT));
    let at = |zone: &Zone| Ok::<_, ()>(site::instant(TODAY, zone));
    let audit = ir_site::audit(&files, at).expect("an instant");
    (audit.site.expect("a sound site"), audit.report)
}

/// A cell: its document, statement and column, and what it prints; a nil is zero.
struct Printed {
    document: String,
    statement: String,
    column: usize,
    value: Decimal,
}

fn cells(site: &Site) -> BTreeMap<Span, Printed> {
    let mut cells = BTreeMap::new();
    for document in &site.edition.documents {
        for statement in &document.statements {
            for row in &statement.rows {
                for (column, cell) in row.cells.iter().enumerate() {
                    let value = match cell.cell {
                        Cell::Amount(amount) => amount.value,
                        Cell::Nil | Cell::Blank => Decimal::ZERO,
                    };
                    let (document, statement) = (document.id.clone(), statement.kind.name());
                    cells.insert(cell.span.clone(), Printed { document, statement, column, value });
                }
            }
        }
    }
    cells
}

fn decimal(text: &str) -> Decimal {
    if text == "nil" { Decimal::ZERO } else { Decimal::from_str_exact(text).expect("a number") }
}

fn number(value: &Value) -> Decimal {
    decimal(&value.to_string()).normalize()
}

/// The code that confirms a kind of check, the statement and column that it speaks of, and the amounts that it names:
/// the total first, then the others in any order.
struct Expected {
    code: Code,
    place: Option<(String, usize)>,
    amounts: Vec<Decimal>,
}

fn expected(check: &Value, tables: &[Value]) -> Option<Expected> {
    let table = tables.iter().find(|table| table["id"] == check["table"]);
    let place = table.map(|table| {
        let statement = match table["statement"].as_str().expect("a statement") {
            "balance_sheet" => "balance-sheet",
            "income_statement" => "income",
            "cash_flow" | "cash_flows" | "cash_flow_statement" => "cash-flows",
            other => other,
        };
        let columns = table["columns"].as_array().expect("columns");
        let column = columns.iter().position(|column| column["label"] == check["column"]);
        (statement.to_owned(), column.expect("a column of the table"))
    });
    let printed = || number(&check["printed"]);
    let (code, amounts) = match check["kind"].as_str()? {
        "subtotal" => {
            let (left, right) = check["expression"].as_str()?.split_once(" = ")?;
            let terms = left.split(' ').filter(|word| !["+", "-"].contains(word)).map(decimal);
            (code::SUM, std::iter::once(decimal(right)).chain(terms).collect())
        }
        "eps" => {
            let (loss, shares) = check["expression"].as_str()?.split_once(" / ")?;
            let loss = decimal(loss) / Decimal::ONE_THOUSAND;
            (code::PER_SHARE, vec![printed(), loss, decimal(shares)])
        }
        "balance" | "balance-magnitude" => (code::BALANCE, vec![printed(), printed()]),
        "cross-table" => (code::CONFLICT, vec![printed(), printed()]),
        _ => return None,
    };
    Some(Expected { code, place, amounts })
}

/// Whether a relation is the one that a check speaks of.
fn is(confirmed: &Confirmed, wanted: &Expected, id: &str, cells: &BTreeMap<Span, Printed>) -> bool {
    let printed: Vec<&Printed> = confirmed.places.iter().map(|place| &cells[place]).collect();
    let sorted = |amounts: &[Decimal]| {
        let mut sizes: Vec<Decimal> = amounts.iter().map(|a| a.abs().normalize()).collect();
        sizes[1..].sort();
        sizes
    };
    let found: Vec<Decimal> = printed.iter().map(|cell| cell.value).collect();
    let in_place = wanted.place.as_ref().is_none_or(|(statement, column)| {
        printed.iter().all(|cell| cell.statement == *statement && cell.column == *column)
    });
    confirmed.code == wanted.code
        && in_place
        && printed.iter().all(|cell| cell.document == id)
        && sorted(&found) == sorted(&wanted.amounts)
}

#[test]
fn every_check_of_figures_that_holds_is_confirmed() {
    let Some(truth) = shared::truth() else { return };
    let (site, report) = audited();
    let cells = cells(&site);
    let figures = |confirmed: &&Confirmed| ARITHMETIC.contains(&confirmed.code);
    let mut left: Vec<&Confirmed> = report.confirmed.iter().filter(figures).collect();
    let (mut held, mut residuals) = (0, 0);
    for (seed, id) in RELEASES {
        let tables = truth[seed]["tables"].as_array().expect("tables");
        for check in truth[seed]["checks"].as_array().expect("checks") {
            residuals += usize::from(check["kind"] == "selected-data-residual");
            let Some(wanted) = expected(check, tables).filter(|_| check["holds"] == true) else {
                continue;
            };
            let at = left.iter().position(|confirmed| is(confirmed, &wanted, id, &cells));
            let at = at.unwrap_or_else(|| panic!("{id}: not confirmed: {check}"));
            left.remove(at);
            held += 1;
        }
    }
    assert_eq!((held, residuals), (56, 8));
    let left: Vec<&str> = left.iter().map(|confirmed| &*confirmed.relation).collect();
    assert_eq!(left, [""; 0], "confirmed, and in no check");
}

/// The one real defect of the figures, in its two columns, which the site accepts; and no false alarm.
#[test]
fn what_does_not_hold_is_found_and_nothing_else() {
    let (_, report) = audited();
    let figures = |code: Code| ARITHMETIC.contains(&code);
    let standing = report.diagnostics.iter().filter(|finding| figures(finding.code));
    assert_eq!(standing.map(|finding| &finding.message).collect::<Vec<_>>(), [""; 0]);
    let accepted: Vec<&str> = report
        .accepted
        .iter()
        .filter(|(finding, _)| figures(finding.code))
        .map(|(finding, _)| finding.message.as_str())
        .collect();
    assert_eq!(
        accepted,
        [
            "Total liabilities and stockholders' deficit is (11,511) at 2006-06-30 where total assets are 11,511",
            "Total liabilities and stockholders' deficit is (2,747) at 2005-12-31 where total assets are 2,747",
        ]
    );
}
