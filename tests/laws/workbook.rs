//! The workbook and the tables beside it: the same figures, in files that nothing of their text can command.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use ir_site::resolve::Site;
use ir_site::text::cells::inert;
use roxmltree::{Document, Node};

use crate::html::{Page, words};
use crate::site::{self, Files};
use crate::{ALDER, Edition, alder, editions, epicept};

/// What a cell holds and looks like.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cell {
    text: Option<String>,
    number: Option<f64>,
    italic: bool,
    underlined: bool,
    quoted: bool,
    format: String,
    note: Option<String>,
}

/// The sheets of a workbook by name, each as its rows.
type Book = Vec<(String, Vec<Vec<Cell>>)>;

/// Every part of the file, with the day that the archive gives it.
fn parts(bytes: &[u8]) -> BTreeMap<String, (String, Option<zip::DateTime>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("every part is text");
        let name = file.name().expect("a name").into_owned();
        parts.insert(name, (text, file.last_modified()));
    }
    parts
}

/// All that a workbook says, out of its archive.
pub(crate) fn text(bytes: &[u8]) -> String {
    parts(bytes).into_iter().map(|(name, (text, _))| format!("{name}\n{text}\n")).collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |child| child.has_tag_name(name) || child.tag_name().name() == name)
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// `F12` as row and column from 0.
fn place(reference: &str) -> (usize, usize) {
    let letters: String = reference.chars().take_while(char::is_ascii_alphabetic).collect();
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    (reference[letters.len()..].parse::<usize>().expect("a row") - 1, column - 1)
}

/// What the formats of cells look like.
fn looks(styles: &str) -> Vec<Cell> {
    let styles = Document::parse(styles).expect("XML");
    let formats: BTreeMap<&str, &str> = children(styles.root(), "numFmt")
        .filter_map(|f| Some((f.attribute("numFmtId")?, f.attribute("formatCode")?)))
        .collect();
    let fonts: Vec<(bool, bool)> = children(styles.root(), "font")
        .map(|font| (children(font, "i").count() > 0, children(font, "u").count() > 0))
        .collect();
    let xfs = children(styles.root(), "cellXfs").next().expect("formats of cells");
    children(xfs, "xf")
        .map(|xf| {
            let number = |name: &str| xf.attribute(name).unwrap_or("0");
            let font = fonts[number("fontId").parse::<usize>().expect("a number")];
            Cell {
                italic: font.0,
                underlined: font.1,
                quoted: xf.attribute("quotePrefix") == Some("1"),
                format: (*formats.get(number("numFmtId")).unwrap_or(&"")).to_owned(),
                ..Cell::default()
            }
        })
        .collect()
}

fn open(bytes: &[u8]) -> Book {
    let parts = parts(bytes);
    let part = |name: &str| parts.get(name).map(|(text, _)| text.as_str());
    let shared = Document::parse(part("xl/sharedStrings.xml").expect("texts")).expect("XML");
    let shared: Vec<String> = children(shared.root(), "si").map(text_of).collect();
    let looks = looks(part("xl/styles.xml").expect("styles"));
    let book = Document::parse(part("xl/workbook.xml").expect("a book")).expect("XML");
    let names = children(book.root(), "sheet").filter_map(|sheet| sheet.attribute("name"));
    let sheet = |(index, name): (usize, &str)| {
        let number = index + 1;
        let path = format!("xl/worksheets/sheet{number}.xml");
        let xml = Document::parse(part(&path).expect("a sheet")).expect("XML");
        assert_eq!(children(xml.root(), "f").count(), 0, "{name} holds a formula");
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for c in children(xml.root(), "c") {
            let (row, column) = place(c.attribute("r").expect("a place"));
            let style: usize = c.attribute("s").unwrap_or("0").parse().expect("a number");
            let value = children(c, "v").next().map(text_of);
            let is_text = c.attribute("t") == Some("s");
            let mut cell = looks[style].clone();
            match value {
                Some(v) if is_text => {
                    cell.text = Some(shared[v.parse::<usize>().expect("an index")].clone());
                }
                Some(v) => cell.number = Some(v.parse().expect("a number")),
                None => {}
            }
            rows.resize(rows.len().max(row + 1), Vec::new());
            let width = rows[row].len().max(column + 1);
            rows[row].resize(width, Cell::default());
            rows[row][column] = cell;
        }
        let related =
            part(&format!("xl/worksheets/_rels/sheet{number}.xml.rels")).unwrap_or("<r/>");
        let related = Document::parse(related).expect("XML");
        let notes = children(related.root(), "Relationship").filter_map(|r| r.attribute("Target"));
        for target in notes.filter(|target| target.contains("comments")) {
            let comments = part(&target.replace("..", "xl")).expect("the notes");
            let comments = Document::parse(comments).expect("XML");
            for comment in children(comments.root(), "comment") {
                let (row, column) = place(comment.attribute("ref").expect("a place"));
                rows[row][column].note = Some(text_of(comment));
            }
        }
        (name.to_owned(), rows)
    };
    names.enumerate().map(sheet).collect()
}

fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
}

/// The sheets that hold statements: between the first and the last.
fn statements(book: &Book) -> &[(String, Vec<Vec<Cell>>)] {
    &book[1..book.len() - 1]
}

/// Cell for cell, the workbook is `financials.csv`, a sheet for each statement.
#[test]
fn the_workbook_and_the_table_hold_the_same_figures() {
    for Edition { output, .. } in [epicept(), alder()] {
        let book = open(&output["data/financials.xlsx"]);
        let table = table(&output["data/financials.csv"]);
        let head = &table[0];
        let mut lines = table[1..].iter();
        let mut numbers = 0;
        for (name, rows) in statements(&book) {
            for row in &rows[1..] {
                let line = lines.next().expect("a line for each row");
                for (column, cell) in row.iter().enumerate() {
                    let heading = rows[0][column].text.as_deref().expect("every column has a head");
                    let at = head.iter().position(|h| h == heading).expect("the same heads");
                    let found = match (cell.number, &cell.text) {
                        (Some(number), _) => number.to_string(),
                        (None, Some(text)) if text == "\u{2013}" => {
                            let nil = line.last().expect("the column of nils");
                            assert!(nil.split(';').any(|period| period == heading), "{line:?}");
                            String::new()
                        }
                        (None, text) => text.clone().unwrap_or_default(),
                    };
                    assert_eq!(found, line[at], "{name}: {heading} of {line:?}");
                    numbers += usize::from(cell.number.is_some());
                }
            }
        }
        assert_eq!(lines.next(), None);
        assert!(numbers > 50, "{numbers}");
    }
}

fn find<'b>(book: &'b Book, sheet: &str, label: &str, period: &str) -> &'b Cell {
    let rows = &book.iter().find(|(name, _)| name == sheet).expect("the sheet").1;
    let is = |cell: &Cell, text: &str| cell.text.as_deref() == Some(text);
    let column = rows[0].iter().position(|cell| is(cell, period)).expect("the period");
    &rows.iter().find(|row| is(&row[0], label)).expect("the line")[column]
}

#[test]
fn a_figure_is_a_number_that_looks_as_printed_and_says_how_it_came_about() {
    let book = open(&epicept().output["data/financials.xlsx"]);
    let names: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["About", "Operations", "Cash flows", "Equity", "Balance sheet", "Sources"]);
    let printed = find(&book, "Operations", "Net loss", "2006-Q2");
    assert_eq!(printed.number, Some(-7_321_000.0));
    assert_eq!(printed.format, "#,##0,_);(#,##0,);#,##0,_);@_)");
    let unit = find(&book, "Operations", "Net loss", "unit");
    let says = (unit.text.as_deref(), unit.format.as_str());
    assert_eq!(says, (Some("USD"), "@\" thousands\""));
    let share = find(&book, "Operations", "Weighted average common shares outstanding", "unit");
    assert_eq!((share.text.as_deref(), share.format.as_str()), (Some("shares"), "@"));
    assert_eq!((printed.italic, &printed.note), (false, &None));
    let derived = find(&book, "Operations", "Net loss", "2006-Q1");
    assert_eq!(derived.number, Some(-47_626_000.0));
    assert!(derived.italic);
    let note = "Derived: 2006-H1 (54,947) less 2006-Q2 (7,321).";
    assert_eq!(derived.note.as_deref(), Some(note));
    let nil = find(&book, "Balance sheet", "Marketable securities", "2005-12-31");
    assert_eq!((nil.number, nil.text.as_deref()), (None, Some("\u{2013}")));
    let nothing = find(&book, "Balance sheet", "Marketable securities", "2006-12-31");
    assert_eq!((nothing.number, &nothing.text), (None, &None));
    // One line of two labels, "at beginning of period" and "at end of period".
    let balance = find(&book, "Cash flows", "Cash and cash equivalents", "2008-06-30");
    assert_eq!(balance.number, Some(1_326_000.0));
    let book = open(&alder().output["data/financials.xlsx"]);
    let revised = find(&book, "Balance sheet", "Cash and cash equivalents", "2023-06-30");
    assert_eq!(revised.number, Some(12_150_000.0));
    assert!(revised.underlined);
    let note = revised.note.as_deref().expect("a note");
    assert!(note.starts_with("Revised ") && note.contains(": first reported as "), "{note}");
}

/// The last sheet is `facts.csv` with an address for each line, and each address is a page's anchor.
#[test]
fn every_figure_has_its_source() {
    for Edition { output, source, as_of, .. } in [epicept(), alder()] {
        let book = open(&output["data/financials.xlsx"]);
        let (name, rows) = book.last().expect("a last sheet");
        assert_eq!(name, "Sources");
        let facts = table(&output["data/facts.csv"]);
        assert_eq!(rows.len(), facts.len());
        let base = site::read(&source, as_of).edition.company.base_url;
        for (row, fact) in rows.iter().zip(&facts) {
            for (cell, expected) in row.iter().zip(fact) {
                let found = cell.number.map(|number| number.to_string());
                assert_eq!(found.or(cell.text.clone()).unwrap_or_default(), *expected);
            }
        }
        for row in &rows[1..] {
            let address = row.last().and_then(|cell| cell.text.as_deref()).expect("an address");
            let (page, anchor) = address
                .strip_prefix(&base)
                .and_then(|path| path.split_once('#'))
                .unwrap_or_else(|| panic!("{address}"));
            let page = Page::of(&output, &format!("{page}index.html"));
            assert!(page.ids().contains(&anchor), "{address}");
        }
    }
}

/// The archive's only dates are the format's first, and that of the newest figure.
#[test]
fn the_workbook_knows_no_clock() {
    let edition = epicept();
    for (name, (_, modified)) in parts(&edition.output["data/financials.xlsx"]) {
        let day = modified.map(|at| (at.year(), at.month(), at.day(), at.hour(), at.second()));
        assert_eq!(day, Some((1980, 1, 1, 0, 0)), "{name}");
    }
    let core = &parts(&edition.output["data/financials.xlsx"])["docProps/core.xml"].0;
    let days: Vec<&str> =
        core.match_indices("W3CDTF\">").map(|(at, m)| &core[at + m.len()..][..10]).collect();
    assert_eq!(days, ["2008-08-11", "2008-08-11"]);
}

/// Labels as a hostile document might print them.
const HOSTILE: [&str; 8] = [
    "=HYPERLINK(\"http://bad.example\";\"Revenue\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\u{ff1d}2+2",
    "'=3+3",
    "Grants;=1+1",
    "-",
];

fn hostile() -> (Files, Site) {
    let mut files = site::files(ALDER);
    let path = "content/filings/2023-11-07-first-quarter-results/balance-sheet.csv";
    let mut text = String::from_utf8(files[path].clone()).expect("UTF-8");
    for (index, label) in HOSTILE.iter().enumerate() {
        let quoted = label.replace('"', "\"\"");
        let columns = text.lines().next().expect("a head").split(',').count();
        let head: Vec<&str> = text.lines().next().expect("a head").split(',').collect();
        let cells = (1..columns).map(|column| match head[column] {
            "concept" => format!("Hostile{index}"),
            "id" => format!("hostile-{index}"),
            name if name.starts_with("20") => "(7)".to_owned(),
            _ => String::new(),
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(&format!("\"{quoted}\",{}\n", cells.join(",")));
    }
    files.insert(path.into(), text.into_bytes());
    let site = site::read(&files, "2025-01-01");
    (files, site)
}

/// Through the whole build: no cell of any table begins as a formula does, negative figures stay numbers, and in the
/// workbook every text is text, marked so where it would become a formula when edited.
#[test]
fn a_hostile_label_is_only_a_label() {
    let (files, _) = hostile();
    let output = site::build(&files, "2025-01-01");
    let mut labels = 0;
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".csv")) {
        for cell in table(bytes).iter().flatten() {
            let number = cell.parse::<f64>().is_ok();
            let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']);
            assert!(!begins || number || cell == "--" || cell == "-", "{path}: {cell}");
            labels += usize::from(HOSTILE.iter().any(|label| inert(label) == *cell));
        }
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(";=1+1"), "{path}");
    }
    // Among the facts twice, for two dates; side by side; in the statement's own table.
    assert_eq!(labels, 4 * HOSTILE.len());
    let own = "filings/2023-11-07-first-quarter-results/balance-sheet.csv";
    let rows = table(&output[own]);
    let row = rows.iter().find(|row| row[0] == "'-2+3").expect("the label, inert");
    assert!(row.iter().any(|cell| cell == "-7"), "{row:?}");
    let book = open(&output["data/financials.xlsx"]);
    for label in HOSTILE {
        let cell = find(&book, "Balance sheet", label, "2023-09-30");
        assert_eq!(cell.number, Some(-7.0), "{label}");
        let rows = &book.iter().find(|(name, _)| name == "Balance sheet").expect("a sheet").1;
        let own = rows.iter().map(|row| &row[0]).find(|c| c.text.as_deref() == Some(label));
        let own = own.expect("the label as printed");
        assert_eq!(own.quoted, inert(label) != label, "{label}");
    }
}

/// The page about the files names exactly the columns that they have.
#[test]
fn the_page_about_the_files_names_their_columns() {
    for edition in editions().iter().filter(|e| e.output.contains_key("data/facts.csv")) {
        let page = Page::of(&edition.output, "data/index.html");
        let named = |id: &str| -> Vec<String> {
            page.select(&format!("#{id} dt")).into_iter().map(words).collect()
        };
        let mut facts = table(&edition.output["data/facts.csv"]).remove(0);
        facts.push("address".into());
        assert_eq!(named("facts"), facts, "{}", edition.name());
        let head = table(&edition.output["data/financials.csv"]).remove(0);
        let named = named("financials");
        assert_eq!(named[..5], head[..5], "{}", edition.name());
        assert_eq!(named[6..], head[head.len() - 3..], "{}", edition.name());
        let periods = &head[5..head.len() - 3];
        let (first, last) = (&periods[0], &periods[periods.len() - 1]);
        assert_eq!(named[5], format!("{first} \u{2026} {last}"), "{}", edition.name());
    }
}
