//! `data/financials.xlsx`: the sheets of all periods, and the source of every figure. The only door to
//! `rust_xlsxwriter`.
//!
//! Text is always written as text, never as a formula. The one date in the file is that of the newest figure, so
//! that the same figures make the same bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Note, Url,
    Workbook, Worksheet, XlsxError,
};

use super::context::Context;
use super::data::{FACT_COLUMNS, fact_lines};
use super::sheets::{LEAD, Row, Sheet, TAIL, UNIT, sheets};
use super::words;
use crate::model::fact::Fact;
use crate::model::statement::{Scale, Unit};
use crate::text::cells::{Cell, inert};

/// The longest text that a cell of a workbook holds, the most columns of a sheet, and the most rows.
const LONGEST: usize = 32_767;
const COLUMNS: usize = 16_384;
const ROWS: usize = 1_048_576;
/// Decimal digits that a spreadsheet's binary number holds exactly.
const EXACT: usize = 15;

/// What is marked in a cell, and how: the first sheet and the page about the downloads both say it.
pub(super) const MARKS: [(&str, &str); 5] = [
    (
        "Italics",
        "A derived figure: no document prints it. A note on the cell names the two that it is the difference of.",
    ),
    (
        "Underlined",
        "A revised figure: an earlier document reported another value. A note on the cell gives it.",
    ),
    ("\u{2013}", "A nil: the document prints a dash. No number, and not zero."),
    ("Empty cell", "Nothing is reported for that period."),
    (
        "0",
        "A zero: the document prints it, or, in italics, it is the difference of two equal figures.",
    ),
];

/// The workbook.
pub(super) fn financials(context: &Context<'_>) -> Vec<u8> {
    let sheets = sheets(context.site);
    // What a workbook cannot hold is cut off below, so that nothing is left that it could refuse.
    write(context, &sheets)
        .expect("invariant: sheets are named and filled within the format's limits")
}

fn write(context: &Context<'_>, sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let site = context.site;
    let company = &site.edition.company.name;
    let mut properties = DocProperties::new()
        .set_title(format!("{company}: all periods side by side"))
        .set_author(company);
    let newest = site.facts.iter().map(|fact| fact.published.date()).max();
    if let Some(created) =
        newest.and_then(|date| ExcelDateTime::parse_from_str(&date.to_string()).ok())
    {
        properties = properties.set_creation_datetime(&created);
    }
    let mut book = Workbook::new();
    book.set_properties(&properties);
    let names = names(sheets);
    about(book.add_worksheet(), context, sheets, &names)?;
    for (sheet, name) in sheets.iter().zip(&names) {
        statement(book.add_worksheet().set_name(name)?, context, sheet)?;
    }
    sources(book.add_worksheet().set_name(SOURCES)?, context)?;
    book.save_to_buffer()
}

/// The column of the last sheet that `facts.csv` has not.
pub(super) const ADDRESS: (&str, &str) =
    ("address", "In the workbook only: the address of the line on this site.");

const ABOUT: &str = "About";
const SOURCES: &str = "Sources";

/// A name for each sheet that no other has, in the 31 characters that there are.
fn names(sheets: &[Sheet<'_>]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        [ABOUT, SOURCES, "History"].into_iter().map(str::to_lowercase).collect();
    let name = |sheet: &Sheet<'_>| {
        let title = words::statement(&sheet.kind);
        let cut = |length: usize| title.chars().take(length).collect::<String>();
        let numbered = (2..).map(|n| format!("{} {n}", cut(25)));
        let mut candidates = std::iter::once(cut(31)).chain(numbered);
        let free = candidates.find(|name| taken.insert(name.to_lowercase()));
        free.expect("invariant: numbers do not end")
    };
    sheets.iter().map(name).collect()
}

/// The first sheet: what is where, and what the marks mean.
fn about(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    sheets: &[Sheet<'_>],
    names: &[String],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(ABOUT)?.set_column_width(0, 24)?.set_column_width(1, 104)?;
    let mut row = 0;
    let mut line = |left: &str, right: &str, head: bool| -> Result<(), XlsxError> {
        text(sheet, row, 0, left, Some(if head { &bold } else { &wrap }))?;
        text(sheet, row, 1, right, Some(if head { &bold } else { &wrap }))?;
        row += 1;
        Ok(())
    };
    line(&context.site.edition.company.name, "All periods side by side", true)?;
    line(
        "",
        "Values are in whole units and in the sign of the statement; number formats show them as statements print them.",
        false,
    )?;
    line("Where", &context.address("data/index.html"), false)?;
    line("", "", false)?;
    line("Sheet", "Holds", true)?;
    for (own, name) in sheets.iter().zip(names) {
        line(name, &caption(own), false)?;
    }
    line(
        SOURCES,
        "Every figure with the document, statement, row and column that prints it.",
        false,
    )?;
    line("", "", false)?;
    line("Mark", "Meaning", true)?;
    for (mark, meaning) in MARKS {
        line(mark, meaning, false)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// `Balance sheet. Amounts shown in thousands of US dollars.`
fn caption(sheet: &Sheet<'_>) -> String {
    let currencies: BTreeSet<&str> = sheet
        .rows
        .iter()
        .filter_map(|row| match &row.head.unit {
            Unit::Money(code) => Some(code.as_str()),
            _ => None,
        })
        .collect();
    let title = sheet.kind.title();
    match currencies.into_iter().collect::<Vec<_>>().as_slice() {
        [] => format!("{title}."),
        [one] => {
            format!("{title}. Money is shown in {}.", words::scaled_currency(sheet.scale, one))
        }
        several => format!("{title}. Money is in {}.", several.join(", ")),
    }
}

fn statement(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    own: &Sheet<'_>,
) -> Result<(), XlsxError> {
    let year_end = &context.site.edition.company.year_end;
    let lead = column(LEAD.len());
    let shown = own.periods.len().min(COLUMNS - LEAD.len() - TAIL.len());
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let figures = head.clone().set_align(FormatAlign::Right);
    for (at, own) in LEAD.iter().enumerate() {
        text(sheet, 0, column(at), own.name, Some(&head))?;
    }
    for (at, period) in own.periods.iter().take(shown).enumerate() {
        text(sheet, 0, lead + column(at), &year_end.code(*period), Some(&figures))?;
    }
    for (at, own) in TAIL.iter().enumerate() {
        text(sheet, 0, lead + column(shown + at), own.name, Some(&head.clone().set_indent(1)))?;
    }
    for (index, row) in own.rows.iter().enumerate().take(ROWS - 1) {
        let at = u32::try_from(index + 1).unwrap_or(u32::MAX);
        line(sheet, at, (context, own), row, shown)?;
    }
    sheet.set_column_width(0, 46)?.set_column_width(1, 44)?.set_column_width(2, 14)?;
    sheet.set_column_width(3, 6)?;
    if shown > 0 {
        sheet.set_column_range_width(lead, lead + column(shown - 1), 13)?;
    }
    let tail = lead + column(shown);
    sheet.set_column_range_width(tail, tail + column(TAIL.len() - 1), 34)?;
    sheet.set_freeze_panes(1, 1)?;
    // What stands behind the figures says in words what their look says on paper.
    let last = u32::try_from(own.rows.len().min(ROWS - 1)).unwrap_or(u32::MAX);
    sheet.set_print_area(0, 0, last, tail.max(1) - 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// A line of a statement.
fn line(
    sheet: &mut Worksheet,
    at: u32,
    (context, own): (&Context<'_>, &Sheet<'_>),
    row: &Row<'_>,
    shown: usize,
) -> Result<(), XlsxError> {
    let base = if row.total {
        Format::new().set_bold().set_border_top(FormatBorder::Thin)
    } else {
        Format::new()
    };
    let around = LEAD
        .iter()
        .enumerate()
        .chain(TAIL.iter().enumerate().map(|(index, own)| (LEAD.len() + shown + index, own)));
    for (index, column_of) in around {
        let format = match column_of.name {
            UNIT => base.clone().set_num_format(unit_format(row, own.scale)),
            _ if index >= LEAD.len() => base.clone().set_indent(1),
            _ => base.clone(),
        };
        cell(sheet, at, column(index), &(column_of.of)(&row.head), Some(&format))?;
    }
    let number = base.set_num_format(number_format(row, own.scale)).set_align(FormatAlign::Right);
    for (index, fact) in row.facts.iter().take(shown).enumerate() {
        let index = column(LEAD.len() + index);
        let Some(fact) = fact else {
            sheet.write_blank(at, index, &number)?;
            continue;
        };
        let mut format = number.clone();
        if let Some(remark) = row.remark(context.site, own.scale, fact) {
            format = if fact.is_derived() {
                format.set_italic()
            } else {
                format.set_underline(FormatUnderline::Single)
            };
            let note = Note::new(clipped(&remark)).set_author("ir-site").add_author_prefix(false);
            sheet.insert_note(at, index, &note)?;
        }
        match row.value(fact) {
            Some(value) => {
                cell(sheet, at, index, &Cell::Number(value.to_string()), Some(&format))?;
            }
            None => text(sheet, at, index, "\u{2013}", Some(&format))?,
        }
    }
    Ok(())
}

/// The power of ten of the multiples in which a row's figures are shown.
fn exponent(row: &Row<'_>, scale: Scale) -> u32 {
    match row.head.unit {
        Unit::Money(_) => scale.exponent(),
        _ => 0,
    }
}

/// The format that shows beside the unit in which multiples the figures are seen: `USD thousands`. The cell itself
/// holds `USD`, as the figures are whole.
fn unit_format(row: &Row<'_>, scale: Scale) -> String {
    match exponent(row, scale) {
        0 => "@".to_owned(),
        _ => format!("@\" {}\"", scale.word()),
    }
}

/// The format that shows a row's figures as its statement prints them: `#,##0,_);(#,##0,)` for thousands. A nil is a
/// text, and ends where the digits do.
fn number_format(row: &Row<'_>, scale: Scale) -> String {
    let exponent = exponent(row, scale);
    let digits = |fact: &Fact| {
        let shown = fact.decimals.saturating_add(i32::try_from(exponent).unwrap_or_default());
        fact.value.map_or(0, |_| usize::try_from(shown).unwrap_or_default())
    };
    // The format knows thirty digits after the point.
    let digits =
        row.facts.iter().flatten().map(|fact| digits(fact)).max().unwrap_or_default().min(30);
    let point = if digits > 0 { "." } else { "" };
    let commas = ",".repeat(usize::try_from(exponent / 3).unwrap_or_default());
    let body = format!("#,##0{point}{}{commas}", "0".repeat(digits));
    format!("{body}_);({body});{body}_);@_)")
}

/// Every figure with its source, as `facts.csv` has it, and the address of the line that prints it.
fn sources(sheet: &mut Worksheet, context: &Context<'_>) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let link = Format::new().set_hyperlink();
    let address = column(FACT_COLUMNS.len());
    for (at, own) in FACT_COLUMNS.iter().enumerate() {
        text(sheet, 0, column(at), own.name, Some(&head))?;
    }
    text(sheet, 0, address, ADDRESS.0, Some(&head))?;
    let facts = context.site.facts.iter();
    let lines = fact_lines(context.site);
    let last = lines.len().min(ROWS - 1);
    for ((index, line), fact) in lines.iter().enumerate().zip(facts).take(ROWS - 1) {
        let at = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (place, own) in FACT_COLUMNS.iter().enumerate() {
            cell(sheet, at, column(place), &(own.of)(line), None)?;
        }
        let to = context.fact_address(fact);
        // Where a link is too long for the format, or there are more than it allows, the text stands alone.
        if sheet.write_url_with_format(at, address, Url::new(&to), &link).is_err() {
            text(sheet, at, address, &to, None)?;
        }
    }
    for (at, width) in [36, 40, 11, 11, 11, 14, 9, 8, 14, 16, 34, 8, 26, 70].into_iter().enumerate()
    {
        sheet.set_column_width(column(at), width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, address)?;
    // Addresses are followed on a screen; on paper they would take a fifth of the width.
    sheet.set_print_area(0, 0, last, address - 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes a cell: a number as a number, unless it has more digits than a spreadsheet's number holds. A format is
/// looked up for each cell that has one, so the plain cells of long sheets have none.
fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => blank(sheet, row, column, format),
        Cell::Text(words) => text(sheet, row, column, words, format),
        Cell::Number(digits) => match digits.parse::<f64>() {
            Ok(number) if digits.bytes().filter(u8::is_ascii_digit).count() <= EXACT => {
                match format {
                    Some(format) => sheet.write_number_with_format(row, column, number, format),
                    None => sheet.write_number(row, column, number),
                }
                .map(drop)
            }
            _ => text(sheet, row, column, digits, format),
        },
    }
}

/// A blank cell is there for its format alone.
fn blank(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    match format {
        Some(format) => sheet.write_blank(row, column, format).map(drop),
        None => Ok(()),
    }
}

/// Writes text. What would become a formula when the cell is edited carries the mark of a text.
fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    if words.is_empty() {
        return blank(sheet, row, column, format);
    }
    let quoted;
    let format = if matches!(inert(words), Cow::Owned(_)) {
        quoted = format.cloned().unwrap_or_default().set_quote_prefix();
        Some(&quoted)
    } else {
        format
    };
    match format {
        Some(format) => sheet.write_string_with_format(row, column, clipped(words), format),
        None => sheet.write_string(row, column, clipped(words)),
    }
    .map(drop)
}

fn clipped(words: &str) -> &str {
    if words.len() <= LONGEST / 2 {
        return words;
    }
    let end = words.char_indices().nth(LONGEST / 2).map_or(words.len(), |(end, _)| end);
    words.get(..end).unwrap_or(words)
}

fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
