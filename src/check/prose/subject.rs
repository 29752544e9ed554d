//! What a sentence speaks about: where a phrase may begin, and which words make of a figure a part or a measure of its
//! own.
//!
//! `Total assets` at the beginning of a sentence is total assets; in `0.88% of total assets`, `net of short-term
//! borrowings` or `adjustments to net interest income` it only serves to say what something else is.

use std::ops::Range;

use super::lex::{Figure, Kind};
use super::phrase::Named;
use super::pieces::{Piece, is_change, is_compare, is_in};

/// Words that may stand directly before a phrase.
const OPEN: &[&str] = &[
    "it", "that", "had", "has", "have", "reported", "recorded", "incurred", "posted", "was",
    "were", "is", "are", "as", "acquired", "cash", "fas", "123r", "company",
];

/// Words that may stand between a phrase and what opens the way for it.
const ARTICLES: &[&str] =
    &["a", "an", "the", "our", "its", "their", "total", "consolidated", "record"];

/// Words that make of a phrase the complement of what stands before them.
const PREPOSITIONS: &[&str] =
    &["of", "in", "for", "by", "to", "with", "from", "versus", "against", "than"];

/// Words before a preposition that leave the phrase behind it what the sentence speaks about: `consisted of`, `ended
/// the quarter with`.
const LEADS: &[&str] = &[
    "due",
    "compare",
    "comparing",
    "ended",
    "resulted",
    "resulting",
    "consisted",
    "consisting",
    "consist",
    "comprised",
    "was",
    "were",
    "is",
    "are",
    "and",
    "or",
    "amounted",
    "amount",
    "offset",
    "swung",
    "turned",
    "led",
    "leading",
    "contributing",
    "expenditure",
    "spending",
    "quarter",
    "period",
    "month",
    "year",
    "half",
];

/// Words between such a word and the preposition: `due primarily to`.
const ADVERBS: &[&str] = &["primarily", "mainly", "largely", "principally", "partially", "partly"];

/// Whether a phrase can begin behind these pieces. `Deferred revenue` is not revenue: with an unknown word before it, a
/// phrase names something else.
pub(super) fn introduces(before: &[Piece]) -> bool {
    let mut rest = before;
    let mut article = false;
    while let Some((Piece::Word(word, possessive), more)) = rest.split_last() {
        if *possessive {
            return true;
        }
        if !is_in(word, ARTICLES) {
            break;
        }
        (article, rest) = (true, more);
    }
    match rest.split_last() {
        None | Some((Piece::Comma | Piece::When(_) | Piece::Figure(..), _)) => true,
        Some((Piece::Word(word, _), more)) if is_in(word, PREPOSITIONS) => {
            let adverb = matches!(more.last(), Some(Piece::Word(word, _)) if is_in(word, ADVERBS));
            complements(word, if adverb { &more[..more.len() - 1] } else { more })
        }
        Some((Piece::Word(word, _), more)) if word == "and" => {
            article || matches!(more.last(), Some(Piece::Figure(..) | Piece::When(_)))
        }
        Some((Piece::Word(word, _), _)) => article || is_in(word, OPEN),
        Some((Piece::Named(_), _)) => article,
    }
}

/// Whether a phrase behind a preposition is what the sentence speaks about.
fn complements(preposition: &str, before: &[Piece]) -> bool {
    match before.last() {
        None | Some(Piece::Comma | Piece::When(_)) => true,
        Some(Piece::Figure(figure, _)) => {
            let part = figure.kind == Kind::Percent && is_in(preposition, &["of", "in"]);
            !part && preposition != "to"
        }
        Some(Piece::Word(word, _)) => is_change(word) || is_compare(word) || is_in(word, LEADS),
        Some(Piece::Named(_)) => false,
    }
}

/// Whether what is compared with is of the same kind as what it is compared to: the last figure before it is of the
/// same phrase, or there is none. `Online sales rose to $46.6 million, compared to net sales of $46.1 million` is
/// about online sales.
pub(super) fn continues(last: Option<&Named>, figure: Option<&Figure>, named: &Named) -> bool {
    match (last, figure) {
        (Some(last), _) => last.elements == named.elements,
        (None, figure) => figure.is_none(),
    }
}

/// Whether the word behind a figure makes it a part: `a provision of $1.0 billion resulting from the acquisition`.
pub(super) fn is_part(word: &str) -> bool {
    is_in(
        word,
        &[
            "related",
            "relating",
            "associated",
            "resulting",
            "attributable",
            "pertaining",
            "pretax",
            "pre",
            "after",
            "net",
            "excluding",
            "including",
            "arising",
            "acquired",
        ],
    )
}

/// The pieces of a sentence that speak of parts of a figure: behind the comma of `Of revenue of $3.1 million in …, $1.0
/// million came from grants`, up to the clause of another phrase.
pub(super) fn parts(pieces: &[Piece]) -> Vec<Range<usize>> {
    let is_comma = |at: usize| matches!(pieces.get(at), Some(Piece::Comma));
    let word = |at: usize| match pieces.get(at) {
        Some(Piece::Word(word, _)) => word.as_str(),
        _ => "",
    };
    let behind_articles =
        |at: usize| (at..pieces.len()).find(|at| !is_in(word(*at), ARTICLES)).unwrap_or(at);
    let names = |at: usize| matches!(pieces.get(behind_articles(at)), Some(Piece::Named(_)));
    let conjunction = |at: usize| is_in(word(at), &["and", "but", "while"]);
    let begins = |at: usize| {
        at == 0 || is_comma(at - 1) || conjunction(at - 1) && at > 1 && is_comma(at - 2)
    };
    // `$1.2 million, or $0.05 per share` and `$1.2 million, compared with $1.1 million` are of the whole.
    let goes_on = |at: usize| {
        word(at) == "or" || is_in(word(at), &["as", "respectively"]) || is_compare(word(at))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for of in (0..pieces.len()).filter(|at| word(*at) == "of" && begins(*at) && names(at + 1)) {
        if found.last().is_some_and(|parts| parts.contains(&of)) {
            continue;
        }
        let named = behind_articles(of + 1);
        let Some(comma) = (named..pieces.len()).find(|at| is_comma(*at) && !goes_on(at + 1)) else {
            continue;
        };
        let next = |at: &usize| is_comma(*at) && conjunction(at + 1) && names(at + 2);
        found.push(comma..(comma..pieces.len()).find(next).unwrap_or(pieces.len()));
    }
    found
}
