//! Figures as filings print them, read with the patience that twenty years of typing ask for.
//!
//! Content is read strictly (`text::amount`); a filing was typed by somebody else and cannot be sent back.
//! What is read here is only ever used to tell columns apart and to state a printed value: the print itself
//! is carried along unchanged.

use rust_decimal::Decimal;

use crate::text::currency;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// A figure, in the unit in which it is printed.
    Number {
        /// Its value, negative when in parentheses or after a minus.
        value: Decimal,
        /// Digits after the decimal point.
        decimals: u32,
        /// What it is a figure of.
        kind: Kind,
    },
    /// A printed nil: a dash or several.
    Nil,
    /// Words, such as `N/A`, `nm`, `NM*`.
    Words,
}

/// What a figure is of, by the marks that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No mark.
    Plain,
    /// A sign of currency.
    Money,
    /// A percent sign.
    Percent,
    /// Another unit behind the digits: `x`, `bps`, `pts`.
    Other,
}

/// Units behind the digits that make a figure no money.
const UNITS: [&str; 12] = [
    "bps",
    "bp",
    "pts",
    "pt",
    "pp",
    "ppts",
    "x",
    "times",
    "points",
    "days",
    "years",
    "basis points",
];

/// The dashes of nils and minus signs.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Reads a cell as printed: `$        218`, `(7,790)`, `$(0.30)`, `.30`, `-4.2%`, `(4.2)%`, `$ --`, `49,632)`.
///
/// Blanks anywhere between the parts do not matter, and a parenthesis on one side only is read as both, since
/// filers forget one. Footnote marks are the reader's to take off first.
pub(crate) fn read(printed: &str) -> Figure {
    let bare = |c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '\u{200b}' | '\u{feff}');
    let mut rest = printed.trim_matches(bare);
    let mut negative = false;
    let mut kind = Kind::Plain;
    loop {
        rest = rest.trim_matches(bare);
        if let Some(inner) = rest.strip_prefix('(').or_else(|| rest.strip_suffix(')')) {
            negative = true;
            rest = inner;
        } else if let Some(inner) = rest.strip_suffix('%') {
            kind = Kind::Percent;
            rest = inner;
        } else if let Some(inner) = unmarked(rest) {
            if kind == Kind::Plain {
                kind = Kind::Money;
            }
            rest = inner;
        } else if let Some(inner) = unit(rest) {
            kind = Kind::Other;
            rest = inner;
        } else {
            break;
        }
    }
    if !rest.is_empty()
        && rest.chars().all(|c| is_dash(c) || c.is_whitespace())
        && rest.chars().count() <= 5
    {
        return Figure::Nil;
    }
    if let Some(inner) = rest.strip_prefix(is_dash) {
        negative = true;
        rest = inner.trim_start_matches(bare);
        rest = currency::before(rest).map_or(rest, |(_, rest)| rest).trim_matches(bare);
    } else if let Some(inner) = rest.strip_prefix('+') {
        rest = inner.trim_start_matches(bare);
    }
    match digits(rest) {
        Some((value, decimals)) => {
            let value = if negative { -value } else { value };
            Figure::Number { value, decimals, kind }
        }
        None => Figure::Words,
    }
}

/// Whether a cell holds a figure or a nil: what makes its column one of figures.
pub(crate) fn is_figure(printed: &str) -> bool {
    read(printed) != Figure::Words
}

/// A text without the mark of currency before or behind its figure. The code of one beside a year makes no money of
/// it: `CHF 2024` heads a column.
fn unmarked(text: &str) -> Option<&str> {
    let ((mark, _), rest) = currency::before(text).or_else(|| currency::behind(text))?;
    let year = rest.len() == 4
        && rest.bytes().all(|b| b.is_ascii_digit())
        && ("1900"..="2100").contains(&rest);
    (!year || currency::code(mark).is_none()).then_some(rest)
}

fn unit(text: &str) -> Option<&str> {
    let lower = text.len();
    UNITS.iter().find_map(|word| {
        let start = lower.checked_sub(word.len())?;
        let (before, end) = (text.get(..start)?, text.get(start..)?);
        let digit = before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')');
        (digit && end.eq_ignore_ascii_case(word)).then_some(before)
    })
}

/// Digits with groups of thousands, a decimal point, or both.
fn digits(text: &str) -> Option<(Decimal, u32)> {
    let (integer, fraction) = text.split_once('.').map_or((text, None), |(i, f)| (i, Some(f)));
    let all = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_some_and(|f| f.is_empty() || !all(f)) {
        return None;
    }
    let mut groups = integer.split(',');
    let first = groups.next().unwrap_or_default();
    let mut whole = String::from(first);
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        grouped = true;
        whole.push_str(group);
    }
    let empty = whole.is_empty() && fraction.is_none();
    if empty || !all(&whole) || (grouped && !(1..=3).contains(&first.len())) {
        return None;
    }
    let fraction = fraction.unwrap_or_default();
    let value = Decimal::from_str_exact(&format!("0{whole}.{fraction}0")).ok()?.normalize();
    Some((value, u32::try_from(fraction.len()).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(String, u32, Kind)> {
        match read(text) {
            Figure::Number { value, decimals, kind } => Some((value.to_string(), decimals, kind)),
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_as_filings_print_them() {
        for (text, value, decimals, kind) in [
            ("$        218", "218", 0, Kind::Money),
            ("(7,790)", "-7790", 0, Kind::Plain),
            ("$ (7,790)", "-7790", 0, Kind::Money),
            ("($ 7,790)", "-7790", 0, Kind::Money),
            ("$(0.30)", "-0.3", 2, Kind::Money),
            (".30", "0.3", 2, Kind::Plain),
            ("$.30", "0.3", 2, Kind::Money),
            ("-4.2%", "-4.2", 1, Kind::Percent),
            ("(4.2)%", "-4.2", 1, Kind::Percent),
            ("(4.2%)", "-4.2", 1, Kind::Percent),
            ("(4.2 )%", "-4.2", 1, Kind::Percent),
            ("49,632)", "-49632", 0, Kind::Plain),
            ("24,525,026", "24525026", 0, Kind::Plain),
            ("0", "0", 0, Kind::Plain),
            ("1.5x", "1.5", 1, Kind::Other),
            ("12 bps", "12", 0, Kind::Other),
            ("\u{2212}12", "-12", 0, Kind::Plain),
            ("-$12", "-12", 0, Kind::Plain),
            ("CHF 410", "410", 0, Kind::Money),
            ("CHF410", "410", 0, Kind::Money),
            ("RMB (410)", "-410", 0, Kind::Money),
            ("(410) SEK", "-410", 0, Kind::Money),
            ("1,410 EUR", "1410", 0, Kind::Money),
        ] {
            assert_eq!(number(text), Some((value.to_string(), decimals, kind)), "{text}");
        }
    }

    #[test]
    fn nils_are_dashes_and_words_are_neither() {
        for nil in
            ["--", "-", "---", "$ --", "\u{2014}", "$ \u{2014}", "\u{2013}", "- -", "\u{2014}%"]
        {
            assert_eq!(read(nil), Figure::Nil, "{nil}");
        }
        for words in [
            "",
            "N/A",
            "nm",
            "$",
            "(a)",
            "1,23",
            "12,3456",
            "June 30",
            "1.2.3",
            "--------------",
            "CHF",
            "CHF 2024",
            "2024 EUR",
        ] {
            assert_eq!(read(words), Figure::Words, "{words}");
        }
    }
}
