//! Heads of tables: which words stand over which columns.

use std::ops::Range;

use super::super::filing::{HeadCell, Text};
use super::columns::{self, Column};
use super::line::{self, Line, Word};
use super::shape;

/// What stands above the rows of a table.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Lines over the whole width.
    pub(super) title: Vec<Text>,
    /// Rows of cells.
    pub(super) rows: Vec<Vec<HeadCell>>,
    /// Words above the labels.
    pub(super) stub: Vec<Text>,
}

/// A line of a head, parted.
struct Parted<'a> {
    stub: Vec<&'a [Word<'a>]>,
    over: Vec<&'a [Word<'a>]>,
    rules: Vec<Range<usize>>,
}

/// How far left of the figures below it the words over a column may begin.
const REACH: usize = 14;

/// Whether any words of a line stand over a column.
pub(super) fn is_over(line: &Line<'_>, columns: &[Column], margin: usize) -> bool {
    !line.is_rule() && !part(line, columns, margin).over.is_empty()
}

fn part<'a>(line: &'a Line<'a>, columns: &[Column], margin: usize) -> Parted<'a> {
    let mut parted = Parted { stub: Vec::new(), over: Vec::new(), rules: Vec::new() };
    let Some(first) = columns.first() else { return parted };
    let pieces: Vec<&[Word<'a>]> = line.groups(2).into_iter().flat_map(split).collect();
    let alone = pieces.len() == 1;
    for piece in pieces {
        let (Some(from), Some(to)) = (piece.first().map(|w| w.from), piece.last().map(|w| w.to))
        else {
            continue;
        };
        if line::is_rule(&line::join(piece)) {
            parted.rules.push(from..to);
            continue;
        }
        let left = from <= margin + 1 && first.from > margin + 8;
        let wide = alone && from + REACH < first.from && from + to < first.middle();
        let long = alone && left && to > first.from;
        if to < first.from || wide || long || (left && !alone) {
            parted.stub.push(piece);
        } else {
            parted.over.push(piece);
        }
    }
    parted
}

/// Parts words that stand one blank apart and over two columns nonetheless: `2009 2008`,
/// `June 30, June 30,`, `(in thousands) (in thousands)`.
fn split<'a>(words: &'a [Word<'a>]) -> Vec<&'a [Word<'a>]> {
    words.chunk_by(|a, b| !parts(a.text, b.text)).collect()
}

fn parts(a: &str, b: &str) -> bool {
    let day = a.ends_with(',') && a.trim_end_matches(',').parse::<u8>().is_ok();
    let bare_year = shape::is_year(a) && a.len() == 4;
    (bare_year && (shape::is_year(b) || shape::is_month(b)))
        || (a.ends_with(')') && b.starts_with('(') && (!a.starts_with('(') || a.len() > 5))
        || (a.ends_with(',') && a.starts_with(|c: char| c.is_ascii_digit()) && shape::is_month(b))
        || (day && b.starts_with(char::is_uppercase) && !shape::is_year(b))
        || (shape::is_numeric_date(a) && shape::is_numeric_date(b))
}

/// Reads the lines of a head. `margin` is the column of the leftmost label.
pub(super) fn read(input: &str, lines: &[&Line<'_>], columns: &[Column], margin: usize) -> Head {
    let mut head = Head::default();
    let parted: Vec<Parted<'_>> = lines.iter().map(|line| part(line, columns, margin)).collect();
    let tops = tops(&parted, columns);
    for (n, row) in parted.iter().enumerate() {
        let below = parted.get(n + 1).filter(|next| next.over.is_empty()).map(|next| &next.rules);
        if row.over.is_empty() {
            let text = row.stub.iter().map(|piece| line::text(input, piece));
            if head.rows.is_empty() {
                let words: Vec<Word<'_>> =
                    row.stub.iter().flat_map(|piece| piece.iter()).copied().collect();
                if !words.is_empty() {
                    head.title.push(line::text(input, &words));
                }
            } else {
                head.stub.extend(text);
            }
            continue;
        }
        head.stub.extend(row.stub.iter().map(|piece| line::text(input, piece)));
        let ranges = ranges(&row.over, &tops, below.map_or(&[], Vec::as_slice));
        let cells = row
            .over
            .iter()
            .zip(ranges)
            .map(|(piece, columns)| HeadCell { text: line::text(input, piece), columns });
        head.rows.push(cells.collect());
    }
    head
}

/// The columns with the width of the words over them: those of the lowest row that has one piece for each.
fn tops(rows: &[Parted<'_>], columns: &[Column]) -> Vec<Column> {
    let full = rows.iter().rev().find(|row| row.over.len() == columns.len());
    let mut tops = columns.to_vec();
    for (top, piece) in tops.iter_mut().zip(full.iter().flat_map(|row| &row.over)) {
        let (from, to) = extent(piece);
        (top.from, top.to) = (from, to);
    }
    tops
}

fn extent(piece: &[Word<'_>]) -> (usize, usize) {
    let from = piece.first().map_or(0, |word| word.from);
    (from, piece.last().map_or(from, |word| word.to))
}

/// The columns that each piece of a row stands over.
fn ranges(pieces: &[&[Word<'_>]], tops: &[Column], rules: &[Range<usize>]) -> Vec<Range<usize>> {
    if pieces.len() == tops.len() {
        return (0..tops.len()).map(|n| n..n + 1).collect();
    }
    let middles: Vec<usize> =
        pieces.iter().map(|piece| extent(piece).0 + extent(piece).1).collect();
    let mut floor = 0;
    let mut found = Vec::with_capacity(pieces.len());
    for (n, piece) in pieces.iter().enumerate() {
        let nearest = |column: &Column| {
            let own = middles[n].abs_diff(column.middle());
            let before = n.checked_sub(1).map(|n| middles[n].abs_diff(column.middle()));
            let after = middles.get(n + 1).map(|middle| middle.abs_diff(column.middle()));
            before.is_none_or(|off| own <= off) && after.is_none_or(|off| own <= off)
        };
        let mut own = (floor..tops.len()).filter(|&c| nearest(&tops[c]));
        let first = own.next().unwrap_or_else(|| closest(middles[n], tops));
        let ground = first..own.next_back().unwrap_or(first) + 1;
        let range = ruled(extent(piece), tops, rules)
            .unwrap_or_else(|| reach(piece, ground, tops, pieces.len() == 1));
        floor = range.end;
        found.push(range);
    }
    found
}

fn closest(middle: usize, tops: &[Column]) -> usize {
    (0..tops.len()).min_by_key(|&c| tops[c].middle().abs_diff(middle)).unwrap_or_default()
}

/// The columns above which a rule is drawn under the words, where it is drawn over more than one.
fn ruled(piece: (usize, usize), tops: &[Column], rules: &[Range<usize>]) -> Option<Range<usize>> {
    let under = rules.iter().take(columns::MOST).find(|rule| {
        let common = rule.end.min(piece.1).saturating_sub(rule.start.max(piece.0));
        2 * common > piece.1 - piece.0
    })?;
    let reach = tops.first()?.from;
    let within = |c: &usize| {
        let middle = tops[*c].middle();
        2 * under.start <= middle && middle <= 2 * under.end
    };
    let mut columns = (0..tops.len()).filter(within);
    let first = columns.next()?;
    let last = columns.next_back()?;
    (under.start + REACH >= reach).then_some(first..last + 1)
}

/// The columns within `ground` whose common middle is that of the piece.
fn reach(piece: &[Word<'_>], ground: Range<usize>, tops: &[Column], alone: bool) -> Range<usize> {
    let (from, to) = extent(piece);
    let middle = from + to;
    let overlapped = |c: usize| tops[c].from < to && from < tops[c].to;
    let mid = |a: usize, b: usize| tops[a].from + tops[b].to;
    let text = line::join(piece);
    let whole = 0..tops.len();
    let spans = tops.len().is_multiple_of(2) || shape::is_period(&text) && !shape::is_year(&text);
    if alone && ground == whole && spans && mid(0, tops.len() - 1).abs_diff(middle) <= 6 {
        return whole;
    }
    let near = closest(middle, tops);
    let over = ground.clone().filter(|&c| overlapped(c)).count();
    let lower = text.to_ascii_lowercase();
    let spanning = over > 1 && (lower.contains("ended") || lower.contains("months"));
    if spanning && mid(ground.start, ground.end - 1).abs_diff(middle) <= 16 {
        return ground;
    }
    let mut best = (usize::MAX, near..near + 1);
    if ground.len() > 16 {
        return best.1;
    }
    for a in ground.clone() {
        for b in a..ground.end {
            let off = mid(a, b).abs_diff(middle);
            let missed = ground.clone().filter(|c| !(a..=b).contains(c));
            let lost: usize = missed.map(|c| if overlapped(c) { 20 } else { 1 }).sum();
            let bare = 2 * (a..=b).filter(|&c| !overlapped(c)).count();
            let cost = off + lost + bare;
            if cost < best.0 {
                best = (cost, a..b + 1);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::super::line::split as lines;
    use super::*;

    fn at(from: usize, to: usize) -> Column {
        Column { from, to, edge: to }
    }

    type Cells = Vec<(String, Range<usize>)>;

    fn head(text: &str, columns: &[Column]) -> (Vec<Cells>, Vec<String>) {
        let lines = lines(text, 0..text.len(), false);
        let lines: Vec<&Line<'_>> = lines.iter().collect();
        let head = read(text, &lines, columns, 0);
        let rows = head
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| (cell.text.words(), cell.columns.clone())).collect());
        (rows.collect(), head.stub.iter().map(Text::words).collect())
    }

    #[test]
    fn a_span_stands_over_the_columns_whose_middle_it_shares() {
        let (rows, stub) = head(
            "                  Three Months        Six Months\n\
             (in $000)           June 30,           June 30,\n\
             \x20                 2009    2008       2009    2008\n",
            &[at(15, 22), at(24, 30), at(34, 41), at(43, 49)],
        );
        assert_eq!(stub, ["(in $000)"]);
        assert_eq!(rows[0], [("Three Months".into(), 0..2), ("Six Months".into(), 2..4)]);
        assert_eq!(rows[1], [("June 30,".into(), 0..2), ("June 30,".into(), 2..4)]);
        assert_eq!(rows[2].len(), 4);
    }

    #[test]
    fn words_over_one_column_stay_over_one() {
        let (rows, _) = head(
            "                   Quarter             Quarter\n\
             \x20                  Ended     Three    Ended\n\
             \x20                  2009      Change   2008\n\
             \x20                (unaudited)\n",
            &[at(15, 24), at(29, 33), at(36, 44)],
        );
        assert_eq!(rows[0], [("Quarter".into(), 0..1), ("Quarter".into(), 2..3)]);
        assert_eq!(rows[3], [("(unaudited)".into(), 0..1)]);
    }

    #[test]
    fn a_rule_under_the_words_says_how_far_they_span() {
        let (rows, _) = head(
            "                        Years\n\
             \x20              ------------------------\n\
             \x20               2009     2008     2007\n",
            &[at(15, 21), at(24, 30), at(33, 39)],
        );
        assert_eq!(rows[0], [("Years".into(), 0..3)]);
    }

    #[test]
    fn words_one_blank_apart_may_stand_over_two_columns() {
        let (rows, _) = head(
            "             (in thousands of $) (in thousands of $)\n",
            &[at(20, 30), at(40, 50)],
        );
        assert_eq!(rows[0].len(), 2);
    }
}
