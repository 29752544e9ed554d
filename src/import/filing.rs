//! What a reader makes of a filing: its words and tables in reading order, each with its place.
//!
//! A reader knows how a format is laid out and nothing of accounting: it says that these words are a
//! paragraph and that those cells stand in one column. What a column's period is, which line is net loss
//! and what belongs into a site is decided once for all formats, downstream.
//!
//! Every place is a range of bytes of the input's decoded text. Every word and number of the input is in a
//! block or in [`Filing::dropped`]; the law of fidelity is tested on both together.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::date::Date;
use crate::diag::Diagnostics;

/// A filing as it was read.
#[derive(Debug, Default)]
pub(crate) struct Filing {
    /// What the wrapper around it states.
    pub(crate) header: Header,
    /// Its content in reading order.
    pub(crate) blocks: Vec<Block>,
    /// What is page furniture and no content, in the order in which it stands.
    pub(crate) dropped: Vec<Dropped>,
    /// What the reader is unsure of.
    pub(crate) found: Diagnostics,
}

/// What an EDGAR header says of a filing (EDGAR Filer Manual, volume II; PDS technical specification).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// The form of the submission, such as `8-K`.
    pub(crate) form: Option<String>,
    /// The type of the document that was read, such as `EX-99.1`, where it is not the form itself.
    pub(crate) exhibit: Option<String>,
    /// The accession number, `0000950123-06-009728`.
    pub(crate) accession: Option<String>,
    /// The day on which it was filed.
    pub(crate) filed: Option<Date>,
    /// The items of a current report as numbers (`2.02`) or, before 2004, `12`.
    pub(crate) items: Vec<String>,
    /// The filers, in the order of the header.
    pub(crate) companies: Vec<Filer>,
    /// The file name of the document that was read.
    pub(crate) file_name: Option<String>,
}

/// Who files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filer {
    /// The conformed name.
    pub(crate) name: String,
    /// The Central Index Key, as printed.
    pub(crate) cik: Option<String>,
}

/// Words, in pieces that each stand in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// The pieces. Joined without anything between them they are the text: a piece holds its own blanks.
    pub(crate) runs: Vec<Run>,
}

/// A piece of text from one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    /// The words, with entities resolved and blanks folded into single ones.
    pub(crate) text: String,
    /// Where they stand in the input.
    pub(crate) at: Range<usize>,
    /// Whether they are set in strong or emphatic type.
    pub(crate) style: Style,
    /// Where they link to: an `http`, `https` or `mailto` address, never any other.
    pub(crate) link: Option<String>,
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// As the text around them.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Italic or underlined.
    Emphasis,
    /// A footnote mark: raised.
    Raised,
}

impl Text {
    /// One plain piece.
    pub(crate) fn plain(text: impl Into<String>, at: Range<usize>) -> Self {
        Self { runs: vec![Run { text: text.into(), at, ..Run::default() }] }
    }

    /// The words alone.
    pub(crate) fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// From the first byte of the text to its last; empty at 0 for an empty text.
    pub(crate) fn at(&self) -> Range<usize> {
        let start = self.runs.iter().map(|run| run.at.start).min().unwrap_or_default();
        let end = self.runs.iter().map(|run| run.at.end).max().unwrap_or_default();
        start..end.max(start)
    }

    /// Whether there is nothing but blanks.
    pub(crate) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

/// A part of the content.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    /// A heading of the text, from level 1 (the title of the release) down. Titles of statements may come
    /// as headings or as lines; they are told apart later.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words on one line.
        text: Text,
    },
    /// A paragraph, unwrapped: page breaks and running heads inside it are gone.
    Paragraph(Text),
    /// Lines whose breaks matter: a letterhead, an address, a contact, a title of several lines.
    Lines(Vec<Text>),
    /// A list.
    List {
        /// Whether its items are numbered; the numbers themselves are then part of the items' words only
        /// where they do not run 1, 2, 3 ….
        ordered: bool,
        /// Each item is a list of blocks; nested lists are blocks of their own.
        items: Vec<Vec<Block>>,
    },
    /// A table of words, in which no column holds figures: rows of cells.
    Grid(Vec<Vec<Text>>),
    /// A table of figures.
    Table(Table),
}

/// A table of figures, its cells put into columns. A reader keeps every row and judges none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// Where it stands, its head and caption included.
    pub(crate) at: Range<usize>,
    /// Lines inside the table that stand above its head over the whole width, top to bottom: titles,
    /// `(in thousands)`, `(unaudited)`. Those before the table are blocks; they are joined later.
    pub(crate) title: Vec<Text>,
    /// The rows of the head, top to bottom, each with its cells from left to right. A cell that stands
    /// over several columns says so; words of the head that stand over no column are in `stub`.
    pub(crate) head: Vec<Vec<HeadCell>>,
    /// What stands in the head above the labels: `In millions, except per share data`, `ASSETS`.
    pub(crate) stub: Vec<Text>,
    /// How many columns of figures there are.
    pub(crate) columns: usize,
    /// The rows below the head, section rows included.
    pub(crate) rows: Vec<Row>,
    /// Footnotes inside the table, below its rows.
    pub(crate) notes: Vec<Text>,
}

/// A cell of a head.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeadCell {
    /// Its words, on one line.
    pub(crate) text: Text,
    /// The columns of figures that it stands over.
    pub(crate) columns: Range<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// Its label, unwrapped, without dot leaders; empty where the row has none.
    pub(crate) label: Text,
    /// How far the label is indented against the leftmost of the table, in steps: 0, 1, 2 …
    pub(crate) indent: u8,
    /// One for each column of the table; `None` where nothing is printed. A section row has only `None`s.
    pub(crate) cells: Vec<Option<Cell>>,
    /// Whether a rule stands between this row and the one above it, in any column of figures.
    pub(crate) ruled: bool,
}

/// A cell as printed: a figure with what belongs to it, or words in a column of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    /// `$        218`, `(7,790)`, `--`, `122.2%`: as it stands, with its sign of currency, parentheses and
    /// percent sign even where these had cells of their own (then `$ 218`, `(1,234)`, `12%`).
    pub(crate) printed: String,
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// Footnote marks that follow it, such as `(1)`: no part of the figure.
    pub(crate) marks: Vec<Text>,
    /// What inline XBRL says of it.
    pub(crate) tag: Option<Tag>,
}

/// A fact that inline XBRL ties to a cell (Inline XBRL 1.1, `ix:nonFraction`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// The name with its prefix, `us-gaap:Assets`.
    pub(crate) concept: String,
    /// The value in whole units, sign and scale applied; `None` for a nil.
    pub(crate) value: Option<Decimal>,
    /// The power of ten in which it is printed.
    pub(crate) scale: i8,
    /// The first day, of an interval.
    pub(crate) start: Option<Date>,
    /// The day, or the last day of an interval.
    pub(crate) end: Option<Date>,
    /// The unit's measure: `USD`, `USD/shares`, `shares`, `pure`.
    pub(crate) unit: String,
    /// Whether the context has dimensions: the fact is then of a part, and no fact of the whole company.
    pub(crate) dimensional: bool,
}

/// Something that is no content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// Its words as they stand.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// Why it is no content.
    pub(crate) why: Why,
}

/// Why something is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// A page number.
    PageNumber,
    /// A line that is repeated at the head or foot of pages.
    RunningHead,
    /// The mark that ends a release: `###`, `# # #`, `-end-`.
    EndMark,
    /// A footnote mark in a table.
    FootnoteMark,
    /// The header of a submission or the wrapper of a document.
    Wrapper,
    /// Another document of the same submission, or one that is no text.
    OtherDocument,
    /// Words that a browser does not show.
    Hidden,
    /// A phrase about units that stands over more than one column, after its first time.
    Repeated,
    /// Marks of layout: tags of ASCII tables, rules that hold characters.
    Layout,
}

impl Why {
    /// The word for it in reports.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::PageNumber => "page number",
            Self::RunningHead => "running head",
            Self::EndMark => "end mark",
            Self::FootnoteMark => "footnote mark",
            Self::Wrapper => "wrapper",
            Self::OtherDocument => "other document",
            Self::Hidden => "hidden",
            Self::Repeated => "repeated",
            Self::Layout => "layout",
        }
    }
}
