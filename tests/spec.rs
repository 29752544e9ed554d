//! Specifications of what the program says about mistakes: `tests/spec/*.md`.
//!
//! Each file is a list of cases. A case lays its files over the site of `base.md` and shows the report
//! that they lead to, byte for byte, as `ir-site check --verbose` prints it without colours.
//!
//! | in a case | what it does |
//! |---|---|
//! | a fence ```` ```yaml content/people.yaml ```` | a file; the first word is its language, for the reader |
//! | `+bom`, `+crlf`, `+cr`, `+bare` after the language | a byte order mark, other line ends, no last line end |
//! | ```` ```bytes content/people.yaml ```` | a file of bytes, in hex |
//! | a line `delete content/people.yaml` | the base site's file is not there |
//! | a line `as of 2020-06-01 12:00` | the instant, in place of that of `base.md` |
//! | ```` ```report ```` | the report; empty when nothing is found |
//! | ```` ```confirmed ```` | what was checked and holds, and which figures nothing was held against; cases without it do not say |
//!
//! `UPDATE=1 cargo test --test spec` writes the reports that it finds: read every one before you keep it.

#![expect(clippy::disallowed_methods, reason = "tests look at files and start the program")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ir_site::audit;
use ir_site::date::Instant;
use ir_site::diag::{Report, Unbound, human, json};
use ir_site::rehearse;
use ir_site::source::{SitePath, Snapshot};

/// One test for each file of `tests/spec/`.
macro_rules! specifications {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            hold(stringify!($name));
        })*

        #[test]
        fn every_file_is_run() {
            let mut listed = vec!["base", $(stringify!($name)),*];
            listed.sort_unstable();
            let mut found: Vec<String> = std::fs::read_dir(folder())
                .expect("tests/spec is there")
                .map(|entry| entry.expect("an entry").path())
                .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
                .collect();
            found.sort_unstable();
            assert_eq!(found, listed);
        }
    };
}

specifications! {
    calendar clean company dates documents figures files links many outliers pages pipeline prose rendered rules statements
    sums templates theme ties wording yaml
}

/// Runs the cases of one file, and compares or rewrites their reports.
fn hold(name: &str) {
    let update = std::env::var_os("UPDATE").is_some();
    assert!(
        !(update && std::env::var_os("CI").is_some()),
        "UPDATE rewrites what a person must read: never in CI"
    );
    let path = folder().join(format!("{name}.md"));
    let text = std::fs::read_to_string(&path).expect("the file can be read");
    let base = Base::read();
    let mut failed = String::new();
    let mut written = text.clone();
    let cases = cases(&text);
    assert!(!cases.is_empty(), "{name}.md has no cases");
    for case in cases.iter().rev() {
        let (found, confirmed, places) = run(case, &base);
        if places.0 != places.1 {
            let _ = writeln!(failed, "{name}.md: {}: JSON has other places: {places:?}", case.name);
        }
        let mut fences = vec![(&case.report, &found)];
        fences.extend(case.confirmed.iter().map(|fence| (fence, &confirmed)));
        // From the last, so that what is rewritten moves no place that is still to come.
        fences.sort_by_key(|(fence, _)| std::cmp::Reverse(fence.start));
        for (expected, found) in fences {
            if found != expected.text && update {
                written.replace_range(expected.start..expected.end, found);
            } else if found != expected.text {
                let (line, case, expected) = (case.line, case.name, expected.text);
                let _ = writeln!(
                    failed,
                    "{name}.md:{line}: {case}\n--- expected\n{expected}--- found\n{found}---\n",
                );
            }
        }
    }
    if written != text {
        std::fs::write(&path, written).expect("the file can be written");
    }
    assert!(failed.is_empty(), "\n{failed}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec")
}

/// The site that every case changes.
struct Base {
    files: BTreeMap<String, Vec<u8>>,
    at: String,
}

impl Base {
    fn read() -> Self {
        let text = std::fs::read_to_string(folder().join("base.md")).expect("base.md can be read");
        let mut base = Self { files: BTreeMap::new(), at: String::new() };
        for block in blocks(&text) {
            match block {
                Block::Fence { info, text, .. } => {
                    let (path, bytes) = file(info, text);
                    base.files.insert(path, bytes);
                }
                Block::Line { text, .. } => {
                    if let Some(at) = text.strip_prefix("as of ") {
                        at.clone_into(&mut base.at);
                    }
                }
            }
        }
        base
    }
}

/// What a case changes, and what comes of it.
struct Case<'t> {
    name: &'t str,
    line: usize,
    files: Vec<(String, Vec<u8>)>,
    deleted: Vec<&'t str>,
    at: Option<&'t str>,
    report: Expected<'t>,
    confirmed: Option<Expected<'t>>,
}

/// The text of a report fence, and where it stands in its file.
#[derive(Default)]
struct Expected<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for block in blocks(text) {
        if let Block::Line { text, line } = block
            && let Some(name) = text.strip_prefix("## ")
        {
            let (files, deleted, at) = (Vec::new(), Vec::new(), None);
            let (report, confirmed) = (Expected::default(), None);
            cases.push(Case { name, line, files, deleted, at, report, confirmed });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match block {
            Block::Fence { info: "report", text, start } => {
                case.report = Expected { text, start, end: start + text.len() };
            }
            Block::Fence { info: "confirmed", text, start } => {
                case.confirmed = Some(Expected { text, start, end: start + text.len() });
            }
            Block::Fence { info, text, .. } => case.files.push(file(info, text)),
            Block::Line { text, .. } => {
                case.deleted.extend(text.strip_prefix("delete "));
                case.at = text.strip_prefix("as of ").or(case.at);
            }
        }
    }
    for case in &cases {
        assert!(case.report.start > 0, "the case “{}” has no report fence", case.name);
    }
    cases
}

/// A part of a Markdown file: a fenced block, or a line outside of any.
enum Block<'t> {
    Fence { info: &'t str, text: &'t str, start: usize },
    Line { text: &'t str, line: usize },
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for (index, full) in text.split_inclusive('\n').enumerate() {
        let line = full.trim_end_matches('\n');
        match open {
            Some((fence, info, start)) => {
                if line == fence {
                    blocks.push(Block::Fence { info, text: &text[start..at], start });
                    open = None;
                }
            }
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                open = Some((&line[..line.len() - info.len()], info, at + full.len()));
            }
            None => blocks.push(Block::Line { text: line, line: index + 1 }),
        }
        at += full.len();
    }
    assert!(open.is_none(), "a fence is never closed");
    blocks
}

/// The path and the bytes of a file fence: `yaml+crlf content/people.yaml`.
fn file(info: &str, text: &str) -> (String, Vec<u8>) {
    let (language, path) = info.split_once(' ').expect("a fence names its language and its path");
    let mut options = language.split('+');
    if options.next() == Some("bytes") {
        let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).expect("hex digits"));
        let byte = |pair| u8::from_str_radix(pair, 16).expect("two hex digits");
        return (path.to_owned(), pairs.map(byte).collect());
    }
    let mut content = text.to_owned();
    for option in options {
        content = match option {
            "bom" => format!("\u{feff}{content}"),
            "crlf" => content.replace('\n', "\r\n"),
            "cr" => content.replace('\n', "\r"),
            "bare" => content.trim_end_matches('\n').to_owned(),
            other => panic!("no option `{other}`"),
        };
    }
    (path.to_owned(), content.into_bytes())
}

type Places = Vec<(String, Option<usize>, Option<usize>)>;

/// The report of a case, what it confirms, and the places that the two forms of the report name.
fn run(case: &Case<'_>, base: &Base) -> (String, String, (Places, Places)) {
    let mut files = base.files.clone();
    for path in &case.deleted {
        assert!(files.remove(*path).is_some(), "{}: there is no {path} to delete", case.name);
    }
    files.extend(case.files.iter().cloned());
    let path = |text: &str| SitePath::parse(text).expect("a path of a site");
    let files: Snapshot = files.into_iter().map(|(name, bytes)| (path(&name), bytes)).collect();
    let (report, unbound) = report(&files, case.at.unwrap_or(&base.at));
    let text = human::render(&report, &files, false, true);
    let places = (places_of_human(&text), places_of_json(&json::render(&report, &files)));
    // Each finding ends in a blank line; the last one's is left out of the fence.
    let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
    let held = human::confirmed(&report, &files) + &human::unbound(&unbound, &files);
    (text, held, places)
}

/// All that `ir-site check` finds, and the figures that it holds against nothing.
fn report(files: &Snapshot, at: &str) -> (Report, Vec<Unbound>) {
    let found = audit(files, |zone| Instant::parse_as_of(at, zone)).expect("an instant");
    let mut report = found.report;
    if let (Some(site), Some(theme), false) = (&found.site, &found.theme, report.has_errors()) {
        rehearse(site, theme, files, &mut report);
    }
    let unbound = found.site.map(|site| ir_site::check::unbound(&site, &report));
    (report, unbound.unwrap_or_default())
}

/// The place of every finding: the lines that begin with `-->`.
fn places_of_human(text: &str) -> Places {
    let place = |line: &str| {
        let place = line.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let (column, line, path) = (parts.next()?, parts.next(), parts.next());
        Some(match (line, path) {
            (Some(line), Some(path)) => (path.to_owned(), line.parse().ok(), column.parse().ok()),
            _ => (place.to_owned(), None, None),
        })
    };
    text.lines().filter_map(place).collect()
}

fn places_of_json(text: &str) -> Places {
    let report: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let number = |value: &serde_json::Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    let place = |finding: &serde_json::Value| {
        let path = finding["path"].as_str().unwrap_or_default().to_owned();
        (path, number(&finding["line"]), number(&finding["column"]))
    };
    report["diagnostics"].as_array().expect("a list").iter().map(place).collect()
}
