//! Figures that stand before what they are of: `a $2.0 million non-cash loss on …`, `$7.3 million in cash`.

use super::chain::{Bound, Role, Sentence};
use super::lex::Kind;
use super::pieces::{Piece, is_in};

impl Sentence<'_> {
    /// Binds those of a sentence that no chain has.
    pub(super) fn before(&mut self) {
        for at in 0..self.pieces.len() {
            let Some(named) = self.named(at) else { continue };
            let mut back = at;
            while back > 0 && is_in(self.word(back - 1), LINKS) {
                back -= 1;
            }
            let Some((figure, range)) = back.checked_sub(1).and_then(|before| self.figure(before))
            else {
                continue;
            };
            let fits = matches!(figure.kind, Kind::Money | Kind::Count);
            let taken = self.bound.iter().any(|bound| bound.range == *range);
            let when = self.following(at + 1).unwrap_or_else(|| self.context.clone());
            if !fits || taken || !self.alone(at + 1) || when.len() > 1 {
                continue;
            }
            // `Retired $529 million of long-term debt` is not all of it.
            let had = match back.checked_sub(2).and_then(|at| self.pieces.get(at)) {
                Some(Piece::Word(word, possessive)) => *possessive || is_in(word, HOLDS),
                _ => true,
            };
            self.bound.push(Bound {
                figure: *figure,
                range: range.clone(),
                named: named.clone(),
                role: Role::Amount,
                when: self.beside(&when, &self.context),
                firm: named.firm && !self.hazy && had,
            });
        }
    }

    /// Whether a phrase ends before this piece: `cash and securities` is more than cash.
    fn alone(&self, at: usize) -> bool {
        match self.pieces.get(at) {
            None | Some(Piece::When(_)) => true,
            Some(Piece::Comma) => {
                matches!(self.pieces.get(at + 1), None | Some(Piece::When(_) | Piece::Figure(..)))
                    || is_in(self.word(at + 1), &["compared", "versus", "or", "which", "as"])
            }
            Some(Piece::Word(word, _)) if word == "and" => {
                self.figure(at + 1).is_some() || self.word(at + 1) == "a"
            }
            Some(Piece::Word(word, _)) => is_in(
                word,
                &["recorded", "in", "for", "during", "at", "as", "on", "compared", "versus"],
            ),
            Some(_) => false,
        }
    }
}

/// Words before a figure that leave the amount that follows whole.
const HOLDS: &[&str] = &[
    "a", "an", "the", "of", "with", "had", "has", "have", "was", "were", "is", "are", "and", "or",
    "recorded", "reported", "incurred", "posted", "by", "in", "to", "from", "our", "its", "held",
    "holding", "than", "versus", "as", "total", "totaled", "totaling",
];

/// Words between a figure and the phrase behind it: `non-cash`, `FAS 123R`.
const LINKS: &[&str] = &["of", "in", "non", "cash", "fas", "123r", "total"];
