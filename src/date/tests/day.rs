//! Days.

use super::*;

#[test]
fn dates_are_read_and_printed() {
    let date = day("2008-08-11");
    assert_eq!((date.year(), date.month(), date.day()), (2008, 8, 11));
    assert_eq!(date.to_string(), "2008-08-11");
    assert_eq!(date.long(), "August 11, 2008");
    assert_eq!(date.month_day(), "Aug 11");
    assert_eq!(date.weekday_name(), "Monday");
    assert!(!date.is_month_end());
    assert!(day("2008-02-29").is_month_end());
    assert_eq!(day("2008-02-28").tomorrow(), Some(day("2008-02-29")));
    assert_eq!(day("2008-01-01").yesterday(), Some(day("2007-12-31")));
    assert_eq!(day("2008-01-01").days_until(day("2009-01-01")), 366);
    assert_eq!(day("2008-01-02").days_until(day("2008-01-01")), -1);
    assert_eq!(day("2200-12-31").tomorrow(), None);
    assert_eq!(day("1900-01-01").yesterday(), None);
    assert_eq!(date.add_days(i64::MAX), None);
    assert_eq!(date.add_days(i64::MIN), None);
    assert_eq!(Date::new(2007, 2, 29), None);
    assert_eq!(Date::new(1899, 12, 31), None);
}

#[test]
fn other_forms_of_dates_are_refused_with_help() {
    const GENERIC: &str = "write the date as YYYY-MM-DD, for example 2008-06-30";
    let form = |text: &str, help: &str| {
        let message = format!("{text:?} is not a date in the form YYYY-MM-DD");
        assert_eq!(said(Date::parse(text)), format!("{message} | {help}"));
    };
    form("6/30/2008", "write 2008-06-30");
    form("30/6/2008", "write 2008-06-30");
    form("6/30/08", "write 2008-06-30");
    form("6/7/2008", "write 2008-06-07 for June 7, 2008, or 2008-07-06 for July 6, 2008");
    form("6/6/2008", "write 2008-06-06");
    form("30.06.2008", "write 2008-06-30");
    form("7.6.2008", "write 2008-06-07");
    form("June 30, 2008", "write 2008-06-30");
    form("Monday, June 30th, 2008", "write 2008-06-30");
    form("30 June 2008", "write 2008-06-30");
    form("30-Jun-08", "write 2008-06-30");
    form("the 30th of Sept. 2008", "write 2008-09-30");
    form("2008-6-30", "write 2008-06-30");
    form("2008/06/30", "write 2008-06-30");
    form("2nd Monday of June 2008", GENERIC);
    form("20080630", "write 2008-06-30");
    form(" 2008-06-30", "write 2008-06-30");
    for text in
        ["", "soon", "2008", "2008-06-3O", "1/2", "99999999999", "2008-06-30T", "٢٠٠٨-٠٦-٣٠"]
    {
        form(text, GENERIC);
    }
    let table = [
        ("2008-02-30", "\"2008-02-30\" is not a day of the calendar | February 2008 has 29 days"),
        ("2008-06-00", "\"2008-06-00\" is not a day of the calendar | June 2008 has 30 days"),
        ("2008-13-40", "\"2008-13-40\" is not a day of the calendar | months run from 01 to 12"),
        (
            "2008-30-06",
            "\"2008-30-06\" is not a day of the calendar | months run from 01 to 12; \
             write 2008-06-30 for June 30, 2008",
        ),
        (
            "1899-12-31",
            "the year 1899 is not between 1900 and 2200 | \
             check the year: four digits, from 1900 to 2200",
        ),
        (
            "0208-06-30",
            "the year 0208 is not between 1900 and 2200 | \
             check the year: four digits, from 1900 to 2200",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Date::parse(text)), expected);
    }
}

#[test]
fn long_and_wild_texts_are_quoted_short() {
    assert_eq!(quoted(&"é".repeat(60)), format!("\"{}…\"", "é".repeat(48)));
    assert_eq!(quoted("a\u{7}\n\"b"), "\"a\\u{7}\\n\\\"b\"");
}
