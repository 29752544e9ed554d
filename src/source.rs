//! The files that a site is made of, as values.
//!
//! The shell reads a folder once into a [`Snapshot`]; from then on every stage works on it and never
//! on a disk. A place in a file is a [`Span`] of bytes, turned into a line and a column only when it
//! is printed, so that spans survive being cut out of a larger file (front matter, a table cell).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A relative path with `/` between its parts: the only kind of path in the core.
///
/// Its parts are never empty, `.` or `..`, and hold no backslash, colon or control character, so
/// that a path means the same on every system and can never point outside its root. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Reads a path; `None` when it is empty, absolute or holds a part that is not allowed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let sound = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
        };
        text.split('/').all(sound).then(|| Self(text.into()))
    }

    /// A path that the program itself spells out.
    ///
    /// # Panics
    /// If it is not a valid path: a mistake in the program.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self::parse(text).expect("invariant: paths written in the program are valid")
    }

    /// This path with `rest` below it; `None` when `rest` is not a path.
    #[must_use]
    pub fn join(&self, rest: &str) -> Option<Self> {
        Self::parse(&format!("{}/{rest}", self.0))
    }

    /// The text of the path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The file name up to its last dot.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the last dot of the file name, empty without one.
    #[must_use]
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// What remains below `folder`, when the path lies in it.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// How many folders the path lies deep: 0 for a file at the root.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A place in a file, in bytes from its start; an empty range at 0 means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub path: SitePath,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Span {
    /// A range of bytes in `path`.
    #[must_use]
    pub fn new(path: &SitePath, range: Range<usize>) -> Self {
        Self { path: path.clone(), start: range.start, end: range.end.max(range.start) }
    }

    /// The file as a whole.
    #[must_use]
    pub fn file(path: &SitePath) -> Self {
        Self::new(path, 0..0)
    }

    /// Whether it is a file as a whole.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.end == 0
    }
}

/// A value together with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// The content of one file: text, decoded once and without a byte order mark, or bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Valid UTF-8 of a kind that the program reads.
    Text(Arc<str>),
    /// Anything else, passed through as it is.
    Bytes(Arc<[u8]>),
}

impl Source {
    /// The bytes, whichever kind it is.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// Every file of a site's folders at one moment, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<SitePath, Source>,
}

/// The kinds of file that are decoded as text, by extension: those that the program itself reads.
const TEXT: [&str; 5] = ["md", "yaml", "yml", "csv", "tsv"];

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Line ends of old Macs (and of Excel's “CSV (Macintosh)”) as line feeds; no byte moves.
fn with_line_feeds(text: &str) -> Arc<str> {
    if !text.contains('\r') || text.contains('\n') {
        return text.into();
    }
    text.replace('\r', "\n").into()
}

impl Snapshot {
    /// Adds a file as it was read. A file of a text kind in `content/` or `templates/` is decoded;
    /// it stays bytes when it is not UTF-8, which loading reports.
    pub fn insert(&mut self, path: SitePath, bytes: Vec<u8>) {
        let read = path.below("content").is_some() || path.below("templates").is_some();
        let source =
            if read && (TEXT.contains(&path.extension()) || path.below("templates").is_some()) {
                let unmarked = bytes.strip_prefix(MARK).unwrap_or(&bytes);
                match std::str::from_utf8(unmarked) {
                    Ok(text) => Source::Text(with_line_feeds(text)),
                    Err(_) => Source::Bytes(bytes.into()),
                }
            } else {
                Source::Bytes(bytes.into())
            };
        self.files.insert(path, source);
    }

    /// Adds a file as the text that it was decoded to, wherever it lies.
    pub fn insert_text(&mut self, path: SitePath, text: &str) {
        self.files.insert(path, Source::Text(text.into()));
    }

    /// One file.
    #[must_use]
    pub fn get(&self, path: &SitePath) -> Option<&Source> {
        self.files.get(path)
    }

    /// The files in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &Source)> {
        self.files.iter()
    }

    /// The text of one file as far as it can be shown: of a file that should be text and is not UTF-8, what
    /// stands before the first bad byte keeps its place.
    #[must_use]
    pub fn shown(&self, path: &SitePath) -> Option<Cow<'_, str>> {
        match self.files.get(path)? {
            Source::Text(text) => Some(Cow::Borrowed(text)),
            Source::Bytes(bytes)
                if TEXT.contains(&path.extension())
                    || path.extension() == "css"
                    || path.below("templates").is_some() =>
            {
                Some(String::from_utf8_lossy(bytes.strip_prefix(MARK).unwrap_or(bytes)))
            }
            Source::Bytes(_) => None,
        }
    }

    /// The text of one file, when it is text.
    #[must_use]
    pub fn text(&self, path: &SitePath) -> Option<&str> {
        match self.files.get(path)? {
            Source::Text(text) => Some(text),
            Source::Bytes(_) => None,
        }
    }
}

impl FromIterator<(SitePath, Vec<u8>)> for Snapshot {
    fn from_iter<I: IntoIterator<Item = (SitePath, Vec<u8>)>>(files: I) -> Self {
        let mut snapshot = Self::default();
        for (path, bytes) in files {
            snapshot.insert(path, bytes);
        }
        snapshot
    }
}

/// Where the lines of a text begin: made once for a file, asked for many places in it.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let after =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    /// The line that a byte stands on, from 1.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The first byte of a line, counted from 1; the end of the text behind its last line.
    #[must_use]
    pub fn start(&self, line: usize, text: &str) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(text.len())
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = text.floor_char_boundary(offset);
        let line = self.line(offset);
        let before = text.get(self.start(line, text)..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

/// Line and column of a byte offset, both from 1; the column counts characters.
#[must_use]
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    Lines::of(text).position(text, offset)
}

/// The files that findings speak of, as they can be shown, each with its lines.
pub struct Shown<'a> {
    files: BTreeMap<&'a SitePath, (Cow<'a, str>, Lines)>,
}

impl<'a> Shown<'a> {
    /// Prepares the files that some places are in.
    pub fn of(files: &'a Snapshot, spans: impl IntoIterator<Item = &'a Span>) -> Self {
        let mut shown = Self { files: BTreeMap::new() };
        for span in spans {
            if !shown.files.contains_key(&span.path)
                && let Some(text) = files.shown(&span.path)
            {
                let lines = Lines::of(&text);
                shown.files.insert(&span.path, (text, lines));
            }
        }
        shown
    }

    /// The text and the lines of a file, if it can be shown.
    #[must_use]
    pub fn get(&self, path: &SitePath) -> Option<(&str, &Lines)> {
        self.files.get(path).map(|(text, lines)| (text.as_ref(), lines))
    }

    /// Line and column of a place's first character and of the one after its last; `None` where the place is the
    /// file as a whole, or the file cannot be shown.
    #[must_use]
    pub fn extent(&self, span: &Span) -> Option<((usize, usize), (usize, usize))> {
        let (text, lines) = self.get(&span.path).filter(|_| span.end > 0)?;
        Some((lines.position(text, span.start), lines.position(text, span.end)))
    }

    /// Line and column of a place.
    #[must_use]
    pub fn position(&self, span: &Span) -> Option<(usize, usize)> {
        let (text, lines) = self.get(&span.path)?;
        Some(lines.position(text, span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_leave_their_root() {
        for bad in ["", "/a", "a//b", "../a", "a/..", "a/./b", "a\\b", "c:a", "a\nb", "a/"] {
            assert_eq!(SitePath::parse(bad), None, "{bad:?}");
        }
        let path = SitePath::fixed("content/filings/q2/income.r2.csv");
        assert_eq!(path.file_name(), "income.r2.csv");
        assert_eq!(path.stem(), "income.r2");
        assert_eq!(path.extension(), "csv");
        assert_eq!(path.below("content/filings"), Some("q2/income.r2.csv"));
        assert_eq!(path.below("content/fil"), None);
        assert_eq!(path.depth(), 3);
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "a\n\u{e9}b\r\nc";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 2), (2, 1));
        assert_eq!(line_column(text, 4), (2, 2));
        assert_eq!(line_column(text, 3), (2, 1), "inside a character");
        assert_eq!(line_column(text, 999), (3, 2));
    }

    #[test]
    fn text_is_decoded_without_its_byte_order_mark() {
        let page = SitePath::fixed("content/pages/a.md");
        let broken = SitePath::fixed("content/pages/b.md");
        let logo = SitePath::fixed("static/logo.md");
        let snapshot: Snapshot = [
            (page.clone(), b"\xEF\xBB\xBFhi".to_vec()),
            (broken.clone(), b"\xFF".to_vec()),
            (logo.clone(), b"hi".to_vec()),
        ]
        .into_iter()
        .collect();
        assert_eq!(snapshot.text(&page), Some("hi"));
        assert_eq!(snapshot.text(&broken), None);
        assert_eq!(snapshot.text(&logo), None, "static files pass through");
    }
}
