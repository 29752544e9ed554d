//! What each code means, why it matters and what to do: for `check --explain`, and as the reference in
//! `docs/findings.md`.

use super::Rule;
use crate::diag::{Code, Severity, code};

/// A code of reading, gating or resolving, which no rule of this folder reports.
struct Known(Code, Severity, &'static str);

/// The codes that belong to no rule.
const KNOWN: &[Known] = &[
    Known(
        code::ENCODING,
        Severity::Error,
        "Text is read as UTF-8 only, since a guess would turn names and signs into others without a word. Save the file as \
         UTF-8; spreadsheets call it `CSV UTF-8`.",
    ),
    Known(
        code::SYNTAX,
        Severity::Error,
        "The file does not follow the rules of YAML, of CSV or of front matter, so nothing in it can be trusted to mean what \
         it seems to. The finding stands where reading stopped; the mistake is there or on the line before.",
    ),
    Known(
        code::DUPLICATE_KEY,
        Severity::Error,
        "A mapping has one value for each key. Readers of YAML that take the last one would drop the first in silence. \
         Remove one of the two.",
    ),
    Known(
        code::UNKNOWN_KEY,
        Severity::Error,
        "A key that is not known has no effect, and a slip in `published` would publish a draft. The help names the key that \
         was meant, or those that are known here.",
    ),
    Known(
        code::MISSING_KEY,
        Severity::Error,
        "Without this key the record has no meaning. docs/content.md lists what each record needs.",
    ),
    Known(
        code::BAD_VALUE,
        Severity::Error,
        "The value is not of the kind that the key takes. The help gives the form.",
    ),
    Known(
        code::DUPLICATE_ID,
        Severity::Error,
        "Ids, names and addresses are what other records and visitors find things by, so each stands for one thing. Rename \
         the newer one: what was published keeps its id.",
    ),
    Known(
        code::DANGLING,
        Severity::Error,
        "Something is named that does not exist: a document, a chart, a program. The help names what was meant, if there is \
         something near.",
    ),
    Known(
        code::MISSING_FILE,
        Severity::Error,
        "A file that a record needs or names is not there. Put it there, or correct the name.",
    ),
    Known(
        code::STRAY_FILE,
        Severity::Error,
        "Each file in content/ belongs to a record, which says when it is public. One that belongs to none would be public at \
         once or never, and nobody would have said which. Move it beside its record, or out of content/.",
    ),
    Known(
        code::TEMPLATE,
        Severity::Error,
        "A template of the site cannot be parsed or filled, so pages would be missing. The finding stands in the template.",
    ),
    Known(
        code::CELL,
        Severity::Error,
        "Cells are kept as printed: `7,329`, `$ 218`, `(7,321)`, `.30`; `--` for a nil, nothing for not reported. A cell that \
         is none of these would become a wrong figure or none.",
    ),
    Known(
        code::COLUMNS,
        Severity::Error,
        "With a cell too many or too few, figures stand under the wrong period. Most often a figure with a comma is not in \
         quotes.",
    ),
    Known(
        code::HEAD,
        Severity::Error,
        "A column's head is the period of all its figures, `2008-06-30` or `2008-Q2`. Spreadsheets turn dates into other \
         forms; the help turns them back.",
    ),
    Known(
        code::CITATION,
        Severity::Error,
        "A figure on a page cites the cell that prints it. Here nothing public prints it. `ir-site facts` lists what is \
         reported.",
    ),
    Known(
        code::ACCEPT,
        Severity::Warning,
        "An acceptance speaks of a finding that is not there. What it accepted has changed, and the next reader would believe \
         that it still holds. Remove it, or correct its code or place.",
    ),
    Known(
        code::DATE,
        Severity::Error,
        "Dates decide what is public, so none is guessed. Days are written `2008-06-30`; the help turns other forms into this \
         one. A time that clocks skip or have twice is refused, too.",
    ),
    Known(
        code::UNTIL_MIDNIGHT,
        Severity::Warning,
        "A record dated by day is public when that day is over: late, never early. On the day itself that may surprise. Write \
         a time to publish it today.",
    ),
    Known(
        code::SUCCESSION,
        Severity::Error,
        "`succeeds` names the program that this one takes the place of, by its id or its indication. It names itself, or a \
         program that the candidate does not have.",
    ),
    Known(
        code::PROGRAM,
        Severity::Error,
        "A program is public from the first entry of its history on. A milestone cannot be public before the program has a \
         phase.",
    ),
    Known(
        code::REPLAY,
        Severity::Error,
        "A recording that is kept until a time before it begins can never be heard. One of the two times is a slip.",
    ),
    Known(
        code::UNREADABLE,
        Severity::Error,
        "The input is empty, too large, or of a kind that is no text: a PDF, a picture, a Word file. Nothing is written for it. \
         Take the filing's text or HTML from EDGAR, or save the document from Word as a filtered web page.",
    ),
    Known(
        code::LAYOUT,
        Severity::Warning,
        "A part of the filing is laid out in a way that leaves open what belongs together, or a cell in a column of figures \
         holds words. It was kept as well as could be. Compare the place with the filing.",
    ),
    Known(
        code::COLUMN,
        Severity::Warning,
        "A column of a statement does not name its period, so its figures are shown and make no facts. Head it with its \
         period, such as 2008-Q2, if the filing makes clear which it is.",
    ),
    Known(
        code::UNSCALED,
        Severity::Warning,
        "A statement does not say whether it is printed in thousands, in millions or in full, and a wrong guess is wrong by a \
         factor of a thousand. Set `scale` in the front matter, whatever the importer took it to be.",
    ),
    Known(
        code::INFERRED,
        Severity::Warning,
        "Something that content needs is not stated in the filing and was inferred, or could not be: the day of publication, \
         the first day of a quarter of weeks. Look at it.",
    ),
    Known(
        code::EDITED,
        Severity::Warning,
        "A file of the record differs from what the filing gives, so somebody edited it. It was left as it is; `--force` \
         overwrites it.",
    ),
];

/// What is to be said of a code: a title, paragraphs, how it is accepted, and what it rests on.
struct Entry {
    code: Code,
    name: Option<&'static str>,
    severity: Severity,
    profiles: &'static [&'static str],
    text: &'static str,
    source: Option<(&'static str, &'static str)>,
}

fn entry(code: Code) -> Option<Entry> {
    if let Some(rule) = Rule::find(code) {
        return Some(Entry {
            code,
            name: Some(rule.name),
            severity: rule.severity,
            profiles: rule.profiles,
            text: rule.explanation,
            source: Some((rule.source, rule.date)),
        });
    }
    let Known(code, severity, text) = KNOWN.iter().find(|known| known.0 == code)?;
    let (code, severity) = (*code, *severity);
    Some(Entry { code, name: None, severity, profiles: &[], text, source: None })
}

impl Entry {
    fn severity(&self) -> String {
        let profiles = match self.profiles {
            [] => String::new(),
            profiles => format!("; for the profiles {}", profiles.join(", ")),
        };
        let name = self.name.map_or_else(String::new, |name| format!(" `{name}`"));
        let kind = if self.name.is_some() { "rule" } else { "finding" };
        format!("{kind}{name}, {}{profiles}", self.severity.word())
    }

    /// How it can be accepted, if it can.
    fn accepting(&self) -> &'static str {
        match self.severity {
            Severity::Error => {
                "An error cannot be accepted; where this one comes as a warning, it can."
            }
            Severity::Warning if self.code == code::ACCEPT => "It cannot be accepted.",
            _ if super::is_of_pages(self.code) => {
                "Where it stands in a record it can be accepted, with `accept:` in that record: code, place, reason, name and \
                 date. One that stands in a template or a style sheet of the site is to be mended there."
            }
            _ => {
                "It can be accepted, with `accept:` in the record that it stands in: code, place, reason, name and date. An \
                 acceptance is counted in every report and never shown on the site."
            }
        }
    }

    fn source(&self) -> String {
        match self.source {
            Some((source, date)) => format!("Source: {source} ({date})."),
            None => "Source: the content format, docs/content.md.".into(),
        }
    }
}

/// What there is to say of a code, for a terminal; `None` for a code that does not exist.
#[must_use]
pub fn explain(id: &str) -> Option<String> {
    let entry = entry(Code::find(id.trim().to_ascii_uppercase().as_str())?)?;
    let paragraphs = [
        format!("{}: {}", entry.code, entry.code.meaning()),
        format!("({})", entry.severity()),
        entry.text.to_owned(),
        entry.accepting().to_owned(),
        entry.source(),
    ];
    let wrapped: Vec<String> = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.split("\n\n"))
        .map(|paragraph| wrap(paragraph, 80))
        .collect();
    Some(format!("{}\n", wrapped.join("\n\n")))
}

/// The reference of all findings as Markdown: `docs/findings.md`.
#[must_use]
pub fn reference() -> String {
    let mut out = String::from(
        "# Findings\n\nEvery finding of `ir-site check` and `ir-site build` has a code. `ir-site check --explain IR104` prints what \
         stands here.\nThis page is made from the program's own registry; a test keeps it true. Nothing here is legal \
         advice: a rule is an aid that\nnames its source.\n\n| code | meaning | severity |\n|---|---|---|\n",
    );
    for code in code::ALL {
        let Some(entry) = entry(*code) else { continue };
        let (id, word) = (code.id(), entry.severity.word());
        let anchor = id.to_lowercase();
        out.push_str(&format!("| [{id}](#{anchor}) | {} | {word} |\n", code.meaning()));
    }
    for code in code::ALL {
        let Some(entry) = entry(*code) else { continue };
        let what = format!("{}: {}.", entry.severity(), code.meaning());
        out.push_str(&format!("\n## {}\n", code.id()));
        let text = entry.text.split("\n\n");
        let source = entry.source();
        let parts = std::iter::once(what.as_str()).chain(text);
        for paragraph in parts.chain([entry.accepting(), source.as_str()]) {
            out.push_str(&format!("\n{}\n", wrap(&capital(paragraph), 120)));
        }
    }
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Lines of at most so many characters, broken at blanks.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > width {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += letters;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    #[test]
    fn every_code_is_explained_in_one_place() {
        for code in code::ALL {
            let known = KNOWN.iter().filter(|known| known.0 == *code).count();
            let rules = RULES.iter().filter(|rule| rule.code == *code).count();
            assert_eq!(known + rules, 1, "{code} is explained in one place");
            let text = explain(code.id()).unwrap_or_default();
            assert!(text.starts_with(&format!("{code}: {}", code.meaning())), "{text}");
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        }
        assert_eq!(explain("ir999"), None);
        assert_eq!(explain("ir104"), explain("IR104"));
    }
}
