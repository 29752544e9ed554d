//! Built pages, parsed.

use scraper::{ElementRef, Html, Selector};

use crate::site::Files;

/// A page with its path.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
    html: Html,
}

impl Page {
    /// Every HTML page of a built site.
    pub(crate) fn all(output: &Files) -> Vec<Page> {
        let is_page = |path: &&String| path.ends_with(".html");
        output.keys().filter(is_page).map(|path| Page::of(output, path)).collect()
    }

    /// One page, which must be there.
    pub(crate) fn of(output: &Files, path: &str) -> Page {
        let bytes = output.get(path).unwrap_or_else(|| panic!("there is no {path}"));
        let text = String::from_utf8(bytes.clone()).expect("pages are UTF-8");
        Page { path: path.to_owned(), html: Html::parse_document(&text), text }
    }

    /// Its elements, in order, that a selector means.
    pub(crate) fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("the selector can be parsed");
        self.html.select(&selector).collect()
    }

    /// Its ids, in order.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.select("[id]").iter().filter_map(|element| element.attr("id")).collect()
    }

    /// The drawings in it, each as it is written.
    pub(crate) fn drawings(&self) -> Vec<&str> {
        let part = |rest: &'_ str| rest.find("</svg>").map(|end| end + "</svg>".len());
        let starts = self.text.match_indices("<svg").map(|(start, _)| start);
        starts
            .map(|start| {
                let rest = &self.text[start..];
                &rest[..part(rest).expect("a drawing ends")]
            })
            .collect()
    }
}

/// The text of an element, its spaces made plain and single.
pub(crate) fn words(element: ElementRef<'_>) -> String {
    plain(&element.text().collect::<String>())
}

/// A text with plain and single spaces.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The path that a relative link on a page means, `None` where it climbs out of the site.
pub(crate) fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
