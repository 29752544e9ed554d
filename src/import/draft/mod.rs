//! Drafts from the prose of a filing: the event that it announces, its contacts, its candidates.
//!
//! A draft says what a sentence says and nothing more, in the form that content has, and names the lines
//! that it was made from, so that an editor can look at them. Nothing here is ever published by itself.

mod contacts;
mod dateline;
mod event;
mod passage;
mod pipeline;
mod reach;
mod when;
mod window;
mod yaml;

use std::ops::Range;

use super::filing::Block;
use crate::date::{Date, Zone};
use crate::source::Lines;

use dateline::reported;
pub(crate) use dateline::{Dateline, dateline, headline, kind};
use passage::passages;

/// A file that is offered to an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Its name, relative to the folder of drafts.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
    /// The places that it was made from, in order.
    pub(crate) sources: Vec<Range<usize>>,
}

/// What drafts need to know of their filing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    /// The company's time zone, in which content gives times.
    pub(crate) zone: &'a Zone,
    /// The id of the document that the filing becomes; without it drafts cite nothing.
    pub(crate) filing: Option<&'a str>,
    /// The lines of the filing's text.
    pub(crate) lines: &'a Lines,
}

impl About<'_> {
    /// The comment that names the lines of a place.
    fn remark(&self, at: &Range<usize>) -> String {
        let (first, last) =
            (self.lines.line(at.start), self.lines.line(at.end.saturating_sub(1).max(at.start)));
        if first == last {
            format!("# draft: from line {first}, look at it")
        } else {
            format!("# draft: from lines {first} to {last}, look at it")
        }
    }
}

/// Every draft that a filing's prose gives rise to, in a fixed order.
pub(crate) fn drafts<'b>(
    blocks: impl Iterator<Item = &'b Block> + Clone,
    about: &About<'_>,
) -> Vec<Draft> {
    let said: Option<Date> = dateline(blocks.clone()).map(|line| line.date);
    let title = headline(blocks.clone()).map(|(_, title)| title);
    let reported = reported(blocks.clone());
    let all = passages(blocks);
    let mut drafts = Vec::new();
    drafts.extend(event::draft(&all, said, reported.as_ref(), about));
    drafts.extend(contacts::draft(&all, title.as_deref(), about));
    drafts.extend(pipeline::drafts(&all, said, about));
    drafts
}

#[cfg(test)]
mod releases;
#[cfg(test)]
mod tests;
