//! Columns of figures, found by the right edges of what stands in them.
//!
//! Nothing is counted from the left: a blank cell leaves no trace, and only its column's edge says which
//! one it is.

use std::collections::BTreeMap;

use super::token::{Kind, Token};

/// Edges that differ by no more than this belong to one column.
const SLACK: usize = 2;
/// A table with more columns than this is none.
pub(super) const MOST: usize = 48;

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// The leftmost column of characters that it takes.
    pub(super) from: usize,
    /// The column of characters behind its rightmost.
    pub(super) to: usize,
    /// Where most of its figures end.
    pub(super) edge: usize,
}

impl Column {
    /// Twice the middle, so that halves stay whole.
    pub(super) const fn middle(&self) -> usize {
        self.from + self.to
    }
}

#[derive(Debug)]
struct Cluster {
    from: usize,
    to: usize,
    edges: BTreeMap<usize, usize>,
    rows: Vec<usize>,
}

impl Cluster {
    fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether both stand on one line somewhere. Rows are in ascending order.
    fn meets(&self, other: &Self) -> bool {
        let mut rest = other.rows.iter().peekable();
        self.rows.iter().any(|row| {
            while rest.next_if(|other| *other < row).is_some() {}
            rest.peek() == Some(&row)
        })
    }

    fn take(&mut self, other: Self) {
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
        for (edge, count) in other.edges {
            *self.edges.entry(edge).or_insert(0) += count;
        }
        self.rows.extend(other.rows);
        self.rows.sort_unstable();
    }

    fn column(&self) -> Column {
        let most = self.edges.iter().max_by_key(|(edge, count)| (**count, **edge));
        let edge = most.map_or(self.to, |(edge, _)| *edge);
        Column { from: self.from, to: self.to, edge }
    }
}

/// Finds the columns in which tokens stand. `rows` are the tokens of each line, from left to right.
pub(super) fn find<'a>(rows: impl Iterator<Item = &'a [Token]>) -> Vec<Column> {
    let mut tokens: Vec<(usize, usize, &Token)> = Vec::new();
    for (row, line) in rows.enumerate() {
        tokens.extend(line.iter().filter(|t| t.kind != Kind::Sign).map(|t| (t.edge, row, t)));
    }
    tokens.sort_by_key(|(edge, row, _)| (*edge, *row));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut last = None;
    for (edge, row, token) in tokens {
        let near = last.is_some_and(|last| edge <= last + SLACK);
        let fits = clusters.last().is_some_and(|cluster| {
            let start = cluster.edges.keys().next().copied().unwrap_or_default();
            near && edge <= start + 2 * SLACK + 1
        });
        last = Some(edge);
        let one = Cluster {
            from: token.from,
            to: token.to,
            edges: BTreeMap::from([(edge, 1)]),
            rows: vec![row],
        };
        match clusters.last_mut().filter(|_| fits) {
            Some(cluster) => cluster.absorb(one),
            None => clusters.push(one),
        }
    }
    if clusters.len() > 4 * MOST {
        return Vec::new();
    }
    for cluster in &mut clusters {
        cluster.rows.sort_unstable();
    }
    merge(clusters).iter().map(Cluster::column).collect()
}

impl Cluster {
    /// Takes one token; the rows are sorted once at the end.
    fn absorb(&mut self, one: Self) {
        self.from = self.from.min(one.from);
        self.to = self.to.max(one.to);
        for (edge, count) in one.edges {
            *self.edges.entry(edge).or_insert(0) += count;
        }
        self.rows.extend(one.rows);
    }
}

/// Joins clusters that stand one over the other and never side by side: a nil in the middle of its column, a
/// figure set a little off.
fn merge(mut clusters: Vec<Cluster>) -> Vec<Cluster> {
    let mut n = 0;
    while n + 1 < clusters.len() {
        let joins = {
            let (left, right) = (&clusters[n], &clusters[n + 1]);
            left.overlaps(right) && !left.meets(right)
        };
        if joins {
            let right = clusters.remove(n + 1);
            clusters[n].take(right);
            n = n.saturating_sub(1);
        } else {
            n += 1;
        }
    }
    clusters
}

/// Whether a figure at the end of a label stands in a column to the left of the line's other figures.
pub(super) fn adopts(columns: &[Column], token: &Token, others: &[Token]) -> bool {
    let first = others.first().map_or(usize::MAX, |other| other.from);
    let slack = usize::from(!others.is_empty());
    columns.iter().any(|column| {
        column.edge.abs_diff(token.edge) <= slack
            && column.edge < first
            && column.from <= token.from + 2
    })
}

/// The column in which each token of a line stands: the nearest by its edge, in order, and no column twice.
pub(super) fn assign(columns: &[Column], tokens: &[Token]) -> Vec<Option<usize>> {
    let mut taken: Vec<Option<usize>> = Vec::with_capacity(tokens.len());
    let mut next = 0;
    for (n, token) in tokens.iter().enumerate() {
        let left = tokens.len() - n - 1;
        let last = columns.len().saturating_sub(left.min(columns.len()));
        let range = next..last.max(next + 1).min(columns.len());
        let best = range.min_by_key(|&c| distance(&columns[c], token));
        taken.push(best);
        if let Some(best) = best {
            next = best + 1;
        }
    }
    taken
}

fn distance(column: &Column, token: &Token) -> usize {
    let off = column.edge.abs_diff(token.edge);
    let outside = column.from.saturating_sub(token.to) + token.from.saturating_sub(column.to);
    off + 4 * outside
}

#[cfg(test)]
mod tests {
    use super::super::line::split;
    use super::super::token;
    use super::*;

    fn columns(text: &str) -> (Vec<Column>, Vec<Vec<Option<usize>>>) {
        let lines = split(text, 0..text.len(), false);
        let rows: Vec<Vec<Token>> = lines.iter().map(|line| token::read(line).tokens).collect();
        let columns = find(rows.iter().map(Vec::as_slice));
        let assigned = rows.iter().map(|row| assign(&columns, row)).collect();
        (columns, assigned)
    }

    #[test]
    fn a_blank_cell_is_known_by_the_edges_of_the_others() {
        let (columns, rows) = columns(
            "Ore    1,285   9,110   12\n\
             Tin              327\n\
             Lead      --           (3)\n\
             Zinc             (14)   7\n",
        );
        assert_eq!(columns.iter().map(|c| c.edge).collect::<Vec<_>>(), [12, 20, 25]);
        assert_eq!(
            rows[..4],
            [
                vec![Some(0), Some(1), Some(2)],
                vec![Some(1)],
                vec![Some(0), Some(2)],
                vec![Some(1), Some(2)]
            ]
        );
    }

    #[test]
    fn a_nil_in_the_middle_of_a_column_is_of_that_column() {
        let (columns, rows) =
            columns("Ore    1,285   9,110\nTin     --        8\nGas    6,001    --\n");
        assert_eq!(columns.len(), 2);
        assert_eq!(rows[1], [Some(0), Some(1)]);
        assert_eq!(rows[2], [Some(0), Some(1)]);
    }

    #[test]
    fn percentages_between_values_are_columns_of_their_own() {
        let (columns, _) =
            columns("Ore   1,285  13%   9,110  14%\nTin      27   5%      88   1%\n");
        assert_eq!(columns.len(), 4);
    }
}
