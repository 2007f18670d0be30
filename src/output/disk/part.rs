//! Reads what an earlier build wrote, to be merged with others.

use std::fs::{self, File};
use std::path::Path;

use super::Failure;
use crate::key::Key;
use crate::output::merge::{LISTS, Part};
use crate::output::{Artifact, Body, manifest};
use crate::path::{OutPath, SitePath};

/// The files in a folder that `vade` wrote; fails if one of them is not as it was written.
pub fn part(folder: &Path) -> Result<Part, Failure> {
    let shown = folder.display();
    let path = folder.join(manifest::NAME);
    let bytes = fs::read(&path).map_err(Failure::of("read", &path))?;
    let listed = manifest::read(&bytes)
        .ok_or_else(|| Failure::Refused(format!("`{shown}` was not written by `vade build`")))?;
    let mut files = Vec::with_capacity(listed.len());
    for (path, listed) in listed {
        let artifact = artifact(folder, &path, &listed.sources)?;
        if artifact.key.to_string() != listed.hash {
            let why = format!("`{path}` in `{shown}` is not what `vade build` wrote there");
            return Err(Failure::Refused(why));
        }
        files.push((path, artifact));
    }
    let lists = folder.join(LISTS);
    let lists = fs::read(&lists).map_err(Failure::of("read", &lists))?;
    Ok(Part { name: shown.to_string(), files, lists })
}

fn artifact(folder: &Path, path: &OutPath, sources: &[String]) -> Result<Artifact, Failure> {
    let from = path.on_disk(folder);
    let file = File::open(&from).map_err(Failure::of("read", &from))?;
    let length = file.metadata().map_err(Failure::of("read", &from))?.len();
    let key = Key::of_stream(file).map_err(Failure::of("read", &from))?;
    let sources = sources.iter().filter_map(|source| SitePath::new(source)).collect();
    Ok(Artifact { key, body: Body::CopyOf { from, length }, sources })
}
