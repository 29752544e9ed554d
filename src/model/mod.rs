//! The field's words: what a company, a document, a statement, a pipeline and a calendar are.
//!
//! These types know neither YAML nor templates. They hold what is public in one edition of a site; how it
//! came to be public is kept as [`Provenance`].

pub mod calendar;
pub mod color;
pub mod company;
pub mod concept;
pub mod counted;
pub mod document;
pub mod fact;
mod headings;
pub mod look;
pub mod pipeline;
pub mod statement;

use std::sync::Arc;

use crate::date::Moment;
use crate::source::Span;

/// What made something public, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The id of the document that said it; `None` when the editor dated it directly.
    pub document: Option<String>,
    /// When it became public.
    pub published: Moment,
}

impl Provenance {
    /// Whether both became public at one time. Documents of one time are one update.
    #[must_use]
    pub fn same_time(&self, other: &Self) -> bool {
        self.published.instant() == other.published.instant()
    }
}

/// A value that became public at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What was said.
    pub value: T,
    /// By what, and when.
    pub source: Provenance,
}

/// Markdown with the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The text.
    pub text: Arc<str>,
    /// Its place in its file; offsets in the text count from here when `exact`.
    pub span: Span,
    /// Whether the text stands in the file byte for byte (it does not in quoted or folded YAML).
    pub exact: bool,
}
