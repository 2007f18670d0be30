//! A new folder is built beside the old one, and the two change names.
//!
//! Nobody sees the new folder before it is whole. The exchange is one step of the file system
//! where that is to be had (Linux, macOS); elsewhere the old folder is first moved aside, and
//! should the build be killed in just that moment, the next one moves it back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use walkdir::WalkDir;

use super::Failure;
use super::difference::Difference;
use super::failure::on_disk;
use super::lock::is_closed;
use super::place::Place;
use super::standing::{Standing, device};
use crate::output::{Artifact, Body};

/// Why it didn't work.
pub enum Obstacle {
    /// Not in this folder; it has to be written file by file.
    NotHere,
    /// Not at all.
    Failed(Failure),
}

impl From<Failure> for Obstacle {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Makes the folder as `difference` says. When this fails, the old folder stands untouched.
pub fn write(place: &Place, difference: &Difference, standing: &Standing) -> Result<(), Obstacle> {
    if standing.has_mounts || is_mount_point(place, standing) {
        return Err(Obstacle::NotHere);
    }
    let staging = place.beside(&format!("new-{}", process::id()));
    match fs::create_dir(&staging) {
        Err(error) if is_closed(&error) && standing.exists => return Err(Obstacle::NotHere),
        result => result.map_err(Failure::of("make", &staging))?,
    }
    let result = stage(&staging, &place.folder, difference, standing)
        .and_then(|()| switch(place, &staging, standing.exists));
    match result {
        Ok(None) => Ok(()),
        Ok(Some(old)) => {
            discard(&old, &place.folder, standing);
            Ok(())
        }
        Err(obstacle) => {
            let _ = fs::remove_dir_all(&staging);
            Err(obstacle)
        }
    }
}

/// Removes what killed builds left, and moves a folder back that was only moved aside. To be
/// called with the lock held: then nobody is at work on what is found.
pub fn clear_leftovers(place: &Place) -> Result<(), Failure> {
    let prefix = |what| place.beside_name(what).into_encoded_bytes();
    let (new, old) = (prefix("new-"), prefix("old-"));
    // A parent that can't be read is none that a build could have left anything in.
    for entry in fs::read_dir(&place.parent).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().into_encoded_bytes();
        if name.starts_with(&old) && fs::symlink_metadata(&place.folder).is_err() {
            fs::rename(entry.path(), &place.folder).map_err(Failure::of("restore", &place.folder))?;
        } else if name.starts_with(&new) || name.starts_with(&old) {
            fs::remove_dir_all(entry.path()).map_err(Failure::of("remove", entry.path()))?;
        }
    }
    Ok(())
}

fn is_mount_point(place: &Place, standing: &Standing) -> bool {
    let device_of = |path: &Path| fs::metadata(path).ok().as_ref().map(device);
    standing.exists && device_of(&place.folder) != device_of(&place.parent)
}

/// Fills the new folder.
fn stage(staging: &Path, old: &Path, difference: &Difference, standing: &Standing) -> Result<(), Obstacle> {
    make_folders(staging, difference, standing)?;
    difference.changed.par_iter().try_for_each(|(path, file)| {
        let path = on_disk(staging, path);
        put(&path, file).map_err(Failure::of("write", &path))
    })?;
    difference.unchanged.par_iter().try_for_each(|path| {
        let (from, to) = (on_disk(old, path), on_disk(staging, path));
        match fs::hard_link(&from, &to) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => Err(Obstacle::NotHere),
            // Not every file system has hard links, or has them without end.
            Err(_) => Ok(duplicate(&from, &to).map_err(Failure::of("copy", &from))?),
        }
    })?;
    // A copy of another's file would not be that file any more; so links or nothing.
    standing.strangers.par_iter().try_for_each(|path| {
        fs::hard_link(old.join(path), staging.join(path)).map_err(|_| Obstacle::NotHere)
    })?;
    keep_permissions(staging, standing);
    Ok(())
}

/// Makes every folder that is needed, parents first.
fn make_folders(staging: &Path, difference: &Difference, standing: &Standing) -> Result<(), Failure> {
    for level in by_depth(needed_folders(difference, standing).into_iter()) {
        level.par_iter().try_for_each(|folder| {
            let folder = staging.join(folder);
            fs::create_dir(&folder).map_err(Failure::of("make", &folder))
        })?;
    }
    Ok(())
}

/// Every folder that files lie in or that others keep, but for the outermost.
fn needed_folders<'a>(difference: &'a Difference, standing: &'a Standing) -> FxHashSet<&'a Path> {
    let ours = difference.output.files.keys().map(|path| Path::new(path.as_str()));
    let files = ours.chain(standing.strangers.iter().map(PathBuf::as_path));
    let holding = files.filter_map(Path::parent);
    let mut needed = FxHashSet::from_iter([Path::new("")]);
    for folder in holding.chain(standing.foreign_folders.iter().map(PathBuf::as_path)) {
        // What is above a folder that is known is known, too: most files have neighbours.
        let mut new = folder.ancestors();
        while new.next().is_some_and(|folder| needed.insert(folder)) {}
    }
    needed.remove(Path::new(""));
    needed
}

/// Folders by how deep they lie, the highest first: those of one level can be made or removed
/// at the same time, which is worth it where a site has thousands.
fn by_depth<'a>(folders: impl Iterator<Item = &'a Path>) -> Vec<Vec<&'a Path>> {
    let mut levels: Vec<Vec<&Path>> = Vec::new();
    for folder in folders {
        let depth = folder.components().count();
        levels.resize_with(levels.len().max(depth + 1), Vec::new);
        levels[depth].push(folder);
    }
    levels
}

/// Gives the new folders the permissions of the old ones, as far as the system lets us.
fn keep_permissions(staging: &Path, standing: &Standing) {
    let usual = fs::metadata(staging).ok().map(|metadata| metadata.permissions());
    // From the deepest up: a folder that may not be written to must be full by then.
    for (folder, permissions) in standing.folders.iter().rev() {
        if Some(permissions) != usual.as_ref() {
            let _ = fs::set_permissions(staging.join(folder), permissions.clone());
        }
    }
}

/// Writes a file that isn't there yet.
pub fn put(path: &Path, file: &Artifact) -> io::Result<()> {
    match &file.body {
        Body::Bytes(bytes) => fs::write(path, bytes),
        Body::Shelved(shelved) => shelved.copy_to(&mut File::create(path)?),
        // Not `fs::copy`: permissions of a source are no business of the site's readers.
        Body::CopyOf { from, .. } => io::copy(&mut File::open(from)?, &mut File::create(path)?).map(|_| ()),
    }
}

/// Copies a file with its time.
fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

/// Puts the new folder in the place of the old one; returns where the old one is then.
fn switch(place: &Place, staging: &Path, exists: bool) -> Result<Option<PathBuf>, Obstacle> {
    if !exists {
        fs::rename(staging, &place.folder).map_err(Failure::of("make", &place.folder))?;
        return Ok(None);
    }
    if exchange(staging, &place.folder).is_ok() {
        return Ok(Some(staging.to_path_buf()));
    }
    let aside = place.beside(&format!("old-{}", process::id()));
    if fs::rename(&place.folder, &aside).is_err() {
        return Err(Obstacle::NotHere);
    }
    if let Err(error) = fs::rename(staging, &place.folder) {
        let _ = fs::rename(&aside, &place.folder);
        return Err(Failure::of("replace", &place.folder)(error).into());
    }
    Ok(Some(aside))
}

/// Exchanges the names of two folders, in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes the old folder: what was seen in it, and no more. Should somebody have put a file
/// there since, it moves on into the new folder. Failing here is harmless; the next build
/// clears up.
fn discard(old: &Path, new: &Path, standing: &Standing) {
    standing.files.par_iter().for_each(|path| {
        let _ = fs::remove_file(old.join(path));
    });
    let folders = standing.folders.iter().map(|(folder, _)| folder.as_path());
    for level in by_depth(folders).into_iter().rev() {
        level.par_iter().for_each(|folder| {
            let _ = fs::remove_dir(old.join(folder));
        });
    }
    for entry in WalkDir::new(old).into_iter().filter_map(Result::ok) {
        let Ok(path) = entry.path().strip_prefix(old) else { continue };
        let to = new.join(path);
        if !entry.file_type().is_dir() && fs::symlink_metadata(&to).is_err() {
            let _ = to.parent().map(fs::create_dir_all);
            let _ = fs::rename(entry.path(), &to);
        }
    }
    let _ = fs::remove_dir_all(old);
}
