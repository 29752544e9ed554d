//! The unit that a table is printed in, as its title, head or a label says it.
//!
//! `(in thousands, except per share data)` speaks of money, of shares and of per-share figures at once; one
//! phrase may stand in the title, above the labels, in a column's head or in the label of a single line.

use crate::text::currency as marks;

/// What phrases say of units, each part only where it was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Units {
    /// In how many units money is printed: 1, 1,000, 1,000,000 or 1,000,000,000.
    pub(crate) money: Option<u32>,
    /// The same for counts of shares, where the phrase sets them apart.
    pub(crate) shares: Option<u32>,
    /// The currency as ISO 4217.
    pub(crate) currency: Option<&'static str>,
}

impl Units {
    /// What this says, and where it is silent what `other` says.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            money: self.money.or(other.money),
            shares: self.shares.or(other.shares),
            currency: self.currency.or(other.currency),
        }
    }
}

/// Words for a multiple of units.
const SCALES: [(&str, u32); 18] = [
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("000s", 1_000),
    ("$000s", 1_000),
    ("000's", 1_000),
    ("$000's", 1_000),
    ("000", 1_000),
    ("$000", 1_000),
    ("000,s", 1_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("$millions", 1_000_000),
    ("mm", 1_000_000),
    ("$mm", 1_000_000),
    ("000,000", 1_000_000),
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("dollars", 1),
];

/// Words for a currency.
const CURRENCIES: [(&str, &str); 22] = [
    ("us$", "USD"),
    ("usd", "USD"),
    ("u.s. dollar", "USD"),
    ("us dollar", "USD"),
    ("united states dollar", "USD"),
    ("canadian dollar", "CAD"),
    ("c$", "CAD"),
    ("cad", "CAD"),
    ("cdn$", "CAD"),
    ("australian dollar", "AUD"),
    ("a$", "AUD"),
    ("\u{20ac}", "EUR"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("\u{a3}", "GBP"),
    ("pounds sterling", "GBP"),
    ("gbp", "GBP"),
    ("swiss franc", "CHF"),
    ("chf", "CHF"),
    ("rmb", "CNY"),
    ("\u{a5}", "JPY"),
    ("yen", "JPY"),
];

/// Reads a line or a label. What is not a phrase about units says nothing.
pub(crate) fn read(line: &str) -> Units {
    let lower = line.to_lowercase().replace('\u{2019}', "'");
    let currency = currency(&lower).or_else(|| code(line));
    let words = words(&lower);
    let mut units = Units { currency, ..Units::default() };
    // `except` parts what is said of everything from what is said of shares.
    let exception = words.iter().position(|word| matches!(*word, "except" | "excluding" | "other"));
    let (said, rest) = words.split_at(exception.unwrap_or(words.len()));
    for (index, scale) in scales(said) {
        let of_shares = speaks_of_shares(said, index);
        let slot = if of_shares { &mut units.shares } else { &mut units.money };
        slot.get_or_insert(scale);
    }
    if units.money.is_some() || exception == Some(0) {
        exceptions(rest, &mut units);
    }
    units
}

/// What stands behind `except`: counts of shares in a scale of their own, or in full.
fn exceptions(rest: &[&str], units: &mut Units) {
    let shares = |index: &usize| {
        let word = rest[*index];
        let per = index.checked_sub(1).and_then(|before| rest.get(before)) == Some(&"per");
        matches!(word, "share" | "shares") && !per && rest.get(index + 1) != Some(&"price")
    };
    if !(0..rest.len()).any(|index| shares(&index)) {
        return;
    }
    units.shares = Some(scales(rest).first().map_or(1, |(_, scale)| *scale));
}

/// Whether a word is about units at all: then a line made of such words is no title.
pub(crate) fn is_phrase(line: &str) -> bool {
    let lower = line.to_lowercase();
    let open = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$');
    let begins = [
        "in ",
        "$ in",
        "$000",
        "000",
        "dollars",
        "amounts",
        "expressed",
        "(in",
        "thousands",
        "millions",
        "u.s.",
        "us$",
        "usd",
        "stated",
        "all amounts",
        "figures",
        "unaudited",
        "dollar",
        "except",
        "$",
        "shares in",
    ]
    .iter()
    .any(|start| open.starts_with(start));
    let found = read(line);
    begins
        && (found.money.is_some() || found.shares.is_some() || open.starts_with("except"))
        && line.len() < 160
}

fn trimmed(word: &str) -> &str {
    let word = word.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '*' | '"')
    });
    word.strip_prefix("in$").unwrap_or(word)
}

/// The words without what surrounds them; a comma or semicolon is a word of its own.
fn words(lower: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in lower.split_whitespace() {
        words.push(trimmed(word));
        if word.ends_with([',', ';']) {
            words.push(",");
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The scales that words name, each with the place of its word. A scale counts where a phrase leads up to
/// it (`in thousands`, `$ thousands`, `(000s)`), not in running text (`a million people`).
fn scales(words: &[&str]) -> Vec<(usize, u32)> {
    let leads = |before: Option<&&str>| {
        before.is_none_or(|word| {
            marks::code(&word.to_uppercase()).is_some()
                || matches!(
                    *word,
                    "," | "in"
                        | "$"
                        | "us$"
                        | "dollars"
                        | "of"
                        | "amounts"
                        | "and"
                        | "are"
                        | "(in"
                        | "usd"
                        | "eur"
                        | "\u{20ac}"
                        | "\u{a3}"
                        | "expressed"
                        | "rounded"
                        | "to"
                        | "reflected"
                )
        })
    };
    let follows = |after: Option<&&str>| {
        after.is_some_and(|word| matches!(*word, "of" | "omitted" | "except" | "dollars"))
    };
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let Some((_, scale)) = SCALES.iter().find(|(name, _)| name == word) else { continue };
        let before = index.checked_sub(1).and_then(|at| words.get(at));
        if *scale == 1 {
            // `in dollars` alone; `thousands of dollars` was read at its first word.
            let whole =
                before.is_some_and(|b| matches!(*b, "in" | "u.s" | "us" | "whole" | "exact"));
            if whole
                && found.is_empty()
                && !words[index + 1..]
                    .iter()
                    .any(|w| SCALES.iter().any(|(name, s)| name == w && *s > 1))
            {
                found.push((index, 1));
            }
        } else if leads(before)
            || follows(words.get(index + 1))
            || word.contains("000")
            || word.starts_with('$')
        {
            found.push((index, *scale));
        }
    }
    found
}

/// Whether the scale at `index` is one of shares: `shares in thousands`, `(in thousands of shares)`.
fn speaks_of_shares(words: &[&str], index: usize) -> bool {
    let start = index.saturating_sub(3);
    let share = |word: &&str| matches!(*word, "share" | "shares");
    let before = words[start..index].iter().rposition(share);
    let other = words[start..index]
        .iter()
        .rposition(|word| matches!(*word, "dollars" | "amounts" | "$" | "and"));
    let after = words.get(index + 1) == Some(&"shares")
        || (words.get(index + 1) == Some(&"of") && words.get(index + 2) == Some(&"shares"));
    after || before.is_some_and(|at| other.is_none_or(|o| o < at))
}

fn currency(lower: &str) -> Option<&'static str> {
    let whole = |at: usize, name: &str| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        let plural = lower[at + name.len()..].trim_start_matches('s');
        let ends =
            name.ends_with(['$', '\u{20ac}', '\u{a3}', '\u{a5}']) || edge(plural.chars().next());
        edge(lower[..at].chars().next_back()) && ends
    };
    CURRENCIES.iter().find_map(|(name, code)| {
        lower.match_indices(name).any(|(at, _)| whole(at, name)).then_some(*code)
    })
}

/// The currency whose code stands in a line: `(in SEK millions)`.
fn code(line: &str) -> Option<&'static str> {
    line.split(|c: char| !c.is_alphanumeric()).find_map(marks::code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_say_scale_and_currency() {
        for (line, money, shares, currency) in [
            ("(IN $000S)", Some(1_000), None, None),
            ("(IN $000S EXCEPT PER SHARE DATA)", Some(1_000), None, None),
            ("(IN $000S EXCEPT SHARE AND PER SHARE DATA)", Some(1_000), Some(1), None),
            ("(in thousands, except per share data)", Some(1_000), None, None),
            (
                "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)",
                Some(1_000_000),
                Some(1_000),
                None,
            ),
            ("($ in millions)", Some(1_000_000), None, None),
            ("(Dollars in Millions, Shares in Thousands)", Some(1_000_000), Some(1_000), None),
            ("(000's omitted)", Some(1_000), None, None),
            ("(in 000s, except share data)", Some(1_000), Some(1), None),
            ("(in thousands of U.S. dollars)", Some(1_000), None, Some("USD")),
            ("(Amounts expressed in thousands of euros)", Some(1_000), None, Some("EUR")),
            ("(in thousands)", Some(1_000), None, None),
            ("(in U.S. dollars)", Some(1), None, Some("USD")),
            ("(in SEK millions)", Some(1_000_000), None, Some("SEK")),
            ("Weighted average shares (in thousands)", None, Some(1_000), None),
            ("(Thousands of dollars)", Some(1_000), None, None),
            ("More than 2 million people live there", None, None, None),
            ("Revenue", None, None, None),
        ] {
            assert_eq!(read(line), Units { money, shares, currency }, "{line}");
        }
    }

    #[test]
    fn a_line_about_units_is_no_title() {
        for line in [
            "(IN $000S)",
            "(in thousands, except per share data)",
            "In millions",
            "(Dollars in thousands)",
        ] {
            assert!(is_phrase(line), "{line}");
        }
        for line in
            ["CONSOLIDATED BALANCE SHEETS", "(UNAUDITED)", "June 30, 2008", "In the quarter"]
        {
            assert!(!is_phrase(line), "{line}");
        }
    }
}
