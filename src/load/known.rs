//! What a site has already, for whoever adds records to it: read leniently, since the site may be half written.

use std::collections::{BTreeMap, BTreeSet};

use super::company;
use crate::date::{FiscalYearEnd, Zone};
use crate::diag::Diagnostics;
use crate::source::Snapshot;
use crate::text::matter;
use crate::text::yaml::{self, Node, Value};

/// What a site has already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Where the company's fiscal years end, if `company.yaml` can be read.
    pub year_end: Option<FiscalYearEnd>,
    /// The currency of its statements, unless one says otherwise.
    pub currency: Option<String>,
    /// The company's time zone.
    pub zone: Option<Zone>,
    /// The ids of its documents.
    pub ids: BTreeSet<String>,
    /// The folders of its documents.
    pub folders: BTreeSet<String>,
    /// Folder and id of each document that says which file it was made from, by that file's SHA-256.
    pub originals: BTreeMap<String, (String, String)>,
}

impl Known {
    /// Looks through a site.
    #[must_use]
    pub fn of(files: &Snapshot) -> Self {
        let mut ignored = Diagnostics::default();
        let company = company::load(files, &mut ignored);
        let mut known = Self {
            year_end: company.as_ref().map(|company| company.year_end.clone()),
            currency: company.as_ref().map(|company| company.defaults.currency.clone()),
            zone: company.map(|company| company.zone),
            ..Self::default()
        };
        for (path, _) in files.iter() {
            let Some((folder, name)) =
                path.below("content/filings").and_then(|rest| rest.split_once('/'))
            else {
                continue;
            };
            known.folders.insert(folder.to_owned());
            let text = (name == "index.md").then(|| files.text(path)).flatten();
            let Some(text) = text else { continue };
            let Ok(parts) = matter::split(text) else { continue };
            let head = text.get(parts.matter.clone()).unwrap_or_default();
            let Some(node) = yaml::parse(path, head, parts.matter.start, &mut ignored) else {
                continue;
            };
            let id = key(&node, "id").and_then(scalar).unwrap_or_default();
            if let Some(digest) =
                key(&node, "original").and_then(|node| key(node, "sha256")).and_then(scalar)
            {
                known.originals.insert(digest.to_lowercase(), (folder.to_owned(), id.to_owned()));
            }
            known.ids.insert(id.to_owned());
        }
        known
    }
}

fn key<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Map(entries) => {
            entries.iter().find(|entry| entry.key == name).map(|entry| &entry.node)
        }
        _ => None,
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}
