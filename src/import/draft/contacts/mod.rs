//! The contacts of a letterhead.

mod line;

use std::ops::Range;

use super::passage::{Passage, Role};
use super::reach;
use super::yaml::scalar;
use super::{About, Draft};
use line::{Line, line};

/// A contact as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Contact {
    role: Option<String>,
    name: Option<String>,
    organization: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    at: Option<Range<usize>>,
}

/// The draft of the contacts, as `company.yaml` lists them.
pub(super) fn draft(
    all: &[Passage<'_>],
    headline: Option<&str>,
    about: &About<'_>,
) -> Option<Draft> {
    let contacts = contacts(all, headline);
    if contacts.is_empty() {
        return None;
    }
    let mut out = String::from("contacts:\n");
    match about.filing {
        Some(filing) => out.push_str(&format!("  - filing: {}\n    value:\n", scalar(filing))),
        None => out.push_str("  - value:\n"),
    }
    for contact in &contacts {
        let keys = [
            ("role", &contact.role),
            ("name", &contact.name),
            ("organization", &contact.organization),
            ("phone", &contact.phone),
            ("email", &contact.email),
        ];
        let mut mark = "- ";
        if let Some(at) = &contact.at {
            out.push_str(&format!("      {}\n", about.remark(at)));
        }
        for (key, value) in keys.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)))
        {
            out.push_str(&format!("      {mark}{key}: {}\n", scalar(value)));
            mark = "  ";
        }
    }
    let sources = contacts.into_iter().filter_map(|contact| contact.at).collect();
    Some(Draft { path: "contacts.yaml".into(), text: out, sources })
}

/// What is being put together.
#[derive(Default)]
struct Desk {
    done: Vec<Contact>,
    open: Contact,
    role: Option<String>,
    organization: Option<String>,
}

impl Desk {
    /// Ends a contact. One without a way to reach it is none.
    fn close(&mut self) {
        let mut contact = std::mem::take(&mut self.open);
        if contact.phone.is_none() && contact.email.is_none() {
            return;
        }
        contact.organization.clone_from(&self.organization);
        contact.role.clone_from(&self.role);
        let named = contact.name.is_some() || contact.organization.is_some();
        let known = self.done.iter().any(|other| {
            other.name == contact.name
                && other.email == contact.email
                && other.phone == contact.phone
        });
        if named && !known {
            self.done.push(contact);
        }
    }

    fn is_reached(&self) -> bool {
        self.open.phone.is_some() || self.open.email.is_some()
    }

    fn place(&mut self, at: &Range<usize>) {
        let all = self
            .open
            .at
            .clone()
            .map_or(at.clone(), |known| known.start.min(at.start)..known.end.max(at.end));
        self.open.at = Some(all);
    }
}

fn contacts(all: &[Passage<'_>], headline: Option<&str>) -> Vec<Contact> {
    let mut desk = Desk::default();
    let mut block = None;
    let mut or = false;
    let mut listed = false;
    for passage in all {
        let label = line(passage.words.trim());
        // Sentences hold no letterhead, nor do headings but those over it.
        let begins =
            matches!(label, Line::Contacts | Line::Role(_)) || led(&passage.words).is_some();
        let short = passage.words.len() <= 100 && (listed || begins);
        if headline.is_some_and(|title| title == passage.words.trim())
            || !(passage.role == Role::Line || short)
        {
            desk.close();
            listed = false;
            continue;
        }
        listed = listed || begins;
        // Lines of one block belong together; paragraphs may each be a line of one contact.
        if passage.role == Role::Line && block.is_some_and(|block| block != passage.block) && !or {
            desk.close();
            if label != Line::Or {
                desk.organization = None;
            }
        }
        block = Some(passage.block);
        for (part, at) in parts(passage) {
            or = take(&mut desk, part, &at);
        }
    }
    desk.close();
    desk.done
}

/// A line without the words that lead it in: `Contact: Jane Doe, …`.
fn led(words: &str) -> Option<&str> {
    let (label, rest) = words.split_once(':')?;
    let known =
        label.len() <= 40 && matches!(line(&format!("{label}:")), Line::Contacts | Line::Role(_));
    (known && !rest.trim().is_empty()).then_some(rest)
}

/// The parts of a line: one, or those between commas of a line that is led in.
fn parts<'p>(passage: &'p Passage<'_>) -> Vec<(&'p str, Range<usize>)> {
    let words = passage.words.as_str();
    let Some(rest) = led(words) else { return vec![(words, passage.at())] };
    let start = words.len() - rest.len();
    let mut found = vec![(words.get(..start).unwrap_or_default(), passage.place(&(0..start)))];
    let mut from = start;
    for part in rest.split([',', ';', '|']) {
        found.push((part, passage.place(&(from..from + part.len()))));
        from += part.len() + 1;
    }
    found
}

/// Takes a line in; whether it says `or`.
fn take(desk: &mut Desk, words: &str, at: &Range<usize>) -> bool {
    let words = words.trim();
    let (phones, email) = (reach::phones(words), reach::email(words));
    let lower = words.to_lowercase();
    if !phones.is_empty() || email.is_some() {
        if lower.starts_with("fax") || lower.starts_with("facsimile") {
            return false;
        }
        if let Some(phone) = phones.first() {
            desk.open.phone.get_or_insert_with(|| phone.number.clone());
        }
        if let Some((_, address)) = email {
            desk.open.email.get_or_insert(address);
        }
        desk.place(at);
        return false;
    }
    match line(words) {
        Line::Contacts => {
            desk.close();
            desk.role = None;
            desk.organization = None;
        }
        Line::Or => {
            desk.close();
            return true;
        }
        Line::Role(role) => {
            desk.close();
            desk.role = Some(role);
            desk.organization = None;
        }
        Line::Organization(name, colon) => {
            if desk.is_reached() {
                desk.close();
            }
            if colon {
                desk.role = Some("Company".to_owned());
            }
            desk.organization = Some(name);
            desk.place(at);
        }
        Line::Name(name) => {
            if desk.is_reached() {
                desk.close();
            }
            // Of several names above one number the first is kept.
            if desk.open.name.is_none() {
                desk.open.name = Some(name);
                desk.place(at);
            }
        }
        Line::Passing => {}
    }
    false
}
