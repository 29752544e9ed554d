//! Pieces of the page put together into blocks: headings, paragraphs, lines and lists.

use super::super::filing::{Block, Dropped, Run, Style, Text, Why};
use super::flow::Paragraph;
use super::grid::joined;
use super::layout::is_bullet;
use super::pages::Piece;
use super::style::Align;

/// Longer than this, words set in strong type are no heading.
const HEADING: usize = 160;

/// Longer than this, a line was not broken for its own sake.
const LINE: usize = 90;

/// A list that is open, with the entries that are complete.
struct List {
    ordered: bool,
    items: Vec<Vec<Block>>,
    /// Whether it was made of signs before paragraphs, and ends with them.
    signs: Option<i32>,
}

/// Puts pieces together.
pub(super) struct Assembly<'a> {
    blocks: Vec<Block>,
    lists: Vec<List>,
    dropped: &'a mut Vec<Dropped>,
    /// Which paragraph is the title of the whole text.
    title: Option<usize>,
    /// How many paragraphs have come.
    count: usize,
}

/// Makes blocks of pieces.
pub(super) fn assemble(pieces: Vec<Piece>, dropped: &mut Vec<Dropped>) -> Vec<Block> {
    let title = title(&pieces);
    let mut assembly = Assembly { blocks: Vec::new(), lists: Vec::new(), dropped, title, count: 0 };
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => assembly.paragraph(paragraph),
            Piece::Block(block) => {
                assembly.end_signs();
                assembly.put(block);
            }
            Piece::Opens(ordered) => {
                assembly.lists.push(List { ordered, items: Vec::new(), signs: None });
            }
            Piece::Entry => {
                assembly.end_signs();
                if let Some(list) = assembly.lists.last_mut() {
                    list.items.push(Vec::new());
                }
            }
            Piece::Closes => {
                assembly.end_signs();
                assembly.end_list();
            }
            Piece::Break => {}
        }
    }
    while !assembly.lists.is_empty() {
        assembly.end_list();
    }
    assembly.blocks
}

impl Assembly<'_> {
    fn put(&mut self, block: Block) {
        match self.lists.last_mut() {
            Some(list) => match list.items.last_mut() {
                Some(item) => item.push(block),
                None => list.items.push(vec![block]),
            },
            None => self.blocks.push(block),
        }
    }

    fn end_list(&mut self) {
        if let Some(mut list) = self.lists.pop() {
            list.items.retain(|item| !item.is_empty());
            if !list.items.is_empty() {
                self.put(Block::List { ordered: list.ordered, items: list.items });
            }
        }
    }

    /// Ends lists that were made of signs.
    fn end_signs(&mut self) {
        while self.lists.last().is_some_and(|list| list.signs.is_some()) {
            self.end_list();
        }
    }

    fn paragraph(&mut self, mut paragraph: Paragraph) {
        let is_title = self.title == Some(self.count);
        self.count += 1;
        if let Some(indent) = self.take_sign(&mut paragraph) {
            self.entry(indent, paragraph);
            return;
        }
        self.end_signs();
        if is_end_mark(&paragraph.words()) {
            let text = joined(paragraph.lines);
            self.dropped.push(Dropped { text: text.words(), at: text.at(), why: Why::EndMark });
            return;
        }
        if let Some(level) = if is_title { Some(1) } else { self.level(&paragraph) } {
            if paragraph.lines.len() > 1 && level > 1 && paragraph.level.is_none() {
                self.put(lines(paragraph));
            } else {
                self.put(Block::Heading { level, text: plain(joined(paragraph.lines)) });
            }
            return;
        }
        self.words(paragraph);
    }

    /// A paragraph without a sign, or what stands behind one.
    fn words(&mut self, paragraph: Paragraph) {
        let count = paragraph.lines.len();
        let length =
            |line: &Vec<Run>| line.iter().map(|run| run.text.chars().count()).sum::<usize>();
        if count == 1 {
            self.put(Block::Paragraph(joined(paragraph.lines)));
        } else if paragraph.lines.iter().take(count - 1).all(|line| length(line) < LINE) {
            self.put(lines(paragraph));
        } else {
            for line in paragraph.lines {
                self.put(Block::Paragraph(Text { runs: line }));
            }
        }
    }

    /// Takes the sign of a list's entry off a paragraph; with how far it is indented.
    fn take_sign(&mut self, paragraph: &mut Paragraph) -> Option<i32> {
        let (text, behind) = sign(paragraph)?;
        let line = paragraph.lines.first_mut()?;
        let first = line.first_mut()?;
        if text.chars().any(char::is_alphanumeric) {
            let at = first.at.start..first.at.start + text.len();
            self.dropped.push(Dropped { text: text.clone(), at, why: Why::Layout });
        }
        if behind.is_empty() {
            line.remove(0);
            if let Some(next) = line.first_mut() {
                next.text = next.text.trim_start().to_owned();
            }
            if line.is_empty() {
                paragraph.lines.remove(0);
            }
        } else {
            first.text = behind;
        }
        Some(paragraph.indent)
    }

    /// Adds an entry that a sign marks; one further to the right is an entry of the one above it.
    fn entry(&mut self, indent: i32, paragraph: Paragraph) {
        while self
            .lists
            .last()
            .is_some_and(|list| list.signs.is_some_and(|signs| indent + 60 < signs))
        {
            self.end_list();
        }
        let deeper = self
            .lists
            .last()
            .is_some_and(|list| list.signs.is_some_and(|signs| indent > signs + 60));
        if deeper || self.lists.last().is_none_or(|list| list.signs.is_none()) {
            self.lists.push(List { ordered: false, items: Vec::new(), signs: Some(indent) });
        }
        if let Some(list) = self.lists.last_mut() {
            list.items.push(Vec::new());
        }
        if !paragraph.lines.is_empty() {
            self.words(paragraph);
        }
    }

    /// The level of a heading, if a paragraph is one.
    fn level(&self, paragraph: &Paragraph) -> Option<u8> {
        if let Some(level) = paragraph.level {
            return Some(level.clamp(1, 6));
        }
        let set = self.lists.is_empty().then(|| Set::of(paragraph)).flatten()?;
        match (set.strong, set.shouted, set.centred) {
            (true, true, _) | (true, _, true) | (_, true, true) => Some(2),
            (true, ..) | (_, true, _) => Some(3),
            _ if set.emphatic => Some(4),
            _ => None,
        }
    }
}

/// How the words of a paragraph are set that could be a heading.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct Set {
    strong: bool,
    shouted: bool,
    centred: bool,
    emphatic: bool,
}

impl Set {
    /// Nothing where the words alone say that it is none.
    fn of(paragraph: &Paragraph) -> Option<Self> {
        let words = paragraph.words();
        let words = words.trim();
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let ends = words.ends_with(['.', ',', ';']);
        if words.len() > HEADING || letters < 3 || ends || words.starts_with('(') || is_label(words)
        {
            return None;
        }
        let runs = || {
            let all = paragraph.lines.iter().flatten();
            all.filter(|run| run.style != Style::Raised && !run.text.trim().is_empty())
        };
        Some(Self {
            strong: runs().all(|run| run.style == Style::Strong),
            shouted: letters > 3 && !words.chars().any(char::is_lowercase),
            centred: paragraph.align == Align::Centre,
            emphatic: runs().all(|run| run.style == Style::Emphasis)
                && !words.ends_with(':')
                && words.split_whitespace().count() <= 12,
        })
    }
}

/// Beginnings of words that a release's title has and a letterhead has not.
const TOLD: [&str; 34] = [
    "report", "announc", "result", "complet", "appoint", "declar", "launch", "receiv", "enter",
    "provid", "present", "updat", "acqui", "sign", "name", "initiat", "begin", "achiev", "rais",
    "post", "deliver", "issue", "price", "grant", "approv", "submit", "file", "earn", "close",
    "expand", "record", "increas", "agree", "elect",
];

/// The paragraph that is the title of the whole text: the first that is set off and tells something, else the
/// first that is set off and has more than three words.
fn title(pieces: &[Piece]) -> Option<usize> {
    let paragraphs = pieces.iter().filter_map(|piece| match piece {
        Piece::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    let mut first = None;
    for (i, paragraph) in paragraphs.take(40).enumerate() {
        if paragraph.level == Some(1) {
            return Some(i);
        }
        let Some(set) = Set::of(paragraph) else { continue };
        let words = paragraph.words().to_lowercase();
        if !(set.strong || (set.shouted && set.centred)) || words.split_whitespace().count() < 4 {
            continue;
        }
        let tells = |word: &str| TOLD.iter().any(|told| word.starts_with(told));
        if words.split(|c: char| !c.is_alphanumeric()).any(tells) {
            return Some(i);
        }
        first = first.or(Some(i));
    }
    first
}

/// The sign of a list's entry before a paragraph, and what stands behind it in the same piece.
fn sign(paragraph: &Paragraph) -> Option<(String, String)> {
    let line = paragraph.lines.first()?;
    let words = line.first()?.text.trim_start();
    let (sign, rest) = words.split_once(' ').unwrap_or((words, ""));
    let rest = rest.trim_start();
    if matches!(sign, "\u{2014}" | "*") {
        // A long dash goes before a name, a star before a footnote.
        return None;
    }
    if !is_bullet(sign) {
        // Some write the sign and the first word without a blank between.
        let signs =
            ['\u{2022}', '\u{b7}', '\u{25cf}', '\u{25aa}', '\u{f0b7}', '\u{25cb}', '\u{25fe}'];
        let c = words.chars().next().filter(|c| signs.contains(c))?;
        let (sign, rest) = words.split_at(c.len_utf8());
        return Some((sign.to_owned(), rest.trim_start().to_owned()));
    }
    let alone = rest.is_empty();
    if alone && line.len() == 1 && paragraph.lines.len() == 1 {
        return None;
    }
    // A letter is a sign only where it stands apart from the words.
    let apart = alone || !sign.chars().all(|c| c.is_alphanumeric() || c == '>');
    apart.then(|| (sign.to_owned(), rest.to_owned()))
}

/// Whether words name the exhibit or those to call, and head nothing.
fn is_label(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.starts_with("exhibit") && words.len() < 20
        || words.contains('@')
        || words.split_whitespace().count() < 2 && words.contains('.')
}

/// The marks that end a release.
fn is_end_mark(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    (bare.len() >= 3 && bare.chars().all(|c| c == '#'))
        || matches!(
            bare.to_lowercase().as_str(),
            "-end-" | "-30-" | "--end--" | "-0-" | "-more-" | "(more)" | "#"
        )
}

fn lines(paragraph: Paragraph) -> Block {
    Block::Lines(paragraph.lines.into_iter().map(|runs| Text { runs }).collect())
}

/// A heading's words: that they are strong goes without saying.
fn plain(mut text: Text) -> Text {
    for run in &mut text.runs {
        if run.style == Style::Strong {
            run.style = Style::Plain;
        }
    }
    text
}
