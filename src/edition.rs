//! The time gate: what of a site is public at one instant, and how it stands then.
//!
//! Nothing downstream knows time. Every record and every dated entry that is not public is gone from the
//! [`Edition`], with the files that it owns; of each record the newest public version remains; and whether a
//! call is live or a window has passed is settled. An edition is thereby equal to that of a content folder
//! which never held what is not yet public.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::{Date, FiscalYearEnd, Instant, Moment, Zone};
use crate::diag::Accepted;
use crate::load::{
    Held, RawCandidate, RawDocument, RawEntry, RawEvent, RawMilestone, RawPage, RawProgram,
    RawSite, number, owner,
};
use crate::model::calendar::{Event, EventState};
use crate::model::company::{About, Address, Contact, Liquidity, Listing};
use crate::model::document::{Document, Revision};
use crate::model::look::Look;
use crate::model::pipeline::{Candidate, Milestone, Program};
use crate::model::statement::Statement;
use crate::model::{Prose, Provenance, Stated};
use crate::source::{SitePath, Span};

/// The company as it stands in an edition.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Where the site is served, ending in a slash.
    pub base_url: String,
    /// Its time zone.
    pub zone: Zone,
    /// Its fiscal year.
    pub year_end: FiscalYearEnd,
    /// The sets of rules that it is subject to.
    pub profiles: Vec<&'static str>,
    /// The look of its site, which has no date.
    pub look: Look,
    /// Where its securities are listed.
    pub listings: Option<Stated<Vec<Listing>>>,
    /// Where it has its seat.
    pub headquarters: Option<Stated<Address>>,
    /// Whom to call.
    pub contacts: Option<Stated<Vec<Contact>>>,
    /// What it says of itself.
    pub about: Option<Stated<About>>,
    /// What it says of what lies ahead.
    pub cautionary: Option<Stated<Prose>>,
    /// What it says of its liquidity.
    pub liquidity: Option<Stated<Liquidity>>,
}

/// An officer with the newest role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Stated<String>,
}

/// A free page as it stands in an edition.
#[derive(Clone, Debug)]
pub struct Page {
    /// The name of its file, which is its URL.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// By what it is public, and when.
    pub source: Provenance,
    /// Its text.
    pub body: Prose,
    /// Public changes, newest first.
    pub revisions: Vec<Revision>,
    /// The files that it owns.
    pub files: BTreeMap<String, SitePath>,
    order: u16,
}

/// An SEC filing without a page of its own.
pub type LedgerEntry = RawEntry;

/// What is public at one instant.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The company.
    pub company: Company,
    /// Documents, newest first.
    pub documents: Vec<Document>,
    /// Candidates in order of their file names.
    pub candidates: Vec<Candidate>,
    /// Events in order of time.
    pub events: Vec<Event>,
    /// Officers in the order of the file.
    pub officers: Vec<Officer>,
    /// Free pages in their order.
    pub pages: Vec<Page>,
    /// SEC filings without a page of their own, newest first.
    pub ledger: Vec<LedgerEntry>,
    /// Findings that the editor accepts in public records.
    pub accepts: Vec<Accepted>,
}

/// What the gate let through and what it held back.
#[derive(Clone, Debug)]
pub struct Gated {
    /// What is public.
    pub edition: Edition,
    /// What is not, in order of time; drafts last.
    pub held: Vec<Held>,
}

/// Drops everything that is not public at `at` and settles the rest.
#[must_use]
pub fn at(site: RawSite, at: Instant) -> Gated {
    let mut gate = Gate { at, today: at.date_in(&site.company.zone), held: site.drafts };
    let company = gate.company(site.company);
    let mut accepts = Vec::new();
    let mut documents = Vec::new();
    for document in site.documents {
        if let Some((document, accepted)) = gate.document(document) {
            documents.push(document);
            accepts.extend(accepted);
        }
    }
    documents
        .sort_by(|a, b| (b.published.instant(), &b.slug).cmp(&(a.published.instant(), &a.slug)));
    let candidates = site.candidates.into_iter().filter_map(|c| gate.candidate(c)).collect();
    let mut events: Vec<Event> =
        site.events.into_iter().filter_map(|event| gate.event(event)).collect();
    events.sort_by_key(|event| (event.details.starts.starts_at(), event.details.slug.clone()));
    let officers = site.people.into_iter().filter_map(|person| gate.officer(person)).collect();
    let mut pages: Vec<Page> = site.pages.into_iter().filter_map(|page| gate.page(page)).collect();
    pages.sort_by(|a, b| (a.order, &a.title, &a.slug).cmp(&(b.order, &b.title, &b.slug)));
    let mut ledger: Vec<_> = site.ledger.into_iter().filter(|entry| entry.public <= at).collect();
    ledger.sort_by(|a, b| (b.filed, &a.form, &a.title).cmp(&(a.filed, &b.form, &b.title)));
    let public =
        site.accepts.into_iter().filter(|(_, public)| public.is_none_or(|public| public <= at));
    let mut accepts: Vec<Accepted> =
        accepts.into_iter().chain(public.map(|(accept, _)| accept)).collect();
    for accept in &mut accepts {
        accept.due = accept.date <= gate.today.to_string();
    }
    let edition =
        Edition { company, documents, candidates, events, officers, pages, ledger, accepts };
    let mut held = gate.held;
    held.sort_by_key(|held| {
        let until = held.until.as_ref().map(Moment::instant);
        (until.is_none(), until, held.span.clone(), held.what.clone())
    });
    held.dedup();
    Gated { edition, held }
}

struct Gate {
    at: Instant,
    today: Date,
    held: Vec<Held>,
}

impl Gate {
    fn public(&self, moment: &Moment) -> bool {
        moment.instant() <= self.at
    }

    /// Notes what becomes public by itself.
    fn hold(&mut self, span: Span, what: String, until: &Moment) {
        self.held.push(Held { span, what, until: Some(until.clone()), with: None });
    }

    /// Notes what becomes public with a document, or by itself.
    fn hold_with(&mut self, path: &SitePath, what: String, source: &Provenance) {
        let (until, with) = (Some(source.published.clone()), source.document.clone());
        self.held.push(Held { span: Span::file(path), what, until, with });
    }

    /// The newest public one of a list of dated values; what comes later is held.
    fn newest<T>(&mut self, values: Vec<Stated<T>>, what: &str) -> Option<Stated<T>> {
        let mut newest: Option<Stated<T>> = None;
        for value in values {
            let published = &value.source.published;
            if !self.public(published) {
                let path = SitePath::fixed("content/company.yaml");
                self.hold_with(&path, what.to_owned(), &value.source);
            } else if newest
                .as_ref()
                .is_none_or(|newest| newest.source.published.instant() <= published.instant())
            {
                newest = Some(value);
            }
        }
        newest
    }

    fn company(&mut self, raw: crate::load::RawCompany) -> Company {
        Company {
            name: raw.name,
            base_url: raw.base_url,
            zone: raw.zone,
            year_end: raw.year_end,
            profiles: raw.profiles,
            look: raw.look,
            listings: self.newest(raw.listings, "listings"),
            headquarters: self.newest(raw.headquarters, "headquarters"),
            contacts: self.newest(raw.contacts, "contacts"),
            about: self.newest(raw.about, "about"),
            cautionary: self.newest(raw.cautionary, "cautionary statement"),
            liquidity: self.newest(raw.liquidity, "liquidity"),
        }
    }

    fn document(&mut self, raw: RawDocument) -> Option<(Document, Vec<Accepted>)> {
        let RawDocument { mut original, mut later, mut later_statements, accepts, dated_at } = raw;
        if !self.public(&original.published) {
            let what = format!("document {}", original.id);
            self.hold(dated_at, what, &original.published);
            return None;
        }
        let mut public = BTreeSet::new();
        later.sort_by_key(|text| (text.revision.published.instant(), number(&text.span.path)));
        for text in later {
            if !self.public(&text.revision.published) {
                let what = format!("revision of document {}", original.id);
                self.hold(text.span, what, &text.revision.published);
                continue;
            }
            public.extend(number(&text.span.path));
            original.body = text.body;
            original.title = text.title.unwrap_or(original.title);
            original.notes = text.notes.unwrap_or(original.notes);
            original.revisions.insert(0, text.revision);
        }
        later_statements.sort_by_key(|later| {
            (later.revision.published.instant(), number(&later.statement.path))
        });
        for later in later_statements {
            if !self.public(&later.revision.published) {
                let what = format!("revision of {}", later.statement.kind.name());
                self.hold(Span::file(&later.statement.path), what, &later.revision.published);
                continue;
            }
            public.extend(number(&later.statement.path));
            if let Some(statement) =
                original.statements.iter_mut().find(|s| s.kind == later.statement.kind)
            {
                let mut revisions = statement.revisions.clone();
                revisions.insert(0, later.revision);
                let newest = Statement { revisions, ..later.statement };
                original.superseded.push(std::mem::replace(statement, newest));
            }
        }
        keep_public(&mut original.files, &public);
        Some((original, accepts))
    }

    fn candidate(&mut self, raw: RawCandidate) -> Option<Candidate> {
        let RawCandidate { slug, name, programs, files } = raw;
        let programs: Vec<Program> =
            programs.into_iter().filter_map(|p| self.program(p, &slug, &name)).collect();
        (!programs.is_empty()).then_some(Candidate { slug, name, programs, files })
    }

    fn program(&mut self, raw: RawProgram, slug: &str, name: &str) -> Option<Program> {
        let path = SitePath::parse(&format!("content/pipeline/{slug}.yaml"))?;
        let mut history = Vec::new();
        for entry in raw.history {
            if self.public(&entry.source.published) {
                history.push(entry);
            } else {
                let what = format!("{name}: {}", raw.indication);
                self.hold_with(&path, what, &entry.source);
            }
        }
        if history.is_empty() {
            return None;
        }
        // Of entries of one time, the last in the file is the newest.
        history.reverse();
        history.sort_by_key(|entry| std::cmp::Reverse(entry.source.published.instant()));
        let mut milestones: Vec<Milestone> = raw
            .milestones
            .into_iter()
            .filter_map(|milestone| self.milestone(milestone, &path, name))
            .collect();
        milestones.sort_by_key(|milestone| std::cmp::Reverse(milestone.source.published.instant()));
        Some(Program {
            id: raw.id,
            indication: raw.indication,
            region: raw.region,
            succeeds: raw.succeeds,
            history,
            milestones,
            span: raw.span,
        })
    }

    fn milestone(&mut self, raw: RawMilestone, path: &SitePath, name: &str) -> Option<Milestone> {
        let RawMilestone { source, what, window, as_said, outcome, span } = raw;
        if !self.public(&source.published) {
            self.hold_with(path, format!("{name}: {what}"), &source);
            return None;
        }
        let (known, later) = match outcome {
            Some(outcome) if self.public(&outcome.source.published) => (Some(outcome), None),
            later => (None, later),
        };
        if let Some(outcome) = later {
            self.hold_with(path, format!("{name}: outcome of {what}"), &outcome.source);
        }
        let overdue = known.is_none() && window.is_some_and(|window| window.last() < self.today);
        Some(Milestone { source, what, window, as_said, outcome: known, overdue, span })
    }

    fn event(&mut self, details: RawEvent) -> Option<Event> {
        if !self.public(&details.source.published) {
            let path = SitePath::parse(&format!("content/events/{}.yaml", details.slug))?;
            self.hold_with(&path, format!("event {}", details.slug), &details.source);
            return None;
        }
        let over = |until: Option<&Moment>| until.is_some_and(|until| until.instant() < self.at);
        let webcast_over = details.webcast.as_ref().is_some_and(|w| over(w.until.as_ref()));
        let replay_over = details.replay.as_ref().is_some_and(|r| over(r.until.as_ref()));
        let state = self.state(&details, webcast_over, replay_over);
        Some(Event { details, state, webcast_over, replay_over })
    }

    /// An event without a stated end is live for two hours, or its whole day. It is in replay while its
    /// recording or its archived webcast can be heard.
    fn state(&self, event: &RawEvent, webcast_over: bool, replay_over: bool) -> EventState {
        const HOURS: i64 = 2;
        let starts = event.starts.starts_at();
        let ends = match &event.ends {
            Some(ends) => ends.instant(),
            None if event.starts.has_time() => {
                Instant::from_unix(starts.unix() + HOURS * 3600).unwrap_or(starts)
            }
            None => event.starts.instant(),
        };
        let kept = |until: Option<&Moment>, over: bool| until.is_some() && !over;
        let begun = |from: Option<&Moment>| from.is_none_or(|from| from.starts_at() <= self.at);
        let heard = |r: &crate::model::calendar::Replay| {
            begun(r.starts.as_ref()) && kept(r.until.as_ref(), replay_over)
        };
        let replayed = event.replay.as_ref().is_some_and(heard)
            || event.webcast.as_ref().is_some_and(|w| kept(w.until.as_ref(), webcast_over));
        if self.at < starts {
            EventState::Upcoming
        } else if self.at <= ends {
            EventState::Live
        } else if replayed {
            EventState::Replay
        } else {
            EventState::Past
        }
    }

    fn officer(&mut self, person: crate::load::RawPerson) -> Option<Officer> {
        let path = SitePath::fixed("content/people.yaml");
        let mut newest: Option<Stated<String>> = None;
        for (source, role) in person.roles {
            if !self.public(&source.published) {
                self.hold_with(&path, format!("{}: {role}", person.name), &source);
            } else if newest
                .as_ref()
                .is_none_or(|n| n.source.published.instant() <= source.published.instant())
            {
                newest = Some(Stated { value: role, source });
            }
        }
        Some(Officer { name: person.name, role: newest? })
    }

    fn page(&mut self, raw: RawPage) -> Option<Page> {
        let path = raw.body.span.path.clone();
        if !self.public(&raw.source.published) {
            self.hold_with(&path, format!("page {}", raw.slug), &raw.source);
            return None;
        }
        let mut page = Page {
            slug: raw.slug,
            title: raw.title,
            description: raw.description,
            source: raw.source,
            body: raw.body,
            revisions: Vec::new(),
            files: raw.files,
            order: raw.order.unwrap_or(u16::MAX),
        };
        let mut later = raw.later;
        let mut public = BTreeSet::new();
        later.sort_by_key(|version| {
            (version.revision.published.instant(), number(&version.body.span.path))
        });
        for version in later {
            if !self.public(&version.revision.published) {
                let what = format!("revision of page {}", page.slug);
                self.hold(Span::file(&version.body.span.path), what, &version.revision.published);
                continue;
            }
            public.extend(number(&version.body.span.path));
            page.body = version.body;
            page.title = version.title.unwrap_or(page.title);
            page.description = version.description.or(page.description);
            page.revisions.insert(0, version.revision);
        }
        keep_public(&mut page.files, &public);
        Some(page)
    }
}

/// Drops the files that belong to revisions which are not public.
fn keep_public(files: &mut BTreeMap<String, SitePath>, public: &BTreeSet<u32>) {
    files.retain(|name, _| owner(name).is_none_or(|number| public.contains(&number)));
}
