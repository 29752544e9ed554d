//! Files written where none were.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::io::Write;
use std::path::Path;

use super::{ShellError, io};

/// Writes files below a folder, all of them or none: one that is there already is never touched.
///
/// # Errors
/// When one of them is there, or cannot be written.
pub fn create(folder: &Path, files: &[(String, String)]) -> Result<(), ShellError> {
    let there = |path: &String| folder.join(path).symlink_metadata().is_ok();
    let taken: Vec<String> =
        files.iter().map(|(path, _)| path).filter(|path| there(path)).cloned().collect();
    if !taken.is_empty() {
        return Err(ShellError::Taken(folder.to_path_buf(), taken));
    }
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io("create", parent))?;
        }
        let mut file = std::fs::File::create_new(&path).map_err(io("write", &path))?;
        file.write_all(text.as_bytes()).map_err(io("write", &path))?;
    }
    Ok(())
}

/// Whether a folder is a site's.
#[must_use]
pub fn is_site(folder: &Path) -> bool {
    folder.join("content").is_dir()
}
