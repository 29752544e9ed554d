//! Nothing is public before its time: the output at an instant is that of a folder that never held what is not
//! public then.

use crate::reduce::reduce;
use crate::site::{self, EPICEPT, Files};
use crate::{ALDER, Edition};

/// Every turn of a site's life, and the second before it.
const EPICEPT_TURNS: [&str; 8] = [
    "1999-12-31",
    "2006-08-01",
    "2006-08-02 23:59:58",
    "2006-08-02",
    "2006-08-03 09:30",
    "2007-01-15",
    "2008-08-11 23:59:58",
    "2008-08-11",
];
const ALDER_TURNS: [&str; 18] = [
    "2023-10-01",
    "2023-10-02 08:00",
    "2023-10-20",
    "2023-11-07 06:59:59",
    "2023-11-07 07:00",
    "2023-12-01 08:00",
    "2024-01-10 08:59:59",
    "2024-01-10 09:00",
    "2024-02-13 06:59:59",
    "2024-02-13 07:00",
    "2024-02-13 10:30",
    "2024-03-05 11:59:59",
    "2024-03-05 12:00",
    "2024-04-02 09:00",
    "2024-06-03 18:00",
    "2024-09-30",
    "2024-10-01 09:00",
    "2025-01-01",
];

fn assert_ignorant(root: &'static str, turns: &[&str]) {
    let full = site::files(root);
    for as_of in turns {
        let known = reduce(&full, as_of);
        let (with, without) = (site::build(&full, as_of), site::build(&known, as_of));
        let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&with), paths(&without), "{root} as of {as_of}");
        for (path, bytes) in &with {
            let same = *bytes == without[path];
            assert!(
                same,
                "{root} as of {as_of}: {path} knows what is not public:\n{}",
                first_difference(bytes, &without[path])
            );
        }
    }
}

/// The first lines that differ.
fn first_difference(with: &[u8], without: &[u8]) -> String {
    let (with, without) = (String::from_utf8_lossy(with), String::from_utf8_lossy(without));
    let pair = with.lines().zip(without.lines()).find(|(a, b)| a != b);
    pair.map_or_else(|| "one is longer".into(), |(a, b)| format!("with:    {a}\nwithout: {b}"))
}

#[test]
fn epicepts_past_knows_no_future() {
    assert_ignorant(EPICEPT, &EPICEPT_TURNS);
}

#[test]
fn alders_past_knows_no_future() {
    assert_ignorant(ALDER, &ALDER_TURNS);
}

/// The reduction is the measure of the two tests above, so it is held against what a person sees in the folder.
#[test]
fn the_reduced_folder_of_2006_is_what_an_editor_had_then() {
    let full = site::files(EPICEPT);
    let known = reduce(&full, "2006-08-02");
    let content: Vec<&str> =
        known.keys().filter_map(|path| path.strip_prefix("content/")).collect();
    let expected = [
        "company.yaml",
        "events/2006-08-03-second-quarter-call.yaml",
        "filings/2006-08-02-second-quarter-results/balance-sheet.csv",
        "filings/2006-08-02-second-quarter-results/income.csv",
        "filings/2006-08-02-second-quarter-results/index.md",
        "people.yaml",
        "pipeline/ceplene.yaml",
        "pipeline/epc2407.yaml",
        "pipeline/lidopain-bp.yaml",
        "pipeline/lidopain-sp.yaml",
        "pipeline/np-1.yaml",
    ];
    assert_eq!(content, expected);
    for (path, bytes) in known.iter().filter(|(path, _)| path.starts_with("content/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("2008"), "{path}");
    }
    let np1 = "name: EpiCept NP-1\nprograms:\n  - indication: Peripheral neuropathy\n    history:\n      - filing: q2-2006\n        phase: Phase 3\n        state: planned\n        modality: topical analgesic cream\n        note: Production is being scaled up for the Phase 3 trials.\n    milestones:\n      - filing: q2-2006\n        what: Phase 3 trials start\n        window: 2006-Q4\n        as_said: at the end of this year\n";
    assert_eq!(String::from_utf8_lossy(&known["content/pipeline/np-1.yaml"]), np1);
    let nothing = reduce(&full, "2006-08-01");
    let content: Vec<&str> =
        nothing.keys().filter_map(|path| path.strip_prefix("content/")).collect();
    assert_eq!(content, ["company.yaml"]);
    let alder = site::files(ALDER);
    assert_eq!(
        reduce(&alder, "2100-01-01").len(),
        alder.len() - 3,
        "all but three files of drafts"
    );
}

/// The whole output, file names included, as one text.
fn everything(output: &Files) -> String {
    let file = |(path, bytes): (&String, &Vec<u8>)| {
        let book = path.ends_with(".xlsx").then(|| crate::workbook::text(bytes));
        let text = book.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
        format!("{path}\n{text}\n")
    };
    output.iter().map(file).collect()
}

#[test]
fn on_august_2_2006_nothing_of_2008_is_known() {
    let edition = Edition::of(EPICEPT, "2006-08-02");
    let text = everything(&edition.output);
    for known in ["7,329", "-47626000", "Ceplene", "Englewood Cliffs", "OMX Stockholm"] {
        assert!(text.contains(known), "{known} is public");
    }
    let secret = [
        "2008",
        "2007-",
        "Azixa",
        "azixa",
        "Myriad",
        "Tarrytown",
        "7,765",
        "7765000",
        "1,326",
        "1326000",
        "OMX Nordic",
        "Golodetz",
        "Lippert",
        "nasdaq-listing",
        "liquidity/index.html",
        "Chemotherapy",
        "Phase 1b",
    ];
    for secret in secret {
        if let Some(at) = text.find(secret) {
            let mut from = at.saturating_sub(80);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            panic!("{secret} is known: …{}", text[from..].chars().take(160).collect::<String>());
        }
    }
}

#[test]
fn on_august_1_2006_nothing_is_known() {
    let edition = Edition::of(EPICEPT, "2006-08-01");
    let paths: Vec<&str> = edition.output.keys().map(String::as_str).collect();
    let expected = [
        ".nojekyll",
        "404.html",
        "atom.xml",
        "icon.svg",
        "index.html",
        "news/index.html",
        "robots.txt",
        "search/index.html",
        "search/index.js",
        "site.js",
        "sitemap.xml",
        "theme.css",
    ];
    assert_eq!(paths, expected);
    let text = everything(&edition.output);
    let secrets = [
        "7,329",
        "Ceplene",
        "2006",
        "2008",
        "EPCT",
        "Nasdaq",
        "Talley",
        "Cook",
        "NP-1",
        "Englewood",
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is known");
    }
    assert!(text.contains("EpiCept Corporation"));
}

/// Drafts and what is held back to the far future leave no trace at any time.
#[test]
fn what_is_held_back_leaves_no_trace() {
    for as_of in ALDER_TURNS {
        let text = everything(&Edition { ..Edition::of(ALDER, as_of) }.output);
        let secrets = [
            "2099",
            "held back",
            "far future",
            "secret",
            "Polar",
            "ALDX",
            "Novak",
            "Odo",
            "Chairman",
            "never sent",
            "unsent",
            "Careers",
            "careers",
            "AL-2",
            "al-2",
            "Never said",
            "9M",
            ">6.6<",
            "$6.6",
            "6600000",
            "Insulin",
        ];
        for secret in secrets {
            assert!(!text.contains(secret), "as of {as_of}: {secret}");
        }
    }
}

/// No output holds the instant: between two boundaries nothing changes.
#[test]
fn nothing_changes_between_two_boundaries() {
    let spans = [
        (EPICEPT, "1950-01-01", "2006-08-02 23:59:58"),
        (EPICEPT, "2006-08-02 23:59:59", "2006-08-03 08:59:59"),
        (EPICEPT, "2006-08-03 09:00", "2006-08-03 11:00:00"),
        (EPICEPT, "2006-08-04 00:00", "2006-08-10 23:59:59"),
        (EPICEPT, "2007-01-01 00:00", "2007-12-31 23:59:59"),
        (EPICEPT, "2008-08-12 00:00", "2008-08-28 23:59:59"),
        (EPICEPT, "2010-01-01 00:00", "2199-01-01"),
        (ALDER, "2023-11-07 07:00", "2023-12-01 07:59:59"),
        (ALDER, "2024-02-13 11:30:01", "2024-02-27 23:59:59"),
        (ALDER, "2024-06-03 18:00", "2024-10-01 08:59:59"),
        (ALDER, "2025-01-01 00:00", "2099-01-04 07:59:59"),
    ];
    for (root, first, last) in spans {
        let source = site::files(root);
        let (early, late) = (site::build(&source, first), site::build(&source, last));
        for (path, bytes) in &early {
            assert_eq!(
                late.get(path),
                Some(bytes),
                "{root}: {path} differs between {first} and {last}"
            );
        }
        assert_eq!(early.len(), late.len());
    }
}

/// And at a boundary something does.
#[test]
fn every_boundary_shows() {
    let turns = [
        (EPICEPT, "2006-08-02 23:59:58", "2006-08-02 23:59:59"),
        (EPICEPT, "2006-08-03 08:59:59", "2006-08-03 09:00"),
        (EPICEPT, "2006-08-03 11:00:00", "2006-08-03 11:00:01"),
        (EPICEPT, "2006-08-10 23:59:59", "2006-08-11 00:00"),
        (EPICEPT, "2006-11-01 23:59:59", "2006-11-02 00:00"),
        (EPICEPT, "2006-12-31 23:59:59", "2007-01-01 00:00"),
        (EPICEPT, "2008-08-29 23:59:59", "2008-08-30 00:00"),
        (EPICEPT, "2008-12-31 23:59:59", "2009-01-01 00:00"),
        (ALDER, "2024-02-13 11:30:00", "2024-02-13 11:30:01"),
        (ALDER, "2024-03-05 11:59:59", "2024-03-05 12:00"),
        (ALDER, "2024-02-27 23:59:59", "2024-02-28 00:00"),
        (ALDER, "2024-11-14 23:59:59", "2024-11-15 00:00"),
    ];
    for (root, before, after) in turns {
        let source = site::files(root);
        assert!(site::build(&source, before) != site::build(&source, after), "{root}: {after}");
    }
}
