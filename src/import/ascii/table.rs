//! A table from its lines: what is head, what is body, and where another table begins within it.

use std::ops::Range;

use super::super::filing::{Block, Table, Text};
use super::columns::{self, Column};
use super::head;
use super::line::{self, Flow, Line, Name, Word};
use super::rows;
use super::shape;
use super::token::{self, Entry, Kind};

/// A table of words has no more columns than this.
const WORDS: usize = 12;
/// A table of figures has no more cells than this.
const CELLS: usize = 1_000_000;

/// Reads the lines of a table, or of several that stand between the same tags.
pub(super) fn read(input: &str, lines: &[Line<'_>]) -> Vec<Block> {
    let mut entries: Vec<Entry<'_>> = lines.iter().map(token::read).collect();
    settle(lines, &mut entries);
    let mut blocks = Vec::new();
    for range in parts(lines, &entries) {
        let lines = &lines[range.clone()];
        let entries = &mut entries[range];
        let stub = lines.iter().position(|line| line.has(Name::Stub));
        let first = (stub.unwrap_or(0)..lines.len()).find(|&n| is_data(&entries[n]));
        token::take_marks(&mut entries[first.unwrap_or_default()..]);
        let body = first.map_or(&[][..], |first| &entries[first..]);
        let columns = columns::find(body.iter().map(|entry| entry.tokens.as_slice()));
        for entry in entries.iter_mut().skip(first.unwrap_or_default()) {
            let held = entry.held.as_ref();
            if held.is_some_and(|held| columns::adopts(&columns, held, &entry.tokens)) {
                entry.release();
            }
        }
        Part { input, lines, entries }.blocks(stub, first, &columns, &mut blocks);
    }
    blocks
}

/// Gives numbers to the label that stand where labels begin: `10,000,000` on the line between `par value;` and
/// `shares authorized;`.
fn settle<'a>(lines: &[Line<'a>], entries: &mut [Entry<'a>]) {
    let labelled = entries.iter().filter(|entry| is_data(entry));
    let starts = labelled.filter_map(|entry| entry.label.first()).map(|word| word.from);
    let Some(deepest) = starts.max() else { return };
    for (line, entry) in lines.iter().zip(entries) {
        let low = |token: &token::Token| token.from <= deepest + 2;
        let count = entry.tokens.iter().take_while(|token| low(token)).count();
        if entry.label.is_empty() && count > 0 {
            let end = entry.tokens.drain(..count).next_back().map_or(0, |token| token.at.end);
            entry.label = line.words.iter().filter(|word| word.start < end).copied().collect();
        }
    }
}

/// Parts the lines where a head begins anew.
fn parts(lines: &[Line<'_>], entries: &[Entry<'_>]) -> Vec<Range<usize>> {
    let zones = zones(entries);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut data = false;
    for n in 0..lines.len() {
        if is_data(&entries[n]) {
            data = true;
        } else if data
            && (lines[n].has(Name::Caption)
                || lines[n].has(Name::Stub)
                || again(lines, entries, n, &zones))
        {
            let top = top(lines, entries, start, n, &zones);
            parts.push(start..top);
            start = top;
            data = false;
        }
    }
    parts.push(start..lines.len());
    parts
}

/// Whether a line holds figures, and not years alone.
fn is_data(entry: &Entry<'_>) -> bool {
    entry.tokens.iter().any(|token| !matches!(token.kind, Kind::Year | Kind::Sign))
}

/// For each line the column at which the figures of the lines below it begin.
fn zones(entries: &[Entry<'_>]) -> Vec<usize> {
    let mut zones = vec![usize::MAX; entries.len()];
    let mut recent: Vec<usize> = Vec::new();
    for (n, entry) in entries.iter().enumerate().rev() {
        if let Some(first) = entry.tokens.first().filter(|_| is_data(entry)) {
            recent.push(first.from);
        }
        let last = recent.len().saturating_sub(6);
        zones[n] = recent[last..].iter().copied().min().unwrap_or(usize::MAX);
    }
    zones
}

/// Whether a line is the head of another table: words over two columns or more, and no figures.
fn again(lines: &[Line<'_>], entries: &[Entry<'_>], n: usize, zones: &[usize]) -> bool {
    let (line, zone) = (&lines[n], zones[n]);
    if line.is_blank() || zone == usize::MAX || line.is_rule() {
        return false;
    }
    let groups = line.groups(2);
    let (over, stub): (Vec<_>, Vec<_>) = groups.iter().partition(|words| {
        words.first().is_some_and(|word| word.from + 14 >= zone)
            && words.last().is_some_and(|word| word.to > zone)
    });
    let period = |words: &&&[Word<'_>]| shape::is_period(&line::join(words));
    let followed = (n + 1..lines.len()).take(8).any(|m| is_data(&entries[m]));
    let years = entries[n].tokens.iter().all(|token| token.kind == Kind::Year);
    over.len() > 1
        && years
        && followed
        && (stub.is_empty() || over.iter().all(|words| period(&words)))
}

/// The first line of the head that was found at line `n`: what stands above it without figures.
fn top(
    lines: &[Line<'_>],
    entries: &[Entry<'_>],
    floor: usize,
    n: usize,
    zones: &[usize],
) -> usize {
    let mut top = n;
    let mut m = n;
    while m > floor + 1 {
        m -= 1;
        if is_data(&entries[m]) || lines[m].is_rule() && m > 0 && is_data(&entries[m - 1]) {
            return top;
        }
        let over = lines[m].words.first().is_some_and(|word| word.from + 14 >= zones[n]);
        if lines[m].is_blank() {
            top = m;
            let titled = (m.saturating_sub(3)..m).rev().find(|&n| !lines[n].is_blank());
            if let Some(title) = titled.filter(|&t| t > floor && is_title(&lines[t], &entries[t])) {
                return title;
            }
            if m > 0 && !entries[m - 1].label.is_empty() && !lines[m - 1].is_blank() {
                let above = lines[m - 1].words.first().is_some_and(|w| w.from + 14 >= zones[n]);
                if !above || is_data(&entries[m - 1]) {
                    return top;
                }
            }
        } else if over || lines[m].is_rule() || n - m < 6 {
            top = m;
        } else {
            return top;
        }
    }
    top
}

/// Whether a line is one phrase in capitals and no row.
fn is_title(line: &Line<'_>, entry: &Entry<'_>) -> bool {
    entry.tokens.is_empty()
        && entry.rules.is_empty()
        && line.words.len() > 1
        && line.groups(3).len() == 1
        && shape::is_caps(&line.joined())
}

/// The lines of one table.
struct Part<'p, 'a> {
    input: &'a str,
    lines: &'p [Line<'a>],
    entries: &'p [Entry<'a>],
}

impl Part<'_, '_> {
    fn blocks(
        &self,
        stub: Option<usize>,
        first: Option<usize>,
        columns: &[Column],
        blocks: &mut Vec<Block>,
    ) {
        let fits = (1..=columns::MOST).contains(&columns.len())
            && columns.len() * self.lines.len() < CELLS;
        let (Some(first), true) = (first, fits) else {
            self.words(blocks);
            return;
        };
        let margin = self.margin(first);
        let head = self.head(first, stub, columns, margin);
        let last = self.last();
        let above: Vec<&Line<'_>> =
            self.lines[..head].iter().filter(|line| !line.is_blank()).collect();
        let head_read = head::read(self.input, &above, columns, margin);
        let rows: Vec<(&Line<'_>, &Entry<'_>)> =
            self.lines[head..last].iter().zip(&self.entries[head..last]).collect();
        let at = |line: Option<&Line<'_>>| line.map(|line| line.at.clone()).unwrap_or_default();
        blocks.push(Block::Table(Table {
            at: at(self.lines.first()).start..at(self.lines.last()).end,
            title: head_read.title,
            head: head_read.rows,
            stub: head_read.stub,
            columns: columns.len(),
            rows: rows::read(self.input, &rows, columns),
            notes: self.notes(last),
        }));
    }

    /// The column of the leftmost label.
    fn margin(&self, first: usize) -> usize {
        let labels = self.entries[first..].iter().filter(|entry| is_data(entry));
        labels
            .filter_map(|entry| entry.label.first())
            .map(|word| word.from)
            .min()
            .unwrap_or_default()
    }

    /// The line behind the head: what stands over columns ends it, and with markers nothing that stands
    /// above them is a row, but for words of the first section.
    fn head(&self, first: usize, stub: Option<usize>, columns: &[Column], margin: usize) -> usize {
        let over = (0..first).rev().find(|&n| {
            let line = &self.lines[n];
            let years = !self.entries[n].tokens.is_empty();
            !line.is_blank()
                && !line.is_rule()
                && (years || head::is_over(line, columns, margin))
                && !is_section(line, columns)
        });
        match (over, stub) {
            (Some(over), _) => {
                let rule = |n: &usize| self.lines[*n].is_rule();
                (over + 1..first).take_while(rule).last().map_or(over + 1, |n| n + 1)
            }
            (None, Some(stub)) => stub,
            (None, None) => 0,
        }
    }

    /// The line behind the last row: rules and the rest of its label follow the last figures.
    fn last(&self) -> usize {
        let data = (0..self.lines.len()).rev().find(|&n| !self.entries[n].tokens.is_empty());
        let mut end = data.map_or(0, |n| n + 1);
        while let Some(line) = self.lines.get(end) {
            let entry = &self.entries[end];
            let rest = !entry.label.is_empty()
                && (shape::starts_lower(&line::join(&entry.label)) && entry.label.len() < 5);
            if line.is_blank() || (!rest && entry.rules.is_empty()) {
                break;
            }
            end += 1;
        }
        end
    }

    /// What stands below the rows: each paragraph a note.
    fn notes(&self, from: usize) -> Vec<Text> {
        let mut notes = Vec::new();
        let mut flow = Flow::new(self.input);
        for line in &self.lines[from..] {
            let begins = line.words.first().is_some_and(|word| is_mark(word.text));
            if (line.is_blank() || begins || line.is_rule()) && !flow.is_empty() {
                notes.push(std::mem::replace(&mut flow, Flow::new(self.input)).done());
            }
            if !line.off && !line.is_rule() {
                flow.words(&line.words);
            }
        }
        if !flow.is_empty() {
            notes.push(flow.done());
        }
        notes
    }

    /// A table without figures: a grid by the gaps between its words.
    fn words(&self, blocks: &mut Vec<Block>) {
        let starts = self.starts();
        let mut rows: Vec<Vec<Flow<'_>>> = Vec::new();
        let mut open = false;
        for line in self.lines {
            if line.is_blank() || line.is_rule() {
                open = false;
                continue;
            }
            let mut cells: Vec<(usize, &[Word<'_>])> = Vec::new();
            for group in line.groups(2) {
                let from = group.first().map_or(0, |word| word.from);
                let place = starts.partition_point(|start| *start <= from + 1).saturating_sub(1);
                cells.push((place, group));
            }
            if !open || cells.first().is_some_and(|cell| cell.0 == 0) {
                rows.push(starts.iter().map(|_| Flow::new(self.input)).collect());
            }
            open = true;
            for (place, group) in cells {
                if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(place)) {
                    cell.words(group);
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let texts = |row: Vec<Flow<'_>>| row.into_iter().map(Flow::done).collect::<Vec<Text>>();
        let rows: Vec<Vec<Text>> = rows.into_iter().map(texts).collect();
        if starts.len() > 1 {
            blocks.push(Block::Grid(rows));
        } else {
            blocks.push(Block::Lines(rows.into_iter().flatten().collect()));
        }
    }

    /// Where the columns of a table of words start: at its markers, or where many groups of words do.
    fn starts(&self) -> Vec<usize> {
        let mut counts = std::collections::BTreeMap::new();
        for line in self.lines.iter().filter(|line| !line.is_blank() && !line.is_rule()) {
            for group in line.groups(3) {
                let from = group.first().map_or(0, |word| word.from);
                *counts.entry(from).or_insert(0_usize) += 1;
            }
        }
        let mut starts: Vec<usize> =
            counts.into_iter().filter(|(_, count)| *count > 1).map(|(from, _)| from).collect();
        starts.dedup_by(|b, a| *b < *a + 4);
        starts.truncate(WORDS);
        if starts.first().is_none_or(|first| *first > 0) {
            starts.insert(0, 0);
            if starts.len() > 1 && starts[1] < 12 {
                starts.remove(0);
            }
        }
        starts
    }
}

/// Whether a line is one phrase in capitals that begins far left of the columns: the name of a section, even
/// where it reaches over one.
fn is_section(line: &Line<'_>, columns: &[Column]) -> bool {
    let left = columns.first().map_or(0, |column| column.from);
    line.groups(3).len() == 1 && line.indent() + 14 < left && shape::is_caps(&line.joined())
}

/// Whether a word is the mark of a footnote: `(1)`, `(a)`, `*`, `1.`.
fn is_mark(word: &str) -> bool {
    let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
    let short = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    inner.is_some_and(short) || matches!(word, "*" | "**" | "***")
}
