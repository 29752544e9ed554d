//! Which columns of the grid are one column of figures.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::atoms::Printed;

/// A column of figures: the columns of the grid that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) columns: Range<u32>,
    /// One past the column in which most of its digits end.
    pub(super) edge: u32,
}

/// The columns of a table's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) zones: Vec<Zone>,
    /// Where labels end: words that begin before are labels.
    pub(super) label: u32,
}

impl Columns {
    /// Finds the columns of some rows.
    pub(super) fn of(rows: &[Printed]) -> Self {
        let mut zones = zones(rows);
        let label = labels(rows, &mut zones);
        let mut columns = Self { zones, label };
        columns.add_words(rows);
        columns
    }

    /// The column to which a range of the grid belongs.
    pub(super) fn find(&self, columns: &Range<u32>, edge: u32) -> Option<usize> {
        // The zones are apart from each other and in order.
        let last = edge.saturating_sub(1);
        let i = self.zones.partition_point(|zone| zone.columns.end <= last);
        if self.zones.get(i).is_some_and(|zone| zone.columns.contains(&last)) {
            return Some(i);
        }
        let from = self.zones.partition_point(|zone| zone.columns.end <= columns.start);
        let to = self.zones.partition_point(|zone| zone.columns.start < columns.end);
        (from..to).max_by_key(|i| (overlap(&self.zones[*i].columns, columns), *i))
    }

    /// Adds columns that hold words only.
    fn add_words(&mut self, rows: &[Printed]) {
        let mut free: Vec<Range<u32>> = Vec::new();
        for row in rows.iter().filter(|row| row.atoms.len() > 1) {
            for atom in row.atoms.iter().filter(|a| !a.figure && a.columns.start >= self.label) {
                if atom.printed.chars().count() < 4
                    && !atom.printed.chars().any(char::is_alphanumeric)
                {
                    continue;
                }
                if self.zones.iter().all(|zone| overlap(&zone.columns, &atom.columns) == 0) {
                    free.push(atom.columns.clone());
                }
            }
        }
        for columns in components(free) {
            let edge = columns.end;
            self.zones.push(Zone { columns, edge });
        }
        self.zones.sort_by_key(|zone| zone.columns.start);
    }
}

/// How many columns two ranges share.
pub(super) fn overlap(a: &Range<u32>, b: &Range<u32>) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Ranges that overlap put together.
fn components(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut all: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match all.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => all.push(range),
        }
    }
    all
}

/// Puts figures that stand over each other into one column. Two figures of one row are never in one: where a
/// wide cell would join two columns, it is left out.
fn zones(rows: &[Printed]) -> Vec<Zone> {
    let figures = |row: &Printed| -> Vec<(Range<u32>, u32)> {
        row.atoms.iter().filter(|a| a.figure).map(|a| (a.columns.clone(), a.edge)).collect()
    };
    let rows: Vec<Vec<(Range<u32>, u32)>> = rows.iter().map(figures).collect();
    let widths: BTreeSet<u32> = rows.iter().flatten().map(|(c, _)| c.end - c.start).collect();
    let widths: Vec<u32> = widths.into_iter().collect();
    // The widest cells that still keep figures of one row apart; fewer cells never join more columns.
    let fits = |width: u32| {
        let narrow = rows.iter().flatten().filter(|(c, _)| c.end - c.start <= width);
        let found = components(narrow.map(|(c, _)| c.clone()).collect());
        let index = |edge: u32| found.partition_point(|zone| zone.end < edge);
        rows.iter().all(|row| {
            let mut seen = BTreeSet::new();
            row.iter()
                .filter(|(c, _)| c.end - c.start <= width)
                .all(|(c, _)| seen.insert(index(c.end)))
        })
    };
    let count = widths.partition_point(|width| fits(*width)).max(1).min(widths.len());
    let Some(width) = count.checked_sub(1).map(|last| widths[last]) else { return Vec::new() };
    let narrow = rows.iter().flatten().filter(|(c, _)| c.end - c.start <= width);
    let mut zones: Vec<Zone> = components(narrow.map(|(c, _)| c.clone()).collect())
        .into_iter()
        .map(|columns| Zone { edge: columns.end, columns })
        .collect();
    let mut edges: Vec<BTreeMap<u32, usize>> = vec![BTreeMap::new(); zones.len()];
    for (columns, edge) in rows.iter().flatten() {
        let i = zones.partition_point(|zone| zone.columns.end < columns.end);
        if let Some(votes) =
            edges.get_mut(i).filter(|_| zones[i].columns.contains(&(edge.max(&1) - 1)))
        {
            *votes.entry(*edge).or_default() += 1;
        }
    }
    for (zone, votes) in zones.iter_mut().zip(edges) {
        if let Some((edge, _)) = votes.iter().max_by_key(|(edge, count)| (**count, **edge)) {
            zone.edge = *edge;
        }
    }
    zones
}

/// Where labels end. A first column of figures is one of labels when words stand in it, or nothing but years
/// and small numbers with no words before them.
fn labels(rows: &[Printed], zones: &mut Vec<Zone>) -> u32 {
    let Some(first) = zones.first() else {
        return rows
            .iter()
            .flat_map(|row| &row.atoms)
            .map(|atom| atom.columns.end)
            .min()
            .unwrap_or(0);
    };
    let (mut words, mut figures, mut plain, mut before) = (0, 0, 0, 0);
    for row in rows.iter().filter(|row| row.atoms.len() > 1) {
        for atom in &row.atoms {
            if atom.columns.start < first.columns.start && !atom.figure {
                before += 1;
            } else if overlap(&atom.columns, &first.columns) > 0 {
                let digits =
                    atom.printed.chars().all(|c| c.is_ascii_digit()) && atom.printed.len() <= 4;
                words += usize::from(!atom.figure);
                figures += usize::from(atom.figure);
                plain += usize::from(atom.figure && digits);
            }
        }
    }
    if zones.len() > 1 && before * 4 < figures + words && (words >= figures || plain == figures) {
        let label = first.columns.end;
        zones.remove(0);
        return zones.first().map_or(label, |zone| zone.columns.start.max(label));
    }
    first.columns.start
}

#[cfg(test)]
mod tests {
    use super::super::atoms::Atom;
    use super::*;

    fn row(figures: &[(u32, u32)]) -> Printed {
        let atom = |(start, end): &(u32, u32)| Atom {
            columns: *start..*end,
            edge: *end,
            printed: String::from("1,000"),
            figure: true,
            ..Atom::default()
        };
        Printed { atoms: figures.iter().map(atom).collect(), ..Printed::default() }
    }

    fn found(rows: &[Printed]) -> Vec<Range<u32>> {
        zones(rows).into_iter().map(|zone| zone.columns).collect()
    }

    #[test]
    fn figures_that_stand_over_each_other_are_one_column() {
        assert_eq!(
            found(&[row(&[(1, 4), (5, 8)]), row(&[(2, 3), (6, 7)]), row(&[(1, 3)])]),
            [1..4, 5..8]
        );
    }

    #[test]
    fn a_wide_cell_does_not_join_two_columns() {
        assert_eq!(found(&[row(&[(1, 3), (4, 6)]), row(&[(1, 6)]), row(&[(4, 6)])]), [1..3, 4..6]);
    }
}
