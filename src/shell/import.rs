//! Filings from the disk, and what becomes of them onto it: a new record whole or not at all, an old one
//! only where nobody changed it.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{ShellError, files, io};
use crate::import::{DRAFTS, LARGEST, Plan, Planned};

/// The endings of names that filings have; of a folder, other files are none.
const ENDINGS: [&str; 7] = ["txt", "htm", "html", "sgml", "sgm", "nc", "xhtml"];

/// The files that were named: of a folder, every filing in it, in order of their paths.
///
/// # Errors
/// When a path is not there or a folder cannot be read.
pub fn inputs(named: &[PathBuf]) -> Result<Vec<PathBuf>, ShellError> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            std::fs::metadata(path).map_err(io("read", path))?;
            files.push(path.clone());
            continue;
        }
        let visible = |name: &str| !name.starts_with('.') && !name.ends_with('~');
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| {
            entry.depth() == 0 || visible(&entry.file_name().to_string_lossy())
        });
        for entry in entries {
            let entry = entry.map_err(|error| ShellError::Io {
                doing: "read",
                path: path.clone(),
                source: error.into(),
            })?;
            let ending = entry.path().extension().map(|end| end.to_string_lossy().to_lowercase());
            let filing = ending.is_none_or(|end| ENDINGS.contains(&end.as_str()));
            if entry.file_type().is_file() && filing {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// The bytes of an input. Of a file that is larger than any that is read, only so many that this shows.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ShellError> {
    use std::io::Read;
    let file = std::fs::File::open(path).map_err(io("read", path))?;
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(io("read", path))?;
    Ok(bytes)
}

/// What was or would be done with a planned file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is new.
    New,
    /// It is there already, the same.
    Same,
    /// It is there and differs: somebody changed it. It is left as it is.
    Kept,
    /// It was there, differed, and is overwritten because that was asked for.
    Replaced,
}

/// Compares a plan with what lies in a site.
///
/// # Errors
/// When a file that is there cannot be read.
pub fn compare(
    plan: &Plan,
    root: &Path,
    again: bool,
    force: bool,
) -> Result<Vec<State>, ShellError> {
    let state = |file: &Planned| {
        let path = root.join(file.path.as_str());
        match std::fs::read(&path) {
            Ok(bytes) if bytes == file.bytes => Ok(State::Same),
            Ok(_) if force => Ok(State::Replaced),
            Ok(_) => Ok(State::Kept),
            // A draft that is gone was taken up or thrown away.
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && again
                    && file.path.below(DRAFTS).is_some() =>
            {
                Ok(State::Same)
            }
            // Of a record that was imported before, a file that is gone was taken away by somebody.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && again && !force => {
                Ok(State::Kept)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(State::New),
            Err(error) => Err(io("read", &path)(error)),
        }
    };
    plan.files.iter().map(state).collect()
}

/// Writes what is new or to be replaced. A folder that is new appears whole; each file is complete when it
/// bears its name.
///
/// # Errors
/// When a file cannot be written; then nothing of a new record remains.
pub fn write(plan: &Plan, states: &[State], root: &Path) -> Result<(), ShellError> {
    let filings = root.join("content").join("filings");
    let folder = filings.join(&plan.folder);
    let wanted = plan
        .files
        .iter()
        .zip(states)
        .filter(|(_, state)| matches!(state, State::New | State::Replaced));
    if folder.exists() {
        for (file, _) in wanted {
            files::replace(&root.join(file.path.as_str()), &file.bytes)?;
        }
        return Ok(());
    }
    std::fs::create_dir_all(&filings).map_err(io("create", &filings))?;
    let staged = files::stage(&filings)?;
    let base = format!("content/filings/{}/", plan.folder);
    for (file, _) in wanted {
        match file.path.as_str().strip_prefix(&base) {
            Some(name) => {
                let path = staged.path().join(name);
                std::fs::write(&path, &file.bytes).map_err(io("write", &path))?;
            }
            None => files::replace(&root.join(file.path.as_str()), &file.bytes)?,
        }
    }
    let path = staged.keep();
    std::fs::rename(&path, &folder).map_err(|error| {
        let _ = std::fs::remove_dir_all(&path);
        io("write", &folder)(error)
    })
}
