//! Findings for a person: the message, the source line, carets and the way out, as rustc prints them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Confirmed, Diagnostic, Label, Report, Severity, Unbound};
use crate::source::{Shown, Snapshot, Span};

/// Renders all findings of a report and ends with a line that counts them. With `color`, in ANSI
/// colours. Information is left out unless `verbose`.
#[must_use]
pub fn render(report: &Report, files: &Snapshot, color: bool, verbose: bool) -> String {
    let files = &Shown::of(files, report.spans());
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        if diagnostic.severity == Severity::Info && !verbose {
            continue;
        }
        out.push_str(&renderer.render(&[group(diagnostic, files)]));
        out.push_str("\n\n");
    }
    if verbose {
        for (diagnostic, accept) in &report.accepted {
            let place = diagnostic.span.as_ref().map_or_else(String::new, |span| {
                let position =
                    files.position(span).map(|(line, column)| format!(":{line}:{column}"));
                format!("{}{}", span.path, position.unwrap_or_default())
            });
            out.push_str(&format!(
                "accepted[{}]: {place}: {}\n  by {} on {}: {}\n\n",
                diagnostic.code, diagnostic.message, accept.by, accept.date, accept.reason
            ));
        }
    }
    out
}

/// What was checked and holds: one line for each relation of a file's line, with the number of its columns;
/// empty when there is none.
#[must_use]
pub fn confirmed(report: &Report, files: &Snapshot) -> String {
    let first = |confirmed: &Confirmed| confirmed.places.first().cloned();
    let spans: Vec<Span> = report.confirmed.iter().filter_map(first).collect();
    let files = Shown::of(files, &spans);
    let mut lines: Vec<(String, &str, usize)> = Vec::new();
    for (confirmed, span) in report.confirmed.iter().zip(&spans) {
        let line = files.position(span).map_or_else(String::new, |(line, _)| format!(":{line}"));
        let place = format!("{}{line}", span.path);
        let mut known = lines.iter_mut().rev().take_while(|(at, ..)| *at == place);
        match known.find(|(_, relation, _)| *relation == &*confirmed.relation) {
            Some((_, _, columns)) => *columns += 1,
            None => lines.push((place, &confirmed.relation, 1)),
        }
    }
    let mut out = String::new();
    for (place, relation, columns) in lines {
        let times = if columns > 1 { format!(" ({columns} columns)") } else { String::new() };
        out.push_str(&format!("confirmed: {place}: {relation}{times}\n"));
    }
    out
}

/// The figures that nothing was held against: one line for each line of a statement that has some.
#[must_use]
pub fn unbound(rows: &[Unbound], files: &Snapshot) -> String {
    let firsts = || rows.iter().filter_map(|row| row.places.first());
    let files = Shown::of(files, firsts());
    let mut out = String::new();
    for (row, span) in rows.iter().zip(firsts()) {
        let line = files.position(span).map_or_else(String::new, |(line, _)| format!(":{line}"));
        let times = match row.places.len() {
            1 => String::new(),
            columns => format!(" ({columns} columns)"),
        };
        out.push_str(&format!("not bound: {}{line}: {}{times}\n", span.path, row.label));
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

fn group<'a>(diagnostic: &'a Diagnostic, files: &'a Shown<'_>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if let Some(span) = &diagnostic.span {
        let here = |label: &&Label| label.span.path == span.path;
        let mut marks = vec![(AnnotationKind::Primary, span, diagnostic.note.as_deref())];
        let near = diagnostic.labels.iter().filter(here);
        marks.extend(near.map(|l| (AnnotationKind::Context, &l.span, Some(l.text.as_str()))));
        group = match snippet(&marks, files) {
            Some(snippet) => group.element(snippet),
            None => group.element(Origin::path(span.path.as_str())),
        };
        for label in diagnostic.labels.iter().filter(|label| !here(label)) {
            let mark = (AnnotationKind::Context, &label.span, Some(label.text.as_str()));
            group = group.elements(snippet(&[mark], files));
        }
    }
    group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str())))
}

/// A place, how it is marked, and what is said of it.
type Mark<'a> = (AnnotationKind, &'a Span, Option<&'a str>);

/// The lines of one file that places stand on, with their marks. Only those lines are handed on: a long file
/// with many findings would take minutes.
fn snippet<'a>(
    marks: &[Mark<'a>],
    files: &'a Shown<'_>,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let (_, span, _) = marks.first()?;
    let (text, lines) = files.get(&span.path)?;
    let ranges: Vec<Range<usize>> = marks.iter().map(|(_, span, _)| clamp(span, text)).collect();
    let first = lines.line(ranges.iter().map(|range| range.start).min()?);
    let last = lines.line(ranges.iter().map(|range| range.end).max()?);
    let start = lines.start(first, text);
    let excerpt = text.get(start..lines.start(last + 1, text))?;
    let snippet = Snippet::source(excerpt).line_start(first).path(span.path.as_str());
    let annotations = marks.iter().zip(ranges).map(|((kind, _, text), range)| {
        let range = range.start - start..range.end - start;
        kind.span(range).label(*text)
    });
    Some(snippet.annotations(annotations))
}

/// The span inside the text, on one line, and never cutting a character.
fn clamp(span: &Span, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let rest = text.get(start..).unwrap_or_default();
    let line_end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    start..text.floor_char_boundary(span.end).clamp(start, line_end.max(start))
}
