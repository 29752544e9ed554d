//! The table of labels, read from `table.tsv`, whose head explains its columns.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::UnitOf;
use super::normal::normal;
use super::section::Part;

/// What the table says of a label in one kind of statement and one part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The statements that it holds for, as letters.
    pub(super) statements: &'static str,
    /// The part that the line must stand in.
    pub(super) part: Option<Part>,
    /// How the printed sign relates to the element's.
    pub(super) sign: Sign,
    /// What the figure is of.
    pub(super) unit: UnitOf,
    /// Whether statements print it as a total.
    pub(super) total: bool,
    /// Whether it is a balance: in flow statements it needs a beginning or an end.
    pub(super) balance: bool,
    /// The element.
    pub(super) concept: &'static str,
}

/// How the printed sign relates to the sign that the taxonomy gives the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The same.
    Same,
    /// The opposite.
    Opposite,
    /// The element is a cost, which some statements print in parentheses.
    Cost,
    /// The label speaks of a loss, which some statements print without parentheses.
    Loss,
    /// As [`Sign::Loss`] below a section that speaks of a loss, else as [`Sign::Same`].
    OfSection,
}

/// All entries by their label in normal form.
pub(super) static TABLE: LazyLock<BTreeMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let mut table: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for (entry, labels) in lines() {
        for (label, sign) in labels.split(" | ").flat_map(spelled_out) {
            let entry = Entry { sign: sign_of(entry.sign, sign), ..entry };
            let entries = table.entry(normal(&label).words).or_default();
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    }
    table
});

const TEXT: &str = include_str!("table.tsv");

/// The lines of the file, each with its labels. A test sees to it that every line can be read.
fn lines() -> impl Iterator<Item = (Entry, &'static str)> {
    TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(line)
}

fn line(line: &'static str) -> Option<(Entry, &'static str)> {
    let mut cells = line.split('\t');
    let [statements, part, sign, marks, concept, labels] = [(); 6].map(|()| cells.next());
    let part = match part? {
        "-" => None,
        word => Some(Part::ALL.iter().find(|(name, _)| *name == word)?.1),
    };
    let sign = match sign? {
        "=" => Sign::Same,
        "-" => Sign::Opposite,
        "c" => Sign::Cost,
        "l" => Sign::Loss,
        "s" => Sign::OfSection,
        _ => return None,
    };
    let marks = marks?;
    let unit = match marks.chars().find_map(|mark| match mark {
        'p' => Some(UnitOf::PerShare),
        's' => Some(UnitOf::Shares),
        'r' => Some(UnitOf::Pure),
        _ => None,
    }) {
        Some(unit) => unit,
        None => UnitOf::Money,
    };
    let (total, balance) = (marks.contains('t'), marks.contains('b'));
    let entry =
        Entry { statements: statements?, part, sign, unit, total, balance, concept: concept? };
    Some((entry, labels?))
}

/// What a wording of a label says of the printed sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    /// Nothing.
    Plain,
    /// It speaks of the negative alone.
    Negative,
    /// It names the negative first: a printed plus is one.
    Opposite,
}

/// A line that is read as printed takes the sign of its wording; any other has one of its own.
fn sign_of(sign: Sign, wording: Wording) -> Sign {
    match (sign, wording) {
        (Sign::Same, Wording::Negative) => Sign::Loss,
        (Sign::Same, Wording::Opposite) => Sign::Opposite,
        _ => sign,
    }
}

/// Wordings that stand for several, with the sign of each.
const WORDINGS: [(&str, &[(&str, Wording)]); 7] = [
    (
        "~income",
        &[
            ("income", Wording::Plain),
            ("income (loss)", Wording::Plain),
            ("loss", Wording::Negative),
        ],
    ),
    (
        "~gain",
        &[
            ("gain", Wording::Plain),
            ("gain (loss)", Wording::Plain),
            ("loss", Wording::Negative),
            ("loss (gain)", Wording::Opposite),
        ],
    ),
    (
        "~plus",
        &[
            ("income", Wording::Plain),
            ("income (expense)", Wording::Plain),
            ("expense", Wording::Negative),
            ("expense (income)", Wording::Opposite),
        ],
    ),
    (
        "~rise",
        &[
            ("increase", Wording::Plain),
            ("increase (decrease)", Wording::Plain),
            ("decrease", Wording::Negative),
            ("change", Wording::Plain),
        ],
    ),
    (
        "~cash",
        &[
            ("provided by", Wording::Plain),
            ("provided by (used in)", Wording::Plain),
            ("used in", Wording::Negative),
        ],
    ),
    (
        "~equity",
        &[
            ("equity", Wording::Plain),
            ("equity (deficit)", Wording::Plain),
            ("deficit", Wording::Negative),
        ],
    ),
    (
        "~change",
        &[
            ("", Wording::Plain),
            ("change in", Wording::Plain),
            ("increase in", Wording::Plain),
            ("decrease in", Wording::Plain),
            ("increase (decrease) in", Wording::Plain),
            ("decrease (increase) in", Wording::Plain),
        ],
    ),
];

/// Every label that a pattern of the table stands for.
fn spelled_out(pattern: &str) -> Vec<(String, Wording)> {
    let mut open = vec![(pattern.to_owned(), Wording::Plain)];
    let mut done = Vec::new();
    while let Some((text, sign)) = open.pop() {
        if let Some(close) = text.find('}')
            && let Some((before, alternatives)) = text.get(..close).and_then(|t| t.rsplit_once('{'))
        {
            let after = text.get(close + 1..).unwrap_or_default();
            open.extend(alternatives.split('/').map(|one| (format!("{before}{one}{after}"), sign)));
        } else if let Some((name, wordings)) = WORDINGS.iter().find(|(name, _)| text.contains(name))
        {
            open.extend(
                wordings.iter().map(|(words, said)| (text.replacen(name, words, 1), *said)),
            );
        } else {
            done.push((text, sign));
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::concept::is_element;

    #[test]
    fn every_line_can_be_read() {
        let all = TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        for text in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (entry, labels) = line(text).unwrap_or_else(|| panic!("{text}"));
            assert!(is_element(entry.concept), "{text}");
            assert!(entry.statements.chars().all(|c| "IBCEO".contains(c)), "{text}");
            assert!(!labels.is_empty() && !labels.contains('\t'), "{text}");
            assert_eq!(labels.matches('{').count(), labels.matches('}').count(), "{text}");
        }
        assert_eq!(lines().count(), all);
    }

    #[test]
    fn no_label_has_two_meanings_in_one_place() {
        let mut twice = Vec::new();
        for (label, entries) in TABLE.iter() {
            assert!(!label.is_empty() && !label.contains(['~', '{', '}']), "{label}");
            for (index, entry) in entries.iter().enumerate() {
                for other in entries.iter().skip(index + 1) {
                    let shared = entry.statements.chars().any(|c| other.statements.contains(c));
                    if shared && entry.part == other.part && entry.balance == other.balance {
                        twice.push(format!(
                            "{label}: {} {:?}, {} {:?}",
                            entry.concept, entry.sign, other.concept, other.sign
                        ));
                    }
                }
            }
        }
        assert!(twice.is_empty(), "{}", twice.join("\n"));
    }

    #[test]
    fn normal_forms_stay_as_they_are() {
        for label in TABLE.keys() {
            assert_eq!(normal(label).words, *label);
        }
    }

    #[test]
    fn patterns_are_spelled_out() {
        let mut all: Vec<String> =
            spelled_out("{net /}~income {a/b {c/d}}").into_iter().map(|(text, _)| text).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 18);
        assert!(all.contains(&"net income (loss) b d".to_owned()));
    }
}
