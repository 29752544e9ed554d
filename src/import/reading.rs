//! A filing understood: its prose and its statements in reading order.

use std::collections::BTreeMap;

use super::filing::{Block, Dropped, Filing, Header, Table, Text, Why};
use super::period::Calendar;
use super::rivals;
use super::scan::scan;
use super::statement::{self, Statement, folded, heads};
use super::titles;
use super::units::{self, Units};
use crate::date::{Date, FiscalYearEnd};
use crate::diag::Diagnostics;

/// What was read and understood.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What the wrapper states.
    pub(crate) header: Header,
    /// The content in order.
    pub(crate) parts: Vec<Part>,
    /// What is no content.
    pub(crate) dropped: Vec<Dropped>,
    /// What the reader was unsure of.
    pub(crate) found: Diagnostics,
    /// Where fiscal years end, as far as it is known.
    pub(crate) year_end: FiscalYearEnd,
}

/// A part of the content.
#[derive(Debug)]
pub(crate) enum Part {
    /// Words.
    Prose(Block),
    /// A table of figures.
    Statement(Box<Statement>),
}

impl Reading {
    /// The statements in order.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.parts.iter().filter_map(|part| match part {
            Part::Statement(statement) => Some(&**statement),
            Part::Prose(_) => None,
        })
    }
}

/// Understands a filing. `year_end` is the company's own word, where there is one.
pub(crate) fn read(mut filing: Filing, year_end: Option<&FiscalYearEnd>) -> Reading {
    exhibit(&mut filing);
    let calendar = calendar(&filing.blocks, year_end);
    let mut dropped = filing.dropped;
    let mut parts = Vec::new();
    let mut prose: Vec<Block> = Vec::new();
    let everywhere = unanimous(&filing.blocks);
    for block in filing.blocks {
        let Block::Table(table) = block else {
            prose.push(block);
            continue;
        };
        let above = titles::take(&mut prose);
        parts.extend(prose.drain(..).map(Part::Prose));
        match parts.last_mut() {
            Some(Part::Statement(last)) if continues(last, &above, &table) => {
                let rest =
                    statement::read(table, Vec::new(), last.units(), &calendar, &mut dropped);
                last.lines.extend(rest.lines);
                last.notes.extend(rest.notes);
                last.at.end = last.at.end.max(rest.at.end);
            }
            _ => {
                let around = before(&parts).or(everywhere);
                let statement = statement::read(table, above, around, &calendar, &mut dropped);
                parts.push(Part::Statement(Box::new(statement)));
            }
        }
    }
    parts.extend(prose.into_iter().map(Part::Prose));
    rivals::settle(&mut parts);
    dropped.sort_by_key(|dropped| dropped.at.start);
    Reading {
        header: filing.header,
        parts,
        dropped,
        found: filing.found,
        year_end: calendar.year_end,
    }
}

/// What stands before a table says of its unit: the end of a sentence (`… (in thousands):`), or the table that
/// comes right before it.
fn before(parts: &[Part]) -> Units {
    match parts.last() {
        Some(Part::Statement(last)) => last.units(),
        Some(Part::Prose(Block::Paragraph(text))) => {
            let words = folded(&text.words());
            let end: String =
                words.chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect();
            let phrase = end.rfind("in ").and_then(|at| end.get(at..)).unwrap_or_default();
            units::read(phrase)
        }
        _ => Units::default(),
    }
}

/// The scale that every phrase of the filing gives, where they all give the same.
fn unanimous(blocks: &[Block]) -> Units {
    let mut scales: Vec<u32> = Vec::new();
    let mut add = |text: &Text| {
        let words = folded(&text.words());
        if units::is_phrase(&words) {
            scales.extend(units::read(&words).money);
        }
    };
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => add(text),
            Block::Lines(lines) => lines.iter().for_each(&mut add),
            Block::Table(table) => {
                let heads = table.head.iter().flatten().map(|cell| &cell.text);
                table.title.iter().chain(&table.stub).chain(heads).for_each(&mut add);
            }
            Block::List { .. } | Block::Grid(_) => {}
        }
    }
    let first = scales.first().copied().filter(|first| scales.iter().all(|scale| scale == first));
    Units { money: first, ..Units::default() }
}

/// Takes the label of the exhibit off the top, `EXHIBIT 99.1`, which says what the wrapper would.
fn exhibit(filing: &mut Filing) {
    let Some(first) = filing.blocks.first_mut() else { return };
    let line = match first {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.clone(),
        Block::Lines(lines) => lines.first().cloned().unwrap_or_default(),
        Block::List { .. } | Block::Grid(_) | Block::Table(_) => return,
    };
    let words = folded(&line.words());
    let Some(number) = number_of_exhibit(&words) else { return };
    filing.header.exhibit.get_or_insert_with(|| format!("EX-{number}"));
    filing.dropped.insert(0, Dropped { text: words, at: line.at(), why: Why::Wrapper });
    match first {
        Block::Lines(lines) if lines.len() > 1 => drop(lines.remove(0)),
        _ => drop(filing.blocks.remove(0)),
    }
}

/// `99.1` of `Exhibit 99.1` or `EX-99.1`, when nothing else stands on the line.
fn number_of_exhibit(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let rest = lower.strip_prefix("exhibit").or_else(|| lower.strip_prefix("ex-"))?;
    let number =
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '.' | '(' | ')'));
    let sound = number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 8
        && number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '(' | ')' | '-'));
    sound.then(|| number.to_uppercase())
}

/// Whether a table without title and head goes on where the last one, of as many columns, stopped.
fn continues(last: &Statement, above: &[Text], table: &Table) -> bool {
    let bare = above.is_empty()
        && table.title.is_empty()
        && table.stub.is_empty()
        && table.head.iter().all(Vec::is_empty);
    bare && last.columns.len() == table.columns
}

/// What the filing says of fiscal time: where its years end and on which days its balances stand.
fn calendar(blocks: &[Block], year_end: Option<&FiscalYearEnd>) -> Calendar {
    let mut known: Vec<Date> = Vec::new();
    let mut ends: Vec<Date> = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => {
                for said in heads(table) {
                    known.extend(said.dates.iter().copied());
                    if said.length == Some(super::scan::Length::Months(12)) {
                        ends.extend(said.dates.last());
                    }
                }
            }
            Block::Heading { text, .. } | Block::Paragraph(text) => {
                ends.extend(year_ends(&text.words()));
            }
            Block::Lines(lines) => {
                ends.extend(lines.iter().flat_map(|line| year_ends(&line.words())));
            }
            Block::List { .. } | Block::Grid(_) => {}
        }
    }
    let weeks = known.iter().filter(|day| !day.is_month_end()).count() * 2 > known.len();
    known.extend(&ends);
    known.sort_unstable();
    known.dedup();
    let said = most_common(&ends).and_then(|end| rule(end, weeks));
    let calendar_year =
        || FiscalYearEnd::parse("12-31").expect("invariant: the calendar year is a fiscal year");
    Calendar {
        stated: year_end.is_some() || said.is_some(),
        year_end: year_end.cloned().or(said).unwrap_or_else(calendar_year),
        known,
        weeks,
    }
}

/// The days on which a text says that years ended: `for the fiscal year ended September 30, 2004`.
fn year_ends(text: &str) -> Vec<Date> {
    let lower = text.to_lowercase();
    ["year ended ", "years ended ", "year ending "]
        .iter()
        .flat_map(|words| {
            lower.match_indices(words).map(|(at, words)| at + words.len()).collect::<Vec<_>>()
        })
        .filter_map(|at| {
            let rest: Vec<&str> = lower.get(at..)?.split_whitespace().take(3).collect();
            scan(&rest.join(" ")).dates.first().copied()
        })
        .collect()
}

fn most_common(ends: &[Date]) -> Option<Date> {
    let mut days: BTreeMap<(i8, i8), (usize, Date)> = BTreeMap::new();
    for end in ends {
        let (count, latest) = days.entry((end.month(), end.day())).or_insert((0, *end));
        *count += 1;
        *latest = (*latest).max(*end);
    }
    days.into_values().max().map(|(_, latest)| latest)
}

/// The rule by which years end, from one of their ends.
fn rule(end: Date, weeks: bool) -> Option<FiscalYearEnd> {
    if end.is_month_end() && !weeks {
        return FiscalYearEnd::parse(&format!("{:02}-{:02}", end.month(), end.day())).ok();
    }
    // A year of weeks ends near the end of a month: of this one, or of the one before.
    let month = if end.day() <= 7 { end.month() - 1 } else { end.month() };
    let month = if month == 0 { 12 } else { month };
    let last = (28..=31).rev().find(|day| Date::new(end.year(), month, *day).is_some())?;
    FiscalYearEnd::parse(&format!("{} nearest {month:02}-{last:02}", end.weekday_name())).ok()
}
