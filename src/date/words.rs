//! A text as words and numbers: what the guesses look at.

use super::MONTHS;

/// The longest text that is worth a guess, in bytes.
pub(super) const LONGEST: usize = 100;

/// What a text is made of, apart from blanks and signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A number and how many digits it has: none in `first` and `one`.
    Number(i32, usize),
    /// A month, 1 to 12.
    Month(i32),
    /// Any other word, in lower case.
    Name(String),
}

use Word::{Month, Name, Number};

/// The words of a text; nothing where it is too long to be a date. Small words are left out.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end.max(first.len_utf8()))?;
        rest = after;
        if first.is_ascii_digit() {
            words.push(Number(run.parse().ok()?, run.len()));
        } else if first.is_alphabetic() {
            words.extend(word(&run.to_lowercase()));
        }
    }
    Some(words)
}

/// One word in lower case; nothing for the small ones.
fn word(text: &str) -> Option<Word> {
    let number = match text {
        "of" | "the" | "in" | "on" | "by" | "for" | "st" | "nd" | "rd" | "th" => return None,
        "first" | "one" => 1,
        "second" | "two" => 2,
        "third" | "three" => 3,
        "fourth" | "four" => 4,
        "six" => 6,
        "nine" => 9,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        _ => 0,
    };
    if number > 0 {
        return Some(Number(number, 0));
    }
    let starts = |month: &str| month.to_ascii_lowercase().starts_with(text);
    match MONTHS.iter().position(|month| text.len() >= 3 && starts(month)) {
        Some(place) => i32::try_from(place + 1).ok().map(Month),
        None => Some(Name(text.to_owned())),
    }
}

/// Whether it is the name of a weekday, or the beginning of one.
pub(super) fn is_weekday(word: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && days.iter().any(|day| day.starts_with(word))
}
