//! Fiscal years and their parts.

use super::*;

#[test]
fn fiscal_year_ends_are_read() {
    let table = [
        ("12-31", "12-31"),
        ("02-28", "02-29"),
        ("02-29", "02-29"),
        ("last Saturday of September", "last Saturday of September"),
        ("the last saturday in september", "last Saturday of September"),
        ("Saturday nearest September 30", "Saturday nearest 09-30"),
        ("Saturday nearest 09-30", "Saturday nearest 09-30"),
        ("Saturday closest to January 31", "Saturday nearest 01-31"),
        ("Sunday nearest to 12-31", "Sunday nearest 12-31"),
    ];
    for (text, printed) in table {
        assert_eq!(ends(text).to_string(), printed);
        assert_eq!(ends(printed), ends(text));
    }
    let forms = "write 12-31, last Saturday of September or Saturday nearest 09-30";
    let table = [
        ("December 31", "write 12-31"),
        ("31 December", "write 12-31"),
        ("12/31", "write 12-31"),
        ("31.12.", "write 12-31"),
        ("--12-31", "write 12-31"),
        ("second Saturday of September", forms),
        ("last Someday of September", forms),
        ("Saturday nearest 09-31", forms),
        ("", forms),
    ];
    for (text, help) in table {
        let expected = format!("{text:?} is not a fiscal year end | {help}");
        assert_eq!(said(FiscalYearEnd::parse(text)), expected);
    }
    assert_eq!(
        said(FiscalYearEnd::parse("06-31")),
        "\"06-31\" is not a day of the year | write MM-DD, for example 12-31"
    );
}

#[test]
fn fiscal_years() {
    let table = [
        ("12-31", 2008, "2008-01-01", "2008-12-31"),
        ("06-30", 2008, "2007-07-01", "2008-06-30"),
        ("02-28", 2008, "2007-03-01", "2008-02-29"),
        ("02-28", 2009, "2008-03-01", "2009-02-28"),
        ("04-05", 2009, "2008-04-06", "2009-04-05"),
        // Apple, as its annual reports give it; fiscal 2012 had 53 weeks.
        ("last Saturday of September", 2008, "2007-09-30", "2008-09-27"),
        ("last Saturday of September", 2012, "2011-09-25", "2012-09-29"),
        ("Saturday nearest 09-30", 2006, "2005-10-02", "2006-09-30"),
        ("Saturday nearest 12-31", 2008, "2007-12-30", "2009-01-03"),
        ("Saturday nearest 12-31", 2009, "2009-01-04", "2010-01-02"),
        ("Saturday nearest 01-31", 2009, "2008-02-03", "2009-01-31"),
    ];
    for (rule, year, first, last) in table {
        assert_eq!(ends(rule).year(year), Some((day(first), day(last))), "{rule} {year}");
    }
    assert_eq!(ends("12-31").year(1900), Some((day("1900-01-01"), day("1900-12-31"))));
    assert_eq!(ends("06-30").year(1900), None);
    for year in [i16::MIN, 1899, 2201, i16::MAX] {
        assert_eq!(ends("12-31").year(year), None);
        assert!(ends("last Friday of May").part(year, Part::Q1).is_err());
    }
}

#[test]
fn parts_of_fiscal_years() {
    let table = [
        ("12-31", "2008-Q1", "2008-01-01/2008-03-31"),
        ("12-31", "2008-Q2", "2008-04-01/2008-06-30"),
        ("12-31", "2008-H1", "2008-01-01/2008-06-30"),
        ("12-31", "2008-H2", "2008-07-01/2008-12-31"),
        ("12-31", "2008-9M", "2008-01-01/2008-09-30"),
        ("12-31", "2008-FY", "2008-01-01/2008-12-31"),
        ("06-30", "2008-Q1", "2007-07-01/2007-09-30"),
        ("06-30", "2008-Q3", "2008-01-01/2008-03-31"),
        ("11-30", "2008-Q1", "2007-12-01/2008-02-29"),
        ("02-28", "2008-Q4", "2007-12-01/2008-02-29"),
        ("02-28", "2008-Q1", "2007-03-01/2007-05-31"),
        ("04-05", "2009-Q1", "2008-04-06/2008-07-05"),
        ("05-30", "2008-Q3", "2007-12-01/2008-02-29"),
        ("last Saturday of September", "2008-Q1", "2007-09-30/2007-12-29"),
        ("last Saturday of September", "2008-Q4", "2008-06-29/2008-09-27"),
        ("last Saturday of September", "2008-9M", "2007-09-30/2008-06-28"),
        ("last Saturday of September", "2012-FY", "2011-09-25/2012-09-29"),
    ];
    for (rule, code, iso) in table {
        let period = Period::parse(code, &ends(rule)).expect(code);
        assert_eq!(period.iso(), iso, "{rule} {code}");
        assert_eq!(ends(rule).code(period), code);
    }
    let september = ends("last Saturday of September");
    let table = [
        ("2006-Q2", "2005-12-25/2006-03-25"),
        ("2006-Q4", "2006-06-25/2006-09-30"),
        ("2006-H1", "2005-09-25/2006-03-25"),
    ];
    for (code, example) in table {
        assert_eq!(
            said(Period::parse(code, &september)),
            format!(
                "fiscal 2006 has 53 weeks, so {code} does not say which days it covers | \
                 write the interval as the document gives it, for example {example}"
            )
        );
    }
}

#[test]
fn years_of_53_weeks_are_classified() {
    // Fiscal 2012: 2011-09-25 to 2012-09-29. Apple's first quarter had 14 weeks in it.
    let apple = ends("last Saturday of September");
    assert!(apple.part(2012, Part::Q1).is_err());
    let table = [
        ("2011-09-25", "2011-12-31", Some(Part::Q1)),
        ("2011-09-25", "2011-12-24", Some(Part::Q1)),
        ("2012-01-01", "2012-03-31", Some(Part::Q2)),
        ("2011-12-25", "2012-03-31", Some(Part::Q2)),
        ("2011-12-25", "2012-03-24", Some(Part::Q2)),
        ("2012-04-01", "2012-06-30", Some(Part::Q3)),
        ("2012-07-01", "2012-09-29", Some(Part::Q4)),
        ("2012-06-24", "2012-09-29", Some(Part::Q4)),
        ("2011-09-25", "2012-03-31", Some(Part::H1)),
        ("2012-04-01", "2012-09-29", Some(Part::H2)),
        ("2011-09-25", "2012-06-30", Some(Part::NineMonths)),
        ("2011-09-25", "2012-09-29", Some(Part::Year)),
        ("2012-01-01", "2012-03-24", None),
        ("2011-10-02", "2011-12-31", None),
        ("2012-07-01", "2012-09-22", None),
        ("2012-01-02", "2012-04-01", None),
    ];
    for (start, end, part) in table {
        let period = interval(start, end);
        assert_eq!(apple.classify(period), part.map(|part| (2012, part)), "{period}");
        assert_eq!(apple.is_quarter(period), part.is_some_and(Part::is_quarter));
    }
    let first = interval("2011-09-25", "2011-12-31");
    assert_eq!(apple.name(first), "First quarter of fiscal 2012");
    assert_eq!(apple.short(first), "Q1 FY2012");
    assert_eq!(apple.code(first), "2011-09-25/2011-12-31");
}

#[test]
fn the_last_day_is_said_in_words() {
    let table = [
        ("06-30", "June 30"),
        ("02-28", "on the last day of February"),
        ("last Saturday of September", "on the last Saturday of September"),
        ("Saturday nearest 01-31", "on the Saturday nearest January 31"),
    ];
    for (rule, words) in table {
        assert_eq!(ends(rule).day_in_words(), words);
    }
}
