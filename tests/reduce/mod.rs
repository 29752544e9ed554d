//! What an editor would have on disk who knows nothing that is not public at an instant.
//!
//! This is the time gate a second time, on the text of the files alone: whole files and lines are deleted,
//! nothing is parsed by the program under test. It relies on one habit of the content it is used on: `filing` or
//! `published` is the first key of a dated entry.

use std::collections::BTreeMap;

use crate::site::Files;

/// The files without everything that is not public at `as_of`, which is wall time in the company's zone.
pub(crate) fn reduce(files: &Files, as_of: &str) -> Files {
    let gate = Gate { as_of: second(as_of), filings: filings(files) };
    let mut kept = Files::new();
    for (path, bytes) in files {
        if !gate.keeps(files, path) {
            continue;
        }
        let listed = ["content/company.yaml", "content/people.yaml"].contains(&path.as_str());
        let text = || std::str::from_utf8(bytes).expect("content is UTF-8");
        let bytes = if path == "content/sec-filings.csv" {
            gate.rows(text()).into_bytes()
        } else if listed || path.starts_with("content/pipeline/") && path.ends_with(".yaml") {
            // What an editor accepts is never shown: it is the last key, and goes.
            let text = text().split_once("\naccept:\n").map_or(text(), |(before, _)| before);
            gate.entries(&format!("{}\n", text.trim_end()), path != "content/company.yaml")
                .into_bytes()
        } else {
            bytes.clone()
        };
        if !bytes.is_empty() {
            kept.insert(path.clone(), bytes);
        }
    }
    // A candidate of whom nothing is known has no file, so its folder goes as well.
    let pipeline =
        |path: &str| Some(path.strip_prefix("content/pipeline/")?.split_once('/')?.0.to_owned());
    let owners = kept.clone();
    kept.retain(|path, _| match pipeline(path) {
        Some(owner) => owners.contains_key(&format!("content/pipeline/{owner}.yaml")),
        None => true,
    });
    kept
}

struct Gate {
    as_of: String,
    /// When each release is published, by id; `None` for a draft.
    filings: BTreeMap<String, Option<String>>,
}

/// A moment to the second, so that moments compare as texts: a bare day is its last second.
fn second(moment: &str) -> String {
    match moment.len() {
        10 => format!("{moment} 23:59:59"),
        16 => format!("{moment}:00"),
        _ => moment.to_owned(),
    }
}

/// The value of a key at the start of a line.
fn top<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).map(str::trim)
}

fn filings(files: &Files) -> BTreeMap<String, Option<String>> {
    let index = |path: &String| path.starts_with("content/filings/") && path.ends_with("/index.md");
    let entry = |bytes: &Vec<u8>| {
        let text = std::str::from_utf8(bytes).expect("content is UTF-8");
        let id = top(text, "id").expect("a release has an id").to_owned();
        (id, top(text, "published").map(second))
    };
    files.iter().filter(|(path, _)| index(path)).map(|(_, bytes)| entry(bytes)).collect()
}

impl Gate {
    /// Whether a record with these two keys is public. One with neither is a draft.
    fn public(&self, published: Option<&str>, filing: Option<&str>) -> bool {
        let with = |id: &str| self.filings.get(id).unwrap_or_else(|| panic!("no {id}")).clone();
        let since = published.map(second).or_else(|| filing.and_then(with));
        since.is_some_and(|since| since <= self.as_of)
    }

    /// The same of a file with both keys at the start of a line, if there is such a file.
    fn holds(&self, files: &Files, path: &str) -> Option<bool> {
        let text = std::str::from_utf8(files.get(path)?).expect("content is UTF-8");
        Some(self.public(top(text, "published"), top(text, "filing")))
    }

    /// Whether the file is there at all.
    fn keeps(&self, files: &Files, path: &str) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        // `income.r2.csv` is dated by `income.r2.yaml`, `index.r2.md` by itself.
        let revision = |folder: &str, name: &str| {
            let (stem, _) = name.rsplit_once('.')?;
            let (_, number) = stem.rsplit_once(".r")?;
            number.parse::<u32>().ok()?;
            let dated = |ending: &str| self.holds(files, &format!("{folder}/{stem}.{ending}"));
            dated("yaml").or_else(|| dated("md"))
        };
        let record = |kind: &str, name: &str, ending: &str| {
            let stem = name.split('.').next().expect("a name has a stem");
            self.holds(files, &format!("content/{kind}/{stem}.{ending}")).expect("it has an owner")
        };
        match parts.as_slice() {
            // `r2/restated.txt` belongs to `index.r2.md`.
            ["content", "filings", folder, version @ ("r2" | "r3"), _] => {
                let text = format!("content/filings/{folder}/index.{version}.md");
                self.keeps(files, &text)
            }
            ["content", "filings", folder, name] => {
                let folder = format!("content/filings/{folder}");
                self.holds(files, &format!("{folder}/index.md")).expect("it has an index")
                    && revision(&folder, name).unwrap_or(true)
            }
            ["content", "pages", name, ..] => {
                record("pages", name, "md") && revision("content/pages", name).unwrap_or(true)
            }
            ["content", "events", name, ..] => record("events", name, "yaml"),
            _ => true,
        }
    }

    /// The head and the filings of a ledger; empty when none is public.
    fn rows(&self, text: &str) -> String {
        let public = |row: &&str| self.public(row.split(',').nth(1), None);
        let rows: Vec<&str> = text.lines().skip(1).filter(public).collect();
        let head = text.lines().take(1);
        if rows.is_empty() { String::new() } else { lines(head.chain(rows)) }
    }

    /// A file of dated entries; `drafts` where an entry without a date is one that nobody may see.
    fn entries(&self, text: &str, drafts: bool) -> String {
        let all: Vec<&str> = text.lines().collect();
        let mut kept = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let end = block(&all, at);
            if self.drops(&all[at..end], drafts) {
                at = end;
            } else {
                kept.push(all[at]);
                at += 1;
            }
        }
        without_empty(kept)
    }

    /// Whether the block is an entry, or the outcome of a milestone, that is not public.
    fn drops(&self, block: &[&str], drafts: bool) -> bool {
        let first = match (block[0].trim(), block.get(1)) {
            ("outcome:", Some(next)) => next.trim(),
            (line, _) => match line.strip_prefix("- ") {
                Some(entry) => entry.trim_start_matches('{'),
                None => return false,
            },
        };
        // A list within a text has no key.
        let Some((key, value)) = first.split_once(':') else { return false };
        let value = value.split([',', '}']).next().map(str::trim);
        match key {
            "published" => !self.public(value, None),
            "filing" => !self.public(None, value),
            "phase" | "what" | "role" => drafts,
            _ => false,
        }
    }
}

/// The end of what belongs to a line: all that is indented further.
fn block(all: &[&str], at: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(all[at]);
    let inside = |line: &&&str| line.trim().is_empty() || indent(line) > own;
    at + 1 + all[at + 1..].iter().take_while(inside).count()
}

/// Takes away keys, programs and people of whom nothing is left, until nothing is left to take.
fn without_empty(mut kept: Vec<&str>) -> String {
    let dated = |lines: &[&str]| {
        lines.iter().any(|line| line.contains("filing: ") || line.contains("published: "))
    };
    let named =
        |line: &str| ["- name:", "- indication:", "- id:"].iter().any(|key| line.starts_with(key));
    let nested =
        kept.iter().any(|line| line.starts_with("programs:") || line.starts_with("- name:"));
    loop {
        let empty = |at: &usize| {
            let lines = &kept[*at..block(&kept, *at)];
            let bare = lines[1..].iter().all(|line| line.trim().is_empty());
            lines[0].ends_with(':') && bare
                || nested && named(lines[0].trim_start()) && !dated(lines)
        };
        let Some(at) = (0..kept.len()).find(empty) else { break };
        kept.drain(at..block(&kept, at));
    }
    let gone = nested && !dated(&kept);
    if gone { String::new() } else { lines(kept.into_iter()) }
}

fn lines<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}
