//! The command line as a caller sees it: exit code, standard output, standard error, and what is left on disk.
//!
//! Expected texts are written by hand or by `SNAPSHOTS=overwrite`, and read before they are kept.

#![expect(clippy::disallowed_methods, reason = "tests look at files and start the program")]
#![allow(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "expected texts are long, and rewritten by a tool"
)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use program::is;
use snapbox::str;
use tempfile::TempDir;

/// A site in a folder of its own, removed at the end.
struct Site {
    folder: TempDir,
}

const COMPANY: &str = "name: Example Therapeutics Inc.
base_url: https://ir.example.com/
time_zone: America/New_York
fiscal_year_end: 12-31
statements: {scale: thousands}
";

const RELEASE: &str = "---
id: q2-2019
title: Second-quarter 2019 results
published: 2019-08-01 16:05
---
Text.
";

const INCOME: &str = "label,concept,2019-Q2,2018-Q2
Revenue,revenue,40,--
Net loss,net-loss,(700),(500)
";

const INCOME_H1: &str = "label,concept,2019-H1
Net loss,net-loss,\"(1,300)\"
";

impl Site {
    /// One release with one statement.
    fn new() -> Self {
        let site = Self { folder: TempDir::new().expect("a folder") };
        site.write("content/company.yaml", COMPANY);
        site.write("content/filings/q2/index.md", RELEASE);
        site.write("content/filings/q2/income.csv", INCOME);
        site
    }

    /// The same with a mistake.
    fn broken() -> Self {
        let site = Self::new();
        site.write("content/filings/q2/income.csv", &INCOME.replace("40", "4O"));
        site
    }

    /// The same with totals that differ, which is a warning.
    fn doubtful() -> Self {
        let site = Self::new();
        site.write(
            "content/filings/q2/balance-sheet.csv",
            "label,concept,2019-06-30\nAssets,assets,5\nClaims,liabilities-and-equity,6\n",
        );
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// A command in the site's folder, its environment known.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program::PROGRAM);
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("TZ", "Asia/Kolkata").env("LC_ALL", "C").env("COLUMNS", "100");
        command.env("SOURCE_DATE_EPOCH", "1590000000").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        self.shown(self.command(arguments))
    }

    fn run_in(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let mut command = self.command(arguments);
        command.envs(environment.iter().copied());
        self.shown(command)
    }

    /// Exit code, standard output and standard error as one text.
    fn shown(&self, mut command: Command) -> String {
        let root = self.folder.path().to_str().expect("a plain path");
        program::shown(command.output().expect("the program runs")).replace(root, "ROOT")
    }

    /// Every folder and file below a folder, files with the hash of their bytes.
    fn tree(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        collect(&self.path(folder), &mut found);
        found
    }

    /// What stands in the site's folder itself.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> =
            entries.map(|entry| name(entry).into_string().expect("a plain name")).collect();
        names.sort_unstable();
        names
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.insert(path.clone(), "a folder".into());
            collect(&path, found);
        } else {
            let bytes = fs::read(&path).expect("a file");
            found.insert(path, ir_site::digest::sha256(&bytes));
        }
    }
}

#[test]
fn help_names_every_command_and_exit_code() {
    is(
        Site::new().run(&["--help"]),
        str![[r#"
exit 0
--- stdout
Builds investor-relations sites in which every figure ties to its filing

Usage: ir-site [OPTIONS] <COMMAND>

Commands:
  init         Make a new site, with an example of each kind
  new          Begin a new record: a filing, an event, a candidate, a page
  build        Build the site
  check        Find mistakes without writing a site
  serve        Show the site in a browser, and again after every change
  facts        Print every figure with its source
  schema       Print the JSON Schema of a kind of file, for editors
  import       Read filings as they were filed into content
  completions  Print what a shell needs to complete commands and flags
  help         Print this message or the help of the given subcommand(s)

Options:
      --root <DIR>     The site's folder: the one that holds content/ [default: .]
  -v, --verbose        Say more: information, accepted findings, and what holds
      --color <COLOR>  When to use colours [default: auto] [possible values: auto, always, never]
  -h, --help           Print help
  -V, --version        Print version

A new site: ir-site init my-ir. Exit codes: 0 clean, 1 the content has errors, 2 usage or
environment.
--- stderr

"#]],
    );
}

#[test]
fn help_of_build_names_every_flag() {
    is(
        Site::new().run(&["build", "--help"]),
        str![[r#"
exit 0
--- stdout
Build the site

Usage: ir-site build [OPTIONS]

Options:
      --out <DIR>        The folder to write [default: site in the site's folder; with --preview:
                         preview]
      --root <DIR>       The site's folder: the one that holds content/ [default: .]
      --base-url <URL>   Where the site will be served, if not where company.yaml says
  -v, --verbose          Say more: information, accepted findings, and what holds
      --as-of <INSTANT>  The instant to build for: 2006-08-02, "2006-08-03 09:00" or RFC 3339
                         [default: SOURCE_DATE_EPOCH, else now]
      --color <COLOR>    When to use colours [default: auto] [possible values: auto, always, never]
      --preview          Build a site to look at, marked as not published; the instant may lie ahead
      --strict           Fail on warnings too
  -h, --help             Print help

Examples:
  ir-site build                          what is public now, into site/
  ir-site build --as-of 2024-06-01       what was public at the end of June 1, 2024
  ir-site build --preview --as-of "2199-01-01 16:05"
                                         what will be, into preview/, marked on every page
--- stderr

"#]],
    );
}

#[test]
fn a_call_without_a_command_is_refused() {
    let shown = Site::new().run(&[]);
    assert!(shown.starts_with("exit 2\n--- stdout\n--- stderr\n"), "{shown}");
}

#[test]
fn an_unknown_flag_is_refused() {
    is(
        Site::new().run(&["build", "--stirct"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: unexpected argument '--stirct' found

  tip: a similar argument exists: '--strict'

Usage: ir-site build --strict

For more information, try '--help'.

"#]],
    );
}

#[test]
fn check_of_a_sound_site_says_so() {
    is(
        Site::new().run(&["check"]),
        str![[r#"
exit 0
--- stdout
--- stderr
no findings

"#]],
    );
}

#[test]
fn check_prints_findings_to_standard_error() {
    is(
        Site::broken().run(&["check"]),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR101]: `4O` is not a figure
 --> content/filings/q2/income.csv:2:17
  |
2 | Revenue,revenue,4O,--
  |                 ^^
  |
  = help: a letter stands among the digits (O for 0, l for 1)

1 error

"#]],
    );
}

#[test]
fn check_prints_json_to_standard_output() {
    is(
        Site::broken().run(&["check", "--format", "json"]),
        str![[r#"
exit 1
--- stdout
{
  "diagnostics": [
    {
      "code": "IR101",
      "severity": "error",
      "message": "`4O` is not a figure",
      "path": "content/filings/q2/income.csv",
      "line": 2,
      "column": 17,
      "help": "a letter stands among the digits (O for 0, l for 1)",
      "labels": []
    }
  ],
  "accepted": [],
  "summary": {
    "errors": 1,
    "warnings": 0,
    "info": 0,
    "accepted": 0
  }
}
--- stderr

"#]],
    );
}

#[test]
fn what_is_an_error_of_check_is_not_built() {
    let site = Site::new();
    let release = RELEASE.replace("Text.", "A loss of [$0.8 million](fact:net-loss@2019-Q2).");
    site.write("content/filings/q2/index.md", &release);
    let shown = site.run(&["build"]);
    assert!(shown.starts_with("exit 1\n"), "{shown}");
    assert!(shown.contains("error[IR122]: the words are $0.8 million"), "{shown}");
    assert!(shown.ends_with("not built: 1 error\n"), "{shown}");
    assert!(!site.path("site").exists());
}

#[test]
fn a_finding_is_explained_without_a_site() {
    let site = Site { folder: TempDir::new().expect("a folder") };
    is(
        site.run(&["check", "--explain", "ir202"]),
        str![[r#"
exit 0
--- stdout
IR202: a record dated today is hidden until midnight

(finding, warning)

A record dated by day is public when that day is over: late, never early. On the
day itself that may surprise. Write a time to publish it today.

It can be accepted, with `accept:` in the record that it stands in: code, place,
reason, name and date. An acceptance is counted in every report and never shown
on the site.

Source: the content format, docs/content.md.
--- stderr

"#]],
    );
    is(
        site.run(&["check", "--explain", "IR1004"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: CODE: there is no finding with the code `IR1004`
  help: did you mean `IR004`?

"#]],
    );
}

#[test]
fn check_prints_annotations_for_github() {
    let site = Site::doubtful();
    site.write("content/filings/q2/income.csv", &INCOME.replace("40", "4O"));
    is(
        site.run(&["check", "--format", "github"]),
        str![[r#"
exit 1
--- stdout
::error file=content/filings/q2/income.csv,line=2,col=17,endLine=2,endColumn=19,title=IR101 a cell cannot be read as a figure::`4O` is not a figure%0Ahelp: a letter stands among the digits (O for 0, l for 1)
--- stderr

"#]],
    );
}

#[test]
fn sarif_names_files_from_where_the_program_was_started() {
    let site = Site::broken();
    let mut command = site.command(&["--root"]);
    let folder = site.folder.path().file_name().expect("a name");
    let above = site.folder.path().parent().expect("a folder");
    command
        .arg(Path::new(".").join(folder))
        .args(["check", "--format", "sarif"])
        .current_dir(above);
    let Output { status, stdout, .. } = command.output().expect("the program runs");
    assert_eq!(status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"IR101".into(), &"error".into()));
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        format!("{}/content/filings/q2/income.csv", folder.to_str().expect("a plain name"))
    );
}

#[test]
fn json_shows_labels_and_what_was_accepted() {
    let site = Site::doubtful();
    let accept = "accept:\n  - {code: IR104, at: \"balance-sheet.csv:3\", reason: as printed, by: Ada, date: 2019-08-02}\n";
    site.write(
        "content/filings/q2/index.md",
        &RELEASE.replace("published", &format!("{accept}published")),
    );
    is(
        site.run(&["check", "--format", "json"]),
        str![[r#"
exit 0
--- stdout
{
  "diagnostics": [],
  "accepted": [
    {
      "code": "IR104",
      "severity": "warning",
      "message": "Claims is 6 at 2019-06-30 where total assets are 5",
      "path": "content/filings/q2/balance-sheet.csv",
      "line": 3,
      "column": 31,
      "help": "compare both cells with the document; if it prints them so, accept this finding with its reason",
      "labels": [
        {
          "path": "content/filings/q2/balance-sheet.csv",
          "line": 2,
          "column": 15,
          "text": "total assets are 5"
        }
      ],
      "reason": "as printed",
      "by": "Ada",
      "date": "2019-08-02"
    }
  ],
  "summary": {
    "errors": 0,
    "warnings": 0,
    "info": 0,
    "accepted": 1
  }
}
--- stderr

"#]],
    );
}

#[test]
fn verbose_shows_what_was_accepted() {
    let site = Site::doubtful();
    let accept = "accept:\n  - {code: IR104, at: \"balance-sheet.csv:3\", reason: as printed, by: Ada, date: 2019-08-02}\n";
    site.write(
        "content/filings/q2/index.md",
        &RELEASE.replace("published", &format!("{accept}published")),
    );
    is(
        site.run(&["check", "--verbose"]),
        str![[r#"
exit 0
--- stdout
--- stderr
accepted[IR104]: content/filings/q2/balance-sheet.csv:3:31: Claims is 6 at 2019-06-30 where total assets are 5
  by Ada on 2019-08-02: as printed

not bound: content/filings/q2/income.csv:2: Revenue
not bound: content/filings/q2/income.csv:3: Net loss (2 columns)
1 accepted

"#]],
    );
    is(
        site.run(&["check"]),
        str![[r#"
exit 0
--- stdout
--- stderr
1 accepted

"#]],
    );
}

#[test]
fn check_may_look_ahead() {
    let site = Site::new();
    site.write("content/filings/q2/index.md", &RELEASE.replace("2019-08-01", "2150-08-01"));
    is(
        site.run(&["check", "--as-of", "2199-01-01"]),
        str![[r#"
exit 0
--- stdout
--- stderr
no findings

"#]],
    );
}

#[test]
fn build_ends_with_what_it_made() {
    let site = Site::new();
    is(
        site.run(&["build"]),
        str![[r#"
exit 0
--- stdout
--- stderr
built site: 23 files

"#]],
    );
    assert_eq!(site.beside(), ["content", "site"]);
    let page = fs::read_to_string(site.path("site/index.html")).expect("a page");
    assert!(page.contains("Example Therapeutics Inc."));
}

#[test]
fn build_lists_what_it_held_back() {
    let site = Site::new();
    let release =
        |id: &str, rest: &str| format!("---\nid: {id}\ntitle: A title\n{rest}---\nText.\n");
    site.write(
        "content/filings/later/index.md",
        &release("later", "published: 2150-01-02 09:00\n"),
    );
    site.write("content/filings/day/index.md", &release("day", "published: 2140-01-02\n"));
    site.write("content/filings/draft/index.md", &release("draft", ""));
    site.write(
        "content/events/call.yaml",
        "title: Call\nfiling: later\nstarts: 2150-01-03 10:00\n",
    );
    is(
        site.run(&["build"]),
        str![[r#"
exit 0
--- stdout
--- stderr
built site: 23 files
held back:
  document day (content/filings/day/index.md): until the end of January 2, 2140
  event call (content/events/call.yaml): until January 2, 2150, 9:00 a.m. EST
  document later (content/filings/later/index.md): until January 2, 2150, 9:00 a.m. EST
  document draft (content/filings/draft/index.md): a draft

"#]],
    );
    is(
        site.run_in(&["build"], &[("CI", "true")]),
        str![[r#"
exit 0
--- stdout
--- stderr
built site: 23 files
held back: 3 until their time, 1 draft

"#]],
    );
}

#[test]
fn a_failed_build_leaves_the_last_site_as_it_was() {
    let site = Site::new();
    site.run(&["build"]);
    let before = site.tree("site");
    site.write("content/filings/q2/income.csv", &INCOME.replace("40", "4O"));
    is(
        site.run(&["build"]),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR101]: `4O` is not a figure
 --> content/filings/q2/income.csv:2:17
  |
2 | Revenue,revenue,4O,--
  |                 ^^
  |
  = help: a letter stands among the digits (O for 0, l for 1)

not built: 1 error

"#]],
    );
    assert_eq!(site.tree("site"), before);
    assert_eq!(site.beside(), ["content", "site"]);
}

#[test]
fn a_page_that_cannot_be_rendered_leaves_the_last_site_as_it_was() {
    let site = Site::new();
    site.run(&["build"]);
    let before = site.tree("site");
    site.write("templates/filing.html", "<h1>{{ page.titel }}</h1>\n");
    is(
        site.run(&["build"]),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR011]: Field `titel` is not defined
 --> templates/filing.html:1:13
  |
1 | <h1>{{ page.titel }}</h1>
  |             ^^^^^
  |
  = help: Available fields: canonical, crumbs, description, og_type, title

not built: 1 error

"#]],
    );
    assert_eq!(site.tree("site"), before);
    assert_eq!(site.beside(), ["content", "site", "templates"]);
}

#[test]
fn strict_fails_on_a_warning() {
    let site = Site::doubtful();
    is(
        site.run(&["build", "--strict"]),
        str![[r#"
exit 1
--- stdout
--- stderr
warning[IR104]: Claims is 6 at 2019-06-30 where total assets are 5
 --> content/filings/q2/balance-sheet.csv:3:31
  |
2 | Assets,assets,5
  |               - total assets are 5
3 | Claims,liabilities-and-equity,6
  |                               ^
  |
  = help: compare both cells with the document; if it prints them so, accept this finding with its reason

not built: 1 warning

"#]],
    );
    assert_eq!(site.beside(), ["content"]);
    is(
        site.run(&["build"]),
        str![[r#"
exit 0
--- stdout
--- stderr
warning[IR104]: Claims is 6 at 2019-06-30 where total assets are 5
 --> content/filings/q2/balance-sheet.csv:3:31
  |
2 | Assets,assets,5
  |               - total assets are 5
3 | Claims,liabilities-and-equity,6
  |                               ^
  |
  = help: compare both cells with the document; if it prints them so, accept this finding with its reason

built site: 24 files
1 warning

"#]],
    );
}

#[test]
fn strict_fails_on_a_warning_when_the_theme_is_broken_too() {
    let site = Site::doubtful();
    site.write("templates/filing.html", "{% if %}\n");
    let shown = site.run(&["build", "--strict"]);
    assert!(shown.ends_with("not built: 1 error, 1 warning\n"), "{shown}");
}

#[test]
fn a_site_of_the_future_is_not_built() {
    let site = Site::new();
    is(
        site.run(&["build", "--as-of", "2199-01-01 09:00"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: 2199-01-01T09:00:00-05:00 lies ahead of the clock: a site of the future is not built
  help: `--preview` builds one that is marked and never deployed; `ir-site serve --as-of` shows it

"#]],
    );
    assert_eq!(site.beside(), ["content"]);
}

#[test]
fn a_site_of_the_future_is_built_only_as_a_preview() {
    let site = Site::new();
    site.write("content/filings/q2/index.md", &RELEASE.replace("2019-08-01", "2150-08-01"));
    is(
        site.run(&["build", "--preview", "--as-of", "2199-01-01"]),
        str![[r#"
exit 0
--- stdout
--- stderr
built preview: 24 files
a preview: every page says so; it must not be deployed

"#]],
    );
    assert_eq!(site.beside(), ["content", "preview"]);
    let read = |path: &str| fs::read_to_string(site.path(path)).expect("a file");
    assert_eq!(read("preview/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert_eq!(read("preview/manifest.json"), "{\"generator\": \"ir-site\", \"preview\": true}\n");
    for path in site.tree("preview").keys().filter(|path| path.extension() == Some("html".as_ref()))
    {
        let page = fs::read_to_string(path).expect("a page");
        assert!(page.contains("<aside class=\"preview\""), "{}", path.display());
        let asks = "<meta name=\"robots\" content=\"noindex, nofollow\">";
        assert!(page.contains(asks), "{}", path.display());
    }
}

#[test]
fn an_instant_that_cannot_be_read_is_refused() {
    let site = Site::new();
    is(
        site.run(&["build", "--as-of", "8/1/2019"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --as-of: "8/1/2019" is not a date and time
  help: write 2019-08-01 for August 1, 2019, or 2019-01-08 for January 8, 2019

"#]],
    );
    is(
        site.run(&["check", "--as-of", "2019-03-10 02:30"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --as-of: "2019-03-10 02:30" does not exist in America/New_York: the clocks skip it
  help: write 2019-03-10 03:30 (after the change) or 2019-03-10 01:30 (before it)

"#]],
    );
    is(
        site.run(&["facts", "--as-of", ""]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --as-of: "" is not a date and time
  help: write 2006-08-03, or 2006-08-03 09:00 for a time in America/New_York

"#]],
    );
}

#[test]
fn the_instant_of_the_environment_is_honoured() {
    let site = Site::new();
    let before = site.run_in(&["facts"], &[("SOURCE_DATE_EPOCH", "1564689899")]);
    let after = site.run_in(&["facts"], &[("SOURCE_DATE_EPOCH", "1564689900")]);
    is(
        &before,
        str![[r#"
exit 0
--- stdout
CONCEPT  PERIOD  VALUE  UNIT  SOURCE
--- stderr

"#]],
    );
    assert_eq!(after.lines().count(), before.lines().count() + 4, "{after}");
    for bad in ["yesterday", "", "1e9", "99999999999999", "-99999999999999"] {
        let shown = site.run_in(&["facts"], &[("SOURCE_DATE_EPOCH", bad)]);
        is(
            shown,
            str![[r#"
exit 2
--- stdout
--- stderr
error: SOURCE_DATE_EPOCH: this is not a number of seconds since 1970
  help: unset it, or name the instant with --as-of

"#]],
        );
    }
    let asked = site.run_in(&["facts", "--as-of", "2019-08-02"], &[("SOURCE_DATE_EPOCH", "bad")]);
    assert!(asked.starts_with("exit 0\n"), "the flag goes first: {asked}");
}

#[test]
fn a_folder_without_a_site_is_refused() {
    let site = Site::new();
    is(
        site.run(&["build", "--root", "content"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: there is no site in content: it has no content/ folder
  help: go to the site’s folder, or name it with --root; `ir-site init DIR` makes a new one

"#]],
    );
    is(
        site.run(&["check", "--root", "nowhere"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: there is no site in nowhere: it has no content/ folder
  help: go to the site’s folder, or name it with --root; `ir-site init DIR` makes a new one

"#]],
    );
}

#[test]
fn a_site_may_be_elsewhere() {
    let site = Site::new();
    let root = site.path("").to_str().expect("a plain path").to_owned();
    let mut command = site.command(&["build", "--root", &root]);
    command.current_dir("/");
    is(
        site.shown(command),
        str![[r#"
exit 0
--- stdout
--- stderr
built ROOT/site: 23 files

"#]],
    );
    assert_eq!(site.beside(), ["content", "site"]);
}

#[test]
fn a_folder_that_no_build_made_is_left_as_it_is() {
    let site = Site::new();
    site.write("papers/letter.txt", "Dear");
    site.write("file", "text");
    fs::create_dir_all(site.path("checkout/.git")).expect("a folder");
    fs::create_dir_all(site.path("empty")).expect("a folder");
    let before = site.tree("");
    is(
        site.run(&["build", "--out", "papers"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: papers holds files that no build made, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    is(
        site.run(&["build", "--out", "checkout"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: checkout is a git checkout, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    is(
        site.run(&["build", "--out", "file"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: file is a file, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    is(
        site.run(&["build", "--out", "content"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: content holds the site’s own files, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    is(
        site.run(&["build", "--out", "."]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: . holds the site’s own files, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    is(
        site.run(&["build", "--out", "content/filings/q2/site"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: content/filings/q2/site holds the site’s own files, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    assert_eq!(site.tree(""), before);
    is(
        site.run(&["build", "--out", "empty"]),
        str![[r#"
exit 0
--- stdout
--- stderr
built empty: 23 files

"#]],
    );
    is(
        site.run(&["build", "--out", "a/b/c"]),
        str![[r#"
exit 0
--- stdout
--- stderr
built a/b/c: 23 files

"#]],
    );
}

#[test]
fn a_site_that_is_a_git_checkout_is_left_as_it_is() {
    let site = Site::new();
    site.run(&["build"]);
    fs::create_dir_all(site.path("site/.git")).expect("a folder");
    let before = site.tree("site");
    is(
        site.run(&["build"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: ./site is a git checkout, so it is left as it is
  help: choose another folder with --out

"#]],
    );
    assert_eq!(site.tree("site"), before);
}

#[test]
fn a_base_url_takes_the_place_of_the_company_s() {
    let site = Site::new();
    site.run(&["build", "--base-url", "https://preview.example.org/pr-7"]);
    let sitemap = fs::read_to_string(site.path("site/sitemap.xml")).expect("a sitemap");
    assert!(sitemap.contains("<loc>https://preview.example.org/pr-7/"), "{sitemap}");
    for path in site.tree("site").into_keys().filter(|path| path.is_file()) {
        let bytes = fs::read(&path).expect("a file");
        assert!(!holds(&bytes, b"https://ir.example.com"), "{} has the other", path.display());
    }
    is(
        site.run(&["build", "--base-url", "preview.example.org"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --base-url: `preview.example.org` is not the address of a site
  help: write it as https://example.com/ir/

"#]],
    );
    is(
        site.run(&["build", "--base-url", "javascript:alert(1)"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --base-url: `javascript:alert(1)` is not the address of a site
  help: write it as https://example.com/ir/

"#]],
    );
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn facts_are_printed_as_a_table() {
    let site = Site::new();
    site.write("content/filings/q2/cash-flows.csv", INCOME_H1);
    is(
        site.run(&["facts"]),
        str![[r#"
exit 0
--- stdout
CONCEPT        PERIOD                    VALUE  UNIT  SOURCE
NetIncomeLoss  2018-04-01/2018-06-30   -500000  USD   q2-2019 income:net-loss:2
NetIncomeLoss  2019-01-01/2019-03-31   -600000  USD   derived: q2-2019 cash-flows:net-loss:1 less q2-2019 income:net-loss:1
NetIncomeLoss  2019-01-01/2019-06-30  -1300000  USD   q2-2019 cash-flows:net-loss:1
NetIncomeLoss  2019-04-01/2019-06-30   -700000  USD   q2-2019 income:net-loss:1
Revenues       2018-04-01/2018-06-30       nil  USD   q2-2019 income:revenue:2
Revenues       2019-04-01/2019-06-30     40000  USD   q2-2019 income:revenue:1
--- stderr

"#]],
    );
    is(
        site.run(&["facts", "net-loss", "--format", "table"]),
        str![[r#"
exit 0
--- stdout
CONCEPT        PERIOD                    VALUE  UNIT  SOURCE
NetIncomeLoss  2018-04-01/2018-06-30   -500000  USD   q2-2019 income:net-loss:2
NetIncomeLoss  2019-01-01/2019-03-31   -600000  USD   derived: q2-2019 cash-flows:net-loss:1 less q2-2019 income:net-loss:1
NetIncomeLoss  2019-01-01/2019-06-30  -1300000  USD   q2-2019 cash-flows:net-loss:1
NetIncomeLoss  2019-04-01/2019-06-30   -700000  USD   q2-2019 income:net-loss:1
--- stderr

"#]],
    );
}

#[test]
fn facts_are_printed_as_csv() {
    let site = Site::new();
    site.write("content/filings/q2/cash-flows.csv", INCOME_H1);
    is(
        site.run(&["facts", "net-loss", "--format", "csv"]),
        str![[r#"
exit 0
--- stdout
concept,label,start,end,unit,value,decimals,derived,filing,statement,row,column,published
NetIncomeLoss,Net loss,2018-04-01,2018-06-30,USD,-500000,-3,false,q2-2019,income,net-loss,2,2019-08-01T16:05:00-04:00
NetIncomeLoss,Net income (loss),2019-01-01,2019-03-31,USD,-600000,-3,true,q2-2019;q2-2019,cash-flows;income,net-loss;net-loss,1;1,2019-08-01T16:05:00-04:00
NetIncomeLoss,Net loss,2019-01-01,2019-06-30,USD,-1300000,-3,false,q2-2019,cash-flows,net-loss,1,2019-08-01T16:05:00-04:00
NetIncomeLoss,Net loss,2019-04-01,2019-06-30,USD,-700000,-3,false,q2-2019,income,net-loss,1,2019-08-01T16:05:00-04:00
--- stderr

"#]],
    );
}

#[test]
fn facts_are_printed_as_json() {
    let site = Site::new();
    site.write("content/filings/q2/cash-flows.csv", INCOME_H1);
    is(
        site.run(&["facts", "NetIncomeLoss", "--format", "json"]),
        str![[r#"
exit 0
--- stdout
{
  "facts": [
    {
      "concept": "NetIncomeLoss",
      "label": "Net loss",
      "start": "2018-04-01",
      "end": "2018-06-30",
      "unit": "USD",
      "value": -500000,
      "decimals": -3,
      "derived": false,
      "filing": [
        "q2-2019"
      ],
      "statement": [
        "income"
      ],
      "row": [
        "net-loss"
      ],
      "column": [
        "2"
      ],
      "published": "2019-08-01T16:05:00-04:00"
    },
    {
      "concept": "NetIncomeLoss",
      "label": "Net income (loss)",
      "start": "2019-01-01",
      "end": "2019-03-31",
      "unit": "USD",
      "value": -600000,
      "decimals": -3,
      "derived": true,
      "filing": [
        "q2-2019",
        "q2-2019"
      ],
      "statement": [
        "cash-flows",
        "income"
      ],
      "row": [
        "net-loss",
        "net-loss"
      ],
      "column": [
        "1",
        "1"
      ],
      "published": "2019-08-01T16:05:00-04:00"
    },
    {
      "concept": "NetIncomeLoss",
      "label": "Net loss",
      "start": "2019-01-01",
      "end": "2019-06-30",
      "unit": "USD",
      "value": -1300000,
      "decimals": -3,
      "derived": false,
      "filing": [
        "q2-2019"
      ],
      "statement": [
        "cash-flows"
      ],
      "row": [
        "net-loss"
      ],
      "column": [
        "1"
      ],
      "published": "2019-08-01T16:05:00-04:00"
    },
    {
      "concept": "NetIncomeLoss",
      "label": "Net loss",
      "start": "2019-04-01",
      "end": "2019-06-30",
      "unit": "USD",
      "value": -700000,
      "decimals": -3,
      "derived": false,
      "filing": [
        "q2-2019"
      ],
      "statement": [
        "income"
      ],
      "row": [
        "net-loss"
      ],
      "column": [
        "1"
      ],
      "published": "2019-08-01T16:05:00-04:00"
    }
  ]
}
--- stderr

"#]],
    );
}

#[test]
fn an_unknown_concept_is_refused() {
    let site = Site::new();
    is(
        site.run(&["facts", "net-los"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: CONCEPT: no public document reports `net-los`
  help: did you mean `net-loss`?

"#]],
    );
    is(
        site.run(&["facts", "net-loss", "goodwill"]),
        str![[r#"
exit 2
--- stdout
--- stderr
error: CONCEPT: no public document reports `goodwill`

"#]],
    );
}

#[test]
fn facts_of_a_broken_site_are_not_printed() {
    is(
        Site::broken().run(&["facts"]),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR101]: `4O` is not a figure
 --> content/filings/q2/income.csv:2:17
  |
2 | Revenue,revenue,4O,--
  |                 ^^
  |
  = help: a letter stands among the digits (O for 0, l for 1)

1 error

"#]],
    );
}

#[test]
fn colours_are_as_asked() {
    let site = Site::broken();
    let coloured = |shown: &str| shown.contains("\u{1b}[");
    assert!(!coloured(&site.run(&["check"])), "a pipe is no terminal");
    assert!(coloured(&site.run(&["check", "--color", "always"])));
    assert!(coloured(&site.run(&["check", "--color=always"])));
    assert!(!coloured(&site.run(&["check", "--color", "never"])));
    assert!(!coloured(&site.run_in(&["check"], &[("NO_COLOR", "1")])));
    assert!(
        coloured(&site.run_in(&["check", "--color=always"], &[("NO_COLOR", "1")])),
        "what is asked for on the command line goes first: https://no-color.org"
    );
    let json = site.run(&["check", "--color=always", "--format", "json"]);
    assert!(!coloured(&json), "JSON is for programs: {json}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = Site::new();
    for arguments in
        [&["facts", "--format", "json"][..], &["check", "--format", "json"], &["check"]]
    {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let (reader_2, writer_2) = std::io::pipe().expect("a pipe");
        drop((reader, reader_2));
        let mut command = site.command(arguments);
        let status = command.stdout(writer).stderr(writer_2).status().expect("the program runs");
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn a_second_build_is_the_same_and_nothing_stale_remains() {
    let site = Site::new();
    site.run(&["build"]);
    let first = site.tree("site");
    site.write("site/filings/q1/index.html", "stale");
    site.write("site/stale.txt", "stale");
    site.run_in(&["build"], &[("TZ", "America/Los_Angeles"), ("LC_ALL", "de_CH.UTF-8")]);
    assert_eq!(site.tree("site"), first);
    assert_eq!(site.beside(), ["content", "site"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_into_itself_is_an_error() {
        let site = Site::new();
        symlink("..", site.path("content/filings/q2/loop")).expect("a link");
        is(
            site.run(&["check"]),
            str![[r#"
exit 2
--- stdout
--- stderr
error: cannot read ./content/filings/q2/loop: File system loop found: ./content/filings/q2/loop points to an ancestor ./content/filings

"#]],
        );
    }

    /// What another build may still be at work on stays, and so does what no build made.
    #[test]
    fn what_a_killed_build_left_is_removed_by_a_later_one() {
        let site = Site::new();
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(2);
        for name in [".ir-site-Ab3dEf", ".ir-site-notes", ".ir-site-Xy9zW0"] {
            site.write(&format!("{name}/index.html"), "half");
            if name != ".ir-site-Xy9zW0" {
                let folder = std::fs::File::open(site.path(name)).expect("a folder");
                folder.set_modified(long_ago).expect("its time is ours to set");
            }
        }
        site.run(&["build"]);
        let there = |name: &str| site.path(name).exists();
        assert!(there("site/index.html") && !there(".ir-site-Ab3dEf"));
        assert!(there(".ir-site-notes") && there(".ir-site-Xy9zW0"));
    }

    #[test]
    fn a_link_to_nothing_is_an_error() {
        let site = Site::new();
        symlink("nothing.pdf", site.path("content/filings/q2/release.pdf")).expect("a link");
        is(
            site.run(&["check"]),
            str![[r#"
exit 2
--- stdout
--- stderr
error: cannot read ./content/filings/q2/release.pdf: IO error for operation on ./content/filings/q2/release.pdf: No such file or directory (os error 2)

"#]],
        );
    }

    #[test]
    fn an_output_may_be_a_link_to_a_folder() {
        let site = Site::new();
        fs::create_dir_all(site.path("elsewhere")).expect("a folder");
        symlink("elsewhere", site.path("site")).expect("a link");
        is(
            site.run(&["build"]),
            str![[r#"
exit 0
--- stdout
--- stderr
built site: 23 files

"#]],
        );
        assert!(site.path("site").is_symlink(), "the link is still there");
        assert!(site.path("elsewhere/index.html").is_file(), "and the site is where it leads");
    }

    #[test]
    fn a_built_site_can_be_read_by_a_web_server() {
        let site = Site::new();
        site.run(&["build"]);
        let mode = fs::metadata(site.path("site")).expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
    }
}

/// A release as it was filed, with a total that is `total`.
fn filed(total: &str) -> String {
    format!(
        "                 LINDEN REPORTS SECOND QUARTER 2024 RESULTS\n\n\
         The net loss of the second quarter of 2024 was $18.6 million.\n\n\
         \x20                      STATEMENTS OF OPERATIONS\n\
         \x20                          (in thousands)\n\n\
         \x20                                    Three Months Ended\n\
         \x20                                         June 30,\n\
         \x20                                     2024        2023\n\
         \x20                                   --------    --------\n\
         Revenue                            $ 12,410    $ 11,385\n\
         Operating expenses:\n\
         \x20 Research and development           15,520      14,470\n\
         \x20 General and administrative         15,510      14,480\n\
         \x20                                   --------    --------\n\
         \x20 Total operating expenses           {total}      28,950\n\
         \x20                                   --------    --------\n\
         Net loss                           $(18,620)   $(17,565)\n\
         \x20                                   ========    ========\n"
    )
}

#[test]
fn a_filing_without_a_site_is_ticked_and_tied() {
    let site = Site::new();
    site.write("good.txt", &filed("31,030"));
    site.write("bad.txt", &filed("31,031"));
    site.write("words.txt", "LINDEN NAMES A NEW CHAIR\n\nAda Moor is the new chair.\n");
    is(
        site.run(&["check", "good.txt", "words.txt"]),
        str![[r#"
exit 0
--- stdout
--- stderr
LINDEN REPORTS SECOND QUARTER 2024 RESULTS
  read: 1 statement, 10 cells
  holds: 5 relations (--verbose lists them)
  found: no findings

LINDEN NAMES A NEW CHAIR
  read: no statement; there is nothing to hold its words against
  found: no findings

"#]],
    );
    is(
        site.run(&["check", "bad.txt"]),
        str![[r#"
exit 1
--- stdout
--- stderr
warning[IR108]: Total operating expenses is 31,031 for 2024-Q2 where 2 sums ask for 31,030
  --> bad.txt:17:38
   |
15 |   General and administrative         15,510      14,480
   |                                      ------ the lines down to here add up to 31,030
16 |                                     --------    --------
17 |   Total operating expenses           31,031      28,950
   |                                      ^^^^^^
18 |                                     --------    --------
19 | Net loss                           $(18,620)   $(17,565)
   |                                    --------- (18,620) here follows from 31,030

LINDEN REPORTS SECOND QUARTER 2024 RESULTS
  read: 1 statement, 10 cells
  holds: 3 relations (--verbose lists them)
  found: 1 warning

"#]],
    );
}

#[test]
fn several_filings_are_one_report_for_a_program() {
    let site = Site::new();
    site.write("bad.txt", &filed("31,031"));
    site.write("deeper/bad.txt", &format!("\n{}", filed("31,032")));
    let shown = site.run(&["check", "bad.txt", "deeper/bad.txt", "--format", "sarif"]);
    let json = shown.split("--- stdout\n").nth(1).and_then(|out| out.split("--- stderr").next());
    let report: serde_json::Value = serde_json::from_str(json.expect("an output")).expect("one");
    let place = |result: &serde_json::Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let file = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
        format!(
            "{} {file}:{}",
            result["ruleId"].as_str().unwrap_or_default(),
            place["region"]["startLine"]
        )
    };
    let results = report["runs"][0]["results"].as_array().expect("results");
    let places: Vec<String> = results.iter().map(place).collect();
    assert_eq!(places, ["IR108 bad.txt:17", "IR108 deeper/bad.txt:18"]);
}
