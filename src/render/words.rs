//! Figures, dates and periods in words. What must not be torn apart is held by U+00A0.

use rust_decimal::{Decimal, RoundingStrategy};

use super::view;
use crate::date::{Date, FiscalYearEnd, MONTHS, Moment, Period};
use crate::model::fact::Fact;
use crate::model::statement::{Scale, Statement, StatementKind, Unit};
use crate::text::amount::grouped;

/// A space at which no line breaks.
const HARD: char = '\u{a0}';

/// The size of a file: `812 bytes`, `12 KB`, `1.3 MB`; a KB is a thousand bytes.
pub(super) fn size(bytes: usize) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    match bytes {
        0..1_000 => format!("{bytes}{HARD}bytes"),
        1_000..999_500 => format!("{}{HARD}KB", (bytes + 500) / 1_000),
        _ => format!("{}.{}{HARD}MB", tenths / 10, tenths % 10),
    }
}

/// An amount in words: `$7.8 million`.
pub(super) struct Amount {
    /// The whole.
    pub text: String,
    /// The number with its sign of currency: `$7.8`.
    pub number: String,
    /// The word after it: `million`.
    pub scale: Option<String>,
}

impl Amount {
    /// The absolute value of a fact, rounded half away from zero to one decimal of its scale.
    pub(super) fn of(fact: &Fact) -> Self {
        let Some(value) = fact.value else {
            let nil = "\u{2013}".to_owned();
            return Self { text: nil.clone(), number: nil, scale: None };
        };
        let value = value.abs();
        match &fact.unit {
            Unit::Money(currency) => Self::scaled(value, &sign(currency), fact.decimals),
            Unit::PerShare(currency) => {
                let decimals = u32::try_from(fact.decimals).unwrap_or(0).max(2);
                Self::plain(format!("{}{}", sign(currency), grouped(value, decimals)))
            }
            Unit::Shares => Self::scaled(value, "", fact.decimals),
            Unit::Pure => {
                Self::plain(grouped(value, u32::try_from(fact.decimals).unwrap_or_default()))
            }
        }
    }

    fn plain(text: String) -> Self {
        Self { number: text.clone(), text, scale: None }
    }

    fn scaled(value: Decimal, sign: &str, decimals: i32) -> Self {
        let rounds_to = |unit: u64, digits: u32| {
            let scaled = value / Decimal::from(unit);
            scaled.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
        };
        for (unit, word, exponent) in [(1_000_000_000_u64, "billion", 9), (1_000_000, "million", 6)]
        {
            let rounded = rounds_to(unit, 1);
            if rounded >= Decimal::ONE {
                // No digit is shown that was not reported: of whole millions, none after the point.
                let digits = u32::from(decimals + exponent > 0);
                let number = format!("{sign}{}", grouped(rounded, digits));
                let text = format!("{number}{HARD}{word}");
                return Self { text, number, scale: Some(word.to_owned()) };
            }
        }
        if decimals <= -3 && value >= Decimal::ONE_THOUSAND {
            let number = format!("{sign}{}", grouped(rounds_to(1000, 0), 0));
            let text = format!("{number}{HARD}thousand");
            return Self { text, number, scale: Some("thousand".into()) };
        }
        Self::plain(format!(
            "{sign}{}",
            grouped(value, u32::try_from(decimals).unwrap_or_default())
        ))
    }
}

/// The sign that stands before amounts of a currency, with its space if it is a code.
pub(super) fn sign(currency: &str) -> String {
    match currency {
        "USD" => "$".into(),
        "EUR" => "\u{20ac}".into(),
        "GBP" => "\u{a3}".into(),
        "JPY" => "\u{a5}".into(),
        code => format!("{code}{HARD}"),
    }
}

/// A currency's name in captions.
pub(super) fn currency(code: &str) -> String {
    match code {
        "USD" => "US dollars".into(),
        "EUR" => "euros".into(),
        "GBP" => "pounds sterling".into(),
        "CHF" => "Swiss francs".into(),
        "CAD" => "Canadian dollars".into(),
        "JPY" => "yen".into(),
        code => code.into(),
    }
}

/// `August 11, 2008`, the day held to its month.
pub(super) fn day(date: Date) -> String {
    date.long().replacen(' ', "\u{a0}", 1)
}

/// `Aug 11, 2008`
pub(super) fn short_day(date: Date) -> String {
    format!("{}, {}", date.month_day().replace(' ', "\u{a0}"), date.year())
}

/// `4:05 p.m. EDT`, if a time of day is known.
pub(super) fn time(moment: &Moment) -> Option<String> {
    if !moment.has_time() {
        return None;
    }
    let long = moment.long();
    let day = moment.date().long();
    let time = long.strip_prefix(&day)?.strip_prefix(", ")?;
    Some(time.replace(' ', "\u{a0}"))
}

/// `Fiscal years end June 30.`, where that is not the end of the calendar's.
pub(super) fn year_end(year_end: &FiscalYearEnd) -> Option<String> {
    let day = year_end.day_in_words().replacen(' ', "\u{a0}", 1);
    (!year_end.is_calendar_year()).then(|| format!("Fiscal years end {day}."))
}

/// `Second quarter 2008`, `Second quarter of fiscal 2024`, `June 30, 2008`.
pub(super) fn period(period: Period, year_end: &FiscalYearEnd) -> String {
    match period {
        Period::Instant(date) => day(date),
        Period::Duration { .. } => year_end.name(period),
    }
}

/// The same within a sentence: `second quarter 2008`.
pub(super) fn lower(text: &str) -> String {
    if MONTHS.iter().any(|month| text.starts_with(month)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    // `CHF million`, `R&D expense` and `Q2 2008` do not begin with a word.
    if letters.clone().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&') {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// A small number in words.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// With a capital at its head.
pub(super) fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// A statement's name in links.
pub(super) fn statement(kind: &StatementKind) -> String {
    match kind {
        StatementKind::Income => "Operations".into(),
        StatementKind::CashFlows => "Cash flows".into(),
        StatementKind::Equity => "Equity".into(),
        kind => kind.title(),
    }
}

/// `Selected data, unaudited. Thousands of US dollars, except share and per-share data.`
pub(super) fn caption(statement: &Statement) -> String {
    let audit = match (statement.selected, statement.unaudited) {
        (true, true) => "Selected data, unaudited. ",
        (true, false) => "Selected data. ",
        (false, true) => "Unaudited. ",
        (false, false) => "",
    };
    let has = |wanted: fn(&Unit) -> bool| {
        statement.rows.iter().any(|r| !r.is_section() && wanted(&r.unit))
    };
    let except = match (
        has(|unit| matches!(unit, Unit::Shares)),
        has(|unit| matches!(unit, Unit::PerShare(_))),
    ) {
        (true, true) => ", except share and per-share data",
        (true, false) => ", except share data",
        (false, true) => ", except per-share data",
        (false, false) => "",
    };
    let money = upper(&scaled_currency(statement.scale, &statement.currency));
    format!("{audit}{money}{except}.")
}

/// `thousands of US dollars`
pub(super) fn scaled_currency(scale: Scale, code: &str) -> String {
    let name = currency(code);
    match scale {
        Scale::Ones => name,
        Scale::Thousands => format!("thousands of {name}"),
        Scale::Millions => format!("millions of {name}"),
        Scale::Billions => format!("billions of {name}"),
    }
}

/// A figure that prints itself in plain text, with its period: `minus CHF 2.2 million (second quarter
/// 2008, derived)`.
pub(super) fn cited(figure: &view::Figure) -> String {
    let derived = if figure.derived { ", derived" } else { "" };
    format!("{} ({}{derived})", figure.text, figure.period)
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Zone;
    use crate::model::fact::Origin;

    #[test]
    fn sizes_are_short() {
        let said = [0, 999, 1_000, 1_499, 999_499, 999_500, 12_345_678]
            .map(|bytes| size(bytes).replace(HARD, " "));
        assert_eq!(said, ["0 bytes", "999 bytes", "1 KB", "1 KB", "999 KB", "1.0 MB", "12.3 MB"]);
    }

    fn text(value: &str, unit: Unit, decimals: i32) -> String {
        let published = Moment::parse("2008-08-11", &Zone::parse("UTC").unwrap()).unwrap();
        let fact = Fact {
            concept: "X".into(),
            period: Period::Instant(Date::new(2008, 6, 30).unwrap()),
            unit,
            value: Some(Decimal::from_str_exact(value).unwrap()),
            decimals,
            origin: Origin::Derived { whole: 0, part: 0 },
            published,
        };
        Amount::of(&fact).text.replace(HARD, " ")
    }

    #[test]
    fn words_begin_small_within_a_sentence() {
        assert_eq!(lower("Second quarter 2008"), "second quarter 2008");
        assert_eq!(lower("A year"), "a year");
        for kept in ["June 30, 2008", "CHF million", "R&D expense", "Q2 2008", "$ million", ""] {
            assert_eq!(lower(kept), kept);
        }
    }

    #[test]
    fn amounts_are_rounded_half_away_from_zero() {
        let usd = || Unit::Money("USD".into());
        assert_eq!(text("-7765000", usd(), -3), "$7.8 million");
        assert_eq!(text("7750000", usd(), -3), "$7.8 million");
        assert_eq!(text("988000", usd(), -3), "$1.0 million");
        assert_eq!(text("949000", usd(), -3), "$949 thousand");
        assert_eq!(text("42000", usd(), -3), "$42 thousand");
        assert_eq!(text("999960000", usd(), -3), "$1.0 billion");
        assert_eq!(text("12000000", usd(), -6), "$12 million");
        assert_eq!(text("1234000000", usd(), -6), "$1.2 billion");
        assert_eq!(text("1234.5", usd(), 1), "$1,234.5");
        assert_eq!(text("0", usd(), -3), "$0");
        assert_eq!(text("-0.3", Unit::PerShare("USD".into()), 2), "$0.30");
        assert_eq!(text("52012245", Unit::Shares, 0), "52.0 million");
        assert_eq!(text("7800000", Unit::Money("CHF".into()), -3), "CHF 7.8 million");
    }

    #[test]
    fn periods_read_on_in_a_sentence() {
        assert_eq!(lower("Second quarter 2008"), "second quarter 2008");
        assert_eq!(lower("June 30, 2008"), "June 30, 2008");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
