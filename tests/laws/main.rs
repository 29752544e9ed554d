//! Laws that hold for every site: the repository's own (`EpiCept`) and a fictional one (Alder Instruments, whose
//! files are in `tests/fixtures/alder`), each at several instants.
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::disallowed_methods,
    clippy::format_collect,
    reason = "tests stand outside the pure core, and know their own files"
)]

mod canary;
mod cash;
mod charts;
mod determinism;
mod facts;
mod feeds;
mod figures;
mod gate;
mod golden;
mod html;
mod links;
mod look;
mod markup;
mod periods;
mod pipeline;
#[path = "../reduce/mod.rs"]
mod reduce;
mod search;
#[path = "../site/mod.rs"]
mod site;
mod words;
mod workbook;

use site::{EPICEPT, Files};

/// The fictional company's site.
const ALDER: &str = "tests/fixtures/alder";

/// A built site and what it was built from.
struct Edition {
    root: &'static str,
    as_of: &'static str,
    source: Files,
    output: Files,
}

impl Edition {
    fn of(root: &'static str, as_of: &'static str) -> Self {
        let source = site::files(root);
        let output = site::build(&source, as_of);
        Self { root, as_of, source, output }
    }

    /// For messages.
    fn name(&self) -> String {
        format!("{} as of {}", self.root, self.as_of)
    }
}

/// `EpiCept` before its first release, after it, during the call, and after both; Alder at three turns.
fn editions() -> Vec<Edition> {
    let epicept = ["2006-08-01", "2006-08-02", "2006-08-03 09:30", "2026-01-01"];
    let alder = ["2023-11-07", "2024-02-13 10:30", "2025-01-01"];
    let epicept = epicept.into_iter().map(|as_of| Edition::of(EPICEPT, as_of));
    epicept.chain(alder.into_iter().map(|as_of| Edition::of(ALDER, as_of))).collect()
}

/// `EpiCept`'s site as it is published today.
fn epicept() -> Edition {
    Edition::of(EPICEPT, "2026-01-01")
}

/// Alder's site with all that is ever public of it.
fn alder() -> Edition {
    Edition::of(ALDER, "2025-01-01")
}
