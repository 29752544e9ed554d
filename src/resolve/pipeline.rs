//! The pipeline as rows: what is current, and what the newest update no longer mentions.

use crate::date::Instant;
use crate::model::Provenance;
use crate::model::pipeline::{Candidate, Program};

/// A program as a row, by its place among the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PipelineRow {
    /// Index of the candidate.
    pub candidate: usize,
    /// Index of the program.
    pub program: usize,
}

/// The pipeline's rows.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// What the newest update is; `None` without any program.
    pub newest: Option<Provenance>,
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
                rows.push((newest.clone(), PipelineRow { candidate, program }));
            }
        }
    }
    let all = candidates.iter().flat_map(|c| &c.programs).filter_map(Program::newest);
    let newest = all.max_by_key(|source| order(source)).cloned();
    let mut pipeline = Pipeline { newest, ..Pipeline::default() };
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
    for (source, row) in rows {
        if pipeline.newest.as_ref().is_some_and(|newest| newest.same_time(&source)) {
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

/// Steps begun, then whether the step is done, for the order of the rows.
fn furthest(program: &Program) -> u8 {
    use crate::model::pipeline::State;
    program.history.first().map_or(0, |entry| {
        let begun = entry.phase.step() * 2;
        if entry.state == Some(State::Planned) { begun.saturating_sub(1) } else { begun }
    })
}

fn order(source: &Provenance) -> (Instant, &Option<String>) {
    (source.published.instant(), &source.document)
}
