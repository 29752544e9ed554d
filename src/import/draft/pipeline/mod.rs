//! Candidates, as the sentences about them say where they stand.

mod file;
mod indication;
mod stage;

use std::ops::Range;

use super::passage::{Passage, Role, sentences};
use super::window::window;
use super::{About, Draft};
use crate::date::Date;
use crate::text::escape::slug;
use file::written;
use indication::{abbreviations, indication, trial_in};
use stage::{stages, state};

/// What a sentence says of a candidate's stage.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mention {
    phase: &'static str,
    /// How far that is: the later the higher.
    rank: u8,
    state: Option<&'static str>,
    indication: Option<String>,
    sentence: String,
    at: Range<usize>,
}

/// Something expected.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Milestone {
    what: String,
    window: String,
    as_said: String,
    at: Range<usize>,
}

/// A candidate and the passage that introduces it.
struct Candidate<'p, 'a> {
    name: String,
    passage: &'p Passage<'a>,
    /// Where the text about it begins in the passage.
    from: usize,
}

/// The drafts, one for each candidate.
pub(super) fn drafts(all: &[Passage<'_>], said: Option<Date>, about: &About<'_>) -> Vec<Draft> {
    let candidates = candidates(all);
    let mut drafts: Vec<Draft> = Vec::new();
    for candidate in &candidates {
        let path = format!("pipeline/{}.yaml", slug(&candidate.name, "candidate"));
        if drafts.iter().any(|draft| draft.path == path) {
            continue;
        }
        let mut mentions = own(candidate);
        mentions.extend(elsewhere(candidate, all));
        if mentions.is_empty() {
            continue;
        }
        let milestones = milestones(candidate, said);
        let text = written(candidate, &mentions, &milestones, about);
        let mut sources: Vec<Range<usize>> = vec![candidate.passage.at()];
        sources.extend(
            mentions
                .iter()
                .map(|mention| mention.at.clone())
                .filter(|at| !inside(at, &candidate.passage.at())),
        );
        drafts.push(Draft { path, text, sources });
    }
    drafts
}

fn inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// More candidates than any company has: what looks like them is something else.
const MOST: usize = 40;

/// Passages that begin with a name and a dash or colon, or stand below a heading that is a name they hold, and
/// speak of a stage.
fn candidates<'p, 'a>(all: &'p [Passage<'a>]) -> Vec<Candidate<'p, 'a>> {
    let mut found = Vec::new();
    let mut heading: Option<String> = None;
    for passage in all {
        if found.len() == MOST {
            break;
        }
        match passage.role {
            Role::Heading => heading = name(&passage.words).filter(|name| name.len() >= 4),
            Role::Line => {}
            Role::Paragraph | Role::Item => {
                let led =
                    [" - ", " -- ", " \u{2013} ", " \u{2014} ", ": "].iter().find_map(|mark| {
                        let (before, after) = passage.words.split_once(mark)?;
                        Some((name(before)?, passage.words.len() - after.len()))
                    });
                let below = || {
                    let name = heading
                        .clone()
                        .filter(|name| plain(&passage.words).contains(&plain(name)))?;
                    Some((name, 0))
                };
                let Some((name, from)) = led.or_else(below) else { continue };
                let text = passage.words.get(from..).unwrap_or_default();
                if !stages(text).is_empty() {
                    found.push(Candidate { name, passage, from });
                }
            }
        }
    }
    found
}

/// The name of a candidate: one to four words, each with a capital or a digit in it, and one of them no common word.
fn name(words: &str) -> Option<String> {
    let bare: String =
        words.replace("(R)", "").replace("(TM)", "").replace(['\u{ae}', '\u{2122}', '*'], "");
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = bare.split(' ').collect();
    let proper = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && word.chars().all(|c| c.is_alphanumeric() || "-/().".contains(c))
    };
    let heading = bare.len() > 6 && bare.chars().all(|c| c.is_uppercase() || c.is_whitespace());
    let common = [
        "phase", "clinical", "the", "company", "results", "update", "note", "contact", "about",
        "date", "time", "source", "second", "first", "third", "fourth", "research",
    ];
    let sound = parts.len() <= 4
        && (3..=40).contains(&bare.len())
        && !heading
        && parts.iter().all(proper)
        && !parts.iter().any(|word| common.contains(&word.to_lowercase().as_str()));
    sound.then_some(bare)
}

/// A text without blanks and marks, in lower case, for comparing names.
fn plain(text: &str) -> String {
    text.replace("(R)", "")
        .replace("(TM)", "")
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the candidate's own passage says.
fn own(candidate: &Candidate<'_, '_>) -> Vec<Mention> {
    let words = &candidate.passage.words;
    let text = words.get(candidate.from..).unwrap_or_default();
    let short_names = abbreviations(text);
    let whole = indication(text);
    let mut mentions = Vec::new();
    for range in sentences(text) {
        let sentence = text.get(range.clone()).unwrap_or_default();
        let stages = stages(sentence);
        for (i, (at, phase, rank)) in stages.iter().enumerate() {
            let from =
                i.checked_sub(1).and_then(|i| stages.get(i)).map_or(0, |(before, ..)| before.end);
            let to = stages.get(i + 1).map_or(sentence.len(), |(after, ..)| after.start);
            let (before, after) = (
                sentence.get(from..at.start).unwrap_or_default(),
                sentence.get(at.end..to).unwrap_or_default(),
            );
            let place = candidate
                .passage
                .place(&(candidate.from + range.start..candidate.from + range.end));
            // `A Phase 3 trial in one and a Phase 2 trial in another` stand alike.
            let listed = i > 0
                && [" and a", ", a", " and one"].iter().any(|end| before.trim_end().ends_with(end));
            let shared = mentions.last().filter(|_| listed).and_then(|last: &Mention| last.state);
            mentions.push(Mention {
                phase,
                rank: *rank,
                state: state(before, after).or(shared),
                indication: trial_in(after, &short_names).or_else(|| whole.clone()),
                sentence: sentence.trim().to_owned(),
                at: place,
            });
        }
    }
    mentions
}

/// What other sentences say of it that name a trial as its own: `Phase III clinical trial of LidoPAIN SP`.
fn elsewhere(candidate: &Candidate<'_, '_>, all: &[Passage<'_>]) -> Vec<Mention> {
    let wanted = plain(&candidate.name);
    let mut mentions = Vec::new();
    for passage in
        all.iter().filter(|p| p.at() != candidate.passage.at() && p.role != Role::Heading)
    {
        for range in sentences(&passage.words) {
            let sentence = passage.words.get(range.clone()).unwrap_or_default();
            for (at, phase, rank) in stages(sentence) {
                let after = sentence.get(at.end..).unwrap_or_default();
                let Some((trial, of)) = [
                    "trial of ",
                    "trials of ",
                    "trial for ",
                    "trials for ",
                    "study of ",
                    "trial with ",
                ]
                .iter()
                .find_map(|mark| after.split_once(mark)) else {
                    continue;
                };
                let of: String = of.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
                if trial.split_whitespace().count() <= 2 && plain(&of).starts_with(&wanted) {
                    mentions.push(Mention {
                        phase,
                        rank,
                        state: state(sentence.get(..at.start).unwrap_or_default(), ""),
                        indication: indication(
                            candidate.passage.words.get(candidate.from..).unwrap_or_default(),
                        ),
                        sentence: sentence.trim().to_owned(),
                        at: passage.place(&range),
                    });
                }
            }
        }
    }
    mentions
}

/// What its passage says is expected, with a window of time.
fn milestones(candidate: &Candidate<'_, '_>, said: Option<Date>) -> Vec<Milestone> {
    const AHEAD: [&str; 9] = [
        "expect",
        "anticipat",
        "schedul",
        " will ",
        "plans to",
        "intends to",
        "on track",
        "target",
        "later this",
    ];
    let words = &candidate.passage.words;
    let text = words.get(candidate.from..).unwrap_or_default();
    sentences(text)
        .into_iter()
        .filter_map(|range| {
            let sentence = text.get(range.clone())?;
            let lower = sentence.to_ascii_lowercase();
            let ahead = AHEAD.iter().filter_map(|word| lower.find(word)).min()?;
            let rest = sentence.get(ahead..)?;
            let (found, at) = window(rest, said)?;
            let as_said = rest.get(at)?.to_owned();
            let place = candidate
                .passage
                .place(&(candidate.from + range.start..candidate.from + range.end));
            Some(Milestone {
                what: sentence.trim().trim_end_matches('.').to_owned(),
                window: found.iso(),
                as_said,
                at: place,
            })
        })
        .collect()
}
