//! `data/facts.*` and the statements' own tables: figures for machines, in whole units and plain digits.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::concept;
use crate::model::fact::Fact;
use crate::model::statement::{self, Row, Statement};
use crate::resolve::Site;
use crate::text::amount;
use crate::text::cells::{Cell, csv};

/// One fact as `facts.csv` and `facts.json` have it.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// The us-gaap element.
    pub concept: String,
    /// The line's label as printed; of a derived fact its plain name.
    pub label: String,
    /// First day, for a period.
    pub start: Option<String>,
    /// Last day, or the day.
    pub end: String,
    /// `USD`, `USD/shares`, `shares`, `pure`.
    pub unit: String,
    /// In whole units; none for a nil.
    pub value: Option<String>,
    /// As XBRL counts decimals; none for a nil.
    pub decimals: Option<i32>,
    /// Whether it was computed here.
    pub derived: bool,
    /// The document's id; of a derived fact both inputs'.
    pub filing: String,
    /// The statement; of a derived fact both inputs'.
    pub statement: String,
    /// The row; of a derived fact both inputs'.
    pub row: String,
    /// The column, from 1; of a derived fact both inputs'.
    pub column: String,
    /// When it became public, RFC 3339 or a day.
    pub published: String,
}

/// Every fact, sorted by concept, period and publication.
#[must_use]
pub fn fact_lines(site: &Site) -> Vec<FactLine> {
    site.facts.iter().map(|fact| line(site, fact)).collect()
}

/// One fact with where it comes from.
pub(super) fn line(site: &Site, fact: &Fact) -> FactLine {
    use crate::model::fact::Origin;
    let inputs: Vec<&Fact> = match &fact.origin {
        Origin::Reported { .. } => vec![fact],
        Origin::Derived { whole, part } => {
            [*whole, *part].into_iter().filter_map(|index| site.facts.get(index)).collect()
        }
    };
    let joined = |of: &dyn Fn(&Fact) -> Option<String>| {
        inputs.iter().filter_map(|input| of(input)).collect::<Vec<_>>().join(";")
    };
    let label = match fact.cited() {
        Some((_, place)) => place.label.clone(),
        None => match concept::find(&fact.concept) {
            Some(concept) => concept.name.to_owned(),
            None => inputs
                .iter()
                .find_map(|i| i.cited())
                .map_or_else(String::new, |(_, p)| p.label.clone()),
        },
    };
    FactLine {
        concept: fact.concept.clone(),
        label,
        start: fact.period.start().map(|date| date.to_string()),
        end: fact.period.end().to_string(),
        unit: fact.unit.name(),
        value: fact.value.map(|value| value.to_string()),
        decimals: fact.value.map(|_| fact.decimals),
        derived: fact.is_derived(),
        filing: joined(&|input| Some(input.cited()?.0.to_owned())),
        statement: joined(&|input| Some(input.cited()?.1.statement.name())),
        row: joined(&|input| Some(input.cited()?.1.row.clone())),
        column: joined(&|input| Some((input.cited()?.1.column + 1).to_string())),
        published: fact.published.iso(),
    }
}

/// A column of a download: what it is called, what it holds, and how it is filled. The page about the downloads is
/// made from the same list.
pub(super) struct Column<T: 'static> {
    /// Its head.
    pub name: &'static str,
    /// What it holds, in words.
    pub says: &'static str,
    /// Its cell in a record.
    pub of: fn(&T) -> Cell,
}

/// The columns of `facts.csv`, and the keys of `facts.json`.
pub(super) const FACT_COLUMNS: [Column<FactLine>; 13] = [
    Column {
        name: "concept",
        says: "The element of the us-gaap taxonomy that the line was matched to.",
        of: |line| Cell::text(&line.concept),
    },
    Column {
        name: "label",
        says: "The line\u{2019}s label as printed; of a derived figure the concept\u{2019}s plain name.",
        of: |line| Cell::text(&line.label),
    },
    Column {
        name: "start",
        says: "First day of the period; empty for a balance at a date.",
        of: |line| Cell::text(line.start.clone().unwrap_or_default()),
    },
    Column {
        name: "end",
        says: "Last day of the period, or the date of the balance.",
        of: |line| Cell::text(&line.end),
    },
    Column {
        name: "unit",
        says: "What the value counts: USD, USD/shares, shares, or pure for a ratio.",
        of: |line| Cell::text(&line.unit),
    },
    Column {
        name: "value",
        says: "The value in whole units, in the sign of the taxonomy. Empty (JSON: null) where a nil is printed.",
        of: |line| Cell::number(line.value.as_deref()),
    },
    Column {
        name: "decimals",
        says: "How exact it is, as XBRL counts: -3 is to the thousand, 2 is to the cent.",
        of: |line| Cell::number(line.decimals),
    },
    Column {
        name: "derived",
        says: "true where no document prints the figure and it was computed here from two that do.",
        of: |line| Cell::text(line.derived.to_string()),
    },
    Column {
        name: "filing",
        says: "The document that reports it; of a derived figure both, the longer period\u{2019}s first.",
        of: |line| Cell::text(&line.filing),
    },
    Column {
        name: "statement",
        says: "The statement in that document.",
        of: |line| Cell::text(&line.statement),
    },
    Column { name: "row", says: "The row of that statement.", of: |line| Cell::text(&line.row) },
    Column {
        name: "column",
        says: "The column of figures in that statement, counted from 1.",
        of: |line| Cell::text(&line.column),
    },
    Column {
        name: "published",
        says: "When the figure became public.",
        of: |line| Cell::text(&line.published),
    },
];

/// `data/facts.csv`
#[must_use]
pub fn facts_csv(lines: &[FactLine]) -> Vec<u8> {
    let head = FACT_COLUMNS.iter().map(|column| Cell::text(column.name)).collect();
    let record = |line| FACT_COLUMNS.iter().map(|column| (column.of)(line)).collect();
    csv(std::iter::once(head).chain(lines.iter().map(record)))
}

/// `data/facts.json`: an object with `facts`, each as in the CSV; a nil is null, and values are numbers.
#[must_use]
pub fn facts_json(lines: &[FactLine]) -> Vec<u8> {
    #[derive(Serialize)]
    struct Document<'a> {
        facts: Vec<Entry<'a>>,
    }
    #[derive(Serialize)]
    struct Entry<'a> {
        concept: &'a str,
        label: &'a str,
        start: Option<&'a str>,
        end: &'a str,
        unit: &'a str,
        value: Option<Number<'a>>,
        decimals: Option<i32>,
        derived: bool,
        filing: Vec<&'a str>,
        statement: Vec<&'a str>,
        row: Vec<&'a str>,
        column: Vec<&'a str>,
        published: &'a str,
    }
    let entries = lines.iter().map(|line| Entry {
        concept: &line.concept,
        label: &line.label,
        start: line.start.as_deref(),
        end: &line.end,
        unit: &line.unit,
        value: line.value.as_deref().map(Number),
        decimals: line.decimals,
        derived: line.derived,
        filing: line.filing.split(';').collect(),
        statement: line.statement.split(';').collect(),
        row: line.row.split(';').collect(),
        column: line.column.split(';').collect(),
        published: &line.published,
    });
    let document = Document { facts: entries.collect() };
    let mut bytes = serde_json::to_vec_pretty(&document)
        .expect("invariant: facts hold only strings and decimal digits");
    bytes.push(b'\n');
    bytes
}

/// Decimal digits that go into JSON as they are, so that no binary fraction comes in between.
struct Number<'a>(&'a str);

impl Serialize for Number<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = serde_json::value::RawValue::from_string(self.0.to_owned());
        raw.map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// A statement's own table: every line with its concept, unit and values in whole units. The sign is the
/// print's; cells of shown columns stand as they are.
pub(super) fn statement_csv(site: &Site, statement: &Statement) -> Vec<u8> {
    let year_end = &site.edition.company.year_end;
    let head: Vec<Cell> = STATEMENT_COLUMNS
        .iter()
        .map(|column| Cell::text(column.name))
        .chain(statement.columns.iter().map(|column| match column {
            statement::Column::Period(period) => Cell::text(year_end.code(*period)),
            statement::Column::Shown(text) => Cell::text(text),
        }))
        .collect();
    let width = head.len();
    let record = |row: &Row| {
        let cells = row.cells.iter().enumerate().map(|(index, placed)| {
            if matches!(statement.columns.get(index), Some(statement::Column::Shown(_))) {
                return Cell::text(&placed.text);
            }
            match placed.cell {
                amount::Cell::Blank => Cell::Empty,
                amount::Cell::Nil => Cell::text("--"),
                amount::Cell::Amount(amount) => {
                    Cell::Number(plain(row.whole(amount), amount.decimals))
                }
            }
        });
        let lead = STATEMENT_COLUMNS.iter().map(|column| (column.of)(row));
        let mut record: Vec<Cell> = lead.chain(cells).collect();
        record.resize(width, Cell::Empty);
        record
    };
    csv(std::iter::once(head).chain(statement.rows.iter().map(record)))
}

/// What stands before the figures in a statement's own table.
pub(super) const STATEMENT_COLUMNS: [Column<Row>; 3] = [
    Column {
        name: "label",
        says: "The line\u{2019}s label as printed.",
        of: |row| Cell::text(&row.label),
    },
    Column {
        name: "concept",
        says: "Its element of the us-gaap taxonomy; empty where the line was matched to none.",
        of: |row| row.concept.as_ref().map_or(Cell::Empty, |concept| Cell::text(&concept.value)),
    },
    Column {
        name: "unit",
        says: "What its figures count; empty for a heading.",
        of: |row| if row.is_section() { Cell::Empty } else { Cell::text(row.unit.name()) },
    },
];

/// Plain digits, with those after the point that were printed.
fn plain(value: Decimal, decimals: u32) -> String {
    let value = value.normalize();
    if value.scale() < decimals && value.scale() > 0 {
        return format!("{value:.*}", decimals as usize);
    }
    value.to_string()
}
