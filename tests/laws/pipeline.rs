//! What the newest update changed of the pipeline is counted from what was public before it, and from nothing else.

use crate::html::{Page, words};
use crate::site::{self, EPICEPT, Files};
use crate::{Edition, epicept};

/// The rows of the first table with how each is marked.
fn marks(page: &Page) -> Vec<String> {
    let rows = page.select("table.pipe:first-of-type tbody th");
    let row = |row: &scraper::ElementRef<'_>| {
        let part = |selector: &str| {
            let selector = scraper::Selector::parse(selector).expect("the selector can be parsed");
            row.select(&selector).next().map(words).unwrap_or_default()
        };
        [part("a"), part("span"), part(".tag")].join(" | ")
    };
    rows.iter().map(row).collect()
}

fn changes(page: &Page) -> Vec<String> {
    let items = page.select("main section li");
    items.into_iter().map(words).collect()
}

#[test]
fn new_and_advanced_programs_are_marked() {
    let output = epicept().output;
    let expected = [
        "Ceplene | Acute myeloid leukemia (AML) | Advanced",
        "EpiCept NP-1 | Chemotherapy-induced peripheral neuropathy | Advanced",
        "Azixa | Cancer | New",
        "EpiCept NP-1 | Diabetic peripheral neuropathy | ",
        "EpiCept NP-1 | Post-herpetic neuralgia | ",
        "EPC2407 | Cancer | Advanced",
    ];
    let page = Page::of(&output, "pipeline/index.html");
    assert_eq!(marks(&page)[..6], expected);
    let home = Page::of(&output, "index.html");
    assert_eq!(marks(&home), expected);
    let caption = words(home.select("table.pipe caption")[0]);
    assert!(caption.ends_with("New, advanced: since August 2, 2006."), "{caption}");
    let expected = [
        "New Azixa, Cancer, Worldwide Phase 2, under way",
        "Advanced Ceplene, Acute myeloid leukemia (AML), Europe Then Registration, planned; now Registration, \
         under way",
        "Advanced EpiCept NP-1, Chemotherapy-induced peripheral neuropathy Then Peripheral neuropathy, Phase 3, \
         planned; now Phase 3, under way",
        "Advanced EPC2407, Cancer Then IND, planned; now Phase 1, under way",
        "Continued EpiCept NP-1, Diabetic peripheral neuropathy Then Peripheral neuropathy, Phase 3, planned; now \
         Phase 2, completed",
        "Continued EpiCept NP-1, Post-herpetic neuralgia Then Peripheral neuropathy, Phase 3, planned; now \
         Phase 2, under way",
        "Not mentioned LidoPAIN SP, Pain after surgery or injury, Europe Then Phase 3, under way",
        "Not mentioned LidoPAIN BP, Acute or recurrent lower back pain Then Phase 3, planned",
        "Not mentioned LidoPAIN SP, Pain after surgery or injury, United States Then Phase 2, completed",
    ];
    assert_eq!(changes(&page), expected);
}

/// What the rows of the first table say under their bars of an earlier day.
fn earlier(page: &Page, day: &str) -> Vec<String> {
    let cells = page.select("table.pipe:first-of-type tbody td small");
    cells.into_iter().map(words).filter(|text| text.starts_with(day)).collect()
}

/// What was said before stands in every row that it differs from, whichever way it went.
#[test]
fn every_row_says_what_was_said_before() {
    let page = Page::of(&epicept().output, "pipeline/index.html");
    let expected = [
        "August 2, 2006: Registration, planned",
        "August 2, 2006: Peripheral neuropathy, Phase 3, planned",
        "August 2, 2006: Peripheral neuropathy, Phase 3, planned",
        "August 2, 2006: Peripheral neuropathy, Phase 3, planned",
        "August 2, 2006: IND, planned",
    ];
    assert_eq!(earlier(&page, "August 2, 2006: "), expected);
    let cases = [
        (
            [("Phase 1", "completed"), ("Phase 2", "under way")],
            "January 1, 2020: Phase 1, completed",
        ),
        ([("Phase 3", "planned"), ("Phase 2", "under way")], "January 1, 2020: Phase 3, planned"),
        ([("Phase 2", "under way"), ("Phase 2", "on hold")], "January 1, 2020: Phase 2, under way"),
        ([("Phase 2", "under way"), ("Phase 2", "under way")], ""),
    ];
    for ([(first, was), (then, is)], before) in cases {
        let files = company(&[&(said(1, first, was) + &said(5, then, is))]);
        let page = Page::of(&site::build(&files, "2020-02-01"), "pipeline/index.html");
        assert_eq!(
            earlier(&page, "January 1, 2020: ").concat(),
            before,
            "{first} {was}, {then} {is}"
        );
    }
}

/// The first update changes nothing that was known.
#[test]
fn a_first_update_marks_nothing() {
    let output = Edition::of(EPICEPT, "2008-08-10").output;
    for path in ["pipeline/index.html", "index.html"] {
        let page = Page::of(&output, path);
        assert!(!marks(&page).is_empty());
        assert!(marks(&page).iter().all(|mark| mark.ends_with(" | ")), "{:?}", marks(&page));
    }
    assert!(changes(&Page::of(&output, "pipeline/index.html")).is_empty());
}

/// A fictional company's updates: the history of each program, a letter for an update.
fn company(programs: &[&str]) -> Files {
    let mut files = Files::new();
    let base =
        "name: Alder\nbase_url: https://alder.example/\ntime_zone: UTC\nfiscal_year_end: 12-31\n";
    files.insert("content/company.yaml".into(), base.into());
    for (number, history) in programs.iter().enumerate() {
        let text =
            format!("name: A{number}\nprograms:\n  - indication: Pain\n    history:\n{history}");
        files.insert(format!("content/pipeline/a{number}.yaml"), text.into());
    }
    files
}

/// An entry said on a day of January 2020.
fn said(day: u8, phase: &str, state: &str) -> String {
    format!("      - {{published: 2020-01-{day:02}, phase: {phase}, state: {state}}}\n")
}

#[test]
fn a_program_advances_when_a_further_phase_begins() {
    let cases = [
        ([("Phase 1", "under way"), ("Phase 1", "completed")], ""),
        ([("Phase 1", "completed"), ("Phase 2", "planned")], ""),
        ([("Phase 1", "completed"), ("Phase 1b", "under way")], "Advanced"),
        ([("Phase 2", "planned"), ("Phase 2", "under way")], "Advanced"),
        ([("Phase 3", "planned"), ("Phase 2", "under way")], ""),
        ([("Phase 2", "under way"), ("Phase 2", "on hold")], ""),
        ([("Phase 3", "under way"), ("Phase 2", "under way")], ""),
        ([("Registration", "under way"), ("Approved", "completed")], "Advanced"),
    ];
    for ([(first, was), (then, is)], mark) in cases {
        let history = said(1, first, was) + &said(5, then, is);
        let files = company(&[&history]);
        let page = Page::of(&site::build(&files, "2020-02-01"), "pipeline/index.html");
        assert_eq!(marks(&page), [format!("A0 | Pain | {mark}")], "{first} {was}, {then} {is}");
    }
}

/// What is not public yet is no update: nothing is marked before its time, and a mark counts from the update before.
#[test]
fn marks_know_only_what_is_public() {
    let one = said(1, "Phase 1", "completed")
        + &said(5, "Phase 2", "under way")
        + &said(9, "Phase 2", "completed");
    let two = said(9, "Discovery", "under way");
    let files = company(&[&one, &two]);
    let at = |day: &str| {
        let output = site::build(&files, day);
        marks(&Page::of(&output, "pipeline/index.html"))
    };
    assert_eq!(at("2020-01-03"), ["A0 | Pain | "]);
    assert_eq!(at("2020-01-06"), ["A0 | Pain | Advanced"]);
    assert_eq!(at("2020-01-10"), ["A0 | Pain | ", "A1 | Pain | New"]);
}
