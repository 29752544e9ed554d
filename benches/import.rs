//! Times the importer: `cargo bench --bench import`.
//!
//! For each format, an invented release with one statement is repeated to half a megabyte and to one. Printed are
//! megabytes a second at both sizes and their ratio, which is near 1 where the work is linear in the size.

mod timing;

use std::hint::black_box;

use ir_site::import::import;
use ir_site::source::SitePath;
use timing::median;

const SIZE: usize = 512 * 1024;

fn text() -> String {
    let mut text = String::from(
        "The plant sold more tools than in the year before, and fewer were returned.\n\n<TABLE>\n<CAPTION>\n\
         \x20                          Three Months Ended June 30,\n\
         \x20                              2024         2023\n<S>                        <C>          <C>\n",
    );
    for line in 1..30 {
        text.push_str(&format!("Tools of kind {line:<12} {:>9} {:>12}\n", line * 31, line * 29));
    }
    text.push_str("</TABLE>\n\n");
    text
}

fn html() -> String {
    let mut text = String::from(
        "<p>The plant sold more tools than in the year before.</p>\n<table><tr><td></td><td colspan=2>\
         Three Months Ended June 30,</td></tr><tr><td></td><td>2024</td><td>2023</td></tr>\n",
    );
    for line in 1..30 {
        text.push_str(&format!(
            "<tr><td>Tools of kind {line}</td><td>{}</td><td>({})</td></tr>\n",
            line * 31,
            line * 29
        ));
    }
    text.push_str("</table>\n");
    text
}

/// The rate at which a text is read that repeats `piece` to a size, in megabytes a second.
fn rate(head: &str, piece: &str, tail: &str, size: usize) -> f64 {
    let body = piece.repeat(size / piece.len());
    let bytes = format!("{head}{body}{tail}").into_bytes();
    let path = SitePath::fixed("release.txt");
    let time = median(5, || {
        black_box(import(&path, black_box(&bytes), None).is_ok());
    });
    let megabytes = f64::from(u32::try_from(bytes.len()).unwrap_or(u32::MAX)) / 1e6;
    megabytes / time.as_secs_f64()
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() {
    let submission = "<SEC-DOCUMENT>a.txt\n<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t8-K\n</SEC-HEADER>\n<DOCUMENT>\n\
                      <TYPE>EX-99.1\n<SEQUENCE>1\n<TEXT>\n";
    for (name, head, piece, tail) in [
        ("text", "", text(), ""),
        ("html", "<html><body>", html(), "</body></html>"),
        ("sgml", submission, text(), "</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"),
    ] {
        let (half, whole) = (rate(head, &piece, tail, SIZE), rate(head, &piece, tail, 2 * SIZE));
        println!(
            "{name}: {half:.2} MB/s, twice the size {whole:.2} MB/s, ratio {:.2}",
            whole / half
        );
    }
}
