//! What a table means: its columns' periods, the unit of each line, the elements that its labels name.

use std::ops::Range;

use rust_decimal::Decimal;

use super::concepts::{self, Kind, Mapped, Negative, UnitOf};
use super::figure::{self, Figure};
use super::filing::{Cell, Dropped, Row, Table, Text, Why};
use super::period::{self, Calendar, Covered, Nature};
use super::scan::{Basis, Said, scan};
use super::titles::{self, Role};
use super::units::{self, Units};
use crate::model::counted::{Counted, Sections};

/// A table of figures, understood as far as it can be.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// What it is.
    pub(crate) kind: Kind,
    /// The lines that name it, top to bottom: company, `(unaudited)`, name; without the unit.
    pub(crate) title: Vec<Text>,
    /// The phrases that give its unit.
    pub(crate) unit: Vec<Text>,
    /// Whether it says that it is unaudited.
    pub(crate) unaudited: bool,
    /// Whether it says that it holds selected data.
    pub(crate) selected: bool,
    /// The currency, where it is said.
    pub(crate) currency: Option<&'static str>,
    /// In how many units money is printed, and whether that is said.
    pub(crate) scale: u32,
    /// Whether the unit is said anywhere.
    pub(crate) scaled: bool,
    /// The words above the labels that are no unit.
    pub(crate) stub: Vec<Text>,
    /// The columns of figures.
    pub(crate) columns: Vec<Column>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// Footnotes.
    pub(crate) notes: Vec<Text>,
    /// Where it stands.
    pub(crate) at: Range<usize>,
}

/// A column of figures.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its words, from the top of the head down, without the unit.
    pub(crate) label: String,
    /// The cells of the head that stand over it.
    pub(crate) head: Vec<Text>,
    /// What it covers.
    pub(crate) covered: Covered,
    /// What its figures are.
    pub(crate) basis: Basis,
}

/// A line of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The label, empty where the line has none.
    pub(crate) label: Text,
    /// Steps of indent.
    pub(crate) indent: u8,
    /// One for each column, as printed.
    pub(crate) cells: Vec<Option<Cell>>,
    /// What the cells hold, in the printed unit.
    pub(crate) figures: Vec<Option<Figure>>,
    /// What the figures count.
    pub(crate) unit: UnitOf,
    /// What its words say that they count, which content takes where no unit is written.
    pub(crate) worded: Counted,
    /// In how many units they are printed.
    pub(crate) scale: u32,
    /// What the label means.
    pub(crate) mapped: Option<Mapped>,
    /// Whether another line reports the same element and period with another value, so that this one is of something
    /// else: a segment, a component, an average.
    pub(crate) other: bool,
    /// Where it stands.
    pub(crate) at: Range<usize>,
}

impl Statement {
    /// The unit of its money, for a table that goes on from it.
    pub(crate) fn units(&self) -> Units {
        Units {
            money: Some(self.scale).filter(|scale| self.scaled || *scale > 1),
            shares: None,
            currency: self.currency,
        }
    }

    /// Whether no column has a period: then it makes no facts and stays in the text as a table.
    pub(crate) fn is_shown(&self) -> bool {
        self.columns.iter().all(|column| column.covered.period().is_none())
    }
}

impl Line {
    /// Whether the line only names those below it.
    pub(crate) fn is_section(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    /// The element that the line reports: the filer's own tag, else what the label means.
    pub(crate) fn concept(&self) -> Option<&str> {
        if self.other {
            return None;
        }
        let tag = self.cells.iter().flatten().find_map(|cell| cell.tag.as_ref());
        let named =
            tag.filter(|tag| !tag.dimensional).and_then(|tag| tag.concept.strip_prefix("us-gaap:"));
        named.or(self.mapped.map(|mapped| mapped.concept))
    }

    /// The label on one line.
    pub(crate) fn words(&self) -> String {
        folded(&self.label.words())
    }
}

/// Words with single blanks.
pub(crate) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that stand over a column, without phrases about units.
struct Head {
    cells: Vec<Text>,
    label: String,
    said: Said,
}

impl Head {
    /// The heads of all columns of a table.
    fn all(table: &Table) -> Vec<Self> {
        let mut over: Vec<Vec<Text>> = vec![Vec::new(); table.columns];
        for cell in table.head.iter().flatten() {
            let columns =
                cell.columns.start.min(table.columns)..cell.columns.end.min(table.columns);
            for column in over.get_mut(columns).unwrap_or_default() {
                column.push(cell.text.clone());
            }
        }
        over.into_iter().map(Self::of).collect()
    }

    fn of(cells: Vec<Text>) -> Self {
        let label = cells
            .iter()
            .map(|text| folded(&text.words()))
            .filter(|words| !units::is_phrase(words))
            .collect::<Vec<_>>()
            .join(" ");
        let said = scan(&without_unaudited(&label));
        Self { cells, label: label.trim().to_owned(), said }
    }
}

fn without_unaudited(words: &str) -> String {
    words.replace("(Unaudited)", "").replace("(unaudited)", "").replace("(UNAUDITED)", "")
}

/// The heads of a table, for what they say of the filing as a whole.
pub(crate) fn heads(table: &Table) -> Vec<Said> {
    Head::all(table).into_iter().map(|head| head.said).collect()
}

/// Understands a table, given the lines that name it.
/// What is no content of it, a repeated phrase or a footnote mark, is added to `dropped`.
/// Where it does not say its unit, `around` does: the text before it, the table before it, the filing.
pub(crate) fn read(
    table: Table,
    above: Vec<Text>,
    around: Units,
    calendar: &Calendar,
    dropped: &mut Vec<Dropped>,
) -> Statement {
    let mut title = Title::default();
    for line in above.into_iter().chain(table.title.iter().cloned()) {
        title.add(line);
    }
    for line in &table.stub {
        title.stub(line.clone());
    }
    let labels: Vec<String> =
        table.rows.iter().map(|row| folded(&row.label.words()).to_lowercase()).collect();
    let kind = titles::kind(&title.words(), &labels);
    let columns = columns(&table, &title, kind, calendar);
    for text in table.head.iter().flatten().map(|cell| &cell.text) {
        title.in_head(text);
    }
    dropped.append(&mut title.dropped);
    dropped.extend(marks(&table.rows));
    let said = title.units.or(tagged_units(&table.rows));
    let units = said.or(around);
    let scale = units.money.unwrap_or(1);
    let mut lines = lines(table.rows, kind, units, &columns);
    scale_shares(&mut lines, units);
    Statement {
        kind,
        unaudited: title.unaudited,
        selected: title.words().to_lowercase().contains("selected"),
        title: title.lines,
        unit: title.unit,
        currency: units.currency,
        scale,
        scaled: said.money.is_some(),
        stub: title.stub,
        columns,
        lines,
        notes: table.notes,
        at: table.at,
    }
}

/// The unit in which most tagged amounts are printed.
fn tagged_units(rows: &[Row]) -> Units {
    let cells = rows.iter().flat_map(|row| &row.cells).flatten();
    let tags = cells.filter_map(|cell| cell.tag.as_ref()).filter(|tag| tag.unit.len() == 3);
    let scales: Vec<i8> = tags.map(|tag| tag.scale).collect();
    let count = |scale: i8| scales.iter().filter(|other| **other == scale).count();
    let most = [0_i8, 3, 6, 9]
        .into_iter()
        .filter(|scale| count(*scale) > 0)
        .max_by_key(|scale| count(*scale));
    let money = most.and_then(|scale| 10_u32.checked_pow(u32::from(scale.unsigned_abs())));
    Units { money, ..Units::default() }
}

/// The footnote marks of figures: the notes that they lead to are content, they themselves are not.
fn marks(rows: &[Row]) -> Vec<Dropped> {
    let marks = rows.iter().flat_map(|row| &row.cells).flatten().flat_map(|cell| &cell.marks);
    marks
        .map(|mark| Dropped { text: mark.words(), at: mark.at(), why: Why::FootnoteMark })
        .collect()
}

/// What the lines around a table say.
#[derive(Default)]
struct Title {
    lines: Vec<Text>,
    unit: Vec<Text>,
    stub: Vec<Text>,
    units: Units,
    unaudited: bool,
    dropped: Vec<Dropped>,
}

impl Title {
    fn add(&mut self, line: Text) {
        let words = line.words();
        self.unaudited |= words.to_lowercase().contains("unaudited");
        let said = units::read(&words);
        let phrase = titles::role(&words) == Role::Unit;
        if phrase || said.money.is_some() {
            self.units = self.units.or(said);
        }
        if phrase { self.unit.push(line) } else { self.lines.push(line) }
    }

    fn stub(&mut self, line: Text) {
        let words = line.words();
        let said = units::read(&words);
        self.unaudited |= words.to_lowercase().contains("unaudited");
        self.units = said.or(self.units);
        if units::is_phrase(&words) { self.unit.push(line) } else { self.stub.push(line) }
    }

    /// A phrase about units in the head speaks for the table, once.
    fn in_head(&mut self, text: &Text) {
        let words = text.words();
        self.unaudited |= words.to_lowercase().contains("unaudited");
        if units::is_phrase(&words) {
            self.units = self.units.or(units::read(&words));
            let new = |seen: &Text| folded(&seen.words()) != folded(&words);
            if self.unit.iter().all(new) {
                self.unit.push(text.clone());
            } else {
                self.dropped.push(Dropped {
                    text: folded(&words),
                    at: text.at(),
                    why: Why::Repeated,
                });
            }
        }
    }

    fn words(&self) -> String {
        self.lines.iter().map(|line| folded(&line.words())).collect::<Vec<_>>().join(" / ")
    }

    /// What the title says of time; the label column's head may hold it, too.
    fn said(&self) -> Said {
        let timely = self
            .lines
            .iter()
            .chain(&self.stub)
            .map(Text::words)
            .filter(|words| scan(words).of_time());
        scan(&timely.collect::<Vec<_>>().join(" "))
    }
}

fn columns(table: &Table, title: &Title, kind: Kind, calendar: &Calendar) -> Vec<Column> {
    let nature = match kind {
        Kind::BalanceSheet => Nature::Balances,
        Kind::Income | Kind::CashFlows | Kind::Equity => Nature::Flows,
        Kind::Other => Nature::Either,
    };
    let said = title.said();
    let shares: Vec<Share> =
        (0..table.columns).map(|column| Share::of(&table.rows, column)).collect();
    let money = shares.iter().any(|share| share.plain > 0 && share.percent == 0);
    let heads = Head::all(table);
    let headed = heads.iter().any(|head| !head.label.is_empty());
    heads
        .into_iter()
        .enumerate()
        .zip(shares)
        .map(|((column, head), share)| {
            let tagged = tagged(&table.rows, column);
            // A column of percentages beside columns of money compares or divides them.
            let percentages = money && share.percent > 0 && share.percent > share.plain;
            let basis = if percentages { Basis::Change } else { head.said.basis };
            let covered = match (basis, tagged) {
                (Basis::Change, _) => Covered::default(),
                (_, Some(tagged)) => tagged,
                // Beside columns with heads, one without holds marks or what is left of a layout.
                _ if headed && head.label.is_empty() => Covered::default(),
                _ => period::resolve(&head.said, &said, nature, calendar),
            };
            Column { label: head.label, head: head.cells, covered, basis }
        })
        .collect()
}

/// How many figures of a column carry a percent sign, and how many do not.
#[derive(Default)]
struct Share {
    percent: usize,
    plain: usize,
}

impl Share {
    fn of(rows: &[Row], column: usize) -> Self {
        let mut share = Self::default();
        for cell in rows.iter().filter_map(|row| row.cells.get(column)?.as_ref()) {
            match figure::read(&cell.printed) {
                Figure::Number { kind: figure::Kind::Percent, .. } => share.percent += 1,
                Figure::Number { .. } => share.plain += 1,
                Figure::Nil | Figure::Words => {}
            }
        }
        share
    }
}

/// The period that most tagged facts of a column have: the filer's own word wins over the print of the head.
fn tagged(rows: &[Row], column: usize) -> Option<Covered> {
    let mut seen: Vec<(Covered, usize)> = Vec::new();
    for row in rows {
        let Some(tag) = row.cells.get(column).and_then(|cell| cell.as_ref()?.tag.as_ref()) else {
            continue;
        };
        let covered = Covered { start: tag.start, end: tag.end, ..Covered::default() };
        match seen.iter_mut().find(|(known, _)| *known == covered) {
            Some((_, count)) => *count += 1,
            None => seen.push((covered, 1)),
        }
    }
    // An interval outranks the balances at its ends, which flow statements print as well.
    let rank = |(covered, count): &(Covered, usize)| (covered.start.is_some(), *count);
    seen.into_iter().max_by_key(rank).map(|(covered, _)| covered)
}

fn lines(rows: Vec<Row>, kind: Kind, units: Units, columns: &[Column]) -> Vec<Line> {
    let mut sections: Vec<(u8, String)> = Vec::new();
    let mut within = Sections::default();
    let mut headings = Headings::default();
    let mut stem: Option<String> = None;
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|row| {
            let words = folded(&row.label.words());
            // `- Diluted` below `Net income per share - Basic` repeats what stands before the dash.
            let dashed = words.strip_prefix(DASHES).map(str::trim_start);
            let repeated = dashed.and(stem.clone());
            if dashed.is_none() {
                stem = stem_of(&words);
            }
            let name = dashed.filter(|_| repeated.is_some()).unwrap_or(&words);
            let figures: Vec<Option<Figure>> = row
                .cells
                .iter()
                .map(|cell| cell.as_ref().map(|cell| figure::read(&cell.printed)))
                .collect();
            let section = figures.iter().all(Option::is_none);
            let above = sections.iter().map(|(_, label)| label.as_str()).chain(repeated.as_deref());
            let above: Vec<&str> = above.collect();
            let mapped = if section {
                None
            } else {
                concepts::concept(name, &above, kind, negative(&figures))
            };
            if section {
                sections.retain(|(indent, _)| *indent < row.indent);
                sections.push((row.indent, words.clone()));
            } else if words.to_lowercase().starts_with("total") {
                sections.pop();
            }
            headings.pass(&words, section);
            let worded = if section {
                within.head(row.indent, &words);
                Counted::Money
            } else {
                let printed = row.cells.iter().flatten().map(|cell| cell.printed.as_str());
                within.line(row.indent, &words, printed)
            };
            let unit = unit_of(worded, mapped, &figures, columns);
            let scale = scale_of(&words, &above_words(&sections), &headings, unit, units);
            Line {
                label: row.label,
                indent: row.indent,
                cells: row.cells,
                figures,
                unit,
                worded,
                scale,
                mapped,
                other: false,
                at: row.at,
            }
        })
        .collect();
    concepts::settle(lines.iter_mut().map(|line| &mut line.mapped));
    lines
}

/// The headings right above a line, where one stands below another: `Numerator (in millions):` gives the unit of
/// what stands under `Numerator for basic earnings per share:` below it.
#[derive(Default)]
struct Headings {
    labels: Vec<String>,
    over: bool,
}

impl Headings {
    fn pass(&mut self, words: &str, section: bool) {
        let total = words.to_lowercase().starts_with("total");
        if section && !self.over || !section && total {
            self.labels.clear();
        }
        if section {
            self.labels.push(words.to_owned());
        }
        self.over = section;
    }
}

/// What parts what a label repeats from what tells it apart.
const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];

/// What stands before a dash between blanks: `Net income per share` of `Net income per share - Basic`.
fn stem_of(words: &str) -> Option<String> {
    let parted =
        [" - ", " \u{2013} ", " \u{2014} "].iter().find_map(|dash| words.rsplit_once(dash));
    parted.map(|(stem, _)| stem.to_owned())
}

fn above_words(sections: &[(u8, String)]) -> String {
    sections.last().map_or_else(String::new, |(_, label)| label.to_lowercase())
}

fn negative(figures: &[Option<Figure>]) -> Negative {
    Negative::of(figures.iter().flatten().filter_map(|figure| match figure {
        Figure::Number { value, .. } if !value.is_zero() => Some(value.is_sign_negative()),
        _ => None,
    }))
}

/// What a line counts, by its marks, its concept, or its words.
fn unit_of(
    worded: Counted,
    mapped: Option<Mapped>,
    figures: &[Option<Figure>],
    columns: &[Column],
) -> UnitOf {
    // A percentage in a column that compares says nothing of what the line counts.
    let mut counted = figures
        .iter()
        .zip(columns)
        .filter(|(_, column)| column.basis != Basis::Change)
        .filter_map(|(figure, _)| figure.as_ref());
    let percent = |figure: &&Figure| {
        matches!(figure, Figure::Number { kind: figure::Kind::Percent | figure::Kind::Other, .. })
    };
    if counted.any(|figure| percent(&figure)) {
        return UnitOf::Pure;
    }
    if let Some(mapped) = mapped {
        return mapped.unit;
    }
    match worded {
        Counted::Money => UnitOf::Money,
        Counted::PerShare => UnitOf::PerShare,
        Counted::Shares => UnitOf::Shares,
    }
}

fn scale_of(label: &str, section: &str, headings: &Headings, unit: UnitOf, units: Units) -> u32 {
    let over = headings.labels.iter().rev().map(|heading| units::read(heading));
    let over = over.fold(units::read(section), Units::or);
    let own = units::read(label).or(over);
    match unit {
        UnitOf::PerShare | UnitOf::Pure => 1,
        UnitOf::Shares => own.shares.or(own.money).or(units.shares).unwrap_or(0),
        UnitOf::Money => own.money.or(units.money).unwrap_or(1),
    }
}

/// Finds the scale of counts of shares where no phrase gives it: the one in which loss per share comes out,
/// else the one in which the count is plausible.
fn scale_shares(lines: &mut [Line], units: Units) {
    let money = units.money.unwrap_or(1);
    let mut net = None;
    for index in 0..lines.len() {
        let line = &lines[index];
        if is_net(line) {
            net = Some(index);
        }
        if line.unit != UnitOf::Shares || line.scale != 0 {
            continue;
        }
        let scale = net.and_then(|net| by_loss_per_share(lines, net, index));
        // A count right below another is printed as that is.
        let above = index.checked_sub(1).map(|above| &lines[above]);
        let above = above.filter(|above| above.unit == UnitOf::Shares).map(|above| above.scale);
        lines[index].scale = scale.or(above).unwrap_or_else(|| plausible(&lines[index], money));
    }
}

/// Whether a line is what a loss per share divides.
fn is_net(line: &Line) -> bool {
    let words = line.words().to_lowercase();
    line.unit == UnitOf::Money
        && (words.starts_with("net ")
            || words.contains("attributable")
            || words.contains("available to common"))
}

fn number(figure: Option<&Figure>) -> Option<Decimal> {
    match figure? {
        Figure::Number { value, .. } if !value.is_zero() => Some(value.abs()),
        _ => None,
    }
}

fn by_loss_per_share(lines: &[Line], net: usize, index: usize) -> Option<u32> {
    let (net, shares) = (lines.get(net)?, lines.get(index)?);
    let near = index.saturating_sub(8)..(index + 8).min(lines.len());
    let per_share = lines.get(near)?.iter().find(|line| line.unit == UnitOf::PerShare)?;
    let value = |line: &Line, column: usize| number(line.figures.get(column)?.as_ref());
    let column = (0..shares.figures.len()).find(|column| {
        [net, per_share, shares].iter().all(|line| value(line, *column).is_some())
    })?;
    let at = |line: &Line| value(line, column);
    let implied = at(net)?.checked_mul(Decimal::from(net.scale))?.checked_div(at(per_share)?)?;
    let printed = at(shares)?;
    [1_u32, 1_000, 1_000_000].into_iter().find(|scale| {
        let counted = printed.checked_mul(Decimal::from(*scale)).unwrap_or_default();
        counted > implied / Decimal::from(4) && counted < implied * Decimal::from(4)
    })
}

fn plausible(line: &Line, money: u32) -> u32 {
    let largest =
        line.figures.iter().filter_map(|figure| number(figure.as_ref())).max().unwrap_or_default();
    if money == 1 || largest >= Decimal::from(1_000_000) { 1 } else { money }
}
