//! Reads full EDGAR submissions: a header and several documents in one text, of all the wrappers that were in
//! use since 1993.
//!
//! The header says what was filed and by whom; the documents are chosen by type, and each is given to the
//! reader of its format.

mod documents;
mod header;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::ascii::Ascii;
use super::filing::{Block, Dropped, Filing, Table, Text, Why};
use super::html::Html;
use super::{Importer, Input};
use crate::diag::{Diagnostic, code};
use crate::source::Span;
use documents::Document;

/// The reader.
pub(crate) struct Sgml;

/// The line with which a privacy-enhanced message begins (RFC 1421, section 4.4).
const MESSAGE: &str = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----";

/// Tags with which a submission, or a document cut out of one, begins.
const BEGINNINGS: [&str; 7] = [
    "<SEC-DOCUMENT>",
    "<IMS-DOCUMENT>",
    "<SEC-HEADER>",
    "<IMS-HEADER>",
    "<SUBMISSION>",
    "<DOCUMENT>",
    "<TYPE>",
];

impl Importer for Sgml {
    fn name(&self) -> &'static str {
        "EDGAR submission"
    }

    fn claims(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let begins =
            |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        begins(MESSAGE) || BEGINNINGS.into_iter().any(begins)
    }

    fn read(&self, input: &Input<'_>) -> Filing {
        let mut filing = Filing::default();
        let start = input.part.end
            - input.slice().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
        let part = start..input.part.end;
        let escaped = input.dash_escaped
            || input.text.get(part.clone()).is_some_and(|text| text.starts_with(MESSAGE));
        let (header_end, documents) = documents::find(input.text, part.clone());
        filing.header = header::read(input.text.get(part.start..header_end).unwrap_or_default());
        wrapper(input.text, part.start..header_end, &mut filing);
        let chosen = choose(input, &documents, filing.header.form.as_deref());
        if chosen.is_empty() {
            filing.found.push(
                Diagnostic::error(
                    code::UNREADABLE,
                    Span::file(input.path),
                    "this submission holds no document that can be read",
                )
                .help("import the release or the statements themselves, as text or HTML"),
            );
        }
        let main = filing.header.form.clone();
        for (i, document) in documents.iter().enumerate() {
            wrapper(input.text, document.wrapper.clone(), &mut filing);
            if chosen.contains(&i) {
                take(input, document, escaped, &mut filing);
            } else {
                let is_main =
                    i == 0 && main.as_deref().is_none_or(|form| same_form(&document.kind, form));
                leave(input, document, escaped, is_main, &mut filing);
            }
        }
        let last = documents.last().map_or(header_end, |last| last.text.end);
        wrapper(input.text, last..part.end, &mut filing);
        filing.dropped.sort_by_key(|dropped| dropped.at.start);
        filing
    }
}

/// Whether a document's type is the form of the submission, amendments aside.
fn same_form(kind: &str, form: &str) -> bool {
    let bare = |text: &str| text.to_ascii_uppercase().replace("/A", "").replace(['-', ' '], "");
    bare(kind) == bare(form)
}

/// Which documents are the filing: the releases of a current report, else the main document.
fn choose(input: &Input<'_>, documents: &[Document], form: Option<&str>) -> Vec<usize> {
    let text = |document: &Document| input.text.get(document.text.clone()).unwrap_or_default();
    let readable = |i: &usize| {
        !documents[*i].is_data(text(&documents[*i])) && !text(&documents[*i]).trim().is_empty()
    };
    let all: Vec<usize> = (0..documents.len()).filter(readable).collect();
    let form =
        form.or_else(|| documents.first().map(|first| first.kind.as_str())).unwrap_or_default();
    let current = ["8K", "6K"]
        .iter()
        .any(|current| form.replace('-', "").to_ascii_uppercase().starts_with(current));
    let releases: Vec<usize> = all.iter().copied().filter(|i| documents[*i].is_release()).collect();
    if current && !releases.is_empty() {
        return releases;
    }
    let main = all.iter().copied().find(|i| same_form(&documents[*i].kind, form));
    main.or_else(|| all.first().copied()).into_iter().collect()
}

/// Reads a document and adds it to what was read before.
fn take(input: &Input<'_>, document: &Document, dash_escaped: bool, filing: &mut Filing) {
    if !document.ended {
        let at = document.text.end;
        let message = format!(
            "the document {} has no end tag: the submission may have been cut off",
            document.name()
        );
        filing.found.push(Diagnostic::warning(
            code::LAYOUT,
            Span::new(input.path, at..at),
            message,
        ));
    }
    let read = delegate(input, document, dash_escaped);
    filing.blocks.extend(read.blocks);
    filing.dropped.extend(read.dropped);
    filing.found.extend(read.found);
    let header = &mut filing.header;
    let exhibit = document.kind.to_ascii_uppercase().starts_with("EX-");
    if exhibit && header.exhibit.is_none() {
        header.exhibit = Some(document.kind.clone());
    }
    if !exhibit && header.form.is_none() && !document.kind.is_empty() {
        header.form = Some(document.kind.clone());
    }
    if header.file_name.is_none() {
        header.file_name.clone_from(&document.file_name);
    }
}

/// Gives a document to the reader of its format.
fn delegate(input: &Input<'_>, document: &Document, dash_escaped: bool) -> Filing {
    let part = inner(input.text, document.text.clone());
    let inner = Input { path: input.path, text: input.text, part, dash_escaped };
    let text = inner.slice().trim_start();
    if Html.claims(text) || text.starts_with("<?xml") {
        Html.read(&inner)
    } else {
        Ascii.read(&inner)
    }
}

/// The text of a document without the tag that some have around it: `<XBRL>`, `<XML>`.
fn inner(text: &str, part: Range<usize>) -> Range<usize> {
    let slice = text.get(part.clone()).unwrap_or_default();
    let bare = slice.trim_start();
    let Some(tag) = ["<XBRL>", "<XML>"].into_iter().find(|tag| bare.starts_with(tag)) else {
        return part;
    };
    let start = part.end - bare.len() + tag.len();
    let end = slice
        .trim_end()
        .strip_suffix(&tag.replace('<', "</"))
        .map_or(part.end, |rest| part.start + rest.len());
    start..end.max(start)
}

/// Notes a document as no part of the filing: the body of the report with its words, any other by name.
fn leave(
    input: &Input<'_>,
    document: &Document,
    escaped: bool,
    is_main: bool,
    filing: &mut Filing,
) {
    let text = input.text.get(document.text.clone()).unwrap_or_default();
    let text = if is_main && !document.is_data(text) {
        let read = delegate(input, document, escaped);
        let mut words = Vec::new();
        words_of(&read.blocks, &mut words);
        words.extend(
            read.dropped
                .into_iter()
                .filter(|dropped| dropped.why != Why::Hidden)
                .map(|dropped| dropped.text),
        );
        words.join(" ")
    } else {
        document.name()
    };
    filing.dropped.push(Dropped { text, at: document.text.clone(), why: Why::OtherDocument });
}

/// The words of blocks, in their order.
fn words_of(blocks: &[Block], words: &mut Vec<String>) {
    let mut waiting: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = waiting.pop() {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => words.push(text.words()),
            Block::Lines(lines) => words.extend(lines.iter().map(Text::words)),
            Block::Grid(rows) => words.extend(rows.iter().flatten().map(Text::words)),
            Block::List { items, .. } => waiting.extend(items.iter().flatten().rev()),
            Block::Table(table) => words_of_table(table, words),
        }
    }
}

fn words_of_table(table: &Table, words: &mut Vec<String>) {
    words.extend(table.title.iter().chain(&table.stub).map(Text::words));
    words.extend(table.head.iter().flatten().map(|cell| cell.text.words()));
    for row in &table.rows {
        words.push(row.label.words());
        for cell in row.cells.iter().flatten() {
            words.push(cell.printed.clone());
            words.extend(cell.marks.iter().map(Text::words));
        }
    }
    words.extend(table.notes.iter().map(Text::words));
}

/// Notes the lines of a header or a wrapper as no content.
fn wrapper(text: &str, part: Range<usize>, filing: &mut Filing) {
    let mut at = part.start;
    for line in text.get(part).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            filing.dropped.push(Dropped {
                text,
                at: start..start + words.len(),
                why: Why::Wrapper,
            });
        }
        at += line.len();
    }
}
