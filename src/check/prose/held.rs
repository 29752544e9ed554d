//! The facts that a figure of a text can be, and the amounts that they allow it.

use rust_decimal::Decimal;

use super::Book;
use super::chain::{Bound, Role};
use super::lex::{Figure, Kind, Shares};
use super::phrase::PER_SHARE;
use super::when::{When, quarters_back};
use crate::date::{Date, Period};
use crate::model::concept;
use crate::model::document::Document;
use crate::model::fact::{Fact, Origin, Place};
use crate::model::statement::{Column, Unit};

/// The amounts that a fact may stand for, never negative: half of its last digit on either side.
pub(super) fn range(fact: &Fact) -> Option<(Decimal, Decimal)> {
    let value = fact.value?.abs();
    let half = match u32::try_from(fact.decimals) {
        Ok(places) => Decimal::new(5, places.min(26) + 1),
        Err(_) => Decimal::from(10_u64.checked_pow(fact.decimals.unsigned_abs())?) / Decimal::TWO,
    };
    Some((value.saturating_sub(half), value.saturating_add(half)))
}

/// Whether a figure can be one of a unit's facts: an amount in another currency is none.
pub(super) fn fits(figure: &Figure, unit: &Unit) -> bool {
    let of_kind = match figure.kind {
        Kind::Money => matches!(unit, Unit::Money(_)),
        Kind::PerShare => matches!(unit, Unit::PerShare(_)),
        Kind::Count => *unit == Unit::Shares,
        Kind::Percent => false,
    };
    of_kind && in_currency(figure, unit)
}

/// Whether the words of a figure leave open that it is in the currency of a unit.
pub(super) fn in_currency(figure: &Figure, unit: &Unit) -> bool {
    match unit {
        Unit::Money(code) | Unit::PerShare(code) => figure.currency.fits(code),
        Unit::Shares | Unit::Pure => true,
    }
}

/// What a figure was compared with: the amounts that it may have, and the facts behind them.
pub(super) struct Candidate<'a> {
    pub low: Decimal,
    pub high: Decimal,
    pub facts: Vec<&'a Fact>,
}

impl<'a> Candidate<'a> {
    /// The multiple in which the facts would give the figure, where they are printed in full; the later fact with it.
    pub(super) fn unscaled(&self, figure: &Figure) -> Option<(&'a Fact, &'static str)> {
        let (low, high) = figure.range();
        let fact = self.facts.first()?;
        let in_full = self.facts.iter().all(|fact| fact.decimals == 0);
        if figure.kind != Kind::Money || !in_full || figure.value.is_zero() {
            return None;
        }
        let fits = |factor: u64| {
            let times = |end: Decimal| end.checked_mul(Decimal::from(factor));
            times(self.low).zip(times(self.high)).is_some_and(|(l, h)| l <= high && low <= h)
        };
        let scales = [("thousands", 1000), ("millions", 1_000_000)];
        scales.into_iter().find_map(|(name, factor)| fits(factor).then_some((*fact, name)))
    }
}

impl<'a> Book<'a> {
    /// The period of a figure; where the text names none, that of the document and the year so far.
    pub(super) fn whens(&self, bound: &Bound) -> Vec<When> {
        if !bound.when.is_empty() && !bound.when.contains(&When::Untold) {
            return bound.when.clone();
        }
        let to_date = |period: Period| [6, 9, 12].map(|months| When::Over(period.end(), months));
        let own = self.period.into_iter();
        own.clone().map(When::of).chain(own.flat_map(to_date)).collect()
    }

    pub(super) fn candidates(
        &self,
        bound: &Bound,
        element: &str,
        when: When,
    ) -> Vec<Candidate<'a>> {
        let amount = |fact: &'a Fact| {
            let (low, high) = range(fact)?;
            Some(Candidate { low, high, facts: vec![fact] })
        };
        let mut later = self.facts(element, when);
        let whole = bound.figure.kind == Kind::Money
            && bound.named.elements.iter().any(|e| PER_SHARE.contains(&e.as_str()));
        later.retain(|fact| {
            let mut figure = bound.figure;
            if whole {
                figure.kind = Kind::PerShare;
            }
            figure.kind == Kind::Percent || fits(&figure, &fact.unit)
        });
        let Role::Change { from } = &bound.role else {
            return later.into_iter().filter_map(amount).collect();
        };
        let mut found = Vec::new();
        for fact in &later {
            for before in self.befores(element, when, fact, from) {
                found.extend(change(&bound.figure, fact, before));
            }
            // `a reduction of … charges of $0.3 million`: a negative expense is an amount and a change in one.
            if !bound.firm && bound.figure.kind != Kind::Percent {
                found.extend(amount(fact));
            }
        }
        found
    }

    /// What a change can begin with: what the text names; else, of a balance, the beginning of the period, and of
    /// an amount over a period the year or the quarter before.
    fn befores(&self, element: &str, when: When, fact: &Fact, from: &[When]) -> Vec<&'a Fact> {
        let mut periods = from.to_vec();
        if periods.is_empty() {
            match (fact.period, when) {
                (Period::Instant(_), When::Over(..)) => {
                    periods.extend(opening(when).map(When::At));
                }
                (Period::Instant(_), _) => {}
                (Period::Duration { .. }, _) => {
                    periods.extend(When::YearAgo.beside(Some(when)));
                    periods.extend(When::QuarterAgo.beside(Some(when)));
                }
            }
        }
        let other = |before: &&Fact| before.period != fact.period;
        periods.into_iter().flat_map(|when| self.facts(element, when)).filter(other).collect()
    }

    /// The facts of an element that a period means, as this document has them. A balance at the end of an interval
    /// is meant by the interval.
    fn facts(&self, element: &str, when: When) -> Vec<&'a Fact> {
        let facts = &self.site.facts;
        let at_end = match when {
            When::Over(end, _) => Some(When::At(end)),
            _ => None,
        };
        let means =
            |period: Period| when.means(period) || at_end.is_some_and(|end| end.means(period));
        let periods: Vec<Period> =
            facts.series(element).map(|fact| fact.period).filter(|period| means(*period)).collect();
        periods
            .into_iter()
            .filter_map(|period| self.own(&facts.vintages(element, period)))
            .collect()
    }

    /// Of what was said of a figure, the word of this document; else the last one that was public with it.
    fn own(&self, vintages: &[&'a Fact]) -> Option<&'a Fact> {
        let of = |fact: &Fact| match &fact.origin {
            Origin::Reported { document, .. } => *document == self.document.id,
            Origin::Derived { .. } => true,
        };
        let own = vintages.iter().rev().find(|fact| of(fact)).copied();
        let known = |fact: &&&Fact| fact.published.instant() <= self.document.published.instant();
        own.or_else(|| vintages.iter().rev().find(known).copied())
    }

    /// The cell that prints a fact; of a derived one, that of the longer period.
    pub(super) fn cell(&self, fact: &'a Fact) -> Option<&'a Place> {
        match &fact.origin {
            Origin::Reported { places, .. } => places.first(),
            Origin::Derived { whole, .. } => {
                self.site.facts.get(*whole)?.cited().map(|(_, place)| place)
            }
        }
    }
}

/// The elements that a figure can be of. An amount per share beside a net loss is that loss per share, basic or diluted
/// as its words say.
pub(super) fn elements(bound: &Bound) -> Vec<&str> {
    let of_loss = |element: &String| {
        element == concept::NET_LOSS || element.starts_with("NetIncomeLossAvailable")
    };
    let named = &bound.named.elements;
    let mut elements: Vec<&str> =
        if bound.figure.kind == Kind::PerShare && named.iter().any(of_loss) {
            PER_SHARE.to_vec()
        } else {
            named.iter().map(String::as_str).collect()
        };
    let [_, basic, diluted] = PER_SHARE;
    elements.retain(|element| match bound.figure.shares {
        Shares::Any => true,
        Shares::Basic => *element != diluted,
        Shares::Diluted => *element != basic,
    });
    elements
}

/// The day before an interval begins.
fn opening(when: When) -> Option<Date> {
    let When::Over(end, months) = when else { return None };
    quarters_back(end, i8::try_from(months / 3).ok()?)
}

/// The newest interval of a document's statements, of several the shortest.
pub(super) fn newest(document: &Document) -> Option<Period> {
    let columns = document.statements.iter().flat_map(|statement| &statement.columns);
    let periods = columns.filter_map(|column| match column {
        Column::Period(period) if !period.is_instant() => Some(*period),
        _ => None,
    });
    periods.max_by_key(|period| (period.end(), period.start()))
}

pub(super) fn is_balance(facts: &[&Fact]) -> bool {
    facts.first().is_some_and(|fact| fact.period.is_instant())
}

/// The difference of two facts, or that in percent of the earlier one, without its sign.
fn change<'a>(figure: &Figure, later: &'a Fact, before: &'a Fact) -> Option<Candidate<'a>> {
    let ((low, high), (from_low, from_high)) = (range(later)?, range(before)?);
    let (mut least, mut most) = (low.saturating_sub(from_high), high.saturating_sub(from_low));
    if figure.kind == Kind::Percent {
        if from_low <= Decimal::ZERO {
            return None;
        }
        let percent = |change: Decimal, from: Decimal| {
            change.checked_div(from).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
        };
        let ends = [
            percent(least, from_low),
            percent(least, from_high),
            percent(most, from_low),
            percent(most, from_high),
        ];
        let ends: Vec<Decimal> = ends.into_iter().flatten().collect();
        (least, most) = (*ends.iter().min()?, *ends.iter().max()?);
    }
    // Words say which way it went; the amount is compared without its sign.
    let (low, high) = if least >= Decimal::ZERO {
        (least, most)
    } else if most <= Decimal::ZERO {
        (-most, -least)
    } else {
        (Decimal::ZERO, most.max(-least))
    };
    Some(Candidate { low, high, facts: vec![later, before] })
}
