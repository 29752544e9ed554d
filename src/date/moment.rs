//! Wall time in the company's zone, as an editor writes it.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset};

use super::{Date, DateError, Instant, Zone, digits, fields, guess, quoted, zone};

/// Wall time in the company's zone as an editor wrote it: a day, or a day and a time.
///
/// A bare day stands for the whole day: [`Moment::instant`] is its last second, so that nothing is
/// public early; [`Moment::starts_at`] is its first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    date: Date,
    wall: Option<Wall>,
    first: Instant,
    last: Instant,
}

/// A time of day, and what the zone says of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wall {
    clock: civil::Time,
    offset: Offset,
    abbreviation: String,
}

impl Moment {
    /// Reads `2006-08-02`, `2006-08-03 09:00` or `2006-08-03T09:00:30` as wall time in `zone`.
    ///
    /// An offset may follow (`-04:00`, `Z`) and must be the zone's at that date. It is needed only
    /// to tell the two passes of an hour that the clocks repeat.
    ///
    /// # Errors
    /// When the text has another form, when the zone skips the time or has it twice (the help
    /// says what to write), when the offset is not the zone's (the help names the right one), or
    /// when the instant is not in the UTC years 1900 to 2200.
    pub fn parse(text: &str, zone: &Zone) -> Result<Moment, DateError> {
        let written = Written::read(text, zone)?;
        let Some(clock) = written.clock else {
            return whole_day(written.date, zone);
        };
        if clock.fraction || clock.leap {
            let message = format!("{} is finer than a second of the day", quoted(text));
            let help = format!("write {} {}", written.date, clock_text(clock.time));
            return Err(DateError::new(message, help));
        }
        at_time(text, written.date, clock.time, written.offset, zone)
    }

    /// The day, in the company's zone.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// Whether a time of day was written.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.wall.is_some()
    }

    /// The instant. A bare day is its last second in the zone, 23:59:59: late, never early.
    #[must_use]
    pub fn instant(&self) -> Instant {
        self.last
    }

    /// The instant, but a bare day is its first second in the zone.
    #[must_use]
    pub fn starts_at(&self) -> Instant {
        self.first
    }

    /// For prose: `August 3, 2006, 9:00 a.m. EDT`; a bare day is `August 3, 2006`. Seconds are
    /// given where there are any; a zone whose abbreviation is a number gives `UTC+5:30`.
    #[must_use]
    pub fn long(&self) -> String {
        let day = self.date.long();
        let Some(wall) = &self.wall else { return day };
        let (hour, half) = match wall.clock.hour() {
            0 => (12, "a.m."),
            hour @ 1..=11 => (hour, "a.m."),
            12 => (12, "p.m."),
            hour => (hour - 12, "p.m."),
        };
        let minute = wall.clock.minute();
        let second = match wall.clock.second() {
            0 => String::new(),
            second => format!(":{second:02}"),
        };
        format!("{day}, {hour}:{minute:02}{second} {half} {}", wall.abbreviation)
    }

    /// For `<time datetime>` (HTML, ISO 8601): `2006-08-02` or `2006-08-03T09:00:00-04:00`.
    #[must_use]
    pub fn iso(&self) -> String {
        match &self.wall {
            Some(wall) => zone::rfc3339(self.first.timestamp(), wall.offset),
            None => self.date.to_string(),
        }
    }
}

/// A text in one of the forms of [`Moment::parse`] or RFC 3339, taken apart.
struct Written {
    date: Date,
    clock: Option<Clock>,
    offset: Option<Offset>,
}

/// A time of day as written.
#[derive(Clone, Copy)]
struct Clock {
    time: civil::Time,
    fraction: bool,
    leap: bool,
}

impl Written {
    fn read(text: &str, zone: &Zone) -> Result<Written, DateError> {
        let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
        if fields(day).is_none() {
            return Err(no_moment(text, zone));
        }
        let date = Date::parse(day)?;
        if rest.is_empty() {
            return Ok(Written { date, clock: None, offset: None });
        }
        let Some(rest) = rest.strip_prefix([' ', 'T', 't']) else {
            return Err(no_moment(text, zone));
        };
        if let Some(tail) = rest.strip_prefix("24:00")
            && matches!(tail, "" | ":00")
            && let Some(next) = date.tomorrow()
        {
            let message = format!("{} is not a time: a day ends at 23:59:59", quoted(text));
            return Err(DateError::new(message, format!("write {next} 00:00")));
        }
        let Some((clock, rest)) = clock(rest) else { return Err(no_moment(text, zone)) };
        let offset = offset(rest);
        if offset.is_none() && !rest.is_empty() {
            return Err(no_moment(text, zone));
        }
        Ok(Written { date, clock: Some(clock), offset })
    }
}

/// The instant of a text that carries an offset, whatever the zone says; nothing without one.
pub(super) fn offset_instant(text: &str, zone: &Zone) -> Result<Option<Instant>, DateError> {
    let written = Written::read(text, zone)?;
    let (Some(clock), Some(offset)) = (written.clock, written.offset) else { return Ok(None) };
    instant_at(text, written.date.0.to_datetime(clock.time), offset).map(Some)
}

/// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`; returns what follows too.
fn clock(text: &str) -> Option<(Clock, &str)> {
    let (hour, rest) = two(text)?;
    let (minute, mut rest) = two(rest.strip_prefix(':')?)?;
    let (mut second, mut fraction) = (0, false);
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = two(after)?;
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.trim_start_matches(|c: char| c.is_ascii_digit());
            fraction = end.len() < after.len();
            rest = if fraction { end } else { return None };
        }
    }
    let leap = second == 60;
    let time = civil::Time::new(hour, minute, if leap { 59 } else { second }, 0).ok()?;
    Some((Clock { time, fraction, leap }, rest))
}

/// Reads `Z` or `-04:00`, perhaps after a blank, to the end.
fn offset(text: &str) -> Option<Offset> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = two(rest)?;
    let (minutes, rest) = two(rest.strip_prefix(':')?)?;
    if hours > 23 || minutes > 59 || !rest.is_empty() {
        return None;
    }
    let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
    Offset::from_seconds(seconds).ok()
}

/// Reads two digits; returns what follows too.
fn two(text: &str) -> Option<(i8, &str)> {
    let (pair, rest) = text.split_at_checked(2)?;
    Some((digits(pair, 2)?, rest))
}

fn no_moment(text: &str, zone: &Zone) -> DateError {
    let help = guess::moment_help(text).unwrap_or_else(|| {
        format!("write 2006-08-03, or 2006-08-03 09:00 for a time in {}", zone.name())
    });
    DateError::new(format!("{} is not a date and time", quoted(text)), help)
}

fn instant_at(text: &str, wall: civil::DateTime, offset: Offset) -> Result<Instant, DateError> {
    let instant = offset.to_timestamp(wall).ok().and_then(Instant::within);
    instant.ok_or_else(|| beyond(&quoted(text)))
}

fn beyond(text: &str) -> DateError {
    DateError::new(
        format!("{text} is not between 1900 and 2200 in UTC"),
        "check the year: from 1900 to 2200",
    )
}

/// A day and a time in the zone.
fn at_time(
    text: &str,
    date: Date,
    time: civil::Time,
    written: Option<Offset>,
    zone: &Zone,
) -> Result<Moment, DateError> {
    let wall = date.0.to_datetime(time);
    let found = zone.rules().to_ambiguous_timestamp(wall).offset();
    let offset = match (found, written) {
        (AmbiguousOffset::Gap { before, after }, _) => {
            return Err(skipped(text, wall, before, after, zone));
        }
        (AmbiguousOffset::Unambiguous { offset }, None) => offset,
        (AmbiguousOffset::Unambiguous { offset }, Some(written)) if same(offset, written) => offset,
        (AmbiguousOffset::Unambiguous { offset }, Some(written)) => {
            return Err(disagreeing(text, wall, offset, written, zone));
        }
        (AmbiguousOffset::Fold { before, .. }, Some(written)) if same(before, written) => before,
        (AmbiguousOffset::Fold { after, .. }, Some(written)) if same(after, written) => after,
        (AmbiguousOffset::Fold { before, after }, _) => {
            return Err(doubled(text, wall, before, after, zone));
        }
    };
    let instant = instant_at(text, wall, offset)?;
    let abbreviation = abbreviation(instant, zone);
    let wall = Some(Wall { clock: time, offset, abbreviation });
    Ok(Moment { date, wall, first: instant, last: instant })
}

/// Whether two offsets are the same to the minute, which is all that can be written.
fn same(one: Offset, other: Offset) -> bool {
    one.seconds() / 60 == other.seconds() / 60
}

/// What the zone is called at the instant: `EDT`, or `UTC+5:30` where it has only a number.
fn abbreviation(at: Instant, zone: &Zone) -> String {
    let info = zone.rules().to_offset_info(at.timestamp());
    if info.abbreviation().bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return info.abbreviation().to_owned();
    }
    let minutes = info.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn clock_text(time: civil::Time) -> String {
    let form = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    time.strftime(form).to_string()
}

/// Day and time as an editor writes them.
fn wall_text(wall: civil::DateTime) -> String {
    format!("{} {}", wall.date(), clock_text(wall.time()))
}

/// The same instant by the clock at another offset.
fn moved(wall: civil::DateTime, from: Offset, to: Offset) -> String {
    match from.to_timestamp(wall) {
        Ok(at) => wall_text(to.to_datetime(at)),
        Err(_) => wall_text(wall),
    }
}

fn skipped(
    text: &str,
    wall: civil::DateTime,
    before: Offset,
    after: Offset,
    zone: &Zone,
) -> DateError {
    let earlier = moved(wall, after, before);
    let later = moved(wall, before, after);
    DateError::new(
        format!("{} does not exist in {}: the clocks skip it", quoted(text), zone.name()),
        format!("write {later} (after the change) or {earlier} (before it)"),
    )
}

fn doubled(
    text: &str,
    wall: civil::DateTime,
    before: Offset,
    after: Offset,
    zone: &Zone,
) -> DateError {
    let wall = wall_text(wall);
    let (before, after) = (zone::offset_text(before), zone::offset_text(after));
    DateError::new(
        format!("{} happens twice in {}: the clocks go back", quoted(text), zone.name()),
        format!("write {wall}{before} for the first time or {wall}{after} for the second"),
    )
}

fn disagreeing(
    text: &str,
    wall: civil::DateTime,
    offset: Offset,
    written: Offset,
    zone: &Zone,
) -> DateError {
    let (name, right) = (zone.name(), zone::offset_text(offset));
    let instant = moved(wall, written, offset);
    DateError::new(
        format!("the offset of {} is not that of {name}, which is {right}", quoted(text)),
        format!(
            "write {}{right} if that is the time in {name}, or {instant} if the offset is right",
            wall_text(wall)
        ),
    )
}

/// A bare day: from its first second in the zone to its last, also where the clocks change around
/// midnight.
fn whole_day(date: Date, zone: &Zone) -> Result<Moment, DateError> {
    let start = date.0.to_datetime(civil::Time::midnight());
    let end = date.0.to_datetime(civil::Time::constant(23, 59, 59, 0));
    let ends = (edge(start, false, zone), edge(end, true, zone));
    let (Some(first), Some(last)) = ends else { return Err(beyond(&date.to_string())) };
    if first > last {
        let near = [date.yesterday(), date.tomorrow()].into_iter().flatten();
        let near: Vec<String> = near.map(|day| day.to_string()).collect();
        return Err(DateError::new(
            format!("{date} does not exist in {}: the clocks skip it", zone.name()),
            format!("write {}", near.join(" or ")),
        ));
    }
    Ok(Moment { date, wall: None, first, last })
}

/// The first (or last) instant at which a day's first (or last) wall time stands.
fn edge(wall: civil::DateTime, last: bool, zone: &Zone) -> Option<Instant> {
    let at = match zone.rules().to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(wall).ok()?,
        AmbiguousOffset::Fold { before, after } => {
            (if last { after } else { before }).to_timestamp(wall).ok()?
        }
        AmbiguousOffset::Gap { before, .. } => {
            let change = change_before(before.to_timestamp(wall).ok()?, zone)?;
            Timestamp::from_second(change.as_second() - i64::from(last)).ok()?
        }
    };
    Instant::within(at)
}

/// The last change of the zone's clocks at or before an instant.
fn change_before(at: Timestamp, zone: &Zone) -> Option<Timestamp> {
    let next = Timestamp::from_second(at.as_second() + 1).ok()?;
    zone.rules().preceding(next).next().map(|change| change.timestamp())
}
