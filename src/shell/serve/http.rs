//! As much of HTTP/1.1 (RFC 9112) as a browser on the same machine asks for: GET and HEAD, one request a
//! connection.
//!
//! Nothing here knows a file system. A request is answered from the built site in memory or not at all.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Write};

use percent_encoding::percent_decode_str;

/// More than any browser sends in the head of a request for a page.
const LIMIT: u64 = 32 * 1024;

/// A request that can be answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether only the head of the answer is asked for.
    pub head: bool,
    /// The path, decoded, without its leading slash, query and fragment.
    pub path: String,
    /// What the browser takes this server to be called.
    pub host: String,
}

/// Reads the head of a request.
///
/// # Errors
/// The answer to give where it is none that can be answered: 400, or 405 for another method.
pub(super) fn read(stream: impl Read) -> Result<Request, Answer> {
    let bad = || Answer::text(400, "this is not a request for a page");
    let mut lines = BufReader::new(stream.take(LIMIT)).lines().map_while(Result::ok);
    let first = lines.next().ok_or_else(bad)?;
    let mut hosts = Vec::new();
    let mut ended = false;
    for line in lines {
        if line.is_empty() {
            ended = true;
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(bad)?;
        if name.eq_ignore_ascii_case("host") {
            hosts.push(value.trim().to_owned());
        }
    }
    let mut words = first.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(bad());
    };
    let (true, [host], true) = (ended, hosts.as_slice(), version.starts_with("HTTP/1.")) else {
        return Err(bad());
    };
    if !matches!(method, "GET" | "HEAD") {
        return Err(Answer::text(405, "only GET and HEAD are answered here"));
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix('/').and_then(decoded).ok_or_else(bad)?;
    Ok(Request { head: method == "HEAD", path, host: host.clone() })
}

/// A path without percent-encoding; `None` when it is not UTF-8.
fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(Cow::into_owned)
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status code.
    pub status: u16,
    /// The media type.
    pub kind: &'static str,
    /// Where to go instead, with status 308.
    pub location: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// A line of text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        let body = format!("{text}\n").into_bytes();
        Self { status, kind: "text/plain; charset=utf-8", location: None, body }
    }

    /// Sends it. Nothing is kept by the browser, named in a search engine, or shown within another page.
    pub(super) fn send(&self, head_only: bool, out: &mut impl Write) -> std::io::Result<()> {
        let location = match &self.location {
            Some(to) => format!("Location: {to}\r\n"),
            None => String::new(),
        };
        write!(
            out,
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}{HEADERS}\r\n",
            self.status,
            reason(self.status),
            self.kind,
            self.body.len()
        )?;
        if !head_only {
            out.write_all(&self.body)?;
        }
        out.flush()
    }
}

/// What stands in the head of every answer.
pub(super) const HEADERS: &str = "Cache-Control: no-store\r\n\
    Connection: close\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n\
    X-Content-Type-Options: nosniff\r\n\
    X-Frame-Options: DENY\r\n\
    X-Robots-Tag: noindex, nofollow\r\n";

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Service Unavailable",
    }
}

/// The media type of a page.
pub(super) const PAGE: &str = "text/html; charset=utf-8";

/// The media type that a file's name tells.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => PAGE,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(head: &str) -> Result<String, u16> {
        read(head.as_bytes()).map(|request| request.path).map_err(|answer| answer.status)
    }

    #[test]
    fn only_requests_for_a_page_of_a_named_host_are_read() {
        let get = |target: &str| path(&format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n"));
        let cases = [
            (get("/"), Ok("")),
            (get("/news/index.html?a=/b#c"), Ok("news/index.html")),
            (get("/a%20b/%C3%A9"), Ok("a b/é")),
            (get("/../../etc/passwd"), Ok("../../etc/passwd")),
            (get("/%2e%2e/x"), Ok("../x")),
            (get("/%zz"), Ok("%zz")),
            (get("/%ff"), Err(400)),
            (get("/%4"), Ok("%4")),
            (get("http://other/"), Err(400)),
            (get("*"), Err(400)),
            (path("POST / HTTP/1.1\r\nHost: a\r\n\r\n"), Err(405)),
            (path("GET / HTTP/1.1\r\n\r\n"), Err(400)),
            (path("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n"), Err(400)),
            (path("GET / HTTP/1.1\r\nHost: a\r\n"), Err(400)),
            (path("GET / HTTP/2\r\nHost: a\r\n\r\n"), Err(400)),
            (path("GET /\r\nHost: a\r\n\r\n"), Err(400)),
            (path("GET / a HTTP/1.1\r\nHost: a\r\n\r\n"), Err(400)),
            (path("nonsense"), Err(400)),
            (path(""), Err(400)),
        ];
        for (found, expected) in cases {
            assert_eq!(found.as_deref().map_err(|status| *status), expected);
        }
        let endless = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n\r\n", "x: y\r\n".repeat(9000));
        assert_eq!(path(&endless), Err(400));
    }

    #[test]
    fn a_head_has_the_length_of_the_body_it_leaves_out() {
        let mut sent = Vec::new();
        Answer::text(404, "no").send(true, &mut sent).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.starts_with("HTTP/1.1 404 Not Found\r\n"), "{sent}");
        assert!(sent.contains("\r\nContent-Length: 3\r\n"), "{sent}");
        assert!(sent.ends_with("\r\n\r\n"), "{sent}");
    }
}
