//! Columns: the wide drawing of all charts and the narrow one of dates and of long rows.

use plotters::chart::ChartBuilder;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::style::TRANSPARENT;
use plotters::style::text_anchor::HPos;

use super::Axis;
use super::backend::{Backend, Beam, Ink, Page, Trouble, stroke, write};
use super::figure::Figure;
use super::place::{Area, Taken};
use super::scale::Linear;
use super::svg::{Form, Made};
use super::text::{LINE, width};
use super::tips::{self, Spot};
use super::{foot, labels, notes};

/// The part of a page that maps positions and values to coordinates.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Linear, Linear>>;

/// A drawing of columns under way.
pub(super) struct Plan<'f, 'p, 's> {
    /// The data.
    pub(super) figure: &'f Figure<'f>,
    /// The page.
    pub(super) page: &'p Page<'s>,
    /// The form being drawn.
    pub(super) form: Form,
    /// The field of the columns.
    pub(super) field: Area,
    /// Where zero stands.
    pub(super) zero: i32,
    /// Where each position stands.
    pub(super) centres: Vec<i32>,
    /// The width each position has to itself.
    pub(super) rooms: Vec<i32>,
    /// What must not be covered.
    pub(super) taken: Taken,
    /// Each mark: position, series and rectangle.
    pub(super) bars: Vec<(usize, usize, Area)>,
    /// Lines of text that go beneath the drawing.
    pub(super) beneath: Vec<String>,
}

impl Plan<'_, '_, '_> {
    /// The centre of a position.
    pub(super) fn centre(&self, position: usize) -> i32 {
        self.centres.get(position).copied().unwrap_or(self.field.left)
    }

    /// The nearest place to a point at which centred words stay within the drawing.
    pub(super) fn inside(&self, middle: i32, words: &str) -> i32 {
        let half = (width(words) + 1) / 2;
        middle.min(self.form.width() - half).max(half)
    }

    /// The room of a position.
    pub(super) fn room(&self, position: usize) -> i32 {
        self.rooms.get(position).copied().unwrap_or(0)
    }
}

/// Draws the chart as columns.
pub(super) fn draw(
    page: &Page<'_>,
    figure: &Figure<'_>,
    form: Form,
    top: i32,
) -> Result<Made, Trouble> {
    let field = field(figure, form, top);
    let area = mesh(page, figure, form, field)?;
    let mut plan = plan(page, figure, form, field, &area);
    bars(&mut plan, &area)?;
    labels::values(&mut plan)?;
    let mut base = labels::positions(&mut plan)?;
    labels::gaps(&mut plan)?;
    notes::beside(&mut plan)?;
    if figure.newest.is_none() {
        let middle = i32::midpoint(field.left, field.right);
        let at = (middle, i32::midpoint(field.top, field.bottom));
        write(page, "no figures reported", Ink::Muted, HPos::Center, at)?;
    }
    stroke(page, &[(field.left, plan.zero), (field.right, plan.zero)], Ink::Zero)?;
    base = foot::draw(&mut plan, base)?;
    tips::draw(page, figure, (form.width(), base), &spots(&plan))?;
    Ok(Made { height: base, axis: 'y', zero: plan.zero, length: field.bottom - field.top })
}

/// Whether the values are printed on an axis too: in narrow drawings only if columns are many.
fn has_axis(figure: &Figure<'_>, form: Form) -> bool {
    figure.newest.is_some() && (form != Form::Narrow || figure.count > 8)
}

/// Where the columns go: room for labels all round is set aside.
fn field(figure: &Figure<'_>, form: Form, top: i32) -> Area {
    let ticks = figure.ruler.ticks.iter().map(|at| width(&figure.tick(*at))).max().unwrap_or(0);
    let left = if has_axis(figure, form) { ticks + 100 } else { 0 };
    let above = if figure.hanging { labels::depth(figure, form) } else { 220 };
    let tall = match form {
        _ if !figure.has_extent() => 900,
        Form::Narrow => 2300,
        _ => 2620,
    };
    let top = top + above;
    Area { left, top, right: form.width(), bottom: top + tall }
}

/// Sets up the coordinates and draws the grid with the labels of the values.
fn mesh<'s>(
    page: &Page<'s>,
    figure: &Figure<'_>,
    form: Form,
    field: Area,
) -> Result<Field<'s>, Trouble> {
    let Area { left, top, right, bottom } = field;
    let whole = page.clone().shrink((0, top), (right + 1, bottom - top + 1));
    let ruler = &figure.ruler;
    let across = Linear { low: 0, high: axis_span(figure, right - left), ticks: Vec::new() };
    let up = Linear { low: ruler.low, high: ruler.high, ticks: ruler.ticks.clone() };
    let mut builder = ChartBuilder::on(&whole);
    let mut chart = builder.y_label_area_size(left).build_cartesian_2d(across, up)?;
    if has_axis(figure, form) {
        let label = |count: &i64| figure.tick(*count);
        chart
            .configure_mesh()
            .disable_x_mesh()
            .axis_style(TRANSPARENT)
            .light_line_style(TRANSPARENT)
            .bold_line_style(Ink::Grid.style())
            .set_all_tick_mark_size(40)
            .label_style(Ink::Muted.letters(HPos::Right))
            .y_label_formatter(&label)
            .draw()?;
    }
    Ok(chart.plotting_area().clone())
}

/// The first day and the number of days of a date axis.
fn days(figure: &Figure<'_>) -> Option<(i64, i64)> {
    let Axis::Dates(dates) = &figure.chart.axis else { return None };
    let first = dates.iter().map(|date| date.day).min()?;
    let last = dates.iter().map(|date| date.day).max()?;
    Some((first, last.saturating_sub(first).min(1_000_000_000)))
}

/// The extent of the horizontal coordinate: half slots, or days times tenths.
fn axis_span(figure: &Figure<'_>, wide: i32) -> i64 {
    match days(figure) {
        Some((_, span)) if span > 0 => span * i64::from(wide),
        Some(_) => 2,
        None => i64::try_from(2 * figure.count.max(1)).unwrap_or(2),
    }
}

/// Where a position stands on the horizontal coordinate.
fn spot(figure: &Figure<'_>, position: usize, wide: i32, inset: i32) -> i64 {
    let slot = i64::try_from(2 * position + 1).unwrap_or(1);
    let (Axis::Dates(dates), Some((first, span))) = (&figure.chart.axis, days(figure)) else {
        return slot;
    };
    if span == 0 {
        return 1;
    }
    let day = dates.get(position).map_or(0, |date| date.day.saturating_sub(first).min(span));
    span * i64::from(inset) + day * i64::from(wide - 2 * inset)
}

/// How far the first and last columns of a date axis stand from the edges.
fn inset(figure: &Figure<'_>, form: Form) -> i32 {
    let label = |at: usize| width(figure.chart.axis.words(at).0);
    let ends = label(0).max(label(figure.count.saturating_sub(1)));
    let share = form.width() / i32::try_from(figure.count.max(1)).unwrap_or(1);
    let columns = (widest(figure, form) * figure.deepest()).min(share);
    ends.max(columns) / 2 + if form == Form::Narrow { 0 } else { 60 }
}

/// The greatest width of a column.
fn widest(figure: &Figure<'_>, form: Form) -> i32 {
    match (form, figure.deepest()) {
        (Form::Narrow, 1) => 340,
        (Form::Narrow, _) => 250,
        (_, 1) => 520,
        (_, _) => 360,
    }
}

/// Maps all positions.
fn plan<'f, 'p, 's>(
    page: &'p Page<'s>,
    figure: &'f Figure<'f>,
    form: Form,
    field: Area,
    area: &Field<'s>,
) -> Plan<'f, 'p, 's> {
    let wide = field.right - field.left;
    let inset = inset(figure, form);
    let place = |at: usize| area.map_coordinate(&(spot(figure, at, wide, inset), 0)).0;
    let centres: Vec<i32> = (0..figure.count).map(place).collect();
    let near = |at: &i32| {
        let others = centres.iter().map(|other| (other - at).abs()).filter(|apart| *apart > 0);
        others.min().unwrap_or(wide)
    };
    let slot = wide / i32::try_from(figure.count.max(1)).unwrap_or(1);
    let rooms = match figure.chart.axis {
        Axis::Dates(_) => centres.iter().map(near).collect(),
        Axis::Periods(_) => centres.iter().map(|_| slot).collect(),
    };
    let zero = area.map_coordinate(&(0, 0)).1;
    let (taken, bars, beneath) = (Taken::default(), Vec::new(), Vec::new());
    Plan { figure, page, form, field, zero, centres, rooms, taken, bars, beneath }
}

/// The width of a column at a position; equal for all unless some stand very close.
fn thickness(plan: &Plan<'_, '_, '_>, position: usize) -> i32 {
    let count = plan.figure.deepest();
    let share = if count == 1 { 60 } else { 90 };
    let most = widest(plan.figure, plan.form);
    let closest = plan.rooms.iter().min().copied().unwrap_or(0) * share / 100 / count;
    if closest >= 80 {
        return closest.min(most);
    }
    (plan.room(position) * share / 100 / count).clamp(4, most)
}

/// Draws the columns.
fn bars(plan: &mut Plan<'_, '_, '_>, area: &Field<'_>) -> Result<(), Trouble> {
    let figure = plan.figure;
    let wide = plan.field.right - plan.field.left;
    let inset = inset(figure, plan.form);
    for position in 0..figure.count {
        let marks = figure.marks(position);
        let thick = thickness(plan, position);
        let gap = if thick >= 60 && marks.len() > 1 { 10 } else { 0 };
        let mut from = -(thick * i32::try_from(marks.len()).unwrap_or(1) - gap) / 2;
        for (series, mark) in marks {
            let spot = spot(figure, position, wide, inset);
            let beam = Beam {
                ends: [(spot, 0), (spot, figure.level(mark))],
                across: (from, from + thick - gap),
                lying: false,
                ink: Ink::series(series, mark.derived),
                nil: mark.value.is_none(),
                fact: &mark.fact,
            };
            area.draw(&beam)?;
            let (x, y) = area.map_coordinate(&(spot, figure.level(mark)));
            let (top, bottom) = (y.min(plan.zero), y.max(plan.zero));
            let bar = Area { left: x + from, top, right: x + from + thick - gap, bottom };
            plan.taken.take_bar(bar);
            plan.bars.push((position, series, bar));
            from += thick;
        }
    }
    Ok(())
}

/// Every mark with the whole height of the field to point at.
fn spots(plan: &Plan<'_, '_, '_>) -> Vec<Spot> {
    let figure = plan.figure;
    let spot = |(position, series, bar): &(usize, usize, Area)| {
        let level = figure.mark(*series, *position).map_or(0, |mark| figure.level(mark));
        Spot {
            position: *position,
            series: *series,
            bar: *bar,
            reach: Area { top: plan.field.top, bottom: plan.field.bottom, ..*bar },
            below: level < 0 || (figure.hanging && level == 0),
        }
    };
    plan.bars.iter().map(spot).collect()
}

/// The height of the axis labels, given how many lines there are.
pub(super) fn lines_height(lines: i32) -> i32 {
    LINE * lines + 60
}
