//! Words and numbers: escaping, estimated widths, wrapping, and printed figures.

use rust_decimal::{Decimal, RoundingStrategy};

/// Height of a line of text, in tenths.
pub(super) const LINE: i32 = 170;

/// How far the letters rise above the baseline, in tenths.
pub(super) const RISE: i32 = 100;

/// How far the letters hang below the baseline, in tenths.
pub(super) const FALL: i32 = 30;

/// Escapes text for XML and drops what XML cannot hold.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            plain if plain.is_control() => {}
            plain => out.push(plain),
        }
    }
    out
}

/// The estimated width of 13-unit text, in tenths: 0.58 em a character.
pub(super) fn width(text: &str) -> i32 {
    let letters = i32::try_from(text.chars().count()).unwrap_or(10_000).min(10_000);
    (letters * 754 + 5) / 10
}

/// The estimated width of a printed figure, whose points and parentheses are narrow.
pub(super) fn number_width(text: &str) -> i32 {
    let narrow = text.chars().filter(|letter| matches!(letter, '.' | ',' | '(' | ')')).count();
    width(text) - i32::try_from(narrow).unwrap_or(0) * 32
}

/// A closer estimate of the width of words, for spacing that need not be safe.
pub(super) fn close_width(text: &str) -> i32 {
    let narrow = text.chars().filter(|letter| "fijlrtI.,:;()'’ ".contains(*letter)).count();
    width(text) - i32::try_from(narrow).unwrap_or(0) * 30
}

/// Shortens text with an ellipsis until it fits.
pub(super) fn fit(text: &str, room: i32) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let letters = usize::try_from(room * 10 / 754).unwrap_or(0).saturating_sub(1);
    let kept: String = text.chars().take(letters).collect();
    format!("{}…", kept.trim_end())
}

/// Breaks text into lines no wider than the room; a word that is too wide is shortened.
pub(super) fn wrap(text: &str, room: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(line);
        }
        line = fit(word, room);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Puts commas between thousands in a plain decimal number without a sign.
pub(super) fn commas(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

/// A figure divided and rounded half away from zero: whether it is negative, and its digits.
fn digits(value: Decimal, divisor: Decimal, decimals: u32) -> (bool, String) {
    let divisor = if divisor.is_zero() { Decimal::ONE } else { divisor };
    let quotient = value.checked_div(divisor).unwrap_or(value);
    let places = decimals.min(28);
    let rounded = quotient.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let mut plain = rounded.abs().normalize().to_string();
    let have = plain.find('.').map_or(0, |at| plain.len() - at - 1);
    let want = usize::try_from(places).unwrap_or(0);
    if want > 0 && have == 0 {
        plain.push('.');
    }
    plain.extend(std::iter::repeat_n('0', want.saturating_sub(have)));
    (quotient.is_sign_negative() && !quotient.is_zero(), commas(&plain))
}

/// A figure as printed: negatives in parentheses.
pub(super) fn printed(value: Decimal, divisor: Decimal, decimals: u32) -> String {
    let (negative, plain) = digits(value, divisor, decimals);
    if negative { format!("({plain})") } else { plain }
}

/// A figure as spoken: negatives with "minus".
pub(super) fn spoken(value: Decimal, divisor: Decimal, decimals: u32) -> String {
    let (negative, plain) = digits(value, divisor, decimals);
    if negative { format!("minus {plain}") } else { plain }
}

/// The decimals a figure needs when it is printed in full.
pub(super) fn places(value: Decimal, divisor: Decimal) -> u32 {
    let divisor = if divisor.is_zero() { Decimal::ONE } else { divisor };
    value.checked_div(divisor).unwrap_or(value).normalize().scale()
}
