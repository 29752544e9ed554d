//! IR701 and IR710 in style sheets: what they load.

use std::ops::Range;

use super::address::Addresses;
use super::policy::{Kind, Policy};
use super::{At, Faults};
use crate::diag::code;
use crate::source::{SitePath, Span};

/// Holds what a style sheet loads against the files of the site and the policy of its pages. `place` is the file
/// that is served as this one.
pub(super) fn check(
    (path, text): (&SitePath, &str),
    place: &SitePath,
    (addresses, policy): (&Addresses<'_>, &Policy),
    faults: &mut Faults,
) {
    for (range, kind) in addresses_of(text) {
        let address = text.get(range.clone()).unwrap_or_default();
        let at = At::File(Span::new(place, range));
        if addresses.is_elsewhere(address) {
            if !policy.allows(kind, Some(address)) {
                let message = format!(
                    "`{address}` from another server, which the security policy of the pages forbids"
                );
                faults.push(code::POLICY, at, message, "put the file under `static/`");
            }
        } else if let Some((message, help)) =
            addresses.wrong(path, address).filter(|_| !address.is_empty())
        {
            faults.push(code::LINK, at, message, help);
        }
    }
}

/// Every address that a style sheet names, and what is loaded from there.
fn addresses_of(text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let import = rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("@import"));
        let url = rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("url("));
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if import || url {
            let mut from = at + if import { 7 } else { 4 };
            let behind = text.get(from..).unwrap_or_default().trim_start();
            // `@import url(…)` loads a style sheet, too.
            let url = url || behind.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("url("));
            if import && url {
                from = text.len() - behind.len() + 4;
            }
            at = from;
            if let Some(range) = quoted(text, from, url) {
                at = range.end;
                found.push((range.clone(), loaded(import, text.get(range).unwrap_or_default())));
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// The address behind `@import` or `url(`, in quotation marks or, in the latter, bare.
fn quoted(text: &str, from: usize, bare: bool) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.len() - rest.trim_start().len();
    let rest = text.get(start..)?;
    let length = match rest.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = rest.get(1..)?.find(quote)?;
            return Some(start + 1..start + 1 + length);
        }
        _ if bare => rest.find(|c: char| c == ')' || c.is_whitespace())?,
        _ => return None,
    };
    Some(start..start + length)
}

fn loaded(import: bool, address: &str) -> Kind {
    let name = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let font = [".woff", ".woff2", ".ttf", ".otf", ".eot"].iter().any(|end| name.ends_with(end));
    match (import, font) {
        (true, _) => Kind::Style,
        (_, true) => Kind::Font,
        _ => Kind::Image,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_name_what_they_load() {
        let text = "/* url(no) */ @import 'a.css'; @import URL(\"b.css\");\n\
                    p { background: url( c.png ) } @font-face { src: url('d.woff2?x') } é url(";
        let found = addresses_of(text);
        let found: Vec<(&str, Kind)> =
            found.into_iter().map(|(range, kind)| (&text[range], kind)).collect();
        let expected = [
            ("a.css", Kind::Style),
            ("b.css", Kind::Style),
            ("c.png", Kind::Image),
            ("d.woff2?x", Kind::Font),
        ];
        assert_eq!(found, expected);
    }
}
