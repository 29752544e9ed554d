//! The words of a text without markup, each with its place: what checks of prose read.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::{FACT, options};

/// A heading, a paragraph or the words of a list's item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The level of a heading, as written.
    pub heading: Option<u8>,
    /// The words, lines joined by blanks.
    pub text: String,
    /// The citations of facts: the range of their words here, and the fact.
    pub cited: Vec<(Range<usize>, String)>,
    /// Where runs of the words begin: here, and in the text.
    runs: Vec<(usize, usize)>,
}

impl Passage {
    /// The place in the text of a range of the words.
    #[must_use]
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let after = self.runs.partition_point(|(here, _)| *here <= offset);
            let run = self.runs.get(after.saturating_sub(1)).copied();
            run.map_or(offset, |(here, there)| there + offset.saturating_sub(here))
        };
        let end = if range.end > range.start { at(range.end - 1) + 1 } else { at(range.end) };
        at(range.start)..end
    }

    fn push(&mut self, words: &str, at: usize) {
        self.runs.push((self.text.len(), at));
        self.text.push_str(words);
    }
}

/// The passages of a text in order. Code and tables are no prose and left out.
#[must_use]
pub fn passages(text: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut open = Passage::default();
    let mut cited: Option<(usize, String)> = None;
    let mut silent = 0_usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_) | Tag::Image { .. }) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Table | TagEnd::Image) => {
                silent = silent.saturating_sub(1);
            }
            _ if silent > 0 => {}
            Event::Start(Tag::Heading { level, .. }) => {
                close(&mut open, &mut found);
                open.heading = Some(number(level));
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                close(&mut open, &mut found);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                cited = dest_url.strip_prefix(FACT).map(|fact| (open.text.len(), fact.to_owned()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((start, fact)) = cited.take() {
                    open.cited.push((start..open.text.len(), fact));
                }
            }
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                open.push(&words, range.start);
            }
            Event::Code(words) => open.push(&words, range.start + 1),
            Event::SoftBreak | Event::HardBreak => open.push(" ", range.start),
            _ => {}
        }
    }
    close(&mut open, &mut found);
    found
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The words between its brackets; of an image there, the words in its place.
    pub words: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The links of a text to pages and files. Citations are none: a figure is what they say.
#[must_use]
pub fn links(text: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with(FACT) => {
                open = true;
                found.push(Named { words: String::new(), range });
            }
            Event::End(TagEnd::Link) => open = false,
            Event::Text(words) | Event::Code(words) if open => {
                found.last_mut().into_iter().for_each(|link| link.words.push_str(&words));
            }
            _ => {}
        }
    }
    found
}

/// The head rows of tables in which a column other than the first has no head.
#[must_use]
pub fn bare_columns(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut column, mut letters, mut head) = (0, 0, None);
    let mut bare = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::TableHead) => (head, column, bare) = (Some(range), 0, false),
            Event::Start(Tag::TableCell) => letters = 0,
            Event::Text(words) | Event::Code(words) => letters += words.trim().len(),
            Event::End(TagEnd::TableCell) => {
                bare |= letters == 0 && column > 0;
                column += 1;
            }
            Event::End(TagEnd::TableHead) => {
                let start = head.take().filter(|_| bare);
                found.extend(start.map(|head| head.start..head.end));
            }
            _ => {}
        }
    }
    found
}

fn close(open: &mut Passage, found: &mut Vec<Passage>) {
    let passage = std::mem::take(open);
    if !passage.text.trim().is_empty() {
        found.push(passage);
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let text = "## R&D\n\nNet *loss*\nwas [$1.2 million](fact:net-loss@2020-Q2),\n\n- or `x`\n\n|a|\n|-|\n|1|\n";
        let found = passages(text);
        let words: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(words, ["R&D", "Net loss was $1.2 million,", "or x"]);
        assert_eq!(found[0].heading, Some(2));
        let passage = &found[1];
        let (range, fact) = &passage.cited[0];
        assert_eq!(
            (&passage.text[range.clone()], fact.as_str()),
            ("$1.2 million", "net-loss@2020-Q2")
        );
        assert_eq!(&text[passage.place(range)], "$1.2 million");
        let loss = passage.text.find("loss").expect("it is there");
        assert_eq!(&text[passage.place(&(loss..loss + 8))], "loss*\nwas");
        assert_eq!(&text[found[2].place(&(3..4))], "x");
    }

    #[test]
    fn links_have_their_words_and_columns_their_heads() {
        let text = "[*here*](a.md) [1](fact:cash@latest) ![x](y.png) [![z](y.png)](b.md)\n\n||a||\n|-|-|-|\n|1|2|3|\n";
        let words: Vec<String> = links(text).into_iter().map(|link| link.words).collect();
        assert_eq!(words, ["here", "z"]);
        let heads: Vec<&str> =
            bare_columns(text).into_iter().map(|head| text[head].trim()).collect();
        assert_eq!(heads, ["||a||"]);
        assert_eq!(bare_columns("||a|\n|-|-|\n|1|2|\n"), Vec::<std::ops::Range<usize>>::new());
    }
}
