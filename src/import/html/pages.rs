//! Page ends, and what stands around them: numbers and running heads, which are no content.

use std::collections::BTreeMap;

use super::super::filing::{Block, Dropped, Why};
use super::super::titles::{Role, role};
use super::flow::Paragraph;
use super::grid::joined;

/// A part of the page, with its tables read.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Paragraph(Paragraph),
    Block(Block),
    Break,
    Opens(bool),
    Entry,
    Closes,
}

/// How many paragraphs above and below a page end may be a running head or foot.
const AROUND: usize = 3;

/// Takes page ends out, with the page numbers and the heads and feet that come again around them, and joins
/// what they cut.
pub(super) fn without_breaks(pieces: Vec<Piece>, dropped: &mut Vec<Dropped>) -> Vec<Piece> {
    let ends: Vec<usize> =
        (0..pieces.len()).filter(|i| matches!(pieces[*i], Piece::Break)).collect();
    let mut why: Vec<Option<Why>> = vec![None; pieces.len()];
    let mut seen: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for end in &ends {
        for (below, places) in [(false, before(&pieces, *end)), (true, after(&pieces, *end))] {
            for (i, paragraph) in places {
                if is_page_number(&paragraph.words()) {
                    why[i] = Some(Why::PageNumber);
                } else if !names_table(&paragraph.words()) {
                    let key = (below, without_digits(&paragraph.words()));
                    let places = seen.entry(key).or_default();
                    if places.last() != Some(&i) {
                        places.push(i);
                    }
                }
            }
        }
    }
    last_number(&pieces, &mut why);
    // The first time it is the heading itself, unless it stands at a page end as all the others do.
    for places in seen.into_values().filter(|places| places.len() > 2) {
        for i in places {
            why[i] = why[i].or(Some(Why::RunningHead));
        }
    }
    let mut kept: Vec<Piece> = Vec::new();
    let mut cut = false;
    for (piece, why) in pieces.into_iter().zip(why) {
        match (piece, why) {
            (Piece::Break, _) => cut = true,
            (Piece::Paragraph(paragraph), Some(why)) => {
                let text = joined(paragraph.lines);
                dropped.push(Dropped { text: text.words(), at: text.at(), why });
            }
            (piece, _) => {
                if !(cut && join(&mut kept, &piece)) {
                    kept.push(piece);
                }
                cut = false;
            }
        }
    }
    kept
}

/// Whether a line names the table that it stands above: such lines come again with each statement of a report.
fn names_table(words: &str) -> bool {
    matches!(role(words), Role::Unit | Role::Unaudited | Role::Statement | Role::Time)
}

/// The paragraphs next above a page end.
fn before(pieces: &[Piece], end: usize) -> Vec<(usize, &Paragraph)> {
    near((0..end).rev(), pieces)
}

/// The paragraphs next below a page end.
fn after(pieces: &[Piece], end: usize) -> Vec<(usize, &Paragraph)> {
    near(end + 1..pieces.len(), pieces)
}

fn near(places: impl Iterator<Item = usize>, pieces: &[Piece]) -> Vec<(usize, &Paragraph)> {
    let mut found = Vec::new();
    for i in places.take(AROUND) {
        match &pieces[i] {
            Piece::Paragraph(paragraph)
                if paragraph.words().len() < 160 && paragraph.level.is_none() =>
            {
                found.push((i, paragraph));
            }
            _ => break,
        }
    }
    found
}

/// The number of the last page, which has no page end behind it.
fn last_number(pieces: &[Piece], why: &mut [Option<Why>]) {
    let others = why.iter().filter(|why| **why == Some(Why::PageNumber)).count();
    if let Some((i, Piece::Paragraph(last))) = pieces.iter().enumerate().next_back()
        && others > 0
        && is_page_number(&last.words())
    {
        why[i] = Some(Why::PageNumber);
    }
}

/// Whether words are the number of a page: `7`, `- 7 -`, `Page 7 of 12`, `F-3`, `iv`.
fn is_page_number(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    let words = words.strip_prefix("page").unwrap_or(&words);
    let words = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '\u{2014}' | '|' | '.')
    });
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let lettered = |text: &str| {
        text.split_once('-').is_some_and(|(a, b)| {
            a.len() <= 2 && a.bytes().all(|b| b.is_ascii_alphanumeric()) && digits(b)
        })
    };
    let of = words.split_once(" of ").or_else(|| words.split_once('/'));
    digits(words)
        || lettered(words)
        || of.is_some_and(|(a, b)| digits(a.trim()) && digits(b.trim()))
        || (!words.is_empty()
            && words.len() <= 5
            && words.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

fn without_digits(words: &str) -> String {
    words.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()
}

/// Joins a piece to what stood before a page end, where the end cut it in two.
fn join(kept: &mut [Piece], piece: &Piece) -> bool {
    match (kept.last_mut(), piece) {
        (Some(Piece::Paragraph(above)), Piece::Paragraph(below)) => {
            let first = above.words();
            let open = !first.trim_end().ends_with(['.', '!', '?', ':', ';', '\u{201d}', '"', '#'])
                && first.len() > 40
                && first.chars().any(char::is_lowercase);
            let goes_on = below.words().starts_with(|c: char| {
                c.is_lowercase() || c.is_ascii_digit() || matches!(c, '$' | '(')
            });
            let comma = first.trim_end().ends_with([',', '-']);
            let cut = open && (goes_on || comma) && above.level.is_none() && below.level.is_none();
            if cut && above.lines.len() == 1 && below.lines.len() == 1 {
                let lines = vec![std::mem::take(&mut above.lines[0]), below.lines[0].clone()];
                above.lines[0] = joined(lines).runs;
            }
            cut && above.lines.len() == 1 && below.lines.len() == 1
        }
        (Some(Piece::Block(Block::Table(above))), Piece::Block(Block::Table(below))) => {
            let goes_on = below.head.is_empty()
                && below.title.is_empty()
                && below.stub.is_empty()
                && above.columns == below.columns
                && above.notes.is_empty();
            if goes_on {
                above.rows.extend(below.rows.iter().cloned());
                above.notes.extend(below.notes.iter().cloned());
                above.at.end = above.at.end.max(below.at.end);
            }
            goes_on
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for words in ["7", "- 7 -", "Page 7", "page 7 of 12", "F-3", "iv", "7/12"] {
            assert!(is_page_number(words), "{words}");
        }
        for words in ["1,234", "12.5", "Page turner", "seven", "", "2008-2007", "$7"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
