//! The names that exist where a template asks for one that does not.

use std::ops::Range;

use serde_json::Value;

use crate::diag::nearest;

/// What exists in place of the name at a place of a template, rendered with `context`: `None` where the name is
/// right, or nothing is known of what stands before it.
pub(super) fn known(text: &str, at: Range<usize>, context: &Value) -> Option<String> {
    let path = path_at(text, at.start)?;
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let Some(mut value) = lookup(text, at.start, first, context, 8) else {
        let names = context.as_object()?.keys();
        return Some(said(first, "here there is", names.map(String::as_str).collect()));
    };
    let mut so_far = first.to_owned();
    for name in rest.into_iter().flat_map(|rest| rest.split('.')) {
        let object = value.as_object()?;
        let Some(found) = object.get(name) else {
            let names = object.keys().map(String::as_str).collect();
            return Some(said(name, &format!("`{so_far}` has"), names));
        };
        value = found;
        so_far = format!("{so_far}.{name}");
    }
    None
}

fn said(name: &str, what: &str, names: Vec<&str>) -> String {
    let all = names.join(", ");
    match nearest(name, names) {
        Some(meant) => format!("did you mean `{meant}`? {what}: {all}"),
        None => format!("{what}: {all}"),
    }
}

const fn is_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

/// The whole name with its dots, of which a place is a part.
fn path_at(text: &str, at: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let start = (0..at).rev().take_while(|i| is_path(bytes[*i])).last().unwrap_or(at);
    let end = (at..bytes.len()).find(|i| !is_path(bytes[*i])).unwrap_or(bytes.len());
    let path = text.get(start..end)?.trim_matches('.');
    (!path.is_empty()).then_some(path)
}

/// The value of a variable at a place: one of the page's, or the first of the list that a loop around the place
/// goes through.
fn lookup<'v>(
    text: &str,
    at: usize,
    name: &str,
    context: &'v Value,
    depth: usize,
) -> Option<&'v Value> {
    if let Some(value) = context.get(name) {
        return Some(value);
    }
    let depth = depth.checked_sub(1)?;
    let before = text.get(..at)?;
    let (start, list) = before
        .match_indices("for ")
        .filter_map(|(start, _)| {
            let (variables, rest) = text.get(start + 4..)?.split_once(" in ")?;
            let named = variables.split(',').any(|variable| variable.trim() == name);
            let list: &str = rest.split(|c: char| !c.is_ascii() || !is_path(c as u8)).next()?;
            named.then_some((start, list))
        })
        .last()?;
    let (first, rest) = list.split_once('.').map_or((list, None), |(a, b)| (a, Some(b)));
    let mut value = lookup(text, start, first, context, depth)?;
    for name in rest.into_iter().flat_map(|rest| rest.split('.')) {
        value = value.get(name)?;
    }
    value.as_array()?.first()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_place() {
        let context = serde_json::json!({
            "site": {"name": "X", "nav": [{"text": "Home", "href": "index.html"}]},
            "view": {"years": [{"label": "2008", "items": [{"title": "T"}]}]},
        });
        for (text, name, help) in [
            ("{{ view.yeers }}", "yeers", Some("did you mean `years`? `view` has: years")),
            ("{{ site.nme }}", "site.nme", Some("did you mean `name`? `site` has: name, nav")),
            ("{{ site.qqqqqq }}", "site", Some("`site` has: name, nav")),
            ("{{ veiw.years }}", "veiw", Some("did you mean `view`? here there is: site, view")),
            (
                "{% for n in site.nav %}{{ n.txt }}{% endfor %}",
                "n.txt",
                Some("did you mean `text`? `n` has: text, href"),
            ),
            (
                "{% for y in view.years %}{% for i in y.items %}{{ i.titel }}{% endfor %}{% endfor %}",
                "i.titel",
                Some("did you mean `title`? `i` has: title"),
            ),
            ("{{ site.name }}", "site.name", None),
            ("{{ site.name.first }}", "site", None),
        ] {
            let at = text.rfind(name).unwrap();
            let found = known(text, at..at + name.len(), &context);
            assert_eq!(found.as_deref(), help, "{text}");
        }
    }
}
