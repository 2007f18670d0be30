//! A reader's offline copy: for each language a list of what is to be kept, and the service worker
//! that keeps it. Readers have to ask for it; see `themes/default/js/offline.js`.
//!
//! Kept is what reading and searching in one language takes: its pages and pictures, its search
//! index, the theme. Left out are source texts, feeds and print editions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::at;
use crate::key::Key;
use crate::output::Artifact;
use crate::path::OutPath;
use crate::site::{Edition, Entry, Site};

/// The worker, below a line that says what it keeps.
const WORKER: &str = include_str!("offline-worker.js");

/// All files of a site.
type Files = BTreeMap<OutPath, Artifact>;

/// The list and the worker of each language, if the site wants them.
pub fn make(site: &Site, files: &Files) -> Vec<(OutPath, Artifact)> {
    if !site.settings.output.offline {
        return Vec::new();
    }
    let made = site.editions.iter().filter(|edition| site.settings.makes_language(&edition.lang));
    made.flat_map(|edition| of_language(site, edition, files)).collect()
}

fn of_language(site: &Site, edition: &Edition, files: &Files) -> [(OutPath, Artifact); 2] {
    let base = &site.settings.base_url.path;
    let folder = edition.home.strip_prefix(base.as_str()).unwrap_or_default().trim_end_matches('/');
    let pictures = pictures(edition, base);
    let is_kept = |path: &OutPath, address: &String| {
        pictures.contains(address.as_str()) || is_kept(path.as_str(), folder, edition.lang.as_str())
    };
    let kept: Vec<(String, String, u64)> = files
        .iter()
        .map(|(path, file)| (path, address(path), file))
        .filter(|(path, address, _)| is_kept(path, address))
        .map(|(_, address, file)| (address, short(file.key), file.body.length()))
        .collect();
    let version = short(Key::of(&kept));
    let bytes: u64 = kept.iter().map(|(_, _, length)| length).sum();
    let list = json!({ "version": version, "bytes": bytes, "files": kept }).to_string();
    let up = if folder.is_empty() { "./" } else { "../" };
    let worker = format!("const VERSION = '{version}', BASE = '{up}';\n{WORKER}");
    [("offline.json", list), ("offline-worker.js", worker)]
        .map(|(name, text)| (at(folder, name), Artifact::new(text.into_bytes(), Vec::new())))
}

/// Whether reading and searching in a language needs the file.
fn is_kept(path: &str, folder: &str, lang: &str) -> bool {
    if let Some(asset) = path.strip_prefix("assets/") {
        return !asset.starts_with("texts-") || asset.starts_with(&format!("texts-{lang}."));
    }
    if let Some(shard) = path.strip_prefix("search/").filter(|_| !path.ends_with(".html")) {
        return shard.split('/').next() == Some(lang);
    }
    let own = match folder {
        "" => Some(path),
        _ => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
    };
    own.is_some_and(|own| {
        let page = own.ends_with("index.html") && !own.starts_with("print/") && !own.contains("/print/");
        page || own == "site.webmanifest"
    })
}

/// The pictures that pages of a language show, wherever they lie.
fn pictures<'a>(edition: &'a Edition, base: &str) -> BTreeSet<&'a str> {
    let sections = edition.sections.iter().map(|section| &section.page);
    let links =
        sections.chain(&edition.entries).flat_map(|entry: &'a std::sync::Arc<Entry>| entry.links.iter());
    let pictures = links.filter(|link| link.pixels.is_some());
    pictures.filter_map(|link| link.href.strip_prefix(base)).collect()
}

/// What a file is asked for by, below the base path.
fn address(path: &OutPath) -> String {
    let path = path.as_str();
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    folder.unwrap_or(path).split('/').map(crate::theme::encode_segment).collect::<Vec<_>>().join("/")
}

fn short(key: Key) -> String {
    key.to_string()[..16].to_owned()
}
