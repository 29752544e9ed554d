//! What filers do to a reader, each on a text of its own.

use super::super::filing::{Block, Table, Text};
use super::laws::read;

/// A reading in a few lines: one for each block, row and line.
fn told(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &read(text).blocks {
        tell(block, "", &mut lines);
    }
    lines
}

fn tell(block: &Block, pad: &str, lines: &mut Vec<String>) {
    match block {
        Block::Heading { level, text } => lines.push(format!("{pad}h{level} {}", text.words())),
        Block::Paragraph(text) => lines.push(format!("{pad}p {}", text.words())),
        Block::Lines(text) => lines.push(format!("{pad}l {}", join(text))),
        Block::List { ordered, items } => {
            for item in items {
                lines.push(format!("{pad}{}", if *ordered { '#' } else { '*' }));
                for block in item {
                    tell(block, &format!("{pad}  "), lines);
                }
            }
        }
        Block::Grid(rows) => lines.extend(rows.iter().map(|row| format!("{pad}g {}", join(row)))),
        Block::Table(table) => tell_table(table, lines),
    }
}

fn join(texts: &[Text]) -> String {
    texts.iter().map(Text::words).collect::<Vec<_>>().join(" / ")
}

fn tell_table(table: &Table, lines: &mut Vec<String>) {
    lines.push(format!("table {}", table.columns));
    lines.extend(table.title.iter().map(|text| format!("title {}", text.words())));
    lines.extend(table.stub.iter().map(|text| format!("stub {}", text.words())));
    for row in &table.head {
        let cells = row.iter().map(|cell| {
            format!("{}-{} {}", cell.columns.start + 1, cell.columns.end, cell.text.words())
        });
        lines.push(format!("head {}", cells.collect::<Vec<_>>().join(" / ")));
    }
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| {
            cell.as_ref().map_or("_".to_owned(), |cell| {
                cell.printed.clone() + &cell.marks.iter().map(Text::words).collect::<String>()
            })
        });
        let rule = if row.ruled { "=" } else { "" };
        let indent = ">".repeat(row.indent.into());
        let cells = cells.collect::<Vec<_>>().join(" / ");
        lines.push(format!("{rule}{indent}{}: {cells}", row.label.words()));
    }
    lines.extend(table.notes.iter().map(|text| format!("note {}", text.words())));
}

#[test]
fn tags_and_heads_of_three_lines_over_four_columns() {
    let text = "\
<TABLE>
<CAPTION>
                          Three Months Ended       Six Months Ended
                               June 30,                June 30,
                          ------------------      ------------------
                            2009      2008          2009      2008
<S>                       <C>       <C>           <C>       <C>
Ore                       $  128    $   90        $  292    $  251
                          ------    ------        ------    ------
</TABLE>
";
    assert_eq!(
        told(text),
        [
            "table 4",
            "head 1-2 Three Months Ended / 3-4 Six Months Ended",
            "head 1-2 June 30, / 3-4 June 30,",
            "head 1-1 2009 / 2-2 2008 / 3-3 2009 / 4-4 2008",
            "Ore: $ 128 / $ 90 / $ 292 / $ 251",
        ]
    );
}

#[test]
fn a_table_without_caption_or_markers_and_one_with_two_of_them() {
    let text = "\
<TABLE>
ORE REPORT        Quarter Ended   Change
(unaudited)       June 30, 2009   Rate
------------------------------------------
Ore                     1,285       -4%
</TABLE>
<TABLE>
<CAPTION>
                    TIN      LEAD
<S>                <C>       <C>
Sales               12        34
<CAPTION>
                    ZINC
<S>                <C>
Sales               5,600
</TABLE>
";
    assert_eq!(
        told(text),
        [
            "table 2",
            "stub ORE REPORT",
            "stub (unaudited)",
            "head 1-1 Quarter Ended / 2-2 Change",
            "head 1-1 June 30, 2009 / 2-2 Rate",
            "Ore: 1,285 / -4%",
            "table 2",
            "head 1-1 TIN / 2-2 LEAD",
            "Sales: 12 / 34",
            "table 1",
            "head 1-1 ZINC",
            "Sales: 5,600",
        ]
    );
}

#[test]
fn a_head_that_is_repeated_within_a_table_begins_another_without_a_title() {
    let text = "\
<TABLE>
<CAPTION>
                                2009      2008
                              ------    ------
As Reported
<S>                           <C>       <C>
  Net income                  $  188    $  159

                                2009      2008
                              ------    ------
Without Tin
  Net income                  $  182    $  147
</TABLE>
";
    assert_eq!(
        told(text),
        [
            "table 2",
            "head 1-1 2009 / 2-2 2008",
            "As Reported: _ / _",
            ">Net income: $ 188 / $ 159",
            "table 2",
            "head 1-1 2009 / 2-2 2008",
            "Without Tin: _ / _",
            ">Net income: $ 182 / $ 147",
        ]
    );
}

#[test]
fn a_page_break_inside_a_table_and_a_foot_and_a_note_below_it() {
    let text = "\
<TABLE>
<S>             <C>       <C>
Ore              1,285      14

                  4
<PAGE>
Tin                 27      --
                 =====    ====
See accompanying notes.
</TABLE>
";
    assert_eq!(
        told(text),
        ["table 2", "Ore: 1,285 / 14", "Tin: 27 / --", "note See accompanying notes."]
    );
}

#[test]
fn tables_of_tabs() {
    let text = "\
<TABLE>
<CAPTION>
\t\t\tThree Months\t\tSix Months
\t\t\t1997\t1996\t\t1997\t1996
<S>\t\t\t<C>\t<C>\t\t<C>\t<C>
Ore\t\t\t$  12\t$   9\t\t$  24\t$  20
Tin\t\t\t  (3)\t  --\t\t\t   7
</TABLE>
";
    assert_eq!(
        told(text)[1..],
        [
            "head 1-2 Three Months / 3-4 Six Months",
            "head 1-1 1997 / 2-2 1996 / 3-3 1997 / 4-4 1996",
            "Ore: $ 12 / $ 9 / $ 24 / $ 20",
            "Tin: (3) / -- / _ / 7",
        ]
    );
}

#[test]
fn labels_over_several_lines_with_figures_on_any_of_them() {
    let text = "\
<TABLE>
<S>                                   <C>        <C>
Taken in the merger with the
 other company                          (266)        --
Total costs of administration         37,667     77,242
expenses                              ------     ------
Shares outstanding -                  37,199     33,289
                                      ------     ------
basic
Pits held for lease                      687        394
                                           -      2,419
Assets held for sale
Total                                 27,453     56,496
Common stock, no par value;
 10,000,000
 shares authorized; 4,011,204
 and 3,998,112 issued                    372        320
Loss before
   extraordinary items                $   (9)    $
                                                     (7)
Net loss - Basic                          .1         .2
         - Diluted                        .1         .2
                                      ======     ======
</TABLE>
";
    assert_eq!(
        told(text)[1..],
        [
            "Taken in the merger with the other company: (266) / --",
            "Total costs of administration expenses: 37,667 / 77,242",
            "=Shares outstanding - basic: 37,199 / 33,289",
            "Pits held for lease: 687 / 394",
            "Assets held for sale: - / 2,419",
            "Total: 27,453 / 56,496",
            "Common stock, no par value; 10,000,000 shares authorized; 4,011,204 and 3,998,112 issued: 372 / 320",
            "Loss before extraordinary items: $ (9) / (7)",
            "Net loss - Basic: .1 / .2",
            ">- Diluted: .1 / .2",
        ]
    );
}

#[test]
fn sections_subtotals_without_a_label_and_rules() {
    let text = "\
<TABLE>
<S>                          <C>        <C>
                   ASSETS
Current assets:
   Cash...................   $  1,402   $  2,207
   Ore....................        310         14
                             --------   --------
                                1,712      2,221
Goodwill..................         --          5
                             --------   --------
        Total assets......   $  1,712   $  2,226
                             ========   ========
             LIABILITIES AND STOCKHOLDERS' EQUITY
Debt......................        900        800
</TABLE>
";
    assert_eq!(
        told(text)[1..],
        [
            "ASSETS: _ / _",
            "Current assets:: _ / _",
            ">Cash: $ 1,402 / $ 2,207",
            ">Ore: 310 / 14",
            "=: 1,712 / 2,221",
            "Goodwill: -- / 5",
            "=>>Total assets: $ 1,712 / $ 2,226",
            "=LIABILITIES AND STOCKHOLDERS' EQUITY: _ / _",
            "Debt: 900 / 800",
        ]
    );
}

#[test]
fn blank_cells_are_known_by_their_column_and_parentheses_hang() {
    let text = "\
<TABLE>
<S>                <C>        <C>       <C>       <C>
Net                   1,285    9,110     4.2%      n/m
Loss               $ (1,285)  (9,110)   (4.2)%      --
Shares at the end                           747    742
Cash               (    14 )    .30
</TABLE>
";
    assert_eq!(
        told(text)[1..],
        [
            "Net: 1,285 / 9,110 / 4.2% / n/m",
            "Loss: $ (1,285) / (9,110) / (4.2)% / --",
            "Shares at the end: _ / _ / 747 / 742",
            "Cash: ( 14) / .30 / _ / _",
        ]
    );
}

#[test]
fn tables_without_tags_stand_between_prose() {
    let text = "\
The following table sets forth what the mine has sold, by what was sold.

ORE REPORT
 (in 000s)         Dec 31,   Sept 30,
                    2009       2009
 --------------------------------------
 Ore sold in
  the valley       $    75   $    --
 Tin                    --        14
                   -----------------

                   Wales     Spain
 Ore               $     1   $     2
 Tin                    --        14

The mine has sold nothing else since then.
";
    assert_eq!(
        told(text),
        [
            "p The following table sets forth what the mine has sold, by what was sold.",
            "table 2",
            "title ORE REPORT",
            "stub (in 000s)",
            "head 1-1 Dec 31, / 2-2 Sept 30,",
            "head 1-1 2009 / 2-2 2009",
            "Ore sold in the valley: $ 75 / $ --",
            "Tin: -- / 14",
            "table 2",
            "head 1-1 Wales / 2-2 Spain",
            "Ore: $ 1 / $ 2",
            "Tin: -- / 14",
            "p The mine has sold nothing else since then.",
        ]
    );
}

#[test]
fn a_table_of_words_is_a_grid() {
    let text = "\
<TABLE>
<CAPTION>
Name            Position
<S>             <C>
Ann Quarry      President and Chief
                Executive Officer

Bob Digger      Secretary
</TABLE>
";
    assert_eq!(
        told(text),
        [
            "g Name / Position",
            "g Ann Quarry / President and Chief Executive Officer",
            "g Bob Digger / Secretary"
        ]
    );
}

#[test]
fn headings_have_levels_by_how_they_are_set() {
    let text = "\
ORE COMPANY REPORTS

SLATEFORD, PA - October 2, 2009 - Ore Company said today that it has sold ore.

RESULTS OF THE MINE

COSTS OF ORE
Costs of ore rose by 4% in the quarter because of the price of diesel oil and of
the new pit.

Costs of Tin

Costs of tin did not change in the quarter.

Item 2.02 Results of operations
-------------------------------

There is nothing else to be said of them.
";
    let headings: Vec<String> =
        told(text).into_iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(
        headings,
        [
            "h1 ORE COMPANY REPORTS",
            "h2 RESULTS OF THE MINE",
            "h3 COSTS OF ORE",
            "h3 Costs of Tin",
            "h3 Item 2.02 Results of operations"
        ]
    );
}

#[test]
fn lists_wrap_nest_and_go_on_over_a_page() {
    let text = "\
It sells:

  >>    ore, which is
        dug in the

                     2
<PAGE>
        valley;

        it is heavy, and it is sold by the ton to those who come for it;
        -   by road
        -   by rail
  >>    tin.

1.  One.
2.  Two.

-Not a List-
";
    assert_eq!(
        told(text),
        [
            "p It sells:",
            "*",
            "  p ore, which is dug in the valley;",
            "  p it is heavy, and it is sold by the ton to those who come for it;",
            "  *",
            "    p by road",
            "  *",
            "    p by rail",
            "*",
            "  p tin.",
            "#",
            "  p One.",
            "#",
            "  p Two.",
            "l -Not a List-",
        ]
    );
}

#[test]
fn paragraphs_that_are_only_set_in_and_enumerations_stand_alone() {
    let text = "\
     The mine has sold ore in the valley for as long as anybody can remember.
     It has never sold tin, and it does not expect to sell tin in the years to
come, whatever happens to the price of it.

     (a) ore;
     (b) tin, which the mine does not sell to anybody in the valley or outside
         of it; and
     (c) lead.
";
    assert_eq!(
        told(text),
        [
            "p The mine has sold ore in the valley for as long as anybody can remember.",
            "p It has never sold tin, and it does not expect to sell tin in the years to come, \
             whatever happens to the price of it.",
            "p (a) ore;",
            "p (b) tin, which the mine does not sell to anybody in the valley or outside of it; and",
            "p (c) lead.",
        ]
    );
}

#[test]
fn letterheads_and_codes_keep_their_lines() {
    let text = "\
ORE
COMPANY                                            FOR IMMEDIATE RELEASE
1 Pit Road

                                # # #
ORE-G
";
    assert_eq!(told(text), ["l ORE / COMPANY / 1 Pit Road", "l FOR IMMEDIATE RELEASE", "l ORE-G"]);
}
