//! Zones, instants and moments.

use super::*;

#[test]
fn zones() {
    assert_eq!(new_york().name(), "America/New_York");
    assert_eq!(new_york().to_string(), "America/New_York");
    assert_eq!(Zone::parse("europe/stockholm").expect("any case").name(), "Europe/Stockholm");
    assert_eq!(Zone::parse("UTC").expect("UTC").name(), "UTC");
    assert_ne!(new_york(), Zone::parse("UTC").expect("UTC"));
    let example = "write a place of the IANA database, for example America/New_York or \
                   Europe/Stockholm";
    let table = [
        ("EST", "write America/New_York"),
        ("est", "write America/New_York"),
        ("ET", "write America/New_York"),
        ("Eastern Time", "write America/New_York"),
        ("New York", "write America/New_York"),
        ("Stockholm", "write Europe/Stockholm"),
        ("America/NewYork", "write America/New_York"),
        ("Amerika/New_York", "write America/New_York"),
        ("Factory", example),
        ("Etc/Unknown", example),
        ("Mars/Olympus_Mons", example),
        ("+02:00", example),
        ("", example),
    ];
    for (text, help) in table {
        let message = format!("{text:?} is not a time zone of the IANA database");
        assert_eq!(said(Zone::parse(text)), format!("{message} | {help}"));
    }
}

#[test]
fn instants() {
    let at = Instant::from_unix(1_154_610_000).expect("in range");
    assert_eq!(at.unix(), 1_154_610_000);
    assert_eq!(at.to_string(), "2006-08-03T13:00:00Z");
    assert_eq!(at.utc_basic(), "20060803T130000Z");
    assert_eq!(at.rfc3339_in(&new_york()), "2006-08-03T09:00:00-04:00");
    let zone = |name: &str| Zone::parse(name).expect(name);
    assert_eq!(at.rfc3339_in(&zone("UTC")), "2006-08-03T13:00:00+00:00");
    assert_eq!(at.rfc3339_in(&zone("Asia/Kolkata")), "2006-08-03T18:30:00+05:30");
    assert_eq!(at.date_in(&zone("Pacific/Auckland")), day("2006-08-04"));
    // Liberia was at -00:44:30 until 1972; RFC 3339 has no seconds of offset.
    let before = Instant::from_unix(0).expect("in range");
    assert_eq!(before.rfc3339_in(&zone("Africa/Monrovia")), "1969-12-31T23:16:00-00:44");
    let (first, last) = (-2_208_988_800, 7_289_654_399);
    assert_eq!(
        Instant::from_unix(first).map(|at| at.to_string()).as_deref(),
        Some("1900-01-01T00:00:00Z")
    );
    assert_eq!(
        Instant::from_unix(last).map(|at| at.to_string()).as_deref(),
        Some("2200-12-31T23:59:59Z")
    );
    assert_eq!(Instant::from_unix(first - 1), None);
    assert_eq!(Instant::from_unix(last + 1), None);
    assert_eq!(Instant::from_unix(i64::MAX), None);
    let edge = Instant::from_unix(first).expect("in range");
    assert_eq!(edge.date_in(&new_york()), day("1900-01-01"));
}

#[test]
fn as_of_takes_any_offset() {
    let table = [
        ("2006-08-03 09:00", "2006-08-03T13:00:00Z"),
        ("2006-08-03 09:00-04:00", "2006-08-03T13:00:00Z"),
        ("2006-08-02", "2006-08-03T03:59:59Z"),
        ("2006-08-03T15:00:00+02:00", "2006-08-03T13:00:00Z"),
        ("2006-08-03T13:00:00Z", "2006-08-03T13:00:00Z"),
        ("2006-08-03t13:00:00z", "2006-08-03T13:00:00Z"),
        ("2006-08-03T13:00:00.999Z", "2006-08-03T13:00:00Z"),
        ("2006-08-03T13:00:00-00:00", "2006-08-03T13:00:00Z"),
        ("2005-12-31T23:59:60Z", "2005-12-31T23:59:59Z"),
        ("2006-04-02T02:30:00Z", "2006-04-02T02:30:00Z"),
    ];
    for (text, expected) in table {
        let read = Instant::parse_as_of(text, &new_york()).expect(text);
        assert_eq!(read.to_string(), expected, "{text}");
    }
    let table = [
        (
            "now",
            "\"now\" is not a date and time | write 2006-08-03, or 2006-08-03 09:00 for a time in \
             America/New_York",
        ),
        (
            "2006-08-03T13:00:00.5",
            "\"2006-08-03T13:00:00.5\" is finer than a second of the day | write 2006-08-03 13:00",
        ),
        (
            "2200-12-31T23:00:00-04:00",
            "\"2200-12-31T23:00:00-04:00\" is not between 1900 and 2200 in UTC | \
             check the year: from 1900 to 2200",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Instant::parse_as_of(text, &new_york())), expected);
    }
}

#[test]
fn moments_are_read_and_printed() {
    let table = [
        ("2006-08-02", "2006-08-03T03:59:59Z", "August 2, 2006", "2006-08-02"),
        (
            "2006-08-03 09:00",
            "2006-08-03T13:00:00Z",
            "August 3, 2006, 9:00 a.m. EDT",
            "2006-08-03T09:00:00-04:00",
        ),
        (
            "2006-08-03T09:00:30",
            "2006-08-03T13:00:30Z",
            "August 3, 2006, 9:00:30 a.m. EDT",
            "2006-08-03T09:00:30-04:00",
        ),
        (
            "2006-01-03T16:05-05:00",
            "2006-01-03T21:05:00Z",
            "January 3, 2006, 4:05 p.m. EST",
            "2006-01-03T16:05:00-05:00",
        ),
        (
            "2006-08-03 12:00 -04:00",
            "2006-08-03T16:00:00Z",
            "August 3, 2006, 12:00 p.m. EDT",
            "2006-08-03T12:00:00-04:00",
        ),
        (
            "2006-08-03 00:00",
            "2006-08-03T04:00:00Z",
            "August 3, 2006, 12:00 a.m. EDT",
            "2006-08-03T00:00:00-04:00",
        ),
    ];
    for (text, instant, long, iso) in table {
        let moment = Moment::parse(text, &new_york()).expect(text);
        assert_eq!(moment.instant().to_string(), instant, "{text}");
        assert_eq!(moment.long(), long);
        assert_eq!(moment.iso(), iso);
        assert_eq!(moment.has_time(), text.len() > 10);
        assert_eq!(moment.date().to_string(), text[..10]);
        assert_eq!(Moment::parse(&moment.iso(), &new_york()), Ok(moment));
    }
    let bare = Moment::parse("2006-08-02", &new_york()).expect("bare");
    assert_eq!(bare.starts_at().to_string(), "2006-08-02T04:00:00Z");
    let timed = Moment::parse("2006-08-02 09:00", &new_york()).expect("timed");
    assert_eq!(timed.starts_at(), timed.instant());
}

#[test]
fn zone_abbreviations_that_are_numbers() {
    let table = [
        ("Asia/Kathmandu", "9:00 a.m. UTC+5:45"),
        ("America/Sao_Paulo", "9:00 a.m. UTC-3"),
        ("Asia/Kolkata", "9:00 a.m. IST"),
        ("UTC", "9:00 a.m. UTC"),
        ("Europe/Stockholm", "9:00 a.m. CEST"),
    ];
    for (zone, expected) in table {
        let zone = Zone::parse(zone).expect(zone);
        let moment = Moment::parse("2006-08-03 09:00", &zone).expect("read");
        assert_eq!(moment.long(), format!("August 3, 2006, {expected}"));
    }
    let london = Zone::parse("Europe/London").expect("London");
    assert!(Moment::parse("2006-01-03 09:00Z", &london).is_ok());
}

#[test]
fn skipped_and_doubled_hours() {
    let table = [
        (
            "2006-04-02 02:30",
            "\"2006-04-02 02:30\" does not exist in America/New_York: the clocks skip it | \
             write 2006-04-02 03:30 (after the change) or 2006-04-02 01:30 (before it)",
        ),
        (
            "2006-04-02 02:00-05:00",
            "\"2006-04-02 02:00-05:00\" does not exist in America/New_York: the clocks skip it | \
             write 2006-04-02 03:00 (after the change) or 2006-04-02 01:00 (before it)",
        ),
        (
            "2006-10-29 01:30",
            "\"2006-10-29 01:30\" happens twice in America/New_York: the clocks go back | \
             write 2006-10-29 01:30-04:00 for the first time or 2006-10-29 01:30-05:00 \
             for the second",
        ),
        (
            "2006-10-29 01:30Z",
            "\"2006-10-29 01:30Z\" happens twice in America/New_York: the clocks go back | \
             write 2006-10-29 01:30-04:00 for the first time or 2006-10-29 01:30-05:00 \
             for the second",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Moment::parse(text, &new_york())), expected);
    }
    for (text, instant, long) in [
        ("2006-10-29 01:30-04:00", "2006-10-29T05:30:00Z", "October 29, 2006, 1:30 a.m. EDT"),
        ("2006-10-29 01:30-05:00", "2006-10-29T06:30:00Z", "October 29, 2006, 1:30 a.m. EST"),
        ("2006-10-29 02:00", "2006-10-29T07:00:00Z", "October 29, 2006, 2:00 a.m. EST"),
        ("2006-04-02 03:00", "2006-04-02T07:00:00Z", "April 2, 2006, 3:00 a.m. EDT"),
    ] {
        let moment = Moment::parse(text, &new_york()).expect(text);
        assert_eq!((moment.instant().to_string(), moment.long()), (instant.into(), long.into()));
        assert_eq!(Moment::parse(&moment.iso(), &new_york()), Ok(moment));
    }
}

#[test]
fn days_whose_midnight_is_skipped_or_doubled() {
    let table = [
        // The clocks went from 00:00 to 01:00, and from 24:00 back to 23:00.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z"),
        ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59Z"),
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", "2018-02-19T02:59:59Z"),
        // From 23:30 to 00:30: the day before ends early, this one starts late.
        ("America/Toronto", "1919-03-30", "1919-03-30T05:00:00Z", "1919-03-31T04:29:59Z"),
        ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z", "1919-04-01T03:59:59Z"),
        ("America/New_York", "2006-10-29", "2006-10-29T04:00:00Z", "2006-10-30T04:59:59Z"),
    ];
    for (zone, text, first, last) in table {
        let moment = Moment::parse(text, &Zone::parse(zone).expect(zone)).expect(text);
        let found = (moment.starts_at().to_string(), moment.instant().to_string());
        assert_eq!(found, (first.into(), last.into()), "{zone} {text}");
    }
    let apia = Zone::parse("Pacific/Apia").expect("Apia");
    assert_eq!(
        said(Moment::parse("2011-12-30", &apia)),
        "2011-12-30 does not exist in Pacific/Apia: the clocks skip it | \
         write 2011-12-29 or 2011-12-31"
    );
}

#[test]
fn other_forms_of_moments_are_refused_with_help() {
    let generic = "write 2006-08-03, or 2006-08-03 09:00 for a time in America/New_York";
    let table = [
        ("8/30/2006 9:00", "write 2006-08-30 09:00"),
        (
            "8/3/2006 4:05 pm",
            "write 2006-08-03 16:05 for August 3, 2006, or 2006-03-08 16:05 for March 8, 2006",
        ),
        ("August 3, 2006 4:05 p.m. EDT", "write 2006-08-03 16:05"),
        ("Aug 3, 2006, 12:00 a.m.", "write 2006-08-03 00:00"),
        ("2006-08-03 9:00", "write 2006-08-03 09:00"),
        ("2006-08-03T9:00", "write 2006-08-03 09:00"),
        ("2006-08-03 09:00 EDT", "write 2006-08-03 09:00"),
        ("2006-08-03 09:00-0400", "write 2006-08-03 09:00"),
        ("2006-08-03  09:00", "write 2006-08-03 09:00"),
        ("August 3, 2006", "write 2006-08-03"),
        ("2006-08-03 25:00", generic),
        ("2006-08-03 09:60", generic),
        ("2006-08-03 ", "write 2006-08-03"),
        ("2006-08-03T", generic),
        ("2006-08-03 09:00+24:00", "write 2006-08-03 09:00"),
        ("tomorrow", generic),
        ("", generic),
    ];
    for (text, help) in table {
        let expected = format!("{text:?} is not a date and time | {help}");
        assert_eq!(said(Moment::parse(text, &new_york())), expected);
    }
    let table = [
        (
            "2006-08-03 09:00-05:00",
            "the offset of \"2006-08-03 09:00-05:00\" is not that of America/New_York, which is \
             -04:00 | write 2006-08-03 09:00-04:00 if that is the time in America/New_York, or \
             2006-08-03 10:00 if the offset is right",
        ),
        (
            "2006-08-03T13:00:00Z",
            "the offset of \"2006-08-03T13:00:00Z\" is not that of America/New_York, which is \
             -04:00 | write 2006-08-03 13:00-04:00 if that is the time in America/New_York, or \
             2006-08-03 09:00 if the offset is right",
        ),
        (
            "2006-08-03 24:00",
            "\"2006-08-03 24:00\" is not a time: a day ends at 23:59:59 | write 2006-08-04 00:00",
        ),
        (
            "2006-08-03 09:00:00.5",
            "\"2006-08-03 09:00:00.5\" is finer than a second of the day | write 2006-08-03 09:00",
        ),
        (
            "2200-12-31",
            "2200-12-31 is not between 1900 and 2200 in UTC | check the year: from 1900 to 2200",
        ),
        (
            "2006-02-30 09:00",
            "\"2006-02-30\" is not a day of the calendar | February 2006 has 28 days",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Moment::parse(text, &new_york())), expected);
    }
}
