//! Bars lying down: the narrow drawing of periods, one row for each period or run of gaps.

use std::ops::Range;

use plotters::chart::ChartBuilder;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;

use super::backend::{Backend, Beam, Ink, Page, Trouble, stroke, write};
use super::figure::Figure;
use super::foot;
use super::place::Area;
use super::scale::Linear;
use super::svg::Made;
use super::text::{LINE, fit, width, wrap};
use super::tips::{self, Spot};

/// The width of the drawing.
const WIDE: i32 = 3400;

/// A row of the drawing.
enum Kind {
    /// The bars of one position.
    Bars(usize),
    /// A run of positions without figures.
    Gap(Range<usize>),
}

/// A row with its place and its notes.
struct Row {
    kind: Kind,
    top: i32,
    height: i32,
    notes: Vec<String>,
}

/// Where the bars of all rows go.
struct Ground<'p, 's> {
    page: &'p Page<'s>,
    area: DrawingArea<Backend<'s>, Cartesian2d<Linear, Linear>>,
    top: i32,
    zero: i32,
    left: i32,
}

/// How many rows of bars the chart would have.
pub(super) fn count(figure: &Figure<'_>) -> usize {
    (0..figure.count).filter(|at| figure.reported(*at)).count()
}

/// Draws the chart as bars lying down.
pub(super) fn draw(page: &Page<'_>, figure: &Figure<'_>, top: i32) -> Result<Made, Trouble> {
    let top = top + 20;
    let (left, from, to) = extent(figure);
    let span = i64::from(to - from) * -figure.ruler.low / (figure.ruler.high - figure.ruler.low);
    let rows = rows(figure, top, from + i32::try_from(span).unwrap_or(0));
    let height: i32 = rows.iter().map(|row| row.height).sum();
    let whole = page.clone().shrink((from, top), (to - from + 1, height + 1));
    let across = Linear { low: figure.ruler.low, high: figure.ruler.high, ticks: Vec::new() };
    let down = Linear { low: i64::from(height), high: 0, ticks: Vec::new() };
    let chart = ChartBuilder::on(&whole).build_cartesian_2d(across, down)?;
    let area = chart.plotting_area().clone();
    let zero = area.map_coordinate(&(0, 0)).0;
    let ground = Ground { page, area, top, zero, left };
    let mut spots = Vec::new();
    for row in &rows {
        match &row.kind {
            Kind::Bars(position) => spots.extend(bars(&ground, figure, row, *position)?),
            Kind::Gap(run) => gap(&ground, figure, row, run)?,
        }
    }
    let stray: Vec<String> = figure
        .chart
        .notes
        .iter()
        .filter(|note| !figure.reported(note.position))
        .map(|note| note.named(&figure.chart.axis.short(note.position)))
        .collect();
    let bottom = foot::paragraphs(page, &stray, WIDE, top + height)?;
    tips::draw(page, figure, (WIDE, bottom), &spots)?;
    Ok(Made { height: bottom, axis: 'x', zero, length: to - from })
}

/// The width of the names, and from where to where the bars may go.
fn extent(figure: &Figure<'_>) -> (i32, i32, i32) {
    let marked = || (0..figure.count).filter(|at| figure.reported(*at));
    let names = marked().map(|at| width(&figure.chart.axis.short(at))).max().unwrap_or(0);
    let left = names.min(1300) + 120;
    let widest = |negative: bool| {
        let marks = marked().flat_map(|at| figure.marks(at));
        let side = marks.filter(|(_, mark)| (figure.level(mark) < 0) == negative);
        side.map(|(_, mark)| width(&figure.label(mark)) + 70).max().unwrap_or(0)
    };
    let (before, after) = (widest(true), widest(false));
    if figure.hanging {
        return (left, left + before, WIDE - 10);
    }
    let gap = if figure.ruler.low < 0 { before } else { 0 };
    (left, left + gap, WIDE - after.max(30))
}

/// Lays out the rows.
fn rows(figure: &Figure<'_>, top: i32, zero: i32) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut y = top;
    let gaps = figure.gaps();
    for position in 0..figure.count {
        let gap = gaps.iter().find(|gap| gap.contains(&position));
        if gap.is_some_and(|gap| gap.start != position) {
            continue;
        }
        let (kind, bare) = match gap {
            Some(gap) => (Kind::Gap(gap.clone()), 290),
            None => (Kind::Bars(position), bare_height(figure)),
        };
        let notes = match kind {
            Kind::Gap(_) => Vec::new(),
            Kind::Bars(_) => notes(figure, position, zero),
        };
        let lines = i32::try_from(notes.len()).unwrap_or(0);
        let height = bare + lines * LINE + if lines > 0 { 60 } else { 0 };
        rows.push(Row { kind, top: y, height, notes });
        y += height;
    }
    rows
}

/// The height of a row of bars without its notes.
fn bare_height(figure: &Figure<'_>) -> i32 {
    match i32::try_from(figure.chart.series.len()).unwrap_or(1) {
        0 | 1 => 290,
        several => several * 190 + 130,
    }
}

/// The notes of a position, wrapped.
fn notes(figure: &Figure<'_>, position: usize, zero: i32) -> Vec<String> {
    let own = figure.chart.notes.iter().filter(|note| note.position == position);
    let room = zero.max(WIDE - zero) - 160;
    own.flat_map(|note| wrap(&note.beside(), room)).collect()
}

/// Draws the bars of one position with its name, values and notes; gives what can be pointed at.
fn bars(
    ground: &Ground<'_, '_>,
    figure: &Figure<'_>,
    row: &Row,
    position: usize,
) -> Result<Vec<Spot>, Trouble> {
    let several = figure.chart.series.len() > 1;
    let (thick, pitch, margin) = if several { (170, 190, 65) } else { (210, 210, 40) };
    let name = fit(&figure.chart.axis.short(position), ground.left - 100);
    let first = row.top + margin + thick / 2 + 45;
    write(ground.page, &name, Ink::Plain, HPos::Left, (0, first))?;
    let mut top = row.top + margin;
    let mut spots = Vec::new();
    for series in 0..figure.chart.series.len() {
        if let Some((from, to)) = bar(ground, figure, (series, position), (top, thick))? {
            let bar = Area { left: from.min(to), right: from.max(to), top, bottom: top + thick };
            let reach = Area { left: ground.left, right: WIDE, ..bar };
            spots.push(Spot { position, series, bar, reach, below: false });
        }
        top += pitch;
    }
    let mut base = top + 30;
    for line in &row.notes {
        base += LINE;
        let (x, anchor) = if ground.zero > WIDE / 2 {
            (ground.zero - 80, HPos::Right)
        } else {
            (ground.zero + 80, HPos::Left)
        };
        write(ground.page, line, Ink::Muted, anchor, (x, base - 50))?;
    }
    let ends = [(ground.zero, row.top), (ground.zero, row.top + row.height)];
    stroke(ground.page, &ends, Ink::Zero)?;
    Ok(spots)
}

/// Draws one bar with its value, and gives its ends; or says that it is not reported.
fn bar(
    ground: &Ground<'_, '_>,
    figure: &Figure<'_>,
    (series, position): (usize, usize),
    (top, thick): (i32, i32),
) -> Result<Option<(i32, i32)>, Trouble> {
    let base = top + thick / 2 + 45;
    let sign = |below: bool| if below { (-60, HPos::Right) } else { (60, HPos::Left) };
    let Some(mark) = figure.mark(series, position) else {
        let (shift, anchor) = sign(figure.hanging);
        write(ground.page, "not reported", Ink::Muted, anchor, (ground.zero + shift, base))?;
        return Ok(None);
    };
    let level = figure.level(mark);
    let middle = i64::from(top - ground.top);
    let beam = Beam {
        ends: [(0, middle), (level, middle)],
        across: (0, thick),
        lying: true,
        ink: Ink::series(series, mark.derived),
        nil: mark.value.is_none(),
        fact: &mark.fact,
    };
    ground.area.draw(&beam)?;
    let (shift, anchor) = sign(level < 0 || (figure.hanging && level == 0));
    let end = ground.area.map_coordinate(&(level, 0)).0;
    let ink = if figure.newest == Some(position) { Ink::Strong } else { Ink::Plain };
    write(ground.page, &figure.label(mark), ink, anchor, (end + shift, base))?;
    Ok(Some((ground.zero, end)))
}

/// Draws a run without figures.
fn gap(
    ground: &Ground<'_, '_>,
    figure: &Figure<'_>,
    row: &Row,
    run: &Range<usize>,
) -> Result<(), Trouble> {
    const SAID: &str = "not reported";
    let base = row.top + row.height / 2 + 45;
    let name = figure.run_name(run);
    let (x, anchor, from) = if figure.hanging {
        (ground.zero - 80, HPos::Right, ground.zero - 80 - width(SAID))
    } else {
        (ground.zero + 80, HPos::Left, ground.zero)
    };
    if width(&name) <= from - 80 {
        let ends = [(ground.zero, row.top + 30), (ground.zero, row.top + row.height - 30)];
        stroke(ground.page, &ends, Ink::Dots)?;
        write(ground.page, &name, Ink::Muted, HPos::Left, (0, base))?;
        return write(ground.page, SAID, Ink::Muted, anchor, (x, base));
    }
    let both = fit(&format!("{name}: {SAID}"), WIDE - 40);
    write(ground.page, &both, Ink::Muted, HPos::Left, (0, base))
}
