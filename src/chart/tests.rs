//! Tests: the drawings are read back and compared with the figures they were made from.

use roxmltree::{Document, Node};
use rust_decimal::Decimal;

use super::fixtures::{all, cash, chart, net_loss, quarters, series, zoo};
use super::text::{escape, printed, width, wrap};
use super::{Axis, Drawn, STYLE, draw};

mod notes;

fn forms(drawn: &Drawn) -> [&str; 3] {
    [&drawn.wide, &drawn.narrow, &drawn.standalone]
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// The value of a mark, from nothing but the drawing; and half a tenth of a unit, in values.
fn read(root: Node<'_, '_>, mark: Node<'_, '_>) -> (f64, f64) {
    let (start, extent) =
        if root.attribute("data-axis") == Some("x") { ("x", "width") } else { ("y", "height") };
    let (zero, from) = (number(root, "data-zero"), number(mark, start));
    let size = number(mark, extent);
    let each = number(root, "data-range") / number(root, "data-length");
    let positive = if start == "x" { from >= zero } else { from < zero };
    let near = if positive == (start == "x") { from } else { from + size };
    assert!((near - zero).abs() < 1e-9 || size.abs() < 1e-9, "a bar does not start at zero");
    (if positive { size * each } else { -size * each }, each * 0.0501)
}

#[test]
fn geometry_reads_back() {
    for chart in zoo() {
        let drawn = draw(&chart);
        let marks = chart.series.iter().flat_map(|series| series.marks.iter().flatten());
        let marks: Vec<_> = marks.collect();
        for form in forms(&drawn) {
            let tree = Document::parse(form).unwrap();
            let root = tree.root_element();
            let rects = tree.descendants().filter(|node| node.has_attribute("data-fact"));
            let rects: Vec<_> = rects.collect();
            assert_eq!(rects.len(), marks.len());
            for mark in &marks {
                let fact = mark.fact.as_str();
                let rect = rects.iter().find(|node| node.attribute("data-fact") == Some(fact));
                let rect = *rect.unwrap();
                let (value, slack) = read(root, rect);
                let truth: f64 = mark.value.unwrap_or_default().to_string().parse().unwrap();
                assert!((value - truth).abs() <= slack, "{fact}: {value} for {truth}\n{form}");
                assert_eq!(rect.attribute("data-nil").is_some(), mark.value.is_none());
                let class = rect.attribute("class").unwrap();
                assert_eq!(class.len() == 2, mark.derived, "{class}");
            }
        }
    }
}

#[test]
fn text_never_overlaps_and_stays_inside() {
    for chart in zoo() {
        let drawn = draw(&chart);
        for form in forms(&drawn) {
            let tree = Document::parse(form).unwrap();
            let view = tree.root_element().attribute("viewBox").unwrap();
            let view: Vec<f64> = view.split(' ').map(|part| part.parse().unwrap()).collect();
            let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
            let shown = texts.filter(|node| !node.ancestors().any(is_tip));
            let boxes: Vec<_> = shown.map(text_box).collect();
            for (at, (words, one)) in boxes.iter().enumerate() {
                assert!(one[0] >= view[0] - 0.1, "{words} sticks out on the left\n{form}");
                assert!(one[2] <= view[0] + view[2] + 0.1, "{words} sticks out\n{form}");
                assert!(one[1] >= view[1] - 0.1, "{words} sticks out at the top\n{form}");
                assert!(one[3] <= view[1] + view[3] + 0.1, "{words} sticks out below\n{form}");
                for (other, two) in boxes.iter().skip(at + 1) {
                    let clear = one[2] <= two[0]
                        || two[2] <= one[0]
                        || one[3] <= two[1]
                        || two[3] <= one[1];
                    assert!(clear, "{words} {one:?} touches {other} {two:?}\n{form}");
                }
            }
        }
    }
}

/// The estimated box of a text: 0.58 em a character, 10 units above and 3 below the baseline.
fn text_box<'a>(node: Node<'a, '_>) -> (&'a str, [f64; 4]) {
    let words = node.text().unwrap_or("");
    let class = node.attribute("class").unwrap_or("");
    let size = if class.contains('t') { 21.0 } else { 13.0 };
    let wide = f64::from(u32::try_from(words.chars().count()).unwrap()) * 0.58 * size;
    let (x, y) = (number(node, "x"), number(node, "y"));
    let left = match class {
        class if class.split(' ').any(|part| part == "e") => x - wide,
        class if class.split(' ').any(|part| part == "o") => x - wide / 2.0,
        _ => x,
    };
    (words, [left, y - 10.0, left + wide, y + 3.0])
}

fn is_tip(node: Node<'_, '_>) -> bool {
    node.attribute("class") == Some("m")
}

/// Every mark can be pointed at, and its words say the figure in full within the drawing.
#[test]
fn every_mark_tells_its_figure_in_full() {
    for chart in zoo() {
        let drawn = draw(&chart);
        let marks = chart.series.iter().flat_map(|series| series.marks.iter().flatten());
        let mut wanted: Vec<_> = marks.map(|mark| mark.exact.clone()).collect();
        wanted.sort();
        for form in forms(&drawn) {
            let tree = Document::parse(form).unwrap();
            let view = tree.root_element().attribute("viewBox").unwrap();
            let view: Vec<f64> = view.split(' ').map(|part| part.parse().unwrap()).collect();
            let mut said = Vec::new();
            for tip in tree.descendants().filter(|node| is_tip(*node)) {
                let texts = tip.descendants().filter(|node| node.has_tag_name("text"));
                let texts: Vec<_> = texts.map(text_box).collect();
                assert_eq!(texts.len(), 2, "{form}");
                said.push(texts[1].0.to_owned());
                let frame = tip.children().find(|node| node.has_tag_name("g")).unwrap();
                let frame = frame.first_element_child().unwrap();
                let (left, top) = (number(frame, "x"), number(frame, "y"));
                let right = left + number(frame, "width");
                let bottom = top + number(frame, "height");
                assert!(left >= view[0] && right <= view[0] + view[2] + 0.1, "{form}");
                assert!(top >= view[1] && bottom <= view[1] + view[3] + 0.1, "{form}");
                for (words, area) in texts {
                    assert!(area[0] >= left && area[2] <= right, "{words} {area:?}\n{form}");
                    assert!(area[1] >= top && area[3] <= bottom, "{words} {area:?}\n{form}");
                }
            }
            said.sort();
            assert_eq!(said, wanted, "{form}");
        }
    }
}

#[test]
fn columns_do_not_overlap() {
    for chart in
        zoo().iter().filter(|chart| !matches!(chart.axis, Axis::Dates(ref d) if d.len() == 4))
    {
        for form in forms(&draw(chart)) {
            let tree = Document::parse(form).unwrap();
            let root = tree.root_element();
            let (start, size) = if root.attribute("data-axis") == Some("x") {
                ("y", "height")
            } else {
                ("x", "width")
            };
            let marks = tree.descendants().filter(|node| node.has_attribute("data-fact"));
            let mut spans: Vec<_> =
                marks.map(|node| (number(node, start), number(node, size))).collect();
            spans.sort_by(|one, two| one.0.total_cmp(&two.0));
            for pair in spans.windows(2) {
                assert!(pair[0].0 + pair[0].1 <= pair[1].0 + 1e-9, "{pair:?}\n{form}");
            }
        }
    }
}

#[test]
fn tiny_values_keep_their_proportions() {
    let mut chart = chart(quarters(2), vec![series("Tiny", &all(&[1, 2]))]);
    for (at, mark) in chart.series[0].marks.iter_mut().enumerate() {
        let count = i64::try_from(at + 1).unwrap();
        mark.as_mut().unwrap().value = Some(Decimal::new(count, 28));
    }
    let drawn = draw(&chart);
    let tree = Document::parse(&drawn.wide).unwrap();
    let marks = tree.descendants().filter(|node| node.has_attribute("data-fact"));
    let values: Vec<f64> = marks.map(|mark| read(tree.root_element(), mark).0 * 1e28).collect();
    assert!((values[0] - 1.0).abs() < 0.001 && (values[1] - 2.0).abs() < 0.001, "{values:?}");
}

#[test]
fn drawings_carry_no_colour_and_no_size() {
    for chart in [cash(), net_loss()] {
        let drawn = draw(&chart);
        assert_eq!(drawn, draw(&chart));
        for form in [&drawn.wide, &drawn.narrow] {
            let tree = Document::parse(form).unwrap();
            assert!(!form.contains('#') && !form.contains("rgb") && !form.contains("style"));
            assert!(!tree.root_element().has_attribute("width"));
            assert!(form.matches("<path class=\"g\"").count() <= 1);
        }
        assert!(drawn.standalone.contains(STYLE));
        assert!(drawn.standalone.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        let sizes = [drawn.wide.len(), drawn.narrow.len()];
        assert!(sizes[0] < 8_000 && sizes[1] < 7_000, "{sizes:?}");
    }
}

#[test]
fn names_and_description_are_complete() {
    let drawn = draw(&cash());
    for (form, letter) in forms(&drawn).iter().zip(["w", "c", "s"]) {
        let tree = Document::parse(form).unwrap();
        let root = tree.root_element();
        let wanted = format!("test-{letter}-t test-{letter}-d");
        assert_eq!(root.attribute("aria-labelledby"), Some(wanted.as_str()));
        for id in wanted.split(' ') {
            assert!(tree.descendants().any(|node| node.attribute("id") == Some(id)));
        }
        let desc = tree.descendants().find(|node| node.has_tag_name("desc")).unwrap();
        assert_eq!(
            desc.text().unwrap(),
            "Cash, in millions of US dollars: day 13148 0.4 (derived); day 13329 7.3; day 13513 \
             14.1; day 13694 1.9 (derived); day 13878 4.9; day 14060 1.3. Marketable securities, \
             in millions of US dollars: day 13148 nil (derived); day 13329 1.0. Marketable \
             securities not reported: day 13513 to day 14060."
        );
    }
    let drawn = draw(&net_loss());
    assert!(drawn.wide.contains("minus 47.6"));
    let gap = "Not reported: quarter 3 of 2005 and quarter 4 of 2005; quarter 3 of 2006 and";
    assert!(drawn.wide.contains(gap));
    assert!(drawn.wide.contains("Note on quarter 1 of 2006: About $33.7 million"));
}

#[test]
fn what_is_missing_is_said() {
    let drawn = draw(&net_loss());
    assert_eq!(drawn.wide.matches(">not reported<").count(), 3);
    assert_eq!(drawn.narrow.matches(">Q3, Q4 2005<").count(), 1);
    assert!(draw(&cash()).wide.contains(">Marketable securities not reported<"));
    let empty = draw(&chart(quarters(6), vec![series("Nothing", &[None; 6])]));
    assert!(empty.wide.contains("no figures reported"));
    assert!(empty.narrow.contains("no figures reported"));
    let nil = draw(&chart(quarters(2), vec![series("Nil", &[Some(None); 2])]));
    assert_eq!(nil.wide.matches(">–<").count(), 2);
}

#[test]
fn ticks_share_their_decimals() {
    let drawn = draw(&chart(quarters(2), vec![series("A", &all(&[1_586_000, 900_000]))]));
    for label in ["0", "0.5", "1.0", "1.5"] {
        assert!(drawn.wide.contains(&format!(">{label}</text>")), "{label} is not on the axis");
    }
    assert!(draw(&net_loss()).wide.contains(">(20)</text>"));
}

#[test]
fn every_value_is_printed_where_there_is_room() {
    let drawn = draw(&net_loss());
    for form in forms(&drawn) {
        for label in ["(1.6)", "(3.1)", "(47.6)", "(7.3)", "(7.7)", "(7.0)", "(6.1)"] {
            assert!(form.contains(&format!(">{label}</text>")), "{label} is not printed");
        }
        assert!(form.contains("class=\"h o\"") || form.contains("class=\"h e\""));
        assert!(form.contains("R&amp;D"));
    }
}

#[test]
fn hostile_words_are_escaped() {
    let mut chart = net_loss();
    chart.title = "</title><script>\u{0}\u{b}\"'&\u{ffff}".to_owned();
    chart.name = "a\"b".to_owned();
    for series in &mut chart.series {
        series.name = "<b>\u{1b}".to_owned();
    }
    for form in forms(&draw(&chart)) {
        assert!(Document::parse(form).is_ok());
        assert!(!form.contains("<script"));
    }
    assert_eq!(escape("a\u{7}<b>\n&\"\u{fffe}"), "a&lt;b&gt; &amp;&quot;");
}

#[test]
fn numbers_are_printed_exactly() {
    let value = |text: &str| text.parse::<Decimal>().unwrap();
    let million = Decimal::from(1_000_000);
    assert_eq!(printed(value("-7765000"), million, 1), "(7.8)");
    assert_eq!(printed(value("7250000"), million, 1), "7.3");
    assert_eq!(printed(value("-1"), million, 1), "(0.0)");
    assert_eq!(printed(value("-0"), million, 1), "0.0");
    assert_eq!(printed(value("1234567890123"), Decimal::ONE, 0), "1,234,567,890,123");
    assert_eq!(printed(value("5"), Decimal::ZERO, 2), "5.00");
    assert!(wrap("one two three four", 700).iter().all(|line| width(line) <= 700));
}
