//! Calls, meetings and deadlines.

use std::collections::BTreeMap;

use super::{Prose, Provenance};
use crate::date::Moment;
use crate::source::{SitePath, Span};

/// What kind of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A call on results.
    ConferenceCall,
    /// A meeting of shareholders.
    Meeting,
    /// A presentation at a conference.
    Conference,
    /// A webcast.
    Webcast,
    /// A day by which something must be done.
    Deadline,
    /// Anything else.
    Other,
}

impl EventKind {
    /// Every kind with the word that content uses for it.
    pub const ALL: [(&'static str, Self); 6] = [
        ("conference-call", Self::ConferenceCall),
        ("meeting", Self::Meeting),
        ("conference", Self::Conference),
        ("webcast", Self::Webcast),
        ("deadline", Self::Deadline),
        ("other", Self::Other),
    ];

    /// As a visitor reads it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ConferenceCall => "Conference call",
            Self::Meeting => "Meeting",
            Self::Conference => "Conference",
            Self::Webcast => "Webcast",
            Self::Deadline => "Deadline",
            Self::Other => "Event",
        }
    }
}

/// Where an event stands at an edition's instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventState {
    /// It has not begun.
    Upcoming,
    /// It is on.
    Live,
    /// It is over and can be heard again.
    Replay,
    /// It is over.
    Past,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialIn {
    /// The number as printed.
    pub number: String,
    /// From where.
    pub region: Option<String>,
}

/// A webcast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webcast {
    /// Its address.
    pub url: String,
    /// Until when it is kept.
    pub until: Option<Moment>,
}

/// A recording to dial in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// From when.
    pub starts: Option<Moment>,
    /// Whether that time is approximate.
    pub approximate: bool,
    /// Until when.
    pub until: Option<Moment>,
    /// Numbers to call.
    pub dial_in: Vec<DialIn>,
    /// The code to give.
    pub access_code: Option<String>,
    /// What the code is called: `reservation number`.
    pub code_label: Option<String>,
}

/// An event as it stands in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What is known of it.
    pub details: EventDetails,
    /// Where it stands.
    pub state: EventState,
    /// Whether the webcast is no longer kept.
    pub webcast_over: bool,
    /// Whether the recording is no longer kept.
    pub replay_over: bool,
}

/// What is known of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDetails {
    /// The name of its file, which is its URL.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What kind it is.
    pub kind: EventKind,
    /// By what it was made known, and when.
    pub source: Provenance,
    /// When it begins; a bare date is a whole day.
    pub starts: Moment,
    /// When it ends, if stated.
    pub ends: Option<Moment>,
    /// Where, if stated.
    pub place: Option<String>,
    /// A remark, in Markdown.
    pub note: Option<Prose>,
    /// Numbers to call.
    pub dial_in: Vec<DialIn>,
    /// The code to give.
    pub access_code: Option<String>,
    /// The webcast.
    pub webcast: Option<Webcast>,
    /// The recording.
    pub replay: Option<Replay>,
    /// The files that it owns: name below its folder, and path in the site.
    pub files: BTreeMap<String, SitePath>,
    /// Where its title is written.
    pub span: Span,
}
