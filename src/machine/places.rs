//! Where each file stands among all: a website is a map in the order of paths, and most of them are
//! the same from build to build, so that only new ones have to be compared.

use rustc_hash::FxHashMap;

use super::Made;
use crate::output::Output;
use crate::path::OutPath;

/// The places of files in the last website.
#[derive(Debug, Default)]
pub struct Places {
    by_path: FxHashMap<OutPath, usize>,
}

impl Places {
    /// The files in about the order of their paths: known ones each once and sorted, then those
    /// that are new. Of two with one path the later one comes later, or alone.
    pub fn sorted(&self, files: Vec<Made>) -> Vec<Made> {
        let mut known: Vec<Option<Made>> = Vec::new();
        known.resize_with(self.by_path.len(), || None);
        let mut new = Vec::new();
        for file in files {
            match self.by_path.get(&file.0) {
                Some(&place) => known[place] = Some(file),
                None => new.push(file),
            }
        }
        known.into_iter().flatten().chain(new).collect()
    }

    /// Takes note of a website, if its files are others than before.
    pub fn learn(&mut self, output: &Output) {
        let same = |(place, path): (usize, &OutPath)| self.by_path.get(path) == Some(&place);
        if output.files.len() != self.by_path.len() || !output.files.keys().enumerate().all(same) {
            self.by_path = output.files.keys().cloned().zip(0..).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::output::Artifact;

    fn file((path, text): (&str, &str)) -> Made {
        (OutPath::new(path).expect("a path"), Artifact::new(text.as_bytes(), Vec::new()))
    }

    fn keys(files: BTreeMap<OutPath, Artifact>) -> Vec<(String, crate::key::Key)> {
        files.into_iter().map(|(path, file)| (path.to_string(), file.key)).collect()
    }

    #[test]
    fn files_come_in_the_order_in_which_they_count() {
        let mut places = Places::default();
        places.learn(&Output { files: [("a", "1"), ("b", "1"), ("d", "1")].map(file).into() });
        let files = || [("c", "1"), ("b", "1"), ("e", "1"), ("a", "1"), ("c", "2"), ("b", "2")].map(file);
        let sorted = places.sorted(files().into());
        let names: Vec<&str> = sorted.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "e", "c"], "`d` is gone; of `b` the later one is left");
        assert_eq!(keys(sorted.into_iter().collect()), keys(files().into_iter().collect()));
    }
}
