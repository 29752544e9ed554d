//! What stands beneath a drawing of columns: missing series, and notes that found no room.

use std::ops::Range;

use plotters::style::text_anchor::HPos;

use super::backend::{Ink, Page, Trouble, stroke, write};
use super::columns::Plan;
use super::text::{LINE, RISE, width, wrap};

/// Draws the foot; gives the bottom of the drawing.
pub(super) fn draw(plan: &mut Plan<'_, '_, '_>, base: i32) -> Result<i32, Trouble> {
    let mut base = base;
    let mut lines = Vec::new();
    if plan.figure.newest.is_some() {
        for number in 0..plan.figure.chart.series.len() {
            let (bottom, line) = missing(plan, number, base)?;
            base = bottom;
            lines.extend(line);
        }
    }
    lines.append(&mut plan.beneath);
    paragraphs(plan.page, &lines, plan.form.width(), base)
}

/// Writes paragraphs from the left edge; gives their bottom.
pub(super) fn paragraphs(
    page: &Page<'_>,
    paragraphs: &[String],
    wide: i32,
    top: i32,
) -> Result<i32, Trouble> {
    let mut base = top;
    for text in paragraphs {
        base += 60;
        for line in wrap(text, wide.min(6400)) {
            base += LINE;
            write(page, &line, Ink::Muted, HPos::Left, (0, base))?;
        }
    }
    Ok(base + 30)
}

/// Says where one series is missing while others are reported: a bracket if it is one run.
fn missing(
    plan: &Plan<'_, '_, '_>,
    number: usize,
    base: i32,
) -> Result<(i32, Option<String>), Trouble> {
    let figure = plan.figure;
    let runs = figure.runs(|at| figure.mark(number, at).is_none());
    let name = figure.chart.series.get(number).map_or("", |series| series.name.as_str());
    let alone = |run: &Range<usize>| run.clone().any(|at| figure.reported(at));
    let runs: Vec<_> = runs.into_iter().filter(alone).collect();
    let words = format!("{name} not reported");
    let [run] = runs.as_slice() else {
        let named = || runs.iter().map(|run| figure.run_name(run)).collect::<Vec<_>>();
        let line = (!runs.is_empty()).then(|| format!("{words}: {}.", named().join("; ")));
        return Ok((base, line));
    };
    let (left, right) = ends(plan, run);
    let mut lines = wrap(&words, right - left + 200);
    if let [first, _] = lines.as_slice() {
        // The lines as even as they can be.
        let rooms = (0..width(first)).step_by(20).map(|room| wrap(&words, room));
        let mut even = rooms.filter(|lines| lines.len() == 2 && lines.join(" ") == words);
        lines = even.next().unwrap_or(lines);
    }
    if lines.len() > 2 || right - left < 300 || lines.join(" ") != words {
        return Ok((base, Some(format!("{words}: {}.", figure.run_name(run)))));
    }
    let (top, rule) = (base + 90, base + 150);
    stroke(plan.page, &[(left, top), (left, rule), (right, rule), (right, top)], Ink::Tick)?;
    let mut base = rule + RISE + 80 - LINE;
    for line in &lines {
        base += LINE;
        let at = (plan.inside(i32::midpoint(left, right), line), base);
        write(plan.page, line, Ink::Muted, HPos::Center, at)?;
    }
    Ok((base + 20, None))
}

/// The outer edges of the columns of a run.
fn ends(plan: &Plan<'_, '_, '_>, run: &Range<usize>) -> (i32, i32) {
    let first = plan.centre(run.start);
    let last = plan.centre(run.end.saturating_sub(1));
    let bars = plan.bars.iter().filter(|(at, _, _)| run.contains(at));
    bars.fold((first, last), |(left, right), (_, _, bar)| {
        (left.min(bar.left), right.max(bar.right))
    })
}
