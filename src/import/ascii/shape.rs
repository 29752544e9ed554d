//! What words look like: capitals, titles, sentences, page numbers, end marks.

/// Words that a title leaves small.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or",
    "per", "the", "to", "under", "upon", "vs.", "with", "v.",
];

/// Words after which a line cannot end.
const OPEN: [&str; 23] = [
    "a", "an", "and", "as", "at", "before", "between", "by", "for", "from", "in", "its", "of",
    "on", "or", "our", "per", "than", "that", "the", "to", "under", "with",
];

/// Whether there are letters and all of them are capitals, but for a trade mark.
pub(super) fn is_caps(text: &str) -> bool {
    let mut letters = 0_usize;
    for word in text.split_whitespace() {
        let word = word.trim_end_matches("'s").trim_end_matches("(s)");
        if word.chars().any(char::is_lowercase) {
            return false;
        }
        letters += word.chars().filter(|c| c.is_alphabetic()).count();
    }
    letters > 1
}

/// Whether the words are set as a title: each begins with a capital or a digit, but for small ones.
pub(super) fn is_title_case(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let first = words.peek().is_some_and(|word| starts_upper(word));
    let mut capitals = 0;
    let all = words.all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        capitals += usize::from(bare.starts_with(char::is_uppercase));
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || SMALL.contains(&bare)
            || SMALL.contains(&word)
    });
    first && all && capitals > 0
}

/// Whether the first letter is a capital, or a digit stands first.
pub(super) fn starts_upper(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// Whether the first character of all is a small letter.
pub(super) fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the text ends as a sentence does, quotes and parentheses behind the stop aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '`' | ')' | ']' | '\u{201d}' | '\u{2019}') || c.is_whitespace()
    })
    .ends_with(['.', '!', '?', ':', ';'])
}

/// Whether the text breaks off in a word group: on a small word, a comma or a hyphen.
pub(super) fn is_open(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with([',', '-', '/', '(', '&', '\u{2013}', '\u{2014}'])
        || text.rsplit(' ').next().is_some_and(|word| OPEN.contains(&word))
}

/// The number of a page, where the words are nothing else: `3`, `- 3 -`, `-3-`, `Page 3`, `Page 3 of 9`,
/// `F-3`, `(iv)`.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '.'));
    let lower = bare.to_ascii_lowercase();
    let rest = lower.strip_prefix("page").unwrap_or(&lower).trim();
    let number = |part: &str| {
        let part = part.trim();
        let digits = part.strip_prefix("f-").or_else(|| part.strip_prefix("a-")).unwrap_or(part);
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let roman = rest.len() <= 5
        && !rest.is_empty()
        && rest.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    match rest.split_once(" of ") {
        Some((page, pages)) => number(page) && number(pages),
        None => number(rest) || roman,
    }
}

/// Whether the words end a release: `###`, `# # #`, `-end-`, `-30-`.
pub(super) fn is_end_mark(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = bare.trim_matches(|c| matches!(c, '-' | '*' | '(' | ')')).to_ascii_lowercase();
    (bare.len() > 1 && bare.chars().all(|c| c == '#'))
        || (lower.len() < bare.len()
            && matches!(lower.as_str(), "end" | "30" | "0" | "ends" | "endofrelease"))
}

/// Whether the words only say that the text goes on overleaf: `(more)`, `- MORE -`.
pub(super) fn is_more(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let marked = text.starts_with(['-', '(', '*', '\u{2013}', '\u{2014}']);
    marked && matches!(bare.as_str(), "more" | "more to follow" | "continued")
}

/// The names of months as a word may begin with.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a word is the name of a month or its first letters.
pub(super) fn is_month(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_ascii_lowercase();
    let Some(start) = bare.get(..3) else { return false };
    MONTHS.contains(&start)
        && crate::date::MONTHS.iter().any(|month| {
            month.to_ascii_lowercase().starts_with(&bare) || (bare == "sept" && start == "sep")
        })
}

/// Whether a word is a year, with a mark behind it or not.
pub(super) fn is_year(word: &str) -> bool {
    let bare = word.trim_end_matches([',', ')', '*', ':']).trim_start_matches('(');
    bare.len() == 4
        && bare.bytes().all(|b| b.is_ascii_digit())
        && (bare.starts_with("19") || bare.starts_with("20"))
}

/// Whether the words name a period or a day: a month, a year, `ended`, `quarter`.
pub(super) fn is_period(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        is_month(word)
            || is_year(word)
            || is_numeric_date(word)
            || matches!(
                bare.as_str(),
                "ended"
                    | "ending"
                    | "months"
                    | "month"
                    | "quarter"
                    | "quarters"
                    | "year"
                    | "years"
                    | "weeks"
                    | "week"
                    | "period"
                    | "periods"
                    | "fiscal"
                    | "change"
                    | "unaudited"
                    | "audited"
            )
    })
}

/// Whether a word is a date in digits, such as `7/1/00` or `3/31/2022`.
pub(super) fn is_numeric_date(word: &str) -> bool {
    let mut parts = 0;
    let all = word.split('/').all(|part| {
        parts += 1;
        (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    });
    all && parts == 3
}

/// Whether the words are a date and nothing else: `January 29, 2009`.
pub(super) fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [one] => is_numeric_date(one),
        [month, year] => is_month(month) && is_year(year),
        [month, day, year] => {
            is_month(month) && is_year(year) && day.trim_end_matches(',').parse::<u8>().is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_other_figures() {
        for page in ["3", "- 3 -", "-12-", "Page 3", "PAGE 3 of 9", "F-3", "(iv)", "3."] {
            assert!(is_page_number(page), "{page}");
        }
        for other in ["2008", "3,000", "Page", "$3", "mix", "3 of", "", "Page two"] {
            assert!(!is_page_number(other), "{other}");
        }
    }

    #[test]
    fn end_marks_and_turn_overs_are_known() {
        for mark in ["###", "# # #", "-end-", "- END -", "-30-"] {
            assert!(is_end_mark(mark), "{mark}");
        }
        assert!(!is_end_mark("end") && !is_end_mark("# 3") && !is_end_mark("--"));
        assert!(is_more("(more)") && is_more("- MORE -") && is_more("-more-") && !is_more("more"));
    }

    #[test]
    fn capitals_and_titles_are_told_from_sentences() {
        assert!(is_caps("ACQUIRED R&D (NET)") && !is_caps("Acquired") && !is_caps("1,234"));
        assert!(is_title_case("Cash from Operations") && is_title_case("Other Expense, Net"));
        assert!(!is_title_case("The company grew") && !is_title_case("of Notes"));
    }

    #[test]
    fn dates_and_periods_are_known_by_their_words() {
        assert!(is_date("Sept. 3, 2009") && is_date("May 2009") && !is_date("Marble 3, 2009"));
        assert!(is_period("9/25/99") && is_period("13 Weeks") && !is_period("Mining Costs"));
    }
}
