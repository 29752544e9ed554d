//! Which figure of a sentence belongs to which phrase, and which period it is of.
//!
//! A chain begins with a phrase, `General and administrative expense`, and goes on as long as each word is one that
//! carries a figure (`decreased by 33%, or $1.1 million, from $3.3 million in …`). Any other word ends it: what
//! stands behind it may be about something else, and is not bound.

use std::ops::Range;

use super::lex::{Figure, Kind, Placed, Token};
use super::phrase::{Named, Phrases};
use super::pieces::{Piece, hazy, is_change, is_compare, is_glue, is_in, is_more, leading, pieces};
use super::reader::Reader;
use super::subject::{continues, is_part, parts};
use super::when::When;

/// What a figure is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The amount for a period.
    Amount,
    /// The difference between two periods, or that in percent.
    Change {
        /// The earlier period, where it is named.
        from: Vec<When>,
    },
}

/// A figure with what it is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// The figure.
    pub figure: Figure,
    /// Its words in the passage.
    pub range: Range<usize>,
    /// What it is of.
    pub named: Named,
    /// What it says of that.
    pub role: Role,
    /// The period; none where the text names none.
    pub when: Vec<When>,
    /// Whether the words leave no doubt.
    pub firm: bool,
}

/// The figures of a passage that could be bound, and the places of those that could not.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    /// Those that could.
    pub bound: Vec<Bound>,
    /// Those that could not.
    pub unbound: Vec<Range<usize>>,
}

/// Reads a passage; of one that speaks of a part of the company nothing is sure.
pub(super) fn bind(
    tokens: &[Placed],
    phrases: &Phrases,
    reader: &Reader<'_>,
    of_part: bool,
) -> Bindings {
    let mut found = Bindings::default();
    let mut earlier = Vec::new();
    for sentence in tokens.split(|placed| placed.token == Token::Stop) {
        let pieces = pieces(sentence, phrases, reader);
        let leading = leading(&pieces);
        let context = leading.clone().unwrap_or_else(|| earlier.clone());
        let hazy = of_part || hazy(&pieces);
        let mut sentence = Sentence {
            pieces: &pieces,
            parts: parts(&pieces),
            context,
            hazy,
            period: reader.period,
            bound: Vec::new(),
        };
        sentence.chains();
        sentence.before();
        let bound: Vec<Range<usize>> =
            sentence.bound.iter().map(|bound| bound.range.clone()).collect();
        found.bound.append(&mut sentence.bound);
        let counts = |figure: &Figure| matches!(figure.kind, Kind::Money | Kind::PerShare);
        found.unbound.extend(pieces.iter().filter_map(|piece| match piece {
            Piece::Figure(figure, range) if counts(figure) && !bound.contains(range) => {
                Some(range.clone())
            }
            _ => None,
        }));
        // The next sentence may go on with this period; a month that no statement has explains nothing.
        earlier = leading.filter(|whens| !whens.contains(&When::Unknown)).unwrap_or_default();
    }
    found
}

/// Where a figure stands in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Amount,
    Change,
    From,
    To,
}

pub(super) struct Link {
    pub at: usize,
    pub place: Place,
    /// Whether it stands behind a word of comparison.
    pub compared: bool,
}

pub(super) struct Sentence<'a> {
    pub pieces: &'a [Piece],
    /// The pieces that speak of parts of a figure.
    parts: Vec<Range<usize>>,
    /// The period with which it begins, or that of the sentence before.
    pub context: Vec<When>,
    /// Whether nothing that it says is sure.
    pub hazy: bool,
    /// The period of the document.
    pub period: Option<When>,
    /// The figures that are bound.
    pub bound: Vec<Bound>,
}

impl Sentence<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        match self.pieces.get(at) {
            Some(Piece::Word(word, _)) => word,
            _ => "",
        }
    }

    pub(super) fn figure(&self, at: usize) -> Option<(&Figure, &Range<usize>)> {
        match self.pieces.get(at) {
            Some(Piece::Figure(figure, range)) => Some((figure, range)),
            _ => None,
        }
    }

    /// The phrase at a piece; one that says what a part of another figure is names no figure of its own.
    pub(super) fn named(&self, at: usize) -> Option<Named> {
        match self.pieces.get(at) {
            Some(Piece::Named(named)) if !self.parts.iter().any(|parts| parts.contains(&at)) => {
                Some(named.clone())
            }
            _ => None,
        }
    }

    /// Whether a word leads to what something is compared with: `versus`, `from`, `as in`, and not `as of`.
    pub(super) fn compares(&self, at: usize) -> bool {
        match self.word(at) {
            "from" => true,
            "as" => !is_in(self.word(at + 1), &["of", "at"]),
            word => is_compare(word),
        }
    }

    /// Binds the figures behind each phrase.
    fn chains(&mut self) {
        for at in 0..self.pieces.len() {
            if let Some(named) = self.named(at) {
                self.chain(at, &named);
            }
        }
    }

    fn chain(&mut self, start: usize, named: &Named) {
        let nominal = is_in(self.word(start.wrapping_sub(1)), &["in", "of"])
            && (is_change(self.word(start.wrapping_sub(2))));
        let end = self.end(start + 1);
        let parts = self.parts.iter().map(|parts| parts.start).find(|at| *at > start);
        let end = parts.map_or(end, |at| end.min(at));
        let links = self.links(start + 1, end, nominal);
        let compared = (1..=3).any(|back| is_compare(self.word(start.wrapping_sub(back))));
        let other = (compared || self.word(start.wrapping_sub(1)) == "from")
            && !self.continues(start, named);
        let listed = self.listed(&links, start, end);
        let periods: Vec<Vec<When>> = links
            .iter()
            .enumerate()
            .map(|(index, link)| match &listed {
                Some(whens) => whens.get(index).map(|when| vec![*when]).unwrap_or_default(),
                None => self.period(link, start, end, compared),
            })
            .collect();
        let base = self.base(start + 1, end);
        let known = |when: &[When]| {
            !when.is_empty() && !when.iter().any(|w| matches!(w, When::Unknown | When::Untold))
        };
        let later = links.iter().zip(&periods).find(|(link, when)| {
            matches!(link.place, Place::To | Place::Amount) && !link.compared && known(when)
        });
        let earlier = links
            .iter()
            .zip(&periods)
            .find(|(link, when)| (link.place == Place::From || link.compared) && known(when));
        let later = later.map_or_else(|| self.spoken(start, end), |(_, when)| when.clone());
        let earlier = earlier.map_or(base, |(_, when)| when.clone());
        for (link, when) in links.iter().zip(&periods) {
            let Some((figure, range)) = self.figure(link.at) else { continue };
            let own_base = self.base(link.at + 1, self.clause(link.at, end));
            let aside = link.place == Place::Change && link.compared;
            let earlier = if own_base.is_empty() && !aside { &earlier } else { &own_base };
            let role = match link.place {
                Place::Change => Role::Change { from: self.beside(earlier, &later) },
                _ => Role::Amount,
            };
            let own = if link.place == Place::Change && !link.compared { &later } else { when };
            let needs = link.compared || link.place == Place::From;
            if needs && own.is_empty()
                || own.len() > 1
                || earlier.len() > 1 && link.place == Place::Change
            {
                continue;
            }
            let part = link.place != Place::Change && is_part(self.word(link.at + 1));
            let doubt = nominal && link.place == Place::Change || other || part || self.hazy;
            let firm = named.firm && !doubt;
            self.bound.push(Bound {
                figure: *figure,
                range: range.clone(),
                named: named.clone(),
                role,
                when: self.beside(own, &later),
                firm,
            });
        }
    }

    /// Whether a phrase that something is compared with is of the kind of what is compared.
    fn continues(&self, start: usize, named: &Named) -> bool {
        let amount =
            |at: &usize| self.figure(*at).is_some_and(|(figure, _)| figure.kind != Kind::Percent);
        let last = (0..start).rev().find(amount).and_then(|at| self.figure(at));
        let bound = last.and_then(|(_, range)| self.bound.iter().find(|b| b.range == *range));
        continues(bound.map(|bound| &bound.named), last.map(|(figure, _)| figure), named)
    }

    /// Where the clause of a figure ends: at an `and` that another figure follows.
    fn clause(&self, at: usize, end: usize) -> usize {
        let next = |at: &usize| self.word(*at) == "and" && self.figure(at + 1).is_some();
        (at + 1..end).find(next).unwrap_or(end)
    }

    /// Where a chain ends that goes on from a piece.
    fn end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(piece) = self.pieces.get(at) {
            let carries = match piece {
                Piece::Figure(..) | Piece::When(_) | Piece::Comma => true,
                Piece::Named(_) => false,
                Piece::Word(word, _) if word == "and" => {
                    self.figure(at + 1).is_some() && at > start
                }
                Piece::Word(word, _) => is_glue(word),
            };
            if !carries {
                break;
            }
            at += 1;
        }
        at
    }

    fn links(&self, start: usize, end: usize, nominal: bool) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let (mut change, mut place, mut compared, mut or, mut aside) =
            (nominal, None, false, false, false);
        for at in start..end {
            if let Some((figure, _)) = self.figure(at) {
                let last = links.last().map(|link| link.place);
                // `to $0.8 million and $2.3 million, respectively`.
                let listed =
                    self.word(at - 1) == "and" && self.figure(at.saturating_sub(2)).is_some();
                let found = if (or || listed) && last.is_some() {
                    last
                } else if is_more(self.word(at + 1)) || is_change(self.word(at + 1)) {
                    Some(Place::Change)
                } else {
                    match place {
                        Some(Place::From) => Some(Place::From),
                        Some(Place::To) if change => Some(Place::To),
                        _ if change => Some(Place::Change),
                        _ => Some(Place::Amount),
                    }
                };
                let percent = figure.kind == Kind::Percent;
                match found {
                    Some(Place::Change) => {
                        let main = is_more(self.word(at + 1)) || is_change(self.word(at + 1));
                        links.push(Link { at, place: Place::Change, compared: aside && !main });
                    }
                    Some(place) if !percent => links.push(Link { at, place, compared }),
                    _ => {}
                }
                (place, or) = (None, false);
                continue;
            }
            match self.word(at) {
                "or" => or = true,
                "by" => place = None,
                "from" => place = Some(Place::From),
                "to" => place = Some(Place::To),
                word if word != "from" && self.compares(at) => {
                    (change, place, compared) = (false, None, true);
                }
                word if is_change(word) => {
                    // `compared with an increase of $0.9 million` gives a change of another period.
                    aside = (1..=3).any(|back| is_compare(self.word(at.saturating_sub(back))));
                    change = true;
                }
                _ => {}
            }
        }
        links
    }
}
