//! Where telephone numbers are to be called from.

use crate::import::draft::reach::{self, Phone};

/// From where a number is to be called, as the words around it say.
pub(super) fn region(sentence: &str, phone: &Phone) -> Option<String> {
    let after = sentence.get(phone.at.end..)?.trim_start();
    if let Some(inner) =
        after.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner.trim())
    {
        let words = inner.chars().any(char::is_alphabetic)
            && inner.chars().count() <= 60
            && reach::phones(inner).is_empty();
        return words.then(|| inner.to_owned());
    }
    let before = sentence.get(..phone.at.start)?.trim_end();
    if let Some(label) = before.strip_suffix(':') {
        let start = label.rfind(['.', ';', ',', ':']).map_or(0, |at| at + 1);
        let label = label.get(start..)?.trim();
        let place = label.chars().count() <= 40
            && [
                "u.s",
                "us ",
                "united",
                "canad",
                "international",
                "domestic",
                "toll",
                "outside",
                "local",
                "europe",
                "uk",
                "sweden",
                "participant",
            ]
            .iter()
            .any(|word| format!("{} ", label.to_lowercase()).contains(word));
        return place.then(|| label.to_owned());
    }
    if let Some(place) = place_before(before) {
        return Some(place);
    }
    let lower = after.to_ascii_lowercase();
    let opening = ["for ", "from within ", "within ", "from outside ", "outside ", "in ", "from "]
        .iter()
        .find(|word| lower.starts_with(**word))?;
    let rest = after.get(opening.len()..)?;
    let end =
        [" or ", " and ", ",", ";", ". ", " callers", " participants", " (", " using", " at "]
            .iter()
            .filter_map(|mark| rest.find(mark))
            .min()
            .unwrap_or(rest.len());
    let words = rest.get(..end)?.trim().trim_end_matches('.');
    let place = (words.starts_with(char::is_uppercase)
        || words.starts_with("the ")
        || ["international", "domestic"].contains(&words))
        && words.chars().count() <= 40;
    let inside = if opening.starts_with("outside") || opening.starts_with("from outside") {
        "outside "
    } else {
        ""
    };
    place.then(|| format!("{inside}{words}"))
}

/// The place that stands right before a number: `dial USA (877) …, International (706) …`.
fn place_before(before: &str) -> Option<String> {
    const PLACES: [&str; 14] = [
        "usa",
        "us",
        "u.s.",
        "u.k.",
        "uk",
        "canada",
        "and",
        "&",
        "international",
        "domestic",
        "local",
        "europe",
        "sweden",
        "toll-free",
    ];
    let words: Vec<&str> = before.split_whitespace().rev().take(5).collect();
    let known = |word: &&&str| {
        word.split('/')
            .all(|part| part.is_empty() || PLACES.contains(&part.to_lowercase().as_str()))
    };
    let mut place: Vec<&str> = words.iter().take_while(known).copied().collect();
    place.reverse();
    let first = place
        .iter()
        .position(|word| word.starts_with(|c: char| c.is_alphabetic()) && *word != "and")?;
    Some(place.get(first..)?.join(" ").replace("/ ", "/"))
}
