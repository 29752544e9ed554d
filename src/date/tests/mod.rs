//! Tables of every form and every error, and the laws that hold for all values.

mod day;
mod fiscal;
mod laws;
mod period;
mod time;
mod window;

use super::*;

fn day(text: &str) -> Date {
    Date::parse(text).expect(text)
}

fn new_york() -> Zone {
    Zone::parse("America/New_York").expect("New York")
}

fn ends(text: &str) -> FiscalYearEnd {
    FiscalYearEnd::parse(text).expect(text)
}

fn interval(start: &str, end: &str) -> Period {
    Period::Duration { start: day(start), end: day(end) }
}

/// `message | help`, for tables.
fn said<T: std::fmt::Debug>(result: Result<T, DateError>) -> String {
    let error = result.expect_err("should be refused");
    format!("{error} | {}", error.help.as_deref().unwrap_or("-"))
}
