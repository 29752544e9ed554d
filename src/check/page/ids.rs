//! IR706 and IR707: names of elements, and what refers to them.

use std::collections::BTreeSet;

use super::super::{Rule, Run};
use super::{Faults, Page};
use crate::diag::{Severity, code};

pub(in super::super) const UNIQUE: Rule = Rule {
    code: code::UNIQUE,
    name: "unique-ids",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Two elements of one page have the same `id`. A link to it leads to the first of them only, and a label or a description that \
names it speaks of the wrong one.

Give one of them another `id`, and change what refers to it.",
    source: "HTML, section 3.2.6 (the id attribute); WCAG 2.2, success criteria 1.3.1 and 4.1.2",
    date: "2023-10-05",
    run: Run::Page(unique),
};

pub(in super::super) const REFERENCES: Rule = Rule {
    code: code::REFERENCES,
    name: "references",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
An attribute names an element of its page that is not there: `for` of a label, `headers` of a cell, `aria-labelledby`, \
`aria-describedby` and their like. Whoever listens to the page hears nothing in its place.

Correct the name, or remove the attribute.",
    source: "WCAG 2.2, success criteria 1.3.1 and 4.1.2; WAI-ARIA 1.2, section 8.5",
    date: "2023-10-05",
    run: Run::Page(references),
};

/// Attributes that name other elements of the page, each one or several.
const NAMING: [&str; 13] = [
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
];

fn unique(page: &Page, faults: &mut Faults) {
    let mut taken = BTreeSet::new();
    for id in 0..page.markup.elements.len() {
        let Some(name) = page.markup.value(id, "id").filter(|name| !name.is_empty()) else {
            continue;
        };
        if !taken.insert(name) {
            let message = format!("another element of the page has the id `{name}`, too");
            let help = "give one of the two another id";
            faults.push(code::UNIQUE, page.at(id), message, help);
        }
    }
}

fn references(page: &Page, faults: &mut Faults) {
    let mut ids = None;
    for id in 0..page.markup.elements.len() {
        for (attribute, value) in page.markup.attributes(id) {
            if !NAMING.contains(&attribute) {
                continue;
            }
            let ids = ids.get_or_insert_with(|| page.ids());
            for name in value.split_whitespace().filter(|name| !ids.contains(*name)) {
                let message = format!("`{attribute}` names `{name}`, and the page has no such id");
                let help = "correct the name, or remove the attribute";
                faults.push(code::REFERENCES, page.at(id), message, help);
            }
        }
    }
}

impl Page {
    /// The ids of the page, as they are written.
    fn ids(&self) -> BTreeSet<&str> {
        let all = (0..self.markup.elements.len()).flat_map(|id| self.markup.attributes(id));
        all.filter(|(name, _)| *name == "id").map(|(_, value)| value).collect()
    }
}
