//! A grid read as tables of figures.

use std::ops::Range;

use super::super::filing::{Dropped, Row, Style, Table, Text, Why};
use super::atoms::{self, Atom, Printed, append};
use super::columns::Columns;
use super::grid::Grid;
use super::heads::{self, Bounds, is_note};

/// Reads the rows of a grid as they are printed: stacked figures apart, rows of signs as rules.
pub(super) fn printed(grid: &Grid) -> Vec<Printed> {
    let mut rows: Vec<Printed> = Vec::new();
    let mut above: Vec<Range<u32>> = Vec::new();
    for line in &grid.rows {
        let stacked = atoms::unstacked(line);
        let lines = stacked.as_deref().unwrap_or(std::slice::from_ref(line));
        for line in lines {
            let mut row = atoms::read(line);
            if row.atoms.iter().any(Atom::is_rule) && row.atoms.iter().skip(1).all(Atom::is_rule) {
                above.extend(row.atoms.iter().filter(|a| a.is_rule()).map(|a| a.columns.clone()));
                row.atoms.retain(|atom| !atom.is_rule());
            }
            row.rules_above.append(&mut above);
            if row.atoms.is_empty() {
                above.append(&mut row.rules_above);
                above.append(&mut row.rules_below);
                continue;
            }
            above.append(&mut row.rules_below);
            note_of_two(&mut row);
            rows.push(row);
        }
    }
    rows
}

/// Puts a footnote whose mark has a cell of its own into one piece.
fn note_of_two(row: &mut Printed) {
    let [mark, words] = row.atoms.as_slice() else { return };
    let is_mark = is_note(&format!("{} x", mark.words())) && mark.words().chars().count() <= 4;
    if is_mark && !words.figure && words.words().len() > 12 {
        let (Some(words), Some(mut mark)) = (row.atoms.pop(), row.atoms.pop()) else { return };
        mark.columns.end = words.columns.end;
        append(&mut mark.text, words.text, " ");
        mark.printed = mark.words();
        mark.marks.clear();
        mark.figure = false;
        row.atoms.push(mark);
    }
}

/// Whether the rows hold a table of figures, and no table of words.
pub(super) fn is_of_figures(rows: &[Printed]) -> bool {
    let figures = |row: &Printed| {
        row.atoms.iter().skip(usize::from(!row.atoms[0].figure)).filter(|a| a.figure).count()
    };
    let with = rows.iter().filter(|row| figures(row) > 0).count();
    let all: usize = rows.iter().map(figures).sum();
    let words = rows.iter().flat_map(|row| row.atoms.iter().skip(1)).filter(|a| !a.figure).count();
    all > 0 && (with > 1 || all > 1 || rows.len() > 1) && all * 3 >= words
}

/// Whether rows hold words as they stand over columns, and no figure but years.
pub(super) fn are_heads(rows: &[Printed]) -> bool {
    let beside = || rows.iter().flat_map(|row| &row.atoms).filter(|atom| atom.columns.start > 0);
    !rows.iter().flat_map(|row| &row.atoms).any(Atom::is_strong)
        && beside().count() > 1
        && beside().all(heads::is_head_word)
}

/// Whether the first row has figures, and more than years.
pub(super) fn begins_with_figures(rows: &[Printed]) -> bool {
    rows.first().is_some_and(|row| row.atoms.iter().skip(1).any(Atom::is_strong))
}

/// Reads rows as tables, one for each head. A head that comes again word for word is no second one.
pub(super) fn tables(
    rows: Vec<Printed>,
    caption: Vec<Text>,
    dropped: &mut Vec<Dropped>,
) -> Vec<Table> {
    let mut all: Vec<Table> = Vec::new();
    let mut rest = rows;
    let mut heads: Vec<String> = Vec::new();
    let mut parts: Vec<Vec<Printed>> = Vec::new();
    for part in heads::parts(&rest).into_iter().rev() {
        parts.push(rest.split_off(part.start));
    }
    let mut merged: Vec<Vec<Printed>> = Vec::new();
    for part in parts.into_iter().rev() {
        let start = heads::body_start(&part);
        let words: Vec<String> =
            part[..start].iter().flat_map(|row| row.atoms.iter().map(Atom::words)).collect();
        let words = words.join(" ");
        let again = heads.last() == Some(&words) && !words.is_empty();
        if again && let Some(last) = merged.last_mut() {
            let mut part = part.into_iter();
            for atom in part.by_ref().take(start).flat_map(|row| row.atoms) {
                dropped.push(Dropped {
                    at: atom.text.at(),
                    text: atom.words(),
                    why: Why::RunningHead,
                });
            }
            last.extend(part);
        } else {
            heads.push(words);
            merged.push(part);
        }
    }
    for part in merged {
        all.push(table(part));
    }
    if let Some(first) = all.first_mut() {
        first.title.splice(0..0, caption);
    }
    all
}

/// Reads rows with one head as a table.
fn table(mut rows: Vec<Printed>) -> Table {
    let start = heads::body_start(&rows);
    let bounds = Bounds::of(&rows);
    let body = rows.split_off(start);
    let mut columns = Columns::of(&body);
    join_zones(&rows, &body, &mut columns);
    let head = heads::read(rows, &columns, bounds);
    let mut table = Table {
        title: head.title,
        head: head.rows,
        stub: head.stub,
        columns: columns.zones.len(),
        ..Table::default()
    };
    let last = body
        .iter()
        .rposition(|row| row.atoms.iter().any(|a| a.figure && a.columns.start >= columns.label))
        .unwrap_or(0);
    let mut indents = Vec::new();
    let mut first = true;
    for (i, row) in body.into_iter().enumerate() {
        let lone = row.atoms.len() == 1 && !row.atoms[0].figure;
        let wide = lone && row.atoms[0].columns.end > columns.label;
        if lone && i > last && (wide || is_note(&row.atoms[0].words())) {
            table.notes.extend(row.atoms.into_iter().map(|atom| atom.text));
            continue;
        }
        let ruled = !first && row.rules_above.iter().any(|rule| rule.end > columns.label);
        first = false;
        let (built, indent) = build(row, &columns, ruled);
        table.rows.push(built);
        indents.push(indent);
    }
    set_indents(&mut table, &indents);
    join_rows(&mut table);
    for row in &mut table.rows {
        let cells = row.cells.iter().flatten().map(|cell| cell.at.clone());
        row.at = over(cells.chain([row.label.at()]));
    }
    table.at = extent(&table);
    table
}

/// Joins columns that stand under one cell of the lowest row of the head and are never both filled.
fn join_zones(head: &[Printed], body: &[Printed], columns: &mut Columns) {
    let Some(lowest) =
        head.iter().rev().find(|row| row.atoms.iter().any(|a| a.columns.start >= columns.label))
    else {
        return;
    };
    for atom in lowest.atoms.iter().filter(|a| a.columns.start >= columns.label) {
        let under: Vec<usize> = (0..columns.zones.len())
            .filter(|i| atom.columns.contains(&(columns.zones[*i].edge.max(1) - 1)))
            .collect();
        let [first, .., last] = under.as_slice() else { continue };
        let (first, last) = (*first, *last);
        let alone = body.iter().all(|row| {
            let filled = row.atoms.iter().filter(|a| a.columns.start >= columns.label);
            filled
                .filter(|a| {
                    columns.find(&a.columns, a.edge).is_some_and(|i| (first..=last).contains(&i))
                })
                .count()
                < 2
        });
        if alone {
            columns.zones[first].columns.end = columns.zones[last].columns.end;
            columns.zones[first].edge = columns.zones[last].edge;
            columns.zones.drain(first + 1..=last);
        }
    }
}

/// Puts what is printed in a row into its columns; with how far the label is indented.
fn build(row: Printed, columns: &Columns, ruled: bool) -> (Row, Option<i32>) {
    let mut built = Row { cells: vec![None; columns.zones.len()], ruled, ..Row::default() };
    let lone = row.atoms.len() == 1;
    let mut indent = None;
    for atom in row.atoms {
        let left = columns.zones.iter().rposition(|zone| zone.columns.end <= atom.columns.start);
        let place = columns.find(&atom.columns, atom.edge).or(left.filter(|_| !lone));
        let over =
            columns.zones.iter().filter(|z| atom.columns.contains(&(z.edge.max(1) - 1))).count();
        let is_label = atom.columns.start < columns.label || (lone && !atom.figure && over != 1);
        if let Some(i) = place.filter(|_| !is_label) {
            match &mut built.cells[i] {
                Some(cell) => {
                    cell.printed.push(' ');
                    cell.printed.push_str(&atom.printed);
                    let at = atom.text.at();
                    cell.at = cell.at.start.min(at.start)..cell.at.end.max(at.end);
                    cell.marks.extend(atom.marks);
                    cell.tag = cell.tag.take().or(atom.tag);
                }
                free => *free = Some(atom.cell()),
            }
        } else {
            indent =
                indent.or(Some(atom.indent + 60 * i32::try_from(atom.columns.start).unwrap_or(0)));
            append(&mut built.label, atom.text, " ");
        }
    }
    without_leaders(&mut built.label);
    (built, indent)
}

/// Takes dot leaders off the end of a label.
fn without_leaders(label: &mut Text) {
    while let Some(run) = label.runs.last_mut() {
        let stem = run.text.trim_end_matches(['.', ' ', '\u{2026}', '_']);
        let leaders = run.text.len() - stem.len();
        let dots = run.text[stem.len()..].chars().filter(|c| *c != ' ').count();
        if leaders == 0
            || (dots < 3 && !run.text[stem.len()..].contains('\u{2026}') && !stem.is_empty())
        {
            break;
        }
        run.text.truncate(stem.len());
        if !run.text.is_empty() {
            break;
        }
        label.runs.pop();
    }
}

/// Turns indents into steps: those less than two points apart are one.
fn set_indents(table: &mut Table, indents: &[Option<i32>]) {
    let mut sorted: Vec<i32> = indents.iter().copied().flatten().collect();
    sorted.sort_unstable();
    let mut steps: Vec<i32> = Vec::new();
    for indent in sorted {
        if steps.last().is_none_or(|last| indent - last > 20) {
            steps.push(indent);
        }
    }
    for (row, indent) in table.rows.iter_mut().zip(indents) {
        let step = indent
            .map_or(0, |indent| steps.partition_point(|step| *step <= indent).saturating_sub(1));
        row.indent = u8::try_from(step).unwrap_or(u8::MAX);
    }
}

/// Joins labels that go on in the row below, and figures that stand one row below their label.
fn join_rows(table: &mut Table) {
    let rows = std::mem::take(&mut table.rows);
    for mut row in rows {
        let blank = |row: &Row| row.cells.iter().all(Option::is_none);
        if let Some(last) = table.rows.last_mut()
            && blank(last)
            && !last.label.is_blank()
            && !blank(&row)
            && goes_on(&last.label, &row.label)
        {
            let mut label = std::mem::take(&mut last.label);
            if row.label.is_blank() {
                row.label = label;
            } else {
                append(&mut label, std::mem::take(&mut row.label), " ");
                row.label = label;
            }
            row.indent = last.indent;
            row.ruled |= last.ruled;
            *last = row;
        } else {
            table.rows.push(row);
        }
    }
}

/// Whether a label goes on in another.
fn goes_on(first: &Text, second: &Text) -> bool {
    let words = first.words();
    let words = words.trim();
    let after = second.words();
    let after = after.trim();
    if after.is_empty() {
        return !words.ends_with(':') && !is_shouted(first);
    }
    let open = words.matches('(').count() > words.matches(')').count();
    let hangs = words.ends_with([',', ';', '-', '\u{2013}', '\u{2014}'])
        || [
            "of", "and", "or", "for", "to", "in", "from", "by", "the", "on", "with", "per", "net",
            "at",
        ]
        .iter()
        .any(|word| words.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(word)));
    let small = after
        .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '$' | '('));
    let long =
        words.len() > 40 && after.split(' ').count() > 2 && after.starts_with(char::is_lowercase);
    !words.ends_with(':') && (open || ((hangs || long) && small))
}

/// Whether words are set as a heading: in capitals or bold throughout.
fn is_shouted(text: &Text) -> bool {
    let words = text.words();
    !words.chars().any(char::is_lowercase) || text.runs.iter().all(|run| run.style == Style::Strong)
}

/// From the first place in a table to the last.
fn extent(table: &Table) -> Range<usize> {
    let texts = table.title.iter().chain(&table.stub).chain(&table.notes);
    let heads = table.head.iter().flatten().map(|cell| &cell.text);
    let mut places: Vec<Range<usize>> = texts.chain(heads).map(Text::at).collect();
    places.extend(table.rows.iter().map(|row| row.at.clone()));
    over(places.into_iter())
}

/// From the first of some places to the last.
fn over(places: impl Iterator<Item = Range<usize>>) -> Range<usize> {
    let all = places.filter(|at| !at.is_empty());
    all.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(0..0)
}
