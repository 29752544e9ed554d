//! Stages of development, as sentences name them and say how they stand.

use std::ops::Range;

use crate::import::draft::passage::start_of;

/// Stages as sentences name them, as content does, and how far each is. The longer of two that begin alike come first.
const STAGES: [(&str, &str, u8); 31] = [
    ("phase iii", "Phase 3", 7),
    ("phase ii/iii", "Phase 2/3", 6),
    ("phase iib", "Phase 2", 5),
    ("phase iia", "Phase 2", 5),
    ("phase ii", "Phase 2", 5),
    ("phase i/ii", "Phase 1/2", 4),
    ("phase ib", "Phase 1b", 3),
    ("phase ia", "Phase 1", 2),
    ("phase i", "Phase 1", 2),
    ("phase 3", "Phase 3", 7),
    ("phase 2/3", "Phase 2/3", 6),
    ("phase 2b", "Phase 2", 5),
    ("phase 2a", "Phase 2", 5),
    ("phase 2", "Phase 2", 5),
    ("phase 1/2", "Phase 1/2", 4),
    ("phase 1b", "Phase 1b", 3),
    ("phase 1a", "Phase 1", 2),
    ("phase 1", "Phase 1", 2),
    ("registration-stage", "Registration", 8),
    ("marketing authorization application", "Registration", 8),
    ("marketing authorisation application", "Registration", 8),
    ("new drug application", "Registration", 8),
    ("biologics license application", "Registration", 8),
    ("maa", "Registration", 8),
    ("nda", "Registration", 8),
    ("bla", "Registration", 8),
    ("investigational new drug", "IND", 1),
    ("ind filing", "IND", 1),
    ("ind application", "IND", 1),
    ("preclinical", "Preclinical", 0),
    ("pre-clinical", "Preclinical", 0),
];

/// The stages that a text names, in order: where, which, how far.
pub(super) fn stages(text: &str) -> Vec<(Range<usize>, &'static str, u8)> {
    let lower = start_of(text, 8_000).to_ascii_lowercase();
    let mut found: Vec<(Range<usize>, &'static str, u8)> = Vec::new();
    for (words, stage, rank) in STAGES {
        for (at, _) in lower.match_indices(words) {
            let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '/');
            let (before, after) = (lower.get(..at), lower.get(at + words.len()..));
            let sound = whole(before.and_then(|b| b.chars().next_back()))
                && whole(after.and_then(|a| a.chars().next()));
            let taken =
                found.iter().any(|(range, ..)| range.start < at + words.len() && at < range.end);
            if sound && !taken {
                found.push((at..at + words.len(), stage, rank));
            }
        }
    }
    found.sort_by_key(|(range, ..)| range.start);
    found
}

/// Words that say how a stage stands.
const STATES: [(&str, &str); 43] = [
    ("upon the dosing", "planned"),
    ("upon dosing", "planned"),
    ("upon completion", "planned"),
    ("prepar", "planned"),
    ("scheduled to", "planned"),
    ("anticipated", "planned"),
    ("in order to commence", "planned"),
    ("to initiate", "planned"),
    ("to commence", "planned"),
    ("to begin", "planned"),
    ("to start", "planned"),
    ("plans to", "planned"),
    ("planned", "planned"),
    ("intends to", "planned"),
    ("intended", "planned"),
    ("upon", "planned"),
    ("to file", "planned"),
    ("to submit", "planned"),
    ("anticipation of", "planned"),
    ("future", "planned"),
    ("expects to", "planned"),
    ("completed", "completed"),
    ("results from", "completed"),
    ("reported", "completed"),
    ("concluded", "completed"),
    ("continued", "under way"),
    ("continuing", "under way"),
    ("continues", "under way"),
    ("ongoing", "under way"),
    ("currently", "under way"),
    ("being studied", "under way"),
    ("being conducted", "under way"),
    ("enrolling", "under way"),
    ("enrollment", "under way"),
    ("dosing", "under way"),
    ("dosed", "under way"),
    ("initiated", "under way"),
    ("commenced", "under way"),
    ("under review", "under way"),
    ("opinion", "under way"),
    ("submitted", "under way"),
    ("filed its", "under way"),
    ("is evaluating", "under way"),
];

/// The state that stands nearest before a stage in its clause, else the first behind it.
pub(super) fn state(before: &str, after: &str) -> Option<&'static str> {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let nearest =
        STATES.iter().filter_map(|(word, state)| Some((before.rfind(word)? + word.len(), *state)));
    let first = STATES.iter().filter_map(|(word, state)| Some((after.find(word)?, *state)));
    let planned_first = |state: &str| usize::from(state == "planned");
    nearest
        .max_by_key(|(at, state)| (*at, planned_first(state)))
        .or_else(|| first.min_by_key(|(at, state)| (*at, 1 - planned_first(state))))
        .map(|(_, state)| state)
}
