//! The input edge: a snapshot of every file a build may look at.
//!
//! A [`Tree`] is immutable and holds no open file. [`disk`] makes one from a folder; tests
//! make one from pairs of path and text. Sources that are read as text (articles, settings,
//! templates) are held in memory, everything else stays on disk and is known by its key.

pub mod disk;
mod git;
mod names;
mod svg;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::UTF_8;
use jiff::civil::Date;

use crate::key::Key;
use crate::path::SitePath;

pub use names::is_skipped;

/// One input file.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it lies below the site's root.
    pub path: SitePath,
    /// What it holds.
    pub contents: Contents,
    /// Hash of the bytes alone: what `manifest.json` says of a copy.
    pub hash: Key,
    /// Hash of the bytes and, where they are known, the size in pixels and the history.
    pub key: Key,
    /// Width and height in pixels, for pictures whose format says so.
    pub pixels: Option<(u32, u32)>,
    /// When version control saw it first and last, where it is known.
    pub history: Option<History>,
}

/// The bytes of a file, or where they are.
#[derive(Debug, Clone)]
pub enum Contents {
    /// In memory; not necessarily UTF-8.
    Bytes(Arc<[u8]>),
    /// On disk, to be copied; never loaded.
    OnDisk {
        /// The file, as the operating system names it.
        from: PathBuf,
        /// Its length in bytes.
        length: u64,
    },
    /// It exists and could not be read; a diagnostic has said so.
    Unreadable,
}

/// Days of the first and of the last commit that touched a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct History {
    /// First commit.
    pub created: Date,
    /// Last commit.
    pub updated: Date,
}

/// Every input of a build. Iterates in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<SitePath, File>,
    published: Option<File>,
}

impl Tree {
    /// A tree of the given files; of two with one path the later one counts.
    pub fn new(files: impl IntoIterator<Item = File>) -> Self {
        Self { files: files.into_iter().map(|file| (file.path.clone(), file)).collect(), published: None }
    }

    /// The tree with a list of what was published before, which is no part of the site.
    pub fn with_published(self, list: File) -> Self {
        Self { published: Some(list), ..self }
    }

    /// The list of what was published before, where one was given.
    pub fn published(&self) -> Option<&File> {
        self.published.as_ref()
    }

    /// The file at `path`.
    pub fn get(&self, path: &SitePath) -> Option<&File> {
        self.files.get(path).or_else(|| self.published.as_ref().filter(|list| list.path == *path))
    }

    /// The text of the file at `path`, as [`File::text`] has it.
    pub fn text(&self, path: &SitePath) -> Option<&str> {
        self.get(path)?.text()
    }

    /// Puts a file in, in place of the one that was at its path.
    fn insert(&mut self, file: File) {
        self.files.insert(file.path.clone(), file);
    }

    /// Takes a file out.
    fn remove(&mut self, path: &SitePath) -> Option<File> {
        self.files.remove(path)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    /// How many bytes of the files are in memory.
    pub fn bytes(&self) -> u64 {
        let loaded = |file: &File| match &file.contents {
            Contents::Bytes(bytes) => bytes.len() as u64,
            Contents::OnDisk { .. } | Contents::Unreadable => 0,
        };
        self.files.values().map(loaded).sum()
    }

    /// The files below `folder` (no trailing slash), by path.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = &File> {
        // Nothing but the names below it sorts between `folder/` and `folder0`.
        let (first, end) = (format!("{folder}/"), format!("{folder}0"));
        let range = (Bound::Included(first.as_str()), Bound::Excluded(end.as_str()));
        self.files.range::<str, _>(range).map(|(_, file)| file)
    }
}

impl File {
    /// A file and the key that follows from what is known of it. `hash` is that of its bytes.
    pub fn new(
        path: SitePath,
        contents: Contents,
        hash: Key,
        pixels: Option<(u32, u32)>,
        history: Option<History>,
    ) -> Self {
        let key = Key::of(&(hash, pixels, history));
        Self { path, contents, hash, key, pixels, history }
    }

    /// The bytes; `None` where they are not in memory.
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(bytes),
            Contents::OnDisk { .. } | Contents::Unreadable => None,
        }
    }

    /// The text; `None` where it is not in memory, or is not UTF-8.
    pub fn text(&self) -> Option<&str> {
        // Several times as fast as the standard library, which matters where all articles are read.
        let bytes = self.bytes()?;
        match UTF_8.decode_without_bom_handling_and_without_replacement(bytes)? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => str::from_utf8(bytes).ok(),
        }
    }

    /// A file in memory, as tests and the embedded theme have them.
    pub fn in_memory(path: SitePath, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let pixels = imagesize::blob_size(&bytes).ok().and_then(pixels);
        let hash = Key::of_bytes(&bytes);
        Self::new(path, Contents::Bytes(bytes), hash, pixels, None)
    }
}

/// Width and height as they are kept here.
fn pixels(size: imagesize::ImageSize) -> Option<(u32, u32)> {
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{File, Tree};
    use crate::path::SitePath;

    #[test]
    fn below_a_folder_is_neither_beside_it_nor_the_folder_itself() {
        let names = ["a", "a-b/x", "a.md", "a/x", "a/y/z", "a0", "b/a/x"];
        let file = |name| File::in_memory(SitePath::new(name).expect("a path"), *b"");
        let tree = Tree::new(names.map(file));
        let below: Vec<&str> = tree.below("a").map(|file| file.path.as_str()).collect();
        assert_eq!(below, ["a/x", "a/y/z"]);
    }
}
