//! Free pages, officers, and the ledger of SEC filings without a page of their own.

use std::collections::BTreeMap;

use super::accept::accepts;
use super::dating::{self, Dating, Settled};
use super::document::{accession, front_matter};
use super::fields::{self, Fields, Reader};
use super::revision::{Version, check_order, check_owned, number, revision, revision_keys};
use super::{Dates, Layout, Loader};
use crate::date::Date;
use crate::diag::{Accepted, Diagnostic, code};
use crate::model::document::Revision;
use crate::model::{Prose, Provenance};
use crate::source::{SitePath, Span};
use crate::text::table;
use crate::text::yaml::{self, Node, Value};

/// A free page with all its versions.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// The name of its file, which is its URL.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: Option<String>,
    /// Its place among the pages; pages without one come last, by title.
    pub order: Option<u16>,
    /// By what it is public, and when.
    pub source: Provenance,
    /// Its text.
    pub body: Prose,
    /// Later versions.
    pub later: Vec<LaterPage>,
    /// The files that it owns.
    pub files: BTreeMap<String, SitePath>,
}

/// A later version of a free page.
#[derive(Clone, Debug)]
pub struct LaterPage {
    /// When, what kind and why.
    pub revision: Revision,
    /// A new title, if it has one.
    pub title: Option<String>,
    /// A new description, if it has one.
    pub description: Option<String>,
    /// The text.
    pub body: Prose,
}

/// An officer with the roles that documents named.
#[derive(Clone, Debug)]
pub struct RawPerson {
    /// The name.
    pub name: String,
    /// The roles, in the order of the file.
    pub roles: Vec<(Provenance, String)>,
}

/// An SEC filing without a page of its own. It is public from the end of the day of its filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEntry {
    /// SEC form.
    pub form: String,
    /// The day of filing.
    pub filed: Date,
    /// When that day is over in the company's zone.
    pub public: crate::date::Instant,
    /// EDGAR accession number.
    pub accession: Option<String>,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub url: Option<String>,
}

/// Reads every free page.
pub(super) fn load_pages(loader: &mut Loader<'_>, layout: &Layout, dates: &Dates) -> Vec<RawPage> {
    let mut pages = Vec::new();
    for (slug, (paths, files)) in &layout.pages {
        let mut first = None;
        let mut later = Vec::new();
        for path in paths {
            match revision(path.stem()).1 {
                None => first = Some(path),
                Some(_) => later.extend(later_page(loader, path)),
            }
        }
        let numbers = paths.iter().filter_map(number).collect();
        check_owned(files, &numbers, &mut loader.diags);
        let Some(path) = first else {
            let message = format!("there is a revision of a page that is not here: {slug}.md");
            let path = paths.first().cloned().unwrap_or_else(|| SitePath::fixed("content/pages"));
            loader.diags.push(Diagnostic::error(code::MISSING_FILE, Span::file(&path), message));
            continue;
        };
        let read = {
            let Some((text, mut reader)) = loader.open(path) else { continue };
            let Some((node, body)) = front_matter(&text, &mut reader) else { continue };
            page(&node, &mut reader).map(|page| (page, body))
        };
        let Some((page, body)) = read else { continue };
        match dating::settle(&page.dating, dates, &mut loader.diags) {
            Settled::Public(source) => {
                for version in &later {
                    let span = Span::file(&version.body.span.path);
                    check_order(&source.published, &version.revision, span, &mut loader.diags);
                }
                loader.accept(page.accepts, Some(source.published.instant()));
                pages.push(RawPage {
                    slug: slug.clone(),
                    title: page.title,
                    description: page.description,
                    order: page.order,
                    source,
                    body,
                    later,
                    files: files.clone(),
                });
            }
            Settled::Draft => loader.hold(path, 0..3, format!("page {slug}")),
            Settled::Broken => {}
        }
    }
    pages
}

struct Page {
    title: String,
    description: Option<String>,
    order: Option<u16>,
    dating: Dating,
    accepts: Vec<Accepted>,
}

fn page(node: &Node, reader: &mut Reader<'_>) -> Option<Page> {
    let mut fields = Fields::of(node, reader)?;
    let title = fields.required("title", reader, fields::line);
    let dating = dating::dating(&mut fields, reader);
    let description = fields.optional("description", reader, fields::line);
    let order = fields.optional("order", reader, |node, reader| {
        let text = fields::line(node, reader)?;
        let number = text.parse().ok();
        if number.is_none() {
            let help = "pages stand in the order of these numbers: 1, 2, 3 …";
            reader.error_help(
                code::BAD_VALUE,
                &node.range,
                format!("`{text}` is not a whole number"),
                help,
            );
        }
        number
    });
    let accepts = accepts(&mut fields, "content/pages", reader);
    fields.close(reader);
    Some(Page { title: title?, description, order, dating: dating?, accepts })
}

fn later_page(loader: &mut Loader<'_>, path: &SitePath) -> Option<LaterPage> {
    let (version, title, description, body) = {
        let (text, mut reader) = loader.open(path)?;
        let (node, body) = front_matter(&text, &mut reader)?;
        let mut fields = Fields::of(&node, &mut reader)?;
        let version = revision_keys(&mut fields, &mut reader);
        let title = fields.optional("title", &mut reader, fields::line);
        let description = fields.optional("description", &mut reader, fields::line);
        fields.close(&mut reader);
        (version?, title, description, body)
    };
    match version {
        Version::Public(revision) => Some(LaterPage { revision, title, description, body }),
        Version::Draft(_) => {
            loader.hold(path, 0..3, format!("revision {}", path.file_name()));
            None
        }
    }
}

/// Reads `content/people.yaml`.
pub(super) fn load_people(loader: &mut Loader<'_>, dates: &Dates) -> Vec<RawPerson> {
    let path = SitePath::fixed("content/people.yaml");
    let drafts: Vec<Person> = {
        let Some((text, mut reader)) = loader.open(&path) else { return Vec::new() };
        let Some(node) = yaml::parse(&path, &text, 0, reader.diags) else { return Vec::new() };
        match &node.value {
            Value::Null => Vec::new(),
            Value::Seq(items) => {
                items.iter().filter_map(|item| person(item, &mut reader)).collect()
            }
            other => {
                let message = format!("expected a list of people, found {}", other.kind());
                reader.error_help(
                    code::BAD_VALUE,
                    &node.range,
                    message,
                    "begin each person with `- name: …`",
                );
                Vec::new()
            }
        }
    };
    let mut people = Vec::new();
    for (name, history) in drafts {
        let mut roles = Vec::new();
        for (dating, span, role) in history {
            match dating::settle(&dating, dates, &mut loader.diags) {
                Settled::Public(source) => roles.push((source, role)),
                Settled::Draft => {
                    loader.hold(&path, span.start..span.end, format!("{name}: {role}"));
                }
                Settled::Broken => {}
            }
        }
        people.push(RawPerson { name, roles });
    }
    people
}

/// A name, with roles as they are dated and where they stand.
type Person = (String, Vec<(Dating, Span, String)>);

fn person(node: &Node, reader: &mut Reader<'_>) -> Option<Person> {
    let mut fields = Fields::of(node, reader)?;
    let name = fields.required("name", reader, fields::line);
    if !fields.has("history") {
        fields.required("history", reader, fields::line);
    }
    let history = fields.list("history", reader, |node, reader| {
        let mut fields = Fields::of(node, reader)?;
        let dating = dating::dating(&mut fields, reader);
        let role = fields.required("role", reader, fields::line);
        let span = reader.span(&fields.key_range("role"));
        fields.close(reader);
        Some((dating?, span, role?))
    });
    fields.close(reader);
    Some((name?, history))
}

/// Reads `content/sec-filings.csv`.
pub(super) fn load_ledger(loader: &mut Loader<'_>) -> Vec<RawEntry> {
    const COLUMNS: [&str; 5] = ["form", "filed", "accession", "title", "url"];
    let path = SitePath::fixed("content/sec-filings.csv");
    let Some((text, mut reader)) = loader.open(&path) else { return Vec::new() };
    let Some(lines) = reader.table(&text, b',') else { return Vec::new() };
    let Some((head, lines)) = lines.split_first() else { return Vec::new() };
    let names: Vec<&str> = head.fields.iter().map(|f| f.text.trim()).collect();
    if names != COLUMNS {
        let message = "the head of this table is not the one it must have";
        let help = format!("the first line must be: {}", COLUMNS.join(","));
        reader.error_help(code::HEAD, &head.range, message, help);
        return Vec::new();
    }
    lines.iter().filter_map(|line| entry(line, &mut reader)).collect()
}

fn entry(line: &table::Line, reader: &mut Reader<'_>) -> Option<RawEntry> {
    let [form, filed, number, title, url] = line.fields.as_slice() else {
        let message = format!("this line has {} cells where the head has 5", line.fields.len());
        let at = line.fields.get(5).map_or(line.range.clone(), |field| field.range.clone());
        let help = if line.fields.len() > 5 {
            "put text that holds a comma in quotes"
        } else {
            "give each column its cell; leave it empty where there is nothing to say"
        };
        reader.error_help(code::COLUMNS, &at, message, help);
        return None;
    };
    let node = |field: &table::Field| Node {
        range: field.range.clone(),
        value: Value::Text(field.text.trim().to_owned()),
    };
    let given = |field: &table::Field| !field.text.trim().is_empty();
    let form = fields::line(&node(form), reader);
    let day = fields::date(&node(filed), reader);
    let public = day.and_then(|_| fields::moment(&node(filed), reader));
    let public = public.map(|moment| moment.instant());
    let title = fields::line(&node(title), reader);
    let accession = given(number).then(|| accession(&node(number), reader)).flatten();
    let url = given(url).then(|| fields::url(&node(url), reader)).flatten();
    Some(RawEntry { form: form?, filed: day?, public: public?, accession, title: title?, url })
}
