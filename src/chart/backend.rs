//! A semantic backend for `plotters`: it writes classes, facts and tenths of a unit, no colours.
//!
//! `plotters` knows styles only as colours, so each [`Ink`] has a sentinel colour, which the backend
//! turns back into a class. The pixel space is ten times the view box.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Drawable, PathElement, PointCollection, Rectangle, Text};
use plotters::prelude::{IntoDrawingArea, IntoFont, RGBColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::text::{escape, width};

/// What `plotters` may report; the backend itself cannot fail.
pub(super) type Trouble = DrawingAreaErrorKind<Infallible>;

/// A drawing area on a sheet.
pub(super) type Page<'a> = DrawingArea<Backend<'a>, Shift>;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// The roles that lines, fills and letters can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Grid lines, gathered into one path.
    Grid,
    /// The zero line.
    Zero,
    /// Ticks, brackets and leaders.
    Tick,
    /// The dotted line of a gap.
    Dots,
    /// Text.
    Plain,
    /// Secondary text.
    Muted,
    /// Strong text.
    Strong,
    /// The title of a standalone file.
    Title,
    /// The ground of a standalone file.
    Ground,
    /// The inside of an outlined mark.
    Hole,
    /// A reported figure of the numbered series.
    Solid(u8),
    /// A derived figure of the numbered series.
    Outlined(u8),
}

impl Ink {
    const NAMES: [(Self, &'static str); 18] = [
        (Self::Grid, "g"),
        (Self::Zero, "z"),
        (Self::Tick, "y"),
        (Self::Dots, "y2"),
        (Self::Plain, ""),
        (Self::Muted, "k"),
        (Self::Strong, "h"),
        (Self::Title, "t"),
        (Self::Ground, "p"),
        (Self::Hole, "i"),
        (Self::Solid(0), "a"),
        (Self::Solid(1), "b"),
        (Self::Solid(2), "c"),
        (Self::Solid(3), "d"),
        (Self::Outlined(0), "ad"),
        (Self::Outlined(1), "bd"),
        (Self::Outlined(2), "cd"),
        (Self::Outlined(3), "dd"),
    ];

    /// The fill of a series; from the fifth on, they repeat.
    pub(super) fn series(index: usize, derived: bool) -> Self {
        let number = u8::try_from(index % 4).unwrap_or(0);
        if derived { Self::Outlined(number) } else { Self::Solid(number) }
    }

    /// The sentinel colour.
    pub(super) fn colour(self) -> RGBColor {
        let index = Self::NAMES.iter().position(|(ink, _)| *ink == self).unwrap_or(0);
        RGBColor(u8::try_from(index).unwrap_or(0), 0, 0)
    }

    /// The sentinel colour as a style of lines and fills.
    pub(super) fn style(self) -> ShapeStyle {
        ShapeStyle::from(self.colour()).filled()
    }

    /// The sentinel colour as a style of text.
    pub(super) fn letters(self, anchor: HPos) -> TextStyle<'static> {
        let mut style = TextStyle::from(("sans-serif", 130).into_font());
        let RGBColor(red, green, blue) = self.colour();
        style.color = BackendColor { alpha: 1.0, rgb: (red, green, blue) };
        style.pos(Pos::new(anchor, VPos::Bottom))
    }

    fn read(colour: BackendColor) -> Self {
        let index = usize::from(colour.rgb.0);
        Self::NAMES.get(index).map_or(Self::Plain, |(ink, _)| *ink)
    }

    fn class(self) -> &'static str {
        Self::NAMES.iter().find(|(ink, _)| *ink == self).map_or("", |(_, name)| *name)
    }
}

/// What has been drawn so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    grid: String,
    body: String,
}

impl Sheet {
    /// The drawing: the grid as one path, then the rest in the order of drawing.
    pub(super) fn finish(self) -> String {
        if self.grid.is_empty() {
            return self.body;
        }
        format!("<path class=\"g\" d=\"{}\"/>\n{}", self.grid, self.body)
    }

    /// A drawing area over this sheet, far taller than any chart.
    pub(super) fn page(&mut self, across: i32) -> Page<'_> {
        Backend { sheet: self, across }.into_drawing_area()
    }
}

/// Prints tenths of a unit with at most one decimal.
pub(super) fn tenths(number: i32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    let (whole, part) = (size / 10, size % 10);
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The backend: a pen over a [`Sheet`].
pub(super) struct Backend<'a> {
    sheet: &'a mut Sheet,
    across: i32,
}

impl Backend<'_> {
    /// Adds finished markup.
    pub(super) fn append(&mut self, markup: &str) {
        self.sheet.body.push_str(markup);
    }

    fn rect(&mut self, (from, to): (BackendCoord, BackendCoord), ink: Ink, data: &str) {
        let (left, top) = (from.0.min(to.0), from.1.min(to.1));
        let _ = writeln!(
            self.sheet.body,
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{data}/>",
            ink.class(),
            tenths(left),
            tenths(top),
            tenths(from.0.max(to.0) - left),
            tenths(from.1.max(to.1) - top),
        );
    }

    /// The inside of an outlined mark: 1.5 units smaller all round, if there is room.
    fn hole(&mut self, (from, to): (BackendCoord, BackendCoord)) {
        let (left, right) = (from.0.min(to.0) + 15, from.0.max(to.0) - 15);
        let (top, bottom) = (from.1.min(to.1) + 15, from.1.max(to.1) - 15);
        if left < right && top < bottom {
            self.rect(((left, top), (right, bottom)), Ink::Hole, "");
        }
    }

    fn line(&mut self, points: &[BackendCoord], ink: Ink) {
        let mut data = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            let _ = write!(data, "{letter}{} {}", tenths(*x), tenths(*y));
        }
        if ink == Ink::Grid {
            self.sheet.grid.push_str(&data);
        } else {
            let _ = writeln!(self.sheet.body, "<path class=\"{}\" d=\"{data}\"/>", ink.class());
        }
    }

    fn words(&mut self, words: &str, ink: Ink, anchor: HPos, (x, y): BackendCoord) {
        let anchor = match anchor {
            HPos::Left => "",
            HPos::Right => "e",
            HPos::Center => "o",
        };
        let class = [ink.class(), anchor].join(" ");
        let class = class.trim();
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let (x, y, words) = (tenths(x), tenths(y), escape(words));
        let _ = writeln!(self.sheet.body, "<text{class} x=\"{x}\" y=\"{y}\">{words}</text>");
    }
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.across.unsigned_abs(), 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        if style.color().alpha > 0.0 {
            let points: Vec<_> = path.into_iter().collect();
            self.line(&points, Ink::read(style.color()));
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        if style.color().alpha > 0.0 {
            let ink = Ink::read(style.color());
            self.rect((from, to), ink, "");
            if matches!(ink, Ink::Outlined(_)) {
                self.hole((from, to));
            }
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, at: BackendCoord) -> Done {
        let drop = match style.anchor().v_pos {
            VPos::Top => super::text::RISE,
            VPos::Center => 45,
            VPos::Bottom => 0,
        };
        let ink = Ink::read(style.color());
        self.words(words, ink, style.anchor().h_pos, (at.0, at.1 + drop));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        words: &str,
        _: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((width(words).unsigned_abs(), 130))
    }
}

/// A mark: a bar from the zero line to a value, with the identity of its fact.
pub(super) struct Beam<'a> {
    /// The zero end and the value end, in the coordinates of the chart.
    pub(super) ends: [(i64, i64); 2],
    /// From and to across the bar, in tenths relative to the position.
    pub(super) across: (i32, i32),
    /// Whether the bar lies down.
    pub(super) lying: bool,
    /// The fill.
    pub(super) ink: Ink,
    /// Whether the figure is reported as nil.
    pub(super) nil: bool,
    /// The identity of the fact.
    pub(super) fact: &'a str,
}

impl<'a> PointCollection<'a, (i64, i64)> for &'a Beam<'_> {
    type Point = &'a (i64, i64);
    type IntoIter = std::slice::Iter<'a, (i64, i64)>;

    fn point_iter(self) -> Self::IntoIter {
        self.ends.iter()
    }
}

impl Drawable<Backend<'_>> for Beam<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut ends: I,
        backend: &mut Backend<'_>,
        _: (u32, u32),
    ) -> Done {
        let (Some(zero), Some(end)) = (ends.next(), ends.next()) else { return Ok(()) };
        let (from, to) = self.across;
        let corners = if self.lying {
            ((zero.0, zero.1 + from), (end.0, end.1 + to))
        } else {
            ((zero.0 + from, zero.1), (end.0 + to, end.1))
        };
        let nil = if self.nil { " data-nil=\"true\"" } else { "" };
        backend.rect(corners, self.ink, &format!(" data-fact=\"{}\"{nil}", escape(self.fact)));
        if matches!(self.ink, Ink::Outlined(_)) {
            backend.hole(corners);
        }
        Ok(())
    }
}

/// Writes words on a page; the point is the baseline.
pub(super) fn write(
    page: &Page<'_>,
    words: &str,
    ink: Ink,
    anchor: HPos,
    at: BackendCoord,
) -> Result<(), Trouble> {
    page.draw(&Text::new(words, at, ink.letters(anchor)))
}

/// Draws a line through points on a page.
pub(super) fn stroke(page: &Page<'_>, points: &[BackendCoord], ink: Ink) -> Result<(), Trouble> {
    page.draw(&PathElement::new(points.to_vec(), ink.style()))
}

/// Fills a rectangle on a page.
pub(super) fn fill(page: &Page<'_>, corners: [BackendCoord; 2], ink: Ink) -> Result<(), Trouble> {
    page.draw(&Rectangle::new(corners, ink.style()))
}
