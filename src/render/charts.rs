//! The charts of cash and net loss: facts laid out for drawing, with their captions, notes and tables.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::context::{Context, document_path};
use super::view;
use super::words;
use crate::chart::{self, Axis, DatePosition, Drawn, Mark, PeriodPosition, Series, Unit};
use crate::date::{Date, FiscalYearEnd, Part, Period};
use crate::model::concept::{self, CASH, NET_LOSS, SECURITIES};
use crate::model::document::NoteTarget;
use crate::model::fact::Fact;
use crate::model::statement::{Scale, Unit as FactUnit};
use crate::resolve::Site;
use crate::text::amount::printed;
use crate::text::escape::slug;

/// A chart, drawn once for every page that shows it. It names facts by concept and period.
pub(super) struct Drawing {
    /// `net-loss`
    pub name: &'static str,
    title: String,
    caption: String,
    /// The drawings.
    pub drawn: Drawn,
    columns: Vec<String>,
    concepts: Vec<String>,
    periods: Vec<Period>,
    table_title: String,
    period_head: &'static str,
    scale: Scale,
    currency: String,
}

/// Every chart for which there are figures.
pub(super) fn all(site: &Site) -> Vec<Drawing> {
    [cash(site), net_loss(site)].into_iter().flatten().collect()
}

/// The securities that are shown beside cash: the first kind that is reported.
pub(super) fn securities(site: &Site) -> Option<&'static str> {
    SECURITIES.into_iter().find(|concept| site.facts.series(concept).next().is_some())
}

fn money(fact: &Fact) -> Option<&str> {
    match &fact.unit {
        FactUnit::Money(currency) => Some(currency),
        _ => None,
    }
}

/// A fact of a chart in one currency; one in another is none of it.
fn fact_in<'s>(site: &'s Site, concept: &str, period: Period, currency: &str) -> Option<&'s Fact> {
    site.facts.current(concept, period).filter(|fact| money(fact) == Some(currency))
}

fn cash(site: &Site) -> Option<Drawing> {
    let concepts: Vec<&str> = [CASH].into_iter().chain(securities(site)).collect();
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
    let both = concepts.len() > 1;
    let what = if both {
        "Cash and cash equivalents, and marketable securities,"
    } else {
        "Cash and cash equivalents"
    };
    let when = if count == 1 {
        "at one reported date".to_owned()
    } else {
        format!("at {} reported dates", words::count(count))
    };
    let plan = Plan { name: "cash", facts, concepts, periods, axis };
    Drawing::new(site, plan, |unit| Words {
        title: if both { "Cash and securities".into() } else { "Cash".into() },
        drawing: if both {
            "Cash and cash equivalents, and securities"
        } else {
            "Cash and cash equivalents"
        }
        .into(),
        caption: format!("{what} {when}, {}.", words::lower(unit)),
        table: if both {
            "Cash and marketable securities".into()
        } else {
            "Cash and cash equivalents".into()
        },
        period_head: "Date",
    })
}

/// Net loss by the shortest period that is reported: never quarters beside years to date.
fn net_loss(site: &Site) -> Option<Drawing> {
    let year_end = &site.edition.company.year_end;
    let mut by_part: BTreeMap<u8, BTreeMap<(i16, Part), &Fact>> = BTreeMap::new();
    for fact in site.facts.series(NET_LOSS).filter(|fact| money(fact).is_some()) {
        if let Some((year, part)) = year_end.classify(fact.period)
            && let Some(length) = length(part)
        {
            by_part.entry(length).or_default().insert((year, part), fact);
        }
    }
    let (length, found) = by_part.into_iter().next()?;
    let facts: Vec<&Fact> = found.values().copied().collect();
    let slots = slots(length, *found.keys().next()?, *found.keys().next_back()?);
    let position = |(year, part): &(i16, Part)| PeriodPosition {
        label: if *part == Part::Year { String::new() } else { part.code().to_owned() },
        group: year.to_string(),
        name: name_of(year_end, *year, *part),
    };
    let axis = Axis::Periods(slots.iter().map(position).collect());
    // A slot without a fact gets a period that no fact has; it only keeps its place.
    let periods = slots
        .iter()
        .map(|slot| match found.get(slot) {
            Some(fact) => Some(fact.period),
            None => year_end
                .part(slot.0, slot.1)
                .ok()
                // In a year of 53 weeks nobody can tell which days the part covers.
                .or_else(|| Some(Period::Instant(year_end.year(slot.0)?.0))),
        })
        .collect::<Option<Vec<_>>>()?;
    let all_losses = facts.iter().all(|f| f.value.is_none_or(|v| v <= Decimal::ZERO));
    let name = if all_losses { "Net loss" } else { "Net income (loss)" };
    let (by, head) = match length {
        3 => ("by quarter", "Quarter"),
        6 => ("by half year", "Half year"),
        _ => ("by year", "Year"),
    };
    let derived = if facts.iter().any(|f| f.is_derived()) { " Outlined: derived." } else { "" };
    let gaps = if slots.len() > facts.len() { " Gaps: not reported." } else { "" };
    let plan = Plan { name: "net-loss", facts, concepts: vec![NET_LOSS], periods, axis };
    Drawing::new(site, plan, |unit| Words {
        title: name.into(),
        drawing: format!("{name} {by}"),
        caption: format!("{name} {by}, {}.{derived}{gaps}", words::lower(unit)),
        table: format!("{name} {by}"),
        period_head: head,
    })
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
        Err(_) => format!("{} {year}", part.code()),
    }
}

/// Every part of one length from the first to the last.
fn slots(length: u8, first: (i16, Part), last: (i16, Part)) -> Vec<(i16, Part)> {
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

/// What a chart is made of: one series for each concept, one position for each period.
struct Plan<'s> {
    name: &'static str,
    facts: Vec<&'s Fact>,
    concepts: Vec<&'s str>,
    periods: Vec<Period>,
    axis: Axis,
}

/// What a chart is called in its places.
struct Words {
    title: String,
    drawing: String,
    caption: String,
    table: String,
    period_head: &'static str,
}

impl Drawing {
    fn new(site: &Site, plan: Plan<'_>, say: impl Fn(&str) -> Words) -> Option<Self> {
        let Plan { name, facts, concepts, periods, axis } = plan;
        let newest = facts.iter().max_by_key(|fact| fact.period.end())?;
        let currency = money(newest)?.to_owned();
        let unit = unit(&facts, &currency);
        let words = say(&unit.caption);
        let year_end = &site.edition.company.year_end;
        let mark = |concept: &str, period: Period| {
            let fact = fact_in(site, concept, period, &currency)?;
            Some(Mark {
                value: fact.value,
                derived: fact.is_derived(),
                fact: fact.citation(year_end),
            })
        };
        let series = |concept: &&str| Series {
            name: concept::name(concept).to_owned(),
            marks: periods.iter().map(|period| mark(concept, *period)).collect(),
        };
        let notes = periods.iter().enumerate().filter_map(|(position, period)| {
            let texts = concepts.iter().filter_map(|c| note_on(site, c, *period));
            let text = texts.collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(chart::Note { position, text })
        });
        let drawing = chart::Chart {
            name: name.to_owned(),
            title: words.drawing,
            unit,
            series: concepts.iter().map(series).collect(),
            notes: notes.collect(),
            axis,
        };
        Some(Self {
            name,
            title: words.title,
            caption: words.caption,
            drawn: chart::draw(&drawing),
            columns: concepts.iter().map(|c| concept::name(c).to_owned()).collect(),
            concepts: concepts.iter().map(|c| (*c).to_owned()).collect(),
            table_title: words.table,
            period_head: words.period_head,
            scale: exact_scale(&facts),
            currency,
            periods,
        })
    }

    /// The chart as a page shows it; with its table where the page has room for one.
    pub(super) fn view(&self, context: &Context<'_>, with_table: bool) -> view::Chart {
        let svg = format!("charts/{}.svg", self.name);
        view::Chart {
            name: self.name.to_owned(),
            title: self.title.clone(),
            heading: heading(context.site, self.name),
            caption: self.caption.clone(),
            wide_svg: self.drawn.wide.clone(),
            narrow_svg: Some(self.drawn.narrow.clone()),
            notes: Vec::new(),
            sources: self.sources(context),
            download: Some(context.download("This chart", &svg, "SVG")),
            more: (!with_table).then(|| view::Link {
                text: "Figures and sources".into(),
                href: context.anchor("financials/index.html", self.name),
            }),
            table: with_table.then(|| self.table(context)),
        }
    }

    fn facts<'s>(&'s self, site: &'s Site) -> impl Iterator<Item = &'s Fact> {
        let at = move |period: Period| {
            self.concepts.iter().filter_map(move |c| fact_in(site, c, period, &self.currency))
        };
        self.periods.iter().copied().flat_map(at)
    }

    /// The documents that the figures, or the inputs of derived ones, come from, newest first.
    fn sources(&self, context: &Context<'_>) -> Vec<view::Link> {
        let mut ids = BTreeSet::new();
        for fact in self.facts(context.site) {
            let inputs = context.inputs(fact).map(|(whole, part)| [whole, part]);
            for cited in inputs.into_iter().flatten().chain([fact]) {
                ids.extend(cited.cited().map(|(id, _)| id.to_owned()));
            }
        }
        let documents = context.site.edition.documents.iter().filter(|d| ids.contains(&d.id));
        documents
            .map(|document| view::Link {
                text: format!("{}, {}", document.title, words::day(document.published.date())),
                href: context.href(&document_path(document)),
            })
            .collect()
    }

    fn table(&self, context: &Context<'_>) -> view::ChartTable {
        let unaudited = if unaudited(context.site) { "Unaudited. " } else { "" };
        let money = words::upper(&words::scaled_currency(self.scale, &self.currency));
        let rows = self.periods.iter().filter_map(|period| self.row(context, *period)).collect();
        view::ChartTable {
            title: self.table_title.clone(),
            caption: format!("{unaudited}{money}."),
            period_head: self.period_head.to_owned(),
            columns: self.columns.clone(),
            rows,
        }
    }

    /// A row, or none where nothing is reported.
    fn row(&self, context: &Context<'_>, period: Period) -> Option<view::ChartRow> {
        let facts: Vec<Option<&Fact>> = self
            .concepts
            .iter()
            .map(|c| fact_in(context.site, c, period, &self.currency))
            .collect();
        let first = facts.iter().flatten().next()?;
        let year_end = &context.site.edition.company.year_end;
        let cells =
            facts.iter().map(|fact| printed_cell(context, *fact, self.scale, false)).collect();
        let mut sources: Vec<view::Link> = Vec::new();
        for fact in facts.iter().flatten() {
            if fact.is_derived() {
                sources = input_links(context, fact);
                break;
            }
            let link = context.fact_source(fact);
            sources.extend(link.filter(|link| !sources.iter().any(|s| s.text == link.text)));
        }
        Some(view::ChartRow {
            id: format!("{}-{}", self.name, slug(&year_end.code(period), "period")),
            period: words::period(period, year_end),
            cells,
            sources,
            derived: first.is_derived(),
            derivation: None,
        })
    }
}

/// Links to both inputs of a derived fact, each named by its period: `H1 2006`, less `Q2 2006`.
pub(super) fn input_links(context: &Context<'_>, fact: &Fact) -> Vec<view::Link> {
    let year_end = &context.site.edition.company.year_end;
    let link = |fact: &Fact| view::Link {
        text: year_end.short(fact.period).replace(' ', "\u{a0}"),
        href: context.fact_href(fact),
    };
    context.inputs(fact).map_or_else(Vec::new, |(whole, part)| vec![link(whole), link(part)])
}

/// A cell of a table that stands apart from its document, with the sign that the documents print: `negate` if
/// that is not the fact's.
pub(super) fn printed_cell(
    context: &Context<'_>,
    fact: Option<&Fact>,
    scale: Scale,
    negate: bool,
) -> view::Cell {
    let Some(fact) = fact else { return view::Cell::default() };
    let style = Style { scale, negate };
    let scaled = style.value(fact);
    view::Cell {
        kind: if scaled.is_some() { view::CellKind::Value } else { view::CellKind::Nil },
        text: scaled.map_or_else(String::new, |(value, digits)| printed(value, digits)),
        value: fact.value.map(|value| value.to_string()),
        fact: Some(fact.citation(&context.site.edition.company.year_end)),
        href: Some(context.fact_href(fact)),
        negative: scaled.is_some_and(|(value, _)| value < Decimal::ZERO),
        derived: fact.is_derived(),
        revised: revised(context.site, fact, style),
    }
}

/// How a figure was first reported, if a later document reports it otherwise; in the style of the table that
/// shows it.
pub(super) fn revised(site: &Site, fact: &Fact, style: Style) -> Option<String> {
    let vintages = site.facts.vintages(&fact.concept, fact.period);
    let first = vintages.first().filter(|first| first.unit == fact.unit && !first.agrees(fact))?;
    let date = words::day(first.published.date());
    Some(format!("first reported as {} on {date}", style.print(first)))
}

/// How a table prints its figures.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// In which multiples money is printed.
    pub scale: Scale,
    /// Whether the print has the sign that the taxonomy has not.
    pub negate: bool,
}

impl Style {
    /// A fact's value as it stands in the table, and how many decimals it has there.
    fn value(self, fact: &Fact) -> Option<(Decimal, u32)> {
        let value = fact.value.map(|value| if self.negate { -value } else { value })?;
        Some(match fact.unit {
            FactUnit::Money(_) => {
                let exponent = i32::try_from(self.scale.exponent()).unwrap_or_default();
                let digits = u32::try_from(fact.decimals + exponent).unwrap_or_default();
                (value / self.scale.factor(), digits)
            }
            _ => (value, u32::try_from(fact.decimals).unwrap_or_default()),
        })
    }

    /// A fact as it would stand in the table; a nil by name.
    pub(super) fn print(self, fact: &Fact) -> String {
        self.value(fact).map_or_else(|| "nil".to_owned(), |(value, digits)| printed(value, digits))
    }
}

/// The largest scale that loses no digit of any of the figures.
pub(super) fn exact_scale<'f>(facts: impl IntoIterator<Item = &'f &'f Fact>) -> Scale {
    let coarsest = facts.into_iter().filter(|f| f.value.is_some()).map(|f| -f.decimals).min();
    match coarsest.unwrap_or_default() {
        9.. => Scale::Billions,
        6..=8 => Scale::Millions,
        3..=5 => Scale::Thousands,
        _ => Scale::Ones,
    }
}

/// Whether any statement is unaudited.
pub(super) fn unaudited(site: &Site) -> bool {
    site.edition.documents.iter().flat_map(|d| &d.statements).any(|s| s.unaudited)
}

/// The axis in the largest unit that the largest figure fills.
fn unit(facts: &[&Fact], currency: &str) -> Unit {
    let largest = facts.iter().filter_map(|f| f.value).map(|v| v.abs()).max().unwrap_or_default();
    let steps = [
        (1_000_000_000_u64, "billion", "billions", 1),
        (1_000_000, "million", "millions", 1),
        (1000, "thousand", "thousands", 0),
    ];
    let sign = words::sign(currency).trim_end_matches('\u{a0}').to_owned();
    let name = words::currency(currency);
    match steps.into_iter().find(|(unit, ..)| largest >= Decimal::from(*unit)) {
        Some((unit, word, words, decimals)) => Unit {
            divisor: Decimal::from(unit),
            caption: format!("{sign} {word}"),
            spoken: format!("{words} of {name}"),
            decimals,
        },
        None => Unit { divisor: Decimal::ONE, caption: sign, spoken: name, decimals: 0 },
    }
}

/// The heading that the newest document gives a chart.
fn heading(site: &Site, name: &str) -> Option<String> {
    let mut notes = site.edition.documents.iter().flat_map(|document| &document.notes);
    notes.find(|note| note.target == NoteTarget::Chart(name.to_owned())).map(|n| n.text.clone())
}

/// The newest note on a figure.
fn note_on(site: &Site, concept: &str, period: Period) -> Option<String> {
    let year_end = &site.edition.company.year_end;
    let notes = site.edition.documents.iter().flat_map(|document| &document.notes);
    notes
        .filter_map(|note| match &note.target {
            NoteTarget::Fact(citation) => Some((site.facts.cite(citation, year_end).ok()?, note)),
            NoteTarget::Chart(_) => None,
        })
        .find(|(fact, _)| fact.concept == concept && fact.period == period)
        .map(|(_, note)| note.text.clone())
}
