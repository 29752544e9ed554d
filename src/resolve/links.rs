//! Where the links and citations of a text lead.
//!
//! An editor links to another record by the path of its file, as on any code host: `../../pages/liquidity.md`
//! from a document. The same link leads to the record's page in the site.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Site;
use crate::diag::{Code, Diagnostic, Diagnostics, code, nearest};
use crate::edition::Edition;
use crate::model::Prose;
use crate::model::document::NoteTarget;
use crate::model::fact::CitationError;
use crate::source::{SitePath, Span};
use crate::text::markdown::{self, FACT};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Away from the site, or to a telephone or mailbox: as written.
    Outside(String),
    /// To a page or file of the site, with the fragment, if any.
    Inside(SitePath, Option<String>),
    /// To a place on the same page.
    Here(String),
}

/// Why a link cannot be followed, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// Charts that a note may head.
const CHARTS: [&str; 3] = ["cash", "net-loss", "operating-expenses"];

/// Every content file that can be linked to: the page or file that it becomes, and, of a page made from a
/// text, its anchors.
#[derive(Clone, Debug, Default)]
pub struct LinkMap {
    targets: BTreeMap<SitePath, Target>,
}

#[derive(Clone, Debug)]
struct Target {
    output: SitePath,
    anchors: Option<BTreeSet<String>>,
}

impl LinkMap {
    /// The files of an edition and of `static/`.
    pub(super) fn of(edition: &Edition, statics: impl Iterator<Item = SitePath>) -> Self {
        let mut map = Self::default();
        for document in &edition.documents {
            let slug = &document.slug;
            let rows = document.statements.iter().flat_map(|statement| {
                let rows = statement.rows.iter().map(|row| statement.anchor(row));
                rows.chain([statement.kind.name()])
            });
            let anchors = anchors(&document.body).chain(rows).collect();
            let file = format!("content/filings/{slug}/index.md");
            map.add_text(&file, &document.body, &format!("filings/{slug}/index.html"), &anchors);
            map.own(&format!("filings/{slug}"), &document.files);
        }
        for page in &edition.pages {
            let slug = &page.slug;
            let anchors = anchors(&page.body).collect();
            let file = format!("content/pages/{slug}.md");
            map.add_text(&file, &page.body, &format!("{slug}/index.html"), &anchors);
            map.own(slug, &page.files);
        }
        for candidate in &edition.candidates {
            let slug = &candidate.slug;
            let file = format!("content/pipeline/{slug}.yaml");
            map.add(&file, &format!("pipeline/{slug}/index.html"), None);
            map.own(&format!("pipeline/{slug}"), &candidate.files);
        }
        for event in &edition.events {
            let slug = &event.details.slug;
            let file = format!("content/events/{slug}.yaml");
            map.add(&file, &format!("events/{slug}/index.html"), None);
            map.own(&format!("events/{slug}"), &event.details.files);
        }
        for file in statics {
            let name = file.below("static").unwrap_or_default().to_owned();
            map.add(file.as_str(), &name, None);
        }
        map
    }

    fn add(&mut self, file: &str, output: &str, anchors: Option<BTreeSet<String>>) {
        if let (Some(file), Some(output)) = (SitePath::parse(file), SitePath::parse(output)) {
            self.targets.insert(file, Target { output, anchors });
        }
    }

    /// A page made from a text: it is known by the file of the record, and by that of its public version.
    fn add_text(&mut self, file: &str, body: &Prose, output: &str, anchors: &BTreeSet<String>) {
        self.add(file, output, Some(anchors.clone()));
        self.add(body.span.path.as_str(), output, Some(anchors.clone()));
    }

    fn own(&mut self, folder: &str, files: &BTreeMap<String, SitePath>) {
        for (name, path) in files {
            self.add(path.as_str(), &format!("{folder}/{name}"), None);
        }
    }

    /// The anchor on the page of `file` that a fragment means: itself, or that of a heading with these words.
    fn anchor(&self, file: &SitePath, fragment: &str) -> Option<String> {
        let anchors = self.targets.get(file)?.anchors.as_ref()?;
        let heading = format!("s-{fragment}");
        [fragment.to_owned(), heading].into_iter().find(|anchor| anchors.contains(anchor))
    }
}

fn anchors(prose: &Prose) -> impl Iterator<Item = String> {
    markdown::headings(&prose.text).into_iter().map(|(anchor, _)| anchor)
}

/// Follows a link from the text that it stands in.
///
/// # Errors
/// When it leads nowhere, or is of a kind that a page must not hold.
pub fn follow(links: &LinkMap, from: &Prose, target: &str) -> Result<Link, LinkError> {
    let (scheme, rest) = target.split_once(':').unwrap_or(("", ""));
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" if rest.starts_with("//") && rest.len() > 2 => {
            return Ok(Link::Outside(target.to_owned()));
        }
        "mailto" | "tel" if !rest.is_empty() => return Ok(Link::Outside(target.to_owned())),
        _ => {}
    }
    if target.is_empty() {
        return Err(LinkError {
            message: "this link leads nowhere: it has no address".into(),
            help: "write the address between the parentheses, or remove the brackets".into(),
        });
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(p, f)| (p, Some(f)));
    if path.is_empty() {
        let fragment = fragment.unwrap_or_default();
        let anchor = links.anchor(&from.span.path, fragment).ok_or_else(|| LinkError {
            message: format!("no heading of this text has the anchor `#{fragment}`"),
            help: "an anchor is the heading’s words in lower case, joined by hyphens".into(),
        })?;
        return Ok(Link::Here(anchor));
    }
    let nowhere = |help: String| LinkError { message: format!("`{target}` leads nowhere"), help };
    let file = relative(&from.span.path, path).ok_or_else(|| {
        nowhere("link to a file by its path from this one, or to the web with https://".into())
    })?;
    let Some(found) = links.targets.get(&file) else {
        let known = links.targets.keys().map(SitePath::as_str);
        let help = match nearest(file.as_str(), known) {
            Some(meant) => format!("there is no public {file}; did you mean {meant}?"),
            None => match renamed(&file, links.targets.keys()) {
                Some(meant) => format!("there is no public {file}; was it renamed to {meant}?"),
                None => format!("there is no public {file}"),
            },
        };
        return Err(nowhere(help));
    };
    let Some(fragment) = fragment else { return Ok(Link::Inside(found.output.clone(), None)) };
    match links.anchor(&file, fragment) {
        Some(anchor) => Ok(Link::Inside(found.output.clone(), Some(anchor))),
        None if found.anchors.is_none() => {
            Err(nowhere(format!("{file} has no headings to link to")))
        }
        None => Err(nowhere(format!("{file} has no heading with the anchor `#{fragment}`"))),
    }
}

/// A path relative to the folder of `from`, made plain.
fn relative(from: &SitePath, path: &str) -> Option<SitePath> {
    let path = path.split('?').next()?;
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    SitePath::parse(&parts.join("/"))
}

/// Follows every link, citation and note of the site once, and reports those that lead nowhere.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let edition = &site.edition;
    let company = &edition.company;
    let about = company.about.as_ref().map(|about| &about.value);
    let texts = edition
        .documents
        .iter()
        .map(|document| &document.body)
        .chain(edition.pages.iter().map(|page| &page.body))
        .chain(edition.events.iter().filter_map(|event| event.details.note.as_ref()))
        .chain(company.cautionary.as_ref().map(|text| &text.value))
        .chain(company.liquidity.as_ref().and_then(|said| said.value.summary()))
        .chain(about.and_then(|about| about.summary.as_ref()))
        .chain(about.and_then(|about| about.text.as_ref()));
    for prose in texts {
        check_text(site, prose, diags);
    }
    for note in edition.documents.iter().flat_map(|document| &document.notes) {
        let finding = match &note.target {
            NoteTarget::Fact(citation) => check_citation(site, citation).err(),
            NoteTarget::Chart(name) if !CHARTS.contains(&name.as_str()) => Some((
                code::DANGLING,
                format!("there is no chart `{name}`"),
                format!("the charts are: {}", CHARTS.join(", ")),
            )),
            NoteTarget::Chart(_) => None,
        };
        if let Some((code, message, help)) = finding {
            diags.push(Diagnostic::error(code, note.span.clone(), message).help(help));
        }
    }
}

fn check_text(site: &Site, prose: &Prose, diags: &mut Diagnostics) {
    for target in markdown::targets(&prose.text) {
        let span = place(prose, &target.range);
        let finding = if let Some(citation) = target.href.strip_prefix(FACT) {
            check_citation(site, citation).err()
        } else {
            match follow(&site.links, prose, &target.href) {
                Ok(Link::Outside(_)) if target.image => Some((
                    code::LINK,
                    "an image must be a file of this site".to_owned(),
                    "put the file beside this one: visitors’ browsers never ask other servers"
                        .to_owned(),
                )),
                Ok(_) => None,
                Err(error) => Some((code::LINK, error.message, error.help)),
            }
        };
        if let Some((code, message, help)) = finding {
            diags.push(Diagnostic::error(code, span.clone(), message).help(help));
        }
        if target.image && target.wordless {
            let finding =
                Diagnostic::error(code::LINK, span, "this image has no words in its place");
            diags.push(
                finding.help("describe it between the brackets: ![what is to be seen](file.png)"),
            );
        }
    }
}

/// A range of the text in its file; of text that does not stand there as it is, the whole.
fn place(prose: &Prose, range: &Range<usize>) -> Span {
    if !prose.exact {
        return prose.span.clone();
    }
    Span::new(&prose.span.path, prose.span.start + range.start..prose.span.start + range.end)
}

fn check_citation(site: &Site, citation: &str) -> Result<(), (Code, String, String)> {
    let year_end = &site.edition.company.year_end;
    let Err(error) = site.facts.cite(citation, year_end) else { return Ok(()) };
    let example =
        "write it as fact:cash@2008-06-30, fact:NetIncomeLoss@2008-Q2 or fact:cash@latest";
    Err(match error {
        CitationError::Form => {
            (code::CITATION, format!("`{citation}` cites no fact"), example.to_owned())
        }
        CitationError::Period(error) => {
            (code::DATE, error.message, error.help.unwrap_or_else(|| example.to_owned()))
        }
        CitationError::Concept { element } => {
            let aliases = crate::model::concept::CONCEPTS.iter().map(|c| c.alias);
            let near = nearest(&element, site.facts.concepts().chain(aliases));
            let help = match near {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`ir-site facts` lists what is reported".into(),
            };
            (code::CITATION, format!("no public document reports `{element}`"), help)
        }
        CitationError::NotReported { element, periods } => {
            let known: Vec<String> = periods.iter().map(|p| year_end.code(*p)).collect();
            let message = format!("`{citation}` is not reported by any public document");
            (code::CITATION, message, format!("{element} is reported for: {}", known.join(", ")))
        }
    })
}

/// The one file that has the same name and lies in a folder of the same day: what a renamed folder leaves.
fn renamed<'a>(file: &SitePath, known: impl Iterator<Item = &'a SitePath>) -> Option<&'a SitePath> {
    let day = |path: &SitePath| Some(path.below("content/filings")?.get(..11)?.to_owned());
    let wanted = day(file).filter(|day| day.ends_with('-'))?;
    let mut same = known
        .filter(|path| path.file_name() == file.file_name() && day(path).as_ref() == Some(&wanted));
    same.next().filter(|_| same.next().is_none())
}
