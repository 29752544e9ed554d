//! A chart prepared for drawing: its scale, its gaps and its printed labels.

use std::ops::Range;

use super::scale::Ruler;
use super::text::{places, printed};
use super::{Chart, Mark};

/// A chart together with what is computed from it once.
pub(super) struct Figure<'a> {
    /// The data.
    pub(super) chart: &'a Chart,
    /// The number of positions.
    pub(super) count: usize,
    /// The scale of the values.
    pub(super) ruler: Ruler,
    /// The newest position that has a mark.
    pub(super) newest: Option<usize>,
    /// Whether all bars hang: no value above zero, and some below.
    pub(super) hanging: bool,
}

impl<'a> Figure<'a> {
    /// Prepares a chart.
    pub(super) fn new(chart: &'a Chart) -> Self {
        let count = chart.axis.len();
        let marks = || chart.series.iter().flat_map(|series| series.marks.iter().take(count));
        let values: Vec<_> = marks().flatten().filter_map(|mark| mark.value).collect();
        let ruler = Ruler::new(&values, 5);
        let hanging = ruler.low < 0 && ruler.high == 0;
        let mut figure = Self { chart, count, ruler, newest: None, hanging };
        figure.newest = (0..count).rev().find(|at| figure.reported(*at));
        figure
    }

    /// The mark of a series at a position.
    pub(super) fn mark(&self, series: usize, position: usize) -> Option<&'a Mark> {
        self.chart.series.get(series)?.marks.get(position)?.as_ref()
    }

    /// The marks at a position with the numbers of their series.
    pub(super) fn marks(&self, position: usize) -> Vec<(usize, &'a Mark)> {
        let numbers = 0..self.chart.series.len();
        numbers.filter_map(|series| Some((series, self.mark(series, position)?))).collect()
    }

    /// Whether any series has a mark at a position.
    pub(super) fn reported(&self, position: usize) -> bool {
        (0..self.chart.series.len()).any(|series| self.mark(series, position).is_some())
    }

    /// Runs of positions for which a test holds.
    pub(super) fn runs(&self, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for position in (0..self.count).filter(|at| holds(*at)) {
            match runs.last_mut() {
                Some(run) if run.end == position => run.end += 1,
                _ => runs.push(position..position + 1),
            }
        }
        runs
    }

    /// Runs of positions at which nothing is reported.
    pub(super) fn gaps(&self) -> Vec<Range<usize>> {
        self.runs(|at| !self.reported(at))
    }

    /// Runs of positions of equal group, within a range.
    pub(super) fn groups(&self, within: Range<usize>) -> Vec<Range<usize>> {
        let group = |at: usize| self.chart.axis.words(at).1;
        let mut groups: Vec<Range<usize>> = Vec::new();
        for position in within {
            match groups.last_mut() {
                Some(run) if group(run.start) == group(position) => run.end += 1,
                _ => groups.push(position..position + 1),
            }
        }
        groups
    }

    /// The most marks that stand side by side at one position, at least one.
    pub(super) fn deepest(&self) -> i32 {
        let most = (0..self.count).map(|at| self.marks(at).len()).max().unwrap_or(1).max(1);
        i32::try_from(most).unwrap_or(1)
    }

    /// Whether there is anything to draw: a value other than zero.
    pub(super) fn has_extent(&self) -> bool {
        self.ruler.ticks.len() > 1 || self.hanging
    }

    /// Whether any mark is derived.
    pub(super) fn has_derived(&self) -> bool {
        (0..self.count).any(|at| self.marks(at).iter().any(|(_, mark)| mark.derived))
    }

    /// The printed label of a mark.
    pub(super) fn label(&self, mark: &Mark) -> String {
        let unit = &self.chart.unit;
        mark.value
            .map_or_else(|| "–".to_owned(), |value| printed(value, unit.divisor, unit.decimals))
    }

    /// The integer of a mark on the scale.
    pub(super) fn level(&self, mark: &Mark) -> i64 {
        mark.value.map_or(0, |value| self.ruler.count(value))
    }

    /// The printed label of a tick; all have the same number of decimals.
    pub(super) fn tick(&self, count: i64) -> String {
        let divisor = self.chart.unit.divisor;
        let values = self.ruler.ticks.iter().filter_map(|tick| self.ruler.value(*tick));
        let decimals = values.map(|value| places(value, divisor)).max().unwrap_or(0);
        let value = self.ruler.value(count);
        match value {
            Some(value) if value.is_zero() => "0".to_owned(),
            Some(value) => printed(value, divisor, decimals),
            None => String::new(),
        }
    }

    /// The words for a run within one group: "Q1", "Q3, Q4" or "Q1–Q4".
    pub(super) fn run_label(&self, run: &Range<usize>, joined: bool) -> String {
        let label = |at: usize| self.chart.axis.words(at).0;
        if run.len() <= 1 {
            label(run.start).to_owned()
        } else if joined && run.len() <= 3 {
            run.clone().map(label).collect::<Vec<_>>().join(", ")
        } else {
            format!("{}–{}", label(run.start), label(run.end - 1))
        }
    }

    /// The words for a run of any length with its groups: "Q3, Q4 2005" or "Q3 2005 – Q2 2006".
    pub(super) fn run_name(&self, run: &Range<usize>) -> String {
        let axis = &self.chart.axis;
        if self.groups(run.clone()).len() > 1 {
            let last = run.end.saturating_sub(1);
            return format!("{} – {}", axis.short(run.start), axis.short(last));
        }
        let group = axis.words(run.start).1;
        let label = self.run_label(run, true);
        if group.is_empty() { label } else { format!("{label} {group}") }
    }
}
