//! Financial statements as they are printed.

use rust_decimal::Decimal;

use super::document::Revision;
use crate::date::Period;
use crate::source::{SitePath, Span, Spanned};
use crate::text::amount::{Amount, Cell};

/// Which statement it is. The order is the one in which a document's figures are cited.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementKind {
    /// `balance-sheet`
    BalanceSheet,
    /// `income`
    Income,
    /// `cash-flows`
    CashFlows,
    /// `equity`
    Equity,
    /// `other-<name>`
    Other(String),
}

impl StatementKind {
    /// The kind that a file name (without its ending) stands for.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "balance-sheet" => Self::BalanceSheet,
            "income" => Self::Income,
            "cash-flows" => Self::CashFlows,
            "equity" => Self::Equity,
            other => {
                let rest = other.strip_prefix("other-")?;
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                (!rest.is_empty() && rest.chars().all(plain))
                    .then(|| Self::Other(rest.to_owned()))?
            }
        })
    }

    /// The name used in file names, anchors and downloads.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::BalanceSheet => "balance-sheet".into(),
            Self::Income => "income".into(),
            Self::CashFlows => "cash-flows".into(),
            Self::Equity => "equity".into(),
            Self::Other(name) => format!("other-{name}"),
        }
    }

    /// What it is called when the editor gives no title.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::BalanceSheet => "Balance sheet".into(),
            Self::Income => "Statement of operations".into(),
            Self::CashFlows => "Statement of cash flows".into(),
            Self::Equity => "Statement of stockholders\u{2019} equity".into(),
            Self::Other(name) => {
                let words = name.replace('-', " ");
                let mut letters = words.chars();
                letters
                    .next()
                    .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
            }
        }
    }
}

/// In which multiples of the unit figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// As they are.
    Ones,
    /// In thousands.
    Thousands,
    /// In millions.
    Millions,
    /// In billions.
    Billions,
}

impl Scale {
    /// Every scale with the word that content uses for it.
    pub const ALL: [(&'static str, Self); 4] = [
        ("ones", Self::Ones),
        ("thousands", Self::Thousands),
        ("millions", Self::Millions),
        ("billions", Self::Billions),
    ];

    /// The word that content uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, scale)| *scale == self).map_or("", |(word, _)| word)
    }

    /// The power of ten.
    #[must_use]
    pub fn exponent(self) -> u32 {
        match self {
            Self::Ones => 0,
            Self::Thousands => 3,
            Self::Millions => 6,
            Self::Billions => 9,
        }
    }

    /// What a printed figure is multiplied by.
    #[must_use]
    pub fn factor(self) -> Decimal {
        Decimal::from(10_u64.pow(self.exponent()))
    }
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A currency, ISO 4217: `USD`.
    Money(String),
    /// A currency per share: `USD/shares`.
    PerShare(String),
    /// Shares.
    Shares,
    /// A ratio without unit.
    Pure,
}

impl Unit {
    /// The unit as companyfacts and content write it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Money(currency) => currency.clone(),
            Self::PerShare(currency) => format!("{currency}/shares"),
            Self::Shares => "shares".into(),
            Self::Pure => "pure".into(),
        }
    }

    /// Reads a unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let currency = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        match text {
            "shares" => Some(Self::Shares),
            "pure" => Some(Self::Pure),
            text => match text.strip_suffix("/shares") {
                Some(money) => currency(money).then(|| Self::PerShare(money.into())),
                None => currency(text).then(|| Self::Money(text.into())),
            },
        }
    }
}

/// For what a column stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A date or a period: its cells make facts.
    Period(Period),
    /// Something computed (`Change %`): shown, and no facts made.
    Shown(String),
}

/// At which end of a column's period a balance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At the end of the day before it begins.
    Start,
    /// At its end.
    End,
}

/// A cell with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCell {
    /// What it holds; in a shown column always blank.
    pub cell: Cell,
    /// Its text as printed.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name within the statement: the label's slug unless written.
    pub id: String,
    /// The label as printed.
    pub label: String,
    /// Levels of indent.
    pub indent: u8,
    /// Its us-gaap element, if it makes facts.
    pub concept: Option<Spanned<String>>,
    /// What its figures count.
    pub unit: Unit,
    /// In which multiples they are printed.
    pub scale: Scale,
    /// For a balance in a statement of flows.
    pub at: Option<At>,
    /// Whether a fact is minus the print.
    pub negate: bool,
    /// The rows that it sums with their signs, where the editor says so.
    pub sum_of: Option<Vec<(bool, String)>>,
    /// One for each column; none for a section.
    pub cells: Vec<PlacedCell>,
    /// Where the line stands.
    pub span: Span,
}

impl Row {
    /// A printed amount of the line in whole units and in the taxonomy's sign: the value of its fact.
    #[must_use]
    pub fn value(&self, amount: Amount) -> Decimal {
        let whole = self.whole(amount);
        // Normalised last: minus zero is zero.
        if self.negate { (-whole).normalize() } else { whole }
    }

    /// A printed amount of the line in whole units, with the sign of the print. Amounts that would overflow are
    /// refused when they are read.
    #[must_use]
    pub fn whole(&self, amount: Amount) -> Decimal {
        amount.value.checked_mul(self.scale.factor()).unwrap_or(amount.value).normalize()
    }

    /// Whether it is a label over the lines below it.
    #[must_use]
    pub fn is_section(&self) -> bool {
        self.cells.is_empty()
    }
}

/// A statement of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which one.
    pub kind: StatementKind,
    /// Its file.
    pub path: SitePath,
    /// Its title.
    pub title: String,
    /// Whether it is unaudited.
    pub unaudited: bool,
    /// Whether it holds selected lines only, so that it need not foot.
    pub selected: bool,
    /// ISO 4217.
    pub currency: String,
    /// In which multiples money is printed.
    pub scale: Scale,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Its lines, from the top.
    pub rows: Vec<Row>,
    /// Public changes, newest first.
    pub revisions: Vec<Revision>,
}

impl Statement {
    /// The anchor of a row on its document's page, and the name by which facts cite it.
    #[must_use]
    pub fn anchor(&self, row: &Row) -> String {
        format!("{}-{}", self.kind.name(), row.id)
    }

    /// The period of the figure in a column of a row; `None` where the column makes no facts, or a balance
    /// stands before the calendar begins.
    #[must_use]
    pub fn period(&self, row: &Row, column: usize) -> Option<Period> {
        let Column::Period(period) = self.columns.get(column)? else { return None };
        match row.at {
            None => Some(*period),
            Some(At::End) => Some(Period::Instant(period.end())),
            Some(At::Start) => Some(Period::Instant(period.start()?.yesterday()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_known_by_their_file_names() {
        assert_eq!(StatementKind::parse("income"), Some(StatementKind::Income));
        assert_eq!(
            StatementKind::parse("other-segments"),
            Some(StatementKind::Other("segments".into()))
        );
        for bad in ["other-", "other-A", "incomes", "Income", ""] {
            assert_eq!(StatementKind::parse(bad), None, "{bad}");
        }
        assert_eq!(StatementKind::Other("segment-data".into()).title(), "Segment data");
    }

    #[test]
    fn units_are_written_as_in_companyfacts() {
        for unit in ["USD", "EUR/shares", "shares", "pure"] {
            assert_eq!(Unit::parse(unit).map(|u| u.name()).as_deref(), Some(unit));
        }
        for bad in ["usd", "US", "USD/share", "", "dollars"] {
            assert_eq!(Unit::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_printed_amount_becomes_whole_units_in_the_taxonomys_sign() {
        let row = |negate| Row {
            id: "interest-expense".into(),
            label: "Interest expense".into(),
            indent: 0,
            concept: None,
            unit: Unit::Money("USD".into()),
            scale: Scale::Thousands,
            at: None,
            negate,
            sum_of: None,
            cells: Vec::new(),
            span: Span::file(&SitePath::fixed("content/filings/a/income.csv")),
        };
        let amount = |units, decimals| Amount { value: Decimal::new(units, decimals), decimals };
        assert_eq!(row(true).value(amount(-377, 0)).to_string(), "377000");
        assert_eq!(row(false).value(amount(-377, 0)).to_string(), "-377000");
        assert_eq!(row(true).whole(amount(-377, 0)).to_string(), "-377000");
        assert_eq!(row(true).value(amount(15, 1)).to_string(), "-1500");
        assert_eq!(row(true).value(amount(0, 0)).to_string(), "0", "never minus zero");
    }
}
