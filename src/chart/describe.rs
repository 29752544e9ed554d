//! The description: a chart in sentences, with every number.

use std::ops::Range;

use super::figure::Figure;
use super::text::spoken;
use super::{About, Mark, Series};

/// The description of a chart.
pub(super) fn describe(figure: &Figure<'_>) -> String {
    let mut parts = Vec::new();
    let gaps = figure.gaps();
    if figure.newest.is_none() {
        parts.push("No figures are reported.".to_owned());
    } else {
        for (number, series) in figure.chart.series.iter().enumerate() {
            parts.push(sentence(figure, number, series));
        }
        if !gaps.is_empty() {
            parts.push(format!("Not reported: {}.", runs(figure, &gaps)));
        }
    }
    for note in &figure.chart.notes {
        let name = figure.chart.axis.words(note.position).2;
        let text = note.text.trim();
        let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
        let head = match (note.about, name) {
            (About::Mark(_), "") => "Note".to_owned(),
            (About::Mark(_), name) => format!("Note on {name}"),
            (About::Undrawn, "") => "Not shown".to_owned(),
            (About::Undrawn, name) => format!("Not shown, {name}"),
        };
        parts.push(format!("{head}: {text}{stop}"));
    }
    parts.join(" ")
}

/// One series: its figures, then the positions at which it alone is missing.
fn sentence(figure: &Figure<'_>, number: usize, series: &Series) -> String {
    let spoken_unit = &figure.chart.unit.spoken;
    let figures: Vec<String> = (0..figure.count)
        .filter_map(|at| {
            let mark = figure.mark(number, at)?;
            Some(format!("{} {}", figure.chart.axis.words(at).2, said(figure, mark)))
        })
        .collect();
    if figures.is_empty() {
        return format!("{}: not reported.", series.name);
    }
    let missing = figure.runs(|at| figure.reported(at) && figure.mark(number, at).is_none());
    let tail = if missing.is_empty() {
        String::new()
    } else {
        format!(" {} not reported: {}.", series.name, runs(figure, &missing))
    };
    format!("{}, in {spoken_unit}: {}.{tail}", series.name, figures.join("; "))
}

/// A figure as spoken.
fn said(figure: &Figure<'_>, mark: &Mark) -> String {
    let unit = &figure.chart.unit;
    let value = mark
        .value
        .map_or_else(|| "nil".to_owned(), |value| spoken(value, unit.divisor, unit.decimals));
    if mark.derived { format!("{value} (derived)") } else { value }
}

/// Runs of positions by their full names.
fn runs(figure: &Figure<'_>, runs: &[Range<usize>]) -> String {
    let name = |at: usize| figure.chart.axis.words(at).2;
    let named = runs.iter().map(|run| {
        let last = run.end.saturating_sub(1);
        match run.len() {
            0 | 1 => name(run.start).to_owned(),
            2 => format!("{} and {}", name(run.start), name(last)),
            _ => format!("{} to {}", name(run.start), name(last)),
        }
    });
    named.collect::<Vec<_>>().join("; ")
}
