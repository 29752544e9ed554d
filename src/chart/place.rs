//! Where things stand already: rectangles that text must not touch.

use plotters::style::text_anchor::HPos;

use super::text::{FALL, RISE, number_width, width};

/// A rectangle in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// Left edge.
    pub(super) left: i32,
    /// Top edge.
    pub(super) top: i32,
    /// Right edge.
    pub(super) right: i32,
    /// Bottom edge.
    pub(super) bottom: i32,
}

impl Area {
    /// The estimated rectangle of a line of text whose baseline starts, centres or ends at a point.
    pub(super) fn of_text(words: &str, anchor: HPos, (x, y): (i32, i32)) -> Self {
        let wide = width(words);
        let left = match anchor {
            HPos::Left => x,
            HPos::Center => x - wide / 2,
            HPos::Right => x - wide,
        };
        Self { left, top: y - RISE, right: left + wide, bottom: y + FALL }
    }

    /// The rectangle with a margin on all sides.
    pub(super) fn grown(&self, by: i32) -> Self {
        let Self { left, top, right, bottom } = *self;
        Self { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
    }

    /// Whether two rectangles overlap, or all but touch.
    fn touches(&self, other: &Self) -> bool {
        const MARGIN: i32 = 3;
        self.left < other.right + MARGIN
            && other.left < self.right + MARGIN
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// The rectangles taken so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    bars: Vec<Area>,
    words: Vec<Area>,
}

impl Taken {
    /// Takes the rectangle of a bar.
    pub(super) fn take_bar(&mut self, area: Area) {
        self.bars.push(area);
    }

    /// Takes the rectangle of words.
    pub(super) fn take(&mut self, area: Area) {
        self.words.push(area);
    }

    /// Whether a rectangle is free.
    pub(super) fn is_free(&self, area: &Area) -> bool {
        self.words.iter().chain(&self.bars).all(|other| !area.touches(other))
    }

    /// Takes a rectangle if it is free.
    pub(super) fn claim(&mut self, area: Area) -> bool {
        let free = self.is_free(&area);
        if free {
            self.take(area);
        }
        free
    }

    /// Takes the rectangle of a number. Numbers are narrower than other words of as many
    /// characters; towards bars their own width counts.
    pub(super) fn claim_number(&mut self, area: Area, number: &str) -> bool {
        let slack = (width(number) - number_width(number)) / 2;
        let slim = Area { left: area.left + slack, right: area.right - slack, ..area };
        let free = self.words.iter().all(|other| !area.touches(other))
            && self.bars.iter().all(|other| !slim.touches(other));
        if free {
            self.take(area);
        }
        free
    }

    /// The lowest edge of all words.
    pub(super) fn bottom(&self) -> i32 {
        self.words.iter().map(|area| area.bottom).max().unwrap_or(0)
    }
}
