//! Reading a mapping key by key, so that one run reports every mistake in it.
//!
//! A reader takes the fields it knows and then [`Fields::close`]s the mapping, which reports the keys that
//! nobody asked for. A field that cannot be read is reported and given as `None`; the caller carries on
//! with the others and makes its record only if nothing that it needs is missing.

use std::ops::Range;
use std::sync::Arc;

use crate::date::{Date, DateError, FiscalYearEnd, Moment, Period, Window, Zone};
use crate::diag::{Code, Diagnostic, Diagnostics, code, nearest};
use crate::model::Prose;
use crate::source::{SitePath, Span, Spanned};
use crate::text::table;
use crate::text::yaml::{Entry, Node, Value};

/// The file that is being read, what the company's conventions make of dates, and where findings go.
pub struct Reader<'a> {
    /// The file.
    pub path: SitePath,
    /// Its text.
    pub text: Arc<str>,
    /// The company's time zone.
    pub zone: &'a Zone,
    /// The company's fiscal year.
    pub year_end: &'a FiscalYearEnd,
    /// Where findings go.
    pub diags: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// A place in the file.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(&self.path, range.clone())
    }

    /// Reports an error at a place in the file.
    pub fn error(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) {
        let span = self.span(range);
        self.diags.push(Diagnostic::error(code, span, message));
    }

    /// Reports an error with a way out.
    pub fn error_help(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let span = self.span(range);
        self.diags.push(Diagnostic::error(code, span, message).help(help));
    }

    /// The lines of a table; `None` when it cannot be read, which is reported.
    pub fn table(&mut self, text: &str, delimiter: u8) -> Option<Vec<table::Line>> {
        match table::read(text, delimiter) {
            Ok(lines) => Some(lines),
            Err(errors) => {
                for error in errors {
                    self.error_help(code::SYNTAX, &error.range, error.message, error.help);
                }
                None
            }
        }
    }

    fn date_error(&mut self, node: &Node, error: DateError) {
        let span = self.span(&node.range);
        self.diags.push(Diagnostic::error(code::DATE, span, error.message).help_if(error.help));
    }

    fn wrong_kind(&mut self, node: &Node, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.value.kind());
        self.error(code::BAD_VALUE, &node.range, message);
    }
}

/// How a value is read; `None` when it cannot be, which has then been reported.
pub type Read<T> = fn(&Node, &mut Reader<'_>) -> Option<T>;

/// A mapping that is being read.
pub struct Fields<'n> {
    range: Range<usize>,
    entries: &'n [Entry],
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Begins to read a mapping.
    pub fn of(node: &'n Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reader.wrong_kind(node, "`key: value` lines");
            return None;
        };
        Some(Self { range: node.range.clone(), entries, known: Vec::new() })
    }

    /// The place of the whole mapping.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The place of a key, else of the mapping.
    #[must_use]
    pub fn key_range(&self, key: &str) -> Range<usize> {
        let first = self.range.start..self.range.start + 1;
        self.entries.iter().find(|e| e.key == key).map_or(first, |e| e.range.clone())
    }

    /// Whether the mapping has a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.key == key)
    }

    /// The node of a key, which counts as known from now on.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.know(key);
        self.entries.iter().find(|e| e.key == key).map(|e| &e.node)
    }

    fn know(&mut self, key: &'static str) {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
    }

    /// A value that may be absent.
    pub fn optional<T>(
        &mut self,
        key: &'static str,
        reader: &mut Reader<'_>,
        read: Read<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        if node.value == Value::Null {
            let range = self.key_range(key);
            let help = "write a value after the colon, or remove the line";
            reader.error_help(code::BAD_VALUE, &range, format!("`{key}` has no value"), help);
            return None;
        }
        read(node, reader)
    }

    /// A value that must be there.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        reader: &mut Reader<'_>,
        read: Read<T>,
    ) -> Option<T> {
        if !self.has(key) {
            self.know(key);
            let range = self.range.start..self.range.start + 1;
            let help = format!("add a line `{key}: …`");
            reader.error_help(code::MISSING_KEY, &range, format!("`{key}` is missing"), help);
            return None;
        }
        self.optional(key, reader, read)
    }

    /// A list, empty when absent. Items that cannot be read are reported and left out.
    pub fn list<T>(&mut self, key: &'static str, reader: &mut Reader<'_>, read: Read<T>) -> Vec<T> {
        let nodes = self.optional(key, reader, |node, reader| {
            let Value::Seq(items) = &node.value else {
                reader.wrong_kind(node, "a list (lines that begin with `- `)");
                return None;
            };
            Some(items.clone())
        });
        nodes.unwrap_or_default().iter().filter_map(|node| read(node, reader)).collect()
    }

    /// Reports every key that was not asked for.
    pub fn close(self, reader: &mut Reader<'_>) {
        let free: Vec<&str> = self.known.iter().copied().filter(|known| !self.has(known)).collect();
        for entry in self.entries.iter().filter(|e| !self.known.contains(&e.key.as_str())) {
            let help = match nearest(&entry.key, free.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("known here: {}", self.known.join(", ")),
            };
            let message = format!("`{}` has no meaning here", entry.key);
            reader.error_help(code::UNKNOWN_KEY, &entry.range, message, help);
        }
    }
}

/// Text, on one line or several; a number or truth value is taken as it is written.
pub fn text(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => {
            let trimmed = text.trim();
            if trimmed.is_empty() {
                reader.error(code::BAD_VALUE, &node.range, "this text is empty");
                return None;
            }
            if trimmed.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
                reader.error(code::BAD_VALUE, &node.range, "this text holds a control character");
                return None;
            }
            Some(trimmed.to_owned())
        }
        Value::Bool(_) => {
            let written = reader.text.get(node.range.clone()).unwrap_or_default().to_owned();
            let help = format!("put it in quotes: \"{written}\"");
            reader.error_help(
                code::BAD_VALUE,
                &node.range,
                "expected text, found true or false",
                help,
            );
            None
        }
        _ => {
            reader.wrong_kind(node, "text");
            None
        }
    }
}

/// Text with its place.
pub fn placed_text(node: &Node, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let value = text(node, reader)?;
    Some(Spanned { value, span: reader.span(&node.range) })
}

/// Text on one line.
pub fn line(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let written = reader.text.get(node.range.clone()).unwrap_or_default();
    if written.starts_with(['\u{201c}', '\u{201e}', '\u{ab}'])
        && written.ends_with(['\u{201d}', '\u{201c}', '\u{bb}'])
    {
        let span = reader.span(&node.range);
        let message = "these quotes are typographic: they are taken as part of the text";
        let help =
            "write straight quotes, \", or none; to print these, put straight ones around them";
        reader.diags.push(Diagnostic::warning(code::BAD_VALUE, span, message).help(help));
    }
    Some(text(node, reader)?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Markdown.
pub fn prose(node: &Node, reader: &mut Reader<'_>) -> Option<Prose> {
    let text = text(node, reader)?;
    let written = reader.text.get(node.range.clone()).unwrap_or_default();
    Some(Prose { exact: written == text, text: text.into(), span: reader.span(&node.range) })
}

/// `true` or `false`.
pub fn truth(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
    match &node.value {
        Value::Bool(truth) => Some(*truth),
        Value::Text(word) if ["yes", "no"].contains(&word.as_str()) => Some(word == "yes"),
        _ => {
            reader.wrong_kind(node, "true or false");
            None
        }
    }
}

/// A permanent name: lower-case letters, digits and hyphens.
pub fn id(node: &Node, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let found = placed_text(node, reader)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if found.value.chars().all(plain) {
        return Some(found);
    }
    let help = format!("write {}", crate::text::escape::slug(&found.value, "a-name"));
    let message =
        format!("`{}` is not an id: use lower-case letters, digits and hyphens", found.value);
    reader.error_help(code::BAD_VALUE, &node.range, message, help);
    None
}

/// A reference to a document by its id.
pub fn reference(node: &Node, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    placed_text(node, reader)
}

/// A moment in the company's zone.
pub fn moment(node: &Node, reader: &mut Reader<'_>) -> Option<Moment> {
    let text = text(node, reader)?;
    Moment::parse(&text, reader.zone).map_err(|error| reader.date_error(node, error)).ok()
}

/// A day.
pub fn date(node: &Node, reader: &mut Reader<'_>) -> Option<Date> {
    let text = text(node, reader)?;
    Date::parse(&text).map_err(|error| reader.date_error(node, error)).ok()
}

/// A date or a period, in fiscal terms.
pub fn period(node: &Node, reader: &mut Reader<'_>) -> Option<Period> {
    let text = text(node, reader)?;
    Period::parse(&text, reader.year_end).map_err(|error| reader.date_error(node, error)).ok()
}

/// A window in calendar terms.
pub fn window(node: &Node, reader: &mut Reader<'_>) -> Option<Window> {
    let text = text(node, reader)?;
    Window::parse(&text).map_err(|error| reader.date_error(node, error)).ok()
}

/// An address on the web.
pub fn url(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = text(node, reader)?;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let sound = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"'`\\{}|^".contains(c);
    if host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric()))
        && text.chars().all(sound)
    {
        return Some(text);
    }
    let message = format!("`{text}` is not an address on the web");
    reader.error_help(code::BAD_VALUE, &node.range, message, "write it with https:// in front");
    None
}

/// Words in lower case, with the Roman numbers of phases in digits: nearness of letters would take `Phase II`
/// for `Phase 1`.
fn in_digits(words: &str) -> String {
    let number = |word: &str| match word {
        "i" => "1".to_owned(),
        "ii" => "2".to_owned(),
        "iii" => "3".to_owned(),
        "ib" => "1b".to_owned(),
        "i/ii" => "1/2".to_owned(),
        "ii/iii" => "2/3".to_owned(),
        other => other.to_owned(),
    };
    words.to_lowercase().split_whitespace().map(number).collect::<Vec<_>>().join(" ")
}

/// One of a closed set of words.
pub fn one_of<T: Copy>(
    node: &Node,
    reader: &mut Reader<'_>,
    words: &[(&'static str, T)],
) -> Option<T> {
    let found = text(node, reader)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == found) {
        return Some(*value);
    }
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let same = known.iter().find(|word| word.to_lowercase() == in_digits(&found)).copied();
    let help = match same.or_else(|| nearest(&found, known.iter().copied())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", known.join(", ")),
    };
    reader.error_help(code::BAD_VALUE, &node.range, format!("`{found}` is not known here"), help);
    None
}
