//! The words of a filing as passages and sentences, each with its place.

use std::ops::Range;

use super::super::filing::{Block, Text};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A line of a letterhead or the like.
    Line,
    /// A paragraph of a list's item.
    Item,
}

/// Words that belong together.
#[derive(Clone, Debug)]
pub(super) struct Passage<'a> {
    pub(super) role: Role,
    /// The block of the filing that it is of: lines of one number stand together.
    pub(super) block: usize,
    pub(super) words: String,
    text: &'a Text,
}

impl Passage<'_> {
    /// Where all of it stands.
    pub(super) fn at(&self) -> Range<usize> {
        self.text.at()
    }

    /// Where a part of its words stands: exactly where a piece is as long as its source, else the piece.
    pub(super) fn place(&self, part: &Range<usize>) -> Range<usize> {
        place(self.text, part)
    }
}

/// Where a part of a text's words stands.
pub(super) fn place(text: &Text, part: &Range<usize>) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    for run in &text.runs {
        let end = start + run.text.len();
        if start < part.end && part.start < end {
            let exact = run.at.len() == run.text.len();
            let (from, to) = (part.start.max(start) - start, part.end.min(end) - start);
            let at = if exact { run.at.start + from..run.at.start + to } else { run.at.clone() };
            found = Some(found.map_or(at.clone(), |f| f.start.min(at.start)..f.end.max(at.end)));
        }
        start = end;
    }
    found.unwrap_or_else(|| text.at())
}

/// At most so many bytes from the start of a text: nothing is looked for further away.
pub(super) fn start_of(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// The passages of some blocks in order. Tables hold none.
pub(super) fn passages<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<Passage<'a>> {
    let mut all = Vec::new();
    for (number, block) in blocks.enumerate() {
        let mut open = vec![(block, false)];
        while let Some((block, item)) = open.pop() {
            let mut add = |role, text: &'a Text| {
                if !text.is_blank() {
                    all.push(Passage { role, block: number, words: text.words(), text });
                }
            };
            match block {
                Block::Heading { text, .. } => add(Role::Heading, text),
                Block::Paragraph(text) if item => add(Role::Item, text),
                Block::Paragraph(text) => add(Role::Paragraph, text),
                Block::Lines(lines) => lines.iter().for_each(|line| add(Role::Line, line)),
                Block::Grid(rows) => rows.iter().flatten().for_each(|cell| add(Role::Line, cell)),
                Block::List { items, .. } => {
                    open.extend(items.iter().rev().flat_map(|i| i.iter().rev()).map(|b| (b, true)));
                }
                Block::Table(_) => {}
            }
        }
    }
    all
}

/// Words after which a full stop ends no sentence.
const SHORT: [&str; 26] = [
    "inc", "corp", "co", "ltd", "dr", "mr", "ms", "mrs", "no", "nos", "vs", "st", "approx", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "ph",
];

/// Whether `U.S.` ends a sentence: what follows is no word that it stands before.
fn ends_all_the_same(word: &str, next: &str) -> bool {
    const JOINED: [&str; 16] = [
        "Food",
        "Securities",
        "Department",
        "Treasury",
        "Eastern",
        "Government",
        "Patent",
        "Federal",
        "FDA",
        "Dollar",
        "District",
        "National",
        "Pacific",
        "GAAP",
        "Bankruptcy",
        "Phase",
    ];
    let after = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word == "U.S" && !after.is_empty() && !JOINED.contains(&after)
}

/// The sentences of a text, as ranges of it.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            before = at + c.len_utf8();
            continue;
        }
        let end = at + c.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start();
        let closes = matches!(c, '.' | '?' | '!')
            && next.len() < rest.len()
            && next.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || "\"\u{201c}'`".contains(c)
            });
        let word = text.get(before..at).unwrap_or_default().trim_start_matches('(');
        let dotted = word.contains('.') && word.split('.').all(|part| part.len() <= 2);
        let short = (dotted || word.len() <= 1) && !ends_all_the_same(word, next);
        if closes && !(c == '.' && (short || SHORT.contains(&word.to_lowercase().as_str()))) {
            found.push(start..end);
            start = end + (rest.len() - next.len());
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        found.push(start..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        let text = "We will call at 9:00 a.m. Eastern Time. Acme Inc. expects it. Is it so? \
                    It sells in the U.S. Others wait at www.example.com. The U.S. Food agency agrees.";
        let parts: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        let wanted = [
            "We will call at 9:00 a.m. Eastern Time.",
            "Acme Inc. expects it.",
            "Is it so?",
            "It sells in the U.S.",
            "Others wait at www.example.com.",
            "The U.S. Food agency agrees.",
        ];
        assert_eq!(parts, wanted);
        assert!(sentences("").is_empty());
    }

    #[test]
    fn a_part_of_the_words_has_its_own_place() {
        let text = Text {
            runs: vec![
                super::super::super::filing::Run {
                    text: "One two ".into(),
                    at: 10..18,
                    ..Default::default()
                },
                super::super::super::filing::Run {
                    text: "three".into(),
                    at: 30..37,
                    ..Default::default()
                },
            ],
        };
        assert_eq!(place(&text, &(4..7)), 14..17);
        assert_eq!(place(&text, &(4..10)), 14..37);
    }
}
