//! Which figure of a sentence belongs to which phrase, and which period it is of.
//!
//! A chain begins with a phrase, `General and administrative expense`, and goes on as long as each word is one that
//! carries a figure (`decreased by 33%, or $1.1 million, from $3.3 million in …`). Any other word ends it: what
//! stands behind it may be about something else, and is not bound.

use std::ops::Range;

use super::lex::{Figure, Kind, Placed, Token};
use super::phrase::{Named, Phrases};
use super::pieces::{Piece, hazy, is_change, is_compare, is_glue, is_in, is_more, leading, pieces};
use super::when::{Reader, When};

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

/// Reads a passage.
pub(super) fn bind(tokens: &[Placed], phrases: &Phrases, reader: &Reader<'_>) -> Bindings {
    let mut found = Bindings::default();
    let mut earlier = Vec::new();
    for sentence in tokens.split(|placed| placed.token == Token::Stop) {
        let pieces = pieces(sentence, phrases, reader);
        let leading = leading(&pieces);
        let context = leading.clone().unwrap_or_else(|| earlier.clone());
        let hazy = hazy(&pieces);
        let mut sentence =
            Sentence { pieces: &pieces, context, hazy, period: reader.period, bound: Vec::new() };
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
enum Place {
    Amount,
    Change,
    From,
    To,
}

struct Link {
    at: usize,
    place: Place,
    /// Whether it stands behind a word of comparison.
    compared: bool,
}

struct Sentence<'a> {
    pieces: &'a [Piece],
    context: Vec<When>,
    hazy: bool,
    /// The period of the document.
    period: Option<When>,
    bound: Vec<Bound>,
}

impl Sentence<'_> {
    fn word(&self, at: usize) -> &str {
        match self.pieces.get(at) {
            Some(Piece::Word(word, _)) => word,
            _ => "",
        }
    }

    fn figure(&self, at: usize) -> Option<(&Figure, &Range<usize>)> {
        match self.pieces.get(at) {
            Some(Piece::Figure(figure, range)) => Some((figure, range)),
            _ => None,
        }
    }

    /// Whether a word leads to what something is compared with: `versus`, `from`, `as in`, and not `as of`.
    fn compares(&self, at: usize) -> bool {
        match self.word(at) {
            "from" => true,
            "as" => !is_in(self.word(at + 1), &["of", "at"]),
            word => is_compare(word),
        }
    }

    /// Binds the figures behind each phrase.
    fn chains(&mut self) {
        for at in 0..self.pieces.len() {
            if let Some(Piece::Named(named)) = self.pieces.get(at) {
                self.chain(at, &named.clone());
            }
        }
    }

    fn chain(&mut self, start: usize, named: &Named) {
        let nominal = is_in(self.word(start.wrapping_sub(1)), &["in", "of"])
            && (is_change(self.word(start.wrapping_sub(2))));
        let end = self.end(start + 1);
        let links = self.links(start + 1, end, nominal);
        let compared = (1..=2).any(|back| is_compare(self.word(start.wrapping_sub(back))));
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
        let later = links.iter().zip(&periods).find(|(link, when)| {
            matches!(link.place, Place::To | Place::Amount) && !link.compared && !when.is_empty()
        });
        let earlier = links
            .iter()
            .zip(&periods)
            .find(|(link, when)| (link.place == Place::From || link.compared) && !when.is_empty());
        let later = later.map_or_else(|| self.spoken(start, end), |(_, when)| when.clone());
        let earlier = earlier.map_or(base, |(_, when)| when.clone());
        for (link, when) in links.iter().zip(&periods) {
            let Some((figure, range)) = self.figure(link.at) else { continue };
            let role = match link.place {
                Place::Change => Role::Change { from: self.beside(&earlier, &later) },
                _ => Role::Amount,
            };
            let own = if link.place == Place::Change { &later } else { when };
            let needs = link.compared || link.place == Place::From;
            if needs && own.is_empty()
                || own.len() > 1
                || earlier.len() > 1 && link.place == Place::Change
            {
                continue;
            }
            let firm = named.firm && !self.hazy && !(nominal && link.place == Place::Change);
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
        let (mut change, mut place, mut compared, mut or) = (nominal, None, false, false);
        for at in start..end {
            if let Some((figure, _)) = self.figure(at) {
                let last = links.last().map(|link| link.place);
                let found = if or && last.is_some() {
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
                        links.push(Link { at, place: Place::Change, compared: false });
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
                word if is_change(word) => change = true,
                _ => {}
            }
        }
        links
    }

    /// `$2.2 million and $3.3 million for the three months ended June 30, 2008 and 2007, respectively`: the
    /// periods in the order of the figures.
    fn listed(&self, links: &[Link], start: usize, end: usize) -> Option<Vec<When>> {
        let respectively = (start..=end).any(|at| self.word(at) == "respectively");
        let all_amounts = links.iter().all(|link| link.place == Place::Amount);
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
    fn period(&self, link: &Link, start: usize, end: usize, compared: bool) -> Vec<When> {
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
        if link.compared || compared || link.place == Place::From {
            return Vec::new();
        }
        self.spoken(start, link.at)
    }

    /// The period of which a chain speaks up to a piece: the first in it that is no base of comparison, else that
    /// with which the sentence begins.
    fn spoken(&self, start: usize, end: usize) -> Vec<When> {
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
    fn base(&self, start: usize, end: usize) -> Vec<When> {
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
    fn beside(&self, own: &[When], spoken: &[When]) -> Vec<When> {
        let spoken = spoken.first().copied().or(self.period);
        let moved = |when: &When| {
            let found = when.beside(spoken);
            if found.is_empty() { vec![When::Unknown] } else { found }
        };
        own.iter().flat_map(moved).collect()
    }

    /// Binds figures that stand before what they are of: `a $2.0 million non-cash loss on …`, `$7.3 million in cash`.
    fn before(&mut self) {
        for at in 0..self.pieces.len() {
            let Some(Piece::Named(named)) = self.pieces.get(at) else { continue };
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
            self.bound.push(Bound {
                figure: *figure,
                range: range.clone(),
                named: named.clone(),
                role: Role::Amount,
                when: self.beside(&when, &self.context),
                firm: named.firm && !self.hazy,
            });
        }
    }

    /// The period that follows at a piece, small words before it.
    fn following(&self, start: usize) -> Option<Vec<When>> {
        const WORDS: &[&str] = &["recorded", "in", "for", "during", "at", "as", "of", "on"];
        let at = (start..start + 3).find(|at| !is_in(self.word(*at), WORDS))?;
        match self.pieces.get(at) {
            Some(Piece::When(whens)) => Some(whens.clone()),
            _ => None,
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

/// Words between a figure and the phrase behind it: `non-cash`, `FAS 123R`.
const LINKS: &[&str] = &["of", "in", "non", "cash", "fas", "123r", "total"];
