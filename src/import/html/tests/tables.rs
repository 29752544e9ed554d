//! Tables as filings lay them out.

use super::super::super::filing::{Block, Why};
use super::{lawful, outline, rows};
use rust_decimal::Decimal;

/// The tables of a document, each as lines.
fn tables(text: &str) -> Vec<Vec<String>> {
    let filing = lawful(text);
    let table = |block: &Block| match block {
        Block::Table(table) => Some(rows(table)),
        _ => None,
    };
    filing.blocks.iter().filter_map(table).collect()
}

fn only(text: &str) -> Vec<String> {
    let mut all = tables(text);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

#[test]
fn signs_in_cells_of_their_own_belong_to_their_figures() {
    let table = only(
        "<table>
        <tr><td></td><td>&nbsp;</td><td colspan=3 align=center>2009</td><td></td><td colspan=3>2008</td></tr>
        <tr><td>Fees</td><td></td><td>$</td><td align=right>1,200</td><td></td><td></td><td>$</td><td>980</td><td></td></tr>
        <tr><td>Refunds</td><td></td><td></td><td>(75</td><td>)</td><td></td><td></td><td>(60</td><td>)</td></tr>
        <tr><td>Grants</td><td></td><td colspan=2>&#151;</td><td></td><td></td><td>$</td><td>&#8212;</td><td></td></tr>
        <tr><td>Net of fees</td><td></td><td></td><td>93.8</td><td>%</td><td></td><td></td><td>(6.1</td><td>)%</td></tr>
        </table>",
    );
    assert_eq!(
        table,
        [
            "head: 2009 0-1 | 2008 1-2",
            "Fees | $ 1,200 | $ 980",
            "Refunds | (75) | (60)",
            "Grants | \u{2014} | $ \u{2014}",
            "Net of fees | 93.8% | (6.1)%",
        ]
    );
}

#[test]
fn cells_stand_in_their_columns_by_place_and_never_by_order() {
    let table = only(
        "<table><tr><td>In euros</td><td>June 30,<br>2009</td><td></td><td>Change</td><td></td><td>June 30,<br>2008</td></tr>
        <tr><td>Cash</td><td>10</td><td></td><td>25%</td><td></td><td>8</td></tr>
        <tr><td>Shares&nbsp;outstanding</td><td></td><td></td><td></td><td></td><td>747</td></tr>
        <tr><td colspan=6>Liabilities:</td></tr>
        <tr><td>Loans</td><td>3</td><td></td><td>N/A</td><td></td><td>-</td></tr></table>",
    );
    assert_eq!(
        table,
        [
            "stub: In euros",
            "head: June 30, 2009 0-1 | Change 1-2 | June 30, 2008 2-3",
            "Cash | 10 | 25% | 8",
            "Shares outstanding |  |  | 747",
            "Liabilities: |  |  | ",
            "Loans | 3 | N/A | -",
        ]
    );
}

#[test]
fn heads_of_several_rows_span_their_columns() {
    let table = only(
        "<table><thead><tr><th></th><th colspan=5>Three Months Ended</th><th></th><th colspan=5>Nine Months Ended</th></tr>
        <tr><th>(in thousands)</th><th colspan=2>2011</th><th></th><th colspan=2>2010</th><th></th><th colspan=2>2011</th><th></th><th colspan=2>2010</th></tr></thead>
        <tbody><tr><td>Tolls</td><td>$</td><td>5</td><td></td><td>$</td><td>4</td><td></td><td>$</td><td>15</td><td></td><td>$</td><td>12</td></tr>
        <tr><td>Rents</td><td colspan=2>1</td><td></td><td colspan=2>1</td><td></td><td colspan=2>3</td><td></td><td colspan=2>3</td></tr></tbody></table>",
    );
    assert_eq!(
        table,
        [
            "stub: (in thousands)",
            "head: *Three Months Ended* 0-2 | *Nine Months Ended* 2-4",
            "head: *2011* 0-1 | *2010* 1-2 | *2011* 2-3 | *2010* 3-4",
            "Tolls | $ 5 | $ 4 | $ 15 | $ 12",
            "Rents | 1 | 1 | 3 | 3",
        ]
    );
}

#[test]
fn a_cell_that_reaches_down_keeps_its_place() {
    let table = only(
        "<table><tr><td rowspan=2>Region</td><td colspan=2>Tonnes</td></tr><tr><td>2012</td><td>2011</td></tr>
        <tr><td>North</td><td>1,100</td><td>900</td></tr><tr><td>South</td><td>700</td><td>650</td></tr></table>",
    );
    assert_eq!(
        table,
        [
            "stub: Region",
            "head: Tonnes 0-2",
            "head: 2012 0-1 | 2011 1-2",
            "North | 1,100 | 900",
            "South | 700 | 650"
        ]
    );
}

#[test]
fn footnote_marks_never_grow_onto_a_number() {
    let table = only(
        "<table><tr><td></td><td>2009<sup>(1)</sup></td><td></td><td>2008</td></tr>
        <tr><td>Ore<sup>2</sup></td><td>1,234<sup>3</sup></td><td></td><td>1,111</td></tr>
        <tr><td>Coal</td><td>55</td><td><sup>4</sup></td><td>66 (a)</td></tr>
        <tr><td>Peat</td><td>7</td><td>*</td><td>8*</td></tr>
        <tr><td>(1)</td><td colspan=3>As restated for the sale of the northern pits.</td></tr></table>",
    );
    assert_eq!(
        table,
        [
            "head: 2009^(1)^ 0-1 | 2008 1-2",
            "Ore^2^ | 1,234^3 | 1,111",
            "Coal | 55^4 | 66^(a)",
            "Peat | 7^* | 8^*",
            "note: (1) As restated for the sale of the northern pits.",
        ]
    );
}

#[test]
fn titles_over_the_width_and_indents_are_kept() {
    let table = only(
        "<table><tr><td colspan=3 align=center>CONSOLIDATED HARVEST</td></tr><tr><td colspan=3 align=center>(unaudited)</td></tr>
        <tr><td></td><td>2009</td><td>2008</td></tr><tr><td>Grain:</td></tr>
        <tr><td style='padding-left:12pt'>Wheat</td><td>4</td><td>5</td></tr>
        <tr><td><p style='margin-left:24pt;text-indent:-12pt'>Rye</td><td>2</td><td>3</td></tr>
        <tr><td>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;Total</td><td style='border-top:1pt solid'>6</td><td>8</td></tr></table>",
    );
    assert_eq!(
        table,
        [
            "title: CONSOLIDATED HARVEST",
            "title: (unaudited)",
            "head: 2009 0-1 | 2008 1-2",
            "Grain: |  | ",
            "> Wheat | 4 | 5",
            "> Rye | 2 | 3",
            "> > Total | 6 | 8",
        ]
    );
}

#[test]
fn rules_stand_above_the_rows_below_them() {
    let filing = lawful(
        "<table><tr><td></td><td>2009</td></tr><tr><td>Oats</td><td>2</td></tr><tr><td>Hay</td><td style='border-bottom:1px solid'>3</td></tr>
        <tr><td></td><td>&nbsp;</td></tr><tr><td>Sum</td><td>5</td></tr><tr><td></td><td>=====</td></tr><tr><td>Straw</td><td>1</td></tr>
        <tr><td></td><td><hr></td></tr><tr><td>Chaff</td><td>0</td></tr></table>",
    );
    let Block::Table(table) = &filing.blocks[0] else { panic!("a table") };
    let ruled: Vec<bool> = table.rows.iter().map(|row| row.ruled).collect();
    assert_eq!(ruled, [false, false, true, true, true]);
}

#[test]
fn a_second_head_begins_a_second_table_and_the_same_head_does_not() {
    let head = |a: &str, b: &str| format!("<tr><td></td><td>{a}</td><td>{b}</td></tr>");
    let body =
        |label: &str| format!("<tr><td>{label}</td><td>1,000</td><td>2,000</td></tr>").repeat(2);
    let first = head("June 30, 2009", "June 30, 2008");
    let two = format!(
        "<table>{first}{}<tr><td colspan=3>BALANCE SHEETS</td></tr>{}{}</table>",
        body("Dues"),
        head("June 30, 2009", "December 31, 2008"),
        body("Assets")
    );
    let found = tables(&two);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[1][..2],
        ["title: BALANCE SHEETS", "head: June 30, 2009 0-1 | December 31, 2008 1-2"]
    );
    let again = lawful(&format!("<table>{first}{}{first}{}</table>", body("Dues"), body("Fees")));
    let Block::Table(table) = &again.blocks[0] else { panic!("a table") };
    assert_eq!((again.blocks.len(), table.rows.len()), (1, 4));
    assert!(again.dropped.iter().all(|dropped| dropped.why == Why::RunningHead));
}

#[test]
fn a_table_that_a_page_end_cuts_goes_on() {
    let table = only(
        "<table><tr><td></td><td>2009</td><td>2008</td></tr><tr><td>Iron</td><td>1,000</td><td>900</td></tr></table>
        <p align=center>4</p><hr style='page-break-after:always'>
        <table><tr><td>Zinc</td><td>300</td><td>200</td></tr><tr><td>Lead</td><td>30</td><td>20</td></tr></table>",
    );
    assert_eq!(table[1..], ["Iron | 1,000 | 900", "Zinc | 300 | 200", "Lead | 30 | 20"]);
}

#[test]
fn a_head_in_a_table_of_its_own_stands_over_the_next() {
    let table = only(
        "<table><tr><td>(in thousands)</td><td colspan=2>Three Months Ended</td></tr>
        <tr><td></td><td>June 30, 2009</td><td>June 30, 2008</td></tr></table>
        <table><tr><td>Dues</td><td>1,000</td><td>900</td></tr></table>",
    );
    assert_eq!(
        table,
        [
            "stub: (in thousands)",
            "head: Three Months Ended 0-2",
            "head: June 30, 2009 0-1 | June 30, 2008 1-2",
            "Dues | 1,000 | 900",
        ]
    );
}

#[test]
fn labels_that_go_on_in_the_next_row_are_joined() {
    let table = only(
        "<table><tr><td></td><td>2009</td></tr><tr><td>Receivables, less allowances of</td><td></td></tr><tr><td>$64 and $68</td><td>940</td></tr>
        <tr><td>Net income per share</td><td></td></tr><tr><td>basic</td><td>.12</td></tr><tr><td>diluted</td><td>.11</td></tr>
        <tr><td>Weighted shares</td><td></td></tr><tr><td></td><td>5,000</td></tr></table>",
    );
    assert_eq!(
        table[1..],
        [
            "Receivables, less allowances of $64 and $68 | 940",
            "Net income per share | ",
            "basic | .12",
            "diluted | .11",
            "Weighted shares | 5,000",
        ]
    );
}

#[test]
fn figures_stacked_in_one_cell_are_rows() {
    let table = only(
        "<table><tr><td></td><td>2001</td></tr><tr><td>Beans<br>Peas</td><td>1,200<br>(300)</td></tr></table>",
    );
    assert_eq!(table, ["head: 2001 0-1", "Beans | 1,200", "Peas | (300)"]);
}

#[test]
fn what_inline_xbrl_says_is_tied_to_its_cell() {
    let filing = lawful(
        "<?xml version='1.0'?><html><body><div style='display:none'><ix:header><ix:resources><xbrli:context id='c'><xbrli:period>
        <xbrli:instant>2023-03-31</xbrli:instant></xbrli:period></xbrli:context><xbrli:unit id='u'><xbrli:measure>iso4217:USD</xbrli:measure>
        </xbrli:unit></ix:resources></ix:header></div><ix:nonNumeric name='x:Block'><table><tr><td></td><td colspan='2'>2023</td></tr>
        <tr><td>Deficit</td><td>$</td><td>(<ix:nonFraction name='x:Deficit' contextRef='c' unitRef='u' scale='3' sign='-'>1,250</ix:nonFraction>)</td></tr>
        <tr><td>Debt</td><td colspan='2'>7</td></tr></table></ix:nonNumeric></body></html>",
    );
    let Block::Table(table) = &filing.blocks[0] else { panic!("a table") };
    let cell = table.rows[0].cells[0].as_ref().unwrap();
    assert_eq!(cell.printed, "$ (1,250)");
    let tag = cell.tag.as_ref().unwrap();
    assert_eq!((tag.value, tag.unit.as_str()), (Some(Decimal::new(-1_250_000, 0)), "USD"));
    assert_eq!(table.rows[1].cells[0].as_ref().unwrap().tag, None);
}

#[test]
fn tables_of_words_and_tables_for_layout_are_no_tables_of_figures() {
    let filing = lawful(
        "<table><tr><td>Trial</td><td>Stage</td></tr><tr><td>MX-1</td><td>Phase II</td></tr></table>
        <table><tr><td>&#149;</td><td>First <b>point</b></td></tr><tr><td>&#149;</td><td>Second point</td></tr></table>
        <table><tr><td>Media Contact:</td><td>Investors:</td></tr><tr><td>Ann Moor</td><td>Bo Fell</td></tr><tr><td>ann@moor.example</td><td>(555) 010-0199</td></tr></table>
        <table><tr><td>Date: May 5, 2009</td><td>By: /s/ Ann Moor</td></tr></table>
        <table><tr><td><table><tr><td>Only inner words</td></tr></table></td><td>and outer</td></tr></table>",
    );
    assert_eq!(
        outline(&filing.blocks),
        [
            "Trial | Stage",
            "MX-1 | Phase II",
            "- First *point*",
            "- Second point",
            "Media Contact: / Ann Moor / ann@moor.example",
            "Investors: / Bo Fell / (555) 010-0199",
            "Date: May 5, 2009 By: /s/ Ann Moor",
            "Only inner words",
            "and outer",
        ]
    );
}
