//! A statement as a calculation sees it: the lines of one unit, in integers.
//!
//! Figures are counted in the smallest step that any of the lines prints, with the sign of the print, so that sums are
//! exact and fast.

use rust_decimal::Decimal;

use crate::model::statement::{Column, PlacedCell, Row, Scale, Statement, Unit};
use crate::text::amount::{Cell, printed};

/// The lines of a statement that can be added to each other.
pub(super) struct Sheet<'s> {
    /// The statement.
    pub statement: &'s Statement,
    /// Its lines from the top; sections among them.
    pub lines: Vec<Line<'s>>,
    /// The columns of periods, as indices into a row's cells.
    pub columns: Vec<usize>,
    /// Whether figures are rounded: printed in multiples, so that sums of them may differ.
    pub rounded: bool,
    /// How many decimals the smallest step stands for.
    decimals: u32,
}

/// A line of a sheet.
pub(super) struct Line<'s> {
    /// Its row.
    pub row: &'s Row,
    /// What each of the sheet's columns holds.
    pub figures: Vec<Option<Figure>>,
}

/// A figure in the smallest step of its sheet.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    /// The value; zero for a nil.
    pub value: i128,
    /// The step that the cell itself is printed in: its rounding is half of it. Zero for a nil.
    pub step: i128,
}

impl<'s> Sheet<'s> {
    /// The sheets of a statement: one for each unit and scale in which it prints figures.
    pub(super) fn of(statement: &'s Statement) -> Vec<Self> {
        let mut kinds: Vec<(&Unit, Scale)> = Vec::new();
        for row in statement.rows.iter().filter(|row| !row.is_section()) {
            let kind = (&row.unit, row.scale);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds.into_iter().map(|(unit, scale)| Self::in_unit(statement, unit, scale)).collect()
    }

    fn in_unit(statement: &'s Statement, unit: &Unit, scale: Scale) -> Self {
        let is_period = |(index, column): (usize, &Column)| {
            matches!(column, Column::Period(_)).then_some(index)
        };
        let columns: Vec<usize> =
            statement.columns.iter().enumerate().filter_map(is_period).collect();
        let own = |row: &&Row| row.is_section() || (&row.unit, row.scale) == (unit, scale);
        let rows: Vec<&Row> = statement.rows.iter().filter(own).collect();
        let cells = rows.iter().flat_map(|row| &row.cells);
        let decimals = cells.filter_map(|cell| match cell.cell {
            Cell::Amount(amount) => Some(amount.decimals),
            _ => None,
        });
        let decimals = decimals.max().unwrap_or_default();
        let line = |row: &&'s Row| Line {
            row,
            figures: columns
                .iter()
                .map(|column| row.cells.get(*column).and_then(|cell| figure(cell, decimals)))
                .collect(),
        };
        let lines = rows.iter().map(line).collect();
        let whole = matches!(unit, Unit::Money(_) | Unit::Shares) && scale == Scale::Ones;
        Self { statement, lines, columns, rounded: !whole, decimals }
    }

    /// A value in the sheet's steps as a line would print it: with as many decimals as its own figures, or more where
    /// the value needs them.
    pub(super) fn printed(&self, line: usize, value: i128) -> String {
        let own = self.lines.get(line).into_iter().flat_map(|line| &line.row.cells);
        let own = own.filter_map(|cell| match cell.cell {
            Cell::Amount(amount) => Some(amount.decimals),
            _ => None,
        });
        let own = own.max().unwrap_or_default();
        let value = Decimal::try_from_i128_with_scale(value, self.decimals).map(|v| v.normalize());
        value.map_or_else(|_| "more".into(), |value| printed(value, own.max(value.scale())))
    }

    /// The cell of a line in one of the sheet's columns.
    pub(super) fn cell(&self, line: usize, column: usize) -> Option<&'s PlacedCell> {
        self.lines.get(line)?.row.cells.get(*self.columns.get(column)?)
    }

    /// The figure of a line in one of the sheet's columns.
    pub(super) fn figure(&self, line: usize, column: usize) -> Option<Figure> {
        *self.lines.get(line)?.figures.get(column)?
    }
}

impl Line<'_> {
    /// Whether it prints a figure or a nil anywhere.
    pub(super) fn reports(&self) -> bool {
        self.figures.iter().any(Option::is_some)
    }
}

/// A cell's figure in steps of 10^-`decimals`; nothing for a blank, or one too long to be added up.
fn figure(cell: &PlacedCell, decimals: u32) -> Option<Figure> {
    match cell.cell {
        Cell::Blank => None,
        Cell::Nil => Some(Figure { value: 0, step: 0 }),
        Cell::Amount(amount) => {
            let finer = decimals.checked_sub(amount.value.scale())?;
            let value = amount.value.mantissa().checked_mul(10_i128.checked_pow(finer)?)?;
            let step = 10_i128.checked_pow(decimals.checked_sub(amount.decimals)?)?;
            // Far below the limit, so that no sum of a statement's lines can pass it.
            (value.unsigned_abs() < 1 << 100 && step < 1 << 100).then_some(Figure { value, step })
        }
    }
}
