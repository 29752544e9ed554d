//! Comma- or tab-separated tables (RFC 4180) in which every cell knows its place.

use std::ops::Range;

/// A cell as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its text, without the quotes around it.
    pub text: String,
    /// Its place in the file, with the quotes.
    pub range: Range<usize>,
}

/// One record; it may span several lines of the file where a quoted cell does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its cells; at least one.
    pub fields: Vec<Field>,
    /// Its place in the file, without the line end.
    pub range: Range<usize>,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Where.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: &'static str,
    /// The way out.
    pub help: &'static str,
}

/// Reads a table. Blank lines are passed over; a cell may be quoted, and a quote in it is doubled.
///
/// # Errors
/// Every quote that is not closed or followed by more text.
pub fn read(text: &str, delimiter: u8) -> Result<Vec<Line>, Vec<TableError>> {
    let mut scanner = Scanner { text, delimiter, at: 0, errors: Vec::new() };
    let mut lines = Vec::new();
    while scanner.at < text.len() {
        let line = scanner.line();
        if line.fields.len() > 1 || line.fields.iter().any(|f| !f.text.trim().is_empty()) {
            lines.push(line);
        }
    }
    if scanner.errors.is_empty() { Ok(lines) } else { Err(scanner.errors) }
}

struct Scanner<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    errors: Vec<TableError>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn line(&mut self) -> Line {
        let start = self.at;
        let mut fields = Vec::new();
        loop {
            fields.push(self.field());
            if self.peek() == Some(self.delimiter) {
                self.at += 1;
                continue;
            }
            let end = self.at;
            self.line_end();
            return Line { fields, range: start..end };
        }
    }

    fn line_end(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
    }

    fn field(&mut self) -> Field {
        if self.peek() == Some(b'"') { self.quoted() } else { self.plain() }
    }

    fn stops(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    fn plain(&mut self) -> Field {
        let start = self.at;
        while self.peek().is_some_and(|byte| !self.stops(byte)) {
            self.at += 1;
        }
        Field {
            text: self.text.get(start..self.at).unwrap_or_default().into(),
            range: start..self.at,
        }
    }

    fn quoted(&mut self) -> Field {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                self.errors.push(TableError {
                    range: start..start + 1,
                    message: "this quote is never closed",
                    help: "close it at the end of the cell, or remove it",
                });
                self.at = self.text.len();
                return Field { text, range: start..self.at };
            };
            text.push_str(rest.get(..quote).unwrap_or_default());
            self.at += quote + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let end = self.at;
        let trailing = self.plain();
        if !trailing.text.trim().is_empty() {
            self.errors.push(TableError {
                range: trailing.range,
                message: "text follows a closed quote",
                help: "put the whole cell in quotes, and double each quote inside it",
            });
        }
        Field { text, range: start..end }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let lines = read(text, delimiter).unwrap_or_default();
        lines.into_iter().map(|l| l.fields.into_iter().map(|f| f.text).collect()).collect()
    }

    #[test]
    fn cells_are_split_and_unquoted() {
        assert_eq!(
            texts("label,2006-06-30\r\n\r\nCash,\"$ 7,329\"\nA \"b\",\"x\"\"y\"\n", b','),
            [vec!["label", "2006-06-30"], vec!["Cash", "$ 7,329"], vec!["A \"b\"", "x\"y"]]
        );
        assert_eq!(texts("a\tb, c\n", b'\t'), [vec!["a", "b, c"]]);
        assert_eq!(texts("a,\n,", b','), [vec!["a", ""], vec!["", ""]]);
    }

    #[test]
    fn cells_know_their_place() {
        let text = "label,2006\nCash,\"7,329\"\n";
        let lines = read(text, b',').unwrap();
        assert_eq!(&text[lines[1].fields[1].range.clone()], "\"7,329\"");
        assert_eq!(&text[lines[1].range.clone()], "Cash,\"7,329\"");
    }

    #[test]
    fn quotes_must_close() {
        let error = read("a,\"b\nc", b',').unwrap_err();
        assert_eq!(
            (error[0].range.clone(), error[0].message),
            (2..3, "this quote is never closed")
        );
        let error = read("\"a\"b,c", b',').unwrap_err();
        assert_eq!(
            (error[0].range.clone(), error[0].message),
            (3..4, "text follows a closed quote")
        );
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_reads_back(rows in prop::collection::vec(
            prop::collection::vec("[a-z\",\n ]{1,6}", 2..4), 1..5)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            prop_assert_eq!(texts(std::str::from_utf8(&bytes).unwrap(), b','), rows);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = read(&text, b',');
        }
    }
}
