//! An invented release by itself: what is made of it, and what is found in it.

use std::collections::BTreeSet;

use ir_site::date::{FiscalYearEnd, Zone};
use ir_site::diag::Severity;
use ir_site::import::{Site, import, plan};
use ir_site::loose::{Audited, audit};
use ir_site::source::SitePath;

const RELEASE: &str = "\
<P><B>Brackwater Foods Reports Second Quarter Results</B></P>
<P>AUSTIN, Texas, August 6, 2019 - Brackwater Foods, Inc. reported today.</P>
<P><B><CENTER>Results</CENTER></B></P>
<P><I>Second Quarter</I></P>
<P>Net income for the second quarter of 2019 was $4,210,000, or $1.47 per diluted share.</P>
<P><I>Outlook</I></P>
<P>Work goes on.</P>
<P><B>CONSOLIDATED STATEMENTS OF INCOME</B></P>
<TABLE>
<TR><TD></TD><TD COLSPAN=2>Three Months Ended June 30,</TD><TD></TD></TR>
<TR><TD></TD><TD>2019</TD><TD>2018</TD><TD>Change</TD></TR>
<TR><TD>Net sales</TD><TD>$ 21,340,000</TD><TD>$ 19,110,000</TD><TD>12%</TD></TR>
<TR><TD>Costs</TD><TD>17,130,000</TD><TD>15,600,000</TD><TD>10%</TD></TR>
<TR><TD>Net income</TD><TD>$ 4,210,000</TD><TD>$ 3,510,000</TD><TD>20%</TD></TR>
<TR><TD>Net income per share - Basic</TD><TD>$ 1.57</TD><TD>$ 1.31</TD><TD>20%</TD></TR>
<TR><TD> - Diluted</TD><TD>$ 1.47</TD><TD>$ 1.23</TD><TD>20%</TD></TR>
</TABLE>
";

fn audited(text: &str) -> Audited {
    let path = SitePath::fixed("release.htm");
    let imported = import(&path, text.as_bytes(), None).expect("it is a filing");
    audit(&imported, text.as_bytes())
}

fn file(audited: &Audited, name: &str) -> String {
    let file = audited.plan.files.iter().find(|file| file.path.as_str().ends_with(name));
    String::from_utf8(file.expect("it was made").bytes.clone()).expect("it is text")
}

/// Warnings and errors, with the words that they point at.
fn found(text: &str) -> Vec<String> {
    let audited = audited(text);
    let findings = audited.report.diagnostics.iter().filter(|d| d.severity != Severity::Info);
    let at = |finding: &ir_site::diag::Diagnostic| {
        let span = finding.span.as_ref().expect("a place");
        format!("{} {}", finding.code.id(), &text[span.start..span.end])
    };
    findings.map(at).collect()
}

#[test]
fn a_line_says_what_it_is_of_and_no_more() {
    assert_eq!(
        file(&audited(RELEASE), "income.csv"),
        "\
label,concept,unit,sum_of,2019-Q2,2018-Q2,shown: Change
Net sales,Revenues,,,\"$ 21,340,000\",\"$ 19,110,000\",12%
Costs,,,,\"17,130,000\",\"15,600,000\",10%
Net income,NetIncomeLoss,,net-sales -costs,\"$ 4,210,000\",\"$ 3,510,000\",20%
Net income per share - Basic,EarningsPerShareBasic,USD/shares,,$ 1.57,$ 1.31,20%
- Diluted,EarningsPerShareDiluted,USD/shares,,$ 1.47,$ 1.23,20%
"
    );
}

#[test]
fn headings_skip_no_level() {
    let text = file(&audited(RELEASE), "index.md");
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["## Results", "### *Second Quarter*", "### *Outlook*"]);
}

#[test]
fn what_a_release_says_of_itself_is_held_to_it() {
    assert_eq!(found(RELEASE), [""; 0]);
    assert_eq!(found(&RELEASE.replace("$1.47 per", "$1.57 per")), ["IR121 $1.57"]);
    assert_eq!(found(&RELEASE.replace("was $4,210,000", "was $4,120,000")), ["IR121 $4,120,000"]);
}

/// What the signs in its cells say, else what the company's other statements are in.
#[test]
fn a_release_in_another_currency_keeps_it() {
    let currency = |text: &str, site: &str| {
        let year_end = FiscalYearEnd::parse("12-31").expect("a year end");
        let imported = import(&SitePath::fixed("release.htm"), text.as_bytes(), Some(&year_end));
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let none = BTreeSet::new();
        let site = Site {
            year_end: &year_end,
            currency: site,
            zone: &zone,
            ids: &none,
            folders: &none,
            again: None,
            undated: None,
        };
        let plan = plan(&imported.expect("it is a filing"), text.as_bytes(), &site);
        let index = plan.files.iter().find(|file| file.path.file_name() == "index.md");
        let index = String::from_utf8(index.expect("a record").bytes.clone()).expect("UTF-8");
        let (_, behind) = index.split_once("currency: ").expect("it says its currency");
        behind.get(..3).expect("a code").to_owned()
    };
    assert_eq!(currency(&RELEASE.replace("<TD>$ ", "<TD>\u{20ac} "), "USD"), "EUR");
    assert_eq!(currency(&RELEASE.replace("<TD>$ ", "<TD>"), "CHF"), "CHF");
    assert_eq!(currency(RELEASE, "CHF"), "USD");
    assert_eq!(currency(RELEASE, "CAD"), "CAD");
}

/// The rows of the only statement of a filing: each label with its cells as printed.
fn rows(name: &str, text: &str) -> Vec<String> {
    let imported = import(&SitePath::fixed(name), text.as_bytes(), None).expect("it is a filing");
    let json: serde_json::Value = serde_json::from_str(&imported.json(name)).expect("JSON");
    let statements = json["statements"].as_array().expect("statements");
    assert_eq!(statements.len(), 1, "{json:#}");
    assert_eq!(statements[0]["currency"], "CHF");
    let rows = statements[0]["rows"].as_array().expect("rows");
    rows.iter().map(|row| format!("{} {}", row["label"], row["printed"])).collect()
}

#[test]
fn a_currency_may_be_printed_as_its_code() {
    let wanted =
        [r#""Revenue" ["CHF 410","CHF 385"]"#, r#""Net income (loss)" ["CHF (50)","CHF 40"]"#];
    let text = "\
ALPINE EXAMPLE AG

CONSOLIDATED STATEMENTS OF OPERATIONS
(in thousands)

                                   Three months ended March 31,
                                      2024          2023
                                    --------      --------
Revenue                             CHF 410       CHF 385
Net income (loss)                   CHF (50)      CHF 40
";
    assert_eq!(rows("release.txt", text), wanted);
    let behind = text.replace("CHF 410       CHF 385", "410 CHF       385 CHF");
    let behind = behind.replace("CHF (50)      CHF 40", "(50) CHF       40 CHF");
    assert_eq!(
        rows("release.txt", &behind),
        [r#""Revenue" ["410 CHF","385 CHF"]"#, r#""Net income (loss)" ["(50) CHF","40 CHF"]"#]
    );
    let cells = |one: &str, two: &str| {
        format!(
            "<HTML><BODY><P>CONSOLIDATED STATEMENTS OF OPERATIONS</P><P>(in thousands)</P><TABLE>\
             <TR><TD></TD><TD COLSPAN=2>Three months ended March 31, 2024</TD>\
             <TD COLSPAN=2>Three months ended March 31, 2023</TD></TR>\
             <TR><TD>Revenue</TD>{one}</TR><TR><TD>Net income (loss)</TD>{two}</TR></TABLE></BODY></HTML>"
        )
    };
    let apart = cells(
        "<TD>CHF</TD><TD>410</TD><TD>CHF</TD><TD>385</TD>",
        "<TD>CHF</TD><TD>(50)</TD><TD>CHF</TD><TD>40</TD>",
    );
    assert_eq!(rows("release.htm", &apart), wanted);
    let whole = cells(
        "<TD COLSPAN=2>CHF 410</TD><TD COLSPAN=2>CHF 385</TD>",
        "<TD COLSPAN=2>CHF (50)</TD><TD COLSPAN=2>CHF 40</TD>",
    );
    assert_eq!(rows("release.htm", &whole), wanted);
}
