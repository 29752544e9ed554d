//! iCalendar files (RFC 5545): UTC times, CRLF, lines folded at 75 octets, permanent UIDs.

use super::calendar::event_path;
use super::context::address;
use crate::model::calendar::{DialIn, Event, EventDetails};
use crate::resolve::Site;

/// A calendar of events. The stamp of each is when it was made public: a calendar depends on nothing else.
pub(super) fn calendar<'e>(
    site: &Site,
    base_url: &str,
    events: impl IntoIterator<Item = &'e Event>,
) -> Vec<u8> {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".into(),
        format!("PRODID:-//ir-site//{}//EN", env!("CARGO_PKG_VERSION")),
        "CALSCALE:GREGORIAN".into(),
        "METHOD:PUBLISH".into(),
    ];
    for event in events {
        component(site, base_url, &event.details, &mut lines);
    }
    lines.push("END:VCALENDAR".into());
    lines.iter().flat_map(|line| fold(line)).collect()
}

fn component(site: &Site, base_url: &str, event: &EventDetails, lines: &mut Vec<String>) {
    let company = &site.edition.company;
    let uid = crate::digest::sha256(format!("{}\n{}", company.name, event.slug).as_bytes());
    lines.push("BEGIN:VEVENT".into());
    lines.push(format!("UID:{}@ir-site", uid.get(..32).unwrap_or(&uid)));
    lines.push(format!("DTSTAMP:{}", event.source.published.instant().utc_basic()));
    let day = |date: crate::date::Date| date.to_string().replace('-', "");
    if event.starts.has_time() {
        lines.push(format!("DTSTART:{}", event.starts.starts_at().utc_basic()));
        // An end must lie after its start (section 3.8.2.2).
        let after = |ends: &&crate::date::Moment| ends.instant() > event.starts.starts_at();
        if let Some(ends) = event.ends.as_ref().filter(after) {
            lines.push(format!("DTEND:{}", ends.instant().utc_basic()));
        }
    } else {
        lines.push(format!("DTSTART;VALUE=DATE:{}", day(event.starts.date())));
        // The end of a whole-day event is the day after its last (section 3.6.1).
        let last = event.ends.as_ref().unwrap_or(&event.starts).date();
        if let Some(after) = last.tomorrow() {
            lines.push(format!("DTEND;VALUE=DATE:{}", day(after)));
        }
    }
    lines.push(format!("SUMMARY:{}", text(&format!("{}: {}", company.name, event.title))));
    let description = description(event);
    if !description.is_empty() {
        lines.push(format!("DESCRIPTION:{}", text(&description)));
    }
    if let Some(place) = &event.place {
        lines.push(format!("LOCATION:{}", text(place)));
    }
    lines.push(format!("URL:{}", address(base_url, &event_path(&event.slug))));
    lines.push("SEQUENCE:0".into());
    lines.push("TRANSP:OPAQUE".into());
    lines.push("END:VEVENT".into());
}

fn description(event: &EventDetails) -> String {
    let mut lines = Vec::new();
    let numbers = |dial_in: &[DialIn], lines: &mut Vec<String>| {
        for number in dial_in {
            let region = number.region.as_ref().map_or_else(String::new, |r| format!(" ({r})"));
            lines.push(format!("{}{region}", number.number));
        }
    };
    numbers(&event.dial_in, &mut lines);
    lines.extend(event.access_code.as_ref().map(|code| format!("Access code: {code}")));
    lines.extend(event.webcast.as_ref().map(|webcast| format!("Webcast: {}", webcast.url)));
    lines.join("\n")
}

/// Text with the characters escaped that mean something (section 3.3.11).
fn text(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
        .replace(|c: char| c.is_control(), "")
}

/// A line in pieces of at most 75 octets, each after the first beginning with a space (section 3.1).
fn fold(line: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len() + 2);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.extend_from_slice(b"\r\n ");
            width = 1;
        }
        let mut buffer = [0; 4];
        out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        width += c.len_utf8();
    }
    out.extend_from_slice(b"\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_and_never_within_a_character() {
        let long = format!("SUMMARY:{}", "\u{e9}".repeat(80));
        let folded = String::from_utf8(fold(&long)).unwrap();
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(folded.replace("\r\n ", ""), format!("{long}\r\n"));
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(text("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
