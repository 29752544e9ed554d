//! The periods that a sentence names: `the second quarter of 2008`, `six months ended June 30, 2008 and 2007`,
//! `the same period in 2007`.

use super::lex::{Placed, Token};
use crate::date::{Date, FiscalYearEnd, Part, Period};

/// A period as words name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A day.
    At(Date),
    /// So many months that end about a day: 52- and 53-week years end some days off.
    Over(Date, u8),
    /// The period spoken of, in another year.
    SameIn(i16),
    /// The period spoken of, a year before.
    YearAgo,
    /// The quarter before the one spoken of.
    QuarterAgo,
    /// A year, or in it the period spoken of.
    Year(i16),
    /// Some period that cannot be told.
    Unknown,
}

impl When {
    /// Itself, when it is known by its own words; a period that another one explains is moved from that one.
    pub(super) fn beside(self, spoken: Option<When>) -> Vec<When> {
        let moved = |years: i16| match spoken {
            Some(Self::Over(end, months)) => {
                years_on(end, years).map(|end| Self::Over(end, months))
            }
            Some(Self::At(day)) => years_on(day, years).map(Self::At),
            _ => None,
        };
        let year_of = |spoken: When| match spoken {
            Self::Over(end, _) | Self::At(end) => Some(end.year()),
            _ => None,
        };
        match self {
            Self::At(_) | Self::Over(..) => vec![self],
            Self::YearAgo => moved(-1).into_iter().collect(),
            Self::SameIn(year) | Self::Year(year) => {
                let years = spoken.and_then(year_of).map(|spoken| year - spoken);
                years.and_then(moved).into_iter().collect()
            }
            Self::QuarterAgo => match spoken {
                Some(Self::Over(end, 3)) => months_back(end).map(|end| Self::Over(end, 3)),
                _ => None,
            }
            .into_iter()
            .collect(),
            Self::Unknown => Vec::new(),
        }
    }

    /// The period of a statement.
    pub(super) fn of(period: Period) -> Self {
        match period {
            Period::Instant(day) => Self::At(day),
            Period::Duration { start, end } => {
                let months = (start.days_until(end) + 15) * 12 / 365;
                Self::Over(end, u8::try_from(months).unwrap_or(0))
            }
        }
    }

    /// Whether a statement's period is meant.
    pub(super) fn means(self, period: Period) -> bool {
        let near = |a: Date, b: Date, days: i64| a.days_until(b).abs() <= days;
        match (self, period) {
            (Self::At(day), Period::Instant(end)) => near(day, end, 6),
            (Self::Over(last, months), Period::Duration { start, end }) => {
                let days = start.days_until(end) - i64::from(months) * 365 / 12;
                near(last, end, 7) && days.abs() <= 10
            }
            _ => false,
        }
    }
}

/// The same day of another year; the last of a month stays the last.
fn years_on(day: Date, years: i16) -> Option<Date> {
    let year = day.year().checked_add(years)?;
    if day.is_month_end() {
        month_end(year, day.month())
    } else {
        Date::new(year, day.month(), day.day())
    }
}

fn month_end(year: i16, month: i8) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

/// The end of the quarter before the one that ends on a day.
fn months_back(end: Date) -> Option<Date> {
    let month = end.month() - 3;
    let (year, month) = if month < 1 { (end.year() - 1, month + 12) } else { (end.year(), month) };
    if end.is_month_end() { month_end(year, month) } else { Date::new(year, month, end.day()) }
}

/// What the words of a document leave to the reader.
pub(super) struct Reader<'a> {
    /// The company's fiscal years.
    pub year_end: &'a FiscalYearEnd,
    /// The fiscal year that the document speaks of, when it names none.
    pub year: Option<i16>,
    /// The period that the document reports on.
    pub period: Option<When>,
}

impl Reader<'_> {
    /// The periods that begin at a token, and how many tokens they take. `Unknown` stands for a period in words
    /// that no statement has.
    pub(super) fn read(&self, tokens: &[Placed]) -> Option<(Vec<When>, usize)> {
        let words = Words(tokens);
        let skip = usize::from(words.is(0, &["the"]));
        let words = Words(tokens.get(skip..)?);
        let found = self
            .quarter(&words)
            .or_else(|| self.months(&words))
            .or_else(|| relative(&words))
            .or_else(|| self.year(&words))
            .or_else(|| date(&words, self.year).map(|(when, used)| (vec![when], used)));
        let (mut whens, mut used) = found?;
        // `June 30, 2008 and 2007`: the second year repeats the period.
        while words.is(used, &["and"])
            && let Some(year) = words.year(used + 1)
            && let Some(last) = whens.last().copied()
            && !words.is(used + 2, &["million"])
        {
            whens.extend(When::SameIn(year).beside(Some(last)));
            used += 2;
        }
        Some((whens, used + skip))
    }

    fn part(&self, year: i16, part: Part) -> Option<When> {
        self.year_end.part(year, part).ok().map(|period| {
            let months = match part {
                Part::H1 | Part::H2 => 6,
                Part::NineMonths => 9,
                Part::Year => 12,
                _ => 3,
            };
            When::Over(period.end(), months)
        })
    }

    /// `second quarter of 2008`, `second quarter ended June 30, 2008`, `Q2 2008`, `2Q08`.
    fn quarter(&self, words: &Words<'_>) -> Option<(Vec<When>, usize)> {
        let skip = usize::from(words.is(0, &["fiscal"]));
        let (part, mut used) = match (words.ordinal(skip), words.word(skip)) {
            (Some(part), _) => {
                let gap = usize::from(words.is(skip + 1, &["fiscal"]));
                if !words.is(skip + 1 + gap, &["quarter"]) {
                    return None;
                }
                (part, skip + 2 + gap)
            }
            (None, "q1") => (Part::Q1, skip + 1),
            (None, "q2") => (Part::Q2, skip + 1),
            (None, "q3") => (Part::Q3, skip + 1),
            (None, "q4") => (Part::Q4, skip + 1),
            _ => return None,
        };
        if words.is(used, &["ended", "ending"])
            && let Some((When::At(day), length)) = date(&words.from(used + 1), self.year)
        {
            return Some((vec![When::Over(day, 3)], used + 1 + length));
        }
        let start = used;
        while words.is(used, &["of", "for", "in", "the", "fiscal", "year"]) {
            used += 1;
        }
        if let Some(year) = words.year(used) {
            return Some((self.part(year, part).into_iter().collect(), used + 1));
        }
        if words.is(used, &["last", "prior", "previous"]) || words.is(start, &["last"]) {
            return Some((vec![When::Unknown], used + 1));
        }
        let whens = self.year.and_then(|year| self.part(year, part));
        Some((vec![whens.unwrap_or(When::Unknown)], start))
    }

    /// `six months ended June 30, 2008`, `first six months of 2008`, `three and six months ended …`.
    fn months(&self, words: &Words<'_>) -> Option<(Vec<When>, usize)> {
        let first = usize::from(words.is(0, &["first"]));
        if first == 1 && words.is(1, &["half"]) {
            return Some(self.of_year(words, 2, Part::H1));
        }
        if words.is(0, &["second"]) && words.is(1, &["half"]) {
            return Some(self.of_year(words, 2, Part::H2));
        }
        let mut lengths = vec![words.count(first)?];
        let mut used = first + 1;
        if words.is(used, &["and"])
            && let Some(more) = words.count(used + 1)
        {
            lengths.push(more);
            used += 2;
        }
        let weeks = words.is(used, &["week"]);
        if !weeks && !words.is(used, &["month", "year"]) {
            return None;
        }
        used += 1;
        used += usize::from(words.is(used, &["period"]));
        let lengths: Vec<u8> = lengths.iter().filter_map(|n| months_of(*n, weeks)).collect();
        let over = |day| lengths.iter().map(|months| When::Over(day, *months)).collect::<Vec<_>>();
        if words.is(used, &["ended", "ending"]) {
            return match date(&words.from(used + 1), self.year) {
                Some((When::At(day), length)) => Some((over(day), used + 1 + length)),
                _ => Some((vec![When::Unknown], used + 1)),
            };
        }
        if first == 1 {
            let part = match lengths.as_slice() {
                [3] => Part::Q1,
                [6] => Part::H1,
                [9] => Part::NineMonths,
                _ => return Some((vec![When::Unknown], used)),
            };
            return Some(self.of_year(words, used, part));
        }
        match self.period {
            Some(When::Over(end, _)) if !lengths.is_empty() => Some((over(end), used)),
            _ => Some((vec![When::Unknown], used)),
        }
    }

    fn of_year(&self, words: &Words<'_>, from: usize, part: Part) -> (Vec<When>, usize) {
        let mut used = from;
        while words.is(used, &["of", "in", "the", "fiscal", "year"]) {
            used += 1;
        }
        let (year, used) = match words.year(used) {
            Some(year) => (Some(year), used + 1),
            None => (self.year, from),
        };
        let when = year.and_then(|year| self.part(year, part)).unwrap_or(When::Unknown);
        (vec![when], used)
    }

    /// `year ended December 31, 2008`, `fiscal 2008`, `full year 2008`; a year by itself after `in`.
    fn year(&self, words: &Words<'_>) -> Option<(Vec<When>, usize)> {
        if words.is(0, &["year"]) && words.is(1, &["ended", "ending"]) {
            return match date(&words.from(2), self.year) {
                Some((When::At(day), used)) => Some((vec![When::Over(day, 12)], used + 2)),
                _ => Some((vec![When::Unknown], 2)),
            };
        }
        let mut used = 0;
        while words.is(used, &["fiscal", "full", "calendar", "year"]) {
            used += 1;
        }
        let year = words.year(used)?;
        if used > 0 {
            return Some((self.part(year, Part::Year).into_iter().collect(), used + 1));
        }
        Some((vec![When::Year(year)], 1))
    }
}

/// `same period in 2007`, `prior-year quarter`, `a year earlier`, `previous quarter`.
fn relative(words: &Words<'_>) -> Option<(Vec<When>, usize)> {
    let one = |when, used| Some((vec![when], used));
    let year_word = |at: usize| words.is(at, &["year"]);
    if words.is(0, &["a"]) && year_word(1) && words.is(2, &["earlier", "ago", "before"]) {
        return one(When::YearAgo, 3);
    }
    if words.is(0, &["same", "comparable", "corresponding"]) {
        let mut used = 1;
        while words.is(used, &["quarter", "period", "month", "three", "six", "nine", "twelve"])
            || words.ordinal(used).is_some()
        {
            used += 1;
        }
        if used == 1 {
            return None;
        }
        let mut after = used;
        while words.is(after, &["of", "in", "for", "the", "a", "fiscal"]) {
            after += 1;
        }
        if let Some(year) = words.year(after) {
            return one(When::SameIn(year), after + 1);
        }
        let ago =
            words.is(after, &["last", "prior", "previous", "preceding"]) && year_word(after + 1);
        if ago || year_word(after) && words.is(after + 1, &["ago", "earlier", "before"]) {
            return one(When::YearAgo, after + 2);
        }
        return one(When::Unknown, used);
    }
    if words.is(0, &["prior", "previous", "preceding", "last"]) {
        if year_word(1) {
            let mut used = 2;
            while words.is(used, &["quarter", "period", "same"]) || words.ordinal(used).is_some() {
                used += 1;
            }
            return one(When::YearAgo, used);
        }
        if words.is(1, &["quarter"]) {
            return one(When::QuarterAgo, 2);
        }
    }
    if year_word(0) && words.is(1, &["ago"]) {
        return one(When::YearAgo, 2 + usize::from(words.is(2, &["quarter", "period"])));
    }
    None
}

fn months_of(count: u32, weeks: bool) -> Option<u8> {
    match (count, weeks) {
        (3, false) | (12..=14, true) => Some(3),
        (6, false) | (24..=28, true) => Some(6),
        (9, false) | (37..=41, true) => Some(9),
        (12, false) | (52..=53, true) => Some(12),
        _ => None,
    }
}

/// `June 30, 2008`; a month and a year, which no statement has, are `Unknown`.
fn date(words: &Words<'_>, year: Option<i16>) -> Option<(When, usize)> {
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
struct Words<'a>(&'a [Placed]);

impl Words<'_> {
    fn from(&self, at: usize) -> Words<'_> {
        Words(self.0.get(at..).unwrap_or_default())
    }

    fn word(&self, at: usize) -> &str {
        match self.0.get(at).map(|placed| &placed.token) {
            Some(Token::Word(word)) => word,
            _ => "",
        }
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
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

    fn year(&self, at: usize) -> Option<i16> {
        let year = self.number(at).filter(|year| (1950..2150).contains(year))?;
        i16::try_from(year).ok()
    }

    fn ordinal(&self, at: usize) -> Option<Part> {
        match self.word(at) {
            "first" | "1st" => Some(Part::Q1),
            "second" | "2nd" => Some(Part::Q2),
            "third" | "3rd" => Some(Part::Q3),
            "fourth" | "4th" => Some(Part::Q4),
            _ => None,
        }
    }

    fn count(&self, at: usize) -> Option<u32> {
        let words = ["three", "six", "nine", "twelve", "thirteen"];
        let named = words.iter().position(|word| *word == self.word(at));
        let named = named.and_then(|place| [3, 6, 9, 12, 13].get(place).copied());
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

#[cfg(test)]
mod tests {
    use super::super::lex::lex;
    use super::*;

    fn read(text: &str) -> String {
        let year_end = FiscalYearEnd::parse("12-31").expect("a year's end");
        let end = Date::new(2008, 6, 30).expect("a day");
        let period = Some(When::Over(end, 3));
        let reader = Reader { year_end: &year_end, year: Some(2008), period };
        let tokens = lex(text);
        let Some((whens, used)) = reader.read(&tokens) else { return "none".into() };
        let whens: Vec<String> = whens
            .into_iter()
            .map(|when| match when {
                When::At(day) => day.to_string(),
                When::Over(end, months) => format!("{months}M to {end}"),
                other => format!("{other:?}"),
            })
            .collect();
        format!("{}; {} left", whens.join(", "), tokens.len() - used)
    }

    #[test]
    fn periods_are_read_as_releases_write_them() {
        for (text, found) in [
            ("the second quarter of 2008", "3M to 2008-06-30; 0 left"),
            ("second quarter", "3M to 2008-06-30; 0 left"),
            ("the first quarter 2006", "3M to 2006-03-31; 0 left"),
            ("second quarter ended June 30, 2006.", "3M to 2006-06-30; 1 left"),
            ("Q3 2007 was", "3M to 2007-09-30; 1 left"),
            (
                "six months ended June 30, 2008 and 2007",
                "6M to 2008-06-30, 6M to 2007-06-30; 0 left",
            ),
            (
                "three and six months ended June 30, 2008",
                "3M to 2008-06-30, 6M to 2008-06-30; 0 left",
            ),
            ("the first six months of 2007.", "6M to 2007-06-30; 1 left"),
            ("first half of 2008", "6M to 2008-06-30; 0 left"),
            ("thirteen weeks ended March 29, 2008", "3M to 2008-03-29; 0 left"),
            ("the same period in 2007", "SameIn(2007); 0 left"),
            ("same quarter last year", "YearAgo; 0 left"),
            ("the prior-year period", "YearAgo; 0 left"),
            ("a year earlier", "YearAgo; 0 left"),
            ("previous quarter", "QuarterAgo; 0 left"),
            ("the year ended December 31, 2007", "12M to 2007-12-31; 0 left"),
            ("fiscal year 2007", "12M to 2007-12-31; 0 left"),
            ("June 30, 2008", "2008-06-30; 0 left"),
            ("July 2008", "Unknown; 0 left"),
            ("2007 net loss", "Year(2007); 2 left"),
            ("maybe", "none"),
            ("the six patients", "none"),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }
}
