//! Which pages are searched, and what is known of each beside its words.

use std::slice::SliceIndex;
use std::sync::Arc;

use super::passages::{Passages, Section};
use crate::key::Key;
use crate::page::glossary_names;
use crate::site::{Edition, Entry};

/// A page that search may find.
pub struct Document<'a> {
    /// The page.
    pub entry: &'a Entry,
    /// Its words.
    pub passages: Arc<Passages>,
    /// Its address without the language's home.
    pub address: &'a str,
    /// The home, which is above every page.
    home: &'a str,
}

/// The pages of an edition that search may find: articles and written section pages in the
/// language itself, for a fallback is found in its own language.
pub fn searched(edition: &Edition) -> impl Iterator<Item = &Arc<Entry>> {
    let sections = edition.sections.iter().filter(|section| section.written).map(|section| &section.page);
    sections.chain(&edition.entries).filter(|entry| !entry.is_fallback() && !entry.meta.unsearched)
}

/// The documents of an edition; `words` are those of its [`searched`] pages.
pub fn of<'a>(edition: &'a Edition, words: Vec<Arc<Passages>>) -> Vec<Document<'a>> {
    let document = |(entry, passages): (&'a Arc<Entry>, _)| Document {
        entry,
        passages,
        address: entry.url.strip_prefix(&edition.home).unwrap_or(&entry.url),
        home: &edition.home,
    };
    searched(edition).zip(words).map(document).collect()
}

/// The names that the article `glossary` has for one thing, group by group.
pub fn names(edition: &Edition, glossary: Option<&str>) -> Vec<Vec<String>> {
    let article = searched(edition).find(|entry| Some(entry.meta.id.as_str()) == glossary);
    article.map(|entry| glossary_names(&entry.article.body.html)).unwrap_or_default()
}

impl Document<'_> {
    /// Titles of the sections above it, the home left out.
    pub fn trail(&self) -> Vec<&str> {
        let trail = self.entry.trail.iter().filter(|above| above.url != self.home);
        trail.map(|above| above.nav_title.as_str()).collect()
    }

    /// Id, title and text of each of these sections of it; id and title are empty for what stands
    /// before the first heading.
    pub fn sections(
        &self,
        which: impl SliceIndex<[Section], Output = [Section]>,
    ) -> impl Iterator<Item = (&str, &str, &str)> {
        let article = &self.entry.article;
        // Passages stand in the order of their headings; there may be many thousands.
        let text = |heading| {
            let at = article.passages.binary_search_by_key(&heading, |passage| passage.heading);
            at.map_or("", |at| article.passages[at].text.as_str())
        };
        self.passages.sections[which].iter().map(move |section| {
            let heading = section.heading.and_then(|at| article.outline.get(at as usize));
            let (id, title) = heading.map_or(("", ""), |heading| (&heading.id, &heading.text));
            (id, title, text(section.heading))
        })
    }

    /// The key of all that is published of it beside its words.
    pub fn key(&self) -> Key {
        let Entry { article, meta, trail, .. } = self.entry;
        Key::of(&(self.address, self.home, article, meta, trail))
    }

    /// What it can be filtered by: kind, id, label.
    pub fn facets(&self) -> Vec<(&'static str, &str, &str)> {
        let meta = &self.entry.meta;
        let mut facets = Vec::new();
        let section = self.entry.article.section.split('/').next();
        if let Some(section) = section.filter(|section| !section.is_empty()) {
            let title = self.entry.trail.get(1).map_or(section, |above| above.title.as_str());
            facets.push(("section", section, title));
        }
        facets.extend(meta.tags.iter().map(|tag| ("tag", tag.id.as_str(), tag.label.as_str())));
        facets.extend(meta.owner.iter().map(|owner| ("owner", owner.id.as_str(), owner.name.as_str())));
        facets
            .extend(meta.audience.iter().map(|audience| ("audience", audience.as_str(), audience.as_str())));
        facets
    }
}
