//! The kinds, and what their descriptions share.

use super::company::COMPANY;
use super::document::{DOCUMENT, PAGE_REVISION, STATEMENT, STATEMENT_REVISION, TEXT_REVISION};
use super::records::{CANDIDATE, EVENT, PAGE, PERSON};
use super::{Key, Kind, Rule, Shape, form};

/// Every kind that has a schema.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "company",
        title: "The company",
        place: "content/company.yaml",
        shape: Shape::Map(&COMPANY),
    },
    Kind {
        name: "document",
        title: "A release, report or presentation",
        place: "the front matter of content/filings/*/index.md",
        shape: Shape::Map(&DOCUMENT),
    },
    Kind {
        name: "statement",
        title: "What a document says of one of its statements",
        place: "an entry of `statements` in the front matter of content/filings/*/index.md",
        shape: Shape::Map(&STATEMENT),
    },
    Kind {
        name: "revision",
        title: "A later version of a document's text",
        place: "the front matter of content/filings/*/index.r2.md",
        shape: Shape::Map(&TEXT_REVISION),
    },
    Kind {
        name: "statement-revision",
        title: "When a later version of a statement is public, and why",
        place: "content/filings/*/income.r2.yaml, beside income.r2.csv",
        shape: Shape::Map(&STATEMENT_REVISION),
    },
    Kind {
        name: "pipeline",
        title: "A candidate of the pipeline",
        place: "content/pipeline/*.yaml",
        shape: Shape::Map(&CANDIDATE),
    },
    Kind {
        name: "event",
        title: "An event",
        place: "content/events/*.yaml",
        shape: Shape::Map(&EVENT),
    },
    Kind {
        name: "people",
        title: "Officers and their roles",
        place: "content/people.yaml",
        shape: Shape::List(&Shape::Map(&PERSON)),
    },
    Kind {
        name: "page",
        title: "A free page",
        place: "the front matter of content/pages/*.md",
        shape: Shape::Map(&PAGE),
    },
    Kind {
        name: "page-revision",
        title: "A later version of a page",
        place: "the front matter of content/pages/*.r2.md",
        shape: Shape::Map(&PAGE_REVISION),
    },
];
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
