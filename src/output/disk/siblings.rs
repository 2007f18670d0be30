//! What the last build left of use to one that compresses: the siblings of files that did not change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::on_disk;
use crate::key::Key;
use crate::output::compress::{Coding, Store};
use crate::output::manifest::{self, Listed};
use crate::output::{Artifact, Body};
use crate::path::OutPath;

/// The output folder as the last build left it.
pub struct LastBuild {
    folder: PathBuf,
    listed: BTreeMap<OutPath, Listed>,
}

impl LastBuild {
    /// Reads the manifest, if there is one.
    pub fn of(folder: &Path) -> Self {
        let listed = fs::read(folder.join(manifest::NAME)).ok().and_then(|bytes| manifest::read(&bytes));
        Self { folder: folder.to_owned(), listed: listed.unwrap_or_default() }
    }

    /// Whether it was a website, not files for machines alone.
    pub fn has_pages(&self) -> bool {
        self.listed.keys().any(|path| path.as_str().ends_with(".html"))
    }
}

impl Store for LastBuild {
    fn bytes(&self, file: &Artifact) -> Option<Arc<[u8]>> {
        match &file.body {
            Body::CopyOf { from, .. } => fs::read(from).ok().map(Arc::from),
            held => held.held(),
        }
    }

    fn sibling(&self, path: &OutPath, file: &Artifact, coding: Coding) -> Option<Arc<[u8]>> {
        let name = OutPath::new(&format!("{path}.{}", coding.extension()))?;
        let same = self.listed.get(path).is_some_and(|listed| listed.hash == file.key.to_string());
        let listed = self.listed.get(&name).filter(|_| same)?;
        let bytes = fs::read(on_disk(&self.folder, &name)).ok()?;
        // Whoever changed it since shall not be believed.
        (Key::of_bytes(&bytes).to_string() == listed.hash).then(|| bytes.into())
    }
}
