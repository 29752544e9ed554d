//! What the program has to say about a site's files: found by every stage, printed at the end.
//!
//! A [`Diagnostic`] is data: a stable code, a severity, one short message, places and help. A stage
//! collects all that it finds in [`Diagnostics`]; a [`Report`] sorts them, sets aside what the editor
//! has accepted, and is printed by [`human`], [`json`], [`sarif`] or
//! [`github`].

pub mod code;
pub mod github;
pub mod human;
pub mod json;
mod report;
pub mod sarif;

pub use code::Code;
pub use report::{Accepted, Report};

use std::sync::Arc;

use crate::source::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// The site is built; `--strict` makes it fail.
    Warning,
    /// Worth knowing, shown with `--verbose`.
    Info,
}

impl Severity {
    /// The word used in every output format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A second place that a finding speaks of, and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there, a short phrase.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place; only the site as a whole has none.
    pub span: Option<Span>,
    /// What is wrong with that very place, a short phrase under its carets.
    pub note: Option<String>,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// Ways out.
    pub help: Vec<String>,
}

impl Diagnostic {
    fn new(severity: Severity, code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: Some(span),
            note: None,
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A finding that stops the build.
    #[must_use]
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A finding that does not.
    #[must_use]
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// Something worth knowing, which is no mistake.
    #[must_use]
    pub fn info(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, span, message)
    }

    /// Says what is wrong with the place itself.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a way out where there is one.
    #[must_use]
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help.extend(text);
        self
    }
}

/// A relation between figures, or between a figure and words, that was checked and holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confirmed {
    /// The code of the finding that there would be if it did not hold.
    pub code: Code,
    /// The relation in words: `Net loss = Revenue - Total operating expenses`. Columns share it.
    pub relation: Arc<str>,
    /// Its places: what was checked, then what it was checked against.
    pub places: Vec<Span>,
}

/// The figures of a line that nothing was held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbound {
    /// The line's label.
    pub label: String,
    /// Their cells, from the left.
    pub places: Vec<Span>,
}

/// What a stage found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether any of them stops the build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many of them are warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.0.iter().filter(|d| d.severity == Severity::Warning).count()
    }

    /// Leaves out what follows from something else that is reported.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

/// The nearest of `known` to a misspelt `word`, when it is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edit distance (Levenshtein) with two neighbouring letters swapped counted as one step.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &cb) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(ca != cb)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && ca == b[j - 1] && a[i - 1] == cb {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_that_was_meant() {
        let known = ["published", "title", "period", "exhibit"];
        assert_eq!(nearest("publised", known), Some("published"));
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("Period", known), Some("period"));
        assert_eq!(nearest("embargo", known), None);
        assert_eq!(nearest("", known), None);
    }
}
