//! The normal form of a label: what two labels share that mean the same line.
//!
//! Folded away are case, kinds of quotes and dashes, plurals, footnote marks, par values and share counts,
//! "net of tax of $12", British spelling, and whether a company has shareholders or stockholders. Words of
//! opposite sign are kept, in one order: `income (loss)`, `(loss) income` and `income/(loss)` all become
//! `income(loss)`, whose printed plus is an income.

use super::pairs::paired;
use super::words::{merged, tokens};

/// Which balance of a period a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    /// The one before its first day.
    Start,
    /// The one at the end of its last day.
    End,
}

/// A label in normal form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Normal {
    /// Its words, with single blanks between them.
    pub(super) words: String,
    /// The balance that it names, taken out of its words.
    pub(super) at: Option<At>,
}

/// The normal form of a label.
pub(super) fn normal(label: &str) -> Normal {
    let mut tokens = cut_terms(&merged(tokens(label)));
    tokens = paired(&tokens);
    tokens.retain(|token| !is_sign(token));
    if let Some(first) = tokens.first()
        && matches!(first.as_str(), "less" | "add" | "plus" | "deduct")
    {
        tokens.remove(0);
    }
    let at = moment(&mut tokens);
    Normal { words: tokens.join(" "), at }
}

pub(super) fn is_sign(token: &str) -> bool {
    matches!(token, "(" | ")" | "/" | "," | ";" | ":")
}

/// Takes off what differs from company to company and from date to date: par values, counts of shares,
/// allowances and taxes in figures, footnote marks, remarks in parentheses.
fn cut_terms(tokens: &[String]) -> Vec<String> {
    let mut tokens = without_remarks(tokens);
    if let Some(cut) = terms_of_stock(&tokens) {
        tokens.truncate(cut);
    }
    while let Some((cut, end, word)) = net_of(&tokens) {
        tokens.splice(cut..end, word.map(str::to_owned));
    }
    let at_value = |window: &[String]| {
        matches!(window, [sign, at, ..] if is_sign(sign) && at == "at")
            && window.get(2).is_some_and(|w| {
                matches!(w.as_str(), "cost" | "fair" | "amortized" | "lower" | "market")
            })
    };
    if let Some(cut) = (0..tokens.len()).find(|&i| tokens.get(i..).is_some_and(at_value)) {
        tokens.truncate(cut);
    }
    tokens
}

/// Where the terms of a stock begin: `$.01 par value; 1,000 shares authorized`.
fn terms_of_stock(tokens: &[String]) -> Option<usize> {
    let figure = |t: &str| t.starts_with(|c: char| c == '$' || c.is_ascii_digit() || c == '.');
    let begin = tokens.iter().enumerate().skip(1).position(|(i, t)| {
        figure(t)
            || t == "par"
            || t == "authorized"
            || (t == "no" && tokens.get(i + 1).is_some_and(|next| next == "par"))
            || (t == "stated" && tokens.get(i + 1).is_some_and(|next| next == "value"))
    })? + 1;
    let terms =
        ["par", "authorized", "issued", "outstanding", "stated", "liquidation", "respectively"];
    let rest = tokens.get(begin..)?;
    let stated = rest.iter().any(|t| figure(t) || t == "no");
    (stated && rest.iter().any(|t| terms.contains(&t.as_str()))).then_some(begin)
}

/// A clause `net of allowance of $64`, `less accumulated depreciation`, `net of tax of $3`: where it begins
/// and ends, and what is left of it.
fn net_of(tokens: &[String]) -> Option<(usize, usize, Option<&'static str>)> {
    for start in 1..tokens.len() {
        let after = match tokens.get(start..)? {
            [net, of, rest @ ..] if net == "net" && of == "of" => rest,
            [less, rest @ ..] if less == "less" => rest,
            _ => continue,
        };
        let left = match after
            .iter()
            .find(|t| !matches!(t.as_str(), "related" | "applicable" | "income"))?
            .as_str()
        {
            "tax" => None,
            "allowance" | "accumulated" | "reserve" | "unamortized" | "discount"
            | "amortization" | "depreciation" => Some("net"),
            _ => continue,
        };
        let end = match left {
            Some(_) => tokens.len(),
            None => tokens
                .iter()
                .skip(start)
                .position(|t| is_sign(t))
                .map_or(tokens.len(), |n| start + n),
        };
        return Some((start, end, left));
    }
    None
}

/// Without parentheses that hold a mark, a unit or a remark.
fn without_remarks(tokens: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        if token == "("
            && let Some(close) = after.iter().position(|t| t == ")")
            && let Some((inner, behind)) = after.split_at_checked(close)
            && is_remark(inner)
        {
            rest = behind.get(1..).unwrap_or_default();
            continue;
        }
        out.push(token.clone());
        rest = after;
    }
    out
}

fn is_remark(inner: &[String]) -> bool {
    let Some(first) = inner.first() else { return true };
    let mark = |t: &str| t == "000" || (t.len() <= 2 && t.chars().all(char::is_alphanumeric));
    match first.as_str() {
        "in" | "unaudited" | "audited" | "restated" | "note" | "see" | "including"
        | "inclusive" | "include" => true,
        "dollar" | "share" | "amount" => inner.iter().any(|t| t == "in"),
        "net" => inner.iter().any(|t| t == "tax"),
        "as" => inner
            .get(1)
            .is_some_and(|t| matches!(t.as_str(), "restated" | "adjusted" | "reclassified")),
        // A footnote mark has one letter or up to two digits; `(A)` was dropped as an article before.
        _ => {
            inner.len() == 1
                && mark(first)
                && (first.len() == 1 || first.chars().all(|c| c.is_ascii_digit()))
        }
    }
}

/// Takes `at beginning of period` and its like out of the words.
fn moment(tokens: &mut Vec<String>) -> Option<At> {
    let period = |t: &String| {
        matches!(t.as_str(), "period" | "year" | "quarter" | "month" | "fiscal" | "interim")
    };
    let (place, at, ends) = tokens.iter().enumerate().find_map(|(i, t)| {
        let of = tokens.get(i + 1).is_some_and(|next| next == "of");
        match t.as_str() {
            "beginning" | "start" if of => Some((i, At::Start, i + 2)),
            "end" if of => Some((i, At::End, i + 2)),
            "beginning" | "opening" => Some((i, At::Start, i + 1)),
            "ending" | "closing" => Some((i, At::End, i + 1)),
            _ => None,
        }
    })?;
    let mut end = ends;
    while tokens.get(end).is_some_and(period) {
        end += 1;
    }
    let start = match place.checked_sub(1).and_then(|i| tokens.get(i)) {
        Some(before) if before == "at" => place - 1,
        _ => place,
    };
    tokens.drain(start..end);
    without_day(tokens);
    if tokens.len() > 1 && tokens.last().is_some_and(|t| t == "balance") {
        tokens.pop();
    }
    Some(at)
}

/// Takes off the day of a balance: `at September 30, 2023`.
fn without_day(tokens: &mut Vec<String>) {
    let month = |t: &str| {
        t.len() >= 3
            && crate::date::MONTHS.iter().any(|month| month.to_ascii_lowercase().starts_with(t))
    };
    let digits = |t: &String| t.chars().all(|c| c.is_ascii_digit() || c == ',');
    if let Some(place) = tokens.iter().position(|t| month(t))
        && tokens.iter().skip(place + 1).all(digits)
        && place + 1 < tokens.len()
    {
        tokens.truncate(place);
        if tokens.last().is_some_and(|t| matches!(t.as_str(), "at" | "of")) {
            tokens.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(label: &str) -> String {
        normal(label).words
    }

    /// Labels and the one form that they have.
    const ALIKE: &[(&[&str], &str)] = &[
        (
            &[
                "Net income (loss)",
                "Net (loss) income",
                "NET INCOME/(LOSS)",
                "Net  earnings (loss) (1)",
            ],
            "net income(loss)",
        ),
        (
            &[
                "Shareholders\u{2019} equity",
                "Stockholders' Equity:",
                "Shareowners' equity (unaudited)",
            ],
            "stockholder equity",
        ),
        (
            &[
                "Property, plant & equipment, net",
                "Property, plant and equipment \u{2014} net",
                "Property, plant and equipment, less accumulated depreciation of $1,204",
            ],
            "property plant and equipment net",
        ),
        (
            &[
                "Accounts receivable, net",
                "Accounts receivable, less allowances of $64 and $68, respectively",
                "Accounts receivable (net of allowance of $2)",
            ],
            "account receivable net",
        ),
        (
            &[
                "Common stock, no par value; 320,000,000 shares authorized; 161,224,400 shares issued",
                "Common stock, $.01 par value",
                "Common stock - $0.001 par; 5 issued",
            ],
            "common stock",
        ),
        (
            &[
                "Net cash provided by (used in) operating activities",
                "Net cash (used in) provided by operating activities",
                "Net cash provided (used) by operating activities",
                "Net cash flows from (used in) operating activities",
            ],
            "net cash providedby(usedin) operating activity",
        ),
        (
            &["Provision (benefit) for income taxes", "Provision for (benefit from) income taxes"],
            "provision(benefit) income tax",
        ),
        (
            &["(Provision for) benefit from income taxes", "Benefit (provision) for income taxes"],
            "benefit(provision) income tax",
        ),
        (
            &["(Increase) decrease in inventories", "Decrease (increase) in inventory"],
            "decrease(increase) in inventory",
        ),
        (&["Non-current liabilities", "Noncurrent liabilities"], "noncurrent liability"),
        (&["Share-based compensation", "Stock-based compensation"], "stock based compensation"),
        (
            &[
                "Income from discontinued operations, net of tax",
                "Income from discontinued operations (net of taxes of $3)",
                "Income from discontinued operations, net of income taxes of $12",
            ],
            "income from discontinued operation",
        ),
        (&["Retained earnings", "RETAINED EARNINGS"], "retained earning"),
    ];

    #[test]
    fn labels_that_mean_the_same_have_one_form() {
        for (labels, form) in ALIKE {
            for label in *labels {
                assert_eq!(words(label), *form, "{label}");
            }
        }
    }

    #[test]
    fn balances_say_of_which_day() {
        for (label, words, at) in [
            (
                "Cash and cash equivalents at beginning of period",
                "cash and cash equivalent",
                Some(At::Start),
            ),
            (
                "Cash and cash equivalents, end of the year",
                "cash and cash equivalent",
                Some(At::End),
            ),
            ("Beginning balances at Sep. 28, 2019", "balance", Some(At::Start)),
            ("Ending cash and cash equivalents", "cash and cash equivalent", Some(At::End)),
            ("Cash, beginning balance", "cash", Some(At::Start)),
            ("Balance, December 31, 2019", "balance december 31 2019", None),
        ] {
            assert_eq!(normal(label), Normal { words: words.to_owned(), at }, "{label}");
        }
    }

    #[test]
    fn what_tells_two_lines_apart_is_kept() {
        assert_ne!(words("Loss (gain) on sale"), words("Gain (loss) on sale"));
        assert_ne!(words("Interest expense (related party)"), words("Interest expense"));
        assert_ne!(words("Net loss"), words("Net income"));
        assert_ne!(words("Phase 2 costs"), words("Phase costs"));
        assert_eq!(words("Gross profit"), "gross profit");
        assert_eq!(
            words("Common stock, par value (in dollars per share)"),
            "common stock par value"
        );
        assert_eq!(words(""), "");
        assert_eq!(words("((((/"), "");
    }
}
