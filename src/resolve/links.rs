//! Where the links and citations of a text lead.
//!
//! An editor links to another record by the path of its file, as on any code host: `../../pages/liquidity.md`
//! from a document. The same link leads to the record's page in the site.

use std::ops::Range;

use super::Site;
use crate::diag::{Code, Diagnostic, Diagnostics, code, nearest};
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
const CHARTS: [&str; 2] = ["cash", "net-loss"];

/// Follows a link from the file that it stands in.
///
/// # Errors
/// When it leads nowhere, or is of a kind that a page must not hold.
pub fn follow(site: &Site, from: &Prose, target: &str) -> Result<Link, LinkError> {
    let (scheme, rest) = target.split_once(':').unwrap_or(("", ""));
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" if rest.starts_with("//") && rest.len() > 2 => {
            return Ok(Link::Outside(target.to_owned()));
        }
        "mailto" | "tel" if !rest.is_empty() => return Ok(Link::Outside(target.to_owned())),
        _ => {}
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(p, f)| (p, Some(f)));
    if path.is_empty() {
        let fragment = fragment.unwrap_or_default();
        let anchor = anchor_in(&anchors(site, from), fragment).ok_or_else(|| LinkError {
            message: format!("no heading of this text has the anchor `#{fragment}`"),
            help: "an anchor is the heading’s words in lower case, joined by hyphens".into(),
        })?;
        return Ok(Link::Here(anchor));
    }
    let nowhere = |help: String| LinkError { message: format!("`{target}` leads nowhere"), help };
    let file = relative(&from.span.path, path).ok_or_else(|| {
        nowhere("link to a file by its path from this one, or to the web with https://".into())
    })?;
    let Some((output, prose)) = output_of(site, &file) else {
        let known: Vec<String> =
            targets(site).into_iter().map(|(path, _)| path.to_string()).collect();
        let help = match nearest(file.as_str(), known.iter().map(String::as_str)) {
            Some(meant) => format!("there is no public {file}; did you mean {meant}?"),
            None => format!("there is no public {file}"),
        };
        return Err(nowhere(help));
    };
    match (fragment, prose) {
        (None, _) => Ok(Link::Inside(output, None)),
        (Some(fragment), Some(prose)) => match anchor_in(&anchors(site, &prose), fragment) {
            Some(anchor) => Ok(Link::Inside(output, Some(anchor))),
            None => Err(nowhere(format!("{file} has no heading with the anchor `#{fragment}`"))),
        },
        (Some(_), None) => Err(nowhere(format!("{file} has no headings to link to"))),
    }
}

/// The anchor that a fragment means: itself, or that of a heading with these words.
fn anchor_in(anchors: &[String], fragment: &str) -> Option<String> {
    let heading = format!("s-{fragment}");
    anchors.iter().find(|a| **a == fragment || **a == heading).cloned()
}

/// The anchors of the page that a text is the body of.
fn anchors(site: &Site, prose: &Prose) -> Vec<String> {
    let mut anchors: Vec<String> =
        markdown::headings(&prose.text).into_iter().map(|(a, _)| a).collect();
    let document = site.edition.documents.iter().find(|d| d.body.span.path == prose.span.path);
    for statement in document.into_iter().flat_map(|d| &d.statements) {
        anchors.push(statement.kind.name());
        anchors.extend(statement.rows.iter().map(|row| statement.anchor(row)));
    }
    anchors
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

/// The page or file that a content file becomes, and the text of that page.
fn output_of(site: &Site, file: &SitePath) -> Option<(SitePath, Option<Prose>)> {
    let found = targets(site).into_iter().find(|(path, _)| path == file);
    if let Some((_, (output, prose))) = found {
        return Some((output, prose));
    }
    let name = file.below("static")?;
    site.statics.contains(file).then(|| SitePath::parse(name))?.map(|output| (output, None))
}

type Target = (SitePath, Option<Prose>);

/// Every content file that can be linked to.
fn targets(site: &Site) -> Vec<(SitePath, Target)> {
    let edition = &site.edition;
    let mut found = Vec::new();
    let mut page = |file: String, output: String, prose: Option<Prose>| {
        if let (Some(file), Some(output)) = (SitePath::parse(&file), SitePath::parse(&output)) {
            found.push((file, (output, prose)));
        }
    };
    for document in &edition.documents {
        let slug = &document.slug;
        let file = format!("content/filings/{slug}/index.md");
        page(file, format!("filings/{slug}/index.html"), Some(document.body.clone()));
        for (name, path) in &document.files {
            page(path.to_string(), format!("filings/{slug}/{name}"), None);
        }
    }
    for item in &edition.pages {
        let file = format!("content/pages/{}.md", item.slug);
        page(file, format!("{}/index.html", item.slug), Some(item.body.clone()));
        for (name, path) in &item.files {
            page(path.to_string(), format!("{}/{name}", item.slug), None);
        }
    }
    for candidate in &edition.candidates {
        let slug = &candidate.slug;
        page(format!("content/pipeline/{slug}.yaml"), format!("pipeline/{slug}/index.html"), None);
        for (name, path) in edition.candidate_files.get(slug).into_iter().flatten() {
            page(path.to_string(), format!("pipeline/{slug}/{name}"), None);
        }
    }
    for event in &edition.events {
        let slug = &event.details.slug;
        page(format!("content/events/{slug}.yaml"), format!("events/{slug}/index.html"), None);
        for (name, path) in &event.details.files {
            page(path.to_string(), format!("events/{slug}/{name}"), None);
        }
    }
    found
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
            match follow(site, prose, &target.href) {
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
        if target.image && target.words.trim().is_empty() {
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
