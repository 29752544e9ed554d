//! What a person most likely meant by a date, period or window in another form: the conversions in
//! the help of errors. Nothing here is ever taken as a value.

use super::words::Word::{Month, Name, Number};
use super::words::{LONGEST, is_weekday, words};
use super::{Date, FiscalYearEnd, Part, Period, Window};

/// The help for a text that is no date.
pub(super) fn date_help(text: &str) -> String {
    write(&dates(text), "")
        .unwrap_or_else(|| "write the date as YYYY-MM-DD, for example 2008-06-30".to_owned())
}

/// The help for a text that is no date and time, where it can be guessed.
pub(super) fn moment_help(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let spaced = text.replace(['T', 't'], " ");
    for text in [text, &spaced] {
        let chunks: Vec<&str> = text.split_whitespace().collect();
        if let Some(place) = chunks.iter().position(|chunk| chunk.contains(':'))
            && let Some((day, time)) = chunks.split_at_checked(place)
            && let Some(clock) = clock(&time.join(" "))
            && let Some(help) = write(&dates(&day.join(" ")), &clock)
        {
            return Some(help);
        }
    }
    write(&dates(text), "")
}

/// The help for a text that is no period.
pub(super) fn period_help(text: &str, year_end: &FiscalYearEnd) -> String {
    let text = &text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(help) = write(&dates(text), "") {
        return help;
    }
    if let Some(period) = ended(text, year_end) {
        return format!("write {}", year_end.code(period));
    }
    if let Some((year, part)) = fiscal_part(text) {
        return format!("write {year}-{part}");
    }
    if let Some((start, end)) = two(text, |side| single(&dates(side)))
        && start < end
    {
        return format!("write {start}/{end}");
    }
    if let Some(help) = no_such_part(text).or_else(|| month_help(text)) {
        return help;
    }
    "write 2008-06-30, 2008-Q2, 2008-H1, 2008-9M, 2008-FY or an interval such as \
     2008-04-01/2008-06-30"
        .to_owned()
}

/// The help for a text that is no window.
pub(super) fn window_help(text: &str) -> String {
    let text = text.trim();
    if let Some(help) = write(&dates(text), "") {
        return help;
    }
    let found = calendar_piece(text).or_else(|| {
        let (from, to) = two(text, calendar_piece).or_else(|| sharing_year(text))?;
        Some(format!("{from}/{to}"))
    });
    match found.filter(|found| Window::reads(found)) {
        Some(found) => format!("write {found}"),
        None => "write 2008-06-30, 2006-08, 2008-Q4, 2006-H2, 2009 or two of a kind such as \
                 2008-09/2008-10"
            .to_owned(),
    }
}

/// The month and day that a fiscal year end in another form means.
pub(super) fn year_end(text: &str) -> Option<(i8, i8)> {
    let (month, day) = match *words(text)?.as_slice() {
        [Month(month), Number(day, 1..=2)] | [Number(day, 1..=2), Month(month)] => (month, day),
        [Number(a, 1..=2), Number(b, 1..=2)] if a <= 12 && b > 12 => (a, b),
        [Number(a, 1..=2), Number(b, 1..=2)] if a > 12 && b <= 12 => (b, a),
        _ => return None,
    };
    let day = date(2000, month, day)?;
    Some((day.month(), day.day()))
}

/// The days that a text may mean: none, one, or both readings of `6/7/2008`.
fn dates(text: &str) -> Vec<Date> {
    let text = text.trim();
    let Some(words) = words(text) else { return Vec::new() };
    let dotted = text.contains('.') && !text.contains(['/', '-']);
    let words = match words.as_slice() {
        [Name(name), rest @ ..] | [rest @ .., Name(name)] if is_weekday(name) => rest,
        all => all,
    };
    let readings = match *words {
        [Number(year, 4), Number(month, 1..=2), Number(day, 1..=2)] => {
            let straight = date(year, month, day);
            [straight, if straight.is_none() { date(year, day, month) } else { None }]
        }
        [Number(a, 1..=2), Number(b, 1..=2), Number(year, width @ (2 | 4))]
            if width == 4 || !text.contains('-') =>
        {
            let year = full_year(year, width);
            let (month_first, day_first) = (date(year, a, b), date(year, b, a));
            if dotted && day_first.is_some() { [day_first, None] } else { [month_first, day_first] }
        }
        [Month(month), Number(day, 1..=2), Number(year, 4)]
        | [Number(day, 1..=2), Month(month), Number(year, 4)]
        | [Number(year, 4), Month(month), Number(day, 1..=2)] => [date(year, month, day), None],
        [Number(day, 1..=2), Month(month), Number(year, 2)] => {
            [date(full_year(year, 2), month, day), None]
        }
        [Number(all, 8)] => [date(all / 10_000, all / 100 % 100, all % 100), None],
        _ => [None, None],
    };
    let mut days: Vec<Date> = readings.into_iter().flatten().collect();
    days.dedup();
    days
}

/// `write 2008-06-07 for June 7, 2008, or 2008-07-06 for July 6, 2008`.
fn write(days: &[Date], clock: &str) -> Option<String> {
    match days {
        [] => None,
        [only] => Some(format!("write {only}{clock}")),
        many => {
            let each = many.iter().map(|day| format!("{day}{clock} for {}", day.long()));
            Some(format!("write {}", each.collect::<Vec<_>>().join(", or ")))
        }
    }
}

/// A time of day such as `4:05 pm ET`, with a blank before it: ` 16:05`.
fn clock(text: &str) -> Option<String> {
    let words = words(text.split(['+', '-']).next()?)?;
    let (hour, minute, second, rest) = match words.as_slice() {
        [Number(h, 1..=2), Number(m, 2), Number(s, 2), rest @ ..] => (*h, *m, Some(*s), rest),
        [Number(h, 1..=2), Number(m, 2), rest @ ..] => (*h, *m, None, rest),
        _ => return None,
    };
    let hour = match (rest.first(), hour) {
        (Some(Name(half)), 1..=12) if half == "pm" || half == "p" => hour % 12 + 12,
        (Some(Name(half)), 1..=12) if half == "am" || half == "a" => hour % 12,
        _ => hour,
    };
    if hour > 23 || minute > 59 || second.is_some_and(|second| second > 59) {
        return None;
    }
    let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
    Some(format!(" {hour:02}:{minute:02}{second}"))
}

/// `Six months ended June 30, 2008`, `Year ended …`, `13 weeks ended …`.
fn ended(text: &str, year_end: &FiscalYearEnd) -> Option<Period> {
    let lower = text.to_ascii_lowercase();
    let (count, day) = [" ended ", " ending ", " to ", " through "]
        .iter()
        .find_map(|between| lower.split_once(between))?;
    let end = single(&dates(day))?;
    let months = match *words(count)?.as_slice() {
        [Number(months @ (3 | 6 | 9 | 12), _), Name(ref unit)] if is_month(unit) => months,
        [Number(weeks, _), Name(ref unit)] if unit == "weeks" => match weeks {
            13 | 14 => 3,
            26 | 27 => 6,
            39 | 40 => 9,
            52 | 53 => 12,
            _ => return None,
        },
        [.., Name(ref unit)] if unit == "quarter" => 3,
        [.., Name(ref half), Name(ref year)] if half == "half" && year == "year" => 6,
        [.., Name(ref unit)] if unit == "half" => 6,
        [Name(ref unit)] | [Name(_), Name(ref unit)] if unit == "year" => 12,
        _ => return None,
    };
    let known = (end.year() - 1..=end.year() + 1)
        .flat_map(|year| Part::ALL.into_iter().map(move |part| (year, part)))
        .filter(|(_, part)| i32::from(part.months()) == months)
        .filter_map(|(year, part)| year_end.part(year, part).ok())
        .find(|period| period.end() == end);
    known.or_else(|| months_to(end, months))
}

/// The interval of so many calendar months that ends on a day.
fn months_to(end: Date, months: i32) -> Option<Period> {
    let next = end.tomorrow()?;
    let month = i32::from(next.year()) * 12 + i32::from(next.month()) - 1 - months;
    let start = date(month.div_euclid(12), month.rem_euclid(12) + 1, i32::from(next.day()))?;
    Some(Period::Duration { start, end })
}

/// `Q2 2008`, `2Q08`, `second quarter of fiscal 2008`, `FY2008`, `first half 2008`, `9M 2008`.
fn fiscal_part(text: &str) -> Option<(i16, Part)> {
    let (unit, number, year) = unit_of_year(text)?;
    let part = match (unit, number) {
        (Unit::Quarter, Some(1)) | (Unit::Months, Some(3)) => Part::Q1,
        (Unit::Quarter, Some(2)) => Part::Q2,
        (Unit::Quarter, Some(3)) => Part::Q3,
        (Unit::Quarter, Some(4)) => Part::Q4,
        (Unit::Half, Some(1)) | (Unit::Months, Some(6)) => Part::H1,
        (Unit::Half, Some(2)) => Part::H2,
        (Unit::Months, Some(9)) => Part::NineMonths,
        (Unit::Months, Some(12)) | (Unit::Year, None) => Part::Year,
        _ => return None,
    };
    Some((year, part))
}

/// `2008-Q5`: the form of a period, but no such part.
fn no_such_part(text: &str) -> Option<String> {
    let (unit, number, _) = unit_of_year(text)?;
    match (unit, number) {
        (Unit::Quarter, Some(_)) => Some("quarters are Q1 to Q4".to_owned()),
        (Unit::Half, Some(_)) => Some("halves are H1 and H2".to_owned()),
        _ => None,
    }
}

/// A month is neither an instant nor a part of a fiscal year: its last day, or its days.
fn month_help(text: &str) -> Option<String> {
    let first = Date::parse(&format!("{}-01", calendar_piece(text)?)).ok()?;
    let last = months_from(first)?.yesterday()?;
    Some(format!("write {last} for a balance, or the interval, such as {first}/{last}"))
}

/// The day one month after the first of a month.
fn months_from(first: Date) -> Option<Date> {
    let months = i32::from(first.year()) * 12 + i32::from(first.month());
    date(months.div_euclid(12), months.rem_euclid(12) + 1, 1)
}

/// A month, quarter, half or year of the calendar, as a window writes it.
fn calendar_piece(text: &str) -> Option<String> {
    if let Some(day) = single(&dates(text)) {
        return Some(day.to_string());
    }
    match *words(text)?.as_slice() {
        [Month(month) | Number(month, 1..=2), Number(year, 4)]
        | [Number(year, 4), Month(month) | Number(month, 1..=2)] => {
            return date(year, month, 1).map(|_| format!("{year}-{month:02}"));
        }
        _ => {}
    }
    match unit_of_year(text)? {
        (Unit::Quarter, Some(number), year) => Some(format!("{year}-Q{number}")),
        (Unit::Half, Some(number), year) => Some(format!("{year}-H{number}")),
        (Unit::Year, None, year) => Some(year.to_string()),
        _ => None,
    }
}

/// What a part of a year is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Quarter,
    Half,
    Months,
    Year,
}

/// A unit, which one of the year, and the year, in any order and with the usual small words.
fn unit_of_year(text: &str) -> Option<(Unit, Option<i32>, i16)> {
    let (mut unit, mut numbers) = (Unit::Year, Vec::new());
    for word in words(text)? {
        let found = match word {
            Number(value, width) => {
                numbers.push((value, width));
                continue;
            }
            Month(_) => return None,
            Name(name) => match name.as_str() {
                "q" | "qtr" | "quarter" => Unit::Quarter,
                "h" | "half" => Unit::Half,
                name if is_month(name) => Unit::Months,
                "fy" | "fiscal" | "year" | "full" | "annual" | "calendar" => continue,
                _ => return None,
            },
        };
        if unit != Unit::Year {
            return None;
        }
        unit = found;
    }
    let (number, year) = match (unit, numbers.as_slice()) {
        (Unit::Year, &[(year, width @ (2 | 4))]) => (None, full_year(year, width)),
        (Unit::Year, _) => return None,
        (
            _,
            &[(number, 0 | 1), (year, width @ (2 | 4))] | &[(year, width @ 4), (number, 0 | 1)],
        ) => (Some(number), full_year(year, width)),
        (Unit::Months, &[(12, 2), (year, 4)] | &[(year, 4), (12, 2)]) => (Some(12), year),
        _ => return None,
    };
    Some((unit, number, date(year, 1, 1)?.year()))
}

fn is_month(word: &str) -> bool {
    matches!(word, "m" | "mo" | "mos" | "month" | "months")
}

/// Two readings with a word or sign of joining between them.
fn two<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<(T, T)> {
    JOINTS.iter().find_map(|joint| {
        let (from, to) = text.split_once(joint)?;
        Some((read(from)?, read(to)?))
    })
}

/// `September or October 2008`, `third to fourth quarter 2008`: the year, and perhaps the unit,
/// stands once.
fn sharing_year(text: &str) -> Option<(String, String)> {
    JOINTS.iter().find_map(|joint| {
        let (from, to) = text.split_once(joint)?;
        let (to_piece, tail) = (calendar_piece(to)?, to.trim());
        let rest = tail.split_once(' ').map(|(_, rest)| rest)?;
        let year = tail.rsplit(' ').next()?;
        let from =
            [rest, year].iter().find_map(|tail| calendar_piece(&format!("{from} {tail}")))?;
        Some((from, to_piece))
    })
}

/// What stands between two ends.
const JOINTS: [&str; 9] = [" to ", " or ", " and ", " through ", " - ", "/", "–", " — ", "--"];

/// A year of two digits is 1970 to 2069.
fn full_year(year: i32, width: usize) -> i32 {
    match width {
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// The one reading of a text that has only one.
fn single(days: &[Date]) -> Option<Date> {
    match days {
        [only] => Some(*only),
        _ => None,
    }
}
