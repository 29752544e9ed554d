//! Files and folders written whole: where none were, beside what they replace, or in its place.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use super::{ShellError, io};

/// The beginning of the names of what is being put together; six letters and digits follow.
const PREFIX: &str = ".ir-site-";

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
        make_room(&path)?;
        let mut file = std::fs::File::create_new(&path).map_err(io("write", &path))?;
        file.write_all(text.as_bytes()).map_err(io("write", &path))?;
    }
    Ok(())
}

/// Makes the folder that a file is to lie in.
pub(super) fn make_room(path: &Path) -> Result<(), ShellError> {
    match path.parent() {
        Some(parent) => std::fs::create_dir_all(parent).map_err(io("create", parent)),
        None => Ok(()),
    }
}

/// A folder in which something is put together, removed again unless it is kept. Unlike other temporary folders it
/// is not for its owner's eyes only: what it becomes is read by web servers and by others.
pub(super) fn stage(parent: &Path) -> Result<tempfile::TempDir, ShellError> {
    prepared(0o755).tempdir_in(parent).map_err(io("write in", parent))
}

/// How long what is put together may take. What is older was left by a program that was killed.
const LONGEST: Duration = Duration::from_hours(1);

/// Removes what killed programs left behind in a folder. What cannot be removed is in nobody's way.
pub(super) fn sweep(parent: &Path) {
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        let ours = random.is_some_and(|random| {
            random.len() == 6 && random.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed());
        if ours && matches!(age, Ok(Ok(age)) if age > LONGEST) {
            let path = entry.path();
            let _ = if path.is_dir() {
                std::fs::remove_dir_all(path)
            } else {
                std::fs::remove_file(path)
            };
        }
    }
}

/// Writes a file that is complete when it bears its name, in place of one that may be there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), ShellError> {
    make_room(path)?;
    let parent = path.parent().unwrap_or(Path::new("."));
    let mut file = prepared(0o644).tempfile_in(parent).map_err(io("write in", parent))?;
    file.write_all(bytes).map_err(io("write", path))?;
    file.persist(path).map_err(|error| io("write", path)(error.error))?;
    Ok(())
}

fn prepared(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Whether a folder is a site's.
#[must_use]
pub fn is_site(folder: &Path) -> bool {
    folder.join("content").is_dir()
}
