//! The kinds, and what their descriptions share.

use super::company::COMPANY;
use super::document::{DOCUMENT, PAGE_REVISION, STATEMENT, STATEMENT_REVISION, TEXT_REVISION};
use super::records::{CANDIDATE, EVENT, PAGE, PERSON};
use super::{Key, Kind, Rule, Shape, form};

/// Every kind that has a schema.
pub const KINDS: &[Kind] = &[
    kind("company", "The company", "content/company.yaml", Shape::Map(&COMPANY)),
    kind(
        "document",
        "A release, report or presentation",
        "the front matter of content/filings/*/index.md",
        Shape::Map(&DOCUMENT),
    ),
    kind(
        "statement",
        "What a document says of one of its statements",
        "an entry of `statements` in the front matter of content/filings/*/index.md",
        Shape::Map(&STATEMENT),
    ),
    kind(
        "revision",
        "A later version of a document's text",
        "the front matter of content/filings/*/index.r2.md",
        Shape::Map(&TEXT_REVISION),
    ),
    kind(
        "statement-revision",
        "When a later version of a statement is public, and why",
        "content/filings/*/income.r2.yaml, beside income.r2.csv",
        Shape::Map(&STATEMENT_REVISION),
    ),
    kind(
        "pipeline",
        "A candidate of the pipeline",
        "content/pipeline/*.yaml",
        Shape::Map(&CANDIDATE),
    ),
    kind("event", "An event", "content/events/*.yaml", Shape::Map(&EVENT)),
    kind(
        "people",
        "Officers and their roles",
        "content/people.yaml",
        Shape::List(&Shape::Map(&PERSON)),
    ),
    kind("page", "A free page", "the front matter of content/pages/*.md", Shape::Map(&PAGE)),
    kind(
        "page-revision",
        "A later version of a page",
        "the front matter of content/pages/*.r2.md",
        Shape::Map(&PAGE_REVISION),
    ),
];

const fn kind(name: &'static str, title: &'static str, place: &'static str, shape: Shape) -> Kind {
    Kind { name, title, place, shape }
}

pub(super) const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

pub(super) const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

pub(super) const DATED: Rule = Rule::NotTogether(&["filing", "published"]);
pub(super) const FILING: Key = key(
    "filing",
    Shape::Form(&form::REFERENCE),
    "Public with the document of this id. In its place `published` may stand; with neither this is a draft.",
);
pub(super) const PUBLISHED: Key = key(
    "published",
    Shape::Form(&form::MOMENT),
    "Public from this time on, in the company's time zone. A date without a time means the end of that day.",
);

pub(super) fn words<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(word, _)| *word).collect()
}
