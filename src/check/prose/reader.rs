//! The periods that a sentence names: `the second quarter of 2008`, `six months ended June 30, 2008 and 2007`,
//! `the same period in 2007`.

use super::calendar::Calendar;
use super::lex::Placed;
use super::when::{When, quarters_back};
use super::words::{Words, date};
use crate::date::{FiscalYearEnd, Part, Period};

/// What the words of a document leave to the reader.
pub(super) struct Reader<'a> {
    /// The company's fiscal years.
    pub year_end: &'a FiscalYearEnd,
    /// The year of a day that is named without one.
    pub year: Option<i16>,
    /// How the document counts fiscal years, where that can be told.
    pub calendar: Option<Calendar>,
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
            .to_date(&words)
            .or_else(|| self.quarter(&words))
            .or_else(|| self.months(&words))
            .or_else(|| self.relative(&words))
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
        let months = match part {
            Part::H1 | Part::H2 => 6,
            Part::NineMonths => 9,
            Part::Year => 12,
            _ => 3,
        };
        let end = if let Ok(period) = self.year_end.part(year, part) {
            period.end()
        } else {
            // The quarters of a year of 53 weeks end near where those of months would.
            let year = self.year_end.part(year, Part::Year).ok()?;
            quarters_back(year.end(), 4 - part.quarters().1)?
        };
        Some(When::Over(end, months))
    }

    /// The same of a year as the words name it.
    fn said(&self, year: i16, part: Part) -> When {
        let year = self.calendar.and_then(|calendar| year.checked_add(calendar.ahead));
        year.and_then(|year| self.part(year, part)).unwrap_or(When::Untold)
    }

    /// The same of the fiscal year that the document speaks of.
    fn own(&self, part: Part) -> When {
        let own = self.calendar.and_then(|calendar| self.part(calendar.year, part));
        own.unwrap_or(When::Untold)
    }

    /// `year to date`: from the beginning of the fiscal year to the end of the document's period.
    fn to_date(&self, words: &Words<'_>) -> Option<(Vec<When>, usize)> {
        let skip = usize::from(words.is(0, &["fiscal"]));
        if !(words.is(skip, &["year"])
            && words.is(skip + 1, &["to"])
            && words.is(skip + 2, &["date"]))
        {
            return None;
        }
        let used = skip + 3 + usize::from(words.is(skip + 3, &["period"]));
        let year = self.calendar.and_then(|own| self.year_end.part(own.year, Part::Year).ok());
        let when = match (self.period, year) {
            (Some(When::Over(end, _)), Some(Period::Duration { start, .. })) => {
                When::of(Period::Duration { start, end })
            }
            _ => When::Untold,
        };
        Some((vec![when], used))
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
            return Some((vec![self.said(year, part)], used + 1));
        }
        if words.is(used, &["last", "prior", "previous"]) || words.is(start, &["last"]) {
            return Some((vec![When::Unknown], used + 1));
        }
        Some((vec![self.own(part)], start))
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
        let quarters = first == 1 && words.is(used, &["quarter"]);
        if quarters {
            lengths = lengths.iter().map(|quarters| 3 * quarters).collect();
        }
        let weeks = words.is(used, &["week"]);
        let known = weeks || quarters || words.is(used, &["month", "year"]);
        if !known {
            return None;
        }
        used += 1;
        used += usize::from(words.is(used, &["fiscal"]));
        used += usize::from(words.is(used, &["period", "quarter"]));
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
        match words.year(used) {
            Some(year) => (vec![self.said(year, part)], used + 1),
            None => (vec![self.own(part)], from),
        }
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
            return Some((vec![self.said(year, Part::Year)], used + 1));
        }
        Some((vec![When::Year(year)], 1))
    }

    /// `same period in 2007`, `prior-year quarter`, `a year earlier`, `previous quarter`.
    fn relative(&self, words: &Words<'_>) -> Option<(Vec<When>, usize)> {
        let one = |when, used| Some((vec![when], used));
        if words.is(0, &["a"]) && words.is(1, &["year"]) && words.is(2, BEFORE) {
            return one(When::YearAgo, 3);
        }
        if words.is(0, &["same", "comparable", "corresponding"]) {
            return self.same(words).map(|(when, used)| (vec![when], used));
        }
        if words.is(0, &["current", "reporting"]) && words.is(1, &["quarter", "period"]) {
            return one(self.period.unwrap_or(When::Untold), 2);
        }
        let skip = usize::from(words.is(0, &["immediate", "immediately"]));
        if words.is(skip, PRIOR) {
            if words.is(skip + 1, &["year"]) {
                return one(When::YearAgo, spell(words, skip + 2));
            }
            if words.is(skip + 1, &["quarter"]) {
                // `the prior quarter ended March 31, 2008`.
                let ended = words.is(skip + 2, &["ended", "ending"]);
                let day = date(&words.from(skip + 3), self.year).filter(|_| ended);
                return match day {
                    Some((When::At(day), length)) => one(When::Over(day, 3), skip + 3 + length),
                    _ => one(When::QuarterAgo, skip + 2),
                };
            }
        }
        if words.is(0, &["year"]) && words.is(1, &["ago"]) {
            return one(When::YearAgo, 2 + usize::from(words.is(2, &["quarter", "period"])));
        }
        None
    }

    /// `same quarter of 2007`, `same prior year period`, `comparable period a year ago`.
    fn same(&self, words: &Words<'_>) -> Option<(When, usize)> {
        if words.is(1, PRIOR) && words.is(2, &["year"]) {
            return Some((When::YearAgo, spell(words, 3)));
        }
        let used = spell(words, 1);
        if used == 1 {
            return None;
        }
        let mut after = used;
        let mut fiscal = false;
        while words.is(after, &["of", "in", "for", "the", "a", "fiscal"]) {
            fiscal |= words.is(after, &["fiscal"]);
            after += 1;
        }
        if let Some(year) = words.year(after) {
            let when = if fiscal { self.fiscal(year) } else { When::SameIn(year) };
            return Some((when, after + 1));
        }
        let ago = words.is(after, PRIOR) && words.is(after + 1, &["year"]);
        if ago || words.is(after, &["year"]) && words.is(after + 1, BEFORE) {
            return Some((When::YearAgo, after + 2));
        }
        Some((When::Unknown, used))
    }

    /// The period spoken of in another fiscal year, which the calendar may call otherwise.
    fn fiscal(&self, year: i16) -> When {
        let end = match self.period {
            Some(When::Over(end, _) | When::At(end)) => Some(end.year()),
            _ => None,
        };
        let moved = |(own, end): (Calendar, i16)| When::SameIn(end - own.year + own.ahead + year);
        self.calendar.zip(end).map_or(When::Untold, moved)
    }
}

const PRIOR: &[&str] = &["prior", "previous", "preceding", "last"];
const BEFORE: &[&str] = &["ago", "earlier", "before"];

/// Past the words that say how long a period is.
fn spell(words: &Words<'_>, from: usize) -> usize {
    let mut used = from;
    while words.is(used, &["quarter", "period", "same", "month", "three", "six", "nine", "twelve"])
        || words.ordinal(used).is_some()
    {
        used += 1;
    }
    used
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

#[cfg(test)]
mod tests {
    use super::super::lex::lex;
    use super::*;
    use crate::date::Date;

    fn read(text: &str) -> String {
        let year_end = FiscalYearEnd::parse("12-31").expect("a year's end");
        let end = Date::new(2008, 6, 30).expect("a day");
        let period = Some(When::Over(end, 3));
        let calendar = Some(Calendar { year: 2008, ahead: 0 });
        let reader = Reader { year_end: &year_end, year: Some(2008), calendar, period };
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
            ("same prior year period", "YearAgo; 0 left"),
            ("the current quarter", "3M to 2008-06-30; 0 left"),
            ("immediate prior quarter", "QuarterAgo; 0 left"),
            ("prior quarter ended March 31, 2008", "3M to 2008-03-31; 0 left"),
            ("fiscal year-to-date period", "6M to 2008-06-30; 0 left"),
            ("the prior-year period", "YearAgo; 0 left"),
            ("a year earlier", "YearAgo; 0 left"),
            ("previous quarter", "QuarterAgo; 0 left"),
            ("the year ended December 31, 2007", "12M to 2007-12-31; 0 left"),
            ("fiscal year 2007", "12M to 2007-12-31; 0 left"),
            ("June 30, 2008", "2008-06-30; 0 left"),
            ("July 2008", "Unknown; 0 left"),
            ("2007 net loss", "Year(2007); 2 left"),
            ("maybe", "none"),
            ("first three quarters of 2007.", "9M to 2007-09-30; 1 left"),
            ("13-week fiscal quarter ended June 28, 2008", "3M to 2008-06-28; 0 left"),
            ("the six patients", "none"),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }
}
