//! IR701 on pages: where their links lead and what they load, held against the files that there are.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::super::{Rule, Run};
use super::policy::Kind;
use super::read::Markup;
use super::{Fault, Faults, Made, Page};
use crate::diag::{Severity, code};
use crate::output::{Artefact, Output};
use crate::source::SitePath;

pub(in super::super) const RULE: Rule = Rule {
    code: code::LINK,
    name: "links",
    severity: Severity::Error,
    profiles: &[],
    explanation: "\
A link leads to a page or a file of this site that is public, or to the web with https://. Images are files of this site, and have \
words for those who do not see them. In a text a link that leads nowhere is an error.

What a template or a style sheet of the site names is looked for among the files of the built site, and its `#place` on the page; \
what is not there is a warning, since it may only not be public yet.",
    source: "the content format, docs/content.md; WCAG 2.2, success criteria 1.1.1 and 2.4.4",
    date: "2023-10-05",
    run: Run::Output,
};

/// An address that an element of a page follows or loads.
pub(super) struct Reference {
    /// The element.
    pub id: usize,
    address: String,
    /// What a policy takes it for; nothing for what is only followed.
    pub kind: Option<Kind>,
    elsewhere: bool,
}

impl Reference {
    /// The address, if it is another server's.
    pub(super) fn outside(&self) -> Option<&str> {
        self.elsewhere.then_some(&*self.address)
    }
}

/// Whether an address names its server or its scheme.
pub(super) fn is_outside(address: &str) -> bool {
    let scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    address.starts_with("//") || address.split_once(':').is_some_and(|(before, _)| scheme(before))
}

/// Whether an address is that of another server than the site's own.
pub(super) fn is_elsewhere(address: &str, base_url: &str) -> bool {
    let host =
        |url: &str| url.split("://").nth(1).map_or(0, |rest| rest.find('/').unwrap_or(rest.len()));
    let scheme = base_url.find("://").map_or(0, |at| at + 3);
    let origin = base_url.get(..scheme + host(base_url)).unwrap_or_default();
    let own = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
    is_outside(address) && !address.strip_prefix(origin).is_some_and(own)
}

/// Every address on a page of the site at a base address.
pub(super) fn references(markup: &Markup, base_url: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    for (id, element) in markup.elements.iter().enumerate() {
        for (attribute, value) in element.start.attributes() {
            let Some(kind) = kind(markup, id, (element.start.name(), attribute)) else { continue };
            let mut add = |address: &str| {
                let elsewhere = is_elsewhere(address, base_url);
                found.push(Reference { id, address: address.to_owned(), kind, elsewhere });
            };
            // A comma within an address is not one between two, and what is written out in full has many.
            if attribute == "srcset" && !value.trim_start().starts_with("data:") {
                value.split(',').filter_map(|one| one.split_whitespace().next()).for_each(add);
            } else {
                add(value.trim());
            }
        }
    }
    found
}

/// Whether an attribute holds an address, and what is loaded from there.
#[expect(clippy::option_option, reason = "an address that is only followed is loaded as nothing")]
fn kind(markup: &Markup, id: usize, at: (&str, &str)) -> Option<Option<Kind>> {
    Some(match at {
        ("a" | "area", "href") => None,
        ("link", "href") => {
            let rel = markup.value(id, "rel").unwrap_or_default().to_ascii_lowercase();
            let is = |wanted: &str| rel.split_whitespace().any(|word| word == wanted);
            match () {
                () if is("stylesheet") => Some(Kind::Style),
                () if is("icon") || is("apple-touch-icon") => Some(Kind::Image),
                () if is("manifest") => Some(Kind::Manifest),
                () => None,
            }
        }
        ("script", "src") => Some(Kind::Script),
        ("img" | "input", "src" | "srcset") | ("image" | "use", "href" | "xlink:href") => {
            Some(Kind::Image)
        }
        ("video", "poster") => Some(Kind::Image),
        ("source", "src" | "srcset") if markup.within(id, "picture") => Some(Kind::Image),
        ("source" | "video" | "audio" | "track", "src") => Some(Kind::Media),
        ("iframe", "src") => Some(Kind::Frame),
        ("embed", "src") | ("object", "data") => Some(Kind::Object),
        ("form", "action") | ("button" | "input", "formaction") => Some(Kind::Form),
        ("base", "href") => Some(Kind::Base),
        _ => return None,
    })
}

/// Where an address of a file of the site leads.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// To another server, or to another part of this one.
    Elsewhere,
    /// Above the folder that the site fills: by chance to something where the site is served now.
    Above,
    /// To the path of a file, which may not be there, and a place on it.
    Here(String, Option<String>),
}

/// The files of a built site, the places on its pages, and what is still to be looked for.
pub(super) struct Addresses<'o> {
    base_url: &'o str,
    output: &'o Output<'o>,
    places: BTreeMap<&'o SitePath, BTreeSet<Box<str>>>,
    later: BTreeMap<(SitePath, String), (Fault, Vec<Made<'o>>)>,
}

impl<'o> Addresses<'o> {
    /// Nothing has been looked at yet.
    pub(super) fn of(base_url: &'o str, output: &'o Output<'o>) -> Self {
        Self { base_url, output, places: BTreeMap::new(), later: BTreeMap::new() }
    }

    /// Where an address leads from a file of the site.
    fn target(&self, from: &SitePath, address: &str) -> Target {
        let (address, place) = match address.split_once('#') {
            Some((address, place)) => (address, Some(place)),
            None => (address, None),
        };
        let address = address.split('?').next().unwrap_or_default();
        let base_path = self
            .base_url
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let inside = match address.strip_prefix(self.base_url) {
            None if is_outside(address) => return Target::Elsewhere,
            None => address.strip_prefix(base_path.unwrap_or("/")),
            inside => inside,
        };
        let path = match inside {
            Some(path) => joined("", path),
            None if address.starts_with('/') => return Target::Elsewhere,
            None if address.is_empty() => Some(from.as_str().to_owned()),
            None => {
                joined(from.as_str().rsplit_once('/').map_or("", |(folder, _)| folder), address)
            }
        };
        path.map_or(Target::Above, |path| Target::Here(path, place.map(decoded)))
    }

    /// Whether an address is that of another server.
    pub(super) fn is_elsewhere(&self, address: &str) -> bool {
        is_elsewhere(address, self.base_url)
    }

    /// What is wrong with an address of a file of the site, if it is known now, and the way out.
    pub(super) fn wrong(&self, from: &SitePath, address: &str) -> Option<(String, &'static str)> {
        let path = match self.target(from, address) {
            Target::Elsewhere => return None,
            Target::Above => {
                let message = "this leads out of the top of this site".to_owned();
                return Some((message, "write the address in full, or with fewer `../`"));
            }
            Target::Here(path, _) => path,
        };
        let there = SitePath::parse(&path).is_some_and(|path| self.output.get(&path).is_some());
        let help = "correct the address, or put the file there";
        (!there).then(|| (format!("no file of this site is at `{path}`"), help))
    }

    /// Holds the addresses of a page against the files, and keeps its places for those that lead to them.
    pub(super) fn page(&mut self, made: Made<'o>, page: &Page, faults: &mut Faults) {
        let markup = &page.markup;
        let ids = (0..markup.elements.len()).filter_map(|id| {
            let name = markup.value(id, "id");
            name.or_else(|| markup.value(id, "name").filter(|_| markup.name(id) == "a"))
        });
        self.places.insert(made.path, ids.map(Into::into).collect());
        for Reference { id, address, .. } in &page.references {
            let id = *id;
            if let Some((message, help)) = self.wrong(made.path, address) {
                faults.push(code::LINK, page.at(id), message, help);
                continue;
            }
            let Target::Here(path, Some(place)) = self.target(made.path, address) else { continue };
            let Some(path) = SitePath::parse(&path) else { continue };
            // Every page has a top, and what begins with a colon is for the browser.
            let is_page = matches!(self.output.get(&path), Some(Artefact::Page { .. }));
            if !is_page || place.is_empty() || place == "top" || place.starts_with(':') {
                continue;
            }
            let known = self.places.get(&path).map(|places| places.contains(place.as_str()));
            if known == Some(true) {
                continue;
            }
            let whose = if address.starts_with('#') { "this page" } else { path.as_str() };
            let message = format!("{whose} has no place `#{place}`");
            let help = "correct the place, or give it that `id`";
            if known == Some(false) {
                faults.push(code::LINK, page.at(id), message, help);
            } else {
                let fault = || Fault { code: code::LINK, message, help, at: page.at(id) };
                let later = self.later.entry((path, place));
                let (_, pages) = later.or_insert_with(|| (fault(), Vec::new()));
                pages.push(made);
            }
        }
    }

    /// Places that were named before their page came, and are not on it.
    pub(super) fn missing(self) -> impl Iterator<Item = (Made<'o>, Fault)> {
        let places = self.places;
        let later = self.later.into_iter();
        let found = later.filter(move |((path, place), _)| {
            places.get(path).is_some_and(|places| !places.contains(place.as_str()))
        });
        found.flat_map(|(_, (fault, pages))| {
            pages.into_iter().map(move |page| (page, fault.clone()))
        })
    }
}

/// A path from a folder, made plain. A folder stands for its page.
fn joined(folder: &str, path: &str) -> Option<String> {
    let path = decoded(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    if path.is_empty() || path.ends_with(['/', '.']) {
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

/// An address with its escapes (RFC 3986, section 2.1) resolved; as it is, where they make no text.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_no_other_server() {
        for (address, expected) in [
            ("https://a.example/x.png", false),
            ("https://a.example", false),
            ("https://a.example.org/x.png", true),
            ("//b.example/x.png", true),
            ("x.png", false),
        ] {
            assert_eq!(is_elsewhere(address, "https://a.example/ir/"), expected, "{address}");
        }
        let page = Markup::of(
            "<img srcset='a.png 1x, b.png 2x'><img srcset='data:image/png;base64,AA 1x'>",
        );
        let found = references(&page, "https://a.example/");
        let found: Vec<&str> = found.iter().map(|reference| &*reference.address).collect();
        assert_eq!(found, ["a.png", "b.png", "data:image/png;base64,AA 1x"]);
    }

    #[test]
    fn addresses_lead_to_files() {
        let output = Output::default();
        let addresses = Addresses::of("https://a.example/ir/", &output);
        let from = SitePath::fixed("news/index.html");
        let place = |address| match addresses.target(&from, address) {
            Target::Here(path, place) => Ok((path, place)),
            target => Err(target),
        };
        for (address, expected) in [
            ("index.html", Some("news/index.html")),
            ("../a%20b.pdf?x=1#page", Some("a b.pdf")),
            ("./", Some("news/index.html")),
            ("..", Some("index.html")),
            ("#x", Some("news/index.html")),
            ("/ir/atom.xml", Some("atom.xml")),
            ("/ir/", Some("index.html")),
            ("https://a.example/ir/news/", Some("news/index.html")),
            ("/elsewhere.html", None),
            ("https://b.example/", None),
            ("//b.example/", None),
            ("mailto:a@b.example", None),
            ("a%+A.html", Some("news/a%+A.html")),
        ] {
            let found = place(address).map(|(path, _)| path);
            assert_eq!(found, expected.map(str::to_owned).ok_or(Target::Elsewhere), "{address}");
        }
        assert_eq!(place("../a.html#%C3%A9"), Ok(("a.html".into(), Some("é".into()))));
        assert_eq!(place("../../up.html"), Err(Target::Above));
        let wrong = addresses.wrong(&from, "../../up.html").map(|(message, _)| message);
        assert_eq!(wrong.as_deref(), Some("this leads out of the top of this site"));
    }
}
