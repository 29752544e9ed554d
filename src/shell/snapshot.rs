//! A site's folders read into a [`Snapshot`].

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{ShellError, io};
use crate::source::{SitePath, Snapshot};

/// The folders that a site is made of.
pub(super) const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// Reads every file of a site but hidden ones. Links are followed; one that leads nowhere or into itself is
/// an error, never passed over.
///
/// # Errors
/// When there is no `content/` folder, a file cannot be read, or its name is not one for a site.
pub fn read(root: &Path) -> Result<Snapshot, ShellError> {
    if !root.join("content").is_dir() {
        return Err(ShellError::NoSite(root.to_path_buf()));
    }
    let mut snapshot = Snapshot::default();
    for folder in FOLDERS {
        let start = root.join(folder);
        if !start.exists() {
            continue;
        }
        let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&start).to_path_buf();
                ShellError::Io { doing: "read", path, source: error.into() }
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            if !entry.file_type().is_file() {
                let source = std::io::Error::other("it is neither a file nor a folder");
                return Err(io("read", entry.path())(source));
            }
            let path = site_path(root, entry.path())?;
            let bytes = std::fs::read(entry.path()).map_err(io("read", entry.path()))?;
            snapshot.insert(path, bytes);
        }
    }
    Ok(snapshot)
}

/// What editors and systems leave behind: `.DS_Store`, `.git`, `notes.md~`, `Thumbs.db`; but not `.well-known`,
/// which RFC 8615 gives a meaning on the web.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    (name.starts_with('.') && name != ".well-known")
        || name.ends_with('~')
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

fn site_path(root: &Path, path: &Path) -> Result<SitePath, ShellError> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()
        .map(|below| below.components().map(|part| part.as_os_str().to_str()).collect())
        .unwrap_or_default();
    parts
        .and_then(|parts| SitePath::parse(&parts.join("/")))
        .ok_or_else(|| ShellError::Name(path.to_path_buf()))
}
