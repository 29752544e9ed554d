//! Every link leads somewhere, and works at any base path and from disk.

use std::collections::{BTreeMap, BTreeSet};

use crate::html::{Page, resolve};
use crate::site::{self, Files};
use crate::{Edition, editions};

#[test]
fn every_internal_link_names_a_file_and_a_place_in_it() {
    for edition in editions() {
        let pages = Page::all(&edition.output);
        let ids: BTreeMap<&str, BTreeSet<&str>> = pages
            .iter()
            .map(|page| (page.path.as_str(), page.ids().into_iter().collect()))
            .collect();
        let base = base_path(&edition);
        let mut followed = 0;
        for page in &pages {
            for link in internal(page) {
                let (path, fragment) = match link.split_once('#') {
                    Some((path, fragment)) => (path, Some(fragment)),
                    None => (link, None),
                };
                let target = target(page, path, &base)
                    .unwrap_or_else(|| panic!("{}: {}: `{link}`", edition.name(), page.path));
                let known = edition.output.contains_key(&target);
                assert!(known, "{}: {}: no file for `{link}`", edition.name(), page.path);
                if let Some(fragment) = fragment {
                    let there = ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment));
                    assert!(there, "{}: {}: no place for `{link}`", edition.name(), page.path);
                }
                followed += 1;
            }
        }
        assert!(followed > 20, "{}: only {followed} links", edition.name());
    }
}

/// The page or file that the path of a link means; `None` for a folder or an absolute path where none belongs.
fn target(page: &Page, path: &str, base: &str) -> Option<String> {
    let path = match (page.path.as_str(), path) {
        (own, "") => own.to_owned(),
        ("404.html", path) => path.strip_prefix(base)?.to_owned(),
        (own, path) if !path.starts_with('/') => resolve(own, path)?,
        _ => return None,
    };
    path.rsplit('/').next().is_some_and(|name| name.contains('.')).then_some(path)
}

fn base_path(edition: &Edition) -> String {
    let site = site::read(&edition.source, edition.as_of);
    let url = site.edition.company.base_url;
    let host = url.split_once("//").expect("an address").1;
    host[host.find('/').expect("it ends in a slash")..].to_owned()
}

/// What the page asks for or leads to within the site.
fn internal(page: &Page) -> Vec<&str> {
    let elements = page.select("[href], [src]");
    let links = elements.iter().filter(|e| e.attr("rel") != Some("canonical"));
    let links = links.filter_map(|e| e.attr("href").or(e.attr("src")));
    links.filter(|link| !outside(link)).collect()
}

fn outside(link: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

/// A visitor's browser asks no other server for anything, and links lead only to hosts that the editor named.
#[test]
fn what_is_outside_is_only_ever_a_link() {
    for edition in editions() {
        let hosts = hosts(&edition.source);
        for page in Page::all(&edition.output) {
            let place = format!("{}: {}", edition.name(), page.path);
            for element in page.select("[href], [src], [srcset], [data], [poster], [action]") {
                let named = ["href", "src", "srcset", "data", "poster", "action"];
                for link in named.iter().filter_map(|name| element.attr(name)) {
                    if link.starts_with("//") || outside(link) {
                        let name = element.value().name();
                        let canonical = name == "link" && element.attr("rel") == Some("canonical");
                        assert!(canonical || name == "a", "{place}: <{name}> asks for {link}");
                    }
                    if link.starts_with("http") && element.value().name() == "a" {
                        let host = link.split('/').nth(2).unwrap_or_default();
                        assert!(hosts.contains(host), "{place}: {link}");
                    }
                }
            }
            assert!(!page.text.contains("url("), "{place}: a style asks for a file");
        }
        for (path, bytes) in edition.output.iter().filter(|(path, _)| path.ends_with(".css")) {
            let css = String::from_utf8_lossy(bytes);
            for wrong in ["@import", "http:", "https:", "url(//"] {
                assert!(!css.contains(wrong), "{}: {path}: {wrong}", edition.name());
            }
        }
    }
}

/// The hosts of the addresses that stand in the content.
fn hosts(source: &Files) -> BTreeSet<String> {
    let mut hosts = BTreeSet::new();
    for (_, bytes) in source.iter().filter(|(path, _)| path.starts_with("content/")) {
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices("://") {
            let end = |c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-';
            hosts.extend(text[at + 3..].split(end).next().map(str::to_owned));
        }
    }
    hosts
}
