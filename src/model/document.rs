//! Releases, reports and presentations.

use std::collections::BTreeMap;

use super::Prose;
use super::statement::Statement;
use crate::date::{Date, Moment, Period};
use crate::source::{SitePath, Span};

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Results of a period.
    Results,
    /// Trials.
    Clinical,
    /// Dealings with a medicines agency.
    Regulatory,
    /// The listing on an exchange.
    Listing,
    /// Capital, debt.
    Financing,
    /// Board, officers, meetings.
    Governance,
    /// Slides.
    Presentation,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind with the word that content uses for it.
    pub const ALL: [(&'static str, Self); 8] = [
        ("results", Self::Results),
        ("clinical", Self::Clinical),
        ("regulatory", Self::Regulatory),
        ("listing", Self::Listing),
        ("financing", Self::Financing),
        ("governance", Self::Governance),
        ("presentation", Self::Presentation),
        ("other", Self::Other),
    ];

    /// As a visitor reads it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Results => "Results",
            Self::Clinical => "Clinical",
            Self::Regulatory => "Regulatory",
            Self::Listing => "Listing",
            Self::Financing => "Financing",
            Self::Governance => "Governance",
            Self::Presentation => "Presentation",
            Self::Other => "News",
        }
    }
}

/// Whether a page carries the document's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Word for word.
    Verbatim,
    /// Told in other words; the page says so.
    Summary,
}

/// Why something public was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionKind {
    /// It was wrong.
    Correction,
    /// It has moved on.
    Update,
    /// A slip without meaning.
    Minor,
    /// It had to go.
    Redaction,
}

impl RevisionKind {
    /// Every kind with the word that content uses for it.
    pub const ALL: [(&'static str, Self); 4] = [
        ("correction", Self::Correction),
        ("update", Self::Update),
        ("minor", Self::Minor),
        ("redaction", Self::Redaction),
    ];
}

/// One public change of something that was public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// When it became public.
    pub published: Moment,
    /// What kind of change.
    pub kind: RevisionKind,
    /// Why, for the visitor.
    pub why: String,
    /// Who made it.
    pub by: Option<String>,
}

/// What a note of the editor's belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteTarget {
    /// A figure, shown where it is charted.
    Fact(String),
    /// A chart, of which it is the heading.
    Chart(String),
}

/// A dated note of the editor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it belongs to.
    pub target: NoteTarget,
    /// What it says.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// The file as it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The file beside the document.
    pub path: SitePath,
    /// Its SHA-256 in hexadecimal, when recorded.
    pub sha256: Option<String>,
}

/// A release, report or presentation as it stands in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its permanent id.
    pub id: String,
    /// The name of its folder, which is its URL.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// When it became public.
    pub published: Moment,
    /// What it is about.
    pub kind: Kind,
    /// The period that it reports on.
    pub period: Option<Period>,
    /// SEC form: `8-K`.
    pub form: Option<String>,
    /// Exhibit of that form, as EDGAR types it: `EX-99.1`.
    pub exhibit: Option<String>,
    /// Item of that form: `2.02`.
    pub item: Option<String>,
    /// The day of filing, when it differs from the day of publication.
    pub filed: Option<Date>,
    /// EDGAR accession number.
    pub accession: Option<String>,
    /// Where the document stands at the SEC or a wire service.
    pub source_url: Option<String>,
    /// The file as filed.
    pub original: Option<Original>,
    /// Whose words the page carries.
    pub wording: Wording,
    /// The text.
    pub body: Prose,
    /// Its statements, in the order balance sheet, income, cash flows, equity, others.
    pub statements: Vec<Statement>,
    /// Versions of its statements that a public one has replaced, oldest first: what they reported was public.
    pub superseded: Vec<Statement>,
    /// The editor's notes.
    pub notes: Vec<Note>,
    /// Public changes, newest first.
    pub revisions: Vec<Revision>,
    /// The files that it owns: name below the document's folder, and path in the site.
    pub files: BTreeMap<String, SitePath>,
    /// Where its title stands, to point at the document as a whole.
    pub span: Span,
}

impl Document {
    /// `Form 8-K, Item 2.02, Exhibit 99.1`, as far as known.
    #[must_use]
    pub fn form_line(&self) -> Option<String> {
        let parts = [
            self.form.as_ref().map(|form| format!("Form {form}")),
            self.item.as_ref().map(|item| format!("Item {item}")),
            self.exhibit_number().map(|exhibit| format!("Exhibit {exhibit}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// `99.1` of `EX-99.1`.
    #[must_use]
    pub fn exhibit_number(&self) -> Option<&str> {
        let exhibit = self.exhibit.as_deref()?;
        Some(exhibit.strip_prefix("EX-").unwrap_or(exhibit))
    }
}
