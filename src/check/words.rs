//! IR702 to IR704: headings, links and tables that a reader by ear can follow.

use super::page;
use super::texts::{place, texts};
use super::{Findings, Rule, Run};
use crate::diag::{Diagnostic, Severity, code};
use crate::resolve::Site;
use crate::text::markdown;

pub(super) const HEADINGS: Rule = Rule {
    code: code::HEADINGS,
    name: "headings",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Those who listen to a page move by its headings. One that skips a level (`####` below `##`) makes them look for a part that \
is not there.

Write the level below that of the heading above it.",
    source: "WCAG 2.2, success criteria 1.3.1 and 2.4.6; technique G141",
    date: "2023-10-05",
    run: Run::Both(headings, page::headings),
};

pub(super) const LINK_WORDS: Rule = Rule {
    code: code::LINK_WORDS,
    name: "link-words",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Readers by ear hear the links of a page as a list. `here`, `click here`, `more` or a bare address say nothing there, and a \
link without words is not heard at all.

Put words between the brackets that say where the link leads.",
    source: "WCAG 2.2, success criteria 2.4.4 and 4.1.2",
    date: "2023-10-05",
    run: Run::Both(link_words, page::link_words),
};

pub(super) const TABLE_HEADS: Rule = Rule {
    code: code::TABLE_HEADS,
    name: "table-heads",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A table in a text has a column of figures or words without a head, or one of a template has no heads at all. A reader by ear \
hears each cell with its column's head, and here there is none. Only the first column may go without, above the names of the \
lines.

Fill the head in; in a template write it as `<th>`. A table that only lays things out says so: `role=\"presentation\"`.",
    source: "WCAG 2.2, success criterion 1.3.1; technique H51",
    date: "2023-10-05",
    run: Run::Both(table_heads, page::tables),
};

fn headings(site: &Site, findings: &mut Findings) {
    for text in texts(site) {
        let mut above = 2;
        for passage in text.passages() {
            let Some(level) = passage.heading.map(|level| level.max(2)) else { continue };
            if level > above + 1 {
                let span = text.place(&passage, &(0..passage.text.len()));
                let message =
                    format!("this heading is of level {level}, below one of level {above}");
                let hashes = "#".repeat(usize::from(above) + 1);
                findings.push(
                    Diagnostic::warning(code::HEADINGS, span, message)
                        .help(format!("write `{hashes} {}`", passage.text.trim())),
                );
            }
            above = level;
        }
    }
}

/// Words that say nothing of where a link leads.
const EMPTY: [&str; 8] =
    ["here", "click here", "click", "more", "read more", "learn more", "link", "this link"];

/// Whether the words of a link say nothing of where it leads.
pub(super) fn says_nothing(words: &str) -> bool {
    EMPTY.contains(&words.trim().trim_end_matches(['.', '…']).to_lowercase().as_str())
}

fn link_words(site: &Site, findings: &mut Findings) {
    for text in texts(site) {
        for link in markdown::links(&text.prose.text) {
            let words = link.words.trim();
            let message = if words.trim_end_matches(['.', '…']).is_empty() {
                "this link has no words".to_owned()
            } else if says_nothing(words) {
                format!("`{words}` does not say where this link leads")
            } else {
                continue;
            };
            findings.push(
                Diagnostic::warning(code::LINK_WORDS, place(text.prose, &link.range), message)
                    .help("put words between the brackets that say where it leads"),
            );
        }
    }
}

fn table_heads(site: &Site, findings: &mut Findings) {
    for text in texts(site) {
        for range in markdown::bare_columns(&text.prose.text) {
            let message = "a column of this table has no head";
            findings.push(
                Diagnostic::warning(code::TABLE_HEADS, place(text.prose, &range), message)
                    .help("fill in its head; only the first may be empty"),
            );
        }
    }
}
