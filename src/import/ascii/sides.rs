//! Two columns of text side by side: contacts, signatures.

use std::ops::Range;

use super::super::filing::{Block, Text};
use super::line::{self, Line, Word};

/// The leftmost column at which a right side may begin.
const RIGHT: usize = 24;

/// How many lines may stand on the left alone between two that have a right side.
const LULL: usize = 16;

/// Where two columns of text stand, and at which column of characters the right one begins.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut floor = 0;
    let mut n = 0;
    while n < lines.len() {
        if let Some(column) = right(&lines[n])
            && let Some(last) = last(lines, n, column)
        {
            let start = first(lines, n, floor, column);
            found.push((start..last + 1, column));
            floor = last + 1;
            n = last;
        }
        n += 1;
    }
    found
}

/// Where the right of two groups of words begins.
fn right(line: &Line<'_>) -> Option<usize> {
    if line.is_blank() || line.is_rule() {
        return None;
    }
    match line.groups(3).as_slice() {
        [left, right] => {
            let from = right.first()?.from;
            (from >= RIGHT && !line::is_rule(left.first()?.text)).then_some(from)
        }
        _ => None,
    }
}

/// The last line that has words on the right side, if it is a side at all: two lines with both sides, or one
/// and two that stand on the right alone.
fn last(lines: &[Line<'_>], first: usize, column: usize) -> Option<usize> {
    let (mut both, mut alone, mut blanks, mut lull) = (1, 0, 0, 0);
    let mut last = first;
    for (n, line) in lines.iter().enumerate().skip(first + 1) {
        if line.page {
            break;
        }
        if line.is_blank() {
            blanks += 1;
            if blanks > 2 {
                break;
            }
            continue;
        }
        blanks = 0;
        lull += 1;
        if right(line) == Some(column) {
            both += 1;
            lull = 0;
            last = n;
        } else if line.indent() == column {
            alone += 1;
            lull = 0;
            last = n;
        } else if lull > LULL || (line.end() + 2 > column && !line.is_rule()) {
            break;
        }
    }
    (both > 1 || alone > 1).then_some(last)
}

/// The first line: what stands directly above on either side belongs to it.
fn first(lines: &[Line<'_>], from: usize, floor: usize, column: usize) -> usize {
    let mut start = from;
    while start > floor {
        let line = &lines[start - 1];
        let side = line.indent() == column || line.end() + 2 <= column;
        if line.is_blank() || line.page || line.is_rule() || !side {
            break;
        }
        start -= 1;
    }
    start
}

/// Reads both sides, the left one first, each parted where nothing stands on it.
pub(super) fn read(input: &str, lines: &[Line<'_>], column: usize) -> Vec<Block> {
    let mut left: Vec<Vec<Word<'_>>> = Vec::new();
    let mut right: Vec<Vec<Word<'_>>> = Vec::new();
    for line in lines {
        let words = if line.off { &[][..] } else { line.words.as_slice() };
        let words: Vec<Word<'_>> =
            words.iter().filter(|word| !line::is_rule(word.text)).copied().collect();
        let split = words.partition_point(|word| word.from < column);
        let (l, r) = words.split_at(split);
        left.push(l.to_vec());
        right.push(r.to_vec());
    }
    let mut blocks = Vec::new();
    for side in [left, right] {
        for part in side.split(Vec::is_empty).filter(|part| !part.is_empty()) {
            let lines: Vec<Text> = part.iter().map(|words| line::text(input, words)).collect();
            blocks.push(Block::Lines(lines));
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::line::split;
    use super::*;

    #[test]
    fn two_columns_of_contacts_are_read_one_after_the_other() {
        let text = "ORE COMPANY:                  INVESTORS:\n\
                    1 Pit Road                    QUARRY & SONS\n\
                    Ann Miner                     Bob Digger\n\
                    ann@ore.example               ---------------\n\
                    ---------------\n\
                    \x20                             or\n\n\
                    \x20                             Cy Delver\n\
                    MEDIA:\n";
        let lines = split(text, 0..text.len(), false);
        let found = find(&lines);
        assert_eq!(found, [(0..8, 30)]);
        let words: Vec<Vec<String>> = read(text, &lines[0..8], 30)
            .iter()
            .map(|block| match block {
                Block::Lines(lines) => lines.iter().map(Text::words).collect(),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(
            words,
            [
                vec!["ORE COMPANY:", "1 Pit Road", "Ann Miner", "ann@ore.example"],
                vec!["INVESTORS:", "QUARRY & SONS", "Bob Digger"],
                vec!["or"],
                vec!["Cy Delver"]
            ]
        );
    }

    #[test]
    fn prose_has_no_sides() {
        let text = "It grew.    It will go on to grow in the year that follows.\nSo be it.\n";
        assert!(find(&split(text, 0..text.len(), false)).is_empty());
    }
}
