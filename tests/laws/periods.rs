//! Financials shows what is newest and keeps its size; the page of all periods has the rest.

use crate::alder;
use crate::html::{Page, words};
use crate::site::{self, Files};

const COMPANY: &str = "name: Alder\nbase_url: https://alder.example/\ntime_zone: UTC\n\
                       fiscal_year_end: 12-31\nstatements: {scale: thousands}\n";
const RELEASE: &str = "---\nid: r\ntitle: Results\npublished: 2020-02-03 16:05\n---\nText.\n";

fn built(statements: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    files.insert("content/company.yaml".into(), COMPANY.into());
    files.insert("content/filings/r/index.md".into(), RELEASE.into());
    for (name, text) in statements {
        files.insert(format!("content/filings/r/{name}.csv"), text.as_bytes().to_vec());
    }
    site::build(&files, "2021-01-01")
}

fn said(page: &Page, selector: &str) -> Vec<String> {
    page.select(selector).into_iter().map(words).collect()
}

fn captions(output: &Files, path: &str) -> Vec<String> {
    said(&Page::of(output, path), "table.quarters caption b")
}

/// A line whose only figures are older than the newest eight quarters is on the page of all periods alone.
#[test]
fn the_newest_eight_quarters_stand_on_financials_and_all_on_their_own_page() {
    let quarters: Vec<String> =
        (2017..2020).rev().flat_map(|y| (1..5).rev().map(move |q| format!("{y}-Q{q}"))).collect();
    let old = ",".repeat(12 - 1);
    let text = format!(
        "label,concept,{}\nRevenue,revenue{}\nGrants,Grants,{old}7\n",
        quarters.join(","),
        ",40".repeat(12),
    );
    let output =
        built(&[("income", &text), ("balance-sheet", "label,concept,2019-12-31\nCash,cash,5\n")]);
    let financials = Page::of(&output, "financials/index.html");
    let heads: Vec<String> = said(&financials, "#quarters thead th");
    let years = ["2019", "2018"].iter();
    let newest: Vec<String> =
        years.flat_map(|y| (1..5).rev().map(move |q| format!("Q{q} {y}"))).collect();
    assert_eq!(heads[1..], newest);
    assert_eq!(said(&financials, "#quarters tbody th"), ["Revenue"]);
    assert_eq!(captions(&output, "financials/index.html"), ["Quarters"]);
    let link = &financials.select(".stmt + p a")[0];
    assert_eq!(link.attr("href"), Some("periods/index.html"));
    let all = Page::of(&output, "financials/periods/index.html");
    assert_eq!(said(&all, "#quarters thead th").len(), 1 + 12);
    assert_eq!(said(&all, "#quarters tbody th"), ["Revenue", "Grants"]);
    assert_eq!(captions(&output, "financials/periods/index.html"), ["Quarters", "Balances"]);
}

#[test]
fn where_there_are_no_quarters_longer_periods_are_shown_and_else_balances() {
    let year = ("income", "label,concept,2019-FY\nRevenue,revenue,40\n");
    let balance = ("balance-sheet", "label,concept,2019-12-31\nCash,cash,5\n");
    let shown = |statements: &[(&str, &str)]| captions(&built(statements), "financials/index.html");
    assert_eq!(shown(&[year, balance]), ["Longer periods"]);
    assert_eq!(shown(&[balance]), ["Balances"]);
}

/// Where fiscal years are not the calendar's, every name of a period says so, and no code and no head of a file does.
#[test]
fn fiscal_periods_are_called_fiscal() {
    let output = alder().output;
    let financials = Page::of(&output, "financials/index.html");
    assert_eq!(said(&financials, ".head p").last().unwrap(), "Fiscal years end June 30.");
    let heads = said(&financials, "#quarters thead th");
    assert_eq!(heads[1..], ["Q2 FY2024", "Q1 FY2024", "Q2 FY2023", "Q1 FY2023"]);
    let rows = said(&financials, "#net-loss tbody th");
    assert_eq!(rows[2..], ["First quarter of fiscal 2024", "Second quarter of fiscal 2024"]);
    let periods = Page::of(&output, "financials/periods/index.html");
    assert_eq!(said(&periods, ".head p").last().unwrap(), "Fiscal years end June 30.");
    let derived = said(&periods, "#derived .calc caption, #derived .calc th.n");
    let quarter = ["Second quarter of fiscal 2024", "H1 FY2024", "less Q1 FY2024", "Quarter"];
    assert_eq!(derived[..4], quarter);
    let chart = std::str::from_utf8(&output["charts/net-loss.svg"]).expect("UTF-8");
    assert!(chart.contains(">FY2024</text>"), "{chart}");
    assert!(!chart.contains(">2024</text>"), "{chart}");
    let table = std::str::from_utf8(&output["data/financials.csv"]).expect("UTF-8");
    assert!(table.lines().next().unwrap().contains(",2024-Q2,"), "{table}");
    for (path, bytes) in &output {
        let text = String::from_utf8_lossy(bytes).replace('\u{a0}', " ");
        let data = path.ends_with(".csv") || path.ends_with(".json") || path.ends_with(".xlsx");
        assert!(!data || !text.contains("FY20") && !text.contains("fiscal 20"), "{path}");
        // When a milestone is expected is said in terms of the calendar, on the pages of candidates.
        let calendar = path.starts_with("pipeline/");
        assert!(calendar || !text.contains("quarter 2024"), "{path}");
        for unclear in ["Q1 2024", "Q2 2024", "H1 2024"] {
            assert!(!text.contains(unclear), "{path}: {unclear}");
        }
    }
}

/// The calendar's years are not called fiscal, nor are weeks that end about its end.
#[test]
fn the_calendars_periods_are_not() {
    let quarters = ("income", "label,concept,2019-Q2\nRevenue,revenue,40\n");
    let page = Page::of(&built(&[quarters]), "financials/index.html");
    assert_eq!(said(&page, "#quarters thead th")[1..], ["Q2 2019"]);
    assert!(!words(page.select("body")[0]).contains("iscal"));
}
