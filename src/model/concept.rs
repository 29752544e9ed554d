//! The us-gaap elements that small companies report most, and what is known of each.
//!
//! Any element may be used in content; the table only adds a short alias for citations, a plain name, and
//! what the taxonomy says of the element's kind (FASB US GAAP Financial Reporting Taxonomy).

/// What the taxonomy says an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConceptKind {
    /// Money at a date.
    Balance,
    /// Money over a period.
    Flow,
    /// Money per share, over a period.
    PerShare,
    /// Shares, at a date or over a period.
    Shares,
}

/// What is known of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The element's name.
    pub element: &'static str,
    /// The word that citations may use for it.
    pub alias: &'static str,
    /// What a visitor calls it.
    pub name: &'static str,
    /// What kind of figure it is.
    pub kind: ConceptKind,
    /// Whether statements print it as a total.
    pub total: bool,
}

const fn concept(
    element: &'static str,
    alias: &'static str,
    name: &'static str,
    kind: ConceptKind,
    total: bool,
) -> Concept {
    Concept { element, alias, name, kind, total }
}

use ConceptKind::{Balance, Flow, PerShare, Shares};

/// Cash and cash equivalents.
pub const CASH: &str = "CashAndCashEquivalentsAtCarryingValue";
/// Net income, or loss where negative.
pub const NET_LOSS: &str = "NetIncomeLoss";
/// Total assets.
pub const ASSETS: &str = "Assets";
/// Total liabilities and equity.
pub const LIABILITIES_AND_EQUITY: &str = "LiabilitiesAndStockholdersEquity";
/// Securities that stand beside cash: the first of these that a document reports.
pub const SECURITIES: [&str; 4] = [
    "MarketableSecurities",
    "MarketableSecuritiesCurrent",
    "ShortTermInvestments",
    "AvailableForSaleSecuritiesDebtSecuritiesCurrent",
];

/// The table.
pub const CONCEPTS: &[Concept] = &[
    concept(CASH, "cash", "Cash and cash equivalents", Balance, false),
    concept("MarketableSecurities", "securities", "Marketable securities", Balance, false),
    concept(
        "MarketableSecuritiesCurrent",
        "securities-current",
        "Marketable securities, current",
        Balance,
        false,
    ),
    concept(
        "ShortTermInvestments",
        "short-term-investments",
        "Short-term investments",
        Balance,
        false,
    ),
    concept("AccountsReceivableNetCurrent", "receivables", "Accounts receivable", Balance, false),
    concept("InventoryNet", "inventory", "Inventory", Balance, false),
    concept(
        "PropertyPlantAndEquipmentNet",
        "property",
        "Property and equipment, net",
        Balance,
        false,
    ),
    concept(ASSETS, "assets", "Total assets", Balance, true),
    concept("AssetsCurrent", "current-assets", "Current assets", Balance, true),
    concept("LiabilitiesCurrent", "current-liabilities", "Current liabilities", Balance, false),
    concept("Liabilities", "liabilities", "Total liabilities", Balance, true),
    concept("DeferredRevenue", "deferred-revenue", "Deferred revenue", Balance, false),
    concept("LongTermDebtNoncurrent", "long-term-debt", "Long-term debt", Balance, false),
    concept("NotesAndLoansPayable", "loans", "Notes and loans payable", Balance, false),
    concept(
        "StockholdersEquity",
        "equity",
        "Stockholders\u{2019} equity (deficit)",
        Balance,
        false,
    ),
    concept(
        LIABILITIES_AND_EQUITY,
        "liabilities-and-equity",
        "Total liabilities and equity",
        Balance,
        true,
    ),
    concept("Revenues", "revenue", "Revenue", Flow, false),
    concept("CostOfRevenue", "cost-of-revenue", "Cost of revenue", Flow, false),
    concept("GrossProfit", "gross-profit", "Gross profit", Flow, true),
    concept(
        "GeneralAndAdministrativeExpense",
        "g-and-a",
        "General and administrative expense",
        Flow,
        false,
    ),
    concept(
        "ResearchAndDevelopmentExpense",
        "r-and-d",
        "Research and development expense",
        Flow,
        false,
    ),
    concept(
        "SellingGeneralAndAdministrativeExpense",
        "sg-and-a",
        "Selling, general and administrative expense",
        Flow,
        false,
    ),
    concept("OperatingExpenses", "operating-expenses", "Total operating expenses", Flow, true),
    concept("OperatingIncomeLoss", "operating-loss", "Operating income (loss)", Flow, true),
    concept("InterestExpense", "interest-expense", "Interest expense", Flow, false),
    concept("NonoperatingIncomeExpense", "other-income", "Other income (expense), net", Flow, true),
    concept("IncomeTaxExpenseBenefit", "income-tax", "Income tax expense", Flow, false),
    concept(NET_LOSS, "net-loss", "Net income (loss)", Flow, true),
    concept(
        "NetIncomeLossAvailableToCommonStockholdersBasic",
        "net-loss-to-common",
        "Net income (loss) available to common stockholders",
        Flow,
        true,
    ),
    concept(
        "EarningsPerShareBasicAndDiluted",
        "loss-per-share",
        "Earnings (loss) per share, basic and diluted",
        PerShare,
        false,
    ),
    concept(
        "EarningsPerShareBasic",
        "loss-per-share-basic",
        "Earnings (loss) per share, basic",
        PerShare,
        false,
    ),
    concept(
        "EarningsPerShareDiluted",
        "loss-per-share-diluted",
        "Earnings (loss) per share, diluted",
        PerShare,
        false,
    ),
    concept(
        "WeightedAverageNumberOfSharesOutstandingBasicAndDiluted",
        "weighted-shares",
        "Weighted average shares outstanding",
        Shares,
        false,
    ),
    concept(
        "WeightedAverageNumberOfSharesOutstandingBasic",
        "weighted-shares-basic",
        "Weighted average shares outstanding, basic",
        Shares,
        false,
    ),
    concept(
        "WeightedAverageNumberOfDilutedSharesOutstanding",
        "weighted-shares-diluted",
        "Weighted average shares outstanding, diluted",
        Shares,
        false,
    ),
    concept("CommonStockSharesOutstanding", "shares", "Common shares outstanding", Shares, false),
    concept(
        "NetCashProvidedByUsedInOperatingActivities",
        "operating-cash",
        "Net cash from (used in) operating activities",
        Flow,
        false,
    ),
    concept(
        "NetCashProvidedByUsedInInvestingActivities",
        "investing-cash",
        "Net cash from (used in) investing activities",
        Flow,
        false,
    ),
    concept(
        "NetCashProvidedByUsedInFinancingActivities",
        "financing-cash",
        "Net cash from (used in) financing activities",
        Flow,
        false,
    ),
    concept(
        "CashAndCashEquivalentsPeriodIncreaseDecrease",
        "cash-change",
        "Net change in cash and cash equivalents",
        Flow,
        true,
    ),
];

/// The element that a citation means: itself, or the one with this alias.
#[must_use]
pub fn element(word: &str) -> &str {
    CONCEPTS.iter().find(|c| c.alias == word).map_or(word, |c| c.element)
}

/// What is known of an element.
#[must_use]
pub fn find(element: &str) -> Option<&'static Concept> {
    CONCEPTS.iter().find(|c| c.element == element)
}

/// What a visitor calls an element: its plain name, else itself.
#[must_use]
pub fn name(element: &str) -> &str {
    find(element).map_or(element, |concept| concept.name)
}

/// Whether a word is written like an element of a taxonomy.
#[must_use]
pub fn is_element(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_and_elements_are_unique() {
        for (index, concept) in CONCEPTS.iter().enumerate() {
            assert!(is_element(concept.element), "{}", concept.element);
            assert!(!is_element(concept.alias), "{}", concept.alias);
            for other in &CONCEPTS[..index] {
                assert_ne!(other.alias, concept.alias);
                assert_ne!(other.element, concept.element);
            }
        }
    }

    #[test]
    fn a_word_is_an_alias_or_itself() {
        assert_eq!(element("cash"), CASH);
        assert_eq!(element("DeferredTaxAssetsNet"), "DeferredTaxAssetsNet");
    }
}
