//! Windows of time in running text: `in the second half of 2006`, `later this month`.

use std::ops::Range;

use super::passage::start_of;
use super::when::{Token, days, tokens};
use crate::date::{Date, Window};

/// A window of time as said, with its words: `in the second half of 2006`.
pub(super) fn window(sentence: &str, said: Option<Date>) -> Option<(Window, Range<usize>)> {
    let sentence = start_of(sentence, 2_000);
    let tokens = tokens(sentence);
    (0..tokens.len()).find_map(|i| {
        let start = tokens.get(i)?;
        let opening =
            ["in", "by", "during", "at", "before", "later", "for", "this", "next", "until"]
                .iter()
                .any(|word| start.is(word));
        if !opening {
            return None;
        }
        let skip = usize::from(!(start.is("later") || start.is("this") || start.is("next")));
        let mut rest = tokens.get(i + skip..)?;
        let mut from = i + skip;
        while rest.first().is_some_and(|t| t.is("the") || t.is("calendar") || t.is("about")) {
            rest = rest.get(1..)?;
            from += 1;
        }
        let (code, length) = piece(rest, sentence, said)?;
        let end = tokens.get(from + length - 1)?.at.end;
        Some((Window::parse(&code).ok()?, start.at.start..end))
    })
}

/// A piece of the calendar at the beginning of these tokens, as content writes a window, and how many tokens
/// it takes.
fn piece(tokens: &[Token<'_>], sentence: &str, said: Option<Date>) -> Option<(String, usize)> {
    let short = tokens.first()?.text.to_ascii_uppercase();
    let code =
        short.len() == 2 && short.contains(['Q', 'H']) && short.contains(['1', '2', '3', '4']);
    if code {
        let unit: String = short.chars().filter(char::is_ascii_alphabetic).collect();
        let number: String = short.chars().filter(char::is_ascii_digit).collect();
        return Some((format!("{}-{unit}{number}", year(tokens, 1)?), 2));
    }
    relative(tokens, said)
        .or_else(|| year_end(tokens, said))
        .or_else(|| part_of_year(tokens, said))
        .or_else(|| months(tokens, sentence, said))
        .or_else(|| Some((year(tokens, 0)?.to_string(), 1)))
}

fn is(tokens: &[Token<'_>], i: usize, word: &str) -> bool {
    tokens.get(i).is_some_and(|token| token.is(word))
}

/// The year that a token is.
fn year(tokens: &[Token<'_>], i: usize) -> Option<i16> {
    let token = tokens.get(i).filter(|token| token.text.len() == 4)?;
    token.number().filter(|year| (1900..=2200).contains(year))
}

/// The year that is said in full, or as `this year` or `next year`, and how many tokens that takes.
fn said_year(tokens: &[Token<'_>], i: usize, said: Option<Date>) -> Option<(i16, usize)> {
    if let Some(year) = year(tokens, i) {
        return Some((year, 1));
    }
    let later = match tokens.get(i)? {
        this if this.is("this") => 0,
        next if next.is("next") => 1,
        _ => return None,
    };
    is(tokens, i + 1, "year").then_some((said?.year() + later, 2))
}

/// `later this month`, `this year`, `next year`.
fn relative(tokens: &[Token<'_>], said: Option<Date>) -> Option<(String, usize)> {
    let later = usize::from(is(tokens, 0, "later"));
    if is(tokens, later, "this") && is(tokens, later + 1, "month") {
        let said = said?;
        return Some((format!("{:04}-{:02}", said.year(), said.month()), later + 2));
    }
    let (year, length) = said_year(tokens, later, said).filter(|(_, length)| *length == 2)?;
    Some((year.to_string(), later + length))
}

/// `end of this year`, `year end 2008`: its last quarter.
fn year_end(tokens: &[Token<'_>], said: Option<Date>) -> Option<(String, usize)> {
    let named = is(tokens, 0, "year") && is(tokens, 1, "end");
    let end_of = is(tokens, 0, "end") && is(tokens, 1, "of");
    if !named && !end_of {
        return None;
    }
    let (year, length) = match said_year(tokens, 2, said) {
        Some((year, length)) => (year, length),
        None if named => (said?.year(), 0),
        None => return None,
    };
    Some((format!("{year}-Q4"), 2 + length))
}

/// `second half of 2006`, `first quarter of next year`.
fn part_of_year(tokens: &[Token<'_>], said: Option<Date>) -> Option<(String, usize)> {
    let ordinals = ["first", "second", "third", "fourth"];
    let number = ordinals.iter().position(|word| is(tokens, 0, word))? + 1;
    let unit = match tokens.get(1)? {
        quarter if quarter.is("quarter") => 'Q',
        half if half.is("half") => 'H',
        _ => return None,
    };
    let of = usize::from(is(tokens, 2, "of"));
    let (year, length) = said_year(tokens, 2 + of, said)?;
    Some((format!("{year}-{unit}{number}"), 2 + of + length))
}

/// A day, a month, or one month or another of one year.
fn months(tokens: &[Token<'_>], sentence: &str, said: Option<Date>) -> Option<(String, usize)> {
    let first = tokens.first()?;
    let month = first.month()?;
    if let Some(day) = days(sentence).into_iter().find(|day| day.at.start == first.at.start) {
        let length = tokens.iter().take_while(|t| t.at.end <= day.at.end).count();
        return Some((day.date(said)?.to_string(), length));
    }
    if let Some(named) = year(tokens, 1) {
        return Some((format!("{named}-{month:02}"), 2));
    }
    let joined = |i: usize| tokens.get(i).and_then(Token::month);
    let (second, at) = joined(1).map(|m| (m, 1)).or_else(|| joined(2).map(|m| (m, 2)))?;
    let named = year(tokens, at + 1).filter(|_| month < second)?;
    Some((format!("{named}-{month:02}/{named}-{second:02}"), at + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Option<Date> {
        Date::new(2020, 8, 6)
    }

    #[test]
    fn windows_are_taken_as_they_are_said() {
        for (text, window_, words) in [
            (
                "It is expected to be filed in the second half of 2006.",
                "2006-H2",
                "in the second half of 2006",
            ),
            ("to commence at the end of this year", "2020-Q4", "at the end of this year"),
            ("will be available later this month", "2020-08", "later this month"),
            ("expected in September/October 2021", "2021-09/2021-10", "in September/October 2021"),
            ("planned for Q4 2021", "2021-Q4", "for Q4 2021"),
            ("a filing anticipated for this year", "2020", "for this year"),
            ("by March 2021", "2021-03", "by March 2021"),
            ("in 2022", "2022", "in 2022"),
        ] {
            let (found, at) = window(text, said()).unwrap();
            assert_eq!((found.iso().as_str(), &text[at]), (window_, words), "{text}");
        }
        for text in [
            "in 12 patients",
            "at the end of the trial",
            "in the first cohort",
            "by mid-year",
            "in 2300",
        ] {
            assert_eq!(window(text, said()), None, "{text}");
        }
    }
}
