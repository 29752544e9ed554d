//! The texts of a site, for rules about words: where each stands, and its sentences.

use std::ops::Range;

use super::prose::lex::{Placed, Token, lex};
use crate::model::Prose;
use crate::model::document::Document;
use crate::resolve::Site;
use crate::source::Span;
use crate::text::markdown::{Passage, passages};

/// A text of a page.
pub(super) struct Text<'a> {
    /// The text.
    pub prose: &'a Prose,
    /// The document that it is the text of.
    pub document: Option<&'a Document>,
}

/// The texts of documents, pages, events and of the company about itself. The cautionary statement is none of them.
pub(super) fn texts(site: &Site) -> Vec<Text<'_>> {
    let edition = &site.edition;
    let about =
        edition.company.about.iter().flat_map(|about| [&about.value.summary, &about.value.text]);
    let others = edition.pages.iter().map(|page| &page.body);
    let others =
        others.chain(edition.events.iter().filter_map(|event| event.details.note.as_ref()));
    let others = others.chain(about.flatten()).map(|prose| Text { prose, document: None });
    let documents = edition.documents.iter();
    documents
        .map(|document| Text { prose: &document.body, document: Some(document) })
        .chain(others)
        .collect()
}

impl Text<'_> {
    /// Its passages.
    pub(super) fn passages(&self) -> Vec<Passage> {
        passages(&self.prose.text)
    }

    /// The place of a range of a passage's words.
    pub(super) fn place(&self, passage: &Passage, range: &Range<usize>) -> Span {
        place(self.prose, &passage.place(range))
    }
}

/// A range of a text in its file; of a text that does not stand there as it is, the whole.
pub(super) fn place(prose: &Prose, range: &Range<usize>) -> Span {
    if !prose.exact {
        return prose.span.clone();
    }
    Span::new(&prose.span.path, prose.span.start + range.start..prose.span.start + range.end)
}

/// A sentence: its words in lower case and in their plainest form, each with its place in the passage.
pub(super) struct Sentence(Vec<Placed>);

/// The sentences of a passage.
pub(super) fn sentences(passage: &Passage) -> Vec<Sentence> {
    let tokens = lex(&passage.text);
    let sentences = tokens.split(|placed| placed.token == Token::Stop);
    sentences.filter(|sentence| !sentence.is_empty()).map(|s| Sentence(s.to_vec())).collect()
}

/// A name as the words of a sentence are: `EpiCept NP-1` is `epicept np 1`.
pub(super) fn as_words(name: &str) -> Vec<String> {
    let word = |placed: Placed| match placed.token {
        Token::Word(word) => Some(word),
        Token::Number(number) => Some(number.to_string()),
        _ => None,
    };
    lex(name).into_iter().filter_map(word).collect()
}

impl Sentence {
    /// The first place of any of some phrases, each of one or more words in their plainest form.
    pub(super) fn find(&self, phrases: &[&str]) -> Option<Range<usize>> {
        (0..self.0.len()).find_map(|at| {
            let length = phrases.iter().find_map(|phrase| self.matches(at, phrase))?;
            let (first, last) = (self.0.get(at)?, self.0.get(at + length - 1)?);
            Some(first.range.start..last.range.end)
        })
    }

    /// Whether any of some phrases stands in it.
    pub(super) fn has(&self, phrases: &[&str]) -> bool {
        self.find(phrases).is_some()
    }

    /// How many words a phrase takes that begins at a word.
    fn matches(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut length = 0;
        for word in phrase.split(' ') {
            let same = match &self.0.get(at + length)?.token {
                Token::Word(found) => found == word,
                Token::Number(found) => word.parse() == Ok(*found),
                _ => false,
            };
            if !same {
                return None;
            }
            length += 1;
        }
        Some(length)
    }
}
