//! Feeds, sitemap and calendars are what their standards say, read by parsers of their own.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use crate::html::Page;
use crate::site;
use crate::{Edition, editions, epicept};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn text<'e>(edition: &'e Edition, path: &str) -> &'e str {
    let bytes = edition.output.get(path).unwrap_or_else(|| panic!("{}: no {path}", edition.name()));
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn base_url(edition: &Edition) -> String {
    site::read(&edition.source, edition.as_of).edition.company.base_url
}

/// The file that an absolute address of the site means.
fn file(edition: &Edition, base: &str, address: &str) -> String {
    let below = address.strip_prefix(base);
    let path = below.unwrap_or_else(|| panic!("{}: {address}", edition.name()));
    let path = match path {
        "" => "index.html".to_owned(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_owned(),
    };
    assert!(edition.output.contains_key(&path), "{}: no file for {address}", edition.name());
    path
}

#[test]
fn every_xml_file_is_well_formed() {
    for edition in editions() {
        let mut read = 0;
        for path in
            edition.output.keys().filter(|path| path.ends_with(".xml") || path.ends_with(".svg"))
        {
            if let Err(error) = Document::parse(text(&edition, path)) {
                panic!("{}: {path}: {error}", edition.name());
            }
            read += 1;
        }
        assert!(read >= 3, "{}: only {read}", edition.name());
    }
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name((ATOM, name)))
}

fn filled<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let text = child(node, name).and_then(|child| child.text()).unwrap_or_default();
    assert!(!text.trim().is_empty(), "<{name}> is missing or empty");
    text
}

/// `2008-08-11T23:59:59-04:00`, RFC 3339.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let zoned = ["0000-00-00T00:00:00-00:00", "0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00Z"];
    zoned.contains(&shape.as_str())
}

/// RFC 4287, sections 4.1.1 and 4.1.2.
#[test]
fn the_feed_has_what_a_feed_must_have() {
    for edition in editions() {
        let document = Document::parse(text(&edition, "atom.xml")).expect("well formed");
        let base = base_url(&edition);
        let feed = document.root_element();
        assert!(feed.has_tag_name((ATOM, "feed")));
        let link = |node: Node<'_, '_>, rel: &str| {
            let links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
            let found: Vec<String> = links
                .filter(|link| link.attribute("rel") == Some(rel))
                .filter_map(|link| link.attribute("href").map(str::to_owned))
                .collect();
            assert_eq!(found.len(), 1, "{}: one link {rel}", edition.name());
            found[0].clone()
        };
        filled(feed, "title");
        filled(child(feed, "author").expect("an author"), "name");
        assert_eq!(file(&edition, &base, &link(feed, "self")), "atom.xml");
        assert_eq!(file(&edition, &base, &link(feed, "alternate")), "news/index.html");
        assert!(is_time(filled(feed, "updated")));
        let mut ids = BTreeSet::from([filled(feed, "id")]);
        let entries: Vec<_> =
            feed.children().filter(|child| child.has_tag_name((ATOM, "entry"))).collect();
        let mut before = None;
        for entry in &entries {
            assert!(ids.insert(filled(*entry, "id")), "{}: an id stands twice", edition.name());
            filled(*entry, "title");
            let (published, updated) = (filled(*entry, "published"), filled(*entry, "updated"));
            assert!(is_time(published) && is_time(updated), "{published} {updated}");
            assert!(before.is_none_or(|before| published <= before), "newest first");
            before = Some(published);
            let page = file(&edition, &base, &link(*entry, "alternate"));
            assert!(page.starts_with("filings/"), "{page}");
        }
        let is_release =
            |path: &&String| path.starts_with("filings/") && path.matches('/').count() == 2;
        let releases =
            edition.output.keys().filter(is_release).filter(|p| p.ends_with("index.html"));
        assert_eq!(entries.len(), releases.count(), "{}", edition.name());
    }
}

#[test]
fn the_sitemap_lists_every_page_once() {
    for edition in editions() {
        let document = Document::parse(text(&edition, "sitemap.xml")).expect("well formed");
        let base = base_url(&edition);
        let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
        let locs = document.descendants().filter(|node| node.has_tag_name((space, "loc")));
        let listed: Vec<String> =
            locs.map(|loc| file(&edition, &base, loc.text().unwrap_or_default())).collect();
        let mut pages: Vec<String> = edition.output.keys().cloned().collect();
        pages.retain(|path| path.ends_with(".html") && path != "404.html");
        let mut sorted = listed.clone();
        sorted.sort();
        assert_eq!(sorted, pages, "{}", edition.name());
        let robots = text(&edition, "robots.txt");
        assert!(robots.contains(&format!("\nSitemap: {base}sitemap.xml\n")), "{robots}");
    }
}

#[test]
fn pages_name_their_own_address() {
    for edition in editions() {
        let base = base_url(&edition);
        for page in Page::all(&edition.output).iter().filter(|page| page.path != "404.html") {
            for (selector, name) in
                [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")]
            {
                let address = page.select(selector)[0].attr(name).unwrap_or_default().to_owned();
                assert_eq!(file(&edition, &base, &address), page.path, "{}", edition.name());
            }
        }
    }
}

/// RFC 5545, sections 3.1 and 3.6: the lines of a calendar, unfolded.
fn calendar(edition: &Edition, path: &str) -> Vec<String> {
    let place = format!("{}: {path}", edition.name());
    let text = text(edition, path);
    assert!(text.ends_with("\r\n"), "{place}: the last line ends");
    assert_eq!(
        text.matches('\n').count(),
        text.matches("\r\n").count(),
        "{place}: a bare line feed"
    );
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count(), "{place}: a bare return");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{place}: a line is too long");
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<String> = unfolded.split_terminator("\r\n").map(str::to_owned).collect();
    let mut open = Vec::new();
    for line in &lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{place}: {line}"));
        assert!(!name.is_empty() && !value.is_empty(), "{place}: {line}");
        match name {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value), "{place}"),
            _ => assert!(!open.is_empty(), "{place}: {line} stands outside"),
        }
    }
    assert!(open.is_empty(), "{place}: {open:?}");
    let needed = ["BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR"];
    assert!(needed.iter().all(|line| lines.iter().any(|l| l == line)), "{place}");
    lines
}

fn values<'l>(lines: &'l [String], name: &str) -> Vec<&'l str> {
    let value = |line: &'l String| line.strip_prefix(name)?.strip_prefix(':');
    lines.iter().filter_map(value).collect()
}

#[test]
fn calendars_are_sound_and_the_parts_make_the_whole() {
    for edition in editions() {
        let paths: Vec<&String> =
            edition.output.keys().filter(|path| path.ends_with(".ics")).collect();
        let Some((whole, parts)) = paths.split_first() else { continue };
        assert_eq!(whole.as_str(), "events.ics");
        let all = calendar(&edition, whole);
        let uids: BTreeSet<&str> = values(&all, "UID").into_iter().collect();
        let events = all.iter().filter(|line| *line == "BEGIN:VEVENT").count();
        assert_eq!(uids.len(), events, "{}: each event has its own UID", edition.name());
        assert_eq!(values(&all, "DTSTAMP").len(), events, "{}", edition.name());
        let mut single = BTreeSet::new();
        for path in parts {
            let own = calendar(&edition, path);
            assert_eq!(values(&own, "UID").len(), 1, "{}: {path}", edition.name());
            let inner = |lines: &[String]| {
                lines.iter().skip_while(|l| *l != "BEGIN:VEVENT").cloned().collect::<Vec<_>>()
            };
            let event = inner(&own);
            let event = &event[..event.len() - 1];
            assert!(
                all.windows(event.len()).any(|window| window == event),
                "{}: {path}",
                edition.name()
            );
            single.extend(values(&own, "UID").into_iter().map(str::to_owned));
        }
        assert_eq!(single, uids.into_iter().map(str::to_owned).collect(), "{}", edition.name());
    }
}

#[test]
fn the_call_of_2006_begins_at_nine_in_new_york() {
    let edition = epicept();
    let lines = calendar(&edition, "events/2006-08-03-second-quarter-call.ics");
    assert_eq!(values(&lines, "DTSTART"), ["20060803T130000Z"]);
    let deadline = calendar(&edition, "events/2008-10-13-nasdaq-bid-price.ics");
    assert_eq!(values(&deadline, "DTSTART;VALUE=DATE"), ["20081013"]);
    assert_eq!(values(&deadline, "DTEND;VALUE=DATE"), ["20081014"]);
    let alder = crate::alder();
    let lines = calendar(&alder, "events/2024-02-13-half-year-call.ics");
    assert_eq!(values(&lines, "DTSTART"), ["20240213T090000Z"]);
    assert_eq!(values(&lines, "DTEND"), ["20240213T103000Z"]);
    assert_eq!(values(&lines, "LOCATION"), ["Hall 3\\, Winterthur"]);
}
