//! Annotations beside columns.

use plotters::style::text_anchor::HPos;

use super::backend::{Ink, Trouble, stroke, write};
use super::columns::Plan;
use super::place::Area;
use super::svg::Form;
use super::text::{FALL, LINE, RISE, width, wrap};

/// How far a note stands from its column.
const APART: i32 = 240;

/// A place found for a note.
struct Found {
    lines: Vec<String>,
    area: Area,
    anchor: HPos,
}

/// Writes the notes beside their columns where there is room, and leaves the rest for the foot.
pub(super) fn beside(plan: &mut Plan<'_, '_, '_>) -> Result<(), Trouble> {
    for note in &plan.figure.chart.notes {
        let bar = bar(plan, note.position);
        let found = bar.and_then(|bar| find(plan, &bar, &note.text).map(|found| (bar, found)));
        match found {
            Some((bar, found)) if plan.form != Form::Narrow => draw(plan, &bar, &found)?,
            _ => {
                let name = plan.figure.chart.axis.short(note.position);
                let head = if name.is_empty() { name } else { format!("{name}: ") };
                plan.beneath.push(format!("{head}{}", note.text));
            }
        }
    }
    Ok(())
}

/// The tallest column at a position.
fn bar(plan: &Plan<'_, '_, '_>, position: usize) -> Option<Area> {
    let bars = plan.bars.iter().filter(|(at, _, _)| *at == position).map(|(_, _, bar)| *bar);
    bars.max_by_key(|bar| bar.bottom - bar.top)
}

/// Looks for a free place: wide blocks first, right before left, near the middle of the column.
fn find(plan: &Plan<'_, '_, '_>, bar: &Area, text: &str) -> Option<Found> {
    let right = plan.bars.iter().map(|(_, _, other)| other);
    let group = right.filter(|other| other.left < bar.right + 20 && bar.left < other.right + 20);
    let (near, far) = group.fold((bar.left, bar.right), |(near, far), other| {
        (near.min(other.left), far.max(other.right))
    });
    for room in [2700, 2200, 1800, 1400, 1100] {
        let lines = wrap(text, room);
        let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        let tall = LINE * i32::try_from(lines.len()).unwrap_or(1) - LINE + RISE + FALL;
        for (left, anchor) in [(far + APART, HPos::Left), (near - APART - wide, HPos::Right)] {
            let free = tops(plan, bar, tall).into_iter().find_map(|top| {
                let area = Area { left, top, right: left + wide, bottom: top + tall };
                let inside = left >= plan.field.left && area.right <= plan.field.right;
                (inside && plan.taken.is_free(&area.grown(40))).then_some(area)
            });
            if let Some(area) = free {
                return Some(Found { lines, area, anchor });
            }
        }
    }
    None
}

/// Where the top of a block may stand, the best first.
fn tops(plan: &Plan<'_, '_, '_>, bar: &Area, tall: i32) -> Vec<i32> {
    let best = i32::midpoint(bar.top, bar.bottom) - tall / 2;
    let (first, last) = (plan.field.top.max(bar.top - tall / 2), plan.field.bottom - tall);
    let last = last.min(bar.bottom - tall / 2);
    let steps = 0..=60;
    let shifts = steps.flat_map(|step| [step * 50, -step * 50]);
    shifts.map(|shift| best + shift).filter(|top| (first..=last).contains(top)).collect()
}

/// Writes a note with a bracket that points at its column.
fn draw(plan: &mut Plan<'_, '_, '_>, bar: &Area, found: &Found) -> Result<(), Trouble> {
    let area = found.area;
    let mut base = area.top + RISE;
    let (x, rule, tip) = match found.anchor {
        HPos::Right => (area.right, area.right + 100, bar.left - 50),
        _ => (area.left, area.left - 100, bar.right + 50),
    };
    for line in &found.lines {
        write(plan.page, line, Ink::Plain, found.anchor, (x, base))?;
        base += LINE;
    }
    let middle = i32::midpoint(area.top, area.bottom).clamp(bar.top, bar.bottom.max(bar.top));
    stroke(plan.page, &[(rule, area.top), (rule, area.bottom)], Ink::Tick)?;
    stroke(plan.page, &[(tip, middle), (rule, middle)], Ink::Tick)?;
    plan.taken.take(area);
    Ok(())
}
