//! The sites' files as they were last looked at: every path with its SHA-256, and three small files in full.
//!
//! Run with `UPDATE=1` after an intended change, and look at what changed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::site::Files;
use crate::{Edition, alder, epicept};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Holds `found` against the file of that name, or writes it.
fn golden(name: &str, found: &[u8], differ: impl Fn(&[u8]) -> String) {
    let path = fixture(name);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, found).expect("it can be written");
        return;
    }
    let expected = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(expected == found, "{name} differs (UPDATE=1 accepts it):\n{}", differ(&expected));
}

/// As `sha256sum` writes them.
fn sums(output: &Files) -> String {
    let sum = |bytes: &[u8]| ir_site::digest::sha256(bytes);
    output.iter().map(|(path, bytes)| format!("{}  {path}\n", sum(bytes))).collect()
}

fn by_path(sums: &str) -> BTreeMap<&str, &str> {
    sums.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect()
}

fn assert_tree(edition: &Edition, name: &str) {
    let found = sums(&edition.output);
    golden(name, found.as_bytes(), |expected| {
        let expected = String::from_utf8_lossy(expected);
        let (was, is) = (by_path(&expected), by_path(&found));
        let line = |path: &str| match (was.get(path), is.get(path)) {
            (Some(_), None) => format!("  missing: {path}\n"),
            (None, Some(_)) => format!("  extra:   {path}\n"),
            (was, is) if was != is => format!("  changed: {path}\n"),
            _ => String::new(),
        };
        let paths: std::collections::BTreeSet<&str> =
            was.keys().chain(is.keys()).copied().collect();
        paths.into_iter().map(line).collect()
    });
}

#[test]
fn epicepts_site_is_as_it_was() {
    assert_tree(&epicept(), "epicept.sha256");
}

#[test]
fn alders_site_is_as_it_was() {
    assert_tree(&alder(), "alder.sha256");
}

#[test]
fn alders_feed_calendar_and_facts_are_as_they_were() {
    let output = alder().output;
    for path in ["atom.xml", "events.ics", "data/facts.csv"] {
        let found = String::from_utf8_lossy(&output[path]).into_owned();
        golden(&format!("alder/expected/{path}"), found.as_bytes(), |expected| {
            let expected = String::from_utf8_lossy(expected).into_owned();
            let pair = expected.lines().zip(found.lines()).find(|(was, is)| was != is);
            pair.map_or_else(|| "one is longer".into(), |(was, is)| format!("- {was}\n+ {is}"))
        });
    }
}
