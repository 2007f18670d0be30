//! Sees what changes in the sources: waits for a hint, looks at the disk, and has the right folders
//! watched. It keeps the sources as they were last seen, and builds nothing.

#![expect(clippy::disallowed_methods, reason = "says how long looking at everything took")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::commits::Commits;
use crate::diag::Diagnostic;
use crate::source::Tree;
use crate::source::disk::{Folder, Look, Seen, git_state};
use crate::watch::{Call, Place, Waker, Watch, commits, is_commit, places};

/// How long a file that has just become empty is given to be written.
const WRITING: Duration = Duration::from_millis(60);

/// A folder with the sources of a site, and who tells of changes in it.
pub(super) struct Lookout {
    folder: Folder,
    watch: Watch,
    /// What is watched.
    armed: Vec<Place>,
    commits: Commits,
}

impl Lookout {
    /// Knows the folder as it was read. Nothing is watched before [`Lookout::arm`].
    pub(super) fn new(folder: Folder, watch: Watch) -> Self {
        Self { folder, watch, armed: Vec::new(), commits: Commits::new() }
    }

    /// Something that ends the wait of [`Lookout::next`].
    pub(super) fn waker(&self) -> Waker {
        self.watch.waker()
    }

    /// The sources as they were last seen.
    pub(super) fn tree(&self) -> &Tree {
        self.folder.tree()
    }

    /// The sources, and something that says whether they seem to have changed since.
    pub(super) fn tree_and_news(&mut self) -> (&Tree, impl FnMut() -> bool) {
        let Self { folder, watch, .. } = self;
        let folder = &*folder;
        (folder.tree(), || watch.is_calling(folder))
    }

    /// What keeps files from being read.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        self.folder.problems()
    }

    /// How long ago the first hint at what was last seen came.
    pub(super) fn since_first_hint(&self) -> Duration {
        self.watch.since_first_hint()
    }

    /// Watches the folders that matter now. The error is a line for people; changes are seen all
    /// the same, only later.
    pub(super) fn arm(&mut self) -> Result<(), String> {
        self.armed = places(&self.folder);
        self.watch.arm(&self.armed)
    }

    /// Waits until there is reason to look, and says what has changed; that may be nothing.
    /// `trouble` is told what [`Lookout::arm`] may fail for.
    pub(super) fn next(&mut self, trouble: impl FnOnce(String)) -> Seen {
        let call = self.watch.next(&self.folder);
        let mut seen = self.look(&call);
        if self.is_unarmed(&call, &seen) {
            self.arm().unwrap_or_else(trouble);
            // What happened before they were watched nobody has told of.
            seen.add(self.folder.refresh(Look::Everywhere));
        }
        seen
    }

    /// Looks at the sources as the call asks for.
    fn look(&mut self, call: &Call) -> Seen {
        match call {
            Call::Touched(paths) => self.look_at(paths.clone()),
            Call::Anything => self.look_everywhere(),
            Call::Sweep => {
                let root = self.folder.root();
                if commits(root).is_some() && git_state(root).as_ref() != self.folder.git() {
                    self.ask_for_days();
                }
                self.look_everywhere()
            }
            Call::Woken => self.commits.take(&mut self.folder),
        }
    }

    fn look_at(&mut self, mut paths: BTreeSet<PathBuf>) -> Seen {
        if let Some(folder) = commits(self.folder.root()) {
            let before = paths.len();
            paths.retain(|path| !is_commit(path, &folder));
            if paths.len() < before {
                self.ask_for_days();
            }
        }
        let mut seen = self.folder.refresh(Look::At(&paths));
        if seen.emptied {
            paths.extend(self.watch.linger(&self.folder, WRITING));
            seen.add(self.folder.refresh(Look::At(&paths)));
        }
        let came_or_went = |path: &PathBuf| path.is_dir() || !path.exists();
        if paths.iter().any(came_or_went) {
            self.watch.sweep_soon();
        }
        seen
    }

    fn look_everywhere(&mut self) -> Seen {
        let start = Instant::now();
        let seen = self.folder.refresh(Look::Everywhere);
        self.watch.swept(start.elapsed());
        seen
    }

    fn ask_for_days(&mut self) {
        self.commits.ask(self.folder.root().to_path_buf(), self.watch.waker());
    }

    /// Whether folders have to be watched anew: others than before, one of them came or went, or
    /// a change was found that nobody had told of.
    fn is_unarmed(&self, call: &Call, seen: &Seen) -> bool {
        let came_or_went = match call {
            Call::Touched(paths) => self.armed.iter().any(|place| paths.contains(&place.folder)),
            Call::Anything => true,
            Call::Sweep => self.watch.is_told() && !seen.changed.is_empty(),
            Call::Woken => false,
        };
        came_or_went || places(&self.folder) != self.armed
    }
}
