//! `financials/periods/`: all periods side by side, and how quarters were derived.

use std::collections::BTreeSet;

use super::align;
use super::charts::{exact_scale, input_links, printed_cell, unaudited};
use super::context::Context;
use super::statement::{Line, editors_notes, lines};
use super::view;
use super::words;
use crate::date::{FiscalYearEnd, Period};
use crate::model::fact::Fact;
use crate::model::statement::{Scale, Unit};
use crate::resolve::Site;
use crate::text::escape::slug;

/// How many columns the table on `financials/` has at most: two years of quarters.
const NEWEST: usize = 8;

/// A kind of period: the id and title of its table, and what belongs there.
struct Kind {
    id: &'static str,
    title: &'static str,
    has: fn(&FiscalYearEnd, Period) -> bool,
}

/// Quarters, then longer periods, then balances.
const KINDS: [Kind; 3] = [
    Kind { id: "quarters", title: "Quarters", has: FiscalYearEnd::is_quarter },
    Kind {
        id: "periods",
        title: "Longer periods",
        has: |year_end, period| !period.is_instant() && !year_end.is_quarter(period),
    },
    Kind { id: "balances", title: "Balances", has: |_, period| period.is_instant() },
];

/// The page.
pub(super) fn page(context: &Context<'_>) -> view::PeriodsPage {
    let lines = lines(context.site);
    let table = |kind: &Kind| table(context, &lines, kind, usize::MAX);
    let tables: Vec<view::Statement> = KINDS.iter().filter_map(table).collect();
    let revised = tables.iter().flat_map(cells).any(|cell| cell.revised.is_some());
    view::PeriodsPage {
        year_end: words::year_end(&context.site.edition.company.year_end),
        revisions: revised.then(|| context.anchor("financials/index.html", "revisions")),
        tables,
        derived: derived(context, &lines),
        downloads: downloads(context),
        data: context.href("data/index.html"),
    }
}

/// Every cell of a table.
pub(super) fn cells(table: &view::Statement) -> impl Iterator<Item = &view::Cell> {
    table.rows.iter().flat_map(|row| &row.cells)
}

/// The newest periods of the first kind that there is.
pub(super) fn newest(context: &Context<'_>, lines: &[Line]) -> Option<view::Statement> {
    KINDS.iter().find_map(|kind| table(context, lines, kind, NEWEST))
}

/// All periods as files.
pub(super) fn downloads(context: &Context<'_>) -> Vec<view::Download> {
    vec![
        context.download("All periods side by side", "data/financials.xlsx", "XLSX"),
        context.download("All periods side by side", "data/financials.csv", "CSV"),
        context.download("All figures with their sources", "data/facts.csv", "CSV"),
        context.download("All figures with their sources", "data/facts.json", "JSON"),
    ]
}

/// The periods of a kind side by side, the newest first and at most so many.
fn table(
    context: &Context<'_>,
    lines: &[Line],
    kind: &Kind,
    most: usize,
) -> Option<view::Statement> {
    let site = context.site;
    let year_end = &site.edition.company.year_end;
    let mut facts: Vec<&Fact> = lines
        .iter()
        .flat_map(|line| site.facts.series(&line.concept))
        .filter(|fact| (kind.has)(year_end, fact.period))
        .collect();
    let periods: BTreeSet<Period> = facts.iter().map(|fact| fact.period).collect();
    let periods: BTreeSet<Period> = periods.into_iter().rev().take(most).collect();
    facts.retain(|fact| periods.contains(&fact.period));
    let is_money = |fact: &&&Fact| matches!(fact.unit, Unit::Money(_));
    let money: Vec<&Fact> = facts.iter().filter(is_money).copied().collect();
    let (scale, currency) = (exact_scale(&money), newest_currency(&money));
    let side = Side { context, id: kind.id, facts: &facts, periods: &periods, scale, currency };
    (!facts.is_empty()).then(|| side.table(kind.title, lines))
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

/// A table of periods of one kind.
struct Side<'t, 's> {
    context: &'t Context<'s>,
    id: &'t str,
    facts: &'t [&'s Fact],
    periods: &'t BTreeSet<Period>,
    scale: Scale,
    currency: Option<String>,
}

impl Side<'_, '_> {
    fn table(&self, title: &str, lines: &[Line]) -> view::Statement {
        let site = self.context.site;
        let year_end = &site.edition.company.year_end;
        let columns = self.periods.iter().rev().map(|period| view::Column {
            text: year_end.short(*period).replacen(' ', "\u{a0}", 1),
            current: false,
            derived: self.facts.iter().filter(|f| f.period == *period).all(|f| f.is_derived()),
        });
        view::Statement {
            id: self.id.to_owned(),
            title: title.to_owned(),
            caption: side_caption(site, self.currency.as_deref(), self.facts, self.scale),
            head_groups: Vec::new(),
            columns: columns.collect(),
            rows: self.rows(lines),
            downloads: Vec::new(),
            notes: editors_notes(site, |fact| {
                let shown = self.of(&fact.concept).any(|f| f.period == fact.period);
                let line = lines.iter().find(|line| line.concept == fact.concept);
                line.filter(|_| shown).map(|line| line.label.clone())
            }),
            notices: Vec::new(),
        }
    }

    /// The figures of an element.
    fn of(&self, concept: &str) -> impl Iterator<Item = &Fact> {
        self.facts.iter().copied().filter(move |fact| fact.concept == concept)
    }

    /// The lines that have figures, under the names of their statements where there are several.
    fn rows(&self, lines: &[Line]) -> Vec<view::Row> {
        let present: Vec<&Line> =
            lines.iter().filter(|line| self.of(&line.concept).next().is_some()).collect();
        let several = present
            .iter()
            .any(|line| Some(&line.statement) != present.first().map(|first| &first.statement));
        let (mut rows, mut units) = (Vec::new(), Vec::new());
        let mut before = None;
        for line in &present {
            if several && before != Some(&line.statement) {
                rows.push(view::Row {
                    id: format!("{}-{}-lines", self.id, line.statement.name()),
                    label: words::statement(&line.statement),
                    kind: view::RowKind::Section,
                    ..view::Row::default()
                });
                units.push(None);
            }
            before = Some(&line.statement);
            rows.push(self.row(line));
            units.push(self.of(&line.concept).next().map(|fact| &fact.unit));
        }
        align::rows(&mut rows, &units);
        rows
    }

    fn row(&self, line: &Line) -> view::Row {
        let cell = |period: &Period| {
            let fact = self.context.site.facts.current(&line.concept, *period);
            let cell = printed_cell(self.context, fact, self.scale, line.negate);
            in_own_currency(cell, fact, self.currency.as_deref())
        };
        view::Row {
            id: format!("{}-{}", self.id, slug(&line.concept, "line")),
            label: line.label.clone(),
            remark: line.remark.clone(),
            kind: if line.total { view::RowKind::Subtotal } else { view::RowKind::Line },
            indent: 0,
            cells: self.periods.iter().rev().map(cell).collect(),
        }
    }
}

/// The currency of the newest of some amounts: that of their table.
fn newest_currency(money: &[&Fact]) -> Option<String> {
    match &money.iter().max_by_key(|fact| fact.period.end())?.unit {
        Unit::Money(code) => Some(code.clone()),
        _ => None,
    }
}

/// An amount in another currency than its table's says so itself.
fn in_own_currency(cell: view::Cell, fact: Option<&Fact>, table: Option<&str>) -> view::Cell {
    match fact.map(|fact| &fact.unit) {
        Some(Unit::Money(code)) if table != Some(code) && !cell.text.is_empty() => {
            view::Cell { text: format!("{code}\u{a0}{}", cell.text), ..cell }
        }
        _ => cell,
    }
}

fn side_caption(site: &Site, currency: Option<&str>, facts: &[&Fact], scale: Scale) -> String {
    let audit = if unaudited(site) { "Unaudited. " } else { "" };
    let amounts = currency.map(|code| words::upper(&words::scaled_currency(scale, code)));
    let others = facts.iter().any(|fact| !matches!(fact.unit, Unit::Money(_)));
    let except = if others { ", except share and per-share data" } else { "" };
    amounts.map_or_else(|| audit.to_owned(), |amounts| format!("{audit}{amounts}{except}."))
}
