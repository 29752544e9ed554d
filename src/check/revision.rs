//! IR111: a later document reports a figure otherwise than it was first reported.

use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, Rule, Run};
use crate::date::Period;
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::document::{Document, NoteTarget};
use crate::model::fact::{Fact, Origin, Place};
use crate::resolve::Site;
use crate::source::Span;
use crate::text::amount::printed;

pub(super) const RULE: Rule = Rule {
    code: code::REVISION,
    name: "revision",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A later document reports a concept and period with another value than an earlier one: a comparative was restated or \
reclassified, or one of the two is a slip. Both are kept; the newest is shown, and the financials page says what was \
first reported.

It is information where the later document still adds up with the new value, or where a note of it names the fact and \
says why. Otherwise it is a warning: write such a note, correct the cell, or accept the finding.",
    source: "FASB ASC 250-10-50, Accounting Changes and Error Corrections; ASC 205-10-50-1, reclassifications",
    date: "2005-05-01",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let facts: Vec<&Fact> = site.facts.iter().filter(|fact| !fact.is_derived()).collect();
    let mut sound: Option<Sound<'_>> = None;
    let mut found = Vec::new();
    let mut confirmed = Vec::new();
    for pair in facts.windows(2) {
        let [before, after] = pair else { continue };
        let same = before.concept == after.concept && before.period == after.period;
        let (Some((from, first)), Some((by, now))) = (before.cited(), after.cited()) else {
            continue;
        };
        if !same || from == by {
            continue;
        }
        if before.agrees(after) {
            confirmed.push(again(first, now));
            continue;
        }
        let sound = sound.get_or_insert_with(|| Sound::of(site, &findings.confirmed));
        let explained = sound.explained(by, after);
        found.push(finding(site, (before, first), (after, now), from, explained));
    }
    findings.diags.extend(found);
    findings.confirmed.extend(confirmed);
}

fn again(first: &Place, now: &Place) -> Confirmed {
    Confirmed {
        code: code::REVISION,
        relation: format!("{} as first reported", now.label).into(),
        places: vec![now.span.clone(), first.span.clone()],
    }
}

fn finding(
    site: &Site,
    (before, first): (&Fact, &Place),
    (after, now): (&Fact, &Place),
    from: &str,
    explained: bool,
) -> Diagnostic {
    let period = site.edition.company.year_end.code(after.period);
    let message = format!(
        "{} for {period} is {} where {from} reported {}",
        now.label,
        shown(after),
        shown(before),
    );
    let mut finding = Diagnostic::warning(code::REVISION, now.span.clone(), message);
    if explained {
        finding.severity = Severity::Info;
    }
    let thousand = |a: &Fact, b: &Fact| {
        let times = a.value.zip(b.value).and_then(|(a, b)| a.checked_div(b));
        times.is_some_and(|times| times.normalize() == rust_decimal::Decimal::ONE_THOUSAND)
    };
    let help = if thousand(before, after) || thousand(after, before) {
        "one is a thousand times the other: compare the `scale` of the two statements".to_owned()
    } else {
        let citation = after.citation(&site.edition.company.year_end);
        format!(
            "if it was restated or reclassified, say so in `notes`: `{{fact: {citation}, text: …}}`; else correct the cell or accept this finding"
        )
    };
    finding
        .label(first.span.clone(), format!("reported by {from}"))
        .help_if((!explained).then_some(help))
}

fn shown(fact: &Fact) -> String {
    let decimals = u32::try_from(fact.decimals).unwrap_or_default();
    fact.value.map_or_else(
        || "nil".into(),
        |value| format!("{} {}", printed(value, decimals), fact.unit.name()),
    )
}

/// What speaks for a new value: it still adds up, or a note of its document says why it is another.
struct Sound<'a> {
    cells: BTreeSet<(&'a str, usize)>,
    noted: BTreeMap<&'a str, BTreeSet<(String, Period)>>,
}

impl<'a> Sound<'a> {
    fn of(site: &'a Site, confirmed: &'a [Confirmed]) -> Self {
        let exact = confirmed.iter().filter(|c| c.code == code::SUM || c.code == code::BALANCE);
        let place = |span: &'a Span| (span.path.as_str(), span.start);
        let cells = exact.flat_map(|confirmed| &confirmed.places).map(place).collect();
        let noted = |document: &'a Document| {
            let facts = document.notes.iter().filter_map(|note| {
                let NoteTarget::Fact(citation) = &note.target else { return None };
                let fact = site.facts.cite(citation, &site.edition.company.year_end).ok()?;
                Some((fact.concept.clone(), fact.period))
            });
            (document.id.as_str(), facts.collect())
        };
        Self { cells, noted: site.edition.documents.iter().map(noted).collect() }
    }

    fn explained(&self, document: &str, fact: &Fact) -> bool {
        let Origin::Reported { places, .. } = &fact.origin else { return false };
        let adds_up =
            |place: &Place| self.cells.contains(&(place.span.path.as_str(), place.span.start));
        let noted = self.noted.get(document);
        places.iter().any(adds_up)
            || noted.is_some_and(|facts| facts.contains(&(fact.concept.clone(), fact.period)))
    }
}
