//! Findings for a program: one JSON object, its keys fixed by the command line's contract.

use serde::Serialize;

use super::{Diagnostic, Report, Severity};
use crate::source::{Shown, Snapshot, Span};

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<Entry<'a>>,
    accepted: Vec<AcceptedEntry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
    labels: Vec<LabelEntry<'a>>,
}

#[derive(Serialize)]
struct LabelEntry<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    text: &'a str,
}

#[derive(Serialize)]
struct AcceptedEntry<'a> {
    #[serde(flatten)]
    finding: Entry<'a>,
    reason: &'a str,
    by: &'a str,
    date: &'a str,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    info: usize,
    accepted: usize,
}

/// The report as JSON, ending in a line feed.
#[must_use]
pub fn render(report: &Report, files: &Snapshot) -> String {
    let files = &Shown::of(files, report.spans());
    let document = Document {
        diagnostics: report.diagnostics.iter().map(|d| entry(d, files)).collect(),
        accepted: report
            .accepted
            .iter()
            .map(|(finding, accept)| AcceptedEntry {
                finding: entry(finding, files),
                reason: &accept.reason,
                by: &accept.by,
                date: &accept.date,
            })
            .collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            info: report.count(Severity::Info),
            accepted: report.accepted.len(),
        },
    };
    let mut out = serde_json::to_string_pretty(&document)
        .expect("invariant: a report holds only strings and numbers");
    out.push('\n');
    out
}

fn entry<'a>(diagnostic: &'a Diagnostic, files: &Shown<'_>) -> Entry<'a> {
    let (line, column) = position(diagnostic.span.as_ref(), files);
    Entry {
        code: diagnostic.code.id(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        path: diagnostic.span.as_ref().map(|span| span.path.as_str()),
        line,
        column,
        help: (!diagnostic.help.is_empty()).then(|| diagnostic.help.join("\n")),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| {
                let (line, column) = position(Some(&label.span), files);
                LabelEntry { path: label.span.path.as_str(), line, column, text: &label.text }
            })
            .collect(),
    }
}

fn position(span: Option<&Span>, files: &Shown<'_>) -> (Option<usize>, Option<usize>) {
    let place = span.and_then(|span| files.position(span));
    (place.map(|p| p.0), place.map(|p| p.1))
}
