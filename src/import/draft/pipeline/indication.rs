//! What candidates and their trials are for, in the words of the text.

use crate::import::draft::passage::start_of;

/// Names with their short forms: `post-herpetic neuralgia (PHN)`.
pub(super) fn abbreviations(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(short) = text
            .get(open + 1..)
            .and_then(|rest| start_of(rest, 10).split_once(')'))
            .map(|(short, _)| short)
        else {
            continue;
        };
        let capitals =
            (2..=6).contains(&short.len()) && short.chars().all(|c| c.is_ascii_uppercase());
        let before = text.get(..open).unwrap_or_default().trim_end();
        if !capitals {
            continue;
        }
        // The name reaches back to the word `in`, `of` or `with`, at most six words.
        let words: Vec<&str> = before.split_whitespace().rev().take(6).collect();
        let Some(length) =
            words.iter().position(|word| ["in", "of", "with", "for", "the"].contains(word))
        else {
            continue;
        };
        let mut name: Vec<&str> = words.get(..length).unwrap_or_default().to_vec();
        name.reverse();
        if !name.is_empty() {
            found.push((short.to_owned(), format!("{} ({short})", name.join(" "))));
        }
    }
    found
}

/// What a trial is in, where it has a name with a short form: `a Phase II trial in … (PHN)`, `… in DPN`.
pub(super) fn trial_in(after: &str, names: &[(String, String)]) -> Option<String> {
    let hit = |(short, long): &(String, String)| {
        let spelled = after.find(&format!("in {long}"));
        let mentioned = after.find(&format!("in {short}"));
        spelled.or(mentioned).map(|at| (at, long.clone()))
    };
    names.iter().filter_map(hit).min_by_key(|(at, _)| *at).map(|(_, long)| long)
}

/// What a candidate is for, in the words of the text.
pub(super) fn indication(text: &str) -> Option<String> {
    const LEADS: [&str; 9] = [
        "for the treatment of ",
        "in the treatment of ",
        "for treatment of ",
        "of patients with ",
        "relief from the ",
        "relief of ",
        "in order to relieve ",
        "to treat ",
        "in patients with ",
    ];
    let (at, lead) = LEADS.iter().filter_map(|lead| Some((text.find(lead)?, *lead))).min()?;
    let rest = text.get(at + lead.len()..)?;
    let end = [",", ";", ". ", " and ", " that ", " which ", " - "]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    let words = rest
        .get(..end)?
        .trim()
        .trim_end_matches('.')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    (!words.is_empty() && words.len() <= 100).then_some(words)
}
