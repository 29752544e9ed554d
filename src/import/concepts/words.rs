//! The words of a label, each as the table spells it.

use super::normal::is_sign;

/// Words, numbers and the signs that matter, in lower case and in the singular.
pub(super) fn tokens(label: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = label;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '$' | '0'..='9' | '.' => number_length(rest),
            c if c.is_alphabetic() => {
                let word = |c: char| {
                    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '.')
                };
                rest.find(|c| !word(c)).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (piece, after) =
            rest.split_at_checked(length.max(first.len_utf8())).unwrap_or((rest, ""));
        rest = after;
        match first {
            '(' | ')' | '/' | ',' | ';' | ':' | '$' | '0'..='9' => tokens.push(piece.to_owned()),
            '.' if piece.len() > 1 => tokens.push(piece.to_owned()),
            '[' => tokens.push("(".to_owned()),
            ']' => tokens.push(")".to_owned()),
            '&' | '+' => tokens.push("and".to_owned()),
            c if c.is_alphabetic() => tokens.extend(word(piece)),
            _ => {}
        }
    }
    tokens
}

/// How far a figure reaches, with its sign of currency, groups and decimals.
fn number_length(text: &str) -> usize {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '$' | '.' | ','))
        .unwrap_or(text.len());
    text.get(..end).map_or(end, |figure| figure.trim_end_matches([',', '.']).len())
}

/// One word as the table spells it; nothing for an article.
fn word(piece: &str) -> Option<String> {
    let plain: String =
        piece.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let word = match singular(&plain).as_str() {
        "the" | "our" | "a" | "an" => return None,
        "shareholder" | "shareowner" | "stockholder" => "stockholder",
        "earning" | "profit" => "income",
        "deficiency" => "deficit",
        "amortisation" => "amortization",
        "authorised" => "authorized",
        "labour" => "labor",
        "programme" => "program",
        other => return Some(other.to_owned()),
    };
    Some(word.to_owned())
}

/// The singular of a word; words that only look like plurals stay.
fn singular(word: &str) -> String {
    const KEPT: [&str; 12] = [
        "less", "loss", "series", "business", "gross", "various", "basis", "plus", "process",
        "this", "as", "us",
    ];
    if word.len() < 4 || KEPT.contains(&word) || word.ends_with("ss") || word.ends_with("ous") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.get(..word.len() - 2).unwrap_or(word).to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Joins what is written as one word or as two, and what means one thing in two ways.
pub(super) fn merged(tokens: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let last = out.last().map(String::as_str);
        let joined = match (last, token.as_str()) {
            (Some("non" | "pre"), word) if !is_sign(word) => {
                format!("{}{word}", last.unwrap_or_default())
            }
            (Some("share" | "equity" | "unit"), "based") => {
                out.pop();
                out.push("stock".to_owned());
                out.push(token);
                continue;
            }
            (Some("retained" | "gross" | "undistributed"), "income") => {
                let word = if last == Some("gross") { "profit" } else { "earning" };
                out.push(word.to_owned());
                continue;
            }
            (Some("provided" | "generated"), "by" | "from" | "in") => "providedby".to_owned(),
            (Some("used"), "in" | "for" | "by") => "usedin".to_owned(),
            (Some("cash"), "flow") => {
                continue;
            }
            (Some("cash"), "from") => {
                out.push("providedby".to_owned());
                continue;
            }
            _ => {
                out.push(token);
                continue;
            }
        };
        out.pop();
        out.push(joined);
    }
    out
}
