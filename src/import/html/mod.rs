//! Reads HTML: EDGAR's, Word's "filtered", and what browsers save.
//!
//! The document is parsed as browsers parse it ([`tree`]) and walked over once as a reader sees it
//! ([`flow`]): paragraphs, tables on their grids ([`grid`]), page ends. Each grid is then found to be a table
//! of figures ([`table`]) or layout ([`layout`]); page furniture goes ([`pages`]), and what is left is put
//! together into blocks ([`blocks`]).

mod atoms;
mod blocks;
mod columns;
mod facts;
mod flow;
mod grid;
mod heads;
mod layout;
mod look;
mod pages;
mod pieces;
mod pre;
mod sink;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use super::filing::Filing;
use super::{Importer, Input};
use crate::diag::{Diagnostic, code};
use crate::source::Span;
use facts::Facts;
use flow::{Document, Flow, Item};
use layout::Meant;
use look::Look;
use pages::Piece;
use style::Sheet;
use tree::{Excess, ROOT, Tree};

/// The reader.
pub(crate) struct Html;

/// Tags that only HTML has; a text filing's `<TABLE>`, `<CAPTION>` and `<S>` mean something else.
const TAGS: [&str; 20] = [
    "html", "!doctype", "head", "body", "div", "p", "br", "font", "td", "tr", "center", "span",
    "b", "i", "u", "h1", "h2", "h3", "pre", "a",
];

/// As many of these make a document out of a text that begins with none.
const ENOUGH: usize = 3;

impl Importer for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn claims(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let mut end = text.len().min(4096);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let tags = tags(&text[..end]);
        tags >= ENOUGH || (tags > 0 && text.starts_with('<'))
    }

    fn read(&self, input: &Input<'_>) -> Filing {
        let mut filing = Filing::default();
        let tree = Tree::parse(input.text, input.part.clone(), input.dash_escaped);
        if let Some((at, excess)) = tree.stopped {
            let span = Span::new(input.path, at..at + 1);
            let message = match excess {
                Excess::Depth => "the elements here are nested deeper than any reader follows",
                Excess::Attributes => "this tag has more attributes than any element knows",
                Excess::Elements => "elements that nobody closes make more of this than it holds",
            };
            filing.found.push(Diagnostic::error(code::UNREADABLE, span, message).help(
                "open it in a word processor and save it again as HTML, or import it as text",
            ));
            return filing;
        }
        let pieces = shown(&tree, input, &mut filing);
        let pieces = pages::without_breaks(pieces, &mut filing.dropped);
        filing.blocks = blocks::assemble(pieces, &mut filing.dropped);
        filing.dropped.sort_by_key(|dropped| dropped.at.start);
        filing
    }
}

/// How many tags of HTML stand in a text.
fn tags(text: &str) -> usize {
    let name = |after: &str| {
        let end =
            after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '!')).unwrap_or(after.len());
        let closed =
            after[end..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        closed && TAGS.iter().any(|tag| after[..end].eq_ignore_ascii_case(tag))
    };
    text.match_indices('<').filter(|(i, _)| name(&text[i + 1..])).count()
}

/// What a document shows, with its tables read.
fn shown(tree: &Tree, input: &Input<'_>, filing: &mut Filing) -> Vec<Piece> {
    let mut document =
        Document { tree, sheet: Sheet::of(tree, ROOT), facts: Facts::of(tree), shows_white: false };
    let mut flow = Flow::default();
    flow.run(&document, ROOT, Look::default());
    if flow.white > flow.shown {
        // The words lie under the picture of a page: they are all that there is to read.
        document.shows_white = true;
        flow = Flow::default();
        flow.run(&document, ROOT, Look::default());
    }
    filing.dropped.append(&mut flow.dropped);
    let mut pieces = Vec::new();
    let mut rest: Vec<Item> = flow.items;
    rest.reverse();
    while let Some(item) = rest.pop() {
        match item {
            Item::Paragraph(paragraph) => pieces.push(Piece::Paragraph(paragraph)),
            Item::Table(mut grid) => match rest.last_mut() {
                Some(Item::Table(next)) if layout::is_head_of(&grid, next) => {
                    grid.rows.append(&mut next.rows);
                    grid.caption.append(&mut next.caption);
                    (next.rows, next.caption) = (grid.rows, grid.caption);
                }
                _ => match layout::read(grid, &mut filing.dropped) {
                    Meant::Blocks(blocks) => pieces.extend(blocks.into_iter().map(Piece::Block)),
                    Meant::Items(items) => rest.extend(items.into_iter().rev()),
                },
            },
            Item::Break => pieces.push(Piece::Break),
            Item::Preformatted(text) => {
                let read = pre::read(&text, input);
                filing.dropped.extend(read.dropped);
                read.found.iter().cloned().for_each(|d| filing.found.push(d));
                pieces.extend(read.blocks.into_iter().map(Piece::Block));
            }
            Item::Opens(ordered) => pieces.push(Piece::Opens(ordered)),
            Item::Entry => pieces.push(Piece::Entry),
            Item::Closes => pieces.push(Piece::Closes),
        }
    }
    pieces
}
