//! Where the markup of a page comes from: a text of the content, a template of the site, or neither.
//!
//! A page does not say what wrote it. Its headings and links are found again in the texts by their words; its tags in
//! the site's own templates by their names and attributes, where an expression of the template stands for anything.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::super::texts::texts;
use super::read::{Markup, StartTag};
use super::{At, Made};
use crate::diag::{Code, code};
use crate::resolve::Site;
use crate::source::{SitePath, Snapshot, Span};
use crate::text::markdown;

/// What stands for an expression of a template: a character that no text has.
const ANY: char = '\u{e000}';

/// The places that markup can come from.
pub(super) struct Origins<'s> {
    site: &'s Site,
    files: &'s Snapshot,
    tags: OnceCell<Vec<Tag>>,
    spoken: OnceCell<Spoken>,
}

/// The places of the headings (`true`) and the links of all texts, by their words.
type Spoken = BTreeMap<(bool, String), Vec<Span>>;

/// A tag of a template.
struct Tag {
    span: Span,
    name: String,
    /// Names and values, in which [`ANY`] stands for an expression.
    attributes: Vec<(String, String)>,
    /// Whether a statement of the template decides which attributes there are.
    varies: bool,
    /// What is heard of the element, where that tells it from others.
    words: Option<String>,
}

/// Elements of which one is told from another by its words.
const SPOKEN: [&str; 8] = ["a", "button", "h1", "h2", "h3", "h4", "h5", "h6"];

impl<'s> Origins<'s> {
    /// The content and the templates of a site. Nothing is read before a fault asks.
    pub(super) fn of(site: &'s Site, files: &'s Snapshot) -> Self {
        Self { site, files, tags: OnceCell::new(), spoken: OnceCell::new() }
    }

    /// Where a fault stands, if that is known beyond its page.
    pub(super) fn place(&self, made: Made<'_>, code: Code, at: &At) -> Option<Span> {
        match at {
            At::File(span) => Some(span.clone()),
            At::Page => {
                [made.template, "base.html"].into_iter().find_map(|name| self.template(name))
            }
            At::Element { tag, words } => {
                let (found, sure) = self.tag(tag, words);
                if sure {
                    return found;
                }
                // The page's own text, then a template, then any other text: words alone tell little.
                let text = |own: bool| self.text((made, own), code, tag, words);
                text(true).or(found).or_else(|| text(false))
            }
        }
    }

    /// The file that is served at a path, where it is one of the site's own; else the path.
    pub(super) fn served(&self, path: &SitePath) -> SitePath {
        let own = SitePath::parse(&format!("static/{path}"));
        own.filter(|own| self.files.get(own).is_some()).unwrap_or_else(|| path.clone())
    }

    fn template(&self, name: &str) -> Option<Span> {
        let path = SitePath::parse(&format!("templates/{name}"))?;
        self.files.get(&path).map(|_| Span::file(&path))
    }

    /// The heading or the link that has these words, of the text of the page's own record or of any other. Others of
    /// their kind do not come from texts.
    fn text(
        &self,
        (made, own): (Made<'_>, bool),
        code: Code,
        tag: &StartTag,
        words: &str,
    ) -> Option<Span> {
        let anchored = tag.value("id").is_some_and(|id| id.starts_with("s-"));
        let heading = match code {
            // Only headings of texts have such an anchor.
            code::HEADINGS if anchored => true,
            code::LINK_WORDS => false,
            _ => return None,
        };
        let spoken = self.spoken.get_or_init(|| spoken(self.site));
        let places = spoken.get(&(heading, words.to_owned()))?;
        let is_own = |span: &&Span| Some(&span.path) == made.record;
        places.iter().find(|span| !own || is_own(span)).cloned()
    }

    /// The tag of the site's own templates that can have written a tag, and whether no other text can have. Of several,
    /// the one that says the most; their file, where several say as much.
    fn tag(&self, rendered: &StartTag, words: &str) -> (Option<Span>, bool) {
        let tags = self.tags.get_or_init(|| self.templates());
        let matches = tags.iter().filter_map(|tag| Some((tag.matches(rendered, words)?, tag)));
        let mut best: Vec<(usize, &Tag)> = Vec::new();
        for (said, tag) in matches {
            match best.first() {
                Some((most, _)) if said < *most => continue,
                Some((most, _)) if said > *most => best.clear(),
                _ => {}
            }
            best.push((said, tag));
        }
        match best.as_slice() {
            [] => (None, false),
            [(_, tag)] => (Some(tag.span.clone()), tag.is_literal()),
            [(_, first), others @ ..] => {
                let one_file = others.iter().all(|(_, tag)| tag.span.path == first.span.path);
                (one_file.then(|| Span::file(&first.span.path)), false)
            }
        }
    }

    fn templates(&self) -> Vec<Tag> {
        let own = self.files.iter().filter(|(path, _)| path.below("templates").is_some());
        own.filter_map(|(path, _)| Some((path, self.files.text(path)?)))
            .flat_map(|(path, text)| tags(path, text))
            .collect()
    }
}

fn spoken(site: &Site) -> Spoken {
    let mut spoken = Spoken::new();
    for text in texts(site) {
        for passage in text.passages().iter().filter(|passage| passage.heading.is_some()) {
            let place = text.place(passage, &(0..passage.text.len()));
            spoken.entry((true, passage.text.trim().to_owned())).or_default().push(place);
        }
        for link in markdown::links(&text.prose.text) {
            let place = super::super::texts::place(text.prose, &link.range);
            spoken.entry((false, link.words.trim().to_owned())).or_default().push(place);
        }
    }
    spoken
}

impl Tag {
    fn is_literal(&self) -> bool {
        !self.varies
            && self
                .attributes
                .iter()
                .all(|(name, value)| !(name.contains(ANY) || value.contains(ANY)))
    }

    /// How many letters of a tag this one says, if it can have written it.
    fn matches(&self, rendered: &StartTag, words: &str) -> Option<usize> {
        let heard = |own: &String| glob(&unspaced(own), &unspaced(words));
        if rendered.name() != self.name || !self.words.as_ref().is_none_or(heard) {
            return None;
        }
        let mut said = self.name.len();
        let free = self.varies || self.attributes.iter().any(|(name, _)| name.contains(ANY));
        for (name, value) in self.attributes.iter().filter(|(name, _)| !name.contains(ANY)) {
            match rendered.value(name) {
                Some(own) => {
                    glob(value, own).then_some(())?;
                    said += 1 + name.len() + value.chars().filter(|c| *c != ANY).count();
                }
                None => self.varies.then_some(())?,
            }
        }
        let known = |name: &str| self.attributes.iter().any(|(own, _)| own == name);
        (free || rendered.attributes().all(|(name, _)| known(name))).then_some(said)
    }
}

/// Whether a value is what a pattern says, with anything where it says [`ANY`].
fn glob(pattern: &str, value: &str) -> bool {
    let mut parts = pattern.split(ANY);
    let Some(mut rest) = parts.next().and_then(|first| value.strip_prefix(first)) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        // The part before was not the last: it may stand anywhere.
        if let Some(part) = last.replace(part) {
            let Some((_, after)) = rest.split_once(part) else { return false };
            rest = after;
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

/// The start tags of a template.
fn tags(path: &SitePath, text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = expression(rest) {
            at += length;
            continue;
        }
        let mut chars = rest.chars();
        let first = chars.next();
        if first == Some('<') && chars.next().is_some_and(|c| c.is_ascii_alphabetic()) {
            let (length, masked, varies) = masked(rest);
            let markup = Markup::of(&masked);
            let attributes = markup.attributes(0);
            let name = markup.name(0);
            let spoken = SPOKEN.contains(&name);
            let words = spoken.then(|| content(rest, length, name)).flatten();
            found.push(Tag {
                span: Span::new(path, at..at + length),
                name: name.to_owned(),
                words: words.map(|content| Markup::of(&format!("{masked}{content}")).words(0)),
                attributes: attributes
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
                varies,
            });
            at += length;
        } else {
            at += first.map_or(1, char::len_utf8);
        }
    }
    found
}

/// What a template writes between a start tag and its end tag, with [`ANY`] for what is not literal.
fn content(text: &str, tag: usize, name: &str) -> Option<String> {
    let text = text.get(tag..)?;
    let mut rest = text.get(..text.find(&format!("</{name}"))?)?;
    let mut out = String::new();
    while let Some(c) = rest.chars().next() {
        let length = expression(rest);
        out.push(if length.is_some() { ANY } else { c });
        rest = rest.get(length.unwrap_or(c.len_utf8())..).unwrap_or_default();
    }
    Some(out)
}

fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The length of the expression, statement or comment that a text begins with.
fn expression(text: &str) -> Option<usize> {
    let end = ["{{", "{%", "{#"]
        .iter()
        .zip(["}}", "%}", "#}"])
        .find(|(open, _)| text.starts_with(**open))?
        .1;
    Some(text.find(end).map_or(text.len(), |at| at + end.len()))
}

/// The tag that a text begins with: its length, the tag with [`ANY`] for what is not literal, and whether a statement
/// stands in it.
fn masked(text: &str) -> (usize, String, bool) {
    let (mut at, mut out, mut varies, mut quote) = (0, String::new(), false, None);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = expression(rest) {
            // Outside of a value a statement decides on attributes; it is none itself.
            let statement = rest.starts_with("{%");
            varies |= statement;
            out.push(if statement && quote.is_none() { ' ' } else { ANY });
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        at += c.len_utf8();
        out.push(c);
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => break,
            _ => {}
        }
    }
    (at, out, varies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(tag: &str) -> StartTag {
        Markup::of(tag).elements.swap_remove(0).start
    }

    #[test]
    fn a_tag_is_found_again_in_its_template() {
        let path = SitePath::fixed("templates/base.html");
        let template = "{# <img> #}<a href=\"{{ n.href }}\"{% if n.on %} class=\"on\"{% endif %}>{{ n }}</a>\
                        <img class=\"x {{ y }}\" src=\"{{ root }}a.png\"><td {{ more }}><a href=\"{{ n }}\">here</a>";
        let found = tags(&path, template);
        let finds = |tag: &str| {
            let tag = start(tag);
            found
                .iter()
                .find(|own| own.matches(&tag, "b").is_some())
                .map(|own| &template[own.span.start..own.span.end])
        };
        let link = "<a href=\"{{ n.href }}\"{% if n.on %} class=\"on\"{% endif %}>";
        assert_eq!(finds("<a href=\"../b\">"), Some(link));
        assert_eq!(finds("<a class=\"on\" href=\"b\">"), Some(link));
        assert_eq!(finds("<a class=\"off\" href=\"b\">"), None);
        let image = "<img class=\"x {{ y }}\" src=\"{{ root }}a.png\">";
        assert_eq!(finds("<img class=\"x z\" src=\"../a.png\">"), Some(image));
        assert_eq!(finds("<img class=\"x z\" src=\"../b.png\">"), None);
        assert_eq!(finds("<img class=\"x z\" src=\"a.png\" alt=\"\">"), None);
        assert_eq!(finds("<td colspan=\"2\">"), Some("<td {{ more }}>"));
        assert_eq!(finds("<th>"), None);
        let here = start("<a href=\"b\">");
        let count =
            |words: &str| found.iter().filter(|own| own.matches(&here, words).is_some()).count();
        assert_eq!((count("here"), count("")), (2, 1), "an expression can say `here`, or nothing");
    }

    #[test]
    fn anything_is_anything() {
        let any = |pattern: &str| pattern.replace('*', &ANY.to_string());
        for (pattern, value, holds) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "ac", true),
            ("a*c", "a", false),
            ("*b*", "abc", true),
            ("*b*d", "abcd", true),
            ("*b*d", "abc", false),
        ] {
            assert_eq!(glob(&any(pattern), value), holds, "{pattern} {value}");
        }
    }
}
