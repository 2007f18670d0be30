//! What has to be done: the finished files compared with what stands in the folder.
//!
//! Files are compared by their bytes, never by what the last manifest says of them, so that a
//! file that somebody changed is put right. Nothing is written here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use super::Written;
use super::failure::on_disk;
use crate::key::Key;
use crate::output::manifest::{self, Listed};
use crate::output::{Artifact, Body, Output};
use crate::path::OutPath;

/// Bytes compared at a time; most pages fit.
const BUFFER: usize = 32 * 1024;

/// The finished files, divided by what has to be done with them.
pub struct Difference<'a> {
    /// All of them.
    pub output: &'a Output,
    /// To be written.
    pub changed: Vec<(&'a OutPath, &'a Artifact)>,
    /// There already, with the same bytes.
    pub unchanged: Vec<&'a OutPath>,
    /// To be removed: written by an earlier build, still there, no longer part of the site.
    pub stale: Vec<OutPath>,
    /// What the manifest of the last build lists.
    pub old: BTreeMap<OutPath, Listed>,
}

impl<'a> Difference<'a> {
    /// Compares `output` with what stands in `folder`.
    pub fn find(folder: &Path, output: &'a Output) -> Self {
        let old = fs::read(folder.join(manifest::NAME)).ok().and_then(|bytes| manifest::read(&bytes));
        let mut old = old.unwrap_or_default();
        if !old.is_empty() {
            old.insert(manifest::path(), Listed { hash: String::new(), sources: Vec::new() });
        }
        let files: Vec<_> = output.files.iter().collect();
        let same: Vec<bool> = match folder.is_dir() {
            true => files.par_iter().map(|(path, file)| is_same(&on_disk(folder, path), file)).collect(),
            false => vec![false; files.len()],
        };
        let mut difference =
            Self { output, changed: Vec::new(), unchanged: Vec::new(), stale: Vec::new(), old };
        for ((path, file), same) in files.into_iter().zip(same) {
            match same {
                true => difference.unchanged.push(path),
                false => difference.changed.push((path, file)),
            }
        }
        let gone = difference.old.keys().filter(|path| !output.files.contains_key(*path));
        let there = gone.filter(|path| is_plain_file(&on_disk(folder, path)));
        difference.stale = there.cloned().collect();
        difference
    }

    /// Whether the folder already holds just what it should.
    pub fn is_nothing(&self) -> bool {
        self.changed.is_empty() && self.stale.is_empty()
    }

    /// The numbers, for when it is done.
    pub fn written(&self) -> Written {
        let (written, unchanged) = (self.changed.len(), self.unchanged.len());
        Written { written, unchanged, removed: self.stale.len() }
    }
}

fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether the file at `path` holds what `artifact` holds. What can't be read, doesn't.
fn is_same(path: &Path, artifact: &Artifact) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let length = artifact.body.length();
    if !file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == length) {
        return false;
    }
    match &artifact.body {
        Body::Bytes(bytes) => holds(file, bytes).unwrap_or(false),
        Body::Shelved(_) | Body::CopyOf { .. } => Key::of_stream(file).is_ok_and(|key| key == artifact.key),
    }
}

/// Whether `file` consists of `bytes`.
fn holds(mut file: File, mut bytes: &[u8]) -> io::Result<bool> {
    let mut buffer = [0; BUFFER];
    loop {
        let length = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            result => result?,
        };
        if length == 0 {
            return Ok(bytes.is_empty());
        }
        match bytes.strip_prefix(&buffer[..length]) {
            Some(rest) => bytes = rest,
            None => return Ok(false),
        }
    }
}
