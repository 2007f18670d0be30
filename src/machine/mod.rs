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
mod reviews;
mod robots;
mod sitemap;
#[cfg(test)]
mod tests;
mod withheld;
mod xml;

use std::sync::Arc;

pub use fingerprint::fingerprint;
pub use ledger::{LEDGER, record, vanished};

use crate::key::Memo;
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
}

/// The finished website: `files` (pages, the search index, the theme's assets) and everything
/// that is made here, `manifest.json` last. Where two claim one path, files of the writer
/// come before generated ones; such clashes have been reported.
pub fn complete(site: &Site, tree: &Tree, files: Vec<Made>, remembered: &mut Remembered) -> Output {
    let (mut all, lists) = rayon::join(
        || vec![index_json::make(site, &mut remembered.articles), robots::make(site), llms::make(site)],
        || [sitemap::make(site), feed::make(site), reviews::make(site)].concat(),
    );
    all.extend(lists);
    all.extend(hosts::make(site));
    all.extend(headers::make(site));
    all.extend(files);
    all.extend(copies::sources(site, tree));
    all.extend(copies::assets(site, tree));
    all.retain(|(out, _)| site.settings.makes(out));
    Output::complete(all)
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
