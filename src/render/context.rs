//! What every page needs: the way from it to others, and the site's values in its own words.

use rust_decimal::Decimal;

use super::Options;
use super::theme::Theme;
use super::view;
use super::words;
use crate::date::{Date, Moment};
use crate::model::document::{Document, Revision, RevisionKind};
use crate::model::fact::{Fact, Origin};
use crate::model::{Prose, Provenance};
use crate::resolve::{Link, Site, follow};
use crate::source::{SitePath, Snapshot};
use crate::text::escape::slug;
use crate::text::markdown::{self, Resolver};

/// The page on which the links of derived figures lead.
pub(super) const DERIVED: &str = "financials/periods/index.html";

/// What every page may draw on.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The site.
    pub site: &'a Site,
    /// The files that it was read from.
    pub files: &'a Snapshot,
    /// The theme.
    pub theme: &'a Theme,
    /// How the build was asked for.
    pub options: &'a Options,
}

/// The page that is being rendered, and all that it may draw on.
pub(super) struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    /// The files that it was read from.
    pub files: &'a Snapshot,
    /// The theme.
    pub theme: &'a Theme,
    /// How the build was asked for.
    pub options: &'a Options,
    /// The path of the page.
    pub path: SitePath,
    /// Links are relative, but for the page that answers at any address.
    pub absolute: bool,
}

impl<'a> Context<'a> {
    /// A context for the page at `path`.
    pub(super) fn new(given: Given<'a>, path: &str) -> Self {
        let Given { site, files, theme, options } = given;
        let path = SitePath::parse(path)
            .expect("invariant: slugs are checked when loaded, so pages have sound paths");
        Self { site, files, theme, options, path, absolute: false }
    }

    /// The way from this page to the top of the site: empty, `../`, or the base path.
    pub(super) fn root(&self) -> String {
        if self.absolute {
            return base_path(&self.options.base_url).to_owned();
        }
        "../".repeat(self.path.depth())
    }

    /// A link to a file of the site.
    pub(super) fn href(&self, to: &str) -> String {
        if self.absolute {
            return format!("{}{to}", base_path(&self.options.base_url));
        }
        let from: Vec<&str> = self.path.as_str().split('/').collect();
        let target: Vec<&str> = to.split('/').collect();
        let folders = from.len() - 1;
        let shared = from
            .iter()
            .take(folders)
            .zip(target.iter().take(target.len() - 1))
            .take_while(|(a, b)| a == b)
            .count();
        let up = "../".repeat(folders - shared);
        let down = target.get(shared..).unwrap_or_default().join("/");
        format!("{up}{down}")
    }

    /// A link to a place in a page.
    pub(super) fn anchor(&self, to: &str, fragment: &str) -> String {
        if !self.absolute && to == self.path.as_str() {
            return format!("#{fragment}");
        }
        format!("{}#{fragment}", self.href(to))
    }

    /// The full address of a file of the site; a page's is that of its folder.
    pub(super) fn address(&self, to: &str) -> String {
        address(&self.options.base_url, to)
    }

    /// A file of the site to download.
    pub(super) fn download(&self, text: &str, to: &str, format: &str) -> view::Download {
        view::Download {
            text: text.to_owned(),
            href: self.href(to),
            format: format.to_owned(),
            size: None,
        }
    }

    /// A day.
    pub(super) fn day(date: Date) -> view::Date {
        view::Date { iso: date.to_string(), text: words::day(date) }
    }

    /// The day of a moment; a time of day is told apart by [`words::time`].
    pub(super) fn date(moment: &Moment) -> view::Date {
        view::Date { iso: moment.iso(), text: words::day(moment.date()) }
    }

    /// A document as the source of something, at its top.
    pub(super) fn document(&self, document: &Document) -> view::Source {
        view::Source {
            text: document.title.clone(),
            href: self.href(&document_path(document)),
            date: Self::date(&document.published),
        }
    }

    /// The document behind a provenance, if it has one.
    pub(super) fn source(&self, provenance: &Provenance) -> Option<view::Source> {
        Some(self.document(self.site.document(provenance.document.as_deref()?)?))
    }

    /// Where a fact is printed, or, of a derived one, where its inputs are cited.
    pub(super) fn fact_href(&self, fact: &Fact) -> String {
        match fact.cited() {
            Some((id, place)) => match self.site.document(id) {
                Some(document) => self.anchor(&document_path(document), &place.anchor),
                None => String::new(),
            },
            None => self.anchor(DERIVED, &self.derived_anchor(fact)),
        }
    }

    /// The full address of the same.
    pub(super) fn fact_address(&self, fact: &Fact) -> String {
        let (page, anchor) = match fact.cited() {
            Some((id, place)) => match self.site.document(id) {
                Some(document) => (document_path(document), place.anchor.clone()),
                None => return String::new(),
            },
            None => (DERIVED.to_owned(), self.derived_anchor(fact)),
        };
        format!("{}#{anchor}", self.address(&page))
    }

    /// The anchor of a derived fact on [`DERIVED`].
    pub(super) fn derived_anchor(&self, fact: &Fact) -> String {
        let code = self.site.edition.company.year_end.code(fact.period);
        format!("derived-{}", slug(&format!("{}-{code}", fact.concept), "fact"))
    }

    /// The short words for a link to where a fact is printed: statement and document.
    pub(super) fn fact_source(&self, fact: &Fact) -> Option<view::Link> {
        let (id, place) = fact.cited()?;
        let document = self.site.document(id)?;
        let statement = words::statement(&place.statement);
        let text = format!("{statement}, {}", words::short_day(document.published.date()));
        Some(view::Link { text, href: self.fact_href(fact) })
    }

    /// The inputs of a derived fact: what it is taken from, and what is taken.
    pub(super) fn inputs(&self, fact: &Fact) -> Option<(&'a Fact, &'a Fact)> {
        match fact.origin {
            Origin::Derived { whole, part } => {
                Some((self.site.facts.get(whole)?, self.site.facts.get(part)?))
            }
            Origin::Reported { .. } => None,
        }
    }

    /// A fact as a figure. With `plain`, words such as “loss” beside it say the sign, and it is printed
    /// without.
    pub(super) fn figure(&self, fact: &Fact, plain: bool) -> view::Figure {
        let year_end = &self.site.edition.company.year_end;
        let words = words::Amount::of(fact);
        let negative = fact.value.is_some_and(|v| v < Decimal::ZERO) && !plain;
        view::Figure {
            text: if negative { format!("({})", words.text) } else { words.text.clone() },
            amount: if negative { String::new() } else { words.number },
            scale_word: words.scale,
            value: fact.value.map(|value| value.to_string()),
            fact: fact.citation(year_end),
            href: self.fact_href(fact),
            period: words::period(fact.period, year_end),
            derived: fact.is_derived(),
            negative,
            note: None,
        }
    }

    /// A fact as a figure within a sentence: words for its sign and for a nil, its period in lower case.
    fn spoken(&self, fact: &Fact) -> view::Figure {
        let figure = self.figure(fact, true);
        let text = match fact.value {
            None => "nil".to_owned(),
            Some(value) if value < Decimal::ZERO => format!("minus\u{a0}{}", figure.text),
            Some(_) => figure.text,
        };
        view::Figure { text, period: words::lower(&figure.period), ..figure }
    }

    /// A text as HTML, its headings beginning at `level`.
    pub(super) fn prose(&self, prose: &Prose, level: u8) -> String {
        markdown::render(&prose.text, level, &Links { context: self, prose })
    }

    /// The first paragraph of a text as HTML without an element around it, if the text begins with one.
    pub(super) fn lede(&self, prose: &Prose) -> Option<String> {
        markdown::render_lede(&prose.text, &Links { context: self, prose })
    }

    /// What follows the first paragraph of a text.
    pub(super) fn after_lede(&self, prose: &Prose) -> String {
        markdown::render_after_lede(&prose.text, 2, &Links { context: self, prose })
    }

    /// The first paragraph of a text without its markup.
    pub(super) fn plain_lede(&self, prose: &Prose) -> Option<String> {
        markdown::plain_lede(&prose.text, &|citation| self.cited(prose, citation))
    }

    /// A text without its markup.
    pub(super) fn plain(&self, prose: &Prose) -> String {
        markdown::plain(&prose.text, &|citation| self.cited(prose, citation))
    }

    /// The figure that a citation without words prints, in plain words.
    fn cited(&self, prose: &Prose, citation: &str) -> Option<String> {
        let year_end = &self.site.edition.company.year_end;
        let fact = self.site.facts.cite(citation, year_end).ok()?;
        let fact = vintage(self.site, prose, fact);
        Some(words::cited(&self.spoken(fact)))
    }

    /// Public changes of a page.
    pub(super) fn notices(revisions: &[Revision]) -> Vec<view::Notice> {
        let notice = |revision: &Revision| view::Notice {
            kind: match revision.kind {
                RevisionKind::Correction => view::NoticeKind::Correction,
                RevisionKind::Update => view::NoticeKind::Update,
                RevisionKind::Minor => view::NoticeKind::Minor,
                RevisionKind::Redaction => view::NoticeKind::Redaction,
            },
            date: Self::date(&revision.published),
            why: revision.why.clone(),
            by: revision.by.clone(),
        };
        revisions.iter().map(notice).collect()
    }
}

/// The page of a document.
pub(super) fn document_path(document: &Document) -> String {
    format!("filings/{}/index.html", document.slug)
}

/// The path part of the site's address, with a slash at both ends.
fn base_path(base_url: &str) -> &str {
    let after_scheme = base_url.find("://").map_or(0, |at| at + 3);
    let host_on = base_url.get(after_scheme..).unwrap_or_default();
    host_on.find('/').and_then(|slash| host_on.get(slash..)).unwrap_or("/")
}

/// The full address of a file of the site; a page's is that of its folder.
pub(super) fn address(base_url: &str, to: &str) -> String {
    format!("{base_url}{}", to.strip_suffix("index.html").unwrap_or(to))
}

/// The links of one text on one page.
struct Links<'c, 'a> {
    context: &'c Context<'a>,
    prose: &'c Prose,
}

impl Resolver for Links<'_, '_> {
    fn link(&self, target: &str) -> Option<String> {
        let context = self.context;
        match follow(&context.site.links, self.prose, target).ok()? {
            Link::Outside(address) => Some(address),
            Link::Inside(path, None) => Some(context.href(path.as_str())),
            Link::Inside(path, Some(fragment)) => Some(context.anchor(path.as_str(), &fragment)),
            Link::Here(fragment) => match own_page(context.site, self.prose) {
                Some(page) => Some(context.anchor(&page, &fragment)),
                None => Some(format!("#{fragment}")),
            },
        }
    }

    fn fact(&self, citation: &str, words: &str) -> Option<String> {
        let context = self.context;
        let year_end = &context.site.edition.company.year_end;
        let fact = context.site.facts.cite(citation, year_end).ok()?;
        let fact = vintage(context.site, self.prose, fact);
        if words.is_empty() {
            let figure = context.spoken(fact);
            let period = crate::text::escape::escape(&figure.period);
            return Some(format!("{} ({period})", context.theme.figure(&figure)));
        }
        // The words are the editor's; the component escapes text, so they go in as text.
        let text = markdown::unescape(words);
        let figure = view::Figure { text, negative: false, ..context.figure(fact, true) };
        Some(context.theme.figure(&figure))
    }
}

/// The page that a text is the body of: its own anchors stay right when a part of it stands elsewhere.
fn own_page(site: &Site, prose: &Prose) -> Option<String> {
    site.document_of(prose).map(document_path)
}

/// What a document says of a figure stays what it said: its text cites the value that it reports itself, else
/// the newest that was public when the text was. Other pages cite the newest of all.
fn vintage<'s>(site: &'s Site, prose: &Prose, newest: &'s Fact) -> &'s Fact {
    let Some(own) = site.document_of(prose) else { return newest };
    let since = own.revisions.first().map_or(&own.published, |revision| &revision.published);
    let vintages = site.facts.vintages(&newest.concept, newest.period);
    let reported = |fact: &&&Fact| fact.cited().is_some_and(|(id, _)| id == own.id);
    let known = |fact: &&&Fact| fact.published.instant() <= since.instant();
    let found = vintages.iter().rev().find(reported).or_else(|| vintages.iter().rev().find(known));
    found.copied().unwrap_or(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_base_paths() {
        assert_eq!(base_path("https://a.example/"), "/");
        assert_eq!(base_path("https://a.example/b/c/"), "/b/c/");
        assert_eq!(address("https://a.example/b/", "news/index.html"), "https://a.example/b/news/");
        assert_eq!(address("https://a.example/b/", "atom.xml"), "https://a.example/b/atom.xml");
    }
}
