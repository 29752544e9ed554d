//! Documents, their statements and all revisions, key by key.

use super::company::{CURRENCY_KEY, SCALE_KEY, UNAUDITED_KEY};
use super::describe::{key, must, words};
use super::{Key, Object, Rule, Shape, form};
use crate::model::document::{Kind as DocumentKind, RevisionKind};

pub(super) const DOCUMENT: Object = Object {
    keys: &[
        must(
            "id",
            Shape::Form(&form::ID),
            "Permanent: other records name the document by it in `filing`.",
        ),
        must("title", Shape::Line, "The title."),
        key(
            "published",
            Shape::Form(&form::MOMENT),
            "Public from this time on, in the company's time zone. A date without a time means the end of that day. \
             Without it the document is a draft.",
        ),
        key(
            "kind",
            Shape::Words(|| words(&DocumentKind::ALL)),
            "What it is about. Without it `other`.",
        ),
        key(
            "period",
            Shape::Form(&form::PERIOD),
            "The period that it reports on, in fiscal terms.",
        ),
        key(
            "form",
            Shape::Line,
            "The form of the SEC: `8-K`. The document then stands among the SEC filings.",
        ),
        key("exhibit", Shape::Line, "The number of the exhibit: `EX-99.1`."),
        key("item", Shape::Line, "The item of the form, in quotes: `\"2.02\"`."),
        key(
            "filed",
            Shape::Form(&form::DATE),
            "The day of filing, where it is not the day of publication.",
        ),
        key("accession", Shape::Form(&form::ACCESSION), "The accession number of EDGAR."),
        key("source_url", Shape::Form(&form::URL), "Where the document as filed stands."),
        key(
            "original",
            Shape::Map(&ORIGINAL),
            "The document as it was issued: a file beside this one.",
        ),
        key(
            "text",
            Shape::Words(|| vec!["verbatim", "summary"]),
            "Whether the text is that of the document, or a summary, which is shown as one. Without it `verbatim`.",
        ),
        key(
            "statements",
            Shape::ByStatement(&STATEMENT),
            "What differs from the company's defaults, by name of the statement.",
        ),
        key(
            "notes",
            Shape::List(&Shape::Map(&NOTE)),
            "Notes of the editor's to figures and charts.",
        ),
        ACCEPTS,
    ],
    rule: Rule::Free,
};

pub(super) const ORIGINAL: Object = Object {
    keys: &[
        must("file", Shape::Line, "The name of the file."),
        key(
            "sha256",
            Shape::Form(&form::SHA256),
            "Its SHA-256: the build makes sure that it is that very file.",
        ),
    ],
    rule: Rule::Free,
};

pub(super) const STATEMENT: Object = Object {
    keys: &[
        key("title", Shape::Line, "The title of the table."),
        CURRENCY_KEY,
        SCALE_KEY,
        UNAUDITED_KEY,
        key("selected", Shape::Truth, "Whether the table shows selected lines only."),
    ],
    rule: Rule::Free,
};

pub(super) const NOTE: Object = Object {
    keys: &[
        key("fact", Shape::Line, "The figure that the note is on: `net-loss@2026-Q3`."),
        key(
            "chart",
            Shape::Line,
            "The chart that the note heads: `cash`, `net-loss` or `operating-expenses`.",
        ),
        must("text", Shape::Line, "The note."),
    ],
    rule: Rule::One(&["fact", "chart"]),
};

pub(super) const ACCEPTS: Key = key(
    "accept",
    Shape::List(&Shape::Map(&ACCEPT)),
    "Warnings that are looked into and accepted, each with a reason and a name.",
);

pub(super) const ACCEPT: Object = Object {
    keys: &[
        must("code", Shape::Form(&form::CODE), "The code of the warning."),
        must("at", Shape::Form(&form::PLACE), "The file of the record and the line in it."),
        must("reason", Shape::Line, "Why it is accepted."),
        must("by", Shape::Line, "Who accepted it."),
        must("date", Shape::Form(&form::DATE), "When."),
    ],
    rule: Rule::Free,
};

pub(super) const REVISION_PUBLISHED: Key = key(
    "published",
    Shape::Form(&form::MOMENT),
    "From when on this version is shown. Without it the version is a draft.",
);
pub(super) const KIND: Key = must(
    "kind",
    Shape::Words(corrections),
    "What kind of change it is. A release is never updated.",
);
pub(super) const WHY: Key = must("why", Shape::Line, "One sentence for visitors.");
pub(super) const BY: Key = key("by", Shape::Line, "Who made the change.");

pub(super) const TEXT_REVISION: Object = Object {
    keys: &[
        REVISION_PUBLISHED,
        KIND,
        WHY,
        BY,
        key("title", Shape::Line, "A new title."),
        key("notes", Shape::List(&Shape::Map(&NOTE)), "New notes, in place of the old."),
    ],
    rule: Rule::Free,
};

pub(super) const STATEMENT_REVISION: Object =
    Object { keys: &[REVISION_PUBLISHED, KIND, WHY, BY], rule: Rule::Free };

pub(super) const PAGE_REVISION: Object = Object {
    keys: &[
        REVISION_PUBLISHED,
        must("kind", Shape::Words(|| words(&RevisionKind::ALL)), "What kind of change it is."),
        WHY,
        BY,
        key("title", Shape::Line, "A new title."),
        key("description", Shape::Line, "A new description."),
    ],
    rule: Rule::Free,
};

fn corrections() -> Vec<&'static str> {
    words(&RevisionKind::ALL).into_iter().filter(|word| *word != "update").collect()
}
