//! [`plan`]: which pages there are, and what each of them may see.
//!
//! What many pages share (a language's texts, the navigation of a section) becomes a template
//! value here, once; the pages hold pointers to it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use crate::article::Status;
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::path::OutPath;
use crate::settings::RedirectForm;
use crate::site::{Alternate, Edition, Entry, Nav, Reference, Section, Site};
use crate::theme::Theme;

use super::frame::Frame;
use super::inputs::{
    PageInputs, Plain, PlainPage, Rank, RedirectPage, SectionPage, StatusPage, TagPage, TagsPage, TextPage,
};
use super::navigation::Navigation;
use super::outline::navigation;
use super::print::{self, Chapter, PrintPage};
use super::remembered::{Planned, Remembered};
use super::scope::{self, Scope};
use super::status;

/// How many articles a home lists as changed last.
const LATEST: usize = 6;

/// Plans all pages that this build makes.
pub fn plan(site: &Site, theme: &Theme, remembered: &mut Remembered) -> Planned {
    let scopes = scope::all(site, theme);
    let key = Key::of(&(site.ground, scopes.values().collect::<Vec<_>>()));
    remembered.plan(key, site, || anew(site, scopes))
}

/// Plans all pages from nothing.
fn anew(site: &Site, scopes: BTreeMap<Lang, Keyed<Scope>>) -> Planned {
    let documents = if site.settings.output.print { print::plan(&site.editions) } else { HashMap::new() };
    let editions = documents.iter().map(|(printed, document)| (printed.clone(), document.url.clone()));
    let mut planner = Planner {
        site,
        scopes,
        navs: HashMap::new(),
        print_urls: editions.collect(),
        documents,
        pages: Vec::new(),
        printed: Vec::new(),
    };
    for edition in &site.editions {
        if let Some(scope) = planner.scopes.get(&edition.lang).cloned() {
            planner.texts(edition, &scope);
            planner.tags(edition, &scope);
            planner.plain_pages(edition, &scope);
        }
    }
    planner.root();
    planner.redirects();
    let wanted = |pages: Vec<PageInputs>| {
        let pages = pages.into_par_iter().filter(|page| site.settings.makes(page.out()));
        pages.map(|page| Keyed::with_key(page.key(), page)).collect()
    };
    Planned { pages: wanted(planner.pages), documents: wanted(planner.printed) }
}

struct Planner<'a> {
    site: &'a Site,
    scopes: BTreeMap<Lang, Keyed<Scope>>,
    navs: HashMap<Key, Keyed<Navigation>>,
    /// Addresses of print editions by those of what they print, in all languages.
    print_urls: HashMap<String, String>,
    /// The print editions that are not planned yet, likewise.
    documents: HashMap<String, print::Planned>,
    pages: Vec<PageInputs>,
    printed: Vec<PageInputs>,
}

impl Planner<'_> {
    fn texts(&mut self, edition: &Edition, scope: &Keyed<Scope>) {
        let latest = Keyed::new(latest(edition));
        let none = Keyed::new(Vec::new());
        for section in &edition.sections {
            let rank = if section.path.is_empty() { Rank::Home } else { Rank::Section };
            let latest = if rank == Rank::Home { latest.clone() } else { none.clone() };
            let text = self.text(&section.page, scope);
            let (sections, articles) = (section.sections.clone(), section.articles.clone());
            let document = self.documents.remove(&section.page.url);
            let print = document.as_ref().map(|document| document.url.clone());
            let page = SectionPage { text, rank, sections, articles, latest, print };
            self.pages.push(PageInputs::Section(page));
            if let Some(document) = document {
                self.print(document, section, scope);
            }
        }
        for entry in &edition.entries {
            let page = self.text(entry, scope);
            self.pages.push(PageInputs::Article(page));
        }
    }

    fn print(&mut self, document: print::Planned, section: &Section, scope: &Keyed<Scope>) {
        let text_scope = |entry: &Entry| self.scopes.get(&entry.article.lang).unwrap_or(scope).clone();
        let chapters =
            document.entries.into_iter().map(|entry| Chapter::new(text_scope(&entry), entry)).collect();
        let mut trail = section.page.trail.to_vec();
        trail.push(reference(&section.page));
        let frame = Frame {
            scope: scope.clone(),
            nav: self.nav(&section.page.nav, scope),
            out: document.out,
            url: document.url,
            alternates: Keyed::new(self.print_alternates(section)),
            trail: Keyed::new(trail),
        };
        let (title, printed) = (document.title, document.printed);
        self.printed.push(PageInputs::Print(PrintPage { frame, title, printed, chapters }));
    }

    /// A section's print editions in all languages that have one.
    fn print_alternates(&self, section: &Section) -> Vec<Alternate> {
        let printed = |alternate: &Alternate| {
            let url = self.print_urls.get(&alternate.url)?.clone();
            Some(Alternate { url, ..alternate.clone() })
        };
        section.page.translations.iter().filter_map(printed).collect()
    }

    fn text(&mut self, entry: &Arc<Entry>, scope: &Keyed<Scope>) -> TextPage {
        TextPage {
            nav: self.nav(&entry.nav, scope),
            text_scope: self.scopes.get(&entry.article.lang).unwrap_or(scope).clone(),
            scope: scope.clone(),
            entry: Arc::clone(entry),
        }
    }

    /// The navigation as templates see it, made once for all pages that share it.
    fn nav(&mut self, nav: &Keyed<Nav>, scope: &Keyed<Scope>) -> Keyed<Navigation> {
        let key = Key::of(&(nav, &scope.lang, &scope.languages));
        let make =
            || Keyed::with_key(key, Navigation::new(Value::from_serializable(&navigation(nav, scope))));
        self.navs.entry(key).or_insert_with(make).clone()
    }

    fn tags(&mut self, edition: &Edition, scope: &Keyed<Scope>) {
        if edition.tags.is_empty() {
            return;
        }
        let with_tags = |edition: &&Edition| !edition.tags.is_empty();
        let lists: Vec<&Edition> = self.site.editions.iter().filter(with_tags).collect();
        if let Some(frame) = self.frame(edition, scope, "tags/", &lists) {
            for tag in &edition.tags {
                let (out, url) = (tag.out.clone(), tag.url.clone());
                let frame = Frame { out, url, alternates: tag.translations.clone(), ..frame.clone() };
                self.pages.push(PageInputs::Tag(TagPage { tag: Arc::clone(tag), frame }));
            }
            self.pages.push(PageInputs::Tags(TagsPage { tags: edition.tags.clone(), frame }));
        }
    }

    fn plain_pages(&mut self, edition: &Edition, scope: &Keyed<Scope>) {
        let all: Vec<&Edition> = self.site.editions.iter().collect();
        if self.site.settings.search.enabled {
            let frame = self.frame(edition, scope, "search/", &all);
            self.pages.extend(frame.map(|frame| PageInputs::Plain(PlainPage { kind: Plain::Search, frame })));
        }
        if self.site.settings.output.status_page
            && let Some(frame) = self.frame(edition, scope, "status/", &all)
        {
            self.pages.push(PageInputs::Status(StatusPage { frame, entries: status::entries(edition) }));
        }
        let frame = self.frame(edition, scope, "site.webmanifest", &[]);
        self.pages
            .extend(frame.map(|frame| PageInputs::Plain(PlainPage { kind: Plain::WebManifest, frame })));
        let frame = self.frame(edition, scope, "404.html", &[]);
        self.pages.extend(frame.map(|frame| PageInputs::Plain(PlainPage { kind: Plain::NotFound, frame })));
    }

    /// What frames the page `name` (`tags/`, `404.html`) of an edition; `twins` are the editions
    /// that have the same page.
    fn frame(
        &mut self,
        edition: &Edition,
        scope: &Keyed<Scope>,
        name: &str,
        twins: &[&Edition],
    ) -> Option<Frame> {
        let home = edition.sections.first()?;
        let url = format!("{}{name}", edition.home);
        let out = self.out_of(&url)?;
        let alternate = |edition: &&Edition| Alternate {
            lang: edition.lang.clone(),
            url: format!("{}{name}", edition.home),
            title: String::new(),
            real: true,
        };
        Some(Frame {
            scope: scope.clone(),
            nav: self.nav(&home.page.nav, scope),
            out,
            url,
            alternates: Keyed::new(twins.iter().map(alternate).collect()),
            trail: Keyed::new(vec![home_reference(home)]),
        })
    }

    /// The file of an address that ends in `/` or in a file's name, and needs no decoding.
    fn out_of(&self, url: &str) -> Option<OutPath> {
        let path = url.strip_prefix(self.site.settings.base_url.path.as_str())?;
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        OutPath::new(&format!("{path}{index}"))
    }

    /// The choice of a language and the page for what isn't there, where every language has
    /// a folder of its own.
    fn root(&mut self) {
        let settings = &self.site.settings;
        let default = self.site.editions.iter().find(|edition| edition.lang == settings.default_language);
        let Some(edition) = default.or(self.site.editions.first()).filter(|_| settings.prefixed) else {
            return;
        };
        let Some(scope) = self.scopes.get(&edition.lang).cloned() else { return };
        for (kind, name) in [(Plain::Chooser, ""), (Plain::NotFound, "404.html")] {
            let url = format!("{}{name}", settings.base_url.path);
            let frame = self.frame(edition, &scope, "", &[]);
            if let Some((frame, out)) = frame.zip(self.out_of(&url)) {
                self.pages.push(PageInputs::Plain(PlainPage { kind, frame: Frame { out, url, ..frame } }));
            }
        }
    }

    fn redirects(&mut self) {
        if !self.site.settings.output.redirects.contains(&RedirectForm::Pages) {
            return;
        }
        for redirect in &self.site.redirects {
            if let Some(scope) = self.scopes.get(&redirect.lang) {
                let page = RedirectPage { redirect: redirect.clone(), scope: scope.clone() };
                self.pages.push(PageInputs::Redirect(page));
            }
        }
    }
}

/// What changed last in an edition, latest first, in one order whatever the machine.
fn latest(edition: &Edition) -> Vec<Keyed<Reference>> {
    let own = |entry: &&Arc<Entry>| {
        let archived = entry.meta.status == Some(Status::Archived);
        !entry.is_fallback() && !archived && entry.meta.updated.is_some()
    };
    let mut entries: Vec<&Arc<Entry>> = edition.entries.iter().filter(own).collect();
    entries.sort_by(|a, b| b.meta.updated.cmp(&a.meta.updated).then_with(|| a.url.cmp(&b.url)));
    entries.into_iter().take(LATEST).map(|entry| reference(entry)).collect()
}

fn reference(entry: &Entry) -> Keyed<Reference> {
    let meta = &*entry.meta;
    Keyed::new(Reference {
        url: entry.url.clone(),
        title: meta.title.clone(),
        nav_title: meta.nav_title.clone(),
        summary: meta.summary.clone(),
        lang: entry.is_fallback().then(|| entry.article.lang.clone()),
        updated: meta.updated,
        draft: meta.status == Some(Status::Draft),
    })
}

fn home_reference(home: &Section) -> Keyed<Reference> {
    reference(&home.page)
}
