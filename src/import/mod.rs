//! Filings as they were filed, read into content that builds: prose as Markdown, statements as tables,
//! nothing lost, nothing invented.
//!
//! Reading has two halves. An `Importer` knows one format and makes a `filing::Filing` of it: blocks of
//! words and tables of cells, each with its place. What the tables mean (`statement`), and what becomes of
//! all of it in a site, is the same for every format. The core is pure: text in, files out.

mod ascii;
mod concepts;
mod decode;
mod draft;
mod figure;
mod filing;
mod html;
mod json;
mod names;
mod paste;
mod period;
mod plan;
mod prose;
mod reading;
mod rivals;
mod scan;
mod sgml;
mod statement;
mod sums;
mod table;
mod titles;
mod units;

use std::ops::Range;

use crate::date::FiscalYearEnd;
use crate::diag::{Diagnostic, Severity, code};
use crate::source::{SitePath, Span};
use filing::Filing;
use reading::Reading;

pub use decode::LARGEST;
pub use paste::{Pasted, paste};
pub use plan::{DRAFTS, Plan, Planned, Site, plan};

/// A text to read, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Input<'a> {
    /// The file, for places in findings.
    pub(crate) path: &'a SitePath,
    /// Its whole decoded text: all places are bytes of it.
    pub(crate) text: &'a str,
    /// The part to read: a document inside a submission, else everything.
    pub(crate) part: Range<usize>,
    /// Whether it lies in a privacy-enhanced message, in which a line that begins with `-` is stored as
    /// `- -` (RFC 1421, section 4.3.2.4).
    pub(crate) dash_escaped: bool,
}

impl<'a> Input<'a> {
    /// The text of the part.
    pub(crate) fn slice(&self) -> &'a str {
        self.text.get(self.part.clone()).unwrap_or_default()
    }
}

/// A reader of one format.
pub(crate) trait Importer: Sync {
    /// What the format is called in reports.
    fn name(&self) -> &'static str;
    /// Whether a text is of this format. The readers are asked in the order of [`IMPORTERS`].
    fn claims(&self, text: &str) -> bool;
    /// Reads it. Never fails: what cannot be understood is kept as words, and a diagnostic says so.
    fn read(&self, input: &Input<'_>) -> Filing;
}

/// Every reader, the most particular first; the last takes any text.
static IMPORTERS: [&dyn Importer; 3] = [&sgml::Sgml, &html::Html, &ascii::Ascii];

/// A filing that was read and understood.
#[derive(Debug)]
pub struct Imported {
    /// The file, as it was named.
    pub path: SitePath,
    /// Its decoded text, which all places are in.
    pub text: String,
    /// The format that it was read as.
    pub format: &'static str,
    /// What it says.
    pub(crate) reading: Reading,
}

impl Imported {
    /// Where the filer's fiscal years end: as it was given, as the filing says, else with the calendar year.
    #[must_use]
    pub fn year_end(&self) -> &FiscalYearEnd {
        &self.reading.year_end
    }

    /// The import as one JSON object on one line; `file` is what the caller knows the file as.
    #[must_use]
    pub fn json(&self, file: &str) -> String {
        json::object(self, file)
    }
}

/// Reads a filing. `year_end` is where the company's fiscal years end, if it is known; else what the filing
/// says of it holds, else the calendar year.
///
/// # Errors
/// When the bytes are no filing: empty, too large, binary, a PDF.
pub fn import(
    path: &SitePath,
    bytes: &[u8],
    year_end: Option<&FiscalYearEnd>,
) -> Result<Imported, Box<Diagnostic>> {
    let text = decode::decode(path, bytes)?;
    let input = Input { path, text: &text, part: 0..text.len(), dash_escaped: false };
    let importer = importer(input.slice());
    if let Some(message) = decode::cut_short(&text) {
        let found = Diagnostic::error(code::UNREADABLE, Span::file(path), message);
        return Err(Box::new(found.help("fetch or save the file again, whole")));
    }
    let filing = importer.read(&input);
    if let Some(error) = filing.found.iter().find(|found| found.severity == Severity::Error) {
        return Err(Box::new(error.clone()));
    }
    let format = importer.name();
    let reading = reading::read(filing, year_end);
    Ok(Imported { path: path.clone(), text, format, reading })
}

/// The reader that claims a text.
fn importer(text: &str) -> &'static dyn Importer {
    IMPORTERS.iter().find(|importer| importer.claims(text)).copied().unwrap_or(&ascii::Ascii)
}
