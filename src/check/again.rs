//! IR106: a figure that one document prints twice is printed alike.
//!
//! The net loss of the income statement opens the cash flows and stands in the equity statement; cash at the end of the
//! cash flows stands in the balance sheet. What disagrees is reported where the facts are stored; here is said what
//! agrees.

use super::{Findings, Rule, Run};
use crate::diag::{Confirmed, Severity, code};
use crate::model::fact::Origin;
use crate::resolve::Site;

pub(super) const RULE: Rule = Rule {
    code: code::CONFLICT,
    name: "same-line",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Within one document a concept and a period are one fact, however many statements print it: the net loss of the income \
statement, of the cash flows and of the equity statement; cash in the balance sheet and at the end of the cash flows; a \
balance at the start of a period and at the end of the one before. Figures of different precision agree if they agree at \
the coarser one, and a nil is the same as zero.

The finding stands at the later cell; the value that is used is that of the first statement in the order balance sheet, \
income, cash flows, equity, others. If the lines mean different things, give one of them another concept; if the \
document prints both, accept the finding.",
    source: "Regulation S-X, Rules 3-02 and 3-04 (17 CFR 210.3-02, 210.3-04)",
    date: "2018-11-05",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for fact in site.facts.iter() {
        let Origin::Reported { places, .. } = &fact.origin else { continue };
        let Some((first, others)) = places.split_first() else { continue };
        for other in others.iter().filter(|other| other.agrees) {
            let relation = format!(
                "{} ({}) = {} ({})",
                other.label,
                other.statement.name(),
                first.label,
                first.statement.name()
            );
            findings.confirm(Confirmed {
                code: code::CONFLICT,
                relation: relation.into(),
                places: vec![other.span.clone(), first.span.clone()],
            });
        }
    }
}
