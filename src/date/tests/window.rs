//! Windows.

use super::*;

#[test]
fn windows_are_read_and_printed() {
    let table = [
        ("2008-06-30", "2008-06-30", "2008-06-30", "June 30, 2008"),
        ("2006-08", "2006-08-01", "2006-08-31", "August 2006"),
        ("2008-Q4", "2008-10-01", "2008-12-31", "fourth quarter 2008"),
        ("2006-H2", "2006-07-01", "2006-12-31", "second half of 2006"),
        ("2009", "2009-01-01", "2009-12-31", "2009"),
        ("2008-09/2008-10", "2008-09-01", "2008-10-31", "September or October 2008"),
        ("2008-09/2008-12", "2008-09-01", "2008-12-31", "September to December 2008"),
        ("2008-12/2009-01", "2008-12-01", "2009-01-31", "December 2008 or January 2009"),
        ("2008-11/2009-02", "2008-11-01", "2009-02-28", "November 2008 to February 2009"),
        ("2008-Q3/2008-Q4", "2008-07-01", "2008-12-31", "third or fourth quarter 2008"),
        ("2008-Q2/2008-Q4", "2008-04-01", "2008-12-31", "second to fourth quarter 2008"),
        (
            "2008-Q4/2009-Q1",
            "2008-10-01",
            "2009-03-31",
            "fourth quarter 2008 or first quarter 2009",
        ),
        ("2008-H1/2008-H2", "2008-01-01", "2008-12-31", "first or second half of 2008"),
        (
            "2008-H2/2009-H2",
            "2008-07-01",
            "2009-12-31",
            "second half of 2008 to second half of 2009",
        ),
        ("2008/2009", "2008-01-01", "2009-12-31", "2008 or 2009"),
        ("2008/2010", "2008-01-01", "2010-12-31", "2008 to 2010"),
        ("2008-06-03/2008-07-09", "2008-06-03", "2008-07-09", "June 3 to July 9, 2008"),
        ("2200", "2200-01-01", "2200-12-31", "2200"),
        ("2199/2200", "2199-01-01", "2200-12-31", "2199 or 2200"),
    ];
    for (text, first, last, long) in table {
        let window = Window::parse(text).expect(text);
        assert_eq!((window.first(), window.last()), (day(first), day(last)), "{text}");
        assert_eq!(window.long(), long);
        assert_eq!((window.iso(), window.to_string()), (text.into(), text.into()));
    }
    let order = ["2008-Q3", "2008-11", "2008", "2008-H2", "2008-Q4", "2008-12-31", "2009"];
    let mut sorted = order.map(|text| Window::parse(text).expect(text));
    sorted.reverse();
    sorted.sort();
    assert_eq!(sorted.map(|window| window.iso()), order);
}

#[test]
fn other_forms_of_windows_are_refused_with_help() {
    let generic = "write 2008-06-30, 2006-08, 2008-Q4, 2006-H2, 2009 or two of a kind such as \
                   2008-09/2008-10";
    let table = [
        ("Q4 2008", "write 2008-Q4"),
        ("4Q08", "write 2008-Q4"),
        ("fourth quarter of 2008", "write 2008-Q4"),
        ("second half of 2006", "write 2006-H2"),
        ("FY2009", "write 2009"),
        ("August 2006", "write 2006-08"),
        ("Aug. 2006", "write 2006-08"),
        ("8/2006", "write 2006-08"),
        ("2006-8", "write 2006-08"),
        ("6/30/2008", "write 2008-06-30"),
        ("June 30, 2008", "write 2008-06-30"),
        ("2008-09 to 2008-10", "write 2008-09/2008-10"),
        ("Q3 2008 - Q4 2008", "write 2008-Q3/2008-Q4"),
        ("September or October 2008", "write 2008-09/2008-10"),
        ("third or fourth quarter 2008", "write 2008-Q3/2008-Q4"),
        ("November 2008 to February 2009", "write 2008-11/2009-02"),
        ("2008-Q5", generic),
        ("2008-13", generic),
        ("2008-00", generic),
        ("2008-9M", generic),
        ("2008-", "write 2008"),
        ("soon", generic),
        ("", generic),
        ("2008-09/2008-10/2008-11", generic),
    ];
    for (text, help) in table {
        let expected = format!("{text:?} is not a window of time | {help}");
        assert_eq!(said(Window::parse(text)), expected);
    }
    let table = [
        (
            "2008-10/2008-09",
            "the window 2008-10/2008-09 ends before it starts | write 2008-09/2008-10",
        ),
        ("2008-10/2008-10", "the window 2008-10/2008-10 names 2008-10 twice | write 2008-10"),
        (
            "2008-10/2008-Q4",
            "the two ends of 2008-10/2008-Q4 are not of one kind | \
             write two days, two months, two quarters, two halves or two years",
        ),
        ("2008-02-30", "\"2008-02-30\" is not a day of the calendar | February 2008 has 29 days"),
        (
            "1850",
            "the year 1850 is not between 1900 and 2200 | \
             check the year: four digits, from 1900 to 2200",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Window::parse(text)), expected);
    }
}
