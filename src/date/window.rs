//! When something is expected: an interval of days in calendar terms.

use std::cmp::Ordering;
use std::fmt;

use super::{Date, DateError, accepted_year, digits, fields, guess, long_span, month_name, quoted};

/// When a milestone is expected: a day, a month, a quarter, a half or a year of the calendar, or
/// from one of these to another of the same kind.
///
/// Ordered by last day, then first. Its `Display` is [`Window::iso`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    from: Span,
    to: Option<Span>,
    first: Date,
    last: Date,
}

/// One piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Span {
    Day(Date),
    /// `size` months, the `number`th such piece of the year: a month, a quarter, a half, a year.
    Months {
        size: i8,
        year: i16,
        number: i8,
    },
}

impl Window {
    /// Reads `2008-06-30`, `2006-08`, `2008-Q4`, `2006-H2`, `2009`, or two of one kind with a
    /// slash between them, `2008-09/2008-10`, first to last. Quarters are the calendar's.
    ///
    /// # Errors
    /// When the text has another form (the help converts the usual ones, such as `Q4 2008`), when
    /// a day does not exist, when the two are of different kinds, or when the second is not after
    /// the first.
    pub fn parse(text: &str) -> Result<Window, DateError> {
        Window::read(text).unwrap_or_else(|| {
            let message = format!("{} is not a window of time", quoted(text));
            Err(DateError::new(message, guess::window_help(text)))
        })
    }

    /// Whether the text is a window as it stands. (What makes the help must not ask for help.)
    pub(super) fn reads(text: &str) -> bool {
        matches!(Window::read(text), Some(Ok(_)))
    }

    /// The window; nothing where the text has no such form.
    fn read(text: &str) -> Option<Result<Window, DateError>> {
        let (from, to) = match text.split_once('/') {
            None => (Span::parse(text)?, None),
            Some((from, to)) => (Span::parse(from)?, Some(Span::parse(to)?)),
        };
        match (from, to.transpose()) {
            (Ok(from), Ok(to)) => Window::new(from, to),
            (Err(error), _) | (_, Err(error)) => Some(Err(error)),
        }
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> Date {
        self.last
    }

    /// In prose: `June 30, 2008`, `August 2006`, `fourth quarter 2008`, `second half of 2006`,
    /// `2009`; two that follow each other are joined by "or", `September or October 2008`, others
    /// by "to", `November 2008 to February 2009`. Days are always joined by "to".
    #[must_use]
    pub fn long(&self) -> String {
        let Some(to) = self.to else { return self.from.long() };
        let (from, size, year) = match (self.from, to) {
            (Span::Months { size, year, .. }, Span::Months { year: end, .. }) => {
                (self.from, size, (year == end).then_some(year))
            }
            _ => return long_span(self.first, self.last),
        };
        let join = if self.from.next() == Some(to) { "or" } else { "to" };
        match (size, year) {
            // "third or fourth quarter 2008": what the two share is said once.
            (1 | 3 | 6, Some(_)) => format!("{} {join} {}", from.ordinal(), to.long()),
            _ => format!("{} {join} {}", from.long(), to.long()),
        }
    }

    /// As in the input: `2008-Q4`, `2008-09/2008-10`.
    #[must_use]
    pub fn iso(&self) -> String {
        match self.to {
            None => self.from.to_string(),
            Some(to) => format!("{}/{to}", self.from),
        }
    }

    /// The window, or why it is none; nothing where a day is not in the accepted years.
    fn new(from: Span, to: Option<Span>) -> Option<Result<Window, DateError>> {
        let (first, end) = from.days()?;
        let Some(to) = to else { return Some(Ok(Window { from, to, first, last: end })) };
        let (start, last) = to.days()?;
        if from.size() != to.size() {
            let message = format!("the two ends of {from}/{to} are not of one kind");
            let help = "write two days, two months, two quarters, two halves or two years";
            return Some(Err(DateError::new(message, help)));
        }
        Some(match first.cmp(&start) {
            Ordering::Less => Ok(Window { from, to: Some(to), first, last }),
            Ordering::Equal => Err(DateError::new(
                format!("the window {from}/{to} names {from} twice"),
                format!("write {from}"),
            )),
            Ordering::Greater => Err(DateError::new(
                format!("the window {from}/{to} ends before it starts"),
                format!("write {to}/{from}"),
            )),
        })
    }
}

impl Ord for Window {
    fn cmp(&self, other: &Window) -> Ordering {
        let key = |window: &Window| (window.last, window.first, window.from, window.to);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Window {
    fn partial_cmp(&self, other: &Window) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl Span {
    /// One piece of the calendar; nothing where the text has no such form.
    fn parse(text: &str) -> Option<Result<Span, DateError>> {
        if fields(text).is_some() {
            return Some(Date::parse(text).map(Span::Day));
        }
        let (year, piece) = text.split_once('-').unwrap_or((text, ""));
        let (size, number) = match (piece.strip_prefix('Q'), piece.strip_prefix('H')) {
            (Some(number), _) => (3, digits(number, 1)?),
            (_, Some(number)) => (6, digits(number, 1)?),
            _ if text.len() == 4 => (12, 1),
            _ => (1, digits(piece, 2)?),
        };
        let year = accepted_year(year)?;
        let exists = (1..=12 / size).contains(&number);
        exists.then(|| year.map(|year| Span::Months { size, year, number }))
    }

    /// What makes two pieces of one kind: the months in one, 0 for a day.
    fn size(self) -> i8 {
        match self {
            Span::Day(_) => 0,
            Span::Months { size, .. } => size,
        }
    }

    /// The first and the last day.
    fn days(self) -> Option<(Date, Date)> {
        match self {
            Span::Day(day) => Some((day, day)),
            Span::Months { size, year, number } => {
                let last = size.checked_mul(number)?;
                let end = Date::new(year, last, 1)?;
                let end = Date::new(year, last, end.0.days_in_month())?;
                Some((Date::new(year, last - size + 1, 1)?, end))
            }
        }
    }

    /// The piece of the same kind that follows.
    fn next(self) -> Option<Span> {
        match self {
            Span::Day(day) => day.tomorrow().map(Span::Day),
            Span::Months { size, year, number } if number < 12 / size => {
                Some(Span::Months { size, year, number: number + 1 })
            }
            Span::Months { size, year, .. } => {
                Some(Span::Months { size, year: year + 1, number: 1 })
            }
        }
    }

    /// Which piece of its year it is: `September`, `third`.
    fn ordinal(self) -> &'static str {
        match self {
            Span::Months { size: 1, number, .. } => month_name(number),
            Span::Months { number: 1, .. } => "first",
            Span::Months { number: 2, .. } => "second",
            Span::Months { number: 3, .. } => "third",
            Span::Months { .. } => "fourth",
            Span::Day(_) => "",
        }
    }

    fn long(self) -> String {
        match self {
            Span::Day(day) => day.long(),
            Span::Months { size: 12, year, .. } => year.to_string(),
            Span::Months { size: 6, year, .. } => format!("{} half of {year}", self.ordinal()),
            Span::Months { size: 3, year, .. } => format!("{} quarter {year}", self.ordinal()),
            Span::Months { year, .. } => format!("{} {year}", self.ordinal()),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Day(day) => day.fmt(f),
            Span::Months { size: 12, year, .. } => write!(f, "{year:04}"),
            Span::Months { size: 6, year, number } => write!(f, "{year:04}-H{number}"),
            Span::Months { size: 3, year, number } => write!(f, "{year:04}-Q{number}"),
            Span::Months { year, number, .. } => write!(f, "{year:04}-{number:02}"),
        }
    }
}
