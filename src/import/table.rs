//! A statement as the CSV of the content format, cells as printed.

use std::collections::{BTreeMap, BTreeSet};

use super::concepts::{At, Kind, UnitOf};
use super::figure::Figure;
use super::names::Names;
use super::prose::Written;
use super::scan::Basis;
use super::statement::{Column, Line, Statement, folded};
use crate::date::{FiscalYearEnd, Period};
use crate::diag::{Diagnostic, code};
use crate::model::concept::{self, ConceptKind};
use crate::model::counted::Counted;
use crate::source::{SitePath, Span};
use crate::text::amount;
use crate::text::escape::slug;

/// What a statement's CSV is made with.
pub(super) struct Terms<'a> {
    /// The file that places are in.
    pub(super) path: &'a SitePath,
    /// Where fiscal years end, for the heads of columns.
    pub(super) year_end: &'a FiscalYearEnd,
    /// The currency of the statement.
    pub(super) currency: &'a str,
    /// The sums that were recognised: the id of each total, and what `sum_of` says of it.
    pub(super) sums: &'a [(String, String)],
}

/// The optional columns of the format that an import fills.
const OPTIONAL: [&str; 7] = ["concept", "unit", "scale", "at", "negate", "id", "sum_of"];

/// Writes the CSV. What a cell of the format cannot hold is left blank, and a finding says so.
pub(super) fn csv(
    statement: &Statement,
    terms: &Terms<'_>,
    found: &mut Vec<Diagnostic>,
) -> Written {
    let heads = heads(&statement.columns, terms);
    let ids = ids(&statement.lines);
    let rows: Vec<[String; 7]> = statement
        .lines
        .iter()
        .zip(&ids)
        .map(|(line, id)| optional(line, id.as_deref(), statement, &heads, terms))
        .collect();
    let used: Vec<usize> = (0..OPTIONAL.len())
        .filter(|index| rows.iter().any(|row| !row[*index].is_empty()))
        .collect();
    let mut out = Written::default();
    out.push("label");
    for index in &used {
        out.push(",");
        out.push(OPTIONAL[*index]);
    }
    for (head, column) in heads.iter().zip(&statement.columns) {
        out.push(",");
        let at = column
            .head
            .last()
            .map_or(statement.at.start..statement.at.start, super::filing::Text::at);
        out.take(&field(&head.text), at);
    }
    out.push("\n");
    let mut section = String::new();
    for (line, row) in statement.lines.iter().zip(&rows) {
        let label = label(line, &section);
        out.take(&field(&label), line.at.clone());
        if line.is_section() && row.iter().all(String::is_empty) {
            line.words().trim_end_matches(':').clone_into(&mut section);
            out.push("\n");
            continue;
        }
        for index in &used {
            out.push(",");
            out.push(&field(&row[*index]));
        }
        cells(line, &heads, terms, found, &mut out);
        out.push("\n");
    }
    out
}

/// The head of a column: its period, or what it shows.
struct Head {
    text: String,
    period: Option<Period>,
}

/// A column makes facts when it reports a period that no other column reports; of several for one period, the
/// one that says it is the whole.
fn heads(columns: &[Column], terms: &Terms<'_>) -> Vec<Head> {
    let leading = leading(columns);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let heads = columns.iter().enumerate().map(|(index, column)| {
        let period = column.covered.period().filter(|_| leading.contains(&index));
        let text = match period {
            Some(period) => terms.year_end.code(period),
            None if column.label.is_empty() => format!("shown: column {}", index + 1),
            None => format!("shown: {}", column.label),
        };
        let text = if seen.contains(&text) { format!("{text} ({})", index + 1) } else { text };
        seen.insert(text.clone());
        Head { text, period }
    });
    heads.collect()
}

/// The columns that make facts.
fn leading(columns: &[Column]) -> BTreeSet<usize> {
    let mut rivals: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
    for (index, column) in columns.iter().enumerate().filter(|(_, c)| c.basis == Basis::Reported) {
        if let Some(period) = column.covered.period() {
            rivals.entry(period).or_default().push(index);
        }
    }
    let whole = |index: &usize| {
        let label = columns[*index].label.to_lowercase();
        ["total", "consolidated", "as reported", "historical", "actual", "gaap"]
            .iter()
            .any(|word| label.contains(word))
            && !label.contains("non-gaap")
            && !label.contains("consolidating")
    };
    let leader = |rivals: Vec<usize>| {
        if let [only] = rivals.as_slice() {
            return Some(*only);
        }
        let mut wholes = rivals.into_iter().filter(whole);
        wholes.next().filter(|_| wholes.next().is_none())
    };
    rivals.into_values().filter_map(leader).collect()
}

/// Ids for lines whose labels repeat: the words of the section and the label, numbered where these repeat, too.
fn ids(lines: &[Line]) -> Vec<Option<String>> {
    let slugs: Vec<String> = lines.iter().map(|line| slug(&line.words(), "line")).collect();
    // A section is only a label, so the name that it has by its label is kept for it.
    let sections = lines.iter().zip(&slugs).filter(|(line, _)| line.is_section());
    let mut kept: Names = sections.map(|(_, own)| own).collect();
    let mut taken = kept.clone();
    let mut section = String::new();
    lines
        .iter()
        .zip(&slugs)
        .map(|(line, own)| {
            if line.is_section() {
                section.clone_from(own);
                if kept.give_back(own) {
                    return None;
                }
            }
            if !line.words().is_empty() && taken.take(own) {
                return None;
            }
            Some(taken.free(&slug(&format!("{section}-{own}"), "line")))
        })
        .collect()
}

/// The label with its indent; a line without one bears its section's.
fn label(line: &Line, section: &str) -> String {
    let words = line.words();
    let words = match (words.is_empty(), section.is_empty()) {
        (false, _) => words,
        (true, false) => section.to_owned(),
        (true, true) => "(no label)".to_owned(),
    };
    // A change in percent beside amounts leaves the line what it is.
    let percent = line.unit == UnitOf::Pure
        && line.figures.iter().flatten().any(|figure| {
            matches!(figure, Figure::Number { kind: super::figure::Kind::Percent, .. })
        });
    let words = if percent && !words.contains('%') { format!("{words} (%)") } else { words };
    format!("{}{words}", "  ".repeat(usize::from(line.indent.min(4))))
}

/// The cells of the optional columns.
fn optional(
    line: &Line,
    id: Option<&str>,
    statement: &Statement,
    heads: &[Head],
    terms: &Terms<'_>,
) -> [String; 7] {
    if line.is_section() {
        // A section is only a label; one whose label repeats is written as a line of blanks, to have an id.
        let id = id.unwrap_or_default().to_owned();
        return [
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            id,
            String::new(),
        ];
    }
    let concept = line.concept().filter(|element| fits(element, line, statement, heads));
    let unit = match line.unit {
        UnitOf::Money if line.worded == Counted::Money => String::new(),
        UnitOf::Money => terms.currency.to_owned(),
        UnitOf::PerShare => format!("{}/shares", terms.currency),
        UnitOf::Shares => "shares".into(),
        UnitOf::Pure => "pure".into(),
    };
    let default = if line.unit == UnitOf::Money { statement.scale } else { 1 };
    let scale = if line.scale == default { "" } else { scale_word(line.scale) };
    let at = match (concept, line.mapped.and_then(|mapped| mapped.at)) {
        (None, _) => "",
        (Some(_), Some(At::Start)) => "start",
        (Some(_), Some(At::End)) => "end",
        (Some(element), None) => {
            let balance =
                concept::find(element).is_some_and(|known| known.kind == ConceptKind::Balance);
            let flows =
                heads.iter().any(|head| head.period.is_some_and(|period| !period.is_instant()));
            if balance && flows { "end" } else { "" }
        }
    };
    let own = id.map_or_else(|| slug(&line.words(), "line"), str::to_owned);
    let negate = concept.is_some() && line.mapped.is_some_and(|mapped| mapped.negate);
    [
        concept.unwrap_or_default().to_owned(),
        unit,
        scale.to_owned(),
        at.to_owned(),
        if negate { "yes" } else { "" }.to_owned(),
        id.unwrap_or_default().to_owned(),
        terms
            .sums
            .iter()
            .find(|(total, _)| *total == own)
            .map(|(_, sum)| sum.clone())
            .unwrap_or_default(),
    ]
}

/// Whether a concept can be what the line's columns report: no flow has a value at a day.
fn fits(element: &str, line: &Line, statement: &Statement, heads: &[Head]) -> bool {
    let mapped = || line.mapped.is_some_and(|mapped| mapped.concept == element && mapped.flow);
    let flow = concept::find(element).map_or_else(mapped, |known| known.kind == ConceptKind::Flow);
    let instants = heads.iter().any(|head| head.period.is_some_and(Period::is_instant));
    let named = statement.kind != Kind::Other || line.mapped.is_some();
    named && !(flow && instants)
}

/// The word of the content format for a scale.
pub(super) const fn scale_word(scale: u32) -> &'static str {
    match scale {
        1_000 => "thousands",
        1_000_000 => "millions",
        1_000_000_000 => "billions",
        _ => "ones",
    }
}

fn cells(
    line: &Line,
    heads: &[Head],
    terms: &Terms<'_>,
    found: &mut Vec<Diagnostic>,
    out: &mut Written,
) {
    for ((cell, figure), head) in line.cells.iter().zip(&line.figures).zip(heads) {
        out.push(",");
        let (Some(cell), Some(figure)) = (cell, figure) else { continue };
        let printed = folded(&cell.printed);
        let text =
            if head.period.is_none() { Ok(printed.clone()) } else { amount_of(&printed, figure) };
        if let Ok(text) = text {
            out.take(&field(&text), cell.at.clone());
        } else {
            let span = Span::new(terms.path, cell.at.clone());
            let message = format!("`{printed}` is no figure, so its cell is left blank");
            let help = "the file as filed, beside the statement, still shows it";
            found.push(Diagnostic::warning(code::LAYOUT, span, message).help(help));
        }
    }
}

/// The print in the form that content reads; the same digits, with a percent sign or a lone parenthesis mended.
fn amount_of(printed: &str, figure: &Figure) -> Result<String, ()> {
    let reads = |text: &str| match (amount::read(text), figure) {
        (Ok(amount::Cell::Nil), Figure::Nil) => true,
        (Ok(amount::Cell::Amount(amount)), Figure::Number { value, .. }) => amount.value == *value,
        _ => false,
    };
    if reads(printed) {
        return Ok(printed.to_owned());
    }
    match figure {
        Figure::Nil => Ok("--".to_owned()),
        Figure::Number { value, decimals, .. } => {
            let text = amount::printed(*value, *decimals);
            if reads(&text) { Ok(text) } else { Err(()) }
        }
        Figure::Words => Err(()),
    }
}

/// A field of a CSV, in quotes where it must be.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') && text.trim().is_empty() {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
