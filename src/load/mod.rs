//! Snapshot to records: every file of `content/` read, typed and located, what is held back included.
//!
//! Steps:
//! 1. `company.yaml` first, since dates mean nothing without its time zone and fiscal year.
//! 2. The documents, with their statements; then everything that may name a document.
//! 3. Files that belong to no record are refused: nothing is published by accident.
//!
//! Loading knows no time. It reports every mistake of every file and gives no records if there is any.

mod accept;
mod calendar;
mod company;
pub mod dating;
mod document;
pub mod fields;
mod folder;
mod image;
mod known;
mod layout;
mod look;
mod pages;
mod pipeline;
mod revision;
mod statement;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

pub use calendar::RawEvent;
pub use company::{RawCompany, site_address};
pub use dating::Held;
pub use document::{LaterStatement, LaterText, RawDocument};
pub use known::Known;
pub use pages::{LaterPage, RawEntry, RawPage, RawPerson};
pub use pipeline::{RawCandidate, RawMilestone, RawProgram};
pub(crate) use revision::{number, owner};

use crate::date::{FiscalYearEnd, Instant, Zone};
use crate::diag::{Accepted, Diagnostic, Diagnostics, code};
use crate::model::statement::Scale;
use crate::source::{SitePath, Snapshot, Source, Span};
use dating::Documents;
use fields::Reader;
use layout::{Layout, Owned};

/// Every record of a site, whenever it is public.
#[derive(Clone, Debug)]
pub struct RawSite {
    /// The company.
    pub company: RawCompany,
    /// Releases, reports and presentations.
    pub documents: Vec<RawDocument>,
    /// The pipeline.
    pub candidates: Vec<RawCandidate>,
    /// The calendar.
    pub events: Vec<RawEvent>,
    /// Officers.
    pub people: Vec<RawPerson>,
    /// Free pages.
    pub pages: Vec<RawPage>,
    /// SEC filings without a page of their own.
    pub ledger: Vec<RawEntry>,
    /// Drafts: records that are never public.
    pub drafts: Vec<Held>,
    /// Findings that the editor accepts in records other than documents, and from when on the record is public; the company always
    /// is.
    pub accepts: Vec<(Accepted, Option<Instant>)>,
}

/// Reads a site. The records are `None` when any file has an error.
#[must_use]
pub fn load(files: &Snapshot) -> (Option<RawSite>, Diagnostics) {
    let mut diags = Diagnostics::default();
    let layout = Layout::of(files, &mut diags);
    let company = company::load(files, &mut diags);
    let conventions = Conventions::of(company.as_ref());
    let mut loader = Loader { files, conventions, diags, drafts: Vec::new(), accepts: Vec::new() };
    let documents = document::load(&mut loader, &layout);
    let all_read = documents.len() == layout.documents.len();
    let dates = document::dates(&documents, &mut loader.diags);
    let company = company.map(|company| company.settle(&dates, &mut loader));
    let candidates = pipeline::load(&mut loader, &layout, &dates);
    let events = calendar::load(&mut loader, &layout, &dates);
    let people = pages::load_people(&mut loader, &dates);
    let pages = pages::load_pages(&mut loader, &layout, &dates);
    let ledger = pages::load_ledger(&mut loader);
    let Loader { mut diags, drafts, accepts, .. } = loader;
    if !all_read {
        // Those that name a document may name the one that could not be read, which has been reported.
        diags.retain(|finding| !dating::is_dangling(finding));
    }
    let site = company.filter(|_| !diags.has_errors()).map(|company| RawSite {
        company,
        documents: documents.into_iter().filter_map(document::Loaded::public).collect(),
        candidates,
        events,
        people,
        pages,
        ledger,
        drafts,
        accepts,
    });
    (site, diags)
}

/// Where a new statement can go, and what it is read with. Known as far as the content can be read.
pub struct Desk {
    /// The folder of each document in `content/filings/`, by id.
    pub folders: BTreeMap<String, String>,
    /// Where fiscal years end.
    pub year_end: FiscalYearEnd,
    /// In which multiples money is printed unless a document says otherwise.
    pub scale: Scale,
    /// The currency of statements unless a document says otherwise.
    pub currency: String,
}

/// Reads no more of a site than a new statement needs.
#[must_use]
pub fn desk(files: &Snapshot) -> Desk {
    let mut diags = Diagnostics::default();
    let layout = Layout::of(files, &mut diags);
    let company = company::load(files, &mut diags);
    let conventions = Conventions::of(company.as_ref());
    let year_end = conventions.year_end.clone();
    let (scale, currency) = (conventions.defaults.scale, conventions.defaults.currency.clone());
    let mut loader = Loader { files, conventions, diags, drafts: Vec::new(), accepts: Vec::new() };
    let documents = document::load(&mut loader, &layout);
    let folders =
        documents.into_iter().map(|document| (document.id.value, document.slug)).collect();
    Desk { folders, year_end, scale, currency }
}

/// What all files need from the company to be read.
pub(crate) struct Conventions {
    zone: Zone,
    year_end: FiscalYearEnd,
    defaults: statement::Defaults,
}

impl Conventions {
    /// Without a readable company the other files are still read, as if in UTC and calendar years.
    fn of(company: Option<&company::Draft>) -> Self {
        match company {
            Some(company) => Self {
                zone: company.zone.clone(),
                year_end: company.year_end.clone(),
                defaults: company.defaults.clone(),
            },
            None => Self {
                zone: Zone::parse("UTC").expect("invariant: UTC is a time zone"),
                year_end: FiscalYearEnd::parse("12-31").expect("invariant: 12-31 is a day"),
                defaults: statement::Defaults::default(),
            },
        }
    }
}

/// What the readers of all kinds share.
pub(crate) struct Loader<'a> {
    files: &'a Snapshot,
    conventions: Conventions,
    diags: Diagnostics,
    drafts: Vec<Held>,
    accepts: Vec<(Accepted, Option<Instant>)>,
}

impl Loader<'_> {
    /// Keeps what a record accepts, which counts once the record is public.
    fn accept(&mut self, accepts: Vec<Accepted>, public: Option<Instant>) {
        self.accepts.extend(accepts.into_iter().map(|accept| (accept, public)));
    }

    /// A text file and a reader for it; `None` when it is not text, which has been reported.
    fn open(&mut self, path: &SitePath) -> Option<(Arc<str>, Reader<'_>)> {
        let Source::Text(text) = self.files.get(path)? else { return None };
        let reader = Reader {
            path: path.clone(),
            text: text.clone(),
            zone: &self.conventions.zone,
            year_end: &self.conventions.year_end,
            diags: &mut self.diags,
        };
        Some((text.clone(), reader))
    }

    fn hold(&mut self, path: &SitePath, range: Range<usize>, what: impl Into<String>) {
        self.drafts.push(Held {
            span: Span::new(path, range),
            what: what.into(),
            until: None,
            with: None,
        });
    }
}

/// Reports names that stand twice.
pub(crate) fn unique<'a>(
    names: impl Iterator<Item = (&'a str, &'a Span)>,
    what: &str,
    help: &str,
    diags: &mut Diagnostics,
) {
    let mut seen: BTreeMap<&str, &Span> = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for (name, span) in names {
        if let Some(first) = seen.get(name)
            && reported.insert(span.clone())
        {
            diags.push(
                Diagnostic::error(
                    code::DUPLICATE_ID,
                    span.clone(),
                    format!("{what} `{name}` stands twice"),
                )
                .label((*first).clone(), "it is first used here")
                .help(help),
            );
        }
        seen.entry(name).or_insert(span);
    }
}

/// The dates of all documents by id.
pub(crate) type Dates = Documents;
