//! Periods.

use super::*;

#[test]
fn periods_are_named() {
    let table = [
        ("12-31", "2008-06-30", "June 30, 2008", "Jun 30, 2008", "2008-06-30"),
        ("12-31", "2008-01-01/2008-03-31", "First quarter 2008", "Q1 2008", "2008-Q1"),
        ("12-31", "2008-04-01/2008-06-30", "Second quarter 2008", "Q2 2008", "2008-Q2"),
        ("12-31", "2008-07-01/2008-09-30", "Third quarter 2008", "Q3 2008", "2008-Q3"),
        ("12-31", "2008-10-01/2008-12-31", "Fourth quarter 2008", "Q4 2008", "2008-Q4"),
        ("12-31", "2008-H1", "Six months to June 30, 2008", "H1 2008", "2008-H1"),
        ("12-31", "2008-H2", "Six months to December 31, 2008", "H2 2008", "2008-H2"),
        ("12-31", "2008-9M", "Nine months to September 30, 2008", "9M 2008", "2008-9M"),
        ("12-31", "2008-FY", "Year 2008", "FY 2008", "2008-FY"),
        ("06-30", "2008-FY", "Fiscal 2008", "FY2008", "2008-FY"),
        ("06-30", "2008-04-01/2008-06-30", "Fourth quarter of fiscal 2008", "Q4 FY2008", "2008-Q4"),
        ("06-30", "2008-H1", "Six months to December 31, 2007", "H1 FY2008", "2008-H1"),
        ("06-30", "2008-9M", "Nine months to March 31, 2008", "9M FY2008", "2008-9M"),
        ("06-30", "2008-06-30", "June 30, 2008", "Jun 30, 2008", "2008-06-30"),
        // Weeks that end about December 31 are called as the calendar's quarters are.
        ("Saturday nearest 12-31", "2007-Q2", "Second quarter 2007", "Q2 2007", "2007-Q2"),
        ("last Friday of December", "2008-FY", "Year 2008", "FY 2008", "2008-FY"),
        ("Saturday nearest 01-03", "2009-FY", "Fiscal 2009", "FY2009", "2009-FY"),
    ];
    for (rule, text, name, short, code) in table {
        let (rule, period) = (ends(rule), Period::parse(text, &ends(rule)).expect(text));
        assert_eq!((rule.name(period), rule.short(period)), (name.into(), short.into()));
        assert_eq!(rule.code(period), code);
    }
    for (text, name) in [
        ("2008-03-03/2008-07-09", "March 3 to July 9, 2008"),
        ("2007-11-03/2008-07-09", "November 3, 2007 to July 9, 2008"),
        ("2008-03-03/2008-03-09", "March 3 to 9, 2008"),
        ("2007-03-03/2008-03-03", "March 3, 2007 to March 3, 2008"),
    ] {
        let (rule, period) = (ends("12-31"), Period::parse(text, &ends("12-31")).expect(text));
        assert_eq!(rule.name(period), name);
        assert_eq!((rule.short(period), rule.code(period)), (text.into(), text.into()));
        assert!(!rule.is_quarter(period));
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn other_forms_of_periods_are_refused_with_help() {
    let generic = "write 2008-06-30, 2008-Q2, 2008-H1, 2008-9M, 2008-FY or an interval such as \
                   2008-04-01/2008-06-30";
    let table = [
        ("Q2 2008", "write 2008-Q2"),
        ("2Q08", "write 2008-Q2"),
        ("2Q 2008", "write 2008-Q2"),
        ("Q2'08", "write 2008-Q2"),
        ("2008Q2", "write 2008-Q2"),
        ("2008-q2", "write 2008-Q2"),
        ("Q2 FY2008", "write 2008-Q2"),
        ("Second quarter of fiscal 2008", "write 2008-Q2"),
        ("H1 2008", "write 2008-H1"),
        ("1H08", "write 2008-H1"),
        ("first half 2008", "write 2008-H1"),
        ("9M 2008", "write 2008-9M"),
        ("Nine months 2008", "write 2008-9M"),
        ("FY2008", "write 2008-FY"),
        ("FY 08", "write 2008-FY"),
        ("Fiscal year 2008", "write 2008-FY"),
        ("2008", "write 2008-FY"),
        ("6/30/2008", "write 2008-06-30"),
        ("6/7/2008", "write 2008-06-07 for June 7, 2008, or 2008-07-06 for July 6, 2008"),
        ("June 30, 2008", "write 2008-06-30"),
        ("Six months ended June 30, 2008", "write 2008-H1"),
        ("Three Months Ended\nJune 30, 2008", "write 2008-Q2"),
        ("3 months ended 6/30/2008", "write 2008-Q2"),
        ("Quarter ended June 30, 2008", "write 2008-Q2"),
        ("Nine months to Sept. 30, 2008", "write 2008-9M"),
        ("Year ended December 31, 2008", "write 2008-FY"),
        ("Three months ended May 31, 2008", "write 2008-03-01/2008-05-31"),
        ("Six months ended August 15, 2008", "write 2008-02-16/2008-08-15"),
        ("2008-04-01 to 2008-06-30", "write 2008-04-01/2008-06-30"),
        ("2008-04-01–2008-06-30", "write 2008-04-01/2008-06-30"),
        ("2008-4-1/2008-6-30", "write 2008-04-01/2008-06-30"),
        (
            "June 2008",
            "write 2008-06-30 for a balance, or the interval, such as 2008-06-01/2008-06-30",
        ),
        (
            "2008-02",
            "write 2008-02-29 for a balance, or the interval, such as 2008-02-01/2008-02-29",
        ),
        ("2008-Q5", "quarters are Q1 to Q4"),
        ("2008-H3", "halves are H1 and H2"),
        ("Change %", generic),
        ("", generic),
    ];
    for (text, help) in table {
        let expected = format!("{text:?} is not a period | {help}");
        assert_eq!(said(Period::parse(text, &ends("12-31"))), expected);
    }
    let apple = ends("last Saturday of September");
    assert_eq!(
        said(Period::parse("Three months ended June 28, 2008", &apple)),
        "\"Three months ended June 28, 2008\" is not a period | write 2008-Q3"
    );
    let table = [
        (
            "2008-06-30/2008-04-01",
            "the interval 2008-06-30/2008-04-01 ends before it starts | \
             write 2008-04-01/2008-06-30",
        ),
        (
            "2008-04-01/2008-06-31",
            "\"2008-06-31\" is not a day of the calendar | June 2008 has 30 days",
        ),
        ("2008-02-30", "\"2008-02-30\" is not a day of the calendar | February 2008 has 29 days"),
        (
            "1850-Q1",
            "the year 1850 is not between 1900 and 2200 | \
             check the year: four digits, from 1900 to 2200",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(Period::parse(text, &ends("12-31"))), expected);
    }
}

#[test]
fn periods_are_ordered_by_end_then_start() {
    let mut periods = ["2008-Q2", "2008-06-30", "2008-H1", "2008-Q1", "2007-FY"]
        .map(|text| Period::parse(text, &ends("12-31")).expect(text));
    periods.sort();
    let codes = periods.map(|period| ends("12-31").code(period));
    assert_eq!(codes, ["2007-FY", "2008-Q1", "2008-06-30", "2008-H1", "2008-Q2"]);
}

#[test]
fn differences_of_periods() {
    let table = [
        ("2008-H1", "2008-Q2", Some("2008-01-01/2008-03-31")),
        ("2008-H1", "2008-Q1", Some("2008-04-01/2008-06-30")),
        ("2008-FY", "2008-9M", Some("2008-10-01/2008-12-31")),
        ("2008-H1", "2008-H1", None),
        ("2008-Q1", "2008-H1", None),
        ("2008-FY", "2008-Q2", None),
        ("2008-FY", "2007-Q4", None),
        ("2008-H1", "2008-06-30", None),
        ("2008-06-30", "2008-Q2", None),
    ];
    let period = |text| Period::parse(text, &ends("12-31")).expect(text);
    for (whole, less, left) in table {
        let found = period(whole).minus(period(less)).map(Period::iso);
        assert_eq!(found.as_deref(), left, "{whole} - {less}");
    }
    // What only a careless program can make.
    let reversed = interval("2008-01-01", "2007-01-01");
    assert_eq!(period("2008-H1").minus(reversed), None);
    assert_eq!(reversed.minus(period("2008-H1")), None);
    assert_eq!(ends("12-31").classify(reversed), None);
}
