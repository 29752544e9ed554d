//! Where the tables are: between tags, or where figures stand one below the other.

use std::ops::Range;

use super::columns::MOST;
use super::line::{Line, Name};
use super::shape;
use super::token::{self, Entry, Kind};

/// How many lines without a figure may stand between two lines of one table.
const LULL: usize = 16;
/// How many blank lines may.
const BLANKS: usize = 3;
/// How far behind a paragraph between tags figures are looked for.
const REACH: usize = 200;
/// How many lines a head may have.
const HEAD: usize = 14;

/// Finds the tables of a text: ranges of lines, in order, none overlapping another.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let stops = stops(lines);
    let mut found = Vec::new();
    let mut start = 0;
    let mut n = 0;
    while n < lines.len() {
        if [Name::Table, Name::Caption, Name::Stub].iter().any(|name| lines[n].has(*name)) {
            let end = end_of(lines, n, stops[n + 1]);
            untagged(lines, start..n, &mut found);
            found.push(n..end);
            n = end;
            start = end;
        } else {
            n += 1;
        }
    }
    untagged(lines, start..lines.len(), &mut found);
    found
}

/// For each line, and for the end of the text, the first line from there on that ends a table or begins one.
fn stops(lines: &[Line<'_>]) -> Vec<usize> {
    let mut stops = vec![lines.len(); lines.len() + 1];
    for (n, line) in lines.iter().enumerate().rev() {
        let stop = line.has(Name::TableEnd) || line.has(Name::Table);
        stops[n] = if stop { n } else { stops[n + 1] };
    }
    stops
}

/// The line behind a table that begins at line `start`: its end tag, the next table, or, where the end tag
/// was forgotten, the prose that follows.
fn end_of(lines: &[Line<'_>], start: usize, stop: usize) -> usize {
    let prose = (start + 1..stop).find(|&n| is_prose(lines, n));
    let closed = lines.get(stop).is_some_and(|line| line.has(Name::TableEnd));
    match prose {
        Some(prose) if !closed => cut(lines, start, prose).unwrap_or(prose),
        Some(prose) if (prose..stop).take(REACH).any(|n| has_figures(&lines[n])) => {
            cut(lines, start, prose).unwrap_or(stop + 1)
        }
        _ => stop + usize::from(closed),
    }
}

/// The line behind the last figures and rules above a paragraph, if there are any.
fn cut(lines: &[Line<'_>], start: usize, prose: usize) -> Option<usize> {
    let last = (start..prose).rev().find(|&n| has_figures(&lines[n]))?;
    Some((last + 1..prose).take_while(|&n| lines[n].is_rule()).last().unwrap_or(last) + 1)
}

fn has_figures(line: &Line<'_>) -> bool {
    token::read(line).tokens.iter().any(|token| token.kind != Kind::Year)
}

/// Whether three full lines of words begin here.
fn is_prose(lines: &[Line<'_>], n: usize) -> bool {
    let full = |line: &Line<'_>| {
        !line.is_blank()
            && line.tags.is_empty()
            && line.words.len() > 7
            && line.groups(3).len() == 1
            && line.end() - line.indent() > 55
            && token::read(line).tokens.is_empty()
    };
    lines.get(n..n + 3).is_some_and(|three| three.iter().all(full))
}

struct Look<'l, 'a> {
    lines: &'l [Line<'a>],
    entries: Vec<Entry<'a>>,
    from: usize,
}

/// Finds the tables that have no tags in a range of lines.
fn untagged(lines: &[Line<'_>], range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(slice) = lines.get(range.clone()) else { return };
    let look =
        Look { lines: slice, entries: slice.iter().map(token::read).collect(), from: range.start };
    let mut floor = 0;
    let mut n = 0;
    while n < slice.len() {
        match look.is_row(n).then(|| look.last(n)).flatten() {
            Some(last) => {
                let start = look.top(n, floor);
                let end = look.tail(last) + 1;
                found.push(look.from + start..look.from + end);
                floor = end;
                n = end;
            }
            None => n += 1,
        }
    }
}

impl Look<'_, '_> {
    /// Whether a line ends in figures that stand apart.
    fn is_row(&self, n: usize) -> bool {
        let entry = &self.entries[n];
        let Some(first) = entry.tokens.first() else { return false };
        let apart = entry.label.last().is_none_or(|word| first.from >= word.to + 3);
        let led = entry.label.last().is_some_and(|word| {
            self.lines[n].words.iter().any(|w| {
                w.start >= word.start && w.start < first.at.start && w.text.ends_with("..")
            })
        });
        let figures = entry.tokens.iter().any(|token| token.kind != Kind::Year);
        let dates = entry.label.last().is_some_and(|word| shape::is_month(word.text));
        figures && !dates && (apart || led || entry.tokens.len() > 1)
    }

    /// Whether figures of two lines stand in one column.
    fn shares(&self, a: usize, b: usize) -> bool {
        let edges = |n: usize| self.entries[n].tokens.iter().take(MOST).map(|token| token.edge);
        edges(a).any(|one| edges(b).any(|two| one.abs_diff(two) < 3))
    }

    /// The last row of the table that begins with row `first`, if it has a second one.
    fn last(&self, first: usize) -> Option<usize> {
        let mut last = first;
        let mut left = self.zone(first);
        let (mut lull, mut blanks) = (0, 0);
        for n in first + 1..self.lines.len() {
            let line = &self.lines[n];
            if line.page {
                break;
            }
            if line.is_blank() {
                blanks += 1;
                if blanks > BLANKS {
                    break;
                }
                continue;
            }
            lull += 1;
            let label = self.entries[n].label.is_empty() && self.entries[n].tokens.len() == 1;
            if label && last > first && self.zone(n) + 12 < left {
                continue;
            }
            if self.is_row(n) && (last > first || self.shares(first, n)) {
                last = n;
                left = left.min(self.zone(n));
                lull = 0;
            } else if lull > LULL || !(line.is_rule() || self.is_within(n, left)) {
                break;
            }
            blanks = 0;
        }
        (last > first).then_some(last)
    }

    fn zone(&self, n: usize) -> usize {
        self.entries[n].tokens.first().map_or(usize::MAX, |token| token.from)
    }

    /// Whether a line without figures may stand in a table whose figures begin at column `left`.
    fn is_within(&self, n: usize, left: usize) -> bool {
        let line = &self.lines[n];
        let entry = &self.entries[n];
        line.end() <= left + 2
            || !entry.tokens.is_empty()
            || !entry.rules.is_empty()
            || self.is_head(n, left)
            || (shape::is_caps(&line.joined()) && line.indent() > 8 && line.words.len() < 12)
    }

    /// Whether words of a line stand over the columns.
    fn is_head(&self, n: usize, left: usize) -> bool {
        let groups = self.lines[n].groups(2);
        let over = |words: &[super::line::Word<'_>]| {
            words.first().is_some_and(|word| word.from + 14 >= left)
                && words.last().is_some_and(|word| word.to > left)
        };
        let above = groups.iter().filter(|words| over(words));
        let count = above.clone().count();
        count > 1
            || (count == 1
                && groups.len() <= 2
                && above.clone().all(|words| {
                    let text = super::line::join(words);
                    words.len() < 8 && (shape::is_period(&text) || text.starts_with('('))
                }))
    }

    /// The line behind the last row that still belongs to it: a rule, the rest of its label.
    fn tail(&self, last: usize) -> usize {
        let mut end = last;
        for n in last + 1..self.lines.len() {
            let line = &self.lines[n];
            let rest = shape::starts_lower(&line.joined()) && line.words.len() < 4;
            if line.is_blank() || !(line.is_rule() || rest) {
                break;
            }
            end = n;
        }
        end
    }

    /// The first line of the head above row `first`.
    fn top(&self, first: usize, floor: usize) -> usize {
        let left = (first..self.lines.len())
            .take(LULL)
            .filter(|&n| self.is_row(n))
            .map(|n| self.zone(n))
            .min()
            .unwrap_or(usize::MAX);
        let mut top = first;
        let mut head = false;
        let mut blank = false;
        for n in (floor..first).rev().take(HEAD) {
            let line = &self.lines[n];
            if line.page || !line.tags.is_empty() || line.off {
                break;
            }
            if line.is_blank() {
                if blank {
                    break;
                }
                blank = true;
                continue;
            }
            let entry = &self.entries[n];
            let years = !entry.tokens.is_empty()
                && entry.tokens.iter().all(|token| token.kind == Kind::Year);
            let over = years || self.is_head(n, left);
            if over {
                top = n;
                head = true;
            } else if !(line.is_rule() || line.end() <= left + 2) || (blank && head) {
                break;
            }
            blank = false;
        }
        self.chunk(top, floor, left)
    }

    /// Takes in the narrow lines that stand directly above.
    fn chunk(&self, top: usize, floor: usize, left: usize) -> usize {
        let mut start = top;
        while start > floor {
            let line = &self.lines[start - 1];
            let narrow = line.is_rule() || line.end() <= left + 2 || line.indent() > 8;
            if line.is_blank() || line.page || !line.tags.is_empty() || !narrow {
                break;
            }
            start -= 1;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::split;
    use super::*;

    fn regions(text: &str) -> Vec<(usize, usize)> {
        let found = find(&split(text, 0..text.len(), false));
        found.into_iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn tags_say_where_a_table_is_even_when_one_is_missing() {
        assert_eq!(regions("a\n<TABLE>\n<S> <C>\nx  1\n</TABLE>\nb\n"), [(1, 5)]);
        let prose = "Every one of these lines is a full line of words as prose is made of.\n";
        let text = format!("<TABLE>\nx    1\n\n{}", prose.repeat(3));
        assert_eq!(regions(&text), [(0, 2)]);
    }

    #[test]
    fn figures_below_one_another_make_a_table_with_its_head() {
        let text = "The mine sold ore.\n\n\
                    ORE COMPANY\n\
                    \x20                   June 30,    June 30,\n\
                    \x20                     2009        2008\n\
                    \x20                   --------    --------\n\
                    Sales\n\
                    \x20 Ore                  1,285          12\n\
                    \x20 Tin                     27          --\n\
                    \x20                   ========    ========\n\n\
                    The mine bought tin.\n";
        assert_eq!(regions(text), [(2, 10)]);
    }

    #[test]
    fn a_lonely_figure_is_no_table() {
        assert!(
            regions("To listen, please dial:\n\n   The code is:  7701005\n\nGood bye.\n")
                .is_empty()
        );
        assert!(regions("Delaware        0-27000       91-16\nZip Code        98225\n").is_empty());
    }
}
