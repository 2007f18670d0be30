//! Which folders have to be watched so that a site is.

#![expect(clippy::disallowed_methods, reason = "asks which of them are there")]

use std::path::{Path, PathBuf};

use super::{Concern, Depth, Place};
use crate::source::disk::{Folder, PARTS};

/// The folders that `folder` depends on, sorted: its parts, where links lead, version control,
/// and what they lie in, for when they come and go.
pub fn places(folder: &Folder) -> Vec<Place> {
    let root = folder.root();
    let mut places: Vec<Place> = root.parent().into_iter().map(|parent| flat(parent.into())).collect();
    places.push(flat(root.to_path_buf()));
    let parts = PARTS.iter().map(|part| root.join(part));
    places.extend(parts.filter(|part| part.is_dir() && !part.is_symlink()).map(deep));
    for link in folder.links() {
        if link.to.is_dir() {
            places.push(deep(link.to.clone()));
        } else if let Some(parent) = link.to.parent() {
            places.push(flat(parent.into()));
        }
    }
    places.extend(commits(root).map(flat));
    places.sort();
    places.dedup();
    without_doubles(places)
}

/// The folder in which version control writes down every commit and checkout, where there is one.
pub fn commits(root: &Path) -> Option<PathBuf> {
    let repository = root.ancestors().map(|folder| folder.join(".git")).find(|folder| folder.is_dir())?;
    let logs = repository.join("logs");
    Some(if logs.is_dir() { logs } else { repository })
}

fn flat(folder: PathBuf) -> Place {
    Place { folder, depth: Depth::Flat }
}

fn deep(folder: PathBuf) -> Place {
    Place { folder, depth: Depth::Deep }
}

/// Leaves out folders that lie in one that is watched as a whole: of two watches of one
/// folder, the later would replace the earlier.
fn without_doubles(places: Vec<Place>) -> Vec<Place> {
    let covered = |place: &Place| {
        let covers = |other: &Place| {
            let wider = other.folder != place.folder || place.depth == Depth::Flat;
            other.depth == Depth::Deep && place.folder.starts_with(&other.folder) && wider
        };
        places.iter().any(|other| other != place && covers(other))
    };
    places.iter().filter(|place| !covered(place)).cloned().collect()
}

impl Concern for Folder {
    fn concerns(&self, path: &Path) -> bool {
        self.may_hold(path) || commits(self.root()).is_some_and(|folder| is_commit(path, &folder))
    }

    fn knows(&self, path: &Path) -> bool {
        Self::knows(self, path)
    }
}

/// Whether version control has moved on. It writes many other files, even when it is only asked.
pub fn is_commit(path: &Path, commits: &Path) -> bool {
    path.parent() == Some(commits) && path.file_name().is_some_and(|name| name == "HEAD")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_watched_once() {
        let places = vec![
            flat("/a".into()),
            deep("/a/content".into()),
            flat("/a/content".into()),
            flat("/a/content/en".into()),
            deep("/a/content/sk".into()),
            deep("/a/themes".into()),
        ];
        let left = [flat("/a".into()), deep("/a/content".into()), deep("/a/themes".into())];
        assert_eq!(without_doubles(places), left);
    }
}
