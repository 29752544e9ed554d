//! The words of a statement's labels that tell what its figures count.

use super::counted::Counted;

/// What parts what a label repeats from what tells it apart.
pub(super) const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];

/// What a share is called behind `per`, in the singular and, loosely, in the plural.
const SHARE: [&str; 10] =
    ["share", "shares", "ads", "adss", "adr", "adrs", "gdr", "gdrs", "unit", "units"];

/// Words for what is weighted or averaged when shares are.
const AVERAGED: [&str; 8] =
    ["shares", "share", "stock", "ads", "adss", "units", "outstanding", "ordinary"];

/// Averages of these are no counts of shares, however near shares stand.
const MEASURES: [&str; 12] = [
    "price", "prices", "value", "values", "rate", "rates", "term", "life", "yield", "cost",
    "maturity", "discount",
];

/// Words of a label that names money, where a section without indent counts shares.
const OF_MONEY: [&str; 24] = [
    "cash",
    "asset",
    "assets",
    "liabilities",
    "revenue",
    "revenues",
    "sales",
    "expense",
    "expenses",
    "income",
    "loss",
    "earnings",
    "profit",
    "debt",
    "equity",
    "deficit",
    "capital",
    "dividends",
    "dividend",
    "value",
    "price",
    "proceeds",
    "amount",
    "cost",
];

/// The words of a label, in lower case; a hyphen parts words as a blank does.
pub(super) struct Phrases {
    words: Vec<String>,
}

impl Phrases {
    pub(super) fn of(label: &str) -> Self {
        let spelled =
            label.to_lowercase().replace("/share", " per share").replace("/ads", " per ads");
        let words = spelled.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self { words: words.map(str::to_owned).collect() }
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    pub(super) fn starts_with(&self, word: &str) -> bool {
        self.at(0) == word
    }

    /// Whether a word names money.
    pub(super) fn name_money(&self) -> bool {
        self.words.iter().any(|word| OF_MONEY.contains(&word.as_str()))
    }

    /// Whether the label speaks of counting, which no amount of money does.
    pub(super) fn is_count(&self) -> bool {
        ["weighted", "average", "number", "used"].iter().any(|word| self.has(word))
    }

    fn at(&self, index: usize) -> &str {
        self.words.get(index).map_or("", String::as_str)
    }

    /// The place of one of `words` among the `reach` words behind `index`.
    fn near(&self, index: usize, reach: usize, words: &[&str]) -> Option<usize> {
        (index + 1..=index + reach).find(|at| words.contains(&self.at(*at)))
    }

    /// From `per` to the share: `per common and common equivalent share`; `EPS` is both.
    fn per_share(&self) -> Option<(usize, usize)> {
        (0..self.words.len()).find_map(|index| match self.at(index) {
            "eps" => Some((index, index)),
            "per" => self.near(index, 6, &SHARE).map(|end| (index, end)),
            _ => None,
        })
    }

    /// Where the label begins to speak of a number of shares.
    fn shares(&self) -> Option<usize> {
        (0..self.words.len()).find(|index| {
            let index = *index;
            match self.at(index) {
                "shares" => self.are_counted(index),
                "share" => self.at(index + 1) == "count",
                "number" => self.near(index, 8, &["shares", "ads", "adss", "adrs"]).is_some(),
                "weighted" => self.averaged(index, &AVERAGED) || self.only_weighted(),
                "average" => self.averaged(index, &["shares"]),
                _ => false,
            }
        })
    }

    /// `shares used`, `shares issued and outstanding`, `shares in computing …`, `diluted shares`.
    fn are_counted(&self, index: usize) -> bool {
        const COMPUTING: [&str; 9] = [
            "computing",
            "compute",
            "computation",
            "calculating",
            "calculate",
            "calculation",
            "determining",
            "per",
            "eps",
        ];
        let next = self.at(index + 1);
        let issued = next == "issued" && self.at(index + 2) == "and";
        let before = index.checked_sub(1).map_or("", |before| self.at(before));
        let alone = !self.has("per") && (self.has("basic") || self.has("diluted"));
        matches!(next, "used" | "outstanding")
            || issued && self.at(index + 3) == "outstanding"
            || next == "in"
                && matches!(self.at(index + 2), "issue" | "circulation" | "thousands" | "millions")
            || matches!(next, "in" | "for" | "to") && self.near(index, 4, &COMPUTING).is_some()
            || before == "in" && index + 1 == self.words.len()
            || before == "eps"
            || alone
    }

    fn averaged(&self, index: usize, of: &[&str]) -> bool {
        let measure = |at: usize| MEASURES.contains(&self.at(at));
        self.near(index, 8, of).is_some_and(|at| !(index..=at + 1).any(measure))
    }

    /// `Weighted average`, `Weighted average - diluted`: of shares, since nothing else is named.
    fn only_weighted(&self) -> bool {
        const PLAIN: [&str; 9] = [
            "weighted", "average", "number", "common", "basic", "diluted", "and", "fully",
            "primary",
        ];
        self.words.iter().all(|word| PLAIN.contains(&word.as_str()))
    }
}

/// What the words of a label say that its figures count; `None` where they name no unit.
pub(super) fn by_label(label: &str) -> Option<Counted> {
    let words = Phrases::of(label);
    if ends_in_shares(label) {
        return Some(Counted::Shares);
    }
    match words.at(0) {
        "numerator" => return Some(Counted::Money),
        "denominator" => return Some(Counted::Shares),
        _ => {}
    }
    if describes_stock(label, &words) {
        return Some(Counted::Money);
    }
    match (words.per_share(), words.shares()) {
        (None, None) => None,
        (Some(_), None) => Some(Counted::PerShare),
        (None, Some(_)) => Some(Counted::Shares),
        (Some((per, share)), Some(shares)) => {
            // `Shares used to compute net loss per share` counts shares; `Net loss per share, based on weighted
            // average shares outstanding` does not.
            let based = |at: usize| {
                matches!(words.at(at), "based" | "on" | "using" | "by" | "to" | "of" | "for")
            };
            let behind = shares > share && !(share + 1..shares).any(based);
            Some(if shares < per || behind { Counted::Shares } else { Counted::PerShare })
        }
    }
}

/// The same of a line that names those below it; there `Shares:` alone speaks of counts.
pub(super) fn by_heading(label: &str) -> Option<Counted> {
    let alone = Phrases::of(label).words == ["shares"];
    by_label(label).or(alone.then_some(Counted::Shares))
}

/// `Common stock, shares authorized`: the notes of a balance sheet count them line by line.
fn ends_in_shares(label: &str) -> bool {
    const ENDS: [&str; 8] =
        ["shares", "issued", "authorized", "authorised", "outstanding", "and", "held", "reserved"];
    let Some((_, end)) = label.rsplit_once(',') else { return false };
    let end = Phrases::of(end);
    end.starts_with("shares") && end.words.iter().all(|word| ENDS.contains(&word.as_str()))
}

/// Whether a label gives the shares of a class itself, or their par value: `Common stock, $.01 par value per share;
/// 100,000 shares authorized, 24,525 outstanding`. Its figures are what they stand for in the balance sheet.
fn describes_stock(label: &str, words: &Phrases) -> bool {
    let par = words.near_pair("par", "value") || words.near_pair("stated", "value");
    let stated = label.split('$').skip(1).any(|rest| {
        rest.trim_start().trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit())
    });
    if par && (stated || words.has("no") || words.has("without")) {
        return true;
    }
    let of_stock = ["authorized", "authorised", "issued", "outstanding"];
    of_stock.iter().any(|word| words.has(word)) && holds_count(label)
}

/// `1,000`, `24525026`, or digits right before `shares`, `authorized` or `issued`.
fn holds_count(label: &str) -> bool {
    let tokens: Vec<&str> = label
        .split_whitespace()
        .map(|token| token.trim_matches(|c: char| !c.is_alphanumeric() && c != '$'))
        .collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    tokens.iter().enumerate().any(|(index, token)| {
        let grouped = token.contains(',') && token.split(',').all(digits);
        let next = tokens.get(index + 1).map(|next| next.to_lowercase()).unwrap_or_default();
        let counts = matches!(
            next.as_str(),
            "share" | "shares" | "authorized" | "authorised" | "issued" | "outstanding"
        );
        grouped || digits(token) && (token.len() > 4 || counts)
    })
}

impl Phrases {
    fn near_pair(&self, first: &str, then: &str) -> bool {
        self.words.windows(2).any(|pair| pair[0] == first && pair[1] == then)
    }
}

/// What stands before a dash between blanks: `Net income per share` of `Net income per share - Basic`.
pub(super) fn stem(label: &str) -> Option<&str> {
    let parted =
        [" - ", " \u{2013} ", " \u{2014} "].iter().find_map(|dash| label.rsplit_once(dash));
    parted.map(|(stem, _)| stem)
}

/// Words of labels that say nothing by themselves.
const BARE: [&str; 7] = ["basic", "diluted", "and", "assuming", "dilution", "primary", "fully"];

/// Whether a label says nothing by itself: `Basic`, `- Diluted`, `Assuming dilution`, a blank.
pub(super) fn is_bare(label: &str) -> bool {
    Phrases::of(label).words.iter().all(|word| BARE.contains(&word.as_str()))
}

/// Whether a label only names a part of what stands above it: `Basic`, `Class A`, `Preferred shares`.
pub(super) fn is_part(label: &str) -> bool {
    const CLASS: [&str; 7] =
        ["class", "series", "common", "preferred", "ordinary", "stock", "shares"];
    let part = |word: &String| {
        BARE.contains(&word.as_str()) || CLASS.contains(&word.as_str()) || word.len() == 1
    };
    Phrases::of(label).words.iter().all(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Counted::{Money, PerShare, Shares};

    #[test]
    fn a_label_names_what_it_counts() {
        for (label, counted) in [
            ("Basic and diluted loss per common share", Some(PerShare)),
            ("Net loss per common and common equivalent share", Some(PerShare)),
            ("Diluted EPS", Some(PerShare)),
            ("Earnings per ADS", Some(PerShare)),
            ("Net income per limited partner unit", Some(PerShare)),
            ("Net loss per weighted average share outstanding", Some(PerShare)),
            ("Net loss per share, based on weighted average shares outstanding", Some(PerShare)),
            ("Weighted average exercise price per share", Some(PerShare)),
            ("Common stock, par value (in dollars per share)", Some(PerShare)),
            ("Weighted average common shares outstanding", Some(Shares)),
            ("Weighted-average shares, diluted", Some(Shares)),
            ("Weighted average - diluted", Some(Shares)),
            ("Number of shares", Some(Shares)),
            ("Number of weighted average ordinary shares", Some(Shares)),
            ("Shares used to compute net loss per share", Some(Shares)),
            ("Shares used in computing diluted EPS", Some(Shares)),
            ("Net loss per share: number of shares", Some(Shares)),
            ("Diluted shares", Some(Shares)),
            ("Common stock, shares authorized", Some(Shares)),
            ("Treasury stock acquired (in shares)", Some(Shares)),
            ("Common shares, 1,000 authorized, 800 shares outstanding", Some(Money)),
            ("Common stock, $.01 par value per share", Some(Money)),
            ("Common stock, no par value; 5 shares outstanding", Some(Money)),
            ("Weighted average fair value of shares granted", None),
            ("Shares to be issued", None),
            ("Shares in associates", None),
            ("Share, option and warrant issuance", None),
            ("Operating expenses, share of partner", None),
            ("Paper and share certificates", None),
            ("Stockholders' equity", None),
            ("Class A", None),
        ] {
            assert_eq!(by_label(label), counted, "{label}");
        }
    }

    #[test]
    fn a_part_names_nothing_by_itself() {
        for label in
            ["Basic", "- Diluted", "Class A", "Basic and diluted", "Class B common stock", ""]
        {
            assert!(is_part(label), "{label}");
        }
        for label in ["Cash", "Class A dividends", "Basic earnings"] {
            assert!(!is_part(label), "{label}");
        }
    }
}
