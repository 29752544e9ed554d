//! The laws that hold for every document: nothing is lost, nothing is made up, and each word stands where the
//! reader says. They are tried on invented documents here, and on all filings that `IR_SITE_SHARED` holds.
#![expect(
    clippy::disallowed_methods,
    reason = "real filings lie outside the project, where the environment says"
)]

use std::collections::BTreeMap;

use scraper::node::Node;

use super::super::super::Importer;
use super::super::super::filing::{Block, Filing, Run, Style, Text};
use super::super::Html;
use super::read;

type Bag = BTreeMap<String, i32>;

fn add(bag: &mut Bag, text: &str, by: i32) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *bag.entry(word.to_owned()).or_default() += by;
    }
}

fn texts<'a>(blocks: &'a [Block], strings: &mut Vec<&'a str>) -> Vec<&'a Text> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => all.push(text),
            Block::Lines(lines) => all.extend(lines),
            Block::Grid(rows) => all.extend(rows.iter().flatten()),
            Block::List { items, .. } => {
                for item in items {
                    all.extend(texts(item, strings));
                }
            }
            Block::Table(table) => {
                all.extend(table.title.iter().chain(&table.stub).chain(&table.notes));
                all.extend(table.head.iter().flatten().map(|cell| &cell.text));
                for row in &table.rows {
                    all.push(&row.label);
                    for cell in row.cells.iter().flatten() {
                        strings.push(&cell.printed);
                        all.extend(&cell.marks);
                    }
                }
            }
        }
    }
    all
}

/// The words of a text; raised marks stand apart from what they mark.
fn words(text: &Text) -> String {
    let piece = |run: &Run| {
        if run.style == Style::Raised { format!(" {} ", run.text) } else { run.text.clone() }
    };
    text.runs.iter().map(piece).collect()
}

fn output(filing: &Filing) -> Bag {
    let mut bag = Bag::new();
    let mut strings = Vec::new();
    for text in texts(&filing.blocks, &mut strings) {
        add(&mut bag, &words(text), 1);
    }
    for text in
        strings.into_iter().chain(filing.dropped.iter().map(|dropped| dropped.text.as_str()))
    {
        add(&mut bag, text, 1);
    }
    bag
}

/// All text of a document but for what no browser shows, by another parser.
fn input(text: &str) -> Bag {
    let document = scraper::Html::parse_document(text);
    let mut seen = String::new();
    let mut waiting = vec![(document.tree.root(), false)];
    while let Some((node, left)) = waiting.pop() {
        match node.value() {
            Node::Text(text) if !left => {
                seen.extend(
                    text.chars().filter(|c| !"\u{200b}\u{feff}\u{2060}\u{ad}".contains(*c)),
                );
            }
            Node::Element(element) => {
                let name = element.name();
                let raised = element
                    .attr("style")
                    .is_some_and(|style| style.contains("super") || style.contains("top"));
                if raised
                    || !matches!(
                        name,
                        "b" | "i" | "u" | "font" | "span" | "a" | "em" | "strong" | "small" | "big"
                    ) && !name.contains(':')
                {
                    seen.push(' ');
                }
                if left {
                    continue;
                }
                if matches!(
                    name,
                    "head" | "script" | "style" | "title" | "ix:header" | "svg" | "noscript"
                ) {
                    continue;
                }
            }
            _ => {}
        }
        if !left {
            waiting.push((node, true));
            let children: Vec<_> = node.children().collect();
            waiting.extend(children.into_iter().rev().map(|child| (child, false)));
        }
    }
    let mut bag = Bag::new();
    add(&mut bag, &seen, 1);
    bag
}

/// What is lost or made up, by word.
pub(super) fn amiss(text: &str, filing: &Filing) -> Vec<(String, i32)> {
    let mut bag = input(text);
    for (word, count) in output(filing) {
        *bag.entry(word).or_default() -= count;
    }
    bag.into_iter().filter(|(_, count)| *count != 0).collect()
}

/// The runs that do not stand where they say.
pub(super) fn misplaced(text: &str, filing: &Filing) -> Vec<String> {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && !"\u{200b}\u{feff}\u{2060}\u{ad}".contains(*c))
            .collect::<String>()
    };
    let mut strings = Vec::new();
    let mut wrong = Vec::new();
    for run in texts(&filing.blocks, &mut strings).into_iter().flat_map(|text| &text.runs) {
        let slice = text.get(run.at.clone()).unwrap_or_default();
        let there = scraper::Html::parse_fragment(slice).root_element().text().collect::<String>();
        if !bare(&there).contains(&bare(&run.text)) || run.at.len() > run.text.len() * 12 + 400 {
            wrong.push(format!("{:?} at {:?}: {slice:?}", run.text, run.at));
        }
    }
    wrong
}

#[test]
fn the_laws_hold_for_every_filing_at_hand() {
    let Some(shared) = std::env::var_os("IR_SITE_SHARED") else { return };
    let folder = std::path::PathBuf::from(shared).join("edgar");
    let mut count = 0;
    for name in ["html", "xbrl"] {
        let Ok(files) = std::fs::read_dir(folder.join(name)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let start = text.find("<TEXT>").map_or(0, |tag| tag + 6);
            let text = &text[start..];
            if !Html.claims(text) {
                continue;
            }
            let filing = read(text);
            let amiss = amiss(text, &filing);
            assert!(amiss.is_empty(), "{}: {amiss:?}", path.display());
            let misplaced = misplaced(text, &filing);
            assert!(
                misplaced.is_empty(),
                "{}: {:#?}",
                path.display(),
                &misplaced[..misplaced.len().min(5)]
            );
            count += 1;
        }
    }
    assert!(count > 0);
}
