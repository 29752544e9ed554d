//! Reads ASCII text: exhibits and whole filings as they were typed for a line printer.
//!
//! What belongs together is said by columns, blank lines and a few tags. The text is read in four steps:
//! [`line`] finds words and the columns in which they stand, [`page`] takes page furniture off, [`region`]
//! says where the tables are, and then [`table`] reads tables and [`prose`] what stands between them.

mod columns;
mod head;
#[cfg(test)]
mod laws;
mod line;
mod list;
mod page;
mod prose;
#[cfg(test)]
mod quirks;
mod region;
mod rows;
mod shape;
mod sides;
mod table;
mod title;
mod token;

use std::ops::Range;

use super::filing::{Dropped, Filing};
use super::{Importer, Input};
use line::Line;
use title::Part;

/// The reader.
pub(crate) struct Ascii;

impl Importer for Ascii {
    fn name(&self) -> &'static str {
        "ASCII text"
    }

    fn claims(&self, _text: &str) -> bool {
        true
    }

    fn read(&self, input: &Input<'_>) -> Filing {
        let mut lines = line::split(input.text, input.part.clone(), input.dash_escaped);
        let (mut dropped, header) = page::clear(input.text, &mut lines);
        let mut parts = Vec::new();
        let mut start = 0;
        for table in region::find(&lines) {
            between(input.text, &lines, start..table.start, &mut parts, &mut dropped);
            parts.extend(table::read(input.text, &lines[table.clone()]).into_iter().map(Part::new));
            start = table.end;
        }
        between(input.text, &lines, start..lines.len(), &mut parts, &mut dropped);
        dropped.sort_by_key(|dropped| (dropped.at.start, dropped.at.end));
        Filing { header, blocks: title::level(parts), dropped, ..Filing::default() }
    }
}

/// Reads what stands between two tables.
fn between<'a>(
    input: &'a str,
    lines: &[Line<'a>],
    range: Range<usize>,
    parts: &mut Vec<Part>,
    dropped: &mut Vec<Dropped>,
) {
    let Some(lines) = lines.get(range) else { return };
    let mut start = 0;
    for (side, column) in sides::find(lines) {
        prose::read(input, &lines[start..side.start], parts, dropped);
        let blocks = sides::read(input, &lines[side.clone()], column);
        parts.extend(blocks.into_iter().map(Part::side));
        start = side.end;
    }
    prose::read(input, &lines[start..], parts, dropped);
}
