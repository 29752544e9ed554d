//! What holds of every text, whatever it says: nothing is lost, invented or said twice, everything knows its
//! place, and nothing makes the reader stop.

#![expect(
    clippy::disallowed_methods,
    reason = "one test reads the shared samples where they are at hand"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::filing::{Block, Cell, Filing, Text};
use super::super::{Importer, Input};
use super::Ascii;
use crate::source::SitePath;

/// A release by a company that does not exist, with most of what filers do to a reader.
const RELEASE: &str = include_str!("quarry.txt");

pub(super) fn read(text: &str) -> Filing {
    let path = SitePath::fixed("release.txt");
    Ascii.read(&Input { path: &path, text, part: 0..text.len(), dash_escaped: false })
}

/// Every text of a block, and every cell; and how many numbers an ordered list keeps to itself.
fn gather<'a>(
    block: &'a Block,
    texts: &mut Vec<&'a Text>,
    cells: &mut Vec<&'a Cell>,
    numbers: &mut Vec<usize>,
) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => texts.push(text),
        Block::Lines(lines) => texts.extend(lines),
        Block::List { ordered, items } => {
            numbers.extend(1..=if *ordered { items.len() } else { 0 });
            for block in items.iter().flatten() {
                gather(block, texts, cells, numbers);
            }
        }
        Block::Grid(rows) => texts.extend(rows.iter().flatten()),
        Block::Table(table) => {
            texts.extend(&table.title);
            texts.extend(&table.stub);
            texts.extend(&table.notes);
            texts.extend(table.head.iter().flatten().map(|cell| &cell.text));
            texts.extend(table.rows.iter().map(|row| &row.label));
            let row_cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
            for cell in row_cells {
                texts.extend(&cell.marks);
                cells.push(cell);
            }
        }
    }
}

/// The difference between the words of a text and those of its reading, and every place that does not hold
/// what is said to stand there.
fn offences(text: &str) -> Vec<String> {
    let filing = read(text);
    let (mut texts, mut cells, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for block in &filing.blocks {
        gather(block, &mut texts, &mut cells, &mut numbers);
    }
    let mut count: BTreeMap<String, isize> = BTreeMap::new();
    let mut add = |words: &str, by: isize| {
        for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *count.entry(word.to_owned()).or_default() += by;
        }
    };
    add(text, 1);
    let mut found = Vec::new();
    let mut check = |at: std::ops::Range<usize>, words: &str| {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let there = text.get(at.clone()).unwrap_or_default();
        if bare(there) != bare(words) {
            found.push(format!("{at:?} holds {there:?}, not {words:?}"));
        }
    };
    for run in texts.iter().flat_map(|text| &text.runs) {
        add(&run.text, -1);
        check(run.at.clone(), &run.text);
    }
    for cell in cells {
        add(&cell.printed, -1);
        check(cell.at.clone(), &cell.printed);
    }
    for dropped in &filing.dropped {
        add(&dropped.text, -1);
        check(dropped.at.clone(), &dropped.text);
    }
    for number in numbers {
        add(&number.to_string(), -1);
    }
    found
        .extend(count.into_iter().filter(|(_, n)| *n != 0).map(|(word, n)| format!("{word}: {n}")));
    found
}

#[test]
fn every_word_of_a_release_is_somewhere_and_knows_where() {
    assert_eq!(offences(RELEASE), [""; 0]);
    assert_eq!(offences(&RELEASE.replace('\n', "\r\n")), [""; 0]);
}

#[test]
fn a_release_that_breaks_off_anywhere_is_read_as_far_as_it_goes() {
    for (end, _) in RELEASE.char_indices().step_by(37) {
        assert_eq!(offences(&RELEASE[..end]), [""; 0], "cut at {end}");
    }
}

#[test]
fn every_word_of_the_samples_is_somewhere_and_knows_where() {
    let Ok(shared) = std::env::var("IR_SITE_SHARED") else { return };
    for folder in ["filings", "edgar/ascii", "edgar/ex27"] {
        let files = std::fs::read_dir(format!("{shared}/{folder}")).unwrap();
        for path in files.map(|file| file.unwrap().path()) {
            if path.extension().is_some_and(|end| end == "txt") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(offences(&text), [""; 0], "{}", path.display());
            }
        }
    }
}

/// Whoever looks at every word of a line again for each figure on it never comes to the end of this one.
#[test]
fn a_line_may_be_as_long_as_it_likes() {
    let figures = "1,285   (14)  -- ".repeat(20_000);
    assert_eq!(offences(&format!("Ore   {figures}\n")), [""; 0]);
    assert_eq!(offences(&format!("Ore   {figures} sold\nTin   {figures}\n")), [""; 0]);
}

/// Lines of every kind, to be put together in any order.
const LINES: [&str; 34] = [
    "<PAGE>",
    "<PAGE>   7",
    "<TABLE>",
    "<CAPTION>",
    "<S>            <C>      <C>",
    "</TABLE>",
    "",
    "",
    "Ore sold                  1,285      (14)",
    "  Tin                         27       --",
    "                         -------  -------",
    "              $ 12 $   34)   .30  4.2%  N/A",
    "                        June 30, June 30,",
    "                            2009     2008",
    "Costs of the mine that go on",
    "  and on:",
    "- - a dash",
    "- an item",
    "  o   another",
    "1. one",
    "2. two",
    "PROSPECTS",
    "Outlook for the Year",
    "The company, which has mined since 1871, expects to go on and to-",
    "day is no exception to what it has always done in the valley, as",
    "it said.",
    "\t\t5",
    "ORE COMPANY:                        INVESTORS:",
    "1 Pit Road                          Bob Digger",
    "October 3, 2009",
    "Page 3",
    "                    # # #",
    "(1)  See note 4.",
    "10,000,000",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lines_in_any_order_lose_nothing(picks in prop::collection::vec(0..LINES.len(), 0..40)) {
        let text: String = picks.iter().flat_map(|&n| [LINES[n], "\n"]).collect();
        prop_assert_eq!(offences(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn any_characters_are_read(text in "[ -~\t\n\u{c}\u{a0}é—$().,0-9<>/CSPAGETABLE-]{0,400}") {
        prop_assert_eq!(offences(&text), Vec::<String>::new(), "{}", text);
    }
}
