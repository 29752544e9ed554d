//! IR110: a year to date is the sum of its quarters.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Findings, Rule, Run};
use crate::date::{Date, Instant};
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::fact::{Fact, Place};
use crate::model::statement::Unit;
use crate::resolve::Site;
use crate::text::amount::printed;

pub(super) const RULE: Rule = Rule {
    code: code::QUARTERS,
    name: "quarters",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Where a concept is reported for an interval and for the shorter intervals that make it up, in one document or in several, \
they must add up within their rounding: six months are the first and the second quarter, a year is nine months and the \
fourth quarter. Only money over a period is added, never per-share figures, share counts or balances.

Where a figure was reported more than once with different values, any set that was valid at one time will do. The \
finding stands at the longest interval. If figures were reclassified between the documents, say so in a note, and \
accept the finding.",
    source: "Regulation S-X, Rule 10-01(c) (17 CFR 210.10-01): interim periods and the year to date",
    date: "2018-11-05",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let concepts: Vec<&str> = site.facts.concepts().collect();
    for concept in concepts {
        let mut by_start: BTreeMap<Date, Vec<&Fact>> = BTreeMap::new();
        let flows = site.facts.series(concept).filter(|fact| {
            matches!(fact.unit, Unit::Money(_)) && !fact.is_derived() && !fact.period.is_instant()
        });
        for fact in flows {
            if let Some(start) = fact.period.start() {
                by_start.entry(start).or_default().push(fact);
            }
        }
        for (start, facts) in &by_start {
            for whole in facts {
                if let Some(parts) = tiles(whole, *start, &by_start, 0) {
                    compare(site, whole, &parts, findings);
                }
            }
        }
    }
}

/// The shortest reported intervals that follow each other from a day to the end of a whole; no more than twelve.
fn tiles<'f>(
    whole: &Fact,
    from: Date,
    by_start: &BTreeMap<Date, Vec<&'f Fact>>,
    depth: usize,
) -> Option<Vec<&'f Fact>> {
    let end = whole.period.end();
    // Facts of one start are in the order of their ends: the shortest comes first.
    by_start.get(&from)?.iter().filter(|part| part.unit == whole.unit).find_map(|part| {
        let shorter = part.period != whole.period && part.period.end() <= end;
        if !shorter {
            return None;
        }
        if part.period.end() == end {
            return Some(vec![*part]);
        }
        let next = part.period.end().tomorrow().filter(|_| depth < 12)?;
        let mut rest = tiles(whole, next, by_start, depth + 1)?;
        rest.insert(0, part);
        Some(rest)
    })
}

fn compare(site: &Site, whole: &Fact, parts: &[&Fact], findings: &mut Findings) {
    let Some((_, place)) = whole.cited() else { return };
    let Some(off) = difference(whole, parts) else { return };
    let year_end = &site.edition.company.year_end;
    let names: Vec<String> = parts.iter().map(|part| year_end.code(part.period)).collect();
    let cited: Vec<&Place> = parts.iter().filter_map(|p| Some(p.cited()?.1)).collect();
    let spans = cited.iter().map(|place| place.span.clone());
    let slack = slack(whole, parts);
    if off.abs() <= slack {
        let sign = if slack.is_zero() { "=" } else { "\u{2248}" };
        let whole = year_end.code(whole.period);
        findings.confirm(Confirmed {
            code: code::QUARTERS,
            relation: format!("{}: {whole} {sign} {}", place.label, names.join(" + ")).into(),
            places: std::iter::once(place.span.clone()).chain(spans).collect(),
        });
        return;
    }
    if held_once(site, whole, parts) {
        return;
    }
    let value = whole.value.unwrap_or_default();
    let message = format!(
        "{} is {} for {} where {} add up to {}",
        place.label,
        shown(whole, value),
        year_end.code(whole.period),
        names.join(" and "),
        shown(whole, value.saturating_sub(off)),
    );
    let mut finding = Diagnostic::warning(code::QUARTERS, place.span.clone(), message);
    for (part, (place, name)) in parts.iter().zip(cited.iter().zip(&names)) {
        let text = format!("{} for {name}", shown(part, part.value.unwrap_or_default()));
        finding = finding.label(place.span.clone(), text);
    }
    findings.push(finding.help(
        "compare the cells with their documents; if figures were reclassified in between, say so in a note and accept this finding",
    ));
}

/// The whole less its parts; a nil counts as zero, and nils alone say nothing.
fn difference(whole: &Fact, parts: &[&Fact]) -> Option<Decimal> {
    if whole.value.is_none() && parts.iter().all(|part| part.value.is_none()) {
        return None;
    }
    parts.iter().try_fold(whole.value.unwrap_or_default(), |rest, part| {
        rest.checked_sub(part.value.unwrap_or_default())
    })
}

/// Half a unit for each figure.
fn slack(whole: &Fact, parts: &[&Fact]) -> Decimal {
    let half = |fact: &&Fact| match u32::try_from(fact.decimals) {
        Ok(places) => Decimal::new(5, (places + 1).min(28)),
        Err(_) => Decimal::from(5 * 10_u64.pow(fact.decimals.unsigned_abs().min(18) - 1)),
    };
    let printed = std::iter::once(&whole).chain(parts).filter(|fact| fact.value.is_some());
    // Figures in whole units are exact.
    printed.filter(|fact| fact.decimals != 0).map(half).sum()
}

/// Whether the figures added up as they were known at one of the times at which the whole was reported.
fn held_once(site: &Site, whole: &Fact, parts: &[&Fact]) -> bool {
    let known = |part: &Fact, at: Instant| -> Option<Fact> {
        let vintages = site.facts.vintages(&part.concept, part.period);
        let newest = vintages.iter().rev().find(|fact| fact.published.instant() <= at);
        newest.or(vintages.first()).map(|fact| (*fact).clone())
    };
    site.facts.vintages(&whole.concept, whole.period).into_iter().any(|whole| {
        let at = whole.published.instant();
        let then: Vec<Fact> = parts.iter().filter_map(|part| known(part, at)).collect();
        let then: Vec<&Fact> = then.iter().collect();
        difference(whole, &then).is_some_and(|off| off.abs() <= slack(whole, &then))
    })
}

fn shown(fact: &Fact, value: Decimal) -> String {
    let decimals = u32::try_from(fact.decimals).unwrap_or_default();
    format!("{} {}", printed(value, decimals), fact.unit.name())
}
