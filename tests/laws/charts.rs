//! Charts show the figures: the geometry of every drawing read back and held against the fact store.

use std::collections::BTreeMap;

use ir_site::resolve::Site;
use roxmltree::{Document, Node};
use rust_decimal::Decimal;

use crate::html::Page;
use crate::site;
use crate::{Edition, alder, epicept};

/// A drawing's marks: the fact that each names, its value (`None` for a nil), and whether it is outlined.
type Marks = Vec<(String, Option<f64>, bool)>;

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("no {name}"));
    text.parse().unwrap_or_else(|_| panic!("{name} is {text}"))
}

/// What one unit of the view box is worth, and the marks.
fn read_back(drawing: &str) -> (f64, Marks) {
    let document = Document::parse(drawing).expect("drawings are well formed");
    let root = document.root_element();
    let (zero, unit) =
        (number(root, "data-zero"), number(root, "data-range") / number(root, "data-length"));
    let across = root.attribute("data-axis").expect("an axis") == "x";
    let mark = |node: Node<'_, '_>| {
        let (start, extent) = if across { ("x", "width") } else { ("y", "height") };
        let (start, extent) = (number(node, start), number(node, extent));
        // One end stands on the zero line: the other is the value.
        let (before, after) = ((start - zero).abs(), (start + extent - zero).abs());
        assert!(before.min(after) < 0.051, "a mark stands off the zero line: {node:?}");
        let leads_up = after < before;
        let sign = if leads_up == across { -1.0 } else { 1.0 };
        let nil = node.attribute("data-nil") == Some("true");
        assert!(!nil || extent == 0.0, "a nil has no extent");
        let class = node.attribute("class").unwrap_or_default();
        let fact = node.attribute("data-fact").expect("a fact").to_owned();
        (fact, (!nil).then_some(sign * extent * unit), class.len() == 2 && class.ends_with('d'))
    };
    let rects = root
        .descendants()
        .filter(|node| node.has_tag_name("rect") || node.tag_name().name() == "rect");
    (unit, rects.filter(|node| node.has_attribute("data-fact")).map(mark).collect())
}

/// Every mark is its fact, to half a tenth of a unit of the view box.
fn assert_true(site: &Site, drawing: &str, place: &str) -> Vec<String> {
    let (unit, marks) = read_back(drawing);
    assert!(!marks.is_empty(), "{place}: no marks");
    for (citation, drawn, outlined) in &marks {
        let fact = site.facts.cite(citation, &site.edition.company.year_end);
        let fact = fact.unwrap_or_else(|error| panic!("{place}: {citation}: {error:?}"));
        let value = fact.value.map(|value| value.to_string().parse::<f64>().expect("a number"));
        match (drawn, value) {
            (Some(drawn), Some(value)) => {
                let off = (drawn - value).abs() / unit;
                assert!(
                    off <= 0.0501,
                    "{place}: {citation} is {value}, drawn {drawn}: {off} units off"
                );
            }
            (drawn, value) => assert_eq!(*drawn, value, "{place}: {citation}"),
        }
        assert_eq!(*outlined, fact.is_derived(), "{place}: {citation}: outlined means derived");
    }
    marks.into_iter().map(|(fact, ..)| fact).collect()
}

/// The facts of every drawing, by the chart's name and form.
fn drawn(edition: &Edition) -> BTreeMap<String, Vec<String>> {
    let site = site::read(&edition.source, edition.as_of);
    let mut found = BTreeMap::new();
    let drawings = edition.output.iter().filter(|(path, _)| path.ends_with(".svg"));
    for (path, bytes) in drawings.filter(|(path, _)| path.starts_with("charts/")) {
        let drawing = std::str::from_utf8(bytes).expect("UTF-8");
        found.insert(path.clone(), assert_true(&site, drawing, path));
    }
    for page in ["index.html", "financials/index.html"] {
        for (index, drawing) in Page::of(&edition.output, page).drawings().iter().enumerate() {
            let place = format!("{page} {index}");
            found.insert(place.clone(), assert_true(&site, drawing, &place));
        }
    }
    found
}

fn sorted(mut facts: Vec<String>) -> Vec<String> {
    facts.sort();
    facts
}

/// Six dates of cash with two of securities, and eight quarters of loss and of two kinds of expense, wherever they
/// are drawn.
#[test]
fn epicepts_charts_show_what_was_reported_and_nothing_else() {
    let edition = epicept();
    let cash_dates =
        ["2005-12-31", "2006-06-30", "2006-12-31", "2007-06-30", "2007-12-31", "2008-06-30"];
    let cash = cash_dates.map(|date| format!("CashAndCashEquivalentsAtCarryingValue@{date}"));
    let securities =
        ["2005-12-31", "2006-06-30"].map(|date| format!("MarketableSecurities@{date}"));
    let cash: Vec<String> = cash.into_iter().chain(securities).collect();
    let quarters =
        ["2005-Q1", "2005-Q2", "2006-Q1", "2006-Q2", "2007-Q1", "2007-Q2", "2008-Q1", "2008-Q2"];
    let losses: Vec<String> =
        quarters.iter().map(|quarter| format!("NetIncomeLoss@{quarter}")).collect();
    let expenses: Vec<String> =
        ["GeneralAndAdministrativeExpense", "ResearchAndDevelopmentExpense"]
            .iter()
            .flat_map(|kind| quarters.map(|quarter| format!("{kind}@{quarter}")))
            .collect();
    let found = drawn(&edition);
    let places: Vec<&str> = found.keys().map(String::as_str).collect();
    let expected = [
        "charts/cash.svg",
        "charts/net-loss.svg",
        "charts/operating-expenses.svg",
        "financials/index.html 0",
        "financials/index.html 1",
        "financials/index.html 2",
        "financials/index.html 3",
        "financials/index.html 4",
        "financials/index.html 5",
        "index.html 0",
        "index.html 1",
    ];
    assert_eq!(places, expected);
    for (place, facts) in found {
        let expected = match facts.first().and_then(|fact| fact.split('@').next()) {
            Some("NetIncomeLoss") => &losses,
            Some("GeneralAndAdministrativeExpense") => &expenses,
            _ => &cash,
        };
        assert_eq!(sorted(facts), sorted(expected.clone()), "{place}");
    }
    let site = site::read(&edition.source, edition.as_of);
    let year_end = &site.edition.company.year_end;
    for citation in &losses {
        let fact = site.facts.cite(citation, year_end).expect("it is in the store");
        assert_eq!(fact.is_derived(), citation.ends_with("Q1"), "{citation}");
    }
    for year in 2005..=2008 {
        for quarter in ["Q3", "Q4"] {
            assert!(site.facts.cite(&format!("NetIncomeLoss@{year}-{quarter}"), year_end).is_err());
        }
    }
}

#[test]
fn values_are_the_ones_of_the_releases() {
    let drawing = &epicept().output["charts/net-loss.svg"];
    let (unit, marks) = read_back(std::str::from_utf8(drawing).expect("UTF-8"));
    let expected = [
        ("2005-Q1", -1_586_000, true),
        ("2005-Q2", -3_111_000, false),
        ("2006-Q1", -47_626_000, true),
        ("2006-Q2", -7_321_000, false),
        ("2007-Q1", -7_674_000, true),
        ("2007-Q2", -7_044_000, false),
        ("2008-Q1", -6_077_000, true),
        ("2008-Q2", -7_765_000, false),
    ];
    assert_eq!(marks.len(), expected.len());
    for ((fact, drawn, derived), (quarter, value, is_derived)) in marks.iter().zip(expected) {
        assert_eq!(*fact, format!("NetIncomeLoss@{quarter}"));
        assert_eq!(*derived, is_derived, "{fact}");
        let off = (drawn.expect("not nil") - f64::from(value)).abs() / unit;
        assert!(off <= 0.0501, "{fact}: {drawn:?}");
    }
}

/// The newest word on each figure is drawn; a nil and a gap are told apart.
#[test]
fn alders_charts_show_revised_figures() {
    let edition = alder();
    let found = drawn(&edition);
    let expected = [
        "CashAndCashEquivalentsAtCarryingValue@2023-06-30",
        "CashAndCashEquivalentsAtCarryingValue@2023-09-30",
        "CashAndCashEquivalentsAtCarryingValue@2023-12-31",
        "ShortTermInvestments@2023-06-30",
        "ShortTermInvestments@2023-09-30",
    ];
    assert_eq!(sorted(found["charts/cash.svg"].clone()), expected);
    let quarters =
        ["2023-Q1", "2023-Q2", "2024-Q1", "2024-Q2"].map(|q| format!("NetIncomeLoss@{q}"));
    assert_eq!(sorted(found["charts/net-loss.svg"].clone()), quarters);
    let site = site::read(&edition.source, edition.as_of);
    let cite = |citation| site.facts.cite(citation, &site.edition.company.year_end);
    let value = |citation| cite(citation).expect("it is in the store").value;
    let whole = |value: i64| Some(Decimal::from(value));
    assert_eq!(value("cash@2023-06-30"), whole(12_150_000), "later reported otherwise");
    assert_eq!(value("ShortTermInvestments@2023-09-30"), None);
    assert_eq!(value("NetIncomeLoss@2024-Q2"), whole(-2_200_000), "from the corrected half year");
}

/// The file beside each drawing has every figure drawn, with its value and where it comes from.
#[test]
fn the_figures_of_a_chart_can_be_had_as_csv() {
    for edition in [epicept(), alder()] {
        let site = site::read(&edition.source, edition.as_of);
        let year_end = &site.edition.company.year_end;
        let drawings = edition.output.keys().filter(|path| path.starts_with("charts/"));
        let drawings: Vec<&String> = drawings.filter(|path| path.ends_with(".svg")).collect();
        assert!(!drawings.is_empty());
        for path in drawings {
            let drawing = std::str::from_utf8(&edition.output[path]).expect("UTF-8");
            let csv = &edition.output[&path.replace(".svg", ".csv")];
            let csv = std::str::from_utf8(csv).expect("UTF-8");
            for (citation, ..) in read_back(drawing).1 {
                let fact = site.facts.cite(&citation, year_end).expect("it is in the store");
                let value = fact.value.map(|value| value.to_string()).unwrap_or_default();
                let start = fact.period.start().map(|day| day.to_string()).unwrap_or_default();
                let (unit, end) = (fact.unit.name(), fact.period.end());
                let figure = format!(",{start},{end},{unit},{value},");
                let mut lines = csv.lines().filter(|line| line.starts_with(&fact.concept));
                assert!(lines.any(|line| line.contains(&figure)), "{path}: {figure}\n{csv}");
            }
        }
    }
}

/// A charge that is not drawn is never taken for the figure of a column that is: it is named as not shown, for its
/// quarter, in every drawing and in its description.
#[test]
fn what_the_chart_of_expenses_leaves_out_is_named() {
    let output = epicept().output;
    let page = Page::of(&output, "financials/index.html");
    let file = std::str::from_utf8(&output["charts/operating-expenses.svg"]).expect("UTF-8");
    let inline = page.drawings();
    let own = inline
        .iter()
        .map(AsRef::as_ref)
        .filter(|drawing: &&str| drawing.contains("operating-expenses"));
    let drawings: Vec<&str> = own.chain([file]).collect();
    assert_eq!(drawings.len(), 3);
    for drawing in drawings {
        let document = Document::parse(drawing).expect("drawings are well formed");
        let shown = document.descendants().filter(|node| node.tag_name().name() == "text");
        let shown: Vec<&str> = shown.filter_map(|node| node.text()).collect();
        let shown = shown.join(" ");
        let charge =
            "Not shown: acquired in-process research and development, $33.7\u{a0}million (derived)";
        assert!(shown.contains(charge), "{shown}");
        let less = "ot shown: a reduction of acquired in-process research and development by $266\u{a0}thousand";
        assert!(shown.contains(less), "{shown}");
        let description = document.descendants().find(|node| node.tag_name().name() == "desc");
        let description = description.and_then(|node| node.text()).expect("a description");
        let both = "Not shown, first quarter 2006: acquired in-process research and development, \
                    $33.7\u{a0}million (derived). Not shown, second quarter 2006: a reduction of acquired \
                    in-process research and development by $266\u{a0}thousand.";
        assert!(description.ends_with(both), "{description}");
    }
}
