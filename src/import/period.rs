//! The periods of a table's columns, from what the head, the title and the rest of the filing say.

use super::scan::{Basis, Length, Said};
use crate::date::{Date, FiscalYearEnd, Part, Period};

/// What a filing says of time as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// Where fiscal years end.
    pub(crate) year_end: FiscalYearEnd,
    /// Whether that was stated, by the company or in the filing, or is the calendar year by default.
    pub(crate) stated: bool,
    /// Days on which quarters or years are known to have ended, sorted.
    pub(crate) known: Vec<Date>,
    /// Whether quarters are whole weeks: some column ends on a day that is no end of a month.
    pub(crate) weeks: bool,
}

/// A period that a column covers, as far as it can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Covered {
    /// The first day, of an interval.
    pub(crate) start: Option<Date>,
    /// The last day, or the day of an instant.
    pub(crate) end: Option<Date>,
    /// Whether it is an interval although its start is not known.
    pub(crate) open: bool,
    /// Whether a rule of thumb was used: the length in weeks, a fiscal year that nobody stated.
    pub(crate) inferred: bool,
}

impl Covered {
    /// The period, where it is known whole.
    pub(crate) fn period(&self) -> Option<Period> {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start < end => Some(Period::Duration { start, end }),
            (None, Some(end)) if !self.open => Some(Period::Instant(end)),
            _ => None,
        }
    }
}

/// What a table reports by its nature, where the words leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Balances at a day.
    Balances,
    /// Flows over a time.
    Flows,
    /// Unknown.
    Either,
}

/// Puts a column's period together: its own words first, the title's where they are silent.
pub(crate) fn resolve(column: &Said, title: &Said, nature: Nature, calendar: &Calendar) -> Covered {
    if column.basis == Basis::Change {
        return Covered::default();
    }
    if let [start, end] = column.dates.as_slice()
        && column.from
        && start < end
    {
        return Covered { start: Some(*start), end: Some(*end), ..Covered::default() };
    }
    let own = column.of_time();
    // Words that name something else, a county or a segment, have no period by the title alone.
    if !own && column.other {
        return Covered::default();
    }
    let part = column.part.or(if own && column.dates.is_empty() && column.month_day.is_none() {
        title.part
    } else {
        None
    });
    if let Some(end) = end_day(column, title) {
        let length = column.length.or_else(|| column.part.map(of_part)).or(
            if nature == Nature::Balances || column.as_of {
                None
            } else {
                title.length.or_else(|| title.part.map(of_part))
            },
        );
        return over(end, length, column, nature, calendar);
    }
    let year = single(&column.years).or_else(|| single(&title.years));
    if let (Some(part), Some(year)) = (part.or_else(|| by_length(column, title)), year) {
        return in_part(part, year, nature, calendar);
    }
    Covered::default()
}

/// `Years ended` over a bare year, where fiscal years are known to end on a fixed day.
fn by_length(column: &Said, title: &Said) -> Option<Part> {
    let length = column.length.or(title.length)?;
    (length == Length::Months(12)).then_some(Part::Year)
}

const fn of_part(part: Part) -> Length {
    match part {
        Part::Q1 | Part::Q2 | Part::Q3 | Part::Q4 => Length::Months(3),
        Part::H1 | Part::H2 => Length::Months(6),
        Part::NineMonths => Length::Months(9),
        Part::Year => Length::Months(12),
    }
}

fn single(years: &[i16]) -> Option<i16> {
    let first = years.first()?;
    years.iter().all(|year| year == first).then_some(*first)
}

/// The last day: a whole date of the column, or its parts put together with those of the title.
fn end_day(column: &Said, title: &Said) -> Option<Date> {
    let own_year = column.years.last().copied();
    if let Some(date) = column.dates.last() {
        // A year of its own below a date that stands over several columns decides.
        let moved = own_year.filter(|year| *year != date.year());
        return moved.map_or(Some(*date), |year| day_of(year, date.month(), Some(date.day())));
    }
    let year = own_year.or_else(|| title_year(column, title))?;
    if let Some((month, day)) = column.month_day {
        return day_of(year, month, day);
    }
    if column.part.is_some() {
        return None;
    }
    if let Some((month, day)) = title.month_day {
        return day_of(year, month, day);
    }
    let date = title.dates.last()?;
    // `June 30, 2008 and 2007` over `2008  2007`.
    day_of(year, date.month(), Some(date.day()))
}

/// The year that the title gives a column which has none, where it gives only one.
fn title_year(column: &Said, title: &Said) -> Option<i16> {
    let silent = !column.of_time() || column.month_day.is_some() || column.length.is_some();
    let mut years: Vec<i16> = title.dates.iter().map(|date| date.year()).collect();
    years.extend(&title.years);
    if silent { single(&years) } else { None }
}

/// A day of a month, else the month's last: filers write `February 29` of any year, and months alone.
fn day_of(year: i16, month: i8, day: Option<i8>) -> Option<Date> {
    day.and_then(|day| Date::new(year, month, day))
        .or_else(|| (28..=31).rev().find_map(|day| Date::new(year, month, day)))
}

/// The interval of a length that ends on a day; the day alone where there is no length.
fn over(
    end: Date,
    length: Option<Length>,
    column: &Said,
    nature: Nature,
    calendar: &Calendar,
) -> Covered {
    let instant = Covered { end: Some(end), ..Covered::default() };
    let Some(length) = length else {
        return Covered { open: nature == Nature::Flows && !column.as_of, ..instant };
    };
    let (start, inferred) = match length {
        Length::Weeks(weeks) => (end.add_days(1 - 7 * i64::from(weeks)), false),
        Length::YearToDate => (year_start(end, calendar), !calendar.stated),
        Length::Months(months) if end.is_month_end() && !calendar.weeks => {
            (month_start(end, months), false)
        }
        Length::Months(months) => by_weeks(end, months, calendar),
    };
    match start {
        Some(_) => Covered { start, inferred, ..instant },
        None => Covered { open: true, ..instant },
    }
}

/// The first day of the fiscal year that a day lies in.
fn year_start(end: Date, calendar: &Calendar) -> Option<Date> {
    (end.year() - 1..=end.year() + 1).find_map(|year| {
        let (first, last) = calendar.year_end.year(year)?;
        (first <= end && end <= last).then_some(first)
    })
}

/// The first day of the month that many months back, the month of the end counted.
fn month_start(end: Date, months: u8) -> Option<Date> {
    let back = i32::from(end.year()) * 12 + i32::from(end.month()) - i32::from(months);
    let (year, month) = (back.div_euclid(12), back.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1)
}

/// The start of an interval that does not end with a month: the day after a known end of a quarter at about
/// that distance, else whole weeks, thirteen to a quarter; months by the day where it is no year of weeks.
fn by_weeks(end: Date, months: u8, calendar: &Calendar) -> (Option<Date>, bool) {
    let weeks = i64::from(months) * 13 / 3;
    let near = |known: &&Date| {
        let days = known.days_until(end);
        (days - weeks * 7).abs() <= 7 && days % 7 == 0
    };
    if let Some(known) = calendar.known.iter().find(near) {
        return (known.tomorrow(), false);
    }
    if months.is_multiple_of(3) {
        return (end.add_days(1 - 7 * weeks), true);
    }
    let back = i32::from(end.year()) * 12 + i32::from(end.month()) - 1 - i32::from(months);
    let year = i16::try_from(back.div_euclid(12)).ok();
    let month = i8::try_from(back.rem_euclid(12) + 1).ok();
    let start = year.zip(month).and_then(|(year, month)| day_of(year, month, Some(end.day())));
    (start.and_then(Date::tomorrow), true)
}

/// A part of a fiscal year, as an interval or, of balances, as its last day.
fn in_part(part: Part, year: i16, nature: Nature, calendar: &Calendar) -> Covered {
    let Ok(period) = calendar.year_end.part(year, part) else { return Covered::default() };
    let start = if nature == Nature::Balances { None } else { period.start() };
    Covered { start, end: Some(period.end()), inferred: !calendar.stated, open: false }
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    fn calendar(known: &[&str], weeks: bool) -> Calendar {
        Calendar {
            year_end: FiscalYearEnd::parse("12-31").unwrap(),
            stated: true,
            known: known.iter().map(|day| Date::parse(day).unwrap()).collect(),
            weeks,
        }
    }

    fn iso(column: &str, title: &str, nature: Nature, calendar: &Calendar) -> String {
        let covered = resolve(&scan(column), &scan(title), nature, calendar);
        covered
            .period()
            .map_or_else(|| format!("{:?}", covered.end.map(|end| end.to_string())), Period::iso)
    }

    #[test]
    fn periods_are_put_together_from_head_and_title() {
        use Nature::{Balances, Either, Flows};
        let plain = calendar(&[], false);
        for (column, title, nature, period) in [
            ("Three Months Ended June 30, 2008", "", Flows, "2008-04-01/2008-06-30"),
            ("June 30, 2008", "", Balances, "2008-06-30"),
            (
                "December 31, 2005",
                "Statements of Operations Data for the Years Ended",
                Flows,
                "2005-01-01/2005-12-31",
            ),
            (
                "2008",
                "For the Six Months Ended June 30, 2008 and 2007",
                Flows,
                "2008-01-01/2008-06-30",
            ),
            (
                "2007",
                "For the Six Months Ended June 30, 2008 and 2007",
                Flows,
                "2007-01-01/2007-06-30",
            ),
            ("2007", "December 31,", Balances, "2007-12-31"),
            ("2Q21", "", Flows, "2021-04-01/2021-06-30"),
            ("2Q21", "", Balances, "2021-06-30"),
            ("3/31/2022", "", Balances, "2022-03-31"),
            ("Nine Months Ended January 31, 2001", "", Flows, "2000-05-01/2001-01-31"),
            ("Year Ended December 31, 2007", "", Either, "2007-01-01/2007-12-31"),
            ("Inception (March 3, 1998) through June 30, 2008", "", Flows, "1998-03-03/2008-06-30"),
            ("Year-to-date June 30, 2008", "", Flows, "2008-01-01/2008-06-30"),
            ("Pro Forma", "September 30, 2000", Balances, "2000-09-30"),
            ("Whatcom", "December 31, 2008", Balances, "None"),
            ("% Change", "December 31, 2008", Balances, "None"),
            ("2008", "", Flows, "None"),
        ] {
            assert_eq!(iso(column, title, nature, &plain), period, "{column} | {title}");
        }
    }

    #[test]
    fn quarters_of_weeks_start_after_the_last_known_end() {
        let column = "Three Months Ended December 30, 2023";
        assert_eq!(
            iso(column, "", Nature::Flows, &calendar(&["2023-09-30"], true)),
            "2023-10-01/2023-12-30"
        );
        let longer = calendar(&["2022-09-24"], true);
        assert_eq!(
            iso("Three Months Ended December 31, 2022", "", Nature::Flows, &longer),
            "2022-09-25/2022-12-31"
        );
        assert_eq!(
            iso("Nine Months Ended June 28, 2025", "", Nature::Flows, &calendar(&[], true)),
            "2024-09-29/2025-06-28"
        );
        assert_eq!(
            iso("Thirteen Weeks Ended May 4, 2024", "", Nature::Flows, &calendar(&[], true)),
            "2024-02-04/2024-05-04"
        );
    }
}
