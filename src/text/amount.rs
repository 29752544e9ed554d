//! Figures as statements print them, read and written exactly.
//!
//! A cell is an amount, a printed nil (`--`) or blank, and these are three different things. Amounts are
//! decimals from their own text; nothing here ever passes through a binary fraction.

use rust_decimal::Decimal;

use super::currency;

/// What a cell of a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: the line is not reported for the column.
    Blank,
    /// A printed nil: reported, and without value.
    Nil,
    /// A figure.
    Amount(Amount),
}

/// A figure as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The value in the unit of its line.
    pub value: Decimal,
    /// How many digits stand after the decimal point.
    pub decimals: u32,
}

/// Why a cell cannot be read, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// The ways in which a nil is printed.
const NILS: [&str; 6] = ["-", "--", "---", "\u{2013}", "\u{2014}", "\u{2212}"];

/// Reads a cell: `7,329`, `$ 218`, `(7,321)`, `$ (0.30)`, `($ 7,321)`, `CHF 100`, `100 €`, `.30`, `-7321`,
/// `--`, or blank.
///
/// # Errors
/// When the text is not one of these; groups of thousands must be whole, since `12,34` may be a slip of the
/// key as well as a decimal comma.
pub fn read(text: &str) -> Result<Cell, CellError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    if text.is_empty() {
        return Ok(Cell::Blank);
    }
    // One mark of currency stands before the figure or behind it, outside of the parenthesis or within it.
    let mut marked = false;
    let mut unmarked = |text| {
        let found = currency::before(text).or_else(|| currency::behind(text)).filter(|_| !marked);
        marked |= found.is_some();
        found.map_or(text, |(_, rest)| rest)
    };
    let (inner, parenthesised) = unwrap(unmarked(text))?;
    let bare = unmarked(inner);
    if NILS.contains(&bare) && !parenthesised {
        return Ok(Cell::Nil);
    }
    let (digits, minus) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(digits) if !parenthesised => (unmarked(digits), true),
        _ => (bare, false),
    };
    let mut amount = digits_of(digits, text)?;
    if parenthesised || minus {
        amount.value = -amount.value;
    }
    Ok(Cell::Amount(amount))
}

/// The same for a figure printed in multiples of `factor`, which must fit in whole units too.
///
/// # Errors
/// As [`read`], and when the figure in whole units has too many digits.
pub fn read_in(text: &str, factor: Decimal) -> Result<Cell, CellError> {
    let cell = read(text)?;
    match cell {
        Cell::Amount(amount) if amount.value.checked_mul(factor).is_none() => {
            Err(too_long(text.trim()))
        }
        cell => Ok(cell),
    }
}

fn too_long(whole: &str) -> CellError {
    CellError {
        message: format!("`{whole}` has more digits than a figure can have"),
        help: "figures of up to 28 digits in whole units can be read".into(),
    }
}

/// Takes off one pair of parentheses.
fn unwrap(text: &str) -> Result<(&str, bool), CellError> {
    match (text.strip_prefix('('), text.strip_suffix(')')) {
        (None, None) => Ok((text, false)),
        (Some(_), Some(_)) if text.len() > 1 => Ok((text[1..text.len() - 1].trim(), true)),
        // Both are there, as in `1,234(1)`: whoever reads the digits says what is wrong.
        _ if text.contains('(') && text.contains(')') => Ok((text, false)),
        _ => Err(CellError {
            message: format!("`{text}` has one parenthesis only"),
            help: "write a negative figure as `(7,321)`".into(),
        }),
    }
}

fn digits_of(digits: &str, whole: &str) -> Result<Amount, CellError> {
    let (integer, fraction) = digits.split_once('.').map_or((digits, None), |(i, f)| (i, Some(f)));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fraction_fits = fraction.is_none_or(|f| !f.is_empty() && all_digits(f));
    let groups: Vec<&str> = integer.split(',').collect();
    let grouped = match groups.as_slice() {
        [""] => fraction.is_some(),
        [one] => all_digits(one),
        [first, rest @ ..] => {
            (1..=3).contains(&first.len())
                && all_digits(first)
                && rest.iter().all(|group| group.len() == 3 && all_digits(group))
        }
        [] => false,
    };
    if !grouped || !fraction_fits {
        return Err(not_a_figure(digits, whole));
    }
    let integer = integer.replace(',', "");
    let plain = match fraction {
        Some(fraction) => format!("0{integer}.{fraction}"),
        None => format!("0{integer}"),
    };
    let decimals = fraction.map_or(0, str::len);
    let value = Decimal::from_str_exact(&plain).map_err(|_| too_long(whole))?;
    Ok(Amount { value, decimals: u32::try_from(decimals).unwrap_or_default() })
}

/// `0,12` and `1.234,5`, as much of Europe writes them.
fn decimal_comma(digits: &str) -> bool {
    let digits = digits.trim_matches(['(', ')', '-', '$', ' ']);
    let Some((whole, decimals)) = digits.rsplit_once(',') else { return false };
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain(decimals)
        && decimals.len() != 3
        && !whole.contains(',')
        && plain(&whole.replace('.', ""))
        && (whole.len() <= 1 || whole.contains('.'))
}

fn not_a_figure(digits: &str, whole: &str) -> CellError {
    let message = format!("`{whole}` is not a figure");
    let help = if digits.ends_with('%') {
        "a column of percentages makes no facts: head it `shown: Change %`".into()
    } else if whole.starts_with('#') && whole.chars().all(|c| c == '#') {
        "the column was too narrow in the spreadsheet: widen it, and save the table again".into()
    } else if whole.starts_with('#') {
        "the formula fails in the spreadsheet: correct it there, and save the table again".into()
    } else if decimal_comma(digits) {
        "write a point before decimals, `0.12`; a comma groups thousands, `12,345`".into()
    } else if digits.contains(',') && digits.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        "thousands are grouped by threes: `12,345`".into()
    } else if digits.contains(['O', 'o', 'l', 'I']) {
        "a letter stands among the digits (O for 0, l for 1)".into()
    } else if digits.contains(['(', ')']) || digits.ends_with('*') {
        "leave footnote marks out of the cells".into()
    } else {
        "write it as printed: `7,329`, `(7,321)`, `0.30`; `--` for a nil, nothing for not reported"
            .into()
    };
    CellError { message, help }
}

/// The absolute value with its thousands grouped: `24,525,026`, `0.30`.
#[must_use]
pub fn grouped(value: Decimal, decimals: u32) -> String {
    let rounded = value
        .abs()
        .round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{rounded:.*}", decimals as usize);
    let (integer, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(i, f)| (i, Some(f)));
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A figure in a statement's style: negative in parentheses.
#[must_use]
pub fn printed(value: Decimal, decimals: u32) -> String {
    let text = grouped(value, decimals);
    if value.is_sign_negative() && !value.is_zero() { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str) -> Option<(String, u32)> {
        match read(text) {
            Ok(Cell::Amount(a)) => Some((a.value.normalize().to_string(), a.decimals)),
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_as_printed() {
        for (text, value, decimals) in [
            ("7,329", "7329", 0),
            ("$ 218", "218", 0),
            ("$  7,329", "7329", 0),
            ("(7,321)", "-7321", 0),
            ("$ (0.30)", "-0.3", 2),
            ("($ 7,321)", "-7321", 0),
            ("$(7,321)", "-7321", 0),
            (".30", "0.3", 2),
            ("$.30", "0.3", 2),
            ("-7321", "-7321", 0),
            ("\u{2212}7,321", "-7321", 0),
            ("-$5", "-5", 0),
            ("24,525,026", "24525026", 0),
            ("0", "0", 0),
            ("\u{20ac} 1.5", "1.5", 1),
            ("CHF 100", "100", 0),
            ("100 \u{20ac}", "100", 0),
            ("(1,234) SEK", "-1234", 0),
            ("(1,234 SEK)", "-1234", 0),
            ("EUR (0.12)", "-0.12", 2),
            ("RMB 7", "7", 0),
            ("R$ 7", "7", 0),
        ] {
            assert_eq!(amount(text), Some((value.into(), decimals)), "{text}");
        }
    }

    #[test]
    fn nil_blank_and_zero_are_three_things() {
        for nil in ["--", "-", "\u{2014}", "$ --", "$ \u{2013}", "CHF --", "-- \u{20ac}"] {
            assert_eq!(read(nil), Ok(Cell::Nil), "{nil}");
        }
        assert_eq!(read("  \u{a0}"), Ok(Cell::Blank));
        assert_eq!(amount("0"), Some(("0".into(), 0)));
    }

    #[test]
    fn what_is_not_a_figure_says_why() {
        for (text, help) in [
            ("12,34", "thousands are grouped by threes: `12,345`"),
            ("7,32l", "a letter stands among the digits (O for 0, l for 1)"),
            ("33%", "a column of percentages makes no facts: head it `shown: Change %`"),
            ("1,234*", "leave footnote marks out of the cells"),
        ] {
            assert_eq!(read(text).map_err(|e| e.help), Err(help.into()), "{text}");
        }
        for text in [
            "CHF",
            "$ 5 \u{20ac}",
            "XXX 5",
            "(7,321",
            "7,321)",
            "1.2.3",
            "1,2,3",
            "$",
            "()",
            "(--)",
            "1e5",
            "n/a",
            "(-5)",
            "5.",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn figures_are_written_in_the_style_of_statements() {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        assert_eq!(printed(decimal("-7321"), 0), "(7,321)");
        assert_eq!(printed(decimal("24525026"), 0), "24,525,026");
        assert_eq!(printed(decimal("-0.3"), 2), "(0.30)");
        assert_eq!(printed(decimal("-0.0"), 0), "0");
        assert_eq!(printed(decimal("999.5"), 0), "1,000");
        assert_eq!(printed(decimal("-0.5"), 0), "(1)");
    }

    proptest! {
        #[test]
        fn a_printed_figure_reads_back(units in any::<i64>(), decimals in 0u32..6) {
            let value = Decimal::new(units, decimals);
            let text = printed(value, decimals);
            prop_assert_eq!(read(&text), Ok(Cell::Amount(Amount { value, decimals })));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = read(&text);
        }
    }
}
