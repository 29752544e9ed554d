//! Times the auditor on a large site that does not exist, against building that site: `cargo bench --bench audit`.
//!
//! A thousand documents report eighty quarters, each with an income statement, a balance sheet and cash flows in full.
//! Prints milliseconds of one build and of what `check` does beside it, and their ratio, which must stay below one.

mod timing;

use std::fmt::Write as _;

use ir_site::check;
use ir_site::date::Instant;
use ir_site::diag::Diagnostics;
use ir_site::render::{self, Options};
use ir_site::source::{SitePath, Snapshot};
use timing::{median, timed};

const DOCUMENTS: usize = 1000;
const QUARTERS: usize = 80;

/// A figure that a line reports for a quarter: any, but always the same.
fn figure(line: i64, quarter: i64) -> i64 {
    (line * 7919 + quarter * 104_729 + line * quarter * 31) % 9000 + 1000
}

/// A line of a table: its label, its element, and its figures.
fn line(out: &mut String, label: &str, concept: &str, figures: &[i64]) {
    let _ = write!(out, "{label},{concept}");
    for figure in figures {
        let _ = write!(out, ",{figure}");
    }
    out.push('\n');
}

/// The quarters of a year from its first to this one.
fn to_date(quarter: i64) -> std::ops::RangeInclusive<i64> {
    quarter - quarter % 4..=quarter
}

fn income(quarter: i64) -> String {
    let year = 2000 + quarter / 4;
    let mut columns = vec![(format!("{year}-Q{}", quarter % 4 + 1), quarter..=quarter)];
    if quarter >= 4 {
        let before = quarter - 4;
        columns.push((format!("{}-Q{}", year - 1, quarter % 4 + 1), before..=before));
    }
    let part = ["", "H1", "9M", "FY"][usize::try_from(quarter % 4).expect("a quarter")];
    if !part.is_empty() {
        columns.push((format!("{year}-{part}"), to_date(quarter)));
        if quarter >= 4 {
            columns.push((format!("{}-{part}", year - 1), to_date(quarter - 4)));
        }
    }
    let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
    let mut out = format!("label,concept,{}\n", heads.join(","));
    let sums = |of: &dyn Fn(i64) -> i64| -> Vec<i64> {
        columns.iter().map(|(_, quarters)| quarters.clone().map(of).sum()).collect()
    };
    let expenses = |quarter| (2..9).map(|line| figure(line, quarter)).sum::<i64>();
    line(&mut out, "Revenue", "Revenues", &sums(&|q| figure(1, q)));
    out.push_str("Operating expenses:\n");
    for index in 2..9 {
        let label = format!("Expense {index}");
        line(&mut out, &label, &format!("Expense{index}"), &sums(&|q| figure(index, q)));
    }
    line(&mut out, "Total operating expenses", "OperatingExpenses", &sums(&expenses));
    let operating = |quarter| figure(1, quarter) - expenses(quarter);
    line(&mut out, "Loss from operations", "OperatingIncomeLoss", &sums(&operating));
    line(&mut out, "Interest income", "InvestmentIncomeInterest", &sums(&|q| figure(9, q)));
    line(&mut out, "Interest expense", "InterestExpense", &sums(&|q| figure(10, q)));
    let net = |quarter| operating(quarter) + figure(9, quarter) - figure(10, quarter);
    line(&mut out, "Net loss", "NetIncomeLoss", &sums(&net));
    out
}

fn balance_sheet(quarter: i64) -> String {
    let day = |quarter: i64| {
        let days = ["03-31", "06-30", "09-30", "12-31"];
        format!("{}-{}", 2000 + quarter / 4, days[usize::try_from(quarter % 4).expect("a quarter")])
    };
    let quarters: Vec<i64> = if quarter == 0 { vec![0] } else { vec![quarter, quarter - 1] };
    let heads: Vec<String> = quarters.iter().map(|quarter| day(*quarter)).collect();
    let mut out = format!("label,concept,{}\n", heads.join(","));
    let each = |of: &dyn Fn(i64) -> i64| -> Vec<i64> { quarters.iter().map(|q| of(*q)).collect() };
    let group = |lines: std::ops::Range<i64>, quarter| -> i64 {
        lines.map(|line| figure(line, quarter)).sum()
    };
    for (head, lines, total, concept) in [
        ("Current assets", 20..26, "Total current assets", "AssetsCurrent"),
        ("Current liabilities", 30..36, "Total current liabilities", "LiabilitiesCurrent"),
    ] {
        let _ = writeln!(out, "{head}:");
        for index in lines.clone() {
            line(
                &mut out,
                &format!("Item {index}"),
                &format!("Item{index}"),
                &each(&|q| figure(index, q)),
            );
        }
        line(&mut out, total, concept, &each(&|q| group(lines.clone(), q)));
        if concept == "AssetsCurrent" {
            line(&mut out, "Property", "PropertyPlantAndEquipmentNet", &each(&|q| figure(26, q)));
            line(&mut out, "Total assets", "Assets", &each(&|q| group(20..27, q)));
        }
    }
    let equity = |quarter| group(20..27, quarter) - group(30..36, quarter);
    line(&mut out, "Stockholders' equity", "StockholdersEquity", &each(&equity));
    line(
        &mut out,
        "Total liabilities and equity",
        "LiabilitiesAndStockholdersEquity",
        &each(&|q| group(20..27, q)),
    );
    out
}

fn site() -> Snapshot {
    let mut files = Snapshot::default();
    let mut add = |path: String, text: String| {
        files.insert(SitePath::parse(&path).expect("a path of a site"), text.into_bytes());
    };
    add(
        "content/company.yaml".into(),
        "name: Large Company Inc.\nbase_url: https://ir.large.example/\ntime_zone: America/New_York\nfiscal_year_end: 12-31\nstatements: {currency: USD, scale: thousands}\n".into(),
    );
    for index in 0..DOCUMENTS {
        let quarter = i64::try_from(index * QUARTERS / DOCUMENTS).expect("a quarter");
        let folder = format!("content/filings/document-{index:04}");
        let (year, month) = (2000 + (quarter + 1) / 4, (quarter + 1) % 4 * 3 + 2);
        let day = index % 28 + 1;
        add(
            format!("{folder}/index.md"),
            format!(
                "---\nid: document-{index:04}\ntitle: Report {index}\npublished: {year}-{month:02}-{day:02}\nkind: results\n---\nThe statements are below.\n"
            ),
        );
        add(format!("{folder}/income.csv"), income(quarter));
        add(format!("{folder}/balance-sheet.csv"), balance_sheet(quarter));
    }
    files
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let files = site();
    let at = Instant::from_unix(1_790_000_000).expect("an instant of the years 1900 to 2200");
    let (audit, auditing) =
        timed(|| ir_site::audit(&files, |_| Ok::<_, ()>(at)).expect("the instant is given"));
    let (site, theme) = (audit.site.expect("sound content"), audit.theme.expect("a sound theme"));
    let mut held = 0;
    let ticking = median(5, || {
        let mut diags = Diagnostics::default();
        held = check::check(&site, &mut diags).len();
    });
    let base_url = site.edition.company.base_url.clone();
    let options = Options { base_url, preview: false };
    let Ok(output) = render::render(&site, &files, &theme, &options) else {
        panic!("paths collide")
    };
    let (bytes, rendering) = timed(|| {
        let all = output.iter();
        all.map(|(_, file)| file.bytes().expect("pages render").len()).sum::<usize>()
    });
    // Looking at pages renders them, too.
    let (found, looking) = timed(|| check::page::check(&site, &files, &output).len());
    let looking = looking.saturating_sub(rendering);
    let building = auditing.saturating_sub(ticking) + rendering;
    let ms = |time: std::time::Duration| time.as_secs_f64() * 1e3;
    println!(
        "{DOCUMENTS} documents, {} facts, {bytes} bytes: {:.0} ms to build, {:.0} ms to tick and tie ({held} relations \
         hold), {:.0} ms to look at the pages, {} findings: {:.2}",
        site.facts.len(),
        ms(building),
        ms(ticking),
        ms(looking),
        audit.report.diagnostics.len() + found,
        ms(ticking + looking) / ms(building),
    );
}
