//! The site becomes what machines read: the JSON index, the site map, feeds, the overview for
//! language models, source texts, copies of files, and the manifest of it all.
//!
//! [`complete`] adds these to the pages and returns the finished website. Every format is
//! described in `docs/content/output.md`. Nothing here judges: what stands in the [`Site`] is published.

mod copies;
mod feed;
mod fingerprint;
mod headers;
mod hosts;
mod index_json;
mod ledger;
mod llms;
mod offline;
mod reviews;
mod robots;
mod sitemap;
#[cfg(test)]
mod tests;
mod withheld;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use fingerprint::fingerprint;
pub use ledger::{LEDGER, record, vanished};

use rayon::prelude::*;

use crate::key::{Key, Memo};
use crate::output::{Artifact, Output};
use crate::path::{OutPath, SitePath};
use crate::settings::Settings;
use crate::site::{Edition, Entry, Section, Site, Tag};
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
}

/// The finished website: `files` (pages, the search index, the theme's assets) and everything
/// that is made here, `manifest.json` last. Where two claim one path, files of the writer
/// come before generated ones; such clashes have been reported.
pub fn complete(site: &Site, tree: &Tree, files: Vec<Made>, remembered: &mut Remembered) -> Output {
    let Remembered { articles, lists } = remembered;
    let mut all = vec![index_json::make(site, articles)];
    all.extend_from_slice(&lists.of(listed(site), || self::lists(site).into()));
    all.extend(files);
    all.extend(copies::sources(site, tree));
    all.extend(copies::assets(site, tree));
    // Of two files with one path the later one counts, so their order has to stay.
    all.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut files: BTreeMap<OutPath, Artifact> = all.into_iter().collect();
    for (out, file) in offline::make(site, &files) {
        files.entry(out).or_insert(file);
    }
    files.retain(|out, _| site.settings.makes(out));
    Output::complete(files)
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

/// The key of all that [`lists`] may say: the site but for its texts.
fn listed(site: &Site) -> Key {
    let entry = |entry: &Arc<Entry>| {
        let Entry { lang, article, meta, url, out, canonical, trail, translations, .. } = &**entry;
        Key::of(&(lang, article.face, meta, url, out, canonical, trail, translations))
    };
    let section = |section: &Arc<Section>| {
        let Section { path, title, page, written, sections, articles } = &**section;
        Key::of(&(path, title, entry(page), written, sections, articles))
    };
    let tag = |tag: &Arc<Tag>| {
        let Tag { id, label, url, out, articles, translations } = &**tag;
        Key::of(&(id, label, url, out, articles, translations))
    };
    let edition = |edition: &Edition| {
        let Edition { lang, home, entries, sections, tags } = edition;
        let keys: [Vec<Key>; 3] = [
            entries.par_iter().map(entry).collect(),
            sections.iter().map(section).collect(),
            tags.iter().map(tag).collect(),
        ];
        Key::of(&(lang, home, keys))
    };
    let editions: Vec<Key> = site.editions.iter().map(edition).collect();
    Key::of(&(&site.settings, site.as_of, editions, &site.redirects))
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
