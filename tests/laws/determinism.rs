//! A build is a function: same content, same instant, same bytes, wherever and however it is run.

use std::path::{Path, PathBuf};
use std::process::Command;

use ir_site::render::{self, Options};
use ir_site::source::{SitePath, Snapshot};

use crate::site::{self, EPICEPT, Files};
use crate::{ALDER, Edition, alder, editions, epicept};

#[test]
fn the_same_content_gives_the_same_bytes_twice() {
    for edition in editions() {
        let again = site::build(&edition.source, edition.as_of);
        assert_same(&edition.output, &again, &edition.name());
    }
}

#[test]
fn the_order_in_which_files_are_read_does_not_matter() {
    for Edition { source, output, as_of, .. } in [epicept(), alder()] {
        let mut backwards = Snapshot::default();
        for (path, bytes) in source.iter().rev() {
            backwards.insert(SitePath::fixed(path), bytes.clone());
        }
        let at = |zone: &_| Ok::<_, ()>(site::instant(as_of, zone));
        let audit = ir_site::audit(&backwards, at).expect("read");
        let (site, theme) = (audit.site.expect("a site"), audit.theme.expect("a theme"));
        let options = Options { base_url: site.edition.company.base_url.clone(), preview: false };
        let Ok(rendered) = render::render(&site, &backwards, &theme, &options) else {
            panic!("it renders")
        };
        let again = rendered.iter().map(|(path, artefact)| {
            (path.to_string(), artefact.bytes().expect("it renders").into_owned())
        });
        assert_same(&output, &again.collect(), "backwards");
    }
}

/// Another folder, another working directory, another time zone and locale, a process of its own.
#[test]
fn the_binary_gives_the_same_bytes_anywhere() {
    let (call, then) = ("2024-02-13 10:30", "2006-08-02");
    for edition in [epicept(), Edition::of(EPICEPT, then), alder(), Edition::of(ALDER, call)] {
        let built = run(&edition, &[]);
        assert_same(&edition.output, &built, &edition.name());
    }
}

/// What the program builds of an edition's source, with further arguments.
fn run(edition: &Edition, arguments: &[&str]) -> Files {
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path().join("deep/er/site of mine");
    write(&root, &edition.source);
    let out = place.path().join("elsewhere/public");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_ir-site"))
        .current_dir(elsewhere.path())
        .env("TZ", "Asia/Kolkata")
        .env("LC_ALL", "de_DE.UTF-8")
        .env("LANG", "tr_TR.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1")
        .args(["--root".as_ref(), root.as_os_str()])
        .args(["build", "--as-of", edition.as_of, "--out"])
        .arg(&out)
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let left = std::fs::read_dir(elsewhere.path()).expect("it can be read").count();
    assert_eq!(left, 0, "nothing is written to the working directory");
    read(&out)
}

/// The base address stands only where an absolute one is called for.
#[test]
fn another_base_address_changes_nothing_else() {
    for edition in [epicept(), alder()] {
        let mut source = edition.source.clone();
        let company = source.get_mut("content/company.yaml").expect("a company");
        let text = String::from_utf8(company.clone()).expect("UTF-8");
        let line = text.lines().find(|line| line.starts_with("base_url:")).expect("a base_url");
        *company = text.replace(line, "base_url: https://other.example/a/b/").into_bytes();
        let moved = site::build(&source, edition.as_of);
        let asked = run(&edition, &["--base-url", "https://other.example/a/b"]);
        assert_same(&moved, &asked, "the flag does as company.yaml");
        let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&edition.output), paths(&moved));
        let mut changed = Vec::new();
        for (path, bytes) in &edition.output {
            let (before, after) = (address_free(bytes), address_free(&moved[path]));
            if before != after {
                changed.push(path.as_str());
            }
        }
        changed.retain(|path| !path.ends_with(".ics"));
        assert_eq!(
            changed,
            ["404.html", "atom.xml", "data/financials.xlsx", "robots.txt", "sitemap.xml"],
            "{}",
            edition.root
        );
    }
}

/// A page without the two lines that name its own address.
fn address_free(bytes: &[u8]) -> Vec<u8> {
    let absolute = |line: &&[u8]| {
        line.starts_with(b"<link rel=\"canonical\"")
            || line.starts_with(b"<meta property=\"og:url\"")
    };
    let lines: Vec<&[u8]> =
        bytes.split(|byte| *byte == b'\n').filter(|line| !absolute(line)).collect();
    lines.join(&b'\n')
}

fn assert_same(one: &Files, other: &Files, what: &str) {
    let differ = |path: &&String| one.get(*path) != other.get(*path);
    let paths: Vec<&String> = one.keys().chain(other.keys()).filter(differ).collect();
    assert!(paths.is_empty(), "{what}: these differ: {paths:?}");
    assert!(one.len() > 5, "{what}: this is no site");
}

fn write(root: &Path, files: &Files) {
    for (path, bytes) in files {
        let target = root.join(path);
        std::fs::create_dir_all(target.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(target, bytes).expect("a file");
    }
}

fn read(root: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.expect("it can be read");
        if entry.file_type().is_file() {
            let below: PathBuf = entry.path().strip_prefix(root).expect("below").into();
            let bytes = std::fs::read(entry.path()).expect("it can be read");
            files.insert(below.to_str().expect("UTF-8").to_owned(), bytes);
        }
    }
    files
}
