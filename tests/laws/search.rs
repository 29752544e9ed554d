//! Finding things: the index of the search, the filters over lists, and what a visit costs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{Page, plain, resolve, words};
use crate::site::Files;
use crate::{alder, editions, epicept};

/// The entries of the index, each as its parts: title, address, date, kind, summary, text.
fn index(output: &Files) -> Vec<Vec<String>> {
    let script = std::str::from_utf8(&output["search/index.js"]).expect("UTF-8");
    let json = script.strip_prefix("var irSearch=").and_then(|s| s.strip_suffix(";\n"));
    let entries: Value = serde_json::from_str(json.expect("one assignment")).expect("JSON");
    let part = |part: &Value| part.as_str().expect("text").to_owned();
    let entry = |entry: &Value| entry.as_array().expect("a list").iter().map(part).collect();
    entries.as_array().expect("a list").iter().map(entry).collect()
}

/// Every release, event, candidate and page can be found, at an address that is there.
#[test]
fn the_index_has_every_page() {
    for edition in editions() {
        let mut pages: BTreeSet<&str> = edition
            .output
            .keys()
            .map(String::as_str)
            .filter(|p| p.ends_with("/index.html"))
            .collect();
        for list in ["news", "filings", "pipeline", "events", "search", "data"]
            .map(|name| format!("{name}/index.html"))
        {
            pages.remove(list.as_str());
        }
        for entry in index(&edition.output) {
            assert_eq!(entry.len(), 6, "{entry:?}");
            assert!(!entry[0].is_empty(), "{entry:?}");
            if !entry[1].starts_with("https://") {
                assert!(edition.output.contains_key(&entry[1]), "{}: {}", edition.name(), entry[1]);
                pages.remove(entry[1].as_str());
            }
        }
        assert_eq!(pages, BTreeSet::new(), "{}: not to be found", edition.name());
    }
}

/// What a release says on its page, word by word, is in the index: its text, and its statements' lines as printed.
#[test]
fn the_index_has_the_full_text() {
    for edition in [epicept(), alder()] {
        let index = index(&edition.output);
        let mut found = 0;
        for entry in index.iter().filter(|entry| entry[1].starts_with("filings/2")) {
            // That a figure is derived stands behind its period here, on the page behind the figure.
            let text = plain(&format!("{} {}", entry[4], entry[5])).replace(", derived)", ")");
            let page = Page::of(&edition.output, &entry[1]);
            for part in page.select(".lede, .prose > p:not(.xs), .prose li, .st tbody th, .st td.n")
            {
                let shown = words(part).replace("minus (", "(").replace(" (derived)", "");
                let shown = shown.trim_end_matches('.');
                if ["nil", "–nil", "not reported"].contains(&shown)
                    || shown.contains(" reported as ")
                {
                    continue;
                }
                assert!(text.contains(shown), "{}: {shown:?}", entry[1]);
                found += 1;
            }
        }
        assert!(found > 50, "{found}");
    }
}

/// Selects offer exactly the values that occur, and only where there is a choice.
#[test]
fn filters_offer_what_there_is() {
    for (edition, path, expected) in [
        (epicept(), "news/index.html", vec![("year", vec!["2008", "2006"])]),
        (
            alder(),
            "filings/index.html",
            vec![
                ("year", vec!["2024", "2023"]),
                ("kind", vec!["Annual and quarterly reports", "Current reports", "Results"]),
                ("form", vec!["20-F", "6-K"]),
            ],
        ),
    ] {
        let page = Page::of(&edition.output, path);
        let offered: Vec<(&str, Vec<String>)> = page
            .select("[data-filter] select")
            .into_iter()
            .map(|select| {
                let name = select.attr("name").expect("a name");
                let items = page.select(&format!("main [data-{name}]"));
                let attribute = format!("data-{name}");
                let values: BTreeSet<&str> =
                    items.iter().filter_map(|item| item.attr(&attribute)).collect();
                let options: Vec<String> = page
                    .select(&format!("select[name={name}] option:not([value])"))
                    .into_iter()
                    .map(words)
                    .collect();
                assert_eq!(options.iter().map(String::as_str).collect::<BTreeSet<_>>(), values);
                (name, options)
            })
            .collect();
        let offered: Vec<(&str, Vec<&str>)> =
            offered.iter().map(|(n, o)| (*n, o.iter().map(String::as_str).collect())).collect();
        assert_eq!(offered, expected, "{path}");
    }
}

/// The home page with all that it asks for: at most 60 KB and five requests; all scripts, the index apart: 8 KB.
#[test]
fn a_visit_is_light() {
    for edition in [epicept(), alder()] {
        let home = Page::of(&edition.output, "index.html");
        let mut asked: BTreeSet<String> = BTreeSet::from(["index.html".to_owned()]);
        for (selector, attribute) in [
            ("link[rel=stylesheet], link[rel=icon]", "href"),
            ("script[src], img[src], source[src], video[src], iframe[src]", "src"),
        ] {
            for element in home.select(selector) {
                let link = element.attr(attribute).expect("an address");
                asked.insert(resolve("index.html", link).expect("a file of the site"));
            }
        }
        let bytes: usize = asked.iter().map(|path| edition.output[path].len()).sum();
        assert!(asked.len() <= 5, "{asked:?}");
        assert!(bytes <= 60 * 1024, "{}: {bytes} bytes", edition.name());
        let scripts = edition.output.iter().filter(|(path, _)| path.ends_with(".js"));
        let scripts = scripts.filter(|(path, _)| *path != "search/index.js");
        let bytes: usize = scripts.map(|(_, bytes)| bytes.len()).sum();
        assert!(bytes <= 8 * 1024, "{bytes} bytes of scripts");
    }
}
