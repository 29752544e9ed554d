//! The drug pipeline: candidates, their programs, what was said of each and when.

use std::collections::BTreeMap;

use super::Provenance;
use crate::date::{Date, Window};
use crate::source::{SitePath, Span, Spanned};

/// How far a program has come. Phases of clinical trials are those of 21 CFR 312.21.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Discovery.
    Discovery,
    /// Preclinical.
    Preclinical,
    /// An investigational new drug application, before a first trial.
    Ind,
    /// Phase 1.
    One,
    /// Phase 1b.
    OneB,
    /// A combined Phase 1/2 trial.
    OneTwo,
    /// Phase 2.
    Two,
    /// A combined Phase 2/3 trial.
    TwoThree,
    /// Phase 3.
    Three,
    /// An application for approval.
    Registration,
    /// Approved.
    Approved,
    /// On the market.
    Marketed,
}

impl Phase {
    /// Every phase with the words that content uses for it.
    pub const ALL: [(&'static str, Self); 12] = [
        ("Discovery", Self::Discovery),
        ("Preclinical", Self::Preclinical),
        ("IND", Self::Ind),
        ("Phase 1", Self::One),
        ("Phase 1b", Self::OneB),
        ("Phase 1/2", Self::OneTwo),
        ("Phase 2", Self::Two),
        ("Phase 2/3", Self::TwoThree),
        ("Phase 3", Self::Three),
        ("Registration", Self::Registration),
        ("Approved", Self::Approved),
        ("Marketed", Self::Marketed),
    ];

    /// As a visitor reads it.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(_, phase)| *phase == self).map_or("", |(label, _)| label)
    }

    /// Its place among the seven steps of the pipeline's bar, from 1. A combined phase counts as the
    /// lower of the two.
    #[must_use]
    pub fn step(self) -> u8 {
        match self {
            Self::Discovery => 1,
            Self::Preclinical | Self::Ind => 2,
            Self::One | Self::OneB | Self::OneTwo => 3,
            Self::Two | Self::TwoThree => 4,
            Self::Three => 5,
            Self::Registration => 6,
            Self::Approved | Self::Marketed => 7,
        }
    }
}

/// Where a program stands within its phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To be begun.
    Planned,
    /// Begun.
    UnderWay,
    /// Done.
    Completed,
    /// Stopped for now.
    OnHold,
    /// Given up.
    Discontinued,
}

impl State {
    /// Every state with the words that content uses for it.
    pub const ALL: [(&'static str, Self); 5] = [
        ("planned", Self::Planned),
        ("under way", Self::UnderWay),
        ("completed", Self::Completed),
        ("on hold", Self::OnHold),
        ("discontinued", Self::Discontinued),
    ];

    /// As a visitor reads it.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(label, _)| label)
    }
}

/// What a document said of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// By what, and when.
    pub source: Provenance,
    /// How far it has come.
    pub phase: Phase,
    /// Where it stands within the phase; `None` when not stated.
    pub state: Option<State>,
    /// A remark.
    pub note: Option<String>,
    /// What kind of product it is.
    pub modality: Option<String>,
    /// With whom.
    pub partner: Option<String>,
    /// Who conducts or pays for it.
    pub sponsor: Option<String>,
    /// A designation by an agency, such as orphan drug.
    pub designation: Option<String>,
    /// Where its phase is written.
    pub span: Span,
}

/// How a milestone ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeStatus {
    /// It came.
    Reached,
    /// It was put off.
    Moved,
    /// It was given up.
    Dropped,
}

impl OutcomeStatus {
    /// Every status with the word that content uses for it.
    pub const ALL: [(&'static str, Self); 3] =
        [("reached", Self::Reached), ("moved", Self::Moved), ("dropped", Self::Dropped)];
}

/// What became of a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By what it was said, and when.
    pub source: Provenance,
    /// How it ended.
    pub status: OutcomeStatus,
    /// The day, if stated.
    pub on: Option<Date>,
    /// The new window, if it was moved.
    pub window: Option<Window>,
    /// A remark.
    pub note: Option<String>,
}

/// Something expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// By what it was said, and when.
    pub source: Provenance,
    /// What.
    pub what: String,
    /// When; `None` when no date was given.
    pub window: Option<Window>,
    /// The wording of the time.
    pub as_said: Option<String>,
    /// What became of it, as far as public.
    pub outcome: Option<Outcome>,
    /// Whether its window had passed without an outcome at the edition's instant.
    pub overdue: bool,
    /// Where it is written.
    pub span: Span,
}

/// A candidate in one use, region and sponsorship: a row of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name within the candidate.
    pub id: String,
    /// What it is to treat.
    pub indication: String,
    /// Where, if stated.
    pub region: Option<String>,
    /// The program that it follows: an id or an indication of the same candidate.
    pub succeeds: Option<Spanned<String>>,
    /// What was said, newest first; never empty.
    pub history: Vec<Entry>,
    /// What is expected, newest said first.
    pub milestones: Vec<Milestone>,
    /// Where its name is written.
    pub span: Span,
}

impl Program {
    /// The newest thing said of it.
    #[must_use]
    pub fn newest(&self) -> Option<&Provenance> {
        self.sources().max_by_key(|source| source.published.instant())
    }

    /// By what anything was said of it.
    pub fn sources(&self) -> impl Iterator<Item = &Provenance> {
        let entries = self.history.iter().map(|entry| &entry.source);
        let milestones = self.milestones.iter().map(|milestone| &milestone.source);
        let outcomes = self
            .milestones
            .iter()
            .filter_map(|m| m.outcome.as_ref())
            .map(|outcome| &outcome.source);
        entries.chain(milestones).chain(outcomes)
    }
}

/// A drug candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The name of its file, which is its URL.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its programs, in the order of the file; never empty.
    pub programs: Vec<Program>,
    /// The files that it owns: name below its folder, and path in the site.
    pub files: BTreeMap<String, SitePath>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_are_in_order_and_climb_the_seven_steps() {
        assert!(Phase::ALL.windows(2).all(|pair| pair[0].1 < pair[1].1));
        let steps: Vec<u8> = Phase::ALL.iter().map(|(_, phase)| phase.step()).collect();
        assert_eq!(steps, [1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 7]);
        assert_eq!(Phase::TwoThree.label(), "Phase 2/3");
    }
}
