//! A figure at the beginning of a text: its sign, its digits, its scale and its currency.

use rust_decimal::Decimal;

use super::currency::{self, BLANK, Currency, Name};
use super::lex::{Figure, Hedge, Kind, Shares, Token, word_length};
use crate::text::amount::{self, Cell};

/// A number at the beginning of a text, with the sign before it and the scale and the currency behind it; how many bytes
/// they take.
pub(super) fn number(rest: &str) -> Option<(Token, usize)> {
    let prefix = currency::before(rest);
    let start = prefix.as_ref().map_or(0, |name| name.length + opening(rest, name.length));
    let digits = digits(rest.get(start..)?)?;
    let Ok(Cell::Amount(amount)) = amount::read(digits) else { return None };
    let mut at = start + digits.len();
    let after = rest.get(at..)?;
    let (exponent, scaled) = scale(after, prefix.is_some(), digits);
    let large = scaled > 0 || digits.contains(',');
    if prefix.as_ref().is_some_and(|name| name.doubtful) && !large {
        return None;
    }
    if scaled == 0 && is_glued(after) {
        prefix?;
        // `$5-$6 million`: neither end is the figure.
        let length = other_end(after).unwrap_or_else(|| word_length(after).max(1));
        return Some((Token::Word(String::new()), at + length));
    }
    at += scaled;
    let percent = ["%", " percent", " per cent"].iter().find(|sign| after.starts_with(**sign));
    let may_be_money = large || prefix.is_some() || !is_year(digits);
    let suffix = currency::behind(rest.get(at..)?)
        .filter(|name| percent.is_none() && may_be_money && (large || !name.doubtful));
    let (currency, used) = both(prefix.as_ref(), suffix.as_ref());
    let kind = match (percent, currency) {
        (_, Some(_)) => Kind::Money,
        (Some(_), None) => Kind::Percent,
        (None, None) => Kind::Count,
    };
    at += used + percent.filter(|_| kind == Kind::Percent).map_or(0, |sign| sign.len());
    if kind == Kind::Count && !large {
        return Some((Token::Number(digits.parse().ok()?), at));
    }
    let factor = Decimal::from(10_u64.pow(exponent));
    let value = amount.value.checked_mul(factor)?.normalize();
    let step = step(digits, amount.decimals, factor)?;
    let currency = currency.unwrap_or(Currency::ANY);
    let (hedge, shares) = (Hedge::Plain, Shares::Any);
    Some((Token::Figure(Figure { kind, value, step, hedge, shares, currency }), at))
}

/// What two names of a currency leave open, and how many bytes the second takes, if it is of the same amount.
fn both(prefix: Option<&Name>, suffix: Option<&Name>) -> (Option<Currency>, usize) {
    match (prefix, suffix) {
        (Some(prefix), Some(suffix)) => match prefix.currency.and(suffix.currency) {
            Some(both) => (Some(both), suffix.length),
            None => (Some(prefix.currency), 0),
        },
        (Some(prefix), None) => (Some(prefix.currency), 0),
        (None, Some(suffix)) => (Some(suffix.currency), suffix.length),
        (None, None) => (None, 0),
    }
}

/// The bytes between a currency and its digits: blanks, a parenthesis, a minus.
fn opening(rest: &str, start: usize) -> usize {
    let rest = rest.get(start..).unwrap_or_default();
    let inner = rest.trim_start_matches(|c| BLANK.contains(&c) || c == '(');
    let minus = inner.strip_prefix(['-', '\u{2212}']).filter(|more| digits(more).is_some());
    rest.len() - minus.unwrap_or(inner).len()
}

/// The digits that a text begins with, their points and commas.
fn digits(text: &str) -> Option<&str> {
    let length =
        text.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(text.len());
    let digits = text.get(..length)?.trim_end_matches([',', '.']);
    digits.bytes().any(|byte| byte.is_ascii_digit()).then_some(digits)
}

/// `123R`, `10-Q`, `6/30/08` and `5-6` are words, not figures.
fn is_glued(after: &str) -> bool {
    let names =
        |more: &str| more.starts_with(char::is_alphanumeric) || currency::before(more).is_some();
    after.starts_with(|c: char| c.is_alphabetic() || c == '/')
        || after.strip_prefix('-').is_some_and(names)
}

/// The bytes of the other end of a range: `-$6 million`.
fn other_end(after: &str) -> Option<usize> {
    let more = after.strip_prefix('-')?;
    let sign = currency::before(more).map_or(0, |name| name.length);
    let digits = digits(more.get(sign..)?)?;
    let end = 1 + sign + digits.len();
    Some(end + scale(after.get(end..)?, true, digits).1)
}

/// `in 2008 dollars` gives no amount.
fn is_year(digits: &str) -> bool {
    digits.parse().is_ok_and(|year: u32| (1950..2150).contains(&year))
}

/// The power of ten that follows a figure, and its length: ` million`, `M`, `) million` behind a loss. Some abbreviations
/// are sure only where a currency stands before the figure.
fn scale(after: &str, is_money: bool, digits: &str) -> (u32, usize) {
    let closes = is_money || digits.contains('.');
    let inner = after.strip_prefix(')').filter(|_| closes).unwrap_or(after);
    let word = inner.trim_start_matches(|c| BLANK.contains(&c) || c == '-');
    let blank = inner.len() != word.len();
    let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let word_itself = word.get(..length).unwrap_or_default();
    let plain = is_money || word_itself.chars().all(char::is_lowercase);
    let exponent = match word_itself.to_lowercase().as_str() {
        "thousand" | "thousands" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "millions" | "mm" => 6,
        "mn" | "mln" | "mio" if plain => 6,
        "m" if !blank || is_money => 6,
        "crore" | "crores" => 7,
        "billion" | "billions" => 9,
        "bn" | "bln" if plain => 9,
        "b" if !blank || is_money => 9,
        "trillion" | "trillions" => 12,
        "tn" if is_money => 12,
        _ => return (0, 0),
    };
    (exponent, after.len() - word.len() + length)
}

/// What the last digit is worth. Zeros at the end of a long number may be rounding: all but the first two digits
/// of `24,500,000` that are zeros.
fn step(digits: &str, decimals: u32, factor: Decimal) -> Option<Decimal> {
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    let rounded = if decimals == 0 && plain.len() > 3 { zeros.min(plain.len() - 2) } else { 0 };
    let last = Decimal::new(1, decimals)
        * Decimal::from(10_u64.checked_pow(u32::try_from(rounded).ok()?)?);
    last.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::super::lex::{Placed, lex};
    use super::*;

    fn figures(text: &str) -> Vec<(Kind, String, String, String)> {
        let figure = |placed: &Placed| match &placed.token {
            Token::Figure(f) => Some((
                f.kind,
                f.value.normalize().to_string(),
                f.step.normalize().to_string(),
                text[placed.range.clone()].to_owned(),
            )),
            _ => None,
        };
        lex(text).iter().filter_map(figure).collect()
    }

    #[test]
    fn figures_are_read_with_their_rounding() {
        let one = |text: &str| figures(text).into_iter().next().map(|(k, v, s, _)| (k, v, s));
        let is = |kind, value: &str, step: &str| Some((kind, value.to_owned(), step.to_owned()));
        assert_eq!(one("$7.3 million"), is(Kind::Money, "7300000", "100000"));
        assert_eq!(one("was $6.5\nmillion, slightly"), is(Kind::Money, "6500000", "100000"));
        assert_eq!(one("$.30 per basic and diluted share"), is(Kind::PerShare, "0.3", "0.01"));
        assert_eq!(one("$(0.15) a share"), is(Kind::PerShare, "0.15", "0.01"));
        assert_eq!(one("$7,329,000"), is(Kind::Money, "7329000", "1000"));
        assert_eq!(one("$10,000,000"), is(Kind::Money, "10000000", "1000000"));
        assert_eq!(one("33%, or"), is(Kind::Percent, "33", "1"));
        assert_eq!(one("59.3 million shares"), is(Kind::Count, "59300000", "100000"));
        assert_eq!(one("CHF 3.1 million"), is(Kind::Money, "3100000", "100000"));
        assert_eq!(one("$2M."), is(Kind::Money, "2000000", "1000000"));
        for none in [
            "FAS 123R",
            "Form 10-Q",
            "6/30/08",
            "2008",
            "Phase 3",
            "$5-$6 million",
            "\u{20ac}5-\u{20ac}6 million",
            "EPC2407",
            "SAR439859",
            "TOP 10",
            "in 2008 dollars",
            "MN 55401",
        ] {
            assert_eq!(figures(none), [], "{none}");
        }
        assert_eq!(figures("in 2008 EUR 5 million").len(), 1);
    }

    #[test]
    fn an_amount_of_money_is_read_however_its_currency_is_said() {
        for text in [
            "$1.2 million",
            "$(1.2) million",
            "$(1.2 million)",
            "$(1.2)M",
            "$-1.2 million",
            "\u{20ac} \u{2212}1.2 million",
            "$1.2 mn",
            "$1.2 millions",
            "\u{a3}1.2 m",
            "PLN 1.2 million",
            "PLN1.2 million",
            "INR\n1.2 million",
            "TRY 1.2 million",
            "\u{20b9}1.2 million",
            "\u{20b9}12 lakh",
            "\u{20a9}1,200,000",
            "Rs. 1.2 million",
            "kr 1.2 million",
            "1.2 million dollars",
            "(1.2) million dollars",
            "1.2 million U.S. dollars",
            "1.2 million\nCanadian dollars",
            "1.2 million euros",
            "1.2 million Swiss francs",
            "1.2 million pounds",
            "1.2 million yen",
            "1.2 million crowns",
            "1.2 million EUR",
            "1.2 million \u{20ac}",
            "1.2 bn PLN",
            "$1.2 million Canadian dollars",
        ] {
            let found = figures(text);
            let [(kind, value, _, words)] = found.as_slice() else { panic!("{text}: {found:?}") };
            let million = if text.contains("bn") { "1200000000" } else { "1200000" };
            assert_eq!((*kind, value.as_str()), (Kind::Money, million), "{text}");
            let rest = text.replace(words.as_str(), "");
            assert!(rest.is_empty() || rest == ")" || rest == "(", "{text}: {words}");
        }
    }
}
