use proptest::prelude::*;

use super::*;
use crate::import::filing::Text;
use crate::load;
use crate::model::document::Kind;
use crate::source::{SitePath, Snapshot};

/// A release that is put together line by line, as a reader would.
#[derive(Default)]
struct Page {
    text: String,
    blocks: Vec<Block>,
}

impl Page {
    fn words(&mut self, words: &str) -> Text {
        let start = self.text.len();
        self.text.push_str(words);
        self.text.push('\n');
        Text::plain(words, start..start + words.len())
    }

    fn heading(mut self, words: &str) -> Self {
        let text = self.words(words);
        self.blocks.push(Block::Heading { level: 2, text });
        self
    }

    fn paragraph(mut self, words: &str) -> Self {
        let text = self.words(words);
        self.blocks.push(Block::Paragraph(text));
        self
    }

    fn lines(mut self, lines: &[&str]) -> Self {
        let lines = lines.iter().map(|line| self.words(line)).collect();
        self.blocks.push(Block::Lines(lines));
        self
    }

    fn list(mut self, items: &[&str]) -> Self {
        let items = items.iter().map(|item| vec![Block::Paragraph(self.words(item))]).collect();
        self.blocks.push(Block::List { ordered: false, items });
        self
    }

    fn drafts(&self) -> Vec<Draft> {
        let zone = Zone::parse("America/New_York").unwrap();
        let lines = Lines::of(&self.text);
        let about = About { zone: &zone, filing: Some("q2-2020"), lines: &lines };
        drafts(self.blocks.iter(), &about)
    }

    fn draft(&self, path: &str) -> Option<String> {
        self.drafts().into_iter().find(|draft| draft.path == path).map(|draft| draft.text)
    }
}

const DATELINE: &str = "SPRINGFIELD, N.J.--(BUSINESS WIRE)--August 6, 2020--Acme Therapeutics, Inc. \
                        today reported results for the second quarter ended June 30, 2020. For the \
                        second quarter of 2020 it had a loss.";

/// Reads drafts as content of a site; what is found wrong.
pub(super) fn audited(drafts: &[Draft]) -> Vec<String> {
    let mut files = Snapshot::default();
    let mut add = |path: &str, text: &str| {
        files.insert_text(SitePath::parse(path).unwrap(), text);
    };
    let contacts = drafts.iter().find(|draft| draft.path == "contacts.yaml");
    let company = "name: Acme\nbase_url: https://example.com/\ntime_zone: America/New_York\nfiscal_year_end: 12-31\n";
    add("content/company.yaml", &format!("{company}{}", contacts.map_or("", |draft| &draft.text)));
    add(
        "content/filings/release/index.md",
        "---\nid: q2-2020\ntitle: Release\npublished: 2020-08-06\n---\nText.\n",
    );
    for draft in drafts.iter().filter(|draft| draft.path != "contacts.yaml") {
        let path = draft.path.replace("event.yaml", "events/event.yaml");
        add(&format!("content/{path}"), &draft.text);
    }
    let (site, found) = load::load(&files);
    assert!(site.is_some());
    found.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn a_call_becomes_an_event_that_loads() {
    let page = Page::default()
        .paragraph(DATELINE)
        .heading("Conference call")
        .paragraph("Acme will host a conference call on August 7, 2020, at 3:00 p.m. Central European Time.")
        .paragraph("To listen, please dial:")
        .lines(&["877-555-0100 (United States)", "+46 8 555 010 00 (Sweden)", "The access code for the call is:  0012345"])
        .paragraph("A webcast can be accessed at www.example.com/calls. The webcast will be archived for 30 days.")
        .paragraph("A replay will be available from approximately 1:00 p.m. EDT on August 7, 2020 through August 14, 2020 by dialing:")
        .lines(&["800-555-0199 (United States)", "Please reference conference number 77001"])
        .heading("About Acme")
        .paragraph("Call 201-555-0123 in the year 2021 at 9:00 a.m. ET.");
    let wanted = "\
# draft: from lines 3 to 11, look at it
title: Conference call on second-quarter 2020 results
kind: conference-call
filing: q2-2020
starts: 2020-08-07 09:00
dial_in:
  - {number: 877-555-0100, region: United States}
  - {number: \"+46 8 555 010 00\", region: Sweden}
access_code: \"0012345\"
webcast:
  url: https://www.example.com/calls
  until: 2020-09-06
replay:
  starts: 2020-08-07 13:00
  approximate: true
  until: 2020-08-14
  dial_in:
    - {number: 800-555-0199, region: United States}
  access_code: \"77001\"
  code_label: conference number
";
    assert_eq!(page.draft("event.yaml").as_deref(), Some(wanted));
    assert_eq!(audited(&page.drafts()), [""; 0]);
}

#[test]
fn a_call_in_one_paragraph_is_read_as_well() {
    let page = Page::default().paragraph(DATELINE).paragraph(
        "Acme will hold a conference call today at 8:30 a.m. Eastern Time. Please dial USA (877) 555-0100, \
         International (201) 555-0101, conference ID 445566. A replay can be heard until August 13th at \
         (800) 555-0102, using access code 998877.",
    );
    let text = page.draft("event.yaml").unwrap();
    for line in [
        "starts: 2020-08-06 08:30\n",
        "  - {number: (877) 555-0100, region: USA}\n  - {number: (201) 555-0101, region: International}\n",
        "access_code: \"445566\"  # called: conference id\n",
        "  until: 2020-08-13\n",
        "    - {number: (800) 555-0102}\n  access_code: \"998877\"\n",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[test]
fn without_a_day_and_a_time_there_is_no_event() {
    let page = Page::default()
        .paragraph(DATELINE)
        .heading("Conference call")
        .paragraph("Acme held a conference call last year. Dial 877-555-0100.");
    assert_eq!(page.draft("event.yaml"), None);
}

#[test]
fn a_letterhead_becomes_contacts() {
    let page = Page::default()
        .heading("CONTACTS")
        .lines(&[
            "ACME THERAPEUTICS, INC.:",
            "1 Main Street",
            "Springfield, NJ 07081",
            "Jane Q. Doe",
            "(201) 555-0100",
            "jdoe@example.com",
        ])
        .lines(&[
            "INVESTORS:",
            "SMITH & PARTNERS",
            "John Smith",
            "(212) 555-0101",
            "john@example.org",
        ])
        .lines(&["or"])
        .lines(&["Ann de Vries, Vice President", "Phone: (310) 555-0102", "Fax: (310) 555-0103"])
        .paragraph(DATELINE);
    let wanted = "\
contacts:
  - filing: q2-2020
    value:
      # draft: from lines 2 to 7, look at it
      - role: Company
        name: Jane Q. Doe
        organization: \"ACME THERAPEUTICS, INC.\"
        phone: (201) 555-0100
        email: jdoe@example.com
      # draft: from lines 9 to 12, look at it
      - role: Investors
        name: John Smith
        organization: SMITH & PARTNERS
        phone: (212) 555-0101
        email: john@example.org
      # draft: from lines 14 to 15, look at it
      - role: Investors
        name: Ann de Vries
        organization: SMITH & PARTNERS
        phone: (310) 555-0102
";
    assert_eq!(page.draft("contacts.yaml").as_deref(), Some(wanted));
    assert_eq!(audited(&page.drafts()), [""; 0]);
}

#[test]
fn a_line_of_contacts_is_taken_apart_and_sentences_are_none() {
    let page = Page::default()
        .paragraph(DATELINE)
        .paragraph("Call our office in Springfield at 201-555-0100 for samples.")
        .paragraph("Contact: Jane Doe, Chief Financial Officer, 201-555-0100, jane@example.com");
    let text = page.draft("contacts.yaml").unwrap();
    assert!(
        text.ends_with(
            "- name: Jane Doe\n        phone: \"201-555-0100\"\n        email: jane@example.com\n"
        ),
        "{text}"
    );
    assert_eq!(text.matches("name:").count(), 1);
}

#[test]
fn candidates_stand_where_their_sentences_say() {
    let page = Page::default().paragraph(DATELINE).list(&[
        "Acmezol(R) - a cream for the treatment of dry skin. Acme is preparing a New Drug Application, which is expected to be filed in the second half of 2020.",
        "AC-12 - is currently being studied in two trials: a Phase III trial in long winter boredom (LWB) and a Phase II trial in sudden summer sloth (SSS). Results in SSS are expected in the first quarter of 2021.",
        "Cash - Acme had enough of it.",
    ]);
    let paths: Vec<String> = page.drafts().into_iter().map(|draft| draft.path).collect();
    assert_eq!(paths, ["pipeline/acmezol.yaml", "pipeline/ac-12.yaml"]);
    let wanted = "\
# draft: from line 2, look at it
name: Acmezol
programs:
  - indication: dry skin
    history:
      # draft: from line 2, look at it
      - filing: q2-2020
        phase: Registration
        state: planned
        note: \"Acme is preparing a New Drug Application, which is expected to be filed in the second half of 2020.\"
    milestones:
      # draft: from line 2, look at it
      - filing: q2-2020
        what: \"Acme is preparing a New Drug Application, which is expected to be filed in the second half of 2020\"
        window: 2020-H2
        as_said: in the second half of 2020
";
    assert_eq!(page.draft("pipeline/acmezol.yaml").as_deref(), Some(wanted));
    let text = page.draft("pipeline/ac-12.yaml").unwrap();
    let found: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| {
            ["- indication", "phase", "state", "window"].iter().any(|key| line.starts_with(key))
        })
        .collect();
    let wanted = [
        "- indication: long winter boredom (LWB)",
        "phase: Phase 3",
        "state: under way",
        "- indication: sudden summer sloth (SSS)",
        "phase: Phase 2",
        "state: under way",
        "window: 2021-Q1",
    ];
    assert_eq!(found, wanted);
    assert_eq!(audited(&page.drafts()), [""; 0]);
}

#[test]
fn datelines_are_read_in_their_many_forms() {
    for (words, date, place, at) in [
        (
            "SPRINGFIELD, NJ - (AUGUST 6, 2020) - Acme today",
            "2020-08-06",
            "SPRINGFIELD, NJ",
            "SPRINGFIELD, NJ - (AUGUST 6, 2020) -",
        ),
        (
            "SPRINGFIELD, N.J.--(BUSINESS WIRE)--August 6, 2020--Acme",
            "2020-08-06",
            "SPRINGFIELD, N.J.",
            "SPRINGFIELD, N.J.--(BUSINESS WIRE)--August 6, 2020--",
        ),
        (
            "London, 3 March 2021 /PRNewswire/ -- Acme plc",
            "2021-03-03",
            "London",
            "London, 3 March 2021 /PRNewswire/ --",
        ),
        (
            "New York, Nov. 1, 2010 (GLOBE NEWSWIRE) -- Acme",
            "2010-11-01",
            "New York",
            "New York, Nov. 1, 2010 (GLOBE NEWSWIRE) --",
        ),
        (
            "PARIS and BASEL \u{2013} May 4, 2019 \u{2013} Acme",
            "2019-05-04",
            "PARIS and BASEL",
            "PARIS and BASEL \u{2013} May 4, 2019 \u{2013}",
        ),
    ] {
        let page = Page::default().paragraph("EXHIBIT").paragraph(words);
        let line = dateline(page.blocks.iter()).unwrap();
        assert_eq!(
            (line.date.to_string().as_str(), line.place.as_deref()),
            (date, Some(place)),
            "{words}"
        );
        assert_eq!(&page.text[line.at], at);
    }
    for words in [
        "On August 6, 2020, Acme issued a release.",
        "The agreement of August 6, 2020 - as amended - ends.",
        "Springfield has 12 inhabitants.",
    ] {
        assert_eq!(dateline(Page::default().paragraph(words).blocks.iter()), None, "{words}");
    }
}

#[test]
fn headlines_and_what_they_are_about() {
    let page = Page::default()
        .heading("Exhibit 99.1")
        .heading("Acme Reports  Results")
        .paragraph(DATELINE);
    let headline = headline(page.blocks.iter()).map(|(_, words)| words);
    assert_eq!(headline.as_deref(), Some("Acme Reports Results"));
    for (words, wanted) in [
        ("Acme Reports Second Quarter 2020 Financial Results", Kind::Results),
        ("Acme Announces Results of Phase 2 Trial", Kind::Clinical),
        ("Acme Receives FDA Orphan Drug Designation", Kind::Regulatory),
        ("Acme Regains Compliance with Nasdaq Rules", Kind::Listing),
        ("Acme Announces Public Offering of Common Stock", Kind::Financing),
        ("Acme Appoints Jane Doe to its Board of Directors", Kind::Governance),
        ("Acme to Present at a Healthcare Conference", Kind::Presentation),
        ("Acme Finds Something", Kind::Other),
    ] {
        assert_eq!(kind(words), wanted, "{words}");
    }
}

#[test]
fn the_period_that_a_release_reports_on() {
    let page = Page::default().paragraph(DATELINE);
    let found = reported(page.blocks.iter()).unwrap();
    assert_eq!((found.part, found.year), (Some(crate::date::Part::Q2), Some(2020)));
    assert_eq!(found.end.to_string(), "2020-06-30");
}

proptest! {
    #[test]
    fn no_words_make_the_drafts_fail(
        words in proptest::collection::vec("[ -~\u{2013}\u{e9}\n]{0,80}|(Phase II|Contact: |call at 9:00 a.m. ET on |May 3, 2020 - |\\(|/PRNewswire/|201-555-0100|ended | - ){1,8}", 1..12),
    ) {
        let mut page = Page::default();
        for (index, words) in words.iter().enumerate() {
            page = match index % 4 {
                0 => page.paragraph(words),
                1 => page.heading(words),
                2 => page.lines(&[words, words]),
                _ => page.list(&[words]),
            };
        }
        for draft in page.drafts() {
            prop_assert!(draft.sources.iter().all(|at| at.start <= at.end && at.end <= page.text.len()));
        }
    }
}
