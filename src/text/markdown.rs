//! Markdown to HTML that is safe to publish: the only door to `pulldown-cmark`.
//!
//! Raw HTML is shown as the text that it is. A link goes where a [`Resolver`] says, and a `fact:` link
//! becomes whatever the resolver makes of that figure. Headings begin at level 2, since a page's own
//! title is level 1, and have an anchor made from their words.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::escape::slug;

mod passage;

pub use passage::{Passage, bare_columns, links, passages};

/// Says where links lead. What it refuses has been reported when the site was resolved, and is
/// rendered as plain words.
pub trait Resolver {
    /// The `href` for a link or the `src` for an image.
    fn link(&self, target: &str) -> Option<String>;

    /// The HTML of a cited figure; `words` is the HTML between the brackets, empty when the figure is to
    /// print itself.
    fn fact(&self, citation: &str, words: &str) -> Option<String>;
}

/// A link, an image or a citation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What it points at, as written.
    pub href: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Whether it is an image, which is loaded, not followed.
    pub image: bool,
    /// Whether there are no words between its brackets.
    pub wordless: bool,
}

/// The prefix of a citation.
pub const FACT: &str = "fact:";

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The text as HTML, its highest headings at `level`: 2 on a page of its own.
#[must_use]
pub fn render(text: &str, level: u8, resolver: &dyn Resolver) -> String {
    html_of(Parser::new_ext(text, options()), level, resolver)
}

/// The first paragraph of a text as HTML without the element around it, if the text begins with one. Links
/// that the text defines elsewhere are known to it.
#[must_use]
pub fn render_lede(text: &str, resolver: &dyn Resolver) -> Option<String> {
    let html = html_of(lede(text)?.into_iter(), 2, resolver);
    let html = html.trim_end();
    Some(html.strip_prefix("<p>")?.strip_suffix("</p>")?.to_owned())
}

/// What follows the first paragraph of a text.
#[must_use]
pub fn render_after_lede(text: &str, level: u8, resolver: &dyn Resolver) -> String {
    let skipped = lede(text).map_or(0, |events| events.len());
    html_of(Parser::new_ext(text, options()).skip(skipped), level, resolver)
}

/// The events of the first paragraph.
fn lede(text: &str) -> Option<Vec<Event<'_>>> {
    let mut events = Parser::new_ext(text, options());
    let first = events.next().filter(|event| *event == Event::Start(Tag::Paragraph))?;
    let mut lede = vec![first];
    for event in events {
        let last = event == Event::End(TagEnd::Paragraph);
        lede.push(event);
        if last {
            break;
        }
    }
    Some(lede)
}

fn html_of<'t>(
    events: impl Iterator<Item = Event<'t>>,
    level: u8,
    resolver: &dyn Resolver,
) -> String {
    let mut anchors = BTreeMap::new();
    let linked = resolve_links(events.map(harmless).collect(), resolver);
    let mut out = String::new();
    html::push_html(&mut out, anchored(&linked, level, &mut anchors).into_iter());
    // Alignment comes as style attributes, which the site's own security policy forbids. Text cannot hold
    // these strings: its quotes are escaped.
    out.replace(" style=\"text-align: right\"", " class=\"n\"")
        .replace(" style=\"text-align: center\"", " class=\"mid\"")
        .replace(" style=\"text-align: left\"", "")
        .replace(
            "<table>",
            "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>",
        )
        .replace("</table>", "</table></div>")
}

/// The words of the first paragraph without any markup. A citation that prints its own figure is asked of
/// `figure`.
#[must_use]
pub fn plain_lede(text: &str, figure: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    Some(words(lede(text)?.into_iter(), figure))
}

/// The words of the whole text, likewise.
#[must_use]
pub fn plain(text: &str, figure: &dyn Fn(&str) -> Option<String>) -> String {
    words(Parser::new_ext(text, options()), figure)
}

fn words<'t>(
    events: impl Iterator<Item = Event<'t>>,
    figure: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::new();
    let mut citation: Option<(String, usize)> = None;
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                citation = dest_url.strip_prefix(FACT).map(|c| (c.to_owned(), out.len()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((cited, start)) = citation.take()
                    && out.len() == start
                {
                    out.push_str(&figure(&cited).unwrap_or_default());
                }
            }
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => out.push_str(&words),
            // A line, a block, an item of a list or a cell of a table ends.
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock,
            ) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain text of a few words of HTML that this module made: without elements, and with the characters
/// that HTML replaces.
#[must_use]
pub fn unescape(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Every link, image and citation of a text.
#[must_use]
pub fn targets(text: &str) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    // Links and images that are open, each with how many letters had been seen when it opened.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut letters = 0;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                open.push((found.len(), letters));
                let href = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                found.push(Target { href, range, image: false, wordless: false });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open.push((found.len(), letters));
                let href = dest_url.into_string();
                found.push(Target { href, range, image: true, wordless: false });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((index, before)) = open.pop()
                    && let Some(target) = found.get_mut(index)
                {
                    target.wordless = letters == before;
                }
            }
            Event::Text(words) | Event::Code(words) => {
                letters += words.chars().filter(|c| !c.is_whitespace()).count();
            }
            _ => {}
        }
    }
    found
}

/// The anchors of a text's headings, in order, with their words.
#[must_use]
pub fn headings(text: &str) -> Vec<(String, String)> {
    let mut anchors = BTreeMap::new();
    let mut found = Vec::new();
    let mut words: Option<String> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => words = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(words) = words.take() {
                    found.push((anchor(&words, &mut anchors), words));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut words {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Raw HTML is text.
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Text(text) => Event::Text(unbroken(without_controls(text))),
        Event::Code(text) => Event::Code(without_controls(text)),
        event => event,
    }
}

/// The same with no line break between a figure and the word for its scale, nor between the code of a currency and its
/// figure.
fn unbroken(text: CowStr<'_>) -> CowStr<'_> {
    const SCALES: [&str; 4] = [" thousand", " million", " billion", " trillion"];
    let digit = |c: char| c.is_ascii_digit();
    if !text.contains(digit) {
        return text;
    }
    let torn = |at: usize| {
        let (before, behind) = text.split_at(at);
        let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        before.ends_with(digit) && SCALES.iter().any(|scale| behind.starts_with(scale))
            || code && behind.get(1..).is_some_and(|rest| rest.starts_with(digit))
    };
    let held = |(at, c)| if c == ' ' && torn(at) { '\u{a0}' } else { c };
    text.char_indices().map(held).collect::<String>().into()
}

fn without_controls(text: CowStr<'_>) -> CowStr<'_> {
    let bad =
        |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{FFFE}' || c == '\u{FFFF}';
    if text.contains(bad) { text.replace(bad, "").into() } else { text }
}

/// Puts every link through the resolver.
fn resolve_links<'t>(events: Vec<Event<'t>>, resolver: &dyn Resolver) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let mut events = events.into_iter();
    let mut dropped = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(FACT) => {
                let inner: Vec<_> =
                    events.by_ref().take_while(|e| *e != Event::End(TagEnd::Link)).collect();
                let mut words = String::new();
                html::push_html(&mut words, inner.into_iter());
                let citation = dest_url.get(FACT.len()..).unwrap_or_default();
                let html = resolver.fact(citation, &words).unwrap_or(words);
                out.push(Event::InlineHtml(html.into()));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                let href = resolver.link(&target);
                dropped.push(href.is_none());
                if let Some(href) = href {
                    let link_type = LinkType::Inline;
                    out.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url: href.into(),
                        title,
                        id,
                    }));
                }
            }
            Event::End(TagEnd::Link) => {
                if dropped.pop() == Some(false) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = resolver.link(&dest_url).unwrap_or_default().into();
                out.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            event => out.push(event),
        }
    }
    out
}

/// Gives headings their level and anchor.
fn anchored<'t>(
    events: &[Event<'t>],
    top: u8,
    anchors: &mut BTreeMap<String, usize>,
) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        out.push(match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let words: String = events
                    .get(index + 1..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_))))
                    .filter_map(|e| match e {
                        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                        _ => None,
                    })
                    .collect();
                Event::Start(Tag::Heading {
                    level: lowered(*level, top),
                    id: Some(anchor(&words, anchors).into()),
                    classes: Vec::new(),
                    attrs: Vec::new(),
                })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(*level, top))),
            event => event.clone(),
        });
    }
    out
}

/// A text's own levels 1 and 2 are both its highest: `#` is often written where `##` is meant.
fn lowered(level: HeadingLevel, top: u8) -> HeadingLevel {
    match (level as u8).max(2) + top.saturating_sub(2) {
        2 => HeadingLevel::H2,
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// An anchor that no earlier heading has. It begins with `s-`, so that it can never be one that the
/// theme itself uses, such as that of a statement's row.
fn anchor(words: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let base = format!("s-{}", slug(words, "section"));
    let count = taken.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return base;
    }
    let numbered = format!("{base}-{count}");
    taken.insert(numbered.clone(), 1);
    numbered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Plain;

    impl Resolver for Plain {
        fn link(&self, target: &str) -> Option<String> {
            (!target.starts_with("javascript:")).then(|| target.to_owned())
        }

        fn fact(&self, citation: &str, words: &str) -> Option<String> {
            (citation != "none").then(|| format!("<data value=\"{citation}\">{words}</data>"))
        }
    }

    fn render_2(text: &str, resolver: &dyn Resolver) -> String {
        render(text, 2, resolver)
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(
            render_2("<script>x</script>\n\nA <b>b</b>\n", &Plain),
            "&lt;script&gt;x&lt;/script&gt;\n<p>A &lt;b&gt;b&lt;/b&gt;</p>\n"
        );
    }

    #[test]
    fn a_figure_stays_with_its_scale() {
        let text = "## Cash of $1.3 million\n\n[$4.9 million](fact:a) and 59.3 million, of a million: CHF 7\n";
        let html = render_2(text, &Plain);
        let expected = "<h2 id=\"s-cash-of-1-3-million\">Cash of $1.3\u{a0}million</h2>\n<p><data value=\"a\">$4.9\u{a0}million</data> \
                        and 59.3\u{a0}million, of a million: CHF\u{a0}7</p>\n";
        assert_eq!(html, expected);
        assert_eq!(
            headings(text),
            [("s-cash-of-1-3-million".into(), "Cash of $1.3 million".into())]
        );
    }

    #[test]
    fn headings_have_anchors_and_leave_level_one_to_the_title() {
        assert_eq!(
            render_2("# Cash `now`\n## Cash now\n### !\n", &Plain),
            "<h2 id=\"s-cash-now\">Cash <code>now</code></h2>\n<h2 id=\"s-cash-now-2\">Cash now</h2>\n\
             <h3 id=\"s-section\">!</h3>\n"
        );
        let anchors: Vec<_> =
            headings("# Cash `now`\n## Cash now\n").into_iter().map(|h| h.0).collect();
        assert_eq!(anchors, ["s-cash-now", "s-cash-now-2"]);
    }

    #[test]
    fn links_and_citations_go_through_the_resolver() {
        assert_eq!(
            render_2(
                "[*a*](fact:cash@x) [](fact:cash@y) [b](fact:none) [c](javascript:x) <a@b.c>",
                &Plain
            ),
            "<p><data value=\"cash@x\"><em>a</em></data> <data value=\"cash@y\"></data> b c \
             <a href=\"mailto:a@b.c\">a@b.c</a></p>\n"
        );
        let found: Vec<_> = targets("[a](x.md) ![ ](y.png)")
            .into_iter()
            .map(|t| (t.href, t.image, t.wordless))
            .collect();
        assert_eq!(found, [("x.md".into(), false, false), ("y.png".into(), true, true)]);
    }

    #[test]
    fn tables_carry_classes_not_styles() {
        let html = render_2("|a|b|\n|:-|-:|\n|1|2|\n", &Plain);
        assert!(html.contains("<th>a</th><th class=\"n\">b</th>"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }

    #[test]
    fn a_whole_text_in_plain_words() {
        let text = "One [](fact:cash@x).\n\n## Two *three*\n- four\n- `five`\n\n|a|b|\n|-|-|\n|1|2|\n\n<b>six</b>\n";
        let figure = |citation: &str| (citation == "cash@x").then(|| "$1".to_owned());
        assert_eq!(plain(text, &figure), "One $1. Two three four five a b 1 2 <b>six</b>");
    }

    #[test]
    fn the_first_paragraph_knows_what_the_text_defines() {
        let text = "\nOne [two](fact:x), [three][t] and [](fact:y)\nfour.\n\n## H\n\nrest\n\n[t]: three.md\n";
        assert_eq!(
            render_lede(text, &Plain).as_deref(),
            Some(
                "One <data value=\"x\">two</data>, <a href=\"three.md\">three</a> and \
                 <data value=\"y\"></data>\nfour."
            )
        );
        assert_eq!(render_after_lede(text, 2, &Plain), "<h2 id=\"s-h\">H</h2>\n<p>rest</p>\n");
        let figure = |_: &str| Some("$1".to_owned());
        assert_eq!(plain_lede(text, &figure).as_deref(), Some("One two, three and $1 four."));
        assert_eq!(render_lede("## H\n\ntext", &Plain), None);
        assert_eq!(render_after_lede("## H\n", 2, &Plain), "<h2 id=\"s-h\">H</h2>\n");
    }

    proptest! {
        #[test]
        fn no_text_panics_or_smuggles_markup(text in ".*") {
            let html = render(&format!("{text}<script>"), 2, &Plain);
            prop_assert!(!html.contains("<script"));
        }
    }
}
