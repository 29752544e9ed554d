//! How a document counts fiscal quarters and years.

use super::lex::Placed;
use super::when::When;
use super::words::Words;
use crate::date::{FiscalYearEnd, Part, Period};

/// How a text counts fiscal quarters and years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    /// The fiscal year of the document's period, as the company's calendar calls it.
    pub year: i16,
    /// What that calendar calls a year more than the words do: some call a year that ends early in 2025 fiscal 2024.
    pub ahead: i16,
}

impl Calendar {
    /// The calendar of a text about a period. Nothing where it cannot be told: where the text speaks of quarters and never
    /// of the one that the period would be, or might mean either of two years by `fiscal 2024`.
    pub(super) fn of(tokens: &[Placed], year_end: &FiscalYearEnd, period: Period) -> Option<Self> {
        let year = fiscal_year(year_end, period)?;
        let words = Words(tokens);
        let quarters: Vec<Part> = (0..tokens.len())
            .filter(|at| {
                words.is(at + 1 + usize::from(words.is(at + 1, &["fiscal"])), &["quarter"])
            })
            .filter_map(|at| words.ordinal(at))
            .collect();
        let own = [Part::Q1, Part::Q2, Part::Q3, Part::Q4].into_iter().find(|part| {
            let like = |quarter| When::of(quarter).means(period);
            year_end.part(year, *part).is_ok_and(like)
        });
        if own.is_some_and(|own| !quarters.is_empty() && !quarters.contains(&own)) {
            return None;
        }
        let fiscal = |at: &usize| words.is(*at, &["fiscal"]);
        let named = |at: usize| words.year(at + 1 + usize::from(words.is(at + 1, &["year"])));
        let years: Vec<i16> = (0..tokens.len()).filter(fiscal).filter_map(named).collect();
        let early = year_end.part(year, Part::Year).is_ok_and(|year| year.end().month() <= 3);
        if !early || years.contains(&year) || !years.contains(&(year - 1)) {
            return Some(Self { year, ahead: 0 });
        }
        years.contains(&(year - 2)).then_some(Self { year, ahead: 1 })
    }
}

/// The fiscal year that most of a period lies in.
fn fiscal_year(year_end: &FiscalYearEnd, period: Period) -> Option<i16> {
    let start = period.start().unwrap_or(period.end());
    let within = |year: i16| {
        let of = year_end.part(year, Part::Year).ok()?;
        Some(start.max(of.start()?).days_until(period.end().min(of.end())))
    };
    let years = [period.end().year(), period.end().year() + 1];
    years.into_iter().filter_map(|year| Some((within(year)?, year))).max().map(|(_, year)| year)
}
