//! Submissions of every wrapper, invented, and what is read of them.

use super::*;
use crate::source::SitePath;

fn read(text: &str) -> Filing {
    let path = SitePath::fixed("submission.txt");
    let input = Input { path: &path, text, part: 0..text.len(), dash_escaped: false };
    assert!(Sgml.claims(text));
    Sgml.read(&input)
}

fn words(filing: &Filing) -> String {
    let mut words = Vec::new();
    words_of(&filing.blocks, &mut words);
    words.join(" ")
}

const HTML: &str = "<html><body><p>Quarry Foods grew in the quarter by a fifth.</p></body></html>";

fn submission(documents: &[(&str, &str)]) -> String {
    let mut text = String::from(
        "<SEC-DOCUMENT>0009999999-09-000001.txt : 20090105\n<SEC-HEADER>0009999999-09-000001.hdr.sgml : 20090105\n\
         ACCESSION NUMBER:\t\t0009999999-09-000001\nCONFORMED SUBMISSION TYPE:\t8-K\nFILED AS OF DATE:\t\t20090105\n\
         </SEC-HEADER>\n",
    );
    for (i, (kind, body)) in documents.iter().enumerate() {
        text.push_str(&format!(
            "<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{}\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n",
            i + 1
        ));
    }
    text + "</SEC-DOCUMENT>\n"
}

#[test]
fn the_releases_of_a_current_report_are_read_and_its_body_is_named() {
    let text = submission(&[
        ("8-K", "<html><p>Item 2.02 Results</p></html>"),
        ("GRAPHIC", "begin 644 logo.gif\nM1TE&\nend"),
        ("EX-99.1", HTML),
        ("EX-99.(B)", HTML),
        ("EX-10", "A contract."),
    ]);
    let filing = read(&text);
    assert_eq!(words(&filing).matches("Quarry Foods").count(), 2);
    assert!(!words(&filing).contains("Item"));
    let left: Vec<&str> = filing
        .dropped
        .iter()
        .filter(|dropped| dropped.why == Why::OtherDocument)
        .map(|dropped| dropped.text.as_str())
        .collect();
    assert_eq!(left, ["Item 2.02 Results", "GRAPHIC 2", "EX-10 5"]);
    assert_eq!(filing.header.exhibit.as_deref(), Some("EX-99.1"));
    assert_eq!(filing.header.accession.as_deref(), Some("0009999999-09-000001"));
    assert!(filing.found.is_empty());
}

#[test]
fn a_report_without_a_release_is_its_main_document() {
    let filing = read(&submission(&[("8-K", HTML), ("EX-27", "<TYPE>x")]));
    assert!(words(&filing).contains("Quarry Foods"));
    assert_eq!(filing.header.exhibit, None);
}

#[test]
fn dash_escapes_of_a_message_are_taken_off() {
    let inner = submission(&[("EX-99", "<html><p>Quarry\n- --- Foods</p></html>")]);
    let text = format!(
        "{MESSAGE}\nProc-Type: 2001,MIC-CLEAR\n\n{inner}-----END PRIVACY-ENHANCED MESSAGE-----\n"
    );
    assert_eq!(words(&read(&text)), "Quarry --- Foods");
}

#[test]
fn a_submission_that_was_cut_off_is_read_as_far_as_it_goes() {
    let text = submission(&[("EX-99", HTML)]);
    let cut = &text[..text.find("by a fifth").unwrap()];
    let filing = read(cut);
    assert!(words(&filing).contains("grew in the quarter"));
    assert_eq!(filing.found.len(), 1);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).skip(20) {
        if Sgml.claims(&text[..end]) {
            read(&text[..end]);
        }
    }
}

#[test]
fn a_submission_without_a_document_says_so() {
    let filing = read("<SUBMISSION>\n<TYPE>8-K\n</SUBMISSION>\n");
    assert!(filing.found.has_errors());
}

#[test]
fn one_document_alone_states_its_type() {
    let filing = read(&format!("<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>r.htm\n<TEXT>\n{HTML}"));
    assert_eq!(filing.header.exhibit.as_deref(), Some("EX-99.1"));
    assert_eq!(filing.header.file_name.as_deref(), Some("r.htm"));
    assert!(words(&filing).contains("Quarry Foods"));
}
