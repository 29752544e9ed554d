//! `content/filings/<slug>/`: a document, its statements, its revisions and its files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::accept::accepts;
use super::fields::{self, Fields, Reader};
use super::folder::Sorted;
use super::revision::{check_order, later_statement, later_text};
use super::statement;
use super::{Dates, Layout, Loader, Owned, unique};
use crate::date::{Date, Moment, Period};
use crate::diag::{Accepted, Diagnostic, Diagnostics, code};
use crate::model::Prose;
use crate::model::document::{Document, Kind, Note, NoteTarget, Original, Revision, Wording};
use crate::model::statement::{Statement, StatementKind};
use crate::source::{SitePath, Snapshot, Span, Spanned};
use crate::text::matter::{self, MatterError};
use crate::text::yaml::{self, Node, Value};

/// A document with all its versions.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// As it was first published.
    pub original: Document,
    /// Later versions of its text.
    pub later: Vec<LaterText>,
    /// Later versions of its statements.
    pub later_statements: Vec<LaterStatement>,
    /// Findings that the editor accepts in its files.
    pub accepts: Vec<Accepted>,
    /// Where its date stands.
    pub dated_at: Span,
}

/// A later version of a document's text.
#[derive(Clone, Debug)]
pub struct LaterText {
    /// Its file.
    pub span: Span,
    /// When, what kind and why.
    pub revision: Revision,
    /// A new title, if it has one.
    pub title: Option<String>,
    /// New notes, if it has any.
    pub notes: Option<Vec<Note>>,
    /// The text.
    pub body: Prose,
}

/// A later version of a statement.
#[derive(Clone, Debug)]
pub struct LaterStatement {
    /// When, what kind and why.
    pub revision: Revision,
    /// The statement.
    pub statement: Statement,
}

/// A document as read: one that has a date, or a draft.
pub(super) struct Loaded {
    pub(super) id: Spanned<String>,
    pub(super) slug: String,
    public: Option<Box<RawDocument>>,
}

impl Loaded {
    /// The document, unless it is a draft.
    pub(super) fn public(self) -> Option<RawDocument> {
        self.public.map(|document| *document)
    }
}

/// When each document is public, by id; ids that stand twice are reported.
pub(super) fn dates(documents: &[Loaded], diags: &mut Diagnostics) -> Dates {
    unique(
        documents.iter().map(|d| (d.id.value.as_str(), &d.id.span)),
        "the id",
        "ids are permanent: give the newer one another",
        diags,
    );
    let published = |d: &Loaded| d.public.as_ref().map(|d| d.original.published.clone());
    documents.iter().map(|d| (d.id.value.clone(), published(d))).collect()
}

/// Reads every document.
pub(super) fn load(loader: &mut Loader<'_>, layout: &Layout) -> Vec<Loaded> {
    let mut documents = Vec::new();
    for (slug, files) in &layout.documents {
        let Some(index) = files.get("index.md") else {
            let folder = files.values().next().cloned();
            if let Some(path) = folder {
                let message = format!("content/filings/{slug}/ has no index.md");
                let near = files.keys().find(|name| name.eq_ignore_ascii_case("index.md"));
                let help = match near {
                    Some(name) => format!("rename {name} to index.md, in lower case"),
                    None => "add index.md with id, title and published, or move the files".into(),
                };
                let finding = Diagnostic::error(code::MISSING_FILE, Span::file(&path), message);
                loader.diags.push(finding.help(help));
            }
            continue;
        };
        documents.extend(document(loader, slug, index, files));
    }
    documents
}

fn document(
    loader: &mut Loader<'_>,
    slug: &str,
    index: &SitePath,
    files: &Owned,
) -> Option<Loaded> {
    let defaults = loader.conventions.defaults.clone();
    let snapshot = loader.files;
    let mut head = {
        let (text, mut reader) = loader.open(index)?;
        let (node, body) = front_matter(&text, &mut reader)?;
        head(&node, body, slug, files, &mut reader)?
    };
    check_original(head.original.as_ref(), snapshot, &mut loader.diags);
    let sorted = Sorted::of(files, &head.statements, &mut loader.diags, index);
    let mut statements = Vec::new();
    let mut later_statements = Vec::new();
    for (kind, versions) in &sorted.statements {
        let terms = head.terms(kind, &defaults);
        for (number, path) in versions {
            let Some(read) = statement::load(loader, path, kind.clone(), &terms) else {
                continue;
            };
            match number {
                None => statements.push(read),
                Some(number) => {
                    later_statements.extend(later_statement(loader, files, *number, read));
                }
            }
        }
    }
    let later: Vec<_> = sorted.texts.iter().filter_map(|path| later_text(loader, path)).collect();
    let id = head.id.clone();
    let published = head.published.take();
    let what = format!("document {}", id.value);
    if published.is_none() && !head.undated_by_mistake {
        loader.hold(index, id.span.start..id.span.end, what);
    }
    if let Some(first) = &published {
        let diags = &mut loader.diags;
        for text in &later {
            check_order(first, &text.revision, text.span.clone(), diags);
        }
        for LaterStatement { revision, statement } in &later_statements {
            check_order(first, revision, Span::file(&statement.path), diags);
        }
    }
    let public = published.map(|published| {
        let accepts = std::mem::take(&mut head.accepts);
        let dated_at = head.dated_at.clone();
        let original = head.into_document(published, slug, statements, sorted.attached);
        Box::new(RawDocument { original, later, later_statements, accepts, dated_at })
    });
    Some(Loaded { id, slug: slug.to_owned(), public })
}

/// The front matter and the body of a file; mistakes in the fences are reported.
pub(super) fn front_matter(text: &Arc<str>, reader: &mut Reader<'_>) -> Option<(Node, Prose)> {
    let parts = match matter::split(text) {
        Ok(parts) => parts,
        Err(error) => {
            let (message, help) = match error {
                MatterError::Missing => (
                    "the file does not begin with front matter",
                    "the first line must be `---`, then `key: value` lines, then `---` again",
                ),
                MatterError::Unclosed => {
                    ("the front matter is never closed", "write a line `---` after the last key")
                }
            };
            let end = text.find('\n').unwrap_or(text.len());
            reader.error_help(code::SYNTAX, &(0..end), message, help);
            return None;
        }
    };
    let path = reader.path.clone();
    let matter = text.get(parts.matter.clone()).unwrap_or_default();
    let node = yaml::parse(&path, matter, parts.matter.start, reader.diags)?;
    let body = text.get(parts.body.clone()).unwrap_or_default();
    let body = Prose { text: body.into(), span: Span::new(&path, parts.body), exact: true };
    Some((node, body))
}

/// What the front matter of a document says.
struct Head {
    id: Spanned<String>,
    title: String,
    span: Span,
    dated_at: Span,
    published: Option<Moment>,
    undated_by_mistake: bool,
    kind: Kind,
    period: Option<Period>,
    form: Option<String>,
    exhibit: Option<String>,
    item: Option<String>,
    filed: Option<Date>,
    accession: Option<String>,
    source_url: Option<String>,
    original: Option<(Original, Span)>,
    wording: Wording,
    statements: Vec<(Spanned<String>, statement::Settings)>,
    notes: Vec<Note>,
    accepts: Vec<Accepted>,
    body: Prose,
}

impl Head {
    fn terms(&self, kind: &StatementKind, defaults: &statement::Defaults) -> statement::Terms {
        let own = self.statements.iter().find(|(name, _)| name.value == kind.name());
        statement::Settings::over(defaults, own.map(|(_, settings)| settings))
    }

    fn into_document(
        self,
        published: Moment,
        slug: &str,
        statements: Vec<Statement>,
        files: BTreeMap<String, SitePath>,
    ) -> Document {
        Document {
            id: self.id.value,
            slug: slug.to_owned(),
            title: self.title,
            published,
            kind: self.kind,
            period: self.period,
            form: self.form,
            exhibit: self.exhibit,
            item: self.item,
            filed: self.filed,
            accession: self.accession,
            source_url: self.source_url,
            original: self.original.map(|(original, _)| original),
            wording: self.wording,
            body: self.body,
            statements,
            superseded: Vec::new(),
            notes: self.notes,
            revisions: Vec::new(),
            files,
            span: self.span,
        }
    }
}

fn head(
    node: &Node,
    body: Prose,
    slug: &str,
    files: &Owned,
    reader: &mut Reader<'_>,
) -> Option<Head> {
    let mut fields = Fields::of(node, reader)?;
    let id = fields.required("id", reader, fields::id);
    let title = fields.required("title", reader, fields::line);
    let stated = fields.has("published");
    let published = fields.optional("published", reader, fields::moment);
    let kind = fields.optional("kind", reader, |n, r| fields::one_of(n, r, &Kind::ALL));
    let wording = fields.optional("text", reader, |n, r| {
        fields::one_of(n, r, &[("verbatim", Wording::Verbatim), ("summary", Wording::Summary)])
    });
    let original = fields.optional("original", reader, original);
    let original = original.and_then(|raw| owned_original(raw, files, reader));
    let head = Head {
        span: reader.span(&fields.key_range("title")),
        dated_at: reader.span(&fields.key_range("published")),
        undated_by_mistake: stated && published.is_none(),
        published,
        kind: kind.unwrap_or(Kind::Other),
        period: fields.optional("period", reader, fields::period),
        form: fields.optional("form", reader, fields::line),
        exhibit: fields.optional("exhibit", reader, fields::line),
        item: fields.optional("item", reader, fields::line),
        filed: fields.optional("filed", reader, fields::date),
        accession: fields.optional("accession", reader, accession),
        source_url: fields.optional("source_url", reader, fields::url),
        original,
        wording: wording.unwrap_or(Wording::Verbatim),
        statements: statement_settings(&mut fields, reader),
        notes: fields.list("notes", reader, note),
        accepts: accepts(&mut fields, &format!("content/filings/{slug}"), reader),
        body,
        id: Spanned { value: String::new(), span: reader.span(&(0..0)) },
        title: String::new(),
    };
    fields.close(reader);
    Some(Head { id: id?, title: title?, ..head })
}

/// An EDGAR accession number: ten digits, two of the year, six in sequence.
pub(super) fn accession(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let number = fields::line(node, reader)?;
    let parts: Vec<&str> = number.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    if lengths == [10, 2, 6] && parts.concat().bytes().all(|b| b.is_ascii_digit()) {
        return Some(number);
    }
    let message = format!("`{number}` is not an accession number");
    reader.error_help(code::BAD_VALUE, &node.range, message, "write it as 0001234567-06-000123");
    None
}

struct RawOriginal {
    file: Spanned<String>,
    sha256: Option<String>,
}

fn original(node: &Node, reader: &mut Reader<'_>) -> Option<RawOriginal> {
    let mut fields = Fields::of(node, reader)?;
    let file = fields.required("file", reader, fields::placed_text);
    let sha256 = fields.optional("sha256", reader, |node, reader| {
        let digest = fields::line(node, reader)?.to_ascii_lowercase();
        if digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(digest);
        }
        reader.error(code::BAD_VALUE, &node.range, "a SHA-256 has 64 hexadecimal digits");
        None
    });
    fields.close(reader);
    Some(RawOriginal { file: file?, sha256 })
}

fn owned_original(
    raw: RawOriginal,
    files: &Owned,
    reader: &mut Reader<'_>,
) -> Option<(Original, Span)> {
    let Some(path) = files.get(&raw.file.value) else {
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        let help = match crate::diag::nearest(&raw.file.value, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "put the file beside index.md".into(),
        };
        let message = format!("`{}` is not beside this file", raw.file.value);
        let finding = Diagnostic::error(code::MISSING_FILE, raw.file.span, message).help(help);
        reader.diags.push(finding);
        return None;
    };
    Some((Original { path: path.clone(), sha256: raw.sha256 }, raw.file.span))
}

fn check_original(original: Option<&(Original, Span)>, files: &Snapshot, diags: &mut Diagnostics) {
    let Some((Original { path, sha256: Some(recorded) }, span)) = original else { return };
    let Some(source) = files.get(path) else { return };
    let found = crate::digest::sha256(source.bytes());
    if found != *recorded {
        let message = format!("{} is not the file whose SHA-256 is recorded", path.file_name());
        diags.push(
            Diagnostic::error(code::BAD_VALUE, span.clone(), message).help(format!(
                "its SHA-256 is {found}; put the right file back, or record this one"
            )),
        );
    }
}

fn statement_settings(
    fields: &mut Fields<'_>,
    reader: &mut Reader<'_>,
) -> Vec<(Spanned<String>, statement::Settings)> {
    let Some(node) = fields.node("statements") else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        let help = "write it as `statements: {income: {title: …}}`";
        let message = format!("expected statements by name, found {}", node.value.kind());
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
        return Vec::new();
    };
    let read = |entry: &yaml::Entry, reader: &mut Reader<'_>| {
        let name = Spanned { value: entry.key.clone(), span: reader.span(&entry.range) };
        statement::read_settings(&entry.node, reader).map(|settings| (name, settings))
    };
    entries.iter().filter_map(|entry| read(entry, reader)).collect()
}

/// A note of the editor's.
pub(super) fn note(node: &Node, reader: &mut Reader<'_>) -> Option<Note> {
    let mut fields = Fields::of(node, reader)?;
    let fact = fields.optional("fact", reader, fields::line);
    let chart = fields.optional("chart", reader, fields::line);
    let text = fields.required("text", reader, fields::line);
    let range = fields.range();
    let target = match (fact, chart) {
        (Some(fact), None) => Some(NoteTarget::Fact(fact)),
        (None, Some(chart)) => Some(NoteTarget::Chart(chart)),
        _ => {
            let help = "give `fact: NetIncomeLoss@2006-Q1` or `chart: net-loss`";
            let message = "a note belongs to one fact or one chart";
            reader.error_help(code::MISSING_KEY, &(range.start..range.start + 1), message, help);
            None
        }
    };
    let key = if fields.has("fact") { "fact" } else { "chart" };
    let span = reader.span(&fields.key_range(key));
    fields.close(reader);
    Some(Note { target: target?, text: text?, span })
}
