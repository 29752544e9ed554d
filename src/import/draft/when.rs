//! Days and times of day in running text.

use std::ops::Range;

use crate::date::{Date, MONTHS, Moment, Zone};

/// A word or number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) at: Range<usize>,
}

impl Token<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn number(&self) -> Option<i16> {
        let digits = self.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = self.text.get(digits.len()..).unwrap_or_default();
        let ordinal =
            matches!(suffix.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
        if ordinal && digits.len() <= 4 { digits.parse().ok() } else { None }
    }

    pub(super) fn month(&self) -> Option<i8> {
        let fits = |name: &str| {
            self.is(name)
                || (self.text.len() >= 3
                    && self.is(name.get(..self.text.len()).unwrap_or_default()))
        };
        let place = MONTHS.iter().position(|name| fits(name))?;
        self.text.starts_with(char::is_uppercase).then(|| i8::try_from(place + 1).ok()).flatten()
    }
}

/// The words and numbers of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if let Some(word) = text.get(from..at) {
                    found.push(Token { text: word, at: from..at });
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// A day as written; without a year where none stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) at: Range<usize>,
    pub(super) month: i8,
    pub(super) of_month: i8,
    pub(super) year: Option<i16>,
}

impl Day {
    /// The day; one without a year is the next such day from `said` on.
    pub(super) fn date(&self, said: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.of_month);
        }
        let said = said?;
        let this = Date::new(said.year(), self.month, self.of_month).filter(|date| *date >= said);
        this.or_else(|| Date::new(said.year() + 1, self.month, self.of_month))
    }

    /// Whether its year is written.
    pub(super) fn has_year(&self) -> bool {
        self.year.is_some()
    }
}

/// The days that a text names: `August 3, 2006`, `Aug. 3`, `3 August 2006`.
pub(super) fn days(text: &str) -> Vec<Day> {
    let tokens = tokens(text);
    let gap = |a: &Token<'_>, b: &Token<'_>| text.get(a.at.end..b.at.start).unwrap_or_default();
    let near = |a: &Token<'_>, b: &Token<'_>| matches!(gap(a, b).trim(), "" | "," | "." | ".,");
    let year_of = |token: &Token<'_>| {
        token.number().filter(|year| (1900..=2200).contains(year) && token.text.len() == 4)
    };
    let day_of = |token: &Token<'_>| {
        token.number().filter(|day| (1..=31).contains(day) && token.text.len() <= 4)
    };
    let mut found = Vec::new();
    let mut taken = 0;
    for (i, token) in tokens.iter().enumerate() {
        let Some(month) = token.month().filter(|_| i >= taken) else { continue };
        let after = tokens.get(i + 1).filter(|next| near(token, next));
        let before = i
            .checked_sub(1)
            .and_then(|i| tokens.get(i))
            .filter(|b| i > taken && gap(b, token).trim().is_empty());
        let (day, start, last) = match (after.and_then(day_of), before.and_then(day_of)) {
            (Some(day), _) => (day, i, i + 1),
            (None, Some(day)) => (day, i - 1, i),
            _ => continue,
        };
        let year =
            tokens.get(last + 1).filter(|next| tokens.get(last).is_some_and(|l| near(l, next)));
        let year = year.and_then(year_of);
        let end = if year.is_some() { last + 1 } else { last };
        let (Ok(day), Some(from), Some(to)) =
            (i8::try_from(day), tokens.get(start), tokens.get(end))
        else {
            continue;
        };
        taken = end + 1;
        found.push(Day { at: from.at.start..to.at.end, month, of_month: day, year });
    }
    found
}

/// A time of day as written, with the zone that it is given in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) at: Range<usize>,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) zone: Option<&'static str>,
}

impl Time {
    /// The wall time of `zone` on that day and at that time: as content gives it.
    pub(super) fn on(&self, day: Date, zone: &Zone) -> Option<String> {
        let written = format!("{day} {:02}:{:02}", self.hour, self.minute);
        let Some(said) = self.zone else { return Some(written) };
        let moment = Moment::parse(&written, &Zone::parse(said).ok()?).ok()?;
        let local = moment.instant().rfc3339_in(zone);
        local.get(..16).map(|local| local.replace('T', " "))
    }
}

/// Zones by the words behind a time, longest first. An abbreviation means the place's own time of that day:
/// `EST` is printed in summer as well.
const ZONES: &[(&[&str], &str)] = &[
    (&["eastern"], "America/New_York"),
    (&["us", "eastern"], "America/New_York"),
    (&["u", "s", "eastern"], "America/New_York"),
    (&["new", "york"], "America/New_York"),
    (&["et"], "America/New_York"),
    (&["edt"], "America/New_York"),
    (&["est"], "America/New_York"),
    (&["central", "european"], "Europe/Paris"),
    (&["central"], "America/Chicago"),
    (&["ct"], "America/Chicago"),
    (&["cdt"], "America/Chicago"),
    (&["cst"], "America/Chicago"),
    (&["mountain"], "America/Denver"),
    (&["mt"], "America/Denver"),
    (&["mdt"], "America/Denver"),
    (&["mst"], "America/Denver"),
    (&["pacific"], "America/Los_Angeles"),
    (&["pt"], "America/Los_Angeles"),
    (&["pdt"], "America/Los_Angeles"),
    (&["pst"], "America/Los_Angeles"),
    (&["cet"], "Europe/Paris"),
    (&["cest"], "Europe/Paris"),
    (&["gmt"], "UTC"),
    (&["utc"], "UTC"),
    (&["bst"], "Europe/London"),
    (&["london"], "Europe/London"),
    (&["british"], "Europe/London"),
    (&["uk"], "Europe/London"),
    (&["jst"], "Asia/Tokyo"),
    (&["hkt"], "Asia/Hong_Kong"),
    (&["israel"], "Asia/Jerusalem"),
    (&["idt"], "Asia/Jerusalem"),
];

/// The zone that these tokens begin with.
fn zone(tokens: &[Token<'_>]) -> Option<(&'static str, usize)> {
    let fits = |words: &&[&str]| {
        words.iter().zip(tokens).filter(|(word, token)| token.is(word)).count() == words.len()
    };
    let (words, name) = ZONES.iter().find(|(words, _)| fits(words))?;
    let mut length = words.len();
    while tokens
        .get(length)
        .is_some_and(|t| ["standard", "daylight", "summer", "time"].iter().any(|word| t.is(word)))
    {
        length += 1;
    }
    Some((name, length))
}

/// The times of day that a text names: `9:00 a.m. Eastern Daylight Time`, `8:30 am ET`, `14:00 CET`.
pub(super) fn times(text: &str) -> Vec<Time> {
    let tokens = tokens(text);
    let gap = |i: usize| match (tokens.get(i), tokens.get(i + 1)) {
        (Some(a), Some(b)) => text.get(a.at.end..b.at.start).unwrap_or_default(),
        _ => "\n",
    };
    let mut found: Vec<Time> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if found.last().is_some_and(|last| last.at.end > token.at.start) {
            continue;
        }
        let Some((hour, minute, half, next)) = clock(&tokens, i, &gap) else { continue };
        let Some(hour) = of_day(hour, half) else { continue };
        let close = |i: usize| {
            i.checked_sub(1).is_some_and(|i| gap(i).chars().all(|c| " .,(\u{a0}".contains(c)))
        };
        let named = tokens.get(next..).filter(|_| close(next)).and_then(zone);
        // Digits alone may be anything: a time without its half of the day needs a zone.
        if half.is_none() && named.is_none() {
            continue;
        }
        let last = next + named.map_or(0, |(_, length)| length);
        let end =
            last.checked_sub(1).and_then(|i| tokens.get(i)).map_or(token.at.end, |t| t.at.end);
        found.push(Time {
            at: token.at.start..end,
            hour,
            minute,
            zone: named.map(|(zone, _)| zone),
        });
    }
    found
}

/// Hour, minute, half of the day and the token behind a time that begins at a token.
fn clock<'t>(
    tokens: &[Token<'_>],
    i: usize,
    gap: &dyn Fn(usize) -> &'t str,
) -> Option<(u8, u8, Option<char>, usize)> {
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let split = |text: &'_ str| -> Option<(u8, Option<char>)> {
        let lower = text.to_ascii_lowercase();
        let number = lower.trim_end_matches(['a', 'p', 'm']);
        let half = match lower.get(number.len()..)? {
            "" => None,
            "am" => Some('a'),
            "pm" => Some('p'),
            _ => return None,
        };
        digits(number).then(|| number.parse().ok()).flatten().map(|n| (n, half))
    };
    let (hour, half) = split(tokens.get(i)?.text)?;
    let (minute, half, mut next) = match (half, gap(i)) {
        (None, ":") => {
            let (minute, half) = split(tokens.get(i + 1)?.text)
                .filter(|_| tokens.get(i + 1).is_some_and(|t| t.text.len() >= 2))?;
            (minute, half, i + 2)
        }
        _ => (0, half, i + 1),
    };
    let mut half = half;
    if half.is_none() && next.checked_sub(1).is_some_and(|i| gap(i).trim().is_empty()) {
        let (first, second) = (tokens.get(next)?, tokens.get(next + 1));
        if first.is("am") || first.is("pm") {
            half = first.text.chars().next();
            next += 1;
        } else if (first.is("a") || first.is("p"))
            && second.is_some_and(|m| m.is("m"))
            && matches!(gap(next), "." | ". ")
        {
            half = first.text.chars().next();
            next += 2;
        }
    }
    (half.is_some() || next > i + 1)
        .then_some((hour, minute, half.map(|c| c.to_ascii_lowercase()), next))
        .filter(|(_, minute, ..)| *minute < 60)
}

fn of_day(hour: u8, half: Option<char>) -> Option<u8> {
    match (hour, half) {
        (12, Some('a')) => Some(0),
        (1..=11, Some('a')) | (12, Some('p')) | (0..=23, None) => Some(hour),
        (1..=11, Some('p')) => Some(hour + 12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Option<Date> {
        Date::new(2020, 8, 6)
    }

    #[test]
    fn days_are_found_in_running_text() {
        let dates = |text| {
            days(text)
                .iter()
                .filter_map(|day| day.date(said()))
                .map(|d| d.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(dates("on Thursday, August 6, 2020, at 9:00"), ["2020-08-06"]);
        assert_eq!(dates("London, 3 March 2021 /Wire/"), ["2021-03-03"]);
        assert_eq!(dates("from Aug. 7 through September 1st"), ["2020-08-07", "2020-09-01"]);
        assert_eq!(dates("on January 4"), ["2021-01-04"]);
        assert_eq!(dates("it may 5 times march on; in August 2020"), [""; 0]);
    }

    #[test]
    fn times_are_read_with_their_zones() {
        let all =
            |text| times(text).into_iter().map(|t| (t.hour, t.minute, t.zone)).collect::<Vec<_>>();
        assert_eq!(all("at 9:00 a.m. Eastern Daylight Time."), [(9, 0, Some("America/New_York"))]);
        assert_eq!(
            all("8:30 am ET / 5:30 am PT"),
            [(8, 30, Some("America/New_York")), (5, 30, Some("America/Los_Angeles"))]
        );
        assert_eq!(all("at 12 p.m. (Eastern time)"), [(12, 0, Some("America/New_York"))]);
        assert_eq!(all("14:00 CET"), [(14, 0, Some("Europe/Paris"))]);
        assert_eq!(all("a ratio of 3:2, 14:00, Phase 2 a month, 9 amino acids"), []);
        assert_eq!(all("4:30pm"), [(16, 30, None)]);
    }

    #[test]
    fn a_time_is_converted_to_the_companys_zone() {
        let zone = Zone::parse("America/New_York").unwrap();
        let [time] = times("at 14:30 CET").try_into().unwrap();
        let day = Date::new(2020, 1, 8).unwrap();
        assert_eq!(time.on(day, &zone).as_deref(), Some("2020-01-08 08:30"));
    }
}
