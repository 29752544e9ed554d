//! A rendered page as its elements, read once from left to right.
//!
//! Pages are what templates write, so their tags are taken as they stand, without the repairs by which a browser's tree
//! would hide what a template does wrong. Elements that are never closed end with what they stand in.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, TokenizerResult};

/// How far up an end tag looks for the element that it closes.
const DEPTH: usize = 512;

/// Elements that have no content and no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// The markup of a page.
#[derive(Default)]
pub(super) struct Markup {
    /// Its elements in the order of their start tags.
    pub elements: Vec<Element>,
    /// Text that is no blank, with the element that it stands in.
    words: Vec<(Option<usize>, StrTendril)>,
}

/// An element of a page.
pub(super) struct Element {
    /// Its start tag.
    pub start: StartTag,
    /// The element that it stands in.
    pub parent: Option<usize>,
    /// The first element behind its end.
    pub end: usize,
    words: Range<usize>,
}

/// What a start tag says.
#[derive(Clone)]
pub(super) struct StartTag {
    name: Box<str>,
    attributes: Vec<Attribute>,
}

impl StartTag {
    /// Its name in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its attributes as written: names in lower case, references to characters resolved.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(own, _)| *own == name).map(|(_, value)| value)
    }
}

impl Markup {
    /// Reads a page.
    pub(super) fn of(text: &str) -> Self {
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(text));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.0.into_inner().page
    }

    /// The elements of a name, with their numbers.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = (usize, &Element)> {
        let all = self.elements.iter().enumerate();
        all.filter(move |(_, element)| element.start.name() == name)
    }

    /// The attributes of an element.
    pub(super) fn attributes(&self, id: usize) -> impl Iterator<Item = (&str, &str)> {
        self.elements.get(id).into_iter().flat_map(|element| element.start.attributes())
    }

    /// The value of an attribute.
    pub(super) fn value(&self, id: usize, name: &str) -> Option<&str> {
        self.elements.get(id)?.start.value(name)
    }

    /// Whether an attribute says something.
    pub(super) fn says(&self, id: usize, name: &str) -> bool {
        self.value(id, name).is_some_and(|value| !is_blank(value))
    }

    /// Whether an element, or one that it stands in up to `top`, is kept from those who listen.
    pub(super) fn hidden(&self, id: usize, top: Option<usize>) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if self.value(id, "aria-hidden") == Some("true") {
                return true;
            }
            if at == top {
                return false;
            }
            at = self.elements.get(id).and_then(|element| element.parent);
        }
        false
    }

    /// What those hear who listen to the content of an element.
    pub(super) fn words(&self, id: usize) -> String {
        let Some(element) = self.elements.get(id) else { return String::new() };
        let mut out = String::new();
        for (inside, text) in self.words.get(element.words.clone()).unwrap_or_default() {
            let code = |at: usize| self.name(at) == "script" || self.name(at) == "style";
            if inside.is_some_and(|at| code(at) || at != id && self.hidden(at, Some(id))) {
                continue;
            }
            out.push_str(text);
            out.push(' ');
        }
        for image in id..element.end {
            if self.name(image) == "img" && !self.hidden(image, Some(id)) {
                out.push_str(self.value(image, "alt").unwrap_or_default());
            }
        }
        out.trim_matches(blank).to_owned()
    }

    /// The name of an element.
    pub(super) fn name(&self, id: usize) -> &str {
        self.elements.get(id).map_or("", |element| element.start.name())
    }

    /// Whether an element stands in one of a name.
    pub(super) fn within(&self, id: usize, name: &str) -> bool {
        let up = |id: &usize| self.elements.get(*id).and_then(|element| element.parent);
        std::iter::successors(up(&id), up).any(|above| self.name(above) == name)
    }
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}')
}

/// Whether a text says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(blank)
}

/// The tokens of a page as they come.
#[derive(Default)]
struct Reader(RefCell<Reading>);

#[derive(Default)]
struct Reading {
    page: Markup,
    /// The elements that are open.
    open: Vec<usize>,
    /// Text that the tokenizer gives in pieces.
    text: StrTendril,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reading.text.push_tendril(&text),
            Token::TagToken(tag) => {
                reading.end_text();
                if tag.kind == TagKind::StartTag {
                    return reading.start_tag(tag);
                }
                reading.end_tag(&tag.name);
            }
            Token::CommentToken(_) => reading.end_text(),
            Token::EOFToken => {
                reading.end_text();
                reading.close(0);
            }
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reading {
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.page.words.push((self.open.last().copied(), text));
        }
    }

    fn end_tag(&mut self, name: &str) {
        let level = self.open.iter().rposition(|id| self.page.name(*id) == name);
        if let Some(level) = level.filter(|level| self.open.len() - level <= DEPTH) {
            self.close(level);
        }
    }

    /// Ends all elements from a level on.
    fn close(&mut self, level: usize) {
        let (end, words) = (self.page.elements.len(), self.page.words.len());
        for id in self.open.drain(level..) {
            if let Some(element) = self.page.elements.get_mut(id) {
                (element.end, element.words.end) = (end, words);
            }
        }
    }

    fn start_tag(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let (id, words) = (self.page.elements.len(), self.page.words.len());
        let start = StartTag { name: (&*tag.name).into(), attributes: tag.attrs };
        let parent = self.open.last().copied();
        self.page.elements.push(Element { start, parent, end: id + 1, words: words..words });
        // Only in drawings does a tag close itself, and only there is a title no raw text.
        let drawn = self.page.name(id) == "svg" || self.page.within(id, "svg");
        if VOID.contains(&self.page.name(id)) || tag.self_closing && drawn {
            return TokenSinkResult::Continue;
        }
        self.open.push(id);
        match self.page.name(id) {
            _ if drawn => TokenSinkResult::Continue,
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each element with its attributes and what is heard of it.
    fn shown(text: &str) -> Vec<String> {
        let page = Markup::of(text);
        let one = |id: usize| {
            let attributes = page.attributes(id).map(|(name, value)| format!(" {name}={value}"));
            let attributes: String = attributes.collect();
            format!("{}{attributes}: {}", page.name(id), page.words(id))
        };
        (0..page.elements.len()).map(one).collect()
    }

    #[test]
    fn elements_are_read_as_written() {
        for (text, expected) in [
            (
                "<A HREF='x?a=1&amp;b'>One <b>two</b></a> three",
                vec!["a href=x?a=1&b: One  two", "b: two"],
            ),
            ("<p>1 < 2 <!-- <i>no</i> --> yes", vec!["p: 1 < 2   yes"]),
            ("<img alt=x src = \"y\" hidden><p>z", vec!["img alt=x src=y hidden=: x", "p: z"]),
            ("<script>if (a<b) '</p>'</SCRIPT><p>q</p>", vec!["script: ", "p: q"]),
            ("<svg><path d=x/><title>T</title></svg>", vec!["svg: T", "path d=x/: T", "title: T"]),
            ("<svg><path d='x'/><title>T</title></svg>", vec!["svg: T", "path d=x: ", "title: T"]),
            (
                "<a><span aria-hidden=true>–</span><img alt='nil'></a>",
                vec!["a: nil", "span aria-hidden=true: –", "img alt=nil: nil"],
            ),
            ("<p>a<a href=\"never closed", vec!["p: a"]),
            ("<p title=&eacute;>caf&eacute;", vec!["p title=é: café"]),
            ("<", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn an_element_ends_where_it_is_closed() {
        let page = Markup::of("<div><p>a<table><tr><td>b</table></div><h1>c</h1>");
        let ends: Vec<usize> = page.elements.iter().map(|element| element.end).collect();
        assert_eq!(ends, [5, 5, 5, 5, 5, 6]);
        assert!(page.within(4, "table") && !page.within(5, "div"));
    }

    proptest::proptest! {
        #[test]
        fn nothing_breaks_the_reader(text in "[<>/a-c=\"' !-é&;svgtile]{0,40}") {
            let _ = shown(&text);
        }
    }
}
