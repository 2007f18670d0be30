//! Sites in memory for the tests of this room.

use std::collections::BTreeSet;

use crate::article::{Article, Body, FrontMatter, Heading, LinkKind, LinkRef, Located, Passage, Role};
use crate::diag::{Checked, Place};
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::path::SitePath;
use crate::settings::testing::{MODE, site_in};
use crate::settings::*;
use crate::source::{File, Tree};

use super::languages::Spot;
use super::{Entry, NavNode, Remembered, Site, Sources, assemble};

/// A site to be assembled.
pub struct Handmade {
    pub settings: Settings,
    pub mode: Mode,
    articles: Vec<Article>,
    failed: Vec<SitePath>,
    files: Vec<File>,
}

impl Handmade {
    /// An empty site with the given languages; the first is the default.
    pub fn new(languages: &[&str]) -> Self {
        let settings = site_in(languages, "https://example.org/base/", "");
        Self { settings, mode: MODE, articles: vec![], failed: vec![], files: vec![] }
    }

    /// Adds an article below `content/`, titled after its file.
    pub fn article(self, path: &str) -> Self {
        self.article_with(path, |_| {})
    }

    /// Adds an article and changes it.
    pub fn article_with(mut self, path: &str, change: impl FnOnce(&mut Article)) -> Self {
        let mut article = article(path, self.settings.prefixed);
        change(&mut article);
        self.articles.push(article.with_face());
        self
    }

    /// Adds an article with links.
    pub fn linking(self, path: &str, targets: &[&str]) -> Self {
        self.article_with(path, |article| {
            article.links = targets.iter().map(|target| link(&article.path, target)).collect();
        })
    }

    /// Adds a file that could not be read.
    pub fn failed(mut self, path: &str) -> Self {
        self.failed.push(SitePath::new(path).unwrap());
        self
    }

    /// Adds a file that is no article.
    pub fn file(mut self, path: &str) -> Self {
        self.files.push(File::in_memory(SitePath::new(path).unwrap(), path.as_bytes()));
        self
    }

    /// Changes the settings.
    pub fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// The files that are no articles.
    pub fn tree(&self) -> Tree {
        Tree::new(self.files.iter().cloned())
    }

    pub fn assemble(&self) -> Checked<Site> {
        self.assemble_with(&mut Remembered::default())
    }

    /// The site, made by somebody who remembers another one.
    pub fn assemble_with(&self, remembered: &mut Remembered) -> Checked<Site> {
        let keyed = |article: &Article| Keyed::with_key(Key::of(&format!("{article:?}")), article.clone());
        let articles: Vec<Keyed<Article>> = self.articles.iter().map(keyed).collect();
        let settings = Keyed::new(self.settings.clone());
        let tree = self.tree();
        let sources = Sources {
            articles: &articles,
            failed: &self.failed,
            tree: &tree,
            settings: &settings,
            mode: &self.mode,
        };
        assemble(sources, remembered)
    }

    /// The site, where nothing may be wrong with it but missing translations.
    pub fn site(&self) -> Site {
        let checked = self.assemble();
        let bad: Vec<_> =
            checked.notes.iter().filter(|note| note.severity == crate::diag::Severity::Error).collect();
        assert!(bad.is_empty(), "{bad:#?}");
        whole(&checked.value);
        checked.value
    }

    /// All problems, one a line: code, place, message, label, help.
    pub fn problems(&self) -> Vec<String> {
        let mut notes = self.assemble().notes;
        notes.sort();
        notes
            .iter()
            .map(|note| {
                let at = note.at.as_ref().map_or("-", |at| at.file.as_str());
                let (label, help) = (note.label.as_deref(), note.help.as_deref());
                let related: String =
                    note.related.iter().map(|(place, label)| format!(" [{label}: {}]", place.file)).collect();
                format!(
                    "{}: {at}: {} | {} | {}{related}",
                    note.code.name(),
                    note.message,
                    label.unwrap_or("-"),
                    help.unwrap_or("-")
                )
            })
            .collect()
    }
}

/// A value of the front matter.
pub fn located(value: &str) -> Located<String> {
    Located { value: value.to_owned(), bytes: 4..4 + value.len() as u32 }
}

/// Where an old address leads.
pub fn forward(target: &str) -> Forward {
    let at = Place::file(&SitePath::new("site.toml").unwrap());
    Forward { target: located(target), at }
}

/// Where the links of a page lead.
pub fn hrefs(site: &Site, url: &str) -> Vec<String> {
    let links = page(site, url).links.iter();
    links.map(|link| link.href.strip_prefix("/base/").unwrap_or(&link.href).to_owned()).collect()
}

/// A heading with an id.
pub fn heading(article: &Article, id: &str) -> Heading {
    Heading { level: 2, id: id.to_owned(), text: id.to_owned(), place: Place::file(&article.path) }
}

pub fn link(path: &SitePath, target: &str) -> LinkRef {
    let picture = [".png", ".jpg"].iter().any(|extension| target.ends_with(extension));
    let kind = if picture { LinkKind::Embed } else { LinkKind::Link };
    LinkRef { target: target.to_owned(), kind, place: Place::new(path, 10..10 + target.len()) }
}

fn article(path: &str, prefixed: bool) -> Article {
    let (lang, rest) = if prefixed { path.split_once('/').unwrap() } else { ("en", path) };
    let spot = Spot::of_file(rest).unwrap();
    let title = if spot.role == Role::Index { spot.section.clone() } else { spot.stem.clone() };
    Article {
        path: SitePath::new(&format!("content/{path}")).unwrap(),
        lang: Lang::new(lang).unwrap(),
        section: spot.section,
        role: spot.role,
        stem: spot.stem,
        front: FrontMatter::default(),
        title: format!("{title} ({lang})"),
        body: Body::default(),
        outline: vec![],
        anchors: vec![],
        links: vec![],
        passages: vec![Passage { heading: None, text: format!("About {title}."), code: String::new() }],
        words: 2,
        lead: format!("About {title}."),
        parts: Vec::new(),
        source_text: std::sync::Arc::default(),
        published: Key::default(),
        blocks: vec![],
        withheld: vec![],
        history: None,
        includes: vec![],
        face: Key::default(),
    }
}

/// Every page of a site: articles and sections.
pub fn pages(site: &Site) -> Vec<&Entry> {
    let editions = site.editions.iter();
    editions
        .flat_map(|edition| {
            let sections = edition.sections.iter().map(|section| &*section.page);
            edition.entries.iter().map(|entry| &**entry).chain(sections)
        })
        .collect()
}

/// The addresses of all pages, in order.
pub fn urls(site: &Site) -> Vec<&str> {
    let mut urls: Vec<&str> = pages(site).into_iter().map(|page| page.url.as_str()).collect();
    urls.sort_unstable();
    urls
}

/// The page at an address below `/base/`.
pub fn page<'a>(site: &'a Site, url: &str) -> &'a Entry {
    let found = pages(site).into_iter().find(|page| page.url == format!("/base/{url}"));
    found.unwrap_or_else(|| panic!("no {url} among {:?}", urls(site)))
}

/// Promises that hold for every site: nothing that a page offers leads nowhere.
pub fn whole(site: &Site) {
    let mut known: BTreeSet<&str> = urls(site).into_iter().collect();
    known.extend(site.editions.iter().flat_map(|edition| &edition.tags).map(|tag| tag.url.as_str()));
    assert_eq!(urls(site).len(), urls(site).iter().collect::<BTreeSet<_>>().len(), "{:?}", urls(site));
    let offered = |page: &Entry| {
        let mut urls: Vec<String> = vec![page.canonical.clone()];
        urls.extend(page.trail.iter().chain(page.related.iter()).map(|reference| reference.url.clone()));
        urls.extend(page.previous.iter().chain(&page.next).map(|reference| reference.url.clone()));
        urls.extend(page.translations.iter().map(|alternate| alternate.url.clone()));
        urls.extend(page.meta.tags.iter().map(|tag| tag.url.clone()));
        lines(&page.nav.nodes, &mut urls);
        urls
    };
    for page in pages(site) {
        for url in offered(page) {
            assert!(known.contains(url.as_str()), "{} offers {url}", page.url);
        }
        assert!(page.translations.iter().any(|other| other.url == page.url), "{} misses itself", page.url);
    }
    for tag in site.editions.iter().flat_map(|edition| &edition.tags) {
        let listed = tag.articles.iter().map(|article| &article.url);
        for url in listed.chain(tag.translations.iter().map(|alternate| &alternate.url)) {
            assert!(known.contains(url.as_str()), "{} offers {url}", tag.url);
        }
    }
}

fn lines(nodes: &[NavNode], urls: &mut Vec<String>) {
    for node in nodes {
        urls.push(node.url.clone());
        lines(&node.children, urls);
    }
}
