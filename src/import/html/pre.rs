//! Text between `<pre>` and `</pre>`: laid out with blanks, as in filings that are all text. It is read as
//! they are, and its places are moved to where it stands.

use std::ops::Range;

use super::super::ascii::Ascii;
use super::super::filing::{Block, Filing, Table, Text};
use super::super::{Importer, Input};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Span;

/// Reads pieces of such text.
pub(super) fn read(pieces: &[(String, Range<usize>)], input: &Input<'_>) -> Filing {
    let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
    let map = Map::of(pieces);
    let inner = Input { path: input.path, part: 0..text.len(), text: &text, dash_escaped: false };
    let mut filing = Ascii.read(&inner);
    filing.blocks.iter_mut().for_each(|block| map.block(block));
    for dropped in &mut filing.dropped {
        map.settle(&mut dropped.at);
    }
    filing.found = map.found(&filing.found);
    filing
}

/// Where the pieces of a text stand: the first byte of each in the text, and its place.
struct Map(Vec<(usize, usize, Range<usize>)>);

impl Map {
    fn of(pieces: &[(String, Range<usize>)]) -> Self {
        let mut starts = Vec::with_capacity(pieces.len());
        let (mut at, mut last) = (0, 0);
        for (text, place) in pieces {
            // A line end that the document makes with a tag has no place of its own.
            let place = if place.is_empty() { last..last } else { place.clone() };
            last = place.end;
            starts.push((at, text.len(), place));
            at += text.len();
        }
        Self(starts)
    }

    /// The place of a byte, or of the end of the byte before it.
    fn place(&self, byte: usize, end: bool) -> usize {
        let probe = byte.saturating_sub(usize::from(end));
        let i = self.0.partition_point(|(start, ..)| *start <= probe).saturating_sub(1);
        let Some((start, length, at)) = self.0.get(i) else { return 0 };
        if *length == at.len() {
            (at.start + byte.saturating_sub(*start)).min(at.end)
        } else if end {
            at.end
        } else {
            at.start
        }
    }

    fn settle(&self, range: &mut Range<usize>) {
        if Range::is_empty(range) {
            let at = self.place(range.start, false);
            *range = at..at;
        } else {
            *range = self.place(range.start, false)..self.place(range.end, true);
        }
    }

    fn text(&self, text: &mut Text) {
        text.runs.iter_mut().for_each(|run| self.settle(&mut run.at));
    }

    fn block(&self, block: &mut Block) {
        // Lists hold blocks; those still to be done wait here.
        let mut waiting = vec![block];
        while let Some(block) = waiting.pop() {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => self.text(text),
                Block::Lines(lines) => lines.iter_mut().for_each(|text| self.text(text)),
                Block::Grid(rows) => rows.iter_mut().flatten().for_each(|text| self.text(text)),
                Block::List { items, .. } => waiting.extend(items.iter_mut().flatten()),
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn table(&self, table: &mut Table) {
        self.settle(&mut table.at);
        let lines = table.title.iter_mut().chain(&mut table.stub).chain(&mut table.notes);
        lines.for_each(|text| self.text(text));
        table.head.iter_mut().flatten().for_each(|cell| self.text(&mut cell.text));
        for row in &mut table.rows {
            self.settle(&mut row.at);
            self.text(&mut row.label);
            for cell in row.cells.iter_mut().flatten() {
                self.settle(&mut cell.at);
                cell.marks.iter_mut().for_each(|mark| self.text(mark));
            }
        }
    }

    fn found(&self, found: &Diagnostics) -> Diagnostics {
        let mut moved = Diagnostics::default();
        let span = |span: &Span| {
            let mut range = span.start..span.end;
            self.settle(&mut range);
            Span::new(&span.path, range)
        };
        moved.extend(found.iter().map(|diagnostic| {
            let mut diagnostic: Diagnostic = diagnostic.clone();
            diagnostic.span = diagnostic.span.as_ref().map(span);
            for label in &mut diagnostic.labels {
                label.span = span(&label.span);
            }
            diagnostic
        }));
        moved
    }
}
