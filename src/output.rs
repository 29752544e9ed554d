//! What a build makes: files by path, as bytes or as pure jobs that make them.

use std::collections::BTreeMap;

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
    /// A page still to be rendered.
    Page {
        /// The file of the record that it is the page of, if it is one record's.
        record: Option<SitePath>,
        /// The template.
        template: &'static str,
        /// Makes its bytes.
        job: Job<'a>,
    },
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
            Self::Job(job) | Self::Page { job, .. } => job()?.into(),
        })
    }
}

/// All files of a built site, sorted by path.
#[derive(Default)]
pub struct Output<'a> {
    files: BTreeMap<SitePath, Artefact<'a>>,
    /// Every path in lower case: file systems exist that take `News` and `news` for one.
    folded: BTreeMap<String, SitePath>,
}

impl<'a> Output<'a> {
    /// Adds a file. A path that is taken stays as it was, and the artefact is given back.
    ///
    /// # Errors
    /// When two producers make one path.
    pub fn insert(&mut self, path: SitePath, artefact: Artefact<'a>) -> Result<(), SitePath> {
        let folded = path.as_str().to_lowercase();
        if let Some(taken) = self.folded.get(&folded) {
            return Err(taken.clone());
        }
        // A file cannot stand where a folder does.
        for (at, _) in path.as_str().match_indices('/') {
            let folder = SitePath::parse(path.as_str().get(..at).unwrap_or_default());
            if let Some(file) = folder.filter(|folder| self.files.contains_key(folder)) {
                return Err(file);
            }
        }
        let below = SitePath::parse(&format!("{path}/0"));
        if let Some((inside, _)) = below.and_then(|below| self.files.range(below..).next())
            && inside.below(path.as_str()).is_some()
        {
            return Err(inside.clone());
        }
        self.folded.insert(folded, path.clone());
        self.files.insert(path, artefact);
        Ok(())
    }

    /// The file at a path.
    #[must_use]
    pub fn get(&self, path: &SitePath) -> Option<&Artefact<'a>> {
        self.files.get(path)
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
