//! A table's cells on the grid that `colspan` and `rowspan` make.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::filing::{Run, Tag, Text};
use super::flow::{Document, Flow, Item};
use super::look::{Look, descend};
use super::style::{Align, Display};
use super::tree::{Id, Tree};

/// As many columns as browsers let a cell stand over.
const COLSPAN: u32 = 1000;

/// So many cells of rows above are looked after; no table has more.
const REACHING: usize = 1000;

/// A table as it is laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) caption: Vec<Item>,
    pub(super) rows: Vec<Line>,
    /// Whether a cell holds a table of its own.
    pub(super) nests: bool,
}

/// A row of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) cells: Vec<GridCell>,
    /// Whether it stands in a head by its element.
    pub(super) head: bool,
}

/// A cell on the grid.
#[derive(Clone, Debug, Default)]
pub(super) struct GridCell {
    /// The columns that it stands over.
    pub(super) columns: Range<u32>,
    pub(super) items: Vec<Item>,
    pub(super) head: bool,
    pub(super) align: Align,
    /// Its own padding, in tenths of a point.
    pub(super) indent: i32,
    pub(super) rule_above: bool,
    pub(super) rule_below: bool,
}

impl Grid {
    /// Reads a table; what is not shown of it goes to the outer flow.
    pub(super) fn read(document: &Document<'_>, table: Id, look: &Look, outer: &mut Flow) -> Self {
        let tree = document.tree;
        let mut grid = Self::default();
        let mut spans = Spans::default();
        let mut at = tree.node(table).first;
        let mut looks: Vec<(Id, Look)> = vec![(table, look.inside())];
        while let Some(id) = at {
            while looks.len() > 1
                && looks.last().is_some_and(|(open, _)| !is_inside(tree, id, *open))
            {
                looks.pop();
            }
            let around = looks.last().map(|(_, look)| look.clone()).unwrap_or_default();
            let name = tree.name(id);
            let mut over = true;
            match name {
                "thead" | "tbody" | "tfoot" | "tr" => {
                    let inner = descend(document, id, name, &around);
                    if document.sheet.style(tree, id).display == Display::None {
                        outer.hide(tree, id);
                    } else {
                        if name == "tr" {
                            let head = looks.iter().any(|(id, _)| tree.name(*id) == "thead");
                            grid.rows.push(Line { cells: Vec::new(), head });
                            spans.next_row();
                        }
                        looks.push((id, inner));
                        over = false;
                    }
                }
                "td" | "th" => grid.cell(document, id, &around, &mut spans, outer),
                "caption" => {
                    let inner = descend(document, id, name, &around);
                    grid.caption.extend(flow_into(document, id, inner, outer));
                }
                "colgroup" | "" => {}
                _ => over = false,
            }
            at = tree.following(id, table, over);
        }
        grid
    }

    fn cell(
        &mut self,
        document: &Document<'_>,
        id: Id,
        around: &Look,
        spans: &mut Spans,
        outer: &mut Flow,
    ) {
        let tree = document.tree;
        let style = document.sheet.style(tree, id);
        if style.display == Display::None {
            outer.hide(tree, id);
            return;
        }
        let columns =
            spans.place(number(tree, id, "colspan").clamp(1, COLSPAN), number(tree, id, "rowspan"));
        let name = tree.name(id);
        let look = descend(document, id, name, around).inside();
        let align = look.align;
        let items = flow_into(document, id, look, outer);
        self.nests |=
            items.iter().any(|item| matches!(item, Item::Table(grid) if !grid.is_blank()));
        let cell = GridCell {
            columns,
            items,
            head: name == "th",
            align,
            indent: style.indent,
            rule_above: style.rule_above,
            rule_below: style.rule_below,
        };
        if self.rows.is_empty() {
            self.rows.push(Line::default());
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
        }
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.iter().all(|row| row.cells.iter().all(GridCell::is_blank))
            && self.caption.is_empty()
    }
}

/// What stands in a node; what is not shown goes to the outer flow.
fn flow_into(document: &Document<'_>, id: Id, look: Look, outer: &mut Flow) -> Vec<Item> {
    let mut flow = Flow::default();
    flow.run(document, id, look);
    outer.dropped.append(&mut flow.dropped);
    outer.white += flow.white;
    outer.shown += flow.shown;
    flow.items
}

/// Whether a node lies in another: rows lie at most two steps below their table, but for stray elements.
fn is_inside(tree: &Tree, id: Id, open: Id) -> bool {
    let mut at = tree.node(id).parent;
    for _ in 0..8 {
        match at {
            Some(parent) if parent == open => return true,
            Some(parent) => at = tree.node(parent).parent,
            None => return false,
        }
    }
    false
}

fn number(tree: &Tree, id: Id, name: &str) -> u32 {
    let digits =
        |text: &str| text.trim().chars().take_while(char::is_ascii_digit).collect::<String>();
    tree.attribute(id, name).and_then(|text| digits(text).parse().ok()).unwrap_or(1)
}

impl GridCell {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.items.iter().all(|item| match item {
            Item::Paragraph(_) => false,
            Item::Table(grid) => grid.is_blank(),
            Item::Preformatted(pieces) => pieces.iter().all(|(text, _)| text.trim().is_empty()),
            Item::Break | Item::Opens(_) | Item::Entry | Item::Closes => true,
        })
    }

    /// Whether it has at most one line.
    pub(super) fn is_one_line(&self) -> bool {
        let lines = self.items.iter().map(|item| match item {
            Item::Paragraph(paragraph) => paragraph.lines.len(),
            Item::Preformatted(_) => 2,
            _ => 0,
        });
        lines.sum::<usize>() < 2
    }

    /// Its lines, of all paragraphs in it.
    pub(super) fn lines(&self) -> Vec<Vec<Run>> {
        let mut lines = Vec::new();
        for item in &self.items {
            match item {
                Item::Paragraph(paragraph) => lines.extend(paragraph.lines.iter().cloned()),
                Item::Preformatted(pieces) => lines.extend(preformatted(pieces)),
                _ => {}
            }
        }
        lines
    }

    /// Its first fact.
    pub(super) fn tag(&self) -> Option<Tag> {
        let mut tags = self.items.iter().flat_map(|item| match item {
            Item::Paragraph(paragraph) => paragraph.tags.as_slice(),
            _ => &[],
        });
        tags.next().cloned()
    }

    /// How far its words are indented.
    pub(super) fn indentation(&self) -> i32 {
        let first = self.items.iter().find_map(|item| match item {
            Item::Paragraph(paragraph) => Some(paragraph.indent),
            _ => None,
        });
        self.indent + first.unwrap_or(0)
    }
}

/// Text with kept line ends as lines of words.
fn preformatted(pieces: &[(String, Range<usize>)]) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for (text, at) in pieces {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty()
                && let Some(last) = lines.last_mut()
            {
                let blank = if last.is_empty() || !line.starts_with(char::is_whitespace) {
                    ""
                } else {
                    " "
                };
                last.push(Run {
                    text: format!("{blank}{words}"),
                    at: at.clone(),
                    ..Run::default()
                });
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Lines as one text, a blank for each line end.
pub(super) fn joined(lines: Vec<Vec<Run>>) -> Text {
    let mut text = Text::default();
    for line in lines {
        if let Some(run) = text.runs.last_mut() {
            run.text.push(' ');
        }
        text.runs.extend(line);
    }
    text
}

/// The columns that cells of rows above still stand in.
#[derive(Debug, Default)]
struct Spans {
    /// By first column: one past the last, and how many rows are left.
    open: BTreeMap<u32, (u32, u32)>,
    added: Vec<(u32, u32, u32)>,
    column: u32,
}

impl Spans {
    fn next_row(&mut self) {
        for (_, rows) in self.open.values_mut() {
            *rows = rows.saturating_sub(1);
        }
        self.open.retain(|_, (_, rows)| *rows > 0);
        for (start, end, rows) in self.added.drain(..) {
            self.open.insert(start, (end, rows));
        }
        self.column = 0;
    }

    /// The columns of the next cell of this row.
    fn place(&mut self, width: u32, rows: u32) -> Range<u32> {
        while let Some((_, (end, _))) = self.open.range(..=self.column).next_back()
            && *end > self.column
        {
            self.column = *end;
        }
        let start = self.column;
        let end = start.saturating_add(width);
        self.column = end;
        // No row count at all means to the end of the table.
        let rows = if rows == 0 { u32::MAX } else { rows };
        if rows > 1 && self.open.len() < REACHING {
            self.added.push((start, end, rows - 1));
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_beside_those_that_reach_down_from_above() {
        let mut spans = Spans::default();
        spans.next_row();
        assert_eq!(spans.place(1, 2), 0..1);
        assert_eq!(spans.place(2, 1), 1..3);
        assert_eq!(spans.place(1, 3), 3..4);
        spans.next_row();
        assert_eq!(spans.place(1, 1), 1..2);
        assert_eq!(spans.place(1, 1), 2..3);
        assert_eq!(spans.place(1, 1), 4..5);
        spans.next_row();
        assert_eq!(spans.place(3, 1), 0..3);
        assert_eq!(spans.place(1, 1), 4..5);
        spans.next_row();
        assert_eq!(spans.place(4, 1), 0..4);
    }
}
