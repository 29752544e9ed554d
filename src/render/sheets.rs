//! All periods side by side, a sheet for each statement: what `data/financials.csv` and `.xlsx` hold.
//!
//! Rows are the lines that make facts, one for each unit that a line is reported in; columns are quarters, then
//! longer periods, then dates, the newest first. Values are in whole units and in the sign of the statement.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::charts::{Style, exact_scale, revised};
use super::data::Column;
use super::statement::{Line, lines_by_statement};
use super::words;
use crate::date::{FiscalYearEnd, Period};
use crate::model::fact::{Fact, Origin};
use crate::model::statement::{Scale, StatementKind, Unit};
use crate::resolve::Site;
use crate::text::cells::{Cell, csv};

/// One statement over all periods.
pub(super) struct Sheet<'a> {
    /// Which one.
    pub kind: StatementKind,
    /// Its columns, from the left.
    pub periods: Vec<Period>,
    /// In which multiples its money can be shown without losing a digit.
    pub scale: Scale,
    /// Its lines, from the top.
    pub rows: Vec<Row<'a>>,
}

/// A line in one unit.
pub(super) struct Row<'a> {
    /// What stands around its figures.
    pub head: Head,
    /// Whether it is a total.
    pub total: bool,
    /// Its newest figure in each period, where there is one.
    pub facts: Vec<Option<&'a Fact>>,
}

/// What stands around the figures of a row.
pub(super) struct Head {
    label: String,
    concept: String,
    /// What its figures count.
    pub unit: Unit,
    negate: bool,
    derived: String,
    revised: String,
    nil: String,
}

/// The column of units: the workbook shows in it in which multiples the figures are seen.
pub(super) const UNIT: &str = "unit";

/// What stands before the figures of a row.
pub(super) const LEAD: [Column<Head>; 4] = [
    Column {
        name: "label",
        says: "The line\u{2019}s label in the newest document that prints it; of a balance in a flow statement the concept\u{2019}s plain name.",
        of: |head| Cell::text(&head.label),
    },
    Column {
        name: "concept",
        says: "The element of the us-gaap taxonomy that the line was matched to.",
        of: |head| Cell::text(&head.concept),
    },
    Column {
        name: UNIT,
        says: "What its figures count: USD, USD/shares, shares, or pure for a ratio.",
        of: |head| Cell::text(head.unit.name()),
    },
    Column {
        name: "sign",
        says: "Figures have the sign of the statement. Times this, 1 or -1, they have the taxonomy\u{2019}s, as in facts.csv.",
        of: |head| Cell::number(Some(if head.negate { -1 } else { 1 })),
    },
];

/// What stands behind them.
pub(super) const TAIL: [Column<Head>; 3] = [
    Column {
        name: "derived",
        says: "The periods whose figure no document prints: it was computed here from two that are printed.",
        of: |head| Cell::text(&head.derived),
    },
    Column {
        name: "revised",
        says: "The periods whose figure was first reported with another value.",
        of: |head| Cell::text(&head.revised),
    },
    Column {
        name: "nil",
        says: "The periods for which a nil is printed. Their cells hold no number, and neither do those of periods for which nothing is reported.",
        of: |head| Cell::text(&head.nil),
    },
];

impl Row<'_> {
    /// A figure of the row in whole units, in the sign of the statement.
    pub(super) fn value(&self, fact: &Fact) -> Option<Decimal> {
        fact.value.map(|value| if self.head.negate { (-value).normalize() } else { value })
    }

    fn style(&self, scale: Scale) -> Style {
        Style { scale, negate: self.head.negate }
    }

    /// How a figure came about, if it is not simply printed: derived from which two, or first reported as what.
    pub(super) fn remark(&self, site: &Site, scale: Scale, fact: &Fact) -> Option<String> {
        let style = self.style(scale);
        let year_end = &site.edition.company.year_end;
        if let Origin::Derived { whole, part } = fact.origin {
            let (whole, part) = (site.facts.get(whole)?, site.facts.get(part)?);
            let input =
                |fact: &Fact| format!("{} {}", year_end.code(fact.period), style.print(fact));
            return Some(format!("Derived: {} less {}.", input(whole), input(part)));
        }
        let first = revised(site, fact, style)?;
        let since = words::day(fact.published.date());
        let text = format!("Revised {since}: {first}.");
        Some(text.replace('\u{a0}', " "))
    }
}

/// The sheets of a site, in the order of its statements on the financials page.
pub(super) fn sheets(site: &Site) -> Vec<Sheet<'_>> {
    let lines = lines_by_statement(site);
    let mut kinds: Vec<&StatementKind> = lines.iter().map(|line| &line.statement).collect();
    kinds.dedup();
    kinds.into_iter().map(|kind| sheet(site, kind, &lines)).collect()
}

fn sheet<'a>(site: &'a Site, kind: &StatementKind, lines: &[Line]) -> Sheet<'a> {
    let own: Vec<&Line> = lines.iter().filter(|line| line.statement == *kind).collect();
    let facts: Vec<&Fact> = own.iter().flat_map(|line| site.facts.series(&line.concept)).collect();
    let periods = ordered(facts.iter().map(|fact| fact.period), &site.edition.company.year_end);
    let money: Vec<&Fact> =
        facts.iter().copied().filter(|fact| matches!(fact.unit, Unit::Money(_))).collect();
    let scale = exact_scale(&money);
    let rows = own.iter().flat_map(|line| rows(site, line, &periods, scale)).collect();
    Sheet { kind: kind.clone(), periods, scale, rows }
}

/// Quarters, longer periods, dates; of each the newest first.
pub(super) fn ordered(
    periods: impl Iterator<Item = Period>,
    year_end: &FiscalYearEnd,
) -> Vec<Period> {
    let group = |period: &Period| match period {
        period if period.is_instant() => 2,
        period if year_end.is_quarter(*period) => 0,
        _ => 1,
    };
    // Many figures share few periods, and to tell a quarter takes a calendar.
    let periods: BTreeSet<Period> = periods.collect();
    let mut periods: Vec<(u8, Period)> = periods.into_iter().map(|p| (group(&p), p)).collect();
    periods.sort_by(|(a, x), (b, y)| (a, y).cmp(&(b, x)));
    periods.into_iter().map(|(_, period)| period).collect()
}

/// A line once for each unit that it is reported in.
fn rows<'a>(site: &'a Site, line: &Line, periods: &[Period], scale: Scale) -> Vec<Row<'a>> {
    let year_end = &site.edition.company.year_end;
    let units: BTreeSet<&Unit> = site.facts.series(&line.concept).map(|fact| &fact.unit).collect();
    let row = |unit: &Unit| {
        let current = |period: &Period| {
            site.facts.current(&line.concept, *period).filter(|fact| fact.unit == *unit)
        };
        let facts: Vec<Option<&Fact>> = periods.iter().map(current).collect();
        let style = Style { scale, negate: line.negate };
        let listed = |which: &dyn Fn(&Fact) -> bool| {
            let found = facts.iter().flatten().filter(|fact| which(fact));
            found.map(|fact| year_end.code(fact.period)).collect::<Vec<_>>().join(";")
        };
        let derived = listed(&|fact| fact.is_derived());
        let revised = listed(&|fact| revised(site, fact, style).is_some());
        let nil = listed(&|fact| fact.value.is_none());
        let head = Head {
            label: line.label.clone(),
            concept: line.concept.clone(),
            unit: unit.clone(),
            negate: line.negate,
            derived,
            revised,
            nil,
        };
        Row { head, total: line.total, facts }
    };
    units.into_iter().map(row).collect()
}

/// `data/financials.csv`: the sheets one under the other, each row with the name of its statement.
pub(super) fn financials_csv(site: &Site) -> Vec<u8> {
    let year_end = &site.edition.company.year_end;
    let sheets = sheets(site);
    let periods = ordered(sheets.iter().flat_map(|sheet| sheet.periods.iter().copied()), year_end);
    let head = std::iter::once(STATEMENT.0)
        .chain(LEAD.iter().map(|column| column.name))
        .map(Cell::text)
        .chain(periods.iter().map(|period| Cell::text(year_end.code(*period))))
        .chain(TAIL.iter().map(|column| Cell::text(column.name)));
    let mut records = vec![head.collect()];
    for sheet in &sheets {
        for row in &sheet.rows {
            let value = |period: &Period| {
                let at = sheet.periods.iter().position(|own| own == period)?;
                row.value((*row.facts.get(at)?)?)
            };
            let record = std::iter::once(Cell::text(sheet.kind.name()))
                .chain(LEAD.iter().map(|column| (column.of)(&row.head)))
                .chain(periods.iter().map(|period| Cell::number(value(period))))
                .chain(TAIL.iter().map(|column| (column.of)(&row.head)));
            records.push(record.collect());
        }
    }
    csv(records.into_iter())
}

/// The first column of `financials.csv`; in the workbook each statement has its own sheet.
pub(super) const STATEMENT: (&str, &str) = (
    "statement",
    "Which statement the line stands in: its file\u{2019}s name. In the workbook, the sheet.",
);
