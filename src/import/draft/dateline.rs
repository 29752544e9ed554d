//! Where and when a release was made, what it is called and about, and the period that it reports on.

use std::ops::Range;

use super::passage::{Passage, Role, passages, start_of};
use super::when::{Day, days, tokens};
use crate::date::{Date, Part};
use crate::import::filing::Block;
use crate::model::document::Kind;

/// A dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The day.
    pub(crate) date: Date,
    /// Where the dateline stands, its dash included.
    pub(crate) at: Range<usize>,
    /// The place as printed.
    pub(crate) place: Option<String>,
}

/// What a release says that it reports on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reported {
    /// The part of the fiscal year, where it is named.
    pub(crate) part: Option<Part>,
    /// The fiscal year, where it is named.
    pub(crate) year: Option<i16>,
    /// The last day.
    pub(crate) end: Date,
    /// Where that is said.
    pub(crate) at: Range<usize>,
}

/// How many passages from the top a dateline may stand.
const DEEP: usize = 60;
/// How many bytes of its paragraph it takes at most.
const LONG: usize = 240;

/// The dateline: `TARRYTOWN, N.Y. (August 11, 2008) -`, `London, 3 March 2021 /PRNewswire/ --`.
pub(crate) fn dateline<'b>(blocks: impl Iterator<Item = &'b Block>) -> Option<Dateline> {
    let all = passages(blocks);
    all.iter().take(DEEP).find_map(of_passage)
}

fn of_passage(passage: &Passage<'_>) -> Option<Dateline> {
    let words = &passage.words;
    let start = words.get(..words.floor_char_boundary(LONG))?;
    let day = days(start).into_iter().find(Day::has_year)?;
    let (before, after) = (words.get(..day.at.start)?, words.get(day.at.end..)?);
    let (before, wire_before) = without_wire(before);
    let (after, wire_after) = without_wire(after.get(..after.floor_char_boundary(120))?);
    let lead =
        after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | ','));
    let dashed = lead.starts_with(is_dash);
    let place = place(before.trim_matches(|c: char| {
        c.is_whitespace() || is_dash(c) || matches!(c, '(' | '[' | ',' | '/' | ':')
    }));
    let place = match place {
        Some(place) if dashed || wire_before || wire_after => Some(place),
        None if before.trim().is_empty() && dashed => {
            let rest = lead.trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
            let end = rest.find(is_dash).filter(|_| rest.len() != lead.len())?;
            Some(self::place(rest.get(..end)?.trim())?)
        }
        _ => return None,
    };
    // The place of the dash is found in the words as they stand, wires included.
    let behind = words.get(day.at.end..)?;
    let dash = behind.find(is_dash).filter(|at| *at < 60).map_or(0, |at| {
        let rest = behind.get(at..).unwrap_or_default();
        at + rest.find(|c| !is_dash(c)).unwrap_or(rest.len())
    });
    let at = passage.place(&(0..day.at.end + dash));
    Some(Dateline { date: day.date(None)?, at, place })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// A text without the names of newswires in parentheses or between slashes, and whether there were any.
fn without_wire(text: &str) -> (String, bool) {
    let mut out = text.to_owned();
    let mut found = false;
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        while let Some(start) = out.find(open)
            && let Some(length) = out.get(start + 1..).and_then(|rest| rest.find(close))
        {
            let name = out.get(start + 1..start + 1 + length).unwrap_or_default().to_lowercase();
            if !name.contains("wire") && !name.contains("newsfile") && name != "cnw" {
                break;
            }
            out.replace_range(start..start + length + 2, " ");
            found = true;
        }
    }
    (out, found)
}

/// A place: up to eight words, each with a capital, no digits.
fn place(text: &str) -> Option<String> {
    let small = ["of", "and", "the", "de", "la", "am"];
    let fits =
        |word: &str| word.starts_with(char::is_uppercase) || small.contains(&word) || word == "&";
    let words: Vec<&str> = text.split_whitespace().collect();
    let sound = !words.is_empty()
        && words.len() <= 8
        && text.len() <= 70
        && !text.contains(|c: char| c.is_ascii_digit())
        && words.iter().all(|word| fits(word.trim_start_matches(['(', '-', '/'])));
    sound.then(|| words.join(" "))
}

/// The headline: the title of the release, else the last heading before the dateline.
pub(crate) fn headline<'b>(
    blocks: impl Iterator<Item = &'b Block> + Clone,
) -> Option<(Range<usize>, String)> {
    let first = blocks.clone().find_map(|block| match block {
        Block::Heading { level: 1, text } => Some((text.at(), text.words())),
        _ => None,
    });
    let above = || {
        let all = passages(blocks);
        let dateline = all
            .iter()
            .take(DEEP)
            .position(|p| p.role != Role::Heading && of_passage(p).is_some())?;
        let title =
            all.iter().take(dateline).rfind(|p| p.role == Role::Heading && !is_label(&p.words))?;
        Some((title.at(), title.words.clone()))
    };
    let (at, words) = first.filter(|(_, words)| !is_label(words)).or_else(above)?;
    Some((at, words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Words above a release that are no headline.
fn is_label(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    [
        "exhibit",
        "ex-99",
        "for immediate release",
        "contact",
        "press release",
        "news release",
        "for release",
    ]
    .iter()
    .any(|label| lower.starts_with(label))
}

/// Words of headlines, and what they say that a release is about, in the order in which they count.
const ABOUT: [(&[&str], Kind); 8] = [
    (
        &[
            "financial result",
            "quarter",
            "earnings",
            "fiscal",
            "year-end result",
            "full year",
            "operating result",
        ],
        Kind::Results,
    ),
    (
        &[
            "phase i",
            "phase 1",
            "phase 2",
            "phase 3",
            "trial",
            "clinical",
            "topline",
            "top-line",
            "enrollment",
            "patient dosed",
            "study",
        ],
        Kind::Clinical,
    ),
    (
        &[
            "fda",
            "emea",
            "ema",
            "chmp",
            "nda",
            "bla",
            "maa",
            "orphan",
            "fast track",
            "marketing authorization",
            "approval",
            "complete response",
            "breakthrough therapy",
            "ind",
            "510",
        ],
        Kind::Regulatory,
    ),
    (
        &["nasdaq", "nyse", "delist", "listing", "bid price", "stock exchange", "stock split"],
        Kind::Listing,
    ),
    (
        &[
            "offering",
            "placement",
            "financing",
            "credit facility",
            "loan",
            "senior notes",
            "convertible notes",
            "warrants",
            "dividend",
            "repurchase",
        ],
        Kind::Financing,
    ),
    (
        &[
            "appoint",
            "board of directors",
            "director",
            "chief",
            "annual meeting",
            "resign",
            "elect",
            "president",
            "chairman",
        ],
        Kind::Governance,
    ),
    (&["to present", "presents at", "presentation", "conference"], Kind::Presentation),
    (&["result"], Kind::Results),
];

/// What a headline says that its release is about. Single words are whole words, of which plurals and verbs in
/// other forms are found by their beginning.
pub(crate) fn kind(headline: &str) -> Kind {
    let padded = format!(" {} ", headline.to_lowercase());
    let holds = |phrase: &&&str| {
        padded.match_indices(**phrase).any(|(at, _)| {
            let before = padded.get(..at).and_then(|b| b.chars().next_back());
            let after = padded.get(at + phrase.len()..).and_then(|r| r.chars().next());
            let whole = phrase.len() > 4 || after.is_none_or(|c| !c.is_alphanumeric());
            before.is_none_or(|c| !c.is_alphanumeric()) && whole
        })
    };
    ABOUT
        .iter()
        .find(|(phrases, _)| phrases.iter().any(|phrase| holds(&phrase)))
        .map_or(Kind::Other, |(_, kind)| *kind)
}

/// The fiscal period that a release reports on: the first that is said to have `ended`.
pub(crate) fn reported<'b>(blocks: impl Iterator<Item = &'b Block>) -> Option<Reported> {
    passages(blocks).iter().take(DEEP).find_map(|passage| {
        let words = &passage.words;
        let (from, day) = words.match_indices("ended ").take(50).find_map(|(at, word)| {
            let behind = at + word.len();
            let day = days(start_of(words.get(behind..)?, 60))
                .into_iter()
                .find(|day| day.at.start < 12)?;
            Some((at, Day { at: day.at.start + behind..day.at.end + behind, ..day }))
        })?;
        let end = day.date(None)?;
        let lead = words.ceil_char_boundary(from.saturating_sub(600));
        let before = tokens(words.get(lead..from)?);
        let near = before.get(before.len().saturating_sub(14)..)?;
        Some(Reported {
            part: part(near),
            year: named_year(&before, &tokens(start_of(words.get(day.at.end..)?, 200))),
            end,
            at: passage.place(&(near.first().map_or(from, |t| lead + t.at.start)..day.at.end)),
        })
    })
}

/// The part of a year that these words name last.
fn part(words: &[super::when::Token<'_>]) -> Option<Part> {
    const ORDINALS: [(&str, Part); 4] =
        [("first", Part::Q1), ("second", Part::Q2), ("third", Part::Q3), ("fourth", Part::Q4)];
    let quarter = words.iter().rposition(|word| word.is("quarter"));
    let year = words.iter().rposition(|word| word.is("year"));
    let Some(place) = quarter else { return year.map(|_| Part::Year) };
    let before = words.get(place.saturating_sub(2)..place)?;
    ORDINALS.iter().find(|(name, _)| before.iter().any(|word| word.is(name))).map(|(_, part)| *part)
}

/// The year of `second quarter of fiscal 2006`, in the words after the period, else before it.
fn named_year(before: &[super::when::Token<'_>], after: &[super::when::Token<'_>]) -> Option<i16> {
    let year = |words: &[super::when::Token<'_>]| {
        words.windows(4).find_map(|four| {
            let named = |i: usize| {
                four.get(i)
                    .and_then(|t| t.text.parse::<i16>().ok())
                    .filter(|y| (1900..=2200).contains(y))
            };
            let quarter = four.first().is_some_and(|t| t.is("quarter"));
            let fiscal = |i: usize| {
                four.get(i).is_some_and(|t| t.is("of") || t.is("fiscal") || t.is("year"))
            };
            (quarter && fiscal(1))
                .then(|| named(2).or_else(|| fiscal(2).then(|| named(3)).flatten()))
                .flatten()
        })
    };
    year(before).or_else(|| year(after.get(..after.len().min(12))?))
}
