//! What a site's pages are when they are rendered: rules over the markup that templates and content make together.
//!
//! Pages come one at a time and are forgotten again; what is kept is where links lead and what was found. One fault
//! of a template is one finding, however many pages show it, at the tag of the template that writes it where that
//! can be told, else at the record of the first page that has it.

mod address;
mod ids;
mod names;
mod origin;
mod outline;
mod policy;
mod read;
mod sheet;

pub(super) use address::RULE as LINKS;
pub(super) use ids::{REFERENCES, UNIQUE};
pub(super) use names::{NAMES, links as link_words};
pub(super) use outline::{PARTS, headings, tables};
pub(super) use policy::RULE as POLICY;

use std::collections::{BTreeMap, BTreeSet};

use super::RULES;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::output::{Artefact, Output};
use crate::resolve::Site;
use crate::source::{SitePath, Snapshot, Span};
use address::{Addresses, Reference, references};
use origin::Origins;
use policy::Policy;
use read::{Markup, StartTag};

/// A rendered page and what a rule may ask of it.
pub struct Page {
    markup: Markup,
    references: Vec<Reference>,
    policy: Policy,
}

/// What a page was made of.
#[derive(Clone, Copy)]
struct Made<'p> {
    path: &'p SitePath,
    /// The file of the record that it is the page of.
    record: Option<&'p SitePath>,
    template: &'static str,
}

/// Where a fault is.
#[derive(Clone)]
enum At {
    /// In an element: its start tag, and what is heard of it.
    Element { tag: StartTag, words: String },
    /// In the page as a whole.
    Page,
    /// In a file that is served as it is.
    File(Span),
}

/// What a rule finds. The message is the same on every page that has the fault.
#[derive(Clone)]
struct Fault {
    code: Code,
    message: String,
    help: &'static str,
    at: At,
}

/// What the rules found on one page.
#[derive(Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    fn push(&mut self, code: Code, at: At, message: impl Into<String>, help: &'static str) {
        self.0.push(Fault { code, message: message.into(), help, at });
    }
}

impl Page {
    fn of(text: &str, base_url: &str) -> Self {
        let markup = Markup::of(text);
        Self { references: references(&markup, base_url), policy: Policy::of(&markup), markup }
    }

    /// An element as the place of a fault.
    fn at(&self, id: usize) -> At {
        match self.markup.elements.get(id) {
            Some(element) => {
                At::Element { tag: element.start.clone(), words: self.markup.words(id) }
            }
            None => At::Page,
        }
    }
}

/// Looks at every page and style sheet of an output, and at where their links lead. What cannot be rendered is
/// reported as that.
#[must_use]
pub fn check(site: &Site, files: &Snapshot, output: &Output<'_>) -> Diagnostics {
    let mut diags = Diagnostics::default();
    let origins = Origins::of(site, files);
    let mut addresses = Addresses::of(&site.edition.company.base_url, output);
    let mut causes = Causes::default();
    let mut policy = Policy::default();
    for (path, artefact) in output.iter() {
        let bytes = match artefact.bytes() {
            Ok(bytes) => bytes,
            Err(finding) => {
                diags.push(*finding);
                continue;
            }
        };
        let Artefact::Page { record, template, .. } = artefact else { continue };
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let made = Made { path, record: record.as_ref(), template };
        let page = Page::of(text, &site.edition.company.base_url);
        let mut faults = Faults::default();
        for look in RULES.iter().filter_map(|rule| rule.run.page()) {
            look(&page, &mut faults);
        }
        addresses.page(made, &page, &mut faults);
        causes.add(faults, made, &origins);
        if path.as_str() == "index.html" {
            policy = page.policy;
        }
    }
    let sheets = output.iter().filter(|(path, _)| path.extension() == "css");
    for (path, artefact) in sheets {
        let Ok(bytes) = artefact.bytes() else { continue };
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        // As a file is shown, without its byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut faults = Faults::default();
        sheet::check((path, text), &origins.served(path), (&addresses, &policy), &mut faults);
        causes.add(faults, Made { path, record: None, template: "" }, &origins);
    }
    for (made, fault) in addresses.missing() {
        causes.add(Faults(vec![fault]), made, &origins);
    }
    diags.extend(causes.findings());
    diags
}

/// A fault with its place, where that is known beyond the page that has it.
type Cause = (Code, String, Option<Span>);

/// Faults by their causes, each with the pages that have it.
#[derive(Default)]
struct Causes(BTreeMap<Cause, Shown>);

/// Where a fault shows.
struct Shown {
    help: &'static str,
    /// The place of the first page, for a fault whose own is not known.
    span: Span,
    pages: BTreeSet<SitePath>,
}

impl Causes {
    fn add(&mut self, faults: Faults, made: Made<'_>, origins: &Origins<'_>) {
        for Fault { code, message, help, at } in faults.0 {
            let place = origins.place(made, code, &at);
            let of_page = || Span::file(made.record.unwrap_or(made.path));
            let span = place.clone().unwrap_or_else(of_page);
            let shown = || Shown { help, span, pages: BTreeSet::new() };
            let cause = self.0.entry((code, message, place)).or_insert_with(shown);
            cause.pages.insert(made.path.clone());
        }
    }

    fn findings(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|((code, message, _), Shown { help, span, pages })| {
            let first = pages.first().map_or("", SitePath::as_str);
            let of_sheet = pages.first().is_some_and(|path| path.extension() == "css");
            let message = match pages.len() {
                // A style sheet is no page, and a page that is the place itself is named as that.
                _ if of_sheet || first == span.path.as_str() => message,
                1 => format!("{message}: on {first}"),
                pages => format!("{message}: on {pages} pages, the first is {first}"),
            };
            Diagnostic::warning(code, span, message).help(help)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::render::{self, Options};

    /// Names and attributes in the order of a page: those that this reader sees, and those that a browser would.
    fn both(text: &str) -> [Vec<String>; 2] {
        let own = Markup::of(text);
        let one = |id: usize| {
            let attributes = own.attributes(id).map(|(name, value)| format!(" {name}={value}"));
            let mut attributes: Vec<String> = attributes.collect();
            attributes.sort();
            format!("{}{}", own.name(id), attributes.concat())
        };
        let found = scraper::Html::parse_document(text);
        let elements = found.root_element().descendants().filter_map(scraper::ElementRef::wrap);
        let theirs = elements.map(|element| {
            let attributes = element.value().attrs();
            let mut attributes: Vec<String> = attributes
                .map(|(name, value)| format!(" {}={value}", name.to_lowercase()))
                .collect();
            attributes.sort();
            format!("{}{}", element.value().name(), attributes.concat())
        });
        [(0..own.elements.len()).map(one).collect(), theirs.collect()]
    }

    #[test]
    fn pages_are_read_as_a_browser_reads_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = crate::shell::snapshot::read(root).expect("the site can be read");
        let at = crate::date::Instant::from_unix(1_790_000_000).expect("an instant");
        let audit = crate::audit(&files, |_| Ok::<_, ()>(at)).expect("the instant is given");
        let (site, theme) = (audit.site.expect("a site"), audit.theme.expect("a theme"));
        let options = Options { base_url: site.edition.company.base_url.clone(), preview: false };
        let Ok(output) = render::render(&site, &files, &theme, &options) else {
            panic!("paths collide")
        };
        let mut pages = 0;
        for (path, artefact) in output.iter() {
            if matches!(artefact, Artefact::Page { .. }) {
                let bytes = artefact.bytes().expect("it renders");
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                // The other reader runs scripts, for which the content of this element is none.
                let text = text.replace("noscript>", "div>");
                let [own, theirs] = both(&text);
                assert_eq!(own, theirs, "{path}");
                pages += 1;
            }
        }
        assert_eq!(pages, 25);
    }
}
