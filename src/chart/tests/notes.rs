//! Notes stand where they belong: their leaders point at what they speak of and cross nothing else.

use roxmltree::{Document, Node};

use super::super::fixtures::{all, chart, quarters, series, zoo};
use super::super::{About, Note, draw};
use super::{forms, is_tip, number, text_box};

/// The points of every solid thin line that is no part of the grid.
fn leaders(tree: &Document<'_>) -> Vec<Vec<[f64; 2]>> {
    let lines = tree.descendants().filter(|node| node.attribute("class") == Some("y"));
    let points = |line: Node<'_, '_>| {
        let numbers: Vec<f64> = line
            .attribute("d")
            .unwrap()
            .split(|letter: char| !(letter.is_ascii_digit() || ".-".contains(letter)))
            .filter_map(|part| part.parse().ok())
            .collect();
        numbers.chunks(2).map(|pair| [pair[0], pair[1]]).collect()
    };
    lines.map(points).collect()
}

/// A note in which room is found points past everything that is not meant.
#[test]
fn leaders_cross_no_words_and_no_mark() {
    let mut beside = 0;
    for chart in zoo() {
        let drawn = draw(&chart);
        for form in [&drawn.wide, &drawn.standalone] {
            let tree = Document::parse(form).unwrap();
            let marks = tree.descendants().filter(|node| node.has_attribute("data-fact"));
            let rect = |node: Node<'_, '_>| {
                let (left, top) = (number(node, "x"), number(node, "y"));
                [left, top, left + number(node, "width"), top + number(node, "height")]
            };
            let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
            let shown = texts.filter(|node| !node.ancestors().any(is_tip));
            let shown: Vec<_> = shown.collect();
            beside += usize::from(
                shown.iter().any(|text| text.text() == Some("Not shown: a charge beyond all")),
            );
            let areas: Vec<_> =
                marks.map(rect).chain(shown.iter().map(|text| text_box(*text).1)).collect();
            for line in leaders(&tree) {
                for ends in line.windows(2) {
                    let [one, two] = [ends[0], ends[1]];
                    let span = [
                        one[0].min(two[0]),
                        one[1].min(two[1]),
                        one[0].max(two[0]),
                        one[1].max(two[1]),
                    ];
                    for area in &areas {
                        let clear = span[2] <= area[0]
                            || area[2] <= span[0]
                            || span[3] <= area[1]
                            || area[3] <= span[1];
                        assert!(clear, "{span:?} crosses {area:?}\n{form}");
                    }
                }
            }
        }
    }
    assert!(beside > 10, "{beside} notes stand beside their position");
}

/// What is not drawn is tied to its position as a whole: a bracket spans all its columns, above their values.
#[test]
fn what_is_not_shown_belongs_to_no_single_mark() {
    let lines =
        vec![series("A", &all(&[900, 5_700, 3_600])), series("B", &all(&[400, 3_700, 4_200]))];
    let mut chart = chart(quarters(3), lines);
    let note =
        |position, text: &str| Note { position, about: About::Undrawn, text: text.to_owned() };
    chart.notes = vec![
        note(1, "a great charge, $33.7 million"),
        note(2, "a reduction of it by $266 thousand."),
    ];
    let drawn = draw(&chart);
    for form in [&drawn.wide, &drawn.standalone] {
        let tree = Document::parse(form).unwrap();
        let of = |fact: &str| {
            let mark = tree.descendants().find(|node| node.attribute("data-fact") == Some(fact));
            let mark = mark.unwrap();
            (number(mark, "x"), number(mark, "x") + number(mark, "width"), number(mark, "y"))
        };
        let brackets: Vec<_> = leaders(&tree).into_iter().filter(|line| line.len() == 4).collect();
        for (position, bracket) in (1..).zip(&brackets) {
            let (a, b) = (of(&format!("A@{position}")), of(&format!("B@{position}")));
            let ends = (bracket[0][0] - a.0).abs() + (bracket[3][0] - b.1).abs();
            assert!(ends < 1e-9, "{bracket:?}\n{form}");
            assert!(bracket[0][1] < a.2.min(b.2) - 13.0, "it stands above the values\n{form}");
        }
        assert_eq!(brackets.len(), 2, "{form}");
    }
    assert!(drawn.narrow.contains(">Not shown: a great charge, $33.7<"), "{}", drawn.narrow);
    for form in forms(&drawn) {
        let said = "Not shown, quarter 2 of 2005: a great charge, $33.7 million. Not shown, quarter 3 of 2005: a \
                    reduction of it by $266 thousand.</desc>";
        assert!(form.contains(said), "{form}");
    }
}

/// Where columns hang, or stand too close, what is not shown is said at the foot with the name of its position.
#[test]
fn what_is_not_shown_is_never_left_out() {
    let mut hanging = chart(quarters(3), vec![series("A", &all(&[-900, -5_700, -3_600]))]);
    hanging.notes = vec![Note { position: 1, about: About::Undrawn, text: "a charge".to_owned() }];
    let drawn = draw(&hanging);
    assert!(drawn.wide.contains(">Q2 2005, not shown: a charge<"), "{}", drawn.wide);
    assert!(drawn.narrow.contains(">Not shown: a charge<"), "{}", drawn.narrow);
    for chart in zoo().iter().filter(|chart| chart.notes.len() == 2) {
        for form in forms(&draw(chart)) {
            let tree = Document::parse(form).unwrap();
            let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
            let said: Vec<_> = texts.filter_map(|text| text.text()).collect();
            let said = said.join(" ").to_lowercase();
            assert!(said.contains("not shown: a charge beyond all others"), "{form}");
        }
    }
}

/// A note on one of several series points at the mark of that one.
#[test]
fn a_note_points_at_the_mark_it_speaks_of() {
    let lines = vec![series("A", &all(&[5_700, 900, 800])), series("B", &all(&[3_700, 700, 600]))];
    let mut chart = chart(quarters(3), lines);
    chart.notes = vec![Note { position: 0, about: About::Mark(1), text: "of B".to_owned() }];
    let drawn = draw(&chart);
    let tree = Document::parse(&drawn.wide).unwrap();
    let mark = tree.descendants().find(|node| node.attribute("data-fact") == Some("B@0")).unwrap();
    let (right, top) = (number(mark, "x") + number(mark, "width"), number(mark, "y"));
    let tips: Vec<_> =
        leaders(&tree).into_iter().filter(|line| (line[0][1] - line[1][1]).abs() < 1e-9).collect();
    let [tip] = tips.as_slice() else { panic!("{tips:?}") };
    assert!((tip[0][0] - right - 5.0).abs() < 0.11 && tip[0][1] > top, "{tip:?}");
}
