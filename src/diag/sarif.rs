//! Findings for tools that gather those of many programs: SARIF 2.1.0 (OASIS standard of 27 March 2020).

use serde_json::{Map, Value, json};

use super::{Diagnostic, Report, Severity, code};
use crate::source::{Shown, Snapshot, Span};

/// The report as a SARIF log with one run, ending in a line feed. Paths are taken to stand below the folder
/// `below`, which is empty for a site at the root of its repository.
#[must_use]
pub fn render(report: &Report, files: &Snapshot, below: &str) -> String {
    let acceptances = report.accepted.iter().map(|(_, accept)| &accept.span);
    let log = Log { files: Shown::of(files, report.spans().chain(acceptances)), below };
    let standing = report.diagnostics.iter().map(|finding| log.result(finding));
    let accepted = report.accepted.iter().map(|(finding, accept)| {
        let mut result = log.result(finding);
        let justification =
            format!("{} (accepted by {} on {})", accept.reason, accept.by, accept.date);
        result.insert(
            "suppressions".into(),
            json!([{"kind": "inSource", "justification": justification, "location": log.location(&accept.span)}]),
        );
        result
    });
    let results: Vec<Map<String, Value>> = standing.chain(accepted).collect();
    let rules: Vec<Value> = code::ALL
        .iter()
        .map(|code| json!({"id": code.id(), "shortDescription": {"text": code.meaning()}}))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

struct Log<'a> {
    files: Shown<'a>,
    below: &'a str,
}

impl Log<'_> {
    fn result(&self, finding: &Diagnostic) -> Map<String, Value> {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let mut result = Map::new();
        result.insert("ruleId".into(), finding.code.id().into());
        if let Some(index) = code::ALL.iter().position(|code| *code == finding.code) {
            result.insert("ruleIndex".into(), index.into());
        }
        result.insert("level".into(), level.into());
        result.insert("message".into(), json!({"text": message(finding)}));
        let locations: Vec<Value> =
            finding.span.iter().map(|span| Value::Object(self.location(span))).collect();
        result.insert("locations".into(), locations.into());
        let related: Vec<Map<String, Value>> = finding
            .labels
            .iter()
            .map(|label| {
                let mut place = self.location(&label.span);
                place.insert("message".into(), json!({"text": label.text}));
                place
            })
            .collect();
        if !related.is_empty() {
            result.insert("relatedLocations".into(), json!(related));
        }
        result
    }

    /// A place: its file and, unless it is the file as a whole, the lines and columns in it.
    fn location(&self, span: &Span) -> Map<String, Value> {
        let uri = uri(&placed(self.below, span));
        let mut physical = json!({"artifactLocation": {"uri": uri}});
        if let Some(((start_line, start_column), (end_line, end_column))) = self.files.extent(span)
        {
            physical["region"] = json!({
                "startLine": start_line,
                "startColumn": start_column,
                "endLine": end_line,
                "endColumn": end_column,
            });
        }
        Map::from_iter([("physicalLocation".into(), physical)])
    }
}

/// The path of a place, seen from the root of the repository.
pub(super) fn placed(below: &str, span: &Span) -> String {
    if below.is_empty() { span.path.to_string() } else { format!("{below}/{}", span.path) }
}

/// A path as a relative reference (RFC 3986): what is not unreserved is written in percent-encoded UTF-8.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// All that a finding says in words, one thought on a line.
fn message(finding: &Diagnostic) -> String {
    let note = finding.note.iter().cloned();
    let help = finding.help.iter().map(|help| format!("Help: {help}"));
    std::iter::once(finding.message.clone()).chain(note).chain(help).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Accepted, Diagnostics};
    use crate::source::SitePath;

    #[test]
    fn both_places_and_what_was_accepted_are_told() {
        let (table, text) = (SitePath::fixed("content/é b.csv"), SitePath::fixed("content/c.md"));
        let files: Snapshot =
            [(table.clone(), "a\n\u{e9},5\n".into()), (text.clone(), b"one 6\n".to_vec())]
                .into_iter()
                .collect();
        let mut found = Diagnostics::default();
        found.push(
            Diagnostic::warning(code::CONFLICT, Span::new(&table, 5..6), "5 is not 6")
                .note("here")
                .label(Span::new(&text, 4..5), "6 here")
                .help("look"),
        );
        found.push(Diagnostic::error(code::ENCODING, Span::file(&text), "not UTF-8"));
        found.push(Diagnostic::warning(code::BALANCE, Span::new(&text, 0..3), "one"));
        let accept = Accepted {
            code: code::BALANCE,
            path: text.clone(),
            line: 1,
            reason: "so printed".into(),
            by: "Jane".into(),
            date: "2020-08-07".into(),
            span: Span::new(&text, 4..5),
            due: true,
        };
        let report = Report::new(found, &[accept], &files, true);
        let log: Value =
            serde_json::from_str(&render(&report, &files, "docs/ir")).expect("it is JSON");
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), 3);
        for result in results {
            let rule = run.pointer(&format!("/tool/driver/rules/{}/id", result["ruleIndex"]));
            assert_eq!(rule, Some(&result["ruleId"]));
        }
        assert_eq!(
            results[0]["locations"],
            json!([{"physicalLocation": {"artifactLocation": {"uri": "docs/ir/content/c.md"}}}]),
            "a file as a whole has no region"
        );
        assert_eq!(
            results[1]["locations"][0]["physicalLocation"],
            json!({
                "artifactLocation": {"uri": "docs/ir/content/%C3%A9%20b.csv"},
                "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4},
            }),
            "columns count characters"
        );
        assert_eq!(results[1]["message"]["text"], "5 is not 6\nhere\nHelp: look");
        assert_eq!(results[1]["relatedLocations"][0]["message"]["text"], "6 here");
        let suppression = &results[2]["suppressions"][0];
        assert_eq!(suppression["justification"], "so printed (accepted by Jane on 2020-08-07)");
        assert_eq!(suppression["location"]["physicalLocation"]["region"]["startColumn"], 5);
    }
}
