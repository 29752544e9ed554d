//! Real filings through the importer, against hand-checked truth and against their own text.
//!
//! They lie outside the repository: `IR_SITE_SHARED` names the folder that holds `filings/` and `edgar/`.
//! Without it there is nothing to read, and the tests say so.
#![expect(
    clippy::disallowed_methods,
    clippy::needless_for_each,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests stand outside the pure core"
)]

mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ir_site::import::import;
use ir_site::source::SitePath;
use serde_json::Value;
use shared::{list, single, text};

/// What `--format json` prints for a file.
fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy();
    let imported = import(&SitePath::fixed(&name), &bytes, None)
        .unwrap_or_else(|found| panic!("{}: {}", path.display(), found.message));
    serde_json::from_str(&imported.json(&name)).expect("it is JSON")
}

/// Every sample of a folder of real filings.
fn samples(shared: &Path, folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn all_samples(shared: &Path) -> Vec<PathBuf> {
    let releases = samples(shared, "filings")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let edgar = ["edgar/ascii", "edgar/html", "edgar/sgml", "edgar/md", "edgar/ex27"];
    releases.chain(edgar.iter().flat_map(|folder| samples(shared, folder))).collect()
}

#[test]
fn both_releases_are_read_as_their_truth_says() {
    let Some(shared) = shared::folder() else { return };
    let truth = shared::truth_in(&shared);
    let (mut tables, mut cells, mut nils) = (0, 0, 0);
    for seed in ["s1", "s2"] {
        let seed = &truth[seed];
        let read = json(&shared.join("filings").join(text(&seed["file"])));
        assert_eq!(list(&read["statements"]).len(), list(&seed["tables"]).len());
        for (found, table) in list(&read["statements"]).iter().zip(list(&seed["tables"])) {
            tables += 1;
            let (c, n) = assert_table(found, table);
            cells += c;
            nils += n;
        }
    }
    assert_eq!((tables, cells, nils), (6, 170, 11));
}

fn assert_table(found: &Value, table: &Value) -> (usize, usize) {
    let id = text(&table["id"]);
    let kind = match text(&table["statement"]) {
        "balance_sheet" => "balance-sheet",
        "income_statement" => "income",
        "cash_flow" => "cash-flows",
        other => other,
    };
    assert_eq!(text(&found["kind"]), kind, "{id}");
    assert_eq!(text(&found["title"]), text(&table["title"]), "{id}");
    assert_eq!(text(&found["unit"]), text(&table["unit_as_printed"]), "{id}");
    assert_eq!(found["scale"], 1000, "{id}");
    assert_eq!(found["currency"], table["currency"], "{id}");
    assert_eq!(found["unaudited"], table["unaudited"], "{id}");
    let columns: Vec<[&Value; 3]> =
        list(&found["columns"]).iter().map(|c| [&c["start"], &c["end"], &c["label"]]).collect();
    let wanted: Vec<[&Value; 3]> =
        list(&table["columns"]).iter().map(|c| [&c["start"], &c["end"], &c["label"]]).collect();
    assert_eq!(columns, wanted, "{id}");
    let rows = list(&found["rows"]);
    let labels: Vec<&str> = rows.iter().map(|row| text(&row["label"])).collect();
    let wanted: Vec<&str> = list(&table["rows"]).iter().map(|row| text(&row["label"])).collect();
    assert_eq!(labels, wanted, "{id}");
    let (mut cells, mut nils) = (0, 0);
    for (row, truth) in rows.iter().zip(list(&table["rows"])) {
        let label = text(&truth["label"]);
        if truth["values"].is_null() {
            assert_eq!(list(&row["values"]).len(), 0, "{id} {label}");
            continue;
        }
        let numbers = |values: &Value| list(values).iter().map(Value::as_f64).collect::<Vec<_>>();
        assert_eq!(numbers(&row["values"]), numbers(&truth["values"]), "{id} {label}");
        assert_eq!(row["printed"], truth["printed"], "{id} {label}");
        let concept = text(&truth["concept"]);
        let (concept, at) =
            concept.split_once('@').map_or((concept, None), |(c, at)| (c, Some(at)));
        assert_eq!(text(&row["concept"]), concept, "{id} {label}");
        assert!(at.is_none() || row["at"] == *at.unwrap(), "{id} {label}");
        let scale = match text(&truth["unit"]) {
            "usd_thousands" => Value::Null,
            _ => 1.into(),
        };
        assert_eq!(row["scale"], scale, "{id} {label}");
        cells += list(&truth["values"]).len();
        nils += list(&truth["values"]).iter().filter(|value| value.is_null()).count();
    }
    (cells, nils)
}

/// Each heading of the truth, with its level; those of the tables are titles, and the exhibit's is the wrapper's.
#[test]
fn headings_of_both_releases_are_headings() {
    let Some(shared) = shared::folder() else { return };
    let truth = shared::truth_in(&shared);
    for seed in ["s1", "s2"] {
        let seed = &truth[seed];
        let read = json(&shared.join("filings").join(text(&seed["file"])));
        let prose = text(&read["prose"]);
        for heading in list(&seed["headings"]) {
            let Some(level) = heading["level"].as_u64() else { continue };
            let line = format!(
                "{} {}",
                "#".repeat(usize::try_from(level).unwrap()),
                text(&heading["text"])
            );
            assert!(prose.lines().any(|found| found == line), "{line}\n{prose}");
        }
    }
}

/// Dates of a period of `pairs.tsv`: ISO, or the words of an EX-27.
fn end_of(period: &str) -> String {
    let end = period.split_once('/').map_or(period, |(_, end)| end);
    let Some((_, day)) = end.split_once("MOS ") else { return end.to_owned() };
    let months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let parts: Vec<&str> = day.split('-').collect();
    let month = months.iter().position(|month| *month == parts[0]).unwrap() + 1;
    format!("{}-{month:02}-{}", parts[2], parts[1])
}

#[test]
fn known_figures_come_out_in_the_right_period_and_scale() {
    let Some(shared) = shared::folder() else { return };
    let table = std::fs::read_to_string(shared.join("edgar/pairs.tsv")).unwrap();
    let mut read: BTreeMap<String, Value> = BTreeMap::new();
    let (mut found, mut missed) = (0, Vec::new());
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let value = read
            .entry(cells[1].to_owned())
            .or_insert_with(|| json(&shared.join("edgar").join(cells[1])));
        let scale = match cells[7] {
            "millions" => 1_000_000,
            "thousands" => 1_000,
            _ => 1,
        };
        if holds(value, cells[8], &end_of(cells[4]), scale) {
            found += 1;
        } else {
            missed.push(line);
        }
    }
    assert!(
        missed.len() * 50 <= found + missed.len(),
        "{found} found, missed:\n{}",
        missed.join("\n")
    );
}

fn holds(read: &Value, printed: &str, end: &str, scale: u64) -> bool {
    let digits =
        |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>();
    list(&read["statements"]).iter().any(|statement| {
        let columns = list(&statement["columns"]);
        list(&statement["rows"]).iter().any(|row| {
            let scaled = row["scale"].as_u64().or(statement["scale"].as_u64()) == Some(scale);
            let at = |(index, cell): (usize, &Value)| {
                digits(text(cell)) == digits(printed) && text(&columns[index]["end"]) == end
            };
            scaled && list(&row["printed"]).iter().enumerate().any(at)
        })
    })
}

#[test]
fn every_figure_that_comes_out_is_printed_in_the_filing() {
    let Some(shared) = shared::folder() else { return };
    for path in all_samples(&shared) {
        let raw = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let raw: String = visible(&raw);
        let printed: BTreeSet<String> = figures(&raw);
        for statement in list(&json(&path)["statements"]) {
            for row in list(&statement["rows"]) {
                for cell in list(&row["printed"]) {
                    for figure in figures(text(cell)) {
                        assert!(printed.contains(&figure), "{}: {figure} in {row}", path.display());
                    }
                }
            }
        }
    }
}

/// Runs of digits with their commas and points.
fn figures(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
        .map(|word| word.trim_matches([',', '.']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The text that a reader sees: of HTML without its tags, as an independent parser gives it.
fn visible(raw: &str) -> String {
    if !raw.to_lowercase().contains("<td") && !raw.to_lowercase().contains("<p") {
        return raw.to_owned();
    }
    let document = scraper::Html::parse_document(raw);
    let mut words = String::new();
    for node in document.tree.nodes() {
        let hidden = |name: &str| matches!(name, "script" | "style" | "head");
        let skip = node
            .ancestors()
            .any(|above| above.value().as_element().is_some_and(|e| hidden(e.name())));
        if let Some(text) = node.value().as_text().filter(|_| !skip) {
            words.push_str(text);
            words.push(' ');
        }
    }
    // Digits that stand in tags of their own, and submissions whose text is no HTML, are looked for in the source.
    words.push_str(raw);
    words
}

#[test]
fn no_percentages_are_money_of_a_period() {
    let Some(shared) = shared::folder() else { return };
    for path in all_samples(&shared) {
        for statement in list(&json(&path)["statements"]) {
            let columns = list(&statement["columns"]);
            let percent = |index: usize| {
                let cells = list(&statement["rows"])
                    .iter()
                    .filter_map(|row| row["printed"].get(index))
                    .map(text);
                let figures: Vec<&str> =
                    cells.filter(|cell| cell.contains(|c: char| c.is_ascii_digit())).collect();
                let marked = figures.iter().filter(|cell| cell.contains('%')).count();
                (marked, figures.len() - marked)
            };
            let shares: Vec<(usize, usize)> = (0..columns.len()).map(percent).collect();
            let money = shares.iter().any(|(marked, plain)| *plain > 0 && *marked == 0);
            for (column, (marked, plain)) in columns.iter().zip(&shares) {
                if money && marked > plain {
                    assert!(
                        column["end"].is_null() && column["basis"] == "change",
                        "{}: {column}",
                        path.display()
                    );
                }
            }
        }
    }
}

/// Words and numbers of the two releases: each is in the statements, in the prose or in what was dropped, as often
/// as it stands in the filing.
#[test]
fn nothing_is_lost() {
    let Some(shared) = shared::folder() else { return };
    let mut lost: Vec<String> = Vec::new();
    for path in all_samples(&shared) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let ascii = path
            .parent()
            .is_some_and(|folder| folder.ends_with("ascii") || folder.ends_with("filings"));
        if !ascii {
            continue;
        }
        let raw = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let mut wanted = tokens(&without_tags(&raw));
        let read = json(&path);
        let mut found: BTreeMap<String, i64> = BTreeMap::new();
        let mut add = |text: &str| {
            for (token, count) in tokens(text) {
                *found.entry(token).or_default() += count;
            }
        };
        add(text(&read["prose"]));
        list(&read["dropped"]).iter().for_each(|dropped| add(text(&dropped["text"])));
        for statement in list(&read["statements"]) {
            statement_words(statement, &mut add);
        }
        // Words of a head stand over several columns and so come out several times.
        wanted.retain(|token, count| found.get(token).copied().unwrap_or_default() < *count);
        if !wanted.is_empty() {
            lost.push(format!("{name}: {wanted:?}"));
        }
    }
    assert!(lost.is_empty(), "lost:\n{}", lost.join("\n"));
}

fn statement_words(statement: &Value, add: &mut impl FnMut(&str)) {
    add(text(&statement["title"]));
    add(text(&statement["unit"]));
    for key in ["stub", "notes"] {
        list(&statement[key]).iter().for_each(|line| add(text(line)));
    }
    list(&statement["columns"]).iter().for_each(|column| add(text(&column["label"])));
    for row in list(&statement["rows"]) {
        add(text(&row["label"]));
        list(&row["printed"]).iter().for_each(|cell| add(text(cell)));
    }
}

fn tokens(text: &str) -> BTreeMap<String, i64> {
    let mut tokens = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *tokens.entry(word.to_lowercase()).or_default() += 1;
    }
    tokens
}

/// The tags of EDGAR's ASCII tables are marks of layout.
fn without_tags(raw: &str) -> String {
    let mut text = raw.to_owned();
    for tag in ["PAGE", "TABLE", "CAPTION", "S", "C", "FN", "F1", "F2", "F3"] {
        for form in [
            format!("<{tag}>"),
            format!("</{tag}>"),
            format!("<{}>", tag.to_lowercase()),
            format!("</{}>", tag.to_lowercase()),
        ] {
            text = text.replace(&form, " ");
        }
    }
    text
}

/// Each release by itself, with no site: the line and the code of everything that is found.
#[test]
fn a_release_alone_is_ticked_and_tied() {
    let Some(shared) = shared::folder() else { return };
    let found = |name: &str| {
        let bytes = std::fs::read(shared.join("filings").join(name)).unwrap();
        let imported = import(&SitePath::fixed(name), &bytes, None).unwrap();
        let audited = ir_site::loose::audit(&imported, &bytes);
        let warnings = audited
            .report
            .diagnostics
            .iter()
            .filter(|d| d.severity != ir_site::diag::Severity::Info);
        let places: Vec<(usize, String, &str)> = warnings
            .map(|finding| {
                let span = finding.span.as_ref().unwrap();
                let (line, _) = ir_site::source::line_column(&imported.text, span.start);
                (line, imported.text[span.start..span.end].to_owned(), finding.code.id())
            })
            .collect();
        let places: Vec<String> =
            places.iter().map(|(line, text, code)| format!("{line} {text} {code}")).collect();
        (places, audited.report.confirmed.len())
    };
    assert_eq!(
        found("epicept-2006-q2-ex99-1.txt"),
        (vec!["228 (11,511) IR104".to_owned(), "228 (2,747) IR104".to_owned()], 32)
    );
    assert_eq!(
        found("epicept-2008-q2-ex99-1.txt"),
        (vec!["109 $3.3 IR121".to_owned(), "161 $1.0 million IR121".to_owned()], 65)
    );
}

/// Every finding on the figures of the other filings was read by hand: each is a defect of the filing itself. Two
/// statements do not say that they are printed in thousands, and one total lacks a parenthesis above it.
#[test]
fn no_figure_of_a_real_filing_is_a_false_alarm() {
    let Some(shared) = shared::folder() else { return };
    let mut found = Vec::new();
    for path in ["ascii", "html", "sgml", "md"]
        .iter()
        .flat_map(|folder| samples(&shared.join("edgar"), folder))
    {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(imported) = import(&SitePath::fixed(&name), &bytes, None) else { continue };
        for finding in ir_site::loose::audit(&imported, &bytes).report.diagnostics {
            if finding.severity != ir_site::diag::Severity::Info {
                let span = finding.span.unwrap();
                let (line, _) = ir_site::source::line_column(&imported.text, span.start);
                found.push(format!("{name}:{line} {}", finding.code.id()));
            }
        }
    }
    assert_eq!(
        found,
        [
            "horizon-financial_2006_q3_8k-body-release.txt:109 IR121",
            "horizon-financial_2006_q3_8k-body-release.txt:110 IR121",
            "innovative-clinical_2000_ex99-1_proforma.txt:138 IR108",
        ]
    );
}

#[test]
fn what_is_prose_holds_no_statement() {
    let Some(shared) = shared::folder() else { return };
    let index = std::fs::read_to_string(shared.join("edgar/index.tsv")).unwrap();
    let prose: Vec<&str> = index
        .lines()
        .filter(|line| line.contains("(prose)"))
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert!(!prose.is_empty());
    for file in prose {
        let read = json(&shared.join("edgar").join(file));
        assert_eq!(
            list(&read["statements"]).len(),
            0,
            "{file}: {}",
            single(&read["statements"].to_string())
        );
    }
}
