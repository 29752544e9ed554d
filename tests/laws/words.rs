//! What pages say in words holds for what the site has: of figures, of events, of files and of addresses.

use crate::html::{Page, words};
use crate::{alder, epicept};

fn said(page: &Page, selector: &str) -> Vec<String> {
    page.select(selector).into_iter().map(words).collect()
}

/// A remark on a revised figure says of which period and in which unit; no two remarks of a table are the same.
#[test]
fn remarks_on_revised_figures_name_period_and_unit() {
    let output = alder().output;
    let filing = Page::of(&output, "filings/2024-02-13-half-year-results/index.html");
    let notes = said(&filing, "#income > .note");
    let of = |label: &str| -> Vec<&str> {
        notes.iter().filter_map(|note| note.strip_prefix(label)).collect()
    };
    assert_eq!(
        of("Research and development, "),
        [
            "six months to December 31, 2023, millions of Swiss francs: first reported as (5.4) on February 13, 2024.",
            "first quarter of fiscal 2024, millions of Swiss francs: first reported as (2.6) on November 7, 2023.",
        ]
    );
    assert_eq!(
        of("Loss per share, "),
        [
            "six months to December 31, 2023: first reported as (0.41) on February 13, 2024.",
            "first quarter of fiscal 2024: first reported as (0.19) on November 7, 2023.",
        ]
    );
    let earlier = Page::of(&output, "filings/2023-11-07-first-quarter-results/index.html");
    let later = "Net loss, first quarter of fiscal 2024, millions of Swiss francs: later reported as (2.0), on February 13, 2024.";
    assert!(said(&earlier, "#income > .note").contains(&later.to_owned()), "{}", earlier.text);
}

/// A page whose tables mark a figure with an r says what that means, and where both values stand; no other does.
#[test]
fn the_mark_of_a_revision_is_explained_where_it_occurs() {
    let said_of = |output, path: &str| {
        let page = Page::of(output, path);
        let links = page.select(".head a[href$='#revisions']");
        let links: Vec<String> =
            links.iter().map(|a| a.attr("href").unwrap_or("").to_owned()).collect();
        (!page.select("td .rev").is_empty(), links)
    };
    let (alder, epicept) = (alder().output, epicept().output);
    assert_eq!(said_of(&alder, "financials/index.html"), (true, vec!["#revisions".to_owned()]));
    let up = "../index.html#revisions".to_owned();
    assert_eq!(said_of(&alder, "financials/periods/index.html"), (true, vec![up]));
    for path in ["financials/index.html", "financials/periods/index.html"] {
        assert_eq!(said_of(&epicept, path), (false, Vec::new()), "{path}");
    }
    let head = &said(&Page::of(&alder, "financials/index.html"), ".head")[0];
    let words = "r marks a revised figure: an earlier document reported another value.";
    assert!(head.contains(words), "{head}");
}

/// What is no longer reported was a nil when it was: a sentence says so in a word.
#[test]
fn a_nil_in_a_sentence_is_a_word() {
    let output = alder().output;
    for (path, part) in
        [("index.html", ".lead > div"), ("financials/index.html", "#liquidity dl > div")]
    {
        let parts = said(&Page::of(&output, path), part);
        let held = "Short-term investmentsNot reported December 31, 2023 Last reported: nil at September 30, 2023";
        assert!(parts.contains(&held.to_owned()), "{path}: {parts:?}");
    }
}

/// One series has one name, wherever a page names it.
#[test]
fn the_chart_of_cash_names_its_own_series() {
    let output = alder().output;
    let page = Page::of(&output, "financials/index.html");
    let name = "Cash and cash equivalents, and short-term investments";
    assert_eq!(said(&page, "#cash > h2"), ["Cash and short-term investments"]);
    assert_eq!(
        said(&page, "#cash figcaption > span"),
        [format!("{name}, at three reported dates, CHF million.")]
    );
    assert_eq!(said(&page, "#cash-cap > b"), [name]);
    for path in ["index.html", "financials/index.html"] {
        let page = Page::of(&output, path);
        assert!(!page.text.to_lowercase().contains("securities"), "{path}");
    }
}

/// The last call is called a call: deadlines that passed since then stand above it among the events.
#[test]
fn home_calls_the_last_call_what_it_is() {
    let output = epicept().output;
    let past = said(&Page::of(&output, "events/index.html"), "li.past h3");
    assert_eq!(past.len(), 3, "{past:?}");
    assert!(past[0].starts_with("Nasdaq listing: last day"), "{past:?}");
    let home = Page::of(&output, "index.html");
    let heads = said(&home, "h2");
    assert!(heads.contains(&"Last conference call".to_owned()), "{heads:?}");
    assert!(!heads.contains(&"Last event".to_owned()), "{heads:?}");
    let call = "August 3, 2006 9:00 a.m. EDT Conference call on second-quarter 2006 results";
    assert_eq!(said(&home, "li.past"), [call]);
    assert_eq!(
        said(&Page::of(&output, "events/index.html"), "li.past").pop().as_deref(),
        Some(call)
    );
}

/// A file is called in words; its kind, its size and its address are what they were.
#[test]
fn files_are_called_in_words() {
    let page = Page::of(&alder().output, "filings/2024-02-13-half-year-results/index.html");
    assert_eq!(
        said(&page, ".latest .files li"),
        ["Bank letter TXT, 69 bytes", "Slides PDF, 28 bytes"]
    );
    let links = page.select(".latest .files a");
    let links: Vec<&str> = links.iter().filter_map(|a| a.attr("href")).collect();
    assert_eq!(links, ["r2/bank-letter.txt", "slides.pdf"]);
}

/// The postal code stands before the city in Switzerland, and behind the state in the United States.
#[test]
fn addresses_are_written_as_their_country_writes_them() {
    let lines = |output, path: &str| {
        let page = Page::of(output, path);
        let address =
            page.select("dd > p, .s > p").into_iter().find(|p| p.inner_html().contains("<br>"));
        address.map(|p| p.inner_html()).expect("an address")
    };
    let (alder, epicept) = (alder().output, epicept().output);
    for path in ["about/index.html", "contacts/index.html"] {
        assert_eq!(lines(&alder, path), "Erlenweg 7<br>8400 Winterthur<br>Switzerland");
        assert!(lines(&epicept, path).contains("Tarrytown, NY 10591"), "{}", lines(&epicept, path));
    }
}

/// Not every zero of the files is printed, and not every figure of the site is a link.
#[test]
fn the_page_about_the_files_says_what_is_true_of_them() {
    let page = Page::of(&alder().output, "data/index.html");
    let zero = "0 is a zero: a document prints it, or it is the difference of two equal figures.";
    assert!(page.text.contains(zero), "{}", page.text);
    let mark = "A zero: the document prints it, or, in italics, it is the difference of two equal figures.";
    assert!(page.text.contains(mark), "{}", page.text);
    let links =
        "Figures in the tables of Financials and underlined figures in texts are links to the line";
    assert!(page.text.contains(links), "{}", page.text);
}
