//! A passage as words, figures and stops.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::amount::{self, Cell};

/// What a figure counts, as far as its own words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// An amount of money.
    Money,
    /// An amount of money for each share.
    PerShare,
    /// A number of things.
    Count,
    /// A percentage.
    Percent,
}

/// Of which shares an amount for each is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Shares {
    /// Nothing is said.
    Any,
    /// `per basic share`.
    Basic,
    /// `per diluted share`, `per share on a diluted basis`.
    Diluted,
}

/// How a text widens a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Hedge {
    /// Not at all.
    Plain,
    /// `approximately`, `about`: by its last digit, up and down.
    About,
    /// `more than`, `over`: upwards.
    Over,
    /// `nearly`, `less than`: downwards.
    Under,
}

/// A figure in words: `$7.3 million`, `33%`, `$.30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) struct Figure {
    /// What it counts.
    pub kind: Kind,
    /// The amount in whole units, never negative.
    pub value: Decimal,
    /// What its last digit is worth.
    pub step: Decimal,
    /// How it is widened.
    pub hedge: Hedge,
    /// Of which shares it is, where it is an amount for each.
    pub shares: Shares,
}

impl Figure {
    /// The amounts that the wording allows. A rounded figure stands for half of its last digit on either side.
    pub(in crate::check) fn range(&self) -> (Decimal, Decimal) {
        let half = self.step / Decimal::TWO;
        let (low, high) = (self.value.saturating_sub(half), self.value.saturating_add(half));
        match self.hedge {
            Hedge::Plain => (low, high),
            Hedge::About => {
                (self.value.saturating_sub(self.step), self.value.saturating_add(self.step))
            }
            Hedge::Over => (self.value, high.saturating_add(self.step.max(half_of(self.value)))),
            Hedge::Under => (low.saturating_sub(self.step.max(half_of(self.value))), self.value),
        }
    }

    /// Whether an amount between two ends may be what the wording says. Where both are rounded to the same digit, the
    /// digits are the same: that their ranges touch is not enough.
    pub(in crate::check) fn allows(&self, least: Decimal, most: Decimal) -> bool {
        let (low, high) = self.range();
        if self.hedge == Hedge::Plain && most.saturating_sub(least) == self.step {
            return least < high && low < most;
        }
        least <= high && low <= most
    }
}

fn half_of(value: Decimal) -> Decimal {
    value / Decimal::TWO
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Token {
    /// A word in lower case, of several forms the plainest: without a plural's or a possessive's end.
    Word(String),
    /// A number that counts nothing by itself: a day, a year.
    Number(u32),
    /// A figure.
    Figure(Figure),
    /// A comma or a dash.
    Comma,
    /// The end of a sentence, a semicolon or a colon.
    Stop,
}

/// A token with its place in the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Placed {
    /// What stands there.
    pub token: Token,
    /// Where.
    pub range: Range<usize>,
    /// Whether it is a word with a possessive's end.
    pub possessive: bool,
}

/// Signs and codes of currencies that stand before an amount.
const CURRENCIES: [&str; 21] = [
    "US$", "C$", "A$", "HK$", "$", "\u{20ac}", "\u{a3}", "\u{a5}", "USD", "EUR", "CHF", "GBP",
    "SEK", "NOK", "DKK", "JPY", "CAD", "AUD", "HKD", "CNY", "ILS",
];

/// Words that end in a full stop without ending a sentence.
const SHORT: [&str; 11] =
    ["inc", "corp", "co", "ltd", "no", "vs", "dr", "mr", "ms", "approx", "st"];

/// The tokens of a text.
pub(in crate::check) fn lex(text: &str) -> Vec<Placed> {
    let mut tokens: Vec<Placed> = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if let Some((token, length)) = number(rest) {
            tokens.push(Placed { token, range: at..at + length, possessive: false });
            at += length;
        } else if first.is_alphanumeric() {
            let length = word_length(rest);
            push_word(&mut tokens, rest.get(..length).unwrap_or_default(), at);
            at += length;
        } else {
            let length = first.len_utf8();
            let token = match first {
                ',' | '\u{2013}' | '\u{2014}' => Some(Token::Comma),
                ';' | ':' | '?' | '!' => Some(Token::Stop),
                '.' if ends_sentence(&tokens, rest) => Some(Token::Stop),
                _ => None,
            };
            if let Some(token) = token {
                tokens.push(Placed { token, range: at..at + length, possessive: false });
            }
            at += length;
        }
    }
    per_share(&mut tokens);
    tokens
}

/// The bytes of a word: letters, digits, `&`, and a full stop or an apostrophe with a letter behind it.
fn word_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let before_letter = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || matches!(c, '&' | '.' | '\'' | '\u{2019}') && before_letter) {
            return at;
        }
    }
    rest.len()
}

fn push_word(tokens: &mut Vec<Placed>, word: &str, at: usize) {
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    let possessive = lower.strip_suffix("'s");
    let bare = possessive.unwrap_or(&lower);
    let token = match bare.parse::<u32>() {
        Ok(number) => Token::Number(number),
        Err(_) => Token::Word(singular(bare)),
    };
    let range = at..at + word.len();
    tokens.push(Placed { token, range, possessive: possessive.is_some() });
}

/// `revenues` and `revenue` are one word here, and so are `losses` and `loss`.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("sses") {
        return format!("{stem}ss");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let kept = ["less", "versus", "previous", "gross", "vs", "this", "plus", "always", "basis"]
        .contains(&word);
    if plural && !kept { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

fn ends_sentence(tokens: &[Placed], rest: &str) -> bool {
    let after = rest.get(1..).unwrap_or_default();
    if after.starts_with(char::is_alphanumeric) {
        return false;
    }
    match tokens.last().map(|placed| &placed.token) {
        Some(Token::Word(word)) => {
            let begins = after.trim_start().chars().next();
            let short = SHORT.contains(&word.as_str()) || word.contains('.');
            !short || word.len() > 3 && begins.is_none_or(char::is_uppercase)
        }
        _ => true,
    }
}

/// A number at the beginning of a text, with the sign before it and the scale behind it.
fn number(rest: &str) -> Option<(Token, usize)> {
    let currency = CURRENCIES.iter().find(|sign| rest.starts_with(**sign));
    let mut at = currency.map_or(0, |sign| sign.len());
    at += rest.get(at..)?.find(|c: char| !matches!(c, ' ' | '(' | '\u{a0}')).unwrap_or(0);
    let digits = rest.get(at..)?;
    let length = digits
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(digits.len());
    let digits = digits.get(..length)?.trim_end_matches([',', '.']);
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) || (at > 0 && currency.is_none()) {
        return None;
    }
    let Ok(Cell::Amount(amount)) = amount::read(digits) else { return None };
    at += digits.len();
    let after = rest.get(at..)?;
    // `123R`, `10-Q`, `6/30/08` and `5-6` are words, not figures.
    let glued = after.starts_with(|c: char| c.is_alphabetic() || c == '/')
        || after
            .strip_prefix('-')
            .is_some_and(|more| more.starts_with(|c: char| c.is_alphanumeric() || c == '$'));
    let (scale, scaled) = scale(after);
    if glued && scaled == 0 {
        currency?;
        // `$5-$6 million`: neither end is the figure.
        let other = after.strip_prefix('-').and_then(number).map(|(_, length)| length + 1);
        let length = other.unwrap_or_else(|| word_length(after).max(1));
        return Some((Token::Word(String::new()), at + length));
    }
    at += scaled;
    let percent = ["%", " percent", " per cent"].iter().find(|sign| after.starts_with(**sign));
    let kind = match (percent, currency) {
        (Some(_), None) => Kind::Percent,
        (_, Some(_)) => Kind::Money,
        (None, None) => Kind::Count,
    };
    at += percent.filter(|_| currency.is_none()).map_or(0, |sign| sign.len());
    if kind == Kind::Count && scaled == 0 && !digits.contains(',') {
        let whole = digits.parse().ok()?;
        return Some((Token::Number(whole), at));
    }
    let factor = Decimal::from(10_u64.pow(scale));
    let value = amount.value.checked_mul(factor)?.normalize();
    let step = step(digits, amount.decimals, factor)?;
    Some((
        Token::Figure(Figure { kind, value, step, hedge: Hedge::Plain, shares: Shares::Any }),
        at,
    ))
}

/// The power of ten that follows a figure, and its length: ` million`, `M`.
fn scale(after: &str) -> (u32, usize) {
    let blank = after.len() - after.trim_start_matches([' ', '-', '\u{a0}', '\n']).len();
    let word = after.get(blank..).unwrap_or_default();
    let length = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let exponent = match word.get(..length).unwrap_or_default().to_lowercase().as_str() {
        "thousand" => 3,
        "million" | "mm" => 6,
        "m" if blank == 0 => 6,
        "billion" => 9,
        "b" if blank == 0 => 9,
        _ => return (0, 0),
    };
    (exponent, blank + length)
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

/// Takes `per basic and diluted share`, `a share` and `per share on a diluted basis` into the amount before them.
fn per_share(tokens: &mut Vec<Placed>) {
    let mut at = 0;
    while at < tokens.len() {
        let is_money =
            matches!(&tokens[at].token, Token::Figure(figure) if figure.kind == Kind::Money);
        if let Some((shares, used)) = each(&tokens[at + 1..]).filter(|_| is_money) {
            if let Token::Figure(figure) = &mut tokens[at].token {
                (figure.kind, figure.shares) = (Kind::PerShare, shares);
            }
            tokens.drain(at + 1..=at + used);
        }
        at += 1;
    }
}

/// The shares of which the words behind an amount say that it is for each, and how many words say so.
fn each(tokens: &[Placed]) -> Option<(Shares, usize)> {
    let word = |place: usize| match tokens.get(place).map(|placed| &placed.token) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    let mut used = 1;
    match word(0) {
        "per" => {
            let kinds = ["basic", "and", "diluted", "common", "ordinary", "fully"];
            while kinds.contains(&word(used)) {
                used += 1;
            }
        }
        "a" => {}
        _ => return None,
    }
    if word(used) != "share" {
        return None;
    }
    used += 1;
    let fully = usize::from(word(used + 2) == "fully");
    if word(used) == "on" && word(used + 1) == "a" && word(used + 3 + fully) == "basis" {
        used += 4 + fully;
    }
    let said = |kind: &str| (0..used).any(|at| word(at) == kind);
    let shares = match (said("basic"), said("diluted")) {
        (true, false) => Shares::Basic,
        (false, true) => Shares::Diluted,
        _ => Shares::Any,
    };
    Some((shares, used))
}

#[cfg(test)]
mod tests {
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
        for none in
            ["FAS 123R", "Form 10-Q", "6/30/08", "2008", "Phase 3", "$5-$6 million", "EPC2407"]
        {
            assert_eq!(figures(none), [], "{none}");
        }
    }

    #[test]
    fn sentences_end_at_full_stops_only() {
        let stops = |text: &str| lex(text).iter().filter(|t| t.token == Token::Stop).count();
        assert_eq!(stops("Sold by Alder Inc. in the U.S. for $1.5 million. Costs fell."), 2);
        assert_eq!(stops("At 9:00 a.m. it was $.30."), 2, "the colon and the last");
    }
}
