//! Tables for programs and spreadsheets: cells in, CSV (RFC 4180) out. No text becomes a formula.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, whatever quotes stand around it
//! (OWASP, CSV injection). Here a text that so begins gets an apostrophe before it; taking off that one apostrophe
//! gives the text back. Numbers are another kind of cell and stay as they are, the minus included.

use std::borrow::Cow;

use csv::WriterBuilder;

/// What a cell of a download holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Plain decimal digits, perhaps with a minus and a point.
    Number(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words; none are an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A number, or nothing.
    pub fn number(digits: Option<impl ToString>) -> Self {
        digits.map_or(Self::Empty, |digits| Self::Number(digits.to_string()))
    }
}

/// The records as CSV.
#[must_use]
pub fn csv(records: impl Iterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    for record in records {
        let fields = record.iter().map(|cell| match cell {
            Cell::Text(text) => inert(text),
            Cell::Number(digits) => Cow::Borrowed(digits.as_str()),
            Cell::Empty => Cow::Borrowed(""),
        });
        writer
            .write_record(fields.map(|field| field.as_bytes().to_vec()))
            .expect("invariant: writing to memory cannot fail");
    }
    writer.into_inner().expect("invariant: writing to memory cannot fail")
}

/// The text as no spreadsheet takes it for a formula. What stands behind a semicolon, a tab or a line break counts
/// as a beginning too: a program that separates by these would make a cell of it.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let starts: Vec<usize> =
        starts(text).filter(|at| is_live(text.get(*at..).unwrap_or_default())).collect();
    if starts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + starts.len());
    let mut from = 0;
    for at in starts {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push('\'');
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where a spreadsheet could see a cell begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let behind =
        text.char_indices().filter(|(_, c)| separates(*c)).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(behind)
}

fn separates(c: char) -> bool {
    matches!(c, ';' | '\t' | '\n' | '\r')
}

/// Whether a spreadsheet would compute what begins here. Apostrophes before it count as part of it, so that taking
/// one off is always the way back. A plain negative number is no formula, nor are the dashes of a nil.
fn is_live(rest: &str) -> bool {
    let part = rest.trim_start_matches(['\'', ' ', '\u{a0}']);
    // The second four are the wide forms, which some spreadsheets read as the first.
    let live = part.starts_with([
        '=', '+', '-', '@', '\t', '\n', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]);
    live && !is_plain(rest)
}

fn is_plain(rest: &str) -> bool {
    let part = rest.split(separates).next().unwrap_or_default();
    if !part.is_empty() && part.chars().all(|c| c == '-') {
        return true;
    }
    let Some(digits) = part.strip_prefix(['-', '+']) else { return false };
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The way back, as the page about the downloads describes it.
    fn active(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in starts(text) {
            let rest = &text[at..];
            if rest.starts_with('\'') && is_live(rest) {
                out.push_str(&text[from..at]);
                from = at + 1;
            }
        }
        out.push_str(&text[from..]);
        out
    }

    #[test]
    fn no_text_is_a_formula() {
        for (text, inert_text) in [
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
            ("+1+1", "'+1+1"),
            ("-2+3", "'-2+3"),
            ("-2(a)", "'-2(a)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            (" =1", "' =1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("'=1", "''=1"),
            ("Cash; =1+1;x", "Cash;' =1+1;x"),
            ("Cash;=1+1", "Cash;'=1+1"),
            ("'--", "''--"),
        ] {
            assert_eq!(inert(text), inert_text, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_formula_stays() {
        for text in
            ["Net loss", "-5", "-12.5%", "-1,234", "+3", "'tis", "a=b", "--", "q1-2008;q2-2008", ""]
        {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn cells_are_written_by_kind() {
        let record = vec![
            Cell::text("=a,\"b\""),
            Cell::Number("-47626000".into()),
            Cell::Empty,
            Cell::text(""),
            Cell::number(Some(3)),
        ];
        let bytes = csv(std::iter::once(record));
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"'=a,\"\"b\"\"\",-47626000,,,3\n");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[-'=+@;\t\r\n a1,.%\u{ff1d}\u{a0}]{0,12}") {
            let made = inert(&text);
            prop_assert_eq!(active(&made), text.as_str());
            for at in starts(&made) {
                let rest = &made[at..];
                prop_assert!(rest.starts_with('\'') || !is_live(rest), "{:?}", made);
            }
        }
    }
}
