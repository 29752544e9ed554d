//! Annotations beside columns.

use plotters::style::text_anchor::HPos;

use super::backend::{Ink, Trouble, stroke, write};
use super::columns::Plan;
use super::labels;
use super::place::Area;
use super::svg::Form;
use super::text::{FALL, LINE, RISE, width, wrap};
use super::{About, Note};

/// How far a note stands from what it points at.
const APART: i32 = 240;

/// How far a note stands from its rule.
const RULED: i32 = 100;

/// How much a note keeps clear of all else.
const CLEAR: i32 = 100;

/// What a note points at.
struct Target {
    /// Between which ends its leader may meet it.
    area: Area,
    /// How far its leader stays away from it.
    apart: i32,
    /// From where to where columns stand beside it.
    beside: (i32, i32),
    /// Where the top of a block of some height may stand: the first, the best and the last.
    tops: fn(&Plan<'_, '_, '_>, &Area, i32) -> [i32; 3],
    /// Lines over a whole position.
    bracket: Vec<(i32, i32)>,
}

/// A place found for a note.
struct Found {
    lines: Vec<String>,
    area: Area,
    anchor: HPos,
    /// From the target to the rule, at one height.
    leader: [(i32, i32); 2],
}

/// Writes the notes beside their columns where there is room, and leaves the rest for the foot.
pub(super) fn beside(plan: &mut Plan<'_, '_, '_>) -> Result<(), Trouble> {
    for note in &plan.figure.chart.notes {
        let target = target(plan, note).filter(|_| plan.form != Form::Narrow);
        let found = target.and_then(|to| find(plan, &to, &note.beside()).map(|found| (to, found)));
        if let Some((target, found)) = found {
            draw(plan, &target, &found)?;
        } else {
            let name = plan.figure.chart.axis.short(note.position);
            plan.beneath.push(note.named(&name));
        }
    }
    Ok(())
}

/// What a note points at, if it is drawn and has room.
fn target(plan: &Plan<'_, '_, '_>, note: &Note) -> Option<Target> {
    let mut own = plan.bars.iter().filter(|(at, ..)| *at == note.position);
    match note.about {
        About::Mark(series) => {
            let (.., bar) = own.find(|(_, drawn, _)| *drawn == series)?;
            Some(mark(plan, *bar))
        }
        About::Undrawn => {
            let around = |one: Area, two: Area| Area {
                left: one.left.min(two.left),
                top: one.top.min(two.top),
                right: one.right.max(two.right),
                bottom: one.bottom.max(two.bottom),
            };
            whole(plan, own.map(|(_, _, bar)| *bar).reduce(around)?)
        }
    }
}

/// A column.
fn mark(plan: &Plan<'_, '_, '_>, bar: Area) -> Target {
    let others = plan.bars.iter().map(|(_, _, other)| other);
    let group = others.filter(|other| other.left < bar.right + 20 && bar.left < other.right + 20);
    let beside = group.fold((bar.left, bar.right), |(near, far), other| {
        (near.min(other.left), far.max(other.right))
    });
    let tops = |plan: &Plan<'_, '_, '_>, bar: &Area, tall: i32| {
        let first = plan.field.top.max(bar.top - tall / 2);
        let last = (plan.field.bottom - tall).min(bar.bottom - tall / 2);
        [first, i32::midpoint(bar.top, bar.bottom) - tall / 2, last]
    };
    Target { area: bar, apart: 50, beside, tops, bracket: Vec::new() }
}

/// All columns of a position, under a bracket above their values. Where columns hang, there is no room for one.
fn whole(plan: &Plan<'_, '_, '_>, columns: Area) -> Option<Target> {
    let Area { left, right, top, .. } = columns;
    let level = top - labels::ABOVE - RISE - 70;
    let bracket = vec![(left, level + 40), (left, level), (right, level), (right, level + 40)];
    let area = Area { left, top: level, right, bottom: level };
    let covered = Area { bottom: level + 40, ..area };
    let tops = |plan: &Plan<'_, '_, '_>, level: &Area, tall: i32| {
        let first = (plan.field.top - RISE).max(level.top - tall);
        // The first line stands level with the bracket.
        [first, (level.top - i32::midpoint(RISE, FALL)).max(first), level.top.max(first)]
    };
    let free = !plan.figure.hanging && plan.taken.is_free(&covered);
    free.then_some(Target { area, apart: 0, beside: (left, right), tops, bracket })
}

/// Looks for a free place: wide blocks first, right before left, the best height first.
fn find(plan: &Plan<'_, '_, '_>, target: &Target, text: &str) -> Option<Found> {
    let (near, far) = target.beside;
    for room in [2700, 2200, 1800, 1400, 1100] {
        let lines = wrap(text, room);
        let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        let tall = LINE * i32::try_from(lines.len()).unwrap_or(1) - LINE + RISE + FALL;
        for (left, anchor) in [(far + APART, HPos::Left), (near - APART - wide, HPos::Right)] {
            let found = tops(plan, target, tall).into_iter().find_map(|top| {
                let area = Area { left, top, right: left + wide, bottom: top + tall };
                let inside = left >= plan.field.left && area.right <= plan.field.right;
                let leader = leader(target, &area, anchor);
                let [(from, level), (to, _)] = leader;
                let (top, bottom) = (level - 10, level + 10);
                let line = Area { left: from.min(to), top, right: from.max(to), bottom };
                let free = plan.taken.is_free(&area.grown(CLEAR)) && plan.taken.is_free(&line);
                (inside && free).then_some((area, leader))
            });
            if let Some((area, leader)) = found {
                return Some(Found { lines, area, anchor, leader });
            }
        }
    }
    None
}

/// Where the top of a block may stand, the best first.
fn tops(plan: &Plan<'_, '_, '_>, target: &Target, tall: i32) -> Vec<i32> {
    let [first, best, last] = (target.tops)(plan, &target.area, tall);
    let shifts = (0..=60).flat_map(|step| [step * 50, -step * 50]);
    shifts.map(|shift| best + shift).filter(|top| (first..=last).contains(top)).collect()
}

/// The line from a target to the rule of a block beside it.
fn leader(target: &Target, block: &Area, anchor: HPos) -> [(i32, i32); 2] {
    let to = target.area;
    let level = i32::midpoint(block.top, block.bottom).clamp(to.top, to.bottom.max(to.top));
    match anchor {
        HPos::Right => [(to.left - target.apart, level), (block.right + RULED, level)],
        _ => [(to.right + target.apart, level), (block.left - RULED, level)],
    }
}

/// Writes a note with a rule beside it and a line to what it points at.
fn draw(plan: &mut Plan<'_, '_, '_>, target: &Target, found: &Found) -> Result<(), Trouble> {
    let area = found.area;
    let mut base = area.top + RISE;
    let x = if matches!(found.anchor, HPos::Right) { area.right } else { area.left };
    for line in &found.lines {
        write(plan.page, line, Ink::Plain, found.anchor, (x, base))?;
        base += LINE;
    }
    let [(_, level), (rule, _)] = found.leader;
    let ends = [(rule, area.top.min(level)), (rule, area.bottom.max(level))];
    stroke(plan.page, &ends, Ink::Tick)?;
    stroke(plan.page, &found.leader, Ink::Tick)?;
    plan.taken.take(area.grown(RULED));
    if let [first, .., last] = target.bracket.as_slice() {
        stroke(plan.page, &target.bracket, Ink::Tick)?;
        let (top, bottom) = (target.area.top, first.1);
        plan.taken.take(Area { left: first.0, top, right: last.0, bottom });
    }
    Ok(())
}
