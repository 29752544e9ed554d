//! A sentence as pieces: periods and phrases put together, other words as they are, and what words do to figures.

use std::ops::Range;

use super::lex::{Figure, Hedge, Placed, Token};
use super::phrase::{Named, Phrases};
use super::when::{Reader, When};

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
    let mut at = 0;
    while let Some(placed) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        if let Some((named, used)) = phrases.read(rest) {
            // `deferred revenue` is not revenue: with an unknown word before it, a phrase names something else.
            if introduces(pieces.last()) {
                pieces.push(Piece::Named(named.clone()));
                at += used;
                continue;
            }
        }
        let refused = phrases.read(rest).is_some();
        if let Some((whens, used)) = reader.read(rest).filter(|_| !refused) {
            join(&mut pieces, whens);
            at += used;
            continue;
        }
        let piece = match &placed.token {
            Token::Word(word) => Piece::Word(word.clone(), placed.possessive),
            Token::Figure(figure) => {
                let (hedge, words) = hedge(&pieces);
                // They belong to the figure: the `than` of `more than` compares nothing.
                pieces.truncate(pieces.len() - words);
                Piece::Figure(Figure { hedge, ..*figure }, placed.range.clone())
            }
            Token::Number(number) => Piece::Word(number.to_string(), false),
            Token::Comma | Token::Stop => Piece::Comma,
        };
        pieces.push(piece);
        at += 1;
    }
    pieces
}

/// A period behind another and an `and` makes one list of both.
fn join(pieces: &mut Vec<Piece>, whens: Vec<When>) {
    let after_and = matches!(pieces.last(), Some(Piece::Word(word, _)) if word == "and");
    let before = pieces.len().checked_sub(2).and_then(|at| pieces.get(at));
    if after_and && matches!(before, Some(Piece::When(_))) {
        pieces.pop();
        if let Some(Piece::When(list)) = pieces.last_mut() {
            list.extend(whens);
        }
    } else {
        pieces.push(Piece::When(whens));
    }
}

/// Whether a phrase can begin behind this piece.
fn introduces(before: Option<&Piece>) -> bool {
    const WORDS: &[&str] = &[
        "a",
        "an",
        "the",
        "our",
        "it",
        "their",
        "total",
        "consolidated",
        "of",
        "in",
        "for",
        "by",
        "to",
        "with",
        "from",
        "versus",
        "against",
        "than",
        "had",
        "has",
        "have",
        "reported",
        "recorded",
        "incurred",
        "was",
        "were",
        "is",
        "are",
        "that",
        "as",
        "acquired",
        "cash",
        "fas",
        "123r",
        "company",
    ];
    match before {
        None | Some(Piece::Comma | Piece::When(_) | Piece::Figure(..)) => true,
        Some(Piece::Word(word, possessive)) => {
            *possessive || word == "its" || WORDS.contains(&word.as_str())
        }
        Some(Piece::Named(_)) => false,
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
        "to",
        "on",
    ];
    is_in(word, WORDS) || is_change(word) || is_compare(word)
}
