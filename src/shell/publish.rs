//! An output written beside the old one and swapped in whole.
//!
//! While a site is being written, and if it cannot be, the last good one stays as it was. A file of an earlier
//! build never remains.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::path::{Path, PathBuf};

use super::{ShellError, files, io};
use crate::diag::{Diagnostic, Diagnostics};
use crate::output::Output;

/// Why a site was not published.
#[derive(Debug)]
pub enum PublishError {
    /// Pages cannot be rendered.
    Content(Diagnostics),
    /// The environment is broken.
    Shell(ShellError),
}

impl From<ShellError> for PublishError {
    fn from(error: ShellError) -> Self {
        Self::Shell(error)
    }
}

/// Writes every file and puts the folder in place of `out`.
///
/// # Errors
/// When a page cannot be rendered (all such pages are reported), a file cannot be written, or `out` holds
/// something that no build made.
pub fn publish(output: &Output<'_>, root: &Path, out: &Path) -> Result<(), PublishError> {
    // A link to a folder stays a link: what is replaced is the folder.
    let target = if out.is_symlink() { out.canonicalize().ok() } else { None };
    check_place(root, out)?;
    let out = target.as_deref().unwrap_or(out);
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&parent).map_err(io("create", &parent))?;
    let staged = files::stage(&parent)?;
    write(output, staged.path())?;
    swap(staged, out, &parent)?;
    files::sweep(&parent);
    Ok(())
}

fn write(output: &Output<'_>, folder: &Path) -> Result<(), PublishError> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (path, artefact) in output.iter() {
        let bytes = match artefact.bytes() {
            Ok(bytes) => bytes,
            Err(diagnostic) => {
                found.push(*diagnostic);
                continue;
            }
        };
        let target = folder.join(path.as_str());
        files::make_room(&target)?;
        std::fs::write(&target, bytes).map_err(io("write", &target))?;
    }
    if found.is_empty() {
        return Ok(());
    }
    let mut diags = Diagnostics::default();
    diags.extend(found);
    Err(PublishError::Content(diags))
}

/// Two renames; if the second fails, the first is undone.
fn swap(staged: tempfile::TempDir, out: &Path, parent: &Path) -> Result<(), ShellError> {
    let old = files::stage(parent)?;
    let aside = old.path().join("old");
    let replaced = out.exists();
    if replaced {
        std::fs::rename(out, &aside).map_err(io("move", out))?;
    }
    let new = staged.keep();
    if let Err(error) = std::fs::rename(&new, out) {
        if replaced {
            std::fs::rename(&aside, out).map_err(io("restore", out))?;
        }
        // What was staged is of no use to anyone; that it cannot be removed is not the failure to report.
        let _ = std::fs::remove_dir_all(&new);
        return Err(ShellError::Io { doing: "write", path: out.to_path_buf(), source: error });
    }
    Ok(())
}

/// Where a path leads, as far as it is there; of what is not there yet, where it will stand.
fn real(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let there = absolute.ancestors().find(|folder| folder.exists())?;
    let rest = absolute.strip_prefix(there).ok()?;
    Some(there.canonicalize().ok()?.join(rest))
}

/// Only an empty folder, or one that a build made, is replaced; and never one that holds the site itself.
fn check_place(root: &Path, out: &Path) -> Result<(), ShellError> {
    let refuse = |why| Err(ShellError::NotOurs(out.to_path_buf(), why));
    if let (Some(root), Some(place)) = (real(root), real(out)) {
        let sources = ["content", "static", "templates"];
        let within = |folder: &&str| place.starts_with(root.join(folder));
        if root.starts_with(&place) || sources.iter().any(within) {
            return refuse("holds the site’s own files");
        }
    }
    if !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        return refuse("is a file");
    }
    let mut entries = std::fs::read_dir(out).map_err(io("read", out))?;
    if entries.next().is_none() {
        return Ok(());
    }
    if out.join(".git").exists() {
        return refuse("is a git checkout");
    }
    let built = [".nojekyll", "index.html", "sitemap.xml"];
    if built.iter().all(|name| out.join(name).is_file()) {
        return Ok(());
    }
    refuse("holds files that no build made")
}
