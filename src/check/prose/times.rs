//! The periods of the figures of a chain: which of those that a sentence names belongs to which figure.

use super::chain::{Link, Place, Sentence};
use super::pieces::{Piece, is_in};
use super::when::When;

impl Sentence<'_> {
    /// `$2.2 million and $3.3 million for the three months ended June 30, 2008 and 2007, respectively`: the
    /// periods in the order of the figures.
    pub(super) fn listed(&self, links: &[Link], start: usize, end: usize) -> Option<Vec<When>> {
        let respectively = (start..=end).any(|at| self.word(at) == "respectively");
        let all_amounts = links.iter().all(|link| matches!(link.place, Place::Amount | Place::To));
        if !respectively || !all_amounts {
            return None;
        }
        let inside = self.pieces.get(start..end)?.iter();
        let lists = inside.filter_map(|piece| match piece {
            Piece::When(whens) => Some(whens),
            _ => None,
        });
        lists.chain([&self.context]).find(|whens| whens.len() == links.len()).cloned()
    }

    /// The period of a figure: that which follows before another figure of its kind, else the last one before it.
    pub(super) fn period(
        &self,
        link: &Link,
        start: usize,
        end: usize,
        compared: bool,
    ) -> Vec<When> {
        let Some((figure, _)) = self.figure(link.at) else { return Vec::new() };
        for at in link.at + 1..end {
            match self.pieces.get(at) {
                Some(Piece::When(whens)) => return whens.clone(),
                Some(Piece::Figure(other, _)) if other.kind == figure.kind => break,
                Some(Piece::Word(word, _)) if word == "and" || self.compares(at) => {
                    break;
                }
                _ => {}
            }
        }
        if self.breaks(link.at, end) {
            return vec![When::Unknown];
        }
        if link.compared || compared || link.place == Place::From {
            return Vec::new();
        }
        let spoken = self.spoken(start, link.at);
        if spoken.is_empty() { self.shared(end) } else { spoken }
    }

    /// The period that stands behind a list of figures and is that of all: `net revenues of $59 billion and net earnings of
    /// $21 billion for the year`.
    fn shared(&self, end: usize) -> Vec<When> {
        for at in end..self.pieces.len() {
            match self.pieces.get(at) {
                Some(Piece::When(whens)) => return whens.clone(),
                Some(Piece::Named(_) | Piece::Figure(..)) => {}
                Some(Piece::Word(word, _))
                    if is_in(word, &["and", "of", "or", "for", "in", "the"]) => {}
                _ => break,
            }
        }
        Vec::new()
    }

    /// Whether the words behind a figure go on to say when, in words that are not understood.
    fn breaks(&self, at: usize, end: usize) -> bool {
        let last = (at + 1..end).all(|at| self.figure(at).is_none());
        last && end > at + 1
            && !self.word(end).is_empty()
            && is_in(self.word(end - 1), &["in", "for", "during", "at", "the", "on", "a"])
    }

    /// The period of which a chain speaks up to a piece: the first in it that is no base of comparison, else that
    /// with which the sentence begins.
    pub(super) fn spoken(&self, start: usize, end: usize) -> Vec<When> {
        let mut base = false;
        for at in start..end {
            match self.pieces.get(at) {
                Some(Piece::When(whens)) if !base => return whens.clone(),
                Some(Piece::Word(..)) if self.compares(at) => base = true,
                _ => {}
            }
        }
        self.context.clone()
    }

    /// The period with which a chain compares, when no figure of it is given.
    pub(super) fn base(&self, start: usize, end: usize) -> Vec<When> {
        let mut base = false;
        for at in start..end {
            match self.pieces.get(at) {
                Some(Piece::When(whens)) if base => return whens.clone(),
                Some(Piece::Figure(..)) => base = false,
                Some(Piece::Word(..)) if self.compares(at) => base = true,
                _ => {}
            }
        }
        Vec::new()
    }

    /// The periods themselves, those that another explains moved from that one.
    pub(super) fn beside(&self, own: &[When], spoken: &[When]) -> Vec<When> {
        let spoken = spoken.first().copied().or(self.period);
        let moved = |when: &When| {
            let found = when.beside(spoken);
            if found.is_empty() { vec![When::Unknown] } else { found }
        };
        own.iter().flat_map(moved).collect()
    }

    /// The period that follows at a piece, small words before it.
    pub(super) fn following(&self, start: usize) -> Option<Vec<When>> {
        const WORDS: &[&str] = &["recorded", "in", "for", "during", "at", "as", "of", "on"];
        let at = (start..start + 3).find(|at| !is_in(self.word(*at), WORDS))?;
        match self.pieces.get(at) {
            Some(Piece::When(whens)) => Some(whens.clone()),
            _ => None,
        }
    }
}
