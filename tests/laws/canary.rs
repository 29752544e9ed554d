//! Whatever an editor writes is text: it is never run, never evaluated, never breaks what it stands in, and is
//! shown as it was written.

use std::collections::BTreeSet;

use crate::html::{Page, plain, words};
use crate::site::{self, Files};

/// Closes an attribute and the title, opens a script, calls the template engine, ends a CDATA section.
const POISON: &str = "\"><script>alert(1)</script> {{ 7193*7193 }} {% include \"base.html\" %} </title> ]]> --> &amp;";

/// What the engine would make of it.
const EVALUATED: &str = "51739249";

/// A site in which `@name@` stands for poison in quotes, and `~name~` for poison in Markdown.
const FILES: [(&str, &str); 14] = [
    (
        "content/company.yaml",
        r#"name: "@company@"
base_url: https://poison.example/x/
time_zone: Europe/Zurich
fiscal_year_end: 12-31
statements: {scale: thousands, unaudited: true}
listings:
  - published: 2020-01-01
    value: [{exchange: "@exchange@", ticker: "@ticker@"}]
headquarters:
  - published: 2020-01-01
    value: {street: "@street@", city: "@city@", region: "@hq-region@", postal_code: "@postcode@", country: "@country@"}
contacts:
  - published: 2020-01-01
    value: [{role: "@contact-role@", name: "@contact@", organization: "@organization@", phone: 555 0100, email: "a&b@poison.example"}]
about:
  - published: 2020-01-01
    value: {headline: "@headline@", summary: "@summary@", text: "@about@"}
cautionary_statement:
  - published: 2020-01-01
    value: "@cautionary@"
liquidity:
  - published: 2020-01-01
    value: {quote: "@liquidity@", by: "@speaker@"}
"#,
    ),
    (
        "content/people.yaml",
        "- name: \"@person@\"\n  history:\n    - {published: 2020-01-01, role: \"@role@\"}\n",
    ),
    (
        "content/sec-filings.csv",
        "form,filed,accession,title,url\n\"@ledger-form@\",2020-01-01,,\"@ledger-title@\",https://sec.example/?a=1&b=2\n",
    ),
    (
        "content/filings/release/index.md",
        r#"---
id: release
title: "@release@"
published: 2020-02-01
kind: results
period: 2019-FY
form: "@form@"
exhibit: "@exhibit@"
text: summary
source_url: https://wire.example/?a=1&b=2
statements:
  income: {title: "@statement@"}
notes:
  - {fact: NetIncomeLoss@2019-FY, text: "@fact-note@"}
  - {chart: cash, text: "@chart-note@"}
---
First ~lede~ paragraph.

## ~heading~

Second ~body~ paragraph with a [link](https://link.example/?a=1&b=2) in it.

- ~item~

> ~quote~

`~code~`

~table~ | x
--- | ---
y | ~cell~
"#,
    ),
    (
        "content/filings/release/income.csv",
        "label,concept,2019-FY,2018-FY,id,\"shown: @shown-head@\"\n\"@section@\"\n\"@label@\",Revenues,5,4,revenue,\"@shown@\"\nNet loss,NetIncomeLoss,(2),(1),loss,\n",
    ),
    (
        "content/filings/release/balance-sheet.csv",
        "label,concept,2019-12-31,id\n\"@cash@\",CashAndCashEquivalentsAtCarryingValue,9,cash\n",
    ),
    (
        "content/filings/release/index.r2.md",
        "---\npublished: 2020-03-01\nkind: correction\ntitle: \"@release-again@\"\nwhy: \"@why@\"\nby: \"@by@\"\n---\nFirst ~lede~ paragraph.\n\n## ~heading~\n\nSecond ~body~ paragraph with a [link](https://link.example/?a=1&b=2) in it.\n\n- ~item~\n\n> ~quote~\n\n`~code~`\n\n~table~ | x\n--- | ---\ny | ~cell~\n",
    ),
    (
        "content/filings/release/income.r2.csv",
        "label,concept,2019-FY,2018-FY,id,\"shown: @shown-head@\"\n\"@section@\"\n\"@label@\",Revenues,5,4,revenue,\"@shown@\"\nNet loss,NetIncomeLoss,(3),(1),loss,\n",
    ),
    (
        "content/filings/release/income.r2.yaml",
        "published: 2020-03-02\nkind: correction\nwhy: \"@why-table@\"\nby: \"@by-table@\"\n",
    ),
    (
        "content/pipeline/pill.yaml",
        r#"name: "@candidate@"
programs:
  - id: first
    indication: "@indication@"
    region: "@region@"
    history:
      - {published: 2020-01-01, phase: Phase 1, note: "@note@", modality: "@modality@", partner: "@partner@", sponsor: "@sponsor@", designation: "@designation@"}
    milestones:
      - published: 2020-01-01
        what: "@milestone@"
        window: 2020
        as_said: "@as-said@"
        outcome: {published: 2020-02-01, status: reached, note: "@outcome@"}
      - {published: 2020-01-01, what: "@open@", window: 2090}
  - indication: "@second@"
    succeeds: first
    history:
      - {published: 2020-02-01, phase: Phase 2, note: "@second-note@"}
    milestones:
      - {published: 2020-02-01, what: "@ahead@", window: 2090}
"#,
    ),
    (
        "content/events/call.yaml",
        r#"title: "@event@"
kind: conference-call
published: 2020-01-01
starts: 2020-02-01 09:00
place: "@place@"
note: "@event-note@"
dial_in: [{number: 555 0100, region: "@dial-region@"}]
access_code: "@code@"
webcast: {url: "https://cast.example/?a=1&b=2"}
replay: {dial_in: [{number: 555 0101, region: "@replay-region@"}], access_code: "@replay-code@", code_label: "@code-label@"}
"#,
    ),
    (
        "content/events/deadline.yaml",
        "title: \"@deadline@\"\nkind: deadline\npublished: 2020-01-01\nstarts: 2090-01-01\n",
    ),
    (
        "content/pages/page.md",
        "---\ntitle: \"@page@\"\npublished: 2020-01-01\ndescription: \"@description@\"\n---\nText ~page-body~ here.\n",
    ),
    (
        "content/pages/page.r2.md",
        "---\npublished: 2020-03-01\nkind: update\nwhy: \"@page-why@\"\nby: \"@page-by@\"\n---\nText ~page-body~ here.\n",
    ),
];

/// Markdown in quotes.
const PROSE: [&str; 4] = ["about", "cautionary", "event-note", "summary"];

/// The poison of a name, which begins with the name itself so that each can be told from the others.
fn poison(name: &str) -> String {
    format!("Zz-{name}-zz {POISON}")
}

/// The site with its poison in place, and every poison as a visitor is to read it.
fn poisoned() -> (Files, BTreeSet<String>) {
    let (mut files, mut lines, mut prose) = (Files::new(), BTreeSet::new(), BTreeSet::new());
    for (path, text) in FILES {
        let text = fill(text, '@', &mut lines, |name| quoted(path, &poison(name)));
        let text = fill(&text, '~', &mut prose, poison);
        files.insert(path.to_owned(), text.into_bytes());
    }
    // Markdown knows character references, but not in code.
    let markdown = |name: &str| name != "code" && (PROSE.contains(&name) || prose.contains(name));
    let read = |name: &String| {
        let poison = poison(name);
        if markdown(name) { poison.replace("&amp;", "&") } else { poison }
    };
    let shown = lines.iter().chain(&prose).map(read).collect();
    (files, shown)
}

/// Poison in the quotes of its file.
fn quoted(path: &str, poison: &str) -> String {
    let escape = if path.ends_with(".csv") { "\"\"" } else { "\\\"" };
    poison.replace('"', escape)
}

/// Fills in what stands between two `mark`s and is a name.
fn fill(
    text: &str,
    mark: char,
    names: &mut BTreeSet<String>,
    with: impl Fn(&str) -> String,
) -> String {
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let parts: Vec<&str> = text.split(mark).collect();
    let mut out = parts[0].to_owned();
    let mut at = 1;
    while at < parts.len() {
        if at + 1 < parts.len() && is_name(parts[at]) {
            names.insert(parts[at].to_owned());
            out.push_str(&with(parts[at]));
            out.push_str(parts[at + 1]);
            at += 2;
        } else {
            out.push(mark);
            out.push_str(parts[at]);
            at += 1;
        }
    }
    out
}

#[test]
fn poison_is_shown_and_never_acts() {
    let (source, poisons) = poisoned();
    assert_eq!(poisons.len(), 73);
    for as_of in ["2020-02-02", "2020-04-01"] {
        let output = site::build(&source, as_of);
        for (path, bytes) in &output {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains(EVALUATED), "{path} evaluates what the editor wrote");
            let kind = path.rsplit('.').next().unwrap_or_default();
            if ["html", "xml", "svg"].contains(&kind) {
                let scripts = usize::from(kind == "html");
                assert_eq!(text.matches("<script").count(), scripts, "{path} as of {as_of}");
                assert!(!text.contains("alert(1)</title"), "{path} as of {as_of}");
            }
            if ["xml", "svg"].contains(&kind)
                && let Err(error) = roxmltree::Document::parse(&text)
            {
                panic!("{path} as of {as_of}: {error}");
            }
        }
        for page in Page::all(&output) {
            assert_eq!(page.select("script, style, iframe").len(), 1, "{}", page.path);
            assert_eq!(page.select("head > script[src]").len(), 1, "{}", page.path);
            assert_eq!(page.select("head > title").len(), 1, "{}", page.path);
            for drawing in page.drawings() {
                roxmltree::Document::parse(drawing)
                    .unwrap_or_else(|e| panic!("{}: {e}", page.path));
            }
            let ids = page.ids();
            let different: BTreeSet<&&str> = ids.iter().collect();
            assert_eq!(different.len(), ids.len(), "{}", page.path);
        }
    }
}

/// All that was written can be read, letter by letter, on some page.
#[test]
fn poison_is_shown_as_it_was_written() {
    let (source, poisons) = poisoned();
    let mut shown = String::new();
    for as_of in ["2020-02-02", "2020-04-01"] {
        for page in Page::all(&site::build(&source, as_of)) {
            shown.push_str(&words(page.select("html")[0]));
            for meta in page.select("meta[content]") {
                shown.push_str(&plain(meta.attr("content").unwrap_or_default()));
            }
        }
    }
    let missing: Vec<&String> =
        poisons.iter().filter(|poison| !shown.contains(&plain(poison))).collect();
    assert!(missing.is_empty(), "not shown as written: {missing:#?}");
}

/// The words of a citation are refused, or are text like all others.
#[test]
fn a_citation_is_text() {
    let (mut source, _) = poisoned();
    let page = source.get_mut("content/pages/page.md").expect("a page");
    let citation = b"\n[3 <script>alert(1)</script> {{ 7193*7193 }}](fact:NetIncomeLoss@2019-FY)\n";
    page.extend_from_slice(citation);
    let files = site::snapshot(&source);
    let at = |zone: &_| Ok::<_, ()>(site::instant("2020-02-02", zone));
    if ir_site::audit(&files, at).expect("read").report.has_errors() {
        return;
    }
    let page = Page::of(&site::build(&source, "2020-02-02"), "page/index.html");
    let data = page.select("data");
    assert_eq!(data.len(), 1);
    assert_eq!(words(data[0]), "3 <script>alert(1)</script> {{ 7193*7193 }}");
    assert_eq!(page.text.matches("<script").count(), 1, "the theme's own");
}

/// Values that reach places where text is not enough are refused when they are read.
#[test]
fn addresses_and_names_of_files_take_no_poison() {
    let (source, _) = poisoned();
    let swaps = [
        ("content/company.yaml", "https://poison.example/x/", "https://poison.example/\"><script>"),
        ("content/company.yaml", "555 0100", "555 0100\"><script>"),
        ("content/company.yaml", "a&b@poison.example", "a@poison.example<script>"),
        ("content/events/call.yaml", "https://cast.example/?a=1&b=2", "javascript:alert(1)"),
        ("content/filings/release/index.md", "https://wire.example/?a=1&b=2", "data:text/html,x"),
        (
            "content/filings/release/index.md",
            "https://link.example/?a=1&b=2",
            "javascript:alert(1)",
        ),
        (
            "content/filings/release/index.md",
            "https://link.example/?a=1&b=2",
            "jAvAsCrIpT:alert(1)",
        ),
    ];
    for (path, from, to) in swaps {
        let mut poisoned = source.clone();
        let text = String::from_utf8(poisoned[path].clone()).expect("UTF-8");
        assert!(text.contains(from), "{path} has {from}");
        poisoned.insert(path.to_owned(), text.replace(from, to).into_bytes());
        let files = site::snapshot(&poisoned);
        let as_of = "2020-02-02";
        let audit =
            ir_site::audit(&files, |zone| Ok::<_, ()>(site::instant(as_of, zone))).expect("read");
        assert!(audit.report.has_errors(), "{path} may say {to}");
    }
}
