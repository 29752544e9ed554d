//! The call or webcast that a release announces.

mod file;
mod region;

use std::ops::Range;

use super::dateline::Reported;
use super::passage::{Passage, Role, sentences, start_of};
use super::reach;
use super::when::{days, times, tokens};
use super::{About, Draft};
use crate::date::Date;
use file::written;
use region::region;

/// What is known of the event so far.
#[derive(Default)]
struct Found {
    starts: Option<(Date, String)>,
    kind: &'static str,
    live: Dialling,
    url: Option<String>,
    kept_until: Option<Date>,
    replay: Dialling,
    replay_starts: Option<String>,
    replay_approximate: bool,
    replay_until: Option<String>,
    sources: Vec<Range<usize>>,
}

/// Numbers to call and the code to give.
#[derive(Default)]
struct Dialling {
    numbers: Vec<(String, Option<String>)>,
    code: Option<(String, &'static str)>,
}

/// The draft of the event; none where no day and time of a call are given.
pub(super) fn draft(
    all: &[Passage<'_>],
    said: Option<Date>,
    reported: Option<&Reported>,
    about: &About<'_>,
) -> Option<Draft> {
    let mut found = Found { kind: "conference-call", ..Found::default() };
    let mut replay = false;
    for passage in scope(all) {
        let before = found.sources.len();
        for range in sentences(&passage.words) {
            let Some(sentence) = passage.words.get(range.clone()).map(|s| start_of(s, 2_000))
            else {
                continue;
            };
            replay = read(sentence, passage, replay, said, about, &mut found);
            found.sources.truncate(before);
        }
        found.sources.push(passage.at());
    }
    found.starts.as_ref()?;
    let text = written(&found, reported, about);
    Some(Draft { path: "event.yaml".into(), text, sources: found.sources })
}

/// The passages that speak of the event: from the heading or sentence that names it to the next heading.
fn scope<'p, 'a>(all: &'p [Passage<'a>]) -> &'p [Passage<'a>] {
    let names = |words: &str| {
        let lower = words.to_lowercase();
        lower.contains("conference call")
            || lower.contains("webcast")
            || lower.contains("earnings call")
    };
    let heading =
        all.iter().position(|p| p.role == Role::Heading && names(&p.words)).map(|at| at + 1);
    let announces =
        |p: &Passage<'_>| p.role != Role::Heading && names(&p.words) && !times(&p.words).is_empty();
    let Some(start) = heading.or_else(|| all.iter().position(announces)) else { return &[] };
    let rest = all.get(start..).unwrap_or_default();
    let end = rest.iter().position(|p| p.role == Role::Heading).unwrap_or(rest.len());
    let scope = rest.get(..end).unwrap_or_default();
    if heading.is_some() {
        return scope;
    }
    // Without a heading of its own the event ends with the last passage near it that says how to attend.
    let attends = |p: &Passage<'_>| {
        names(&p.words)
            || !reach::phones(&p.words).is_empty()
            || reach::code(&p.words).is_some()
            || is_replay(&p.words)
    };
    let last =
        scope.iter().take(12).take_while(|p| p.role != Role::Paragraph || attends(p)).count();
    scope.get(..last).unwrap_or_default()
}

fn is_replay(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["replay", "playback", "rebroadcast", "recording", "encore"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Reads a sentence; whether what follows is of the replay.
fn read(
    sentence: &str,
    passage: &Passage<'_>,
    replay: bool,
    said: Option<Date>,
    about: &About<'_>,
    found: &mut Found,
) -> bool {
    let lower = sentence.to_lowercase();
    let phones = reach::phones(sentence);
    let web = lower.contains("webcast")
        || lower.contains("web cast")
        || lower.contains("internet")
        || lower.contains("website")
        || lower.contains("web site");
    let of_replay = is_replay(sentence);
    if found.starts.is_none()
        && !of_replay
        && let Some(starts) = starts(sentence, said, about)
    {
        if lower.contains("webcast") && !lower.contains("call") {
            found.kind = "webcast";
        }
        found.starts = Some(starts);
    }
    if web && found.url.is_none() {
        found.url = reach::url(sentence).map(|(_, url)| url);
    }
    let archive = web
        && phones.is_empty()
        && (lower.contains("archive") || of_replay || lower.contains("available for"));
    if archive && let Some((day, _)) = &found.starts {
        found.kept_until = found.kept_until.or_else(|| kept(sentence, *day, said));
    }
    let replay = if archive && !lower.contains("telephon") { replay } else { replay || of_replay };
    if replay
        && of_replay
        && !archive
        && let Some((day, _)) = found.starts.clone()
    {
        window(sentence, day, said, about, found);
    }
    let dialling = if replay { &mut found.replay } else { &mut found.live };
    for phone in phones {
        let region = region(sentence, &phone);
        if !dialling.numbers.iter().any(|(number, _)| *number == phone.number) {
            dialling.numbers.push((phone.number, region));
        }
    }
    if dialling.code.is_none() && passage.role != Role::Heading {
        dialling.code = reach::code(sentence).map(|(_, code, label)| (code, label));
    }
    replay
}

/// Day and time of the event, as content gives them.
fn starts(sentence: &str, said: Option<Date>, about: &About<'_>) -> Option<(Date, String)> {
    let time = times(sentence).into_iter().next()?;
    let lower = sentence.to_lowercase();
    let day = days(sentence).first().and_then(|day| day.date(said));
    let day = day.or_else(|| {
        said.filter(|_| {
            lower.contains("today")
                || lower.contains("this morning")
                || lower.contains("this afternoon")
        })
    })?;
    Some((day, time.on(day, about.zone)?))
}

/// Until when something is kept that is kept for some days, or until a day.
fn kept(sentence: &str, from: Date, said: Option<Date>) -> Option<Date> {
    let tokens = tokens(sentence);
    let count = |text: &str| match text.to_ascii_lowercase().as_str() {
        "one" | "a" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        "seven" => Some(7),
        "thirty" => Some(30),
        "sixty" => Some(60),
        "ninety" => Some(90),
        digits => digits.parse::<i64>().ok().filter(|n| (1..=400).contains(n)),
    };
    let length = tokens.windows(3).find_map(|three| {
        let [word, number, unit] = three else { return None };
        let size = if unit.is("days") || unit.is("day") {
            1
        } else if unit.is("weeks") || unit.is("week") {
            7
        } else {
            return None;
        };
        (word.is("for") || word.is("least") || word.is("approximately"))
            .then(|| count(number.text))
            .flatten()
            .map(|n| n * size)
    });
    length.and_then(|days| from.add_days(days)).or_else(|| {
        let place = ["until ", "through "].iter().find_map(|word| sentence.find(word))?;
        days(sentence.get(place..)?).first().and_then(|day| day.date(said))
    })
}

/// From when to when the replay can be heard.
fn window(sentence: &str, event: Date, said: Option<Date>, about: &About<'_>, found: &mut Found) {
    let lower = sentence.to_ascii_lowercase();
    let cut = [" through ", " until ", " to ", " ending ", " and will be available", " till "]
        .iter()
        .filter_map(|word| lower.find(word))
        .filter(|at| !days(sentence.get(*at..).unwrap_or_default()).is_empty())
        .min();
    let (from, until) =
        sentence.split_at_checked(cut.unwrap_or(sentence.len())).unwrap_or((sentence, ""));
    if let (Some(time), Some(day)) =
        (times(from).first(), days(from).first().and_then(|day| day.date(said)))
    {
        found.replay_starts = time.on(day, about.zone);
        let lower = from.to_ascii_lowercase();
        found.replay_approximate =
            ["approximately", "about ", "around "].iter().any(|word| lower.contains(word));
    }
    let last = days(until).first().and_then(|day| day.date(said));
    found.replay_until = match (last, times(until).first()) {
        (Some(day), Some(time)) => time.on(day, about.zone),
        (Some(day), None) => Some(day.to_string()),
        (None, _) => kept(sentence, event, said).map(|day| day.to_string()),
    };
}
