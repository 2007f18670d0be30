//! Puts together what was worked out separately: entries, sections and tags of each language.

use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{Article, Body, FrontMatter};
use crate::key::{Key, Keyed};
use crate::path::SitePath;

use super::groundwork::Groundwork;
use super::tags::{TagPages, list};
use super::{Alternate, Edition, Entry, Meta, Nav, Reference, References, Resolved, Section, order};

/// Everything that pages get, each list by page unless it says otherwise.
pub(super) struct Parts {
    pub metas: Vec<Keyed<Meta>>,
    pub references: Vec<Keyed<Reference>>,
    pub links: Vec<Keyed<Vec<Resolved>>>,
    /// By section.
    pub trails: Vec<References>,
    pub neighbours: Vec<(Option<usize>, Option<usize>)>,
    /// By family.
    pub alternates: Vec<Keyed<Vec<Alternate>>>,
    pub related: Vec<References>,
    pub navs: Vec<Keyed<Nav>>,
}

/// The entries, by page.
pub(super) fn entries(ground: &Groundwork, parts: &Parts) -> Vec<Arc<Entry>> {
    (0..ground.plan.pages.len()).into_par_iter().map(|page| Arc::new(entry(ground, parts, page))).collect()
}

/// The editions, in the order of the settings.
pub(super) fn editions(
    ground: &Groundwork,
    parts: &Parts,
    tags: &TagPages<'_>,
    entries: &[Arc<Entry>],
) -> Vec<Edition> {
    (0..ground.languages.count()).map(|language| edition(ground, parts, tags, entries, language)).collect()
}

fn edition(
    ground: &Groundwork,
    parts: &Parts,
    tags: &TagPages<'_>,
    entries: &[Arc<Entry>],
    language: usize,
) -> Edition {
    let reading = order::reading(&ground.plan, language);
    let home = ground.plan.folders[ground.plan.homes[language]].page;
    let (sections, articles): (Vec<usize>, Vec<usize>) =
        reading.into_iter().partition(|&page| ground.plan.own_folder(page).is_some());
    let tags = tags.of(language, ground, &parts.references);
    Edition {
        lang: ground.languages.tag(language).clone(),
        home: ground.page(home).url.clone(),
        entries: articles.into_iter().map(|page| Arc::clone(&entries[page])).collect(),
        sections: sections.into_iter().map(|page| Arc::new(section(ground, parts, entries, page))).collect(),
        tags: tags.into_iter().map(Arc::new).collect(),
    }
}

fn section(ground: &Groundwork, parts: &Parts, entries: &[Arc<Entry>], page: usize) -> Section {
    let folder = &ground.plan.folders[ground.page(page).section];
    let listed = folder.children.iter().copied().filter(|&child| ground.plan.is_listed(child));
    let (sections, articles): (Vec<usize>, Vec<usize>) =
        listed.partition(|&child| ground.plan.own_folder(child).is_some());
    let references = |pages: Vec<usize>| list(pages.iter().map(|&page| &parts.references[page]));
    Section {
        path: folder.path.clone(),
        title: ground.page(page).title.clone(),
        page: Arc::clone(&entries[page]),
        written: ground.page(page).version.is_some(),
        sections: references(sections),
        articles: references(articles),
    }
}

fn entry(ground: &Groundwork, parts: &Parts, page: usize) -> Entry {
    let planned = ground.page(page);
    let lang = ground.languages.tag(planned.language).clone();
    let article = match ground.version(page) {
        Some(version) => version.article.clone(),
        None => {
            let article = unwritten(ground, page);
            Keyed::with_key(Key::of(&(&article.path, &article.title)), article)
        }
    };
    let reference = |page: Option<usize>| page.map(|page| parts.references[page].clone());
    let (previous, next) = parts.neighbours[page];
    Entry {
        lang,
        canonical: canonical(ground, page),
        article,
        meta: parts.metas[page].clone(),
        url: planned.url.clone(),
        out: planned.out.clone(),
        links: parts.links[page].clone(),
        trail: trail(ground, parts, page),
        previous: reference(previous),
        next: reference(next),
        translations: parts.alternates[planned.family].clone(),
        related: parts.related[page].clone(),
        nav: parts.navs[page].clone(),
    }
}

/// What is above a page: for a section's own page, that is what is above its section.
fn trail(ground: &Groundwork, parts: &Parts, page: usize) -> References {
    let section = ground.page(page).section;
    let above = match ground.plan.own_folder(page) {
        Some(own) => ground.plan.folders[own].parent,
        None => Some(section),
    };
    above.map_or_else(|| Keyed::new(Vec::new()), |above| parts.trails[above].clone())
}

/// The address of the shown article's own page.
fn canonical(ground: &Groundwork, page: usize) -> String {
    let planned = ground.page(page);
    let own = ground.version(page).and_then(|version| ground.plan.page_of(planned.family, version.language));
    ground.page(own.unwrap_or(page)).url.clone()
}

/// An article without text, for the page of a section that nobody wrote.
fn unwritten(ground: &Groundwork, page: usize) -> Article {
    let planned = ground.page(page);
    let lang = ground.languages.tag(planned.language).clone();
    let folder = crate::path::join(ground.languages.prefix(planned.language), &planned.spot.section);
    let path =
        SitePath::new(&format!("content/{folder}/index.md")).expect("folders of the site are below it");
    Article {
        path,
        lang,
        section: planned.spot.section.clone(),
        role: planned.spot.role,
        stem: String::new(),
        front: FrontMatter::default(),
        title: planned.title.clone(),
        body: Body::default(),
        outline: Vec::new(),
        anchors: Vec::new(),
        links: Vec::new(),
        passages: Vec::new(),
        words: 0,
        lead: String::new(),
        parts: Vec::new(),
        source_text: Arc::default(),
        published: Key::default(),
        blocks: vec![],
        withheld: vec![],
        history: None,
        includes: Vec::new(),
        face: Key::default(),
    }
    .with_face()
}
