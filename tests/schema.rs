//! The schemas say what the readers say.
//!
//! - Every mapping that a schema describes is put before its reader, whole, with each key left out, and with a
//!   key too many: the reader knows the same keys and asks for the same ones.
//! - An independent validator accepts the content of this repository and every file of `tests/spec/` in which
//!   the readers find nothing, and refuses those in which they find what a schema can know.

#![expect(clippy::disallowed_methods, reason = "tests look at files")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ir_site::diag::{Diagnostics, code};
use ir_site::load;
use ir_site::schema::{self, KINDS, Kind, Object, Rule, Shape};
use ir_site::source::{SitePath, Snapshot};
use ir_site::text::matter;
use serde_json::{Map, Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A small sound site.
const BASE: &[(&str, &str)] = &[
    (
        "content/company.yaml",
        "name: X\nbase_url: https://x.example/\ntime_zone: UTC\nfiscal_year_end: 12-31\n",
    ),
    ("content/filings/x/index.md", "---\nid: x\ntitle: X\n---\nText.\n"),
    ("content/filings/x/income.csv", "label,2019-Q2\nRevenue,1\n"),
    ("content/filings/x/income.r2.csv", "label,2019-Q2\nRevenue,2\n"),
    ("content/filings/x/income.r2.yaml", "kind: minor\nwhy: X\n"),
    ("content/pages/x.md", "---\ntitle: X\n---\nText.\n"),
];

/// Where a file of a kind stands, and what stands around an entry that is no file of its own.
fn file(kind: &Kind, value: &Value) -> (&'static str, String) {
    let matter = |value: &Value| format!("---\n{value}\n---\nText.\n");
    match kind.name {
        "company" => ("content/company.yaml", value.to_string()),
        "document" => ("content/filings/x/index.md", matter(value)),
        "statement" => {
            let document = json!({"id": "x", "title": "X", "statements": {"income": value}});
            ("content/filings/x/index.md", matter(&document))
        }
        "revision" => ("content/filings/x/index.r2.md", matter(value)),
        "statement-revision" => ("content/filings/x/income.r2.yaml", value.to_string()),
        "pipeline" => ("content/pipeline/x.yaml", value.to_string()),
        "event" => ("content/events/x.yaml", value.to_string()),
        "people" => ("content/people.yaml", value.to_string()),
        "page" => ("content/pages/x.md", matter(value)),
        "page-revision" => ("content/pages/x.r2.md", matter(value)),
        other => panic!("{other} has no place in this test"),
    }
}

/// What the readers find in the small site with one file changed.
fn read(kind: &Kind, value: &Value) -> Diagnostics {
    let (changed, text) = file(kind, value);
    let base = BASE.iter().filter(|(path, _)| *path != changed);
    let files = base.map(|(path, text)| (*path, (*text).to_owned())).chain([(changed, text)]);
    let snapshot: Snapshot =
        files.map(|(path, text)| (SitePath::fixed(path), text.into_bytes())).collect();
    load::load(&snapshot).1
}

/// A value of a shape with every key that may stand there.
fn sample(shape: &Shape) -> Value {
    match shape {
        Shape::Line | Shape::Prose => json!("Text"),
        Shape::Truth => json!(true),
        Shape::Whole => json!(1),
        Shape::Form(form) => json!(form.examples[0]),
        Shape::Words(words) => json!(words()[0]),
        Shape::List(item) => json!([sample(item)]),
        Shape::Map(object) | Shape::ProseOr(object) => whole(object),
        Shape::ByStatement(object) => json!({"income": whole(object)}),
    }
}

fn whole(object: &Object) -> Value {
    let left_out = match object.rule {
        Rule::NotTogether(keys) => &keys[..1],
        Rule::One(keys) => &keys[1..],
        Rule::Free | Rule::Some(_) => &[],
    };
    let kept = object.keys.iter().filter(|key| !left_out.contains(&key.name));
    kept.map(|key| (key.name.to_owned(), sample(&key.shape))).collect::<Map<_, _>>().into()
}

/// Every mapping below a value, by the way to it.
fn mappings<'s>(shape: &'s Shape, way: &str, found: &mut Vec<(String, &'s Object)>) {
    let (way, object) = match shape {
        Shape::List(item) => return mappings(item, &format!("{way}/0"), found),
        Shape::Map(object) | Shape::ProseOr(object) => (way.to_owned(), *object),
        Shape::ByStatement(object) => (format!("{way}/income"), *object),
        _ => return,
    };
    for key in object.keys {
        mappings(&key.shape, &format!("{way}/{}", key.name), found);
    }
    found.push((way, object));
}

fn at<'v>(value: &'v mut Value, way: &str) -> &'v mut Map<String, Value> {
    value.pointer_mut(way).and_then(Value::as_object_mut).expect("the sample holds every mapping")
}

#[test]
fn the_readers_know_the_same_keys() {
    for kind in KINDS {
        let full = sample(&kind.shape);
        let of_keys = [code::UNKNOWN_KEY, code::MISSING_KEY, code::BAD_VALUE, code::DATE];
        let found = read(kind, &full);
        let misread: Vec<_> =
            found.iter().filter(|d| of_keys.contains(&d.code)).map(|d| &d.message).collect();
        assert!(misread.is_empty(), "{}: {misread:?}", kind.name);
        let mut objects = Vec::new();
        mappings(&kind.shape, "", &mut objects);
        for (way, object) in objects {
            let place = format!("{}{way}", kind.name);
            let mut value = full.clone();
            at(&mut value, &way).insert("qqqqqqqq".into(), json!(1));
            let found = read(kind, &value);
            let unknown = found.iter().find(|d| d.message.contains("qqqqqqqq"));
            let help = unknown.and_then(|d| d.help.first()).expect("the key is refused");
            let known = help.strip_prefix("known here: ").expect("it lists the keys").split(", ");
            let described: BTreeSet<&str> = object.keys.iter().map(|key| key.name).collect();
            assert_eq!(described, known.collect(), "{place}");
            for key in object.keys {
                let mut value = full.clone();
                if at(&mut value, &way).remove(key.name).is_none() {
                    continue;
                }
                let missing = format!("`{}` is missing", key.name);
                let asked = read(kind, &value).iter().any(|d| d.message == missing);
                assert_eq!(key.required, asked, "{place}/{}", key.name);
            }
        }
    }
}

/// The kind of a file, by where it stands.
fn kind_of(path: &str) -> Option<&'static Kind> {
    let (folder, file) = path.strip_prefix("content/")?.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = file.rsplit('/').next()?.rsplit_once('.')?;
    let revision = stem.contains(".r");
    let name = match (folder.split('/').next()?, ending) {
        ("", "yaml") if path == "content/company.yaml" => "company",
        ("", "yaml") if path == "content/people.yaml" => "people",
        ("pipeline", "yaml") => "pipeline",
        ("events", "yaml") => "event",
        ("pages", "md") if revision => "page-revision",
        ("pages", "md") => "page",
        ("filings", "md") if revision => "revision",
        ("filings", "md") if stem == "index" => "document",
        ("filings", "yaml") => "statement-revision",
        _ => return None,
    };
    schema::find(name)
}

/// What an independent validator finds in a file; `None` where the file is none that has a schema.
fn refused(path: &str, text: &str) -> Option<Vec<String>> {
    let schema: Value = serde_json::from_str(&schema::schema(kind_of(path)?)).expect("it is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let yaml = if SitePath::fixed(path).extension() == "md" {
        &text[matter::split(text).ok()?.matter]
    } else {
        text
    };
    let errors = |value: Value| {
        validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect()
    };
    Some(serde_yaml::from_str(yaml).map_or_else(|error| vec![error.to_string()], errors))
}

#[test]
fn schemas_are_schemas_of_their_draft() {
    for kind in KINDS {
        let schema: Value = serde_json::from_str(&schema::schema(kind)).expect("it is JSON");
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{}", kind.name);
    }
}

#[test]
fn a_validator_accepts_the_content_of_the_repository() {
    let mut kinds = BTreeSet::new();
    for root in [PathBuf::from(ROOT), Path::new(ROOT).join("tests/fixtures/alder")] {
        for entry in walkdir::WalkDir::new(root.join("content")) {
            let entry = entry.expect("it can be read");
            let path = entry.path().strip_prefix(&root).expect("below").to_str().expect("UTF-8");
            let Some(kind) = kind_of(path) else { continue };
            let text = std::fs::read_to_string(entry.path()).expect("it can be read");
            assert_eq!(refused(path, &text), Some(Vec::new()), "{path}");
            kinds.insert(kind.name);
        }
    }
    let all = KINDS.iter().map(|kind| kind.name).filter(|name| *name != "statement");
    assert_eq!(kinds, all.collect(), "every kind of file is tried");
}

/// What no schema can know, since it takes a calendar, other files or the whole text.
const BEYOND: &[&str] = &[
    "is not a time zone of the IANA database",
    "is not a day of the calendar",
    "the clocks",
    "is not that of America/New_York",
    "whose SHA-256 is recorded",
    "stands twice in one mapping",
    "control character",
    "is not an SVG",
    "is not a PNG",
    "would not be shown",
    "does not say how large it is",
    "does not end with a family that every visitor has",
    // Stands in the text of a page.
    "\"6/30/2019\" is not a period",
    "\"Q2\" is not a period",
];

#[test]
fn a_validator_agrees_with_the_readers_on_every_specified_mistake() {
    let folder = std::fs::read_dir(Path::new(ROOT).join("tests/spec")).expect("it is there");
    let mut pages: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    pages.sort();
    let (mut sound, mut bad, mut wrong) = (0, 0, Vec::new());
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("it can be read");
        for case in text.split("\n## ") {
            let fences = case.split("\n```").skip(1).step_by(2);
            let fences: Vec<_> = fences.filter_map(|fence| fence.split_once('\n')).collect();
            let report = fences.iter().find(|(info, _)| *info == "report");
            let report = report.map_or("", |(_, text)| text);
            for (info, text) in &fences {
                let Some((language, path)) = info.split_once(' ') else { continue };
                if language == "bytes" || language.contains('+') {
                    continue;
                }
                let Some(refused) = refused(path, &format!("{text}\n")) else { continue };
                let errors = findings(report, path);
                let name = case.lines().next().unwrap_or_default();
                let place = format!("{}: {name}: {path}", page.display());
                if errors.is_empty() {
                    sound += 1;
                    if !refused.is_empty() {
                        wrong.push(format!("{place}: sound, but refused: {refused:?}"));
                    }
                } else if errors.iter().any(is_knowable) {
                    bad += 1;
                    if refused.is_empty() {
                        wrong.push(format!("{place}: accepted in spite of {errors:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sound > 20 && bad > 20, "too few files were found: {sound} and {bad}");
}

fn is_knowable((code, message): &(String, String)) -> bool {
    ["IR003", "IR004", "IR005", "IR006", "IR201"].contains(&code.as_str())
        && !BEYOND.iter().any(|part| message.contains(part))
}

/// The errors of a report in one file: code and message.
fn findings(report: &str, path: &str) -> Vec<(String, String)> {
    let error = |finding: &str| {
        let (first, rest) = finding.trim_start().split_once('\n')?;
        let (code, message) = first.strip_prefix("error[")?.split_once("]: ")?;
        let here = rest.lines().next()?.contains(&format!("--> {path}"));
        here.then(|| (code.to_owned(), message.to_owned()))
    };
    report.split("\n\n").filter_map(error).collect()
}

/// `UPDATE=1 cargo test --test schema` writes the page.
#[test]
fn the_reference_is_made_from_the_same_description() {
    let path = Path::new(ROOT).join("docs/reference.md");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let (head, _) = written.split_once("\n## ").expect("the page has a head of its own");
    let made = format!("{head}\n{}", schema::reference(KINDS));
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(&path, &made).expect("it can be written");
    }
    assert!(made == written, "docs/reference.md is not what the program describes");
}
