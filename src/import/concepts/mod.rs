//! Labels as statements print them, and the us-gaap elements that they are.
//!
//! A label is brought into a normal form ([`normal`]) and looked up in a table that was written by hand; it
//! is never compared by likeness. One that the table does not hold is of no known element.

mod normal;
mod pairs;
mod section;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use normal::At;
use normal::normal;
use section::{Part, Section, section};
use table::{Entry, Sign, TABLE};

/// The statement that a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Income, operations or comprehensive income.
    Income,
    /// Financial position.
    BalanceSheet,
    /// Cash flows.
    CashFlows,
    /// Changes in equity.
    Equity,
    /// Any other table of figures.
    Other,
}

impl Kind {
    const fn letter(self) -> char {
        match self {
            Self::Income => 'I',
            Self::BalanceSheet => 'B',
            Self::CashFlows => 'C',
            Self::Equity => 'E',
            Self::Other => 'O',
        }
    }
}

/// What the figures of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitOf {
    /// Money, in the statement's scale.
    Money,
    /// Money per share.
    PerShare,
    /// A number of shares.
    Shares,
    /// A ratio.
    Pure,
}

/// How many of a line's figures stand in parentheses or after a minus; nils and zeros do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Negative {
    /// None.
    None,
    /// Some, up to half of them.
    Some,
    /// More than half.
    Most,
}

impl Negative {
    /// Of a line's figures: whether each is negative.
    pub(crate) fn of(figures: impl IntoIterator<Item = bool>) -> Self {
        let (mut all, mut negative) = (0_usize, 0_usize);
        for figure in figures {
            all += 1;
            negative += usize::from(figure);
        }
        match negative {
            0 => Self::None,
            n if n * 2 > all => Self::Most,
            _ => Self::Some,
        }
    }
}

/// What a label says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mapped {
    /// The us-gaap element.
    pub(crate) concept: &'static str,
    /// Whether the line is printed with the opposite of the sign that the taxonomy gives the element.
    pub(crate) negate: bool,
    /// Which balance of the period it is, in a statement of flows.
    pub(crate) at: Option<At>,
    /// What its figures are.
    pub(crate) unit: UnitOf,
    /// Whether statements print it as a total.
    pub(crate) total: bool,
    /// Whether it is of a period, so that it has no value at a day.
    pub(crate) flow: bool,
}

/// What a label as printed says of its line. `sections` are the labels of the sections that it stands
/// under, outermost first. `None` for a label that the table does not hold.
pub(crate) fn concept(
    label: &str,
    sections: &[&str],
    kind: Kind,
    negative: Negative,
) -> Option<Mapped> {
    let form = normal(label);
    let sections: Vec<Section> = sections.iter().rev().filter_map(|label| section(label)).collect();
    let flows = matches!(kind, Kind::CashFlows | Kind::Equity);
    let fits = |entry: &&Entry| {
        entry.statements.contains(kind.letter()) && (!flows || entry.balance == form.at.is_some())
    };
    let entries = TABLE.get(&form.words)?;
    let within = |part: Option<Part>| entries.iter().filter(fits).find(|entry| entry.part == part);
    if let Some(total) = total_of_section(&form.words, &sections, kind) {
        return Some(mapped(total, None, negative, form.at.filter(|_| flows)));
    }
    let qualified =
        sections.iter().find_map(|section| Some((within(Some(section.part))?, Some(section))));
    // What stands among the supplements of a cash flow statement is no part of the flows above it, and what
    // is counted per share or in shares is no money.
    let innermost = sections.first().map(|section| section.part);
    let apart = kind == Kind::CashFlows && innermost == Some(Part::Supplemental);
    let counted = matches!(innermost, Some(Part::PerShare | Part::Shares));
    let plain = || {
        let entry =
            within(None).filter(|entry| !apart && (!counted || entry.unit != UnitOf::Money));
        entry.map(|entry| (entry, sections.first()))
    };
    let (entry, section) = qualified.or_else(plain)?;
    Some(mapped(entry, section, negative, form.at.filter(|_| flows)))
}

/// The entry of a line that sums up its section by repeating its words: `Other income (expense), net` below
/// `Other income (expense):`.
fn total_of_section(words: &str, sections: &[Section], kind: Kind) -> Option<&'static Entry> {
    let section = sections.first().filter(|section| section.part == Part::Nonoperating)?;
    if kind != Kind::Income || words.strip_suffix(" net") != Some(section.words.as_str()) {
        return None;
    }
    let total = TABLE.get(&format!("total {words}"))?;
    total.iter().find(|entry| entry.statements.contains('I') && entry.part.is_none())
}

fn mapped(entry: &Entry, section: Option<&Section>, negative: Negative, at: Option<At>) -> Mapped {
    let negate = match entry.sign {
        Sign::Same => false,
        Sign::Opposite => true,
        Sign::Cost => negative == Negative::Most,
        Sign::Loss => negative == Negative::None,
        Sign::OfSection => {
            negative == Negative::None && section.is_some_and(|section| section.loss)
        }
    };
    let flow = !entry.balance && !entry.statements.contains(Kind::BalanceSheet.letter());
    Mapped { concept: entry.concept, negate, at, unit: entry.unit, total: entry.total, flow }
}

/// Corrects within one table what a label alone cannot tell: where a line that could sum up other income
/// and expense is followed by one that does, the first is one of its parts.
pub(crate) fn settle<'a>(lines: impl Iterator<Item = &'a mut Option<Mapped>>) {
    const TOTAL: &str = "NonoperatingIncomeExpense";
    let mut totals: Vec<&mut Mapped> =
        lines.filter_map(Option::as_mut).filter(|line| line.concept == TOTAL).collect();
    totals.pop();
    for line in totals {
        line.concept = "OtherNonoperatingIncomeExpense";
        line.total = false;
    }
}
