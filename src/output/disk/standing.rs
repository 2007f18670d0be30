//! What stands in the output folder before it is written, and whose it is.

use std::collections::HashSet;
use std::fs::{self, Permissions};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::difference::Difference;
use super::{Failure, Strangers};
use crate::path::OutPath;

/// The old folder. Paths are relative to it.
#[derive(Default)]
pub struct Standing {
    /// Whether there is a folder at all.
    pub exists: bool,
    /// Every folder in it, parents first, with its permissions; the first is itself (`""`).
    pub folders: Vec<(PathBuf, Permissions)>,
    /// Everything else in it.
    pub files: Vec<PathBuf>,
    /// Those of `files` that others wrote and that stay.
    pub strangers: Vec<PathBuf>,
    /// Those of `files` that others wrote and that make way for ours.
    pub replaced: Vec<PathBuf>,
    /// Folders without anything of ours in them, to be kept even if they are empty.
    pub foreign_folders: Vec<PathBuf>,
    /// Whether another file system is mounted on a folder in it.
    pub has_mounts: bool,
}

impl Standing {
    /// Looks at `folder`; fails if strangers stand in the way and are not to be replaced.
    pub fn look(folder: &Path, difference: &Difference, strangers: Strangers) -> Result<Self, Failure> {
        let mut standing = Self::default();
        let mut ours = HashSet::new();
        if fs::symlink_metadata(folder).is_err() {
            return Ok(standing);
        }
        standing.exists = true;
        let device = device(&fs::metadata(folder).map_err(Failure::of("read", folder))?);
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| unreadable(folder, error))?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_path_buf();
            if entry.file_type().is_dir() {
                let metadata = entry.metadata().map_err(|error| unreadable(folder, error))?;
                standing.has_mounts |= self::device(&metadata) != device;
                standing.folders.push((path, metadata.permissions()));
                continue;
            }
            let name = out_path(&path);
            let listed = name.as_ref().is_some_and(|name| difference.old.contains_key(name));
            let same = name.as_ref().is_some_and(|name| difference.unchanged.binary_search(&name).is_ok());
            match listed && entry.file_type().is_file() || same {
                true => ours.extend(path.ancestors().skip(1).map(Path::to_path_buf)),
                false => standing.strangers.push(path.clone()),
            }
            standing.files.push(path);
        }
        let foreign = standing.folders.iter().map(|(path, _)| path).filter(|path| !ours.contains(*path));
        standing.foreign_folders = foreign.cloned().collect();
        standing.settle(folder, difference, strangers)
    }

    /// Refuses or forgets what stands in the way.
    fn settle(
        mut self,
        folder: &Path,
        difference: &Difference,
        strangers: Strangers,
    ) -> Result<Self, Failure> {
        let mut needed: HashSet<&Path> = HashSet::new();
        for path in difference.output.files.keys() {
            needed.extend(Path::new(path.as_str()).ancestors().skip(1));
        }
        let is_file =
            |path: &Path| out_path(path).is_some_and(|path| difference.output.files.contains_key(&path));
        let in_the_way = |path: &PathBuf| needed.contains(path.as_path()) || path.ancestors().any(is_file);
        (self.replaced, self.strangers) = self.strangers.drain(..).partition(in_the_way);
        self.foreign_folders.retain(|path| !path.ancestors().any(is_file));
        if strangers == Strangers::Refused && !self.replaced.is_empty() {
            return Err(Failure::Strangers { folder: folder.to_path_buf(), files: self.replaced });
        }
        Ok(self)
    }
}

fn unreadable(folder: &Path, error: walkdir::Error) -> Failure {
    let path = error.path().unwrap_or(folder).to_path_buf();
    Failure::of("read", path)(error.into())
}

/// The name in the output of a path on disk; `None` if no file of ours could have it.
fn out_path(path: &Path) -> Option<OutPath> {
    let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
    OutPath::new(&names?.join("/"))
}

/// The file system that a file is on.
#[cfg(unix)]
pub fn device(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

/// Other systems don't say; a folder that can't be exchanged is found when it is tried.
#[cfg(not(unix))]
pub fn device(_: &fs::Metadata) -> u64 {
    0
}
