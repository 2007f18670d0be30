//! A folder that is read once and then kept up to date.
//!
//! What is known to have been touched is read again; everything else is known by its
//! [`Stamp`]. Keys of contents decide what has changed, so a wrong hint costs a little time and
//! is no mistake. The result is always what [`read`](super::read) would have given.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Found, GitState, Loaded, PARTS, Reached, Stamp, Walk, fs, git, load, names, with_history};
use crate::diag::{Checked, Code, Diagnostic};
use crate::path::SitePath;
use crate::source::{Contents, File, History, Tree};

/// Paths that are looked for one by one. Beyond that it is cheaper to look at everything.
const FEW: usize = 64;

/// A symbolic link that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it lies.
    pub at: PathBuf,
    /// The file or folder that it leads to in the end.
    pub to: PathBuf,
}

/// Where to look for changes.
#[derive(Debug, Clone, Copy)]
pub enum Look<'a> {
    /// At these files and folders and at whatever is below them.
    At(&'a BTreeSet<PathBuf>),
    /// At every file, trusting stamps.
    Everywhere,
}

/// What looking again found.
#[derive(Debug, Default)]
pub struct Seen {
    /// Files that were added, changed or removed, sorted.
    pub changed: Vec<SitePath>,
    /// Those of them that are gone, as they were.
    pub removed: Vec<File>,
    /// Whether problems of reading came or went.
    pub problems: bool,
    /// Whether a file that had contents is empty now. Editors empty a file before they write it.
    pub emptied: bool,
}

impl Seen {
    /// Whether all is as it was.
    pub fn is_nothing(&self) -> bool {
        self.changed.is_empty() && !self.problems
    }

    /// Takes over what looking once more found.
    pub fn add(&mut self, later: Self) {
        self.changed.extend(later.changed);
        self.changed.sort();
        self.changed.dedup();
        self.removed.extend(later.removed);
        self.problems |= later.problems;
        self.emptied = later.emptied;
    }
}

/// A site on the disk and the [`Tree`] that was read from it.
#[derive(Debug)]
pub struct Folder {
    given: PathBuf,
    root: PathBuf,
    output: Option<PathBuf>,
    tree: Tree,
    lying: HashMap<SitePath, Lying>,
    links: Vec<Link>,
    /// Problems of walking; those of reading are in `lying`.
    notes: Vec<Diagnostic>,
    history: BTreeMap<SitePath, History>,
    git: Option<GitState>,
}

/// What is remembered of a file.
#[derive(Debug)]
struct Lying {
    on_disk: PathBuf,
    reached: Reached,
    stamp: Option<Stamp>,
    note: Option<Diagnostic>,
}

impl Folder {
    /// Reads the site below `root`, leaving out the folder `output` where it lies inside.
    pub fn open(root: &Path, output: Option<&Path>) -> Self {
        let mut folder = Self {
            given: root.to_path_buf(),
            root: root.to_path_buf(),
            output: output.map(Path::to_path_buf),
            tree: Tree::default(),
            lying: HashMap::new(),
            links: Vec::new(),
            notes: Vec::new(),
            history: BTreeMap::new(),
            git: None,
        };
        let (state, history) = std::thread::scope(|scope| {
            let history = scope.spawn(|| {
                let root = root.canonicalize().ok()?;
                Some((git::state(&root), git::history(&root)))
            });
            folder.look_through(Look::Everywhere);
            history.join().ok().flatten().unwrap_or_default()
        });
        folder.set_history(state, history);
        folder
    }

    /// What was read, and its problems.
    pub fn into_tree(self) -> Checked<Tree> {
        let notes = self.problems();
        Checked::new(self.tree, notes)
    }

    /// What was read.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What cannot be read, unsorted.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let of_files = self.lying.values().filter_map(|lying| lying.note.clone());
        self.notes.iter().cloned().chain(of_files).collect()
    }

    /// The folder itself, as the system names it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Symbolic links that were followed. What they lead to is part of the site.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether anything was read from `path` or below it.
    pub fn knows(&self, path: &Path) -> bool {
        let Some(name) = self.site_path(path) else { return path == self.root };
        self.lying.contains_key(&name) || self.tree.below(name.as_str()).next().is_some()
    }

    /// Whether something at `path` may be a part of the site, or change what is.
    pub fn may_hold(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return self.leads(path) };
        let mut inside = inside.iter().map(|name| name.to_string_lossy());
        let Some(part) = inside.next() else { return true };
        let skipped = inside.any(|name| names::is_skipped(&part, &name));
        PARTS.contains(&&*part) && !skipped || self.leads(path)
    }

    /// Looks again, and takes over what has changed.
    pub fn refresh(&mut self, look: Look<'_>) -> Seen {
        if let Look::At(paths) = look
            && paths.len() <= FEW
            && let Some(known) = paths.iter().map(|path| self.plain(path)).collect::<Option<Vec<_>>>()
        {
            return self.read_again(known.into_iter().flatten().collect());
        }
        self.look_through(look)
    }

    /// What version control knew when it was asked last.
    pub fn git(&self) -> Option<&GitState> {
        self.git.as_ref()
    }

    /// Takes over the days of commits; returns what they change.
    pub fn set_history(&mut self, state: Option<GitState>, history: BTreeMap<SitePath, History>) -> Seen {
        (self.git, self.history) = (state, history);
        let mut seen = Seen::default();
        let stale = |file: &&File| file.history != self.history.get(&file.path).copied();
        let stale: Vec<File> = self.tree.files().filter(stale).cloned().collect();
        for file in stale {
            seen.changed.push(file.path.clone());
            self.tree.insert(with_history(file, &self.history));
        }
        seen
    }

    /// The name in the site of a path below the root.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(&self.root).ok()?.to_str()?;
        SitePath::new(&inside.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// A file that can be read again by itself: known, not by way of a link, and still a file.
    /// `Some(None)` is a path that is nothing to us and never was; `None` calls for a walk.
    fn plain(&self, path: &Path) -> Option<Option<Found>> {
        let nothing = !self.knows(path) && !self.leads(path);
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(_) if nothing => return Some(None),
            Err(_) => return None,
        };
        let name = path.file_name()?.to_str()?;
        // Below `static/` other names are left out than elsewhere; there, a walk decides.
        if nothing && names::is_skipped("static", name) {
            return Some(None);
        }
        let site_path = self.site_path(path)?;
        let lying = self.lying.get(&site_path)?;
        if !metadata.is_file() || lying.reached == Reached::ByLink || lying.on_disk != path {
            return None;
        }
        Some(Some(Found { path: site_path, on_disk: path.to_path_buf(), reached: lying.reached }))
    }

    /// Whether links of the site may change their meaning by what happens at `path`.
    fn leads(&self, path: &Path) -> bool {
        !self.links.is_empty() && path.starts_with(&self.root) && path.is_symlink()
            || self.links.iter().any(|link| link.to.starts_with(path) || path.starts_with(&link.to))
    }

    fn read_again(&mut self, files: Vec<Found>) -> Seen {
        let mut seen = Seen::default();
        for found in files {
            let loaded = load(&found);
            self.take(found, loaded, &mut seen);
        }
        seen.changed.sort();
        seen
    }

    /// Walks through the site and reads what is new, was touched, or looks different.
    fn look_through(&mut self, look: Look<'_>) -> Seen {
        let mut notes = Vec::new();
        let (found, links) = self.walk(&mut notes);
        let there: BTreeSet<&SitePath> = found.iter().map(|found| &found.path).collect();
        let gone: BTreeSet<SitePath> =
            self.lying.keys().filter(|path| !there.contains(path)).cloned().collect();
        let loaded: Vec<Option<Loaded>> =
            found.par_iter().map(|found| self.needs_reading(found, look).then(|| load(found))).collect();
        let mut seen = Seen { problems: notes != self.notes, ..Seen::default() };
        (self.notes, self.links) = (notes, links);
        for path in gone {
            self.forget(path, &mut seen);
        }
        for (found, loaded) in found.into_iter().zip(loaded) {
            if let Some(loaded) = loaded {
                self.take(found, loaded, &mut seen);
            }
        }
        seen.changed.sort();
        seen
    }

    fn walk(&mut self, notes: &mut Vec<Diagnostic>) -> (Vec<Found>, Vec<Link>) {
        match self.given.canonicalize() {
            Ok(root) => {
                self.root = root;
                let output = self.output.as_ref().and_then(|folder| folder.canonicalize().ok());
                Walk::new(&self.root, output.as_deref()).all().unpack(notes)
            }
            Err(_) => {
                let message = format!("the folder `{}` cannot be read", self.given.display());
                notes.push(Diagnostic::nowhere(Code::UnreadableFile, message));
                (Vec::new(), Vec::new())
            }
        }
    }

    fn needs_reading(&self, found: &Found, look: Look<'_>) -> bool {
        let Some(lying) = self.lying.get(&found.path) else { return true };
        if let Look::At(paths) = look
            && paths.len() <= FEW
        {
            if paths.iter().any(|path| found.on_disk.starts_with(path)) {
                return true;
            }
            if found.reached == Reached::Plainly && lying.on_disk == found.on_disk {
                return false;
            }
        }
        let lies = || fs::metadata(&found.on_disk).ok().map(|metadata| Stamp::of(&metadata));
        lying.on_disk != found.on_disk || lying.stamp.is_none() || lying.stamp != lies()
    }

    /// Takes over a file that was read.
    fn take(&mut self, found: Found, loaded: Loaded, seen: &mut Seen) {
        let Loaded { file: Some(file), note, stamp } = loaded else {
            return self.forget(found.path, seen);
        };
        let file = with_history(file, &self.history);
        let Found { path, on_disk, reached } = found;
        let before = self.tree.get(&path);
        let same = before.is_some_and(|before| is_same(before, &file));
        seen.emptied |= is_empty(&file) && before.is_some_and(|before| !is_empty(before));
        let lying = self.lying.insert(path.clone(), Lying { on_disk, reached, stamp, note: note.clone() });
        seen.problems |= lying.and_then(|lying| lying.note) != note;
        if !same {
            seen.changed.push(path);
            self.tree.insert(file);
        }
    }

    fn forget(&mut self, path: SitePath, seen: &mut Seen) {
        seen.removed.extend(self.tree.remove(&path));
        seen.problems |= self.lying.remove(&path).is_some_and(|lying| lying.note.is_some());
        seen.changed.push(path);
    }
}

/// Whether a build can't tell the two apart.
fn is_same(one: &File, other: &File) -> bool {
    let place = |file: &File| match &file.contents {
        Contents::OnDisk { from, length } => Some((from.clone(), *length)),
        Contents::Bytes(_) | Contents::Unreadable => None,
    };
    one.key == other.key && place(one) == place(other) && unreadable(one) == unreadable(other)
}

fn unreadable(file: &File) -> bool {
    matches!(file.contents, Contents::Unreadable)
}

fn is_empty(file: &File) -> bool {
    match &file.contents {
        Contents::Bytes(bytes) => bytes.is_empty(),
        Contents::OnDisk { length, .. } => *length == 0,
        Contents::Unreadable => false,
    }
}
