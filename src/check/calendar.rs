//! IR502 and IR503: recordings without an end, and the hours that exchanges ask about.

use super::{Findings, Rule, Run};
use crate::date::Zone;
use crate::diag::{Diagnostic, Severity, code};
use crate::model::calendar::EventState;
use crate::model::document::{Document, Kind};
use crate::resolve::Site;

pub(super) const RECORDING: Rule = Rule {
    code: code::RECORDING,
    name: "recording",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
An event is over and offers a recording or a webcast, with no day on which that ends. Telephone numbers and codes are given \
to others after some weeks, and a page that still offers them sends callers to strangers.

Add `until` to the recording. Since time alone brings it about, it is never an error.",
    source: "Practice of conference services: recordings are kept for days or weeks, webcasts for about 90 days",
    date: "2026-11-21",
    run: Run::Site(recording),
};

pub(super) const WINDOW: Rule = Rule {
    code: code::WINDOW,
    name: "release-window",
    severity: Severity::Warning,
    profiles: &["nasdaq", "nyse"],
    explanation: "\
A release with results, trials, dealings with an agency or financing is dated within the regular session of the exchange \
(9:30 a.m. to 4:00 p.m. New York time on a weekday), or in the minutes after its close. Nasdaq asks to be told at least ten minutes \
before material news that comes out from 7:00 a.m. to 8:00 p.m., and advises to wait until 4:05 p.m. for news after the \
close; the NYSE forbids news from its close until 4:05 p.m. or the official closing price.

Whether the news is material, and whether the exchange was told, a file does not say, and days on which markets close early \
are not known here: so this is a warning. Change the time, or accept the finding with what was done.",
    source: "Nasdaq Rule 5250(b)(1), IM-5250-1; NYSE Listed Company Manual 202.06(B)",
    date: "2024-01-01",
    run: Run::Site(window),
};

fn recording(site: &Site, findings: &mut Findings) {
    for event in site
        .edition
        .events
        .iter()
        .filter(|event| matches!(event.state, EventState::Past | EventState::Replay))
    {
        let details = &event.details;
        let replay = details.replay.as_ref().is_some_and(|replay| replay.until.is_none());
        let webcast = details.webcast.as_ref().is_some_and(|webcast| webcast.until.is_none());
        let (what, key) = match (replay, webcast) {
            (true, _) => ("recording", "replay"),
            (_, true) => ("webcast", "webcast"),
            _ => continue,
        };
        let message = format!("“{}” is over, and its {what} has no end", details.title);
        findings.push(
            Diagnostic::warning(code::RECORDING, details.span.clone(), message)
                .help(format!("add `until` to `{key}`: the last day on which it can be heard")),
        );
    }
}

fn window(site: &Site, findings: &mut Findings) {
    let Ok(new_york) = Zone::parse("America/New_York") else { return };
    for document in &site.edition.documents {
        let material = matches!(
            document.kind,
            Kind::Results | Kind::Clinical | Kind::Regulatory | Kind::Financing
        );
        let Some((hour, minute)) = weekday_time(document, &new_york).filter(|_| material) else {
            continue;
        };
        let minutes = hour * 60 + minute;
        let what = match minutes {
            570..=959 => "within the session of the exchange",
            960..=964 => "in the first minutes after the close",
            _ => continue,
        };
        let message =
            format!("“{}” is dated {hour}:{minute:02} in New York, {what}", document.title);
        let help = if minutes < 960 {
            "tell the exchange at least ten minutes before; then accept this finding"
        } else {
            "date it 16:05 or later"
        };
        findings.push(Diagnostic::warning(code::WINDOW, document.span.clone(), message).help(help));
    }
}

/// The hour and the minute in New York at which a document became public; none on weekends, or where only the day is
/// known.
fn weekday_time(document: &Document, zone: &Zone) -> Option<(u32, u32)> {
    let published = &document.published;
    let instant = published.instant();
    let weekday = instant.date_in(zone).weekday_name();
    if !published.has_time() || matches!(weekday, "Saturday" | "Sunday") {
        return None;
    }
    let text = instant.rfc3339_in(zone);
    Some((text.get(11..13)?.parse().ok()?, text.get(14..16)?.parse().ok()?))
}
