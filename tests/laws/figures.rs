//! Every printed figure of the company is tied to its fact and prints that fact's value.

use std::collections::BTreeMap;
use std::str::FromStr;

use ir_site::model::fact::Fact;
use ir_site::model::statement::{Row, Unit};
use ir_site::resolve::Site;
use rust_decimal::{Decimal, RoundingStrategy};
use scraper::ElementRef;

use crate::html::{Page, plain, resolve, words};
use crate::site;
use crate::{alder, editions, epicept};

/// A figure as printed: its absolute value, digits after the point, the word after it, and whether parentheses, or
/// in a sentence a word, make it negative.
#[derive(Debug, PartialEq)]
struct Print {
    value: Decimal,
    decimals: u32,
    scale: Option<Decimal>,
    negative: bool,
}

/// Reads `$7.8 million`, `(7,321)`, `minus CHF 1.9 million`, `$42 thousand`, `0.30`; `None` for a dash or “nil”.
fn read_print(text: &str) -> Option<Print> {
    let text = text.replace(" (derived)", "");
    let (minus, text) = match text.trim().strip_prefix("minus ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text.trim()),
    };
    if ["–nil", "– nil", "nil"].contains(&text) {
        return None;
    }
    let negative = minus || text.starts_with('(') && text.ends_with(')');
    let bare = text.trim_matches(['(', ')']).replace("CHF", "").replace('$', "");
    let (digits, word) = match bare.trim().split_once(' ') {
        Some((digits, word)) => (digits.to_owned(), Some(word.to_owned())),
        None => (bare.trim().to_owned(), None),
    };
    let scale = word.map(|word| match word.as_str() {
        "thousand" => Decimal::from(1000),
        "million" => Decimal::from(1_000_000),
        "billion" => Decimal::from(1_000_000_000),
        word => panic!("`{text}`: {word} is no scale"),
    });
    let value = Decimal::from_str(&digits.replace(',', ""))
        .unwrap_or_else(|_| panic!("`{text}` is no figure"));
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some(Print { value, decimals: u32::try_from(decimals).expect("few"), scale, negative })
}

#[test]
fn figures_are_read_as_they_are_meant() {
    let print = |value: &str, decimals, scale: Option<i64>, negative| {
        let value = Decimal::from_str(value).expect("a number");
        Some(Print { value, decimals, scale: scale.map(Decimal::from), negative })
    };
    assert_eq!(read_print("$7.8 million"), print("7.8", 1, Some(1_000_000), false));
    assert_eq!(read_print("minus (7,321)"), print("7321", 0, None, true));
    assert_eq!(read_print("(7,321)"), print("7321", 0, None, true));
    assert_eq!(read_print("minus $1.9 million"), print("1.9", 1, Some(1_000_000), true));
    assert_eq!(read_print("CHF 1.9 million (derived)"), print("1.9", 1, Some(1_000_000), false));
    assert_eq!(read_print("$42,000"), print("42000", 0, None, false));
    assert_eq!(read_print("–nil"), None);
}

/// Whether a print, multiplied by `scale`, is the value rounded to the digits that are printed.
fn rounds(print: &Print, scale: Decimal, value: Decimal) -> bool {
    let scaled = value.abs() / print.scale.unwrap_or(scale);
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    scaled.round_dp_with_strategy(print.decimals, half_up) == print.value
}

/// The statement's row that a table's row on a filing page prints.
fn row_of<'s>(site: &'s Site, page: &Page, data: ElementRef<'_>) -> Option<&'s Row> {
    let slug = page.path.strip_prefix("filings/")?.strip_suffix("/index.html")?;
    let tr = ancestor(data, "tr")?.attr("id")?.to_owned();
    let document = site.edition.documents.iter().find(|document| document.slug == slug)?;
    let statements = document.statements.iter();
    let mut rows = statements.flat_map(|s| s.rows.iter().map(move |row| (s.anchor(row), row)));
    rows.find(|(anchor, _)| *anchor == tr).map(|(_, row)| row)
}

fn ancestor<'a>(element: ElementRef<'a>, name: &str) -> Option<ElementRef<'a>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|parent| parent.value().name() == name)
}

/// In which multiples of the unit a bare figure is printed.
fn scale_of(row: Option<&Row>, data: ElementRef<'_>, fact: &Fact) -> Decimal {
    if let Some(row) = row {
        return row.scale.factor();
    }
    let Some(table) = ancestor(data, "table") else { return Decimal::ONE };
    if !matches!(fact.unit, Unit::Money(_)) {
        return Decimal::ONE;
    }
    // The caption says it, or the paragraph at the head of a section of several tables.
    let caption = table.child_elements().next().map(words).unwrap_or_default();
    let sections = table.ancestors().filter_map(ElementRef::wrap);
    let heads = sections.filter(|parent| parent.value().name() == "section");
    let heads = heads.flat_map(|section| section.child_elements());
    let paragraphs = heads.filter(|child| child.value().name() == "p").map(words);
    let said = std::iter::once(caption).chain(paragraphs).collect::<Vec<_>>();
    let said = said.join(" ").to_lowercase();
    let scales =
        [("thousands of", 1000_u64), ("millions of", 1_000_000), ("billions of", 1_000_000_000)];
    let found = scales.into_iter().find(|(word, _)| said.contains(word));
    found.map_or(Decimal::ONE, |(_, scale)| Decimal::from(scale))
}

/// Whether a table prints a figure with the other sign than its fact has: as a filing's own line does, and as the
/// tables of all periods do after the newest document.
fn turned(site: &Site, row: Option<&Row>, data: ElementRef<'_>, fact: &Fact) -> bool {
    let line = ancestor(data, "tr").and_then(|tr| tr.attr("id")).unwrap_or_default();
    let tables = ["quarters-", "periods-", "balances-", "derived-"];
    let side_by_side = tables.iter().any(|id| line.starts_with(id));
    let statements = site.edition.documents.iter().flat_map(|document| &document.statements);
    let mut rows = statements.flat_map(|statement| &statement.rows);
    let mut newest =
        || rows.find(|row| row.concept.as_ref().is_some_and(|c| c.value == fact.concept));
    row.or_else(|| if side_by_side { newest() } else { None }).is_some_and(|row| row.negate)
}

fn assert_prints(site: &Site, page: &Page, data: ElementRef<'_>, place: &str) {
    let citation = data.attr("data-fact").unwrap_or_default();
    let fact = site.facts.cite(citation, &site.edition.company.year_end);
    let fact = fact.unwrap_or_else(|error| panic!("{place}: {citation}: {error:?}"));
    let place = format!("{place}: {citation}: `{}`", words(data));
    let text = data.attr("value").expect("a value");
    let value = (!text.is_empty()).then(|| Decimal::from_str(text).expect("a number"));
    let is_filing = page.path.starts_with("filings/") || page.path == "news/index.html";
    let vintages = site.facts.vintages(&fact.concept, fact.period);
    let known = vintages.iter().any(|vintage| vintage.value == value);
    assert!(
        if is_filing { known } else { value == fact.value },
        "{place}: {value:?} is not {fact:?}"
    );
    let print = read_print(&words(data));
    assert_eq!(print.is_none(), value.is_none(), "{place}: a dash is a nil");
    let (Some(print), Some(value)) = (print, value) else { return };
    let row = row_of(site, page, data);
    let scale = scale_of(row, data, fact);
    assert!(rounds(&print, scale, value), "{place}: {value} × 1/{scale} is not what is printed");
    let printed_negative = value.is_sign_negative() != turned(site, row, data, fact);
    let in_table = ancestor(data, "td").is_some();
    if in_table || print.negative {
        assert_eq!(print.negative, printed_negative && !value.is_zero(), "{place}: the sign");
    }
    let parentheses = words(data).contains(['(', ')']) && !words(data).ends_with("(derived)");
    let in_parentheses = words(data).starts_with("minus (");
    assert!(!parentheses || in_parentheses, "{place}: parentheses are said");
    assert!(!in_table || in_parentheses == print.negative, "{place}: a table has parentheses");
}

#[test]
fn every_figure_is_its_fact_and_leads_to_it() {
    for edition in editions() {
        let site = site::read(&edition.source, edition.as_of);
        let mut figures = 0;
        let pages = Page::all(&edition.output);
        let printed: Lines<'_> =
            pages.iter().map(|page| (page.path.as_str(), lines(page))).collect();
        for page in &pages {
            for data in page.select("data") {
                let place = format!("{}: {}", edition.name(), page.path);
                assert_prints(&site, page, data, &place);
                assert_leads(&printed, page, data, &place);
                figures += 1;
            }
        }
        let expected = if site.facts.is_empty() { 0 } else { 50 };
        assert!(figures >= expected, "{}: only {figures}", edition.name());
    }
}

/// The facts that each line of each page prints, by page and id.
type Lines<'p> = BTreeMap<&'p str, BTreeMap<&'p str, Vec<&'p str>>>;

fn lines(page: &Page) -> BTreeMap<&str, Vec<&str>> {
    let mut lines = BTreeMap::new();
    for tr in page.select("tr[id]") {
        let cells = tr.descendants().filter_map(ElementRef::wrap);
        let facts = cells.filter_map(|cell| cell.value().attr("data-fact"));
        lines.extend(tr.value().id().map(|id| (id, facts.collect())));
    }
    lines
}

/// A figure links to the line that prints it. Only in that line itself it has no link.
fn assert_leads(lines: &Lines<'_>, page: &Page, data: ElementRef<'_>, place: &str) {
    let fact = data.attr("data-fact").expect("a fact");
    let links = data.child_elements().filter(|child| child.value().name() == "a");
    let links: Vec<&str> = links.filter_map(|link| link.attr("href")).collect();
    let line = ancestor(data, "tr").and_then(|tr| tr.attr("id")).unwrap_or_default();
    let derived = line.starts_with("derived-") && words(data).ends_with(" (derived)");
    let own = derived || page.path.starts_with("filings/") && ancestor(data, "td").is_some();
    assert_eq!(links.len(), usize::from(!own), "{place}: {}", words(data));
    for link in links {
        let (path, id) = link.split_once('#').unwrap_or_else(|| panic!("{place}: {link}"));
        let path = match path {
            "" => page.path.clone(),
            path => resolve(&page.path, path).expect("it stays in the site"),
        };
        let printed = lines.get(path.as_str()).and_then(|lines| lines.get(id));
        let printed = printed.unwrap_or_else(|| panic!("{place}: {link} leads to no line"));
        assert!(printed.contains(&fact), "{place}: {link} does not print {fact}");
    }
}

/// The amounts of money on a page that no fact stands behind.
fn uncited(page: &Page) -> Vec<String> {
    let main = page.select("main")[0];
    let mut text = String::new();
    for node in main.descendants() {
        let Some(part) = node.value().as_text() else { continue };
        let inside = |name: &str| {
            node.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == name)
        };
        if inside("data") {
            text.push('\u{1}');
        } else if !inside("svg") {
            text.push_str(part);
        }
    }
    let text = plain(&text);
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(['$', '€', '£']) {
        let rest = text[at + sign.len()..].trim_start();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let mut parts = rest.split(' ');
            let digits = parts.next().unwrap_or_default().trim_end_matches(['.', ',', ';']);
            let word = parts.next().unwrap_or_default().trim_end_matches(['.', ',', ';', ':']);
            let scale = if ["million", "billion", "thousand"].contains(&word) { word } else { "" };
            found.push(format!("{sign}{digits} {scale}").trim_end().to_owned());
        }
    }
    found
}

/// Outside of releases, an amount without a citation is one that no statement prints; there are these and no others.
#[test]
fn amounts_outside_releases_are_cited() {
    let output = epicept().output;
    let mut found = Vec::new();
    for page in Page::all(&output).iter().filter(|page| !page.path.starts_with("filings/")) {
        found.extend(uncited(page).into_iter().map(|amount| format!("{}: {amount}", page.path)));
    }
    let expected = [
        // Deadlines, in the words of the Nasdaq letter.
        "events/2008-08-29-nasdaq-market-value/index.html: $35 million",
        "events/2008-10-13-nasdaq-bid-price/index.html: $1.00",
        // The editor's headings over the charts.
        "financials/index.html: $14.1 million",
        "financials/index.html: $1.3 million",
        "financials/index.html: $6",
        "financials/index.html: $8 million",
        // The editor's note on the first quarter of 2006.
        "financials/index.html: $33.7 million",
        "financials/periods/index.html: $33.7 million",
        // Cash used in single quarters, which no statement prints.
        "liquidity/index.html: $7.0 million",
        "liquidity/index.html: $6.5 million",
        "nasdaq-listing/index.html: $35 million",
        "nasdaq-listing/index.html: $35 million",
        "nasdaq-listing/index.html: $1.00",
    ];
    let amounts: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(amounts, expected);
}

/// A page of prose prints a figure by itself, with its date.
#[test]
fn a_citation_without_words_prints_itself() {
    let output = alder().output;
    let home = words(Page::of(&output, "index.html").select(".lede")[0]);
    assert_eq!(
        home,
        "Cash was CHF 8.5 million (December 31, 2023). More is on the page on quality."
    );
    let release = Page::of(&output, "filings/2024-02-13-half-year-results/index.html");
    let lede = words(release.select(".lede")[0]);
    let end = "the rest fell into the second, minus CHF 2.2 million (derived) (second quarter of fiscal 2024).";
    assert!(lede.ends_with(end), "{lede}");
}

/// Where there is no markup a figure says in words what a page says by its look: that it is derived, negative, nil.
#[test]
fn a_figure_that_prints_itself_reads_on_in_a_sentence() {
    let mut files = site::Files::new();
    let company = "name: Alder\nbase_url: https://alder.example/\ntime_zone: UTC\nfiscal_year_end: 12-31\n\
                   statements: {scale: thousands}\n";
    let release = "---\nid: r\ntitle: Results\npublished: 2020-08-03 16:05\ntext: summary\n---\n\
                   The result was [](fact:NetIncomeLoss@2020-Q2), or \
                   [](fact:EarningsPerShareBasic@2020-Q1); debt was [](fact:LongTermDebt@2020-06-30), \
                   [nothing](fact:LongTermDebt@2020-06-30).\n";
    let income = "label,concept,unit,2020-Q1,2020-H1\nNet loss,NetIncomeLoss,,-1500,-3700\n\
                  Loss per share,EarningsPerShareBasic,USD/shares,-0.30,\n";
    let balance = "label,concept,2020-06-30\nDebt,LongTermDebt,\u{2013}\n";
    for (name, text) in
        [("index.md", release), ("income.csv", income), ("balance-sheet.csv", balance)]
    {
        files.insert(format!("content/filings/r/{name}"), text.into());
    }
    files.insert("content/company.yaml".into(), company.into());
    let output = site::build(&files, "2021-01-01");
    let page = Page::of(&output, "filings/r/index.html");
    assert_eq!(
        words(page.select(".lede")[0]),
        "The result was minus $2.2 million (derived) (second quarter 2020), or minus $0.30 (first quarter 2020); debt \
         was nil (June 30, 2020), nothing."
    );
    let said = "The result was minus $2.2 million (second quarter 2020, derived), or minus $0.30 (first quarter 2020); \
                debt was nil (June 30, 2020), nothing.";
    let description = page.select("meta[name=description]")[0].attr("content").map(plain);
    assert_eq!(description.as_deref(), Some(said));
    for path in ["atom.xml", "search/index.js"] {
        let text = plain(std::str::from_utf8(&output[path]).expect("UTF-8"));
        assert!(text.contains(said), "{path}: {text}");
    }
}
