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

use crate::diag::Diagnostics;
use crate::edition::Edition;
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
}

impl Site {
    /// The document with an id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.edition.documents.iter().find(|document| document.id == id)
    }
}

/// Resolves an edition; what is wrong with it is reported, and the site is usable all the same for checks.
#[must_use]
pub fn resolve(edition: Edition, files: &Snapshot, diags: &mut Diagnostics) -> Site {
    let facts = facts::store(&edition.documents, &edition.company.year_end, diags);
    let pipeline = pipeline::rows(&edition.candidates);
    let of_static = |(path, _): (&SitePath, _)| path.below("static").map(|_| path.clone());
    let links = LinkMap::of(&edition, files.iter().filter_map(of_static));
    let site = Site { edition, facts, pipeline, links };
    links::check(&site, diags);
    site
}
