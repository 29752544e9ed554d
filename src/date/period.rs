//! What a figure covers: a day, or an interval of days.

use std::cmp::Ordering;
use std::fmt;

use super::{Date, DateError, FiscalYearEnd, Part, accepted_year, fields, guess, quoted};

/// What a figure covers: the end of a day, or an interval of days with both ends in it.
///
/// Ordered by end, then start, an instant before the intervals that end with it. Its `Display` is
/// [`Period::iso`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The end of a day, as in a balance sheet.
    Instant(Date),
    /// From the beginning of the first day to the end of the last.
    Duration {
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
}

impl Period {
    /// Reads the head of a column or the period of a citation: `2008-06-30`; `2008-Q2`, `2008-H1`,
    /// `2008-H2`, `2008-9M`, `2008-FY` in fiscal terms; or an interval in ISO 8601,
    /// `2008-04-01/2008-06-30`.
    ///
    /// # Errors
    /// When the text has another form (the help converts the usual ones: `Q2 2008`, `2Q08`,
    /// `6/30/2008`, `Six months ended June 30, 2008`), when a day does not exist, when an interval
    /// ends before it starts, or when the part cannot be told (see [`FiscalYearEnd::part`]).
    pub fn parse(text: &str, year_end: &FiscalYearEnd) -> Result<Period, DateError> {
        if fields(text).is_some() {
            return Date::parse(text).map(Period::Instant);
        }
        if let Some((start, end)) = text.split_once('/')
            && fields(start).is_some()
            && fields(end).is_some()
        {
            return interval(Date::parse(start)?, Date::parse(end)?);
        }
        if let Some((year, part)) = text.split_once('-')
            && let Some(year) = accepted_year(year)
            && let Some(part) = Part::ALL.into_iter().find(|known| known.code() == part)
        {
            return year_end.part(year?, part);
        }
        let message = format!("{} is not a period", quoted(text));
        Err(DateError::new(message, guess::period_help(text, year_end)))
    }

    /// The last day, or the day of an instant.
    #[must_use]
    pub fn end(self) -> Date {
        match self {
            Period::Instant(end) | Period::Duration { end, .. } => end,
        }
    }

    /// The first day of an interval; nothing for an instant.
    #[must_use]
    pub fn start(self) -> Option<Date> {
        match self {
            Period::Instant(_) => None,
            Period::Duration { start, .. } => Some(start),
        }
    }

    /// Whether it is an instant.
    #[must_use]
    pub fn is_instant(self) -> bool {
        matches!(self, Period::Instant(_))
    }

    /// What is left of an interval without another that shares its start or its end and is
    /// shorter: six months less their second quarter is the first. Else nothing.
    #[must_use]
    pub fn minus(self, other: Period) -> Option<Period> {
        let (start, end) = (self.start()?, self.end());
        let (from, to) = (other.start()?, other.end());
        if from > to {
            None
        } else if from == start && to < end {
            Some(Period::Duration { start: to.tomorrow()?, end })
        } else if to == end && from > start {
            Some(Period::Duration { start, end: from.yesterday()? })
        } else {
            None
        }
    }

    /// ISO 8601: `2008-06-30`, or `2008-04-01/2008-06-30`.
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            Period::Instant(day) => day.to_string(),
            Period::Duration { start, end } => format!("{start}/{end}"),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Period) -> Ordering {
        (self.end(), self.start()).cmp(&(other.end(), other.start()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

fn interval(start: Date, end: Date) -> Result<Period, DateError> {
    if start > end {
        let message = format!("the interval {start}/{end} ends before it starts");
        return Err(DateError::new(message, format!("write {end}/{start}")));
    }
    Ok(Period::Duration { start, end })
}
