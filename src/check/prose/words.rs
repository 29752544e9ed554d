//! The words of a sentence as parts of a date: ordinals, counts, months, days and years.

use super::lex::{Placed, Token};
use super::when::When;
use crate::date::{Date, Part};

/// `June 30, 2008`; a month and a year, which no statement has, are `Unknown`.
pub(super) fn date(words: &Words<'_>, year: Option<i16>) -> Option<(When, usize)> {
    let month = words.month(0)?;
    let Some(day) = words.number(1).filter(|day| (1..=31).contains(day)) else {
        return words.year(1).map(|_| (When::Unknown, 2));
    };
    let comma = usize::from(words.comma(2));
    let (year, used) = match words.year(2 + comma) {
        Some(year) => (Some(year), 3 + comma),
        None => (year, 2),
    };
    let day = Date::new(year?, month, i8::try_from(day).ok()?);
    Some((day.map_or(When::Unknown, When::At), used))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The tokens from some place on.
pub(super) struct Words<'a>(pub &'a [Placed]);

impl Words<'_> {
    pub(super) fn from(&self, at: usize) -> Words<'_> {
        Words(self.0.get(at..).unwrap_or_default())
    }

    pub(super) fn word(&self, at: usize) -> &str {
        match self.0.get(at).map(|placed| &placed.token) {
            Some(Token::Word(word)) => word,
            _ => "",
        }
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn comma(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|placed| placed.token == Token::Comma)
    }

    fn number(&self, at: usize) -> Option<u32> {
        match self.0.get(at)?.token {
            Token::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let year = self.number(at).filter(|year| (1950..2150).contains(year))?;
        i16::try_from(year).ok()
    }

    pub(super) fn ordinal(&self, at: usize) -> Option<Part> {
        match self.word(at) {
            "first" | "1st" => Some(Part::Q1),
            "second" | "2nd" => Some(Part::Q2),
            "third" | "3rd" => Some(Part::Q3),
            "fourth" | "4th" => Some(Part::Q4),
            _ => None,
        }
    }

    pub(super) fn count(&self, at: usize) -> Option<u32> {
        let words = ["two", "three", "six", "nine", "twelve", "thirteen"];
        let named = words.iter().position(|word| *word == self.word(at));
        let named = named.and_then(|place| [2, 3, 6, 9, 12, 13].get(place).copied());
        named.or_else(|| self.number(at).filter(|n| *n <= 53))
    }

    fn month(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let place = MONTHS.iter().position(|month| {
            *month == word || word.len() >= 3 && word != "mar" && month.get(..3) == Some(word)
        })?;
        i8::try_from(place + 1).ok()
    }
}
