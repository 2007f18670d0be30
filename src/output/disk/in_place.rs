//! Files are replaced one by one, where the folder as a whole can't be exchanged: mount points,
//! folders with other file systems mounted inside, folders whose parent takes no new files.
//!
//! All new files are first written into a hidden folder inside, then moved to their places,
//! then stale ones are removed. A reader may see old and new pages side by side for that
//! moment, and a kill in it leaves them so until the next build; no file is ever half written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use rayon::prelude::*;

use super::Failure;
use super::beside::put;
use super::difference::Difference;
use super::failure::on_disk;
use super::place::Place;
use super::standing::Standing;
use crate::output::{Artifact, manifest};
use crate::path::OutPath;

/// Begins the name of the hidden folder.
const STAGING: &str = ".vade-new-";

/// Makes `folder` as `difference` says.
pub fn write(folder: &Path, difference: &Difference, standing: &Standing) -> Result<(), Failure> {
    let staging = folder.join(format!("{STAGING}{}", process::id()));
    fs::create_dir(&staging).map_err(Failure::of("make", &staging))?;
    let result = stage(&staging, difference).and_then(|()| place(folder, &staging, difference, standing));
    let _ = fs::remove_dir_all(&staging);
    result
}

/// Removes what killed builds left inside the folder.
pub fn clear_leftovers(place: &Place) {
    let entries = fs::read_dir(&place.folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(STAGING.as_bytes()))
    {
        let _ = fs::remove_dir_all(entry.path());
    }
}

/// Writes the new files under numbers.
fn stage(staging: &Path, difference: &Difference) -> Result<(), Failure> {
    difference.changed.par_iter().enumerate().try_for_each(|(number, (_, file))| {
        let path = staging.join(number.to_string());
        put(&path, file).map_err(Failure::of("write", &path))
    })
}

/// Moves the new files to their places, the manifest last.
fn place(folder: &Path, staging: &Path, difference: &Difference, standing: &Standing) -> Result<(), Failure> {
    // From here on both the old and the new files are ours, whenever we are stopped.
    let files = &difference.output.files;
    replace_manifest(folder, staging, &Artifact::new(manifest::of_both(&difference.old, files), Vec::new()))?;
    let needs = Needs::of(difference);
    let stale = || difference.stale.iter().map(|path| Path::new(path.as_str()));
    for path in
        stale().chain(standing.replaced.iter().map(PathBuf::as_path)).filter(|path| needs.clash_with(path))
    {
        remove(folder, path)?;
    }
    for above in &needs.folders {
        let above = folder.join(above);
        fs::create_dir_all(&above).map_err(Failure::of("make", &above))?;
    }
    for (number, (path, _)) in difference.changed.iter().enumerate() {
        if path.as_str() != manifest::NAME {
            rename(&staging.join(number.to_string()), &on_disk(folder, path))?;
        }
    }
    for path in stale() {
        remove(folder, path)?;
    }
    files.get(manifest::NAME).map_or(Ok(()), |last| replace_manifest(folder, staging, last))
}

/// What the changed files need for themselves.
struct Needs<'a> {
    files: &'a BTreeMap<OutPath, Artifact>,
    /// The folders that they lie in.
    folders: BTreeSet<&'a Path>,
}

impl<'a> Needs<'a> {
    fn of(difference: &'a Difference) -> Self {
        let changed = difference.changed.iter().map(|(path, _)| Path::new(path.as_str()));
        let folders = changed.flat_map(|path| path.ancestors().skip(1)).collect();
        Self { files: &difference.output.files, folders }
    }

    /// Whether what stands at `path` is where a folder must be, or in a folder where a file must.
    fn clash_with(&self, path: &Path) -> bool {
        let is_file = |path: &Path| path.to_str().is_some_and(|name| self.files.contains_key(name));
        self.folders.contains(path) || path.ancestors().skip(1).any(is_file)
    }
}

fn replace_manifest(folder: &Path, staging: &Path, manifest: &Artifact) -> Result<(), Failure> {
    let new = staging.join(manifest::NAME);
    put(&new, manifest).map_err(Failure::of("write", &new))?;
    rename(&new, &folder.join(manifest::NAME))
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    // A folder that stands in a file's place is empty by now.
    let _ = fs::remove_dir(to);
    fs::rename(from, to).map_err(Failure::of("replace", to))
}

/// Removes a file and the folders that are empty without it.
fn remove(folder: &Path, path: &Path) -> Result<(), Failure> {
    let file = folder.join(path);
    // It may have made way for another file or a folder already.
    if !fs::symlink_metadata(&file).is_ok_and(|there| !there.is_dir()) {
        return Ok(());
    }
    fs::remove_file(&file).map_err(Failure::of("remove", &file))?;
    for above in path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
        if fs::remove_dir(folder.join(above)).is_err() {
            break;
        }
    }
    Ok(())
}
