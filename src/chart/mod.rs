//! Charts: plain data in, semantic SVG out.
//!
//! This folder is the only door to `plotters` and knows nothing of the site's model. A chart is
//! drawn three times from the same figures: wide (columns), narrow for telephones (bars lying
//! down, or narrower columns), and as a complete file for download. The drawings carry classes and
//! no colours; [`STYLE`] holds the rules, and the page or the file defines the custom properties.
//!
//! The geometry can be read back: see [`Drawn`].

mod backend;
mod columns;
mod describe;
mod figure;
mod foot;
mod labels;
mod notes;
mod place;
mod rows;
mod scale;
mod style;
mod svg;
mod text;
mod tips;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

pub use style::STYLE;

/// One chart: an axis of dates or periods, and up to four series of figures in one unit.
#[derive(Debug, Clone)]
pub struct Chart {
    /// A short name of small letters and hyphens, unique on the page; the ids are made from it.
    pub name: String,
    /// What the chart shows, without the unit: "Net loss by quarter".
    pub title: String,
    /// The unit in which the figures are printed.
    pub unit: Unit,
    /// Where the figures stand.
    pub axis: Axis,
    /// The series, drawn side by side in this order, never stacked.
    pub series: Vec<Series>,
    /// Annotations beside the figures.
    pub notes: Vec<Note>,
    /// Rules that the file adds to its own: a site's custom properties, for `svg`. They hold no `<` or `&`.
    pub rules: String,
}

/// How figures in whole units become printed numbers.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What a figure is divided by before it is printed, such as 1,000,000.
    pub divisor: Decimal,
    /// The unit as printed: "$ million".
    pub caption: String,
    /// The unit as spoken: "millions of US dollars".
    pub spoken: String,
    /// Decimal places of the printed values.
    pub decimals: u32,
}

/// The positions of a chart, oldest first.
#[derive(Debug, Clone)]
pub enum Axis {
    /// Balance dates: columns stand at their true distances.
    Dates(Vec<DatePosition>),
    /// Periods: equal slots, with runs of missing periods shown as gaps.
    Periods(Vec<PeriodPosition>),
}

/// A date on the axis; dates are distinct and ascend.
#[derive(Debug, Clone)]
pub struct DatePosition {
    /// Days since any epoch.
    pub day: i64,
    /// The label under the column: "Dec 31".
    pub label: String,
    /// The second line of the label: "2005".
    pub group: String,
    /// The full name, used in the description: "December 31, 2005".
    pub name: String,
}

/// A period on the axis.
#[derive(Debug, Clone)]
pub struct PeriodPosition {
    /// The label of the slot: "Q1".
    pub label: String,
    /// The group, printed once for each run of equal groups: "2005".
    pub group: String,
    /// The full name, used in the description: "first quarter 2005".
    pub name: String,
}

/// One series of figures.
#[derive(Debug, Clone)]
pub struct Series {
    /// The name, as in the legend and the description.
    pub name: String,
    /// One entry per position; `None` is "not reported": a visible gap, never a zero.
    pub marks: Vec<Option<Mark>>,
}

/// One reported or derived figure.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The figure in whole units; `None` is reported as nil and printed as an en dash.
    pub value: Option<Decimal>,
    /// Whether the figure is derived rather than reported; derived marks are outlined.
    pub derived: bool,
    /// The figure in full, with its unit: what a visitor sees who points at the mark.
    pub exact: String,
    /// The identity of the fact, written to `data-fact`.
    pub fact: String,
}

/// An annotation at a position.
#[derive(Debug, Clone)]
pub struct Note {
    /// The position the note speaks of.
    pub position: usize,
    /// What there it speaks of.
    pub about: About,
    /// The text; it wraps to fit.
    pub text: String,
}

/// What a note speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The mark of a series, by the place of the series in the list. The note points at that mark alone.
    Mark(usize),
    /// What belongs to the position and has no mark. The text names it, the drawing adds that it is not shown, and
    /// the note points at the position as a whole: beside one mark it would be taken for its figure.
    Undrawn,
}

impl Note {
    /// The text as it stands beside its position.
    fn beside(&self) -> String {
        match self.about {
            About::Mark(_) => self.text.clone(),
            About::Undrawn => format!("Not shown: {}", self.text),
        }
    }

    /// The text as it stands away from its position, which it then names.
    fn named(&self, position: &str) -> String {
        match (self.about, position) {
            (_, "") => self.beside(),
            (About::Mark(_), name) => format!("{name}: {}", self.text),
            (About::Undrawn, name) => format!("{name}, not shown: {}", self.text),
        }
    }
}

/// The three drawings of a chart.
///
/// # Reading the geometry back
///
/// The root element of each drawing carries `data-axis` (`y` for columns, `x` for bars lying
/// down), `data-zero` (the coordinate of the zero line on that axis), and the scale as an exact
/// fraction: `data-length` units of the view box stand for `data-range` whole units of the figure.
/// Every reported mark is one `rect` with a `data-fact`; a nil mark is a `rect` of no extent with
/// `data-nil="true"`. On the axis, the rectangle runs from the zero line to the value, so
/// `value = extent * range / length`, and the value is negative where the rectangle lies below
/// (`y`) or left of (`x`) the zero line. Coordinates are rounded to tenths of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Columns, 760 units wide, of class `ch w`: inline, for desktops.
    pub wide: String,
    /// 340 units wide, of class `ch c`: inline, for telephones.
    pub narrow: String,
    /// The wide drawing as a complete SVG file with its own style, title and ground.
    pub standalone: String,
}

impl Axis {
    /// The number of positions.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Dates(dates) => dates.len(),
            Self::Periods(periods) => periods.len(),
        }
    }

    /// Whether the axis has no position at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Label, group and full name of a position; empty strings beyond the end.
    fn words(&self, position: usize) -> (&str, &str, &str) {
        let found = match self {
            Self::Dates(dates) => dates
                .get(position)
                .map(|at| (at.label.as_str(), at.group.as_str(), at.name.as_str())),
            Self::Periods(periods) => periods
                .get(position)
                .map(|at| (at.label.as_str(), at.group.as_str(), at.name.as_str())),
        };
        found.unwrap_or(("", "", ""))
    }

    /// The short name of a position, such as "Q1 2005".
    fn short(&self, position: usize) -> String {
        let (label, group, _) = self.words(position);
        [label, group].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Draws a chart in its three forms. The same chart always gives the same bytes.
#[must_use]
pub fn draw(chart: &Chart) -> Drawn {
    let figure = figure::Figure::new(chart);
    Drawn {
        wide: svg::render(&figure, svg::Form::Wide),
        narrow: svg::render(&figure, svg::Form::Narrow),
        standalone: svg::render(&figure, svg::Form::Standalone),
    }
}
