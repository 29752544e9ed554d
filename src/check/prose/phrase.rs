//! How texts name the figures of a document: by the labels of its own statements, and by some phrases of the
//! field.

use std::collections::{BTreeMap, BTreeSet};

use super::lex::{Placed, Token, lex};
use crate::model::concept;
use crate::model::document::Document;

/// A phrase, the elements that it names for sure, and those that stand in for them.
struct Known(&'static str, &'static [&'static str], &'static [&'static str]);

const TO_COMMON: &str = "NetIncomeLossAvailableToCommonStockholdersBasic";
const REVENUES: &[&str] =
    &["Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet"];
const OPERATING: &[&str] = &["NetCashProvidedByUsedInOperatingActivities"];
const INVESTING: &[&str] = &["NetCashProvidedByUsedInInvestingActivities"];
const FINANCING: &[&str] = &["NetCashProvidedByUsedInFinancingActivities"];
const OTHER: &[&str] = &["NonoperatingIncomeExpense"];
const GENERAL: &[&str] = &["GeneralAndAdministrativeExpense"];
const RESEARCH: &[&str] = &["ResearchAndDevelopmentExpense"];
const SELLING: &[&str] = &["SellingGeneralAndAdministrativeExpense"];
const EXPENSES: &[&str] = &["OperatingExpenses", "CostsAndExpenses"];
const EQUITY: &[&str] = &["StockholdersEquity"];
const COMPENSATION: &[&str] = &["ShareBasedCompensation"];

/// Net income and loss for each share, however a document reports it.
pub(super) const PER_SHARE: [&str; 3] =
    ["EarningsPerShareBasicAndDiluted", "EarningsPerShareBasic", "EarningsPerShareDiluted"];

const BASIC: [&str; 2] = [PER_SHARE[0], PER_SHARE[1]];
const DILUTED: [&str; 2] = [PER_SHARE[0], PER_SHARE[2]];

/// The phrases of the field.
const KNOWN: &[Known] = &[
    Known("net loss", &[concept::NET_LOSS], &["ProfitLoss"]),
    Known("net income", &[concept::NET_LOSS], &["ProfitLoss"]),
    Known("net earnings", &[concept::NET_LOSS], &["ProfitLoss"]),
    Known("loss attributable to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net loss attributable to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net loss attributable to common shareholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net loss applicable to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net loss available to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net income available to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("net income attributable to common stockholder", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("loss attributable to common stockholders", &[TO_COMMON], &[concept::NET_LOSS]),
    Known("revenue", REVENUES, &[]),
    Known("total revenue", REVENUES, &[]),
    Known("net revenue", REVENUES, &[]),
    Known("net sales", REVENUES, &[]),
    Known("g&a", GENERAL, &[]),
    Known("general and administrative", GENERAL, &[]),
    Known("r&d", RESEARCH, &[]),
    Known("research and development", RESEARCH, &[]),
    Known("in process research and development", &["ResearchAndDevelopmentInProcess"], &[]),
    Known(
        "acquired in process research and development",
        &["ResearchAndDevelopmentInProcess"],
        &[],
    ),
    Known("sg&a", SELLING, &[]),
    Known("selling general and administrative", SELLING, &[]),
    Known("operating expense", EXPENSES, &[]),
    Known("total operating expense", EXPENSES, &[]),
    Known("loss from operations", &["OperatingIncomeLoss"], &[]),
    Known("income from operations", &["OperatingIncomeLoss"], &[]),
    Known("operating loss", &["OperatingIncomeLoss"], &[]),
    Known("operating income", &["OperatingIncomeLoss"], &[]),
    Known("gross profit", &["GrossProfit"], &[]),
    Known("interest expense", &["InterestExpense"], &[]),
    Known("interest income", &["InvestmentIncomeInterest"], &["InvestmentIncomeNet"]),
    Known("other expense net", OTHER, &[]),
    Known("other income net", OTHER, &[]),
    Known("total other expense", OTHER, &[]),
    Known("total other income", OTHER, &[]),
    Known("net cash used in operating activity", OPERATING, &[]),
    Known("net cash provided by operating activity", OPERATING, &[]),
    Known("cash used in operating activity", OPERATING, &[]),
    Known("net cash used in operation", OPERATING, &[]),
    Known("cash used in operation", OPERATING, &[]),
    Known("net cash used in investing activity", INVESTING, &[]),
    Known("net cash provided by investing activity", INVESTING, &[]),
    Known("net cash used in financing activity", FINANCING, &[]),
    Known("net cash provided by financing activity", FINANCING, &[]),
    Known("cash and cash equivalents", &[concept::CASH], &[]),
    Known("cash", &[], &[concept::CASH]),
    Known("total assets", &[concept::ASSETS], &[]),
    Known("total liabilities", &["Liabilities"], &[]),
    Known("stockholders deficit", EQUITY, &[]),
    Known("stockholders equity", EQUITY, &[]),
    Known("shareholders equity", EQUITY, &[]),
    Known("total stockholders deficit", EQUITY, &[]),
    Known("total stockholders equity", EQUITY, &[]),
    Known("stock based compensation", COMPENSATION, &[]),
    Known("share based compensation", COMPENSATION, &[]),
    Known("basic earnings per share", &BASIC, &[]),
    Known("basic eps", &BASIC, &[]),
    Known("basic net loss per share", &BASIC, &[]),
    Known("basic net income per share", &BASIC, &[]),
    Known("diluted earnings per share", &DILUTED, &[]),
    Known("diluted eps", &DILUTED, &[]),
    Known("diluted net loss per share", &DILUTED, &[]),
    Known("diluted net income per share", &DILUTED, &[]),
    Known("eps", &PER_SHARE, &[]),
    Known("net loss per share", &PER_SHARE, &[]),
    Known("net income per share", &PER_SHARE, &[]),
    Known("loss per share", &PER_SHARE, &[]),
    Known("net loss per common share", &PER_SHARE, &[]),
    Known("earnings per share", &PER_SHARE, &[]),
    Known("shares outstanding", &["CommonStockSharesOutstanding"], &[]),
    Known("common shares outstanding", &["CommonStockSharesOutstanding"], &[]),
];

/// Words that may follow a phrase without changing what it names.
const TAILS: [&str; 3] = ["expense", "cost", "charge"];
/// Words that may stand within one.
const FILLERS: [&str; 4] = ["the", "our", "its", "original"];

/// What a phrase names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Elements, any of which it may be.
    pub elements: Vec<String>,
    /// Whether it names them for sure.
    pub firm: bool,
}

struct Phrase {
    words: Vec<String>,
    named: Named,
}

/// The phrases by which a document may name what it reports, the longest first.
pub(super) struct Phrases(BTreeMap<String, Vec<Phrase>>);

impl Phrases {
    /// The phrases of a document: those of the field, and the labels of its own lines.
    pub(super) fn of(document: &Document) -> Self {
        let rows = document.statements.iter().flat_map(|statement| &statement.rows);
        let mut labels: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
        let mut reported: BTreeSet<&str> = BTreeSet::new();
        for row in rows {
            let Some(concept) = &row.concept else { continue };
            reported.insert(&concept.value);
            let mut words = words_of(&without_parentheses(&row.label));
            if words.len() > 2 && words.last().is_some_and(|last| TAILS.contains(&last.as_str())) {
                words.pop();
            }
            if words.len() > 1 {
                labels.entry(words).or_default().insert(&concept.value);
            }
        }
        let mut phrases: BTreeMap<Vec<String>, Named> = BTreeMap::new();
        for Known(phrase, sure, stand_ins) in KNOWN {
            let own = |all: &[&str]| -> Vec<String> {
                all.iter().filter(|e| reported.contains(*e)).map(|e| (*e).to_owned()).collect()
            };
            let elements = own(sure);
            let same = *sure == [TO_COMMON] && all_to_common(&reported);
            let firm = !elements.is_empty() || same;
            let elements = if elements.is_empty() { own(stand_ins) } else { elements };
            if !elements.is_empty() {
                phrases.insert(words_of(phrase), Named { elements, firm });
            }
        }
        for (words, elements) in labels {
            let firm = elements.len() == 1;
            let elements = elements.into_iter().map(str::to_owned).collect();
            phrases.entry(words).or_insert(Named { elements, firm });
        }
        let mut by_first: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for (words, named) in phrases {
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(Phrase { words, named });
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self(by_first)
    }

    /// The longest phrase that begins at a token, and how many tokens it takes.
    pub(super) fn read(&self, tokens: &[Placed]) -> Option<(&Named, usize)> {
        let Some(Token::Word(first)) = tokens.first().map(|placed| &placed.token) else {
            return None;
        };
        let phrases = self.0.get(first)?;
        let (phrase, mut used) =
            phrases.iter().find_map(|phrase| Some((phrase, length(&phrase.words, tokens)?)))?;
        let is = |at: usize, words: &[&str]| matches!(tokens.get(at).map(|p| &p.token), Some(Token::Word(word)) if words.contains(&word.as_str()));
        if is(used, &["r&d", "g&a", "sg&a", "eps", "ipr&d"]) {
            used += 1;
        }
        used += usize::from(is(used, &TAILS));
        Some((&phrase.named, used))
    }
}

/// Whether the net loss is that of the common stockholders: a statement that divides it by shares would print what goes
/// to others.
fn all_to_common(reported: &BTreeSet<&str>) -> bool {
    let of_others = |element: &&str| element.contains("Preferred") || element.contains("Accretion");
    PER_SHARE.iter().any(|element| reported.contains(element)) && !reported.iter().any(of_others)
}

/// How many tokens a phrase takes where it begins with the first of them. Commas and some small words may stand
/// between its words.
fn length(words: &[String], tokens: &[Placed]) -> Option<usize> {
    let mut used = 0;
    for word in words {
        loop {
            match tokens.get(used).map(|placed| &placed.token) {
                Some(Token::Word(found)) if found == word => break,
                Some(Token::Word(found)) if used > 0 && FILLERS.contains(&found.as_str()) => {
                    used += 1;
                }
                Some(Token::Comma) if used > 0 => used += 1,
                _ => return None,
            }
        }
        used += 1;
    }
    Some(used)
}

fn words_of(text: &str) -> Vec<String> {
    lex(text)
        .into_iter()
        .filter_map(|placed| match placed.token {
            Token::Word(word) => Some(word),
            _ => None,
        })
        .collect()
}

fn without_parentheses(label: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    label.chars().filter(outside).collect()
}
