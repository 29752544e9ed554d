//! The fact store and its downloads.

use std::collections::BTreeMap;

use ir_site::model::fact::{Fact, Origin};
use ir_site::resolve::Site;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::site;
use crate::{Edition, alder, editions, epicept};

const HEAD: &str =
    "concept,label,start,end,unit,value,decimals,derived,filing,statement,row,column,published";

fn records(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().expect("a head").clone();
    let named = |record: csv::StringRecord| {
        head.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| named(record.expect("a record"))).collect()
}

fn cite<'s>(site: &'s Site, citation: &str) -> &'s Fact {
    let found = site.facts.cite(citation, &site.edition.company.year_end);
    found.unwrap_or_else(|error| panic!("{citation}: {error:?}"))
}

#[test]
fn the_first_quarter_of_2006_is_the_half_year_less_the_second() {
    let edition = epicept();
    let site = site::read(&edition.source, edition.as_of);
    let fact = cite(&site, "NetIncomeLoss@2006-Q1");
    assert_eq!(fact.value, Some(Decimal::from(-47_626_000)));
    let Origin::Derived { whole, part } = fact.origin else { panic!("it is derived") };
    let input = |index| site.facts.get(index).expect("an input");
    assert_eq!(input(whole), cite(&site, "NetIncomeLoss@2006-H1"));
    assert_eq!(input(part), cite(&site, "NetIncomeLoss@2006-Q2"));
    assert_eq!(input(whole).value, Some(Decimal::from(-54_947_000)));
    assert_eq!(input(part).value, Some(Decimal::from(-7_321_000)));
    let line = records(&edition.output["data/facts.csv"])
        .into_iter()
        .find(|r| {
            r["concept"] == "NetIncomeLoss"
                && r["start"] == "2006-01-01"
                && r["end"] == "2006-03-31"
        })
        .expect("a line");
    assert_eq!(line["value"], "-47626000");
    assert_eq!(line["derived"], "true");
    assert_eq!(line["filing"], "q2-2006;q2-2006");
    assert_eq!(line["statement"], "income;income");
    assert_eq!(line["row"], "net-loss;net-loss");
    assert_eq!(line["column"], "3;1");
}

/// Per-share figures and share counts are never derived, and what is derived is exactly one quarter.
#[test]
fn only_money_over_a_quarter_is_derived() {
    for edition in editions() {
        let site = site::read(&edition.source, edition.as_of);
        let year_end = &site.edition.company.year_end;
        for fact in site.facts.iter().filter(|fact| fact.is_derived()) {
            assert!(fact.unit.name().len() == 3, "{}: {fact:?}", edition.name());
            assert!(year_end.is_quarter(fact.period), "{}: {fact:?}", edition.name());
            let Origin::Derived { whole, part } = fact.origin else { unreachable!() };
            let value =
                |index| site.facts.get(index).and_then(|fact| fact.value).unwrap_or_default();
            assert_eq!(fact.value.unwrap_or_default(), value(whole) - value(part));
        }
    }
    for edition in [epicept(), alder()] {
        for line in records(&edition.output["data/facts.csv"]) {
            let shares = line["unit"].ends_with("shares");
            assert!(!(shares && line["derived"] == "true"), "{line:?}");
        }
    }
}

/// Every cell with a concept and a period is in the store, and nothing else is.
#[test]
fn the_download_is_the_store() {
    for edition in editions().iter().filter(|e| e.output.contains_key("data/facts.csv")) {
        let bytes = &edition.output["data/facts.csv"];
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text.lines().next(), Some(HEAD), "{}", edition.name());
        let lines = records(bytes);
        let site = site::read(&edition.source, edition.as_of);
        let facts: Vec<&Fact> = site.facts.iter().collect();
        assert_eq!(lines.len(), facts.len(), "{}", edition.name());
        for (line, fact) in lines.iter().zip(facts) {
            let value = fact.value.map_or_else(String::new, |value| value.to_string());
            let start = fact.period.start().map_or_else(String::new, |day| day.to_string());
            assert_eq!(line["concept"], fact.concept);
            assert_eq!(line["value"], value, "{line:?}");
            assert_eq!((&line["start"], &line["end"]), (&start, &fact.period.end().to_string()));
            assert_eq!(line["unit"], fact.unit.name());
            assert_eq!(line["derived"], fact.is_derived().to_string());
            assert_eq!(line["decimals"].is_empty(), fact.value.is_none(), "{line:?}");
            assert_eq!(line["published"], fact.published.iso());
        }
    }
}

#[test]
fn both_downloads_of_facts_agree() {
    for edition in [epicept(), alder()] {
        let lines = records(&edition.output["data/facts.csv"]);
        let json: Value = serde_json::from_slice(&edition.output["data/facts.json"]).expect("JSON");
        let facts = json["facts"].as_array().expect("a list");
        assert_eq!(facts.len(), lines.len());
        assert!(lines.iter().any(|line| line["value"].is_empty()), "a nil is among them");
        for (fact, line) in facts.iter().zip(&lines) {
            let keys: Vec<&str> =
                fact.as_object().expect("an object").keys().map(String::as_str).collect();
            assert_eq!(keys.join(","), HEAD);
            for (key, csv) in line {
                let value = match &fact[key] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Array(parts) => {
                        parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";")
                    }
                    other => other.to_string(),
                };
                assert_eq!(value, *csv, "{key} of {line:?}");
            }
        }
    }
}

/// `financials.csv` is the newest word on every concept and period, and only that; times its sign it is the fact.
#[test]
fn all_periods_side_by_side_are_the_store() {
    for edition in [epicept(), alder()] {
        let Edition { source, output, as_of, .. } = &edition;
        let site = site::read(source, as_of);
        let year_end = &site.edition.company.year_end;
        let mut expected = BTreeMap::new();
        for concept in site.facts.concepts() {
            for fact in site.facts.series(concept) {
                let value = fact.value.map_or_else(String::new, |value| value.to_string());
                let key = (concept.to_owned(), year_end.code(fact.period));
                expected.insert(key, (value, fact.is_derived(), fact.unit.name()));
            }
        }
        let mut reader = csv::Reader::from_reader(output["data/financials.csv"].as_slice());
        let head: Vec<String> =
            reader.headers().expect("a head").iter().map(str::to_owned).collect();
        assert_eq!(head[..5], ["statement", "label", "concept", "unit", "sign"].map(str::to_owned));
        assert_eq!(head[head.len() - 3..], ["derived", "revised", "nil"].map(str::to_owned));
        let all = expected.clone();
        let mut filled = 0;
        for record in reader.records().map(|record| record.expect("a record")) {
            let listed = |from_end: usize, period: &str| {
                record[record.len() - from_end].split(';').any(|listed| listed == period)
            };
            let (concept, unit) = (&record[2], &record[3]);
            for (period, cell) in head.iter().zip(&record).skip(5).take(head.len() - 8) {
                let key = (concept.to_owned(), period.clone());
                match all.get(&key).filter(|(_, _, own)| own == unit) {
                    Some((value, derived, _)) => {
                        let sign = |digits: &str| match digits.strip_prefix('-') {
                            _ if &record[4] == "1" || digits == "0" => digits.to_owned(),
                            Some(rest) => rest.to_owned(),
                            None if digits.is_empty() => String::new(),
                            None => format!("-{digits}"),
                        };
                        assert_eq!(sign(cell), *value, "{concept} {period}");
                        assert_eq!(listed(3, period), *derived, "{concept} {period}");
                        assert_eq!(listed(1, period), value.is_empty(), "{concept} {period}");
                        expected.remove(&key);
                        filled += 1;
                    }
                    None => assert_eq!(cell, "", "{concept} {period}"),
                }
            }
        }
        assert!(expected.is_empty(), "{}: missing: {expected:?}", edition.name());
        assert!(filled > 20, "{}", edition.name());
    }
}

/// What a document said of a figure stays, beside what a later one says.
#[test]
fn every_reported_value_is_kept() {
    let edition = alder();
    let values: Vec<String> = records(&edition.output["data/facts.csv"])
        .into_iter()
        .filter(|r| {
            r["concept"] == "CashAndCashEquivalentsAtCarryingValue" && r["end"] == "2023-06-30"
        })
        .map(|r| format!("{} {}", r["filing"], r["value"]))
        .collect();
    assert_eq!(values, ["q1-2024 12400000", "h1-2024 12150000"]);
    let page = std::str::from_utf8(&edition.output["financials/index.html"]).expect("UTF-8");
    assert!(page.contains("first reported as"), "the page says so");
}

/// Alder prints millions of francs: what is counted per share or in shares is in no scale.
#[test]
fn a_line_counts_what_its_label_or_its_section_names() {
    let mut files = site::files(alder().root);
    let table = "\
label,unit,2024-Q1
Net income per share:,,
  Class A,,0.62
  Class C,CHF,0.62
Weighted average shares:,,
  Class B,,\"900,000\"
Shares used to compute net loss per share,,\"10,091,667\"
\"Weighted-average shares, diluted\",,\"10,091,667\"
Diluted EPS,,(0.12)
Stockholders' equity:,,
\"  Common shares, 1,000 authorized, 900 shares outstanding\",,24
";
    let path = "content/filings/2023-11-07-first-quarter-results/other-shares.csv";
    files.insert(path.into(), table.into());
    let site = site::read(&files, "2023-12-01");
    let statements = site.edition.documents.iter().flat_map(|document| &document.statements);
    let shares = statements.into_iter().find(|s| s.path.to_string() == path).expect("the table");
    let counted: Vec<String> = shares
        .rows
        .iter()
        .filter(|row| !row.is_section())
        .map(|row| format!("{} {}", row.unit.name(), row.scale.word()))
        .collect();
    let wanted = [
        "CHF/shares ones",
        "CHF millions",
        "shares ones",
        "shares ones",
        "shares ones",
        "CHF/shares ones",
        "CHF millions",
    ];
    assert_eq!(counted, wanted);
}
