//! Pages are sound, plain and accessible documents.

use std::collections::BTreeSet;

use crate::editions;
use crate::epicept;
use crate::html::{Page, words};

const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";

/// Calls `judge` with every page of every edition and a name for it.
fn each_page(judge: impl Fn(&Page, &str)) {
    for edition in editions() {
        let pages = Page::all(&edition.output);
        assert!(pages.len() >= 3, "{}: only {} pages", edition.name(), pages.len());
        for page in pages {
            let place = format!("{}: {}", edition.name(), page.path);
            judge(&page, &place);
        }
    }
}

/// What `check` says of rendered pages, and of nothing else.
#[test]
fn check_finds_nothing_on_the_pages_of_the_theme() {
    for edition in editions() {
        let files = crate::site::snapshot(&edition.source);
        let at =
            |zone: &ir_site::date::Zone| Ok::<_, ()>(crate::site::instant(edition.as_of, zone));
        let audit = ir_site::audit(&files, at).expect("the instant can be read");
        let (site, theme) = (audit.site.expect("a site"), audit.theme.expect("a theme"));
        let mut report = audit.report.clone();
        ir_site::rehearse(&site, &theme, &files, &mut report);
        let new = report.diagnostics.iter().filter(|d| !audit.report.diagnostics.contains(d));
        assert_eq!(new.collect::<Vec<_>>(), Vec::<&ir_site::diag::Diagnostic>::new());
    }
}

#[test]
fn ids_are_unique_and_whole() {
    each_page(|page, place| {
        let ids = page.ids();
        let different: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(different.len(), ids.len(), "{place}: {ids:?}");
        assert!(
            ids.iter().all(|id| !id.is_empty() && !id.contains(char::is_whitespace)),
            "{place}"
        );
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"] {
            for element in page.select(&format!("[{name}]")) {
                for id in element.attr(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(&id), "{place}: {name} names no {id}");
                }
            }
        }
    });
}

#[test]
fn headings_begin_with_one_h1_and_skip_no_level() {
    each_page(|page, place| {
        let mut above = 0;
        let mut firsts = 0;
        for heading in page.select("h1, h2, h3, h4, h5, h6") {
            let level = heading.value().name()[1..].parse::<usize>().expect("a digit");
            assert!(level <= above + 1, "{place}: h{level} `{}` after h{above}", words(heading));
            assert!(!words(heading).is_empty(), "{place}: an empty h{level}");
            firsts += usize::from(level == 1);
            above = level;
        }
        assert_eq!(firsts, 1, "{place}: h1");
    });
}

#[test]
fn every_page_has_its_head_and_a_way_past_it() {
    each_page(|page, place| {
        let one = |selector: &str, attribute: &str| {
            let found = page.select(selector);
            assert_eq!(found.len(), 1, "{place}: {selector}");
            found[0].attr(attribute).unwrap_or_default().to_owned()
        };
        assert!(page.text.starts_with("<!DOCTYPE html>\n"), "{place}");
        assert_eq!(one("html", "lang"), "en-US", "{place}");
        let title = page.select("head > title");
        assert_eq!(title.len(), 1, "{place}: title");
        assert!(!words(title[0]).is_empty(), "{place}: title");
        assert!(!one("meta[name=description]", "content").trim().is_empty(), "{place}");
        assert_eq!(one("meta[http-equiv=Content-Security-Policy]", "content"), POLICY, "{place}");
        assert_eq!(one("meta[charset]", "charset"), "utf-8", "{place}");
        assert_eq!(one("main", "id"), "main", "{place}");
        let links = page.select("a");
        assert_eq!(
            links[0].attr("href"),
            Some("#main"),
            "{place}: the first link skips to the content"
        );
        assert_eq!(links[0].attr("class"), Some("skip"), "{place}");
    });
}

#[test]
fn titles_tell_pages_apart() {
    for edition in editions() {
        let mut titles = BTreeSet::new();
        for page in Page::all(&edition.output) {
            let title = words(page.select("title")[0]);
            assert!(titles.insert(title.clone()), "{}: two pages `{title}`", edition.name());
        }
    }
}

#[test]
fn nothing_is_scripted_or_styled_in_place() {
    each_page(|page, place| {
        let text = page.text.to_ascii_lowercase();
        for wrong in ["<style", "<iframe", "<object", "<embed", "<base", "<form", "javascript:"] {
            assert!(!text.contains(wrong), "{place}: {wrong}");
        }
        assert_eq!(text.matches("<script").count(), 1, "{place}");
        let script = page.select("head > script[src][defer]")[0];
        assert!(script.attr("src").is_some_and(|src| src.ends_with("site.js")), "{place}");
        assert_eq!(words(script), "", "{place}");
        for element in page.select("*") {
            for (name, _) in element.value().attrs() {
                assert!(name != "style" && !name.starts_with("on"), "{place}: {name}=");
            }
        }
    });
}

#[test]
fn links_and_images_have_words() {
    each_page(|page, place| {
        for link in page.select("a") {
            assert!(!words(link).is_empty(), "{place}: {:?} says nothing", link.attr("href"));
        }
        for image in page.select("img") {
            assert!(image.attr("alt").is_some_and(|alt| !alt.trim().is_empty()), "{place}");
        }
        for table in page.select("table") {
            let caption = table.child_elements().next().map(|e| e.value().name().to_owned());
            assert_eq!(
                caption.as_deref(),
                Some("caption"),
                "{place}: a table begins with its caption"
            );
        }
    });
}

#[test]
fn drawings_in_pages_are_well_formed() {
    let mut drawings = 0;
    each_page(|page, place| {
        for drawing in page.drawings() {
            if let Err(error) = roxmltree::Document::parse(drawing) {
                panic!("{place}: {error}\n{drawing}");
            }
        }
    });
    for edition in [epicept(), crate::alder()] {
        drawings += Page::of(&edition.output, "financials/index.html").drawings().len();
    }
    assert_eq!(drawings, 12, "three charts in two forms on each site");
}

#[test]
fn the_home_page_with_its_style_is_small() {
    let output = epicept().output;
    let size = output["index.html"].len() + output["theme.css"].len();
    assert!(size < 60_000, "{size} bytes");
}
