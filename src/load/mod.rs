//! Snapshot to records: every file of `content/` read, typed and located, what is held back included.
//!
//! Steps:
//! 1. `company.yaml` first, since dates mean nothing without its time zone and fiscal year.
//! 2. The documents, with their statements; then everything that may name a document.
//! 3. Files that belong to no record are refused: nothing is published by accident.
//!
//! Loading knows no time. It reports every mistake of every file and gives no records if there is any.

mod calendar;
mod company;
pub mod dating;
mod document;
pub mod fields;
mod pages;
mod pipeline;
mod statement;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

pub use calendar::RawEvent;
pub use company::RawCompany;
pub use dating::Held;
pub use document::{LaterStatement, LaterText, RawDocument};
pub use pages::{LaterPage, RawEntry, RawPage, RawPerson};
pub use pipeline::{RawCandidate, RawMilestone, RawProgram};

use crate::date::{FiscalYearEnd, Zone};
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::source::{SitePath, Snapshot, Source, Span};
use dating::Documents;
use fields::Reader;

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
}

/// Reads a site. The records are `None` when any file has an error.
#[must_use]
pub fn load(files: &Snapshot) -> (Option<RawSite>, Diagnostics) {
    let mut diags = Diagnostics::default();
    let layout = Layout::of(files, &mut diags);
    let company = company::load(files, &mut diags);
    let conventions = Conventions::of(company.as_ref());
    let mut loader = Loader { files, conventions, diags, drafts: Vec::new() };
    let documents = document::load(&mut loader, &layout);
    let dates = document::dates(&documents, &mut loader.diags);
    let company = company.and_then(|company| company.settle(&dates, &mut loader));
    let candidates = pipeline::load(&mut loader, &layout, &dates);
    let events = calendar::load(&mut loader, &layout, &dates);
    let people = pages::load_people(&mut loader, &dates);
    let pages = pages::load_pages(&mut loader, &layout, &dates);
    let ledger = pages::load_ledger(&mut loader);
    let Loader { diags, drafts, .. } = loader;
    let site = company.filter(|_| !diags.has_errors()).map(|company| RawSite {
        company,
        documents: documents.into_iter().filter_map(document::Loaded::public).collect(),
        candidates,
        events,
        people,
        pages,
        ledger,
        drafts,
    });
    (site, diags)
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
}

impl Loader<'_> {
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
        self.drafts.push(Held { span: Span::new(path, range), what: what.into(), until: None });
    }
}

/// The files that a record owns: name below the record's folder, and path in the site.
pub(crate) type Owned = BTreeMap<String, SitePath>;

/// Which file belongs to which record, told by its path alone.
#[derive(Default)]
pub(crate) struct Layout {
    /// Folders of `content/filings/`, each with all its files.
    documents: BTreeMap<String, Owned>,
    /// Files of `content/pipeline/` by name, with what the folder of the same name holds.
    pipeline: BTreeMap<String, (SitePath, Owned)>,
    /// The same for `content/events/`.
    events: BTreeMap<String, (SitePath, Owned)>,
    /// Files of `content/pages/` by name: the page and its revisions, with what its folder holds.
    pages: BTreeMap<String, (Vec<SitePath>, Owned)>,
}

impl Layout {
    fn of(files: &Snapshot, diags: &mut Diagnostics) -> Self {
        let mut layout = Self::default();
        let mut owned: Vec<(&'static str, String, String, SitePath)> = Vec::new();
        for (path, source) in files.iter() {
            let Some(rest) = path.below("content") else { continue };
            check_encoding(path, source, diags);
            check_name(path, rest, diags);
            let parts: Vec<&str> = rest.splitn(3, '/').collect();
            match parts.as_slice() {
                ["company.yaml" | "people.yaml" | "sec-filings.csv"] => {}
                ["filings", folder, name] => {
                    let files = layout.documents.entry((*folder).to_owned()).or_default();
                    files.insert((*name).to_owned(), path.clone());
                }
                ["pipeline", _] if path.extension() == "yaml" => {
                    layout.pipeline.insert(path.stem().into(), (path.clone(), Owned::new()));
                }
                ["events", _] if path.extension() == "yaml" => {
                    layout.events.insert(path.stem().into(), (path.clone(), Owned::new()));
                }
                ["pages", _] if path.extension() == "md" => {
                    let stem = document::revision(path.stem()).0.to_owned();
                    layout.pages.entry(stem).or_default().0.push(path.clone());
                }
                ["pipeline", folder, name] => {
                    owned.push(("pipeline", (*folder).into(), (*name).into(), path.clone()));
                }
                ["events", folder, name] => {
                    owned.push(("events", (*folder).into(), (*name).into(), path.clone()));
                }
                ["pages", folder, name] => {
                    owned.push(("pages", (*folder).into(), (*name).into(), path.clone()));
                }
                _ => diags.push(stray(path, rest)),
            }
        }
        for (kind, folder, name, path) in owned {
            layout.own(kind, &folder, name, path, diags);
        }
        layout
    }

    fn own(
        &mut self,
        kind: &str,
        folder: &str,
        name: String,
        path: SitePath,
        diags: &mut Diagnostics,
    ) {
        let owner = match kind {
            "pipeline" => self.pipeline.get_mut(folder).map(|(_, owned)| owned),
            "events" => self.events.get_mut(folder).map(|(_, owned)| owned),
            _ => self.pages.get_mut(folder).map(|(_, owned)| owned),
        };
        match owner {
            Some(owned) => {
                owned.insert(name, path);
            }
            None => {
                let ending = if kind == "pages" { "md" } else { "yaml" };
                let message = format!(
                    "no record owns this file: there is no {folder}.{ending} beside its folder"
                );
                let help = format!(
                    "a folder in content/{kind}/ belongs to the file of its own name: add content/{kind}/{folder}.{ending}, or move the file"
                );
                diags.push(
                    Diagnostic::error(code::STRAY_FILE, Span::file(&path), message).help(help),
                );
            }
        }
    }
}

fn check_encoding(path: &SitePath, source: &Source, diags: &mut Diagnostics) {
    const READ: [&str; 5] = ["md", "yaml", "yml", "csv", "tsv"];
    let Source::Bytes(bytes) = source else { return };
    if !READ.contains(&path.extension()) {
        return;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        diags.push(
            Diagnostic::error(
                code::ENCODING,
                Span::new(path, at..at + 3),
                format!("this file is not valid UTF-8: byte 0x{byte:02X} stands here"),
            )
            .help("save the file as UTF-8 (in Excel: “CSV UTF-8”; in most editors: Save with encoding)"),
        );
    }
}

/// Names become addresses, so they hold only what needs no escaping in one.
fn check_name(path: &SitePath, rest: &str, diags: &mut Diagnostics) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if !rest.chars().all(plain) {
        let part = rest.split('/').find(|part| !part.chars().all(plain)).unwrap_or(rest);
        let (stem, ending) = part.rsplit_once('.').map_or((part, None), |(s, e)| (s, Some(e)));
        let slug = crate::text::escape::slug(stem, "file");
        let better = ending.map_or(slug.clone(), |ending| format!("{slug}.{ending}"));
        let message = format!("`{part}` cannot be part of an address");
        let help =
            format!("rename it, for example to `{better}`: letters, digits, `-`, `_` and `.`");
        diags.push(Diagnostic::error(code::STRAY_FILE, Span::file(path), message).help(help));
    }
}

fn stray(path: &SitePath, rest: &str) -> Diagnostic {
    const PLACES: [&str; 7] = [
        "company.yaml",
        "people.yaml",
        "sec-filings.csv",
        "filings",
        "pipeline",
        "events",
        "pages",
    ];
    let first = rest.split('/').next().unwrap_or(rest);
    let help = if rest.ends_with(".yml") {
        "name it .yaml".to_owned()
    } else if PLACES.contains(&first) {
        match first {
            "filings" => "a document is a folder: content/filings/<date>-<name>/index.md".into(),
            "pages" => "a page is a Markdown file: content/pages/<name>.md".into(),
            _ => format!("a record here is a file: content/{first}/<name>.yaml"),
        }
    } else if let Some(meant) = crate::diag::nearest(first, PLACES) {
        format!("did you mean content/{meant}?")
    } else {
        "content/ holds company.yaml, people.yaml, sec-filings.csv, filings/, pipeline/, events/ and pages/; \
         files that are simply to be served belong in static/"
            .into()
    };
    Diagnostic::error(code::STRAY_FILE, Span::file(path), "this file belongs to no record")
        .help(help)
}

/// Reports names that stand twice.
pub(crate) fn unique<'a>(
    names: impl Iterator<Item = (&'a str, &'a Span)>,
    what: &str,
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
                .help("ids are permanent: give the newer one another"),
            );
        }
        seen.entry(name).or_insert(span);
    }
}

/// The dates of all documents by id.
pub(crate) type Dates = Documents;
