//! Writing values as content's YAML takes them.

/// A text as a scalar: plain where it reads back as itself, else in double quotes, whose escapes are JSON's.
pub(super) fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = text.starts_with(|c: char| c.is_alphabetic() || c == '(')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(['[', ']', '{', '}', ',', '"', '\\'])
        && !["true", "false", "yes", "no", "null", "on", "off", "y", "n"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word));
    if plain { text } else { serde_json::to_string(&text).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_read_back_as_themselves() {
        for (text, written) in [
            ("United States and Canada", "United States and Canada"),
            ("(201) 555-0100", "(201) 555-0100"),
            ("0012345", "\"0012345\""),
            ("Note: this", "\"Note: this\""),
            ("no", "\"no\""),
            ("a,  b", "\"a, b\""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}
