//! `atom.xml`, `sitemap.xml`, `robots.txt`: values for their templates.

use std::collections::BTreeMap;

use super::context::{Context, document_path};
use super::documents::plain_lede;
use super::view;
use crate::date::{Instant, Moment};
use crate::model::document::Document;
use crate::output::Output;

/// The feed of releases (RFC 4287), newest first.
pub(super) fn atom(context: &Context<'_>) -> view::Feed {
    const NEWEST: usize = 50;
    let edition = &context.site.edition;
    let zone = &edition.company.zone;
    let time = |moment: &Moment| moment.instant().rfc3339_in(zone);
    let updated = edition.documents.iter().map(newest).max();
    let entry = |document: &Document| view::FeedEntry {
        id: urn(&["document", &document.id, &document.published.date().to_string()]),
        title: document.title.clone(),
        href: context.address(&document_path(document)),
        published: time(&document.published),
        updated: newest(document).rfc3339_in(zone),
        summary: plain_lede(context, document),
        kind_label: Some(document.kind.label().into()),
    };
    view::Feed {
        id: urn(&["feed", &edition.company.name]),
        title: format!("{}: news", edition.company.name),
        author: edition.company.name.clone(),
        lang: "en-US".into(),
        // An empty feed has no time of its own; the epoch says so, and says nothing else.
        updated: updated.map_or_else(|| "1970-01-01T00:00:00Z".into(), |at| at.rfc3339_in(zone)),
        self_href: context.address("atom.xml"),
        href: context.address("news/index.html"),
        icon: Some(context.address("icon.svg")),
        entries: edition.documents.iter().take(NEWEST).map(entry).collect(),
    }
}

/// When a document last changed.
fn newest(document: &Document) -> Instant {
    let statements = document.statements.iter().flat_map(|statement| &statement.revisions);
    let changes = document.revisions.iter().chain(statements).map(|r| r.published.instant());
    changes.chain([document.published.instant()]).max().unwrap_or(document.published.instant())
}

/// A permanent name (RFC 4122) from what never changes: not from an address, so that a move of the site does
/// not announce old news again.
fn urn(parts: &[&str]) -> String {
    let digest = crate::digest::sha256(parts.join("\n").as_bytes());
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    // Version 8 (custom) and the variant of the standard.
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// The pages of an output, with the day of the newest document that a page is made from where it is one.
pub(super) fn sitemap(context: &Context<'_>, output: &Output<'_>) -> view::Sitemap {
    let edition = &context.site.edition;
    let zone = &edition.company.zone;
    let changes: BTreeMap<String, Instant> =
        edition.documents.iter().map(|d| (document_path(d), newest(d))).collect();
    let latest = changes.values().max().copied();
    let lastmod = |path: &str| {
        let at = match changes.get(path) {
            Some(changed) => Some(*changed),
            None if path == "index.html" || path == "news/index.html" => latest,
            None => None,
        };
        at.map(|at| at.date_in(zone).to_string())
    };
    let pages = output.iter().filter(|(path, _)| path.file_name() == "index.html");
    let url = |path: &str| view::SitemapUrl { loc: context.address(path), lastmod: lastmod(path) };
    view::Sitemap { urls: pages.map(|(path, _)| url(path.as_str())).collect() }
}

/// `robots.txt`
pub(super) fn robots(context: &Context<'_>) -> view::Robots {
    let sitemap = (!context.options.preview).then(|| context.address("sitemap.xml"));
    view::Robots { sitemap }
}
