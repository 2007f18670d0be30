//! The output edge: the finished files as a map, and the difference between two such maps.
//!
//! An [`Output`] is always whole. What has to be written or removed is the difference to
//! what is there, so deletions and renames need no code of their own. [`disk`] writes one.

pub mod compress;
pub mod disk;
pub mod manifest;
pub mod merge;
pub mod shelf;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::key::Key;
use crate::path::{OutPath, SitePath};
use crate::source::{Contents, File};
use shelf::{Shelf, Shelved};

/// One finished file.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// Hash of the bytes and nothing else ([`Key::of_bytes`]): `manifest.json` shows it.
    pub key: Key,
    /// What is in it.
    pub body: Body,
    /// The sources that it came from, sorted, without duplicates.
    pub sources: Arc<[SitePath]>,
}

/// What a finished file holds.
#[derive(Debug, Clone)]
pub enum Body {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// Bytes that were put away.
    Shelved(Arc<dyn Shelved>),
    /// The bytes of a source file, copied without being loaded.
    CopyOf {
        /// The file, as the operating system names it.
        from: PathBuf,
        /// Its length in bytes.
        length: u64,
    },
}

impl Artifact {
    /// A file of `bytes` that came from `sources`.
    pub fn new(bytes: impl Into<Arc<[u8]>>, sources: impl Into<Arc<[SitePath]>>) -> Self {
        let bytes = bytes.into();
        Self { key: Key::of_bytes(&bytes), body: Body::Bytes(bytes), sources: sources.into() }
    }

    /// A source file as it is; `None` if it could not be read.
    pub fn copy(file: &File) -> Option<Self> {
        let body = match &file.contents {
            Contents::Bytes(bytes) => Body::Bytes(Arc::clone(bytes)),
            Contents::OnDisk { from, length } => Body::CopyOf { from: from.clone(), length: *length },
            Contents::Unreadable => return None,
        };
        Some(Self { key: file.hash, body, sources: Arc::new([file.path.clone()]) })
    }

    /// The same file, its bytes on the shelf.
    pub fn shelved(self, shelf: &dyn Shelf) -> Self {
        match self.body {
            Body::Bytes(bytes) => Self { body: shelf.put(bytes), ..self },
            _ => self,
        }
    }
}

impl Body {
    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Shelved(shelved) => shelved.length(),
            Self::CopyOf { length, .. } => *length,
        }
    }

    /// The bytes, if they were made here; `None` for a copy of a source file, and for what can't
    /// be fetched any more.
    pub fn held(&self) -> Option<Arc<[u8]>> {
        match self {
            Self::Bytes(bytes) => Some(Arc::clone(bytes)),
            Self::Shelved(shelved) => shelved.bytes().ok(),
            Self::CopyOf { .. } => None,
        }
    }
}

impl Artifact {
    /// Whether it holds these very bytes, not only equal ones.
    pub fn holds(&self, bytes: &Arc<[u8]>) -> bool {
        matches!(&self.body, Body::Bytes(own) if Arc::ptr_eq(own, bytes))
    }
}

/// A whole website. Iterates in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Output {
    /// Every file by its path.
    pub files: BTreeMap<OutPath, Artifact>,
}

impl Output {
    /// The whole website of `files`, with the manifest that lists them. Of two files with one
    /// path the later one counts.
    pub fn complete(files: impl IntoIterator<Item = (OutPath, Artifact)>) -> Self {
        let mut files: BTreeMap<OutPath, Artifact> = files.into_iter().collect();
        files.remove(manifest::NAME);
        let manifest = manifest::make(&files);
        files.insert(manifest::path(), manifest);
        Self { files }
    }
}
