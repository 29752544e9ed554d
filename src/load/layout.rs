//! Which file of `content/` belongs to which record: told by paths alone.

use std::collections::BTreeMap;

use super::revision::revision;
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::source::{SitePath, Snapshot, Source, Span};

/// The files that a record owns: name below the record's folder, and path in the site.
pub(super) type Owned = BTreeMap<String, SitePath>;

/// Which file belongs to which record, told by its path alone.
#[derive(Default)]
pub(super) struct Layout {
    /// Folders of `content/filings/`, each with all its files.
    pub documents: BTreeMap<String, Owned>,
    /// Files of `content/pipeline/` by name, with what the folder of the same name holds.
    pub pipeline: BTreeMap<String, (SitePath, Owned)>,
    /// The same for `content/events/`.
    pub events: BTreeMap<String, (SitePath, Owned)>,
    /// Files of `content/pages/` by name: the page and its revisions, with what its folder holds.
    pub pages: BTreeMap<String, (Vec<SitePath>, Owned)>,
}

impl Layout {
    /// Tells the files apart; those that belong nowhere, or cannot be read as text, are reported.
    pub(super) fn of(files: &Snapshot, diags: &mut Diagnostics) -> Self {
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
                    let stem = revision(path.stem()).0.to_owned();
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
        if let Some(owned) = owner {
            owned.insert(name, path);
            return;
        }
        let ending = if kind == "pages" { "md" } else { "yaml" };
        let message =
            format!("no record owns this file: there is no {folder}.{ending} beside its folder");
        let help = format!(
            "a folder in content/{kind}/ belongs to the file of its own name: \
             add content/{kind}/{folder}.{ending}, or move the file"
        );
        diags.push(Diagnostic::error(code::STRAY_FILE, Span::file(&path), message).help(help));
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
    let help = if path.extension() == "yml" {
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
