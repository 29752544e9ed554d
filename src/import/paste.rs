//! A statement pasted from a spreadsheet: cells between tabs.
//!
//! Steps:
//! 1. Cells that only complete a figure, `$`, `)`, `%`, join it; what then stands in columns are figures.
//! 2. The lines above the first line of figures are its head; a cell of it reaches to the next one.
//! 3. What the table means is read as that of a filing is.

use std::ops::Range;

use super::filing::{Block, Cell, Filing, HeadCell, Row, Table, Text};
use super::plan::currency;
use super::statement::Statement;
use super::table::{self, Terms, scale_word};
use super::{figure, reading, sums, units};
use crate::date::FiscalYearEnd;
use crate::diag::{Diagnostic, code};
use crate::model::statement::StatementKind;
use crate::source::{SitePath, Span};
use crate::text::currency as marks;
use crate::text::table as cells;

/// A statement as the content format has it.
#[derive(Debug)]
pub struct Pasted {
    /// The file.
    pub csv: String,
    /// In which multiples money is printed, where the paste says so: `thousands`.
    pub scale: Option<&'static str>,
    /// Its currency, where the paste says so in words or signs.
    pub currency: String,
    /// The heads of the columns, as written.
    pub heads: Vec<String>,
    /// How many lines have a concept, of how many that have figures.
    pub concepts: (usize, usize),
    /// What could not be kept as it stands.
    pub found: Vec<Diagnostic>,
}

/// Reads a paste as a statement of a kind. Places are those of the paste, which is called `path`.
///
/// # Errors
/// When it is no table, or no column of it has a period.
pub fn paste(
    path: &SitePath,
    text: &str,
    kind: &StatementKind,
    year_end: &FiscalYearEnd,
    site: &str,
) -> Result<Pasted, Vec<Diagnostic>> {
    let fail = |range: Range<usize>, message: &str, help: &str| {
        Diagnostic::error(code::UNREADABLE, Span::new(path, range), message).help(help)
    };
    let delimiter = if text.contains('\t') { b'\t' } else { b',' };
    let lines = cells::read(text, delimiter).map_err(|errors| {
        errors.into_iter().map(|e| fail(e.range, e.message, e.help)).collect::<Vec<_>>()
    })?;
    let grid: Vec<Vec<Piece>> = lines.iter().map(pieces).collect();
    let Some(table) = table(&grid, kind, text.len()) else {
        let help = "copy the whole table in the spreadsheet, labels and heads included, and paste it as it is";
        return Err(vec![fail(
            0..0,
            "there is no line with a label and figures in this paste",
            help,
        )]);
    };
    let filing = Filing { blocks: vec![Block::Table(table)], ..Filing::default() };
    let reading = reading::read(filing, Some(year_end));
    let statement: &Statement =
        reading.statements().next().expect("invariant: the only block is a table");
    if statement.columns.iter().all(|column| column.covered.period().is_none()) {
        let help = "copy the lines of the heads, too (“Three months ended June 30,” over “2008”), or write heads as the format has \
                    them: 2008-Q2, 2008-H1, 2008-06-30";
        return Err(vec![fail(0..0, "no column says which period it reports", help)]);
    }
    let mut found = Vec::new();
    let named = [(kind.name(), statement)];
    let sums = sums::of(&named, path, year_end, site);
    let terms = Terms {
        path,
        year_end,
        currency: currency(statement, site),
        sums: sums.first().map_or(&[], Vec::as_slice),
    };
    let csv = table::csv(statement, &terms, &mut found).text;
    let figures = statement.lines.iter().filter(|line| !line.is_section());
    Ok(Pasted {
        heads: heads(&csv),
        csv,
        scale: statement.scaled.then(|| scale_word(statement.scale)),
        currency: currency(statement, site).to_owned(),
        concepts: (figures.clone().filter(|line| line.mapped.is_some()).count(), figures.count()),
        found,
    })
}

/// The heads of the columns of figures in the written file.
fn heads(csv: &str) -> Vec<String> {
    let known = ["label", "concept", "unit", "scale", "at", "negate", "id", "sum_of"];
    let lines = cells::read(csv, b',').unwrap_or_default();
    let fields = lines.into_iter().next().map(|line| line.fields).unwrap_or_default();
    let texts = fields.into_iter().map(|field| field.text);
    texts.filter(|text| !known.contains(&text.as_str())).collect()
}

/// A cell that is not blank, with what belongs to it.
struct Piece {
    column: usize,
    text: String,
    indent: usize,
    at: Range<usize>,
}

/// The cells of a line; one that only completes a figure is joined to it.
fn pieces(line: &cells::Line) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut opening: Option<(String, usize)> = None;
    for (column, field) in line.fields.iter().enumerate() {
        let blank = |c: char| c.is_whitespace() || c == '\u{a0}';
        let text =
            field.text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let last = pieces.last_mut().filter(|last| last.column > 0);
        match (last, text.as_str()) {
            (Some(last), ")" | "%" | ")%") if opening.is_none() => {
                last.text.push_str(&text);
                last.at.end = field.range.end;
            }
            (Some(last), mark)
                if opening.is_none()
                    && (marks::code(mark).is_some() || mark == "€")
                    && is_figure(&last.text)
                    && marks::of(&last.text).is_none() =>
            {
                last.text.push(' ');
                last.text.push_str(mark);
                last.at.end = field.range.end;
            }
            (_, sign)
                if column > 0 && (marks::is_mark(sign) || matches!(sign, "(" | "$(" | "$ (")) =>
            {
                let before = opening.take().map_or_else(String::new, |(before, _)| before);
                opening = Some((format!("{before}{text}"), field.range.start));
            }
            _ => {
                let (text, start) = match opening.take() {
                    Some((sign, start)) if sign.ends_with('(') => (format!("{sign}{text}"), start),
                    Some((sign, start)) => (format!("{sign} {text}"), start),
                    None => (text, field.range.start),
                };
                let indent = field.text.chars().take_while(|c| blank(*c)).count();
                pieces.push(Piece { column, text, indent, at: start..field.range.end });
            }
        }
    }
    pieces
}

/// A figure, and not the year of a head.
fn is_figure(text: &str) -> bool {
    let year = text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|b| b.is_ascii_digit());
    !year && figure::is_figure(text)
}

/// The grid as a table of a filing; `None` when it has no line of figures.
fn table(grid: &[Vec<Piece>], kind: &StatementKind, length: usize) -> Option<Table> {
    let has_figure = |line: &Vec<Piece>| line.iter().any(|p| p.column > 0 && is_figure(&p.text));
    let first = grid.iter().position(has_figure)?;
    // A section directly above the first figures belongs to them, unless nothing else can be the head.
    let is_label = |line: &Vec<Piece>| line.iter().all(|piece| piece.column == 0);
    let head_end = grid.iter().take(first).rposition(|line| !is_label(line)).map_or(0, |at| at + 1);
    let (head, body) = grid.split_at(head_end);
    let mut columns: Vec<usize> = body
        .iter()
        .flatten()
        .filter(|piece| piece.column > 0 && figure::is_figure(&piece.text))
        .map(|piece| piece.column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut table = Table { at: 0..length, columns: columns.len(), ..Table::default() };
    let name = match kind {
        StatementKind::Other(_) => None,
        StatementKind::Income => Some("Statement of operations"),
        StatementKind::BalanceSheet => Some("Balance sheet"),
        StatementKind::CashFlows => Some("Statement of cash flows"),
        StatementKind::Equity => Some("Statement of stockholders' equity"),
    };
    table.title.extend(name.map(|name| Text::plain(name, 0..0)));
    for line in head {
        head_line(line, &columns, &mut table);
    }
    for line in body {
        if is_label(line) && line.iter().all(|piece| units::is_phrase(&piece.text)) {
            table.title.extend(line.iter().map(text));
        } else {
            table.rows.push(row(line, &columns));
        }
    }
    Some(table)
}

fn text(piece: &Piece) -> Text {
    Text::plain(piece.text.clone(), piece.at.clone())
}

/// A line of the head: what stands over the labels, and cells that each reach to the next one.
fn head_line(line: &[Piece], columns: &[usize], table: &mut Table) {
    let (labels, heads): (Vec<&Piece>, Vec<&Piece>) = line.iter().partition(|p| p.column == 0);
    if heads.is_empty() {
        table.title.extend(labels.into_iter().map(text));
        return;
    }
    table.stub.extend(labels.into_iter().map(text));
    let mut cells = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(usize::MAX, |next| next.column);
        let first = columns.iter().position(|column| *column >= head.column);
        let behind = columns.iter().filter(|column| **column < end).count();
        let first = first.filter(|first| *first < behind);
        // A head behind its figures, over the cell of a closing parenthesis, is that of the last column.
        let first = first.or_else(|| columns.len().checked_sub(1)).unwrap_or_default();
        let range = first..behind.max(first + 1).min(columns.len());
        cells.push(HeadCell { text: text(head), columns: range });
    }
    table.head.push(cells);
}

fn row(line: &[Piece], columns: &[usize]) -> Row {
    let label = line.iter().find(|piece| piece.column == 0);
    let cell = |column: &usize| {
        let piece = line.iter().find(|piece| piece.column == *column)?;
        Some(Cell { printed: piece.text.clone(), at: piece.at.clone(), ..Cell::default() })
    };
    let at = line.first().map_or(0..0, |first| first.at.clone());
    let end = line.last().map_or(at.end, |last| last.at.end);
    let indent = label.map_or(0, |label| label.indent / 2).min(4);
    Row {
        at: at.start..end,
        label: label.map(text).unwrap_or_default(),
        indent: u8::try_from(indent).unwrap_or_default(),
        cells: columns.iter().map(cell).collect(),
        ruled: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(kind: &str, text: &str) -> Result<Pasted, String> {
        let kind = StatementKind::parse(kind).unwrap();
        let year_end = FiscalYearEnd::parse("12-31").unwrap();
        paste(&SitePath::fixed("paste.tsv"), text, &kind, &year_end, "USD")
            .map_err(|found| found.into_iter().map(|d| d.message).collect())
    }

    #[test]
    fn the_currency_is_that_of_the_words_else_of_the_signs_else_of_the_site() {
        let of = |unit: &str, sign: &str, site: &str| {
            let text = format!(
                "({unit}in thousands)\n\t2008-Q2\t2007-Q2\nRevenue\t{sign} 42\t{sign} 40\nNet loss\t(7)\t(9)\n"
            );
            let year_end = FiscalYearEnd::parse("12-31").unwrap();
            let kind = StatementKind::Income;
            let path = SitePath::fixed("paste.tsv");
            paste(&path, &text, &kind, &year_end, site).unwrap().currency
        };
        assert_eq!(of("euros ", "", "USD"), "EUR");
        assert_eq!(of("", "\u{20ac}", "USD"), "EUR");
        assert_eq!(of("", "", "EUR"), "EUR");
        assert_eq!(of("", "$", "CAD"), "CAD");
        assert_eq!(of("", "$", "EUR"), "USD");
        assert_eq!(of("", "\u{a5}", "CNY"), "CNY");
        assert_eq!(of("", "\u{a5}", "USD"), "JPY");
    }

    #[test]
    fn signs_in_cells_of_their_own_join_their_figures() {
        let text = "Example Therapeutics, Inc.\n(in thousands, except per share data)\n\tThree months ended June 30,\t\t\t\t\t\n\
                    \t2008\t\t\t2007\t\t\nRevenue\t$\t42\t\t$\t100\t\nOperating expenses:\n  Research and development\t\t3,118\t\t\t2,950\t\n\
                    Net loss\t$\t(7,765\t)\t$\t(7,044\t)\nBasic and diluted net loss per share\t$\t(0.15\t)\t$\t(0.22\t)\n";
        let pasted = pasted("income", text).unwrap();
        assert_eq!(
            pasted.csv,
            "label,concept,unit,2008-Q2,2007-Q2\nRevenue,Revenues,,$ 42,$ 100\nOperating expenses:\n\
             \u{20} Research and development,ResearchAndDevelopmentExpense,,\"3,118\",\"2,950\"\n\
             Net loss,NetIncomeLoss,,\"$ (7,765)\",\"$ (7,044)\"\n\
             Basic and diluted net loss per share,EarningsPerShareBasicAndDiluted,USD/shares,$ (0.15),$ (0.22)\n"
        );
        assert_eq!((pasted.scale, pasted.found.len()), (Some("thousands"), 0));
    }

    #[test]
    fn heads_reach_over_the_columns_below_them() {
        let text = "\tThree months ended June 30,\t\tSix months ended June 30,\t\n\
                    \t2008\t2007\t2008\t2007\nNet loss\t(7,765)\t(7,044)\t(13,842)\t(14,718)\n";
        assert_eq!(
            pasted("income", text).unwrap().heads,
            ["2008-Q2", "2007-Q2", "2008-H1", "2007-H1"]
        );
    }

    #[test]
    fn balances_stand_at_days() {
        let text =
            "\tJune 30, 2008\tDecember 31, 2007\nTotal assets\t-7321\t0\nTotal liabilities\t--\t\n";
        let pasted = pasted("balance-sheet", text).unwrap();
        assert_eq!(
            pasted.csv,
            "label,concept,2008-06-30,2007-12-31\nTotal assets,Assets,-7321,0\nTotal liabilities,Liabilities,--,\n"
        );
        assert_eq!(pasted.scale, None);
    }

    #[test]
    fn what_is_no_table_of_periods_is_refused() {
        for (text, message) in [
            ("", "there is no line with a label and figures in this paste"),
            ("Only words\nand more\n", "there is no line with a label and figures in this paste"),
            ("Revenue\t42\t100\n", "no column says which period it reports"),
            ("\tThis\tThat\nRevenue\t42\t100\n", "no column says which period it reports"),
            ("\"Revenue\t42\n", "this quote is never closed"),
        ] {
            assert_eq!(pasted("income", text).map(|p| p.csv), Err(message.to_owned()), "{text:?}");
        }
    }
}
