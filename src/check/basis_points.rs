//! IR114: a change in basis points is the difference of the percentages that its sentence names.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Findings, Rule, Run};
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::Prose;
use crate::resolve::Site;
use crate::source::Span;
use crate::text::amount::{self, Cell, printed};

pub(super) const RULE: Rule = Rule {
    code: code::BASIS_POINTS,
    name: "basis-points",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A basis point is a hundredth of a percentage point. Where a sentence gives a change in basis points and the two \
percentages that it leads from and to, the three must agree within the rounding of the percentages. A factor of ten is \
the usual slip: 500 basis points for a change from 3.1% to 3.6%.

Sentences with more than two percentages, or without the words from and to, are passed over.",
    source: "The unit's own definition: one hundredth of a percentage point (Governing, Basis Point)",
    date: "2014-02-01",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let documents = site.edition.documents.iter().map(|document| &document.body);
    for prose in documents.chain(site.edition.pages.iter().map(|page| &page.body)) {
        if prose.text.contains("basis point") {
            for sentence in sentences(&prose.text) {
                judge(prose, sentence, findings);
            }
        }
    }
}

/// The sentences of a text: a full stop ends one where a blank or a line end follows, and an empty line always does.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '\n']) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let ends = if text.get(at..=at) == Some(".") {
            rest.is_empty() || rest.starts_with([' ', '\n'])
        } else {
            rest.starts_with('\n')
        };
        if ends {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    sentences.push(start..text.len());
    sentences
}

/// A number of a sentence, and where it stands.
struct Number {
    value: Decimal,
    decimals: u32,
    range: Range<usize>,
}

/// The numbers of a sentence before a word, or one of several.
fn numbers(text: &str, within: &Range<usize>, units: &[&str]) -> Vec<Number> {
    let sentence = text.get(within.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = sentence.get(at..).and_then(|s| s.find(|c: char| c.is_ascii_digit())) {
        let from = at + from;
        let rest = sentence.get(from..).unwrap_or_default();
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
            .unwrap_or(rest.len());
        let digits = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ',']);
        at = from + length.max(1);
        let after = rest.get(digits.len()..).unwrap_or_default().trim_start();
        if let Ok(Cell::Amount(amount)) = amount::read(digits)
            && units.iter().any(|unit| after.starts_with(unit))
        {
            let from = within.start + from;
            let range = from..from + digits.len();
            found.push(Number { value: amount.value, decimals: amount.decimals, range });
        }
    }
    found
}

fn judge(prose: &Prose, sentence: Range<usize>, findings: &mut Findings) {
    let points = numbers(&prose.text, &sentence, &["basis point"]);
    let shares = numbers(&prose.text, &sentence, &["%", "percent"]);
    let text = prose.text.get(sentence).unwrap_or_default();
    let ([points], [from, to], true) =
        (points.as_slice(), shares.as_slice(), text.contains("from ") && text.contains("to "))
    else {
        return;
    };
    let span = |number: &Number| {
        if !prose.exact {
            return prose.span.clone();
        }
        let start = prose.span.start + number.range.start;
        Span { start, end: start + number.range.len(), ..prose.span.clone() }
    };
    let change = to.value.saturating_sub(from.value).abs().saturating_mul(Decimal::ONE_HUNDRED);
    // Half of the last digit of each, in basis points.
    let half = |number: &Number, unit: Decimal| unit * Decimal::new(5, number.decimals.min(27) + 1);
    let slack = half(from, Decimal::ONE_HUNDRED)
        + half(to, Decimal::ONE_HUNDRED)
        + half(points, Decimal::ONE);
    if points.value.saturating_sub(change).abs() <= slack {
        findings.confirm(Confirmed {
            code: code::BASIS_POINTS,
            relation: "basis points \u{2248} difference of the percentages".into(),
            places: vec![span(points), span(from), span(to)],
        });
        return;
    }
    let change = change.normalize();
    let message = format!(
        "{} basis points where the percentages differ by {}",
        printed(points.value, points.decimals),
        printed(change, change.scale()),
    );
    findings.push(
        Diagnostic::warning(code::BASIS_POINTS, span(points), message)
            .label(span(from), "from here")
            .label(span(to), "to here")
            .help("a basis point is a hundredth of a percentage point"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_and_empty_lines() {
        let text = "Up 3.5% now. Down\n2%.\n\nNo stop";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Up 3.5% now.", " Down\n2%.", "\n", "\nNo stop"]);
    }

    #[test]
    fn numbers_are_found_by_their_unit() {
        let text = "rose 1,050 basis points, from 3.1% to 13.60 percent.";
        let all = 0..text.len();
        let shown = |units: &[&str]| -> Vec<String> {
            numbers(text, &all, units).iter().map(|n| n.value.to_string()).collect()
        };
        assert_eq!(shown(&["basis point"]), ["1050"]);
        assert_eq!(shown(&["%", "percent"]), ["3.1", "13.60"]);
    }
}
