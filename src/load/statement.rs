//! A statement's table: `income.csv` and its like, as printed.

use std::collections::BTreeMap;

use super::Loader;
use super::fields::{self, Fields, Reader};
use super::table::Head;
use crate::diag::{Code, Diagnostic, code, nearest};
use crate::model::concept::{self, ConceptKind};
use crate::model::counted::Sections;
use crate::model::statement::{Column, Row, Scale, Statement, StatementKind};
use crate::source::SitePath;
use crate::text::amount::Cell;
use crate::text::yaml::Node;

/// What holds for all statements of the company unless a document says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Defaults {
    /// ISO 4217.
    pub currency: String,
    /// In which multiples money is printed.
    pub scale: Scale,
    unaudited: bool,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { currency: "USD".into(), scale: Scale::Ones, unaudited: false }
    }
}

/// What a document says of one statement; what it leaves out is as the company's defaults have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    title: Option<String>,
    currency: Option<String>,
    scale: Option<Scale>,
    unaudited: Option<bool>,
    selected: Option<bool>,
}

/// What holds for one statement: the document's own settings over the company's defaults.
pub(super) struct Terms {
    title: Option<String>,
    selected: bool,
    defaults: Defaults,
}

impl Settings {
    /// The document's own settings over the defaults.
    pub(super) fn over(defaults: &Defaults, own: Option<&Self>) -> Terms {
        let own = own.cloned().unwrap_or_default();
        Terms {
            title: own.title,
            selected: own.selected.unwrap_or(false),
            defaults: Defaults {
                currency: own.currency.unwrap_or_else(|| defaults.currency.clone()),
                scale: own.scale.unwrap_or(defaults.scale),
                unaudited: own.unaudited.unwrap_or(defaults.unaudited),
            },
        }
    }
}

fn currency(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let code = fields::line(node, reader)?;
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(code);
    }
    let message = format!("`{code}` is not a currency code");
    reader.error_help(code::BAD_VALUE, &node.range, message, "use ISO 4217: USD, EUR, CHF …");
    None
}

fn scale(node: &Node, reader: &mut Reader<'_>) -> Option<Scale> {
    fields::one_of(node, reader, &Scale::ALL)
}

/// Reads the company's `statements`.
pub(super) fn read_defaults(node: &Node, reader: &mut Reader<'_>) -> Option<Defaults> {
    let mut fields = Fields::of(node, reader)?;
    let plain = Defaults::default();
    let defaults = Defaults {
        currency: fields.optional("currency", reader, currency).unwrap_or(plain.currency),
        scale: fields.optional("scale", reader, scale).unwrap_or(plain.scale),
        unaudited: fields.optional("unaudited", reader, fields::truth).unwrap_or(plain.unaudited),
    };
    fields.close(reader);
    Some(defaults)
}

/// Reads a document's settings for one statement.
pub(super) fn read_settings(node: &Node, reader: &mut Reader<'_>) -> Option<Settings> {
    let mut fields = Fields::of(node, reader)?;
    let settings = Settings {
        title: fields.optional("title", reader, fields::line),
        currency: fields.optional("currency", reader, currency),
        scale: fields.optional("scale", reader, scale),
        unaudited: fields.optional("unaudited", reader, fields::truth),
        selected: fields.optional("selected", reader, fields::truth),
    };
    fields.close(reader);
    Some(settings)
}

/// Reads a statement; `None` when its head cannot be read, which has been reported. Lines that cannot be
/// read are reported and left out.
pub(super) fn load(
    loader: &mut Loader<'_>,
    path: &SitePath,
    kind: StatementKind,
    terms: &Terms,
) -> Option<Statement> {
    let (text, mut reader) = loader.open(path)?;
    let delimiter = if path.extension() == "tsv" { b'\t' } else { b',' };
    let lines = reader.table(&text, delimiter)?;
    let Some((head, lines)) = lines.split_first() else {
        let help = "the first line names the columns: label,concept,2008-Q2,2007-Q2";
        reader.error_help(code::HEAD, &(0..0), "this statement is empty", help);
        return None;
    };
    let head = Head::read(head, &mut reader)?;
    let defaults = &terms.defaults;
    let mut rows: Vec<Row> = Vec::new();
    let mut sections = Sections::default();
    for line in lines {
        if let Some(row) = head.row(line, defaults, &mut sections, &mut reader) {
            rows.push(row);
        }
    }
    check_rows(&rows, &mut reader);
    check_balances(&rows, &head.columns(), &mut reader);
    Some(Statement {
        title: terms.title.clone().unwrap_or_else(|| kind.title()),
        kind,
        path: path.clone(),
        unaudited: defaults.unaudited,
        selected: terms.selected,
        currency: defaults.currency.clone(),
        scale: defaults.scale,
        columns: head.columns(),
        rows,
        revisions: Vec::new(),
    })
}

/// Ids stand once, and sums name lines that exist.
fn check_rows(rows: &[Row], reader: &mut Reader<'_>) {
    let mut seen: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in rows {
        if let Some(first) = seen.get(row.id.as_str()) {
            let mut finding =
                error_at(row, code::DUPLICATE_ID, format!("two lines have the id `{}`", row.id));
            finding = finding.label(first.span.clone(), "the first of them");
            reader.diags.push(finding.help("add a column `id` and give one of them another name"));
        }
        seen.entry(&row.id).or_insert(row);
    }
    for row in rows {
        for (_, id) in row.sum_of.iter().flatten() {
            if seen.get(id.as_str()).is_none_or(|other| other.is_section()) {
                let near = nearest(id, rows.iter().map(|r| r.id.as_str()));
                let help = near.map_or_else(
                    || "ids are the labels’ words in lower case, joined by hyphens".to_owned(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                let message = format!("`sum_of` names no line `{id}`");
                reader.diags.push(error_at(row, code::DANGLING, message).help(help));
            }
        }
    }
}

/// A balance within a period says at which end it stands; else it would be taken for a flow.
fn check_balances(rows: &[Row], columns: &[Column], reader: &mut Reader<'_>) {
    let within = |column: &Column| matches!(column, Column::Period(p) if !p.is_instant());
    for row in rows.iter().filter(|row| row.at.is_none()) {
        let Some(concept) = &row.concept else { continue };
        let known = concept::find(&concept.value).map(|c| c.kind);
        let mut cells = row.cells.iter().zip(columns);
        if known == Some(ConceptKind::Balance)
            && cells.any(|(cell, column)| within(column) && cell.cell != Cell::Blank)
        {
            let message = format!("{} is a balance, and this column a period", concept.value);
            let finding = Diagnostic::error(code::BAD_VALUE, concept.span.clone(), message);
            reader.diags.push(finding.help(
                "add a column `at` with `start` or `end`: at which end of the period it stands",
            ));
        }
    }
}

fn error_at(row: &Row, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, row.span.clone(), message)
}
