//! IR121: a figure in the text of a document differs from the statement that prints it.
//!
//! Words are bound to facts conservatively: a phrase that names a figure, a period, and nothing between them that could
//! make it another figure. What is found to differ is reported only where the words leave no doubt; what cannot be
//! bound is information.

mod ahead;
mod calendar;
mod chain;
mod cite;
mod currency;
mod held;
pub(super) mod lex;
mod number;
mod phrase;
mod pieces;
mod reader;
mod subject;
mod times;
mod when;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;

use self::calendar::Calendar;
use self::chain::{Bound, Role};
use self::held::{Candidate, elements, is_balance, newest};
use self::lex::{Figure, Kind, lex};
use self::phrase::Phrases;
use self::reader::Reader;
use self::when::When;
use super::texts::place;
use super::{Findings, Rule, Run};
use crate::date::{Date, FiscalYearEnd, Period};
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::concept;
use crate::model::document::Document;
use crate::model::fact::Fact;
use crate::model::statement::Unit;
use crate::resolve::Site;
use crate::source::{SitePath, Span};
use crate::text::amount::printed;
use crate::text::markdown::{Passage, passages};

pub(super) use cite::RULE as CITED;

pub(super) const RULE: Rule = Rule {
    code: code::PROSE,
    name: "prose",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A text says `$3.3 million` where the statement beside it prints 3,354: one of the two is wrong, and readers quote the \
text. Amounts, changes, percentages and per-share figures in a document's text are bound to the figure that their \
sentence names, by the labels of the statements and the phrases of the field, and by the period; then they are \
compared.

A rounded figure stands for half of its last digit on either side: $3.3 million for 3.25 to 3.35. `Approximately` widens \
it by one of its last digit, `more than` upwards, `nearly` and `less than` downwards. Signs are left aside, since words \
say `loss` or `used`. A figure in another currency than the statement's is not compared: `$` is every dollar, `kr` every \
crown.

What cannot be bound to one figure for sure is no finding: --verbose shows it as information. So is what is said of a \
part of a figure, of a segment, of another measure such as an adjusted one, and of what is to come.

Where the digits are the same and the statement was read in full, what is reported, once for each statement, is that its \
`scale` seems to be missing.

If the text is yours, correct it. If the document as filed says so, accept the finding: what was filed is kept as filed.",
    source: "SEC Rule 12b-20 (17 CFR 240.12b-20): statements must not be misleading; rounding as declared by the wording",
    date: "2026-11-21",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for document in site.edition.documents.iter().filter(|d| !d.statements.is_empty()) {
        Book::of(site, document).check(findings);
    }
}

/// The day that a dateline gives, and where: a date among the first words, before a dash, a slash or a parenthesis.
pub(super) fn dateline(text: &str) -> Option<(Date, Range<usize>)> {
    let tokens = lex(text);
    let year_end = FiscalYearEnd::parse("12-31").ok()?;
    let reader = Reader { year_end: &year_end, year: None, calendar: None, period: None };
    (0..tokens.len().min(12)).find_map(|at| {
        let rest = tokens.get(at..)?;
        let (whens, used) = reader.read(rest)?;
        let [When::At(day)] = whens.as_slice() else { return None };
        let range = rest.first()?.range.start..rest.get(used - 1)?.range.end;
        let after = text.get(range.end..)?.trim_start();
        after.starts_with([')', '-', '/', '\u{2013}', '\u{2014}']).then_some((*day, range))
    })
}

/// A document with the facts that its words can be about.
struct Book<'a> {
    site: &'a Site,
    document: &'a Document,
    /// The period that it reports on.
    period: Option<Period>,
}

/// What came of a figure.
enum Compared {
    /// The statements say the same.
    Holds(Confirmed),
    /// They say something else.
    Differs(Diagnostic),
    /// They would say the same if a statement, whose file is named, were printed in another multiple.
    Unscaled(Diagnostic, SitePath),
    /// They do not say it for sure.
    Open,
}

/// What could not be compared is worth knowing, and no mistake.
fn open(span: Span, words: &str) -> Diagnostic {
    let message = format!("`{words}` was not compared with a statement");
    Diagnostic::info(code::PROSE, span, message)
}

fn words(passage: &Passage, range: &Range<usize>) -> String {
    passage.text.get(range.clone()).unwrap_or_default().replace('\n', " ")
}

/// Whether words cite a fact.
fn is_cited(passage: &Passage, range: &Range<usize>) -> bool {
    passage.cited.iter().any(|(words, _)| words.start <= range.start && range.end <= words.end)
}

/// Whether words announce figures of a part of the company: `for the Software segment … as follows:`, and not `by
/// segment`.
fn is_of_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let named = |at: usize| {
        let before = words.get(at.saturating_sub(6)..at).unwrap_or_default();
        before.contains(&"the") && !before.contains(&"by") && !before.contains(&"each")
    };
    words.iter().enumerate().any(|(at, word)| *word == "segment" && named(at))
}

/// Whether a heading only says that a page before it goes on.
fn is_continued(heading: &str) -> bool {
    heading.to_lowercase().contains("continued")
}

impl<'a> Book<'a> {
    fn of(site: &'a Site, document: &'a Document) -> Self {
        Self { site, document, period: document.period.or_else(|| newest(document)) }
    }

    fn check(&self, findings: &mut Findings) {
        let year_end = &self.site.edition.company.year_end;
        let year = self.period.and_then(|period| Some(year_end.classify(period)?.0));
        let tokens = lex(&self.document.body.text);
        let calendar = self.period.and_then(|period| Calendar::of(&tokens, year_end, period));
        let reader = Reader { year_end, year, calendar, period: self.period.map(When::of) };
        let phrases = Phrases::of(self.document);
        let mut part = false;
        let mut unscaled = BTreeSet::new();
        for passage in passages(&self.document.body.text) {
            if passage.heading.is_some() {
                part = part && is_continued(&passage.text) || is_of_part(&passage.text);
                continue;
            }
            part = part || passage.text.ends_with(':') && is_of_part(&passage.text);
            let found = chain::bind(&lex(&passage.text), &phrases, &reader, part);
            for range in found.unbound.iter().filter(|range| !is_cited(&passage, range)) {
                findings.push(open(self.place(&passage, range), &words(&passage, range)));
            }
            for bound in &found.bound {
                self.judge(bound, &passage, &mut unscaled, findings);
            }
        }
    }

    fn place(&self, passage: &Passage, range: &Range<usize>) -> Span {
        place(&self.document.body, &passage.place(range))
    }

    fn judge(
        &self,
        bound: &Bound,
        passage: &Passage,
        unscaled: &mut BTreeSet<SitePath>,
        findings: &mut Findings,
    ) {
        let span = self.place(passage, &bound.range);
        let words = words(passage, &bound.range);
        match self.compare(bound, &words, span.clone()) {
            Compared::Differs(finding) => findings.push(finding),
            Compared::Unscaled(finding, statement) => {
                if unscaled.insert(statement) {
                    findings.push(finding);
                }
            }
            // What cites its fact is compared with that.
            _ if is_cited(passage, &bound.range) => {}
            Compared::Holds(confirmed) => findings.confirm(confirmed),
            Compared::Open => findings.push(open(span, &words)),
        }
    }

    fn compare(&self, bound: &Bound, words: &str, span: Span) -> Compared {
        let mut candidates = Vec::new();
        for element in elements(bound) {
            for when in self.whens(bound) {
                candidates.extend(self.candidates(bound, element, when));
            }
        }
        if let Some(held) = candidates.iter().find(|c| bound.figure.allows(c.low, c.high)) {
            let cells = held.facts.iter().filter_map(|fact| self.cell(fact));
            let places = std::iter::once(span).chain(cells.map(|cell| cell.span.clone())).collect();
            let relation = format!("`{words}` is {}", self.said(bound, &held.facts)).into();
            return Compared::Holds(Confirmed { code: code::PROSE, relation, places });
        }
        let whole = match &bound.role {
            // What a whole year is compared with goes without saying.
            Role::Change { from } => {
                let of_year = matches!(bound.when.as_slice(), [When::Over(_, 12)]);
                !from.is_empty() || of_year || candidates.iter().all(|c| is_balance(&c.facts))
            }
            Role::Amount => true,
        };
        let told = !bound.when.is_empty() && !bound.when.contains(&When::Untold);
        let sure = bound.firm && whole && told;
        let Some(other) = candidates.first().filter(|_| sure) else { return Compared::Open };
        match candidates.iter().find_map(|other| other.unscaled(&bound.figure)) {
            Some((fact, scale)) => match self.cell(fact) {
                Some(cell) => Compared::Unscaled(
                    self.unscaled(bound, words, span, (fact, scale)),
                    cell.span.path.clone(),
                ),
                None => Compared::Open,
            },
            None => Compared::Differs(self.differs(bound, words, span, other)),
        }
    }

    /// The statement prints the same digits, and does not say in which multiple.
    fn unscaled(
        &self,
        bound: &Bound,
        words: &str,
        span: Span,
        (fact, scale): (&Fact, &str),
    ) -> Diagnostic {
        let message = format!(
            "the text gives {words} as {}: the statement seems to be printed in {scale}",
            self.said(bound, &[fact])
        );
        let mut finding = Diagnostic::warning(code::PROSE, span, message);
        if let Some(place) = self.cell(fact) {
            finding = finding.label(
                place.span.clone(),
                format!("{} for {}, read in full", place.label, self.name(fact)),
            );
        }
        finding.help(format!(
            "if the document prints this statement in {scale}, write `scale: {scale}` for it in `statements`"
        ))
    }

    fn differs(&self, bound: &Bound, words: &str, span: Span, other: &Candidate<'_>) -> Diagnostic {
        let said = self.said(bound, &other.facts);
        let found = shown(&bound.figure, other);
        let message =
            format!("the text gives {words} as {said}, where the statements give {found}");
        let mut finding = Diagnostic::warning(code::PROSE, span, message);
        for fact in &other.facts {
            if let Some(place) = self.cell(fact) {
                finding = finding
                    .label(place.span.clone(), format!("{}: {}", place.label, self.name(fact)));
            }
        }
        finding.help("correct the text; if the document as filed says so, accept this finding with its reason")
    }

    /// What a figure is said to be, in words.
    fn said(&self, bound: &Bound, facts: &[&Fact]) -> String {
        let Some(fact) = facts.first() else { return String::new() };
        let what = match concept::find(&fact.concept) {
            Some(known) => known.name,
            None => self.cell(fact).map_or(fact.concept.as_str(), |cell| cell.label.as_str()),
        };
        match (&bound.role, facts.get(1)) {
            (Role::Change { .. }, Some(from)) => {
                format!("the change of {what} from {} to {}", self.name(from), self.name(fact))
            }
            _ if fact.period.is_instant() => format!("{what} at {}", self.name(fact)),
            _ => format!("{what} for {}", self.name(fact)),
        }
    }

    fn name(&self, fact: &Fact) -> String {
        self.site.edition.company.year_end.code(fact.period)
    }
}

/// The amount that the statements give, as exactly as they do.
fn shown(figure: &Figure, other: &Candidate<'_>) -> String {
    let middle = other.low / Decimal::TWO + other.high / Decimal::TWO;
    if figure.kind == Kind::Percent {
        return format!("{}%", printed(middle, 1));
    }
    let decimals = other.facts.iter().map(|fact| fact.decimals).min().unwrap_or_default();
    match other.facts.first().map(|fact| &fact.unit) {
        Some(Unit::Shares) | None => printed(middle, 0),
        Some(unit) => {
            let amount = printed(middle, u32::try_from(decimals).unwrap_or(0));
            match unit {
                Unit::Money(currency) | Unit::PerShare(currency) if currency != "USD" => {
                    format!("{currency} {amount}")
                }
                _ => format!("${amount}"),
            }
        }
    }
}
