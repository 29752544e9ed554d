//! New records as an editor would begin them: the few keys that are known, and where the rest goes.

use crate::source::SitePath;
use crate::text::escape::slug;

/// When a new record is public.
#[derive(Clone, Debug)]
pub enum When {
    /// With the document of this id.
    Filing(String),
    /// From this time on.
    Published(String),
    /// Not said yet.
    Draft,
}

impl When {
    /// The line of a record that says so.
    fn line(&self) -> String {
        match self {
            Self::Filing(id) => format!("filing: {}\n", scalar(id)),
            Self::Published(at) => format!("published: {at}\n"),
            Self::Draft => {
                "# A draft until a line says when it is public: published: 2026-11-12 16:05\n"
                    .into()
            }
        }
    }

    /// The same as an entry of a mapping in braces.
    fn entry(&self) -> String {
        match self {
            Self::Filing(id) => format!("filing: {}, ", scalar(id)),
            Self::Published(at) => format!("published: {at}, "),
            Self::Draft => String::new(),
        }
    }
}

/// A file of a site: where, and what stands in it.
pub type File = (SitePath, String);

/// What is known of a new release, report or presentation.
#[derive(Clone, Debug, Default)]
pub struct Filing {
    /// Its title.
    pub title: String,
    /// Its id; else one made of the title.
    pub id: Option<String>,
    /// A moment; without one it is a draft.
    pub published: Option<String>,
    /// Keys and values as they are to be written, where they are known.
    pub more: Vec<(&'static str, String)>,
}

/// A folder of `content/filings/`, named by day and title.
#[must_use]
pub fn filing(filing: &Filing) -> File {
    let name = slug(&filing.title, "document");
    let day = filing.published.as_deref().and_then(|at| at.get(..10));
    let folder = day.map_or_else(|| name.clone(), |day| format!("{}-{name}", slug(day, "day")));
    let id = filing.id.clone().unwrap_or(name);
    let when = filing.published.clone().map_or(When::Draft, When::Published);
    let mut text =
        format!("---\nid: {}\ntitle: {}\n{}", scalar(&id), scalar(&filing.title), when.line());
    for (key, value) in &filing.more {
        text.push_str(&format!("{key}: {}\n", scalar(value)));
    }
    text.push_str("---\nThe text of the release stands here.\n");
    (path(&format!("content/filings/{folder}/index.md")), text)
}

/// What is known of a new event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts: String,
    /// When it is public.
    pub when: When,
    /// Keys and values as they are to be written, where they are known.
    pub more: Vec<(&'static str, String)>,
}

/// A file of `content/events/`, named by day and title.
#[must_use]
pub fn event(event: &Event) -> File {
    let mut text = format!("title: {}\n", scalar(&event.title));
    for (key, value) in &event.more {
        text.push_str(&format!("{key}: {}\n", scalar(value)));
    }
    text.push_str(&format!("{}starts: {}\n", event.when.line(), event.starts));
    let day = slug(event.starts.get(..10).unwrap_or(&event.starts), "event");
    (path(&format!("content/events/{day}-{}.yaml", slug(&event.title, "event"))), text)
}

/// What is known of a new candidate.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// What it is to treat.
    pub indication: String,
    /// Its phase.
    pub phase: String,
    /// How that stands, if it is known.
    pub state: Option<String>,
    /// When it is public.
    pub when: When,
}

/// A file of `content/pipeline/`, named as the candidate is.
#[must_use]
pub fn candidate(candidate: &Candidate) -> File {
    let Candidate { name, indication, phase, state, when } = candidate;
    let state =
        state.as_ref().map_or_else(String::new, |state| format!(", state: {}", scalar(state)));
    let text = format!(
        "name: {}\nprograms:\n  - indication: {}\n    history:\n      - {{{}phase: {}{state}}}\n",
        scalar(name),
        scalar(indication),
        when.entry(),
        scalar(phase),
    );
    (path(&format!("content/pipeline/{}.yaml", slug(name, "candidate"))), text)
}

/// The folders at the top of a site that are the program's own.
const OWN: [&str; 9] =
    ["about", "contacts", "data", "events", "filings", "financials", "news", "pipeline", "search"];

/// A file of `content/pages/`, named by its title, or apart from the program's own page of that name.
#[must_use]
pub fn page(title: &str, when: &When) -> File {
    let text = format!(
        "---\ntitle: {}\n{}---\nThe text of the page stands here.\n",
        scalar(title),
        when.line()
    );
    let name = slug(title, "page");
    let apart = if OWN.contains(&name.as_str()) { "-page" } else { "" };
    (path(&format!("content/pages/{name}{apart}.md")), text)
}

fn path(text: &str) -> SitePath {
    SitePath::parse(text).expect("invariant: slugs make no path invalid")
}

/// A value as YAML, in a mapping of lines or in braces: plain where nothing in it can be taken for anything else,
/// else in double quotes, whose escapes are those of JSON.
fn scalar(text: &str) -> String {
    let reserved = ["true", "false", "yes", "no", "on", "off", "null"];
    let plain = |c: char| c.is_alphanumeric() || " -_./()&+’'".contains(c);
    let word = text.starts_with(char::is_alphabetic);
    // `2026-Q3` and `8-K`, but not `1e-5`.
    let code = text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains('-')
        && text.parse::<f64>().is_err();
    let sound = (word || code)
        && text.chars().all(plain)
        && !text.ends_with(' ')
        && !reserved.contains(&text.to_ascii_lowercase().as_str());
    if sound { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn values_stay_text_whatever_they_look_like() {
        for (text, written) in [
            ("Phase 1/2", "Phase 1/2"),
            ("Doe's (new) drug", "Doe's (new) drug"),
            ("2.02", "\"2.02\""),
            ("1e-5", "\"1e-5\""),
            ("2026-Q3", "2026-Q3"),
            ("8-K", "8-K"),
            ("NO", "\"NO\""),
            ("a: b", "\"a: b\""),
            ("a, b", "\"a, b\""),
            ("say \"so\"", "\"say \\\"so\\\"\""),
            ("-x", "\"-x\""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text), written, "{text}");
            let read: serde_json::Value =
                serde_yaml::from_str(&format!("{{x: {written}}}")).unwrap();
            assert_eq!(read["x"], text);
        }
    }

    #[test]
    fn names_of_files_are_addresses() {
        let filing = |title: &str, published: Option<&str>| {
            let published = published.map(str::to_owned);
            let filing = Filing { title: title.into(), published, ..Filing::default() };
            super::filing(&filing).0.to_string()
        };
        assert_eq!(
            filing("Über: Q3", Some("2026-11-12 16:05")),
            "content/filings/2026-11-12-uber-q3/index.md"
        );
        assert_eq!(filing("../x", None), "content/filings/x/index.md");
        assert_eq!(filing("—", Some("../../../a b")), "content/filings/a-document/index.md");
    }

    /// The program's own pages are where the example site has them.
    #[test]
    fn a_page_does_not_take_the_place_of_one_that_the_site_makes() {
        let page = |title: &str| super::page(title, &When::Draft).0.to_string();
        assert_eq!(page("Cash and debt"), "content/pages/cash-and-debt.md");
        for own in OWN {
            assert_eq!(page(own), format!("content/pages/{own}-page.md"));
        }
        let sums = include_str!("../tests/fixtures/epicept.sha256");
        let made = sums.lines().filter_map(|line| line.split_whitespace().nth(1));
        let made: BTreeSet<&str> =
            made.filter_map(|path| path.strip_suffix("/index.html")).collect();
        for own in OWN {
            assert!(made.contains(own), "{own}");
        }
    }
}
