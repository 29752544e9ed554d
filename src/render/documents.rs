//! Releases: lists of them, the ledger of SEC filings, and a page for each.

use super::attached::files;
use super::calendar::event_item;
use super::context::{Context, document_path};
use super::statement;
use super::view;
use super::words;
use crate::date::Date;
use crate::model::document::{Document, RevisionKind, Wording};

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
        year: document.published.date().year().to_string(),
        kind_label: document.kind.label().into(),
        form: document.form.clone(),
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
    let items = years.iter().flat_map(|year| &year.items);
    let items = items.map(|item| [Some(&item.year), Some(&item.kind_label), item.form.as_ref()]);
    let filter = filter("releases", items);
    view::NewsPage { years, filter, feed: Some(context.href("atom.xml")) }
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
                kind: document.kind.label().into(),
                filed: Context::day(filed),
                year: filed.year().to_string(),
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
                kind: kind_of_form(&entry.form).1.into(),
                filed: Context::day(entry.filed),
                year: entry.filed.year().to_string(),
                title: entry.title.clone(),
                href: entry.url.clone(),
                external: entry.url.is_some(),
                exhibit: None,
                accession: entry.accession.clone(),
            },
        ));
    }
    rows.sort_by(|(a, _), (b, _)| b.cmp(a));
    let rows: Vec<view::LedgerRow> = rows.into_iter().map(|(_, row)| row).collect();
    let items = rows.iter().map(|row| [Some(&row.year), Some(&row.kind), Some(&row.form)]);
    let filter = filter("filings", items);
    view::FilingsPage { filter, groups: groups(rows), edgar: None }
}

/// What a list can be narrowed to: each of year, kind and form of which it has more than one. The items come with
/// the newest first.
fn filter<'i>(
    noun: &str,
    items: impl Iterator<Item = [Option<&'i String>; 3]>,
) -> Option<view::Filter> {
    let mut values: [Vec<&String>; 3] = Default::default();
    for item in items {
        for (values, value) in values.iter_mut().zip(item) {
            values.extend(value.filter(|value| !values.contains(value)));
        }
    }
    let [years, mut kinds, mut forms] = values;
    kinds.sort_unstable();
    forms.sort_unstable();
    let selects = [
        ("year", "Year", "All years", years),
        ("kind", "Kind", "All kinds", kinds),
        ("form", "Form", "All forms", forms),
    ];
    let select =
        |(name, label, all, options): (&str, &str, &str, Vec<&String>)| view::FilterSelect {
            name: name.into(),
            label: label.into(),
            all: all.into(),
            options: options.into_iter().cloned().collect(),
        };
    let choices = selects.into_iter().filter(|select| select.3.len() > 1).map(select);
    let selects: Vec<view::FilterSelect> = choices.collect();
    (!selects.is_empty()).then(|| view::Filter { noun: noun.into(), selects })
}

/// What forms are for, as the SEC's own lists group them: anchor, heading, and how the names begin.
const FORMS: [(&str, &str, &[&str]); 5] = [
    ("annual-and-quarterly", "Annual and quarterly reports", &["10-K", "10-Q", "20-F", "40-F"]),
    ("current", "Current reports", &["8-K", "6-K"]),
    ("proxy", "Proxy materials", &["DEF", "PRE", "ARS"]),
    ("ownership", "Ownership", &["3", "4", "5", "SC 13", "SCHEDULE 13", "144"]),
    ("other", "Other filings", &[""]),
];

/// What a form is for: anchor and heading.
pub(super) fn kind_of_form(form: &str) -> (&'static str, &'static str) {
    let base = form.strip_suffix("/A").unwrap_or(form);
    let is = |id: &str, name: &str| {
        if id == "ownership" && name.len() < 3 { base == name } else { base.starts_with(name) }
    };
    let found = FORMS.iter().find(|(id, _, names)| names.iter().any(|name| is(id, name)));
    found.map_or(("other", "Other filings"), |(id, title, _)| (id, title))
}

/// Forms by what they are for; a short ledger stays whole.
fn groups(rows: Vec<view::LedgerRow>) -> Vec<view::LedgerGroup> {
    const SHORT: usize = 10;
    if rows.is_empty() {
        return Vec::new();
    }
    if rows.len() <= SHORT {
        let (id, title) = ("all".to_owned(), "All filings".to_owned());
        return vec![view::LedgerGroup { id, title, rows }];
    }
    let mut groups = FORMS.map(|(id, title, _)| view::LedgerGroup {
        id: id.to_owned(),
        title: title.to_owned(),
        rows: Vec::new(),
    });
    for row in rows {
        let (own, _) = kind_of_form(&row.form);
        if let Some(group) = groups.iter_mut().find(|group| group.id == own) {
            group.rows.push(row);
        }
    }
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
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
