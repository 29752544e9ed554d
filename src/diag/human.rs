//! Findings for a person: the message, the source line, carets and the way out, as rustc prints them.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Report, Severity};
use crate::source::{Snapshot, Span};

/// Renders all findings of a report and ends with a line that counts them. With `color`, in ANSI
/// colours. Information is left out unless `verbose`.
#[must_use]
pub fn render(report: &Report, files: &Snapshot, color: bool, verbose: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        if diagnostic.severity == Severity::Info && !verbose {
            continue;
        }
        out.push_str(&renderer.render(&groups(diagnostic, files)));
        out.push_str("\n\n");
    }
    if verbose {
        for (diagnostic, accept) in &report.accepted {
            let place = place(diagnostic.span.as_ref(), files);
            out.push_str(&format!(
                "accepted[{}]: {place}: {}\n  by {} on {}: {}\n\n",
                diagnostic.code, diagnostic.message, accept.by, accept.date, accept.reason
            ));
        }
    }
    out
}

/// One line that counts what was found: `2 errors, 1 warning, 1 accepted`; empty when nothing was.
#[must_use]
pub fn tally(report: &Report) -> String {
    let count = |n: usize, one: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let accepted = report.accepted.len();
    [
        count(report.count(Severity::Error), "error"),
        count(report.count(Severity::Warning), "warning"),
        (accepted > 0).then(|| format!("{accepted} accepted")),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

fn place(span: Option<&Span>, files: &Snapshot) -> String {
    let Some(span) = span else { return "site".into() };
    match files.shown(&span.path) {
        Some(text) => {
            let (line, column) = crate::source::line_column(&text, span.start);
            format!("{}:{line}:{column}", span.path)
        }
        None => span.path.to_string(),
    }
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &'a Snapshot) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if let Some(span) = &diagnostic.span {
        group = match files.shown(&span.path) {
            Some(text) => {
                let range = clamp(span, &text);
                let others: Vec<_> = diagnostic
                    .labels
                    .iter()
                    .filter(|l| l.span.path == span.path)
                    .map(|l| (clamp(&l.span, &text), l.text.as_str()))
                    .collect();
                let mut snippet = Snippet::source(text).path(span.path.as_str()).annotation(
                    AnnotationKind::Primary.span(range).label(diagnostic.note.as_deref()),
                );
                for (range, label) in others {
                    snippet = snippet.annotation(AnnotationKind::Context.span(range).label(label));
                }
                group.element(snippet)
            }
            None => group.element(Origin::path(span.path.as_str())),
        };
        for label in diagnostic.labels.iter().filter(|l| l.span.path != span.path) {
            if let Some(text) = files.shown(&label.span.path) {
                let range = clamp(&label.span, &text);
                let note = AnnotationKind::Context.span(range).label(label.text.as_str());
                let snippet = Snippet::source(text).path(label.span.path.as_str());
                group = group.element(snippet.annotation(note));
            }
        }
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The span inside the text, on one line, and never cutting a character.
fn clamp(span: &Span, text: &str) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    let rest = text.get(start..).unwrap_or_default();
    let line_end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    start..floor(span.end).clamp(start, line_end.max(start))
}
