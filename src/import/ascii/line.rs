//! Lines of a text, with the column in which each word stands.
//!
//! A filing in ASCII is laid out for a typewriter: what belongs to what is said by columns alone. Tabs are
//! expanded to stops of eight, tags are taken out and leave their width, and a word keeps its place in the
//! input, so that nothing below counts characters again.

use std::ops::Range;

use super::super::filing::{Run, Text};

/// A line of the input.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    /// Its content in the input: without line end and without a dash escape.
    pub(super) at: Range<usize>,
    /// Its words; tags are none.
    pub(super) words: Vec<Word<'a>>,
    /// Its tags.
    pub(super) tags: Vec<Tag>,
    /// Whether a page ends here, by a tag or by a form feed.
    pub(super) page: bool,
    /// Whether it is page furniture or wrapper, and no content.
    pub(super) off: bool,
}

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// The word.
    pub(super) text: &'a str,
    /// The column of its first character.
    pub(super) from: usize,
    /// The column behind its last character.
    pub(super) to: usize,
    /// The byte at which it starts in the input.
    pub(super) start: usize,
}

impl<'a> Word<'a> {
    /// Its place in the input.
    pub(super) fn at(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// A part of it, by bytes; the word itself where they do not fit.
    pub(super) fn part(&self, range: Range<usize>) -> Word<'a> {
        let (Some(before), Some(text)) =
            (self.text.get(..range.start), self.text.get(range.clone()))
        else {
            return *self;
        };
        let from = self.from + before.chars().count();
        Word { text, from, to: from + text.chars().count(), start: self.start + range.start }
    }
}

/// A tag on a line.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// What it says.
    pub(super) name: Name,
    /// Where it stands.
    pub(super) at: Range<usize>,
}

/// The tags that EDGAR knows in text (EDGAR Filer Manual, volume II, 5.2.2), and those of the wrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Page,
    Table,
    TableEnd,
    Caption,
    Stub,
    Column,
    Type,
    File,
    Wrapper,
    Other,
}

impl Name {
    fn of(tag: &str) -> Option<Self> {
        let upper = tag.to_ascii_uppercase();
        Some(match upper.as_str() {
            "PAGE" => Self::Page,
            "TABLE" => Self::Table,
            "/TABLE" => Self::TableEnd,
            "CAPTION" => Self::Caption,
            "S" => Self::Stub,
            "C" => Self::Column,
            "TYPE" => Self::Type,
            "FILENAME" => Self::File,
            "DOCUMENT" | "/DOCUMENT" | "TEXT" | "/TEXT" | "SEQUENCE" | "DESCRIPTION" => {
                Self::Wrapper
            }
            "/PAGE" | "/CAPTION" | "/S" | "/C" | "R" | "/R" | "FN" | "/FN" => Self::Other,
            _ => {
                let number = upper.trim_start_matches('/').strip_prefix('F')?;
                let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
                return digits.then_some(Self::Other);
            }
        })
    }
}

impl<'a> Line<'a> {
    /// Whether it has no words that are content.
    pub(super) fn is_blank(&self) -> bool {
        self.off || self.words.is_empty()
    }

    /// The column of its first word; 0 without one.
    pub(super) fn indent(&self) -> usize {
        self.words.first().map_or(0, |word| word.from)
    }

    /// The column behind its last word; 0 without one.
    pub(super) fn end(&self) -> usize {
        self.words.last().map_or(0, |word| word.to)
    }

    /// Its words on one line.
    pub(super) fn joined(&self) -> String {
        join(&self.words)
    }

    /// Whether it holds this tag.
    pub(super) fn has(&self, name: Name) -> bool {
        self.tags.iter().any(|tag| tag.name == name)
    }

    /// Its words in groups, parted where at least `gap` blanks stand.
    pub(super) fn groups(&self, gap: usize) -> Vec<&[Word<'a>]> {
        self.words.chunk_by(|a, b| b.from < a.to.saturating_add(gap)).collect()
    }

    /// Whether it is only drawn: a rule of dashes, equals signs or underscores, and no words.
    pub(super) fn is_rule(&self) -> bool {
        !self.words.is_empty()
            && self.words.iter().all(|word| is_rule(word.text))
            && self.words.iter().any(|word| word.text.len() > 2)
    }
}

/// Words with single blanks between them.
pub(super) fn join(words: &[Word<'_>]) -> String {
    let mut all = String::new();
    for word in words {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word.text);
    }
    all
}

/// Whether a word is drawn: three or more characters of a rule, or equals signs.
pub(super) fn is_rule(word: &str) -> bool {
    let drawn = |set: &[char]| word.chars().all(|c| set.contains(&c));
    (word.len() > 2 && drawn(&['-', '_', '*', '\u{2014}', '\u{2500}']))
        || (word.len() > 1 && drawn(&['=']))
        || (word.len() > 3 && drawn(&['-', '=', '_', '~']))
}

/// Puts words together, line by line, to a text whose pieces each know their place.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    input: &'a str,
    text: Text,
    bare: bool,
}

impl<'a> Flow<'a> {
    /// Nothing yet.
    pub(super) const fn new(input: &'a str) -> Self {
        Self { input, text: Text { runs: Vec::new() }, bare: true }
    }

    /// Adds words of one line.
    pub(super) fn words(&mut self, words: &[Word<'_>]) {
        let broken = !self.text.runs.is_empty();
        for (n, word) in words.iter().enumerate() {
            let glue = n == 0 && broken && self.ends_in_hyphen();
            self.word(word, glue);
        }
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.text.runs.is_empty()
    }

    /// The text.
    pub(super) fn done(self) -> Text {
        self.text
    }

    fn ends_in_hyphen(&self) -> bool {
        let end = self.text.runs.last().map_or("", |run| run.text.as_str());
        let mut back = end.chars().rev();
        back.next() == Some('-')
            && back.find(|c| *c != '-').is_some_and(|c| c.is_alphanumeric() || c == ')')
    }

    fn word(&mut self, word: &Word<'_>, glue: bool) {
        let at = word.at();
        let blank = !self.bare && !glue;
        self.bare = false;
        if let Some(last) = self.text.runs.last_mut() {
            let between = self.input.get(last.at.end..at.start);
            if between.is_some_and(|text| text.chars().all(is_space)) {
                if blank {
                    last.text.push(' ');
                }
                last.text.push_str(word.text);
                last.at.end = at.end;
                return;
            }
        }
        let text = if blank { format!(" {}", word.text) } else { word.text.to_owned() };
        self.text.runs.push(Run { text, at, ..Run::default() });
    }
}

/// The words of one line as a text.
pub(super) fn text(input: &str, words: &[Word<'_>]) -> Text {
    let mut flow = Flow::new(input);
    flow.words(words);
    flow.done()
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Parts a text into lines. With `escaped`, a `- ` before a dash at the start of a line is no part of it.
pub(super) fn split(input: &str, part: Range<usize>, escaped: bool) -> Vec<Line<'_>> {
    let text = input.get(part.clone()).unwrap_or_default();
    let escaped = escaped || is_escaped(text);
    let mut lines = Vec::new();
    let mut start = part.start;
    for mut row in text.split_inclusive(['\n', '\r', '\u{c}']) {
        let next = start + row.len();
        let feed = row.ends_with('\u{c}');
        row = row.trim_end_matches(['\n', '\r', '\u{c}']);
        let returned = row.is_empty()
            && input.get(start.saturating_sub(1)..next).is_some_and(|ends| ends == "\r\n");
        if !returned || start == part.start {
            let skip = if escaped && row.starts_with("- -") { 2 } else { 0 };
            let mut line = scan(row.get(skip..).unwrap_or_default(), start + skip);
            line.page |= feed;
            lines.push(line);
        }
        start = next;
    }
    lines
}

/// Whether a text was cut out of a privacy-enhanced message and kept its escapes: then no line begins with a
/// dash but with `- -`.
fn is_escaped(text: &str) -> bool {
    let mut dashes = text.lines().filter(|line| line.starts_with('-')).peekable();
    dashes.peek().is_some() && dashes.all(|line| line.starts_with("- -"))
}

/// Finds the words and tags of a line.
fn scan(row: &str, start: usize) -> Line<'_> {
    let mut line = Line { at: start..start + row.len(), ..Line::default() };
    let mut column = 0;
    let mut open: Option<(usize, usize)> = None;
    let mut skip = 0;
    for (byte, c) in row.char_indices() {
        if byte < skip {
            continue;
        }
        let tag = if c == '<' { tag_at(row, byte) } else { None };
        if is_space(c) || tag.is_some() {
            close(&mut line, row, open.take(), byte, column, start);
        }
        if let Some((name, len)) = tag {
            line.page |= name == Name::Page;
            line.tags.push(Tag { name, at: start + byte..start + byte + len });
            column += len;
            skip = byte + len;
        } else if c == '\t' {
            column = (column / 8 + 1) * 8;
        } else if is_space(c) {
            column += usize::from(!matches!(c, '\u{feff}' | '\u{200b}'));
        } else {
            open = open.or(Some((byte, column)));
            column += 1;
        }
    }
    close(&mut line, row, open, row.len(), column, start);
    line
}

fn close<'a>(
    line: &mut Line<'a>,
    row: &'a str,
    open: Option<(usize, usize)>,
    end: usize,
    column: usize,
    start: usize,
) {
    if let Some((byte, from)) = open
        && let Some(text) = row.get(byte..end)
    {
        line.words.push(Word { text, from, to: column, start: start + byte });
    }
}

fn tag_at(row: &str, byte: usize) -> Option<(Name, usize)> {
    let rest = row.get(byte + 1..)?;
    let end = rest.bytes().take(14).position(|b| b == b'>')?;
    let name = Name::of(rest.get(..end)?)?;
    Some((name, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &Line<'_>) -> Vec<(String, usize, usize)> {
        line.words.iter().map(|word| (word.text.to_owned(), word.from, word.to)).collect()
    }

    #[test]
    fn tabs_run_to_stops_of_eight_and_words_keep_their_place() {
        let input = "Fees\t12\t\t  9";
        let lines = split(input, 0..input.len(), false);
        assert_eq!(
            columns(&lines[0]),
            [("Fees".into(), 0, 4), ("12".into(), 8, 10), ("9".into(), 26, 27)]
        );
        for word in &lines[0].words {
            assert_eq!(&input[word.at()], word.text);
        }
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        for input in ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc"] {
            let lines = split(input, 0..input.len(), false);
            let words: Vec<String> = lines.iter().map(Line::joined).collect();
            assert_eq!(words, ["a", "b", "", "c"], "{input:?}");
        }
    }

    #[test]
    fn a_form_feed_ends_a_page() {
        let lines = split("one\n\u{c}two", 0..8, false);
        let pages: Vec<bool> = lines.iter().map(|line| line.page).collect();
        assert_eq!(pages, [false, true, false]);
        assert_eq!(lines[2].joined(), "two");
    }

    #[test]
    fn a_dash_escape_is_taken_off_where_every_dash_has_one() {
        let input = "- - Tin Mine GAS was sold.\n- --------\n  - - x";
        let words: Vec<String> =
            split(input, 0..input.len(), false).iter().map(Line::joined).collect();
        assert_eq!(words, ["- Tin Mine GAS was sold.", "--------", "- - x"]);
        let input = "- item\n- - -\n";
        assert_eq!(split(input, 0..input.len(), false)[1].joined(), "- - -");
        assert_eq!(split("- - -", 0..5, true)[0].joined(), "- -");
    }

    #[test]
    fn tags_leave_their_width_and_unknown_ones_are_words() {
        let input = "<TABLE> <s>   <C>5 <CASH> 7 <R>8</R>";
        let line = &split(input, 0..input.len(), false)[0];
        assert_eq!(
            columns(line),
            [
                ("5".into(), 17, 18),
                ("<CASH>".into(), 19, 25),
                ("7".into(), 26, 27),
                ("8".into(), 31, 32)
            ]
        );
        let names: Vec<Name> = line.tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, [Name::Table, Name::Stub, Name::Column, Name::Other, Name::Other]);
    }

    #[test]
    fn words_flow_together_and_a_hyphen_at_a_line_end_takes_no_blank() {
        let input = "a long-\nterm plan -\nand co-\n\n  operation";
        let lines = split(input, 0..input.len(), false);
        let mut flow = Flow::new(input);
        for line in &lines {
            flow.words(&line.words);
        }
        let text = flow.done();
        assert_eq!(text.words(), "a long-term plan - and co-operation");
        assert_eq!(text.runs.len(), 1);
        assert_eq!(text.at(), 0..input.len());
    }
}
