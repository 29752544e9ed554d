//! Lists: items under a bullet or a number, wrapped, nested, over several paragraphs.

use super::super::filing::{Block, Text};
use super::line::{Flow, Line};
use super::prose::Chunk;
use super::shape;

/// How deep lists are nested at most.
const DEEPEST: usize = 6;

/// What begins an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet: `o`, `*`, `-`, `>>`.
    Bullet(char),
    /// A number with a stop or a parenthesis behind it.
    Number(u32),
}

/// The marker with which a line begins.
pub(super) fn marker(line: &Line<'_>) -> Option<Marker> {
    let [first, second, ..] = line.words.as_slice() else { return None };
    let ends_as_it_begins = line.words.last().is_some_and(|last| last.text == first.text);
    match first.text {
        "o" | "*" | "-" | "--" | ">" | ">>" | "\u{2022}" | "\u{b7}" | "\u{25cf}" | "\u{25aa}"
        | "\u{2013}" | "\u{a7}"
            if !ends_as_it_begins && !second.text.starts_with('$') =>
        {
            first.text.chars().next().map(Marker::Bullet)
        }
        word => {
            let number = word.strip_suffix(['.', ')'])?;
            let short = number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit());
            number.parse().ok().filter(|_| short).map(Marker::Number)
        }
    }
}

struct Open {
    indent: usize,
    ordered: bool,
    /// The number that comes next, of an ordered one.
    next: u32,
    items: Vec<Vec<Block>>,
}

impl Open {
    fn add(&mut self, block: Block) {
        match self.items.last_mut() {
            Some(item) => item.push(block),
            None => self.items.push(vec![block]),
        }
    }

    fn block(self) -> Block {
        Block::List { ordered: self.ordered, items: self.items }
    }
}

/// The lists that are being read, each inside the one before it.
pub(super) struct Lists<'a> {
    input: &'a str,
    open: Vec<Open>,
    /// Bullets that are letters.
    bullets: Vec<std::ops::Range<usize>>,
}

impl<'a> Lists<'a> {
    pub(super) const fn new(input: &'a str) -> Self {
        Self { input, open: Vec::new(), bullets: Vec::new() }
    }

    /// Takes a chunk if it is of a list: items, or a further paragraph of one.
    pub(super) fn takes(&mut self, chunk: &Chunk<'_, '_>, next: Option<&Chunk<'_, '_>>) -> bool {
        let lines = chunk.lines.as_slice();
        let Some(first) = lines.first() else { return false };
        if !self.begins(first, lines, next) {
            return self.goes_on(chunk);
        }
        let mut start = 0;
        for n in 1..=lines.len() {
            if n == lines.len() || splits(&lines[start..=n]) {
                self.item(&lines[start..n]);
                start = n;
            }
        }
        true
    }

    /// Whether a chunk begins a list of another kind than the one that is open.
    pub(super) fn ends_before(&self, chunk: &Chunk<'_, '_>) -> bool {
        let (Some(list), Some(first)) = (self.open.first(), chunk.lines.first()) else {
            return false;
        };
        let ordered = marker(first).map(|marker| matches!(marker, Marker::Number(_)));
        first.indent() <= list.indent + 1 && ordered.is_some_and(|ordered| ordered != list.ordered)
    }

    /// Gives the list that was read, if there is one.
    pub(super) fn close(&mut self) -> Option<Block> {
        while self.open.len() > 1 {
            self.fold();
        }
        self.open.pop().map(Open::block)
    }

    /// The places of bullets that are letters: words of the text that no item holds.
    pub(super) fn bullets(self) -> Vec<std::ops::Range<usize>> {
        self.bullets
    }

    fn fold(&mut self) {
        if let Some(inner) = self.open.pop()
            && let Some(outer) = self.open.last_mut()
        {
            outer.add(inner.block());
        }
    }

    /// Whether a chunk begins with an item. A number alone is none: the next one has to follow.
    fn begins(&self, first: &Line<'_>, lines: &[&Line<'_>], next: Option<&Chunk<'_, '_>>) -> bool {
        match marker(first) {
            Some(Marker::Bullet(_)) => true,
            Some(Marker::Number(number)) => {
                let due = self.open.iter().any(|list| list.ordered && list.next == number);
                let follows = |line: &&Line<'_>| {
                    marker(line) == Some(Marker::Number(number + 1))
                        && line.indent().abs_diff(first.indent()) < 2
                };
                let after = next.and_then(|next| next.lines.first());
                due || (number == 1 && (lines.iter().any(follows) || after.is_some_and(follows)))
            }
            None => false,
        }
    }

    fn item(&mut self, lines: &[&Line<'_>]) {
        let Some(first) = lines.first() else { return };
        let indent = first.indent();
        let number = match marker(first) {
            Some(Marker::Number(number)) => Some(number),
            _ => None,
        };
        while self.open.len() > 1 && self.open.last().is_some_and(|list| indent + 1 < list.indent) {
            self.fold();
        }
        let fits = self.open.last().is_some_and(|list| {
            indent <= list.indent + 1 && list.ordered == number.is_some()
                || self.open.len() >= DEEPEST
        });
        if !fits {
            let next = number.unwrap_or(1);
            self.open.push(Open { indent, ordered: number.is_some(), next, items: Vec::new() });
        }
        let mut flow = Flow::new(self.input);
        let bullet = first.words.first().filter(|word| word.text == "o");
        self.bullets.extend(bullet.map(super::line::Word::at));
        for (n, line) in lines.iter().enumerate() {
            flow.words(&line.words[usize::from(n == 0)..]);
        }
        if let Some(list) = self.open.last_mut() {
            list.items.push(vec![Block::Paragraph(flow.done())]);
            list.next = number.map_or(list.next, |number| number + 1);
        }
    }

    /// Whether a chunk without a marker is a further paragraph of the last item.
    fn goes_on(&mut self, chunk: &Chunk<'_, '_>) -> bool {
        let Some(first) = chunk.lines.first() else { return false };
        while self.open.len() > 1
            && self.open.last().is_some_and(|list| first.indent() <= list.indent + 1)
        {
            self.fold();
        }
        let input = self.input;
        let Some(list) = self.open.last_mut().filter(|list| first.indent() > list.indent + 1)
        else {
            return false;
        };
        let words = first.joined();
        if !chunk.is_prose() || shape::is_caps(&words) || first.indent() > list.indent + 14 {
            return false;
        }
        list.add(Block::Paragraph(text(input, &chunk.lines)));
        true
    }
}

/// Whether the last of the lines begins an item of its own, within a chunk.
fn splits(lines: &[&Line<'_>]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    match (marker(first), marker(last)) {
        (Some(Marker::Bullet(_)), Some(Marker::Bullet(_))) => {
            last.indent() <= first.indent() + 1 || last.words[1].from > text_column(first)
        }
        (Some(Marker::Number(a)), Some(Marker::Number(b))) => b == a + 1,
        (Some(Marker::Number(_)), Some(Marker::Bullet(_))) => last.indent() > first.indent(),
        _ => false,
    }
}

fn text(input: &str, lines: &[&Line<'_>]) -> Text {
    let mut flow = Flow::new(input);
    for line in lines {
        flow.words(&line.words);
    }
    flow.done()
}

/// The column in which the words behind a marker begin.
fn text_column(line: &Line<'_>) -> usize {
    line.words.get(1).map_or(0, |word| word.from)
}
