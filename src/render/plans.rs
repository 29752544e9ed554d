//! Which charts a site has, and what each is made of.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::charts::{Drawing, Plan, Words, money};
use super::words;
use crate::chart::{self, About, Axis, DatePosition, PeriodPosition};
use crate::date::{Date, FiscalYearEnd, Part, Period};
use crate::model::concept::{self, CASH, NET_LOSS, SECURITIES};
use crate::model::fact::Fact;
use crate::resolve::Site;

/// Kinds of operating expense that recur, in the order in which they are drawn: at most four.
const EXPENSES: [&str; 4] = [
    "GeneralAndAdministrativeExpense",
    "ResearchAndDevelopmentExpense",
    "SellingGeneralAndAdministrativeExpense",
    "SellingAndMarketingExpense",
];

/// Single charges among the operating expenses. One of them can dwarf the rest, so they are not drawn: the table
/// has them, and the chart says so where they fell.
const CHARGES: [&str; 4] = [
    "ResearchAndDevelopmentInProcess",
    "RestructuringCharges",
    "AssetImpairmentCharges",
    "GoodwillImpairmentLoss",
];

const TOTAL: &str = "OperatingExpenses";

/// Every chart for which there are figures.
pub(super) fn all(site: &Site) -> Vec<Drawing> {
    [cash(site), net_loss(site), expenses(site)].into_iter().flatten().collect()
}

/// The securities that are shown beside cash: the first kind that is reported.
pub(super) fn securities(site: &Site) -> Option<&'static str> {
    SECURITIES.into_iter().find(|concept| site.facts.series(concept).next().is_some())
}

fn cash(site: &Site) -> Option<Drawing> {
    let concepts: Vec<&'static str> = [CASH].into_iter().chain(securities(site)).collect();
    let facts: Vec<&Fact> = concepts
        .iter()
        .flat_map(|concept| site.facts.series(concept))
        .filter(|fact| fact.period.is_instant() && money(fact).is_some())
        .collect();
    let dates: BTreeSet<Date> = facts.iter().map(|fact| fact.period.end()).collect();
    let epoch = Date::new(1970, 1, 1)?;
    let position = |date: &Date| DatePosition {
        day: epoch.days_until(*date),
        label: date.month_day(),
        group: date.year().to_string(),
        name: date.long(),
    };
    let axis = Axis::Dates(dates.iter().map(position).collect());
    let periods: Vec<Period> = dates.iter().map(|date| Period::Instant(*date)).collect();
    let count = dates.len();
    let names: Vec<&str> = concepts.iter().map(|concept| concept::name(concept)).collect();
    let (short, name, what) = match names.as_slice() {
        [cash, securities] => {
            let securities = words::lower(securities);
            let name = format!("{cash}, and {securities}");
            (format!("Cash and {securities}"), name.clone(), format!("{name},"))
        }
        _ => ("Cash".to_owned(), names.concat(), names.concat()),
    };
    let when = if count == 1 {
        "at one reported date".to_owned()
    } else {
        format!("at {} reported dates", words::count(count))
    };
    let (beside, notes) = (Vec::new(), Vec::new());
    let plan = Plan { name: "cash", facts, concepts, beside, periods, axis, notes };
    Drawing::new(site, plan, |unit| Words {
        title: short.clone(),
        drawing: name.clone(),
        caption: format!("{what} {when}, {}.", words::lower(unit)),
        table: name.clone(),
        period_head: "Date",
    })
}

fn net_loss(site: &Site) -> Option<Drawing> {
    let run = Run::of(site, &[NET_LOSS])?;
    let losses = run.facts.iter().all(|f| f.value.is_none_or(|v| v <= Decimal::ZERO));
    let name = if losses { "Net loss" } else { "Net income (loss)" };
    let (by, period_head, signs) = (run.by(), run.head(), run.signs());
    let plan = run.plan("net-loss", vec![NET_LOSS]);
    Drawing::new(site, plan, |unit| Words {
        title: name.into(),
        drawing: format!("{name} {by}"),
        caption: format!("{name} {by}, {}.{signs}", words::lower(unit)),
        table: format!("{name} {by}"),
        period_head,
    })
}

/// Operating expenses by kind, side by side; the table has their total as reported.
fn expenses(site: &Site) -> Option<Drawing> {
    let reported =
        |concept: &&'static str| site.facts.series(concept).any(|fact| money(fact).is_some());
    let concepts: Vec<&'static str> = EXPENSES.into_iter().filter(reported).collect();
    let run = Run::of(site, &concepts)?;
    let concepts: Vec<&'static str> =
        concepts.into_iter().filter(|c| run.facts.iter().any(|f| f.concept == *c)).collect();
    let in_run = |concept: &&'static str| {
        run.periods.iter().any(|period| site.facts.current(concept, *period).is_some())
    };
    let charges: Vec<&'static str> = CHARGES.into_iter().filter(in_run).collect();
    let mut beside: Vec<(&'static str, String)> = charges
        .iter()
        .chain([TOTAL].iter().filter(|total| in_run(total)))
        .filter_map(|concept| Some((*concept, label(site, concept)?)))
        .collect();
    beside.retain(|(_, label)| !label.is_empty());
    let notes = undrawn(site, &run.periods, &charges);
    let (by, period_head, signs) = (run.by(), run.head(), run.signs());
    let plan = Plan { beside, notes, ..run.plan("operating-expenses", concepts) };
    Drawing::new(site, plan, |unit| Words {
        title: "Operating expenses".into(),
        drawing: format!("Operating expenses by kind and {}", words::lower(period_head)),
        caption: format!("Operating expenses by kind, {by}, {}.{signs}", words::lower(unit)),
        table: format!("Operating expenses {by}"),
        period_head,
    })
}

/// What the chart does not draw, named where it fell.
fn undrawn(site: &Site, periods: &[Period], charges: &[&'static str]) -> Vec<chart::Note> {
    let note = |(position, period): (usize, &Period)| {
        let parts = charges.iter().filter_map(|concept| {
            let fact = site.facts.current(concept, *period)?;
            let value = fact.value.filter(|value| !value.is_zero())?;
            let derived = if fact.is_derived() { " (derived)" } else { "" };
            let label = words::lower(&label(site, concept)?);
            let amount = words::Amount::of(fact).text;
            Some(if value < Decimal::ZERO {
                format!("a reduction of {label} by {amount}{derived}")
            } else {
                format!("{label}, {amount}{derived}")
            })
        });
        let text = parts.collect::<Vec<_>>().join("; ");
        (!text.is_empty()).then_some(chart::Note { position, about: About::Undrawn, text })
    };
    periods.iter().enumerate().filter_map(note).collect()
}

/// What the newest statement that has an element calls it.
fn label(site: &Site, concept: &str) -> Option<String> {
    let statements = site.edition.documents.iter().flat_map(|document| &document.statements);
    let mut rows = statements.flat_map(|statement| &statement.rows);
    let row = rows.find(|row| row.concept.as_ref().is_some_and(|c| c.value == concept))?;
    Some(row.label.trim().to_owned())
}

/// A part of a fiscal year.
type Slot = (i16, Part);

/// Figures by the shortest period for which there are any: never quarters beside years to date.
struct Run<'s> {
    /// Months of a period.
    length: u8,
    facts: Vec<&'s Fact>,
    slots: Vec<Slot>,
    periods: Vec<Period>,
    names: Vec<String>,
    /// The fiscal year of each, as the axis names it.
    years: Vec<String>,
}

impl<'s> Run<'s> {
    fn of(site: &'s Site, concepts: &[&'static str]) -> Option<Self> {
        let year_end = &site.edition.company.year_end;
        let mut by_length: BTreeMap<u8, Vec<(Slot, &Fact)>> = BTreeMap::new();
        let facts = concepts.iter().flat_map(|concept| site.facts.series(concept));
        for fact in facts.filter(|fact| money(fact).is_some()) {
            if let Some((year, part)) = year_end.classify(fact.period)
                && let Some(length) = length(part)
            {
                by_length.entry(length).or_default().push(((year, part), fact));
            }
        }
        let (length, found) = by_length.into_iter().next()?;
        let known: BTreeMap<Slot, Period> =
            found.iter().map(|(slot, fact)| (*slot, fact.period)).collect();
        let slots = slots(length, *known.keys().next()?, *known.keys().next_back()?);
        // A slot without a fact gets a period that no fact has; it only keeps its place.
        let periods = slots.iter().map(|slot| match known.get(slot) {
            Some(period) => Some(*period),
            None => year_end
                .part(slot.0, slot.1)
                .ok()
                // In a year of 53 weeks nobody can tell which days the part covers.
                .or_else(|| Some(Period::Instant(year_end.year(slot.0)?.0))),
        });
        Some(Self {
            length,
            periods: periods.collect::<Option<Vec<_>>>()?,
            names: slots.iter().map(|(year, part)| name_of(year_end, *year, *part)).collect(),
            years: slots.iter().map(|(year, _)| year_end.short_year(*year)).collect(),
            facts: found.into_iter().map(|(_, fact)| fact).collect(),
            slots,
        })
    }

    /// The run as a chart of some elements.
    fn plan(self, name: &'static str, concepts: Vec<&'static str>) -> Plan<'s> {
        let position = |((&(_, part), name), group): ((&Slot, String), String)| PeriodPosition {
            label: if part == Part::Year { String::new() } else { part.code().to_owned() },
            group,
            name,
        };
        let named = self.slots.iter().zip(self.names).zip(self.years);
        let axis = Axis::Periods(named.map(position).collect());
        let (beside, notes) = (Vec::new(), Vec::new());
        Plan { name, facts: self.facts, concepts, beside, periods: self.periods, axis, notes }
    }

    fn by(&self) -> &'static str {
        match self.length {
            3 => "by quarter",
            6 => "by half year",
            _ => "by year",
        }
    }

    fn head(&self) -> &'static str {
        match self.length {
            3 => "Quarter",
            6 => "Half year",
            _ => "Year",
        }
    }

    /// What outlines and gaps mean, where there are any.
    fn signs(&self) -> String {
        let derived = self.facts.iter().any(|fact| fact.is_derived());
        let reported: BTreeSet<Period> = self.facts.iter().map(|fact| fact.period).collect();
        let gaps = reported.len() < self.periods.len();
        let signs = [(derived, " Outlined: derived."), (gaps, " Gaps: not reported.")];
        signs.iter().filter(|(shown, _)| *shown).map(|(_, sign)| *sign).collect()
    }
}

/// Months of the parts that a chart can be made of.
fn length(part: Part) -> Option<u8> {
    match part {
        Part::Q1 | Part::Q2 | Part::Q3 | Part::Q4 => Some(3),
        Part::H1 | Part::H2 => Some(6),
        Part::Year => Some(12),
        Part::NineMonths => None,
    }
}

fn name_of(year_end: &FiscalYearEnd, year: i16, part: Part) -> String {
    match year_end.part(year, part) {
        Ok(period) => words::lower(&year_end.name(period)),
        Err(_) => year_end.short_part(year, part),
    }
}

/// Every part of one length from the first to the last.
fn slots(length: u8, first: Slot, last: Slot) -> Vec<Slot> {
    let parts: &[Part] = match length {
        3 => &[Part::Q1, Part::Q2, Part::Q3, Part::Q4],
        6 => &[Part::H1, Part::H2],
        _ => &[Part::Year],
    };
    (first.0..=last.0)
        .flat_map(|year| parts.iter().map(move |part| (year, *part)))
        .filter(|slot| *slot >= first && *slot <= last)
        .collect()
}
