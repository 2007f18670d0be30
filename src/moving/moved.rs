//! The sources as a move makes them: files at their new places, with edits made in their texts.

use std::collections::BTreeMap;

use crate::edit::{self, Change, Edit};
use crate::path::SitePath;
use crate::site::{Entry, Freshness, Site};
use crate::source::{File, Tree};
use crate::upkeep::stamps::{self, Wanted};
use crate::upkeep::written;

use super::route::Route;

/// See the module.
pub(super) struct Moved<'a> {
    /// The sources as they are.
    tree: &'a Tree,
    pub route: &'a Route<'a>,
    /// All texts but those of themes, by the files as they will be called.
    pub texts: BTreeMap<SitePath, String>,
}

impl<'a> Moved<'a> {
    /// The sources with edits made, whose places are those before the move.
    pub fn new(tree: &'a Tree, route: &'a Route<'a>, edits: &[Edit]) -> Self {
        let mut by_file: BTreeMap<&SitePath, Vec<Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(&edit.file).or_default().push(edit.clone());
        }
        let text = |file: &File| {
            let edits = by_file.get(&file.path).map_or(&[][..], Vec::as_slice);
            Some((route.file(&file.path), edit::apply(tree.text(&file.path)?, edits)))
        };
        let concerned = tree.files().filter(|file| !file.path.as_str().starts_with("themes/"));
        Self { tree, route, texts: concerned.filter_map(text).collect() }
    }

    /// All sources as they will be.
    pub fn sources(&self) -> Tree {
        Tree::new(self.tree.files().map(|file| self.file(file)))
    }

    fn file(&self, file: &File) -> File {
        let path = self.route.moves.get(&file.path).unwrap_or(&file.path).clone();
        let text = self.texts.get(&path).filter(|new| self.tree.text(&file.path) != Some(new));
        let (contents, hash) = match text.map(|text| File::in_memory(path.clone(), text.as_bytes())) {
            Some(changed) => (changed.contents, changed.hash),
            None => (file.contents.clone(), file.hash),
        };
        File::new(path, contents, hash, file.pixels, file.history)
    }

    /// Translations that were up to date still are: in their originals only links have changed.
    pub fn restamp(&mut self, before: &Site, after: &Site) {
        let is_current = |entry: &&Entry| entry.meta.freshness == Freshness::Current;
        let current = written(before).map(|entry| &**entry).filter(is_current);
        let current: Vec<SitePath> = current.map(|entry| self.route.file(&entry.article.path)).collect();
        let outdated = written(after).filter(|entry| matches!(entry.meta.freshness, Freshness::Outdated(_)));
        let names = outdated.map(|entry| &entry.article.path).filter(|path| current.contains(path));
        let names: Vec<String> = names.map(ToString::to_string).collect();
        let wanted = Wanted { names: &names, languages: &[] };
        for change in stamps::synced(after, &self.sources(), wanted).changes {
            if let Change::Changed { file, after, .. } = change {
                self.texts.insert(file, after);
            }
        }
    }

    /// What happens to each file, in the order of their paths today.
    pub fn changes(&self) -> Vec<Change> {
        self.tree.files().filter_map(|file| self.change(&file.path)).collect()
    }

    fn change(&self, path: &SitePath) -> Option<Change> {
        let to = self.route.moves.get(path);
        let texts = self.tree.text(path).zip(self.texts.get(to.unwrap_or(path)));
        let changed = texts.filter(|(before, after)| before != after);
        let changed = changed.map(|(before, after)| (before.to_owned(), after.clone()));
        match (to, changed) {
            (Some(to), text) => Some(Change::Moved { from: path.clone(), to: to.clone(), text }),
            (None, Some((before, after))) => Some(Change::Changed { file: path.clone(), before, after }),
            (None, None) => None,
        }
    }
}
