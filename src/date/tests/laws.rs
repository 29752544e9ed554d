//! The laws that hold for all values.

use proptest::prelude::*;

use super::*;

/// Every rule whose laws are tried.
const RULES: [&str; 12] = [
    "12-31",
    "06-30",
    "09-30",
    "02-28",
    "11-30",
    "01-30",
    "04-05",
    "05-30",
    "last Saturday of September",
    "last Friday of February",
    "Saturday nearest 12-31",
    "Sunday nearest February 29",
];

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..109_938).prop_map(|n| day("1900-01-01").add_days(n).expect("in range"))
}

fn any_rule() -> impl Strategy<Value = FiscalYearEnd> {
    prop::sample::select(RULES.as_slice()).prop_map(ends)
}

fn any_part() -> impl Strategy<Value = Part> {
    prop::sample::select(Part::ALL.as_slice())
}

/// Texts that are nearly right, which find more than wholly random ones do.
fn any_text() -> impl Strategy<Value = String> {
    let bits = [
        "2008", "-", "/", "06", "6", "30", "Q2", "H1", "9M", "FY", "08", " ", ":", "T", "Z", "+",
        "00", "June", "Sept", "ended", "months", "six", "to", " or ", "quarter", "last", "nearest",
        "Saturday", "of", "é", "9999", "24:00", ".", ",", "–", "pm", "12-31",
    ];
    let near = prop::collection::vec(prop::sample::select(bits.to_vec()), 0..10);
    prop_oneof![".*", near.prop_map(|bits| bits.concat())]
}

proptest! {
    #[test]
    fn nothing_panics(text in any_text(), seconds in any::<i64>(), year in any::<i16>()) {
        let zone = new_york();
        let _ = Date::parse(&text);
        let _ = Zone::parse(&text);
        let _ = Instant::parse_as_of(&text, &zone);
        let _ = Moment::parse(&text, &zone).map(|moment| (moment.long(), moment.iso()));
        let _ = FiscalYearEnd::parse(&text);
        let _ = Window::parse(&text).map(|window| window.long());
        for rule in RULES {
            let _ = Period::parse(&text, &ends(rule)).map(|period| ends(rule).name(period));
            let _ = ends(rule).year(year);
            let _ = ends(rule).part(year, Part::H2);
        }
        let _ = Instant::from_unix(seconds);
        let _ = day("2008-06-30").add_days(seconds);
    }

    #[test]
    fn dates_print_what_they_read(date in any_day(), n in -40_000_i64..40_000) {
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        if let Some(other) = date.add_days(n) {
            prop_assert_eq!(date.days_until(other), n);
            prop_assert_eq!(date < other, n > 0);
        }
        let help = format!("write {date}");
        prop_assert_eq!(Date::parse(&date.long()).map_err(|error| error.help), Err(Some(help)));
    }

    #[test]
    fn instants_print_what_they_read(seconds in -2_208_988_800_i64..=7_289_654_399) {
        let at = Instant::from_unix(seconds).expect("in range");
        for zone in ["America/New_York", "Africa/Monrovia", "Pacific/Apia", "UTC"] {
            let zone = Zone::parse(zone).expect("known");
            prop_assert_eq!(Instant::parse_as_of(&at.to_string(), &zone), Ok(at));
            let local = at.rfc3339_in(&zone);
            if (1901..2200).contains(&at.date_in(&zone).year()) {
                prop_assert_eq!(Instant::parse_as_of(&local, &zone), Ok(at));
            }
        }
    }

    #[test]
    fn moments_print_what_they_read(seconds in 0_i64..7_000_000_000) {
        let at = Instant::from_unix(seconds).expect("in range");
        for zone in ["America/New_York", "Pacific/Apia", "Asia/Kolkata", "America/Sao_Paulo"] {
            let zone = Zone::parse(zone).expect("known");
            let moment = Moment::parse(&at.rfc3339_in(&zone), &zone).expect("its own offset");
            prop_assert_eq!(moment.instant(), at);
            prop_assert_eq!(moment.iso(), at.rfc3339_in(&zone));
            prop_assert_eq!(Moment::parse(&moment.iso(), &zone), Ok(moment));
            let date = at.date_in(&zone);
            let bare = Moment::parse(&date.to_string(), &zone).expect("a day that was");
            prop_assert!(bare.starts_at() <= at && at <= bare.instant());
            prop_assert_eq!(bare.starts_at().date_in(&zone), date);
            prop_assert_eq!(bare.instant().date_in(&zone), date);
        }
    }

    #[test]
    fn periods_print_what_they_read(one in any_day(), two in any_day(), rule in any_rule()) {
        let duration = Period::Duration { start: one.min(two), end: one.max(two) };
        for period in [Period::Instant(one), duration] {
            prop_assert_eq!(Period::parse(&period.iso(), &rule), Ok(period));
            prop_assert_eq!(Period::parse(&rule.code(period), &rule), Ok(period));
        }
    }

    #[test]
    fn windows_print_what_they_read(
        years in (1900_i16..=2200, 0_i16..3), kind in 0..5, numbers in (1..=12, 1..=12),
    ) {
        let piece = |year: i16, number: i32| match kind {
            0 => format!("{year}-{number:02}-15"),
            1 => format!("{year}-{number:02}"),
            2 => format!("{year}-Q{}", (number - 1) / 3 + 1),
            3 => format!("{year}-H{}", (number - 1) / 6 + 1),
            _ => year.to_string(),
        };
        let from = piece(years.0, numbers.0);
        let both = format!("{from}/{}", piece(years.0 + years.1, numbers.1));
        for text in [from, both] {
            let Ok(window) = Window::parse(&text) else { continue };
            prop_assert_eq!(window.iso(), text.clone());
            prop_assert_eq!(Window::parse(&window.iso()), Ok(window));
            prop_assert!(window.first() <= window.last());
            let help = Window::parse(&format!(" {text}")).expect_err("a blank").help;
            prop_assert_eq!(help, Some(format!("write {text}")));
        }
    }

    #[test]
    fn parts_are_classified_as_themselves(
        rule in any_rule(), year in 1902_i16..=2198, part in any_part(),
    ) {
        let (first, last) = rule.year(year).expect("in range");
        prop_assert_eq!(rule.year(year + 1).map(|(next, _)| next), last.tomorrow());
        if let Ok(period) = rule.part(year, part) {
            prop_assert_eq!(rule.classify(period), Some((year, part)));
            prop_assert_eq!(rule.code(period), format!("{year}-{part}"));
        } else {
            prop_assert_eq!(first.days_until(last), 370);
        }
    }

    #[test]
    fn parts_add_up(rule in any_rule(), year in 1902_i16..=2198) {
        let part = |part| rule.part(year, part).ok();
        let less = |whole: Option<Period>, less: Option<Period>| whole?.minus(less?);
        prop_assert_eq!(less(part(Part::H1), part(Part::Q2)), part(Part::Q1));
        prop_assert_eq!(less(part(Part::H1), part(Part::Q1)), part(Part::Q2));
        prop_assert_eq!(less(part(Part::NineMonths), part(Part::H1)), part(Part::Q3));
        prop_assert_eq!(less(part(Part::H2), part(Part::Q4)), part(Part::Q3));
        if part(Part::Q4).is_some() {
            prop_assert_eq!(less(part(Part::Year), part(Part::NineMonths)), part(Part::Q4));
        }
    }
}
