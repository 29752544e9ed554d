//! The cells of a row put together into what was printed: `$`, `(1,234` and `)` in cells of their own are one
//! figure.

use std::ops::Range;

use super::super::figure::{self, Figure, Kind};
use super::super::filing::{Cell, Run, Style, Tag, Text};
use super::grid::{GridCell, Line, joined};
use super::style::Align;
use crate::text::currency;

/// What stands in one place of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Atom {
    /// The columns of the grid over which it stands, with its signs.
    pub(super) columns: Range<u32>,
    /// One past the column in which its digits or words end.
    pub(super) edge: u32,
    pub(super) text: Text,
    /// As printed, for a figure.
    pub(super) printed: String,
    pub(super) marks: Vec<Text>,
    pub(super) tag: Option<Tag>,
    pub(super) figure: bool,
    pub(super) align: Align,
    pub(super) indent: i32,
}

/// A row of a table as it is printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    pub(super) atoms: Vec<Atom>,
    /// Whether it is a row of a head by its elements.
    pub(super) head: bool,
    /// The columns above and below which a rule stands.
    pub(super) rules_above: Vec<Range<u32>>,
    pub(super) rules_below: Vec<Range<u32>>,
}

impl Atom {
    fn of(cell: &GridCell) -> Self {
        let text = joined(cell.lines());
        let mut printed = String::new();
        let mut marks = Vec::new();
        let last_plain = text.runs.iter().rposition(|run| run.style != Style::Raised);
        for (i, run) in text.runs.iter().enumerate() {
            let mark = run.style == Style::Raised && last_plain.is_none_or(|last| i > last);
            if mark && !run.text.trim().is_empty() {
                marks.push(Text { runs: vec![run.clone()] });
            } else {
                printed.push_str(&run.text);
            }
        }
        let printed = printed.trim().to_owned();
        Self {
            columns: cell.columns.clone(),
            edge: cell.columns.end,
            figure: figure::is_figure(&printed),
            text,
            printed,
            marks,
            tag: cell.tag(),
            align: cell.align,
            indent: cell.indentation(),
        }
    }

    /// Its words.
    pub(super) fn words(&self) -> String {
        self.text.words().trim().to_owned()
    }

    /// Whether it is a figure that no head prints: anything but a bare year.
    pub(super) fn is_strong(&self) -> bool {
        self.figure && !self.is_year()
    }

    /// Whether it is a year and could be one in a head.
    pub(super) fn is_year(&self) -> bool {
        self.printed.len() == 4
            && matches!(figure::read(&self.printed), Figure::Number { value, decimals: 0, kind: Kind::Plain }
                if (1900..=2100).contains(&i64::try_from(value).unwrap_or(0)))
    }

    /// Whether a currency's code is what it says of another, as a label or a head does, and no part of the figure.
    fn names(&self, figure: &Self) -> bool {
        currency::code(&self.printed).is_some() && (self.columns.start == 0 || figure.is_year())
    }

    /// Whether a mark of currency in the next cell is its own: it bears none yet.
    fn ends_in(&self, mark: &str) -> bool {
        (currency::code(mark).is_some() || mark == "\u{20ac}")
            && currency::of(&self.printed).is_none()
    }

    /// Whether it is a line of signs that stands for a rule.
    pub(super) fn is_rule(&self) -> bool {
        let signs = |c: char| matches!(c, '-' | '=' | '_' | '\u{2014}' | '\u{2013}' | ' ');
        let count = self.printed.chars().filter(|c| *c != ' ').count();
        let nil =
            self.printed.chars().all(|c| matches!(c, '-' | '\u{2014}' | '\u{2013}')) && count < 5;
        count >= 2 && !nil && self.printed.chars().all(signs)
    }

    /// The cell of a table that it is.
    pub(super) fn cell(self) -> Cell {
        Cell { printed: self.printed, at: self.text.at(), marks: self.marks, tag: self.tag }
    }

    /// Takes another on, which stands to the right of it and belongs to the same figure.
    fn take(&mut self, right: Atom, gap: &str) {
        self.columns.end = self.columns.end.max(right.columns.end);
        if right.figure && !self.figure {
            self.edge = right.edge;
            self.figure = true;
            self.align = right.align;
        }
        self.printed.push_str(gap);
        self.printed.push_str(&right.printed);
        append(&mut self.text, right.text, gap);
        self.marks.extend(right.marks);
        self.tag = self.tag.take().or(right.tag);
    }
}

/// Adds words to words.
pub(super) fn append(text: &mut Text, more: Text, gap: &str) {
    if let Some(run) = text.runs.last_mut() {
        run.text.push_str(gap);
    }
    text.runs.extend(more.runs);
}

/// What is printed in a row, from left to right.
pub(super) fn read(line: &Line) -> Printed {
    let mut row = Printed { head: line.head, ..Printed::default() };
    for cell in &line.cells {
        let drawn = cell.is_blank()
            && cell.items.iter().any(|item| matches!(item, super::flow::Item::Break));
        if cell.rule_above || drawn {
            row.rules_above.push(cell.columns.clone());
        }
        if cell.rule_below {
            row.rules_below.push(cell.columns.clone());
        }
        if !cell.is_blank() {
            row.atoms.push(Atom::of(cell));
        }
    }
    row.head |= !row.atoms.is_empty() && line.cells.iter().all(|cell| cell.head);
    row.atoms.retain(|atom| !atom.printed.is_empty() || !atom.marks.is_empty());
    row.atoms = merged(row.atoms);
    row
}

/// Signs of currency, and parentheses, that stand before a figure in a cell of their own.
fn opens(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_end_matches(['(', '-', '\u{2212}']);
    let sign = bare.trim_start_matches('(');
    words.len() < 8
        && !words.is_empty()
        && (currency::is_mark(sign) || (sign.is_empty() && words.contains('(')))
}

/// What closes a figure in a cell of its own.
fn closes(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(
        bare.as_str(),
        ")" | "%"
            | ")%"
            | "%)"
            | "x"
            | "X"
            | "bps"
            | "bp"
            | "pts"
            | "pp"
            | "pt"
            | "pts."
            | "bps."
            | ")x"
            | ")bps"
            | ")pts"
            | ")pp"
    )
}

/// A footnote mark in a cell of its own, behind a figure. A number in parentheses is one only when it is
/// raised: else it may be a figure.
fn marks(atom: &Atom) -> bool {
    let words = atom.printed.as_str();
    let inner = words.strip_prefix('(').and_then(|w| w.strip_suffix(')'));
    let letter = inner.is_some_and(|w| w.len() == 1 && w.chars().all(|c| c.is_ascii_alphabetic()));
    let stars = !words.is_empty()
        && words.chars().all(|c| matches!(c, '*' | '\u{2020}' | '\u{2021}' | '\u{a7}' | '#'));
    letter || stars
}

/// Makes words again of a mark that stands behind nothing.
fn unmarked(atom: &mut Atom) {
    if atom.printed.is_empty() {
        atom.marks.clear();
        atom.printed = atom.words();
        atom.figure = figure::is_figure(&atom.printed);
    }
}

fn merged(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut row: Vec<Atom> = Vec::new();
    for mut atom in atoms {
        glued_marks(&mut atom);
        let Some(last) = row.last_mut() else {
            unmarked(&mut atom);
            row.push(atom);
            continue;
        };
        let gap = atom.columns.start.saturating_sub(last.columns.end);
        let words = atom.words();
        if atom.printed.is_empty() {
            if last.figure {
                last.marks.append(&mut atom.marks);
            } else {
                append(&mut last.text, atom.text, "");
            }
        } else if atom.figure
            && !last.figure
            && gap <= 1
            && opens(&last.printed)
            && !last.names(&atom)
        {
            let blank = if last.printed.ends_with('(') || atom.printed == ")" { "" } else { " " };
            last.take(atom, blank);
        } else if gap == 0
            && (closes(&words) || last.ends_in(&words))
            && last.figure
            && !last.is_year()
        {
            last.take(atom, if words.starts_with(char::is_alphabetic) { " " } else { "" });
        } else if gap <= 1 && marks(&atom) && last.figure {
            last.columns.end = atom.columns.end;
            last.marks.push(atom.text);
        } else {
            row.push(atom);
        }
    }
    row
}

/// Takes marks off the end of a figure: `1,234 (a)`, `1,234*`.
fn glued_marks(atom: &mut Atom) {
    if atom.figure
        || !atom
            .printed
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '(' | '.' | '-'))
    {
        return;
    }
    let stem = atom.printed.trim_end_matches(['*', '\u{2020}', '\u{2021}', '#']);
    let stem = if stem.len() == atom.printed.len() {
        match stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((before, mark))
                if mark.len() <= 2 && mark.chars().all(|c| c.is_ascii_alphanumeric()) =>
            {
                before
            }
            _ => return,
        }
    } else {
        stem
    };
    let stem = stem.trim_end();
    if !stem.contains(|c: char| c.is_ascii_digit()) || !figure::is_figure(stem) {
        return;
    }
    let mark = atom.printed[stem.len()..].trim().to_owned();
    let at = atom.text.at();
    atom.marks.insert(0, Text { runs: vec![Run { text: mark, at, ..Run::default() }] });
    atom.printed.truncate(stem.len());
    atom.figure = true;
}

/// Splits rows whose cells hold several figures above each other, a line for each label.
pub(super) fn unstacked(line: &Line) -> Option<Vec<Line>> {
    if line.cells.iter().all(GridCell::is_one_line) {
        return None;
    }
    let counts: Vec<usize> = line.cells.iter().map(|cell| cell.lines().len()).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let figures = line.cells.iter().filter(|cell| {
        let lines = cell.lines();
        lines.len() == most
            && lines.iter().all(|line| figure::is_figure(&Text { runs: line.clone() }.words()))
    });
    let label =
        line.cells.iter().zip(&counts).find(|(_, count)| **count > 0).map(|(_, count)| *count);
    if most < 2 || figures.count() == 0 || label != Some(most) {
        return None;
    }
    if counts.iter().any(|count| *count != most && *count > 0) {
        return None;
    }
    let rows = (0..most).map(|i| {
        let cells = line.cells.iter().map(|cell| {
            let lines = cell.lines().into_iter().nth(i).into_iter().collect();
            let paragraph = super::flow::Paragraph { lines, ..super::flow::Paragraph::default() };
            let items = if paragraph.lines.is_empty() {
                Vec::new()
            } else {
                vec![super::flow::Item::Paragraph(paragraph)]
            };
            GridCell { items, ..cell.clone() }
        });
        Line { cells: cells.collect(), head: line.head }
    });
    Some(rows.collect())
}
