//! Puts new files into a folder, all of them or none, and never in place of one that is there.
//!
//! The steps: look whether any of them stands; write all into a hidden folder beside; link each
//! to its name, which fails if somebody else was faster; take everything back if one fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use crate::path::SitePath;
use crate::source::{Contents, File, Tree};

/// Why no file was put in.
#[derive(Debug)]
pub enum NotCreated {
    /// These stand already.
    Standing(Vec<SitePath>),
    /// The machine did not let us.
    Failed {
        /// What was tried on what, in words: "write `a`".
        what: String,
        /// What it said.
        error: io::Error,
    },
}

/// Puts every file of `tree` below `root`, which is made if it is missing.
pub fn create(root: &Path, tree: &Tree) -> Result<(), NotCreated> {
    let standing: Vec<SitePath> = standing(root, tree);
    if !standing.is_empty() {
        return Err(NotCreated::Standing(standing));
    }
    attempt("create", root, fs::create_dir_all(root))?;
    let staging = root.join(format!(".vade-new-{}", process::id()));
    let placed = stage(&staging, tree).and_then(|()| place(&staging, root, tree));
    // What is left in there was never part of the site.
    let _ = fs::remove_dir_all(&staging);
    placed
}

/// The files of `tree` whose names are taken.
pub fn standing(root: &Path, tree: &Tree) -> Vec<SitePath> {
    let taken = |file: &&File| file.path.on_disk(root).symlink_metadata().is_ok();
    tree.files().filter(taken).map(|file| file.path.clone()).collect()
}

fn stage(staging: &Path, tree: &Tree) -> Result<(), NotCreated> {
    for file in tree.files() {
        let to = file.path.on_disk(staging);
        make_folder(&to)?;
        match &file.contents {
            Contents::Bytes(bytes) => attempt("write", &to, fs::write(&to, bytes))?,
            Contents::OnDisk { from, .. } => {
                attempt("copy", from, fs::copy(from, &to))?;
            }
            Contents::Unreadable => {}
        }
    }
    Ok(())
}

fn place(staging: &Path, root: &Path, tree: &Tree) -> Result<(), NotCreated> {
    let mut placed: Vec<PathBuf> = Vec::new();
    for file in tree.files().filter(|file| !matches!(file.contents, Contents::Unreadable)) {
        let (from, to) = (file.path.on_disk(staging), file.path.on_disk(root));
        let put = make_folder(&to).and_then(|()| attempt("write", &to, link(&from, &to)));
        if let Err(failure) = put {
            for path in &placed {
                let _ = fs::remove_file(path);
            }
            return Err(failure);
        }
        placed.push(to);
    }
    Ok(())
}

/// Gives the file its name, and does not take the name from another.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems have no links.
        Err(_) => fs::rename(from, to),
        Ok(()) => Ok(()),
    }
}

fn make_folder(file: &Path) -> Result<(), NotCreated> {
    let Some(folder) = file.parent() else { return Ok(()) };
    attempt("create", folder, fs::create_dir_all(folder))
}

fn attempt<T>(what: &str, path: &Path, result: io::Result<T>) -> Result<T, NotCreated> {
    result.map_err(|error| NotCreated::Failed { what: format!("{what} `{}`", path.display()), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| {
            File::in_memory(SitePath::new(path).expect("a path"), text.as_bytes())
        };
        Tree::new(files.iter().map(file))
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = (fs::read_dir(folder).unwrap())
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn new_files_are_put_beside_others_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new");
        create(&root, &tree(&[("a/b.md", "b"), ("c.md", "c")])).unwrap();
        create(&root, &tree(&[("a/d.md", "d")])).unwrap();
        assert_eq!(names(&root), ["a", "c.md"]);
        assert_eq!(names(&root.join("a")), ["b.md", "d.md"]);
    }

    #[test]
    fn where_one_stands_none_is_put_in() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &tree(&[("c.md", "mine")])).unwrap();
        let refused = create(folder.path(), &tree(&[("a.md", "a"), ("c.md", "theirs")]));
        assert!(matches!(refused, Err(NotCreated::Standing(paths)) if paths[0].as_str() == "c.md"));
        assert_eq!(names(folder.path()), ["c.md"]);
        assert_eq!(fs::read_to_string(folder.path().join("c.md")).unwrap(), "mine");
    }

    #[test]
    fn what_cannot_be_finished_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("z"), "a file where a folder is needed").unwrap();
        let refused = create(folder.path(), &tree(&[("a.md", "a"), ("z/b.md", "b")]));
        assert!(matches!(refused, Err(NotCreated::Failed { .. })), "{refused:?}");
        assert_eq!(names(folder.path()), ["z"]);
    }
}
