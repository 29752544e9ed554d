//! A new company's site: one example of each kind that builds without a finding and explains itself.

use crate::render::theme::{FILES, TEMPLATES};
use crate::schema::{self, KINDS};

/// What a new site is to have.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// Whether its repository will be public, with all that it holds.
    pub public: bool,
    /// The action that its workflow uses: `owner/repository@ref`.
    pub action: &'a str,
}

macro_rules! files {
    ($($path:literal => $file:literal,)*) => {
        &[$(($path, include_str!(concat!("../starter/", $file)))),*]
    };
}

const CONTENT: &[(&str, &str)] = files! {
    "content/company.yaml" => "content/company.yaml",
    "content/events/2024-05-10-first-quarter-call.yaml" => "content/events/2024-05-10-first-quarter-call.yaml",
    "content/filings/2024-05-09-first-quarter-results/balance-sheet.csv" => "content/filings/2024-05-09-first-quarter-results/balance-sheet.csv",
    "content/filings/2024-05-09-first-quarter-results/income.csv" => "content/filings/2024-05-09-first-quarter-results/income.csv",
    "content/filings/2024-05-09-first-quarter-results/index.md" => "content/filings/2024-05-09-first-quarter-results/index.md",
    "content/pages/dividends.md" => "content/pages/dividends.md",
    "content/people.yaml" => "content/people.yaml",
    "content/pipeline/ex-101.yaml" => "content/pipeline/ex-101.yaml",
    "content/sec-filings.csv" => "content/sec-filings.csv",
};

const AROUND: &[(&str, &str)] = files! {
    ".editorconfig" => "editorconfig",
    ".gitattributes" => "gitattributes",
    ".gitignore" => "gitignore",
    ".vscode/extensions.json" => "vscode/extensions.json",
    ".vscode/settings.json" => "vscode/settings.json",
};

const PRIVATE: &[(&str, &str)] = files! {
    ".github/workflows/site.yml" => "github/site-private.yml",
    "README.md" => "README-private.md",
};

const PUBLIC: &[(&str, &str)] = files! {
    ".github/workflows/site.yml" => "github/site-public.yml",
    "README.md" => "README-public.md",
};

/// Stands in a workflow for the repository that holds ir-site, until someone says which that is.
pub const ACTION: &str = "example/ir-site@main";

/// What a workflow says above it.
const ACTION_NOTE: &str = "      # Put yours in place of this one, which stands for it: docs/github.md of ir-site says how to come by one.\n";

/// The files of a new site by path.
#[must_use]
pub fn site(options: &Options<'_>) -> Vec<(String, String)> {
    let own = if options.public { PUBLIC } else { PRIVATE };
    let written = CONTENT.iter().chain(AROUND).chain(own);
    let filled = |text: &str| {
        if options.action == ACTION {
            return text.to_owned();
        }
        text.replace(ACTION_NOTE, "").replace(ACTION, options.action)
    };
    let mut files: Vec<(String, String)> =
        written.map(|(path, text)| ((*path).to_owned(), filled(text))).collect();
    // Front matter is no file of its own, so no editor would ask for a schema of it.
    let whole = KINDS.iter().filter(|kind| !kind.place.starts_with("the front matter"));
    let whole = whole.filter(|kind| !kind.place.starts_with("an entry"));
    files.extend(
        whole.map(|kind| (format!(".vscode/schemas/{}.json", kind.name), schema::schema(kind))),
    );
    files.sort();
    files
}

/// The files of the default theme, where a site's own stand in their place.
#[must_use]
pub fn theme() -> Vec<(String, String)> {
    let under = |folder: &str, files: &[(&str, &str)]| -> Vec<(String, String)> {
        files.iter().map(|(name, text)| (format!("{folder}/{name}"), (*text).to_owned())).collect()
    };
    [under("templates", TEMPLATES), under("static", FILES)].concat()
}
