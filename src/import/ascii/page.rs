//! Page furniture: what the printed page needed and the text does not.
//!
//! A page ends with its number, begins with a running head, and in between cuts a sentence in two. What is
//! furniture is said by its place at a break and by its shape or its repetition; everything is listed as
//! dropped, so that nothing is lost unseen.

use std::collections::BTreeMap;

use super::super::filing::{Dropped, Header, Why};
use super::line::{Line, Name, Word};
use super::shape;

/// How many lines at a break are looked at.
const REACH: usize = 8;

/// Takes wrapper, tags and page furniture off the lines; gives what was dropped and what the wrapper says.
pub(super) fn clear(input: &str, lines: &mut [Line<'_>]) -> (Vec<Dropped>, Header) {
    let mut desk = Desk { input, dropped: Vec::new(), header: Header::default() };
    for line in lines.iter_mut() {
        desk.wrapper(line);
    }
    let breaks: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.page).map(|(n, _)| n).collect();
    let seen = repeated(lines, &breaks);
    for &at in &breaks {
        desk.foot(lines, at);
        desk.head(lines, at, &seen);
    }
    desk.foot(lines, lines.len());
    for n in 0..lines.len() {
        desk.marks(lines, n);
    }
    desk.dropped.sort_by_key(|dropped| (dropped.at.start, dropped.at.end));
    (desk.dropped, desk.header)
}

struct Desk<'a> {
    input: &'a str,
    dropped: Vec<Dropped>,
    header: Header,
}

impl Desk<'_> {
    fn drop(&mut self, line: &mut Line<'_>, why: Why) {
        line.off = true;
        if let (Some(first), Some(last)) = (line.words.first(), line.words.last()) {
            self.note(first.at().start..last.at().end, why);
        }
    }

    fn note(&mut self, at: std::ops::Range<usize>, why: Why) {
        let text = self.input.get(at.clone()).unwrap_or_default().to_owned();
        self.dropped.push(Dropped { text, at, why });
    }

    /// Takes tags off, and whole lines of the wrapper.
    fn wrapper(&mut self, line: &mut Line<'_>) {
        for tag in &line.tags {
            let wraps = matches!(tag.name, Name::Wrapper | Name::Type | Name::File);
            self.note(tag.at.clone(), if wraps { Why::Wrapper } else { Why::Layout });
        }
        let Some(tag) = line.tags.first() else { return };
        match tag.name {
            Name::Type => {
                let kind = Some(line.joined()).filter(|kind| !kind.is_empty());
                if kind.as_ref().is_some_and(|kind| kind.to_ascii_uppercase().starts_with("EX-")) {
                    self.header.exhibit = kind;
                } else {
                    self.header.form = kind;
                }
            }
            Name::File => self.header.file_name = Some(line.joined()),
            Name::Wrapper => {}
            Name::Page => {
                let number = line.joined();
                if shape::is_page_number(&number) {
                    self.drop(line, Why::PageNumber);
                }
                return;
            }
            _ => return,
        }
        self.drop(line, Why::Wrapper);
    }

    /// The foot of the page that ends before line `end`: its number, `(more)`.
    fn foot(&mut self, lines: &mut [Line<'_>], end: usize) {
        let from = end.saturating_sub(REACH);
        for line in lines.get_mut(from..end).unwrap_or_default().iter_mut().rev() {
            if line.is_blank() && !line.page {
                continue;
            }
            let words = line.joined();
            if !line.page && line.tags.is_empty() && shape::is_page_number(&words) {
                self.drop(line, Why::PageNumber);
            } else if !line.page && shape::is_more(&words) {
                self.drop(line, Why::RunningHead);
            } else {
                break;
            }
        }
    }

    /// The head of the page that begins behind line `at`.
    fn head(&mut self, lines: &mut [Line<'_>], at: usize, seen: &BTreeMap<String, usize>) {
        let after = top(lines, at);
        let last = after.iter().rposition(|&n| ends_in_number(&lines[n]));
        let mut drop = last.map_or(0, |last| last + 1);
        let short = |n: &usize| lines[*n].end() - lines[*n].indent() <= 64;
        if !after.iter().take(drop).all(short) {
            drop = 0;
        }
        if drop > 0 && after.get(drop).is_some_and(|&n| shape::is_date(&lines[n].joined())) {
            drop += 1;
        }
        if drop == 0 {
            let known = after.iter().take_while(|&&n| is_seen(&lines[n], seen)).count();
            let again = after.iter().take(known).any(|&n| is_continued(&lines[n]));
            let goes_on = cuts(lines, at, &after) && rest_goes_on(lines, &after, known);
            if goes_on || (again && !leads_to_table(lines, &after, known)) {
                drop = known;
            }
        }
        for &n in after.iter().take(drop) {
            let number = shape::is_page_number(&lines[n].joined());
            self.drop(&mut lines[n], if number { Why::PageNumber } else { Why::RunningHead });
        }
    }

    /// End marks, and `(more)` where a page ends without a tag.
    fn marks(&mut self, lines: &mut [Line<'_>], n: usize) {
        if lines[n].is_blank() || lines[n].words.len() > 5 {
            return;
        }
        let words = lines[n].joined();
        if shape::is_end_mark(&words) {
            self.drop(&mut lines[n], Why::EndMark);
        } else if shape::is_more(&words) && stands_alone(lines, n) {
            self.drop(&mut lines[n], Why::RunningHead);
        }
    }
}

fn stands_alone(lines: &[Line<'_>], n: usize) -> bool {
    let blank = |line: Option<&Line<'_>>| line.is_none_or(Line::is_blank);
    blank(n.checked_sub(1).and_then(|n| lines.get(n))) && blank(lines.get(n + 1))
}

/// The first few lines of content behind a break, up to a tag or another break.
fn top(lines: &[Line<'_>], at: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let first =
        if lines.get(at).is_some_and(|line| !line.is_blank() && line.page) { at } else { at + 1 };
    for (n, line) in lines.iter().enumerate().take(at + 1 + 2 * REACH).skip(first) {
        if n > at && (line.page || !line.tags.is_empty()) || found.len() == 4 {
            break;
        }
        if line.is_blank() {
            if found.len() > 2 {
                break;
            }
        } else {
            found.push(n);
        }
    }
    found
}

/// Whether a line is `Page 3`, or ends in it, or is a number between dashes.
fn ends_in_number(line: &Line<'_>) -> bool {
    let all = line.joined();
    if shape::is_page_number(&all) {
        return line.words.len() > 1 || all.starts_with('-') || all.starts_with('(');
    }
    let tail = |words: &[Word<'_>]| {
        let text = super::line::join(words);
        let page = text.to_ascii_lowercase().starts_with("page") || text.starts_with('-');
        page && shape::is_page_number(&text)
    };
    line.groups(2).last().is_some_and(|group| tail(group))
}

/// Whether the text before a break stops inside a sentence.
fn cuts(lines: &[Line<'_>], at: usize, after: &[usize]) -> bool {
    let before = lines.get(..at).unwrap_or_default().iter().rev().take(2 * REACH);
    let last = before.into_iter().find(|line| !line.is_blank());
    !after.is_empty()
        && last.is_some_and(|line| {
            line.tags.is_empty() && !shape::ends_sentence(&line.joined()) && line.words.len() > 1
        })
}

/// Whether the sentence goes on behind the lines that would be dropped.
fn rest_goes_on(lines: &[Line<'_>], after: &[usize], drop: usize) -> bool {
    let Some(&last) = drop.checked_sub(1).and_then(|n| after.get(n)) else { return false };
    let mut rest = lines.get(last + 1..).unwrap_or_default().iter().take(REACH);
    rest.find(|line| !line.is_blank()).is_some_and(|line| {
        let words = line.joined();
        line.tags.is_empty() && (shape::starts_lower(&words) || words.len() > 60)
    })
}

/// How often each line stands at the head of a page, digits aside.
fn repeated(lines: &[Line<'_>], breaks: &[usize]) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    for &at in breaks {
        for n in top(lines, at) {
            *seen.entry(key(&lines[n])).or_insert(0) += 1;
        }
    }
    seen
}

fn is_seen(line: &Line<'_>, seen: &BTreeMap<String, usize>) -> bool {
    seen.get(&key(line)).is_some_and(|count| *count > 1) || is_continued(line)
}

/// Whether a line says that what it names goes on from the page before.
fn is_continued(line: &Line<'_>) -> bool {
    line.joined().to_ascii_lowercase().contains("(continued)")
}

/// Whether a table stands below the lines that would be dropped: they are then its title.
fn leads_to_table(lines: &[Line<'_>], after: &[usize], drop: usize) -> bool {
    let Some(&last) = drop.checked_sub(1).and_then(|n| after.get(n)) else { return false };
    let rest = lines.get(last + 1..).unwrap_or_default().iter().take(REACH);
    rest.filter(|line| !line.is_blank() || !line.tags.is_empty())
        .take(3)
        .any(|line| !line.tags.is_empty() || line.groups(3).len() > 1)
}

fn key(line: &Line<'_>) -> String {
    let plain = |c: char| if c.is_ascii_digit() { '#' } else { c.to_ascii_lowercase() };
    line.joined().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::super::line::split;
    use super::*;

    /// What is left, and what was dropped and why.
    fn cleared(input: &str) -> (Vec<String>, Vec<(String, &'static str)>) {
        let mut lines = split(input, 0..input.len(), false);
        let (dropped, _) = clear(input, &mut lines);
        let left = lines.iter().filter(|line| !line.is_blank()).map(Line::joined).collect();
        let dropped = dropped.into_iter().map(|drop| (drop.text, drop.why.word())).collect();
        (left, dropped)
    }

    #[test]
    fn a_page_number_before_the_break_and_a_number_in_the_tag_go() {
        let (left, dropped) = cleared("The mine\n\n        2\n<PAGE>   3\ngoes on.\n\n     4\n");
        assert_eq!(left, ["The mine", "goes on."]);
        let words: Vec<&str> = dropped.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, ["2", "<PAGE>", "3", "4"]);
    }

    #[test]
    fn a_running_head_is_known_by_its_page_line() {
        let text =
            "was cut\n<PAGE>\nQuarry Reports Growth\nMay 3, 2009\nPage 2\n LEASES\nin two.\n";
        let (left, dropped) = cleared(text);
        assert_eq!(left, ["was cut", "LEASES", "in two."]);
        assert_eq!(dropped[1], ("Quarry Reports Growth".into(), "running head"));
        assert_eq!(dropped[3], ("Page 2".into(), "page number"));
    }

    #[test]
    fn a_head_without_a_number_goes_only_where_it_is_repeated_and_cuts_a_sentence() {
        let text = "Tin was\n<PAGE>\n ORE CO.\n\nsold in the\n<PAGE>\n ORE CO.\nthird quarter.\n\
                    <PAGE>\n ORE CO.\n BALANCE SHEETS\n";
        let (left, _) = cleared(text);
        assert_eq!(left, ["Tin was", "sold in the", "third quarter.", "ORE CO.", "BALANCE SHEETS"]);
    }

    #[test]
    fn a_heading_that_goes_on_from_the_page_before_is_a_running_head() {
        let text =
            "It ended.\n<PAGE>\n NOTES -- (CONTINUED)\n\nAnother sentence begins here now.\n";
        assert_eq!(cleared(text).0, ["It ended.", "Another sentence begins here now."]);
        let text = "It ended.\n<PAGE>\n BALANCE SHEETS (Continued)\n<TABLE>\nOre    5\n";
        assert_eq!(cleared(text).0[1], "BALANCE SHEETS (Continued)");
    }

    #[test]
    fn the_wrapper_says_what_the_document_is() {
        let input = "<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>q2.txt\n<TEXT>\nNews\n</TEXT>\n";
        let mut lines = split(input, 0..input.len(), false);
        let (dropped, header) = clear(input, &mut lines);
        assert_eq!(header.exhibit.as_deref(), Some("EX-99.1"));
        assert_eq!(header.file_name.as_deref(), Some("q2.txt"));
        assert!(dropped.iter().all(|drop| drop.why == Why::Wrapper));
    }

    #[test]
    fn end_marks_and_turn_overs_go() {
        let (left, dropped) = cleared("So be it.\n\n  (more)\n\nEnd.\n\n   # # #\n");
        assert_eq!(left, ["So be it.", "End."]);
        assert_eq!(dropped[0].1, "running head");
        assert_eq!(dropped[1], ("# # #".into(), "end mark"));
    }
}
