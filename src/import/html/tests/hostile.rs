//! Documents that nobody would write, and that must do no harm.

use std::fmt::Write as _;

use super::read;
use crate::diag::code;

/// What is said of a document that is not read.
fn refusal(text: &str) -> String {
    let filing = read(text);
    assert!(filing.blocks.is_empty());
    let found = filing.found.iter().next().expect("a reason");
    assert_eq!(found.code, code::UNREADABLE);
    found.message.clone()
}

#[test]
fn nesting_beyond_reason_is_an_error_and_no_crash() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<ul><li>", ""),
        ("<font a=1><i>", ""),
    ] {
        let text = format!("<html>{}words{}", open.repeat(20_000), close.repeat(20_000));
        let deep = "the elements here are nested deeper than any reader follows";
        assert_eq!(refusal(&text), deep, "{open}");
    }
}

#[test]
fn type_that_is_opened_again_in_each_paragraph_ends() {
    let fonts: String = (0..400).fold(String::new(), |mut all, i| {
        let _ = write!(all, "<font size={i}>");
        all
    });
    let text = format!("<p>{fonts}x{}", "<p>x".repeat(20_000));
    let many = "elements that nobody closes make more of this than it holds";
    assert_eq!(refusal(&text), many);
}

#[test]
fn a_tag_of_countless_attributes_ends() {
    let attributes: String = (0..200_000).fold(String::new(), |mut all, i| {
        let _ = write!(all, " a{i}");
        all
    });
    let long = "this tag has more attributes than any element knows";
    assert_eq!(refusal(&format!("<p{attributes}>words</p>")), long);
}

#[test]
fn spans_without_measure_are_cut_down() {
    let cell = "<td colspan=999999999 rowspan=999999999>1,234</td>".repeat(40);
    let text = format!("<table>{}</table>", format!("<tr><td>Sales</td>{cell}</tr>").repeat(200));
    assert!(!read(&text).blocks.is_empty());
}

#[test]
fn tables_in_tables_are_read_to_the_depth_that_is_allowed() {
    let text = format!("{}deep{}", "<table><tr><td>".repeat(120), "</table>".repeat(120));
    assert_eq!(super::outline(&read(&text).blocks), ["deep"]);
}

#[test]
fn whatever_is_cut_off_is_read() {
    let text = "<html><head><style>p{</style></head><body><!-- x --><p>One &amp; <b>two</b> caf\u{e9}<table><caption>T</caption><tr>\
                <th>2008<td>1,234)<td>%<tr><td rowspan=0>a<td>&#151;</table><ul><li>x<pre>  y\n z</pre><ix:nonFraction name='a' \
                contextRef='c'>5</ix:nonFraction><p style='display:none'>gone";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        read(&text[..end]);
        read(&text[end..]);
    }
    read("\u{0}\u{1}<\u{0}p>\u{7f}&#0;&#1114112;&#xd800;</");
}
