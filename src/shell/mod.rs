//! Everything that touches the world: the file system, the clock, the environment.

pub mod clock;
pub mod files;
pub mod import;
pub mod publish;
pub mod serve;
pub mod snapshot;

use std::fmt;
use std::path::PathBuf;

/// A broken environment: not a mistake in the content.
#[derive(Debug)]
pub enum ShellError {
    /// A file or folder cannot be read or written.
    Io {
        /// What was being done: `read`, `write`, `rename`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// There is no site at the root.
    NoSite(PathBuf),
    /// The output folder holds something else.
    NotOurs(PathBuf, &'static str),
    /// Files stand where new ones were to be made.
    Taken(PathBuf, Vec<String>),
    /// The server cannot listen at this port.
    Port(u16, std::io::Error),
    /// A file's name cannot be a path of a site.
    Name(PathBuf),
    /// The instant lies after the clock.
    Ahead(String),
    /// A value on the command line or in the environment cannot be read.
    Value {
        /// Which.
        of: &'static str,
        /// What is wrong.
        message: String,
        /// The way out.
        help: Option<String>,
    },
}

impl fmt::Display for ShellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, path, source } => {
                write!(f, "cannot {doing} {}: {source}", path.display())
            }
            Self::NoSite(root) => write!(
                f,
                "there is no site in {}: it has no content/ folder\n  help: go to the site’s folder, or name it with --root; `ir-site init DIR` makes a new one",
                root.display()
            ),
            Self::NotOurs(path, why) => write!(
                f,
                "{} {why}, so it is left as it is\n  help: choose another folder with --out",
                path.display()
            ),
            Self::Taken(folder, paths) => {
                let more = match paths.len().saturating_sub(3) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let shown = paths.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
                write!(
                    f,
                    "nothing is written: {} already has {shown}{more}\n  help: choose another name, or move what is there",
                    folder.display()
                )
            }
            Self::Port(port, source) => write!(
                f,
                "cannot listen at port {port}: {source}\n  help: name another with --port; --port 0 takes any that is free"
            ),
            Self::Name(path) => write!(
                f,
                "{} has a name that cannot be part of a site\n  help: use letters, digits, `-`, `_` and `.`",
                path.display()
            ),
            Self::Ahead(instant) => write!(
                f,
                "{instant} lies ahead of the clock: a site of the future is not built\n  help: `--preview` builds one that is marked and never deployed; `ir-site serve --as-of` shows it"
            ),
            Self::Value { of, message, help } => {
                write!(f, "{of}: {message}")?;
                match help {
                    Some(help) => write!(f, "\n  help: {help}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for ShellError {}

/// Names what was being done when an operation on a path failed.
pub(crate) fn io<'p>(
    doing: &'static str,
    path: &'p std::path::Path,
) -> impl FnOnce(std::io::Error) -> ShellError + 'p {
    move |source| ShellError::Io { doing, path: path.to_path_buf(), source }
}
