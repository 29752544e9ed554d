//! A passage as words, figures and stops.

use std::ops::Range;

use rust_decimal::Decimal;

use super::currency::Currency;
use super::number::number;

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
    /// Which currency it is in, where it is an amount of money.
    pub currency: Currency,
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
pub(super) fn word_length(rest: &str) -> usize {
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

    #[test]
    fn sentences_end_at_full_stops_only() {
        let stops = |text: &str| lex(text).iter().filter(|t| t.token == Token::Stop).count();
        assert_eq!(stops("Sold by Alder Inc. in the U.S. for $1.5 million. Costs fell."), 2);
        assert_eq!(stops("At 9:00 a.m. it was $.30."), 2, "the colon and the last");
    }
}
