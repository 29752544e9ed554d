//! Everything around tables.

use super::super::super::Importer;
use super::super::super::filing::{Block, Why};
use super::super::Html;
use super::{lawful, outline, read};

fn lines(text: &str) -> Vec<String> {
    outline(&lawful(text).blocks)
}

#[test]
fn headings_are_told_by_tag_and_by_type() {
    let text = "<p align=center><b>Fell Works Announces a New Kiln</b></p><p><b>About Fell Works</b></p><h3>Outlook</h3>
        <p style='text-align:center'>PRODUCTION</p><p><i>First quarter</i></p><p><b>A bold sentence ends in a stop.</b></p><p>Plain.</p>";
    assert_eq!(
        lines(text),
        [
            "# Fell Works Announces a New Kiln",
            "### About Fell Works",
            "### Outlook",
            "## PRODUCTION",
            "#### _First quarter_",
            "*A bold sentence ends in a stop.*",
            "Plain.",
        ]
    );
}

#[test]
fn words_are_read_as_browsers_show_them() {
    let text = "<p>Fell&#146;s \n  <span style='font-weight:700'>kiln&nbsp;</span>cost &#36;5&#47;t &#150; &#147;less&#148;, it s&#8203;aid &lt;b&gt;.</p>";
    assert_eq!(
        lines(text),
        ["Fell\u{2019}s *kiln* cost $5/t \u{2013} \u{201c}less\u{201d}, it said <b>."]
    );
}

#[test]
fn what_is_not_shown_is_no_content() {
    let filing = read(
        "<html><head><title>t</title><style>.x{display:none}</style></head><script>var a = 'words';</script><p style='DISPLAY: none'>one</p>
        <p class=x>two</p><p><font color='#FFFFFF'>three</font></p><div style='background-color:#003366;color:white'>Head on a band</div>
        <p style='visibility:hidden'>four</p><p>shown</p>",
    );
    assert_eq!(outline(&filing.blocks), ["Head on a band", "shown"]);
    let hidden: Vec<&str> = filing.dropped.iter().map(|dropped| dropped.text.as_str()).collect();
    assert_eq!(hidden, ["one", "two", "three", "four"]);
    assert!(filing.dropped.iter().all(|dropped| dropped.why == Why::Hidden));
}

#[test]
fn white_words_under_a_picture_are_all_that_there_is_to_read() {
    assert_eq!(
        lines(
            "<body bgcolor=white><img src=a.jpg><font color=white size=1>Fell Works buys Moor Mills</font>"
        ),
        ["Fell Works buys Moor Mills"]
    );
}

#[test]
fn page_ends_go_and_the_sentences_they_cut_are_joined() {
    let page = |number: u32| {
        format!(
            "<p align=center>- {number} -</p><hr style='page-break-after:always'><p><b>Fell Works - Results</b></p><p>Page {}</p>",
            number + 1
        )
    };
    let text = format!(
        "<p>The kiln that was built over the last two years of work</p>{}<p>was lit in May.</p>{}<p>It burns.</p>{}<p>Still.</p>",
        page(1),
        page(2),
        page(3)
    );
    let filing = lawful(&text);
    assert_eq!(
        outline(&filing.blocks),
        [
            "The kiln that was built over the last two years of work was lit in May.",
            "It burns.",
            "Still."
        ]
    );
    let count = |why: Why| filing.dropped.iter().filter(|dropped| dropped.why == why).count();
    assert_eq!((count(Why::PageNumber), count(Why::RunningHead)), (6, 3));
}

#[test]
fn lists_are_lists_however_they_are_written() {
    let text = "<ul><li>One<ul><li>Inner</ul><li>Two</ul><ol><li>First<li>Second</ol>
        <p>&#149; Dot</p><p style='margin-left:40pt'>&middot;&nbsp;&nbsp;Deeper</p><p>\u{25aa}Next</p>
        <p><span style='font-family:Wingdings'>\u{a7}<span>&nbsp;&nbsp; </span></span>Word</p>";
    assert_eq!(
        lines(text),
        [
            "- One",
            "  - Inner",
            "- Two",
            "1. First",
            "1. Second",
            "- Dot",
            "  - Deeper",
            "- Next",
            "- Word"
        ]
    );
}

#[test]
fn line_ends_count_and_two_of_them_part_paragraphs() {
    let text = "<p>Fell Works<br>1 Kiln Lane<br>Moorby</p><p>One.<br><br>Two.</p>";
    assert_eq!(lines(text), ["Fell Works / 1 Kiln Lane / Moorby", "One.", "Two."]);
}

#[test]
fn only_safe_links_survive() {
    let filing = lawful(
        "<p><a href='https://fell.example/a'>a</a> <a href='javascript:x()'>b</a> <a href=\"mailto:x@fell.example\">c</a> <a href='/d'>d</a></p>",
    );
    let Block::Paragraph(text) = &filing.blocks[0] else { panic!("a paragraph") };
    let links: Vec<_> =
        text.runs.iter().map(|run| (run.text.trim(), run.link.as_deref())).collect();
    assert_eq!(
        links,
        [
            ("a", Some("https://fell.example/a")),
            ("b", None),
            ("c", Some("mailto:x@fell.example")),
            ("d", None)
        ]
    );
}

#[test]
fn words_comments_and_marks_of_word_processors_leave_only_words() {
    let text = "<!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]--><p class=MsoNormal>Kiln<o:p></o:p> output<![if !supportEmptyParas]>&nbsp;<![endif]> rose</p><font><p>More</font> words</p>###";
    let filing = read(text);
    assert_eq!(outline(&filing.blocks), ["Kiln output rose", "More words"]);
    assert_eq!(filing.dropped.last().map(|dropped| dropped.why), Some(Why::EndMark));
}

#[test]
fn text_in_pre_stands_where_it_says() {
    let text = "<html><body><pre>\nMoor &amp; Fell <b>report</b> a good year for kilns of every size and kind.\n</pre></body>";
    let filing = read(text);
    let mut words = String::new();
    for block in &filing.blocks {
        if let Block::Paragraph(text) | Block::Heading { text, .. } = block {
            words.push_str(&text.words());
        }
    }
    assert!(words.contains("Moor & Fell report a good year"), "{words:?}");
    assert_eq!(super::laws::misplaced(text, &filing), Vec::<String>::new());
}

#[test]
fn html_is_told_from_text_with_the_tags_of_tables() {
    for text in
        ["<HTML><BODY>x", "\n<!DOCTYPE html><p>x", "<DIV align=left>x</DIV>", "<p>a</p> <b>b</b>"]
    {
        assert!(Html.claims(text), "{text}");
    }
    for text in [
        "Sales <TABLE>\n<CAPTION>\n<S> <C>\nA 1\n</TABLE>",
        "a < b and c > d",
        "<PAGE>\n\nText",
        "",
        "Fell <b>Works</b>",
    ] {
        assert!(!Html.claims(text), "{text}");
    }
}
