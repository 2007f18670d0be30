//! Files that lie among articles of which none is published: they stay at home with them, whether
//! anything refers to them or not. Their addresses would name the folder.

use std::collections::HashMap;

use super::atlas::Atlas;
use crate::path::SitePath;

/// Whether anything below a folder is published, by folder; folders without articles are missing.
type Published<'a> = HashMap<&'a str, bool>;

/// The files below `content/` whose nearest folder with articles holds hidden ones only, in their
/// own language or in all languages together.
pub(super) fn among_hidden(atlas: &Atlas<'_>) -> Vec<SitePath> {
    let versions = &atlas.ground.families.versions;
    if versions.iter().all(|version| version.hidden.is_none()) {
        return Vec::new();
    }
    let (mut files, mut sections) = (Published::new(), Published::new());
    for version in versions {
        let shown = version.hidden.is_none();
        mark(&mut files, version.article.path.folder(), shown);
        mark(&mut sections, &version.article.section, shown);
    }
    let lies_hidden = |path: &&SitePath| {
        let section = atlas.ground.languages.split(path).map(|(_, rest)| folder(rest));
        path.below("content").is_some()
            && (!is_published(&files, path.folder())
                || section.is_some_and(|section| !is_published(&sections, section)))
    };
    atlas.assets.keys().filter(lies_hidden).cloned().collect()
}

fn mark<'a>(published: &mut Published<'a>, folder: &'a str, shown: bool) {
    let mut path = folder;
    loop {
        *published.entry(path).or_default() |= shown;
        match path.rsplit_once('/') {
            Some((parent, _)) => path = parent,
            None => break,
        }
    }
    *published.entry("").or_default() |= shown;
}

/// Whether the nearest folder with articles, from `path` up, has a published one.
fn is_published(published: &Published<'_>, path: &str) -> bool {
    let mut path = path;
    loop {
        if let Some(&shown) = published.get(path) {
            return shown;
        }
        if path.is_empty() {
            return true;
        }
        path = folder(path);
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
