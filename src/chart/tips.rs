//! What a visitor sees who points at a mark: its place on the axis and its figure in full. The words are hidden
//! until then, by the rules of [`STYLE`](super::STYLE) alone, and the page says the same in a table.
//!
//! Pointing is a convenience and never the only way. Every mark bears its rounded value, the drawing's description
//! has all of them, and the table beside it has each in full with its source: that is what keyboard, touch and
//! screen reader use. So marks take no focus: eighteen stops that lead nowhere would stand between a visitor and
//! that table. What pointing shows keeps to WCAG 1.4.13: it stays while the pointer is on the mark or on the words
//! (other marks do not answer meanwhile), and Escape, by the theme's script, sends it away.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::backend::{Backend, Page, Trouble, tenths};
use super::figure::Figure;
use super::place::Area;
use super::text::{LINE, escape, fit, width};

/// A mark that can be pointed at.
pub(super) struct Spot {
    /// Its position.
    pub(super) position: usize,
    /// Its series.
    pub(super) series: usize,
    /// Its rectangle.
    pub(super) bar: Area,
    /// Where pointing counts.
    pub(super) reach: Area,
    /// Whether its words go below.
    pub(super) below: bool,
}

/// Draws the words of every mark over a drawing of the given width and height.
pub(super) fn draw(
    page: &Page<'_>,
    figure: &Figure<'_>,
    (across, height): (i32, i32),
    spots: &[Spot],
) -> Result<(), Trouble> {
    for spot in spots {
        let Some(mark) = figure.mark(spot.series, spot.position) else { continue };
        let place = figure.chart.axis.short(spot.position);
        let name = match figure.chart.series.as_slice() {
            [_] => place,
            several => {
                let name = several.get(spot.series).map_or("", |series| series.name.as_str());
                format!("{name}, {place}")
            }
        };
        let lines = [name, mark.exact.clone()].map(|line| fit(&line, across - 160));
        let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0) + 140;
        let tall = 2 * LINE + 90;
        let middle = i32::midpoint(spot.bar.left, spot.bar.right);
        let left = (middle - wide / 2).min(across - wide).max(0);
        let top = if spot.below { spot.bar.bottom + 40 } else { spot.bar.top - 40 - tall };
        let top = top.min(height - tall).max(0);
        let area = Area { left, top, right: left + wide, bottom: top + tall };
        page.draw(&Tip { reach: spot.reach, area, lines })?;
    }
    Ok(())
}

/// The words of a mark in their box.
struct Tip {
    reach: Area,
    area: Area,
    lines: [String; 2],
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Tip {
    type Point = (i32, i32);
    type IntoIter = std::iter::Once<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once((0, 0))
    }
}

impl Drawable<Backend<'_>> for Tip {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Backend<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let middle = tenths(i32::midpoint(self.area.left, self.area.right));
        let mut out = format!("<g class=\"m\">{}<g>{}", rect(&self.reach), rect(&self.area));
        for ((line, class), base) in self.lines.iter().zip(["o", "h o"]).zip([165, 335]) {
            let (y, words) = (tenths(self.area.top + base), escape(line));
            let _ = write!(out, "<text class=\"{class}\" x=\"{middle}\" y=\"{y}\">{words}</text>");
        }
        out.push_str("</g></g>\n");
        backend.append(&out);
        Ok(())
    }
}

fn rect(area: &Area) -> String {
    let [x, y] = [area.left, area.top].map(tenths);
    let [width, height] = [area.right - area.left, area.bottom - area.top].map(tenths);
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
}
