//! `ir-site serve` from outside: what a browser gets, before a change and after it.
//!
//! No test waits for a time: each waits for the event that a browser waits for.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run the program from outside, on files of their own"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const COMPANY: &str = "name: Example Therapeutics Inc.
base_url: https://ir.example.com/
time_zone: America/New_York
fiscal_year_end: 12-31
";

const RELEASE: &str = "---
id: q2-2019
title: Second-quarter 2019 results
published: 2019-08-01 16:05
---
The text.
";

const TOMORROW: &str = "---
id: q3-2190
title: A release of the future
published: 2190-11-01 16:05
---
Nobody knows this yet.
";

/// A server over a site of its own; it ends with the value.
struct Server {
    folder: TempDir,
    child: Child,
    address: String,
    said: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(company: &str, arguments: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder");
        for (path, text) in [
            ("content/company.yaml", company),
            ("content/filings/q2/index.md", RELEASE),
            ("content/filings/q3/index.md", TOMORROW),
            ("secret.txt", "not part of the site"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_ir-site"))
            .args(["serve", "--port", "0", "--color", "never"])
            .args(arguments)
            .current_dir(folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let mut said = String::new();
        let address = loop {
            let line = lines.next().expect("it says where it serves").expect("UTF-8");
            match line.strip_prefix("serving http://") {
                Some(rest) => break rest.split('/').next().expect("a host").to_owned(),
                None => said.push_str(&format!("{line}\n")),
            }
        };
        // The rest is read, so that the program never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { folder, child, address, said }
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).expect("a file");
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        stream
    }

    /// The whole answer to a request for a path, under the name of a host.
    fn ask(&self, path: &str, host: &str) -> String {
        let mut answer = Vec::new();
        let mut stream = self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("UTF-8")
    }

    fn get(&self, path: &str) -> String {
        self.ask(path, &self.address)
    }

    fn status(&self, path: &str, host: &str) -> String {
        self.ask(path, host).split(' ').nth(1).unwrap_or_default().to_owned()
    }

    /// What a browser hears: first how things stand, then each change.
    fn events(&self) -> impl Iterator<Item = serde_json::Value> + use<> {
        let host = &self.address;
        let stream = self.send(&format!("GET /__ir-site/events HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        let lines = BufReader::new(stream).lines().map(|line| line.expect("UTF-8"));
        let data = |line: String| Some(line.strip_prefix("data: ")?.to_owned());
        lines.filter_map(data).map(|text| serde_json::from_str(&text).expect("JSON"))
    }
}

#[test]
fn a_browser_gets_the_site_and_nothing_beside_it() {
    let server = Server::start(COMPANY, &[]);
    let counted = server.said.strip_prefix("built: ").and_then(|s| s.strip_suffix(" files\n"));
    assert!(counted.is_some_and(|n| n.parse::<usize>().is_ok()), "{}", server.said);
    let home = server.get("/");
    assert!(home.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"));
    assert!(home.contains("X-Robots-Tag: noindex, nofollow\r\n"), "{home}");
    assert!(home.contains("<script src=\"/__ir-site/reload.js\" data-build="), "{home}");
    assert!(!home.contains("A release of the future"), "{home}");
    assert!(!home.contains("class=\"preview\""), "{home}");
    let own = server.address.clone();
    let local = own.replace("127.0.0.1", "localhost");
    for (path, host, status) in [
        ("/news/", own.as_str(), "200"),
        ("/news/index.html", local.as_str(), "200"),
        ("/news", own.as_str(), "308"),
        ("/nothing/", own.as_str(), "404"),
        ("/filings/q3/", own.as_str(), "404"),
        ("/../secret.txt", own.as_str(), "404"),
        ("/%2e%2e/secret.txt", own.as_str(), "404"),
        ("//secret.txt", own.as_str(), "404"),
        ("/content/company.yaml", own.as_str(), "404"),
        ("/", "ir.example.com", "403"),
        ("/__ir-site/events", "ir.example.com", "403"),
        ("/", "127.0.0.1", "403"),
    ] {
        assert_eq!(server.status(path, host), status, "{path} at {host}");
    }
}

#[test]
fn a_change_is_told_and_a_mistake_keeps_the_last_good_site() {
    let server = Server::start(COMPANY, &[]);
    let mut events = server.events();
    let first = events.next().expect("an event");
    assert_eq!(first["failure"], serde_json::Value::Null);

    server.write("content/filings/q2/index.md", &RELEASE.replace("The text", "Another text"));
    let changed = events.next().expect("an event");
    assert_ne!(changed["build"], first["build"]);
    assert!(server.get("/filings/q2/").contains("Another text"));

    server.write("content/filings/q2/index.md", &RELEASE.replace("title", "titel"));
    let failed = events.next().expect("an event");
    assert_eq!(failed["build"], changed["build"]);
    let report = failed["failure"].as_str().expect("a report");
    assert!(report.starts_with("error[IR005]: `title` is missing\n"), "{report}");
    assert!(report.ends_with("2 errors\n"), "{report}");
    assert!(server.get("/filings/q2/").contains("Another text"));

    // What a browser that comes now is told is the same.
    assert_eq!(server.events().next(), Some(failed));

    server.write("content/filings/q2/index.md", &RELEASE.replace("The text", "Another text"));
    let mended = events.next().expect("an event");
    assert_eq!((&mended["build"], &mended["failure"]), (&changed["build"], &first["failure"]));
}

#[test]
fn a_site_that_cannot_be_built_yet_appears_once_it_can() {
    let server = Server::start("name: Example\n", &[]);
    assert!(server.said.starts_with("error[IR005]: `base_url` is missing\n"), "{}", server.said);
    let last = "3 errors\nnot built: correct this, and the site appears\n";
    assert!(server.said.ends_with(last), "{}", server.said);
    assert!(server.get("/").starts_with("HTTP/1.1 503 "));
    let mut events = server.events();
    assert!(events.next().expect("an event")["failure"].is_string());
    server.write("content/company.yaml", COMPANY);
    assert!(events.next().expect("an event")["failure"].is_null());
    assert!(server.get("/").contains("Example Therapeutics Inc."));
}

#[test]
fn the_future_is_shown_marked() {
    let server = Server::start(COMPANY, &["--as-of", "2190-11-01 16:05"]);
    let home = server.get("/");
    assert!(home.contains("A release of the future"), "{home}");
    assert!(home.contains("class=\"preview\""), "{home}");
    assert!(home.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"), "{home}");
    assert!(server.get("/robots.txt").ends_with("\r\n\r\nUser-agent: *\nDisallow: /\n"));
    assert!(server.get("/manifest.json").contains("\"preview\": true"));
}
