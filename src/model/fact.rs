//! The fact store: every figure of every public statement, each with the cells that print it.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::concept;
use super::statement::{StatementKind, Unit};
use crate::date::{FiscalYearEnd, Moment, Period};
use crate::source::Span;

/// A cell that prints a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The statement.
    pub statement: StatementKind,
    /// The anchor of its row on the document's page.
    pub anchor: String,
    /// The id of its row.
    pub row: String,
    /// The column, from 0.
    pub column: usize,
    /// The line's label.
    pub label: String,
    /// The cell in the content.
    pub span: Span,
    /// Whether it prints what the fact says, as far as the less exact of the two can tell.
    pub agrees: bool,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A document prints it, in at least one place; the first is the one to cite.
    Reported {
        /// The document's id.
        document: String,
        /// The cells.
        places: Vec<Place>,
    },
    /// It is the difference of two reported intervals.
    Derived {
        /// The longer interval, as an index into the store.
        whole: usize,
        /// What is taken from it, as an index into the store.
        part: usize,
    },
}

/// One figure: a concept at a date or over a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The us-gaap element.
    pub concept: String,
    /// The date or the period.
    pub period: Period,
    /// What it counts.
    pub unit: Unit,
    /// The value in whole units, in the taxonomy's sign; `None` for a printed nil.
    pub value: Option<Decimal>,
    /// How exact it is, as XBRL 2.1 section 4.6.5 counts decimals: −3 for thousands, 2 for cents.
    pub decimals: i32,
    /// Where it comes from.
    pub origin: Origin,
    /// When it became public.
    pub published: Moment,
}

impl Fact {
    /// Whether it was computed here.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        matches!(self.origin, Origin::Derived { .. })
    }

    /// Whether two reports of a figure say the same, as far as the less exact of the two can tell. A nil is the
    /// same as zero.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let decimals = self.decimals.min(other.decimals);
        let rounded = |fact: &Self| {
            let value = fact.value.unwrap_or_default();
            let step =
                |places: i32| Decimal::from(10_u64.pow(u32::try_from(places).unwrap_or(0).min(18)));
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            match u32::try_from(decimals) {
                Ok(places) => value.round_dp_with_strategy(places, strategy),
                Err(_) => (value / step(-decimals)).round_dp_with_strategy(0, strategy),
            }
        };
        let exact =
            self.decimals == other.decimals || self.value.is_none() || other.value.is_none();
        self.unit == other.unit
            && if exact {
                self.value.unwrap_or_default() == other.value.unwrap_or_default()
            } else {
                rounded(self) == rounded(other)
            }
    }

    /// The cell to cite and its document; `None` for a derived fact.
    #[must_use]
    pub fn cited(&self) -> Option<(&str, &Place)> {
        match &self.origin {
            Origin::Reported { document, places } => Some((document, places.first()?)),
            Origin::Derived { .. } => None,
        }
    }

    /// `NetIncomeLoss@2006-Q2`: the name by which content cites it.
    #[must_use]
    pub fn citation(&self, year_end: &FiscalYearEnd) -> String {
        format!("{}@{}", self.concept, year_end.code(self.period))
    }
}

/// Why a citation means no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationError {
    /// It is not written `concept@period`.
    Form,
    /// Its period cannot be read.
    Period(crate::date::DateError),
    /// No public document reports the concept.
    Concept {
        /// The element that was meant.
        element: String,
    },
    /// The concept is reported, but not for this period.
    NotReported {
        /// The element.
        element: String,
        /// The periods for which it is.
        periods: Vec<Period>,
    },
}

/// All facts, in order of concept and period; of one concept and period, in the order of the documents that
/// report it, and of one document's versions.
#[derive(Clone, Debug, Default)]
pub struct FactStore {
    facts: Vec<Fact>,
    by_key: BTreeMap<String, BTreeMap<Period, Vec<usize>>>,
}

impl FactStore {
    /// A store of reported facts, given in the order in which they were said, and of what `derive` makes of
    /// them.
    pub(crate) fn new(mut facts: Vec<Fact>, derive: impl Fn(&FactStore) -> Vec<Fact>) -> Self {
        // A stable sort: what was said of one concept and period stays in the order in which it was said.
        facts.sort_by(|a, b| (&a.concept, a.period).cmp(&(&b.concept, b.period)));
        let mut store = Self::default();
        for fact in facts {
            store.push(fact);
        }
        for fact in derive(&store) {
            store.push(fact);
        }
        store
    }

    fn push(&mut self, fact: Fact) {
        let periods = self.by_key.entry(fact.concept.clone()).or_default();
        periods.entry(fact.period).or_default().push(self.facts.len());
        self.facts.push(fact);
    }

    /// The fact with an index that another fact names.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Fact> {
        self.facts.get(index)
    }

    /// Every fact, sorted by concept, period and publication.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.by_key.values().flat_map(BTreeMap::values).flatten().filter_map(|i| self.facts.get(*i))
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// What every document reported for a concept and period, oldest first; of a period that none
    /// reported, the derived fact.
    #[must_use]
    pub fn vintages(&self, concept: &str, period: Period) -> Vec<&Fact> {
        let found = self.by_key.get(concept).and_then(|periods| periods.get(&period));
        found.into_iter().flatten().filter_map(|index| self.facts.get(*index)).collect()
    }

    /// The newest word on a concept and period, with its index.
    pub(crate) fn current_index(&self, concept: &str, period: Period) -> Option<usize> {
        self.by_key.get(concept)?.get(&period)?.last().copied()
    }

    /// The newest word on a concept and period.
    #[must_use]
    pub fn current(&self, concept: &str, period: Period) -> Option<&Fact> {
        self.get(self.current_index(concept, period)?)
    }

    /// The newest word on each period of a concept, in the order of the periods.
    pub fn series<'a>(&'a self, concept: &str) -> impl Iterator<Item = &'a Fact> {
        let periods = self.by_key.get(concept);
        periods
            .into_iter()
            .flat_map(BTreeMap::values)
            .filter_map(|vintages| self.get(*vintages.last()?))
    }

    /// The names of all concepts.
    pub fn concepts(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// The fact that a citation means: `NetIncomeLoss@2006-Q2`, `cash@2006-06-30`, `cash@latest`. The latest
    /// is that of the newest end; of several periods with that end, the shortest.
    ///
    /// # Errors
    /// When it cannot be read, or no public document reports it.
    pub fn cite(&self, citation: &str, year_end: &FiscalYearEnd) -> Result<&Fact, CitationError> {
        let (word, period) = citation.split_once('@').ok_or(CitationError::Form)?;
        let element = concept::element(word);
        let unknown = || CitationError::Concept { element: element.to_owned() };
        if !self.by_key.contains_key(element) {
            // A slip in the period is worth telling even of a concept that nobody reports.
            if period != "latest" {
                Period::parse(period, year_end).map_err(CitationError::Period)?;
            }
            return Err(unknown());
        }
        if period == "latest" {
            let order = |fact: &&Fact| {
                let length =
                    fact.period.start().map_or(0, |start| start.days_until(fact.period.end()));
                (fact.period.end(), -length)
            };
            return self.series(element).max_by_key(order).ok_or_else(unknown);
        }
        let period = Period::parse(period, year_end).map_err(CitationError::Period)?;
        self.current(element, period).ok_or_else(|| CitationError::NotReported {
            element: element.to_owned(),
            periods: self.series(element).map(|fact| fact.period).collect(),
        })
    }
}
