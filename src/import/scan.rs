//! What the words of a head or a title say of time: spans, dates, years, parts of a year, comparisons.
//!
//! Words are collected, not parsed: a period is put together from up to three lines of a head, in any order
//! (`Three Months Ended` / `June 30,` / `2008`), so each word adds what it says to a [`Said`].

use crate::date::{Date, MONTHS, Part};

/// How long an interval is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// That many calendar months.
    Months(u8),
    /// That many weeks.
    Weeks(u8),
    /// From the start of the fiscal year.
    YearToDate,
}

/// What the figures of a column are, by the words of its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Basis {
    /// As reported.
    #[default]
    Reported,
    /// As if something had been otherwise: pro forma, adjusted, non-GAAP, an average over the period.
    ProForma,
    /// What is added or taken away to get there.
    Adjustment,
    /// A comparison of other columns: a difference or a percentage.
    Change,
}

/// What words say of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The length of an interval.
    pub(crate) length: Option<Length>,
    /// A part of a fiscal year: `2Q21`, `second quarter`, `fiscal 2008`.
    pub(crate) part: Option<Part>,
    /// Whole dates, in the order of the words.
    pub(crate) dates: Vec<Date>,
    /// A month, perhaps with its day, whose year stands elsewhere.
    pub(crate) month_day: Option<(i8, Option<i8>)>,
    /// Years by themselves.
    pub(crate) years: Vec<i16>,
    /// Whether an interval is given by both its ends (`from … through …`).
    pub(crate) from: bool,
    /// Whether it is said to be a moment (`as of`, `at`).
    pub(crate) as_of: bool,
    /// What the figures are.
    pub(crate) basis: Basis,
    /// Whether there are words that say nothing of time.
    pub(crate) other: bool,
}

impl Said {
    /// Whether anything is said of time.
    pub(crate) fn of_time(&self) -> bool {
        self.length.is_some()
            || self.part.is_some()
            || !self.dates.is_empty()
            || self.month_day.is_some()
            || !self.years.is_empty()
    }
}

/// Words that say neither time nor anything else.
const SILENT: [&str; 46] = [
    "the",
    "for",
    "ended",
    "ending",
    "ends",
    "end",
    "and",
    "of",
    "period",
    "periods",
    "fiscal",
    "unaudited",
    "audited",
    "restated",
    "date",
    "to",
    "in",
    "a",
    "on",
    "as",
    "consolidated",
    "actual",
    "estimated",
    "preliminary",
    "revised",
    "reported",
    "gaap",
    "historical",
    "current",
    "prior",
    "previous",
    "this",
    "last",
    "ago",
    "(unaudited)",
    "see",
    "results",
    "amounts",
    "amount",
    "total",
    "balance",
    "balances",
    "operations",
    "data",
    "usd",
    "$",
];

/// Reads the words of one head or title.
pub(crate) fn scan(text: &str) -> Said {
    let tokens = tokens(text);
    let mut said = Said::default();
    let mut at = 0;
    while at < tokens.len() {
        at += step(&tokens, at, &mut said).max(1);
    }
    said
}

/// Lower-case words without the marks around them; hyphens part words, not dates.
fn tokens(text: &str) -> Vec<String> {
    let text: String = text
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '`' => '\'',
            '\u{a0}' | ',' | ';' | '\u{200b}' => ' ',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        })
        .collect::<String>()
        .to_lowercase();
    let mut tokens = Vec::new();
    for word in text.split_whitespace() {
        let word = without_mark(word);
        let word =
            word.trim_matches(|c: char| matches!(c, '.' | ':' | '(' | ')' | '*' | '"' | '[' | ']'));
        if word.is_empty() {
            continue;
        }
        if numeric_date(word).is_some() || !word.contains('-') {
            tokens.push(word.to_owned());
        } else {
            tokens.extend(word.split('-').filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }
    tokens
}

/// `2007(1)`, `2008*` and `2008(a)` without their footnote marks.
fn without_mark(word: &str) -> &str {
    let bare = word.trim_end_matches('*');
    match bare.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, mark))
            if !before.is_empty()
                && (1..=2).contains(&mark.len())
                && (mark.len() == 1 || mark.bytes().all(|b| b.is_ascii_digit())) =>
        {
            before
        }
        _ => bare,
    }
}

/// Takes in the word at `at` and those that belong to it; gives how many these are.
fn step(tokens: &[String], at: usize, said: &mut Said) -> usize {
    let word = tokens[at].as_str();
    let next = |n: usize| tokens.get(at + n).map_or("", String::as_str);
    if let Some(date) = numeric_date(word) {
        said.dates.push(date);
        return 1;
    }
    if let Some((count, used)) = number(tokens, at)
        && let Some(length) = length(count, next(used))
    {
        said.length.get_or_insert(length);
        return used + 1;
    }
    if let Some(used) = month(tokens, at, said).or_else(|| part(tokens, at, said)) {
        return used;
    }
    if let Some(year) = year(word) {
        said.years.push(year);
        return 1;
    }
    if let Some(used) = basis(word, next(1), said) {
        return used;
    }
    match (word, next(1), next(2)) {
        ("year", "to", "date") => {
            said.length.get_or_insert(Length::YearToDate);
            return 3;
        }
        ("ytd", ..) => _ = said.length.get_or_insert(Length::YearToDate),
        ("quarter" | "quarters" | "quarterly" | "qtr" | "qtrs", ..) => {
            said.length.get_or_insert(Length::Months(3));
        }
        ("half", ..) => _ = said.length.get_or_insert(Length::Months(6)),
        ("year" | "years" | "annual", ..) => _ = said.length.get_or_insert(Length::Months(12)),
        ("as", "of", _) => {
            said.as_of = true;
            return 2;
        }
        ("at", ..) => said.as_of = true,
        ("from" | "through" | "inception", ..) => said.from = true,
        _ if SILENT.contains(&word) => {}
        _ if word.chars().all(|c| !c.is_alphanumeric()) => {}
        _ => said.other = true,
    }
    1
}

/// A comparison or a basis.
fn basis(word: &str, next: &str, said: &mut Said) -> Option<usize> {
    let (basis, used) = match (word, next) {
        ("pro", "forma") | ("non", "gaap") | ("average", "for") => (Basis::ProForma, 2),
        ("proforma" | "adjusted", _) => (Basis::ProForma, 1),
        ("adjustment" | "adjustments" | "adjusting" | "eliminations" | "reclassifications", _) => {
            (Basis::Adjustment, 1)
        }
        (
            "change" | "changes" | "variance" | "increase" | "decrease" | "growth" | "%"
            | "percent" | "percentage" | "var" | "vs" | "versus" | "bps" | "chg" | "fav"
            | "favorable" | "inc/(dec" | "%change" | "increase/(decrease" | "better/(worse"
            | "b/(w" | "v",
            _,
        ) => (Basis::Change, 1),
        _ => return None,
    };
    // A comparison outranks what is compared.
    if said.basis != Basis::Change {
        said.basis = basis;
    }
    Some(used)
}

fn length(count: u8, word: &str) -> Option<Length> {
    match word {
        "month" | "months" | "mos" | "mo" => Some(Length::Months(count)),
        "week" | "weeks" | "wks" => Some(Length::Weeks(count)),
        "quarters" => count.checked_mul(3).map(Length::Months),
        "years" => count.checked_mul(12).map(Length::Months),
        _ => None,
    }
}

/// A number up to 99 in words or digits, and how many words it takes.
fn number(tokens: &[String], at: usize) -> Option<(u8, usize)> {
    const ONES: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [(&str, u8); 4] = [("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)];
    let word = tokens.get(at)?.as_str();
    let one = |word: &str| {
        ONES.iter().skip(1).position(|name| *name == word).and_then(|n| u8::try_from(n + 1).ok())
    };
    if let Some(n) = one(word) {
        return Some((n, 1));
    }
    if let Some((_, tens)) = TENS.iter().find(|(name, _)| *name == word) {
        let ones = tokens.get(at + 1).and_then(|next| one(next)).filter(|n| *n < 10);
        return Some(ones.map_or((*tens, 1), |n| (tens + n, 2)));
    }
    (word.len() <= 2).then(|| word.parse().ok())?.map(|n| (n, 1))
}

/// The month that a word names, from 1.
fn month_of(word: &str) -> Option<i8> {
    let known = |month: &&str| {
        let name = month.to_lowercase();
        word == name
            || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
            || (word == "sept" && name == "september")
    };
    let place = MONTHS.iter().position(known)?;
    i8::try_from(place + 1).ok()
}

/// A month with the day and the year that stand with it.
fn month(tokens: &[String], at: usize, said: &mut Said) -> Option<usize> {
    let month = month_of(&tokens[at])?;
    let day = |word: Option<&String>| {
        let word = word?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (word.len() <= 2).then(|| word.parse::<i8>().ok())?.filter(|day| (1..=31).contains(day))
    };
    let before = at.checked_sub(1).and_then(|before| day(tokens.get(before)));
    let (day, used) = match day(tokens.get(at + 1)) {
        Some(day) => (Some(day), 2),
        // `30 June 2008`: the number before it was no year and no length.
        None => (before, 1),
    };
    let named = tokens.get(at + used).and_then(|word| year(word));
    match (named, day) {
        (Some(year), Some(day)) => {
            said.dates.extend(Date::new(year, month, day));
            return Some(used + 1);
        }
        (Some(year), None) => {
            said.month_day = Some((month, None));
            said.years.push(year);
            return Some(used + 1);
        }
        (None, day) => said.month_day = Some((month, day)),
    }
    Some(used)
}

/// A part of a fiscal year: `2Q21`, `Q2 2008`, `1st quarter`, `second half`, `FY08`, `fiscal 2008`.
fn part(tokens: &[String], at: usize, said: &mut Said) -> Option<usize> {
    let word = tokens[at].as_str();
    let next = tokens.get(at + 1).map_or("", String::as_str);
    let ordinal = match word {
        "first" | "1st" => 1,
        "second" | "2nd" => 2,
        "third" | "3rd" => 3,
        "fourth" | "4th" => 4,
        _ => 0,
    };
    if ordinal > 0 {
        let used = if next == "fiscal" { 2 } else { 1 };
        return match tokens.get(at + used).map_or("", String::as_str) {
            "quarter" | "qtr" | "quarters" => {
                said.part = quarter(ordinal);
                Some(used + 1)
            }
            "half" if ordinal <= 2 => {
                said.part = Some(if ordinal == 1 { Part::H1 } else { Part::H2 });
                Some(used + 1)
            }
            _ => Some(1),
        };
    }
    if word == "fiscal" {
        let used = if next == "year" { 2 } else { 1 };
        let year = tokens.get(at + used).and_then(|word| year(word))?;
        said.part.get_or_insert(Part::Year);
        said.years.push(year);
        return Some(used + 1);
    }
    let (part, rest) = code(word)?;
    said.part = Some(part);
    let rest = rest.trim_start_matches("fy").trim_start_matches('\'');
    said.years.extend(year(rest).or_else(|| short_year(rest)));
    Some(1)
}

const fn quarter(n: u8) -> Option<Part> {
    match n {
        1 => Some(Part::Q1),
        2 => Some(Part::Q2),
        3 => Some(Part::Q3),
        4 => Some(Part::Q4),
        _ => None,
    }
}

/// The part that a code begins with, and the rest of the code, which is nothing or a year.
fn code(word: &str) -> Option<(Part, &str)> {
    const CODES: [(&str, Part); 14] = [
        ("1q", Part::Q1),
        ("2q", Part::Q2),
        ("3q", Part::Q3),
        ("4q", Part::Q4),
        ("q1", Part::Q1),
        ("q2", Part::Q2),
        ("q3", Part::Q3),
        ("q4", Part::Q4),
        ("1h", Part::H1),
        ("2h", Part::H2),
        ("h1", Part::H1),
        ("h2", Part::H2),
        ("9m", Part::NineMonths),
        ("fy", Part::Year),
    ];
    let (part, rest) =
        CODES.iter().find_map(|(code, part)| Some((*part, word.strip_prefix(code)?)))?;
    let bare = rest.trim_start_matches("fy").trim_start_matches('\'');
    (bare.is_empty() || year(bare).is_some() || short_year(bare).is_some()).then_some((part, rest))
}

/// A year in four digits, or in two after an apostrophe.
fn year(word: &str) -> Option<i16> {
    if let Some(short) = word.strip_prefix('\'') {
        return short_year(short);
    }
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok())?.filter(|year| (1900..=2200).contains(year))
}

/// A year in two digits: from 1970 to 2069.
fn short_year(word: &str) -> Option<i16> {
    let digits = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = digits.then(|| word.parse().ok())??;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// `3/31/2022`, `3/31/22`, `2022-03-31`, `31.03.2022`, `jun-30-2008`, `30-jun-08`.
fn numeric_date(word: &str) -> Option<Date> {
    let separator = ['/', '-', '.'].into_iter().find(|c| word.matches(*c).count() == 2)?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let small =
        |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i8>().ok()).flatten();
    let any_year = |text: &str| year(text).or_else(|| short_year(text));
    if let Some(year) = year(a) {
        return Date::new(year, small(b)?, small(c)?);
    }
    if let Some(month) = month_of(a) {
        return Date::new(any_year(c)?, month, small(b)?);
    }
    if let Some(month) = month_of(b) {
        return Date::new(any_year(c)?, month, small(a)?);
    }
    let (first, second, year) = (small(a)?, small(b)?, any_year(c)?);
    // The American order, unless only the other one is a date; with points the day stands first.
    let american = if separator == '.' { None } else { Date::new(year, first, second) };
    american.or_else(|| Date::new(year, second, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn lengths_dates_and_years_are_collected_in_any_order() {
        let said = scan("For Three Months Ended June 30, 2008");
        assert_eq!(said.length, Some(Length::Months(3)));
        assert_eq!(said.dates, [date("2008-06-30")]);
        assert!(!said.other);
        let said = scan("THIRTEEN WEEKS ENDED February 3, 2024 (1)");
        assert_eq!((said.length, said.dates), (Some(Length::Weeks(13)), vec![date("2024-02-03")]));
        let said = scan("Fifty-two Weeks Ended January 31");
        assert_eq!((said.length, said.month_day), (Some(Length::Weeks(52)), Some((1, Some(31)))));
        let said = scan("3 Months Ended December 2005(1)");
        assert_eq!(
            (said.length, said.month_day, said.years),
            (Some(Length::Months(3)), Some((12, None)), vec![2005])
        );
        assert_eq!(scan("30 June 2008").dates, [date("2008-06-30")]);
        assert_eq!(scan("Sept. 27, 2003").dates, [date("2003-09-27")]);
        assert_eq!(scan("As of 3/31/2022").dates, [date("2022-03-31")]);
        assert_eq!(scan("31.12.2021").dates, [date("2021-12-31")]);
        assert_eq!(scan("Year-to-date June 30,").length, Some(Length::YearToDate));
        let said = scan("Period from January 1, 2005 through August 24, 2005");
        assert_eq!((said.from, said.dates), (true, vec![date("2005-01-01"), date("2005-08-24")]));
    }

    #[test]
    fn parts_of_a_year_are_read_in_words_and_codes() {
        for (text, part, year) in [
            ("2Q21", Part::Q2, 2021),
            ("Q2 2008", Part::Q2, 2008),
            ("Q1'21", Part::Q1, 2021),
            ("4Q20", Part::Q4, 2020),
            ("1st Quarter 2022", Part::Q1, 2022),
            ("Second Quarter of Fiscal 2009", Part::Q2, 2009),
            ("FY 2008", Part::Year, 2008),
            ("Fiscal Year 2008", Part::Year, 2008),
            ("1H21", Part::H1, 2021),
            ("Q3FY24", Part::Q3, 2024),
            ("first half 2020", Part::H1, 2020),
        ] {
            let said = scan(text);
            assert_eq!(
                (said.part, said.years.first().copied()),
                (Some(part), Some(year)),
                "{text}"
            );
        }
    }

    #[test]
    fn comparisons_and_bases_are_told_apart() {
        for (text, basis) in [
            ("% Change", Basis::Change),
            ("4Q20 vs 3Q20", Basis::Change),
            ("Pro Forma", Basis::ProForma),
            ("Adjustments(1)", Basis::Adjustment),
            ("Non-GAAP", Basis::ProForma),
            ("AVERAGE FOR THE THREE MONTHS ENDED", Basis::ProForma),
            ("Historical", Basis::Reported),
            ("Increase (Decrease)", Basis::Change),
            ("June 30, 2008", Basis::Reported),
        ] {
            assert_eq!(scan(text).basis, basis, "{text}");
        }
        assert!(scan("Whatcom").other);
        assert!(!scan("Total").other);
    }
}
