//! An import as one JSON object: the contract of `--format json`.

use serde_json::{Map, Value, json};

use super::concepts::{At, Kind, UnitOf};
use super::figure::Figure;
use super::filing::Cell;
use super::plan::currency;
use super::scan::Basis;
use super::statement::{Column, Line, Statement, folded};
use super::{Imported, prose};
use crate::source::Lines;

/// One object on one line, without a line end.
pub(crate) fn object(imported: &Imported, file: &str) -> String {
    let reading = &imported.reading;
    let lines = Lines::of(&imported.text);
    let dropped: Vec<Value> = reading
        .dropped
        .iter()
        .map(|dropped| {
            json!({"text": dropped.text, "why": dropped.why.word(), "line": lines.line(dropped.at.start)})
        })
        .collect();
    let statements: Vec<Value> =
        reading.statements().map(|statement| value(statement, &lines, &imported.text)).collect();
    let header = &reading.header;
    let companies: Vec<Value> = header
        .companies
        .iter()
        .map(|filer| json!({"name": filer.name, "cik": filer.cik}))
        .collect();
    json!({
        "file": file,
        "format": imported.format,
        "form": header.form,
        "exhibit": header.exhibit,
        "accession": header.accession,
        "filed": header.filed.map(|date| date.to_string()),
        "items": header.items,
        "companies": companies,
        "statements": statements,
        "prose": prose::markdown(&reading.parts).text,
        "dropped": dropped,
    })
    .to_string()
}

fn value(statement: &Statement, lines: &Lines, text: &str) -> Value {
    let words = |texts: &[super::filing::Text]| -> Vec<String> {
        texts.iter().map(|text| folded(&text.words())).collect()
    };
    json!({
        "kind": kind(statement.kind),
        "title": words(&statement.title).join(" / "),
        "unit": words(&statement.unit).join(" / "),
        "unaudited": statement.unaudited,
        "selected": statement.selected,
        "scale": statement.scale,
        "currency": currency(statement, "USD"),
        "stub": words(&statement.stub),
        "columns": statement.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": statement.lines.iter().map(|line| row(line, statement, lines, text)).collect::<Vec<_>>(),
        "notes": words(&statement.notes),
        "line": lines.line(statement.at.start),
    })
}

/// The word for a kind of statement: the name of its file in content, too.
pub(crate) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Income => "income",
        Kind::BalanceSheet => "balance-sheet",
        Kind::CashFlows => "cash-flows",
        Kind::Equity => "equity",
        Kind::Other => "other",
    }
}

fn column(column: &Column) -> Value {
    let basis = match column.basis {
        Basis::Reported => "reported",
        Basis::ProForma => "pro_forma",
        Basis::Adjustment => "adjustment",
        Basis::Change => "change",
    };
    json!({
        "start": column.covered.start.map(|day| day.to_string()),
        "end": column.covered.end.map(|day| day.to_string()),
        "label": column.label,
        "basis": basis,
    })
}

fn row(line: &Line, statement: &Statement, lines: &Lines, text: &str) -> Value {
    let mut row = Map::new();
    row.insert("label".into(), line.words().into());
    row.insert("concept".into(), line.concept().map_or(Value::Null, std::convert::Into::into));
    if !line.is_section() && line.scale != statement.scale {
        row.insert("scale".into(), line.scale.into());
    }
    if !line.is_section() {
        let unit = match line.unit {
            UnitOf::Money => "money",
            UnitOf::PerShare => "per_share",
            UnitOf::Shares => "shares",
            UnitOf::Pure => "pure",
        };
        row.insert("unit".into(), unit.into());
    }
    if let Some(at) = line.mapped.and_then(|mapped| mapped.at) {
        row.insert("at".into(), if at == At::Start { "start" } else { "end" }.into());
    }
    let section = line.is_section();
    let values: Vec<Value> = line.figures.iter().map(|figure| number(figure.as_ref())).collect();
    let printed: Vec<&str> = line
        .cells
        .iter()
        .map(|cell| cell.as_ref().map_or("", |cell| as_it_stands(cell, text)))
        .collect();
    row.insert("values".into(), if section { json!([]) } else { values.into() });
    row.insert("printed".into(), if section { json!([]) } else { json!(printed) });
    row.insert("line".into(), lines.line(line.at.start).into());
    Value::Object(row)
}

/// The print with the blanks that it has in the input, where it stands there in one piece.
fn as_it_stands<'a>(cell: &'a Cell, text: &'a str) -> &'a str {
    let raw = text.get(cell.at.clone()).unwrap_or_default().trim();
    let same = raw.split_whitespace().eq(cell.printed.split_whitespace());
    if same && !raw.contains('\n') { raw } else { &cell.printed }
}

/// The value as printed, with the digits of the print.
fn number(figure: Option<&Figure>) -> Value {
    match figure {
        Some(Figure::Number { value, .. }) => {
            serde_json::from_str(&value.to_string()).unwrap_or(Value::Null)
        }
        Some(Figure::Nil | Figure::Words) | None => Value::Null,
    }
}
