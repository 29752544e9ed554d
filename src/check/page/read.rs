//! A rendered page as its elements, read once from left to right and without a copy.
//!
//! Pages are what templates write, so they are read as written: a parser's repairs would hide what a template does
//! wrong, and cost more than rendering. Elements that are never closed end with what they stand in.

use std::borrow::Cow;
use std::ops::Range;

/// How far up an end tag looks for the element that it closes.
const DEPTH: usize = 512;

/// Elements that have no content and no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose content is text up to their own end tag.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The markup of a page.
#[derive(Default)]
pub(super) struct Markup<'t> {
    /// The page as it was rendered.
    pub text: &'t str,
    /// Its elements in the order of their start tags.
    pub elements: Vec<Element<'t>>,
    attributes: Vec<(Cow<'t, str>, &'t str)>,
    /// Text that is no blank, with the element that it stands in.
    words: Vec<(Option<usize>, &'t str)>,
}

/// An element of a page.
pub(super) struct Element<'t> {
    /// Its name in lower case.
    pub name: Cow<'t, str>,
    /// Its start tag.
    pub tag: Range<usize>,
    /// The element that it stands in.
    pub parent: Option<usize>,
    /// The first element behind its end.
    pub end: usize,
    attributes: Range<usize>,
    words: Range<usize>,
}

impl<'t> Markup<'t> {
    /// Reads a page.
    pub(super) fn of(text: &'t str) -> Self {
        let mut reader = Reader { page: Self { text, ..Self::default() }, open: Vec::new(), at: 0 };
        reader.run();
        reader.page
    }

    /// The elements of a name, with their numbers.
    pub(super) fn named<'p>(
        &'p self,
        name: &'p str,
    ) -> impl Iterator<Item = (usize, &'p Element<'t>)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.name == name)
    }

    /// The attributes of an element: names in lower case, values as written.
    pub(super) fn attributes(&self, id: usize) -> &[(Cow<'t, str>, &'t str)] {
        let range = self.elements.get(id).map(|element| element.attributes.clone());
        range.and_then(|range| self.attributes.get(range)).unwrap_or_default()
    }

    /// The value of an attribute, references to characters resolved.
    pub(super) fn value(&self, id: usize, name: &str) -> Option<Cow<'t, str>> {
        let mut all = self.attributes(id).iter();
        all.find(|(own, _)| own == name).map(|(_, value)| decoded(value))
    }

    /// Whether an attribute says something.
    pub(super) fn says(&self, id: usize, name: &str) -> bool {
        self.value(id, name).is_some_and(|value| !is_blank(&value))
    }

    /// Whether an element, or one that it stands in up to `top`, is kept from those who listen.
    pub(super) fn hidden(&self, id: usize, top: Option<usize>) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if self.value(id, "aria-hidden").is_some_and(|value| value == "true") {
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
            out.push_str(&decoded(text));
            out.push(' ');
        }
        for image in id..element.end {
            if self.name(image) == "img" && !self.hidden(image, Some(id)) {
                out.push_str(&self.value(image, "alt").unwrap_or_default());
            }
        }
        out.trim_matches(blank).to_owned()
    }

    /// The name of an element.
    pub(super) fn name(&self, id: usize) -> &str {
        self.elements.get(id).map_or("", |element| &element.name)
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

/// A text with the references to characters resolved that pages hold: those of the escape, and numbers.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let named = after.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        let (c, after) = named.unwrap_or(('&', after));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    match (number, name) {
        (Some(number), _) => char::from_u32(number.ok()?),
        (None, "amp") => Some('&'),
        (None, "lt") => Some('<'),
        (None, "gt") => Some('>'),
        (None, "quot") => Some('"'),
        (None, "apos") => Some('\''),
        (None, "nbsp") => Some('\u{a0}'),
        (None, "shy") => Some('\u{ad}'),
        _ => None,
    }
}

struct Reader<'t> {
    page: Markup<'t>,
    open: Vec<usize>,
    at: usize,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        while let Some(length) = self.rest().find('<') {
            let tag = self.at + length;
            self.text(tag);
            self.at = tag;
            let mut after = self.rest().chars().skip(1);
            match (after.next(), after.next()) {
                (Some('!'), _) if self.rest().starts_with("<!--") => self.skip("-->"),
                (Some('!' | '?'), _) => self.skip(">"),
                (Some('/'), Some(c)) if c.is_ascii_alphabetic() => self.end_tag(),
                (Some(c), _) if c.is_ascii_alphabetic() => self.start_tag(),
                _ => {
                    self.text(tag + 1);
                    self.at = tag + 1;
                }
            }
        }
        self.text(self.page.text.len());
        self.close(0);
    }

    fn rest(&self) -> &'t str {
        self.page.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, to: &str) {
        let length = self.rest().find(to).map_or(self.rest().len(), |at| at + to.len());
        self.at += length;
    }

    /// What stands before `end`.
    fn text(&mut self, end: usize) {
        let text = self.page.text.get(self.at..end).unwrap_or_default();
        if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.page.words.push((self.open.last().copied(), text));
        }
    }

    /// What a name, a value or the blank between them takes.
    fn take(&mut self, more: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !more(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn end_tag(&mut self) {
        self.at += 2;
        let name = lower(self.take(|c| !ends_name(c)));
        self.skip(">");
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

    fn start_tag(&mut self) {
        let start = self.at;
        self.at += 1;
        let name = lower(self.take(|c| !ends_name(c)));
        let first = self.page.attributes.len();
        let closed = self.read_attributes();
        let (id, words) = (self.page.elements.len(), self.page.words.len());
        let parent = self.open.last().copied();
        let (raw, void) = (RAW.contains(&&*name), VOID.contains(&&*name));
        self.page.elements.push(Element {
            name,
            tag: start..self.at,
            parent,
            end: id + 1,
            attributes: first..self.page.attributes.len(),
            words: words..words,
        });
        // Only in drawings does a tag close itself, and only there is a title no raw text.
        let drawn = self.page.name(id) == "svg" || self.page.within(id, "svg");
        if void || closed && drawn {
            return;
        }
        self.open.push(id);
        if raw && !drawn {
            let name = format!("</{}", self.page.name(id));
            let end = find_end(self.rest(), &name).map_or(self.page.text.len(), |at| self.at + at);
            self.text(end);
            self.at = end;
        }
    }

    /// The attributes up to the end of the tag; whether it closes itself.
    fn read_attributes(&mut self) -> bool {
        let mut closed = false;
        loop {
            self.take(char::is_whitespace);
            match self.rest().chars().next() {
                None => return closed,
                Some('>') => {
                    self.at += 1;
                    return closed;
                }
                Some('/') => {
                    closed = true;
                    self.at += 1;
                }
                Some('=') => self.at += 1,
                Some(_) => {
                    closed = false;
                    let name = lower(self.take(|c| !ends_name(c) && c != '='));
                    let value = self.read_value();
                    self.page.attributes.push((name, value));
                }
            }
        }
    }

    fn read_value(&mut self) -> &'t str {
        let behind_name = self.at;
        self.take(char::is_whitespace);
        if !self.rest().starts_with('=') {
            self.at = behind_name;
            return "";
        }
        self.at += 1;
        self.take(char::is_whitespace);
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let value = self.take(|c| c != quote);
                self.at = (self.at + 1).min(self.page.text.len());
                value
            }
            _ => self.take(|c| !c.is_whitespace() && c != '>'),
        }
    }
}

fn ends_name(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '/')
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Where an end tag begins, in capitals or not.
fn find_end(text: &str, tag: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let found = text.get(*at..at + tag.len()).unwrap_or_default();
        let behind = text.get(at + tag.len()..).and_then(|rest| rest.chars().next());
        found.eq_ignore_ascii_case(tag) && behind.is_none_or(ends_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each element with its attributes and what is heard of it.
    fn shown(text: &str) -> Vec<String> {
        let page = Markup::of(text);
        let one = |id: usize| {
            let attributes = page.attributes(id).iter();
            let value = |name: &str| page.value(id, name).unwrap_or_default();
            let attributes: Vec<String> =
                attributes.map(|(name, _)| format!(" {name}={}", value(name))).collect();
            let attributes = attributes.concat();
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
            ("<p>1 < 2 <!-- <i>no</i> --> yes", vec!["p: 1  <  2   yes"]),
            ("<img alt=x src = \"y\" hidden><p>z", vec!["img alt=x src=y hidden=: x", "p: z"]),
            ("<script>if (a<b) '</p>'</SCRIPT><p>q</p>", vec!["script: ", "p: q"]),
            ("<svg><path d=x/><title>T</title></svg>", vec!["svg: T", "path d=x/: T", "title: T"]),
            ("<svg><path d='x'/><title>T</title></svg>", vec!["svg: T", "path d=x: ", "title: T"]),
            (
                "<a><span aria-hidden=true>–</span><img alt='nil'></a>",
                vec!["a: nil", "span aria-hidden=true: –", "img alt=nil: nil"],
            ),
            ("<a href=\"never closed", vec!["a href=never closed: "]),
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
