//! The UTC time line and the time zones in which it is read.

use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::{Date, DateError, Moment, YEARS, moment, quoted};

/// What people write for a zone, and the zone they mean.
const NICKNAMES: [(&str, &str); 22] = [
    ("et", "America/New_York"),
    ("est", "America/New_York"),
    ("edt", "America/New_York"),
    ("eastern", "America/New_York"),
    ("eastern_time", "America/New_York"),
    ("ct", "America/Chicago"),
    ("cst", "America/Chicago"),
    ("cdt", "America/Chicago"),
    ("central", "America/Chicago"),
    ("mt", "America/Denver"),
    ("mst", "America/Denver"),
    ("mdt", "America/Denver"),
    ("mountain", "America/Denver"),
    ("pt", "America/Los_Angeles"),
    ("pst", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("pacific", "America/Los_Angeles"),
    ("hst", "Pacific/Honolulu"),
    ("bst", "Europe/London"),
    ("cest", "Europe/Stockholm"),
    ("ist", "Asia/Kolkata"),
    ("jst", "Asia/Tokyo"),
];

/// Names of the database that are no place, and that a person seldom means as they are:
/// `EST` never has summer time.
const REFUSED: [&str; 5] = ["EST", "MST", "HST", "Factory", "Etc/Unknown"];

/// A time zone of the IANA database, such as `America/New_York`.
///
/// The data is compiled in, so a zone means the same on every machine. Its `Display` is its name.
#[derive(Clone)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// Reads the name of a zone, in any case: `America/New_York`, `Europe/Stockholm`, `UTC`.
    ///
    /// # Errors
    /// When the database has no such zone (the help names the nearest ones), or when it is an
    /// abbreviation that never has summer time (`EST`).
    pub fn parse(text: &str) -> Result<Zone, DateError> {
        let refused = REFUSED.iter().any(|name| name.eq_ignore_ascii_case(text));
        let found = if refused { None } else { TimeZoneDatabase::bundled().get(text).ok() };
        match found.as_ref().and_then(|rules| Some((rules.iana_name()?.to_owned(), rules))) {
            Some((name, rules)) => Ok(Zone { name, rules: rules.clone() }),
            None => Err(DateError::new(
                format!("{} is not a time zone of the IANA database", quoted(text)),
                zone_help(text),
            )),
        }
    }

    /// The name as the IANA database writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn rules(&self) -> &TimeZone {
        &self.rules
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.name).finish()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// What to write in place of a name that is no zone.
fn zone_help(text: &str) -> String {
    let wanted = text.trim().replace(' ', "_").to_ascii_lowercase();
    if let Some((_, name)) = NICKNAMES.iter().find(|(nickname, _)| *nickname == wanted) {
        return format!("write {name}");
    }
    let near = nearest(&wanted);
    match near.as_slice() {
        [] => "write a place of the IANA database, for example America/New_York or \
               Europe/Stockholm"
            .to_owned(),
        [only] => format!("write {only}"),
        [first, rest @ ..] => format!("did you mean {first} or {}?", rest.join(" or ")),
    }
}

/// Up to three zones whose name, or the place in it, is like `wanted` (lower case).
fn nearest(wanted: &str) -> Vec<String> {
    if wanted.len() < 3 || wanted.len() > 40 || !wanted.bytes().any(|b| b.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut near: Vec<(usize, String)> = TimeZoneDatabase::bundled()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| !REFUSED.contains(&name.as_str()))
        .filter_map(|name| {
            let lower = name.to_ascii_lowercase();
            let place = lower.rsplit('/').next().unwrap_or_default();
            let far = edits(wanted, &lower).min(edits(wanted, place));
            (far <= 2).then_some((far, name))
        })
        .collect();
    near.sort();
    let best = near.first().map_or(0, |(far, _)| *far);
    near.into_iter().filter(|(far, _)| *far == best).map(|(_, name)| name).take(3).collect()
}

/// How many letters must be put in, taken out or changed to get from one text to the other.
fn edits(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (place, letter) in from.bytes().enumerate() {
        let mut left = place + 1;
        let mut next = vec![left];
        for (other, pair) in to.bytes().zip(row.windows(2)) {
            let &[diagonal, above] = pair else { continue };
            left = (above + 1).min(left + 1).min(diagonal + usize::from(letter != other));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// A point on the UTC time line, to the second, in the UTC years 1900 to 2200.
///
/// Ordered by time. Its `Display` is RFC 3339 in UTC, `2006-08-03T13:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timestamp);

impl Instant {
    /// The instant so many seconds after 1970-01-01T00:00:00Z, leap seconds not counted (POSIX
    /// time); nothing outside the UTC years 1900 to 2200.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Instant> {
        Timestamp::from_second(seconds).ok().and_then(Instant::within)
    }

    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }

    /// Reads an instant as a person gives it on the command line: any form of [`Moment::parse`]
    /// in `zone` (a bare date is 23:59:59 of that day), or any RFC 3339 instant, whatever its
    /// offset. A fraction of a second is cut off; a leap second counts as the second before it.
    ///
    /// # Errors
    /// As [`Moment::parse`], except that a written offset need not agree with the zone.
    pub fn parse_as_of(text: &str, zone: &Zone) -> Result<Instant, DateError> {
        match moment::offset_instant(text, zone)? {
            Some(instant) => Ok(instant),
            None => Moment::parse(text, zone).map(|moment| moment.instant()),
        }
    }

    /// The day on which the instant falls in the zone. (In the last hours before 1900 and the
    /// first after 2200, which a zone may add to the UTC years, the nearest accepted day.)
    #[must_use]
    pub fn date_in(self, zone: &Zone) -> Date {
        let day = zone.rules.to_datetime(self.0).date();
        let first = Date(civil::Date::constant(*YEARS.start(), 1, 1));
        let last = Date(civil::Date::constant(*YEARS.end(), 12, 31));
        Date(day).clamp(first, last)
    }

    /// RFC 3339 in the zone: `2006-08-03T09:00:00-04:00`; in a zone at UTC the offset is
    /// `+00:00`. Offsets with seconds (local mean time) are cut to the minute, and the time with
    /// them, so that the text always names this very instant.
    #[must_use]
    pub fn rfc3339_in(self, zone: &Zone) -> String {
        rfc3339(self.0, zone.rules.to_offset(self.0))
    }

    /// The UTC form of iCalendar (RFC 5545), ISO 8601 basic: `20060803T130000Z`.
    #[must_use]
    pub fn utc_basic(self) -> String {
        Offset::UTC.to_datetime(self.0).strftime("%Y%m%dT%H%M%SZ").to_string()
    }

    pub(super) fn within(at: Timestamp) -> Option<Instant> {
        YEARS.contains(&Offset::UTC.to_datetime(at).year()).then_some(Instant(at))
    }

    pub(super) fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", Offset::UTC.to_datetime(self.0).strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// RFC 3339 at an offset, which is cut to whole minutes.
pub(super) fn rfc3339(at: Timestamp, offset: Offset) -> String {
    let whole = Offset::from_seconds(offset.seconds() / 60 * 60).unwrap_or(Offset::UTC);
    let local = whole.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    format!("{local}{}", offset_text(whole))
}

/// An offset as RFC 3339 writes it, cut to the minute: `-04:00`.
pub(super) fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
