//! Figures on a line of a table: what of it is printed in the columns, and what belongs to the label.

use std::ops::Range;

use super::super::figure;
use super::super::filing::Text;
use super::line::{self, Line, Word, is_rule};
use super::shape;
use crate::text::currency;

/// How far a sign of currency or a parenthesis may stand before its figure.
const APART: usize = 18;

/// Something printed in a column.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// The column of its first character, the sign of currency included.
    pub(super) from: usize,
    /// The column behind its last character, marks aside.
    pub(super) to: usize,
    /// The column behind its last digit or dash: what a column is aligned on.
    pub(super) edge: usize,
    /// Its words, as they stand.
    pub(super) printed: String,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// Footnote marks glued to it.
    pub(super) marks: Vec<Text>,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A figure.
    Figure,
    /// A bare number of four digits that may be a year.
    Year,
    /// A printed nil.
    Nil,
    /// `N/A` and its like.
    Absent,
    /// A sign of currency whose figure stands elsewhere.
    Sign,
}

/// A line of a table, read.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// The label's words, dot leaders aside.
    pub(super) label: Vec<Word<'a>>,
    /// What is printed in the columns, from left to right.
    pub(super) tokens: Vec<Token>,
    /// The columns that a rule on the line covers.
    pub(super) rules: Vec<Range<usize>>,
    /// A figure at the end of the label that may be one of the first column.
    pub(super) held: Option<Token>,
}

impl Entry<'_> {
    /// Takes the figure at the end of the label out of it.
    pub(super) fn release(&mut self) {
        let Some(token) = self.held.take() else { return };
        self.label.retain(|word| word.start < token.at.start);
        self.tokens.insert(0, token);
    }
}

enum Item<'a> {
    Word(Word<'a>),
    Token(Token),
    Rule(Range<usize>),
    Leader,
}

/// Reads a line of a table: figures are taken from its end as far as they go.
pub(super) fn read<'a>(line: &Line<'a>) -> Entry<'a> {
    if line.off {
        return Entry::default();
    }
    let mut items = items(line);
    let mut entry = Entry::default();
    let mut first = items.len();
    while first > 0 && !matches!(items[first - 1], Item::Word(_) | Item::Leader) {
        first -= 1;
    }
    let tail = items.split_off(first);
    let led = matches!(items.last(), Some(Item::Leader));
    let labelled = items.iter().any(|item| matches!(item, Item::Word(_)));
    let mut end = items.iter().rev().find_map(end_of).unwrap_or_default();
    for item in items {
        match item {
            Item::Word(word) => entry.label.push(word),
            Item::Token(token) => entry.label.extend(words_of(line, &token)),
            Item::Rule(_) | Item::Leader => {}
        }
    }
    let mut inside = labelled && !led;
    for item in tail {
        match item {
            Item::Token(token) if inside && token.from < end + 2 && token.kind != Kind::Sign => {
                end = token.to;
                entry.label.extend(words_of(line, &token));
                entry.held = (token.kind != Kind::Year).then_some(token);
            }
            Item::Token(token) => {
                inside = false;
                entry.tokens.push(token);
            }
            Item::Rule(range) => {
                inside = false;
                entry.rules.push(range);
            }
            Item::Word(_) | Item::Leader => {}
        }
    }
    entry
}

fn end_of(item: &Item<'_>) -> Option<usize> {
    match item {
        Item::Word(word) => Some(word.to),
        Item::Token(token) => Some(token.to),
        Item::Rule(range) => Some(range.end),
        Item::Leader => None,
    }
}

/// The words of the line that a token was made of.
fn words_of<'a>(line: &Line<'a>, token: &Token) -> Vec<Word<'a>> {
    let stop = token.marks.last().map_or(token.at.end, |mark| mark.at().end);
    let first = line.words.partition_point(|word| word.at().end <= token.at.start);
    let near = line.words[first..].iter().take_while(|word| word.start < stop);
    let inside = |word: &Word<'_>| word.start >= token.at.start && word.start < stop;
    near.flat_map(undot).filter(|word| inside(word) && !is_leader(word.text)).collect()
}

fn items<'a>(line: &Line<'a>) -> Vec<Item<'a>> {
    let words: Vec<Word<'a>> = line.words.iter().flat_map(undot).collect();
    let drawn = words.iter().all(|word| is_rule(word.text));
    let mut items = Vec::with_capacity(words.len());
    let mut n = 0;
    while let Some(word) = words.get(n) {
        if is_rule(word.text) && (drawn || word.text.len() > 3 || word.text.contains('=')) {
            items.push(Item::Rule(word.from..word.to));
            n += 1;
        } else if is_leader(word.text) {
            items.push(Item::Leader);
            n += 1;
        } else if let Some((token, used)) =
            token(&words[n..]).filter(|_| !labels(items.last(), &words[n..]))
        {
            items.push(Item::Token(token));
            n += used;
        } else {
            items.push(Item::Word(*word));
            n += 1;
        }
    }
    items
}

/// Parts a word at runs of dots: `costs.....$1,285` is a label, a leader and a figure.
fn undot<'a>(word: &Word<'a>) -> Vec<Word<'a>> {
    if is_leader(word.text) || !word.text.contains("..") {
        return vec![*word];
    }
    let mut parts = Vec::new();
    let bytes = word.text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let dots = bytes[at..].iter().take_while(|b| **b == b'.').count();
        if dots > 1 {
            if start < at {
                parts.push(word.part(start..at));
            }
            parts.push(word.part(at..at + dots));
            start = at + dots;
        }
        at += dots.max(1);
    }
    if start < bytes.len() {
        parts.push(word.part(start..bytes.len()));
    }
    parts
}

fn is_leader(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b == b'.')
}

fn is_sign(word: &str) -> bool {
    matches!(word, "$(" | "(" | "($") || currency::is_mark(word)
}

fn names_currency(word: &str) -> bool {
    word.contains('$') || currency::code(word).is_some()
}

/// Whether a currency's code belongs to the label before it, or is one: what stands one blank behind a word does, and
/// what begins the line far from a figure is.
fn labels(before: Option<&Item<'_>>, words: &[Word<'_>]) -> bool {
    let Some(word) = words.first().filter(|word| currency::code(word.text).is_some()) else {
        return false;
    };
    match before {
        Some(Item::Word(label)) => word.from < label.to + 2,
        Some(_) => false,
        None => words.get(1).is_none_or(|figure| figure.from > word.to + 2),
    }
}

/// The figure that begins at the first of the words, and how many of them it takes.
fn token(words: &[Word<'_>]) -> Option<(Token, usize)> {
    let first = words.first()?;
    let mut used = 0;
    let mut end = first.from;
    while let Some(word) = words.get(used).filter(|word| is_sign(word.text) && used < 3) {
        let again = used > 0 && names_currency(words[used - 1].text) && names_currency(word.text);
        if word.from > end + APART || again {
            break;
        }
        end = word.to;
        used += 1;
    }
    let figure = words.get(used).filter(|word| used == 0 || word.from <= end + APART);
    let figure = figure.filter(|word| used == 0 || !names_currency(word.text));
    let Some((body, marks)) = figure.and_then(|word| unmark(word)) else {
        return sign_alone(first);
    };
    let before = line::join(&words[..used]);
    used += 1;
    let mut last = body;
    if marks.is_empty() {
        while let Some(word) = words
            .get(used)
            .filter(|word| word.from <= last.to + 2 && matches!(word.text, ")" | "%" | ")%" | "%)"))
        {
            last = *word;
            used += 1;
        }
    }
    let mut printed = if before.is_empty() { before } else { before + " " };
    printed.push_str(body.text);
    if last.start != body.start {
        printed.push_str(words.get(used - 1).map_or("", |word| word.text));
    }
    if let Some(code) = code_behind(&printed, &last, &words[used..]) {
        printed.push(' ');
        printed.push_str(code.text);
        let token = Token {
            from: first.from,
            to: code.to,
            edge: last.to - last.text.chars().rev().take_while(|c| !is_aligned(*c)).count(),
            kind: kind(&printed)?,
            printed,
            at: first.start..code.at().end,
            marks,
        };
        return Some((token, used + 1));
    }
    let hanging = last.text.chars().rev().take_while(|c| !is_aligned(*c)).count();
    let inner = if last.start == body.start { hanging } else { 0 };
    let edge = if last.start == body.start { body.to - inner } else { body.to };
    let kind = kind(&printed)?;
    let at = first.start..last.at().end;
    Some((Token { from: first.from, to: last.to, edge, printed, at, marks, kind }, used))
}

/// The code of a currency one blank behind a figure that bears none: `410 EUR   385 EUR`.
fn code_behind<'a>(printed: &str, last: &Word<'a>, next: &[Word<'a>]) -> Option<Word<'a>> {
    let code = next.first().filter(|word| word.from <= last.to + 1)?;
    let figure = currency::of(printed).is_none()
        && currency::code(code.text).is_some()
        && figure::is_figure(&format!("{printed} {}", code.text));
    figure.then_some(*code)
}

/// Gives footnote marks that stand one blank behind a figure to it: `1,285 (2)`. Where a figure stands at the
/// same edge in another line they are figures, too.
pub(super) fn take_marks(entries: &mut [Entry<'_>]) {
    let mut figures = std::collections::BTreeSet::new();
    let mut marked = false;
    for entry in entries.iter() {
        for (n, token) in entry.tokens.iter().enumerate() {
            if is_mark(n.checked_sub(1).and_then(|n| entry.tokens.get(n)), token) {
                marked = true;
            } else {
                figures.extend(token.edge.saturating_sub(2)..=token.edge + 2);
            }
        }
    }
    for entry in entries.iter_mut().filter(|_| marked) {
        let mut kept: Vec<Token> = Vec::with_capacity(entry.tokens.len());
        for token in entry.tokens.drain(..) {
            match kept.last_mut() {
                Some(last) if is_mark(Some(&*last), &token) && !figures.contains(&token.edge) => {
                    last.marks.push(Text::plain(token.printed, token.at));
                }
                _ => kept.push(token),
            }
        }
        entry.tokens = kept;
    }
}

fn is_mark(before: Option<&Token>, token: &Token) -> bool {
    let inner = token.printed.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let short =
        inner.is_some_and(|inner| inner.len() < 3 && inner.bytes().all(|b| b.is_ascii_digit()));
    short && before.is_some_and(|before| before.marks.is_empty() && token.from == before.to + 1)
}

fn is_aligned(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A sign of currency without a figure: the figure has slipped onto the next line.
fn sign_alone(word: &Word<'_>) -> Option<(Token, usize)> {
    let sign = word.text.ends_with('$') && is_sign(word.text);
    sign.then(|| {
        let token = Token {
            from: word.from,
            to: word.to,
            edge: word.to,
            printed: word.text.to_owned(),
            at: word.at(),
            marks: Vec::new(),
            kind: Kind::Sign,
        };
        (token, 1)
    })
}

fn kind(printed: &str) -> Option<Kind> {
    match figure::read(printed) {
        figure::Figure::Nil => Some(Kind::Nil),
        figure::Figure::Number { .. } if shape::is_year(printed) && printed.len() == 4 => {
            Some(Kind::Year)
        }
        figure::Figure::Number { .. } => Some(Kind::Figure),
        figure::Figure::Words => is_absent(printed).then_some(Kind::Absent),
    }
}

fn is_absent(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', '*']).to_ascii_lowercase();
    matches!(bare.as_str(), "n/a" | "na" | "n.a." | "nm" | "n.m." | "n/m" | "nmf" | "n/c")
        || (!word.is_empty() && word.bytes().all(|b| b == b'*') && word.len() < 3)
}

/// A figure without the footnote marks glued to it: `(12,329)(6)`, `3,000(A)`, `1,285*`.
fn unmark<'a>(word: &Word<'a>) -> Option<(Word<'a>, Vec<Text>)> {
    let mut end = word.text.len();
    let mut marks = Vec::new();
    while let Some(start) = mark_start(word.text.get(..end)?) {
        if !figure::is_figure(word.text.get(..start)?)
            && mark_start(word.text.get(..start)?).is_none()
        {
            break;
        }
        let mark = word.part(start..end);
        marks.insert(0, Text::plain(mark.text, mark.at()));
        end = start;
    }
    let body = if end == word.text.len() { *word } else { word.part(0..end) };
    kind(body.text).map(|_| (body, marks))
}

/// Where a footnote mark at the end of a word starts, if one stands there behind something else.
fn mark_start(text: &str) -> Option<usize> {
    if let Some(bare) = text.strip_suffix('*') {
        let start = bare.trim_end_matches('*').len();
        return (start > 0).then_some(start);
    }
    let inner = text.strip_suffix(')')?;
    let start = inner.rfind('(')?;
    let name = inner.get(start + 1..)?;
    let short = (1..=2).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    let behind =
        text.get(..start)?.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | '-' | '%'));
    (short && behind).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::super::line::{join, split};
    use super::*;

    fn entry(text: &str) -> (String, Vec<(String, usize)>) {
        let line = split(text, 0..text.len(), false).remove(0);
        let entry = read(&line);
        for token in &entry.tokens {
            let squeezed = |text: &str| text.replace(' ', "");
            assert_eq!(squeezed(&text[token.at.clone()]), squeezed(&token.printed), "{text}");
        }
        let tokens = entry.tokens.into_iter().map(|t| (t.printed, t.edge)).collect();
        (join(&entry.label), tokens)
    }

    fn printed(text: &str) -> (String, Vec<String>) {
        let (label, tokens) = entry(text);
        (label, tokens.into_iter().map(|token| token.0).collect())
    }

    #[test]
    fn figures_are_put_together_from_their_parts() {
        for (text, label, cells) in [
            ("Ore sales     $     1,285    $ (34)", "Ore sales", ["$ 1,285", "$ (34)"]),
            ("Ore sales.......$1,285   .30", "Ore sales", ["$1,285", ".30"]),
            ("Ore sales . . . . .   12,000    --", "Ore sales", ["12,000", "--"]),
            ("Ore           ( 0.38)      (4.2 )%", "Ore", ["( 0.38)", "(4.2)%"]),
            ("              1,285        N/A", "", ["1,285", "N/A"]),
        ] {
            assert_eq!(
                printed(text),
                (label.to_owned(), cells.map(str::to_owned).to_vec()),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_of_the_label_stay_with_it() {
        for (text, label, cells) in [
            (
                "Less allowances of $64 and $68, in full      94",
                "Less allowances of $64 and $68, in full",
                1,
            ),
            ("and 13,432,000 at June 30, 2004     136,000", "and 13,432,000 at June 30, 2004", 1),
            ("Under $100,000        245      30%", "Under $100,000", 2),
            (
                "30,000,000 shares authorized; none issued",
                "30,000,000 shares authorized; none issued",
                0,
            ),
            ("Series 1-4 leases   5", "Series 1-4 leases", 1),
        ] {
            let (got, tokens) = printed(text);
            assert_eq!((got.as_str(), tokens.len()), (label, cells), "{text}");
        }
    }

    #[test]
    fn a_hanging_parenthesis_and_marks_do_not_move_the_edge() {
        let edges = |text: &str| entry(text).1[0].1;
        assert_eq!(edges("Ore     1,285"), 13);
        assert_eq!(edges("Ore    (1,285)"), 13);
        assert_eq!(edges("Ore    (1,285)(6)(8)"), 13);
        assert_eq!(edges("Ore     1,285%"), 13);
    }

    #[test]
    fn a_mark_apart_is_a_mark_where_no_figure_stands_at_its_edge() {
        let marks = |text: &str| -> Vec<usize> {
            let lines = split(text, 0..text.len(), false);
            let mut entries: Vec<Entry<'_>> = lines.iter().map(read).collect();
            take_marks(&mut entries);
            entries.iter().map(|entry| entry.tokens.len()).collect()
        };
        assert_eq!(marks("Ore    1,285 (2)   14\nTin       12       15\n"), [2, 2]);
        assert_eq!(marks("Ore    1,285 (2)   14\nTin       12 33    15\n"), [3, 3]);
    }

    #[test]
    fn rules_are_no_nils() {
        let text = "costs    ------    -----  =====";
        let line = split(text, 0..text.len(), false).remove(0);
        let entry = read(&line);
        assert_eq!((entry.tokens.len(), entry.rules.len()), (0, 3));
        assert_eq!(printed("Ore    --     -     ---").1, ["--", "-", "---"]);
    }
}
