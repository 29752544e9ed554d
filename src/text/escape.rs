//! Text made safe for HTML and XML.

/// The text with the five characters that mean something in HTML and XML replaced, and control
/// characters that XML 1.0 does not allow dropped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A name for a URL or an anchor: ASCII letters, digits and hyphens, in lower case; `fallback` when
/// nothing of the text remains.
#[must_use]
pub fn slug(text: &str, fallback: &str) -> String {
    let slug = slug::slugify(text);
    if slug.is_empty() { fallback.to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_markup_survives() {
        assert_eq!(escape("<a href=\"x\">'&\u{0}\n"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\n");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Net loss, before Th\u{e9}rapie!", "x"), "net-loss-before-therapie");
        assert_eq!(slug("!!", "x"), "x");
    }
}
