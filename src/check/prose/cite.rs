//! IR122: the words of a citation are not the figure that they cite.

use rust_decimal::Decimal;

use super::super::texts::place;
use super::super::{Findings, Rule, Run};
use super::held::{fits, in_currency, range};
use super::lex::{Figure, Kind, Token, lex};
use crate::date::Instant;
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::Prose;
use crate::model::concept;
use crate::model::fact::{Fact, Origin};
use crate::model::statement::Unit;
use crate::resolve::Site;
use crate::source::Span;
use crate::text::amount::printed;
use crate::text::markdown::passages;

pub(in super::super) const RULE: Rule = Rule {
    code: code::CITED,
    name: "cited",
    severity: Severity::Error,
    profiles: &[],
    explanation: "\
`[$7.3 million](fact:cash@2006-06-30)` says that these words are that figure, and the page links them to the cell that \
prints it. So they must be equal, within the rounding of the words: $7.3 million stands for 7.25 to 7.35. Signs are left \
aside, since words say `loss`. A currency that the words name must be that of the figure; `$` is every dollar, `kr` \
every crown, and an amount without one fits any.

It is an error where the fact had been reported otherwise when the text became public. Where a later document has \
changed the figure, or the citation is of `latest`, the text was right once: that is a warning.

Correct the words or the citation, or leave the words out: `[](fact:cash@2006-06-30)` prints the figure itself.",
    source: "The first promise of this program: every figure ties to the document that it came from",
    date: "2026-11-21",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let edition = &site.edition;
    for document in &edition.documents {
        let since = document.revisions.first().map_or(&document.published, |r| &r.published);
        text(site, &document.body, since.instant(), findings);
    }
    for page in &edition.pages {
        let since = page.revisions.first().map_or(&page.source.published, |r| &r.published);
        text(site, &page.body, since.instant(), findings);
    }
    for event in &edition.events {
        if let Some(note) = &event.details.note {
            text(site, note, event.details.source.published.instant(), findings);
        }
    }
    if let Some(cautionary) = &edition.company.cautionary {
        text(site, &cautionary.value, cautionary.source.published.instant(), findings);
    }
    if let Some(about) = &edition.company.about {
        let since = about.source.published.instant();
        for prose in [&about.value.summary, &about.value.text].into_iter().flatten() {
            text(site, prose, since, findings);
        }
    }
}

fn text(site: &Site, prose: &Prose, since: Instant, findings: &mut Findings) {
    for passage in passages(&prose.text) {
        for (range, citation) in &passage.cited {
            let words = passage.text.get(range.clone()).unwrap_or_default();
            if !words.trim().is_empty() {
                let span = place(prose, &passage.place(range));
                cited(site, words, citation, span, since, findings);
            }
        }
    }
}

/// Compares the words of one citation. What cites nothing has been reported when the site was resolved.
fn cited(
    site: &Site,
    words: &str,
    citation: &str,
    span: Span,
    since: Instant,
    findings: &mut Findings,
) {
    let year_end = &site.edition.company.year_end;
    let Ok(fact) = site.facts.cite(citation, year_end) else { return };
    let tokens = lex(words);
    let figures: Vec<&Figure> = tokens
        .iter()
        .filter_map(|placed| match &placed.token {
            Token::Figure(figure) => Some(figure),
            _ => None,
        })
        .collect();
    let [figure] = figures.as_slice() else {
        let message = format!("`{words}` was not compared with the fact that it cites");
        findings.push(Diagnostic::info(code::CITED, span, message));
        return;
    };
    let vintages = site.facts.vintages(&fact.concept, fact.period);
    if is(figure, words, fact) {
        let relation = format!("`{words}` is {}", fact.citation(year_end)).into();
        findings.confirm(Confirmed { code: code::CITED, relation, places: vec![span] });
        return;
    }
    let first = vintages.first().copied().unwrap_or(fact);
    let was_so = vintages.iter().any(|fact| is(figure, words, fact));
    let floats = citation.ends_with("@latest") || fact.is_derived();
    let wrong_at_once = !was_so && !floats && first.published.instant() <= since;
    let message = message(figure, words, fact);
    findings.push(differs(fact, message, citation, span, (wrong_at_once, was_so)));
}

/// What the words say and what is so; in which currency, where that is what differs.
fn message(figure: &Figure, words: &str, fact: &Fact) -> String {
    let value = fact.value.map_or_else(
        || "nil".to_owned(),
        |value| printed(value, u32::try_from(fact.decimals).unwrap_or(0)),
    );
    let what = concept::name(&fact.concept);
    let found = match &fact.unit {
        Unit::Money(code) | Unit::PerShare(code) if !in_currency(figure, &fact.unit) => {
            format!("{code} {value}")
        }
        _ => value,
    };
    format!("the words are {words}, and {what}, which they cite, is {found}")
}

fn differs(
    fact: &Fact,
    message: String,
    citation: &str,
    span: Span,
    (wrong_at_once, was_so): (bool, bool),
) -> Diagnostic {
    let mut finding = if wrong_at_once {
        Diagnostic::error(code::CITED, span, message)
    } else {
        Diagnostic::warning(code::CITED, span, message)
    };
    if let Origin::Reported { places, .. } = &fact.origin
        && let Some(cell) = places.first()
    {
        finding = finding.label(cell.span.clone(), "the figure that is cited");
    }
    if was_so {
        finding = finding.note("this was the figure as first reported");
    }
    finding.help(format!("correct the words, or let the figure print itself: [](fact:{citation})"))
}

/// Whether a figure is that of a fact.
fn is(figure: &Figure, words: &str, fact: &Fact) -> bool {
    let mut figure = *figure;
    if !in_currency(&figure, &fact.unit) {
        return false;
    }
    // `[$0.30](fact:…) a share`, `[1.2 million](fact:…) pesos`: the words that say so may stand outside of the brackets.
    if !fits(&figure, &fact.unit) {
        match (&fact.unit, figure.kind) {
            (Unit::PerShare(_), Kind::Money) if !words.contains("illion") => {
                figure.kind = Kind::PerShare;
            }
            (Unit::Money(_), Kind::Count) if !words.contains("share") => figure.kind = Kind::Money,
            // Pounds weigh, too.
            (Unit::Pure, Kind::Money) if words.contains("pound") => figure.kind = Kind::Count,
            (Unit::Pure, Kind::Percent | Kind::Count) => figure.kind = Kind::Count,
            _ => return false,
        }
    }
    match range(fact) {
        Some((least, most)) => figure.allows(least, most),
        None => figure.range().0 <= Decimal::ZERO,
    }
}
