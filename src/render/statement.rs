//! A document's statement as a table, and the lines that all statements have.

use rust_decimal::Decimal;

use super::align;
use super::charts::{Style, named, revised};
use super::context::Context;
use super::view;
use super::words;
use crate::date::{FiscalYearEnd, Part, Period};
use crate::model::concept;
use crate::model::document::{Document, NoteTarget};
use crate::model::fact::Fact;
use crate::model::statement::{At, Column, Row, Statement, StatementKind, Unit};
use crate::resolve::Site;
use crate::text::amount::{Cell, printed};

/// A statement on its document's page.
pub(super) fn view(
    context: &Context<'_>,
    document: &Document,
    statement: &Statement,
) -> view::Statement {
    let name = statement.kind.name();
    let year_end = &context.site.edition.company.year_end;
    let (head_groups, mut columns) = heads(&statement.columns, year_end);
    for (column, of) in columns.iter_mut().zip(&statement.columns) {
        column.current = match (of, document.period) {
            (Column::Period(period), Some(own)) => period.end() == own.end(),
            _ => false,
        };
    }
    let mut notes: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    let totals = Totals::of(statement);
    let mut in_section = false;
    for (index, row) in statement.rows.iter().enumerate() {
        let kind = totals.kind(index, row);
        in_section = match kind {
            view::RowKind::Section => true,
            view::RowKind::Line => in_section,
            view::RowKind::Subtotal | view::RowKind::Total => false,
        };
        let cells: Vec<view::Cell> = (0..row.cells.len())
            .filter_map(|column| statement_cell(context, document, statement, row, column))
            .collect();
        let remark = |(column, cell): (usize, &view::Cell)| {
            let (text, period) = cell.revised.as_ref().zip(statement.period(row, column))?;
            let name = named(context.site, &row.label, (period, &row.unit), row.scale);
            Some(format!("{name}: {text}."))
        };
        notes.extend(cells.iter().enumerate().filter_map(remark));
        rows.push(view::Row {
            id: statement.anchor(row),
            label: row.label.clone(),
            remark: None,
            kind,
            indent: match kind {
                view::RowKind::Line if in_section => row.indent.clamp(1, 2),
                view::RowKind::Line => row.indent.min(2),
                _ => 0,
            },
            cells,
        });
    }
    let units: Vec<Option<&Unit>> = statement.rows.iter().map(|row| Some(&row.unit)).collect();
    align::rows(&mut rows, &units);
    notes.extend(editors_notes(context.site, |fact| label_of(context.site, statement, fact)));
    let csv = format!("filings/{}/{name}.csv", document.slug);
    view::Statement {
        title: statement.title.clone(),
        caption: words::caption(statement),
        head_groups,
        columns,
        rows,
        downloads: vec![context.download("This table", &csv, "CSV")],
        notes,
        notices: Context::notices(&statement.revisions),
        id: name,
    }
}

fn statement_cell(
    context: &Context<'_>,
    document: &Document,
    statement: &Statement,
    row: &Row,
    column: usize,
) -> Option<view::Cell> {
    let placed = row.cells.get(column)?;
    if matches!(statement.columns.get(column), Some(Column::Shown(_))) {
        let text = placed.text.clone();
        let negative = text.starts_with('(') && text.ends_with(')');
        let kind = if text.is_empty() { view::CellKind::Blank } else { view::CellKind::Shown };
        return Some(view::Cell { kind, text, negative, ..view::Cell::default() });
    }
    let year_end = &context.site.edition.company.year_end;
    let period = statement.period(row, column);
    let fact = row
        .concept
        .as_ref()
        .zip(period)
        .map(|(concept, period)| format!("{}@{}", concept.value, year_end.code(period)));
    let current = row.concept.as_ref().zip(period);
    let current = current.and_then(|(c, period)| context.site.facts.current(&c.value, period));
    let current = current.filter(|now| now.unit == row.unit);
    let cell = match placed.cell {
        Cell::Blank => view::Cell::default(),
        Cell::Nil => view::Cell { kind: view::CellKind::Nil, fact, ..view::Cell::default() },
        Cell::Amount(amount) => {
            let value = row.value(amount);
            view::Cell {
                kind: view::CellKind::Value,
                text: printed(amount.value, amount.decimals),
                value: fact.as_ref().map(|_| value.to_string()),
                fact,
                negative: amount.value < Decimal::ZERO,
                revised: current.and_then(|now| {
                    let style = Style { scale: row.scale, negate: row.negate };
                    superseded(context.site, document, now, (value, style))
                }),
                ..view::Cell::default()
            }
        }
    };
    Some(cell)
}

/// The editor's notes on figures that `shows` picks, oldest first: `Net loss, first quarter 2006: …`.
pub(super) fn editors_notes(site: &Site, shows: impl Fn(&Fact) -> Option<String>) -> Vec<String> {
    let year_end = &site.edition.company.year_end;
    let notes = site.edition.documents.iter().rev().flat_map(|document| &document.notes);
    notes
        .filter_map(|note| {
            let NoteTarget::Fact(citation) = &note.target else { return None };
            let fact = site.facts.cite(citation, year_end).ok()?;
            let period = words::lower(&words::period(fact.period, year_end));
            let text = note.text.trim_end_matches('.');
            Some(format!("{}, {period}: {text}.", shows(fact)?))
        })
        .collect()
}

/// The label of the row of a statement that prints a fact.
fn label_of(site: &Site, statement: &Statement, fact: &Fact) -> Option<String> {
    let prints = |row: &&Row| {
        row.concept.as_ref().is_some_and(|concept| concept.value == fact.concept)
            && (0..row.cells.len()).any(|column| statement.period(row, column) == Some(fact.period))
    };
    let current = site.facts.current(&fact.concept, fact.period)?;
    statement
        .rows
        .iter()
        .find(prints)
        .filter(|_| !current.is_derived())
        .map(|row| row.label.clone())
}

/// How a later document reports the figure otherwise than `value`, or how an earlier one did.
fn superseded(
    site: &Site,
    document: &Document,
    current: &Fact,
    (value, style): (Decimal, Style),
) -> Option<String> {
    if current.value == Some(value) {
        return revised(site, current, style);
    }
    // Another line of the same document, such as that of a segment, is no later report; nor is a figure that
    // only rounds differently.
    let own = site.facts.vintages(&current.concept, current.period);
    let own = own.iter().find(|fact| {
        fact.value == Some(value) && fact.cited().is_some_and(|(id, _)| id == document.id)
    });
    if current.cited().is_some_and(|(id, _)| id == document.id)
        || own.is_some_and(|own| own.agrees(current))
    {
        return None;
    }
    let date = words::day(current.published.date());
    Some(format!("later reported as {}, on {date}", style.print(current)))
}

/// Which rows are totals: by their concept, label or declared sum.
struct Totals {
    last: Option<usize>,
}

impl Totals {
    fn of(statement: &Statement) -> Self {
        let is = |(_, row): &(usize, &Row)| is_total(row);
        Self {
            last: statement.rows.iter().enumerate().filter(is).map(|(index, _)| index).next_back(),
        }
    }

    fn kind(&self, index: usize, row: &Row) -> view::RowKind {
        let element = row.concept.as_ref().map(|c| c.value.as_str());
        if row.is_section() {
            view::RowKind::Section
        } else if self.last == Some(index) || element == Some(concept::ASSETS) {
            view::RowKind::Total
        } else if is_total(row) {
            view::RowKind::Subtotal
        } else {
            view::RowKind::Line
        }
    }
}

fn is_total(row: &Row) -> bool {
    let by_concept = || {
        let element = row.concept.as_ref()?;
        Some(concept::find(&element.value)?.total)
    };
    !row.is_section()
        && (row.sum_of.is_some()
            || row.at == Some(At::End)
            || row.label.to_lowercase().starts_with("total ")
            || by_concept() == Some(true) && !row.label.to_lowercase().contains("for the period"))
}

/// Columns of one length and end under one heading: `Three months ended June 30` over `2008`, `2007`.
fn heads(
    columns: &[Column],
    year_end: &FiscalYearEnd,
) -> (Vec<view::HeadGroup>, Vec<view::Column>) {
    let mut groups: Vec<view::HeadGroup> = Vec::new();
    let mut heads = Vec::new();
    for column in columns {
        let (group, text) = match column {
            Column::Shown(text) => (String::new(), text.clone()),
            Column::Period(period) => match length(*period, year_end) {
                Some(length) => {
                    let day = words::day(period.end());
                    let day = day.rsplit_once(", ").map_or(day.as_str(), |(day, _)| day);
                    (format!("{length} ended {day}"), period.end().year().to_string())
                }
                None => (String::new(), words::period(*period, year_end)),
            },
        };
        heads.push(view::Column { text, current: false, derived: false });
        match groups.last_mut() {
            Some(last) if last.text == group => last.span += 1,
            _ => groups.push(view::HeadGroup { text: group, span: 1 }),
        }
    }
    if groups.iter().all(|group| group.text.is_empty()) {
        groups.clear();
    }
    (groups, heads)
}

fn length(period: Period, year_end: &FiscalYearEnd) -> Option<&'static str> {
    let (_, part) = year_end.classify(period)?;
    Some(match part {
        Part::Q1 | Part::Q2 | Part::Q3 | Part::Q4 => "Three months",
        Part::H1 | Part::H2 => "Six months",
        Part::NineMonths => "Nine months",
        Part::Year => "Year",
    })
}

/// A line of the tables of all periods.
pub(super) struct Line {
    /// The us-gaap element.
    pub concept: String,
    /// The label that the newest document prints.
    pub label: String,
    /// What tells it from another line of that label.
    pub remark: Option<String>,
    /// Whether that document prints it with the other sign.
    pub negate: bool,
    /// Whether it is a total.
    pub total: bool,
    /// The statement that prints it.
    pub statement: StatementKind,
}

/// Every reported line in the order of the newest statements; lines that only older documents have stand
/// behind the line that they followed.
pub(super) fn lines(site: &Site) -> Vec<Line> {
    gathered(site, false)
}

/// The same with a line of its own in every statement that prints it.
pub(super) fn lines_by_statement(site: &Site) -> Vec<Line> {
    gathered(site, true)
}

fn gathered(site: &Site, by_statement: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for document in &site.edition.documents {
        for statement in &document.statements {
            let mut before: Option<usize> = None;
            for row in &statement.rows {
                let Some(concept) = &row.concept else { continue };
                let same = |line: &Line| {
                    line.concept == concept.value
                        && (!by_statement || line.statement == statement.kind)
                };
                let known = lines.iter().position(same);
                let at = known.unwrap_or_else(|| {
                    let last_of =
                        |kind| lines.iter().rposition(|line: &Line| line.statement == kind);
                    let end = last_of(statement.kind.clone()).map_or(lines.len(), |last| last + 1);
                    let at = before.map_or(end, |before| before + 1);
                    let line = Line {
                        concept: concept.value.clone(),
                        label: label(row, &concept.value),
                        remark: None,
                        negate: row.negate,
                        total: is_total(row) && row.at.is_none(),
                        statement: statement.kind.clone(),
                    };
                    lines.insert(at, line);
                    at
                });
                before = Some(at);
            }
        }
    }
    lines.sort_by(|a, b| order(&a.statement).cmp(&order(&b.statement)));
    tell_apart(site, &mut lines);
    lines
}

/// What a line is called. A flow statement prints a balance at its start and at its end, which make one line: that
/// has the element's name, for neither label is true of both.
fn label(row: &Row, element: &str) -> String {
    match concept::find(element) {
        Some(_) if row.at.is_some() => concept::name(element).to_owned(),
        _ => row.label.clone(),
    }
}

/// Lines of one label and different elements: each says by which documents it is reported, or, where those are
/// the same, its element.
fn tell_apart(site: &Site, lines: &mut [Line]) {
    let key = |line: &Line| (line.statement.clone(), line.label.trim().to_lowercase());
    let told: Vec<Option<String>> = lines.iter().map(|line| reported(site, line)).collect();
    let remark = |(line, own): (&Line, &Option<String>)| {
        let twins = || lines.iter().zip(&told).filter(|(other, _)| key(other) == key(line));
        let alone = twins().filter(|(_, other)| *other == own).count() == 1;
        (twins().count() > 1).then(|| match own {
            Some(when) if alone => when.clone(),
            _ => format!("us-gaap {}", line.concept),
        })
    };
    let remarks: Vec<Option<String>> = lines.iter().zip(&told).map(remark).collect();
    for (line, remark) in lines.iter_mut().zip(remarks) {
        line.remark = remark;
    }
}

/// When a line's documents were published: `reported August 2, 2006`.
fn reported(site: &Site, line: &Line) -> Option<String> {
    let mut days = site.edition.documents.iter().filter(|document| {
        let statements = document.statements.iter().filter(|s| s.kind == line.statement);
        let mut rows = statements.flat_map(|statement| &statement.rows);
        rows.any(|row| row.concept.as_ref().is_some_and(|c| c.value == line.concept))
    });
    let newest = words::day(days.next()?.published.date());
    Some(match days.next_back() {
        Some(oldest) => format!("reported {} to {newest}", words::day(oldest.published.date())),
        None => format!("reported {newest}"),
    })
}

fn order(kind: &StatementKind) -> (u8, &StatementKind) {
    let place = match kind {
        StatementKind::Income => 0,
        StatementKind::CashFlows => 1,
        StatementKind::Equity => 2,
        StatementKind::BalanceSheet => 3,
        StatementKind::Other(_) => 4,
    };
    (place, kind)
}
