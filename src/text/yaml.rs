//! YAML as a tree in which every key and value knows its place: the only door to `serde_yaml`.
//!
//! Two parsers read the same text. `saphyr-parser` goes first: it gives places, and lets us refuse what
//! an editor never means and an attacker might: duplicate keys, aliases, a second document, deep
//! nesting. `serde_yaml` then says what each plain scalar is (text, number, truth value or nothing).
//! The text of a scalar is kept as it was written, so `1.10` stays `1.10`.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as ScanSpan};
use serde_yaml::Value as Typed;

use crate::diag::{Diagnostic, Diagnostics, code};
use crate::source::{SitePath, Span};

/// Levels of nesting that a file may have: far more than any record needs.
const DEEPEST: usize = 32;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands, in bytes of the file.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `key:` with no value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// Any other scalar.
    Text(String),
    /// A list.
    Seq(Vec<Node>),
    /// A mapping, in the order of its keys.
    Map(Vec<Entry>),
}

impl Value {
    /// What an editor would call it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Seq(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// A key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub range: Range<usize>,
    /// Its value.
    pub node: Node,
}

/// Parses `text`, which begins at byte `base` of the file `path`. `None` when it cannot be parsed, which
/// has then been reported; an empty text is [`Value::Null`].
pub fn parse(path: &SitePath, text: &str, base: usize, diags: &mut Diagnostics) -> Option<Node> {
    if let Some((at, sign)) = text.char_indices().find(|(_, c)| is_other_break(*c)) {
        let at = base + at;
        let message =
            format!("an invisible line break (U+{:04X}) stands in this text", u32::from(sign));
        diags.push(
            Diagnostic::error(code::SYNTAX, Span::new(path, at..at + sign.len_utf8()), message)
                .help("delete it, and write a space or begin a new line"),
        );
        return None;
    }
    let mut builder = Builder {
        path,
        text,
        base,
        offsets: char_offsets(text),
        parser: Parser::new_from_str(text),
        diags,
        sound: true,
    };
    let mut node = match builder.document() {
        Ok(node) => node,
        Err(fault) => {
            builder.report(&fault);
            return None;
        }
    };
    if !builder.sound {
        return None;
    }
    let typed = match serde_yaml::from_str::<Typed>(text) {
        Ok(typed) => typed,
        Err(error) => {
            let at = base + error.location().map_or(0, |l| l.index());
            diags.push(Diagnostic::error(
                code::SYNTAX,
                Span::new(path, at..at + 1),
                format!("this is not valid YAML: {error}"),
            ));
            return None;
        }
    };
    settle(&mut node, &typed);
    Some(node)
}

/// Line breaks of other systems, which the two parsers count differently.
fn is_other_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Gives every plain scalar the type that YAML's core schema gives it.
fn settle(node: &mut Node, typed: &Typed) {
    match (&mut node.value, typed) {
        (Value::Seq(items), Typed::Sequence(values)) => {
            for (item, value) in items.iter_mut().zip(values) {
                settle(item, value);
            }
        }
        (Value::Map(entries), Typed::Mapping(values)) => {
            for (entry, (_, value)) in entries.iter_mut().zip(values) {
                settle(&mut entry.node, value);
            }
        }
        (Value::Text(_), Typed::Null) => node.value = Value::Null,
        (Value::Text(_), Typed::Bool(truth)) => node.value = Value::Bool(*truth),
        (Value::Text(text), Typed::Number(_)) => node.value = Value::Number(std::mem::take(text)),
        _ => {}
    }
}

/// The byte offset of every character; empty when each character is one byte.
fn char_offsets(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect()
}

/// Why the text cannot be turned into a tree.
enum Fault {
    Scan(ScanError),
    At(Range<usize>, &'static str, &'static str),
}

struct Builder<'a, 't> {
    path: &'a SitePath,
    text: &'t str,
    base: usize,
    offsets: Vec<usize>,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    diags: &'a mut Diagnostics,
    sound: bool,
}

impl<'t> Builder<'_, 't> {
    fn next(&mut self) -> Result<(Event<'t>, Range<usize>), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.range(span))),
            Some(Err(error)) => Err(Fault::Scan(error)),
            None => Ok((Event::StreamEnd, self.base..self.base)),
        }
    }

    fn byte(&self, character: usize) -> usize {
        let byte = if self.offsets.is_empty() {
            character
        } else {
            self.offsets.get(character).or(self.offsets.last()).copied().unwrap_or_default()
        };
        self.base + byte
    }

    fn range(&self, span: ScanSpan) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn document(&mut self) -> Result<Node, Fault> {
        let mut root = Node { range: self.base..self.base, value: Value::Null };
        let mut documents = 0;
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root),
                (Event::DocumentStart(_), range) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(Fault::At(
                            range,
                            "a second YAML document begins here",
                            "remove this line: a file holds one document",
                        ));
                    }
                    let (event, range) = self.next()?;
                    root = self.node(event, range, 0)?;
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, event: Event<'t>, range: Range<usize>, depth: usize) -> Result<Node, Fault> {
        if depth > DEEPEST {
            return Err(Fault::At(range, "this is nested too deeply", "no record needs this"));
        }
        match event {
            Event::Scalar(text, style, _, _) => {
                // A plain scalar's span may run on into trailing blanks; its text does not.
                let range = if style == ScalarStyle::Plain && !text.contains('\n') {
                    range.start..range.end.min(range.start + text.len())
                } else {
                    range
                };
                Ok(Node { range, value: Value::Text(text.into_owned()) })
            }
            Event::SequenceStart(..) => self.sequence(range, depth),
            Event::MappingStart(..) => self.mapping(range, depth),
            Event::Alias(_) => Err(Fault::At(
                range,
                "aliases are not used here",
                "write the value out; put text that begins with * in quotes",
            )),
            _ => Ok(Node { range, value: Value::Null }),
        }
    }

    fn sequence(&mut self, mut range: Range<usize>, depth: usize) -> Result<Node, Fault> {
        let mut items = Vec::new();
        loop {
            let (event, at) = self.next()?;
            if event == Event::SequenceEnd {
                range.end = range.end.max(at.end);
                return Ok(Node { range, value: Value::Seq(items) });
            }
            items.push(self.node(event, at, depth + 1)?);
        }
    }

    fn mapping(&mut self, mut range: Range<usize>, depth: usize) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
        loop {
            let (event, at) = self.next()?;
            let key = match event {
                Event::MappingEnd => {
                    range.end = range.end.max(at.end);
                    return Ok(Node { range, value: Value::Map(entries) });
                }
                Event::Scalar(key, ..) => key.into_owned(),
                _ => return Err(Fault::At(at, "a key must be text", "write `key: value`")),
            };
            let at = at.start..at.end.min(at.start + key.len().max(1));
            if let Some(first) = seen.get(&key) {
                self.sound = false;
                self.diags.push(
                    Diagnostic::error(
                        code::DUPLICATE_KEY,
                        Span::new(self.path, at.clone()),
                        format!("`{key}` stands twice in one mapping"),
                    )
                    .label(Span::new(self.path, first.clone()), "it is first set here")
                    .help("keep one of the two; the next entry of a list begins with `- `"),
                );
            }
            seen.entry(key.clone()).or_insert_with(|| at.clone());
            let (event, value_at) = self.next()?;
            let mut node = self.node(event, value_at, depth + 1)?;
            if node.range.is_empty() && node.value == Value::Text(String::new()) {
                node.range = at.clone();
            }
            entries.push(Entry { key, range: at, node });
        }
    }

    /// The last line before `at` that says something, when it can be no part of a mapping: a parser goes on
    /// from it and stumbles over the next.
    fn line_without_colon(&self, at: usize) -> Option<Range<usize>> {
        let before = self.text.get(..at - self.base)?;
        let mut start = before.rfind('\n')?;
        if before.get(start..)?.contains(": ") {
            return None;
        }
        loop {
            let end = start;
            start = before.get(..end)?.rfind('\n').map_or(0, |newline| newline + 1);
            let line = before.get(start..end)?.trim_end();
            let said = line.trim_start();
            if !said.is_empty() && !said.starts_with('#') {
                let sound = said.contains(": ") || said.ends_with(':') || said.starts_with('-');
                let first = self.base + start + (line.len() - said.len());
                return (!sound).then(|| first..first + said.len());
            }
            start = start.checked_sub(1)?;
        }
    }

    /// The note that swallows the end of a list or mapping in braces, on the last line before `at` that has one.
    fn note_in_braces(&self, at: usize) -> Option<Range<usize>> {
        let before = self.text.get(..at.checked_sub(self.base)?)?;
        let note = before.rfind(" #")? + 1;
        let start = before.get(..note)?.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = before.get(note..)?;
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let count =
            |signs: [char; 2]| before.get(start..note).map(|text| text.matches(signs).count());
        let swallows = count(['{', '[']) > count(['}', ']']) && line.contains(['}', ']']);
        let next = after.lines().all(|line| line.trim().is_empty());
        let end = line.find([',', ' ', '}', ']']).unwrap_or(line.len());
        (swallows && next).then(|| self.base + note..self.base + note + end)
    }

    fn report(&mut self, fault: &Fault) {
        let (range, message, help) = match fault {
            Fault::Scan(error) => {
                let at = self.byte(error.marker().index());
                let colon =
                    error.info().contains("simple key") || error.info().contains("mapping values");
                if let Some(line) = self.line_without_colon(at).filter(|_| colon) {
                    let help =
                        "each line of a mapping is `key: value`, with a space after the colon";
                    let message = "this is not valid YAML: the line has no `: `";
                    self.diags.push(
                        Diagnostic::error(code::SYNTAX, Span::new(self.path, line), message)
                            .help(help),
                    );
                    return;
                }
                if let Some(note) = self.note_in_braces(at) {
                    let help = "put a value that begins with # in quotes, as \"#0d5257\"";
                    let message = "this is not valid YAML: what follows `#` is a note, the closing brace with it";
                    self.diags.push(
                        Diagnostic::error(code::SYNTAX, Span::new(self.path, note), message)
                            .help(help),
                    );
                    return;
                }
                (at..at + 1, format!("this is not valid YAML: {}", error.info()), scan_help(error))
            }
            Fault::At(range, message, help) => (range.clone(), (*message).into(), Some(*help)),
        };
        self.diags.push(
            Diagnostic::error(code::SYNTAX, Span::new(self.path, range), message)
                .help_if(help.map(Into::into)),
        );
    }
}

/// What usually lies behind a message of the scanner.
fn scan_help(error: &ScanError) -> Option<&'static str> {
    let info = error.info();
    if info.contains("unprintable") {
        Some("remove this character: it cannot be seen")
    } else if info.contains("unexpected character") || info.contains("anchor") {
        Some("put text that begins with @, %, * or another sign in quotes")
    } else if info.contains("only valid inside a block") {
        Some("a `{` or `[` above is opened and not closed, or this `- ` stands within braces")
    } else if info.contains("did not find expected key")
        || info.contains("did not find expected '-'")
    {
        Some("line up keys under each other, and each `- ` of a list under the one before")
    } else if info.contains("recursion") {
        Some("no record needs this")
    } else if info.contains("flow") {
        Some("a quote or bracket is opened and not closed")
    } else if info.contains("tab") {
        Some("indent with spaces: YAML does not allow tabs there")
    } else if info.contains("simple key") || info.contains("expected ':'") || info.contains("':'") {
        Some("each line of a mapping is `key: value`, with a space after the colon")
    } else if info.contains("quote") || info.contains("end of stream") || info.contains("EOF") {
        Some("a quote or bracket is opened and not closed")
    } else if info.contains("mapping values are not allowed") || info.contains("block") {
        Some("put text that holds `: ` in quotes, and line keys up under each other")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::line_column;

    fn read(text: &str) -> (Option<Node>, Vec<String>) {
        let path = SitePath::fixed("content/a.yaml");
        let mut diags = Diagnostics::default();
        let node = parse(&path, text, 0, &mut diags);
        let found = diags
            .iter()
            .map(|d| {
                let (line, column) = line_column(text, d.span.as_ref().map_or(0, |s| s.start));
                format!("{line}:{column} {}", d.message)
            })
            .collect();
        (node, found)
    }

    #[test]
    fn scalars_keep_their_text_and_get_their_type() {
        let (node, found) = read("a: 1.10\nb: NO\nc:\nd: true\ne: \"7701005\"\nf: 007\n");
        assert_eq!(found, Vec::<String>::new());
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("{node:?}") };
        let values: Vec<_> = entries.into_iter().map(|e| e.node.value).collect();
        assert_eq!(
            values,
            [
                Value::Number("1.10".into()),
                Value::Text("NO".into()),
                Value::Null,
                Value::Bool(true),
                Value::Text("7701005".into()),
                Value::Text("007".into()),
            ]
        );
    }

    #[test]
    fn places_count_bytes_behind_other_alphabets() {
        let text = "\u{e9}\u{e9}: \u{4e00}\nb: x\n";
        let (node, _) = read(text);
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("{node:?}") };
        assert_eq!(&text[entries[1].range.clone()], "b");
        assert_eq!(&text[entries[0].node.range.clone()], "\u{4e00}");
        assert_eq!(&text[entries[0].range.clone()], "\u{e9}\u{e9}");
    }

    #[test]
    fn what_no_editor_means_is_refused() {
        assert_eq!(read("a: 1\nb: 2\na: 3\n").1, ["3:1 `a` stands twice in one mapping"]);
        assert_eq!(read("a: &x 1\nb: *x\n").1, ["2:4 aliases are not used here"]);
        assert_eq!(read("a: 1\n---\nb: 2\n").1, ["2:1 a second YAML document begins here"]);
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert_eq!(read(&deep).1.len(), 1);
        assert_eq!(read("a: 1\n\tb: 2\n").1.len(), 1);
        assert_eq!(read("? [a]\n: 1\n").1, ["1:3 a key must be text"]);
    }

    #[test]
    fn an_empty_text_is_nothing() {
        assert_eq!(read("").0.map(|n| n.value), Some(Value::Null));
        assert_eq!(read("# only a comment\n").0.map(|n| n.value), Some(Value::Null));
    }
}
