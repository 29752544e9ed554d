//! Releases: lists of them, the ledger of SEC filings, and a page for each.

use super::calendar::event_item;
use super::context::{Context, document_path};
use super::statement;
use super::view;
use super::words;
use crate::date::Date;
use crate::model::document::{Document, RevisionKind, Wording};
use crate::source::SitePath;

/// A release in a list.
pub(super) fn item(context: &Context<'_>, document: &Document) -> view::DocumentItem {
    let statements = document.statements.iter().flat_map(|statement| &statement.revisions);
    let corrected = document
        .revisions
        .iter()
        .chain(statements)
        .filter(|revision| revision.kind != RevisionKind::Minor)
        .max_by_key(|revision| revision.published.instant());
    view::DocumentItem {
        title: document.title.clone(),
        href: context.href(&document_path(document)),
        date: Context::date(&document.published),
        day: day_of_year(document.published.date()),
        time: words::time(&document.published),
        kind_label: document.kind.label().into(),
        form_line: document.form_line(),
        lede_html: lede(context, document),
        summary: document.wording == Wording::Summary,
        revised: corrected.map(|revision| {
            let verb =
                if revision.kind == RevisionKind::Redaction { "Redacted" } else { "Corrected" };
            format!("{verb} {}", words::day(revision.published.date()))
        }),
    }
}

/// `August 11`
fn day_of_year(date: Date) -> String {
    let day = words::day(date);
    day.rsplit_once(", ").map_or(day.clone(), |(day, _)| day.to_owned())
}

/// The first paragraph of a document.
fn lede(context: &Context<'_>, document: &Document) -> Option<String> {
    context.lede(&document.body)
}

/// The same in plain text.
pub(super) fn plain_lede(context: &Context<'_>, document: &Document) -> Option<String> {
    context.plain_lede(&document.body)
}

/// `news/`
pub(super) fn news(context: &Context<'_>) -> view::NewsPage {
    let mut years: Vec<view::NewsYear> = Vec::new();
    for document in &context.site.edition.documents {
        let year = document.published.date().year().to_string();
        let item = item(context, document);
        match years.last_mut() {
            Some(last) if last.year == year => last.items.push(item),
            _ => years.push(view::NewsYear { year, items: vec![item] }),
        }
    }
    view::NewsPage { years, feed: Some(context.href("atom.xml")) }
}

/// `filings/`: every document that was filed, and filings without a page here.
pub(super) fn filings(context: &Context<'_>) -> view::FilingsPage {
    let edition = &context.site.edition;
    let mut rows: Vec<(Date, view::LedgerRow)> = Vec::new();
    for document in &edition.documents {
        let Some(form) = &document.form else { continue };
        let filed = document.filed.unwrap_or_else(|| document.published.date());
        rows.push((
            filed,
            view::LedgerRow {
                form: form.clone(),
                filed: Context::day(filed),
                title: document.title.clone(),
                href: Some(context.href(&document_path(document))),
                external: false,
                exhibit: document.exhibit_number().map(ToOwned::to_owned),
                accession: document.accession.clone(),
            },
        ));
    }
    for entry in &edition.ledger {
        rows.push((
            entry.filed,
            view::LedgerRow {
                form: entry.form.clone(),
                filed: Context::day(entry.filed),
                title: entry.title.clone(),
                href: entry.url.clone(),
                external: entry.url.is_some(),
                exhibit: None,
                accession: entry.accession.clone(),
            },
        ));
    }
    rows.sort_by(|(a, _), (b, _)| b.cmp(a));
    view::FilingsPage { groups: groups(rows.into_iter().map(|(_, row)| row)), edgar: None }
}

/// Forms by what they are for, as the SEC's own lists group them; a short ledger stays whole.
fn groups(rows: impl Iterator<Item = view::LedgerRow>) -> Vec<view::LedgerGroup> {
    const SHORT: usize = 10;
    let rows: Vec<view::LedgerRow> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    if rows.len() <= SHORT {
        let (id, title) = ("all".to_owned(), "All filings".to_owned());
        return vec![view::LedgerGroup { id, title, rows }];
    }
    let kinds: [(&str, &str, &[&str]); 4] = [
        ("annual-and-quarterly", "Annual and quarterly reports", &["10-K", "10-Q", "20-F", "40-F"]),
        ("current", "Current reports", &["8-K", "6-K"]),
        ("proxy", "Proxy materials", &["DEF", "PRE", "ARS"]),
        ("ownership", "Ownership", &["3", "4", "5", "SC 13", "SCHEDULE 13", "144"]),
    ];
    let group_of = |form: &str| {
        let base = form.strip_suffix("/A").unwrap_or(form);
        kinds.iter().position(|(id, _, forms)| {
            forms.iter().any(|f| {
                if *id == "ownership" && f.len() < 3 { base == *f } else { base.starts_with(f) }
            })
        })
    };
    let mut groups: Vec<view::LedgerGroup> = kinds
        .iter()
        .map(|(id, title, _)| ((*id).to_owned(), (*title).to_owned()))
        .chain([("other".to_owned(), "Other filings".to_owned())])
        .map(|(id, title)| view::LedgerGroup { id, title, rows: Vec::new() })
        .collect();
    for row in rows {
        let index = group_of(&row.form).unwrap_or(kinds.len());
        if let Some(group) = groups.get_mut(index) {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// The page of a document.
pub(super) fn document(context: &Context<'_>, document: &Document) -> view::FilingPage {
    let edition = &context.site.edition;
    let index = edition.documents.iter().position(|d| d.id == document.id).unwrap_or_default();
    let year_end = &edition.company.year_end;
    let summary = document.wording == Wording::Summary;
    // Only a summary's first paragraph is its lede; a document's own words are set as they stand.
    let lede_html = if summary { lede(context, document) } else { None };
    let body_html = if lede_html.is_some() {
        context.after_lede(&document.body)
    } else {
        context.prose(&document.body, 2)
    };
    let events = edition
        .events
        .iter()
        .filter(|event| event.details.source.document.as_ref() == Some(&document.id));
    view::FilingPage {
        title: document.title.clone(),
        date: Context::date(&document.published),
        time: words::time(&document.published),
        kind_label: document.kind.label().into(),
        period: document.period.map(|period| words::period(period, year_end)),
        form_line: document.form_line(),
        accession: document.accession.clone(),
        original_url: document
            .source_url
            .as_ref()
            .map(|url| view::Link { text: "The document as filed".into(), href: url.clone() }),
        summary,
        lede_html,
        body_html,
        notices: Context::notices(&document.revisions),
        statements: document
            .statements
            .iter()
            .map(|s| statement::view(context, document, s))
            .collect(),
        files: files(context, &format!("filings/{}", document.slug), &document.files),
        events: events.map(|event| event_item(context, event)).collect(),
        older: edition.documents.get(index + 1).map(|older| context.document(older)),
        newer: index
            .checked_sub(1)
            .and_then(|i| edition.documents.get(i))
            .map(|d| context.document(d)),
    }
}

/// The files that a record owns.
pub(super) fn files(
    context: &Context<'_>,
    folder: &str,
    files: &std::collections::BTreeMap<String, SitePath>,
) -> Vec<view::Download> {
    files
        .iter()
        .map(|(name, path)| view::Download {
            text: name.clone(),
            href: context.href(&format!("{folder}/{name}")),
            format: path.extension().to_ascii_uppercase(),
            size: None,
        })
        .collect()
}
