//! Bytes into text, or one clear line why not.

use crate::diag::{Diagnostic, code};
use crate::source::{SitePath, Span};

/// The largest input that is read. The largest submission that EDGAR accepts is 200 MB with all its graphics;
/// releases are a hundredth of a percent of that.
pub const LARGEST: usize = 100 * 1024 * 1024;

/// What begins a file of another kind, what the kind is called, and what to do about it.
const KINDS: [(&[u8], &str, &str); 9] = [
    (
        b"%PDF",
        "a PDF",
        "take the HTML or text that was filed with EDGAR, or save the document as a web page, filtered",
    ),
    (
        b"PK\x03\x04",
        "a Word, Excel or ZIP file",
        "in Word, save the document as “Web Page, Filtered”",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "an old Word or Excel file",
        "in Word, save the document as “Web Page, Filtered”",
    ),
    (b"{\\rtf", "an RTF file", "open it in Word and save it as “Web Page, Filtered”"),
    (b"\x1F\x8B", "a compressed file", "unpack it first"),
    (b"\x89PNG", "a picture", "a release is text or HTML"),
    (b"\xFF\xD8\xFF", "a picture", "a release is text or HTML"),
    (b"GIF8", "a picture", "a release is text or HTML"),
    (b"begin 6", "a uuencoded file", "take the whole submission, or the exhibit as text or HTML"),
];

/// The text of an input: UTF-8, UTF-16 with its mark, else Windows-1252, which every byte of an old filing is.
///
/// # Errors
/// When it is empty, too large, or of a kind that is no text.
pub(crate) fn decode(path: &SitePath, bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let refuse = |message: String, help: &str| {
        Err(Box::new(Diagnostic::error(code::UNREADABLE, Span::file(path), message).help(help)))
    };
    if bytes.len() > LARGEST {
        let size = bytes.len() / (1024 * 1024);
        return refuse(
            format!("the file has {size} MB; up to {} MB are read", LARGEST / (1024 * 1024)),
            "take the exhibit alone, without graphics",
        );
    }
    let content = bytes.trim_ascii();
    if content.is_empty() {
        return refuse("the file is empty".into(), "save it again, or take it from EDGAR again");
    }
    let hidden = content.get(..content.len().min(1024)).unwrap_or_default();
    if let Some((_, kind, help)) = KINDS.iter().find(|(magic, ..)| content.starts_with(magic)) {
        return refuse(format!("this is {kind}, which cannot be read"), help);
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return Ok(text.into_owned());
    }
    if hidden.contains(&0) || controls(bytes) {
        return refuse(
            "this is a binary file, no text".into(),
            "a release is text, HTML or a full submission as EDGAR keeps it",
        );
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(text.into_owned())
}

/// Whether more than one byte in a hundred is a control character that no text holds.
fn controls(bytes: &[u8]) -> bool {
    let strange = bytes
        .iter()
        .filter(|byte| {
            byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1a | 0x1b)
        })
        .count();
    strange * 100 > bytes.len()
}

/// What shows that a file is only the beginning of one: it ends inside a tag, inside a table of a page that is not
/// closed, or inside a document of a submission. Readers would make a record of it that lacks its end.
pub(crate) fn cut_short(text: &str) -> Option<&'static str> {
    let end = text.trim_end();
    let open = end.rfind('<').and_then(|at| end.get(at + 1..));
    let tag = |rest: &str| {
        rest.len() < 2_000
            && !rest.contains('>')
            && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
    };
    let upper = end.to_ascii_uppercase();
    let count = |word: &str| upper.matches(word).count();
    let page = upper.contains("<HTML") && !upper.contains("</HTML");
    if page && (open.is_some_and(tag) || count("<TABLE") > count("</TABLE")) {
        return Some("the file ends in the middle of a page: it is cut short");
    }
    let submission = upper.contains("<SEC-DOCUMENT>") || upper.contains("<SUBMISSION>");
    if submission && count("<DOCUMENT>") > count("</DOCUMENT>") {
        return Some(
            "the file ends in the middle of a document of the submission: it is cut short",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<String> {
        decode(&SitePath::fixed("release.txt"), bytes).err().map(|found| found.message)
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        for (bytes, message) in [
            (&b""[..], "the file is empty"),
            (b" \n\n", "the file is empty"),
            (b"%PDF-1.4", "this is a PDF, which cannot be read"),
            (b"PK\x03\x04word", "this is a Word, Excel or ZIP file, which cannot be read"),
            (b"begin 644 logo.gif", "this is a uuencoded file, which cannot be read"),
            (b"ab\0\0\0cd", "this is a binary file, no text"),
            (b"\x01\x02\x03\x04\x05abc", "this is a binary file, no text"),
        ] {
            assert_eq!(refused(bytes).as_deref(), Some(message));
        }
    }

    #[test]
    fn the_beginning_of_a_file_is_no_file() {
        for text in [
            "<html><body><p>Alder sold tools.<ta",
            "<html><table><tr><td>Tools</td>",
            "<SEC-DOCUMENT>a.txt\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nTools",
        ] {
            assert!(cut_short(text).is_some(), "{text}");
        }
        for text in [
            "<html><table><tr><td>Tools</td></tr></table></html>",
            "<p>Tools",
            "Sales < 10",
            "<TABLE>\n<S> <C>\nTools 1\n",
        ] {
            assert_eq!(cut_short(text), None, "{text}");
        }
    }

    #[test]
    fn text_is_decoded_as_browsers_do() {
        let text = |bytes: &[u8]| decode(&SitePath::fixed("release.txt"), bytes).unwrap();
        assert_eq!(text(b"Alder\x92s net loss"), "Alder\u{2019}s net loss");
        assert_eq!(text("Alder\u{2019}s".as_bytes()), "Alder\u{2019}s");
        assert_eq!(text(b"\xEF\xBB\xBFAlder"), "Alder");
        assert_eq!(text(b"\xFF\xFEA\0l\0"), "Al");
    }
}
