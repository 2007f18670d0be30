//! Writes changes back to the sources: the one place where files of people are touched.
//!
//! The steps: look at every file that is to change, and refuse if one is not as it was read;
//! write all new texts beside their places under hidden names; then rename one after the
//! other. A file is the old one or the new one, never half of it, and a change that cannot be
//! prepared leaves all files alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::edit::Change;

/// Begins the names of files that are being written. Hidden files are no part of a site.
const PREPARED: &str = ".vade-edit-";

/// Why nothing, or not everything, was written.
#[derive(Debug)]
pub enum Unwritten {
    /// A file is not as it was read: somebody else has changed it.
    ChangedMeanwhile(PathBuf),
    /// There is a file where a new one is to be.
    Taken(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for Unwritten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ChangedMeanwhile(path) => {
                write!(f, "`{}` was changed meanwhile; nothing was written, run this again", path.display())
            }
            Self::Taken(path) => write!(f, "there is a file `{}` already", path.display()),
            Self::Io(path, error) => write!(f, "cannot write `{}`: {error}", path.display()),
        }
    }
}

/// Makes the changes in the site at `root`, all of them unless the machine fails in between.
pub fn carry_out(root: &Path, changes: &[Change]) -> Result<(), Unwritten> {
    let mut steps = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        match prepare(root, change, number) {
            Ok(step) => steps.push(step),
            Err(failure) => {
                discard(&steps);
                return Err(failure);
            }
        }
    }
    for (number, step) in steps.iter().enumerate() {
        if let Err(failure) = step.take() {
            discard(&steps[number..]);
            return Err(failure);
        }
    }
    Ok(())
}

/// A change that only has to be made visible.
struct Step {
    /// The new text under a hidden name; nothing where a file only gets another name.
    prepared: Option<PathBuf>,
    /// Where it goes.
    to: PathBuf,
    /// The name that is given up.
    from: Option<PathBuf>,
    room: Room,
}

/// What is expected at the place of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// The file that is replaced.
    Replaced,
    /// Nothing.
    Free,
}

impl Step {
    fn take(&self) -> Result<(), Unwritten> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => Unwritten::Taken(self.to.clone()),
            _ => Unwritten::Io(self.to.clone(), error),
        };
        let source = self.prepared.as_ref().or(self.from.as_ref());
        if let Some(source) = source {
            match self.room {
                Room::Replaced => fs::rename(source, &self.to).map_err(failed)?,
                Room::Free => rename_to_free(source, &self.to).map_err(failed)?,
            }
        }
        match (&self.prepared, &self.from) {
            (Some(_), Some(from)) => fs::remove_file(from).map_err(failed),
            _ => Ok(()),
        }
    }
}

/// Renames without ever replacing: a hard link fails where there is something. Where the file
/// system has no hard links, looking first has to do.
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

fn discard(steps: &[Step]) {
    for prepared in steps.iter().filter_map(|step| step.prepared.as_ref()) {
        let _ = fs::remove_file(prepared);
    }
}

fn prepare(root: &Path, change: &Change, number: usize) -> Result<Step, Unwritten> {
    match change {
        Change::Changed { file, before, after } => {
            // A link stays a link: what it leads to is changed.
            let to = canonical(&file.on_disk(root))?;
            expect(&to, before)?;
            let prepared = Some(write(&to, after, number, Some(&to))?);
            Ok(Step { prepared, to, from: None, room: Room::Replaced })
        }
        Change::Created { file, text } => {
            let to = free(file.on_disk(root))?;
            let prepared = Some(write(&to, text, number, None)?);
            Ok(Step { prepared, to, from: None, room: Room::Free })
        }
        Change::Moved { from, to, text } => {
            let (from, to) = (from.on_disk(root), free(to.on_disk(root))?);
            let prepared = match text {
                None => None,
                Some((before, after)) => {
                    expect(&from, before)?;
                    Some(write(&to, after, number, Some(&from))?)
                }
            };
            Ok(Step { prepared, to, from: Some(from), room: Room::Free })
        }
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Unwritten> {
    fs::canonicalize(path).map_err(|error| Unwritten::Io(path.to_path_buf(), error))
}

/// Fails if the file does not hold this text.
fn expect(path: &Path, text: &str) -> Result<(), Unwritten> {
    match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => Ok(()),
        Ok(_) => Err(Unwritten::ChangedMeanwhile(path.to_path_buf())),
        Err(error) => Err(Unwritten::Io(path.to_path_buf(), error)),
    }
}

/// Fails if there is something; else makes the folder that it goes into.
fn free(path: PathBuf) -> Result<PathBuf, Unwritten> {
    if fs::symlink_metadata(&path).is_ok() {
        return Err(Unwritten::Taken(path));
    }
    let folder = path.parent().unwrap_or(&path);
    fs::create_dir_all(folder).map_err(|error| Unwritten::Io(folder.to_path_buf(), error))?;
    Ok(path)
}

/// Writes a text beside where it goes, with the permissions of the file that it replaces.
fn write(to: &Path, text: &str, number: usize, like: Option<&Path>) -> Result<PathBuf, Unwritten> {
    let prepared = to.with_file_name(format!("{PREPARED}{}-{number}", process::id()));
    let written = fs::File::create(&prepared).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if let Some(like) = like {
            file.set_permissions(fs::metadata(like)?.permissions())?;
        }
        file.sync_all()
    });
    match written {
        Ok(()) => Ok(prepared),
        Err(error) => {
            let _ = fs::remove_file(&prepared);
            Err(Unwritten::Io(to.to_path_buf(), error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    fn file(name: &str) -> SitePath {
        SitePath::new(name).unwrap()
    }

    fn changed(name: &str, before: &str, after: &str) -> Change {
        Change::Changed { file: file(name), before: before.into(), after: after.into() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_changed_created_and_moved() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::write(path("a.md"), "old").unwrap();
        fs::write(path("b.md"), "text").unwrap();
        fs::write(path("c.png"), [0, 255]).unwrap();
        let changes = [
            changed("a.md", "old", "new"),
            Change::Created { file: file("x/new.md"), text: "fresh".into() },
            Change::Moved {
                from: file("b.md"),
                to: file("x/b.md"),
                text: Some(("text".into(), "other".into())),
            },
            Change::Moved { from: file("c.png"), to: file("x/c.png"), text: None },
        ];
        carry_out(root.path(), &changes).unwrap();
        assert_eq!(names(root.path()), ["a.md", "x"]);
        assert_eq!(names(&path("x")), ["b.md", "c.png", "new.md"]);
        assert_eq!(fs::read_to_string(path("a.md")).unwrap(), "new");
        assert_eq!(fs::read_to_string(path("x/b.md")).unwrap(), "other");
        assert_eq!(fs::read(path("x/c.png")).unwrap(), [0, 255]);
    }

    #[test]
    fn nothing_is_written_if_one_change_cannot_be_made() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::write(path("a.md"), "old").unwrap();
        fs::write(path("b.md"), "somebody was here").unwrap();
        for wrong in [
            changed("b.md", "as it was read", "new"),
            changed("none.md", "", "new"),
            Change::Created { file: file("b.md"), text: "new".into() },
            Change::Moved { from: file("a.md"), to: file("b.md"), text: None },
        ] {
            assert!(carry_out(root.path(), &[changed("a.md", "old", "new"), wrong]).is_err());
            assert_eq!(names(root.path()), ["a.md", "b.md"]);
            assert_eq!(fs::read_to_string(path("a.md")).unwrap(), "old");
            assert_eq!(fs::read_to_string(path("b.md")).unwrap(), "somebody was here");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::write(path("real.md"), "old").unwrap();
        fs::set_permissions(path("real.md"), fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real.md", path("a.md")).unwrap();
        carry_out(root.path(), &[changed("a.md", "old", "new")]).unwrap();
        assert!(fs::symlink_metadata(path("a.md")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(path("real.md")).unwrap(), "new");
        assert_eq!(fs::metadata(path("real.md")).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
