//! Documents with every quirk that filings have, invented, and what is read of them.

mod hostile;
mod laws;
mod prose;
mod tables;

use super::super::filing::{Block, Filing, Row, Style, Table, Text};
use super::super::{Importer, Input};
use super::Html;
use crate::source::SitePath;

/// Reads a document.
fn read(text: &str) -> Filing {
    let path = SitePath::fixed("release.htm");
    Html.read(&Input { path: &path, text, part: 0..text.len(), dash_escaped: false })
}

/// Reads a document and holds the laws against it.
fn lawful(text: &str) -> Filing {
    let filing = read(text);
    assert_eq!(laws::amiss(text, &filing), []);
    assert_eq!(laws::misplaced(text, &filing), Vec::<String>::new());
    filing
}

/// A text with marks of its type: `*strong*`, `_emphasis_`, `^raised^`.
fn marked(text: &Text) -> String {
    let piece = |run: &super::super::filing::Run| match run.style {
        Style::Plain => run.text.clone(),
        Style::Strong => format!("*{}*", run.text),
        Style::Emphasis => format!("_{}_", run.text),
        Style::Raised => format!("^{}^", run.text),
    };
    text.runs.iter().map(piece).collect()
}

/// Blocks as lines, each with a sign for what it is.
fn outline(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                lines.push(format!("{} {}", "#".repeat(usize::from(*level)), marked(text)));
            }
            Block::Paragraph(text) => lines.push(marked(text)),
            Block::Lines(all) => lines.push(all.iter().map(marked).collect::<Vec<_>>().join(" / ")),
            Block::List { ordered, items } => {
                let sign = if *ordered { "1." } else { "-" };
                for item in items {
                    let inner = outline(item);
                    lines.extend(inner.into_iter().enumerate().map(|(i, line)| {
                        if i == 0 { format!("{sign} {line}") } else { format!("  {line}") }
                    }));
                }
            }
            Block::Grid(rows) => lines.extend(
                rows.iter().map(|row| row.iter().map(marked).collect::<Vec<_>>().join(" | ")),
            ),
            Block::Table(table) => lines.extend(rows(table)),
        }
    }
    lines
}

/// A table as lines: its title, its head with the columns under each cell, its rows with what is printed.
fn rows(table: &Table) -> Vec<String> {
    let mut lines: Vec<String> =
        table.title.iter().map(|text| format!("title: {}", text.words())).collect();
    lines.extend(table.stub.iter().map(|text| format!("stub: {}", text.words())));
    for row in &table.head {
        let cell = |cell: &super::super::filing::HeadCell| {
            format!("{} {}-{}", marked(&cell.text), cell.columns.start, cell.columns.end)
        };
        lines.push(format!("head: {}", row.iter().map(cell).collect::<Vec<_>>().join(" | ")));
    }
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| {
            cell.as_ref().map_or_else(String::new, |cell| {
                let marks = cell.marks.iter().map(Text::words);
                std::iter::once(cell.printed.clone()).chain(marks).collect::<Vec<_>>().join("^")
            })
        });
        let cells: Vec<String> = cells.collect();
        format!(
            "{}{} | {}",
            "> ".repeat(usize::from(row.indent)),
            marked(&row.label),
            cells.join(" | ")
        )
    };
    lines.extend(table.rows.iter().map(row));
    lines.extend(table.notes.iter().map(|text| format!("note: {}", text.words())));
    lines
}
