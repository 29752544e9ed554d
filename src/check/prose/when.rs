//! The periods that words name, and how one explains another.

use crate::date::{Date, Period};

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
    /// Some period that no statement has.
    Unknown,
    /// A fiscal period of a calendar that cannot be told: it may be the document's own.
    Untold,
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
            Self::At(_) | Self::Over(..) | Self::Untold => vec![self],
            Self::YearAgo => moved(-1).into_iter().collect(),
            Self::SameIn(year) | Self::Year(year) => {
                let years = spoken.and_then(year_of).map(|spoken| year - spoken);
                // A first quarter that ends in the calendar year 2004 is of fiscal 2005, and `the same quarter in 2004`
                // is the one before it.
                let same = matches!(self, Self::SameIn(_));
                let years = years.map(|years| if same && years == 0 { -1 } else { years });
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

/// The end of the quarter so many before the one that ends on a day.
pub(super) fn quarters_back(end: Date, count: i8) -> Option<Date> {
    (0..count).try_fold(end, |end, _| months_back(end))
}

/// The end of the quarter before the one that ends on a day.
fn months_back(end: Date) -> Option<Date> {
    let month = end.month() - 3;
    let (year, month) = if month < 1 { (end.year() - 1, month + 12) } else { (end.year(), month) };
    if end.is_month_end() { month_end(year, month) } else { Date::new(year, month, end.day()) }
}
