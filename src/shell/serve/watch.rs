//! Waiting until a site's files have changed and are quiet again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::shell::ShellError;
use crate::shell::snapshot::FOLDERS;

/// Saving one file makes several events, a few microseconds apart: after the last of them this long.
const QUIET: Duration = Duration::from_millis(10);

/// No stream of events keeps a build back for longer.
const PATIENCE: Duration = Duration::from_millis(250);

/// What becomes public by itself is looked for this often.
const TICK: Duration = Duration::from_mins(1);

/// Watches the folders that a site is made of.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch. The root itself is watched too, since a folder may be made later.
    ///
    /// # Errors
    /// When the system cannot watch the folder.
    pub(super) fn new(root: &Path) -> Result<Self, ShellError> {
        let (sender, events) = channel();
        let failed = |error: notify::Error| ShellError::Io {
            doing: "watch",
            path: root.to_path_buf(),
            source: std::io::Error::other(error),
        };
        let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch =
            Self { root: root.to_path_buf(), watcher, watched: BTreeSet::new(), events };
        watch.follow();
        Ok(watch)
    }

    /// Waits until something has changed, or a minute has passed.
    pub(super) fn wait(&mut self) {
        let until = Instant::now() + TICK;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) if self.concerns(&event) => break,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return,
                // The watcher holds the other end as long as this lives.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(left),
            }
        }
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience && self.events.recv_timeout(QUIET).is_ok() {}
        self.follow();
    }

    /// Watches the folders that are there now; of one that was made anew, the new one.
    fn follow(&mut self) {
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            if !folder.is_dir() {
                self.watched.remove(&folder);
            } else if !self.watched.contains(&folder)
                && self.watcher.watch(&folder, RecursiveMode::Recursive).is_ok()
            {
                self.watched.insert(folder);
            }
        }
    }

    /// Whether an event can change the site. Events may have been lost when the watcher says it failed.
    fn concerns(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let folders = FOLDERS.map(|folder| self.root.join(folder));
        let inside = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder));
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(inside)
    }
}
