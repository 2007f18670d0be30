//! Tags: which occur in each language, what they are called, and what carries them.

use std::collections::{BTreeMap, HashMap};

use crate::diag::Place;
use crate::key::{Key, Keyed};
use crate::language::Collator;
use crate::path::join;

use super::groundwork::Groundwork;
use super::routes;
use super::{Alternate, Reference, References, Tag, TagLink};

/// The tags of every language with the pages that carry them.
pub(super) struct TagPages<'a> {
    by_language: Vec<BTreeMap<&'a str, TagPage>>,
}

/// A tag of one language.
struct TagPage {
    link: TagLink,
    address: String,
    /// What carries it; never empty.
    pages: Vec<usize>,
}

impl<'a> TagPages<'a> {
    /// Collects the tags of everything that lists show.
    pub fn collect(ground: &'a Groundwork) -> Self {
        let mut by_language: Vec<BTreeMap<&str, TagPage>> = Vec::new();
        by_language.resize_with(ground.languages.count(), BTreeMap::new);
        for (index, page) in ground.plan.pages.iter().enumerate().filter(|(_, page)| !page.archived) {
            for tag in ground.fronts(index).into_iter().flat_map(|fronts| fronts.tags()) {
                let tags = &mut by_language[page.language];
                tags.entry(tag).or_insert_with(|| TagPage::new(ground, page.language, tag)).pages.push(index);
            }
        }
        Self { by_language }
    }

    /// A tag as a page of a language links to it; `None` where it has no page.
    pub fn link(&self, language: usize, tag: &str) -> Option<TagLink> {
        self.by_language[language].get(tag).map(|tag| tag.link.clone())
    }

    /// Address and first use of every tag page.
    pub fn addresses(&self, ground: &Groundwork) -> Vec<(String, Place)> {
        let place = |tag: &TagPage, id: &str| {
            let version = ground.version(tag.pages[0])?;
            let fronts = ground.fronts(tag.pages[0])?;
            let inherited = &ground.families.inherited(version).tags;
            let source = if fronts.own.tags.is_some() { Some(version) } else { None };
            let original = ground.family(tag.pages[0]).original.map(|index| &ground.families.versions[index]);
            let source = source.or(original).unwrap_or(version);
            let tags = fronts.own.tags.as_ref().or(inherited.as_ref())?;
            let tag = tags.iter().find(|tag| tag.value == id)?;
            Some(Place::of(&source.article.path, &tag.bytes))
        };
        let all = self.by_language.iter().flatten();
        all.filter_map(|(id, tag)| Some((tag.address.clone(), place(tag, id)?))).collect()
    }

    /// The tags of one language, sorted by label.
    pub fn of(&self, language: usize, ground: &Groundwork, references: &[Keyed<Reference>]) -> Vec<Tag> {
        let collator = Collator::of(ground.languages.tag(language));
        let mut tags: Vec<(&&str, &TagPage)> = self.by_language[language].iter().collect();
        tags.sort_by_cached_key(|(id, tag)| (collator.sort_key(&tag.link.label), (**id).to_owned()));
        let mut alternates = HashMap::new();
        tags.into_iter()
            .filter_map(|(&id, tag)| {
                let translations =
                    alternates.entry(id).or_insert_with(|| self.alternates(id, ground)).clone();
                tag.finish(&collator, references, translations)
            })
            .collect()
    }

    /// The pages of a tag in all languages that have one.
    fn alternates(&self, id: &str, ground: &Groundwork) -> Keyed<Vec<Alternate>> {
        let tags = self.by_language.iter().enumerate();
        let alternate = |(language, tags): (usize, &BTreeMap<&str, TagPage>)| {
            let tag = tags.get(id)?;
            Some(Alternate {
                lang: ground.languages.tag(language).clone(),
                url: tag.link.url.clone(),
                title: tag.link.label.clone(),
                real: tag.pages.iter().any(|&page| ground.page(page).real),
            })
        };
        Keyed::new(tags.filter_map(alternate).collect())
    }
}

impl TagPage {
    fn new(ground: &Groundwork, language: usize, id: &str) -> Self {
        let address = address(ground, language, id);
        let url = ground.routes.page(&address);
        let link = TagLink { id: id.to_owned(), label: label(ground, language, id), url };
        Self { link, address, pages: Vec::new() }
    }

    fn finish(
        &self,
        collator: &Collator,
        references: &[Keyed<Reference>],
        translations: Keyed<Vec<Alternate>>,
    ) -> Option<Tag> {
        let mut pages: Vec<&Keyed<Reference>> = self.pages.iter().map(|&page| &references[page]).collect();
        pages.sort_by_cached_key(|page| (collator.sort_key(&page.title), page.url.clone()));
        let TagLink { id, label, url } = self.link.clone();
        let out = routes::page_file(&self.address)?;
        Some(Tag { id, label, url, out, articles: list(pages), translations })
    }
}

/// References as a list.
pub(super) fn list<'a>(references: impl IntoIterator<Item = &'a Keyed<Reference>>) -> References {
    Keyed::new(references.into_iter().cloned().collect())
}

/// Where the page of a tag is.
fn address(ground: &Groundwork, language: usize, id: &str) -> String {
    // Front matter lets no other tags through than those that can be segments.
    let name = routes::segment(id).unwrap_or_else(|_| Key::of_bytes(id.as_bytes()).to_string());
    join(&join(ground.languages.prefix(language), "tags"), &name)
}

/// What a language calls a tag: its own label, else the default language's, else the id.
fn label(ground: &Groundwork, language: usize, id: &str) -> String {
    let labels = ground.settings.tags.get(id);
    let of = |language| labels?.get(ground.languages.tag(language));
    of(language).or_else(|| of(ground.languages.default)).map_or(id, String::as_str).to_owned()
}
