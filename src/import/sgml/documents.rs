//! The documents of a submission, found by the tags around them.

use std::ops::Range;

/// A document of a submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// Its type, such as `EX-99.1`; empty where none is stated.
    pub(super) kind: String,
    /// Its number in the submission, as printed.
    pub(super) sequence: String,
    /// Its file name, which submissions before about 2001 do not state.
    pub(super) file_name: Option<String>,
    /// Its tags up to its text.
    pub(super) wrapper: Range<usize>,
    /// Its text.
    pub(super) text: Range<usize>,
    /// Whether the tag that ends it was found.
    pub(super) ended: bool,
}

impl Document {
    /// What to call it: its type, and its file name or number.
    pub(super) fn name(&self) -> String {
        let kind = if self.kind.is_empty() { "document" } else { &self.kind };
        match &self.file_name {
            Some(name) => format!("{kind} {name}"),
            None if self.sequence.is_empty() => kind.to_owned(),
            None => format!("{kind} {}", self.sequence),
        }
    }

    /// Whether it is a release or what is furnished with one.
    pub(super) fn is_release(&self) -> bool {
        let kind = self.kind.to_ascii_uppercase();
        kind.starts_with("EX-99") || kind.starts_with("EX-20") || kind == "EX-99" || kind == "EX-20"
    }

    /// Whether it is data, a picture or an archive, by its type, its name and how it begins.
    pub(super) fn is_data(&self, text: &str) -> bool {
        const KINDS: [&str; 12] = [
            "GRAPHIC",
            "XML",
            "EXCEL",
            "ZIP",
            "PDF",
            "JSON",
            "EX-27",
            "EX-100",
            "EX-101",
            "EX-FILING",
            "XBRL",
            "CSS",
        ];
        const ENDINGS: [&str; 18] = [
            "jpg", "jpeg", "gif", "png", "bmp", "tif", "pdf", "zip", "xls", "xlsx", "xsd", "json",
            "js", "css", "mp3", "mp4", "ppt", "pptx",
        ];
        let kind = self.kind.to_ascii_uppercase();
        let kind_is = |known: &str| {
            kind.strip_prefix(known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', ' ']))
        };
        let ending = self.file_name.as_deref().and_then(|name| name.rsplit_once('.'));
        let ending = ending
            .is_some_and(|(_, ending)| ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)));
        let text = text.trim_start();
        let encoded = text
            .strip_prefix("begin ")
            .is_some_and(|rest| rest.bytes().take(3).all(|b| b.is_ascii_digit()));
        KINDS.into_iter().any(kind_is)
            || ending
            || encoded
            || text.starts_with("<PDF>")
            || text.starts_with("%PDF")
    }
}

/// Where the header of a submission ends and what its documents are.
pub(super) fn find(text: &str, part: Range<usize>) -> (usize, Vec<Document>) {
    let mut documents: Vec<Document> = Vec::new();
    let mut header = None;
    let mut at = part.start;
    let mut state = State::Outside;
    for line in text.get(part.clone()).unwrap_or_default().split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let first = header.is_none();
        state = match state {
            State::Text => in_text(line, start, end, &mut documents),
            State::Wrapper => in_wrapper(line, start, end, &mut documents),
            State::Outside
                if opens(line, "<DOCUMENT>")
                    || (first && opens(line, "<TYPE>") && start == part.start) =>
            {
                header.get_or_insert(start);
                documents.push(Document { wrapper: start..end, ..Document::default() });
                in_wrapper(line, start, end, &mut documents)
            }
            State::Outside => State::Outside,
        };
    }
    if let Some(last) = documents.last_mut().filter(|last| !last.ended) {
        match state {
            State::Text => last.text.end = part.end,
            State::Wrapper => last.text = part.end..part.end,
            State::Outside => {}
        }
    }
    (header.unwrap_or(part.end), documents)
}

/// What the lines are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Outside,
    Wrapper,
    Text,
}

fn opens(line: &str, tag: &str) -> bool {
    line.trim_start().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

fn in_wrapper(line: &str, start: usize, end: usize, documents: &mut [Document]) -> State {
    let Some(document) = documents.last_mut() else { return State::Outside };
    document.wrapper.end = end;
    if opens(line, "<TEXT>") {
        // What stands behind the tag on its line is the document's.
        let begins = start + line.find('>').map_or(line.len(), |tag| tag + 1);
        document.wrapper.end = begins;
        document.text = begins..end;
        return State::Text;
    }
    if opens(line, "</DOCUMENT>") {
        document.text = start..start;
        document.ended = true;
        return State::Outside;
    }
    let value = line.split_once('>').map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    if opens(line, "<TYPE>") {
        document.kind = value;
    } else if opens(line, "<SEQUENCE>") {
        document.sequence = value;
    } else if opens(line, "<FILENAME>") {
        document.file_name = Some(value).filter(|name| !name.is_empty());
    }
    State::Wrapper
}

fn in_text(line: &str, start: usize, end: usize, documents: &mut Vec<Document>) -> State {
    let Some(document) = documents.last_mut() else { return State::Outside };
    document.text.end = start;
    if opens(line, "</TEXT>") || opens(line, "</DOCUMENT>") {
        document.ended = true;
        return State::Outside;
    }
    if opens(line, "<DOCUMENT>") || opens(line, "</SEC-DOCUMENT>") || opens(line, "</SUBMISSION>") {
        if opens(line, "<DOCUMENT>") {
            documents.push(Document { wrapper: start..end, ..Document::default() });
            return State::Wrapper;
        }
        return State::Outside;
    }
    document.text.end = end;
    State::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String, bool)> {
        let (_, documents) = find(text, 0..text.len());
        documents.into_iter().map(|d| (d.name(), text[d.text].trim().to_owned(), d.ended)).collect()
    }

    #[test]
    fn documents_are_found_with_and_without_names_and_ends() {
        let text = "<SEC-HEADER>\nX\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\nbody\n</TEXT>\n</DOCUMENT>\n\
                    <DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>a.htm\n<TEXT>\nrelease\n<DOCUMENT>\n<TYPE>EX-27\n<TEXT>cut off";
        assert_eq!(
            found(text),
            [
                (String::from("8-K 1"), String::from("body"), true),
                (String::from("EX-99.1 a.htm"), String::from("release"), false),
                (String::from("EX-27"), String::from("cut off"), false),
            ]
        );
        assert!(found("<DOCUMENT>\n<TYPE>EX-99")[0].1.is_empty());
        assert!(found("no tags at all").is_empty());
    }

    #[test]
    fn data_is_told_by_type_name_and_beginning() {
        let data = |kind: &str, name: &str, text: &str| {
            let file_name = Some(name.to_owned()).filter(|name| !name.is_empty());
            Document { kind: kind.to_owned(), file_name, ..Document::default() }.is_data(text)
        };
        assert!(data("GRAPHIC", "a.jpg", ""));
        assert!(data("EX-101.SCH", "", ""));
        assert!(data("EX-99.1", "deck.pdf", ""));
        assert!(data("EX-99.1", "", "\nbegin 644 a.pdf"));
        assert!(!data("EX-99.1", "a.htm", "begin with us"));
        assert!(!data("EX-10", "a.txt", ""));
    }
}
