//! The documentation is true: what README.md and docs/ show is what the program does.
//!
//! - Every `console` block runs, each in a fresh copy of the repository's own site. Where a command's output is
//!   shown, it is compared line by line; a line `...` stands for any number of lines. A command without output
//!   must succeed. A comment `<!-- edit PATH: OLD => NEW -->` changes a file for the block that follows it.
//! - Every block that bears a path (`yaml content/company.yaml`) is laid over that site, or, where one of the
//!   page's blocks is `content/company.yaml`, over nothing: the page then shows a whole site. It must be sound.
//! - A page that says `<!-- one empty folder -->` is followed by a new user: its blocks run in their order, in one
//!   folder that is empty at first. `ir-site serve` there is started, asked for the home page, and ended.
//! - Tables in docs/ that mirror the program are complete.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run the program from outside, on files of their own"
)]

mod program;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use program::PROGRAM;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A fenced block.
struct Block {
    line: usize,
    info: String,
    text: String,
    edit: Option<String>,
}

/// README.md and the pages of docs/, each with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).expect("docs/ is there");
    let mut paths: Vec<PathBuf> = docs.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.push(Path::new(ROOT).join("README.md"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    let mut edit = None;
    for (index, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                let info = info.trim().to_owned();
                blocks.push(Block {
                    line: index + 1,
                    info,
                    text: String::new(),
                    edit: edit.take(),
                });
                inside = true;
            }
            None if inside => {
                let block = blocks.last_mut().expect("a fence was opened");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {
                let comment = line.strip_prefix("<!-- edit ").and_then(|l| l.strip_suffix(" -->"));
                edit = comment.map(str::to_owned).or(edit);
            }
        }
    }
    assert!(!inside, "a fence is never closed");
    blocks
}

/// A copy of folders of the repository's own site. Without `templates` it has the theme that is part of the
/// program, which is the same.
fn site(folders: &[&str]) -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    for folder in folders {
        let from = Path::new(ROOT).join(folder);
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.expect("the repository can be read");
            let below = entry.path().strip_prefix(ROOT).expect("it lies below the repository");
            let to = copy.path().join(below);
            if entry.file_type().is_dir() {
                fs::create_dir_all(&to).expect("a folder can be made");
            } else {
                fs::copy(entry.path(), &to).expect("a file can be copied");
            }
        }
    }
    copy
}

/// Runs a line of a shell in a folder, with the built program on the path and both outputs as one.
fn run(line: &str, folder: &Path) -> (String, bool) {
    let line = line.replace("cargo run --release --", "ir-site");
    let Output { stdout, status, .. } = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{line}")])
        .current_dir(folder)
        .env("PATH", program::path())
        .env_remove("CI")
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("CLICOLOR_FORCE")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("a shell can be started");
    (String::from_utf8(stdout).expect("the output is UTF-8"), status.success())
}

/// Whether `found` is what `shown` shows.
fn matches(shown: &[&str], found: &[&str]) -> bool {
    match (shown.split_first(), found.split_first()) {
        (None, None) => true,
        (Some((&"...", rest)), _) => (0..=found.len()).any(|skip| matches(rest, &found[skip..])),
        (Some((a, shown)), Some((b, found))) => is_line(a, b) && matches(shown, found),
        _ => false,
    }
}

/// Whether a page is to be followed from an empty folder on.
fn begins_empty(text: &str) -> bool {
    text.lines().any(|line| line == "<!-- one empty folder -->")
}

fn make_edit(edit: &str, folder: &Path, place: &str) {
    let (file, change) = edit.split_once(": ").expect("an edit names its file");
    let (old, new) = change.split_once(" => ").expect("an edit has two sides");
    let file = folder.join(file);
    let before = read(&file);
    assert!(before.contains(old), "{place}: {} has no `{old}`", file.display());
    fs::write(&file, before.replace(old, new)).expect("the copy can be written");
}

/// The commands of a block, each with what is shown of its output.
fn commands<'b>(block: &'b Block, place: &str) -> Vec<(&'b str, &'b str)> {
    let text = block.text.trim_end();
    let first = text.strip_prefix("$ ");
    let first = first.unwrap_or_else(|| panic!("{place}: a console block begins with `$ `"));
    let parts = first.split("\n$ ");
    parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

/// What `ir-site serve` says until it serves, after it has answered; the port is shown as the one it has by itself.
fn serve(line: &str, folder: &Path) -> String {
    let arguments = line.strip_prefix("ir-site ").expect("it is a command of the program");
    let mut child = Command::new("sh")
        .args(["-c", &format!("exec \"{PROGRAM}\" {arguments} --port 0")])
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("CLICOLOR_FORCE")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = String::new();
    let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    for line in lines.map_while(Result::ok) {
        said.push_str(&format!("{line}\n"));
        let Some(address) = line.strip_prefix("serving http://") else { continue };
        let (host, _) = address.split_once('/').expect("an address ends with a slash");
        let mut stream = TcpStream::connect(host).expect("it listens");
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        said = said.replace(host, "127.0.0.1:8000");
        break;
    }
    let _ = child.kill();
    let _ = child.wait();
    said
}

#[test]
fn a_new_user_who_follows_the_pages_arrives() {
    let mut followed = 0;
    for (path, text) in pages().into_iter().filter(|(_, text)| begins_empty(text)) {
        let empty = tempfile::tempdir().expect("a temporary folder can be made");
        let mut folder = empty.path().to_path_buf();
        for block in blocks(&text) {
            let place = format!("{}:{}", path.display(), block.line);
            if let Some(edit) = &block.edit {
                make_edit(edit, &folder, &place);
            }
            if let Some((_, name)) = block.info.split_once(' ') {
                let file = folder.join(name);
                fs::create_dir_all(file.parent().expect("a file lies in a folder"))
                    .expect("a folder");
                fs::write(file, &block.text).expect("a file");
            }
            if block.info != "console" {
                continue;
            }
            for (command, shown) in commands(&block, &place) {
                if let Some(below) = command.strip_prefix("cd ") {
                    folder.push(below);
                    continue;
                }
                let (found, success) = if command.starts_with("ir-site serve") {
                    (serve(command, &folder), true)
                } else {
                    run(command, &folder)
                };
                let as_shown = if shown.is_empty() {
                    success
                } else {
                    matches(&trimmed(shown), &trimmed(&found))
                };
                assert!(as_shown, "{place}: `{command}` does not do what is shown, but:\n{found}");
                followed += 1;
            }
        }
    }
    assert!(followed >= 15, "too little is followed: {followed}");
}

#[test]
fn the_book_holds_every_page() {
    let summary = read(&Path::new(ROOT).join("docs/SUMMARY.md"));
    for (path, _) in pages() {
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        let listed = summary.contains(&format!("({name})"));
        assert!(
            listed || ["README.md", "SUMMARY.md"].contains(&name),
            "{name} is not in SUMMARY.md"
        );
    }
}

/// `built: ... files` is any such line.
fn is_line(shown: &str, found: &str) -> bool {
    match shown.split_once("...") {
        Some((before, after)) if !before.is_empty() && !before.ends_with('…') => {
            found.len() >= before.len() + after.len()
                && found.starts_with(before)
                && found.ends_with(after)
        }
        _ => shown.trim_end() == found.trim_end(),
    }
}

fn trimmed(text: &str) -> Vec<&str> {
    text.trim_end().lines().collect()
}

#[test]
fn every_command_does_what_is_shown() {
    let mut ran = 0;
    for (path, text) in pages().into_iter().filter(|(_, text)| !begins_empty(text)) {
        for block in blocks(&text).into_iter().filter(|block| block.info == "console") {
            let place = format!("{}:{}", path.display(), block.line);
            let folder = site(&["content", "static", "templates"]);
            if let Some(edit) = &block.edit {
                make_edit(edit, folder.path(), &place);
            }
            for (command, shown) in commands(&block, &place) {
                let (found, success) = run(command, folder.path());
                if shown.is_empty() {
                    assert!(success, "{place}: `{command}` fails:\n{found}");
                } else {
                    assert!(
                        matches(&trimmed(shown), &trimmed(&found)),
                        "{place}: `{command}` does not print what is shown, but:\n{found}"
                    );
                }
                ran += 1;
            }
        }
    }
    assert!(ran > 0, "no command is shown");
}

#[test]
fn every_file_shown_is_sound() {
    for (path, text) in pages().into_iter().filter(|(_, text)| !begins_empty(text)) {
        let files: Vec<(String, Block)> = blocks(&text)
            .into_iter()
            .filter_map(|block| Some((block.info.split_once(' ')?.1.to_owned(), block)))
            .collect();
        if files.is_empty() {
            continue;
        }
        let whole = files.iter().any(|(name, _)| name == "content/company.yaml");
        let folder = site(if whole { &[] } else { &["content", "static"] });
        for (index, (name, block)) in files.iter().enumerate() {
            assert!(
                files.iter().skip(index + 1).all(|(other, _)| other != name),
                "{}: {name} is shown twice",
                path.display()
            );
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().expect("a file lies in a folder"))
                .expect("a folder can be made");
            fs::write(&file, &block.text).expect("the copy can be written");
        }
        // A page that shows a whole site shows one without a single finding.
        let command = if whole { "ir-site build --strict" } else { "ir-site build" };
        let (found, success) = run(command, folder.path());
        assert!(success, "{}: the files shown have mistakes:\n{found}", path.display());
    }
}

#[test]
fn tables_mirror_the_program() {
    let content = read(&Path::new(ROOT).join("docs/content.md"));
    let theming = read(&Path::new(ROOT).join("docs/theming.md"));
    let mut missing: Vec<String> = Vec::new();
    let mut want = |page: &str, line: String| {
        if !page.lines().any(|found| found.starts_with(&line)) {
            missing.push(line);
        }
    };
    for code in ir_site::diag::code::ALL {
        want(&content, format!("| {} | {} |", code.id(), code.meaning()));
    }
    for concept in ir_site::model::concept::CONCEPTS {
        want(
            &content,
            format!("| `{}` | `{}` | {} |", concept.alias, concept.element, concept.name),
        );
    }
    for (name, _) in ir_site::render::theme::TEMPLATES {
        want(&theming, format!("| `{name}` |"));
    }
    assert!(missing.is_empty(), "docs/ lacks these lines:\n{}", missing.join("\n"));
}
