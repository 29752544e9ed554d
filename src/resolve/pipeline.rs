//! The pipeline as rows: what is current, and what the newest update no longer mentions.

use crate::date::Instant;
use crate::model::Provenance;
use crate::model::pipeline::{Candidate, Entry, Phase, Program, State};

/// What the newest update changed of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// No earlier update mentions it.
    New,
    /// It has begun a phase that it, or the program that it follows, had not begun before.
    Advanced,
    /// It follows another program and has begun no further phase.
    Follows,
}

/// A program as a row, by its place among the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PipelineRow {
    /// Index of the candidate.
    pub candidate: usize,
    /// Index of the program.
    pub program: usize,
    /// What the newest update changed, if there was one before it and this is a row of the newest.
    pub change: Option<Change>,
}

/// The pipeline's rows.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// What the newest update is; `None` without any program.
    pub newest: Option<Provenance>,
    /// The update before it, which changes are counted from.
    pub before: Option<Provenance>,
    /// Programs of the newest update, the furthest first.
    pub current: Vec<PipelineRow>,
    /// Programs that it does not mention, by the update that did last, newest first.
    pub earlier: Vec<(Provenance, Vec<PipelineRow>)>,
}

/// Lays out the rows. A program leaves the table once another has succeeded it.
pub(super) fn rows(candidates: &[Candidate]) -> Pipeline {
    let mut rows: Vec<(Provenance, PipelineRow)> = Vec::new();
    for (candidate, record) in candidates.iter().enumerate() {
        for (program, item) in record.programs.iter().enumerate() {
            if let Some(newest) = item.newest()
                && !is_succeeded(record, item)
            {
                rows.push((newest.clone(), PipelineRow { candidate, program, change: None }));
            }
        }
    }
    let all = || candidates.iter().flat_map(|c| &c.programs).flat_map(Program::sources);
    let newest = all().max_by_key(|source| order(source)).cloned();
    let earlier =
        |source: &&Provenance| newest.as_ref().is_some_and(|n| order(source).0 < order(n).0);
    let before = all().filter(earlier).max_by_key(|source| order(source)).cloned();
    let mut pipeline = Pipeline { newest, before, ..Pipeline::default() };
    let step = |row: &PipelineRow| {
        let program = candidates.get(row.candidate).and_then(|c| c.programs.get(row.program));
        program.map_or(0, furthest)
    };
    rows.sort_by(|(a, row_a), (b, row_b)| {
        let position = |row: &PipelineRow| (row.candidate, row.program);
        order(b)
            .cmp(&order(a))
            .then_with(|| step(row_b).cmp(&step(row_a)))
            .then_with(|| position(row_a).cmp(&position(row_b)))
    });
    for (source, mut row) in rows {
        if pipeline.newest.as_ref().is_some_and(|newest| newest.same_time(&source)) {
            let candidate = candidates.get(row.candidate);
            let program = candidate.and_then(|c| Some((c, c.programs.get(row.program)?)));
            let known = program.filter(|_| pipeline.before.is_some());
            row.change = known.and_then(|(candidate, program)| change(candidate, program, &source));
            pipeline.current.push(row);
        } else {
            match pipeline.earlier.last_mut() {
                Some((last, group)) if last.same_time(&source) => group.push(row),
                _ => pipeline.earlier.push((source, vec![row])),
            }
        }
    }
    pipeline
}

/// Whether a public program of the same candidate follows this one.
pub(crate) fn is_succeeded(candidate: &Candidate, program: &Program) -> bool {
    candidate
        .programs
        .iter()
        .any(|other| predecessor(candidate, other).is_some_and(|p| p.id == program.id))
}

/// The program that another follows.
pub(crate) fn predecessor<'a>(candidate: &'a Candidate, program: &Program) -> Option<&'a Program> {
    let name = &program.succeeds.as_ref()?.value;
    let by_id = candidate.programs.iter().find(|p| p.id == *name);
    by_id.or_else(|| candidate.programs.iter().find(|p| p.indication == *name))
}

/// What an update changed of a program.
fn change(candidate: &Candidate, program: &Program, update: &Provenance) -> Option<Change> {
    let earlier = |entry: &&Entry| entry.source.published.instant() < update.published.instant();
    let mut before: Vec<&Entry> = program.history.iter().filter(earlier).collect();
    let follows = before.is_empty().then(|| predecessor(candidate, program)).flatten();
    before.extend(follows.into_iter().flat_map(|p| &p.history).filter(earlier));
    if before.is_empty() {
        return Some(Change::New);
    }
    let now = program.history.iter().filter_map(begun).max();
    let most = before.iter().filter_map(|entry| begun(entry)).max();
    let advanced = match most {
        Some(most) => now > Some(most),
        // Nothing had begun: what begins now is an advance if it is what was planned, or more.
        None => now.is_some() && now >= before.iter().map(|entry| entry.phase).max(),
    };
    match (advanced, follows) {
        (true, _) => Some(Change::Advanced),
        (false, Some(_)) => Some(Change::Follows),
        (false, None) => None,
    }
}

/// The phase that an entry reports as begun.
fn begun(entry: &Entry) -> Option<Phase> {
    (entry.state != Some(State::Planned)).then_some(entry.phase)
}

/// What was last said of a program, or of the one that it follows, before an update; and of which of them.
pub(crate) fn said_before<'a>(
    candidate: &'a Candidate,
    program: &'a Program,
    update: &Provenance,
) -> Option<(&'a Program, &'a Entry)> {
    let earlier = |entry: &&Entry| entry.source.published.instant() < update.published.instant();
    let said = |program: &'a Program| Some((program, program.history.iter().find(earlier)?));
    said(program).or_else(|| said(predecessor(candidate, program)?))
}

/// Steps begun, then whether the step is done, for the order of the rows.
fn furthest(program: &Program) -> u8 {
    program.history.first().map_or(0, |entry| {
        let begun = entry.phase.step() * 2;
        if entry.state == Some(State::Planned) { begun.saturating_sub(1) } else { begun }
    })
}

fn order(source: &Provenance) -> (Instant, &Option<String>) {
    (source.published.instant(), &source.document)
}
