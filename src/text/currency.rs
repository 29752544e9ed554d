//! The signs and codes by which figures name their currency.

/// A sign or code as it is printed, and the ISO 4217 codes of what it may mean, the usual one first.
pub type Mark = (&'static str, &'static [&'static str]);

/// The currencies whose sign is a plain `$`, the usual one first.
const DOLLARS: &[&str] =
    &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "BRL", "CLP", "COP", "ARS"];

/// What is printed for a currency besides its code.
static SIGNS: [Mark; 18] = [
    ("US$", &["USD"]),
    ("C$", &["CAD"]),
    ("A$", &["AUD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("S$", &["SGD"]),
    ("NT$", &["TWD"]),
    ("R$", &["BRL"]),
    ("$", DOLLARS),
    ("\u{20ac}", &["EUR"]),
    ("\u{a3}", &["GBP"]),
    ("\u{a5}", &["JPY", "CNY"]),
    ("\u{20b9}", &["INR"]),
    ("\u{20a9}", &["KRW"]),
    ("\u{20aa}", &["ILS"]),
    ("RMB", &["CNY"]),
    ("Fr.", &["CHF"]),
    ("Rs.", &["INR"]),
];

/// The codes of ISO 4217 in which companies report.
static CODES: [[&str; 1]; 42] = [
    ["USD"],
    ["EUR"],
    ["CHF"],
    ["GBP"],
    ["SEK"],
    ["NOK"],
    ["DKK"],
    ["ISK"],
    ["JPY"],
    ["CNY"],
    ["CNH"],
    ["HKD"],
    ["SGD"],
    ["TWD"],
    ["KRW"],
    ["INR"],
    ["AUD"],
    ["NZD"],
    ["CAD"],
    ["MXN"],
    ["BRL"],
    ["CLP"],
    ["COP"],
    ["ARS"],
    ["PEN"],
    ["ZAR"],
    ["ILS"],
    ["TRY"],
    ["PLN"],
    ["CZK"],
    ["HUF"],
    ["RON"],
    ["BGN"],
    ["RUB"],
    ["UAH"],
    ["THB"],
    ["IDR"],
    ["MYR"],
    ["PHP"],
    ["VND"],
    ["AED"],
    ["SAR"],
];

fn marks() -> impl Iterator<Item = Mark> {
    SIGNS.iter().copied().chain(CODES.iter().map(|code| (code[0], &code[..])))
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{a0}'
}

/// The mark that a text begins with, and what stands behind it.
#[must_use]
pub fn before(text: &str) -> Option<(Mark, &str)> {
    marks().find_map(|mark| {
        let rest = text.strip_prefix(mark.0)?;
        let whole = !is_letter(mark.0.chars().next_back()) || !is_letter(rest.chars().next());
        whole.then(|| (mark, rest.trim_start_matches(is_blank)))
    })
}

/// The mark that stands behind a figure at the end of a text, and what stands before it.
#[must_use]
pub fn behind(text: &str) -> Option<(Mark, &str)> {
    marks().find_map(|mark| {
        let rest = text.strip_suffix(mark.0)?.trim_end_matches(is_blank);
        let figure = |c: char| {
            c.is_ascii_digit()
                || matches!(c, ')' | '.' | '-' | '\u{2013}' | '\u{2014}' | '\u{2212}')
        };
        rest.ends_with(figure).then_some((mark, rest))
    })
}

/// The mark of a cell: before its figure, within its parenthesis or behind it.
#[must_use]
pub fn of(text: &str) -> Option<Mark> {
    let opened =
        text.trim_start_matches(|c: char| is_blank(c) || matches!(c, '(' | '-' | '\u{2212}'));
    let closed = text.trim_end_matches(|c: char| is_blank(c) || c == ')');
    before(opened)
        .or_else(|| behind(text.trim_end_matches(is_blank)))
        .or_else(|| behind(closed))
        .map(|(mark, _)| mark)
}

/// The currency that a word of capitals is the code of: `CHF`; `RMB` is the yuan's.
#[must_use]
pub fn code(word: &str) -> Option<&'static str> {
    let letters = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let (_, codes) = marks().find(|(mark, _)| letters && *mark == word)?;
    codes.first().copied()
}

/// Whether a text is a mark and nothing else.
#[must_use]
pub fn is_mark(text: &str) -> bool {
    marks().any(|(mark, _)| mark == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_before_a_figure_within_its_parenthesis_or_behind_it() {
        for (text, mark) in [
            ("CHF 410", "CHF"),
            ("CHF410", "CHF"),
            ("(SEK 410)", "SEK"),
            ("410 \u{20ac}", "\u{20ac}"),
            ("(410) EUR", "EUR"),
            ("(410 EUR)", "EUR"),
            ("US$ 7", "US$"),
            ("RMB 7", "RMB"),
            ("-CHF 5", "CHF"),
        ] {
            assert_eq!(of(text).map(|(mark, _)| mark), Some(mark), "{text}");
        }
        let plain = of("$ --").map(|(_, codes)| codes);
        assert!(plain.is_some_and(|codes| codes.contains(&"CAD")));
        for text in ["410", "CHFX 410", "see USD", "410 XXX", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_words_of_capitals() {
        assert_eq!(
            ["CHF", "RMB", "chf", "Fr.", "XXX", "$"].map(code),
            [Some("CHF"), Some("CNY"), None, None, None, None]
        );
    }
}
