//! The files that problems are in, each fetched and looked through once, however many there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::print::Source;
use super::{Diagnostic, Lines, Place, Position};
use crate::path::SitePath;

/// Files by their paths; one that can't be fetched isn't among them.
pub struct Files(BTreeMap<SitePath, Arc<[u8]>>);

/// Their lines.
pub type FileLines<'a> = BTreeMap<&'a SitePath, Lines<'a>>;

impl Files {
    /// All files that these problems name a place in.
    pub fn of(problems: &[Diagnostic], source: &Source<'_>) -> Self {
        let mut files = BTreeMap::new();
        for place in problems.iter().flat_map(places) {
            if !files.contains_key(&place.file) {
                files.extend(source(&place.file).map(|bytes| (place.file.clone(), bytes)));
            }
        }
        Self(files)
    }

    /// Their lines.
    pub fn lines(&self) -> FileLines<'_> {
        self.0.iter().map(|(file, bytes)| (file, Lines::of(bytes))).collect()
    }
}

fn places(problem: &Diagnostic) -> impl Iterator<Item = &Place> {
    let related = problem.related.iter().map(|(place, _)| place);
    let edits = problem.fix.iter().flat_map(|fix| fix.edits.iter().map(|(place, _)| place));
    problem.at.iter().chain(related).chain(edits)
}

/// Where a place begins and ends; `None` for a file as a whole.
pub fn ends(place: &Place, lines: &FileLines<'_>) -> Option<(Position, Position)> {
    let lines = lines.get(&place.file).filter(|_| place.end > 0)?;
    Some((lines.position(place.start), lines.position(place.end)))
}
