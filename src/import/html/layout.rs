//! What a grid is for: figures, words in columns, or mere layout.

use std::collections::BTreeSet;

use super::super::filing::{Block, Dropped, Run, Text};
use super::atoms::Printed;
use super::flow::{Item, Paragraph};
use super::grid::{Grid, joined};
use super::table;

/// As many cells has no table that anybody reads.
const CELLS: usize = 4_000_000;

/// What a grid turned out to be.
pub(super) enum Meant {
    /// Content of its own.
    Blocks(Vec<Block>),
    /// What stood in its cells, in reading order.
    Items(Vec<Item>),
}

/// Decides what a grid is for and reads it.
pub(super) fn read(mut grid: Grid, dropped: &mut Vec<Dropped>) -> Meant {
    if grid.nests {
        return Meant::Items(contents(grid));
    }
    let rows = table::printed(&grid);
    if let Some(items) = bullets(&grid, &rows) {
        return Meant::Items(items);
    }
    if is_overwide(&rows) {
        return Meant::Items(contents(grid));
    }
    if rows.is_empty()
        || rows.iter().all(|row| row.atoms.len() == 1)
        || has_long_cells(&grid, &rows)
    {
        return Meant::Items(contents(grid));
    }
    if table::is_of_figures(&rows) {
        let caption = std::mem::take(&mut grid.caption);
        let caption = caption.into_iter().filter_map(|item| match item {
            Item::Paragraph(paragraph) => Some(joined(paragraph.lines)),
            _ => None,
        });
        let caption: Vec<Text> = caption.collect();
        return Meant::Blocks(blocks(rows, caption, dropped));
    }
    if is_contact(&rows) {
        return Meant::Items(by_columns(grid));
    }
    if are_bulleted(&rows) {
        return Meant::Items(entries_by_columns(grid));
    }
    if rows.len() == 1 || is_signature(&rows) {
        return Meant::Items(by_rows(grid));
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut items = std::mem::take(&mut grid.caption);
    items.retain(|item| matches!(item, Item::Paragraph(_)));
    blocks.extend(items.into_iter().filter_map(|item| match item {
        Item::Paragraph(paragraph) => Some(Block::Paragraph(joined(paragraph.lines))),
        _ => None,
    }));
    blocks.push(Block::Grid(words(rows)));
    Meant::Blocks(blocks)
}

/// Whether a grid holds nothing but the head of the next: both have the same columns, and the next begins with
/// figures.
pub(super) fn is_head_of(grid: &Grid, next: &Grid) -> bool {
    let width = |grid: &Grid| {
        grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.columns.end).max().unwrap_or(0)
    };
    if grid.nests || next.nests || grid.rows.len() > 6 || width(grid) != width(next) {
        return false;
    }
    table::are_heads(&table::printed(grid)) && table::begins_with_figures(&table::printed(next))
}

/// Whether a grid has more columns for its rows than any table: cells scattered at random would make a table
/// of nothing but blanks.
fn is_overwide(rows: &[Printed]) -> bool {
    let atoms = || rows.iter().flat_map(|row| &row.atoms);
    let starts: BTreeSet<u32> = atoms().map(|atom| atom.columns.start).collect();
    starts.len() > 50 && starts.len().saturating_mul(atoms().count().max(rows.len())) > CELLS
}

/// Tables, and what turned out to be words only where a table was cut.
fn blocks(rows: Vec<Printed>, caption: Vec<Text>, dropped: &mut Vec<Dropped>) -> Vec<Block> {
    table::tables(rows, caption, dropped).into_iter().map(Block::Table).collect()
}

/// The cells of all rows, one after the other.
fn contents(grid: Grid) -> Vec<Item> {
    let cells = grid.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.items);
    grid.caption.into_iter().chain(cells).collect()
}

/// Whether a cell holds what only a page has: lists, or long paragraphs beside hardly a figure.
fn has_long_cells(grid: &Grid, rows: &[Printed]) -> bool {
    let figures = rows.iter().filter(|row| row.atoms.iter().any(|atom| atom.figure)).count();
    grid.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let long = |item: &Item| matches!(item, Item::Paragraph(p) if p.words().len() > 300);
        cell.items.iter().any(|item| matches!(item, Item::Opens(_) | Item::Preformatted(_)))
            || (figures < 2 && cell.items.iter().any(long))
    })
}

/// Signs that stand before the entries of a list.
pub(super) fn is_bullet(words: &str) -> bool {
    matches!(
        words.trim(),
        "\u{2022}"
            | "\u{b7}"
            | "\u{25cf}"
            | "\u{25cb}"
            | "\u{25e6}"
            | "\u{25aa}"
            | "\u{25a0}"
            | "\u{25ab}"
            | "\u{a7}"
            | "\u{d8}"
            | "\u{2023}"
            | "\u{2043}"
            | "\u{f0b7}"
            | "\u{f0a7}"
            | "\u{f0d8}"
            | "\u{2219}"
            | "\u{25ba}"
            | "\u{27a2}"
            | "\u{25fe}"
            | "\u{25fc}"
            | "\u{25fd}"
            | "\u{25c6}"
            | "\u{2666}"
            | "o"
            | "*"
            | "-"
            | "\u{2013}"
            | "\u{2014}"
            | "\u{2192}"
            | ">"
            | ">>"
            | "\u{2756}"
            | "\u{2713}"
            | "\u{fc}"
    )
}

/// A number or letter that stands before an entry, or a footnote's mark.
fn is_numeral(words: &str) -> bool {
    let words = words.trim();
    let inner = words.trim_start_matches('(').trim_end_matches([')', '.', ':']);
    let marked = inner.len() < words.len()
        || words.chars().all(|c| matches!(c, '*' | '\u{2020}' | '\u{2021}'));
    let roman = inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    marked
        && (inner.chars().all(|c| c.is_ascii_digit() || c == '.') && inner.len() <= 4
            || inner.chars().count() == 1
            || (roman && inner.len() <= 5)
            || inner.chars().all(|c| c == '*'))
}

/// A list, where each row is a sign and one piece of words.
fn bullets(grid: &Grid, rows: &[Printed]) -> Option<Vec<Item>> {
    let sign = |words: &str| is_bullet(words) || is_numeral(words);
    let number = |words: &str| words.len() <= 2 && words.bytes().all(|b| b.is_ascii_digit());
    let listed = |row: &Printed| match row.atoms.as_slice() {
        [first, second] => {
            let (first, behind) = (first.words(), second.words());
            (sign(&first) && !second.figure)
                || (number(&first) && !second.figure && behind.len() > 20)
        }
        [only] => !only.figure,
        _ => false,
    };
    if !rows.iter().all(listed) || !rows.iter().any(|row| row.atoms.len() == 2 || is_note_row(row))
    {
        return None;
    }
    let mut items = Vec::new();
    for row in &grid.rows {
        let mut cells = row.cells.iter().filter(|cell| !cell.is_blank());
        let (first, second) = (cells.next(), cells.next());
        match (first, second) {
            (Some(first), Some(second)) => {
                let mark = joined(first.lines());
                let mut rest = second.items.clone();
                if let Some(Item::Paragraph(paragraph)) = rest.first_mut()
                    && let Some(line) = paragraph.lines.first_mut()
                {
                    let mut runs = mark.runs;
                    if let Some(last) = runs.last_mut() {
                        last.text.push(' ');
                    }
                    paragraph.indent += first.indentation();
                    line.splice(0..0, runs);
                } else {
                    items.extend(first.items.iter().cloned());
                }
                items.append(&mut rest);
            }
            (Some(only), None) => items.extend(only.items.iter().cloned()),
            _ => {}
        }
    }
    Some(items)
}

/// Whether a row is a footnote that was put together from two cells.
fn is_note_row(row: &Printed) -> bool {
    row.atoms.len() == 1 && super::heads::is_note(&row.atoms[0].words())
}

/// Whether the rows are the names and numbers of people to call, in columns beside each other.
fn is_contact(rows: &[Printed]) -> bool {
    let words: Vec<String> =
        rows.iter().flat_map(|row| row.atoms.iter().map(|a| a.words().to_lowercase())).collect();
    let all: usize = words.iter().map(String::len).sum();
    let first = rows.first().is_some_and(|row| {
        row.atoms.iter().any(|atom| {
            let words = atom.words().to_lowercase();
            ["contact", "media", "investor", "press"].iter().any(|word| words.contains(word))
        })
    });
    let reach = words.iter().any(|words| words.contains('@') || is_phone(words));
    let spoken = ["@", "www.", "phone", "fax", "tel:", "tel."];
    let named = words.iter().any(|words| spoken.iter().any(|sign| words.contains(sign)));
    all < 1500 && reach && (first || named)
}

/// Whether words hold a number that one can call: three groups of digits at least.
fn is_phone(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let groups =
        words.split(|c: char| !c.is_ascii_digit()).filter(|group| group.len() >= 2).count();
    (10..=15).contains(&digits) && groups >= 3 && !words.contains(['$', '%'])
}

/// Whether the rows are signed, or give a form's particulars.
fn is_signature(rows: &[Printed]) -> bool {
    rows.iter().flat_map(|row| &row.atoms).any(|atom| {
        let words = atom.words();
        words.starts_with("/s/") || words.starts_with("By:") || words.eq_ignore_ascii_case("by")
    })
}

/// Columns one after the other, the cells of each as lines.
fn by_columns(grid: Grid) -> Vec<Item> {
    let mut starts: Vec<u32> = grid
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|c| !c.is_blank())
        .map(|c| c.columns.start)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut columns: Vec<Vec<Vec<Run>>> = vec![Vec::new(); starts.len()];
    for cell in grid.rows.into_iter().flat_map(|row| row.cells) {
        if let Ok(i) = starts.binary_search(&cell.columns.start) {
            columns[i].extend(cell.lines());
        }
    }
    let lines = columns.into_iter().filter(|lines| !lines.is_empty());
    let paragraphs =
        lines.map(|lines| Item::Paragraph(Paragraph { lines, ..Paragraph::default() }));
    grid.caption.into_iter().chain(paragraphs).collect()
}

/// Whether most cells are entries of lists that stand beside each other.
fn are_bulleted(rows: &[Printed]) -> bool {
    let atoms = || rows.iter().flat_map(|row| &row.atoms);
    let signs = ['\u{2022}', '\u{b7}', '\u{25cf}', '\u{25aa}', '\u{25fe}', '\u{f0b7}'];
    let signed = atoms().filter(|atom| atom.printed.starts_with(signs) && atom.printed.len() > 4);
    signed.count() * 2 > atoms().count()
}

/// Columns of entries one after the other; a cell without a sign goes on with the entry above it.
fn entries_by_columns(grid: Grid) -> Vec<Item> {
    let mut items = Vec::new();
    for item in by_columns(grid) {
        let Item::Paragraph(column) = item else {
            items.push(item);
            continue;
        };
        let mut entry: Vec<Vec<Run>> = Vec::new();
        for line in column.lines {
            let signed = line.first().is_some_and(|run| {
                run.text.trim_start().starts_with(|c: char| is_bullet(&c.to_string()))
            });
            if signed && !entry.is_empty() {
                let lines = vec![joined(std::mem::take(&mut entry)).runs];
                items.push(Item::Paragraph(Paragraph { lines, ..Paragraph::default() }));
            }
            entry.push(line);
        }
        let lines = vec![joined(entry).runs];
        items.push(Item::Paragraph(Paragraph { lines, ..Paragraph::default() }));
    }
    items
}

/// Rows one after the other, the cells of each joined; a row whose cells have several lines cell by cell.
fn by_rows(grid: Grid) -> Vec<Item> {
    let mut items = grid.caption;
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for row in grid.rows {
        let cells: Vec<_> = row.cells.into_iter().filter(|cell| !cell.is_blank()).collect();
        if cells.iter().any(|cell| cell.lines().len() > 1) {
            if !lines.is_empty() {
                let lines = std::mem::take(&mut lines);
                items.push(Item::Paragraph(Paragraph { lines, ..Paragraph::default() }));
            }
            items.extend(cells.into_iter().flat_map(|cell| cell.items));
        } else if !cells.is_empty() {
            lines.push(joined(cells.into_iter().flat_map(|cell| cell.lines()).collect()).runs);
        }
    }
    if !lines.is_empty() {
        items.push(Item::Paragraph(Paragraph { lines, ..Paragraph::default() }));
    }
    items
}

/// A table of words as rows of cells, each in its column.
fn words(rows: Vec<Printed>) -> Vec<Vec<Text>> {
    let mut starts: Vec<u32> =
        rows.iter().flat_map(|row| &row.atoms).map(|atom| atom.columns.start).collect();
    starts.sort_unstable();
    starts.dedup();
    // Columns in which no row has two cells are one.
    let mut columns: Vec<u32> = Vec::new();
    for start in starts {
        let apart = columns.last().is_none_or(|last| {
            rows.iter().any(|row| {
                row.atoms.iter().filter(|a| (*last..=start).contains(&a.columns.start)).count() > 1
            })
        });
        if apart {
            columns.push(start);
        }
    }
    let column = |start: u32| columns.partition_point(|first| *first <= start).saturating_sub(1);
    let row = |row: Printed| {
        let mut cells = vec![Text::default(); columns.len()];
        for atom in row.atoms {
            super::atoms::append(&mut cells[column(atom.columns.start)], atom.text, " ");
        }
        cells
    };
    rows.into_iter().map(row).collect()
}
