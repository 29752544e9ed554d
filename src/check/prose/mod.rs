//! IR121: a figure in the text of a document differs from the statement that prints it.
//!
//! Words are bound to facts conservatively: a phrase that names a figure, a period, and nothing between them that could
//! make it another figure. What is found to differ is reported only where the words leave no doubt; what cannot be
//! bound is information.

mod chain;
mod cite;
pub(super) mod lex;
mod phrase;
mod pieces;
mod when;

use rust_decimal::Decimal;

use self::chain::{Bound, Role};
use self::lex::{Figure, Kind, lex};
use self::phrase::{PER_SHARE, Phrases};
use self::when::{Reader, When};
use super::texts::place;
use super::{Findings, Rule, Run};
use crate::date::{Date, FiscalYearEnd, Period};
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::concept;
use crate::model::document::Document;
use crate::model::fact::{Fact, Origin, Place};
use crate::model::statement::{Column, Unit};
use crate::resolve::Site;
use crate::source::Span;
use crate::text::amount::printed;
use crate::text::markdown::passages;

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
say `loss` or `used`.

What cannot be bound to one figure for sure is no finding: --verbose shows it as information.

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
pub(super) fn dateline(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let tokens = lex(text);
    let year_end = FiscalYearEnd::parse("12-31").ok()?;
    let reader = Reader { year_end: &year_end, year: None, period: None };
    (0..tokens.len().min(12)).find_map(|at| {
        let rest = tokens.get(at..)?;
        let (whens, used) = reader.read(rest)?;
        let [When::At(day)] = whens.as_slice() else { return None };
        let range = rest.first()?.range.start..rest.get(used - 1)?.range.end;
        let after = text.get(range.end..)?.trim_start();
        after.starts_with([')', '-', '/', '\u{2013}', '\u{2014}']).then_some((*day, range))
    })
}

/// The amounts that a fact may stand for, never negative: half of its last digit on either side.
fn range(fact: &Fact) -> Option<(Decimal, Decimal)> {
    let value = fact.value?.abs();
    let half = match u32::try_from(fact.decimals) {
        Ok(places) => Decimal::new(5, places.min(26) + 1),
        Err(_) => Decimal::from(10_u64.checked_pow(fact.decimals.unsigned_abs())?) / Decimal::TWO,
    };
    Some((value - half, value + half))
}

/// Whether a figure can be one of another unit's facts.
fn fits(figure: &Figure, unit: &Unit) -> bool {
    match figure.kind {
        Kind::Money => matches!(unit, Unit::Money(_)),
        Kind::PerShare => matches!(unit, Unit::PerShare(_)),
        Kind::Count => *unit == Unit::Shares,
        Kind::Percent => false,
    }
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
    /// They do not say it for sure.
    Open,
}

/// What could not be compared is worth knowing, and no mistake.
fn open(span: Span, words: &str) -> Diagnostic {
    let message = format!("`{words}` was not compared with a statement");
    Diagnostic::info(code::PROSE, span, message)
}

/// What a figure was compared with: the amounts that it may have, and the facts behind them.
struct Candidate<'a> {
    low: Decimal,
    high: Decimal,
    facts: Vec<&'a Fact>,
}

impl<'a> Book<'a> {
    fn of(site: &'a Site, document: &'a Document) -> Self {
        Self { site, document, period: document.period.or_else(|| newest(document)) }
    }

    fn check(&self, findings: &mut Findings) {
        let year_end = &self.site.edition.company.year_end;
        let year = self.period.and_then(|period| Some(year_end.classify(period)?.0));
        let reader = Reader { year_end, year, period: self.period.map(When::of) };
        let phrases = Phrases::of(self.document);
        let prose = &self.document.body;
        for passage in passages(&prose.text).iter().filter(|passage| passage.heading.is_none()) {
            let found = chain::bind(&lex(&passage.text), &phrases, &reader);
            let words = |range: &std::ops::Range<usize>| {
                passage.text.get(range.clone()).unwrap_or_default().replace('\n', " ")
            };
            let cited = |range: &std::ops::Range<usize>| {
                passage
                    .cited
                    .iter()
                    .any(|(words, _)| words.start <= range.start && range.end <= words.end)
            };
            for range in found.unbound.iter().filter(|range| !cited(range)) {
                let message = format!("`{}` was not compared with a statement", words(range));
                findings.push(Diagnostic::info(
                    code::PROSE,
                    place(prose, &passage.place(range)),
                    message,
                ));
            }
            for bound in &found.bound {
                let span = place(prose, &passage.place(&bound.range));
                let words = words(&bound.range);
                match self.compare(bound, &words, span.clone()) {
                    Compared::Differs(finding) => findings.push(finding),
                    // What cites its fact is compared with that.
                    _ if cited(&bound.range) => {}
                    Compared::Holds(confirmed) => findings.confirm(confirmed),
                    Compared::Open => findings.push(open(span, &words)),
                }
            }
        }
    }

    fn compare(&self, bound: &Bound, words: &str, span: Span) -> Compared {
        let mut candidates = Vec::new();
        for element in elements(bound) {
            for when in self.whens(bound) {
                candidates.extend(self.candidates(bound, element, when));
            }
        }
        let (low, high) = bound.figure.range();
        if let Some(held) = candidates.iter().find(|c| c.low <= high && low <= c.high) {
            let cells = held.facts.iter().filter_map(|fact| self.cell(fact));
            let places = std::iter::once(span).chain(cells.map(|cell| cell.span.clone())).collect();
            let relation = format!("`{words}` is {}", self.said(bound, &held.facts)).into();
            return Compared::Holds(Confirmed { code: code::PROSE, relation, places });
        }
        let whole = match &bound.role {
            Role::Change { from } => {
                !from.is_empty() || candidates.iter().all(|c| is_balance(&c.facts))
            }
            Role::Amount => true,
        };
        let sure = bound.firm && whole && !bound.when.is_empty();
        match candidates.first().filter(|_| sure) {
            Some(other) => Compared::Differs(self.differs(bound, words, span, other)),
            None => Compared::Open,
        }
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
        let what = concept::name(&fact.concept);
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

    /// The period of a figure; where the text names none, that of the document and the year so far.
    fn whens(&self, bound: &Bound) -> Vec<When> {
        if !bound.when.is_empty() {
            return bound.when.clone();
        }
        let to_date = |period: Period| [6, 9, 12].map(|months| When::Over(period.end(), months));
        let own = self.period.into_iter();
        own.clone().map(When::of).chain(own.flat_map(to_date)).collect()
    }

    fn candidates(&self, bound: &Bound, element: &str, when: When) -> Vec<Candidate<'a>> {
        let amount = |fact: &'a Fact| {
            let (low, high) = range(fact)?;
            Some(Candidate { low, high, facts: vec![fact] })
        };
        let mut later = self.facts(element, when);
        let whole = bound.figure.kind == Kind::Money
            && bound.named.elements.iter().any(|e| PER_SHARE.contains(&e.as_str()));
        later.retain(|fact| {
            let mut figure = bound.figure;
            if whole {
                figure.kind = Kind::PerShare;
            }
            figure.kind == Kind::Percent || fits(&figure, &fact.unit)
        });
        let Role::Change { from } = &bound.role else {
            return later.into_iter().filter_map(amount).collect();
        };
        let mut found = Vec::new();
        for fact in &later {
            for before in self.befores(element, when, fact, from) {
                found.extend(change(&bound.figure, fact, before));
            }
            // `a reduction of … charges of $0.3 million`: a negative expense is an amount and a change in one.
            if !bound.firm && bound.figure.kind != Kind::Percent {
                found.extend(amount(fact));
            }
        }
        found
    }

    /// What a change can begin with: what the text names; else, of a balance, the beginning of the period, and of
    /// an amount over a period the year or the quarter before.
    fn befores(&self, element: &str, when: When, fact: &Fact, from: &[When]) -> Vec<&'a Fact> {
        let mut periods = from.to_vec();
        if periods.is_empty() {
            match (fact.period, when) {
                (Period::Instant(_), When::Over(..)) => {
                    periods.extend(opening(when).map(When::At));
                }
                (Period::Instant(_), _) => {}
                (Period::Duration { .. }, _) => {
                    periods.extend(When::YearAgo.beside(Some(when)));
                    periods.extend(When::QuarterAgo.beside(Some(when)));
                }
            }
        }
        periods.into_iter().flat_map(|when| self.facts(element, when)).collect()
    }

    /// The facts of an element that a period means, as this document has them. A balance at the end of an interval
    /// is meant by the interval.
    fn facts(&self, element: &str, when: When) -> Vec<&'a Fact> {
        let facts = &self.site.facts;
        let at_end = match when {
            When::Over(end, _) => Some(When::At(end)),
            _ => None,
        };
        let means =
            |period: Period| when.means(period) || at_end.is_some_and(|end| end.means(period));
        let periods: Vec<Period> =
            facts.series(element).map(|fact| fact.period).filter(|period| means(*period)).collect();
        periods
            .into_iter()
            .filter_map(|period| self.own(&facts.vintages(element, period)))
            .collect()
    }

    /// Of what was said of a figure, the word of this document; else the last one that was public with it.
    fn own(&self, vintages: &[&'a Fact]) -> Option<&'a Fact> {
        let of = |fact: &Fact| match &fact.origin {
            Origin::Reported { document, .. } => *document == self.document.id,
            Origin::Derived { .. } => true,
        };
        let own = vintages.iter().rev().find(|fact| of(fact)).copied();
        let known = |fact: &&&Fact| fact.published.instant() <= self.document.published.instant();
        own.or_else(|| vintages.iter().rev().find(known).copied())
    }

    /// The cell that prints a fact; of a derived one, that of the longer period.
    fn cell(&self, fact: &'a Fact) -> Option<&'a Place> {
        match &fact.origin {
            Origin::Reported { places, .. } => places.first(),
            Origin::Derived { whole, .. } => {
                self.site.facts.get(*whole)?.cited().map(|(_, place)| place)
            }
        }
    }
}

/// The amount that the statements give, as exactly as they do.
fn shown(figure: &Figure, other: &Candidate<'_>) -> String {
    let middle = (other.low + other.high) / Decimal::TWO;
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

/// The elements that a figure can be of. An amount per share beside a net loss is that loss per share.
fn elements(bound: &Bound) -> Vec<&str> {
    let named = bound.named.elements.iter().map(String::as_str);
    let of_loss = |element: &str| {
        element == concept::NET_LOSS || element.starts_with("NetIncomeLossAvailable")
    };
    if bound.figure.kind == Kind::PerShare && bound.named.elements.iter().any(|e| of_loss(e)) {
        return PER_SHARE.to_vec();
    }
    named.collect()
}

/// The day before an interval begins.
fn opening(when: When) -> Option<Date> {
    let When::Over(end, months) = when else { return None };
    let mut quarter = end;
    for _ in 0..months / 3 {
        let Some(&When::Over(before, _)) =
            When::QuarterAgo.beside(Some(When::Over(quarter, 3))).first()
        else {
            return None;
        };
        quarter = before;
    }
    Some(quarter)
}

/// The newest interval of a document's statements, of several the shortest.
fn newest(document: &Document) -> Option<Period> {
    let columns = document.statements.iter().flat_map(|statement| &statement.columns);
    let periods = columns.filter_map(|column| match column {
        Column::Period(period) if !period.is_instant() => Some(*period),
        _ => None,
    });
    periods.max_by_key(|period| (period.end(), period.start()))
}

fn is_balance(facts: &[&Fact]) -> bool {
    facts.first().is_some_and(|fact| fact.period.is_instant())
}

/// The difference of two facts, or that in percent of the earlier one, without its sign.
fn change<'a>(figure: &Figure, later: &'a Fact, before: &'a Fact) -> Option<Candidate<'a>> {
    let ((low, high), (from_low, from_high)) = (range(later)?, range(before)?);
    let (mut least, mut most) = (low - from_high, high - from_low);
    if figure.kind == Kind::Percent {
        if from_low <= Decimal::ZERO {
            return None;
        }
        let percent = |change: Decimal, from: Decimal| {
            change.checked_div(from).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
        };
        let ends = [
            percent(least, from_low),
            percent(least, from_high),
            percent(most, from_low),
            percent(most, from_high),
        ];
        let ends: Vec<Decimal> = ends.into_iter().flatten().collect();
        (least, most) = (*ends.iter().min()?, *ends.iter().max()?);
    }
    // Words say which way it went; the amount is compared without its sign.
    let (low, high) = if least >= Decimal::ZERO {
        (least, most)
    } else if most <= Decimal::ZERO {
        (-most, -least)
    } else {
        (Decimal::ZERO, most.max(-least))
    };
    Some(Candidate { low, high, facts: vec![later, before] })
}
