//! The files of a site that is shown. A state that differs from another in the texts of a few pages
//! shares the rest with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::output::Artifact;
use crate::path::OutPath;

/// Files by path.
#[derive(Debug, Default, Clone)]
pub(super) struct Files {
    whole: Arc<BTreeMap<OutPath, Artifact>>,
    /// What is newer than in `whole`; no other paths.
    newer: BTreeMap<OutPath, Artifact>,
}

impl From<BTreeMap<OutPath, Artifact>> for Files {
    fn from(files: BTreeMap<OutPath, Artifact>) -> Self {
        Self { whole: Arc::new(files), newer: BTreeMap::new() }
    }
}

impl Files {
    /// The same files, some of them newer. Nothing where one of those is not there yet: what else
    /// follows from a new file takes knowing the whole.
    pub(super) fn with(&self, newer: Vec<(OutPath, Artifact)>) -> Option<Self> {
        let known = newer.iter().all(|(path, _)| self.whole.contains_key(path));
        let mut files = self.clone();
        files.newer.extend(newer);
        known.then_some(files)
    }

    pub(super) fn get(&self, path: &str) -> Option<&Artifact> {
        self.newer.get(path).or_else(|| self.whole.get(path))
    }

    /// The path as a key of the map, if there is such a file.
    pub(super) fn path(&self, path: &str) -> Option<&OutPath> {
        self.whole.get_key_value(path).map(|(path, _)| path)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// All files, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&OutPath, &Artifact)> {
        self.whole.iter().map(|(path, file)| (path, self.newer.get(path).unwrap_or(file)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> (OutPath, Artifact) {
        (OutPath::new(path).expect("a path"), Artifact::new(text.as_bytes(), Vec::new()))
    }

    #[test]
    fn newer_files_take_the_place_of_older_ones() {
        let whole = Files::from(BTreeMap::from([file("a", "a1"), file("b", "b1")]));
        let newer = whole.with(vec![file("b", "b2")]).expect("it was there");
        let key = |files: &Files, path: &str| files.get(path).map(|file| file.key);
        assert_eq!(key(&newer, "a"), key(&whole, "a"));
        assert_eq!(key(&newer, "b"), Some(file("b", "b2").1.key));
        let listed: Vec<_> = newer.iter().map(|(path, file)| (path.as_str(), file.key)).collect();
        assert_eq!(listed, [("a", file("a", "a1").1.key), ("b", file("b", "b2").1.key)]);
        assert!(whole.with(vec![file("c", "c1")]).is_none());
    }
}
