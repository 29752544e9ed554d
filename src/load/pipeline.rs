//! `content/pipeline/*.yaml`: candidates and what was said of them.

use std::collections::{BTreeMap, BTreeSet};

use super::accept::accepts;
use super::dating::{self, Dating, Settled};
use super::fields::{self, Fields, Reader};
use super::revision::check_unrevised;
use super::{Dates, Layout, Loader, unique};
use crate::date::{Date, Window};
use crate::diag::{Accepted, Diagnostic, code, nearest};
use crate::model::Provenance;
use crate::model::pipeline::{Entry, Outcome, OutcomeStatus, Phase, State};
use crate::source::{SitePath, Span, Spanned};
use crate::text::escape::slug;
use crate::text::yaml::{self, Node};

/// A candidate with everything ever said of it.
#[derive(Clone, Debug)]
pub struct RawCandidate {
    /// The name of its file.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its programs.
    pub programs: Vec<RawProgram>,
    /// The files that it owns.
    pub files: BTreeMap<String, SitePath>,
}

/// A program with everything ever said of it.
#[derive(Clone, Debug)]
pub struct RawProgram {
    /// Its name within the candidate.
    pub id: String,
    /// What it is to treat.
    pub indication: String,
    /// Where.
    pub region: Option<String>,
    /// The program that it follows.
    pub succeeds: Option<Spanned<String>>,
    /// What was said, in the order of the file.
    pub history: Vec<Entry>,
    /// What was expected, in the order of the file.
    pub milestones: Vec<RawMilestone>,
    /// Where its name is written.
    pub span: Span,
}

/// Something expected, with what ever became of it.
#[derive(Clone, Debug)]
pub struct RawMilestone {
    /// By what it was said, and when.
    pub source: Provenance,
    /// What.
    pub what: String,
    /// When.
    pub window: Option<Window>,
    /// The wording of the time.
    pub as_said: Option<String>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Where it is written.
    pub span: Span,
}

/// A candidate as read, before the documents are looked up that its entries name.
struct Draft {
    name: String,
    accepts: Vec<Accepted>,
    programs: Vec<DraftProgram>,
}

struct DraftProgram {
    id: Spanned<String>,
    indication: String,
    region: Option<String>,
    succeeds: Option<Spanned<String>>,
    history: Vec<(Dating, Span, DraftEntry)>,
    milestones: Vec<DraftMilestone>,
    /// Whether an entry of the history could not be read, which has been reported.
    incomplete: bool,
    span: Span,
}

struct DraftEntry {
    phase: Phase,
    state: Option<State>,
    note: Option<String>,
    modality: Option<String>,
    partner: Option<String>,
    sponsor: Option<String>,
    designation: Option<String>,
    at: Span,
}

impl DraftEntry {
    fn said(self, source: Provenance) -> Entry {
        let Self { phase, state, note, modality, partner, sponsor, designation, at: span } = self;
        Entry { source, phase, state, note, modality, partner, sponsor, designation, span }
    }
}

struct DraftMilestone {
    dating: Dating,
    span: Span,
    at: Span,
    what: String,
    window: Option<Window>,
    as_said: Option<String>,
    outcome: Option<DraftOutcome>,
}

struct DraftOutcome {
    dating: Dating,
    status: OutcomeStatus,
    on: Option<Date>,
    window: Option<Window>,
    note: Option<String>,
}

/// Reads every candidate.
pub(super) fn load(loader: &mut Loader<'_>, layout: &Layout, dates: &Dates) -> Vec<RawCandidate> {
    let mut candidates = Vec::new();
    for (slug, (path, files)) in &layout.pipeline {
        let draft = {
            let Some((text, mut reader)) = loader.open(path) else { continue };
            let Some(node) = yaml::parse(path, &text, 0, reader.diags) else { continue };
            candidate(&node, &mut reader)
        };
        check_unrevised(files, &mut loader.diags);
        let Some(draft) = draft else { continue };
        check_succession(&draft.programs, loader);
        let ids = draft.programs.iter().map(|p| (p.id.value.as_str(), &p.id.span));
        let help = "tell them apart by `region`, or give one of them an `id`";
        unique(ids, "the program", help, &mut loader.diags);
        let name = draft.name;
        let programs: Vec<_> =
            draft.programs.into_iter().map(|p| settle(p, &name, dates, loader)).collect();
        let entries = programs.iter().flat_map(|program| &program.history);
        if let Some(public) = entries.map(|entry| entry.source.published.instant()).min() {
            loader.accept(draft.accepts, Some(public));
        }
        if !programs.is_empty() {
            candidates.push(RawCandidate {
                slug: slug.clone(),
                name,
                programs,
                files: files.clone(),
            });
        }
    }
    candidates
}

fn candidate(node: &Node, reader: &mut Reader<'_>) -> Option<Draft> {
    let mut fields = Fields::of(node, reader)?;
    let name = fields.required("name", reader, fields::line);
    if !fields.has("programs") {
        fields.required("programs", reader, fields::line);
    }
    let before = reader.diags.len();
    let programs = fields.list("programs", reader, program);
    if fields.has("programs") && programs.is_empty() && reader.diags.len() == before {
        let range = fields.key_range("programs");
        let help = "add a program: `- indication: …` and its history";
        reader.error_help(code::PROGRAM, &range, "this candidate has no programs", help);
    }
    let accepts = accepts(&mut fields, "content/pipeline", reader);
    fields.close(reader);
    Some(Draft { name: name?, programs, accepts })
}

fn program(node: &Node, reader: &mut Reader<'_>) -> Option<DraftProgram> {
    let mut fields = Fields::of(node, reader)?;
    let id = fields.optional("id", reader, fields::id);
    let indication = fields.required("indication", reader, fields::line);
    let region = fields.optional("region", reader, fields::line);
    let succeeds = fields.optional("succeeds", reader, fields::placed_text);
    let before = reader.diags.len();
    let history = fields.list("history", reader, entry);
    let incomplete = reader.diags.len() > before;
    if history.is_empty() && !incomplete {
        let range = fields.key_range("indication");
        let help = "add a `history` entry with its phase";
        reader.error_help(code::PROGRAM, &range, "this program has no phase", help);
    }
    let milestones = fields.list("milestones", reader, milestone);
    let key = if fields.has("id") { "id" } else { "indication" };
    let span = reader.span(&fields.key_range(key));
    fields.close(reader);
    let indication = indication?;
    let id = id.unwrap_or_else(|| Spanned {
        value: slug(&format!("{indication} {}", region.as_deref().unwrap_or_default()), "program"),
        span: span.clone(),
    });
    Some(DraftProgram { id, indication, region, succeeds, history, milestones, incomplete, span })
}

fn entry(node: &Node, reader: &mut Reader<'_>) -> Option<(Dating, Span, DraftEntry)> {
    let mut fields = Fields::of(node, reader)?;
    let dating = dating::dating(&mut fields, reader);
    let phase = fields.required("phase", reader, |n, r| fields::one_of(n, r, &Phase::ALL));
    let state = fields.optional("state", reader, |n, r| fields::one_of(n, r, &State::ALL));
    let note = fields.optional("note", reader, fields::line);
    let modality = fields.optional("modality", reader, fields::line);
    let partner = fields.optional("partner", reader, fields::line);
    let sponsor = fields.optional("sponsor", reader, fields::line);
    let designation = fields.optional("designation", reader, fields::line);
    let range = fields.range();
    let span = reader.span(&(range.start..range.start + 1));
    let at = reader.span(&fields.key_range("phase"));
    fields.close(reader);
    let phase = phase?;
    let entry = DraftEntry { phase, state, note, modality, partner, sponsor, designation, at };
    Some((dating?, span, entry))
}

fn milestone(node: &Node, reader: &mut Reader<'_>) -> Option<DraftMilestone> {
    let mut fields = Fields::of(node, reader)?;
    let dating = dating::dating(&mut fields, reader);
    let what = fields.required("what", reader, fields::line);
    let window = fields.optional("window", reader, fields::window);
    let as_said = fields.optional("as_said", reader, fields::line);
    let outcome = fields.optional("outcome", reader, outcome);
    let range = fields.range();
    let span = reader.span(&(range.start..range.start + 1));
    let at = reader.span(&fields.key_range("what"));
    fields.close(reader);
    Some(DraftMilestone { dating: dating?, span, at, what: what?, window, as_said, outcome })
}

fn outcome(node: &Node, reader: &mut Reader<'_>) -> Option<DraftOutcome> {
    let mut fields = Fields::of(node, reader)?;
    let dating = dating::dating(&mut fields, reader);
    let status =
        fields.required("status", reader, |n, r| fields::one_of(n, r, &OutcomeStatus::ALL));
    let on = fields.optional("on", reader, fields::date);
    let window = fields.optional("window", reader, fields::window);
    let note = fields.optional("note", reader, fields::line);
    fields.close(reader);
    Some(DraftOutcome { dating: dating?, status: status?, on, window, note })
}

/// A program succeeds another of the same candidate, and never itself, at whatever remove.
fn check_succession(programs: &[DraftProgram], loader: &mut Loader<'_>) {
    for program in programs {
        let Some(succeeds) = &program.succeeds else { continue };
        let Some(_) = find(programs, &succeeds.value) else {
            let known: Vec<&str> = programs.iter().map(|p| p.indication.as_str()).collect();
            let help = match nearest(&succeeds.value, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the programs are: {}", known.join(", ")),
            };
            let message = format!("this candidate has no program `{}`", succeeds.value);
            let finding = Diagnostic::error(code::SUCCESSION, succeeds.span.clone(), message);
            loader.diags.push(finding.help(help));
            continue;
        };
        let mut seen = BTreeSet::from([program.id.value.as_str()]);
        let mut next = Some(succeeds);
        while let Some(current) = next.and_then(|s| find(programs, &s.value)) {
            if !seen.insert(current.id.value.as_str()) {
                let message = "this program succeeds itself";
                let finding = Diagnostic::error(code::SUCCESSION, succeeds.span.clone(), message);
                loader.diags.push(finding.help("remove one `succeeds` of the circle"));
                break;
            }
            next = current.succeeds.as_ref();
        }
    }
}

fn find<'a>(programs: &'a [DraftProgram], name: &str) -> Option<&'a DraftProgram> {
    programs
        .iter()
        .find(|p| p.id.value == name)
        .or_else(|| programs.iter().find(|p| p.indication == name))
}

/// A program is public from its first entry that gives it a phase.
fn settle(draft: DraftProgram, name: &str, dates: &Dates, loader: &mut Loader<'_>) -> RawProgram {
    let public = |dating: &Dating, span: &Span, loader: &mut Loader<'_>| match dating::settle(
        dating,
        dates,
        &mut loader.diags,
    ) {
        Settled::Public(source) => Some(source),
        Settled::Broken => None,
        Settled::Draft => {
            let what = format!("{name}: {}", draft.indication);
            loader.hold(&span.path, span.start..span.end, what);
            None
        }
    };
    let stated = draft.history.len();
    let before = loader.diags.len();
    let mut history = Vec::new();
    for (dating, span, entry) in draft.history {
        let Some(source) = public(&dating, &span, loader) else { continue };
        history.push(entry.said(source));
    }
    // Without these entries nothing can be said of what comes first.
    let incomplete = draft.incomplete || stated == 0 || loader.diags.len() > before;
    let mut milestones = Vec::new();
    for milestone in draft.milestones {
        let Some(source) = public(&milestone.dating, &milestone.span, loader) else { continue };
        let outcome = milestone.outcome.and_then(|outcome| {
            let source = public(&outcome.dating, &milestone.span, loader)?;
            let DraftOutcome { status, on, window, note, .. } = outcome;
            Some(Outcome { source, status, on, window, note })
        });
        let (what, window, as_said) = (milestone.what, milestone.window, milestone.as_said);
        let span = milestone.at;
        milestones.push(RawMilestone { source, what, window, as_said, outcome, span });
    }
    let first = |sources: &mut dyn Iterator<Item = &Provenance>| {
        sources.map(|source| source.published.instant()).min()
    };
    let phase_since = first(&mut history.iter().map(|entry| &entry.source));
    let said_since = first(&mut milestones.iter().map(|milestone| &milestone.source));
    if let Some(said) = said_since
        && !incomplete
        && phase_since.is_none_or(|phase| phase > said)
    {
        let message = "this program has a milestone before it has a phase";
        let finding = Diagnostic::error(code::PROGRAM, draft.span.clone(), message);
        loader.diags.push(finding.help("add a `history` entry with its phase, dated no later"));
    }
    RawProgram {
        id: draft.id.value,
        indication: draft.indication,
        region: draft.region,
        succeeds: draft.succeeds,
        history,
        milestones,
        span: draft.span,
    }
}
