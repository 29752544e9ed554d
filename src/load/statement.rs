//! A statement's table: `income.csv` and its like, as printed.

use super::Loader;
use super::fields::{self, Fields, Reader};
use crate::date::Period;
use crate::diag::{Code, Diagnostic, code, nearest};
use crate::model::concept::{self, ConceptKind};
use crate::model::statement::{At, Column, PlacedCell, Row, Scale, Statement, StatementKind, Unit};
use crate::source::{SitePath, Spanned};
use crate::text::amount::{self, Cell};
use crate::text::escape::slug;
use crate::text::table::{self, Field, Line};
use crate::text::yaml::Node;

/// What holds for all statements of the company unless a document says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    currency: String,
    scale: Scale,
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

impl Settings {
    /// The document's own settings over the defaults.
    pub(super) fn over(defaults: &Defaults, own: Option<&Self>) -> Self {
        let own = own.cloned().unwrap_or_default();
        Self {
            title: own.title,
            currency: own.currency.or_else(|| Some(defaults.currency.clone())),
            scale: own.scale.or(Some(defaults.scale)),
            unaudited: own.unaudited.or(Some(defaults.unaudited)),
            selected: own.selected,
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
    settings: &Settings,
) -> Option<Statement> {
    let (text, mut reader) = loader.open(path)?;
    let delimiter = if path.extension() == "tsv" { b'\t' } else { b',' };
    let lines = match table::read(&text, delimiter) {
        Ok(lines) => lines,
        Err(errors) => {
            for error in errors {
                reader.error_help(code::SYNTAX, &error.range, error.message, error.help);
            }
            return None;
        }
    };
    let Some((head, lines)) = lines.split_first() else {
        let help = "the first line names the columns: label,concept,2008-Q2,2007-Q2";
        reader.error_help(code::HEAD, &(0..0), "this statement is empty", help);
        return None;
    };
    let head = Head::read(head, &mut reader)?;
    let defaults = Defaults {
        currency: settings.currency.clone().unwrap_or_else(|| "USD".into()),
        scale: settings.scale.unwrap_or(Scale::Ones),
        unaudited: settings.unaudited.unwrap_or(false),
    };
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        if let Some(row) = head.row(line, &defaults, &mut reader) {
            rows.push(row);
        }
    }
    check_rows(&rows, &mut reader);
    Some(Statement {
        title: settings.title.clone().unwrap_or_else(|| kind.title()),
        kind,
        path: path.clone(),
        unaudited: defaults.unaudited,
        selected: settings.selected.unwrap_or(false),
        currency: defaults.currency,
        scale: defaults.scale,
        columns: head.columns(),
        rows,
        revisions: Vec::new(),
    })
}

/// What a column of the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Label,
    Concept,
    Unit,
    Scale,
    At,
    Negate,
    Id,
    SumOf,
    Figures(Column),
}

const KEYS: [(&str, Part); 8] = [
    ("label", Part::Label),
    ("concept", Part::Concept),
    ("unit", Part::Unit),
    ("scale", Part::Scale),
    ("at", Part::At),
    ("negate", Part::Negate),
    ("id", Part::Id),
    ("sum_of", Part::SumOf),
];

struct Head {
    parts: Vec<Part>,
}

impl Head {
    fn read(line: &Line, reader: &mut Reader<'_>) -> Option<Self> {
        let mut parts = Vec::new();
        let mut sound = true;
        for field in &line.fields {
            let part = part(field, reader);
            if let Some(part) = &part
                && parts.contains(part)
            {
                let message = format!("the column `{}` stands twice", field.text.trim());
                reader.error(code::HEAD, &field.range, message);
                sound = false;
            }
            sound &= part.is_some();
            parts.extend(part);
        }
        if sound && !parts.contains(&Part::Label) {
            let help = "the first line names the columns: label,concept,2008-Q2,2007-Q2";
            reader.error_help(code::HEAD, &line.range, "there is no column `label`", help);
            sound = false;
        }
        sound.then_some(Self { parts })
    }

    fn columns(&self) -> Vec<Column> {
        let column = |part: &Part| match part {
            Part::Figures(column) => Some(column.clone()),
            _ => None,
        };
        self.parts.iter().filter_map(column).collect()
    }

    fn row(&self, line: &Line, defaults: &Defaults, reader: &mut Reader<'_>) -> Option<Row> {
        let field = |part: &Part| {
            let index = self.parts.iter().position(|p| p == part)?;
            line.fields.get(index).filter(|field| !field.text.trim().is_empty())
        };
        let Some(label) = field(&Part::Label) else {
            let help = "give the line its label, or remove the line";
            reader.error_help(code::CELL, &line.range, "this line has no label", help);
            return None;
        };
        let empty = line.fields.iter().all(|f| std::ptr::eq(f, label) || f.text.trim().is_empty());
        if !(empty && line.fields.len() <= self.parts.len())
            && line.fields.len() != self.parts.len()
        {
            self.wrong_count(line, label, reader);
            return None;
        }
        let text = label.text.trim().split_whitespace().collect::<Vec<_>>().join(" ");
        let concept = field(&Part::Concept).and_then(|field| read_concept(field, reader));
        let own_unit = field(&Part::Unit)
            .and_then(|f| word(f, reader, Unit::parse, "USD, USD/shares, shares, pure"));
        let own_scale = field(&Part::Scale).and_then(|f| {
            let find = |text: &str| Scale::ALL.iter().find(|(w, _)| *w == text).map(|(_, s)| *s);
            word(f, reader, find, "ones, thousands, millions, billions")
        });
        let unit = own_unit.unwrap_or_else(|| unit_of(concept.as_ref(), &text, &defaults.currency));
        let scale = own_scale.unwrap_or(match unit {
            Unit::Money(_) => defaults.scale,
            _ => Scale::Ones,
        });
        let at = field(&Part::At).and_then(|f| {
            let find = |text: &str| match text {
                "start" => Some(At::Start),
                "end" => Some(At::End),
                _ => None,
            };
            word(f, reader, find, "start, end")
        });
        let negate = field(&Part::Negate).and_then(|f| {
            let find = |text: &str| match text.to_ascii_lowercase().as_str() {
                "yes" | "true" => Some(true),
                "no" | "false" => Some(false),
                _ => None,
            };
            word(f, reader, find, "yes, no")
        });
        let id = field(&Part::Id).map(|f| f.text.trim().to_owned());
        let sum_of = field(&Part::SumOf).map(|f| signed_ids(&f.text));
        let cells = if empty { Vec::new() } else { self.cells(line, reader) };
        let indent = label.text.chars().take_while(|c| *c == ' ' || *c == '\t').count();
        Some(Row {
            id: slug(id.as_deref().unwrap_or(&text), "line"),
            label: text,
            indent: u8::try_from(indent.div_ceil(2)).unwrap_or(u8::MAX).min(4),
            concept,
            unit,
            scale,
            at,
            negate: negate.unwrap_or(false),
            sum_of,
            cells,
            span: reader.span(&line.range),
        })
    }

    fn wrong_count(&self, line: &Line, label: &Field, reader: &mut Reader<'_>) {
        let (found, wanted) = (line.fields.len(), self.parts.len());
        let message = format!("this line has {found} cells where the head has {wanted}",);
        let help = if found > wanted {
            "put figures that hold a comma in quotes: \"7,329\""
        } else {
            "give each column its cell; leave it empty where the line is not reported"
        };
        let at = line.fields.get(wanted).map_or(label.range.clone(), |extra| extra.range.clone());
        reader.error_help(code::COLUMNS, &at, message, help);
    }

    fn cells(&self, line: &Line, reader: &mut Reader<'_>) -> Vec<PlacedCell> {
        let mut cells = Vec::new();
        for (part, field) in self.parts.iter().zip(&line.fields) {
            let Part::Figures(column) = part else { continue };
            let text = field.text.trim().to_owned();
            let cell = match column {
                Column::Shown(_) => Cell::Blank,
                Column::Period(_) => amount::read(&text).unwrap_or_else(|error| {
                    reader.error_help(code::CELL, &field.range, error.message, error.help);
                    Cell::Blank
                }),
            };
            cells.push(PlacedCell { cell, text, span: reader.span(&field.range) });
        }
        cells
    }
}

fn part(field: &Field, reader: &mut Reader<'_>) -> Option<Part> {
    let text = field.text.trim();
    if let Some((_, part)) = KEYS.iter().find(|(key, _)| *key == text) {
        return Some(part.clone());
    }
    if let Some(shown) = text.strip_prefix("shown:") {
        return Some(Part::Figures(Column::Shown(shown.trim().to_owned())));
    }
    match Period::parse(text, reader.year_end) {
        Ok(period) => Some(Part::Figures(Column::Period(period))),
        Err(error) => {
            let near = nearest(text, KEYS.iter().map(|(key, _)| *key));
            let help = match (error.help, near) {
                (_, Some(key)) => format!("did you mean `{key}`?"),
                (Some(help), None) => help,
                (None, None) => {
                    "a column is headed by a date (2008-06-30), a period (2008-Q2) or `shown: …`"
                        .into()
                }
            };
            let message = match text {
                "" => "this column has no head".to_owned(),
                text => format!("`{text}` does not head a column"),
            };
            reader.error_help(code::HEAD, &field.range, message, help);
            None
        }
    }
}

fn word<T>(
    field: &Field,
    reader: &mut Reader<'_>,
    find: impl Fn(&str) -> Option<T>,
    known: &str,
) -> Option<T> {
    let text = field.text.trim();
    let found = find(text);
    if found.is_none() {
        let message = format!("`{text}` is not known here");
        reader.error_help(code::BAD_VALUE, &field.range, message, format!("use one of: {known}"));
    }
    found
}

fn read_concept(field: &Field, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let text = field.text.trim();
    let text = text.strip_prefix("us-gaap:").unwrap_or(text);
    let element = concept::element(text);
    if concept::is_element(element) {
        return Some(Spanned { value: element.to_owned(), span: reader.span(&field.range) });
    }
    let help = "use the element’s name in the us-gaap taxonomy, such as NetIncomeLoss; leave it empty for none";
    let message = format!("`{text}` is not the name of a concept");
    reader.error_help(code::BAD_VALUE, &field.range, message, help);
    None
}

/// What a line counts: by its concept, else by its label.
fn unit_of(concept: Option<&Spanned<String>>, label: &str, currency: &str) -> Unit {
    let element = concept.map(|c| c.value.as_str()).unwrap_or_default();
    match concept::find(element).map(|c| c.kind) {
        Some(ConceptKind::PerShare) => return Unit::PerShare(currency.into()),
        Some(ConceptKind::Shares) => return Unit::Shares,
        Some(ConceptKind::Balance | ConceptKind::Flow) => return Unit::Money(currency.into()),
        None => {}
    }
    let label = label.to_lowercase();
    let per_share = label.find("per ").is_some_and(|at| {
        label
            .get(at..)
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == "share")
    });
    let weighted = label
        .find("weighted average")
        .is_some_and(|at| label.get(at..).unwrap_or_default().contains("shares"));
    if per_share {
        Unit::PerShare(currency.into())
    } else if weighted || label.contains("shares outstanding") || label.contains("number of shares")
    {
        Unit::Shares
    } else {
        Unit::Money(currency.into())
    }
}

/// `revenue -total-operating-expenses other`: ids with their signs.
fn signed_ids(text: &str) -> Vec<(bool, String)> {
    let sign = |word: &str| match word.strip_prefix('-') {
        Some(id) => (false, id.to_owned()),
        None => (true, word.strip_prefix('+').unwrap_or(word).to_owned()),
    };
    text.split_whitespace().map(sign).collect()
}

/// Ids stand once, sums name lines that exist, and a balance within a period says at which end it stands.
fn check_rows(rows: &[Row], reader: &mut Reader<'_>) {
    for (index, row) in rows.iter().enumerate() {
        if let Some(first) = rows.iter().take(index).find(|first| first.id == row.id) {
            let mut finding =
                error_at(row, code::DUPLICATE_ID, format!("two lines have the id `{}`", row.id));
            finding = finding.label(first.span.clone(), "the first of them");
            reader.diags.push(finding.help("add a column `id` and give one of them another name"));
        }
        for (_, id) in row.sum_of.iter().flatten() {
            if !rows.iter().any(|other| other.id == *id && !other.is_section()) {
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

fn error_at(row: &Row, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, row.span.clone(), message)
}
