//! Figures of one column, each on the decimal point of the others.

use super::view;
use crate::model::statement::Unit;

/// Aligns every column of a table; `units` has the unit of each row. Money aligns with money and a figure per
/// share with figures per share; a column that makes no facts aligns as a whole.
pub(super) fn rows(rows: &mut [view::Row], units: &[Option<&Unit>]) {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    for column in 0..columns {
        let mut groups: [Vec<&mut view::Cell>; 5] = Default::default();
        for (row, unit) in rows.iter_mut().zip(units) {
            let Some(cell) = row.cells.get_mut(column) else { continue };
            let group = match (cell.kind, unit) {
                (view::CellKind::Shown, _) | (_, None) => 4,
                (_, Some(Unit::Money(_))) => 0,
                (_, Some(Unit::PerShare(_))) => 1,
                (_, Some(Unit::Shares)) => 2,
                (_, Some(Unit::Pure)) => 3,
            };
            groups[group].push(cell);
        }
        groups.into_iter().for_each(on_the_point);
    }
}

/// Gives each figure with fewer decimals than the longest what it lacks, as characters to be set unseen.
fn on_the_point(cells: Vec<&mut view::Cell>) {
    let most = cells.iter().filter_map(|cell| decimals(&cell.text)).max().unwrap_or_default();
    for cell in cells {
        cell.pad = match decimals(&cell.text) {
            Some(own) if own < most && own == 0 => format!(".{}", "0".repeat(most)),
            Some(own) => "0".repeat(most - own),
            None => String::new(),
        };
    }
}

/// How many decimals a printed figure has; `None` for what is no figure.
fn decimals(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches([')', '%', ' ', '\u{a0}']);
    if !digits.ends_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let part = digits.rsplit_once('.').map_or("", |(_, part)| part);
    part.chars().all(|letter| letter.is_ascii_digit()).then_some(part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(texts: &[&str]) -> Vec<view::Row> {
        let row = |text: &&str| view::Row {
            cells: vec![view::Cell {
                kind: view::CellKind::Value,
                text: (*text).to_owned(),
                ..view::Cell::default()
            }],
            ..view::Row::default()
        };
        texts.iter().map(row).collect()
    }

    #[test]
    fn figures_stand_on_the_point_of_their_own_kind() {
        let (money, share) = (Unit::Money("USD".into()), Unit::PerShare("USD".into()));
        let mut set = table(&["7,321", "(1.5)", "12.25", "(.30)", "", "n/m"]);
        let units = [&money, &money, &money, &share, &money, &money].map(Some);
        rows(&mut set, &units);
        let pads: Vec<&str> = set.iter().map(|row| row.cells[0].pad.as_str()).collect();
        assert_eq!(pads, [".00", "0", "", "", "", ""]);
    }
}
