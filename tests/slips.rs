//! Fifty slips that people make who know spreadsheets, each made in the site that `init` writes, with what they are
//! told: `tests/slips.md`.
//!
//! A slip that does no harm is told nothing of. `UPDATE=1 cargo test --test slips` writes what it finds: read every
//! message as someone who has never seen YAML, and keep it if it names the place, the cause and the cure.

#![expect(clippy::disallowed_methods, reason = "a test looks at its own transcript")]

use std::collections::BTreeMap;
use std::path::Path;

use ir_site::audit;
use ir_site::date::Instant;
use ir_site::diag::{Severity, human};
use ir_site::source::{SitePath, Snapshot};
use ir_site::starter::{self, Options};

type Files = BTreeMap<String, Vec<u8>>;

const COMPANY: &str = "content/company.yaml";
const PEOPLE: &str = "content/people.yaml";
const CANDIDATE: &str = "content/pipeline/ex-101.yaml";
const EVENT: &str = "content/events/2024-05-10-first-quarter-call.yaml";
const PAGE: &str = "content/pages/dividends.md";
const RELEASE: &str = "content/filings/2024-05-09-first-quarter-results/index.md";
const INCOME: &str = "content/filings/2024-05-09-first-quarter-results/income.csv";
const BALANCE: &str = "content/filings/2024-05-09-first-quarter-results/balance-sheet.csv";

/// What someone did.
enum Slip {
    /// Wrote something else in a file.
    Edit(&'static str, &'static str, &'static str),
    /// Wrote bytes in place of others throughout a file.
    Bytes(&'static str, &'static [u8], &'static [u8]),
    /// Put bytes before a file.
    Before(&'static str, &'static [u8]),
    /// Renamed what begins so.
    Rename(&'static str, &'static str),
    /// Added a file.
    Add(&'static str, &'static str),
}

use Slip::{Add, Before, Bytes, Edit, Rename};

const SLIPS: &[(&str, &[Slip])] = &[
    ("A tab in place of blanks", &[Edit(CANDIDATE, "    history:", "\thistory:")]),
    ("A missing colon", &[Edit(EVENT, "kind: conference-call", "kind conference-call")]),
    ("No blank after the colon", &[Edit(EVENT, "kind: conference-call", "kind:conference-call")]),
    ("A colon in a title", &[Edit(EVENT, "Conference call on", "Conference call: on")]),
    ("A date the wrong way round", &[Edit(RELEASE, "2024-05-09 16:05", "05/09/2024 4:05 PM")]),
    ("A day that is not there", &[Edit(EVENT, "starts: 2024-05-10", "starts: 2024-06-31")]),
    ("A time of twelve hours", &[Edit(EVENT, "2024-05-10 08:30", "2024-05-10 8:30 am")]),
    ("A zone in short", &[Edit(COMPANY, "America/New_York", "EST")]),
    (
        "A folder renamed to what a person would call it",
        &[Rename(
            "content/filings/2024-05-09-first-quarter-results",
            "content/filings/Q1 results (final)",
        )],
    ),
    (
        "A folder renamed that a page links to",
        &[
            Edit(
                PAGE,
                "one.",
                "one. See [the release](../filings/2024-05-09-first-quarter-results/index.md).",
            ),
            Rename(
                "content/filings/2024-05-09-first-quarter-results",
                "content/filings/2024-05-09-q1",
            ),
        ],
    ),
    (
        "A file renamed with a capital letter",
        &[Rename(RELEASE, "content/filings/2024-05-09-first-quarter-results/Index.md")],
    ),
    ("An unquoted NO", &[Edit(COMPANY, "region: NJ", "region: NO")]),
    ("True where a word is meant", &[Edit(CANDIDATE, "modality: cream", "modality: true")]),
    ("Line ends of Windows", &[Bytes(EVENT, b"\n", b"\r\n")]),
    ("A byte order mark", &[Before(EVENT, b"\xEF\xBB\xBF")]),
    ("Curly quotes", &[Edit(EVENT, "\"0012345\"", "\u{201c}0012345\u{201d}")]),
    ("A quote that is never closed", &[Edit(EVENT, "title: Conference", "title: \"Conference")]),
    ("A brace that is never closed", &[Edit(CANDIDATE, "state: planned}", "state: planned")]),
    ("Lines that are not lined up", &[Edit(CANDIDATE, "      - {filing", "     - {filing")]),
    ("A list entry without its hyphen", &[Edit(PEOPLE, "- name: John", "  name: John")]),
    ("A misspelt key", &[Edit(EVENT, "starts: 2024-05-10 08:30", "start: 2024-05-10 08:30")]),
    ("A key with a capital letter", &[Edit(EVENT, "title:", "Title:")]),
    (
        "A key twice",
        &[Edit(EVENT, "kind: conference-call", "kind: conference-call\nkind: meeting")],
    ),
    ("A key without its value", &[Edit(EVENT, "kind: conference-call", "kind:")]),
    ("A kind in other words", &[Edit(EVENT, "kind: conference-call", "kind: earnings call")]),
    ("A phase in Roman numbers", &[Edit(CANDIDATE, "phase: Phase 2", "phase: Phase II")]),
    ("An id with a capital letter", &[Edit(EVENT, "filing: q1-2024", "filing: Q1-2024")]),
    (
        "A document copied with its id",
        &[Add(
            "content/filings/2024-08-08-q2/index.md",
            "---\nid: q1-2024\ntitle: Second quarter\n---\nText.\n",
        )],
    ),
    (
        "Front matter that is never closed",
        &[Edit(RELEASE, "text: summary\n---\n", "text: summary\n")],
    ),
    ("An empty line before the front matter", &[Before(RELEASE, b"\n")]),
    (
        "A revision without its reason",
        &[Add(
            "content/filings/2024-05-09-first-quarter-results/index.r2.md",
            "---\npublished: 2024-05-10 09:00\nkind: correction\n---\nText.\n",
        )],
    ),
    (
        "A figure cited that nobody reports",
        &[Edit(RELEASE, "fact:cash@2024-03-31", "fact:cash@2024-06-30")],
    ),
    ("A link with a slip in it", &[Edit(RELEASE, "ex-101.yaml", "ex101.yaml")]),
    (
        "A web address without its beginning",
        &[Edit(COMPANY, "https://ir.example.com/", "www.example.com")],
    ),
    (
        "A replay that ends before it starts",
        &[Edit(EVENT, "until: 2024-05-24", "until: 2024-05-04")],
    ),
    (
        "A total pasted without its column",
        &[Edit(INCOME, "expenses,operating-expenses,\"1,562\"", "expenses,\"1,562\"")],
    ),
    (
        "A comma in a figure without quotes",
        &[Edit(INCOME, "\"(1,252)\",\"(1,020)\"", "(1,252),(1,020)")],
    ),
    (
        "A comma in a label without quotes",
        &[Edit(INCOME, "\"Interest income, net\"", "Interest income, net")],
    ),
    ("The letter O in a figure", &[Edit(INCOME, "$ 310", "$ 31O")]),
    ("A comma before decimals", &[Edit(INCOME, "$ (.12)", "\"$ (0,12)\"")]),
    ("A percent sign among figures", &[Edit(INCOME, ",41,35", ",41%,35")]),
    ("A formula that fails", &[Edit(INCOME, "$ 310", "#REF!")]),
    ("A column that was too narrow", &[Edit(INCOME, "$ 310", "#####")]),
    ("A date that a spreadsheet has turned round", &[Edit(BALANCE, "2024-03-31", "3/31/2024")]),
    ("A period in words", &[Edit(INCOME, "2024-Q1", "Q1 2024")]),
    ("Semicolons between the cells", &[Bytes(BALANCE, b",", b";")]),
    ("A table in an old encoding", &[Bytes(INCOME, b"Net loss,", b"R\xE9sultat net,")]),
    (
        "A workbook in place of a table",
        &[Rename(INCOME, "content/filings/2024-05-09-first-quarter-results/income.xlsx")],
    ),
    ("A file in the wrong folder", &[Add("content/press-release.docx", "PK")]),
    ("A file that ends in yml", &[Rename(CANDIDATE, "content/pipeline/ex-101.yml")]),
];

impl Slip {
    fn make(&self, files: &mut Files) {
        match self {
            Edit(path, old, new) => {
                let text = String::from_utf8(files[*path].clone()).expect("UTF-8");
                assert!(text.contains(old), "{path} has no {old}");
                files.insert((*path).into(), text.replacen(old, new, 1).into_bytes());
            }
            Bytes(path, old, new) => {
                let before = &files[*path];
                let mut after = Vec::new();
                let mut at = 0;
                while at < before.len() {
                    let hit = before[at..].starts_with(old);
                    after.extend_from_slice(if hit { new } else { &before[at..=at] });
                    at += if hit { old.len() } else { 1 };
                }
                assert_ne!(*before, after, "{path}");
                files.insert((*path).into(), after);
            }
            Before(path, bytes) => {
                let after = [*bytes, files[*path].as_slice()].concat();
                files.insert((*path).into(), after);
            }
            Rename(from, to) => {
                let moved: Vec<String> =
                    files.keys().filter(|path| path.starts_with(from)).cloned().collect();
                assert!(!moved.is_empty(), "{from}");
                for path in moved {
                    let bytes = files.remove(&path).expect("it is there");
                    files.insert(path.replacen(from, to, 1), bytes);
                }
            }
            Add(path, text) => {
                files.insert((*path).into(), text.as_bytes().to_vec());
            }
        }
    }
}

fn told(slips: &[Slip]) -> (String, bool) {
    let options = Options { public: false, action: "example/ir-site@main" };
    let site = starter::site(&options).into_iter().filter(|(path, _)| path.starts_with("content/"));
    let mut files: Files = site.map(|(path, text)| (path, text.into_bytes())).collect();
    for slip in slips {
        slip.make(&mut files);
    }
    let snapshot: Snapshot =
        files.into_iter().map(|(path, bytes)| (SitePath::fixed(&path), bytes)).collect();
    let at = |zone: &_| Instant::parse_as_of("2026-01-01", zone).map_err(|error| error.message);
    let report = audit(&snapshot, at).expect("an instant").report;
    let helped = report
        .diagnostics
        .iter()
        .all(|d| !d.help.is_empty() && d.span.is_some() && d.severity != Severity::Info);
    (human::render(&report, &snapshot, false, false), helped)
}

#[test]
fn every_slip_is_told_with_its_place_and_its_cure() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slips.md");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let mut found = String::from(
        "# Fifty slips\n\nEach was made in the site that `ir-site init` writes; below it stands what `ir-site check` says of it.\n",
    );
    assert!(told(&[]).0.is_empty(), "the site itself has findings: {}", told(&[]).0);
    for (name, slips) in SLIPS {
        let (report, helped) = told(slips);
        assert!(helped, "{name}: a finding has no place or no help:\n{report}");
        if report.is_empty() {
            found.push_str(&format!("\n## {name}\n\nDoes no harm.\n"));
        } else {
            found.push_str(&format!("\n## {name}\n\n```text\n{}\n```\n", report.trim_end()));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(&path, found).expect("it can be written");
    }
    let differs = found.lines().zip(written.lines()).find(|(found, written)| found != written);
    assert!(found == written, "tests/slips.md says otherwise: {differs:?}");
}
