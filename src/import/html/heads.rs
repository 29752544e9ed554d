//! Where the heads of a table are, and which columns their cells stand over.

use std::ops::Range;

use super::super::filing::{HeadCell, Text};
use super::atoms::{Atom, Printed};
use super::columns::{Columns, overlap};

/// Words that only heads of columns are made of, as parts of words in lower case.
const HEAD_WORDS: [&str; 44] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "ended",
    "ending",
    "months",
    "weeks",
    "quarter",
    "year",
    "period",
    "change",
    "actual",
    "pro forma",
    "as reported",
    "gaap",
    "adjust",
    "unaudited",
    "audited",
    "restated",
    "total",
    "variance",
    "increase",
    "decrease",
    "favorable",
    "fiscal",
    "q1",
    "q2",
    "q3",
    "q4",
    "as of",
    "consolidated",
    "percent",
    "thousands",
    "millions",
    "inception",
];

/// What stands for a figure that is not given.
const NOT_GIVEN: [&str; 9] =
    ["n/a", "na", "nm", "n.m.", "n/m", "not meaningful", "*", "**", "none"];

/// Where labels end as far as it can be told before the columns are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// One past the labels.
    label: u32,
    /// The rightmost column in which a label begins.
    begins: u32,
}

impl Bounds {
    /// Tells them from the rows that hold figures.
    pub(super) fn of(rows: &[Printed]) -> Self {
        let strong = |row: &Printed| row.atoms.iter().position(Atom::is_strong);
        let behind = |row: &Printed| {
            let first = strong(row)?;
            let start = row.atoms[first].columns.start;
            (first > 0 || start > 0).then_some(start)
        };
        let figures = rows.iter().flat_map(|row| &row.atoms).filter(|atom| atom.figure);
        let label = rows.iter().filter_map(behind).min();
        let label = label.or_else(|| figures.map(|atom| atom.columns.start).min()).unwrap_or(1);
        let labels =
            rows.iter().filter(|row| strong(row).is_some()).filter_map(|row| row.atoms.first());
        let begins = labels.map(|atom| atom.columns.start).filter(|start| *start < label).max();
        Self { label, begins: begins.unwrap_or(0) }
    }

    /// Whether a piece stands over figures and not over labels: some heads begin a little to the left.
    fn is_right(self, atom: &Atom) -> bool {
        atom.columns.start >= self.label
            || (atom.columns.start > self.begins && atom.columns.end > self.label)
    }
}

/// Whether a row holds figures of a body, or years under a label of its own.
fn is_body(row: &Printed, label: Bounds) -> bool {
    if row.head && !row.atoms.iter().any(super::atoms::Atom::is_strong) {
        return false;
    }
    let right: Vec<&Atom> = right(row, label).collect();
    if right.iter().any(|atom| atom.is_strong()) {
        return true;
    }
    let given = right.iter().all(|atom| NOT_GIVEN.contains(&atom.words().to_lowercase().as_str()));
    let words = row.atoms.first().filter(|atom| !label.is_right(atom)).map(Atom::words);
    let labelled = words.is_some_and(|words| !is_stub(&words));
    labelled && given && !right.is_empty()
}

/// What stands right of the labels.
fn right(row: &Printed, label: Bounds) -> impl Iterator<Item = &Atom> {
    row.atoms.iter().filter(move |atom| label.is_right(atom))
}

/// Whether words above labels speak of the whole table: its unit, its period.
fn is_stub(words: &str) -> bool {
    let words = words.to_lowercase();
    words.is_empty()
        || words.ends_with([':', ','])
        || [
            "million", "thousand", "except", "ended", "dollars", "audited", "000", "as of",
            "period", "year", "quarter",
        ]
        .iter()
        .any(|word| words.contains(word))
}

/// Whether words are of those that stand over columns.
pub(super) fn is_head_word(atom: &Atom) -> bool {
    let words = atom.words().to_lowercase();
    let year = words
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    atom.is_year()
        || (words.len() < 80 && (year || HEAD_WORDS.iter().any(|word| words.contains(word))))
}

/// Whether a row in a body begins another head.
fn is_second_head(row: &Printed, label: Bounds) -> bool {
    let right: Vec<&Atom> = right(row, label).collect();
    let stub = row.atoms.first().filter(|atom| !label.is_right(atom)).map(Atom::words);
    let years = right.iter().filter(|atom| atom.is_year()).count();
    let wide = right.iter().any(|atom| atom.columns.end - atom.columns.start > 2);
    (right.len() > 1 || wide)
        && (right.iter().all(|atom| !atom.is_strong() && is_head_word(atom)))
        && stub.is_none_or(|words| is_stub(&words) || words.chars().count() < 40 && years == 0)
}

/// Cuts the rows of a table where another head begins.
pub(super) fn parts(rows: &[Printed]) -> Vec<Range<usize>> {
    let label = Bounds::of(rows);
    // For each row, the next that is of a body.
    let mut bodies = vec![rows.len(); rows.len() + 1];
    for (i, row) in rows.iter().enumerate().rev() {
        bodies[i] = if is_body(row, label) { i } else { bodies[i + 1] };
    }
    let mut cuts = vec![0];
    let mut at = bodies[0];
    let mut last_figures = at;
    while at < rows.len() {
        if bodies[at] == at {
            last_figures = at;
        } else if bodies[at] < rows.len() && is_second_head(&rows[at], label) {
            let mut start = at;
            while start > last_figures + 1 && is_title(&rows[start - 1]) {
                start -= 1;
            }
            cuts.push(start);
            at = bodies[at];
            last_figures = at;
        }
        at += 1;
    }
    cuts.push(rows.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Whether a row holds one piece of words that are no footnote.
fn is_title(row: &Printed) -> bool {
    row.atoms.len() == 1 && !row.atoms[0].figure && !is_note(&row.atoms[0].words())
}

/// Whether words are a footnote by how they begin.
pub(super) fn is_note(words: &str) -> bool {
    let inner = words
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.split_once([')', ']']))
        .map(|(mark, _)| mark);
    let lower = words.to_lowercase();
    inner.is_some_and(|mark| {
        mark.len() <= 2 && !mark.is_empty() && mark.chars().all(|c| c.is_ascii_alphanumeric())
    }) || words.starts_with(['*', '\u{2020}', '\u{2021}'])
        || [
            "see accompanying",
            "see notes",
            "the accompanying",
            "note:",
            "notes:",
            "see the accompanying",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// The first row of the body of a part: behind its head, or the first row without one.
pub(super) fn body_start(rows: &[Printed]) -> usize {
    let label = Bounds::of(rows);
    let first = rows.iter().position(|row| is_body(row, label)).unwrap_or(rows.len());
    let is_head = |row: &Printed| row.head || right(row, label).next().is_some();
    (0..first).rev().find(|i| is_head(&rows[*i])).map_or(0, |last| last + 1)
}

/// The head of a part, once its columns are known.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Vec<Text>,
    pub(super) rows: Vec<Vec<HeadCell>>,
    pub(super) stub: Vec<Text>,
}

/// Reads the rows above a body.
pub(super) fn read(rows: Vec<Printed>, columns: &Columns, bounds: Bounds) -> Head {
    let mut head = Head::default();
    for row in rows {
        let lone = row.atoms.len() == 1;
        let mut cells: Vec<(Range<u32>, HeadCell)> = Vec::new();
        for atom in row.atoms {
            let over = covered(&atom, columns);
            let right = bounds.is_right(&atom) && !over.is_empty();
            if atom.columns.start < columns.label && !right {
                let wide = atom.columns.end > columns.label;
                if lone && wide {
                    head.title.push(atom.text);
                } else if !lone && wide && over.len() > 1 && !atom.figure {
                    cells.push((atom.columns, HeadCell { text: atom.text, columns: over }));
                } else {
                    head.stub.push(atom.text);
                }
            } else {
                cells.push((atom.columns, HeadCell { text: atom.text, columns: over }));
            }
        }
        settle(&mut cells, columns);
        let (over, astray): (Vec<_>, Vec<_>) =
            cells.into_iter().partition(|(_, cell)| !cell.columns.is_empty());
        head.stub.extend(astray.into_iter().map(|(_, cell)| cell.text));
        let cells = over;
        if !cells.is_empty() {
            head.rows.push(cells.into_iter().map(|(_, cell)| cell).collect());
        }
    }
    head
}

/// The columns over which a cell stands: those whose digits end under it, else those that it touches.
fn covered(atom: &Atom, columns: &Columns) -> Range<usize> {
    let by = |test: &dyn Fn(&super::columns::Zone) -> bool| {
        let first = columns.zones.iter().position(test)?;
        let last = columns.zones.iter().rposition(test)?;
        Some(first..last + 1)
    };
    by(&|zone| atom.columns.contains(&(zone.edge.max(1) - 1)))
        .or_else(|| {
            let most = columns
                .zones
                .iter()
                .map(|zone| overlap(&zone.columns, &atom.columns))
                .max()
                .filter(|m| *m > 0)?;
            let i = columns
                .zones
                .iter()
                .position(|zone| overlap(&zone.columns, &atom.columns) == most)?;
            Some(i..i + 1)
        })
        .unwrap_or(0..0)
}

/// Gives cells that stand over no column the free one that is nearest, or all of a row their columns in order
/// where there are as many.
fn settle(cells: &mut [(Range<u32>, HeadCell)], columns: &Columns) {
    let count = columns.zones.len();
    let apart = cells.windows(2).all(|pair| pair[0].1.columns.end <= pair[1].1.columns.start);
    let placed = cells.iter().all(|(_, cell)| !cell.columns.is_empty());
    if placed && apart {
        return;
    }
    if cells.len() == count {
        for (i, (_, cell)) in cells.iter_mut().enumerate() {
            cell.columns = i..i + 1;
        }
        return;
    }
    let mut taken: Vec<bool> = vec![false; count];
    for (_, cell) in cells.iter() {
        cell.columns.clone().for_each(|i| taken[i] = true);
    }
    for (at, cell) in cells.iter_mut().filter(|(_, cell)| cell.columns.is_empty()) {
        let distance = |i: &usize| columns.zones[*i].columns.start.abs_diff(at.start);
        if let Some(i) = (0..count).filter(|i| !taken[*i]).min_by_key(distance) {
            cell.columns = i..i + 1;
            taken[i] = true;
        }
    }
}
