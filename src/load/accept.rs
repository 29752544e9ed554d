//! `accept:` of any record: findings that the editor has looked into.

use super::fields::{self, Fields, Reader};
use crate::diag::{Accepted, Code, code};
use crate::source::SitePath;
use crate::text::yaml::Node;

/// The `accept` of a record whose files lie in a folder.
pub(super) fn accepts(
    fields: &mut Fields<'_>,
    folder: &str,
    reader: &mut Reader<'_>,
) -> Vec<Accepted> {
    let raw = fields.list("accept", reader, |node, reader| {
        let mut fields = Fields::of(node, reader)?;
        let code = fields.required("code", reader, finding_code);
        let at = fields.required("at", reader, place);
        let reason = fields.required("reason", reader, fields::line);
        let by = fields.required("by", reader, fields::line);
        let date = fields.required("date", reader, fields::date);
        let span = reader.span(&fields.key_range("at"));
        fields.close(reader);
        Some((code?, at?, reason?, by?, date?, span))
    });
    raw.into_iter()
        .filter_map(|(code, (file, line), reason, by, date, span)| {
            let path = SitePath::parse(&format!("{folder}/{file}"))?;
            Some(Accepted { code, path, line, reason, by, date: date.to_string(), span, due: true })
        })
        .collect()
}

fn finding_code(node: &Node, reader: &mut Reader<'_>) -> Option<Code> {
    let id = fields::line(node, reader)?;
    let found = Code::find(&id);
    if found.is_none() {
        let message = format!("there is no finding with the code `{id}`");
        reader.error_help(code::BAD_VALUE, &node.range, message, "codes look like IR104");
    }
    found
}

/// `balance-sheet.csv:9`
fn place(node: &Node, reader: &mut Reader<'_>) -> Option<(String, usize)> {
    let text = fields::line(node, reader)?;
    let found = text.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
    let Some((file, line)) = found else {
        let message = format!("`{text}` is not a place");
        let help = "name the file and its line: \"balance-sheet.csv:9\"";
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
        return None;
    };
    Some((file.to_owned(), line))
}
