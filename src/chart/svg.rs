//! The frame around a drawing: root element, title, description and, in files, the style.

use std::fmt::Write as _;

use plotters::style::text_anchor::HPos;

use super::Axis;
use super::backend::{Ink, Page, Sheet, Trouble, fill, tenths, write};
use super::columns;
use super::describe::describe;
use super::figure::Figure;
use super::rows;
use super::style::{FILE_STYLE, STYLE};
use super::text::{LINE, close_width, escape, fit, width, wrap};

/// Above this many rows of bars, the narrow drawing has columns instead.
const MOST_ROWS: usize = 24;

/// The three forms of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Inline, for desktops.
    Wide,
    /// Inline, for telephones.
    Narrow,
    /// A file of its own.
    Standalone,
}

impl Form {
    /// The width of the drawing, in tenths.
    pub(super) fn width(self) -> i32 {
        if self == Self::Narrow { 3400 } else { 7600 }
    }

    /// The letter in the ids.
    fn letter(self) -> char {
        match self {
            Self::Wide => 'w',
            Self::Narrow => 'c',
            Self::Standalone => 's',
        }
    }
}

/// What a layout reports about the drawing it made.
pub(super) struct Made {
    /// The height of the drawing, in tenths.
    pub(super) height: i32,
    /// The axis of the values, `x` or `y`.
    pub(super) axis: char,
    /// Where zero stands on it, in tenths.
    pub(super) zero: i32,
    /// The extent of the whole scale, in tenths.
    pub(super) length: i32,
}

/// Draws a chart in one form.
pub(super) fn render(figure: &Figure<'_>, form: Form) -> String {
    let mut sheet = Sheet::default();
    let made = {
        let page = sheet.page(form.width());
        drawing(&page, figure, form)
    };
    let empty = Made { height: LINE, axis: 'y', zero: 0, length: 0 };
    wrap_up(figure, form, &made.unwrap_or(empty), &sheet.finish())
}

/// Draws the head, if any, and the layout that suits the form.
fn drawing(page: &Page<'_>, figure: &Figure<'_>, form: Form) -> Result<Made, Trouble> {
    let top = if form == Form::Standalone { head(page, figure)? } else { 0 };
    let top = legend(page, figure, form, top)?;
    let lying = form == Form::Narrow
        && matches!(figure.chart.axis, Axis::Periods(_))
        && figure.newest.is_some()
        && rows::count(figure) <= MOST_ROWS;
    if lying { rows::draw(page, figure, top) } else { columns::draw(page, figure, form, top) }
}

/// The title and the unit of a file; gives the top of what follows.
fn head(page: &Page<'_>, figure: &Figure<'_>) -> Result<i32, Trouble> {
    let mut base = 180;
    for line in wrap(&figure.chart.title, 7600 * 13 / 22) {
        write(page, &line, Ink::Title, HPos::Left, (0, base))?;
        base += 260;
    }
    let derived = if figure.has_derived() { ". Outlined: derived" } else { "" };
    let caption = format!("{}{derived}", figure.chart.unit.caption);
    write(page, &fit(&caption, 7600), Ink::Muted, HPos::Left, (0, base - 30))?;
    Ok(base + 180)
}

/// The names of the series, if there are several; gives the top of what follows.
fn legend(page: &Page<'_>, figure: &Figure<'_>, form: Form, top: i32) -> Result<i32, Trouble> {
    const SWATCH: i32 = 110;
    if figure.chart.series.len() < 2 {
        return Ok(top);
    }
    let (mut x, mut base) = (0, top + 120);
    for (number, series) in figure.chart.series.iter().enumerate() {
        let name = fit(&series.name, form.width() - SWATCH - 70);
        let wide = SWATCH + 70 + width(&name);
        if x > 0 && x + wide > form.width() {
            x = 0;
            base += LINE + 20;
        }
        let corners = [(x, base - SWATCH + 10), (x + SWATCH, base + 10)];
        fill(page, corners, Ink::series(number, false))?;
        write(page, &name, Ink::Plain, HPos::Left, (x + SWATCH + 70, base))?;
        x += SWATCH + 70 + close_width(&name) + 260;
    }
    Ok(base + 140)
}

/// The root element around the drawing.
fn wrap_up(figure: &Figure<'_>, form: Form, made: &Made, drawing: &str) -> String {
    let chart = figure.chart;
    let id = format!("{}-{}", chart.name, form.letter());
    let id = escape(&id);
    let margin = if form == Form::Standalone { 320 } else { 0 };
    let (wide, high) = (form.width() + 2 * margin, made.height + 2 * margin);
    let class = if form == Form::Narrow { "ch c" } else { "ch w" };
    let (class, space) = match form {
        Form::Standalone => ("ch", " xmlns=\"http://www.w3.org/2000/svg\""),
        _ => (class, ""),
    };
    let mut out = format!("<svg{space} class=\"{class}\" viewBox=\"");
    let edge = tenths(-margin);
    let _ = write!(out, "{edge} {edge} {} {}\" role=\"img\"", tenths(wide), tenths(high));
    let _ = write!(out, " aria-labelledby=\"{id}-t {id}-d\" data-axis=\"{}\"", made.axis);
    let _ = write!(out, " data-zero=\"{}\" data-length=\"", tenths(made.zero));
    let _ = writeln!(out, "{}\" data-range=\"{}\">", tenths(made.length), figure.ruler.extent());
    let _ = writeln!(out, "<title id=\"{id}-t\">{}</title>", escape(&chart.title));
    let _ = writeln!(out, "<desc id=\"{id}-d\">{}</desc>", escape(&describe(figure)));
    if form == Form::Standalone {
        let _ = writeln!(out, "<style>{STYLE}{FILE_STYLE}{}</style>", chart.rules);
        let _ = write!(out, "<rect class=\"p\" x=\"{edge}\" y=\"{edge}\"");
        let _ = writeln!(out, " width=\"{}\" height=\"{}\"/>", tenths(wide), tenths(high));
    }
    let _ = write!(out, "<g aria-hidden=\"true\">\n{drawing}</g>\n</svg>\n");
    out
}
