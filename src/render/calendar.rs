//! `events/`: lists, a page for each event, and iCalendar files.

use super::attached::files;
use super::company::telephone;
use super::context::Context;
use super::view;
use super::words;
use crate::model::calendar::{DialIn, Event, EventDetails, EventState};

/// The page of an event.
pub(super) fn event_path(slug: &str) -> String {
    format!("events/{slug}/index.html")
}

/// An event in a list.
pub(super) fn event_item(context: &Context<'_>, event: &Event) -> view::EventItem {
    let details = &event.details;
    let replay = details.replay.as_ref().and_then(|replay| replay.until.as_ref());
    let webcast = details.webcast.as_ref().and_then(|webcast| webcast.until.as_ref());
    let kept = [replay.filter(|_| !event.replay_over), webcast.filter(|_| !event.webcast_over)];
    let until = kept.into_iter().flatten().max_by_key(|until| until.instant());
    view::EventItem {
        title: details.title.clone(),
        href: context.href(&event_path(&details.slug)),
        kind_label: details.kind.label().into(),
        kind_said: details.title.to_lowercase().contains(&details.kind.label().to_lowercase()),
        state: state(event.state),
        date: Context::date(&details.starts),
        time: words::time(&details.starts),
        replay_text: until
            .filter(|_| event.state == EventState::Replay)
            .map(|until| format!("Replay until {}", words::day(until.date()))),
        ics: Some(context.href(&ics_path(&details.slug))),
    }
}

/// The calendar file of an event.
pub(super) fn ics_path(slug: &str) -> String {
    format!("events/{slug}.ics")
}

fn state(state: EventState) -> view::EventState {
    match state {
        EventState::Upcoming => view::EventState::Upcoming,
        EventState::Live => view::EventState::Live,
        EventState::Replay => view::EventState::Replay,
        EventState::Past => view::EventState::Past,
    }
}

/// `events/`
pub(super) fn list(context: &Context<'_>) -> view::EventsPage {
    let events = &context.site.edition.events;
    let ahead = |event: &&Event| matches!(event.state, EventState::Upcoming | EventState::Live);
    let mut upcoming: Vec<&Event> = events.iter().filter(ahead).collect();
    upcoming.sort_by_key(|event| event.state != EventState::Live);
    let past = events.iter().rev().filter(|event| !ahead(event));
    view::EventsPage {
        upcoming: upcoming.into_iter().map(|event| event_item(context, event)).collect(),
        past: past.map(|event| event_item(context, event)).collect(),
        calendar: Some(context.href("events.ics")),
    }
}

/// The page of an event.
pub(super) fn page(context: &Context<'_>, event: &Event) -> view::EventPage {
    let EventDetails { slug, title, kind, source, starts, ends, place, note, .. } = &event.details;
    let details = &event.details;
    view::EventPage {
        title: title.clone(),
        kind_label: kind.label().into(),
        state: state(event.state),
        date: Context::date(starts),
        time: words::time(starts),
        ends: ends.as_ref().map(|ends| {
            if ends.date() == starts.date() {
                words::time(ends).map_or_else(String::new, |time| format!("to {time}"))
            } else {
                format!("to {}", words::day(ends.date()))
            }
        }),
        place: place.clone(),
        body_html: note.as_ref().map(|note| context.prose(note, 2)),
        dial_ins: dial_ins(&details.dial_in),
        access_code: details.access_code.clone(),
        webcast: details.webcast.as_ref().map(|webcast| view::Webcast {
            href: webcast.url.clone(),
            text: webcast
                .url
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned(),
            until: webcast.until.as_ref().map(Context::date),
            over: event.webcast_over,
        }),
        replay: details.replay.as_ref().map(|replay| view::Replay {
            starts: replay.starts.as_ref().map(|starts| {
                let day = Context::date(starts);
                let text = match words::time(starts) {
                    Some(time) => format!("{}, {time}", day.text),
                    None => day.text,
                };
                view::Date { iso: day.iso, text }
            }),
            approximate: replay.approximate,
            until: replay.until.as_ref().map(Context::date),
            over: event.replay_over,
            dial_ins: dial_ins(&replay.dial_in),
            access_code: replay.access_code.clone(),
            code_label: words::upper(replay.code_label.as_deref().unwrap_or("access code")),
        }),
        ics: Some(context.href(&ics_path(slug))),
        source: context.source(source),
        files: files(context, &format!("events/{slug}"), &details.files),
    }
}

fn dial_ins(numbers: &[DialIn]) -> Vec<view::DialIn> {
    numbers
        .iter()
        .map(|dial_in| view::DialIn {
            number: dial_in.number.replace('-', "\u{2011}").replace(' ', "\u{a0}"),
            href: telephone(&dial_in.number),
            region: dial_in.region.clone(),
        })
        .collect()
}
