#![expect(clippy::disallowed_methods, reason = "the laws over real releases read them from a disk")]

use std::path::PathBuf;

use serde_json::Value;

use super::*;

fn element(label: &str, sections: &[&str], kind: Kind) -> Option<&'static str> {
    concept(label, sections, kind, Negative::None).map(|mapped| mapped.concept)
}

#[test]
fn a_label_means_what_its_statement_and_section_say() {
    let shares = ["Weighted average shares used in computing net loss per share"];
    for (label, sections, kind, wanted) in [
        (
            "Deferred revenue",
            &["Current liabilities:"][..],
            Kind::BalanceSheet,
            Some("DeferredRevenueCurrent"),
        ),
        ("Deferred revenue", &[], Kind::BalanceSheet, Some("DeferredRevenue")),
        ("Deferred revenue", &[], Kind::CashFlows, Some("IncreaseDecreaseInDeferredRevenue")),
        ("Basic", &["Net loss per share:"], Kind::Income, Some("EarningsPerShareBasic")),
        ("Basic", &shares, Kind::Income, Some("WeightedAverageNumberOfSharesOutstandingBasic")),
        ("Basic", &[], Kind::Income, None),
        ("Net loss", &["Net loss per share:"], Kind::Income, None),
        ("Deposits", &["Interest expense:"], Kind::Income, Some("InterestExpenseDeposits")),
        (
            "Other",
            &["Cash flows from financing activities"],
            Kind::CashFlows,
            Some("ProceedsFromPaymentsForOtherFinancingActivities"),
        ),
        ("Other", &[], Kind::CashFlows, None),
        (
            "Accounts payable",
            &["Operating activities:", "Changes in operating assets and liabilities:"],
            Kind::CashFlows,
            Some("IncreaseDecreaseInAccountsPayable"),
        ),
        (
            "Accounts payable",
            &["Supplemental disclosure of non-cash activities:"],
            Kind::CashFlows,
            None,
        ),
        ("Product sales in Freedonia", &[], Kind::Income, None),
        ("Net sales", &[], Kind::BalanceSheet, None),
    ] {
        assert_eq!(element(label, sections, kind), wanted, "{label} below {sections:?}");
    }
}

#[test]
fn a_balance_in_a_statement_of_flows_names_its_day() {
    let at = |label, kind| {
        concept(label, &[], kind, Negative::None).map(|mapped| (mapped.concept, mapped.at))
    };
    let cash = "CashAndCashEquivalentsAtCarryingValue";
    assert_eq!(
        at("Cash and cash equivalents at beginning of year", Kind::CashFlows),
        Some((cash, Some(At::Start)))
    );
    assert_eq!(
        at("Cash and cash equivalents, end of period", Kind::CashFlows),
        Some((cash, Some(At::End)))
    );
    assert_eq!(at("Cash and cash equivalents", Kind::CashFlows), None);
    assert_eq!(at("Cash and cash equivalents", Kind::BalanceSheet), Some((cash, None)));
    assert_eq!(
        at("Balance at end of period", Kind::Equity),
        Some(("StockholdersEquity", Some(At::End)))
    );
    assert_eq!(at("Balance, December 31, 2019", Kind::Equity), None);
}

#[test]
fn signs_follow_the_taxonomy_whatever_the_print() {
    use Kind::{BalanceSheet, CashFlows, Income};
    use Negative::{Most, None, Some};
    for (label, sections, kind, negative, negate) in [
        ("Interest expense", &["Other income (expense):"][..], Income, Most, true),
        ("Interest expense", &[], Income, None, false),
        ("Net loss", &[], Income, Most, false),
        ("Net loss", &[], Income, None, true),
        ("Net loss", &[], Income, Some, false),
        ("Net income (loss)", &[], Income, None, false),
        ("Income tax benefit (expense)", &[], Income, Most, true),
        ("Provision (benefit) for income taxes", &[], Income, Most, false),
        ("Provision for income taxes", &[], Income, Most, true),
        ("Basic and diluted", &["Net loss per share"], Income, None, true),
        ("Basic and diluted", &["Net income (loss) per share"], Income, None, false),
        ("Other (income) expense, net", &[], Income, None, true),
        ("Purchases of property and equipment", &[], CashFlows, Most, true),
        (
            "Accounts receivable",
            &["Changes in operating assets and liabilities"],
            CashFlows,
            None,
            true,
        ),
        (
            "Accounts payable",
            &["Changes in operating assets and liabilities"],
            CashFlows,
            Most,
            false,
        ),
        ("Loss on disposal of equipment", &["Operating activities"], CashFlows, None, true),
        ("Net cash used in operating activities", &[], CashFlows, None, true),
        ("Net cash used in operating activities", &[], CashFlows, Most, false),
        (
            "Treasury stock, at cost; 1,200 shares",
            &["Stockholders' equity:"],
            BalanceSheet,
            Most,
            true,
        ),
        ("Accumulated deficit", &[], BalanceSheet, Most, false),
        ("Accumulated deficit", &[], BalanceSheet, None, true),
    ] {
        let mapped = concept(label, sections, kind, negative);
        assert_eq!(mapped.map(|m| m.negate), Option::Some(negate), "{label} {negative:?}");
    }
}

#[test]
fn a_line_that_repeats_its_section_sums_it_up_unless_another_does() {
    let section = ["Other income (expense):"];
    let line = |label| concept(label, &section, Kind::Income, Negative::Most);
    let mut alone = [line("Interest income"), line("Other income (expense), net")];
    settle(alone.iter_mut());
    assert_eq!(alone[1].map(|line| line.concept), Some("NonoperatingIncomeExpense"));
    let mut both = [line("Other income (expense), net"), line("Total other income (expense)")];
    settle(both.iter_mut());
    let concepts = both.map(|line| line.map(|line| line.concept));
    assert_eq!(
        concepts,
        [Some("OtherNonoperatingIncomeExpense"), Some("NonoperatingIncomeExpense")]
    );
    let single = concept("Other income (expense), net", &[], Kind::Income, Negative::None);
    assert_eq!(single.map(|line| line.concept), Some("OtherNonoperatingIncomeExpense"));
}

#[test]
fn most_means_more_than_half() {
    assert_eq!(Negative::of([]), Negative::None);
    assert_eq!(Negative::of([false, false]), Negative::None);
    assert_eq!(Negative::of([true, false]), Negative::Some);
    assert_eq!(Negative::of([true, true, false]), Negative::Most);
}

/// The folder with filings and their truth, where there is one.
fn shared() -> Option<PathBuf> {
    std::env::var_os("IR_SITE_SHARED").map(PathBuf::from)
}

/// Of each line of a statement in a content folder, whether it is marked as of opposite sign.
fn negated(folder: &str) -> Vec<(String, bool)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/filings").join(folder);
    let mut lines = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "csv") {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).unwrap();
            let place = reader.headers().unwrap().iter().position(|head| head == "negate");
            for record in reader.records().map(Result::unwrap) {
                let yes =
                    place.and_then(|place| record.get(place)).is_some_and(|cell| cell == "yes");
                lines.push((record[0].trim().to_owned(), yes));
            }
        }
    }
    lines
}

#[test]
fn both_releases_get_the_concepts_and_signs_of_their_truth() {
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("filings/expected.json")).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    let mut rows = 0;
    for (seed, folder) in
        [("s1", "2006-08-02-second-quarter-results"), ("s2", "2008-08-11-second-quarter-results")]
    {
        let signs = negated(folder);
        for table in truth["seeds"][seed]["tables"].as_array().unwrap() {
            let kind = match table["statement"].as_str().unwrap() {
                "income_statement" => Kind::Income,
                "balance_sheet" => Kind::BalanceSheet,
                "cash_flow" => Kind::CashFlows,
                "equity" => Kind::Equity,
                other => panic!("{other}"),
            };
            for row in table["rows"].as_array().unwrap() {
                let Some(values) = row["values"].as_array() else { continue };
                let label = row["label"].as_str().unwrap();
                let sections: Vec<&str> = row["section"].as_str().into_iter().collect();
                let figures =
                    values.iter().filter_map(Value::as_f64).filter(|value| value.abs() > 0.0);
                let mapped =
                    concept(label, &sections, kind, Negative::of(figures.map(|value| value < 0.0)));
                let found = mapped.map(|mapped| match mapped.at {
                    Some(At::Start) => format!("{}@start", mapped.concept),
                    _ => mapped.concept.to_owned(),
                });
                assert_eq!(found.as_deref(), row["concept"].as_str(), "{seed}: {label}");
                let unit = mapped.map(|mapped| mapped.unit);
                match row["unit"].as_str().unwrap() {
                    _ if unit.is_none() => {}
                    "shares" => assert_eq!(unit, Some(UnitOf::Shares), "{label}"),
                    "usd_per_share" => assert_eq!(unit, Some(UnitOf::PerShare), "{label}"),
                    _ => assert_eq!(unit, Some(UnitOf::Money), "{label}"),
                }
                let negate =
                    signs.iter().find(|(line, _)| line == label).map(|(_, negate)| *negate);
                assert_eq!(
                    mapped.map(|mapped| mapped.negate),
                    mapped.and(negate),
                    "{seed}: {label}"
                );
                rows += 1;
            }
        }
    }
    assert_eq!(rows, 58);
}
