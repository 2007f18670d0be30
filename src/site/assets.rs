//! Pictures and downloads: files beside articles go where the articles go, `static/` goes to
//! the root. Names that begin with `_` or `.` below `content/` stay at home.

use std::collections::BTreeMap;

use crate::path::{OutPath, SitePath, join};
use crate::source::{File, Tree};

use super::Asset;
use super::groundwork::Groundwork;
use super::languages::without_extension;

/// All files to be copied.
pub(super) fn assets(ground: &Groundwork, tree: &Tree) -> BTreeMap<SitePath, Asset> {
    let folders = ground.plan.folders.iter();
    let sections: BTreeMap<(usize, &str), &str> = folders
        .map(|folder| ((folder.language, folder.path.as_str()), ground.page(folder.page).address.as_str()))
        .collect();
    let published = |file: &File| {
        let address = match file.path.below("static") {
            Some(rest) => rest.to_owned(),
            None => beside_articles(ground, &sections, &file.path)?,
        };
        let (out, url) = (OutPath::new(&address)?, ground.routes.file(&address));
        let asset = Asset { path: file.path.clone(), out, url, key: file.key, pixels: file.pixels };
        Some((file.path.clone(), asset))
    };
    tree.files().filter_map(published).collect()
}

/// Where a file below `content/` goes; `None` for articles and what stays at home.
fn beside_articles(
    ground: &Groundwork,
    sections: &BTreeMap<(usize, &str), &str>,
    path: &SitePath,
) -> Option<String> {
    let below = path.below("content")?;
    if without_extension(below).is_some() || below.split('/').any(|name| name.starts_with(['_', '.'])) {
        return None;
    }
    let Some((language, rest)) = ground.languages.split(path) else { return Some(below.to_owned()) };
    let mut folder = rest.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        if let Some(address) = sections.get(&(language, folder)) {
            return Some(join(address, rest[folder.len()..].trim_start_matches('/')));
        }
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}
