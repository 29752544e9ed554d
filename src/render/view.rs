//! What templates may see: plain values, ready to print.
//!
//! Every HTML template is rendered with exactly three variables: `site` ([`Site`]), `page` ([`Page`]) and `view` (the
//! struct named after the template). `atom.xml`, `sitemap.xml` and `robots.txt` get `view` alone.
//!
//! Rules that hold throughout:
//! - Templates compute nothing: no path, date, sum or plural. Each `href` is ready for the page it stands on: relative and
//!   naming `index.html` (absolute only in [`Page::canonical`], in feeds and in the sitemap).
//! - Text is plain and gets escaped, except fields that end in `html` or `svg`, which are safe markup printed as they are.
//! - `lede_html` is inline markup (it stands in a `<p>`); every other `…html` is whole blocks. A figure in prose is made with the
//!   theme's own component: `tera.render_component("figure", &context /* f: Figure */, None, true)`.
//! - What is absent is `None` or empty: the theme then leaves out the part with its heading.
//! - Words that must not be torn apart (`$7.8 million`, `Phase 3`, `June 30`) are joined by U+00A0 by whoever fills the struct.

use serde::Serialize;

// ---------------------------------------------------------------- shared

/// A link with its words.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// A day, for `<time>`.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Date {
    /// `2008-08-11`, or RFC 3339 with offset where the time of day is known.
    pub iso: String,
    /// `August 11, 2008`.
    pub text: String,
}

/// A document or an event to go to, with its date: previous and next release, the source of an entry.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Source {
    /// Short words for a link: `Second-quarter 2008 results`.
    pub text: String,
    /// Page, with the fragment of the line or heading where there is one.
    pub href: String,
    /// When it became public.
    pub date: Date,
}

/// A file to download.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Download {
    /// What it is, in words: `Statement of operations`, `All figures`.
    pub text: String,
    /// Where the file is.
    pub href: String,
    /// `CSV`, `JSON`, `XLSX`, `PDF`, `SVG`.
    pub format: String,
    /// `12 KB`, of a file that a record owns.
    pub size: Option<String>,
}

/// Of every page: the company, the way back, the footer.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Site {
    /// The company.
    pub name: String,
    /// `EPCT`, beside the name in the masthead.
    pub ticker: Option<String>,
    /// `en-US`.
    pub lang: String,
    /// Way from the page to the site's top: `""`, `"../"`, `"../../"`; on `404.html` the base path, such as `/epicept-ir/`.
    pub root: String,
    /// The home page: `index.html`, `../index.html`, …
    pub home: String,
    /// Only pages that exist.
    pub nav: Vec<NavItem>,
    /// Link of the feed: `../atom.xml`.
    pub feed: String,
    /// The search page.
    pub search: NavItem,
    /// The logo, where company.yaml names one.
    pub logo: Option<Logo>,
    /// True in a build made with `--preview`: the page says so, and asks not to be indexed.
    pub preview: bool,
    /// What stands below every page.
    pub footer: Footer,
}

/// The company's logo, in the masthead.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Logo {
    /// The picture.
    pub picture: Picture,
    /// The picture for dark screens, if it is another.
    pub dark: Option<Picture>,
    /// What it says, for those who do not see it.
    pub alt: String,
    /// Whether the company's name stands beside it; else it stands in its place.
    pub with_name: bool,
}

/// A picture that is served from `static/`.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Picture {
    /// Where it is.
    pub src: String,
    /// How wide it is shown, in pixels.
    pub width: u32,
    /// How high it is shown.
    pub height: u32,
}

/// A page in the masthead.
#[derive(Serialize, Debug, Clone, Default)]
pub struct NavItem {
    /// The words.
    pub text: String,
    /// The page.
    pub href: String,
    /// `page` on that page, `true` on a page below it, else `None`.
    pub current: Option<String>,
}

/// What stands below every page.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Footer {
    /// Link to the cautionary statement, `…about/index.html#cautionary-statement`, where there is one.
    pub cautionary: Option<String>,
    /// True where any statement is unaudited.
    pub unaudited: bool,
    /// Where the figures come from, one sentence: `Figures come from two releases, of August 2, 2006 and August 11, 2008.`
    pub figures_note: Option<String>,
    /// Any further sentence of the editor's, such as that the site is a demonstration.
    pub note: Option<String>,
    /// Filings, Events, About, …: pages not in the masthead.
    pub sections: Vec<Link>,
    /// `data/facts.csv`, `data/facts.json`, `data/financials.csv`, …
    pub downloads: Vec<Download>,
    /// `atom.xml`, `events.ics`.
    pub feeds: Vec<Link>,
    /// Free pages.
    pub pages: Vec<Link>,
}

/// Of this page: what stands in `<head>`, and the trail.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Page {
    /// Whole `<title>`: `Pipeline: EpiCept Corporation`.
    pub title: String,
    /// One or two sentences, for search engines and link previews.
    pub description: String,
    /// Absolute address of the page; `None` on `404.html`.
    pub canonical: Option<String>,
    /// Open Graph type: `website` or `article`.
    pub og_type: String,
    /// From the page's parent list up to, not including, this page. Empty on top-level pages.
    pub crumbs: Vec<Link>,
}

// ---------------------------------------------------------------- figures

/// One figure of the company with the fact it prints.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Figure {
    /// As shown: `$7.8 million`, `(7,321)`, `42 thousand`, `–` where nil; within a sentence `minus $7.3 million`,
    /// `nil`, or the words of the text.
    pub text: String,
    /// The same in two parts, for figures set large: `$7.8`, `million`. Empty `amount` = print `text`.
    pub amount: String,
    /// The word after it: `million`; none where the number stands alone.
    pub scale_word: Option<String>,
    /// In whole units, `-7321000`; `None` = nil.
    pub value: Option<String>,
    /// `NetIncomeLoss@2006-Q2`.
    pub fact: String,
    /// Where it is printed: filing page and row; of a derived figure the row of [`PeriodsPage::derived`].
    pub href: String,
    /// `Second quarter 2008`, `Six months to June 30, 2008`, `June 30, 2008`; within a sentence `second quarter 2008`.
    pub period: String,
    /// Computed here: set in italics, with a hidden “derived”.
    pub derived: bool,
    /// True where `text` shows a negative by parentheses (not where a word such as `loss` says it).
    pub negative: bool,
    /// An editor's remark on it.
    pub note: Option<String>,
}

/// A figure among words: `before` figure `after`, such as `$7.0 million` `a year earlier`.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Aside {
    /// Words before the figure.
    pub before: Option<String>,
    /// The figure.
    pub figure: Figure,
    /// Words after it.
    pub after: Option<String>,
}

/// A figure under its name.
#[derive(Serialize, Debug, Clone, Default)]
pub struct NamedFigure {
    /// `Cash and cash equivalents`.
    pub name: String,
    /// The figure; `None` where the company reports none at a date at which it might, which `note` then names.
    pub figure: Option<Figure>,
    /// A year earlier, year to date, …: each a short line under the figure.
    pub asides: Vec<Aside>,
    /// `Approximately.`; `Not reported at June 30, 2008.`
    pub note: Option<String>,
}

/// What a cell of a table of figures holds.
#[derive(Serialize, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// A figure.
    Value,
    /// Printed as a dash.
    Nil,
    /// Not reported.
    #[default]
    Blank,
    /// A column that makes no facts (`Change %`): printed as it is.
    Shown,
}

/// One cell of a table of figures.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Cell {
    /// What the cell holds.
    pub kind: CellKind,
    /// Digits as printed, without currency sign: `(7,321)`, `.30`. Empty for nil and blank.
    pub text: String,
    /// What the figure lacks to stand on the decimal point of its column, `.0`: to be set unseen behind it.
    pub pad: String,
    /// Whole units; `None` for nil, blank, and cells without a concept.
    pub value: Option<String>,
    /// `NetIncomeLoss@2006-Q2`; `None` where the cell makes no fact.
    pub fact: Option<String>,
    /// Link to the printed line; `None` on the filing page itself, which is the source.
    pub href: Option<String>,
    /// The text has parentheses.
    pub negative: bool,
    /// Computed here.
    pub derived: bool,
    /// `first reported as (7,300) on August 2, 2006`; shown as a mark with hidden words, and spelt out in the notes.
    pub revised: Option<String>,
}

/// What a row is, and how it is ruled.
#[derive(Serialize, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// A label alone.
    Section,
    /// A line of figures.
    #[default]
    Line,
    /// A rule above its figures.
    Subtotal,
    /// A rule above and a double rule below: the last total of a block.
    Total,
}

/// A row of a table of figures.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Row {
    /// Unique on the page, with the statement's prefix: `income-net-loss`.
    pub id: String,
    /// As printed.
    pub label: String,
    /// What tells the line from another of the same label: `reported August 2, 2006`.
    pub remark: Option<String>,
    /// How it is ruled.
    pub kind: RowKind,
    /// 0, 1 or 2 (more is shown as 2).
    pub indent: u8,
    /// As many as there are columns; empty for a section.
    pub cells: Vec<Cell>,
}

/// A heading over several columns: `Three months ended June 30`. An empty text spans columns without one.
#[derive(Serialize, Debug, Clone, Default)]
pub struct HeadGroup {
    /// The heading.
    pub text: String,
    /// How many columns it covers.
    pub span: usize,
}

/// A column of a table of figures.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Column {
    /// `2008` under a group, else `June 30, 2008`.
    pub text: String,
    /// The document's own period: set bold.
    pub current: bool,
    /// A column computed here (`Q1 2008` = half year less second quarter): its head is set in italics.
    pub derived: bool,
}

/// A table of figures: a statement of a filing, or all quarters side by side.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Statement {
    /// Anchor and prefix of row ids: `income`, `balance-sheet`, `quarters`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `Selected data, unaudited. Thousands of US dollars, except per-share data.`
    pub caption: String,
    /// Empty, or spanning all columns.
    pub head_groups: Vec<HeadGroup>,
    /// From the left.
    pub columns: Vec<Column>,
    /// From the top.
    pub rows: Vec<Row>,
    /// The same as a file.
    pub downloads: Vec<Download>,
    /// Under the table: revisions, the editor's notes.
    pub notes: Vec<String>,
    /// Where the statement itself was corrected after publication.
    pub notices: Vec<Notice>,
}

/// Why something public was changed.
#[derive(Serialize, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// It was wrong.
    #[default]
    Correction,
    /// It has moved on.
    Update,
    /// A slip without meaning.
    Minor,
    /// It had to go.
    Redaction,
}

/// A public revision of a page or a statement.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Notice {
    /// What kind of change.
    pub kind: NoticeKind,
    /// When it became public.
    pub date: Date,
    /// Why, for the visitor.
    pub why: String,
    /// Who made it.
    pub by: Option<String>,
}

// ---------------------------------------------------------------- charts

/// A remark, with a link where it has one.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// A link that follows it.
    pub link: Option<Link>,
}

/// A chart with its words and its numbers.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Chart {
    /// `net-loss`: anchor, and name of `charts/net-loss.svg`.
    pub name: String,
    /// Plain name: `Net loss`. The side head of its section.
    pub title: String,
    /// The editor's heading, stating a finding; else `None`.
    pub heading: Option<String>,
    /// `Net loss by quarter, $ million. Outlined: derived. Gaps: not reported.`
    pub caption: String,
    /// `<svg class="ch w" …>`, for 40 rem and wider. Title and description have ids unique on the page.
    pub wide_svg: String,
    /// `<svg class="ch c" …>`, for phones.
    pub narrow_svg: Option<String>,
    /// Remarks below the drawing.
    pub notes: Vec<Note>,
    /// The documents the numbers come from.
    pub sources: Vec<Link>,
    /// The drawing, `charts/net-loss.svg`, and its figures with their sources, `charts/net-loss.csv`.
    pub downloads: Vec<Download>,
    /// Where its figures stand in a table with their sources, on pages that show the drawing alone.
    pub more: Option<Link>,
    /// The same numbers as a table (financials page only).
    pub table: Option<ChartTable>,
}

/// A chart's numbers: one row a period or date, with its source.
#[derive(Serialize, Debug, Clone, Default)]
pub struct ChartTable {
    /// `Net loss`.
    pub title: String,
    /// `Unaudited. Thousands of US dollars.`
    pub caption: String,
    /// Head of the first column: `Quarter`, `Date`, `Line`.
    pub period_head: String,
    /// Heads of the columns of figures.
    pub columns: Vec<String>,
    /// From the top.
    pub rows: Vec<ChartRow>,
}

/// A date or period of a chart.
#[derive(Serialize, Debug, Clone, Default)]
pub struct ChartRow {
    /// `net-loss-2008-q1`, `derived-…`: where links of derived figures lead.
    pub id: String,
    /// `First quarter 2008`, `June 30, 2008`; among derived figures the line, `Revenue`.
    pub period: String,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// One for a reported figure; for a derived one both inputs, minuend first.
    pub sources: Vec<Link>,
    /// Its figure was computed here.
    pub derived: bool,
    /// Among derived figures the quarter, `First quarter 2008`: rows of one quarter stand together.
    pub derivation: Option<String>,
}

// ---------------------------------------------------------------- documents

/// A release in a list.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DocumentItem {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it became public.
    pub date: Date,
    /// `August 11`, for lists grouped by year.
    pub day: String,
    /// `4:05 p.m. Eastern`, where given.
    pub time: Option<String>,
    /// `2008`.
    pub year: String,
    /// `Results`, `Clinical`, …
    pub kind_label: String,
    /// `8-K`.
    pub form: Option<String>,
    /// `Form 8-K, Exhibit 99.1`.
    pub form_line: Option<String>,
    /// First sentences; may hold `<data>` figures.
    pub lede_html: Option<String>,
    /// True where the page is a summary of the document.
    pub summary: bool,
    /// `Corrected August 20, 2008`.
    pub revised: Option<String>,
}

/// `index.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct HomePage {
    /// What the company is, in one line (the h1). `None`: its name.
    pub headline: Option<String>,
    /// A few sentences below the headline.
    pub summary_html: Option<String>,
    /// `Nasdaq: EPCT`, one per listing.
    pub listings: Vec<String>,
    /// `Tarrytown, New York`.
    pub city: Option<String>,
    /// The newest release.
    pub latest: Option<DocumentItem>,
    /// Link to all releases.
    pub news: Option<String>,
    /// Two at most, side by side: cash and cash equivalents with marketable securities (never added) and their chart; net loss
    /// with its chart.
    pub panels: Vec<Panel>,
    /// Beside the panel of cash: what operations used, and what the company says of its liquidity.
    pub cash: Option<Cash>,
    /// Further key figures, at most eight.
    pub strip: Vec<NamedFigure>,
    /// Link to the financials page.
    pub financials: Option<String>,
    /// The programs of the newest update.
    pub pipeline: Option<PipelineTable>,
    /// Link to the pipeline page, and its words: `Regions, partners and earlier candidates`.
    pub pipeline_more: Option<Link>,
    /// Deadlines and milestones that lie ahead, in order.
    pub dates: Vec<DateItem>,
    /// Live, upcoming or in replay; newest first.
    pub events: Vec<EventItem>,
    /// The last that was, of those that are no deadline; shown when `events` is empty, under the name of its kind.
    pub last_event: Option<EventItem>,
    /// Link to the events page.
    pub events_more: Option<String>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}

/// One or two figures set large, and the chart of the same under them.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Panel {
    /// Set large, side by side.
    pub figures: Vec<NamedFigure>,
    /// Home prints one drawing of each chart: the narrow one where there are two panels.
    pub chart: Option<Chart>,
}

/// Cash as it is reported: its parts are never added, and how long it may last is never computed.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Cash {
    /// Cash and cash equivalents, marketable securities; empty on the home page, whose first panel has them.
    pub parts: Vec<NamedFigure>,
    /// Cash that operations used or provided, with its period.
    pub used: Option<NamedFigure>,
    /// What the company says.
    pub said: Option<Liquidity>,
}

/// What the company says of its liquidity.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Liquidity {
    /// Its own words, without quotation marks.
    pub quote: Option<String>,
    /// A summary of them, where it is not quoted.
    pub summary_html: Option<String>,
    /// Who said it, if a person is named.
    pub by: Option<String>,
    /// When.
    pub date: Date,
    /// Where.
    pub source: Option<Source>,
}

/// A date that a document names: a milestone, a deadline, a listing condition.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DateItem {
    /// `Fourth quarter 2008`, `By August 29, 2008`.
    pub when: String,
    /// `EpiCept NP-1: top-line results`.
    pub what: String,
    /// Where it was said.
    pub source: Option<Source>,
}

/// `search.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct SearchPage {
    /// Where to look without a script.
    pub places: Vec<SearchPlace>,
}

/// A page with what it holds.
#[derive(Serialize, Debug, Clone, Default)]
pub struct SearchPlace {
    /// The page.
    pub link: Link,
    /// What it holds.
    pub says: String,
}

/// Selects over a list, for the theme's script: hidden until it shows them.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Filter {
    /// What is listed: `releases`.
    pub noun: String,
    /// Those that have a choice.
    pub selects: Vec<FilterSelect>,
}

/// A property that the items of a list differ in.
#[derive(Serialize, Debug, Clone, Default)]
pub struct FilterSelect {
    /// `year`, `kind`, `form`: each item has it as `data-…`.
    pub name: String,
    /// `Year`.
    pub label: String,
    /// `All years`.
    pub all: String,
    /// The values that occur.
    pub options: Vec<String>,
}

/// `data.html`: what the downloads hold
#[derive(Serialize, Debug, Clone, Default)]
pub struct DataPage {
    /// The files of `data/`.
    pub files: Vec<DataFile>,
    /// What holds for all of them: signs, nils, derived figures, text that is not a formula.
    pub rules: Vec<Term>,
    /// How the workbook marks what is special, `Italics`.
    pub marks: Vec<Term>,
    /// The statements of each document as files, newest first.
    pub statements: Vec<DataStatements>,
    /// How to cite a figure, shown on one: the words, then its address.
    pub example: Option<Link>,
}

/// One or two files with the same columns.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DataFile {
    /// Anchor: `facts`.
    pub id: String,
    /// `Every figure with its source`.
    pub title: String,
    /// What a record is.
    pub about: String,
    /// The files.
    pub downloads: Vec<Download>,
    /// Their columns, from the left.
    pub columns: Vec<Term>,
}

/// A name with what it means.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Term {
    /// `concept`, `Italics`.
    pub name: String,
    /// In words.
    pub says: String,
}

/// A document's statements as files.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DataStatements {
    /// The document.
    pub document: Source,
    /// Its statements.
    pub downloads: Vec<Download>,
}

/// `news.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct NewsPage {
    /// Newest first.
    pub years: Vec<NewsYear>,
    /// By year, kind and form, where there is a choice.
    pub filter: Option<Filter>,
    /// Link of the Atom feed.
    pub feed: Option<String>,
}

/// The releases of a year.
#[derive(Serialize, Debug, Clone, Default)]
pub struct NewsYear {
    /// `2008`.
    pub year: String,
    /// Newest first.
    pub items: Vec<DocumentItem>,
}

/// `filings.html`: the SEC ledger
#[derive(Serialize, Debug, Clone, Default)]
pub struct FilingsPage {
    /// Kinds of forms.
    pub groups: Vec<LedgerGroup>,
    /// By year, kind and form, where there is a choice.
    pub filter: Option<Filter>,
    /// The company's own list at the SEC.
    pub edgar: Option<Link>,
}

/// Forms of one kind.
#[derive(Serialize, Debug, Clone, Default)]
pub struct LedgerGroup {
    /// `annual-and-quarterly`, `current`, `ownership`, `other`; unique.
    pub id: String,
    /// `Current reports`. The only group may be called `All filings`.
    pub title: String,
    /// Newest first.
    pub rows: Vec<LedgerRow>,
}

/// A filing.
#[derive(Serialize, Debug, Clone, Default)]
pub struct LedgerRow {
    /// `8-K`.
    pub form: String,
    /// What the document is about, `Results`; of a filing without a page what its form is for, `Ownership`.
    pub kind: String,
    /// The day of filing.
    pub filed: Date,
    /// Its year.
    pub year: String,
    /// What it is.
    pub title: String,
    /// A page here, else the document at the SEC; `None`: no link.
    pub href: Option<String>,
    /// The link leaves this site.
    pub external: bool,
    /// `99.1`.
    pub exhibit: Option<String>,
    /// EDGAR accession number.
    pub accession: Option<String>,
}

/// `filing.html`: one release, report or presentation
#[derive(Serialize, Debug, Clone, Default)]
pub struct FilingPage {
    /// Its title.
    pub title: String,
    /// Published; also the date as of which it speaks.
    pub date: Date,
    /// `4:05 p.m. Eastern`.
    pub time: Option<String>,
    /// `Results`, `Clinical`, ….
    pub kind_label: String,
    /// `Second quarter 2008`.
    pub period: Option<String>,
    /// `Form 8-K, Exhibit 99.1`.
    pub form_line: Option<String>,
    /// EDGAR accession number.
    pub accession: Option<String>,
    /// The document as filed, at the SEC or a wire service.
    pub original_url: Option<Link>,
    /// True with `text: summary`.
    pub summary: bool,
    /// First paragraph, set larger; leave it out of `body_html` then.
    pub lede_html: Option<String>,
    /// Headings begin at h2.
    pub body_html: String,
    /// Public changes, newest first.
    pub notices: Vec<Notice>,
    /// Balance sheet, operations, cash flows, equity, others.
    pub statements: Vec<Statement>,
    /// Files that the record owns, the original among them.
    pub files: Vec<Download>,
    /// Events that name this document.
    pub events: Vec<EventItem>,
    /// The release before.
    pub older: Option<Source>,
    /// The release after.
    pub newer: Option<Source>,
}

/// `financials.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct FinancialsPage {
    /// `Fiscal years end June 30.`; none where they are calendar years.
    pub year_end: Option<String>,
    /// The parts of cash, what operations used, and what the company says of its liquidity.
    pub cash: Option<Cash>,
    /// Cash, net loss.
    pub charts: Vec<Chart>,
    /// The newest quarters side by side, eight at most; longer periods or balances where there are no quarters.
    pub newest: Option<Statement>,
    /// `financials/periods/`: every period, and how quarters were derived.
    pub periods: String,
    /// True where any figure is derived: the theme then says how.
    pub has_derived: bool,
    /// True where a table of the page marks a figure as revised: the theme then says what the mark means.
    pub has_revised: bool,
    /// Figures later reported with another value, in words with a link.
    pub revisions: Vec<Note>,
    /// All figures as files.
    pub downloads: Vec<Download>,
    /// The page that says what these files hold.
    pub data: String,
    /// The documents all this comes from.
    pub sources: Vec<Source>,
}

/// `periods.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct PeriodsPage {
    /// `Fiscal years end June 30.`; none where they are calendar years.
    pub year_end: Option<String>,
    /// Link to the list of revised figures, where a table of the page marks one.
    pub revisions: Option<String>,
    /// All periods side by side: quarters, longer periods, balances.
    pub tables: Vec<Statement>,
    /// Every derived figure beside its two inputs; the rows are where links of derived figures lead.
    pub derived: Option<ChartTable>,
    /// All figures as files.
    pub downloads: Vec<Download>,
    /// The page that says what these files hold.
    pub data: String,
}

// ---------------------------------------------------------------- pipeline

/// A candidate × indication × region × sponsor with its bar.
#[derive(Serialize, Debug, Clone, Default)]
pub struct PipelineRow {
    /// Its name.
    pub candidate: String,
    /// The program on the candidate's page, `…pipeline/np-1/index.html#diabetic-peripheral-neuropathy`.
    pub href: String,
    /// What it is to treat.
    pub indication: String,
    /// Where, if stated.
    pub region: Option<String>,
    /// Who conducts or pays for it.
    pub sponsor: Option<String>,
    /// With whom.
    pub partner: Option<String>,
    /// What kind of product it is.
    pub modality: Option<String>,
    /// A designation by an agency.
    pub designation: Option<String>,
    /// Stands in the bar, or beside a short one: `Phase 2, completed`.
    pub phase_text: String,
    /// Furthest step begun: 0 none, 1 Discovery, 2 Preclinical (and IND), 3, 4, 5 Phases 1 to 3, 6 Registration, 7 Approved
    /// (and Marketed). Combined phases count as the lower one until the higher has begun.
    pub steps: u8,
    /// Furthest step planned, 1 to 7, if above `steps`: drawn hollow. A phase that is itself planned counts here, not in `steps`.
    pub planned_to: Option<u8>,
    /// On hold or discontinued: the bar is drawn grey.
    pub stopped: bool,
    /// A remark.
    pub note: Option<String>,
    /// The first to come of what its newest source expects.
    pub milestone: Option<NextMilestone>,
    /// The newest document that speaks of it.
    pub source: Option<Source>,
    /// `New` or `Advanced`: what the newest update changed, counted from the one before.
    pub change: Option<String>,
    /// What was said before, where that differs: `August 2, 2006: Registration, planned`; of the program that it
    /// follows with its use, where it was named otherwise: `August 2, 2006: Pain, Phase 3, planned`.
    pub before: Option<String>,
}

/// What is expected next.
#[derive(Serialize, Debug, Clone, Default)]
pub struct NextMilestone {
    /// `Top-line results`.
    pub what: String,
    /// `fourth quarter 2008`; `no date given`.
    pub when: String,
}

/// Programs that one update speaks of.
#[derive(Serialize, Debug, Clone, Default)]
pub struct PipelineTable {
    /// The newest of the rows' sources: `As of <date>`, or `Last reported <date>`.
    pub as_of: Date,
    /// The document of that date.
    pub source: Option<Source>,
    /// The update from which `New` and `Advanced` are counted, where a row is marked so.
    pub since: Option<Date>,
    /// The furthest first.
    pub rows: Vec<PipelineRow>,
}

/// `pipeline.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct PipelinePage {
    /// The programs of the newest update.
    pub current: Option<PipelineTable>,
    /// Candidates that the newest update does not mention, one table per date, newest first.
    pub earlier: Vec<PipelineTable>,
    /// What the newest update changed, by what the two updates say.
    pub changes: Option<Changes>,
    /// False: the page says that none is reported as approved.
    pub any_approved: bool,
}

/// What changed since the update before the newest.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Changes {
    /// Date of that update.
    pub since: Date,
    /// Its document.
    pub source: Option<Source>,
    /// One for each program: new ones, then advanced ones, then others.
    pub items: Vec<Change>,
}

/// What changed of one program.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Change {
    /// `New`, `Advanced`, `Continued`, `Not mentioned`.
    pub kind: String,
    /// Its candidate.
    pub candidate: String,
    /// The program on the candidate's page.
    pub href: String,
    /// What it is to treat, and where.
    pub program: String,
    /// `from Registration, planned, to Registration, under way`.
    pub text: String,
}

/// `candidate.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct CandidatePage {
    /// Its name.
    pub name: String,
    /// Current ones first.
    pub programs: Vec<Program>,
}

/// A program on its candidate’s page.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Program {
    /// Unique on the page; `PipelineRow::href` ends in it.
    pub id: String,
    /// The program as it stands, with its bar.
    pub row: PipelineRow,
    /// Date of its newest entry.
    pub as_of: Date,
    /// False: the newest update does not mention it, or another program succeeded it.
    pub current: bool,
    /// The program it follows, a link on this page.
    pub succeeds: Option<Link>,
    /// Programs that follow it.
    pub succeeded_by: Vec<Link>,
    /// Newest first.
    pub history: Vec<HistoryItem>,
    /// Newest said first.
    pub milestones: Vec<Milestone>,
}

/// What a document said of a program.
#[derive(Serialize, Debug, Clone, Default)]
pub struct HistoryItem {
    /// When it was said.
    pub date: Date,
    /// `Phase 2, completed`.
    pub phase_text: String,
    /// `Partner: Adolor`, `Sponsor: …`, `Designation: …`, `Modality: …`: what this entry says, ready to print.
    pub details: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it was said.
    pub source: Option<Source>,
}

/// What became of a milestone.
#[derive(Serialize, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MilestoneState {
    /// No outcome, and its window has not passed.
    #[default]
    Open,
    /// No outcome, and its window has passed.
    Overdue,
    /// It came.
    Reached,
    /// It was put off.
    Moved,
    /// It was given up.
    Dropped,
}

/// Something that was expected.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Milestone {
    /// Unique on the page.
    pub id: String,
    /// What is expected.
    pub what: String,
    /// When it was said.
    pub said_on: Date,
    /// The wording: `at the end of this year`.
    pub as_said: Option<String>,
    /// `Fourth quarter 2006`; `no date given`.
    pub window: String,
    /// What became of it.
    pub state: MilestoneState,
    /// When and how, in words: `July 25, 2008`; `to the first quarter of 2009`. Reads on from the state's name.
    pub outcome: Option<String>,
    /// A remark on the outcome.
    pub outcome_note: Option<String>,
    /// Where the outcome was said.
    pub outcome_source: Option<Source>,
    /// Where it was said.
    pub source: Option<Source>,
}

// ---------------------------------------------------------------- events

/// Where an event stands.
#[derive(Serialize, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum EventState {
    /// It has not begun.
    #[default]
    Upcoming,
    /// It is on.
    Live,
    /// It is over and can be heard again.
    Replay,
    /// It is over.
    Past,
}

/// An event in a list.
#[derive(Serialize, Debug, Clone, Default)]
pub struct EventItem {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `Conference call`.
    pub kind_label: String,
    /// True where the title has these words.
    pub kind_said: bool,
    /// Where it stands.
    pub state: EventState,
    /// The day.
    pub date: Date,
    /// `9:00 a.m. Eastern`; `None` for whole days.
    pub time: Option<String>,
    /// In state replay: `Replay until August 10, 2006`.
    pub replay_text: Option<String>,
    /// Its calendar file.
    pub ics: Option<String>,
}

/// `events.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct EventsPage {
    /// Live first, then in order of time.
    pub upcoming: Vec<EventItem>,
    /// Newest first; those in replay are here.
    pub past: Vec<EventItem>,
    /// Link of `events.ics`.
    pub calendar: Option<String>,
}

/// A number to call.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DialIn {
    /// `(800) 555-0100`.
    pub number: String,
    /// `tel:+18005550100`; `None`, or over: not a link.
    pub href: Option<String>,
    /// `United States and Canada`.
    pub region: Option<String>,
}

/// A webcast.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Webcast {
    /// Its address.
    pub href: String,
    /// `www.epicept.com`.
    pub text: String,
    /// `until November 1, 2006`.
    pub until: Option<Date>,
    /// It is no longer kept: its address is not a link.
    pub over: bool,
}

/// A recording to dial in to.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Replay {
    /// `August 3, 2006, 1:00 p.m. Eastern`.
    pub starts: Option<Date>,
    /// The start is said to be approximate.
    pub approximate: bool,
    /// Until when it can be heard.
    pub until: Option<Date>,
    /// That has passed: its numbers are not links.
    pub over: bool,
    /// Numbers to call.
    pub dial_ins: Vec<DialIn>,
    /// The code to give.
    pub access_code: Option<String>,
    /// `Reservation number`; `Access code` when the editor gives none.
    pub code_label: String,
}

/// `event.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct EventPage {
    /// Its title.
    pub title: String,
    /// `Conference call`.
    pub kind_label: String,
    /// Where it stands.
    pub state: EventState,
    /// The day.
    pub date: Date,
    /// With zone: `9:00 a.m. Eastern Daylight Time (EDT)`.
    pub time: Option<String>,
    /// `to 10:00 a.m.`, or a last day.
    pub ends: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// A remark.
    pub body_html: Option<String>,
    /// Numbers to call.
    pub dial_ins: Vec<DialIn>,
    /// The code to give.
    pub access_code: Option<String>,
    /// The webcast.
    pub webcast: Option<Webcast>,
    /// The recording.
    pub replay: Option<Replay>,
    /// Link of the `.ics` file.
    pub ics: Option<String>,
    /// The release that announced it.
    pub source: Option<Source>,
    /// Files that the event owns.
    pub files: Vec<Download>,
}

// ---------------------------------------------------------------- company

/// Markup with the date from which it stands.
#[derive(Serialize, Debug, Clone, Default)]
pub struct DatedHtml {
    /// Headings begin at h3.
    pub html: String,
    /// From when it stands.
    pub as_of: Date,
    /// The document that said it.
    pub source: Option<Source>,
}

/// `about.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct AboutPage {
    /// What the company says of itself.
    pub about: Option<DatedHtml>,
    /// In the order of the content.
    pub officers: Vec<Officer>,
    /// Address.
    pub headquarters: Option<DatedHtml>,
    /// Where its securities are listed.
    pub listings: Vec<Listing>,
    /// The document that named them.
    pub listings_as_of: Option<Source>,
    /// Gets the id `cautionary-statement`.
    pub cautionary: Option<DatedHtml>,
}

/// An officer.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// The newest role.
    pub role: String,
    /// The document that names the role, with its date.
    pub as_of: Date,
    /// That document.
    pub source: Option<Source>,
}

/// A listing.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Listing {
    /// `Nasdaq`.
    pub exchange: String,
    /// `EPCT`.
    pub ticker: String,
}

/// `contacts.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct ContactsPage {
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// The document that named them.
    pub as_of: Option<Source>,
    /// Address.
    pub headquarters: Option<DatedHtml>,
}

/// Whom to call.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Contact {
    /// `Company`, `Investors`, `Media`.
    pub role: String,
    /// The person.
    pub name: Option<String>,
    /// Whom the person works for.
    pub organisation: Option<String>,
    /// `(914) 606-3500`, `tel:+19146063500`.
    pub phone: Option<Link>,
    /// `rcook@epicept.com`, `mailto:rcook@epicept.com`.
    pub email: Option<Link>,
}

/// `page.html`: a free page
#[derive(Serialize, Debug, Clone, Default)]
pub struct FreePage {
    /// Its title.
    pub title: String,
    /// Published or last updated.
    pub date: Option<Date>,
    /// The document that it is made from, if it names one.
    pub source: Option<Source>,
    /// Headings begin at h2; figures are `<data>` made by the `figure` component.
    pub body_html: String,
    /// Public changes, newest first.
    pub notices: Vec<Notice>,
    /// Files that the page owns.
    pub files: Vec<Download>,
}

/// `404.html`
#[derive(Serialize, Debug, Clone, Default)]
pub struct NotFoundPage {
    /// News, where it exists.
    pub news: Option<String>,
}

// ---------------------------------------------------------------- feeds

/// `atom.xml`. All addresses absolute, all times RFC 3339.
#[derive(Serialize, Debug, Clone, Default)]
pub struct Feed {
    /// Tag URI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The company.
    pub author: String,
    /// `en-US`.
    pub lang: String,
    /// When its newest entry last changed.
    pub updated: String,
    /// Address of the feed.
    pub self_href: String,
    /// Address of the news page.
    pub href: String,
    /// Address of the icon.
    pub icon: Option<String>,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// A release in the feed.
#[derive(Serialize, Debug, Clone, Default)]
pub struct FeedEntry {
    /// Tag URI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Address of its page.
    pub href: String,
    /// When it became public.
    pub published: String,
    /// When it last changed.
    pub updated: String,
    /// Plain text.
    pub summary: Option<String>,
    /// `Results`.
    pub kind_label: Option<String>,
}

/// `sitemap.xml`
#[derive(Serialize, Debug, Clone, Default)]
pub struct Sitemap {
    /// Every page.
    pub urls: Vec<SitemapUrl>,
}

/// A page in the sitemap.
#[derive(Serialize, Debug, Clone, Default)]
pub struct SitemapUrl {
    /// Absolute.
    pub loc: String,
    /// `2008-08-11`.
    pub lastmod: Option<String>,
}

/// `robots.txt`
#[derive(Serialize, Debug, Clone, Default)]
pub struct Robots {
    /// Absolute address of the sitemap; `None` in a preview, which asks not to be read at all.
    pub sitemap: Option<String>,
}
