//! IR702, IR704 and IR708: what a page is divided into, and what is needed to find the way through it.

use super::super::{Rule, Run};
use super::{At, Faults, Page};
use crate::diag::{Severity, code};

pub(in super::super) const PARTS: Rule = Rule {
    code: code::PARTS,
    name: "page-parts",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A page lacks one of the four things by which everyone finds the way: its language (`lang` of `<html>`, without which a voice \
reads English as if it were another language), its title (`<title>`, the name of the window and of the bookmark), its main part \
(`<main>`, to which the link to skip the masthead leads) or its first heading (`<h1>`).

The theme's `base.html` has them all. A template of the site that does not extend it must have them, too.",
    source: "WCAG 2.2, success criteria 1.3.1, 2.4.1, 2.4.2, 2.4.6 and 3.1.1",
    date: "2023-10-05",
    run: Run::Page(parts),
};

fn parts(page: &Page, faults: &mut Faults) {
    let markup = &page.markup;
    let has = |name: &str| markup.named(name).next().is_some();
    match markup.named("html").next() {
        Some((id, _)) if !markup.says(id, "lang") => {
            let message = "this page does not say in which language it is";
            let help = "write `<html lang=\"{{ site.lang }}\">`";
            faults.push(code::PARTS, page.at(id), message, help);
        }
        _ => {}
    }
    let titled = markup
        .named("title")
        .any(|(id, _)| !markup.within(id, "svg") && !markup.words(id).is_empty());
    let main = |id: usize| markup.value(id, "role").is_some_and(|role| role == "main");
    let mut lacks = |lacks: bool, message: &str, help: &'static str| {
        if lacks {
            faults.push(code::PARTS, At::Page, message, help);
        }
    };
    lacks(!titled, "this page has no title", "write `<title>{{ page.title }}</title>`");
    lacks(
        !has("main") && !(0..markup.elements.len()).any(main),
        "this page has no main part",
        "put what is its own into `<main id=\"main\">`",
    );
    lacks(!has("h1"), "this page has no first heading", "give it an `<h1>`");
}

/// The level of a heading.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

pub(in super::super) fn headings(page: &Page, faults: &mut Faults) {
    let mut above = 1;
    for (id, element) in page.markup.elements.iter().enumerate() {
        let Some(own) = level(element.start.name()).filter(|_| !page.markup.hidden(id, None))
        else {
            continue;
        };
        if own > above + 1 {
            let words = page.markup.words(id);
            let message =
                format!("the heading “{words}” is of level {own}, below one of level {above}");
            let help = "use the level below that of the heading above it";
            faults.push(code::HEADINGS, page.at(id), message, help);
        }
        above = own;
    }
}

pub(in super::super) fn tables(page: &Page, faults: &mut Faults) {
    let markup = &page.markup;
    for (id, table) in markup.named("table") {
        let layout = markup.value(id, "role");
        if layout.is_some_and(|role| role == "presentation" || role == "none") {
            continue;
        }
        let headed = (id..table.end).any(|inside| markup.name(inside) == "th");
        if !headed {
            let message = "this table has no heads";
            let help = "mark the heads of columns and lines as `<th scope=\"col\">` and `<th scope=\"row\">`";
            faults.push(code::TABLE_HEADS, page.at(id), message, help);
        }
    }
}
