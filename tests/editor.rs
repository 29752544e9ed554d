//! What an editor does at the command line: a new site, new records.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests look at files and start the program")]
#![allow(clippy::needless_raw_string_hashes, reason = "expected texts are rewritten by a tool")]

mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use program::is;
use snapbox::str;
use tempfile::TempDir;

/// Exit code and both outputs of a command line in a folder.
fn run(folder: &Path, line: &str) -> String {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ir-site {line}")]).current_dir(folder).env_clear();
    command.env("PATH", program::path()).env("SOURCE_DATE_EPOCH", "1790000000");
    program::shown(command.stdin(Stdio::null()).output().expect("it runs"))
}

/// A new site.
fn site() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    assert!(run(folder.path(), "init .").starts_with("exit 0\n"));
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let entries = entries.into_iter().map(|entry| entry.expect("it can be read"));
    let below = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_owned()
    });
    below.collect()
}

#[test]
fn a_new_site_says_where_to_begin() {
    let folder = TempDir::new().expect("a folder");
    is(
        run(folder.path(), "init ir"),
        str![[r#"
exit 0
--- stdout
--- stderr
made 21 files in ir
next:
  ir-site --root ir serve --open    look at it, and leave it running while you write
  ir/content/company.yaml    begin here: the company's name, address and time zone
  ir/README.md    how it is published
  ir/.github/workflows/site.yml    its line `uses:` must name your repository of ir-site

"#]],
    );
    is(
        run(&folder.path().join("ir"), "check"),
        str![[r#"
exit 0
--- stdout
--- stderr
no findings

"#]],
    );
    let strict = run(&folder.path().join("ir"), "build --strict");
    assert!(strict.starts_with("exit 0\n"), "{strict}");
    let made = files(&folder.path().join("ir"));
    assert!(made.iter().all(|file| !file.starts_with("templates/")), "{made:?}");
}

#[test]
fn a_public_site_warns_that_everything_in_it_is_public() {
    let folder = TempDir::new().expect("a folder");
    is(
        run(folder.path(), "init ir --public"),
        str![[r#"
exit 0
--- stdout
--- stderr
made 21 files in ir
warning: everything in a public repository is public, drafts and history included; for releases that are prepared before they are out, run init without --public
next:
  ir-site --root ir serve --open    look at it, and leave it running while you write
  ir/content/company.yaml    begin here: the company's name, address and time zone
  ir/README.md    how it is published
  ir/.github/workflows/site.yml    its line `uses:` must name your repository of ir-site

"#]],
    );
    let readme = fs::read_to_string(folder.path().join("ir/README.md")).expect("a file");
    assert!(readme.contains("**Everything in this repository is public**"), "{readme}");
    let workflow = folder.path().join("ir/.github/workflows/site.yml");
    assert!(fs::read_to_string(workflow).expect("a file").contains("actions/deploy-pages"));
    assert!(run(&folder.path().join("ir"), "build --strict").starts_with("exit 0\n"));
}

#[test]
fn nothing_is_overwritten_and_then_nothing_is_written() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("README.md"), "mine\n").expect("a file");
    is(
        run(folder.path(), "init ."),
        str![[r#"
exit 2
--- stdout
--- stderr
error: nothing is written: . already has README.md
  help: choose another name, or move what is there

"#]],
    );
    assert_eq!(files(folder.path()), ["README.md"]);
}

#[test]
fn the_theme_is_written_out_on_request_and_changes_nothing() {
    let site = site();
    let before = run(site.path(), "build");
    let old = fs::read_to_string(site.path().join("site/index.html")).expect("a file");
    is(
        run(site.path(), "init . --theme"),
        str![[r#"
exit 0
--- stdout
--- stderr
made [..] files in .
the theme is yours now: a copy does not follow the program; delete what you do not change

"#]],
    );
    assert!(site.path().join("templates/base.html").is_file());
    assert_eq!(run(site.path(), "build"), before);
    assert_eq!(fs::read_to_string(site.path().join("site/index.html")).expect("a file"), old);
}

#[test]
fn the_workflow_names_the_repository_that_is_given_and_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let shown = run(folder.path(), "init ir --action sample/site-maker@v2");
    assert!(shown.starts_with("exit 0\n"), "{shown}");
    let workflow = fs::read_to_string(folder.path().join("ir/.github/workflows/site.yml"));
    assert!(workflow.expect("a file").contains("- uses: sample/site-maker@v2\n"));
    is(
        run(folder.path(), "init other --action 'a/b@c\n- run: x'"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --action: `a/b@c
- run: x` is not a repository and a branch or tag
  help: write it as example/ir-site@main

"#]],
    );
}

#[test]
fn new_records_are_valid_and_their_paths_are_printed() {
    let site = site();
    let mut shown = String::new();
    for arguments in [
        "filing --title 'Second-quarter 2024 results' --published '2024-08-08 16:05' --id q2-2024 \
         --kind results --period 2024-Q2 --form 8-K",
        "event --title 'Annual meeting: 2024' --starts '2024-09-12 10:00' --kind meeting --filing q2-2024",
        "candidate --name EX-102 --indication 'Gout, acute' --phase 'Phase 1' --state 'under way' \
         --filing q2-2024",
        "page --title 'Corporate governance'",
    ] {
        let said = run(site.path(), &format!("new {arguments}"));
        let path = said.strip_prefix("exit 0\n--- stdout\n").and_then(|s| s.split_once('\n'));
        let (path, rest) = path.unwrap_or_else(|| panic!("{said}"));
        assert_eq!(rest, "--- stderr\n", "{path}");
        let text = fs::read_to_string(site.path().join(path)).expect("it is there");
        shown.push_str(&format!("== {path}\n{text}"));
    }
    is(
        shown,
        str![[r#"
== content/filings/2024-08-08-second-quarter-2024-results/index.md
---
id: q2-2024
title: Second-quarter 2024 results
published: 2024-08-08 16:05
kind: results
period: 2024-Q2
form: 8-K
---
The text of the release stands here.
== content/events/2024-09-12-annual-meeting-2024.yaml
title: "Annual meeting: 2024"
kind: meeting
filing: q2-2024
starts: 2024-09-12 10:00
== content/pipeline/ex-102.yaml
name: EX-102
programs:
  - indication: "Gout, acute"
    history:
      - {filing: q2-2024, phase: Phase 1, state: under way}
== content/pages/corporate-governance.md
---
title: Corporate governance
# A draft until a line says when it is public: published: 2026-11-12 16:05
---
The text of the page stands here.

"#]],
    );
    is(
        run(site.path(), "check"),
        str![[r#"
exit 0
--- stdout
--- stderr
no findings

"#]],
    );
}

#[test]
fn a_new_record_that_would_be_a_mistake_is_not_written() {
    let site = site();
    let before = files(site.path());
    is(
        run(site.path(), "new filing --title X --published 8/9/2024"),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR201]: "8/9/2024" is not a date and time
 --> content/filings/x/index.md:4:12
  |
4 | published: 8/9/2024
  |            ^^^^^^^^
  |
  = help: write 2024-08-09 for August 9, 2024, or 2024-09-08 for September 8, 2024

nothing is written

"#]],
    );
    let event = "new event --title X --starts '2024-09-12 10:00' --filing q1-2042";
    is(
        run(site.path(), event),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR008]: no document has the id `q1-2042`
 --> content/events/2024-09-12-x.yaml:2:9
  |
2 | filing: q1-2042
  |         ^^^^^^^
  |
  = help: did you mean `q1-2024`?

nothing is written

"#]],
    );
    is(
        run(site.path(), "new page --title Dividends"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: nothing is written: . already has content/pages/dividends.md
  help: choose another name, or move what is there

"#]],
    );
    is(
        run(site.path(), "new page"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --title: this is needed
  help: write --title "…", or run this in a terminal and answer

"#]],
    );
    assert_eq!(files(site.path()), before);
}

#[test]
fn every_example_of_the_help_runs() {
    let site = site();
    let mut ran = 0;
    for command in ["init", "new", "build", "check", "facts", "schema"] {
        let help = run(site.path(), &format!("{command} --help"));
        let examples = help.split("Examples:\n").nth(1).expect("it has examples");
        for line in examples.lines().take_while(|line| line.starts_with("  ")) {
            let Some(rest) = line.trim_start().strip_prefix("ir-site ") else { continue };
            // Below an example of two lines, or beside one, stands what it does.
            let line = rest.split("   ").next().expect("a line");
            if line.starts_with("new statement") {
                let release = "new filing --title Q2 --id q2-2024 --published 2024-08-08";
                assert!(run(site.path(), release).starts_with("exit 0\n"));
                let paste = "\tThree months ended June 30, 2024\nRevenue\t320\n";
                fs::write(site.path().join("paste.tsv"), paste).expect("a file");
            }
            let shown = run(site.path(), line);
            assert!(shown.starts_with("exit 0\n"), "{line}: {shown}");
            ran += 1;
        }
    }
    assert_eq!(ran, 18);
}

#[test]
fn completions_know_every_command() {
    let site = site();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(site.path(), &format!("completions {shell}"));
        for command in ["init", "new", "build", "check", "serve", "facts", "schema", "completions"]
        {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn the_look_of_a_new_site_is_a_few_signs_away() {
    let site = site();
    let company = site.path().join("content/company.yaml");
    let text = fs::read_to_string(&company).expect("a file");
    let (before, rest) = text.split_once("#theme:\n").expect("an example");
    let (theme, after) = rest.split_once("\n\n").expect("it ends");
    let theme = theme.lines().map(|line| line.strip_prefix('#').expect("a note"));
    let theme = theme.collect::<Vec<_>>().join("\n");
    fs::write(&company, format!("{before}theme:\n{theme}\n\n{after}")).expect("it can be written");
    let said = run(site.path(), "check");
    assert!(said.contains("there is no file static/logo.svg"), "{said}");
    assert!(said.contains("help: put the logo at static/logo.svg"), "{said}");
    assert!(said.ends_with("\n1 error\n"), "{said}");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"/>";
    fs::create_dir(site.path().join("static")).expect("a folder");
    fs::write(site.path().join("static/logo.svg"), logo).expect("it can be written");
    assert_eq!(run(site.path(), "check"), "exit 0\n--- stdout\n--- stderr\nno findings\n");
}

#[test]
fn no_color_is_heeded_even_where_color_is_forced() {
    let site = site();
    fs::remove_file(site.path().join("content/people.yaml")).expect("a file");
    fs::write(site.path().join("content/x"), "").expect("a file");
    let colored = |variables: &[(&str, &str)]| {
        let mut command = Command::new(program::PROGRAM);
        command.arg("check").current_dir(site.path()).env_clear().envs(variables.iter().copied());
        String::from_utf8(command.output().expect("it runs").stderr)
            .expect("UTF-8")
            .contains('\u{1b}')
    };
    assert!(colored(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&[]));
}

#[test]
#[expect(clippy::too_many_lines, reason = "each refusal is shown whole")]
fn a_paste_that_says_too_little_is_refused_with_what_is_missing() {
    let site = site();
    let paste = |text: &str, arguments: &str| {
        fs::write(site.path().join("paste.tsv"), text).expect("a file");
        run(site.path(), &format!("new statement {arguments} paste.tsv"))
    };
    let before = files(site.path());
    is(
        paste("Revenue\t42\t40\n", "other-x"),
        str![[r#"
exit 1
--- stdout
--- stderr
error[IR801]: no column says which period it reports
 --> paste.tsv:1:1
  |
1 | Revenue    42    40
  | ^
  |
  = help: copy the lines of the heads, too (“Three months ended June 30,” over “2008”), or write heads as the format has them: 2008-Q2, 2008-H1, 2008-06-30

nothing is written

"#]],
    );
    is(
        paste("\t2024-Q1\nRevenue\t42\n", "incme"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: STATEMENT: `incme` is no statement
  help: use income, balance-sheet, cash-flows, equity, or other-NAME

"#]],
    );
    is(
        paste("\t2024-Q1\nRevenue\t42\n", "other-x --filing q1-2042"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: --filing: no document has the id `q1-2042`
  help: the documents are: q1-2024

"#]],
    );
    is(
        paste("\t2024-Q1\nRevenue\t42\n", "income"),
        str![[r#"
exit 2
--- stdout
--- stderr
error: nothing is written: . already has content/filings/2024-05-09-first-quarter-results/income.csv
  help: choose another name, or move what is there

"#]],
    );
    fs::remove_file(site.path().join("paste.tsv")).expect("a file");
    assert_eq!(files(site.path()), before);
    is(
        paste("(in millions)\n\t2024-Q1\nRevenue\t42\n", "other-x"),
        str![[r#"
exit 0
--- stdout
content/filings/2024-05-09-first-quarter-results/other-x.csv
--- stderr
columns: 2024-Q1
0 of 1 lines make facts; `concept` in the file says which
the paste says millions; the site takes thousands: add `statements: {other-x: {scale: millions}}` to index.md

"#]],
    );
}
