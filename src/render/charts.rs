//! Charts of facts: drawn once, shown with their captions, notes, tables and downloads.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::{Context, document_path};
use super::look;
use super::view;
use super::words;
use crate::chart::{self, About, Axis, Drawn, Mark, Series, Unit};
use crate::date::Period;
use crate::model::concept;
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
    /// The elements of the table's columns, with their heads; those that are drawn come first.
    columns: Vec<(&'static str, String)>,
    periods: Vec<Period>,
    table_title: String,
    period_head: &'static str,
    scale: Scale,
    currency: String,
}

pub(super) fn money(fact: &Fact) -> Option<&str> {
    match &fact.unit {
        FactUnit::Money(currency) => Some(currency),
        _ => None,
    }
}

/// A fact of a chart in one currency; one in another is none of it.
fn fact_in<'s>(site: &'s Site, concept: &str, period: Period, currency: &str) -> Option<&'s Fact> {
    site.facts.current(concept, period).filter(|fact| money(fact) == Some(currency))
}

/// What a chart is made of: one series for each concept, one position for each period.
pub(super) struct Plan<'s> {
    /// `net-loss`
    pub name: &'static str,
    /// The figures drawn.
    pub facts: Vec<&'s Fact>,
    /// The elements drawn.
    pub concepts: Vec<&'static str>,
    /// Elements that stand in the table alone, with their heads.
    pub beside: Vec<(&'static str, String)>,
    /// Where the figures stand.
    pub periods: Vec<Period>,
    /// The same as an axis.
    pub axis: Axis,
    /// Remarks on single positions, beside those of the editor's.
    pub notes: Vec<chart::Note>,
}

/// What a chart is called in its places.
pub(super) struct Words {
    /// The side head of its section.
    pub title: String,
    /// The title of the drawing.
    pub drawing: String,
    /// What stands above it.
    pub caption: String,
    /// The title of its table.
    pub table: String,
    /// The head of the table's first column.
    pub period_head: &'static str,
}

impl Drawing {
    /// Draws a chart; `say` is given the unit of the axis. `None` without any figure.
    pub(super) fn new(site: &Site, plan: Plan<'_>, say: impl Fn(&str) -> Words) -> Option<Self> {
        let Plan { name, facts, concepts, beside, periods, axis, notes: more } = plan;
        let newest = facts.iter().max_by_key(|fact| fact.period.end())?;
        let currency = money(newest)?.to_owned();
        let unit = unit(&facts, &currency);
        let words = say(&unit.caption);
        let year_end = &site.edition.company.year_end;
        let scale = exact_scale(&facts);
        let mark = |concept: &str, period: Period| {
            let fact = fact_in(site, concept, period, &currency)?;
            Some(Mark {
                value: fact.value,
                derived: fact.is_derived(),
                exact: exact(fact, scale, &currency),
                fact: fact.citation(year_end),
            })
        };
        let series = |concept: &&str| Series {
            name: concept::name(concept).to_owned(),
            marks: periods.iter().map(|period| mark(concept, *period)).collect(),
        };
        let notes = periods.iter().enumerate().flat_map(|(position, period)| {
            let note = move |(series, concept): (usize, &&str)| {
                let text = note_on(site, concept, *period)?;
                Some(chart::Note { position, about: About::Mark(series), text })
            };
            concepts.iter().enumerate().filter_map(note)
        });
        let notes = notes.chain(more);
        let drawing = chart::Chart {
            name: name.to_owned(),
            title: words.drawing,
            unit,
            series: concepts.iter().map(series).collect(),
            notes: notes.collect(),
            axis,
            rules: look::file_rules(&site.edition.company.look),
        };
        Some(Self {
            name,
            title: words.title,
            caption: words.caption,
            drawn: chart::draw(&drawing),
            columns: concepts
                .iter()
                .map(|concept| (*concept, concept::name(concept).to_owned()))
                .chain(beside)
                .collect(),
            table_title: words.table,
            period_head: words.period_head,
            scale,
            currency,
            periods,
        })
    }

    /// The chart as a page shows it; with its table where the page has room for one.
    pub(super) fn view(&self, context: &Context<'_>, with_table: bool) -> view::Chart {
        let file = |format: &str| {
            let path = format!("charts/{}.{}", self.name, format.to_lowercase());
            context.download(&self.title, &path, format)
        };
        view::Chart {
            name: self.name.to_owned(),
            title: self.title.clone(),
            heading: heading(context.site, self.name),
            caption: self.caption.clone(),
            wide_svg: self.drawn.wide.clone(),
            narrow_svg: Some(self.drawn.narrow.clone()),
            notes: Vec::new(),
            sources: self.sources(context),
            downloads: vec![file("SVG"), file("CSV")],
            more: (!with_table).then(|| view::Link {
                text: "Figures and sources".into(),
                href: context.anchor("financials/index.html", self.name),
            }),
            table: with_table.then(|| self.table(context)),
        }
    }

    /// The figures of the table, in its order.
    pub(super) fn facts<'s>(&'s self, site: &'s Site) -> impl Iterator<Item = &'s Fact> {
        let at = move |period: Period| {
            self.columns.iter().filter_map(move |(c, _)| fact_in(site, c, period, &self.currency))
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
            columns: self.columns.iter().map(|(_, head)| head.clone()).collect(),
            rows,
        }
    }

    /// A row, or none where nothing is reported.
    fn row(&self, context: &Context<'_>, period: Period) -> Option<view::ChartRow> {
        let facts: Vec<Option<&Fact>> = self
            .columns
            .iter()
            .map(|(c, _)| fact_in(context.site, c, period, &self.currency))
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
        pad: String::new(),
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

/// A figure as a remark away from its cell names it: `Revenue, first quarter 2024, millions of Swiss francs`.
pub(super) fn named(
    site: &Site,
    label: &str,
    (period, unit): (Period, &FactUnit),
    scale: Scale,
) -> String {
    let period = words::lower(&words::period(period, &site.edition.company.year_end));
    match unit {
        FactUnit::Money(code) => {
            format!("{label}, {period}, {}", words::scaled_currency(scale, code))
        }
        _ => format!("{label}, {period}"),
    }
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

/// A figure in full, with its unit: `$(47,626) thousand, derived`.
fn exact(fact: &Fact, scale: Scale, currency: &str) -> String {
    let multiple = match scale {
        Scale::Ones => "",
        Scale::Thousands => " thousand",
        Scale::Millions => " million",
        Scale::Billions => " billion",
    };
    let print = Style { scale, negate: false }.print(fact);
    let amount = match fact.value {
        Some(_) => format!("{}{print}{multiple}", words::sign(currency)),
        None => print,
    };
    if fact.is_derived() { format!("{amount}, derived") } else { amount }
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
