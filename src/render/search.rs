//! Search: the index that the theme's script loads, and the page that says where to look without it.
//!
//! The index is a classic script, so that it can be loaded by a page that was opened from disk. An entry is a list:
//! title, address (from the top of the site, or at the SEC), date, what it is, summary, further text.

use serde::Serialize;

use super::calendar::event_path;
use super::company;
use super::context::{Context, DERIVED, document_path};
use super::documents::{kind_of_form, plain_lede};
use super::frame::{Pages, page_path};
use super::pipeline::candidate_path;
use super::statement::lines;
use super::view;
use super::words;
use crate::model::Prose;
use crate::model::calendar::Event;
use crate::model::document::Document;
use crate::model::pipeline::{Candidate, Program};
use crate::model::statement::Row;
use crate::text::amount::{Cell, printed};

/// What can be found.
#[derive(Serialize)]
struct Entry(String, String, String, String, String, String);

/// `search/index.js`
pub(super) fn index(context: &Context<'_>) -> Vec<u8> {
    let edition = &context.site.edition;
    let mut entries: Vec<Entry> = Vec::new();
    entries.extend(edition.documents.iter().map(|document| release(context, document)));
    entries.extend(ledger(context));
    entries.extend(edition.candidates.iter().map(|own| candidate(context, own)));
    entries.extend(edition.events.iter().rev().map(|own| event(context, own)));
    entries.extend(own_pages(context));
    for page in &edition.pages {
        let text = plain(context, &page.body);
        let summary = page.description.clone().unwrap_or_default();
        entries.push(entry(&page.title, &page_path(&page.slug), "Page", summary, text));
    }
    let json = serde_json::to_string(&entries).expect("invariant: entries hold only strings");
    format!("var irSearch={json};\n").into_bytes()
}

/// An entry without a date.
fn entry(title: &str, path: &str, about: &str, summary: String, text: String) -> Entry {
    Entry(title.into(), path.into(), String::new(), about.into(), summary, text)
}

/// A text in plain words.
fn plain(context: &Context<'_>, prose: &Prose) -> String {
    spaced(&context.plain(prose))
}

/// Single and plain spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts of a text, those that say something, as sentences.
fn sentences<'p>(parts: impl IntoIterator<Item = Option<&'p str>>) -> String {
    let parts = parts.into_iter().flatten().map(|part| part.trim().trim_end_matches('.'));
    let parts: Vec<String> = parts.filter(|p| !p.is_empty()).map(|p| format!("{p}.")).collect();
    spaced(&parts.join(" "))
}

/// A document with its statements, line by line as its page prints them.
fn release(context: &Context<'_>, document: &Document) -> Entry {
    let lede = plain_lede(context, document).map(|lede| spaced(&lede)).unwrap_or_default();
    let text = plain(context, &document.body);
    let rest = text.strip_prefix(&lede).map_or(text.as_str(), str::trim).to_owned();
    let line = |row: &Row| {
        let cells = row.cells.iter().filter_map(|placed| match placed.cell {
            Cell::Amount(amount) => Some(printed(amount.value, amount.decimals)),
            Cell::Nil => None,
            Cell::Blank => Some(placed.text.clone()),
        });
        std::iter::once(row.label.clone()).chain(cells).collect::<Vec<_>>().join(" ")
    };
    let statements = document.statements.iter().flat_map(|statement| {
        std::iter::once(statement.title.clone()).chain(statement.rows.iter().map(line))
    });
    let parts: Vec<String> = std::iter::once(rest).chain(statements).collect();
    let rest = sentences(parts.iter().map(|part| Some(part.as_str())));
    let kind = document.kind.label();
    let about = document.form_line().map_or_else(|| kind.into(), |form| format!("{kind} · {form}"));
    let date = words::day(document.published.date());
    Entry(document.title.clone(), document_path(document), spaced(&date), about, lede, rest)
}

/// Filings without a page here: at the SEC where the address is known, else in the ledger.
fn ledger(context: &Context<'_>) -> impl Iterator<Item = Entry> {
    context.site.edition.ledger.iter().map(|filing| {
        let here = "filings/index.html".to_owned();
        let at = if filing.url.is_some() { ", at the SEC" } else { "" };
        let about = format!("{} · Form {}{at}", kind_of_form(&filing.form).1, filing.form);
        let date = spaced(&words::day(filing.filed));
        let path = filing.url.clone().unwrap_or(here);
        let number = filing.accession.clone().unwrap_or_default();
        Entry(filing.title.clone(), path, date, about, String::new(), number)
    })
}

fn candidate(_: &Context<'_>, candidate: &Candidate) -> Entry {
    let said = |program: &Program| {
        let history = program.history.iter().flat_map(|entry| {
            [&entry.note, &entry.modality, &entry.partner, &entry.sponsor, &entry.designation]
        });
        let milestones = program.milestones.iter().map(|milestone| Some(milestone.what.as_str()));
        let all = [Some(program.indication.as_str()), program.region.as_deref()];
        sentences(all.into_iter().chain(history.map(|said| said.as_deref())).chain(milestones))
    };
    let text: Vec<String> = candidate.programs.iter().map(said).collect();
    let about = "Drug candidate";
    entry(&candidate.name, &candidate_path(&candidate.slug), about, String::new(), text.join(" "))
}

fn event(context: &Context<'_>, event: &Event) -> Entry {
    let details = &event.details;
    let note = details.note.as_ref().map(|note| plain(context, note));
    let text = sentences([details.place.as_deref(), note.as_deref()]);
    let (title, path) = (details.title.clone(), event_path(&details.slug));
    let date = spaced(&words::day(details.starts.date()));
    Entry(title, path, date, "Event".into(), String::new(), text)
}

/// Pages that are made from many records.
fn own_pages(context: &Context<'_>) -> Vec<Entry> {
    let edition = &context.site.edition;
    let pages = Pages::of(context.site);
    let about = "Page";
    let mut found = Vec::new();
    if pages.financials {
        let lines = lines(context.site);
        let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
        let text = sentences([Some(labels.join("; ").as_str())]);
        let summary = "Cash, charts, and the newest periods side by side.".into();
        found.push(entry("Financials", "financials/index.html", about, summary, text));
        let summary = "Every line of the statements by quarter, longer period and date, and how quarters were derived.".into();
        found.push(entry("All periods", DERIVED, about, summary, String::new()));
    }
    if pages.about {
        let company = &edition.company;
        let own = company.about.as_ref().and_then(|own| own.value.text.as_ref());
        let prose = [own, company.cautionary.as_ref().map(|own| &own.value)];
        let prose: Vec<String> = prose.into_iter().flatten().map(|p| plain(context, p)).collect();
        let officers = edition.officers.iter().map(|o| format!("{}, {}.", o.name, o.role.value));
        let text = prose.into_iter().chain(officers).collect::<Vec<_>>().join(" ");
        let title = format!("About {}", company.name);
        found.push(entry(&title, "about/index.html", about, String::new(), spaced(&text)));
    }
    if pages.contacts {
        let contacts = company::contacts(context);
        let names = contacts.iter().flat_map(|contact| {
            [Some(contact.role.as_str()), contact.name.as_deref(), contact.organisation.as_deref()]
        });
        let text = sentences(names);
        found.push(entry("Contacts", "contacts/index.html", about, String::new(), text));
    }
    found
}

/// `search/index.html`: every list of the site, with what it holds.
pub(super) fn page(context: &Context<'_>) -> view::SearchPage {
    let pages = Pages::of(context.site);
    let lists = [
        (true, "News", "news/index.html", "Releases by year, the newest first."),
        (
            pages.filings,
            "SEC filings",
            "filings/index.html",
            "Documents filed with the SEC, by form.",
        ),
        (
            pages.financials,
            "Financials",
            "financials/index.html",
            "Every reported figure, with its source.",
        ),
        (
            pages.financials,
            "Data files",
            "data/index.html",
            "The same as spreadsheets and files for programs.",
        ),
        (pages.pipeline, "Pipeline", "pipeline/index.html", "Drug candidates and their phases."),
        (pages.events, "Events", "events/index.html", "Calls, meetings and deadlines."),
        (pages.about, "About", "about/index.html", "The company, its officers and listings."),
        (pages.contacts, "Contacts", "contacts/index.html", "Whom to call."),
    ];
    let place = |(text, path, says): (&str, &str, &str)| view::SearchPlace {
        link: view::Link { text: text.to_owned(), href: context.href(path) },
        says: says.to_owned(),
    };
    let lists = lists
        .into_iter()
        .filter(|list| list.0)
        .map(|(_, text, path, says)| place((text, path, says)));
    let free = context.site.edition.pages.iter();
    let free = free.map(|page| {
        place((
            &page.title,
            &page_path(&page.slug),
            page.description.as_deref().unwrap_or_default(),
        ))
    });
    view::SearchPage { places: lists.chain(free).collect() }
}
