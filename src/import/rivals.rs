//! Lines that bear one element and period with different values: only one of them is of the whole company.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::concepts::{At, Kind};
use super::figure::Figure;
use super::reading::Part;
use super::scan::Basis;
use super::statement::{Column, Line, Statement};
use crate::date::Date;

/// An element and what it covers.
type Key = (String, Option<Date>, Date);

/// Takes the element off every line that differs from what a line before it reports, in the order in which a
/// document's statements are cited: balance sheet, income, cash flows, equity, others.
pub(super) fn settle(parts: &mut [Part]) {
    let mut statements: Vec<&mut Statement> = parts
        .iter_mut()
        .filter_map(|part| match part {
            Part::Statement(statement) => Some(&mut **statement),
            Part::Prose(_) => None,
        })
        .collect();
    statements.sort_by_key(|statement| rank(statement.kind));
    let mut reported: BTreeMap<Key, Decimal> = BTreeMap::new();
    for statement in statements {
        let Statement { lines, columns, .. } = statement;
        for line in lines {
            let facts = facts(line, columns);
            if facts
                .iter()
                .any(|(key, value)| reported.get(key).is_some_and(|known| known != value))
            {
                line.other = true;
            } else {
                reported.extend(facts);
            }
        }
    }
}

const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::BalanceSheet => 0,
        Kind::Income => 1,
        Kind::CashFlows => 2,
        Kind::Equity => 3,
        Kind::Other => 4,
    }
}

/// What a line reports, in whole units.
fn facts(line: &Line, columns: &[Column]) -> Vec<(Key, Decimal)> {
    let Some(concept) = line.concept() else { return Vec::new() };
    let at = line.mapped.and_then(|mapped| mapped.at);
    let fact = |(figure, column): (&Option<Figure>, &Column)| {
        let Some(Figure::Number { value, .. }) = figure else { return None };
        let covered = column.covered;
        let (start, end) = match (at, covered.start, covered.end?) {
            (Some(At::Start), Some(start), _) => (None, start.yesterday()?),
            (Some(At::End), _, end) => (None, end),
            (_, start, end) => (start, end),
        };
        let whole = value.checked_mul(Decimal::from(line.scale.max(1)))?;
        let negate = line.mapped.is_some_and(|mapped| mapped.negate);
        let whole = if negate { -whole } else { whole };
        (column.basis == Basis::Reported)
            .then(|| ((concept.to_owned(), start, end), whole.normalize()))
    };
    line.figures.iter().zip(columns).filter_map(fact).collect()
}
