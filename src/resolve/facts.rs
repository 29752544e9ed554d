//! Statements to facts, and what follows from two of them.

use std::collections::BTreeMap;

use crate::date::{FiscalYearEnd, Period};
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::model::document::Document;
use crate::model::fact::{Fact, FactStore, Origin, Place};
use crate::model::statement::{Row, Statement, Unit};
use crate::text::amount::{Cell, printed};

/// The facts of all documents. Two values for one concept and period in one document are reported, and the
/// first is kept.
pub(super) fn store(
    documents: &[Document],
    year_end: &FiscalYearEnd,
    diags: &mut Diagnostics,
) -> FactStore {
    // Documents come newest first, and the store takes what was said in the order in which it was: a late
    // correction of an old document does not overrule a newer one.
    let mut facts = Vec::new();
    for document in documents.iter().rev() {
        facts.extend(of_document(document, diags));
    }
    FactStore::new(facts, |store| derive(store, year_end))
}

/// What a document reports, by concept and period.
type Reported = BTreeMap<(String, Period), Fact>;

/// What a document reports, and what earlier public versions of its statements reported otherwise. A figure
/// that a new version leaves as it was keeps its date.
fn of_document(document: &Document, diags: &mut Diagnostics) -> Vec<Fact> {
    let mut silent = Diagnostics::default();
    let earlier: Vec<Reported> = document
        .superseded
        .iter()
        .map(|statement| of_statements(document, [statement], &mut silent))
        .collect();
    let mut facts = Vec::new();
    for (key, now) in of_statements(document, &document.statements, diags) {
        let mut versions: Vec<Fact> = Vec::new();
        for fact in earlier.iter().filter_map(|reported| reported.get(&key)).chain([&now]) {
            match versions.last_mut() {
                Some(last) if last.value == fact.value && last.unit == fact.unit => {
                    last.origin = fact.origin.clone();
                }
                _ => versions.push(fact.clone()),
            }
        }
        facts.extend(versions);
    }
    facts
}

fn of_statements<'s>(
    document: &Document,
    statements: impl IntoIterator<Item = &'s Statement>,
    diags: &mut Diagnostics,
) -> Reported {
    let mut facts = Reported::new();
    for statement in statements {
        for row in &statement.rows {
            for column in 0..row.cells.len() {
                let Some((fact, place)) = of_cell(document, statement, row, column) else {
                    continue;
                };
                let key = (fact.concept.clone(), fact.period);
                match facts.get_mut(&key) {
                    None => {
                        facts.insert(key, fact);
                    }
                    Some(first) => join(first, &fact, place, diags),
                }
            }
        }
    }
    facts
}

/// The fact that a cell prints; `None` for a blank, a line without a concept, or a column of no period.
fn of_cell(
    document: &Document,
    statement: &Statement,
    row: &Row,
    column: usize,
) -> Option<(Fact, Place)> {
    let concept = row.concept.as_ref()?;
    let period = statement.period(row, column)?;
    let cell = row.cells.get(column)?;
    let (value, digits) = match cell.cell {
        Cell::Blank => return None,
        Cell::Nil => (None, 0),
        Cell::Amount(amount) => (Some(row.value(amount)), amount.decimals),
    };
    let place = Place {
        statement: statement.kind.clone(),
        anchor: statement.anchor(row),
        row: row.id.clone(),
        column,
        label: row.label.clone(),
        span: cell.span.clone(),
        agrees: true,
    };
    let exponent = i32::try_from(row.scale.exponent()).unwrap_or_default();
    let published = statement.revisions.first().map_or(&document.published, |r| &r.published);
    let fact = Fact {
        concept: concept.value.clone(),
        period,
        unit: row.unit.clone(),
        value,
        decimals: i32::try_from(digits).unwrap_or_default() - exponent,
        origin: Origin::Reported { document: document.id.clone(), places: vec![place.clone()] },
        published: published.clone(),
    };
    Some((fact, place))
}

/// A second cell for a fact that the document has already reported.
fn join(first: &mut Fact, again: &Fact, mut place: Place, diags: &mut Diagnostics) {
    place.agrees = first.agrees(again);
    if !place.agrees {
        let message = format!(
            "{} for {} is {} here and {} elsewhere in this document",
            first.concept,
            first.period,
            shown(again),
            shown(first),
        );
        let mut finding = Diagnostic::warning(code::CONFLICT, place.span.clone(), message);
        if let Some((_, other)) = first.cited() {
            finding = finding.label(other.span.clone(), "the value that is used");
        }
        diags
            .push(finding.help("if the document prints both, accept this finding with its reason"));
    }
    if let Origin::Reported { places, .. } = &mut first.origin {
        places.push(place);
    }
}

fn shown(fact: &Fact) -> String {
    match fact.value {
        Some(value) => {
            let decimals = u32::try_from(fact.decimals).unwrap_or_default();
            format!("{} {}", printed(value, decimals), fact.unit.name())
        }
        None => "nil".into(),
    }
}

/// Quarters that nobody reports and that are the difference of two reported intervals. Only money flows
/// subtract: per-share figures and share counts never do, nor do balances.
fn derive(store: &FactStore, year_end: &FiscalYearEnd) -> Vec<Fact> {
    let mut derived: BTreeMap<(String, Period), (Rank, Fact)> = BTreeMap::new();
    for concept in store.concepts() {
        let flows: Vec<(usize, &Fact)> = store
            .series(concept)
            .filter(|fact| !fact.period.is_instant() && matches!(fact.unit, Unit::Money(_)))
            .filter_map(|fact| Some((store.current_index(concept, fact.period)?, fact)))
            .collect();
        for (whole_index, whole) in &flows {
            for (part_index, part) in &flows {
                let Some(rest) = whole.period.minus(part.period) else { continue };
                if !year_end.is_quarter(rest) || store.current(concept, rest).is_some() {
                    continue;
                }
                if whole.unit != part.unit || predates(store, whole, part) {
                    continue;
                }
                let Some(fact) = difference((*whole_index, whole), (*part_index, part), rest)
                else {
                    continue;
                };
                let rank = rank(whole, part);
                let key = (concept.to_owned(), rest);
                if derived.get(&key).is_none_or(|(best, _)| rank < *best) {
                    derived.insert(key, (rank, fact));
                }
            }
        }
    }
    derived.into_values().map(|(_, fact)| fact).collect()
}

/// Whether one of two figures of different documents was revised after the other was reported: their
/// difference would be that of two ways to count.
fn predates(store: &FactStore, whole: &Fact, part: &Fact) -> bool {
    let document = |fact: &Fact| fact.cited().map(|(document, _)| document.to_owned());
    let revised = |fact: &Fact| {
        let vintages = store.vintages(&fact.concept, fact.period);
        vintages.iter().any(|vintage| !vintage.agrees(fact))
    };
    let after = |a: &Fact, b: &Fact| a.published.instant() > b.published.instant();
    document(whole) != document(part)
        && (revised(whole) && after(whole, part) || revised(part) && after(part, whole))
}

/// Of several ways to a quarter, the best is from one document, then from the shortest intervals.
type Rank = (bool, i64);

fn rank(whole: &Fact, part: &Fact) -> Rank {
    let document = |fact: &Fact| fact.cited().map(|(document, _)| document.to_owned());
    let length = whole.period.start().map_or(0, |start| start.days_until(whole.period.end()));
    (document(whole) != document(part), length)
}

/// A nil counts as zero, and two nils make a nil.
fn difference(
    (whole_index, whole): (usize, &Fact),
    (part_index, part): (usize, &Fact),
    period: Period,
) -> Option<Fact> {
    let value = match (whole.value, part.value) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or_default().checked_sub(b.unwrap_or_default())?.normalize()),
    };
    let newer = if whole.published.instant() >= part.published.instant() { whole } else { part };
    Some(Fact {
        concept: whole.concept.clone(),
        period,
        unit: whole.unit.clone(),
        value,
        decimals: whole.decimals.min(part.decimals),
        origin: Origin::Derived { whole: whole_index, part: part_index },
        published: newer.published.clone(),
    })
}
