//! The words of the two releases against their statements: exactly what a careful reader finds.
//!
//! The releases lie outside the repository: `IR_SITE_SHARED` names the folder that holds `filings/`. Without it there
//! is nothing to assert, and the tests say so.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests stand outside the pure core, and know their own files"
)]

mod shared;

use std::path::Path;

use ir_site::audit;
use ir_site::date::Instant;
use ir_site::diag::{Report, Severity, code};
use ir_site::source::{Shown, SitePath, Snapshot};

/// The lines of front matter before the first line of a release.
const BEFORE: usize = 8;

/// A release's own words on the page of its document, line by line, beside the statements of the content. Lines of
/// its tables and running heads are left empty.
fn verbatim(text: &str, folder: &str, period: &str, published: &str) -> Snapshot {
    let mut lines: Vec<&str> = Vec::new();
    let (mut page, mut tables) = (0, false);
    for line in text.lines() {
        let line = line.trim();
        tables |= line.starts_with("SELECTED FINANCIAL") || line.contains("SELECTED CONSOLIDATED");
        page = if line == "<PAGE>" { 3 } else { page - 1 };
        let rule = line.starts_with("---");
        let head = page > 0
            && (line.starts_with("Page") || line.starts_with("August") || line == "<PAGE>");
        lines.push(if tables || head || rule {
            ""
        } else {
            line.trim_start_matches("o    ").trim_start_matches(">>     ")
        });
    }
    let front = format!(
        "---\nid: release\ntitle: A release\npublished: {published}\nkind: results\nperiod: {period}\ntext: verbatim\n---\n"
    );
    let mut files: Vec<(SitePath, Vec<u8>)> = vec![
        (
            SitePath::fixed("content/company.yaml"),
            b"name: EpiCept\nbase_url: https://example.com/\ntime_zone: America/New_York\nfiscal_year_end: 12-31\n\
              statements: {scale: thousands}\n".to_vec(),
        ),
        (SitePath::fixed("content/filings/release/index.md"), (front + &lines.join("\n")).into_bytes()),
    ];
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/filings").join(folder);
    for name in ["balance-sheet.csv", "income.csv", "cash-flows.csv", "equity.csv"] {
        if let Ok(bytes) = std::fs::read(content.join(name)) {
            files.push((SitePath::fixed(&format!("content/filings/release/{name}")), bytes));
        }
    }
    files.into_iter().collect()
}

fn report(files: &Snapshot) -> Report {
    audit(files, |zone| Instant::parse_as_of("2026-01-01", zone)).expect("an instant").report
}

/// The warnings about words: line of the release, and what stands there.
fn warnings(report: &Report, files: &Snapshot) -> Vec<(usize, String)> {
    let shown = Shown::of(files, report.spans());
    let wrong =
        report.diagnostics.iter().filter(|d| d.code == code::PROSE && d.severity != Severity::Info);
    wrong
        .map(|finding| {
            let span = finding.span.as_ref().expect("it has a place");
            let (line, _) = shown.position(span).expect("it is shown");
            (line - BEFORE, shown.get(&span.path).expect("text").0[span.start..span.end].to_owned())
        })
        .collect()
}

/// The relations between words and statements that hold: line of the release, and the relation.
fn confirmed(report: &Report, files: &Snapshot) -> Vec<(usize, String)> {
    let held = report.confirmed.iter().filter(|c| c.code == code::PROSE);
    let held: Vec<_> = held.collect();
    let shown = Shown::of(files, held.iter().map(|c| &c.places[0]));
    held.iter()
        .map(|c| {
            (shown.position(&c.places[0]).expect("it is shown").0 - BEFORE, c.relation.to_string())
        })
        .collect()
}

#[test]
fn the_words_of_both_releases_are_held_against_their_statements() {
    let Some(shared) = shared::folder() else { return };
    let (truth, folder) = (shared::truth_in(&shared), shared.join("filings"));
    let releases = [
        (
            "s1",
            "epicept-2006-q2-ex99-1.txt",
            "2006-08-02-second-quarter-results",
            "2006-Q2",
            "2006-08-02",
        ),
        (
            "s2",
            "epicept-2008-q2-ex99-1.txt",
            "2008-08-11-second-quarter-results",
            "2008-Q2",
            "2008-08-11",
        ),
    ];
    let mut wrong = Vec::new();
    let mut held = 0;
    for (seed, file, content, period, published) in releases {
        let text = std::fs::read_to_string(folder.join(file)).expect("the release can be read");
        let files = verbatim(&text, content, period, published);
        let report = report(&files);
        wrong
            .extend(warnings(&report, &files).into_iter().map(|(line, words)| (seed, line, words)));
        let confirmed = confirmed(&report, &files);
        for check in truth[seed]["checks"].as_array().expect("checks") {
            if !check["kind"].as_str().is_some_and(|kind| kind.starts_with("prose-vs"))
                || check["holds"] != true
            {
                continue;
            }
            let line = usize::try_from(check["line"].as_u64().expect("a line")).expect("a line");
            let printed = check["printed"].as_f64().expect("a number");
            let is = |relation: &str| {
                let words = relation.split('`').nth(1).unwrap_or_default();
                let digits: String =
                    words.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                digits.parse::<f64>().is_ok_and(|found| (found - printed).abs() < 1e-9)
            };
            let found = confirmed.iter().any(|(at, relation)| *at == line && is(relation));
            assert!(
                found,
                "{file}:{line}: {} {printed} is not confirmed:\n{confirmed:#?}",
                check["fact"]
            );
            held += 1;
        }
    }
    assert_eq!(
        wrong,
        [("s2", 109, "$3.3\nmillion".to_owned()), ("s2", 161, "$1.0 million".to_owned())]
    );
    assert_eq!(held, 42);
}
