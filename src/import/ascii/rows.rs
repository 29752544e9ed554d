//! Rows of a table: figures put into their columns, labels put together from the lines they were broken over.

use super::super::filing::{Cell, Row};
use super::columns::{self, Column};
use super::line::{self, Flow, Line, Word};
use super::shape;
use super::token::{Entry, Kind, Token};

/// A label of more lines than this is none.
const LONGEST: usize = 24;

/// Makes the rows of a table from its lines.
pub(super) fn read(input: &str, lines: &[(&Line<'_>, &Entry<'_>)], columns: &[Column]) -> Vec<Row> {
    let mut maker = Maker {
        input,
        columns,
        habits: Habits::of(lines),
        rows: Vec::new(),
        wait: None,
        blank: false,
        ruled: false,
    };
    for (n, (line, entry)) in lines.iter().enumerate() {
        maker.line(line, entry, lines.get(n + 1).map(|(_, next)| *next));
    }
    maker.flush();
    let valued = |row: &&Draft<'_>| row.row.cells.iter().any(Option::is_some);
    let mut steps: Vec<usize> =
        maker.rows.iter().filter(valued).filter_map(|row| row.indent).collect();
    let deepest = steps.iter().copied().max().unwrap_or(usize::MAX);
    steps.extend(maker.rows.iter().filter_map(|row| row.indent).filter(|at| *at <= deepest));
    steps.sort_unstable();
    steps.dedup();
    // A section that stands in the middle of the page is not indented: it is centred.
    let step = |indent: usize| match steps.binary_search(&indent) {
        Ok(step) => u8::try_from(step).unwrap_or(u8::MAX),
        Err(_) => 0,
    };
    let finish = |draft: Draft<'_>| {
        let indent = draft.indent.map_or(0, step);
        let mut row = draft.row;
        row.indent = indent;
        row.label = draft.label.done();
        row
    };
    maker.rows.into_iter().map(finish).collect()
}

/// How a table breaks its labels.
#[derive(Debug, Default)]
struct Habits {
    /// The column behind the longest label.
    width: usize,
    /// How much further the rest of a broken label is indented, where it is always the same.
    step: Option<usize>,
    /// How much further lines under a section are indented.
    child: Option<usize>,
}

impl Habits {
    fn of(lines: &[(&Line<'_>, &Entry<'_>)]) -> Self {
        let labels: Vec<(usize, usize, String, bool)> = lines
            .iter()
            .filter_map(|(_, entry)| {
                let (first, last) = (entry.label.first()?, entry.label.last()?);
                Some((first.from, last.to, line::join(&entry.label), entry.tokens.is_empty()))
            })
            .collect();
        let width = labels.iter().map(|label| label.1).max().unwrap_or_default();
        let mut habits = Self { width, step: None, child: None };
        let mut steps = std::collections::BTreeMap::new();
        let mut inside = false;
        for pair in labels.windows(2) {
            let [above, below] = pair else { continue };
            let step = below.0.checked_sub(above.0);
            let rest = above.3 && begins_inside(&below.2) && !above.2.ends_with(':');
            if rest && !inside {
                if let Some(step) = step {
                    *steps.entry(step).or_insert(0) += 1;
                }
            } else if !rest && above.2.ends_with(':') && above.3 {
                habits.child = habits.child.or(step);
            }
            inside = rest;
        }
        habits.step = steps.into_iter().max_by_key(|(_, count)| *count).map(|(step, _)| step);
        habits
    }
}

/// Whether a line begins inside of a label: with a small letter, or with one behind a parenthesis or a dash.
fn begins_inside(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '/', '-', '&', '"', ' ']);
    shape::starts_lower(bare) && !bare.starts_with("iii") && !bare.starts_with("ii)")
}

/// A row in the making.
struct Draft<'a> {
    row: Row,
    label: Flow<'a>,
    words: String,
    indent: Option<usize>,
    /// The columns in which a sign of currency stands whose figure does not.
    signs: Vec<usize>,
}

/// A label that waits for its figures.
struct Wait<'a> {
    lines: Vec<Vec<Word<'a>>>,
    at: std::ops::Range<usize>,
    words: String,
    indent: usize,
    end: usize,
    ruled: bool,
    /// The indent of its last line.
    last: usize,
}

struct Maker<'l, 'a> {
    input: &'a str,
    columns: &'l [Column],
    habits: Habits,
    rows: Vec<Draft<'a>>,
    wait: Option<Wait<'a>>,
    blank: bool,
    ruled: bool,
}

impl<'a> Maker<'_, 'a> {
    fn line(&mut self, line: &Line<'a>, entry: &Entry<'a>, next: Option<&Entry<'a>>) {
        if line.is_blank() {
            self.blank = true;
            return;
        }
        let figures = entry.tokens.iter().any(|token| token.kind != Kind::Sign);
        if figures {
            self.figures(line, entry);
        } else if !entry.label.is_empty() {
            self.label(line, entry, next);
        }
        let drawn = !entry.rules.is_empty();
        if figures || !entry.label.is_empty() {
            self.blank = false;
            self.ruled = drawn;
        } else {
            self.ruled |= drawn;
        }
    }

    /// A line of words alone.
    fn label(&mut self, line: &Line<'a>, entry: &Entry<'a>, next: Option<&Entry<'a>>) {
        let text = line::join(&entry.label);
        if self.wait.is_some() {
            if self.goes_on(&text, &entry.label) {
                self.extend(line, entry, &text);
                return;
            }
            self.flush();
        } else if self.ends_last(&text) || self.names_last(&text, next) {
            if let Some(row) = self.rows.last_mut() {
                if row.indent.is_none() {
                    row.indent = entry.label.first().map(|word| word.from);
                }
                row.row.at.end = line.at.end;
                row.label.words(&entry.label);
                row.words.push_str(&text);
            }
            return;
        }
        self.wait(line, entry, text);
    }

    fn wait(&mut self, line: &Line<'a>, entry: &Entry<'a>, words: String) {
        let indent = entry.label.first().map_or(0, |word| word.from);
        self.wait = Some(Wait {
            lines: vec![entry.label.clone()],
            at: line.at.clone(),
            words,
            indent,
            end: entry.label.last().map_or(0, |word| word.to),
            ruled: self.ruled,
            last: indent,
        });
    }

    fn extend(&mut self, line: &Line<'a>, entry: &Entry<'a>, text: &str) {
        if let Some(wait) = &mut self.wait {
            wait.lines.push(entry.label.clone());
            wait.at.end = line.at.end;
            wait.words.push(' ');
            wait.words.push_str(text);
            wait.end = entry.label.last().map_or(0, |word| word.to);
            wait.last = entry.label.first().map_or(0, |word| word.from);
        }
    }

    /// Whether a line goes on with the label that waits.
    fn goes_on(&self, text: &str, label: &[Word<'_>]) -> bool {
        let Some(wait) = &self.wait else { return false };
        if wait.words.ends_with(':') || self.ruled || wait.lines.len() > LONGEST {
            return false;
        }
        if begins_inside(text) {
            return true;
        }
        let Some(first) = label.first().filter(|_| !self.blank) else { return false };
        let section = wait.words.ends_with(" -") || wait.words.ends_with(" --");
        let broken = wait.end + 1 + first.text.chars().count() > self.habits.width;
        let counted = first.text.starts_with(|c: char| c.is_ascii_digit())
            && label.get(1).is_some_and(|word| shape::starts_lower(word.text));
        let deeper = first.from > wait.indent;
        if (counted || text.starts_with('(')) && (broken || deeper) {
            return true;
        }
        if wait.words.ends_with(';') || (shape::is_open(&wait.words) && !section) {
            return true;
        }
        let step = if wait.lines.len() > 1 { 0 } else { self.habits.step.unwrap_or(usize::MAX) };
        broken
            && !section
            && self.habits.step.is_some()
            && self.habits.step != self.habits.child
            && first.from.checked_sub(wait.last) == Some(step)
            && shape::is_caps(&wait.words) <= shape::is_caps(text)
    }

    /// Whether a line is the rest of the label of the row above it.
    fn ends_last(&self, text: &str) -> bool {
        let Some(last) = self.rows.last() else { return false };
        let valued = last.row.cells.iter().any(Option::is_some);
        let open = shape::is_open(&last.words);
        valued
            && !self.blank
            && !last.words.is_empty()
            && (begins_inside(text) && (open || !self.ruled) || (open && !self.ruled))
    }

    /// Whether a line is the label of the figures above it, which stand without one between labelled rows.
    fn names_last(&self, text: &str, next: Option<&Entry<'_>>) -> bool {
        let [.., before, last] = self.rows.as_slice() else { return false };
        let follows = next.is_some_and(|next| {
            !next.tokens.is_empty()
                && !next.label.is_empty()
                && !begins_inside(&line::join(&next.label))
        });
        let valued = before.row.cells.iter().any(Option::is_some);
        let labelled = next.is_some_and(|next| next.tokens.is_empty());
        last.words.is_empty()
            && !last.row.ruled
            && !self.blank
            && !self.ruled
            && valued
            && !text.ends_with(':')
            && (follows || labelled)
    }

    /// A line with figures.
    fn figures(&mut self, line: &Line<'a>, entry: &Entry<'a>) {
        let text = line::join(&entry.label);
        let places = columns::assign(self.columns, &entry.tokens);
        if self.fills(&entry.tokens, &places, &text) {
            if let Some(row) = self.rows.last_mut() {
                let left = fill(row, &entry.tokens, &places);
                row.row.at.end = line.at.end;
                row.label.words(&entry.label);
                row.label.words(&words_of(line, &left));
                row.words.push_str(&text);
            }
            return;
        }
        let waits = if text.is_empty() {
            self.wait
                .as_ref()
                .is_some_and(|w| !self.blank && !self.ruled && !w.words.ends_with(':'))
        } else {
            self.goes_on(&text, &entry.label)
        };
        if !waits {
            self.flush();
        }
        let mut draft = self.draft(line, entry);
        if let Some(wait) = self.wait.take() {
            let mut label = Flow::new(self.input);
            for words in &wait.lines {
                label.words(words);
            }
            label.words(&entry.label);
            draft.label = label;
            draft.indent = Some(wait.indent);
            draft.words = wait.words + " " + &text;
            draft.row.at.start = wait.at.start;
            draft.row.ruled = wait.ruled;
        }
        let left = fill(&mut draft, &entry.tokens, &places);
        draft.label.words(&words_of(line, &left));
        self.rows.push(draft);
    }

    fn draft(&self, line: &Line<'a>, entry: &Entry<'a>) -> Draft<'a> {
        let mut label = Flow::new(self.input);
        label.words(&entry.label);
        let cells = vec![None; self.columns.len()];
        Draft {
            row: Row { at: line.at.clone(), cells, ruled: self.ruled, ..Row::default() },
            label,
            words: line::join(&entry.label),
            indent: entry.label.first().map(|word| word.from),
            signs: Vec::new(),
        }
    }

    /// Whether the figures of a line belong to the row above: they fill only what is missing there, and the
    /// row waits for them.
    fn fills(&self, tokens: &[Token], places: &[Option<usize>], text: &str) -> bool {
        let Some(last) = self.rows.last().filter(|_| self.wait.is_none()) else { return false };
        if self.blank || self.ruled || !last.row.cells.iter().any(Option::is_some) {
            return false;
        }
        let free = |place: &Option<usize>| {
            place.is_some_and(|c| last.row.cells.get(c).is_some_and(Option::is_none))
        };
        let figures = tokens.iter().zip(places).filter(|(token, _)| token.kind != Kind::Sign);
        let signed =
            figures.clone().all(|(_, place)| place.is_some_and(|c| last.signs.contains(&c)));
        let rest = begins_inside(text) && shape::is_open(&last.words);
        let missing = last.row.cells.iter().filter(|cell| cell.is_none()).count();
        figures.clone().all(|(_, place)| free(place))
            && ((text.is_empty() && signed) || (rest && figures.count() == missing))
    }

    /// Makes a row without figures of the label that waits.
    fn flush(&mut self) {
        let Some(wait) = self.wait.take() else { return };
        let mut label = Flow::new(self.input);
        for words in &wait.lines {
            label.words(words);
        }
        let cells = vec![None; self.columns.len()];
        self.rows.push(Draft {
            row: Row { at: wait.at, cells, ruled: wait.ruled, ..Row::default() },
            label,
            words: wait.words,
            indent: Some(wait.indent),
            signs: Vec::new(),
        });
    }
}

/// Puts figures into the cells of a row, and gives the places of those for which there is none.
fn fill(
    draft: &mut Draft<'_>,
    tokens: &[Token],
    places: &[Option<usize>],
) -> Vec<std::ops::Range<usize>> {
    let mut left = Vec::new();
    for (token, place) in tokens.iter().zip(places) {
        if token.kind == Kind::Sign {
            draft.signs.extend(place);
            continue;
        }
        let cell = place.and_then(|place| draft.row.cells.get_mut(place));
        match cell.filter(|cell| cell.is_none()) {
            Some(cell) => {
                *cell = Some(Cell {
                    printed: token.printed.clone(),
                    at: token.at.clone(),
                    marks: token.marks.clone(),
                    tag: None,
                });
            }
            None => left.push(token.at.clone()),
        }
    }
    left
}

/// The words of a line in the places given: figures that have no column stay with the label.
fn words_of<'a>(line: &Line<'a>, places: &[std::ops::Range<usize>]) -> Vec<Word<'a>> {
    let within = |word: &&Word<'_>| places.iter().any(|at| at.contains(&word.start));
    line.words.iter().filter(within).copied().collect()
}
