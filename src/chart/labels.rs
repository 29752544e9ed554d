//! The words of a drawing of columns: values, positions and gaps.

use std::ops::Range;

use plotters::style::text_anchor::HPos;

use super::Axis;
use super::backend::{Ink, Trouble, stroke, write};
use super::columns::{Plan, lines_height};
use super::figure::Figure;
use super::place::{Area, Taken};
use super::svg::Form;
use super::text::{FALL, LINE, RISE, fit, width};

/// How far a value stands above its column.
pub(super) const ABOVE: i32 = 60;

/// Above this many positions, labels are thinned to every second, third and so on.
const CROWD: usize = 24;

/// The height of the axis labels when they stand above hanging columns.
pub(super) fn depth(_: &Figure<'_>, _: Form) -> i32 {
    lines_height(2)
}

/// Prints the values at the ends of their columns, newest first, where there is room.
pub(super) fn values(plan: &mut Plan<'_, '_, '_>) -> Result<(), Trouble> {
    let figure = plan.figure;
    let step = step(plan);
    for (position, series, bar) in plan.bars.clone().into_iter().rev() {
        let newest = figure.newest.unwrap_or(position);
        let Some(mark) = figure.mark(series, position) else { continue };
        if newest.saturating_sub(position) % step > 0 {
            continue;
        }
        let label = figure.label(mark);
        let level = figure.level(mark);
        let below = level < 0 || (figure.hanging && level == 0);
        let base = if below { bar.bottom + RISE + 50 } else { bar.top - ABOVE };
        let middle = i32::midpoint(bar.left, bar.right);
        let half = width(&label) / 2;
        let middle = middle.min(plan.form.width() - half).max(half + (plan.field.left - 60).max(0));
        let area = Area::of_text(&label, HPos::Center, (middle, base));
        if plan.taken.claim_number(area, &label) {
            let ink = if position == newest { Ink::Strong } else { Ink::Plain };
            write(plan.page, &label, ink, HPos::Center, (middle, base))?;
        }
    }
    Ok(())
}

/// Every how many positions carry a value.
fn step(plan: &Plan<'_, '_, '_>) -> usize {
    let figure = plan.figure;
    if figure.count <= CROWD {
        return 1;
    }
    let labels = (0..figure.count).flat_map(|at| figure.marks(at));
    let widest = labels.map(|(_, mark)| width(&figure.label(mark))).max().unwrap_or(0) + 40;
    let room = plan.rooms.iter().min().copied().unwrap_or(1).max(1);
    usize::try_from((widest + room - 1) / room).unwrap_or(1).max(1)
}

/// The baselines of the labels of positions and of their groups.
fn baselines(plan: &Plan<'_, '_, '_>) -> (i32, i32) {
    if plan.figure.hanging {
        let group = plan.field.top - lines_height(2) + RISE;
        return (group + LINE + 30, group);
    }
    let room = if plan.figure.ruler.low < 0 { 220 } else { 50 };
    let label = plan.field.bottom + room + RISE + 40;
    (label, label + LINE + 20)
}

/// Prints the labels of the positions; gives the bottom of the drawing so far.
pub(super) fn positions(plan: &mut Plan<'_, '_, '_>) -> Result<i32, Trouble> {
    let mut taken = Taken::default();
    let bottom = match plan.figure.chart.axis {
        Axis::Dates(_) => dates(plan, &mut taken)?,
        Axis::Periods(_) => periods(plan, &mut taken)?,
    };
    let ink = plan.field.bottom + if plan.figure.ruler.low < 0 { 220 } else { 0 };
    let lowest = plan.taken.bottom().max(plan.field.bottom + 80);
    Ok(if plan.figure.hanging { lowest } else { bottom.max(ink) })
}

/// Dates: two lines under each column, newest first where they are close.
fn dates(plan: &mut Plan<'_, '_, '_>, taken: &mut Taken) -> Result<i32, Trouble> {
    let (mut upper, mut lower) = baselines(plan);
    if plan.figure.hanging {
        (upper, lower) = (lower, upper - 10);
    } else {
        lower = upper + LINE - 10;
    }
    for position in (0..plan.figure.count).rev() {
        let (label, group, _) = plan.figure.chart.axis.words(position);
        let label = &fit(label, plan.form.width() / 3);
        let group = &fit(group, plan.form.width() / 3);
        let longer = if width(label) > width(group) { label } else { group };
        let at = plan.inside(plan.centre(position), longer);
        let half = width(longer) / 2;
        let area = Area { left: at - half - 15, right: at + half + 15, top: upper, bottom: lower };
        if taken.claim(area) {
            write(plan.page, label, Ink::Muted, HPos::Center, (at, upper))?;
            write(plan.page, group, Ink::Muted, HPos::Center, (at, lower))?;
        }
    }
    Ok(lower + FALL)
}

/// Periods: a label for each slot if all fit, and each group once.
fn periods(plan: &mut Plan<'_, '_, '_>, taken: &mut Taken) -> Result<i32, Trouble> {
    let (label, mut group) = baselines(plan);
    let figure = plan.figure;
    let fits = |at: usize| width(figure.chart.axis.words(at).0) + 60 <= plan.room(at);
    if (0..figure.count).all(fits) {
        for position in (0..figure.count).filter(|at| figure.reported(*at)) {
            let words = figure.chart.axis.words(position).0;
            let at = (plan.centre(position), label);
            write(plan.page, words, Ink::Muted, HPos::Center, at)?;
        }
        for part in figure.gaps().into_iter().flat_map(|gap| figure.groups(gap)) {
            gap_label(plan, &part, label)?;
        }
    } else if !figure.hanging {
        group = label + 40;
        boundaries(plan)?;
    } else {
        boundaries(plan)?;
    }
    for run in figure.groups(0..figure.count).into_iter().rev() {
        let name = figure.chart.axis.words(run.start).1;
        let name = &fit(name, plan.form.width() / 3);
        let at = (plan.inside(middle(plan, &run), name), group);
        if !name.is_empty() && taken.claim(Area::of_text(name, HPos::Center, at).grown(25)) {
            write(plan.page, name, Ink::Strong, HPos::Center, at)?;
        }
    }
    Ok(group + FALL)
}

/// Short ticks between groups, for axes too dense for labels.
fn boundaries(plan: &Plan<'_, '_, '_>) -> Result<(), Trouble> {
    let edge = if plan.figure.hanging { plan.field.top } else { plan.field.bottom };
    let end = if plan.figure.hanging { edge - 60 } else { edge + 60 };
    let extra = if plan.figure.ruler.low < 0 && !plan.figure.hanging { 220 } else { 0 };
    for run in plan.figure.groups(0..plan.figure.count) {
        let x = plan.centre(run.start) - plan.room(run.start) / 2;
        stroke(plan.page, &[(x, edge + extra), (x, end + extra)], Ink::Tick)?;
    }
    Ok(())
}

/// The middle of a run of positions.
fn middle(plan: &Plan<'_, '_, '_>, run: &Range<usize>) -> i32 {
    i32::midpoint(plan.centre(run.start), plan.centre(run.end.saturating_sub(1)))
}

/// The extent of a run of positions, with half the room of its ends.
fn extent(plan: &Plan<'_, '_, '_>, run: &Range<usize>) -> (i32, i32) {
    let last = run.end.saturating_sub(1);
    let left = plan.centre(run.start) - plan.room(run.start) / 2;
    (left, plan.centre(last) + plan.room(last) / 2)
}

/// The label of missing periods within one group.
fn gap_label(plan: &Plan<'_, '_, '_>, run: &Range<usize>, base: i32) -> Result<(), Trouble> {
    let (left, right) = extent(plan, run);
    let choices = [plan.figure.run_label(run, true), plan.figure.run_label(run, false)];
    match choices.iter().find(|words| width(words) + 60 <= right - left) {
        Some(words) => write(plan.page, words, Ink::Muted, HPos::Center, (middle(plan, run), base)),
        None => Ok(()),
    }
}

/// Marks runs without any figure by a dotted line, and says so.
pub(super) fn gaps(plan: &mut Plan<'_, '_, '_>) -> Result<(), Trouble> {
    let mut unsaid = false;
    if plan.figure.newest.is_none() {
        return Ok(());
    }
    let below = if plan.figure.hanging { 1 } else { -1 };
    let level = plan.zero + 140 * below;
    for run in plan.figure.gaps() {
        let (left, right) = extent(plan, &run);
        let (left, right) = (left.max(plan.field.left), right.min(plan.field.right));
        let trim = (right - left) * 8 / 100;
        stroke(plan.page, &[(left + trim, level), (right - trim, level)], Ink::Dots)?;
        let base = if below > 0 { level + RISE + 60 } else { level - 70 };
        let at = (i32::midpoint(left, right), base);
        let area = Area::of_text("not reported", HPos::Center, at);
        let inside = area.left > plan.field.left && area.right < plan.field.right;
        if inside && plan.taken.claim(area) {
            write(plan.page, "not reported", Ink::Muted, HPos::Center, at)?;
        } else {
            unsaid = true;
        }
        plan.taken.take(Area { left, right, top: level - 10, bottom: level + 10 });
    }
    if unsaid {
        plan.beneath.push("Dotted line: not reported.".to_owned());
    }
    Ok(())
}
