//! A filing that belongs to no site, audited as if it were one: imported in memory, checked by the same rules, and
//! every finding led back to its place in the filing itself.

use crate::date::{Date, Instant, Zone};
use crate::diag::{Diagnostic, Diagnostics, Report};
use crate::import::{self, Imported, Plan, Site};
use crate::source::{SitePath, Snapshot, Span};

/// A filing and what the rules say of it.
#[derive(Debug)]
pub struct Audited {
    /// What was found and what holds, at places of the filing.
    pub report: Report,
    /// The filing's text, for printing the report.
    pub files: Snapshot,
    /// What the import made of it.
    pub plan: Plan,
}

/// Audits a filing. No profile is assumed, so rules for particular exchanges and fields stay silent.
#[must_use]
pub fn audit(imported: &Imported, bytes: &[u8]) -> Audited {
    let zone = Zone::parse("America/New_York").expect("invariant: New York has a time zone");
    let none = std::collections::BTreeSet::new();
    let year_end = imported.year_end();
    let site = Site {
        year_end,
        currency: "USD",
        zone: &zone,
        ids: &none,
        folders: &none,
        again: None,
        undated: Date::new(2000, 1, 1),
    };
    let plan = import::plan(imported, bytes, &site);
    let mut content = Snapshot::default();
    let company = format!(
        "name: The company\nbase_url: https://example.com/\ntime_zone: America/New_York\nfiscal_year_end: {year_end}\n"
    );
    content.insert(SitePath::fixed("content/company.yaml"), company.into_bytes());
    for file in &plan.files {
        content.insert(file.path.clone(), file.bytes.clone());
    }
    let end = |zone: &Zone| Instant::parse_as_of("2199-12-31", zone);
    let report = crate::audit(&content, end).map(|audit| audit.report).unwrap_or_default();
    let mut files = Snapshot::default();
    files.insert_text(imported.path.clone(), &imported.text);
    let back = Back { path: &imported.path, text: &imported.text, plan: &plan };
    let report = back.report(report, &files);
    Audited { report, files, plan }
}

/// The way back from the planned files to the filing.
struct Back<'a> {
    path: &'a SitePath,
    text: &'a str,
    plan: &'a Plan,
}

impl Back<'_> {
    fn span(&self, span: &Span) -> Span {
        let Some(file) = self.plan.files.iter().find(|file| file.path == span.path) else {
            return Span::file(self.path);
        };
        let last = span.end.saturating_sub(1).max(span.start);
        let (Some(start), Some(end)) = (file.origin(span.start), file.origin(last)) else {
            return Span::file(self.path);
        };
        let piece = start.start..end.end.max(start.end);
        // Where the very words stand in the piece, they are the place.
        let words =
            file.bytes.get(span.start..span.end).and_then(|words| std::str::from_utf8(words).ok());
        let within = self.text.get(piece.clone()).zip(words.filter(|words| !words.is_empty()));
        let cell = file.path.extension() == "csv";
        let exact = within.and_then(|(text, words)| {
            let mut each = words.split_whitespace();
            // Of a cell whose sign of a currency stands apart, the place is the amount.
            let lone = if cell { each.next_back() } else { each.next() }?;
            let (at, found) = match text.find(words) {
                Some(at) => (at, words),
                // Words that a line end parts: the place is where they begin.
                None => (text.rfind(lone)?, lone),
            };
            Some(piece.start + at..piece.start + at + found.len())
        });
        Span::new(self.path, exact.unwrap_or(piece))
    }

    fn report(&self, report: Report, files: &Snapshot) -> Report {
        let mut found = Diagnostics::default();
        // How a page of ours would read by ear is no matter of the filing.
        let of_filing = |finding: &Diagnostic| !finding.code.id().starts_with("IR7");
        for mut finding in report.diagnostics.into_iter().filter(of_filing) {
            finding.span = finding.span.map(|span| self.span(&span));
            for label in &mut finding.labels {
                label.span = self.span(&label.span);
            }
            found.push(Diagnostic { help: Vec::new(), ..finding });
        }
        let confirmed = report.confirmed.into_iter().map(|mut holds| {
            holds.places = holds.places.iter().map(|place| self.span(place)).collect();
            holds
        });
        let confirmed = confirmed.collect();
        Report::new(found, &[], files, true).confirming(confirmed)
    }
}
