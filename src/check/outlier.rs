//! IR112 and IR113: figures that stand out from their neighbours, by a factor of a thousand or by their sign.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Findings, Rule, Run};
use crate::date::{FiscalYearEnd, Period};
use crate::diag::{Diagnostic, Severity, code};
use crate::model::fact::{Fact, Place};
use crate::model::statement::{PlacedCell, Row, Statement, Unit};
use crate::resolve::Site;
use crate::text::amount::{Amount, Cell, printed};

pub(super) const SCALE: Rule = Rule {
    code: code::SCALE,
    name: "scale",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A figure is about a thousand times its neighbours, or a thousandth of them: printed in another scale than the statement \
says, or with a group of digits too many or too few.

Compared are the figures of one concept for periods of one length, where at least three others lie within a factor of \
ten of each other; and two columns of one statement, where at least three lines and most of them differ by that factor.

Correct the cell, or give the line or the statement its `scale`; if the document prints it so and means it, accept the \
finding.",
    source: "SEC, Division of Economic and Risk Analysis: guidance on scaling errors of share counts in XBRL filings",
    date: "2020-11-20",
    run: Run::Site(scale),
};

pub(super) const SIGN: Rule = Rule {
    code: code::SIGN,
    name: "sign",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A figure has the other sign than all the others of its line, and no sum confirms it; or a figure is negative that cannot \
be, such as cash, receivables, property or a number of shares.

Parentheses were forgotten or are too many, or the line needs `negate`: facts carry the sign of the taxonomy. Where a line \
may have either sign, as a gain or loss may, it is only information.",
    source: "SEC staff, Observations From the Review of Interactive Data Financial Statements (on signs)",
    date: "2011-12-13",
    run: Run::Site(sign),
};

fn scale(site: &Site, findings: &mut Findings) {
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        columns(statement, &site.edition.company.year_end, findings);
    }
    for concept in site.facts.concepts() {
        let mut like: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
        let facts = site
            .facts
            .series(concept)
            .filter(|fact| !fact.is_derived() && fact.value.is_some_and(|value| !value.is_zero()));
        for fact in facts {
            like.entry(months(fact.period)).or_default().push(fact);
        }
        for facts in like.values() {
            series(facts, &site.edition.company.year_end, findings);
        }
    }
}

/// How long a period is, in months; zero for a day.
fn months(period: Period) -> i64 {
    period.start().map_or(0, |start| (start.days_until(period.end()) + 15) / 30)
}

/// How much larger a figure may be than a thousandth, or smaller than a thousand times another.
const AROUND: (i64, i64) = (400, 2500);

/// Whether one amount is about a thousand times another.
fn is_thousandfold(large: Decimal, small: Decimal) -> bool {
    let times = large.checked_div(small).unwrap_or_default();
    times >= Decimal::from(AROUND.0) && times <= Decimal::from(AROUND.1)
}

/// The figures of one concept for periods of one length.
fn series(facts: &[&Fact], year_end: &FiscalYearEnd, findings: &mut Findings) {
    let mut sizes: Vec<Decimal> = facts.iter().filter_map(|fact| Some(fact.value?.abs())).collect();
    sizes.sort();
    let [smallest, .., largest] = sizes.as_slice() else { return };
    let (smallest, largest) = (*smallest, *largest);
    let alike = |rest: &[Decimal]| match rest {
        [low, _, .., high] => low.checked_mul(Decimal::TEN).is_some_and(|limit| *high <= limit),
        _ => false,
    };
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let odd = if is_thousandfold(largest, middle) && alike(&sizes[..sizes.len() - 1]) {
        largest
    } else if is_thousandfold(middle, smallest) && alike(&sizes[1..]) {
        smallest
    } else {
        return;
    };
    let is_odd = |fact: &&&Fact| fact.value.is_some_and(|value| value.abs() == odd);
    let Some(fact) = facts.iter().find(is_odd) else { return };
    let other = facts.iter().filter(|other| !is_odd(other)).min_by_key(|other| {
        let (a, b) = (other.period.end(), fact.period.end());
        a.days_until(b).abs()
    });
    if let (Some((_, place)), Some(other)) = (fact.cited(), other) {
        findings.diags.extend(thousandfold((fact, place), other, year_end));
    }
}

fn thousandfold(
    (fact, place): (&Fact, &Place),
    other: &Fact,
    year_end: &FiscalYearEnd,
) -> Option<Diagnostic> {
    let (_, near) = other.cited()?;
    let (value, usual) = (fact.value?, other.value?);
    let how = if value.abs() > usual.abs() { "a thousand times" } else { "a thousandth of" };
    let shown =
        |fact: &Fact, value| printed(value, u32::try_from(fact.decimals).unwrap_or_default());
    let message = format!(
        "{} for {} is {} {}, about {how} its neighbours",
        place.label,
        year_end.code(fact.period),
        shown(fact, value),
        fact.unit.name(),
    );
    let text = format!("{} for {}", shown(other, usual), year_end.code(other.period));
    Some(
        Diagnostic::warning(code::SCALE, place.span.clone(), message)
            .label(near.span.clone(), text)
            .help("compare the cell with the document, and the `scale` of its line and statement"),
    )
}

/// Two columns of one statement, most lines of which differ by a factor of a thousand.
fn columns(statement: &Statement, year_end: &FiscalYearEnd, findings: &mut Findings) {
    let period = |column: usize| match statement.columns.get(column) {
        Some(crate::model::statement::Column::Period(period)) => Some(*period),
        _ => None,
    };
    for column in 1..statement.columns.len() {
        let (Some(left), Some(right)) = (period(column - 1), period(column)) else { continue };
        if months(left) != months(right) {
            continue;
        }
        let money = statement.rows.iter().filter(|row| matches!(row.unit, Unit::Money(_)));
        let pairs: Vec<(&PlacedCell, &PlacedCell, Amount, Amount)> =
            money.filter_map(|row| pair(row, column)).collect();
        let odd = |(a, b): (&Amount, &Amount)| is_thousandfold(a.value.abs(), b.value.abs());
        let left_large = pairs.iter().filter(|(_, _, a, b)| odd((a, b))).count();
        let right_large = pairs.iter().filter(|(_, _, a, b)| odd((b, a))).count();
        let most = left_large.max(right_large);
        if most < 3 || 3 * most < 2 * pairs.len() {
            continue;
        }
        let is_odd = |(_, _, a, b): &&(_, _, Amount, Amount)| odd((a, b)) || odd((b, a));
        let Some((a, b, ..)) = pairs.iter().find(is_odd) else { continue };
        let how = if left_large > right_large { "a thousandth of" } else { "a thousand times" };
        let message = format!(
            "the figures for {} are about {how} those for {}",
            year_end.code(right),
            year_end.code(left)
        );
        findings.push(
            Diagnostic::warning(code::SCALE, b.span.clone(), message)
                .label(a.span.clone(), "the first pair of them")
                .help("print both columns in the scale of the statement"),
        );
    }
}

/// Two neighbouring figures of a line, neither of them zero.
fn pair(row: &Row, column: usize) -> Option<(&PlacedCell, &PlacedCell, Amount, Amount)> {
    let (left, right) = (row.cells.get(column.checked_sub(1)?)?, row.cells.get(column)?);
    let (Cell::Amount(a), Cell::Amount(b)) = (left.cell, right.cell) else { return None };
    (!a.value.is_zero() && !b.value.is_zero()).then_some((left, right, a, b))
}

/// Elements whose figures are never negative. The two totals of a balance sheet are compared with each other.
const NEVER_NEGATIVE: [&str; 22] = [
    "AccountsPayableCurrent",
    "AccountsReceivableNetCurrent",
    "AdditionalPaidInCapital",
    "Assets",
    "AssetsCurrent",
    "CashAndCashEquivalentsAtCarryingValue",
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
    "CommonStockSharesIssued",
    "CommonStockSharesOutstanding",
    "CommonStockValue",
    "DeferredRevenue",
    "DeferredRevenueCurrent",
    "InventoryNet",
    "Liabilities",
    "LiabilitiesCurrent",
    "LongTermDebtNoncurrent",
    "MarketableSecurities",
    "MarketableSecuritiesCurrent",
    "PropertyPlantAndEquipmentNet",
    "WeightedAverageNumberOfDilutedSharesOutstanding",
    "WeightedAverageNumberOfSharesOutstandingBasic",
    "WeightedAverageNumberOfSharesOutstandingBasicAndDiluted",
];

fn sign(site: &Site, findings: &mut Findings) {
    let year_end = &site.edition.company.year_end;
    let mut found = Vec::new();
    let mut lone = Vec::new();
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        for row in &statement.rows {
            let element = row.concept.as_ref().map(|concept| concept.value.as_str());
            let never = element.is_some_and(|element| NEVER_NEGATIVE.contains(&element));
            let figures = figures(row);
            if never {
                let negative = figures.iter().filter(|(_, _, amount)| {
                    row.value(*amount).is_sign_negative() && !amount.value.is_zero()
                });
                found.extend(negative.map(|figure| is_negative(statement, row, *figure, year_end)));
            } else if let Some(odd) = odd_sign(&figures) {
                lone.push((statement, row, odd, figures));
            }
        }
    }
    if !lone.is_empty() {
        let place = |span: &crate::source::Span| (span.path.to_string(), span.start);
        let exact = findings.confirmed.iter().filter(|c| c.code == code::SUM);
        let sound: BTreeSet<(String, usize)> =
            exact.flat_map(|confirmed| &confirmed.places).map(place).collect();
        for (statement, row, odd, figures) in lone {
            if !sound.contains(&place(&odd.1.span)) {
                found.push(is_alone(statement, row, odd, &figures, year_end));
            }
        }
    }
    findings.diags.extend(found);
}

type Figures<'s> = Vec<(usize, &'s PlacedCell, Amount)>;

/// The figures of a line, with their columns.
fn figures(row: &Row) -> Figures<'_> {
    let cells = row.cells.iter().enumerate();
    cells
        .filter_map(|(column, cell)| match cell.cell {
            Cell::Amount(amount) if !amount.value.is_zero() => Some((column, cell, amount)),
            _ => None,
        })
        .collect()
}

/// The one figure of four or more that has the other sign.
fn odd_sign<'s>(
    figures: &[(usize, &'s PlacedCell, Amount)],
) -> Option<(usize, &'s PlacedCell, Amount)> {
    let (negative, positive): (Figures<'s>, Figures<'s>) =
        figures.iter().copied().partition(|(_, _, amount)| amount.value.is_sign_negative());
    match (negative.as_slice(), positive.as_slice()) {
        ([odd], [_, _, _, ..]) | ([_, _, _, ..], [odd]) => Some(*odd),
        _ => None,
    }
}

fn is_negative(
    statement: &Statement,
    row: &Row,
    (column, cell, amount): (usize, &PlacedCell, Amount),
    year_end: &FiscalYearEnd,
) -> Diagnostic {
    let period = statement.period(row, column);
    let when = period.map_or_else(String::new, |period| format!(" for {}", year_end.code(period)));
    let value = printed(amount.value, amount.decimals);
    let message = format!("{} is {value}{when}, and cannot be negative", row.label);
    let help = if row.negate {
        "its line has `negate`: is it printed the other way here?"
    } else {
        "compare the cell with the document; if it prints it so, accept this finding with its reason"
    };
    Diagnostic::warning(code::SIGN, cell.span.clone(), message).help(help)
}

fn is_alone(
    statement: &Statement,
    row: &Row,
    (column, cell, amount): (usize, &PlacedCell, Amount),
    figures: &[(usize, &PlacedCell, Amount)],
    year_end: &FiscalYearEnd,
) -> Diagnostic {
    let period = statement.period(row, column);
    let when = period.map_or_else(String::new, |period| format!(" for {}", year_end.code(period)));
    let value = printed(amount.value, amount.decimals);
    let message =
        format!("{} is {value}{when} where all its other figures have the other sign", row.label);
    let mut finding = Diagnostic::warning(code::SIGN, cell.span.clone(), message);
    finding.severity = Severity::Info;
    for (other, cell, amount) in figures.iter().filter(|(other, ..)| *other != column).take(1) {
        let period = statement.period(row, *other);
        let when = period.map_or_else(String::new, |p| format!(" for {}", year_end.code(p)));
        let text = format!("{}{when}", printed(amount.value, amount.decimals));
        finding = finding.label(cell.span.clone(), text);
    }
    finding.help("no sum confirms it: compare the cell with the document")
}
