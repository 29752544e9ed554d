//! Fiscal years: where they end, their parts, and what a period is called in their terms.

use std::fmt;

use jiff::civil::{self, Weekday};

use super::{
    Date, DateError, MONTHS, Period, YEARS, days_between, digits, guess, long_span, month_name,
    quoted, shifted, weekday_name,
};

/// A part of a fiscal year that reports name.
///
/// Ordered as listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The first quarter.
    Q1,
    /// The second quarter.
    Q2,
    /// The third quarter.
    Q3,
    /// The fourth quarter.
    Q4,
    /// The first two quarters.
    H1,
    /// The last two quarters.
    H2,
    /// The first three quarters.
    NineMonths,
    /// All of the year.
    Year,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Part; 8] =
        [Part::Q1, Part::Q2, Part::Q3, Part::Q4, Part::H1, Part::H2, Part::NineMonths, Part::Year];

    /// How a period writes it after the year: `Q1`, `H1`, `9M`, `FY`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Part::Q1 => "Q1",
            Part::Q2 => "Q2",
            Part::Q3 => "Q3",
            Part::Q4 => "Q4",
            Part::H1 => "H1",
            Part::H2 => "H2",
            Part::NineMonths => "9M",
            Part::Year => "FY",
        }
    }

    /// Whether it is one of the four quarters.
    #[must_use]
    pub fn is_quarter(self) -> bool {
        matches!(self, Part::Q1 | Part::Q2 | Part::Q3 | Part::Q4)
    }

    /// After how many quarters of the year the part begins and ends.
    #[must_use]
    pub fn quarters(self) -> (i8, i8) {
        match self {
            Part::Q1 => (0, 1),
            Part::Q2 => (1, 2),
            Part::Q3 => (2, 3),
            Part::Q4 => (3, 4),
            Part::H1 => (0, 2),
            Part::H2 => (2, 4),
            Part::NineMonths => (0, 3),
            Part::Year => (0, 4),
        }
    }

    /// The number of months in the part.
    pub(super) fn months(self) -> i8 {
        let (from, to) = self.quarters();
        (to - from) * 3
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The rule by which a company's fiscal years end: on a fixed day, or on a weekday (years of 52 or
/// 53 whole weeks).
///
/// Its `Display` is the form that [`FiscalYearEnd::parse`] reads back: `12-31`, `last Saturday of
/// September`, `Saturday nearest 09-30`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FiscalYearEnd(Rule);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    /// A day of the year; the last of February stands as February 29.
    Fixed { month: i8, day: i8 },
    /// The last such weekday of a month.
    Last { weekday: Weekday, month: i8 },
    /// The weekday at most three days from a day of the year.
    Nearest { weekday: Weekday, month: i8, day: i8 },
}

impl FiscalYearEnd {
    /// Reads `12-31` (`MM-DD`; `02-28` and `02-29` are the last day of February), `last Saturday
    /// of September`, or `Saturday nearest 09-30` (also `Saturday nearest September 30`).
    ///
    /// # Errors
    /// When the text has another form, or when no year has such a day.
    pub fn parse(text: &str) -> Result<FiscalYearEnd, DateError> {
        if let Some((month, day)) = month_day(text) {
            let Some((month, day)) = in_calendar(month, day) else {
                let message = format!("{} is not a day of the year", quoted(text));
                return Err(DateError::new(message, "write MM-DD, for example 12-31"));
            };
            return Ok(FiscalYearEnd(Rule::Fixed { month, day }));
        }
        by_weekday(text).map(FiscalYearEnd).ok_or_else(|| {
            let message = format!("{} is not a fiscal year end", quoted(text));
            let help = guess::year_end(text).map_or_else(
                || "write 12-31, last Saturday of September or Saturday nearest 09-30".to_owned(),
                |(month, day)| format!("write {month:02}-{day:02}"),
            );
            DateError::new(message, help)
        })
    }

    /// The first and last day of a fiscal year; nothing where one of them is not in 1900 to 2200.
    ///
    /// Fiscal year N is the one that ends in calendar year N. Where the rule is a weekday nearest
    /// a day, that day decides: a year ending January 3, 2009 by `Saturday nearest 12-31` is 2008.
    #[must_use]
    pub fn year(&self, fiscal_year: i16) -> Option<(Date, Date)> {
        let (start, end) = self.0.year(fiscal_year)?;
        Some((Date::within(start)?, Date::within(end)?))
    }

    /// The interval that a part of a fiscal year covers.
    ///
    /// With a fixed end, quarters are three calendar months. With a weekday end they are 13 weeks.
    ///
    /// # Errors
    /// When the part is not in the years 1900 to 2200, or when the year has 53 weeks: which
    /// quarter has 14 of them is the company's choice, so the help asks for the interval.
    pub fn part(&self, fiscal_year: i16, part: Part) -> Result<Period, DateError> {
        let error = || DateError::year(fiscal_year);
        let (first, last) = self.0.year(fiscal_year).ok_or_else(error)?;
        let (from, to) = part.quarters();
        let (start, end) = match self.0 {
            Rule::Fixed { month, day } => {
                let from = boundary(fiscal_year, month, day, from).and_then(|day| shifted(day, 1));
                (from, boundary(fiscal_year, month, day, to))
            }
            _ if part == Part::Year => (Some(first), Some(last)),
            _ if weeks(first, last) == 53 => return Err(long_year(fiscal_year, part, first, last)),
            _ => (shifted(first, 91 * i64::from(from)), shifted(first, 91 * i64::from(to) - 1)),
        };
        let start = start.and_then(Date::within).ok_or_else(error)?;
        let end = end.and_then(Date::within).ok_or_else(error)?;
        Ok(Period::Duration { start, end })
    }

    /// The part of a fiscal year that a duration is exactly; nothing for any other period.
    ///
    /// In a year of 53 weeks it also knows what [`FiscalYearEnd::part`] cannot tell: intervals
    /// made of quarters of 13 or 14 weeks, at most one of 14 in the year, from the year's first
    /// day to its last.
    #[must_use]
    pub fn classify(&self, period: Period) -> Option<(i16, Part)> {
        let Period::Duration { start, end } = period else { return None };
        // A fiscal year begins at most a year and some days before the end of any of its parts.
        (end.year() - 1..=end.year() + 1).find_map(|year| {
            let (first, last) = self.0.year(year)?;
            if start.0 < first || last < end.0 {
                return None;
            }
            let within = |part: &Part| self.covers(year, *part, start, end);
            Part::ALL.into_iter().find(within).map(|part| (year, part))
        })
    }

    /// The period as a heading: `Second quarter 2008`, `Six months to June 30, 2008`, `Nine months
    /// to September 30, 2008`, `Year 2008`; an instant is `June 30, 2008`, any other interval
    /// `March 3 to July 9, 2008`. Where fiscal years are not the calendar's, it says so: `Second
    /// quarter of fiscal 2008`, `Fiscal 2008`.
    #[must_use]
    pub fn name(&self, period: Period) -> String {
        let (start, end) = match period {
            Period::Instant(day) => return day.long(),
            Period::Duration { start, end } => (start, end),
        };
        let quarter = |which: &str, year: i16| {
            let of = if self.is_calendar_year() { "" } else { "of fiscal " };
            format!("{which} quarter {of}{year}")
        };
        match self.classify(period) {
            Some((year, Part::Q1)) => quarter("First", year),
            Some((year, Part::Q2)) => quarter("Second", year),
            Some((year, Part::Q3)) => quarter("Third", year),
            Some((year, Part::Q4)) => quarter("Fourth", year),
            Some((_, Part::H1 | Part::H2)) => format!("Six months to {}", end.long()),
            Some((_, Part::NineMonths)) => format!("Nine months to {}", end.long()),
            Some((year, Part::Year)) if self.is_calendar_year() => format!("Year {year}"),
            Some((year, Part::Year)) => format!("Fiscal {year}"),
            None => long_span(start, end),
        }
    }

    /// The period in few letters: `Q2 2008`, `H1 2008`, `9M 2008`, `FY 2008`, `Jun 30, 2008`; any
    /// other interval in ISO 8601. Where fiscal years are not the calendar's: `Q2 FY2008`, `FY2008`.
    #[must_use]
    pub fn short(&self, period: Period) -> String {
        match (period, self.classify(period)) {
            (Period::Instant(day), _) => format!("{}, {}", day.month_day(), day.year()),
            (_, Some((year, part))) => self.short_part(year, part),
            (_, None) => period.iso(),
        }
    }

    /// The same of a part of a fiscal year, whichever days it covers.
    #[must_use]
    pub fn short_part(&self, fiscal_year: i16, part: Part) -> String {
        let year = self.short_year(fiscal_year);
        if part == Part::Year && !self.is_calendar_year() { year } else { format!("{part} {year}") }
    }

    /// A fiscal year in few letters: `2008`, or `FY2008` where it is not the calendar's.
    #[must_use]
    pub fn short_year(&self, fiscal_year: i16) -> String {
        let fiscal = if self.is_calendar_year() { "" } else { "FY" };
        format!("{fiscal}{fiscal_year}")
    }

    /// The day on which fiscal years end, as a sentence goes on after “end”: `June 30`, `on the
    /// last day of February`, `on the last Saturday of September`, `on the Saturday nearest
    /// September 30`.
    #[must_use]
    pub fn day_in_words(&self) -> String {
        match self.0 {
            Rule::Fixed { month: 2, day: 29 } => "on the last day of February".to_owned(),
            Rule::Fixed { month, day } => format!("{} {day}", month_name(month)),
            Rule::Last { .. } => format!("on the {self}"),
            Rule::Nearest { weekday, month, day } => {
                format!("on the {} nearest {} {day}", weekday_name(weekday), month_name(month))
            }
        }
    }

    /// The period as a fact citation writes it, which [`Period::parse`] reads back: `2008-06-30`,
    /// `2008-Q2`, `2008-H1`, `2008-9M`, `2008-FY`; an interval in ISO 8601 where it is no part of
    /// a year, or one that only an interval can tell (in a year of 53 weeks).
    #[must_use]
    pub fn code(&self, period: Period) -> String {
        match self.classify(period) {
            Some((year, part)) if self.part(year, part).as_ref() == Ok(&period) => {
                format!("{year}-{part}")
            }
            _ => period.iso(),
        }
    }

    /// Whether the period is exactly one fiscal quarter.
    #[must_use]
    pub fn is_quarter(&self, period: Period) -> bool {
        self.classify(period).is_some_and(|(_, part)| part.is_quarter())
    }

    /// Whether fiscal years are calendar years, or years of whole weeks that end about December 31
    /// and are called by the same number.
    #[must_use]
    pub fn is_calendar_year(&self) -> bool {
        match self.0 {
            Rule::Fixed { month, day } => (month, day) == (12, 31),
            Rule::Last { month, .. } => month == 12,
            Rule::Nearest { month, day, .. } => month == 12 && day > 24,
        }
    }

    /// Whether the interval is that part of that year.
    fn covers(&self, year: i16, part: Part, start: Date, end: Date) -> bool {
        if self.part(year, part).is_ok_and(|found| found == Period::Duration { start, end }) {
            return true;
        }
        let Some((first, last)) = self.0.year(year) else { return false };
        let long = !matches!(self.0, Rule::Fixed { .. }) && weeks(first, last) == 53;
        if !long || start > end {
            return false;
        }
        // Days by which a boundary lies beyond that of quarters of 13 weeks: none, or the 14th
        // week, which lies somewhere between the first day and the last.
        let extra = |day: civil::Date, after: i8| days_between(first, day) - 91 * i64::from(after);
        let (from, to) = part.quarters();
        let from_extra = extra(start.0, from);
        let to_extra = extra(end.0, to) + 1;
        matches!((from_extra, to_extra), (0, 0 | 7) | (7, 7))
            && (from > 0 || from_extra == 0)
            && (to < 4 || to_extra == 7)
    }
}

impl fmt::Display for FiscalYearEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Rule::Fixed { month, day } => write!(f, "{month:02}-{day:02}"),
            Rule::Last { weekday, month } => {
                write!(f, "last {} of {}", weekday_name(weekday), month_name(month))
            }
            Rule::Nearest { weekday, month, day } => {
                write!(f, "{} nearest {month:02}-{day:02}", weekday_name(weekday))
            }
        }
    }
}

impl Rule {
    /// First and last day of a fiscal year of the accepted ones; the days may lie just outside.
    fn year(self, fiscal_year: i16) -> Option<(civil::Date, civil::Date)> {
        if !YEARS.contains(&fiscal_year) {
            return None;
        }
        Some((shifted(self.last_day(fiscal_year - 1)?, 1)?, self.last_day(fiscal_year)?))
    }

    fn last_day(self, year: i16) -> Option<civil::Date> {
        match self {
            Rule::Fixed { month, day } => clamped(year, month, day),
            Rule::Last { weekday, month } => {
                let end = clamped(year, month, 31)?;
                shifted(end, -i64::from(weekday.until(end.weekday())))
            }
            Rule::Nearest { weekday, month, day } => {
                let nominal = clamped(year, month, day)?;
                let ahead = i64::from(nominal.weekday().until(weekday));
                shifted(nominal, if ahead > 3 { ahead - 7 } else { ahead })
            }
        }
    }
}

/// The last day before the quarter that begins after so many quarters of a year with a fixed end.
fn boundary(fiscal_year: i16, month: i8, day: i8, quarters: i8) -> Option<civil::Date> {
    let months = i16::from(month) - 1 - 3 * (4 - i16::from(quarters));
    let year = fiscal_year + months.div_euclid(12);
    let month_then = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    // A year that ends with a month has quarters that end with a month.
    let month_end = in_calendar(month, day + 1).is_none() || month == 2 && day >= 28;
    clamped(year, month_then, if month_end { 31 } else { day })
}

/// That day of the month, or its last one where the month is shorter.
fn clamped(year: i16, month: i8, day: i8) -> Option<civil::Date> {
    let first = civil::Date::new(year, month, 1).ok()?;
    civil::Date::new(year, month, day.min(first.days_in_month())).ok()
}

/// The number of whole weeks from the first day to the last.
fn weeks(first: civil::Date, last: civil::Date) -> i64 {
    (days_between(first, last) + 1) / 7
}

/// The error for a part of a year of 53 weeks.
fn long_year(year: i16, part: Part, first: civil::Date, last: civil::Date) -> DateError {
    let (from, to) = part.quarters();
    let start = shifted(first, 91 * i64::from(from));
    let end = if to == 4 { Some(last) } else { shifted(first, 91 * i64::from(to) - 1) };
    let example = match (start, end) {
        (Some(start), Some(end)) => format!(", for example {start}/{end}"),
        _ => String::new(),
    };
    DateError::new(
        format!("fiscal {year} has 53 weeks, so {year}-{part} does not say which days it covers"),
        format!("write the interval as the document gives it{example}"),
    )
}

/// Month and day of a text in the form `MM-DD`.
fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((digits(month, 2)?, digits(day, 2)?))
}

/// The day of the year, where there is one; February 28 becomes 29, its last.
fn in_calendar(month: i8, day: i8) -> Option<(i8, i8)> {
    civil::Date::new(2000, month, day).ok()?;
    Some((month, if (month, day) == (2, 28) { 29 } else { day }))
}

/// Reads the rules that name a weekday, in any case.
fn by_weekday(text: &str) -> Option<Rule> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.strip_prefix(&["the"]).unwrap_or(&words);
    match *words {
        ["last", weekday, "of" | "in", month] => {
            Some(Rule::Last { weekday: weekday_of(weekday)?, month: month_of(month)? })
        }
        [weekday, "nearest" | "closest", ref day @ ..] => nearest(weekday, day),
        _ => None,
    }
}

/// The rule of a weekday nearest a day, written `09-30` or `September 30`.
fn nearest(weekday: &str, day: &[&str]) -> Option<Rule> {
    let day = day.strip_prefix(&["to"]).unwrap_or(day);
    let (month, day) = match *day {
        [day] => month_day(day)?,
        [month, day] => (month_of(month)?, day.parse().ok()?),
        _ => return None,
    };
    let (month, day) = in_calendar(month, day)?;
    Some(Rule::Nearest { weekday: weekday_of(weekday)?, month, day })
}

fn weekday_of(word: &str) -> Option<Weekday> {
    (1..=7)
        .filter_map(|number| Weekday::from_monday_one_offset(number).ok())
        .find(|weekday| weekday_name(*weekday).eq_ignore_ascii_case(word))
}

fn month_of(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(word))?;
    i8::try_from(place + 1).ok()
}
