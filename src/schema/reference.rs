//! Descriptions as a page of the documentation.

use super::{Key, Kind, Object, Rule, Shape};

/// All kinds in Markdown, from headings of the second level on.
#[must_use]
pub fn reference(kinds: &[Kind]) -> String {
    let mut page = String::new();
    for kind in kinds {
        page.push_str(&format!(
            "## {}\n\n`ir-site schema {}`: {}\n",
            kind.title, kind.name, kind.place
        ));
        let (object, list) = match &kind.shape {
            Shape::Map(object) => (object, ""),
            Shape::List(Shape::Map(object)) => (object, "A list. Of each entry:\n\n"),
            _ => continue,
        };
        page.push_str(&format!("\n{list}"));
        table(&mut page, object);
        below(&mut page, object, "");
    }
    page
}

/// The mappings within a mapping, each under its path.
fn below(page: &mut String, object: &Object, path: &str) {
    for key in object.keys {
        let path =
            if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let (inner, path) = match &key.shape {
            Shape::Map(inner) | Shape::ProseOr(inner) => (inner, path),
            Shape::List(Shape::Map(inner)) => (inner, format!("{path}[]")),
            Shape::ByStatement(inner) => (inner, format!("{path}.<name>")),
            _ => continue,
        };
        page.push_str(&format!("### `{path}`\n\n"));
        table(page, inner);
        self::below(page, inner, &path);
    }
}

fn table(page: &mut String, object: &Object) {
    page.push_str("| key | required | takes | |\n|---|---|---|---|\n");
    for Key { name, required, shape, doc } in object.keys {
        let required = if *required { "yes" } else { "no" };
        page.push_str(&format!("| `{name}` | {required} | {shape} | {doc} |\n"));
    }
    page.push('\n');
    let list = |keys: &[&str]| keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>();
    match object.rule {
        Rule::Free => {}
        Rule::NotTogether(keys) => {
            page.push_str(&format!("{} do not stand together.\n\n", list(keys).join(" and ")));
        }
        Rule::One(keys) => {
            page.push_str(&format!("Either {}.\n\n", list(keys).join(" or ")));
        }
        Rule::Some(keys) => {
            page.push_str(&format!("At least one of {}.\n\n", list(keys).join(" and ")));
        }
    }
}
