//! A site that stands while the texts of its articles change.
//!
//! Most saves of a writer change the text of an article behind its face ([`Article::face`]): then
//! pages, addresses, links, lists and navigation are what they were, and only what looks at whole
//! texts is worked out again: which articles are alike, and which translations are behind. Other
//! pages share everything with those of the last site.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Article;
use crate::diag::{Checked, Diagnostic};
use crate::key::{Key, Keyed};
use crate::path::SitePath;
use crate::source::File;

use super::assemble::Sources;
use super::freshness;
use super::groundwork::Groundwork;
use super::languages::without_extension;
use super::related;
use super::terms::Terms;
use super::{Entry, Meta, Reference, References, Section, Site};

/// Problems that are kept. Of more, nobody wants a second copy.
pub(super) const MOST_NOTES: usize = 20_000;

/// The last site and what it was made of.
pub(super) struct Standing {
    pub ground: Groundwork,
    pub references: Vec<Keyed<Reference>>,
    /// By page.
    pub entries: Vec<Arc<Entry>>,
    pub site: Site,
    /// Problems, but for outdated translations.
    pub notes: Vec<Diagnostic>,
    /// Files with a problem that stands somewhere in the text, and so moves with it.
    pub unsettled: BTreeSet<SitePath>,
}

/// The key of all that a site is made of but for the texts behind the faces of articles.
pub(super) fn key(sources: Sources<'_>) -> Key {
    let Sources { articles, failed, tree, settings, mode } = sources;
    let faces: Vec<Key> = articles.iter().map(|article| article.face).collect();
    let is_copied = |file: &&File| {
        let beside = file.path.below("content").is_some_and(|below| without_extension(below).is_none());
        beside || file.path.below("static").is_some()
    };
    let copied: Vec<_> = tree.files().filter(is_copied).map(|file| (&file.path, file.key)).collect();
    Key::of(&(faces, failed, copied, settings, mode))
}

impl Standing {
    /// The same site with the texts of `articles`, which make a site of this ground; nothing where a problem
    /// may have moved with its text.
    pub fn follow(
        &mut self,
        articles: &[Keyed<Article>],
        terms: &[Arc<Terms>],
        compared: &mut related::Remembered,
    ) -> Option<Checked<Site>> {
        let versions = &mut self.ground.families.versions;
        let is_new = |version: &usize| versions[*version].article != articles[versions[*version].input];
        let changed: Vec<usize> = (0..versions.len()).filter(is_new).collect();
        let moved = |version: &usize| {
            let article = &articles[versions[*version].input];
            let mut files = article.includes.iter().chain([&article.path]);
            files.any(|file| self.unsettled.contains(file))
        };
        if changed.iter().any(moved) {
            return None;
        }
        for &version in &changed {
            versions[version].article = articles[versions[version].input].clone();
        }
        let related = related::related(&self.ground, &self.references, terms, compared);
        let families = changed.iter().map(|&version| self.ground.families.versions[version].family);
        self.renew(&families.collect(), &related);
        Some(self.site_with(self.notes.clone()))
    }

    /// The site, with problems and what is to be said of outdated translations.
    pub fn site_with(&self, mut notes: Vec<Diagnostic>) -> Checked<Site> {
        notes.extend(freshness::outdated(&self.ground));
        Checked::new(self.site.clone(), notes)
    }

    /// Makes those entries anew that show another text than before, have other related articles, or
    /// belong to one of the families and may know more of their originals now.
    fn renew(&mut self, families: &BTreeSet<usize>, related: &[References]) {
        let pages = (0..self.entries.len()).into_par_iter();
        let renewed: Vec<(usize, Arc<Entry>)> =
            pages.filter_map(|page| Some((page, self.renewed(page, families, &related[page])?))).collect();
        let of = |(page, entry): &(usize, Arc<Entry>)| (Arc::as_ptr(&self.entries[*page]), Arc::clone(entry));
        let by_place: HashMap<*const Entry, Arc<Entry>> = renewed.iter().map(of).collect();
        for edition in &mut self.site.editions {
            for entry in &mut edition.entries {
                if let Some(renewed) = by_place.get(&Arc::as_ptr(entry)) {
                    *entry = Arc::clone(renewed);
                }
            }
            for section in &mut edition.sections {
                if let Some(page) = by_place.get(&Arc::as_ptr(&section.page)).cloned() {
                    *section = Arc::new(Section { page, ..(**section).clone() });
                }
            }
        }
        for (page, entry) in renewed {
            self.entries[page] = entry;
        }
    }

    fn renewed(&self, page: usize, families: &BTreeSet<usize>, related: &References) -> Option<Arc<Entry>> {
        let before = &self.entries[page];
        let concerned = families.contains(&self.ground.page(page).family);
        let version = self.ground.version(page).filter(|_| concerned);
        let article = version.map_or(&before.article, |version| &version.article);
        let freshness = version.map(|version| freshness::freshness(&self.ground, version).0);
        let freshness = freshness.filter(|freshness| *freshness != before.meta.freshness);
        if *article == before.article && *related == before.related && freshness.is_none() {
            return None;
        }
        let meta = freshness.map_or_else(
            || before.meta.clone(),
            |freshness| Keyed::new(Meta { freshness, ..(*before.meta).clone() }),
        );
        let (article, related) = (article.clone(), related.clone());
        Some(Arc::new(Entry { article, meta, related, ..(**before).clone() }))
    }
}

/// The files that problems are about.
pub(super) fn files(notes: &[Diagnostic]) -> BTreeSet<SitePath> {
    let places = notes.iter().flat_map(|note| note.at.iter().chain(note.related.iter().map(|(at, _)| at)));
    places.map(|at| at.file.clone()).collect()
}
