//! When a record becomes public: by a date of its own, or with the document that it names.

use std::collections::BTreeMap;

use super::fields::{self, Fields, Reader};
use crate::date::Moment;
use crate::diag::{Diagnostic, Diagnostics, code, nearest};
use crate::model::{Provenance, Stated};
use crate::source::{Span, Spanned};
use crate::text::yaml::Node;

/// What a record says of when it is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dating {
    /// At a time of its own.
    At(Moment),
    /// With the document of this id.
    With(Spanned<String>),
    /// Not said: a draft, never public.
    Draft,
}

/// A value and what is said of when it is public.
#[derive(Clone, Debug)]
pub struct Dated<T> {
    /// When.
    pub dating: Dating,
    /// The value.
    pub value: T,
    /// Where the entry stands.
    pub span: Span,
}

/// Reads `published` or `filing` of a record.
pub fn dating(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> Option<Dating> {
    let stated = (fields.has("published"), fields.has("filing"));
    let published = fields.optional("published", reader, fields::moment);
    let filing = fields.optional("filing", reader, fields::reference);
    match stated {
        (true, true) => {
            let range = fields.key_range("published");
            let help = "keep `filing` to be public with that document, or `published` for a time of its own";
            let message = "`published` and `filing` cannot stand together";
            reader.error_help(code::BAD_VALUE, &range, message, help);
            None
        }
        (true, false) => published.map(Dating::At),
        (false, true) => filing.map(Dating::With),
        (false, false) => Some(Dating::Draft),
    }
}

/// Reads an entry `{filing or published, value}`.
pub fn dated<T>(node: &Node, reader: &mut Reader<'_>, read: fields::Read<T>) -> Option<Dated<T>> {
    let mut fields = Fields::of(node, reader)?;
    let dating = dating(&mut fields, reader);
    let value = fields.required("value", reader, read);
    let range = fields.range();
    let span = reader.span(&(range.start..range.start + 1));
    fields.close(reader);
    Some(Dated { dating: dating?, value: value?, span })
}

/// Something that is not public: what, and from when on it will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub what: String,
    /// When it becomes public; `None` for a draft.
    pub until: Option<Moment>,
    /// The document that it becomes public with, if it has no date of its own.
    pub with: Option<String>,
}

/// When each document becomes public; `None` for a draft.
pub type Documents = BTreeMap<String, Option<Moment>>;

/// What a dating comes to.
pub enum Settled {
    /// Public from this on.
    Public(Provenance),
    /// Never public.
    Draft,
    /// It names a document that does not exist; reported.
    Broken,
}

/// Looks up the document that a dating names.
pub fn settle(dating: &Dating, documents: &Documents, diags: &mut Diagnostics) -> Settled {
    match dating {
        Dating::At(published) => {
            Settled::Public(Provenance { document: None, published: published.clone() })
        }
        Dating::Draft => Settled::Draft,
        Dating::With(id) => match documents.get(&id.value) {
            Some(Some(published)) => Settled::Public(Provenance {
                document: Some(id.value.clone()),
                published: published.clone(),
            }),
            Some(None) => Settled::Draft,
            None => {
                diags.push(dangling(id, documents));
                Settled::Broken
            }
        },
    }
}

/// Whether a finding is that a record names no document.
pub(super) fn is_dangling(finding: &Diagnostic) -> bool {
    finding.code == code::DANGLING && finding.message.starts_with(NO_DOCUMENT)
}

const NO_DOCUMENT: &str = "no document has the id";

fn dangling(id: &Spanned<String>, documents: &Documents) -> Diagnostic {
    let known: Vec<&str> = documents.keys().map(String::as_str).collect();
    let help = match nearest(&id.value, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "there is no document in content/filings/ yet".into(),
        None => format!("the documents are: {}", known.join(", ")),
    };
    let message = format!("{NO_DOCUMENT} `{}`", id.value);
    Diagnostic::error(code::DANGLING, id.span.clone(), message).help(help)
}

/// Settles a list of dated values; drafts go to `held`. Of two values of one time neither would be the newest,
/// so that is an error.
pub fn settle_all<T>(
    values: Vec<Dated<T>>,
    what: &str,
    documents: &Documents,
    held: &mut Vec<Held>,
    diags: &mut Diagnostics,
) -> Vec<Stated<T>> {
    let mut stated: Vec<Stated<T>> = Vec::new();
    for Dated { dating, value, span } in values {
        match settle(&dating, documents, diags) {
            Settled::Public(source) => {
                if stated.iter().any(|earlier| earlier.source.same_time(&source)) {
                    let date = source.published.long();
                    let message =
                        format!("two entries of {what} are public from one time on: {date}");
                    let finding = Diagnostic::error(code::DUPLICATE_ID, span, message);
                    diags.push(finding.help("keep one of them, or give them different dates"));
                }
                stated.push(Stated { value, source });
            }
            Settled::Draft => {
                held.push(Held { span, what: what.to_owned(), until: None, with: None });
            }
            Settled::Broken => {}
        }
    }
    stated
}
