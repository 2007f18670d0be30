//! Print editions: a section, or all of a language, as one document in reading order.
//!
//! A [`PrintPage`] holds the chapters; rendering it puts their texts one after the other, each
//! moved into the document by [`rewrite`]: ids become unique, links to what is printed too lead
//! to it inside the document, headings make room for the chapters' titles.

mod rewrite;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::article::{Role, Status};
use crate::key::{Key, Keyed};
use crate::path::OutPath;
use crate::site::{Edition, Entry};

use super::fill::fill;
use super::frame::Frame;
use super::scope::Scope;
use super::view::{DayView, LanguageView};

/// Most pages in one document: some thousand sheets of paper. Larger ones nobody prints, and
/// each would be as large as the site.
const MOST_CHAPTERS: usize = 300;

/// The folder of print editions below a language's home.
const FOLDER: &str = "print/";

/// A print edition.
#[derive(Debug, Clone)]
pub struct PrintPage {
    /// What frames it; the trail leads to what is printed.
    pub frame: Frame,
    /// The title of what is printed.
    pub title: String,
    /// Address of what is printed.
    pub printed: String,
    /// What is printed, in reading order.
    pub chapters: Vec<Chapter>,
}

/// A text of a print edition.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The text.
    pub entry: Arc<Entry>,
    /// What the text's language shares.
    pub text_scope: Keyed<Scope>,
    /// Its HTML in the document, kept where the document is printed again and again.
    kept: Option<Arc<OnceLock<String>>>,
}

impl Chapter {
    pub(super) fn new(text_scope: Keyed<Scope>, entry: Arc<Entry>) -> Self {
        Self { entry, text_scope, kept: None }
    }

    /// The same chapter, now or as `renewed`, for a document that is printed once more.
    fn again(&self, renewed: Option<&Arc<Entry>>) -> Self {
        let text_scope = self.text_scope.clone();
        let (entry, kept) = match renewed {
            Some(entry) => (entry, None),
            None => (&self.entry, self.kept.clone()),
        };
        Self { entry: Arc::clone(entry), text_scope, kept: kept.or_else(|| Some(Arc::default())) }
    }

    /// Its HTML as chapter `number` of a document.
    fn html(&self, number: usize, places: &HashMap<&str, usize>) -> String {
        let html = || {
            let html = fill(&self.entry.article.body, &self.entry.links, &self.text_scope.strings);
            rewrite::into_document(&html, number, places)
        };
        self.kept.as_ref().map_or_else(html, |kept| kept.get_or_init(html).clone())
    }
}

impl PrintPage {
    pub(super) fn key(&self) -> Key {
        let of = |chapter: &Chapter| {
            let entry = &*chapter.entry;
            let content = (&entry.article, &entry.meta, &entry.links);
            Key::of(&(content, &entry.url, &entry.trail, &chapter.text_scope))
        };
        let chapters: Vec<Key> = self.chapters.iter().map(of).collect();
        Key::of(&("print", self.frame.key(), &self.title, &self.printed, chapters))
    }

    /// The same document with other texts in some chapters; nothing where none of them is in it.
    pub(super) fn following<'a>(
        &self,
        renewed: impl Fn(&Arc<Entry>) -> Option<&'a Arc<Entry>>,
    ) -> Option<Self> {
        self.chapters.iter().find_map(|chapter| renewed(&chapter.entry))?;
        let chapters = self.chapters.iter().map(|chapter| chapter.again(renewed(&chapter.entry))).collect();
        let Self { frame, title, printed, .. } = self.clone();
        Some(Self { frame, title, printed, chapters })
    }
}

/// A document to be: what it prints and where it goes.
pub(super) struct Planned {
    /// Address of what is printed.
    pub printed: String,
    /// The title of it.
    pub title: String,
    /// Where it is written.
    pub out: OutPath,
    /// Its address.
    pub url: String,
    /// The texts, in reading order.
    pub entries: Vec<Arc<Entry>>,
}

/// The print editions of all languages by the address of what is printed: of each home and of
/// every section that holds more than its own page and is not too long.
pub(super) fn plan(editions: &[Edition]) -> HashMap<String, Planned> {
    editions.iter().flat_map(in_language).collect()
}

fn in_language(edition: &Edition) -> Vec<(String, Planned)> {
    let Some(home) = edition.sections.first().map(|section| &section.page) else { return Vec::new() };
    let reading = reading(edition);
    let section = |page: &Arc<Entry>, title: &str| {
        let inside = |entry: &&Arc<Entry>| entry.url.starts_with(&page.url) && is_printed(entry);
        let entries: Vec<Arc<Entry>> = reading.iter().copied().filter(inside).cloned().collect();
        let articles = entries.iter().filter(|entry| entry.article.role == Role::Page).count();
        if articles == 0 || entries.len() > MOST_CHAPTERS {
            return None;
        }
        let folder = home.out.as_str().strip_suffix("index.html")?;
        let out = OutPath::new(&format!("{folder}{FOLDER}{}", page.out.as_str().strip_prefix(folder)?))?;
        let url = format!("{}{FOLDER}{}", edition.home, page.url.strip_prefix(&edition.home)?);
        Some((
            page.url.clone(),
            Planned { printed: page.url.clone(), title: title.to_owned(), out, url, entries },
        ))
    };
    edition.sections.iter().filter_map(|one| section(&one.page, &one.title)).collect()
}

/// What has text and is not kept for reference only.
fn is_printed(entry: &Arc<Entry>) -> bool {
    entry.meta.status != Some(Status::Archived)
}

/// All pages of a language as somebody reads who reads everything: the home, then the page that
/// has none before it; each leads to the next.
fn reading(edition: &Edition) -> Vec<&Arc<Entry>> {
    let sections = edition.sections.iter().map(|section| &section.page);
    let pages: HashMap<&str, &Arc<Entry>> =
        sections.chain(&edition.entries).map(|entry| (entry.url.as_str(), entry)).collect();
    let sections = edition.sections.iter().skip(1).map(|section| &section.page);
    let mut open = sections.chain(&edition.entries).find(|page| page.previous.is_none() && is_printed(page));
    let mut reading: Vec<&Arc<Entry>> = edition.sections.first().map(|home| &home.page).into_iter().collect();
    while let Some(page) = open.filter(|_| reading.len() < pages.len()) {
        reading.push(page);
        open = page.next.as_ref().and_then(|next| pages.get(next.url.as_str()).copied());
    }
    reading
}

/// `print`: what is printed.
#[derive(Debug, Serialize)]
pub(super) struct PrintView {
    /// Address of what is printed.
    pub printed: String,
    /// The texts, in reading order.
    pub chapters: Vec<ChapterView>,
}

/// One text of a print edition.
#[derive(Debug, Serialize)]
pub(super) struct ChapterView {
    /// Id of its title in the document.
    pub id: String,
    /// Title.
    pub title: String,
    /// How many sections it is in, below what is printed.
    pub depth: usize,
    /// Whether it is the page of a section.
    pub section: bool,
    /// Address of its own page.
    pub url: String,
    /// Summary as its author wrote it; may be empty.
    pub summary: String,
    /// Last change.
    pub updated: Option<DayView>,
    /// The language of the text, where it is not the reader's.
    pub lang: Option<LanguageView>,
    /// The text as HTML.
    pub body: String,
}

/// `print` of a page.
pub(super) fn view(page: &PrintPage) -> PrintView {
    let places: HashMap<&str, usize> = page
        .chapters
        .iter()
        .enumerate()
        .map(|(number, chapter)| (chapter.entry.url.as_str(), number))
        .collect();
    let shallowest = page.chapters.iter().map(|chapter| chapter.entry.trail.len()).min().unwrap_or_default();
    let chapter = |(number, chapter): (usize, &Chapter)| {
        let entry = &*chapter.entry;
        let scope = &*page.frame.scope;
        ChapterView {
            id: rewrite::chapter_id(number),
            title: entry.meta.title.clone(),
            depth: entry.trail.len() - shallowest,
            section: entry.article.role == Role::Index,
            url: entry.url.clone(),
            summary: entry.article.front.summary.clone().unwrap_or_default(),
            updated: entry.meta.updated.map(|date| scope.day(date)),
            lang: scope.foreign(Some(&entry.article.lang)),
            body: chapter.html(number, &places),
        }
    };
    PrintView {
        printed: page.printed.clone(),
        chapters: page.chapters.par_iter().enumerate().map(chapter).collect(),
    }
}
