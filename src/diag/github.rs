//! Findings as annotations of GitHub Actions: workflow commands, which put each finding beside its line in a
//! pull request.

use super::sarif::placed;
use super::{Diagnostic, Report, Severity};
use crate::source::{Shown, Snapshot};

/// One line for each finding that stands. Information is left out unless `verbose`. Paths are taken to stand
/// below the folder `below`, which is empty for a site at the root of its repository.
#[must_use]
pub fn render(report: &Report, files: &Snapshot, below: &str, verbose: bool) -> String {
    let files = Shown::of(files, report.spans());
    let mut out = String::new();
    for finding in &report.diagnostics {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info if verbose => "notice",
            Severity::Info => continue,
        };
        let mut place = place(finding, &files, below);
        place.push(("title", format!("{} {}", finding.code, finding.code.meaning())));
        let properties: Vec<String> =
            place.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
        let message = data(&message(finding, &files, below));
        out.push_str(&format!("::{command} {}::{message}\n", properties.join(",")));
    }
    out
}

/// File, lines and columns as far as the finding has them. Columns only count within one line.
fn place(finding: &Diagnostic, files: &Shown<'_>, below: &str) -> Vec<(&'static str, String)> {
    let Some(span) = &finding.span else { return Vec::new() };
    let mut place = vec![("file", placed(below, span))];
    let Some(((line, column), (end_line, end_column))) = files.extent(span) else { return place };
    place.push(("line", line.to_string()));
    if line == end_line {
        place.push(("col", column.to_string()));
    }
    place.push(("endLine", end_line.to_string()));
    if line == end_line {
        place.push(("endColumn", end_column.to_string()));
    }
    place
}

/// What is wrong, what stands at the other places, and the ways out, one on a line.
fn message(finding: &Diagnostic, files: &Shown<'_>, below: &str) -> String {
    let mut lines = vec![finding.message.clone()];
    lines.extend(finding.note.clone());
    for label in &finding.labels {
        let path = placed(below, &label.span);
        lines.push(match files.position(&label.span) {
            Some((line, column)) => format!("{path}:{line}:{column}: {}", label.text),
            None => format!("{path}: {}", label.text),
        });
    }
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// What follows the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property ends at a comma, and the properties at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, code};
    use crate::source::{SitePath, Span};

    #[test]
    fn a_finding_is_one_line_whatever_it_says() {
        let path = SitePath::fixed("content/a,b%.csv");
        let other = SitePath::fixed("static/logo.bin");
        let files: Snapshot = [(path.clone(), b"x\nyz\n".to_vec())].into_iter().collect();
        let mut found = Diagnostics::default();
        found.push(
            Diagnostic::warning(code::CONFLICT, Span::new(&path, 2..4), "33% :: is\r\nnot, 34%")
                .label(Span::new(&path, 0..1), "34% here")
                .label(Span::file(&other), "the logo")
                .help("look"),
        );
        found.push(Diagnostic::error(code::STRAY_FILE, Span::file(&other), "stray"));
        found.push(Diagnostic::error(code::TEMPLATE, Span::new(&path, 0..3), "two lines"));
        let report = Report::new(found, &[], &files, true);
        assert_eq!(
            render(&report, &files, "docs", false),
            "::error file=docs/content/a%2Cb%25.csv,line=1,endLine=2,\
             title=IR011 a template cannot be parsed or rendered::two lines\n\
             ::warning file=docs/content/a%2Cb%25.csv,line=2,col=1,endLine=2,endColumn=3,\
             title=IR106 one document reports a concept and period with two values::\
             33%25 :: is%0D%0Anot, 34%25%0Adocs/content/a,b%25.csv:1:1: 34%25 here%0A\
             docs/static/logo.bin: the logo%0Ahelp: look\n\
             ::error file=docs/static/logo.bin,title=IR010 a file in content/ belongs to no record::\
             stray\n"
        );
    }
}
