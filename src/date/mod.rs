//! Calendar days, instants, wall time, fiscal periods and windows: how they are read, ordered and
//! printed.
//!
//! This module is the only door to `jiff`; none of its types appears in a public signature, and
//! nothing here reads a clock, the environment or a file (the time zone data is compiled in).
//!
//! | type | what it is | written as |
//! |---|---|---|
//! | [`Date`] | a civil day, in no zone | `2008-06-30` |
//! | [`Zone`] | an IANA time zone | `America/New_York` |
//! | [`Instant`] | a second on the UTC time line | `2006-08-03T13:00:00Z` |
//! | [`Moment`] | wall time in the company's zone | `2006-08-03 09:00`, `2006-08-02` |
//! | [`Period`] | what a figure covers | `2008-06-30`, `2008-Q2`, `2008-04-01/2008-06-30` |
//! | [`FiscalYearEnd`] | what makes `2008-Q2` an interval | `12-31`, `last Saturday of September` |
//! | [`Window`] | when something is expected | `2006-08`, `2008-Q4`, `2008-09/2008-10` |
//!
//! Reading is strict: one form for each meaning. Where a reader refuses, its [`DateError`] carries
//! the form that the writer most likely meant. The years 1900 to 2200 are accepted.

mod fiscal;
mod guess;
mod moment;
mod period;
#[cfg(test)]
mod tests;
mod window;
mod words;
mod zone;

use std::fmt;
use std::ops::RangeInclusive;

use jiff::Span;
use jiff::civil;

pub use fiscal::{FiscalYearEnd, Part};
pub use moment::Moment;
pub use period::Period;
pub use window::Window;
pub use zone::{Instant, Zone};

/// The years that this module reads and makes.
const YEARS: RangeInclusive<i16> = 1900..=2200;

/// The names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a date, time, zone, period or window could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateError {
    /// What is wrong, quoting the text: one clause without a full stop.
    pub message: String,
    /// What to write instead; the writer's own value converted, where it can be guessed.
    pub help: Option<String>,
}

impl DateError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> DateError {
        DateError { message: message.into(), help: Some(help.into()) }
    }

    /// The error for a year that is not in [`YEARS`].
    fn year(year: impl fmt::Display) -> DateError {
        DateError::new(
            format!("the year {year} is not between 1900 and 2200"),
            "check the year: four digits, from 1900 to 2200",
        )
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

/// A day of the civil (proleptic Gregorian) calendar, in no time zone.
///
/// Ordered by time. Its `Display` is ISO 8601, `2008-06-30`, which [`Date::parse`] reads back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day, where the calendar has it and the year is 1900 to 2200; else nothing.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        civil::Date::new(year, month, day).ok().and_then(Date::within)
    }

    /// Reads `YYYY-MM-DD` (ISO 8601, extended) and nothing else: no blanks, no shorter forms.
    ///
    /// # Errors
    /// When the text has another form (the help converts the usual ones, and names both readings
    /// of `6/7/2008`), when the calendar has no such day, or when the year is not 1900 to 2200.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let Some((year, month, day)) = fields(text) else {
            let message = format!("{} is not a date in the form YYYY-MM-DD", quoted(text));
            return Err(DateError::new(message, guess::date_help(text)));
        };
        if !YEARS.contains(&year) {
            return Err(DateError::year(format_args!("{year:04}")));
        }
        Date::new(year, month, day).ok_or_else(|| {
            let message = format!("{} is not a day of the calendar", quoted(text));
            DateError::new(message, no_such_day(year, month, day))
        })
    }

    /// The calendar year, 1900 to 2200.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day `n` days later (earlier where `n` is negative); nothing beyond 1900 to 2200.
    #[must_use]
    pub fn add_days(self, n: i64) -> Option<Date> {
        shifted(self.0, n).and_then(Date::within)
    }

    /// The day before; nothing on January 1, 1900.
    #[must_use]
    pub fn yesterday(self) -> Option<Date> {
        self.add_days(-1)
    }

    /// The day after; nothing on December 31, 2200.
    #[must_use]
    pub fn tomorrow(self) -> Option<Date> {
        self.add_days(1)
    }

    /// How many days from this day to `other`: 0 for the same day, negative for an earlier one.
    #[must_use]
    pub fn days_until(self, other: Date) -> i64 {
        days_between(self.0, other.0)
    }

    /// The English name of the weekday: `Monday`.
    #[must_use]
    pub fn weekday_name(self) -> &'static str {
        weekday_name(self.0.weekday())
    }

    /// Whether this is the last day of its month.
    #[must_use]
    pub fn is_month_end(self) -> bool {
        self.0.day() == self.0.days_in_month()
    }

    /// For prose: `August 11, 2008`.
    #[must_use]
    pub fn long(self) -> String {
        format!("{} {}, {}", self.month_name(), self.day(), self.year())
    }

    /// For tight places that give the year elsewhere: `Aug 11`.
    #[must_use]
    pub fn month_day(self) -> String {
        format!("{} {}", self.month_name().get(..3).unwrap_or_default(), self.day())
    }

    fn month_name(self) -> &'static str {
        month_name(self.month())
    }

    /// The day as this module's own type, where its year is accepted.
    fn within(day: civil::Date) -> Option<Date> {
        YEARS.contains(&day.year()).then_some(Date(day))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// From one day to another in prose, giving shared months and years once.
fn long_span(start: Date, end: Date) -> String {
    let (month, year) = (start.month() == end.month(), start.year() == end.year());
    match (month, year) {
        (true, true) => {
            format!("{} {} to {}, {}", start.month_name(), start.day(), end.day(), end.year())
        }
        (false, true) => format!("{} {} to {}", start.month_name(), start.day(), end.long()),
        (_, false) => format!("{} to {}", start.long(), end.long()),
    }
}

/// Year, month and day of a text that has the form `YYYY-MM-DD`, whatever the values.
fn fields(text: &str) -> Option<(i16, i8, i8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some((digits(year, 4)?, digits(month, 2)?, digits(day, 2)?))
}

/// The number that exactly `count` ASCII digits write.
fn digits<N: std::str::FromStr>(text: &str, count: usize) -> Option<N> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The year that exactly four digits write, where it is accepted.
fn accepted_year(text: &str) -> Option<Result<i16, DateError>> {
    let year: i16 = digits(text, 4)?;
    Some(if YEARS.contains(&year) { Ok(year) } else { Err(DateError::year(text)) })
}

/// Why a well-formed date is none.
fn no_such_day(year: i16, month: i8, day: i8) -> String {
    if let Ok(first) = civil::Date::new(year, month, 1) {
        return format!("{} {year} has {} days", month_name(month), first.days_in_month());
    }
    match Date::new(year, day, month) {
        Some(swapped) => {
            format!("months run from 01 to 12; write {swapped} for {}", swapped.long())
        }
        None => "months run from 01 to 12".to_owned(),
    }
}

/// The day `n` days after `day`, as far as the calendar library reaches.
fn shifted(day: civil::Date, n: i64) -> Option<civil::Date> {
    if n == 1 {
        return day.tomorrow().ok();
    }
    Span::new().try_days(n).ok().and_then(|span| day.checked_add(span).ok())
}

/// Days from `from` to `to`.
fn days_between(from: civil::Date, to: civil::Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The English name of a month, 1 to 12.
fn month_name(month: i8) -> &'static str {
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    place.and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

/// The English name of a weekday.
fn weekday_name(day: civil::Weekday) -> &'static str {
    match day {
        civil::Weekday::Monday => "Monday",
        civil::Weekday::Tuesday => "Tuesday",
        civil::Weekday::Wednesday => "Wednesday",
        civil::Weekday::Thursday => "Thursday",
        civil::Weekday::Friday => "Friday",
        civil::Weekday::Saturday => "Saturday",
        civil::Weekday::Sunday => "Sunday",
    }
}

/// The text in quotation marks for a message: control characters escaped, long texts cut.
fn quoted(text: &str) -> String {
    const MOST: usize = 48;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{:?}", format!("{}…", text.get(..cut).unwrap_or_default())),
        None => format!("{text:?}"),
    }
}
