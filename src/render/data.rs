//! `data/` and the statements' own tables: figures for machines, in whole units and plain digits.

use std::collections::BTreeSet;

use csv::WriterBuilder;
use rust_decimal::Decimal;
use serde::Serialize;

use super::statement::lines;
use crate::date::Period;
use crate::model::concept;
use crate::model::fact::Fact;
use crate::model::statement::{Column, Row, Statement, Unit};
use crate::resolve::Site;
use crate::text::amount::Cell;

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

fn line(site: &Site, fact: &Fact) -> FactLine {
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

/// `data/facts.csv`
#[must_use]
pub fn facts_csv(lines: &[FactLine]) -> Vec<u8> {
    const HEAD: [&str; 13] = [
        "concept",
        "label",
        "start",
        "end",
        "unit",
        "value",
        "decimals",
        "derived",
        "filing",
        "statement",
        "row",
        "column",
        "published",
    ];
    let record = |line: &FactLine| {
        let decimals = line.decimals.map_or_else(String::new, |d| d.to_string());
        vec![
            line.concept.clone(),
            words(&line.label),
            line.start.clone().unwrap_or_default(),
            line.end.clone(),
            line.unit.clone(),
            line.value.clone().unwrap_or_default(),
            decimals,
            line.derived.to_string(),
            line.filing.clone(),
            line.statement.clone(),
            line.row.clone(),
            line.column.clone(),
            line.published.clone(),
        ]
    };
    let head = HEAD.iter().map(|name| (*name).to_owned()).collect();
    table(std::iter::once(head).chain(lines.iter().map(record)))
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

/// `data/financials.csv`: rows are lines (one for each unit that a line is reported in), columns are all periods,
/// the newest first. The last column names
/// the periods whose figure is derived.
pub(super) fn financials_csv(site: &Site) -> Vec<u8> {
    let year_end = &site.edition.company.year_end;
    let lines = lines(site);
    let facts = lines.iter().flat_map(|line| site.facts.series(&line.concept));
    let mut periods: Vec<Period> = facts.map(|fact| fact.period).collect();
    periods.sort_by(|a, b| b.cmp(a));
    periods.dedup();
    let head = ["concept", "label", "unit"].map(ToOwned::to_owned).into_iter();
    let head: Vec<String> = head
        .chain(periods.iter().map(|period| year_end.code(*period)))
        .chain(["derived".to_owned()])
        .collect();
    let mut records = vec![head];
    for line in &lines {
        let units: BTreeSet<&Unit> =
            site.facts.series(&line.concept).map(|fact| &fact.unit).collect();
        for unit in units {
            let current = |period: &Period| {
                site.facts.current(&line.concept, *period).filter(|fact| fact.unit == *unit)
            };
            let facts: Vec<Option<&Fact>> = periods.iter().map(current).collect();
            let value = |fact: Option<&Fact>| {
                fact.and_then(|fact| fact.value).map_or_else(String::new, |value| value.to_string())
            };
            let derived = facts.iter().flatten().filter(|fact| fact.is_derived());
            let derived: Vec<String> = derived.map(|fact| year_end.code(fact.period)).collect();
            let start = [line.concept.clone(), words(&line.label), unit.name()].into_iter();
            let values = facts.iter().copied().map(value);
            records.push(start.chain(values).chain([derived.join(";")]).collect());
        }
    }
    table(records.into_iter())
}

/// A statement's own table: every line with its concept, unit and values in whole units. The sign is the
/// print's; `printed` values of shown columns stand as they are.
pub(super) fn statement_csv(site: &Site, statement: &Statement) -> Vec<u8> {
    let year_end = &site.edition.company.year_end;
    let head = ["label", "concept", "unit"].map(ToOwned::to_owned).into_iter();
    let head: Vec<String> = head
        .chain(statement.columns.iter().map(|column| match column {
            Column::Period(period) => year_end.code(*period),
            Column::Shown(text) => words(text),
        }))
        .collect();
    let width = head.len();
    let record = |row: &Row| {
        let concept = row.concept.as_ref().map(|c| c.value.clone()).unwrap_or_default();
        let unit = if row.is_section() { String::new() } else { row.unit.name() };
        let cells = row.cells.iter().enumerate().map(|(index, placed)| {
            if matches!(statement.columns.get(index), Some(Column::Shown(_))) {
                return words(&placed.text);
            }
            match placed.cell {
                Cell::Blank => String::new(),
                Cell::Nil => "--".to_owned(),
                Cell::Amount(amount) => plain(row.whole(amount), amount.decimals),
            }
        });
        let mut record: Vec<String> =
            [words(&row.label), concept, unit].into_iter().chain(cells).collect();
        record.resize(width, String::new());
        record
    };
    table(std::iter::once(head).chain(statement.rows.iter().map(record)))
}

/// Plain digits, with those after the point that were printed.
fn plain(value: Decimal, decimals: u32) -> String {
    let value = value.normalize();
    if value.scale() < decimals && value.scale() > 0 {
        return format!("{value:.*}", decimals as usize);
    }
    value.to_string()
}

/// Words that no spreadsheet takes for a formula: those that begin with `=`, `+`, `-` or `@` get an apostrophe
/// before them (OWASP, CSV injection).
fn words(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn table(records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    for record in records {
        writer.write_record(&record).expect("invariant: writing to memory cannot fail");
    }
    writer.into_inner().expect("invariant: writing to memory cannot fail")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn no_label_is_a_formula() {
        assert_eq!(words("=1+1"), "'=1+1");
        assert_eq!(words("@cmd"), "'@cmd");
        assert_eq!(words("Net loss"), "Net loss");
    }
}
