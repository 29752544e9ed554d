//! Cuts a document into pieces at its tags and entities, so that whatever the parser makes while it reads
//! one piece is known to stand in that piece.
//!
//! The parser gives no places. It is fed piece by piece; the pieces need not be cut where the parser itself
//! would cut, since a wrong cut only makes a place wider.

use std::ops::Range;

/// A tag with more attributes than this is no document's: comparing each with each takes too long.
const ATTRIBUTES: usize = 256;

/// Elements whose content is text to their own end tag, whatever it looks like.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "noframes"];

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// Whether it is a tag, a comment or a declaration, and no text.
    pub(super) tag: bool,
}

/// The pieces of a part of a text, in order and without gaps but for the escapes of dashes.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    raw: Option<&'static str>,
    dash_escaped: bool,
    /// Whether a tag had more attributes than any document has.
    pub(super) overfull: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str, part: Range<usize>, dash_escaped: bool) -> Self {
        let end = part.end.min(text.len());
        Self { text, at: part.start.min(end), end, raw: None, dash_escaped, overfull: false }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    /// The length of what is text up to the next tag, entity or end of one.
    fn text_length(&self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let mut i = 1;
        if bytes.first() == Some(&b'&') {
            while i < bytes.len() && (bytes[i].is_ascii_alphanumeric() || bytes[i] == b'#') {
                i += 1;
            }
            return if bytes.get(i) == Some(&b';') { i + 1 } else { i };
        }
        while i < bytes.len() {
            match bytes[i] {
                b'<' if opens_tag(&bytes[i..]) => break,
                b'&' | b'\r' => break,
                b'\n' if self.dash_escaped => return i + 1,
                _ => i += 1,
            }
        }
        i
    }

    /// The length of the tag that `rest` begins with: to the `>` that is in no quoted value.
    fn tag_length(&mut self, rest: &str) -> usize {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.find("-->").map_or(rest.len(), |end| end + 7);
        }
        let bytes = rest.as_bytes();
        let (mut i, mut attributes, mut blank) = (1, 0, false);
        while i < bytes.len() {
            match bytes[i] {
                b'>' => {
                    i += 1;
                    break;
                }
                b'=' => {
                    i += 1;
                    while i < bytes.len() && bytes[i].is_ascii_whitespace() {
                        i += 1;
                    }
                    if let Some(quote @ (b'"' | b'\'')) = bytes.get(i) {
                        let inside = &bytes[i + 1..];
                        i += inside.iter().position(|b| b == quote).map_or(inside.len(), |n| n) + 2;
                    }
                    attributes += 1;
                    blank = false;
                    continue;
                }
                b if b.is_ascii_whitespace() || b == b'/' => blank = true,
                _ => {
                    attributes += usize::from(blank);
                    blank = false;
                }
            }
            i += 1;
        }
        // Each attribute with a value is counted twice at most: for its blank and for its sign.
        self.overfull |= attributes > 2 * ATTRIBUTES;
        i.min(bytes.len())
    }

    /// The element of raw text that a tag opens.
    fn opens_raw(tag: &str) -> Option<&'static str> {
        let name = tag.strip_prefix('<')?;
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        RAW.into_iter().find(|raw| name[..end].eq_ignore_ascii_case(raw))
    }

    /// The length of raw text to the end tag of its element.
    fn raw_length(rest: &str, name: &str) -> usize {
        let mut from = 0;
        while let Some(found) = rest[from..].find("</") {
            let start = from + found;
            let after = &rest.as_bytes()[start + 2..];
            if after.len() >= name.len()
                && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            {
                return start;
            }
            from = start + 2;
        }
        rest.len()
    }
}

/// Whether a tag, a comment or a declaration begins here, and not a mere sign.
fn opens_tag(bytes: &[u8]) -> bool {
    bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let line_start = self.at == 0 || self.text.as_bytes().get(self.at - 1) == Some(&b'\n');
        if self.dash_escaped && line_start && self.rest().starts_with("- -") {
            self.at += 2;
        }
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        let raw = self.raw.take().map(|name| Self::raw_length(rest, name)).filter(|n| *n > 0);
        let tag = raw.is_none() && rest.starts_with('<') && opens_tag(rest.as_bytes());
        let length = match raw {
            Some(length) => length,
            None if tag => self.tag_length(rest),
            None => self.text_length(rest),
        };
        let mut end = self.at + length.max(1);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let at = self.at..end.min(self.end);
        if tag {
            self.raw = Self::opens_raw(&rest[..at.len()]);
        }
        self.at = at.end;
        Some(Piece { at, tag })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, bool)> {
        Pieces::of(text, 0..text.len(), false).map(|p| (&text[p.at], p.tag)).collect()
    }

    #[test]
    fn text_is_cut_at_tags_and_entities() {
        assert_eq!(
            cut("<p title='a > b'>A &amp; B < C<br/>AT&T</p>"),
            [
                ("<p title='a > b'>", true),
                ("A ", false),
                ("&amp;", false),
                (" B < C", false),
                ("<br/>", true),
                ("AT", false),
                ("&T", false),
                ("</p>", true),
            ]
        );
    }

    #[test]
    fn comments_and_scripts_are_each_one_piece() {
        assert_eq!(
            cut("<!-- <p> --><script>if (a<b && c=\"x) {}</script>x"),
            [
                ("<!-- <p> -->", true),
                ("<script>", true),
                ("if (a<b && c=\"x) {}", false),
                ("</script>", true),
                ("x", false),
            ]
        );
    }

    #[test]
    fn a_dash_escape_is_skipped_where_the_wrapper_made_one() {
        let text = "- -- a\nb - - c\n- -d";
        let pieces: String = Pieces::of(text, 0..text.len(), true).map(|p| &text[p.at]).collect();
        assert_eq!(pieces, "-- a\nb - - c\n-d");
    }

    #[test]
    fn an_open_end_loses_nothing() {
        for text in ["<p", "a &", "<!-- x", "<p a='", "<", "&#", "<script>x", "é<é>&é"] {
            let all: String = Pieces::of(text, 0..text.len(), false).map(|p| &text[p.at]).collect();
            assert_eq!(all, text);
        }
    }
}
