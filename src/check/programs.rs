//! IR403 to IR407: what is said of candidates, and what is no longer said.

use super::texts::{Sentence, as_words, sentences, texts};
use super::{Findings, Rule, Run};
use crate::date::Date;
use crate::diag::{Diagnostic, Severity, code};
use crate::model::document::{Document, Kind};
use crate::model::pipeline::{Candidate, Phase, Program, State};
use crate::resolve::{Site, is_succeeded};
use crate::source::Span;

pub(super) const VANISHED: Rule = Rule {
    code: code::VANISHED,
    name: "vanished",
    severity: Severity::Warning,
    profiles: &["biotech"],
    explanation: "\
A program stood in an earlier update of the pipeline, the newest one does not mention it, and nothing says what became of it: no \
entry that it is discontinued, on hold, approved or followed by another program. Updates are releases of results and \
presentations: a release on one candidate says nothing of the others. Readers notice, and a plan that is dropped \
in silence misleads those who still rely on it.

Add a dated entry that says what became of it. If the company has said nothing, accept the finding with that reason.",
    source: "SEC Release 34-58288, part II.B: statements on a site that are no longer so; practice of dated pipelines",
    date: "2008-08-01",
    run: Run::Site(vanished),
};

pub(super) const OVERDUE: Rule = Rule {
    code: code::OVERDUE,
    name: "overdue",
    severity: Severity::Warning,
    profiles: &["biotech"],
    explanation: "\
The window of a milestone has passed and no outcome is given. The pipeline marks it as overdue; a reader cannot tell \
whether it was reached, moved or dropped.

Add its `outcome`, with the document that says it. If no document does, accept the finding with that reason. Since time \
alone brings it about, it is never an error.",
    source: "SEC Release 34-58288, part II.B: whether a statement is seen as still being made",
    date: "2008-08-01",
    run: Run::Site(overdue),
};

pub(super) const BACKWARDS: Rule = Rule {
    code: code::BACKWARDS,
    name: "backwards",
    severity: Severity::Warning,
    profiles: &["biotech"],
    explanation: "\
A later entry of a program gives an earlier phase than the one before it, and no note says why. Most often it is a slip; \
a program that really goes back deserves a word.

Correct the phase, or add a `note`.",
    source: "SEC staff comments on pipeline graphics: a bar must not go beyond what was begun (capedge.com, MURA-DRSLTR)",
    date: "2026-11-21",
    run: Run::Site(backwards),
};

pub(super) const CLAIM: Rule = Rule {
    code: code::CLAIM,
    name: "claim",
    severity: Severity::Warning,
    profiles: &["biotech"],
    explanation: "\
A sentence names a candidate that is under investigation and says that it is safe or effective (`safe`, `effective`, `well \
tolerated`, `proven`, `breakthrough`, `cures`). No representation of that kind may be made before approval, and approval is \
by region. The agency has objected to such words on company sites, and disclaimers did not cure them. Objective results \
may be given.

Say what was measured. Sentences about what trials are to show, or with `not`, `may` or `whether`, are left aside. The words \
are found by a list and the law has limits that a list cannot see; where a sentence is in order, accept the finding.",
    source: "21 CFR 312.7(a)",
    date: "1987-03-19",
    run: Run::Site(claim),
};

pub(super) const ACCESS: Rule = Rule {
    code: code::ACCESS,
    name: "expanded-access",
    severity: Severity::Warning,
    profiles: &["biotech"],
    explanation: "\
A sponsor of a drug for a serious disease has to make its policy on requests for expanded access public, at the earlier of \
the first Phase 2 or Phase 3 trial, with contact, procedure, criteria, the time for an answer and a link to the record at \
ClinicalTrials.gov. A program has reached Phase 2, and no page speaks of expanded access, or one of the five is missing.

Whether the duty applies depends on the disease and on the sponsor, so this is a warning. It is silent for sites whose \
newest document is older than the duty.",
    source: "Federal Food, Drug, and Cosmetic Act section 561A (21 U.S.C. 360bbb-0), as amended on 2017-08-18",
    date: "2017-08-18",
    run: Run::Site(access),
};

fn rows(site: &Site) -> impl Iterator<Item = (&Candidate, &Program)> {
    site.edition.candidates.iter().flat_map(|c| c.programs.iter().map(move |program| (c, program)))
}

fn ended(program: &Program) -> bool {
    program.history.first().is_some_and(|entry| {
        matches!(entry.state, Some(State::Discontinued | State::OnHold))
            || entry.phase >= Phase::Approved
    })
}

fn vanished(site: &Site, findings: &mut Findings) {
    // A release on one candidate says nothing of the others; one on results, or a presentation, goes through all.
    let general = |document: &&Document| {
        let cites = |program: &Program| {
            program.sources().any(|source| source.document.as_deref() == Some(&document.id))
        };
        matches!(document.kind, Kind::Results | Kind::Presentation)
            && rows(site).any(|(_, p)| cites(p))
    };
    let Some(newest) = site.edition.documents.iter().find(general) else { return };
    for (candidate, program) in rows(site).filter(|(c, p)| !ended(p) && !is_succeeded(c, p)) {
        let Some(source) = program.newest() else { continue };
        if source.published.instant() >= newest.published.instant() {
            continue;
        }
        let message = format!(
            "{} in {} was last mentioned on {}; the update of {} says nothing of it",
            candidate.name,
            program.indication,
            source.published.date().long(),
            newest.published.date().long(),
        );
        findings.push(
            Diagnostic::warning(code::VANISHED, program.span.clone(), message)
                .label(newest.span.clone(), "the newest update of the pipeline")
                .help("add an entry that says what became of it, or accept this finding"),
        );
    }
}

fn overdue(site: &Site, findings: &mut Findings) {
    for (candidate, program) in rows(site).filter(|(c, p)| !ended(p) && !is_succeeded(c, p)) {
        for milestone in program.milestones.iter().filter(|milestone| milestone.overdue) {
            let when =
                milestone.as_said.as_deref().map_or_else(String::new, |said| format!(" ({said})"));
            let message = format!(
                "{}: the time of “{}”{when} has passed without an outcome",
                candidate.name, milestone.what
            );
            findings.push(
                Diagnostic::warning(code::OVERDUE, milestone.span.clone(), message)
                    .help("add its `outcome`, or accept this finding"),
            );
        }
    }
}

fn backwards(site: &Site, findings: &mut Findings) {
    for (candidate, program) in rows(site) {
        for pair in program.history.windows(2) {
            let [later, earlier] = pair else { continue };
            if later.phase.step() >= earlier.phase.step() || later.note.is_some() {
                continue;
            }
            let message = format!(
                "{} in {} goes back from {} to {} without a word",
                candidate.name,
                program.indication,
                earlier.phase.label(),
                later.phase.label(),
            );
            findings.push(
                Diagnostic::warning(code::BACKWARDS, later.span.clone(), message)
                    .label(earlier.span.clone(), format!("{} here", earlier.phase.label()))
                    .help("correct the phase, or add a `note` that says why"),
            );
        }
    }
}

/// Words that say that a drug is safe or works.
const CLAIMS: &[&str] = &[
    "safe",
    "safely",
    "effective",
    "effectively",
    "efficaciou",
    "well tolerated",
    "safety profile",
    "proven",
    "breakthrough",
    "cure",
    "superior",
];
/// Words by which a sentence claims nothing.
const OPEN: &[&str] = &[
    "not",
    "no",
    "may",
    "whether",
    "if",
    "risk",
    "could",
    "might",
    "to evaluate",
    "to assess",
    "to determine",
    "to study",
    "evaluating",
    "evaluate",
    "designed to",
    "intended to",
    "breakthrough therapy designation",
    "declared effective",
];

fn claim(site: &Site, findings: &mut Findings) {
    let candidates = &site.edition.candidates;
    let open = |candidate: &&Candidate| candidate.programs.iter().any(|p| !approved(p));
    for text in texts(site) {
        for passage in text.passages() {
            for sentence in sentences(&passage) {
                let Some(range) = sentence.find(CLAIMS) else { continue };
                let about = candidates.iter().filter(open).find(|c| names(&sentence, c));
                let Some(candidate) = about.filter(|_| !sentence.has(OPEN)) else { continue };
                let words = passage.text.get(range.clone()).unwrap_or_default();
                let span = text.place(&passage, &range);
                findings.push(finding(candidate, words, span, &sentence));
            }
        }
    }
    for (candidate, program) in rows(site).filter(|(_, program)| !approved(program)) {
        for entry in &program.history {
            let Some(note) = &entry.note else { continue };
            let claims = crate::text::markdown::passages(note)
                .iter()
                .flat_map(sentences)
                .any(|sentence| sentence.has(CLAIMS) && !sentence.has(OPEN));
            if claims {
                let message = format!(
                    "a note says that {} is safe or works, before its approval",
                    candidate.name
                );
                findings.push(Diagnostic::warning(code::CLAIM, entry.span.clone(), message).help(
                    "say what was measured; where the words are in order, accept this finding",
                ));
            }
        }
    }
}

fn approved(program: &Program) -> bool {
    program.history.first().is_some_and(|entry| entry.phase >= Phase::Approved)
}

/// Whether a sentence names a candidate, with or without the first word of its name: `EpiCept NP-1`, `NP-1`.
fn names(sentence: &Sentence, candidate: &Candidate) -> bool {
    let words = as_words(&candidate.name);
    let short = words.get(1..).unwrap_or_default().join(" ");
    sentence.has(&[words.join(" ").as_str()]) || short.len() > 3 && sentence.has(&[short.as_str()])
}

fn finding(candidate: &Candidate, words: &str, span: Span, sentence: &Sentence) -> Diagnostic {
    let regions =
        candidate.programs.iter().filter(|p| approved(p)).filter_map(|p| p.region.as_deref());
    let regions: Vec<&str> = regions.collect();
    let lower: Vec<String> = regions.iter().map(|region| region.to_lowercase()).collect();
    let where_ = if regions.is_empty() {
        "which is not approved".to_owned()
    } else {
        format!("which is approved in {} only", regions.join(", "))
    };
    let message = format!("`{words}` is said of {}, {where_}", candidate.name);
    let named = lower.iter().any(|region| sentence.has(&[region.as_str()]));
    let help = "say what was measured; where the sentence is in order, accept this finding";
    if named {
        Diagnostic::info(code::CLAIM, span, message)
    } else {
        Diagnostic::warning(code::CLAIM, span, message).help(help)
    }
}

fn access(site: &Site, findings: &mut Findings) {
    let newest = site.edition.documents.first().map(|document| document.published.date());
    let Some(since) =
        Date::new(2017, 8, 18).filter(|since| newest.is_some_and(|newest| newest >= *since))
    else {
        return;
    };
    let begun = |program: &Program| {
        program
            .history
            .iter()
            .any(|entry| entry.phase >= Phase::Two && entry.state != Some(State::Planned))
    };
    let Some((candidate, program)) =
        rows(site).find(|(_, program)| begun(program) && !ended(program))
    else {
        return;
    };
    let policies: Vec<String> = texts(site)
        .iter()
        .map(|text| text.prose.text.to_lowercase())
        .filter(|text| {
            text.contains("expanded access")
                || text.contains("expanded-access")
                || text.contains("compassionate use")
        })
        .collect();
    let missing: Vec<&str> = PARTS
        .iter()
        .filter(|(_, words)| {
            !policies.iter().any(|text| words.iter().any(|word| text.contains(word)))
        })
        .map(|(part, _)| *part)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = if policies.is_empty() {
        format!(
            "{} has reached {}, and no page has a policy on expanded access",
            candidate.name,
            program.history.first().map_or("Phase 2", |entry| entry.phase.label())
        )
    } else {
        format!("the policy on expanded access lacks: {}", missing.join(", "))
    };
    findings.push(
        Diagnostic::warning(code::ACCESS, program.span.clone(), message).help(format!(
            "write a page with contact, procedure, criteria, time for an answer and a link to ClinicalTrials.gov; the duty is of {}",
            since.long()
        )),
    );
}

/// The parts of a policy, and words by one of which each is known.
const PARTS: [(&str, &[&str]); 5] = [
    ("a contact", &["@", "telephone", "contact", "phone"]),
    ("the procedure", &["request"]),
    ("the criteria", &["criteria", "eligib"]),
    ("the time for an answer", &["within", "days", "acknowledge"]),
    ("a link to ClinicalTrials.gov", &["clinicaltrials.gov"]),
];
