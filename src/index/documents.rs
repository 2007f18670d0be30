//! Which pages are searched, and what is known of each beside its words.

use std::collections::HashMap;
use std::sync::Arc;

use super::passages::{self, Count, Passages, Words};
use crate::path::SitePath;
use crate::site::{Edition, Entry};

/// A page that search may find.
pub struct Document {
    /// Its address without the language's home.
    pub address: String,
    /// Title.
    pub title: String,
    /// Titles of the sections above it, the home left out.
    pub trail: Vec<String>,
    /// Id and title of each of its sections; both empty for what stands before the first heading.
    pub headings: Vec<(String, String)>,
    /// The text of each section, for excerpts.
    pub texts: Vec<String>,
    /// Its words.
    pub passages: Arc<Passages>,
    /// Words of navigation title, keywords, tags and summary.
    pub extra: (Words, Vec<Count>),
    /// Factor for its rank in thousandths.
    pub boost: u32,
    /// What it can be filtered by: kind, id, label.
    pub facets: Vec<(&'static str, String, String)>,
    /// The file it came from.
    pub source: SitePath,
}

/// The pages of an edition that search may find: articles and written section pages in the
/// language itself, for a fallback is found in its own language.
pub fn searched(edition: &Edition) -> impl Iterator<Item = &Arc<Entry>> {
    let sections = edition.sections.iter().filter(|section| section.written).map(|section| &section.page);
    sections.chain(&edition.entries).filter(|entry| !entry.is_fallback() && !entry.meta.unsearched)
}

/// The documents of an edition; `words` yields those of each of its [`searched`] pages.
pub fn of(edition: &Edition, words: &mut impl Iterator<Item = Arc<Passages>>) -> Vec<Document> {
    searched(edition).zip(words).map(|(entry, words)| document(edition, entry, words)).collect()
}

fn document(edition: &Edition, entry: &Entry, passages: Arc<Passages>) -> Document {
    let article = &entry.article;
    let trail = entry.trail.iter().filter(|above| above.url != edition.home);
    let heading = |at: Option<u32>| at.and_then(|at| article.outline.get(at as usize));
    let headings = passages.sections.iter().map(|section| heading(section.heading));
    let texts: HashMap<Option<u32>, &str> =
        article.passages.iter().map(|passage| (passage.heading, passage.text.as_str())).collect();
    Document {
        address: entry.url.strip_prefix(&edition.home).unwrap_or(&entry.url).to_owned(),
        title: article.title.clone(),
        trail: trail.map(|above| above.nav_title.clone()).collect(),
        headings: headings
            .map(|heading| {
                heading.map(|heading| (heading.id.clone(), heading.text.clone())).unwrap_or_default()
            })
            .collect(),
        texts: (passages.sections.iter())
            .map(|section| texts.get(&section.heading).copied().unwrap_or_default().to_owned())
            .collect(),
        extra: extra(entry),
        boost: entry.meta.boost,
        facets: facets(entry),
        source: article.path.clone(),
        passages,
    }
}

/// Words that are not in the body, or only beside it.
fn extra(entry: &Entry) -> (Words, Vec<Count>) {
    let meta = &entry.meta;
    let mut texts: Vec<&str> = vec![&meta.nav_title];
    texts.extend(meta.keywords.iter().map(String::as_str));
    texts.extend(meta.tags.iter().map(|tag| tag.label.as_str()));
    texts.extend(entry.article.front.summary.as_deref());
    passages::extra(&texts, &entry.article.lang)
}

fn facets(entry: &Entry) -> Vec<(&'static str, String, String)> {
    let meta = &entry.meta;
    let mut facets = Vec::new();
    if let Some(section) = entry.article.section.split('/').next().filter(|section| !section.is_empty()) {
        let title = entry.trail.get(1).map_or(section, |above| above.title.as_str());
        facets.push(("section", section.to_owned(), title.to_owned()));
    }
    facets.extend(meta.tags.iter().map(|tag| ("tag", tag.id.clone(), tag.label.clone())));
    facets.extend(meta.owner.iter().map(|owner| ("owner", owner.id.clone(), owner.name.clone())));
    facets.extend(meta.audience.iter().map(|audience| ("audience", audience.clone(), audience.clone())));
    facets
}
