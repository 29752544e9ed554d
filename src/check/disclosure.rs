//! IR301 to IR305: what the securities laws ask of words about the future, of summaries, and of measures of one's own.

use super::texts::{Sentence, sentences, texts};
use super::{Findings, Rule, Run};
use crate::diag::{Diagnostic, Severity, code};
use crate::model::document::{Document, Wording};
use crate::resolve::Site;
use crate::source::{SitePath, Span};

pub(super) const CAUTION: Rule = Rule {
    code: code::CAUTION,
    name: "caution",
    severity: Severity::Warning,
    profiles: &["us_sec"],
    explanation: "\
A text speaks of the future (`expects`, `anticipates`, `plans to`, `is scheduled to`), and neither the company nor the text \
itself has a cautionary statement. The safe harbor for forward-looking statements asks for meaningful cautionary words \
with them.

Add `cautionary_statement` to company.yaml: every page links it. The words are found by a list, so a finding may be wrong; \
then accept it.",
    source: "Exchange Act section 21E(c)(1)(A) (15 U.S.C. 78u-5), from the Private Securities Litigation Reform Act of 1995",
    date: "1995-12-22",
    run: Run::Site(caution),
};

pub(super) const LEGEND: Rule = Rule {
    code: code::LEGEND,
    name: "legend",
    severity: Severity::Warning,
    profiles: &["us_sec"],
    explanation: "\
The cautionary statement must be meaningful for what is said now. A candidate of the newest pipeline update, or a partner \
in it, is not named by the cautionary statement that is shown: it may be older than the update, or have forgotten one.

Date a new cautionary statement that names it. Whether a name is needed is a matter of judgement; where it is not, accept \
the finding.",
    source: "Exchange Act section 21E(c)(1)(A) (15 U.S.C. 78u-5): identify important factors",
    date: "1995-12-22",
    run: Run::Site(legend),
};

pub(super) const SUMMARY: Rule = Rule {
    code: code::SUMMARY,
    name: "summary",
    severity: Severity::Warning,
    profiles: &["us_sec"],
    explanation: "\
A summary must be known as one, and show the way to the whole document. This document is a summary (`text: summary`), and \
neither links its source nor names it by form and exhibit.

Give it `source_url`, `accession` or `original`; or else both `form` and `exhibit`, by which it can be found.",
    source: "SEC Release 34-58288, Commission Guidance on the Use of Company Web Sites, part II.B.3",
    date: "2008-08-01",
    run: Run::Site(summary),
};

pub(super) const DATELINE: Rule = Rule {
    code: code::DATELINE,
    name: "dateline",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
The dateline of a release says when it speaks, and visitors judge by it how old its statements are. In this document it \
gives another day than `published` and `filed`.

One of them is a slip; correct it. If the release was posted later than it was issued, accept the finding.",
    source: "SEC Release 34-58288, part II.B.1: identify historical material by its date",
    date: "2008-08-01",
    run: Run::Site(dateline),
};

pub(super) const NON_GAAP: Rule = Rule {
    code: code::NON_GAAP,
    name: "non-gaap",
    severity: Severity::Warning,
    profiles: &["us_sec"],
    explanation: "\
A public measure that is not of generally accepted accounting principles needs the most comparable one beside it, and a \
reconciliation of the two. The text names such a measure (EBITDA, adjusted earnings, non-GAAP, free cash flow), and \
nowhere speaks of a reconciliation.

Add the reconciliation or a link to it. The words are found by a list; where they mean something else, accept the \
finding.",
    source: "Regulation G, 17 CFR 244.100(a)",
    date: "2003-03-28",
    run: Run::Site(non_gaap),
};

/// Words about the future, in their plainest form.
const FUTURE: &[&str] = &[
    "expect",
    "expected to",
    "anticipate",
    "anticipated to",
    "intend to",
    "plan to",
    "scheduled to",
    "will be",
    "believe",
    "forecast",
    "is projected",
];

fn caution(site: &Site, findings: &mut Findings) {
    if site.edition.company.cautionary.is_some() {
        return;
    }
    for text in texts(site) {
        let passages = text.passages();
        let cautious = |sentence: &Sentence| {
            sentence.has(&["forward looking statement", "cautionary statement"])
        };
        if passages.iter().any(|passage| sentences(passage).iter().any(cautious)) {
            continue;
        }
        let first = passages.iter().find_map(|passage| {
            let found = sentences(passage).iter().find_map(|sentence| sentence.find(FUTURE))?;
            Some(text.place(passage, &found))
        });
        if let Some(span) = first {
            let message = "this text speaks of the future, and there is no cautionary statement";
            findings.push(
                Diagnostic::warning(code::CAUTION, span, message)
                    .help("add a `cautionary_statement` to content/company.yaml"),
            );
        }
    }
}

fn legend(site: &Site, findings: &mut Findings) {
    let edition = &site.edition;
    let Some(cautionary) = &edition.company.cautionary else { return };
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let words = plain(&cautionary.value.text);
    let named = |name: &str| words.contains(&plain(name));
    let mut missing: Vec<(&str, &str, String)> = Vec::new();
    for row in &site.pipeline.current {
        let Some(candidate) = edition.candidates.get(row.candidate) else { continue };
        let program = candidate.programs.get(row.program);
        let partner = program.and_then(|program| program.history.first()?.partner.as_deref());
        for (what, name) in [("candidate", Some(candidate.name.as_str())), ("partner", partner)] {
            if let Some(name) = name.filter(|name| !named(name))
                && !missing.iter().any(|(_, known, _)| *known == name)
            {
                missing.push((what, name, format!("content/pipeline/{}.yaml", candidate.slug)));
            }
        }
    }
    for (what, name, file) in missing {
        let message = format!("the cautionary statement does not name the {what} {name}");
        let mut finding = Diagnostic::warning(code::LEGEND, start(&cautionary.value.span), message);
        if let Some(path) = SitePath::parse(&file) {
            finding = finding.label(Span::file(&path), "in the newest pipeline update");
        }
        findings.push(finding.help("date a new cautionary statement that speaks of it"));
    }
}

/// The first byte of a place: enough to point at a long text.
fn start(span: &Span) -> Span {
    Span::new(&span.path, span.start..span.start + 1)
}

fn summary(site: &Site, findings: &mut Findings) {
    for document in site.edition.documents.iter().filter(|d| d.wording == Wording::Summary) {
        let linked = document.source_url.is_some()
            || document.accession.is_some()
            || document.original.is_some();
        let named = document.form.is_some() && document.exhibit.is_some();
        if !linked && !named {
            let message = "this summary does not say of what it is one";
            findings.push(
                Diagnostic::warning(code::SUMMARY, document.span.clone(), message)
                    .help("give it `source_url` or `accession`, or both `form` and `exhibit`"),
            );
        }
    }
}

fn dateline(site: &Site, findings: &mut Findings) {
    for text in texts(site) {
        let Some(document) = text.document.filter(|d| d.wording == Wording::Verbatim) else {
            continue;
        };
        let passages = text.passages();
        let mut paragraphs = passages.iter().filter(|passage| passage.heading.is_none()).take(12);
        let found =
            paragraphs.find_map(|passage| Some((passage, super::prose::dateline(&passage.text)?)));
        let Some((passage, (day, range))) = found else { continue };
        if is_its_day(document, day) {
            continue;
        }
        let message = format!(
            "the dateline gives {}, and the document is of {}",
            day.long(),
            document.published.long()
        );
        findings.push(
            Diagnostic::warning(code::DATELINE, text.place(passage, &range), message)
                .label(document.span.clone(), format!("published {}", document.published.long()))
                .help(
                    "correct `published`; if it was posted later than issued, accept this finding",
                ),
        );
    }
}

/// A release after the close of one day may be dated by the next.
fn is_its_day(document: &Document, day: crate::date::Date) -> bool {
    let published = document.published.date();
    published.days_until(day).abs() <= 1 || document.filed == Some(day)
}

fn non_gaap(site: &Site, findings: &mut Findings) {
    const WORDS: &[&str] = &[
        "non gaap",
        "ebitda",
        "adjusted net",
        "adjusted earning",
        "adjusted operating",
        "adjusted ebitda",
        "adjusted loss",
        "adjusted income",
        "free cash flow",
    ];
    for text in texts(site) {
        let passages = text.passages();
        let reconciled =
            |sentence: &Sentence| sentence.has(&["reconciliation", "reconcile", "reconciled"]);
        if passages.iter().any(|passage| sentences(passage).iter().any(reconciled)) {
            continue;
        }
        let first = passages.iter().find_map(|passage| {
            let found = sentences(passage).iter().find_map(|sentence| sentence.find(WORDS))?;
            Some((passage, found))
        });
        if let Some((passage, range)) = first {
            let words = passage.text.get(range.clone()).unwrap_or_default();
            let message = format!("`{words}` is not of GAAP, and the text has no reconciliation");
            findings.push(
                Diagnostic::warning(code::NON_GAAP, text.place(passage, &range), message).help(
                    "add the most comparable GAAP measure and a reconciliation, or a link to it",
                ),
            );
        }
    }
}
