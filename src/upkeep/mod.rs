//! What people have to do so that a site stays true: translations that lag behind, reviews that
//! are due, and the stamps by which both are known.
//!
//! Everything here looks at a [`Site`] that holds all there is, drafts and texts for any readers
//! included, and says what stands how ([`status`]), which bytes of which files change
//! ([`stamps`]) or how new files begin ([`begin`], [`mod@stub`]). Nothing is written here.

pub mod begin;
pub mod since;
pub mod stamps;
pub mod status;
pub mod stub;

use std::sync::Arc;

use crate::diag::did_you_mean;
use crate::language::Lang;
use crate::site::{Entry, Site};

/// Every text that somebody wrote, in the order of the languages, sections' pages first.
pub fn written(site: &Site) -> impl Iterator<Item = &Arc<Entry>> {
    site.editions.iter().flat_map(|edition| {
        let sections = edition.sections.iter().filter(|section| section.written).map(|section| &section.page);
        sections.chain(&edition.entries).filter(|entry| !entry.is_fallback())
    })
}

/// The version of an article in a language.
pub fn version<'s>(site: &'s Site, id: &str, lang: &Lang) -> Option<&'s Arc<Entry>> {
    written(site).find(|entry| entry.meta.id == id && entry.lang == *lang)
}

/// The text that a translation was made from; nothing for originals.
pub fn source<'s>(site: &'s Site, entry: &Entry) -> Option<&'s Arc<Entry>> {
    version(site, &entry.meta.id, entry.meta.translated_from.as_ref()?)
}

/// The texts that somebody means by a file's path or an article's id: all versions of an article,
/// or the one file.
pub fn named<'s>(site: &'s Site, name: &str) -> Vec<&'s Arc<Entry>> {
    let path = name.strip_prefix("./").unwrap_or(name);
    let file: Vec<_> = written(site).filter(|entry| entry.article.path.as_str() == path).collect();
    if !file.is_empty() {
        return file;
    }
    written(site).filter(|entry| entry.meta.id == name.trim_matches('/')).collect()
}

/// A line for whoever meant something by a name that [`named`] finds nothing by.
pub fn unknown(site: &Site, name: &str) -> String {
    let meant = did_you_mean(name, written(site).map(|entry| entry.meta.id.as_str()));
    format!("no article has the id or path `{name}`{meant}")
}
