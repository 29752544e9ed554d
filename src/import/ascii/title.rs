//! Headings: which one is the title of the release, and on which level the others stand.

use super::super::filing::{Block, Text};
use super::prose;
use super::shape;

/// How many parts before the first paragraph may belong to the title.
const ABOVE: usize = 6;

/// What a heading looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether it is set in capitals.
    pub(super) caps: bool,
    /// Whether its text begins on the very next line.
    pub(super) glued: bool,
}

/// A block, and what it looked like if it is a heading whose level is not known yet.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) block: Block,
    pub(super) look: Option<Look>,
    /// Whether it stood beside other text.
    pub(super) side: bool,
}

impl Part {
    pub(super) const fn new(block: Block) -> Self {
        Self { block, look: None, side: false }
    }

    pub(super) const fn side(block: Block) -> Self {
        Self { block, look: None, side: true }
    }

    pub(super) const fn heading(text: Text, look: Look) -> Self {
        Self { block: Block::Heading { level: 2, text }, look: Some(look), side: false }
    }
}

/// Gives every heading its level; the title of the release the first.
pub(super) fn level(parts: Vec<Part>) -> Vec<Block> {
    let (title, body) = title(&parts).unwrap_or((parts.len(), 0));
    let caps = |part: &Part| part.look.is_some_and(|look| look.caps && !look.glued);
    let any_caps = parts.iter().skip(body).any(caps);
    let mut blocks = Vec::with_capacity(parts.len());
    let mut above = false;
    for (n, part) in parts.into_iter().enumerate() {
        let look = part.look;
        match part.block {
            block if n >= title && n < body => raise(block, n == title, &mut blocks),
            Block::Heading { text, .. }
                if n < title && body > 0 && !is_contact_label(&text.words()) =>
            {
                blocks.push(Block::Lines(vec![text]));
            }
            Block::Heading { text, .. } => {
                if is_label(&text.words()) {
                    blocks.push(Block::Lines(vec![text]));
                    continue;
                }
                let look = look.unwrap_or(Look { caps: false, glued: false });
                let under = look.glued || !look.caps || above;
                let level = if under && any_caps { 3 } else { 2 };
                blocks.push(Block::Heading { level, text });
                above = look.caps && !look.glued && level == 2;
                continue;
            }
            block => blocks.push(block),
        }
        above = false;
    }
    blocks
}

/// Where the title stands and where the text begins.
fn title(parts: &[Part]) -> Option<(usize, usize)> {
    let words = |part: &Part| match &part.block {
        Block::Paragraph(text) => Some(text.words()),
        _ => None,
    };
    let dated = parts.iter().position(|part| words(part).is_some_and(|text| is_dateline(&text)));
    let first = parts.iter().position(|part| words(part).is_some_and(|text| text.len() > 150));
    let body = dated.or(first.filter(|first| *first < ABOVE))?;
    let mut start = body;
    while start > 0 && body - start < ABOVE && may_stand_above(&parts[start - 1]) {
        start -= 1;
    }
    let candidates = || (start..body).filter(|&n| is_titled(&parts[n].block));
    let long = candidates().find(|&n| line_words(&parts[n].block).split(' ').count() > 3);
    long.or_else(|| candidates().next()).map(|title| (title, body))
}

fn line_words(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } => text.words(),
        Block::Lines(lines) => lines.iter().map(Text::words).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

fn is_titled(block: &Block) -> bool {
    matches!(block, Block::Heading { .. } | Block::Lines(_))
}

fn may_stand_above(part: &Part) -> bool {
    let words = line_words(&part.block);
    match part.block {
        Block::List { .. } => true,
        Block::Heading { .. } | Block::Lines(_) => {
            !part.side && !is_label(&words) && !is_contact(&words) && !is_contact_label(&words)
        }
        _ => false,
    }
}

/// Whether the words only say what kind of document this is.
fn is_label(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    is_exhibit(words)
        || matches!(
            bare.as_str(),
            "for immediate release"
                | "news release"
                | "press release"
                | "news"
                | "immediate release"
        )
        || bare.starts_with("for release")
}

/// Whether the words only number an exhibit: `Exhibit 99.1`.
pub(super) fn is_exhibit(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    bare.strip_prefix("exhibit").or_else(|| bare.strip_prefix("ex-")).is_some_and(|rest| {
        let rest = rest.trim();
        rest.len() < 8
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '-' | 'a'..='d'))
    })
}

/// Whether the words only say that contacts follow.
pub(super) fn is_contact_label(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let first = bare.split([' ', ':']).next().unwrap_or_default();
    (matches!(first, "contact" | "contacts") && bare.split(' ').count() < 4)
        || bare == "investor contact"
        || bare == "media contact"
}

fn is_contact(words: &str) -> bool {
    let digits = |word: &str| {
        let count = word.bytes().filter(u8::is_ascii_digit).count();
        count >= 7 && word.contains(['-', '.', ')'])
    };
    words.contains('@') || words.contains("www.") || words.split(' ').any(digits)
}

/// Whether a paragraph begins with a dateline: a place, a day, a dash.
fn is_dateline(text: &str) -> bool {
    let head: String = text.chars().take(160).collect();
    let head = head.replace("--", " -- ").replace(['\u{2013}', '\u{2014}'], " - ");
    let words: Vec<&str> = head.split_whitespace().take(22).collect();
    let bare = |word: &str| word.trim_matches(['(', ')', ',', '-', '/', '.']).to_owned();
    let wire = words.iter().any(|word| word.to_ascii_lowercase().contains("wire"));
    let day = words.windows(3).take(12).position(|three| {
        let day = bare(three[1]).parse::<u8>().is_ok();
        shape::is_month(three[0]) && day && (wire || shape::is_year(&bare(three[2])))
    });
    let dash = |word: &&str| matches!(*word, "-" | "--") || word.ends_with(")-");
    let place = words.first().is_some_and(|word| shape::starts_upper(word));
    day.is_some_and(|day| place && (day > 0 || words.iter().take(8).any(dash)))
        && (wire || words.iter().any(dash))
}

/// Makes headings of what stands in the title: the first lines are the title, others stand under it. Lines
/// are parted where the next word would have fitted: that break was meant.
fn raise(block: Block, first: bool, blocks: &mut Vec<Block>) {
    match block {
        Block::Lines(lines) => {
            for (n, text) in prose::regroup(lines).into_iter().enumerate() {
                blocks.push(Block::Heading { level: if first && n == 0 { 1 } else { 2 }, text });
            }
        }
        Block::Heading { text, .. } => {
            blocks.push(Block::Heading { level: if first { 1 } else { 2 }, text });
        }
        other => blocks.push(other),
    }
}
