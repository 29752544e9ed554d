//! What a build makes: files by path, as bytes or as pure jobs that make them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diag::Diagnostic;
use crate::source::{SitePath, Source};

/// How the content of a file is made when it is needed, so that no more than one page need be in memory.
pub type Job<'a> = Box<dyn Fn() -> Result<Vec<u8>, Box<Diagnostic>> + Send + Sync + 'a>;

/// The content of one file.
pub enum Artefact<'a> {
    /// A file of the site that is passed through.
    Source(&'a Source),
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// Bytes still to be made.
    Job(Job<'a>),
}

impl Artefact<'_> {
    /// The bytes.
    ///
    /// # Errors
    /// When a page cannot be rendered.
    pub fn bytes(&self) -> Result<std::borrow::Cow<'_, [u8]>, Box<Diagnostic>> {
        Ok(match self {
            Self::Source(source) => source.bytes().into(),
            Self::Bytes(bytes) => bytes.as_slice().into(),
            Self::Job(job) => job()?.into(),
        })
    }
}

/// All files of a built site, sorted by path.
#[derive(Default)]
pub struct Output<'a> {
    files: BTreeMap<SitePath, Artefact<'a>>,
}

impl<'a> Output<'a> {
    /// Adds a file. A path that is taken stays as it was, and the artefact is given back.
    ///
    /// # Errors
    /// When two producers make one path.
    pub fn insert(&mut self, path: SitePath, artefact: Artefact<'a>) -> Result<(), SitePath> {
        match self.files.entry(path) {
            Entry::Occupied(entry) => Err(entry.key().clone()),
            Entry::Vacant(entry) => {
                entry.insert(artefact);
                Ok(())
            }
        }
    }

    /// The files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &Artefact<'a>)> {
        self.files.iter()
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
