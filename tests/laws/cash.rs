//! Cash is said as the company says it: in named parts that are never added, with the period of what was used, and
//! in words that are its own and dated.

use crate::html::{Page, words};
use crate::site::{self, EPICEPT, Files};
use crate::{Edition, epicept};

fn said(page: &Page, selector: &str) -> Vec<String> {
    page.select(selector).into_iter().map(words).collect()
}

#[test]
fn parts_use_and_words_stand_beside_each_other() {
    let output = epicept().output;
    let home = Page::of(&output, "index.html");
    let parts = [
        "Cash and cash equivalents$1.3 million June 30, 2008",
        "Marketable securitiesNot reported June 30, 2008 Last reported: $1.0 million at June 30, 2006",
    ];
    assert_eq!(said(&home, ".duo > div:first-child .lead > div"), parts);
    let used = "Cash used in operations$7.8 million Six months to June 30, 2008 $10.5 million a year earlier";
    assert_eq!(said(&home, ".liq dl > div"), [used]);
    let words = "What the company said of its liquidity, August 11, 2008 Among its risks the company names that its \
                 cash may not suffice, that the financing it still needs may not be raised, and that it may not be \
                 able to continue as a going concern. A summary. From Second-quarter 2008 results";
    assert_eq!(said(&home, ".said"), [words]);
    let financials = Page::of(&output, "financials/index.html");
    let [cash, securities] = parts;
    assert_eq!(said(&financials, "#liquidity dl > div"), [cash, securities, used]);
    assert_eq!(said(&financials, "#liquidity .said"), [words]);
}

/// $7.3 million and $1.0 million are two figures, and no page has their sum.
#[test]
fn cash_and_securities_are_never_added() {
    let output = Edition::of(EPICEPT, "2006-08-02").output;
    let home = Page::of(&output, "index.html");
    let parts = [
        "Cash and cash equivalents$7.3 million June 30, 2006",
        "Marketable securities$1.0 million June 30, 2006",
    ];
    assert_eq!(said(&home, ".duo > div:first-child .lead > div"), parts);
    assert!(said(&home, ".liq dl").is_empty(), "no statement of cash flows was printed");
    assert!(said(&home, ".said figcaption")[0].ends_with("August 2, 2006"));
    for page in Page::all(&output) {
        for sum in ["$8.3", "8,317", "8317000"] {
            assert!(!page.text.contains(sum), "{}: {sum}", page.path);
        }
    }
}

#[test]
fn the_newest_public_words_are_quoted_with_their_speaker() {
    let text = "name: Alder\nbase_url: https://alder.example/\ntime_zone: UTC\nfiscal_year_end: 12-31\nliquidity:\n  \
                - {published: 2020-01-02, value: {quote: We have cash for a year., by: Ada Novak}}\n  \
                - {published: 2021-01-02, value: {quote: We need more cash.}}\n";
    let mut files = Files::new();
    files.insert("content/company.yaml".into(), text.into());
    let at = |day: &str| said(&Page::of(&site::build(&files, day), "index.html"), ".said");
    assert!(at("2020-01-01").is_empty());
    let first = "What Ada Novak said of the company’s liquidity, January 2, 2020 “We have cash for a year.”";
    assert_eq!(at("2020-01-03"), [first]);
    let second = "What the company said of its liquidity, January 2, 2021 “We need more cash.”";
    assert_eq!(at("2021-01-03"), [second]);
}
