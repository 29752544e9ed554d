//! The findings of a whole run, sorted, with those set aside that the editor has accepted.

use super::{Code, Confirmed, Diagnostic, Diagnostics, Severity, code};
use crate::source::{Shown, SitePath, Snapshot, Span};

/// One `accept:` entry of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The code of the findings that it silences.
    pub code: Code,
    /// The file that they stand in.
    pub path: SitePath,
    /// Their line, from 1.
    pub line: usize,
    /// Why the editor accepts them.
    pub reason: String,
    /// Who accepted them.
    pub by: String,
    /// When, as written.
    pub date: String,
    /// Where the acceptance itself stands.
    pub span: Span,
    /// Whether its date has come: one that was made later need not match what there was before.
    pub due: bool,
}

/// Everything that a run found, in stable order.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings that stand, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that an editor has accepted, each with its acceptance.
    pub accepted: Vec<(Diagnostic, Accepted)>,
    /// What was checked and holds, sorted by place.
    pub confirmed: Vec<Confirmed>,
}

impl Report {
    /// Sorts what was found and sets aside what `accepts` covers. An acceptance that covers nothing is
    /// itself a finding: the figure it spoke of has changed. That is only judged when the run was
    /// `complete`, that is, came as far as the checks.
    #[must_use]
    pub fn new(found: Diagnostics, accepts: &[Accepted], files: &Snapshot, complete: bool) -> Self {
        let mut report = Self::default();
        let mut used = vec![false; accepts.len()];
        let found: Vec<Diagnostic> = found.into_iter().collect();
        let warnings = found.iter().filter(|d| d.severity != Severity::Error);
        let shown = Shown::of(files, warnings.filter_map(|d| d.span.as_ref()));
        let covered: Vec<_> = found.iter().map(|d| covering(d, accepts, &shown)).collect();
        for (diagnostic, covered) in found.into_iter().zip(covered) {
            match covered {
                Some(index) => {
                    used[index] = true;
                    report.accepted.push((diagnostic, accepts[index].clone()));
                }
                None => report.diagnostics.push(diagnostic),
            }
        }
        for (accept, _) in
            accepts.iter().zip(&used).filter(|(a, used)| complete && a.due && !**used)
        {
            report.diagnostics.push(
                Diagnostic::warning(
                    code::ACCEPT,
                    accept.span.clone(),
                    format!("nothing at {}:{} is {}", accept.path, accept.line, accept.code),
                )
                .help("remove this acceptance, or correct its code or line"),
            );
        }
        report.diagnostics.sort_by(order);
        report.diagnostics.dedup();
        report.accepted.sort_by(|(a, _), (b, _)| order(a, b));
        report
    }

    /// Adds what was found later. What is reported already at its very place is not reported again, and acceptances of
    /// codes that were `awaited` are judged now.
    pub fn add(
        &mut self,
        found: Diagnostics,
        accepts: &[Accepted],
        files: &Snapshot,
        awaited: &dyn Fn(Code) -> bool,
    ) {
        let known = |own: &Diagnostic| {
            let all = self.diagnostics.iter().chain(self.accepted.iter().map(|(d, _)| d));
            let same = |d: &Diagnostic| d.code == own.code && d.span == own.span;
            own.span.as_ref().is_some_and(|span| !span.is_file()) && all.into_iter().any(same)
        };
        let mut new = Diagnostics::default();
        new.extend(found.into_iter().filter(|own| !known(own)));
        let used: Vec<&Span> = self.accepted.iter().map(|(_, accept)| &accept.span).collect();
        let still = |accept: &Accepted| Accepted {
            due: accept.due && awaited(accept.code) && !used.contains(&&accept.span),
            ..accept.clone()
        };
        let accepts: Vec<Accepted> = accepts.iter().map(still).collect();
        let later = Self::new(new, &accepts, files, true);
        self.diagnostics.extend(later.diagnostics);
        self.accepted.extend(later.accepted);
        self.diagnostics.sort_by(order);
        self.diagnostics.dedup();
        self.accepted.sort_by(|(a, _), (b, _)| order(a, b));
    }

    /// The same report with what was found to hold.
    #[must_use]
    pub fn confirming(mut self, mut confirmed: Vec<Confirmed>) -> Self {
        confirmed.sort_by(|a, b| {
            (&a.places, a.code, &a.relation).cmp(&(&b.places, b.code, &b.relation))
        });
        confirmed.dedup();
        self.confirmed = confirmed;
        self
    }

    /// Every place that a finding speaks of.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        let accepted = self.accepted.iter().map(|(diagnostic, _)| diagnostic);
        self.diagnostics.iter().chain(accepted).flat_map(|diagnostic| {
            diagnostic.span.iter().chain(diagnostic.labels.iter().map(|label| &label.span))
        })
    }

    /// How many findings of one severity stand.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether nothing may be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

fn order(a: &Diagnostic, b: &Diagnostic) -> std::cmp::Ordering {
    (&a.span, a.code.id(), &a.message).cmp(&(&b.span, b.code.id(), &b.message))
}

/// Errors cannot be accepted: they are mistakes in the content, not in what was filed.
fn covering(diagnostic: &Diagnostic, accepts: &[Accepted], files: &Shown<'_>) -> Option<usize> {
    let span = diagnostic.span.as_ref()?;
    accepts.iter().position(|accept| {
        diagnostic.severity != Severity::Error
            && accept.code == diagnostic.code
            && accept.path == span.path
            && files.position(span).is_some_and(|(line, _)| line == accept.line)
    })
}
