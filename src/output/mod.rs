//! The output edge: the finished files as a map, and the difference between two such maps.
//!
//! An [`Output`] is always whole. What has to be written or removed is the difference to
//! what is there, so deletions and renames need no code of their own. [`disk`] writes one.

pub mod disk;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::key::Key;
use crate::path::{OutPath, SitePath};

/// One finished file.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// Hash of the bytes.
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
}

/// A whole website. Iterates in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Output {
    /// Every file by its path.
    pub files: BTreeMap<OutPath, Artifact>,
}
