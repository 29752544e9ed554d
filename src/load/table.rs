//! The columns and lines of a statement's table.

use super::fields::Reader;
use super::statement::Defaults;
use crate::date::Period;
use crate::diag::{code, nearest};
use crate::model::concept::{self, ConceptKind};
use crate::model::counted::{Counted, Sections};
use crate::model::statement::{At, Column, PlacedCell, Row, Scale, Unit};
use crate::source::Spanned;
use crate::text::amount::{self, Cell};
use crate::text::currency;
use crate::text::escape::slug;
use crate::text::table::{Field, Line};

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

/// The first line of a table: what each column holds.
pub(super) struct Head {
    parts: Vec<Part>,
}

impl Head {
    /// Reads the line; every head that cannot be read is reported.
    pub(super) fn read(line: &Line, reader: &mut Reader<'_>) -> Option<Self> {
        if let [only] = line.fields.as_slice()
            && let Some(separator) = [';', '\t'].into_iter().find(|c| only.text.contains(*c))
        {
            let name = if separator == ';' { "semicolons" } else { "tabs" };
            let message = format!("this table is separated by {name}");
            let help = "separate a .csv file by commas; a .tsv file is separated by tabs";
            reader.error_help(code::HEAD, &line.range, message, help);
            return None;
        }
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

    /// The columns of figures, from the left.
    pub(super) fn columns(&self) -> Vec<Column> {
        let column = |part: &Part| match part {
            Part::Figures(column) => Some(column.clone()),
            _ => None,
        };
        self.parts.iter().filter_map(column).collect()
    }

    /// Reads a line under this head and the `sections` above it; `None` when it cannot be, which has been
    /// reported.
    pub(super) fn row(
        &self,
        line: &Line,
        defaults: &Defaults,
        sections: &mut Sections,
        reader: &mut Reader<'_>,
    ) -> Option<Row> {
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
        let text = label.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let concept = field(&Part::Concept).and_then(|field| read_concept(field, reader));
        let own_unit = field(&Part::Unit)
            .and_then(|f| word(f, reader, Unit::parse, "USD, USD/shares, shares, pure"));
        let own_scale = field(&Part::Scale)
            .and_then(|f| word(f, reader, scale, "ones, thousands, millions, billions"));
        let indent = indent(&label.text);
        let names_others = self.figures(line).all(|cell| cell.trim().is_empty());
        let counted = if names_others && concept.is_none() {
            sections.head(indent, &text);
            Counted::Money
        } else {
            sections.line(indent, &text, self.figures(line))
        };
        let unit =
            own_unit.unwrap_or_else(|| unit_of(concept.as_ref(), counted, &defaults.currency));
        let scale = own_scale.unwrap_or(match unit {
            Unit::Money(_) => defaults.scale,
            _ => Scale::Ones,
        });
        let at = field(&Part::At).and_then(|f| word(f, reader, at, "start, end"));
        let negate = field(&Part::Negate).and_then(|f| word(f, reader, truth, "yes, no"));
        let id = field(&Part::Id).map(|f| f.text.trim().to_owned());
        let sum_of = field(&Part::SumOf).map(|f| signed_ids(&f.text));
        let cells = if empty { Vec::new() } else { self.cells(line, &unit, scale, reader) };
        Some(Row {
            id: slug(id.as_deref().unwrap_or(&text), "line"),
            label: text,
            indent,
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

    /// The cells that hold figures, as printed.
    fn figures<'a>(&self, line: &'a Line) -> impl Iterator<Item = &'a str> {
        let cells = self.parts.iter().zip(&line.fields);
        cells.filter_map(|(part, field)| {
            matches!(part, Part::Figures(_)).then_some(field.text.as_str())
        })
    }

    fn wrong_count(&self, line: &Line, label: &Field, reader: &mut Reader<'_>) {
        let (found, wanted) = (line.fields.len(), self.parts.len());
        let message = format!("this line has {found} cells where the head has {wanted}");
        // After a comma in a text comes a blank; in a figure none does.
        let torn = line.fields.get(1).filter(|next| next.text.starts_with(' '));
        let help = match torn {
            Some(next) if found > wanted => {
                format!(
                    "put a label that holds a comma in quotes: \"{},{}\"",
                    label.text, next.text
                )
            }
            _ if found > wanted => "put figures that hold a comma in quotes: \"7,329\"".into(),
            _ => "give each column its cell; leave it empty where the line is not reported".into(),
        };
        let at = line.fields.get(wanted).map_or(label.range.clone(), |extra| extra.range.clone());
        reader.error_help(code::COLUMNS, &at, message, help);
    }

    fn cells(
        &self,
        line: &Line,
        unit: &Unit,
        scale: Scale,
        reader: &mut Reader<'_>,
    ) -> Vec<PlacedCell> {
        let mut cells = Vec::new();
        for (part, field) in self.parts.iter().zip(&line.fields) {
            let Part::Figures(column) = part else { continue };
            let text = field.text.trim().to_owned();
            let cell = match column {
                Column::Shown(_) => Cell::Blank,
                Column::Period(_) => {
                    in_its_currency(&text, unit, field, reader);
                    amount::read_in(&text, scale.factor()).unwrap_or_else(|error| {
                        reader.error_help(code::CELL, &field.range, error.message, error.help);
                        Cell::Blank
                    })
                }
            };
            cells.push(PlacedCell { cell, text, span: reader.span(&field.range) });
        }
        cells
    }
}

/// Reports a cell whose sign of currency is not that of its line.
fn in_its_currency(text: &str, unit: &Unit, field: &Field, reader: &mut Reader<'_>) {
    let (Unit::Money(code) | Unit::PerShare(code)) = unit else { return };
    let Some((sign, codes)) = currency::of(text).filter(|(_, codes)| !codes.contains(&&**code))
    else {
        return;
    };
    let message = format!("`{text}` has the sign {sign}, and its line is in {code}");
    let usual = codes.first().copied().unwrap_or_default();
    let help = format!(
        "if it is in {usual}, say so: `currency: {usual}` of the statement, or the line\u{2019}s own `unit`"
    );
    reader.error_help(code::CELL, &field.range, message, help);
}

/// Two spaces, or a tab, make a level; more than four levels are shown as four.
fn indent(label: &str) -> u8 {
    let spaces: usize = label
        .chars()
        .map_while(|c| match c {
            ' ' => Some(1),
            '\t' => Some(2),
            _ => None,
        })
        .sum();
    u8::try_from(spaces.div_ceil(2).min(4)).unwrap_or(4)
}

fn scale(text: &str) -> Option<Scale> {
    Scale::ALL.iter().find(|(word, _)| *word == text).map(|(_, scale)| *scale)
}

fn at(text: &str) -> Option<At> {
    match text {
        "start" => Some(At::Start),
        "end" => Some(At::End),
        _ => None,
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
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
                (Some(help), None) if text.contains(|c: char| c.is_ascii_digit()) => help,
                _ => "a column is headed by a date (2008-06-30), a period (2008-Q2) or `shown: …`"
                    .into(),
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

/// What a line counts: by its concept, else by its words and its section's.
fn unit_of(concept: Option<&Spanned<String>>, counted: Counted, currency: &str) -> Unit {
    let element = concept.map(|c| c.value.as_str()).unwrap_or_default();
    let counted = match concept::find(element).map(|c| c.kind) {
        Some(ConceptKind::PerShare) => Counted::PerShare,
        Some(ConceptKind::Shares) => Counted::Shares,
        Some(ConceptKind::Balance | ConceptKind::Flow) => Counted::Money,
        None => counted,
    };
    match counted {
        Counted::PerShare => Unit::PerShare(currency.into()),
        Counted::Shares => Unit::Shares,
        Counted::Money => Unit::Money(currency.into()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_spaces_are_the_indent() {
        assert_eq!(
            ["Cash", "  Cash", "   Cash", "\tCash", "            Cash"].map(indent),
            [0, 1, 2, 1, 4]
        );
    }
}
