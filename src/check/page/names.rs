//! IR703 and IR709: what is heard of links, images, buttons and fields.

use super::super::words::says_nothing;
use super::super::{Rule, Run};
use super::read::{Markup, is_blank};
use super::{Faults, Page};
use crate::diag::{Severity, code};

pub(in super::super) const NAMES: Rule = Rule {
    code: code::NAMES,
    name: "names",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
An image, a drawing, a button, a field or a frame has no words. Who does not see it hears a file's name or nothing at all.

Give an image an `alt` that says what is to be seen (`alt=\"\"` if it says nothing), a drawing a `<title>`, a button its words, a \
field a `<label>`, a frame a `title`.",
    source: "WCAG 2.2, success criteria 1.1.1, 3.3.2 and 4.1.2",
    date: "2023-10-05",
    run: Run::Page(names),
};

/// Links that say nothing of where they lead.
pub(in super::super) fn links(page: &Page, faults: &mut Faults) {
    let markup = &page.markup;
    for (id, _) in markup.named("a") {
        if markup.value(id, "href").is_none() || markup.hidden(id, None) {
            continue;
        }
        let words = named(markup, id).unwrap_or_else(|| markup.words(id));
        let message = if words.is_empty() {
            "this link has no words".to_owned()
        } else if says_nothing(&words) {
            format!("`{words}` does not say where this link leads")
        } else {
            continue;
        };
        let help = "put words between its tags that say where it leads";
        faults.push(code::LINK_WORDS, page.at(id), message, help);
    }
}

fn names(page: &Page, faults: &mut Faults) {
    let markup = &page.markup;
    for (id, element) in markup.elements.iter().enumerate() {
        let Some((what, help)) = kind(markup, id, element.start.name()) else { continue };
        if !has_name(markup, id, element.start.name()) && !markup.hidden(id, None) {
            let message = format!("this {what} has no words");
            faults.push(code::NAMES, page.at(id), message, help);
        }
    }
}

/// What an element that needs words is called, and how it gets them.
fn kind(markup: &Markup, id: usize, name: &str) -> Option<(&'static str, &'static str)> {
    const IMAGE: (&str, &str) =
        ("image", "say in `alt` what is to be seen; `alt=\"\"` if it is for the eye alone");
    const FIELD: (&str, &str) = ("field", "put it into a `<label>` with its words");
    const BUTTON: (&str, &str) = ("button", "put words between its tags");
    let is = |attribute: &str, wanted: &str| {
        markup.value(id, attribute).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    match name {
        "img" if !is("role", "presentation") && !is("role", "none") => Some(IMAGE),
        "area" if markup.value(id, "href").is_some() => Some(IMAGE),
        "svg" if is("role", "img") => Some(("drawing", "begin it with a `<title>`")),
        "button" => Some(BUTTON),
        "iframe" => Some(("frame", "say in `title` what it shows")),
        "input" if is("type", "image") => Some(IMAGE),
        "input" if is("type", "button") => Some(("button", "say in `value` what it does")),
        "input" if is("type", "hidden") || is("type", "submit") || is("type", "reset") => None,
        "input" | "select" | "textarea" => Some(FIELD),
        _ => None,
    }
}

fn has_name(markup: &Markup, id: usize, name: &str) -> bool {
    if named(markup, id).is_some() {
        return true;
    }
    match name {
        "img" => markup.value(id, "alt").is_some(),
        "area" => markup.says(id, "alt"),
        "svg" | "button" => !markup.words(id).is_empty(),
        "input" if markup.says(id, "alt") || markup.says(id, "value") => {
            // What a field holds is no name, but what a button says is.
            let kind = markup.value(id, "type").unwrap_or_default();
            matches!(&*kind.to_ascii_lowercase(), "image" | "button") || labelled(markup, id)
        }
        "input" | "select" | "textarea" => labelled(markup, id),
        _ => false,
    }
}

/// The name that an element has from its attributes.
fn named(markup: &Markup, id: usize) -> Option<String> {
    let of_ids = markup.value(id, "aria-labelledby").map(|ids| {
        let one = |name: &str| {
            let named = |own: &usize| markup.value(*own, "id").is_some_and(|own| own == name);
            (0..markup.elements.len()).find(named).map(|own| markup.words(own))
        };
        ids.split_whitespace().filter_map(one).collect::<Vec<_>>().join(" ")
    });
    let own = |name: &str| markup.value(id, name).map(str::to_owned);
    let said = |name: &String| !is_blank(name);
    let by_title = || own("title").filter(said).filter(|_| markup.words(id).is_empty());
    of_ids.filter(said).or_else(|| own("aria-label").filter(said)).or_else(by_title)
}

/// Whether a label speaks of a field: one around it, or one that names it.
fn labelled(markup: &Markup, id: usize) -> bool {
    let own = markup.value(id, "id");
    markup.named("label").any(|(label, element)| {
        let around = label < id && id < element.end;
        let by_name = own.is_some() && markup.value(label, "for") == own;
        (around || by_name) && !markup.words(label).is_empty()
    })
}
