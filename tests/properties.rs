//! Properties that hold for content that nobody wrote: random statements, damaged files, any instant.
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::disallowed_methods,
    clippy::format_collect,
    reason = "tests stand outside the pure core, and know their own files"
)]

#[path = "reduce/mod.rs"]
mod reduce;
mod site;

use std::sync::LazyLock;

use ir_site::date::Instant;
use ir_site::diag::{Severity, code};
use ir_site::render::data;
use ir_site::{Audit, rehearse};
use proptest::prelude::*;
use proptest::sample::Index;
use site::{EPICEPT, Files};

const ALDER: &str = "tests/fixtures/alder";
const CASES: u32 = 64;

static OWN: LazyLock<Files> = LazyLock::new(|| site::files(EPICEPT));
static FICTIONAL: LazyLock<Files> = LazyLock::new(|| site::files(ALDER));

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What a cell holds: nothing, a nil, or digits with a scale.
#[derive(Clone, Debug)]
enum Cell {
    Blank,
    Nil,
    Amount(i64, u32),
}

impl Cell {
    /// As a statement prints it.
    fn print(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Nil => "--".into(),
            Self::Amount(units, decimals) => {
                let digits = plain(units.unsigned_abs(), *decimals);
                let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
                let text = format!("{}{rest}", grouped(whole));
                if *units < 0 { format!("\u{20ac} ({text})") } else { text }
            }
        }
    }

    /// In whole units, of a cell in thousands; `None` where there is no fact, empty for a nil.
    fn value(&self) -> Option<String> {
        match self {
            Self::Blank => None,
            Self::Nil => Some(String::new()),
            Self::Amount(0, _) => Some("0".into()),
            Self::Amount(units, decimals) => {
                let sign = if *units < 0 { "-" } else { "" };
                let digits = plain(units.unsigned_abs() * 1000, *decimals);
                let trimmed = if digits.contains('.') {
                    digits.trim_end_matches('0').trim_end_matches('.')
                } else {
                    &digits
                };
                Some(format!("{sign}{trimmed}"))
            }
        }
    }
}

/// Digits with a point before the last `decimals`.
fn plain(units: u64, decimals: u32) -> String {
    let decimals = decimals as usize;
    let digits = format!("{units:0>width$}", width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        1 => Just(Cell::Blank),
        1 => Just(Cell::Nil),
        4 => (-9_999_999_999_i64..9_999_999_999, 0_u32..3).prop_map(|(u, d)| Cell::Amount(u, d)),
    ]
}

/// A label that a line may have: something to see, and no line break.
fn label() -> impl Strategy<Value = String> {
    "[A-Za-z\"<&={}|][ -~\u{e0}-\u{ff}]{0,24}"
}

fn statement() -> impl Strategy<Value = Vec<(String, Cell, Cell)>> {
    prop::collection::vec((label(), cell(), cell()), 1..8)
}

/// A site of one release with one balance sheet.
fn content(rows: &[(String, Cell, Cell)]) -> Files {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(["label", "concept", "id", "unit", "2020-06-30", "2019-12-31"])
        .expect("memory");
    for (at, (label, first, second)) in rows.iter().enumerate() {
        let concept = format!("Concept{at}");
        let id = format!("row-{at}");
        let (first, second) = (first.print(), second.print());
        writer.write_record([label, &concept, &id, "EUR", &first, &second]).expect("memory");
    }
    let company = "name: A\nbase_url: https://a.example/\ntime_zone: UTC\nfiscal_year_end: 12-31\nstatements: {currency: EUR, scale: thousands}\n";
    let release = "---\nid: a\ntitle: A\npublished: 2020-07-01\n---\nText.\n";
    let table = writer.into_inner().expect("memory");
    [
        ("content/company.yaml", company.as_bytes().to_vec()),
        ("content/filings/a/index.md", release.as_bytes().to_vec()),
        ("content/filings/a/balance-sheet.csv", table),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .into()
}

/// Concept, label, date, value.
type Line = (String, String, String, String);

fn downloaded(content: &Files) -> Vec<Line> {
    let site = site::read(content, "2020-07-01");
    let bytes = data::facts_csv(&data::fact_lines(&site));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let line = |record: csv::StringRecord| {
        let field = |at: usize| record[at].to_owned();
        (field(0), field(1), field(3), field(5))
    };
    reader.records().map(|record| line(record.expect("a record"))).collect()
}

/// A label as the download has it: single spaces, and no formula for a spreadsheet.
fn as_downloaded(label: &str) -> String {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    ir_site::text::cells::inert(&label).into_owned()
}

/// A file of the content, and what is done to it.
#[derive(Clone, Debug)]
enum Damage {
    Bytes(Vec<u8>),
    Text(String),
    Cut(Index),
    Without(Index),
    Twice(Index),
    Swapped(Index, Index),
    Gone,
    Flipped(Index, u8),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200).prop_map(Damage::Bytes),
        "(?s).{0,120}".prop_map(Damage::Text),
        any::<Index>().prop_map(Damage::Cut),
        any::<Index>().prop_map(Damage::Without),
        any::<Index>().prop_map(Damage::Twice),
        any::<(Index, Index)>().prop_map(|(a, b)| Damage::Swapped(a, b)),
        Just(Damage::Gone),
        any::<(Index, u8)>().prop_map(|(at, byte)| Damage::Flipped(at, byte)),
    ]
}

impl Damage {
    fn done_to(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        match self {
            Self::Bytes(bytes) => return Some(bytes.clone()),
            Self::Text(text) => return Some(text.clone().into_bytes()),
            Self::Gone => return None,
            Self::Cut(at) => return Some(bytes[..at.index(bytes.len())].to_vec()),
            Self::Flipped(at, byte) => {
                let mut bytes = bytes.to_vec();
                let at = at.index(bytes.len());
                bytes[at] = *byte;
                return Some(bytes);
            }
            Self::Without(at) => drop(lines.remove(at.index(lines.len()))),
            Self::Twice(at) => lines.insert(at.index(lines.len()), lines[at.index(lines.len())]),
            Self::Swapped(a, b) => {
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                lines.swap(a, b);
            }
        }
        Some(lines.concat())
    }
}

/// Reads, and if that works builds in memory and prints the findings, all of which must not panic.
fn survive(files: &Files, at: Instant) -> Audit {
    let files = site::snapshot(files);
    let audit = ir_site::audit(&files, |_| Ok::<_, ()>(at)).expect("read");
    let printed = ir_site::diag::human::render(&audit.report, &files, false, true);
    assert_eq!(
        printed.is_empty(),
        audit.report.diagnostics.is_empty() && audit.report.accepted.is_empty()
    );
    serde_json::from_str::<serde_json::Value>(&ir_site::diag::json::render(&audit.report, &files))
        .expect("JSON");
    if let (Some(site), Some(theme), false) = (&audit.site, &audit.theme, audit.report.has_errors())
    {
        let mut report = audit.report.clone();
        rehearse(site, theme, &files, &mut report);
        let errors: Vec<_> =
            report.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        // Two records that would be at one path are found only when files are laid out.
        let renders = errors.iter().all(|error| error.code == code::DUPLICATE_ID);
        assert!(renders, "what is read without errors is rendered: {errors:?}");
    }
    audit
}

/// Any second of the years in which Alder's records lie.
fn lifetime() -> impl Strategy<Value = i64> {
    1_696_000_000_i64..1_736_000_000
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn statements_come_out_as_they_went_in(rows in statement()) {
        let mut expected = Vec::new();
        for (at, (label, first, second)) in rows.iter().enumerate() {
            for (cell, date) in [(second, "2019-12-31"), (first, "2020-06-30")] {
                if let Some(value) = cell.value() {
                    expected.push((format!("Concept{at}"), as_downloaded(label), date.to_owned(), value));
                }
            }
        }
        prop_assert_eq!(downloaded(&content(&rows)), expected);
    }

    #[test]
    fn no_damage_makes_it_panic(file in any::<Index>(), damage in damage()) {
        let mut files = OWN.clone();
        let paths: Vec<String> = files.keys().filter(|path| path.starts_with("content/")).cloned().collect();
        let path = &paths[file.index(paths.len())];
        match damage.done_to(&OWN[path]) {
            Some(bytes) => files.insert(path.clone(), bytes),
            None => files.remove(path),
        };
        survive(&files, Instant::from_unix(1_767_225_600).expect("2026"));
    }

    #[test]
    fn any_instant_has_its_site(seconds in any::<i64>(), near in -2_208_988_800_i64..7_289_654_400) {
        for at in [seconds, near].into_iter().filter_map(Instant::from_unix) {
            let audit = survive(&FICTIONAL, at);
            prop_assert!(!audit.report.has_errors());
            let site = audit.site.expect("a site");
            for document in &site.edition.documents {
                prop_assert!(document.published.instant() <= at);
            }
            for fact in site.facts.iter() {
                prop_assert!(fact.published.instant() <= at);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(CASES / 2))]

    #[test]
    fn no_damaged_template_makes_it_panic(file in any::<Index>(), damage in damage()) {
        let mut files = OWN.clone();
        let paths: Vec<String> = files.keys().filter(|path| path.starts_with("templates/")).cloned().collect();
        let path = &paths[file.index(paths.len())];
        match damage.done_to(&OWN[path]) {
            Some(bytes) => files.insert(path.clone(), bytes),
            None => files.remove(path),
        };
        let files = site::snapshot(&files);
        let at = Instant::from_unix(1_767_225_600).expect("2026");
        let audit = ir_site::audit(&files, |_| Ok::<_, ()>(at)).expect("read");
        if let (Some(site), Some(theme)) = (&audit.site, &audit.theme) {
            rehearse(site, theme, &files, &mut audit.report.clone());
        }
    }

    /// The whole output is that of a folder that never held what is published later.
    #[test]
    fn no_instant_knows_a_later_one(seconds in lifetime()) {
        let at = Instant::from_unix(seconds).expect("an instant");
        let zone = ir_site::date::Zone::parse("Europe/Zurich").expect("a zone");
        let wall = at.rfc3339_in(&zone)[..19].replace('T', " ");
        let known = reduce::reduce(&FICTIONAL, &wall);
        let utc = at.to_string();
        prop_assert!(site::build(&FICTIONAL, &utc) == site::build(&known, &utc), "as of {utc}");
    }
}
