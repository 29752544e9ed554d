//! What a section of a statement says of the lines below it.

use super::normal::normal;

/// A part of a statement, as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    CurrentAssets,
    NoncurrentAssets,
    CurrentLiabilities,
    NoncurrentLiabilities,
    Equity,
    Operating,
    Investing,
    Financing,
    Supplemental,
    PerShare,
    Shares,
    OperatingExpenses,
    Nonoperating,
    InterestIncome,
    InterestExpense,
    NoninterestIncome,
    NoninterestExpense,
    Deposits,
    Comprehensive,
}

impl Part {
    /// Every part with its word in the table.
    pub(super) const ALL: [(&'static str, Self); 19] = [
        ("current-assets", Self::CurrentAssets),
        ("noncurrent-assets", Self::NoncurrentAssets),
        ("current-liabilities", Self::CurrentLiabilities),
        ("noncurrent-liabilities", Self::NoncurrentLiabilities),
        ("equity", Self::Equity),
        ("operating", Self::Operating),
        ("investing", Self::Investing),
        ("financing", Self::Financing),
        ("supplemental", Self::Supplemental),
        ("per-share", Self::PerShare),
        ("shares", Self::Shares),
        ("operating-expenses", Self::OperatingExpenses),
        ("nonoperating", Self::Nonoperating),
        ("interest-income", Self::InterestIncome),
        ("interest-expense", Self::InterestExpense),
        ("noninterest-income", Self::NoninterestIncome),
        ("noninterest-expense", Self::NoninterestExpense),
        ("deposits", Self::Deposits),
        ("comprehensive", Self::Comprehensive),
    ];
}

/// A section that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The part that it is.
    pub(super) part: Part,
    /// Its label in normal form.
    pub(super) words: String,
    /// Whether it speaks of a loss alone: what is printed without parentheses below it is one.
    pub(super) loss: bool,
}

/// Words that a section's label holds, and the part that they make it; the first that fits counts.
const HOLDING: &[(&str, Part)] = &[
    ("supplemental", Part::Supplemental),
    ("noncash investing", Part::Supplemental),
    ("noncash financing", Part::Supplemental),
    ("noncash transaction", Part::Supplemental),
    ("noncash activity", Part::Supplemental),
    ("operating activity", Part::Operating),
    ("adjustment to reconcile", Part::Operating),
    ("item not affecting cash", Part::Operating),
    ("change in operating asset", Part::Operating),
    ("change in asset and liability", Part::Operating),
    ("change in working capital", Part::Operating),
    ("investing activity", Part::Investing),
    ("financing activity", Part::Financing),
    ("comprehensive", Part::Comprehensive),
    ("change in unrealized", Part::Comprehensive),
    ("weighted average", Part::Shares),
    ("average common share", Part::Shares),
    ("average share", Part::Shares),
    ("share usedin", Part::Shares),
    ("number of share", Part::Shares),
    ("share outstanding", Part::Shares),
    ("share in computing", Part::Shares),
    ("per share", Part::PerShare),
    ("per common share", Part::PerShare),
    ("per ordinary share", Part::PerShare),
    ("noncurrent asset", Part::NoncurrentAssets),
    ("current asset", Part::CurrentAssets),
    ("noncurrent liability", Part::NoncurrentLiabilities),
    ("long term liability", Part::NoncurrentLiabilities),
    ("current liability", Part::CurrentLiabilities),
    ("stockholder equity", Part::Equity),
    ("stockholder deficit", Part::Equity),
];

/// Labels that are a section as they stand.
const WHOLE: &[(&str, Part)] = &[
    ("long term asset", Part::NoncurrentAssets),
    ("other asset", Part::NoncurrentAssets),
    ("operating expense", Part::OperatingExpenses),
    ("cost and expense", Part::OperatingExpenses),
    ("operating cost and expense", Part::OperatingExpenses),
    ("expense", Part::OperatingExpenses),
    ("other income", Part::Nonoperating),
    ("other expense", Part::Nonoperating),
    ("other income(expense)", Part::Nonoperating),
    ("other expense(income)", Part::Nonoperating),
    ("other income(expense) net", Part::Nonoperating),
    ("other income and expense", Part::Nonoperating),
    ("other income(loss)", Part::Nonoperating),
    ("other", Part::Nonoperating),
    ("nonoperating income(expense)", Part::Nonoperating),
    ("nonoperating income", Part::Nonoperating),
    ("nonoperating income and expense", Part::Nonoperating),
    ("interest income", Part::InterestIncome),
    ("interest and dividend income", Part::InterestIncome),
    ("interest and fee income", Part::InterestIncome),
    ("interest expense", Part::InterestExpense),
    ("noninterest income", Part::NoninterestIncome),
    ("other operating income", Part::NoninterestIncome),
    ("noninterest expense", Part::NoninterestExpense),
    ("other operating expense", Part::NoninterestExpense),
    ("deposit", Part::Deposits),
    ("operating", Part::Operating),
    ("investing", Part::Investing),
    ("financing", Part::Financing),
];

/// The part of a statement that a section's label names, where it is a known one.
pub(super) fn section(label: &str) -> Option<Section> {
    let words = normal(label).words;
    let padded = format!(" {} ", words.replace(['(', ')'], " "));
    let holds = |phrase: &str| padded.contains(&format!(" {phrase} "));
    let whole = WHOLE.iter().find(|(label, _)| *label == words);
    let part = whole.or_else(|| HOLDING.iter().find(|(phrase, _)| holds(phrase)))?.1;
    // A heading over liabilities and equity together places its lines in neither.
    if holds("liability and stockholder equity") || holds("liability and stockholder deficit") {
        return None;
    }
    let loss = holds("loss") && !holds("income") && !holds("gain");
    Some(Section { part, words, loss })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_known_by_their_words() {
        for (label, part) in [
            ("Current assets:", Part::CurrentAssets),
            ("Non-current liabilities:", Part::NoncurrentLiabilities),
            (
                "Adjustments to reconcile net loss to net cash used in operating activities:",
                Part::Operating,
            ),
            ("Cash flows from investing activities", Part::Investing),
            (
                "Supplemental disclosure of non-cash investing and financing activities",
                Part::Supplemental,
            ),
            ("Net loss per share:", Part::PerShare),
            ("Weighted average shares used in computing net loss per share", Part::Shares),
            ("Shares used in computing earnings per share:", Part::Shares),
            ("Other income (expense):", Part::Nonoperating),
            ("Interest income:", Part::InterestIncome),
            ("Shareholders' equity", Part::Equity),
        ] {
            assert_eq!(section(label).map(|section| section.part), Some(part), "{label}");
        }
        for label in ["Revenue:", "Liabilities and stockholders' equity", "Noncurrent", ""] {
            assert_eq!(section(label), None, "{label}");
        }
    }

    #[test]
    fn a_section_may_speak_of_a_loss_alone() {
        let loss = |label| section(label).is_some_and(|section| section.loss);
        assert!(loss("Net loss per share"));
        assert!(!loss("Net income (loss) per share"));
        assert!(!loss("Earnings per share"));
    }
}
