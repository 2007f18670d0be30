//! The site becomes what machines read: the JSON index, the site map, feeds, the overview for
//! language models, source texts, copies of files, and the manifest of it all.
//!
//! [`complete`] adds these to the pages and returns the finished website. Every format is
//! described in `docs/content/output.md`. Nothing here judges: what stands in the [`Site`] is published.

mod copies;
mod feed;
mod headers;
mod hosts;
mod index_json;
mod ledger;
mod llms;
mod offline;
mod places;
mod reviews;
mod robots;
mod sitemap;
#[cfg(test)]
mod tests;
mod withheld;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use ledger::{LEDGER, record, vanished};
use places::Places;

use crate::key::{Key, Memo};
use crate::output::{Artifact, Output};
use crate::path::{OutPath, SitePath};
use crate::settings::Settings;
use crate::site::{Edition, Entry, Site};
use crate::source::Tree;

/// The JSON Schema of `index.json`, as `vade schema index` prints it.
pub const INDEX_SCHEMA: &str = include_str!("index.schema.json");

/// A file and where it goes.
type Made = (OutPath, Artifact);

/// What [`complete`] remembers from build to build. What is made doesn't depend on it.
#[derive(Default)]
pub struct Remembered {
    /// Lines of `index.json`.
    articles: Memo<Arc<str>>,
    /// What is made from the faces of articles.
    lists: Memo<Arc<[Made]>>,
    /// Source texts.
    copies: Memo<Option<Made>>,
    places: Places,
}

/// The finished website: `files` (pages, the search index, the theme's assets) and everything
/// that is made here, `manifest.json` last. Where two claim one path, files of the writer
/// come before generated ones; such clashes have been reported.
pub fn complete(site: &Site, tree: &Tree, files: Vec<Made>, remembered: &mut Remembered) -> Output {
    let Remembered { articles, lists, copies, places } = remembered;
    let (index, (lists, copies)) = rayon::join(
        || index_json::make(site, articles),
        || {
            let lists = || lists.of(listed(site), || self::lists(site).into());
            rayon::join(lists, || copies::sources(site, tree, copies))
        },
    );
    let mut all = vec![index];
    all.extend_from_slice(&lists);
    all.extend(files);
    all.extend(copies);
    all.extend(copies::assets(site, tree));
    let mut files: BTreeMap<OutPath, Artifact> = places.sorted(all).into_iter().collect();
    for (out, file) in offline::make(site, &files) {
        files.entry(out).or_insert(file);
    }
    files.retain(|out, _| site.settings.makes(out));
    let output = Output::complete(files);
    places.learn(&output);
    output
}

/// What does not say anything of the texts behind the faces of articles.
fn lists(site: &Site) -> Vec<Made> {
    let (mut all, lists) = rayon::join(
        || vec![robots::make(site), llms::make(site)],
        || [sitemap::make(site), feed::make(site), reviews::make(site)].concat(),
    );
    all.extend(lists);
    all.extend(hosts::make(site));
    all.extend(headers::make(site));
    all
}

/// The key of all that [`lists`] may say: the site but for the texts behind the faces of its
/// articles, and what is known of their freshness.
fn listed(site: &Site) -> Key {
    let sections = site.editions.iter().flat_map(|edition| &edition.sections);
    let entries = site.editions.iter().flat_map(|edition| &edition.entries);
    let metas = sections.map(|section| &section.page).chain(entries).map(|entry| entry.meta.key());
    Key::of(&(site.ground, metas.collect::<Vec<Key>>()))
}

/// Every page of one language that stands for a text of its own: sections' pages first, then
/// articles, both in navigation order; fallbacks and pages without a text are left out.
fn written(edition: &Edition) -> impl Iterator<Item = &Entry> {
    let sections = edition.sections.iter().filter(|section| section.written).map(|section| &section.page);
    let entries = sections.chain(&edition.entries).map(Arc::as_ref);
    entries.filter(|entry| !entry.is_fallback())
}

/// An address as it is asked for from elsewhere.
fn absolute(settings: &Settings, url: &str) -> String {
    format!("{}{url}", settings.base_url.origin)
}

/// The sources of what is made from many: `site.toml` and a folder, which stands for all
/// files in it.
fn sources(folder: &str) -> Vec<SitePath> {
    [folder, "site.toml"].into_iter().filter_map(SitePath::new).collect()
}

/// A file at the top of the output, or of a language's part of it.
fn at(folder: &str, name: &str) -> OutPath {
    let path = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
    OutPath::new(&path).expect("a language tag and a plain name")
}
