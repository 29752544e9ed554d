//! Scales: figures as integers, round ticks, and exact rounding to tenths of a unit.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::coord::types::RangedCoordi64;
use rust_decimal::Decimal;

/// A linear coordinate over integers, mapped with exact integer rounding.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    /// The value at the start of the pixel range.
    pub(super) low: i64,
    /// The value at its end; it may be the smaller one.
    pub(super) high: i64,
    /// Where grid lines and tick labels stand.
    pub(super) ticks: Vec<i64>,
}

impl Ranged for Linear {
    type FormatOption = DefaultFormatting;
    type ValueType = i64;

    fn map(&self, value: &i64, limit: (i32, i32)) -> i32 {
        let span = i128::from(self.high) - i128::from(self.low);
        let length = i128::from(limit.1) - i128::from(limit.0);
        if span == 0 {
            return i32::midpoint(limit.0, limit.1);
        }
        // Zero first, then the distance from zero, so that each bar is rounded only once.
        let zero = i128::from(limit.0) + rounded(-i128::from(self.low) * length, span);
        i32::try_from(zero + rounded(i128::from(*value) * length, span)).unwrap_or(limit.0)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<i64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<i64> {
        self.low..self.high
    }
}

/// Division rounded half away from zero.
fn rounded(number: i128, by: i128) -> i128 {
    let half = by.abs() / 2;
    let size = (number.abs() + half) / by.abs();
    if (number < 0) == (by < 0) { size } else { -size }
}

/// The scale of the figures: each is an integer count of `10^exponent` whole units.
#[derive(Debug, Clone)]
pub(super) struct Ruler {
    exponent: i32,
    /// The lowest value shown, zero or less.
    pub(super) low: i64,
    /// The highest value shown, zero or more.
    pub(super) high: i64,
    /// Round values for the grid, zero among them.
    pub(super) ticks: Vec<i64>,
}

impl Ruler {
    /// A scale that holds zero and all the values, with at most about `ticks` ticks.
    pub(super) fn new(values: &[Decimal], ticks: usize) -> Self {
        let exponent = values.iter().map(magnitude).max().unwrap_or(0) - 12;
        let mut ruler = Self { exponent, low: 0, high: 0, ticks: Vec::new() };
        for value in values {
            let count = ruler.count(*value);
            ruler.low = ruler.low.min(count);
            ruler.high = ruler.high.max(count);
        }
        if ruler.low == 0 && ruler.high == 0 {
            ruler.high = 1;
            ruler.ticks = vec![0];
            return ruler;
        }
        ruler.ticks = RangedCoordi64::from(ruler.low..ruler.high).key_points(ticks);
        ruler.extend();
        ruler
    }

    /// Lengthens the scale to the next tick where that tick is near.
    fn extend(&mut self) {
        let mut pairs = self.ticks.iter().zip(self.ticks.iter().skip(1));
        let Some(step) = pairs.next().map(|(one, next)| next - one).filter(|step| *step > 0) else {
            return;
        };
        let above = self.high.next_multiple_of_step(step);
        if above > self.high && above - self.high <= step * 2 / 5 {
            self.high = above;
            self.ticks.push(above);
        }
        let below = -(-self.low).next_multiple_of_step(step);
        if below < self.low && self.low - below <= step * 2 / 5 {
            self.low = below;
            self.ticks.insert(0, below);
        }
    }

    /// A figure as an integer on this scale.
    pub(super) fn count(&self, value: Decimal) -> i64 {
        let places = i32::try_from(value.scale()).unwrap_or(0) + self.exponent;
        let power = 10_i128.checked_pow(places.unsigned_abs()).unwrap_or(i128::MAX);
        let count = if places > 0 {
            rounded(value.mantissa(), power)
        } else {
            value.mantissa().saturating_mul(power)
        };
        i64::try_from(count).unwrap_or(0)
    }

    /// An integer of this scale as a figure, if it can be held.
    pub(super) fn value(&self, count: i64) -> Option<Decimal> {
        let power = 10_i128.checked_pow(self.exponent.unsigned_abs())?;
        if self.exponent >= 0 {
            return Decimal::try_from_i128_with_scale(i128::from(count).checked_mul(power)?, 0)
                .ok();
        }
        let scale = self.exponent.unsigned_abs();
        if scale <= 28 {
            return Decimal::try_from_i128_with_scale(i128::from(count), scale).ok();
        }
        let shorter = 10_i128.checked_pow(scale - 28)?;
        Decimal::try_from_i128_with_scale(rounded(i128::from(count), shorter), 28).ok()
    }

    /// The whole extent of the scale in whole units, in plain digits.
    pub(super) fn extent(&self) -> String {
        let mut digits = (self.high - self.low).to_string();
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
        if self.exponent >= 0 {
            digits.extend(std::iter::repeat_n('0', places));
            return digits;
        }
        let padding = (places + 1).saturating_sub(digits.len());
        let padded = format!("{}{digits}", "0".repeat(padding));
        let (whole, part) = padded.split_at(padded.len() - places);
        format!("{whole}.{part}").trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// The number of digits before the decimal point; negative for leading zeros after it.
fn magnitude(value: &Decimal) -> i32 {
    if value.is_zero() {
        return -28;
    }
    let digits = i32::try_from(value.mantissa().unsigned_abs().ilog10()).unwrap_or(0) + 1;
    digits - i32::try_from(value.scale()).unwrap_or(0)
}

/// Rounding up to a multiple, for numbers of zero or more.
trait NextStep {
    /// The least multiple of `step` that is not less than the number.
    fn next_multiple_of_step(self, step: i64) -> i64;
}

impl NextStep for i64 {
    fn next_multiple_of_step(self, step: i64) -> i64 {
        (self + step - 1).div_euclid(step) * step
    }
}
