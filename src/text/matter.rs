//! Front matter: the YAML between two `---` lines at the head of a Markdown file.

use std::ops::Range;

/// The two parts of a file, as ranges of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML, without the lines that fence it.
    pub matter: Range<usize>,
    /// The Markdown.
    pub body: Range<usize>,
}

/// Why a file has no readable front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterError {
    /// The first line is not `---`.
    Missing,
    /// No second `---` line follows.
    Unclosed,
}

/// Splits a file. Nothing may stand before the first fence; a fence is a line of exactly three hyphens,
/// with trailing blanks allowed.
///
/// # Errors
/// When the file does not open with a fence, or the fence is never closed: a file with a mistyped fence is
/// never taken for a page without front matter.
pub fn split(text: &str) -> Result<Parts, MatterError> {
    let mut lines = lines(text);
    match lines.next() {
        Some(first) if is_fence(&text[first.clone()]) => {
            let start = first.end;
            for line in lines {
                if is_fence(&text[line.clone()]) {
                    return Ok(Parts { matter: start..line.start, body: line.end..text.len() });
                }
            }
            Err(MatterError::Unclosed)
        }
        _ => Err(MatterError::Missing),
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// The lines of a text with their line ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = start + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let line = start..end;
        start = end;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_split_at_its_fences() {
        let text = "---\r\na: 1\r\n--- \r\nBody\n---\n";
        let parts = split(text);
        let parts = parts.as_ref().map(|p| (&text[p.matter.clone()], &text[p.body.clone()]));
        assert_eq!(parts, Ok(("a: 1\r\n", "Body\n---\n")));
    }

    #[test]
    fn a_mistyped_fence_is_an_error() {
        for text in ["", "a: 1\n", "--\na: 1\n---\n", "\n---\na: 1\n---\n", "---- \n---\n"] {
            assert_eq!(split(text), Err(MatterError::Missing), "{text:?}");
        }
        for text in ["---", "---\na: 1\n", "---\na: 1\n----\n"] {
            assert_eq!(split(text), Err(MatterError::Unclosed), "{text:?}");
        }
    }
}
