//! `pipeline/`: the table of programs, and a page for each candidate.

use super::context::Context;
use super::view;
use super::words;
use crate::model::Provenance;
use crate::model::pipeline::{Candidate, Entry, Milestone, OutcomeStatus, Phase, Program, State};
use crate::resolve::{Change, PipelineRow, is_succeeded, predecessor, said_before};
use crate::text::escape::slug;

/// The page of a candidate.
pub(super) fn candidate_path(slug: &str) -> String {
    format!("pipeline/{slug}/index.html")
}

/// The table of what the newest update reports.
pub(super) fn current(context: &Context<'_>) -> Option<view::PipelineTable> {
    let pipeline = &context.site.pipeline;
    table(context, pipeline.newest.as_ref()?, &pipeline.current)
}

fn table(
    context: &Context<'_>,
    source: &Provenance,
    rows: &[PipelineRow],
) -> Option<view::PipelineTable> {
    let rows: Vec<view::PipelineRow> = rows
        .iter()
        .filter_map(|row| {
            let (candidate, program) = record(context, *row)?;
            Some(view::PipelineRow {
                change: change_word(row.change).map(str::to_owned),
                before: before(context, *row).map(|(day, said)| format!("{day}: {said}")),
                ..self::row(context, candidate, program)
            })
        })
        .collect();
    (!rows.is_empty()).then(|| view::PipelineTable {
        as_of: Context::date(&source.published),
        source: context.source(source),
        since: context
            .site
            .pipeline
            .before
            .as_ref()
            .filter(|_| rows.iter().any(|row| row.change.is_some()))
            .map(|before| Context::date(&before.published)),
        rows,
    })
}

/// The program of a row.
fn record<'a>(context: &Context<'a>, row: PipelineRow) -> Option<(&'a Candidate, &'a Program)> {
    let candidate = context.site.edition.candidates.get(row.candidate)?;
    Some((candidate, candidate.programs.get(row.program)?))
}

/// The day on which something else was last said of a row's program than the newest update says, and what. A
/// step back is told as a step on is, and of a program that follows another what was said of that one.
fn before(context: &Context<'_>, row: PipelineRow) -> Option<(String, String)> {
    let (candidate, program) = record(context, row)?;
    let update = context.site.pipeline.newest.as_ref()?;
    let (of, entry) = said_before(candidate, program, update)?;
    let said = phase_text(entry);
    let named = |program: &Program| (program.indication.clone(), program.region.clone());
    let said = if named(of) == named(program) { said } else { format!("{}, {said}", use_text(of)) };
    let differs = program.history.first().map(phase_text).as_ref() != Some(&said);
    differs.then(|| (words::day(entry.source.published.date()), said))
}

/// `Pain after surgery, Europe`
fn use_text(program: &Program) -> String {
    let region = program.region.as_ref().map(|region| format!(", {region}"));
    format!("{}{}", program.indication, region.unwrap_or_default())
}

/// How a changed row is marked.
fn change_word(change: Option<Change>) -> Option<&'static str> {
    match change? {
        Change::New => Some("New"),
        Change::Advanced => Some("Advanced"),
        Change::Follows => None,
    }
}

/// What the newest update changed, and what it leaves out of those that the one before had.
fn changes(context: &Context<'_>) -> Option<view::Changes> {
    let pipeline = &context.site.pipeline;
    let since = pipeline.before.as_ref()?;
    let silent = pipeline.earlier.iter().filter(|(source, _)| source.same_time(since));
    let mut items: Vec<(u8, view::Change)> = Vec::new();
    for row in &pipeline.current {
        items.extend(change(context, *row));
    }
    for row in silent.flat_map(|(_, rows)| rows) {
        let said = record(context, *row).and_then(|(_, program)| program.history.first());
        let text = said.map_or_else(String::new, |entry| format!("Then {}", phase_text(entry)));
        items.extend(change_item(context, *row, "Not mentioned", text).map(|item| (3, item)));
    }
    items.sort_by_key(|(rank, _)| *rank);
    (!items.is_empty()).then(|| view::Changes {
        since: Context::date(&since.published),
        source: context.source(since),
        items: items.into_iter().map(|(_, item)| item).collect(),
    })
}

/// What the newest update changed of one row, with its rank in the list.
fn change(context: &Context<'_>, row: PipelineRow) -> Option<(u8, view::Change)> {
    let (_, program) = record(context, row)?;
    let now = program.history.first().map(phase_text).unwrap_or_default();
    let text = match before(context, row) {
        Some((_, was)) => format!("Then {was}; now {now}"),
        None => now,
    };
    let (rank, kind) = match row.change? {
        Change::New => (0, "New"),
        Change::Advanced => (1, "Advanced"),
        Change::Follows => (2, "Continued"),
    };
    Some((rank, change_item(context, row, kind, text)?))
}

fn change_item(
    context: &Context<'_>,
    row: PipelineRow,
    kind: &str,
    text: String,
) -> Option<view::Change> {
    let (candidate, program) = record(context, row)?;
    Some(view::Change {
        kind: kind.to_owned(),
        candidate: candidate.name.clone(),
        href: context.anchor(&candidate_path(&candidate.slug), &anchor(program)),
        program: use_text(program),
        text,
    })
}

/// `pipeline/`
pub(super) fn page(context: &Context<'_>) -> view::PipelinePage {
    let site = context.site;
    let earlier = &site.pipeline.earlier;
    let programs = site.edition.candidates.iter().flat_map(|candidate| &candidate.programs);
    let approved =
        |entry: &Entry| entry.phase >= Phase::Approved && entry.state != Some(State::Planned);
    view::PipelinePage {
        current: current(context),
        earlier: earlier.iter().filter_map(|(source, rows)| table(context, source, rows)).collect(),
        changes: changes(context),
        any_approved: programs.flat_map(|program| &program.history).any(approved),
    }
}

/// `Phase 2, completed`
fn phase_text(entry: &Entry) -> String {
    let phase = entry.phase.label().replace(' ', "\u{a0}");
    match entry.state {
        Some(state) => format!("{phase}, {}", state.label()),
        None => phase,
    }
}

fn row(context: &Context<'_>, candidate: &Candidate, program: &Program) -> view::PipelineRow {
    let newest = program.history.first();
    let begun = program.history.iter().filter(|entry| entry.state != Some(State::Planned));
    let steps = begun.map(|entry| entry.phase.step()).max().unwrap_or_default();
    let planned = newest.filter(|entry| entry.state == Some(State::Planned));
    let stopped = newest
        .is_some_and(|entry| matches!(entry.state, Some(State::OnHold | State::Discontinued)));
    let path = candidate_path(&candidate.slug);
    view::PipelineRow {
        candidate: candidate.name.clone(),
        href: context.anchor(&path, &anchor(program)),
        indication: program.indication.clone(),
        region: program.region.clone(),
        sponsor: newest.and_then(|entry| entry.sponsor.clone()),
        partner: newest.and_then(|entry| entry.partner.clone()),
        modality: newest.and_then(|entry| entry.modality.clone()),
        designation: newest.and_then(|entry| entry.designation.clone()),
        phase_text: newest.map(phase_text).unwrap_or_default(),
        steps,
        planned_to: planned.map(|entry| entry.phase.step()).filter(|step| *step > steps),
        stopped,
        note: newest.and_then(|entry| entry.note.clone()),
        milestone: next_milestone(program),
        source: program.newest().and_then(|source| context.source(source)),
        change: None,
        before: None,
    }
}

fn anchor(program: &Program) -> String {
    format!("program-{}", slug(&program.id, "program"))
}

/// The first to come of what the program's newest source expects.
fn next_milestone(program: &Program) -> Option<view::NextMilestone> {
    let newest = program.newest()?;
    let mut open: Vec<&Milestone> = program
        .milestones
        .iter()
        .filter(|milestone| milestone.outcome.is_none() && milestone.source.same_time(newest))
        .collect();
    open.sort_by_key(|milestone| {
        (milestone.window.is_none(), milestone.window.map(|window| (window.last(), window.first())))
    });
    let next = open.first()?;
    Some(view::NextMilestone { what: next.what.clone(), when: when(next) })
}

fn when(milestone: &Milestone) -> String {
    milestone.window.map_or_else(|| "no date given".to_owned(), |window| window.long())
}

/// The page of a candidate.
pub(super) fn candidate(context: &Context<'_>, candidate: &Candidate) -> view::CandidatePage {
    let current = |program: &Program| {
        let newest = context.site.pipeline.newest.as_ref();
        let own = program.newest();
        !is_succeeded(candidate, program)
            && own.zip(newest).is_some_and(|(own, newest)| own.same_time(newest))
    };
    let mut programs: Vec<&Program> = candidate.programs.iter().collect();
    programs.sort_by_key(|program| !current(program));
    let link = |program: &Program| view::Link {
        text: program.indication.clone(),
        href: format!("#{}", anchor(program)),
    };
    let page = |program: &&Program| {
        let followers = candidate.programs.iter().filter(|other| {
            predecessor(candidate, other).is_some_and(|before| before.id == program.id)
        });
        view::Program {
            id: anchor(program),
            row: row(context, candidate, program),
            as_of: program.newest().map(|s| Context::date(&s.published)).unwrap_or_default(),
            current: current(program),
            succeeds: predecessor(candidate, program).map(link),
            succeeded_by: followers.map(link).collect(),
            history: program.history.iter().map(|entry| history(context, entry)).collect(),
            milestones: program
                .milestones
                .iter()
                .enumerate()
                .map(|(index, milestone)| self::milestone(context, program, index, milestone))
                .collect(),
        }
    };
    view::CandidatePage {
        name: candidate.name.clone(),
        programs: programs.iter().map(page).collect(),
    }
}

fn history(context: &Context<'_>, entry: &Entry) -> view::HistoryItem {
    let details = [
        ("Modality", &entry.modality),
        ("Partner", &entry.partner),
        ("Sponsor", &entry.sponsor),
        ("Designation", &entry.designation),
    ];
    view::HistoryItem {
        date: Context::date(&entry.source.published),
        phase_text: phase_text(entry),
        details: details
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?)))
            .collect(),
        note: entry.note.clone(),
        source: context.source(&entry.source),
    }
}

fn milestone(
    context: &Context<'_>,
    program: &Program,
    index: usize,
    milestone: &Milestone,
) -> view::Milestone {
    let outcome = milestone.outcome.as_ref();
    let state = match outcome.map(|outcome| outcome.status) {
        Some(OutcomeStatus::Reached) => view::MilestoneState::Reached,
        Some(OutcomeStatus::Moved) => view::MilestoneState::Moved,
        Some(OutcomeStatus::Dropped) => view::MilestoneState::Dropped,
        None if milestone.overdue => view::MilestoneState::Overdue,
        None => view::MilestoneState::Open,
    };
    let outcome_text = outcome.and_then(|outcome| match (outcome.on, outcome.window) {
        (Some(day), _) => {
            let met = milestone.window.is_some_and(|w| w.first() <= day && day <= w.last());
            let day = words::day(day);
            Some(if met { format!("{day}, within the window") } else { day })
        }
        (None, Some(window)) => Some(format!("to {}", window.long())),
        (None, None) => None,
    });
    view::Milestone {
        id: format!("{}-milestone-{}", anchor(program), program.milestones.len() - index),
        what: milestone.what.clone(),
        said_on: Context::date(&milestone.source.published),
        as_said: milestone.as_said.clone(),
        window: words::upper(&when(milestone)),
        state,
        outcome: outcome_text,
        outcome_note: outcome.and_then(|outcome| outcome.note.clone()),
        outcome_source: outcome.and_then(|outcome| context.source(&outcome.source)),
        source: context.source(&milestone.source),
    }
}
