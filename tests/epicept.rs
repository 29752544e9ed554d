//! The repository's content against the hand-checked truth of the two releases.
//!
//! The truth lies outside the repository: `IR_SITE_SHARED` names the folder that holds `filings/expected.json`.
//! Without it there is nothing to assert, and the tests say so.
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::print_stdout,
    reason = "tests stand outside the pure core, and know their own files"
)]

mod shared;
mod site;

use std::collections::BTreeSet;

use ir_site::date::Period;
use ir_site::model::document::Document;
use ir_site::model::statement::{At, Row, Statement, Unit};
use ir_site::resolve::Site;
use ir_site::text::amount::Cell;
use rust_decimal::Decimal;
use serde_json::Value;
use shared::{list, single, text, truth};
use site::EPICEPT;

/// After both releases.
const TODAY: &str = "2026-01-01";

/// The releases: the name in `expected.json`, the id here, and the day of publication.
const RELEASES: [(&str, &str, &str); 2] =
    [("s1", "q2-2006", "2006-08-02"), ("s2", "q2-2008", "2008-08-11")];

fn document<'s>(site: &'s Site, id: &str) -> &'s Document {
    site.document(id).unwrap_or_else(|| panic!("no document {id}"))
}

#[test]
fn every_cell_of_both_releases_is_as_printed() {
    let Some(truth) = truth() else { return };
    let site = site::read(&site::files(EPICEPT), TODAY);
    let (mut tables, mut cells, mut nils) = (0, 0, 0);
    for (seed, id, _) in RELEASES {
        let document = document(&site, id);
        assert_eq!(document.statements.len(), list(&truth[seed]["tables"]).len(), "{id}");
        for table in list(&truth[seed]["tables"]) {
            let statement = statement(document, text(&table["statement"]));
            let (found, nil) = assert_table(statement, table, id);
            cells += found;
            nils += nil;
            tables += 1;
        }
    }
    assert_eq!((tables, cells, nils), (6, 170, 11));
}

fn statement<'d>(document: &'d Document, name: &str) -> &'d Statement {
    let kind = match name {
        "balance_sheet" => "balance-sheet",
        "income_statement" => "income",
        "cash_flow" | "cash_flows" | "cash_flow_statement" => "cash-flows",
        other => other,
    };
    let found = document.statements.iter().find(|statement| statement.kind.name() == kind);
    found.unwrap_or_else(|| panic!("{} has no {kind}", document.id))
}

/// Holds a statement against a table, and counts cells and nils.
fn assert_table(statement: &Statement, table: &Value, id: &str) -> (usize, usize) {
    let place = format!("{id} {}", statement.kind.name());
    let mut titles = list(&table["title_lines"]).iter().map(|line| text(line).to_lowercase());
    assert_eq!(titles.next_back(), Some(statement.title.to_lowercase()), "{place}");
    assert_eq!(statement.currency, text(&table["currency"]), "{place}");
    assert_eq!(text(&table["scale"]), "thousands");
    assert_eq!(statement.scale.factor(), Decimal::from(1000), "{place}");
    assert!(statement.unaudited, "{place}");
    let columns: Vec<String> = list(&table["columns"]).iter().map(period).collect();
    let heads = statement.columns.iter().map(|column| match column {
        ir_site::model::statement::Column::Period(period) => period.iso(),
        ir_site::model::statement::Column::Shown(text) => panic!("{place}: shown {text}"),
    });
    assert_eq!(heads.collect::<Vec<_>>(), columns, "{place}");
    let rows = list(&table["rows"]);
    let labels: Vec<String> = rows.iter().map(|row| single(text(&row["label"]))).collect();
    let found: Vec<&str> = statement.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(found, labels, "{place}");
    let counts = statement.rows.iter().zip(rows).map(|(row, expected)| {
        assert_row(row, expected, columns.len(), &format!("{place}: {}", row.label))
    });
    counts.fold((0, 0), |(cells, nils), (more, nil)| (cells + more, nils + nil))
}

/// ISO 8601, as the program writes periods.
fn period(column: &Value) -> String {
    match column["start"].as_str() {
        Some(start) => format!("{start}/{}", text(&column["end"])),
        None => text(&column["end"]).to_owned(),
    }
}

fn assert_row(row: &Row, expected: &Value, columns: usize, place: &str) -> (usize, usize) {
    if text(&expected["kind"]) == "section" {
        assert!(row.is_section(), "{place}");
        return (0, 0);
    }
    let concept = expected["concept"].as_str().map(|concept| match concept.split_once('@') {
        Some((concept, at)) => {
            assert_eq!((at, row.at), ("start", Some(At::Start)), "{place}");
            concept
        }
        None => concept,
    });
    assert_eq!(row.concept.as_ref().map(|c| c.value.as_str()), concept, "{place}");
    let (unit, factor) = match text(&expected["unit"]) {
        "usd_thousands" => (Unit::Money("USD".into()), 1000),
        "usd_per_share" => (Unit::PerShare("USD".into()), 1),
        "shares" => (Unit::Shares, 1),
        other => panic!("{place}: {other}"),
    };
    assert_eq!((&row.unit, row.scale.factor()), (&unit, Decimal::from(factor)), "{place}");
    assert_eq!(row.cells.len(), columns, "{place}");
    let (printed, values) = (list(&expected["printed"]), list(&expected["values"]));
    let mut nils = 0;
    for (cell, (printed, value)) in row.cells.iter().zip(printed.iter().zip(values)) {
        assert_eq!(cell.text, single(text(printed)), "{place}");
        match (cell.cell, value) {
            (Cell::Nil, Value::Null) => nils += 1,
            (Cell::Amount(amount), Value::Number(number)) => {
                let number = Decimal::from_str_exact(&number.to_string()).expect("a number");
                assert_eq!(amount.value.normalize(), number.normalize(), "{place}");
            }
            (cell, value) => panic!("{place}: {cell:?} is not {value}"),
        }
    }
    assert_eq!(values.len(), columns, "{place}");
    (columns, nils)
}

/// The fact of a cell of the balance sheet, as a date, is what the statement prints in whole dollars.
#[test]
fn facts_are_in_whole_dollars() {
    let Some(truth) = truth() else { return };
    let site = site::read(&site::files(EPICEPT), TODAY);
    let mut held = 0;
    for (seed, ..) in RELEASES {
        let tables = list(&truth[seed]["tables"]).iter();
        for table in tables.filter(|table| table["statement"] == "balance_sheet") {
            for row in list(&table["rows"]) {
                for (column, value) in list(&table["columns"]).iter().zip(list(&row["values"])) {
                    let citation = format!("{}@{}", text(&row["concept"]), period(column));
                    let fact = site.facts.cite(&citation, &site.edition.company.year_end);
                    let fact = fact.unwrap_or_else(|error| panic!("{citation}: {error:?}"));
                    let whole = value.as_i64().map(|value| Decimal::from(value * 1000));
                    assert_eq!(fact.value, whole, "{citation}");
                    assert!(matches!(fact.period, Period::Instant(_)), "{citation}");
                    held += 1;
                }
            }
        }
    }
    assert_eq!(held, 32);
}

#[test]
fn releases_carry_their_dates_and_exhibits() {
    let Some(truth) = truth() else { return };
    let site = site::read(&site::files(EPICEPT), TODAY);
    assert_eq!(site.edition.documents.len(), 2);
    for (seed, id, day) in RELEASES {
        let (document, truth) = (document(&site, id), &truth[seed]);
        assert_eq!(text(&truth["dateline"]["date"]), day);
        assert_eq!(document.published.iso(), day);
        assert_eq!(document.exhibit_number(), truth["exhibit"].as_str());
        let end = document.period.expect("a period").end().to_string();
        assert_eq!(truth["period"]["end"].as_str(), Some(end.as_str()));
    }
}

#[test]
fn the_call_is_as_announced() {
    let Some(truth) = truth() else { return };
    let site = site::read(&site::files(EPICEPT), TODAY);
    let expected = &truth["s1"]["event"];
    let mut calls = site.edition.events.iter().map(|event| &event.details);
    let call = calls.find(|event| event.slug == "2006-08-03-second-quarter-call").expect("a call");
    let numbers = |dial_in: &[ir_site::model::calendar::DialIn]| -> Vec<(String, String)> {
        let region = |region: &Option<String>| region.clone().unwrap_or_default();
        dial_in.iter().map(|d| (d.number.clone(), region(&d.region))).collect()
    };
    let printed = |value: &Value| -> Vec<(String, String)> {
        let pair = |d: &Value| (text(&d["number"]).to_owned(), text(&d["region"]).to_owned());
        list(value).iter().map(pair).collect()
    };
    assert_eq!(call.starts.starts_at().to_string(), text(&expected["utc"]));
    assert_eq!(numbers(&call.dial_in), printed(&expected["dial_in"]));
    assert_eq!(call.access_code.as_deref(), expected["access_code"].as_str());
    let webcast = call.webcast.as_ref().expect("a webcast");
    assert!(webcast.url.contains(text(&expected["webcast"]["url"])));
    let until = webcast.until.as_ref().map(|until| until.date().to_string());
    assert_eq!(until.as_deref(), expected["webcast"]["archive_until_computed"].as_str());
    let (replay, expected) = (call.replay.as_ref().expect("a replay"), &expected["replay"]);
    let starts = replay.starts.as_ref().map(|starts| starts.starts_at().to_string());
    assert_eq!(starts.as_deref(), expected["from_utc"].as_str());
    assert_eq!(Some(replay.approximate), expected["approximate"].as_bool());
    let until = replay.until.as_ref().map(|until| until.date().to_string());
    assert_eq!(until.as_deref(), expected["available_until"].as_str());
    assert_eq!(numbers(&replay.dial_in), printed(&expected["dial_in"]));
    assert_eq!(replay.access_code.as_deref(), expected["reservation_number"].as_str());
    assert_eq!(replay.code_label.as_deref(), Some("reservation number"));
}

#[test]
fn people_and_addresses_are_those_of_each_release() {
    let Some(truth) = truth() else { return };
    let files = site::files(EPICEPT);
    for (seed, id, day) in RELEASES {
        let (site, truth) = (site::read(&files, day), &truth[seed]);
        let company = &site.edition.company;
        let contacts = company.contacts.as_ref().expect("contacts");
        assert_eq!(contacts.source.document.as_deref(), Some(id));
        let printed = list(&truth["contacts"]);
        assert_eq!(contacts.value.len(), printed.len(), "{id}");
        for (contact, printed) in contacts.value.iter().zip(printed) {
            let lower = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
            let expected = |key: &str| printed[key].as_str().map(str::to_lowercase);
            assert_eq!(lower(&contact.role), expected("role"), "{id}");
            assert_eq!(lower(&contact.organization), expected("org"), "{id}");
            assert_eq!(contact.name.as_deref(), printed["person"].as_str(), "{id}");
            assert_eq!(contact.phone.as_deref(), printed["phone"].as_str(), "{id}");
            assert_eq!(contact.email.as_deref(), printed["email"].as_str(), "{id}");
        }
        let listings = company.listings.as_ref().expect("listings");
        let found = listings.value.iter().map(|l| (l.exchange.as_str(), l.ticker.as_str()));
        let listed = list(&truth["company"]["listings"]).iter();
        let listed = listed.map(|l| (text(&l["exchange"]), text(&l["ticker"])));
        assert_eq!(found.collect::<Vec<_>>(), listed.collect::<Vec<_>>(), "{id}");
        let seat = company.headquarters.as_ref().expect("headquarters");
        assert_eq!(seat.source.document.as_deref(), Some(id));
        assert_eq!(seat.source.published.iso(), day);
        for person in list(&truth["people"]) {
            let name = text(&person["name"]);
            let officer = site.edition.officers.iter().find(|officer| officer.name == name);
            let officer = officer.unwrap_or_else(|| panic!("{id}: {name}"));
            assert_eq!(officer.role.source.document.as_deref(), Some(id), "{name}");
            let title =
                text(&person["title"]).to_lowercase().replace("ceo", "chief executive officer");
            assert_eq!(officer.role.value.to_lowercase(), title, "{id}: {name}");
        }
    }
    let address = |day: &str| {
        let company = site::read(&files, day).edition.company;
        let seat = company.headquarters.expect("headquarters").value;
        [seat.street, seat.city, seat.region, seat.postal_code].map(Option::unwrap_or_default)
    };
    assert_eq!(address("2006-08-02"), ["", "Englewood Cliffs", "NJ", ""]);
    let [street, city, region, code] = address("2008-08-11");
    let printed = text(&truth["s2"]["contacts"][0]["address"]);
    assert_eq!(format!("{street}, {city}, {region} {code}"), printed);
    let dateline = text(&truth["s1"]["dateline"]["place"]).to_lowercase();
    assert_eq!(dateline, "englewood cliffs, nj");
}

/// The candidates of each release, those alone, and each milestone in the window that was given.
#[test]
fn the_pipeline_is_that_of_each_release() {
    let Some(truth) = truth() else { return };
    let site = site::read(&site::files(EPICEPT), TODAY);
    for (seed, id, _) in RELEASES {
        let printed: BTreeSet<&str> =
            list(&truth[seed]["pipeline"]).iter().map(|c| text(&c["name"])).collect();
        let found = site.edition.candidates.iter().filter(|candidate| {
            let mut entries = candidate.programs.iter().flat_map(|program| &program.history);
            entries.any(|entry| entry.source.document.as_deref() == Some(id))
        });
        let found: BTreeSet<&str> = found.map(|candidate| candidate.name.as_str()).collect();
        assert_eq!(found, printed, "{id}");
        for candidate in list(&truth[seed]["pipeline"]) {
            assert_windows(&site, id, candidate);
        }
    }
}

/// The windows of a candidate's milestones, those of its programs among them.
fn assert_windows(site: &Site, id: &str, printed: &Value) {
    let name = text(&printed["name"]);
    let mut candidates = site.edition.candidates.iter();
    let candidate = candidates.find(|candidate| candidate.name == name).expect("it is there");
    let milestones = candidate.programs.iter().flat_map(|program| &program.milestones);
    let own = milestones.filter(|m| m.source.document.as_deref() == Some(id));
    let mut found: Vec<String> = own.filter_map(|m| Some(m.window?.iso())).collect();
    let open = list(&printed["milestones"]).iter().filter_map(|m| m["expected"].as_str());
    let mut expected: Vec<String> = open
        .map(|window| if window == "end of 2006" { "2006-Q4".into() } else { window.to_owned() })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{id} {name}");
}

/// What a statement prints stands on its page, cell by cell.
#[test]
fn pages_print_what_the_releases_print() {
    let Some(truth) = truth() else { return };
    let output = site::build(&site::files(EPICEPT), TODAY);
    let site = site::read(&site::files(EPICEPT), TODAY);
    let cell = scraper::Selector::parse("tbody td").expect("a selector");
    for (seed, id, _) in RELEASES {
        let path = format!("filings/{}/index.html", document(&site, id).slug);
        let page = String::from_utf8(output[&path].clone()).expect("UTF-8");
        let page = scraper::Html::parse_document(&page);
        let found: Vec<String> = page
            .select(&cell)
            .map(|td| td.text().collect::<String>().replace("minus ", "").replace("–nil", "--"))
            .collect();
        let kinds = document(&site, id).statements.iter().map(|statement| statement.kind.clone());
        let mut expected = Vec::new();
        for kind in kinds {
            for table in list(&truth[seed]["tables"]) {
                if statement(document(&site, id), text(&table["statement"])).kind == kind {
                    let printed = list(&table["rows"]).iter().flat_map(|row| list(&row["printed"]));
                    expected.extend(printed.map(|cell| text(cell).replace(['$', ' '], "")));
                }
            }
        }
        assert_eq!(found, expected, "{id}");
    }
}
