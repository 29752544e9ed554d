//! The site as it will be, at an address that only this machine can reach, built anew whenever a file changes.
//!
//! Steps:
//! 1. The site is built into memory; what was built last without errors is what is served.
//! 2. Browsers that show a page listen to a stream of events (HTML, section 9.2) and load it again when the site is
//!    another, or show the report when it cannot be built.
//! 3. The folders are watched, and the first step is taken again.
//!
//! A path is looked up in the built site and nowhere else, so no request can reach a file. The host's name is
//! checked, so that no page from elsewhere can read what is not public through a name that it points here. One
//! editor on one machine needs neither a runtime nor a framework: a thread a connection does.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

mod http;
mod site;
mod watch;

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{ShellError, clock};
use http::{Answer, Request};
use site::{Built, Files};
use watch::Watch;

/// Below this path stands what the server adds.
const OWN: &str = "__ir-site/";

/// How long a browser may take to ask, and how often a quiet stream of events is kept alive.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    root: PathBuf,
    as_of: Option<String>,
    port: u16,
}

/// What a build came to, for whoever started the server.
pub struct Turn<'a> {
    /// How many files the site has; `None` when it cannot be built and the last good one stays.
    pub files: Option<usize>,
    /// The report, in ANSI colours.
    pub report: &'a str,
}

/// What all connections share.
#[derive(Default)]
struct Shared {
    now: Mutex<Now>,
    changed: Condvar,
}

/// What is served at the moment.
#[derive(Default)]
struct Now {
    /// Grows with each site; begins with the time of the start, so that a page of an earlier server is told apart.
    build: u64,
    files: Files,
    /// The report of what stands in the way of a newer site.
    failure: Option<String>,
    /// Grows with each event.
    turn: u64,
}

impl Shared {
    fn now(&self) -> MutexGuard<'_, Now> {
        // A thread that panicked has only read.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Listens at a port of this machine; 0 is any that is free.
    ///
    /// # Errors
    /// When the port is taken, or not for everyone.
    pub fn bind(root: &Path, port: u16, as_of: Option<&str>) -> Result<Self, ShellError> {
        let taken = |error| ShellError::Port(port, error);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(taken)?;
        let port = listener.local_addr().map_err(taken)?.port();
        let root = root.canonicalize().map_err(super::io("read", root))?;
        if !root.join("content").is_dir() {
            return Err(ShellError::NoSite(root));
        }
        Ok(Self { listener, root, as_of: as_of.map(str::to_owned), port })
    }

    /// Where the site is served.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until the program is ended. `tell` hears of every build that changed anything.
    ///
    /// # Errors
    /// When the folder cannot be watched.
    pub fn run(self, mut tell: impl FnMut(&Turn<'_>)) -> Result<(), ShellError> {
        let address = self.address();
        let mut watch = Watch::new(&self.root)?;
        let shared = Arc::new(Shared::default());
        shared.now().build = clock::now().unsigned_abs() * 1000;
        update(&shared, site::build(&self.root, self.as_of.as_deref(), &address), &mut tell);
        let (listener, port, all) = (self.listener, self.port, Arc::clone(&shared));
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let shared = Arc::clone(&all);
                std::thread::spawn(move || {
                    // A browser that goes away in the middle of an answer is no failure.
                    let _ = connection(&stream, port, &shared);
                });
            }
        });
        loop {
            watch.wait();
            update(&shared, site::build(&self.root, self.as_of.as_deref(), &address), &mut tell);
        }
    }
}

/// Opens an address in the browser of whoever is at the machine; `false` when none can be started.
#[must_use]
pub fn open(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        std::process::Command::new("open")
    } else if cfg!(windows) {
        std::process::Command::new("explorer")
    } else {
        std::process::Command::new("xdg-open")
    };
    let silent = std::process::Stdio::null;
    command.arg(address).stdin(silent()).stdout(silent()).stderr(silent()).spawn().is_ok()
}

/// Takes over what was built, and wakes the browsers if it is news.
fn update(shared: &Shared, built: Built, tell: &mut impl FnMut(&Turn<'_>)) {
    let Built { files, report } = built;
    let mut now = shared.now();
    let count = files.as_ref().map(Files::len);
    let failure = files.is_none().then(|| anstream::adapter::strip_str(&report).to_string());
    let same_site = files.as_ref().is_none_or(|files| *files == now.files);
    if same_site && failure == now.failure && now.turn > 0 {
        return;
    }
    if let Some(files) = files.filter(|_| !same_site) {
        now.build += 1;
        now.files = files;
    }
    now.failure = failure;
    now.turn += 1;
    drop(now);
    shared.changed.notify_all();
    tell(&Turn { files: count, report: &report });
}

fn connection(mut stream: &TcpStream, port: u16, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let request = match http::read(stream) {
        Ok(request) => request,
        Err(answer) => return answer.send(false, &mut stream),
    };
    let names = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    // Browsers leave out the port that is the scheme's own.
    let plain = port == 80 && matches!(request.host.as_str(), "127.0.0.1" | "localhost");
    if !plain && !names.contains(&request.host.to_ascii_lowercase()) {
        let answer = Answer::text(403, "this server answers to 127.0.0.1 and localhost alone");
        return answer.send(request.head, &mut stream);
    }
    if request.path == format!("{OWN}events") && !request.head {
        return events(stream, shared);
    }
    let answer = answer(&request, &shared.now());
    answer.send(request.head, &mut stream)
}

/// A file of the site, or one of the server's own.
fn answer(request: &Request, now: &Now) -> Answer {
    let path = request.path.as_str();
    let own = |kind, text: &str| Answer { status: 200, kind, location: None, body: text.into() };
    match path.strip_prefix(OWN) {
        Some("reload.js") => {
            return own(http::media_type(path), include_str!("reload.js"));
        }
        Some("overlay.css") => {
            return own(http::media_type(path), include_str!("overlay.css"));
        }
        Some(_) => return Answer::text(404, "there is nothing here"),
        None => {}
    }
    if now.files.is_empty() {
        return page(503, include_bytes!("waiting.html"), now.build);
    }
    let found = |path: &str| now.files.get(path).map(|bytes| (path.to_owned(), bytes));
    let named = if path.is_empty() || path.ends_with('/') {
        found(&format!("{path}index.html"))
    } else {
        found(path)
    };
    match named {
        Some((path, bytes)) if http::media_type(&path) == http::PAGE => page(200, bytes, now.build),
        Some((path, bytes)) => Answer {
            status: 200,
            kind: http::media_type(&path),
            location: None,
            body: bytes.clone(),
        },
        // Links are relative: without its slash the page would stand one folder too high.
        None if found(&format!("{path}/index.html")).is_some() => {
            Answer { location: Some(format!("/{path}/")), ..Answer::text(308, "this is a folder") }
        }
        None => match now.files.get("404.html") {
            Some(bytes) => page(404, bytes, now.build),
            None => Answer::text(404, "there is no page at this address"),
        },
    }
}

/// A page with the script that loads it again. The script is a file of this server's, as the page's policy asks.
fn page(status: u16, bytes: &[u8], build: u64) -> Answer {
    let script = format!("<script src=\"/{OWN}reload.js\" data-build=\"{build}\"></script>\n");
    let end = b"</body>";
    let at = bytes.windows(end.len()).rposition(|window| window == end).unwrap_or(bytes.len());
    let (before, after) = bytes.split_at(at);
    let body = [before, script.as_bytes(), after].concat();
    Answer { status, kind: http::PAGE, location: None, body }
}

/// Tells a browser which build is served and what stands in the way of the next, now and at each change.
fn events(mut stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let head = http::HEADERS;
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{head}\r\n")?;
    let mut seen = 0;
    loop {
        let now = shared.now();
        let waited = shared.changed.wait_timeout_while(now, PATIENCE, |now| now.turn == seen);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let event = if now.turn == seen {
            ":\n\n".to_owned()
        } else {
            let state = serde_json::json!({"build": now.build, "failure": now.failure});
            format!("data: {state}\n\n")
        };
        seen = now.turn;
        drop(now);
        stream.write_all(event.as_bytes())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served() -> Now {
        let files =
            [("index.html", "<body>home</body></html>"), ("a/index.html", "a"), ("x.csv", "1")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        Now { build: 7, files: files.into(), failure: None, turn: 1 }
    }

    fn asked(path: &str, now: &Now) -> (u16, String) {
        let request = Request { head: false, path: path.into(), host: String::new() };
        let answer = answer(&request, now);
        let body = String::from_utf8(answer.body).unwrap();
        (answer.status, answer.location.unwrap_or(body))
    }

    #[test]
    fn only_what_was_built_is_served() {
        let now = served();
        let home = "<body>home<script src=\"/__ir-site/reload.js\" data-build=\"7\"></script>\n</body></html>";
        let page = "a<script src=\"/__ir-site/reload.js\" data-build=\"7\"></script>\n";
        let missing = (404, "there is no page at this address\n".to_owned());
        assert_eq!(asked("", &now), (200, home.into()));
        assert_eq!(asked("index.html", &now), (200, home.into()));
        assert_eq!(asked("a/", &now), (200, page.into()));
        assert_eq!(asked("a", &now), (308, "/a/".into()));
        assert_eq!(asked("x.csv", &now), (200, "1".into()));
        for path in ["../Cargo.toml", "x.csv/", "a/../x.csv", "/x.csv", "b", "a/./index.html"] {
            assert_eq!(asked(path, &now), missing, "{path}");
        }
        assert_eq!(asked("__ir-site/no", &now).0, 404);
        assert_eq!(asked("", &Now::default()).0, 503);
    }

    #[test]
    fn a_failed_build_keeps_the_last_site_and_a_build_without_change_is_no_news() {
        let shared = Shared::default();
        let mut told = Vec::new();
        let mut turn = |files: Option<&str>, report: &str| {
            let files = files.map(|text| Files::from([("x".to_owned(), text.as_bytes().to_vec())]));
            let built = Built { files, report: report.into() };
            update(&shared, built, &mut |turn: &Turn<'_>| told.push(turn.files));
            let now = shared.now();
            (now.build, now.turn, now.files.get("x").cloned(), now.failure.clone())
        };
        let (one, two) = (Some(b"1".to_vec()), Some(b"2".to_vec()));
        assert_eq!(turn(Some("1"), ""), (1, 1, one.clone(), None));
        assert_eq!(turn(Some("1"), ""), (1, 1, one.clone(), None));
        assert_eq!(turn(None, "\u{1b}[31mbad\u{1b}[0m"), (1, 2, one.clone(), Some("bad".into())));
        assert_eq!(turn(None, "bad"), (1, 2, one.clone(), Some("bad".into())));
        assert_eq!(turn(Some("1"), ""), (1, 3, one, None));
        assert_eq!(turn(Some("2"), "a warning"), (2, 4, two, None));
        assert_eq!(told, [Some(1), None, Some(1), Some(1)]);
    }
}
