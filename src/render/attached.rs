//! The files that a record brings along: what they are called, their kinds and sizes.

use std::collections::BTreeMap;

use super::context::Context;
use super::view;
use super::words;
use crate::load::owner;
use crate::source::SitePath;

/// The files that a record owns, by their names within its folder.
pub(super) fn files(
    context: &Context<'_>,
    folder: &str,
    files: &BTreeMap<String, SitePath>,
) -> Vec<view::Download> {
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    files
        .iter()
        .zip(titles(&names))
        .map(|((name, path), text)| view::Download {
            text,
            href: context.href(&format!("{folder}/{name}")),
            format: path.extension().to_ascii_uppercase(),
            size: context.files.get(path).map(|file| words::size(file.bytes().len())),
        })
        .collect()
}

/// What files are called: `Bank letter` for `r2/bank-letter.txt`. Where two of one kind would be called the same,
/// each has its name, and the later version of one says which it is.
fn titles(names: &[&str]) -> Vec<String> {
    let titles: Vec<String> = names.iter().map(|name| title(name)).collect();
    let kind = |name: &str| name.rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase());
    let said = |name: &str, title: &str| {
        let twin = |(other, own): (&&str, &String)| own == title && kind(other) == kind(name);
        if names.iter().zip(&titles).filter(|pair| twin(*pair)).count() < 2 {
            return title.to_owned();
        }
        match (owner(name), name.split_once('/')) {
            (Some(number), Some((_, name))) => format!("{name} (revision {number})"),
            _ => name.to_owned(),
        }
    };
    names.iter().zip(&titles).map(|(name, title)| said(name, title)).collect()
}

/// A file's name in words, if it is made of words: `second-quarter-slides.pdf`, and not `ex99-1.htm`. Else the name
/// as it is. The folders that it lies in are left out.
fn title(name: &str) -> String {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts: Vec<&str> = stem.split(['-', '_']).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let readable = parts.iter().all(|part| !part.is_empty() && (is_word(part) || is_number(part)))
        && parts.iter().any(|part| part.len() > 3 && is_word(part))
        // Two numbers together are a date, or one number with its point.
        && !parts.windows(2).any(|pair| pair.iter().all(|part| is_number(part)));
    if readable { words::upper(&parts.join(" ")) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_in_words_where_their_names_are_words() {
        for (name, said) in [
            ("r2/bank-letter.txt", "Bank letter"),
            ("slides.pdf", "Slides"),
            ("letter_to_shareholders_2024.pdf", "Letter to shareholders 2024"),
            ("charts/enrolment.png", "Enrolment"),
            ("ex99-1.htm", "ex99-1.htm"),
            ("form-8-k.txt", "form-8-k.txt"),
            ("2024-02-13-slides.pdf", "2024-02-13-slides.pdf"),
            ("Annual Report.pdf", "Annual Report.pdf"),
            ("r3/0001193125-06-160742.txt", "0001193125-06-160742.txt"),
        ] {
            assert_eq!(title(name), said, "{name}");
        }
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        assert_eq!(titles(&["slides.pdf", "slides.pptx"]), ["Slides", "Slides"]);
        assert_eq!(
            titles(&["letter.txt", "r2/letter.txt", "r3/other.txt"]),
            ["letter.txt", "letter.txt (revision 2)", "Other"]
        );
        assert_eq!(titles(&["one/chart.png", "two/chart.png"]), ["one/chart.png", "two/chart.png"]);
    }
}
