//! A sentence as pieces: periods and phrases put together, other words as they are, and what words do to figures.

use std::ops::Range;

use super::lex::{Figure, Hedge, Placed, Token};
use super::phrase::{Named, Phrases};
use super::reader::Reader;
use super::subject::introduces;
use super::when::When;

/// A part of a sentence, periods and phrases known.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A word, and whether it has a possessive's end.
    Word(String, bool),
    /// A figure with its place in the passage.
    Figure(Figure, Range<usize>),
    /// One period, or a list of them.
    When(Vec<When>),
    /// A phrase that names a figure.
    Named(Named),
    /// A comma or a dash.
    Comma,
}

/// Puts a sentence's tokens together.
pub(super) fn pieces(tokens: &[Placed], phrases: &Phrases, reader: &Reader<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let is_respectively =
        |placed: &Placed| matches!(&placed.token, Token::Word(word) if word == "respectively");
    let listed = tokens.iter().any(is_respectively);
    let mut at = 0;
    while let Some(placed) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        if let Some((named, used)) = phrases.read(rest) {
            if introduces(&pieces) {
                pieces.push(Piece::Named(whole(&pieces, named)));
            } else {
                // No shorter phrase begins within one that names something else.
                let words = rest.iter().take(used).map(|placed| plain(placed, &pieces).0);
                let words: Vec<Piece> = words.collect();
                pieces.extend(words);
            }
            at += used;
            continue;
        }
        if let Some((whens, used)) = reader.read(rest) {
            join(&mut pieces, whens, listed);
            at += used;
            continue;
        }
        let (piece, words) = plain(placed, &pieces);
        // They belong to the figure: the `than` of `more than` compares nothing.
        pieces.truncate(pieces.len() - words);
        pieces.push(piece);
        at += 1;
    }
    pieces
}

/// A token by itself, and how many of the words before it belong to it.
fn plain(placed: &Placed, before: &[Piece]) -> (Piece, usize) {
    match &placed.token {
        Token::Word(word) => (Piece::Word(word.clone(), placed.possessive), 0),
        Token::Figure(figure) => {
            let (hedge, words) = hedge(before);
            (Piece::Figure(Figure { hedge, ..*figure }, placed.range.clone()), words)
        }
        Token::Number(number) => (Piece::Word(number.to_string(), false), 0),
        Token::Comma | Token::Stop => (Piece::Comma, 0),
    }
}

/// What a phrase names behind these pieces: where a statement prints the current part, `total` is more.
fn whole(before: &[Piece], named: &Named) -> Named {
    let total = matches!(before.last(), Some(Piece::Word(word, _)) if word == "total");
    let current = named.elements.iter().all(|element| element.ends_with("urrent"));
    Named { firm: named.firm && !(total && current), ..named.clone() }
}

/// A period behind another and an `and` makes one list of both; where the sentence speaks of several figures
/// `respectively`, so does one behind a comma. Of days behind an interval, the list is of such intervals.
fn join(pieces: &mut Vec<Piece>, whens: Vec<When>, listed: bool) {
    // `the third quarter a year ago` is one period.
    if let ([When::YearAgo], Some(Piece::When(before))) = (whens.as_slice(), pieces.last_mut()) {
        let ago = before.iter().flat_map(|when| When::YearAgo.beside(Some(*when)));
        let ago: Vec<When> = ago.collect();
        *before = if ago.is_empty() { vec![When::Unknown] } else { ago };
        return;
    }
    let joins = match pieces.last() {
        Some(Piece::Word(word, _)) => word == "and",
        Some(Piece::Comma) => listed,
        _ => false,
    };
    let before = pieces.len().checked_sub(2).and_then(|at| pieces.get(at));
    if joins && matches!(before, Some(Piece::When(_))) {
        pieces.pop();
        if let Some(Piece::When(list)) = pieces.last_mut() {
            let like = |when: When| match (list.first(), when) {
                (Some(When::Over(_, months)), When::At(day)) => When::Over(day, *months),
                _ => when,
            };
            let more: Vec<When> = whens.into_iter().map(like).collect();
            list.extend(more);
        }
    } else {
        pieces.push(Piece::When(whens));
    }
}

/// How the words before a figure widen it, and how many of them belong to it alone.
fn hedge(before: &[Piece]) -> (Hedge, usize) {
    let word = |back: usize| match before.len().checked_sub(back).and_then(|at| before.get(at)) {
        Some(Piece::Word(word, _)) => word.as_str(),
        _ => "",
    };
    match (word(2), word(1)) {
        (_, "approximately" | "about" | "roughly" | "around") => (Hedge::About, 1),
        ("more" | "greater", "than") | ("at", "least") | ("excess", "of") => (Hedge::Over, 2),
        ("less" | "fewer", "than") | ("up", "to") | ("just", "under") => (Hedge::Under, 2),
        (_, "over" | "exceeding" | "above" | "exceeded") => (Hedge::Over, 1),
        (_, "nearly" | "almost" | "under" | "below") => (Hedge::Under, 1),
        _ => (Hedge::Plain, 0),
    }
}

/// The period with which a sentence begins.
pub(super) fn leading(pieces: &[Piece]) -> Option<Vec<When>> {
    for piece in pieces {
        match piece {
            Piece::Word(word, _)
                if ["for", "in", "during", "at", "as", "of", "on", "and", "both"]
                    .contains(&word.as_str()) => {}
            Piece::When(whens) => return Some(whens.clone()),
            _ => return None,
        }
    }
    None
}

/// Whether a sentence speaks of what is to come, or of a measure of its own.
pub(super) fn hazy(pieces: &[Piece]) -> bool {
    const WORDS: &[&str] = &[
        "expect",
        "expected",
        "anticipate",
        "anticipated",
        "forecast",
        "guidance",
        "outlook",
        "will",
        "would",
        "could",
        "may",
        "adjusted",
        "gaap",
        "forma",
        "excluding",
        "exclusive",
        "target",
        "projected",
        "taxable",
        "segment",
        "organic",
        "core",
        "ebitda",
    ];
    pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Word(word, _) if WORDS.contains(&word.as_str())))
}

/// Whether a word is one of some.
pub(super) fn is_in(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

/// Words that say that an amount has changed.
pub(super) fn is_change(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "increase",
        "increased",
        "decrease",
        "decreased",
        "decline",
        "declined",
        "rose",
        "fell",
        "grew",
        "dropped",
        "reduction",
        "improved",
        "improvement",
        "rise",
        "drop",
        "reduced",
        "growth",
        "narrowed",
        "widened",
        "down",
        "up",
        "increasing",
        "decreasing",
        "changed",
        "gained",
    ];
    is_in(word, WORDS)
}

/// Words that lead to what is compared with.
pub(super) fn is_compare(word: &str) -> bool {
    is_in(word, &["compared", "versus", "vs", "against", "than", "over", "comparison"])
}

/// Words that make the figure before them a difference: `$0.5 million more than`.
pub(super) fn is_more(word: &str) -> bool {
    is_in(word, &["higher", "lower", "more", "less", "greater"])
}

/// Words that carry a figure on to its phrase without saying anything else of it.
pub(super) fn is_glue(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "totaled",
        "totalled",
        "amounted",
        "to",
        "of",
        "at",
        "for",
        "in",
        "during",
        "the",
        "a",
        "an",
        "by",
        "from",
        "or",
        "as",
        "with",
        "lower",
        "higher",
        "more",
        "less",
        "greater",
        "slightly",
        "significantly",
        "respectively",
        "unchanged",
        "reached",
        "stood",
        "on",
        "record",
    ];
    is_in(word, WORDS) || is_change(word) || is_compare(word)
}
