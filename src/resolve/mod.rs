//! Records to a site: facts stored, references checked, the pipeline laid out as rows.
//!
//! A [`Site`] is what charts, pages and downloads are made from. It is immutable, and every reference in it
//! has been followed once: rendering finds no broken link.

mod facts;
mod links;
mod pipeline;

pub use links::{Link, LinkMap, follow};
pub use pipeline::{Change, Pipeline, PipelineRow};
pub(crate) use pipeline::{is_succeeded, predecessor, said_before};

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::edition::Edition;
use crate::model::Prose;
use crate::model::document::Document;
use crate::model::fact::FactStore;
use crate::source::{SitePath, Snapshot};

/// A site, ready to be checked and rendered.
#[derive(Clone, Debug)]
pub struct Site {
    /// What is public.
    pub edition: Edition,
    /// Every figure.
    pub facts: FactStore,
    /// The pipeline as rows.
    pub pipeline: Pipeline,
    /// Where links lead.
    pub links: LinkMap,
    /// Which of the documents has an id: every figure of every table asks.
    by_id: BTreeMap<String, usize>,
    /// Which of them a text is the body of, by its file.
    by_body: BTreeMap<SitePath, usize>,
}

impl Site {
    fn new(edition: Edition, facts: FactStore, pipeline: Pipeline, links: LinkMap) -> Self {
        let (mut by_id, mut by_body) = (BTreeMap::new(), BTreeMap::new());
        // Of two with one id, the newer stands first and is meant.
        for (index, document) in edition.documents.iter().enumerate() {
            by_id.entry(document.id.clone()).or_insert(index);
            by_body.entry(document.body.span.path.clone()).or_insert(index);
        }
        Self { edition, facts, pipeline, links, by_id, by_body }
    }

    /// The document with an id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.edition.documents.get(*self.by_id.get(id)?)
    }

    /// The document that a text is the body of.
    #[must_use]
    pub fn document_of(&self, prose: &Prose) -> Option<&Document> {
        self.edition.documents.get(*self.by_body.get(&prose.span.path)?)
    }
}

/// Resolves an edition; what is wrong with it is reported, and the site is usable all the same for checks.
#[must_use]
pub fn resolve(edition: Edition, files: &Snapshot, diags: &mut Diagnostics) -> Site {
    let facts = facts::store(&edition.documents, &edition.company.year_end, diags);
    let pipeline = pipeline::rows(&edition.candidates);
    let of_static = |(path, _): (&SitePath, _)| path.below("static").map(|_| path.clone());
    let links = LinkMap::of(&edition, files.iter().filter_map(of_static));
    let site = Site::new(edition, facts, pipeline, links);
    links::check(&site, diags);
    site
}
