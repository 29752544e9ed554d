//! Later versions of what was public: `index.r2.md`, `income.r2.csv`. Nothing public is edited in place.

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::{LaterStatement, LaterText, front_matter, note};
use super::fields::{self, Fields, Reader};
use super::{Loader, Owned};
use crate::date::Moment;
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::model::document::{Revision, RevisionKind};
use crate::model::statement::Statement;
use crate::source::{SitePath, Span};
use crate::text::yaml;

/// The name and number of a revision: `income.r2` is the second version of `income`.
pub(super) fn revision(stem: &str) -> (&str, Option<u32>) {
    if let Some((name, number)) = stem.rsplit_once(".r")
        && !number.starts_with('0')
        && let Ok(number) = number.parse::<u32>()
        && number >= 2
    {
        return (name, Some(number));
    }
    (stem, None)
}

/// The revision that a file of a record belongs to by its folder: `r2/chart.pdf` is public with the second
/// version of the record's text or of one of its statements.
pub(crate) fn owner(name: &str) -> Option<u32> {
    let (folder, _) = name.split_once('/')?;
    revision(&format!("x.{folder}")).1
}

/// The number of the revision that a file is.
pub(crate) fn number(path: &SitePath) -> Option<u32> {
    revision(path.stem()).1
}

/// The folder in a file's name that looks like that of a revision and is none: `R2`, `r02`, or one in another folder.
fn misnamed(name: &str) -> Option<&str> {
    let looks_so = |folder: &&str| {
        let number = folder.strip_prefix(['r', 'R']).unwrap_or_default();
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        digits && !matches!(number.trim_start_matches('0'), "" | "1")
    };
    let (folders, _) = name.rsplit_once('/')?;
    folders.split('/').skip(usize::from(owner(name).is_some())).find(looks_so)
}

/// Reports files of a record without revisions that lie where those of a revision would: they would be public with
/// the record.
pub(super) fn check_unrevised(files: &Owned, diags: &mut Diagnostics) {
    for (name, path) in files {
        if let Some(folder) = misnamed(name).or(owner(name).and(name.split('/').next())) {
            let message = format!("`{folder}/` has no meaning here: this record has no revisions");
            let help = "the file would be public with the record: give it and its folder other names, or take it away";
            diags.push(Diagnostic::error(code::STRAY_FILE, Span::file(path), message).help(help));
        }
    }
}

/// Reports files that belong to a revision which is not there: they would never be public. So are those reported that
/// only seem to belong to one: they would be public before it.
pub(super) fn check_owned(files: &Owned, numbers: &BTreeSet<u32>, diags: &mut Diagnostics) {
    for (name, path) in files {
        if let Some(folder) = misnamed(name) {
            let message = format!("`{folder}/` is not the folder of a revision");
            let help = "the files of a revision are in `r2/`, `r3/` and so on, directly in the record's folder; \
                        this one would be public at once";
            diags.push(Diagnostic::error(code::STRAY_FILE, Span::file(path), message).help(help));
        }
        if let Some(number) = owner(name).filter(|number| !numbers.contains(number)) {
            let message = format!("this file belongs to revision {number}, which is not there");
            let help = format!(
                "files in r{number}/ are public with revision {number}: add it, or move the file out of r{number}/"
            );
            diags.push(Diagnostic::error(code::STRAY_FILE, Span::file(path), message).help(help));
        }
    }
}

/// What the keys of a revision come to.
pub(super) enum Version {
    /// It is public from its time on.
    Public(Revision),
    /// It has no time.
    Draft(RevisionKind),
}

impl Version {
    fn kind(&self) -> RevisionKind {
        match self {
            Self::Public(revision) => revision.kind,
            Self::Draft(kind) => *kind,
        }
    }
}

/// The keys of a revision: `published`, `kind`, `why`, `by`.
pub(super) fn revision_keys(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> Option<Version> {
    let stated = fields.has("published");
    let published = fields.optional("published", reader, fields::moment);
    let kind = fields.required("kind", reader, |n, r| fields::one_of(n, r, &RevisionKind::ALL));
    let why = fields.required("why", reader, fields::line);
    let by = fields.optional("by", reader, fields::line);
    if stated && published.is_none() {
        return None;
    }
    let (kind, why) = (kind?, why?);
    Some(match published {
        Some(published) => Version::Public(Revision { published, kind, why, by }),
        None => Version::Draft(kind),
    })
}

/// A release is corrected, never updated: what it said stays.
fn never_updated(version: &Version, kind_at: &Range<usize>, reader: &mut Reader<'_>) {
    if version.kind() == RevisionKind::Update {
        let message = "a release is never updated: what it said stays";
        let help = "use `correction`, `minor` or `redaction`; put news in a new document";
        reader.error_help(code::BAD_VALUE, kind_at, message, help);
    }
}

/// A later version is public after what it takes the place of.
pub(super) fn check_order(first: &Moment, later: &Revision, span: Span, diags: &mut Diagnostics) {
    if later.published.instant() < first.instant() {
        let message = format!("this revision is dated before what it revises ({})", first.long());
        let finding = Diagnostic::error(code::BAD_VALUE, span, message);
        diags.push(finding.help("check `published` in both files"));
    }
}

/// Reads a later version of a document's text.
pub(super) fn later_text(loader: &mut Loader<'_>, path: &SitePath) -> Option<LaterText> {
    let (version, title, notes, body, span, range) = {
        let (text, mut reader) = loader.open(path)?;
        let (node, body) = front_matter(&text, &mut reader)?;
        let mut fields = Fields::of(&node, &mut reader)?;
        let version = revision_keys(&mut fields, &mut reader);
        let title = fields.optional("title", &mut reader, fields::line);
        let notes = fields.has("notes").then(|| fields.list("notes", &mut reader, note));
        let kind_at = fields.key_range("kind");
        fields.close(&mut reader);
        let version = version?;
        never_updated(&version, &kind_at, &mut reader);
        let range = node.range.start..node.range.start + 1;
        (version, title, notes, body, reader.span(&range), range)
    };
    match version {
        Version::Public(revision) => Some(LaterText { span, revision, title, notes, body }),
        Version::Draft(_) => {
            loader.hold(path, range, format!("revision {}", path.file_name()));
            None
        }
    }
}

/// Gives a later version of a statement the keys that stand beside it: `income.r2.yaml` of `income.r2.csv`.
pub(super) fn later_statement(
    loader: &mut Loader<'_>,
    files: &Owned,
    number: u32,
    statement: Statement,
) -> Option<LaterStatement> {
    let name = format!("{}.r{number}.yaml", statement.kind.name());
    let Some(keys) = files.get(&name) else {
        let message = format!("{name} is missing: a revision says when it is public and why");
        let help = format!("add {name} with published, kind, why and by");
        let span = Span::file(&statement.path);
        loader.diags.push(Diagnostic::error(code::MISSING_FILE, span, message).help(help));
        return None;
    };
    let (version, range) = {
        let (text, mut reader) = loader.open(keys)?;
        let node = yaml::parse(keys, &text, 0, reader.diags)?;
        let mut fields = Fields::of(&node, &mut reader)?;
        let version = revision_keys(&mut fields, &mut reader);
        let kind_at = fields.key_range("kind");
        fields.close(&mut reader);
        let version = version?;
        never_updated(&version, &kind_at, &mut reader);
        (version, node.range.start..node.range.start + 1)
    };
    match version {
        Version::Public(revision) => Some(LaterStatement { revision, statement }),
        Version::Draft(_) => {
            loader.hold(keys, range, format!("revision {name}"));
            None
        }
    }
}
