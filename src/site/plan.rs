//! Which pages there are, and in which sections they lie.
//!
//! For every language the steps are: choose a version of each article (its own, else the
//! stand-in, if the policy wants fallbacks), find the sections, give sections and then articles
//! their addresses, and sort what lies in each section. A real page never makes way for a
//! fallback.

use std::collections::{BTreeMap, HashSet};

use crate::article::Role;
use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::path::{OutPath, SitePath};
use crate::settings::{MissingTranslation, Settings};

use super::collisions::fold;
use super::family::{Families, Version};
use super::languages::{Languages, Spot, join};
use super::order::{self, Rank};
use super::routes::{self, Routes};

/// A page of one language.
pub(super) struct Page {
    pub language: usize,
    pub family: usize,
    /// The version that it shows; `None` for a section's page that nobody wrote.
    pub version: Option<usize>,
    /// Where it stands in its readers' language.
    pub spot: Spot,
    /// The section it lies in, or whose page it is.
    pub section: usize,
    /// Readable path without slashes at its ends.
    pub address: String,
    pub url: String,
    pub out: OutPath,
    pub title: String,
    /// Whether the version is in the readers' language.
    pub real: bool,
    /// Whether it is kept out of navigation and lists.
    pub archived: bool,
}

/// A section of one language.
pub(super) struct Folder {
    pub language: usize,
    /// Folders below the language.
    pub path: String,
    /// Its own page.
    pub page: usize,
    pub parent: Option<usize>,
    /// Pages directly in it, pages of sections included, in navigation order.
    pub children: Vec<usize>,
}

/// All pages and sections, each language's together and in the order of the settings.
#[derive(Default)]
pub(super) struct Plan {
    pub pages: Vec<Page>,
    pub folders: Vec<Folder>,
    /// The home section of each language.
    pub homes: Vec<usize>,
    /// The page of each family in each language: `pages_of[family][language]`.
    pub pages_of: Vec<Vec<Option<usize>>>,
}

impl Plan {
    /// The page on which readers of a language find an article.
    pub fn page_of(&self, family: usize, language: usize) -> Option<usize> {
        *self.pages_of.get(family)?.get(language)?
    }

    /// The section that a page is the own page of.
    pub fn own_folder(&self, page: usize) -> Option<usize> {
        let section = self.pages[page].section;
        (self.folders[section].page == page).then_some(section)
    }

    /// Whether navigation and lists show a page: not where it is archived, though a section
    /// stays as long as something in it is shown.
    pub fn is_listed(&self, page: usize) -> bool {
        if !self.pages[page].archived {
            return true;
        }
        let folder = self.own_folder(page);
        folder.is_some_and(|folder| self.folders[folder].children.iter().any(|&child| self.is_listed(child)))
    }
}

/// What a page is going to show.
struct Choice {
    family: usize,
    version: usize,
    spot: Spot,
    real: bool,
}

/// Plans all pages.
pub(super) fn plan(
    families: &mut Families,
    languages: &Languages,
    settings: &Settings,
    routes: &Routes<'_>,
) -> Checked<Plan> {
    let mut notes = Vec::new();
    let mut plan = Plan::default();
    for language in 0..languages.count() {
        let choices = choices(families, languages, settings, language);
        let sections = sections(&choices, families);
        let builder = Builder { languages, settings, routes, language, notes: &mut notes };
        builder.build(&mut plan, families, choices, sections);
    }
    plan.pages_of = vec![vec![None; languages.count()]; families.families.len()];
    for (index, page) in plan.pages.iter().enumerate() {
        plan.pages_of[page.family][page.language] = Some(index);
    }
    let children = order::children(&plan, families, languages, settings);
    for (folder, children) in plan.folders.iter_mut().zip(children) {
        folder.children = children;
    }
    Checked::new(plan, notes)
}

/// What each article shows to readers of a language; of two at one spot the real one.
fn choices(families: &Families, languages: &Languages, settings: &Settings, language: usize) -> Vec<Choice> {
    let (mut chosen, mut fallbacks) = (Vec::new(), Vec::new());
    for (index, family) in families.families.iter().enumerate() {
        let own = family.versions.get(&language).copied();
        let own = own.filter(|&version| families.versions[version].hidden.is_none());
        if let Some(version) = own {
            let spot = families.versions[version].spot.clone();
            chosen.push(Choice { family: index, version, spot, real: true });
        } else if let Some(version) = family.stand_in {
            if settings.missing_translation == MissingTranslation::Fallback && languages.prefixed {
                let spot = localised(&families.versions[version], families, language);
                fallbacks.push(Choice { family: index, version, spot, real: false });
            }
        }
    }
    let mut taken: HashSet<String> = chosen.iter().map(|choice| choice.spot.path()).collect();
    chosen.extend(fallbacks.into_iter().filter(|choice| taken.insert(choice.spot.path())));
    chosen
}

/// Where a version of another language stands in this one: in the same section, which may go by
/// another path here if its page was joined by id.
fn localised(version: &Version, families: &Families, language: usize) -> Spot {
    let mut spot = version.spot.clone();
    let own = |id: &str| {
        let family = &families.families[*families.by_id.get(id)?];
        let here = &families.versions[*family.versions.get(&language)?];
        (here.hidden.is_none() && here.spot.role == Role::Index).then(|| here.spot.section.clone())
    };
    let mut prefix = version.spot.section.as_str();
    while !prefix.is_empty() {
        if let Some(section) = own(prefix) {
            spot.section = join(&section, version.spot.section[prefix.len()..].trim_start_matches('/'));
            break;
        }
        prefix = prefix.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    spot
}

/// Sections by path, each with the choice that is its page. Parents come before children.
fn sections(choices: &[Choice], families: &mut Families) -> BTreeMap<String, Option<usize>> {
    let mut sections: BTreeMap<String, Option<usize>> = BTreeMap::from([(String::new(), None)]);
    for choice in choices {
        let mut path = choice.spot.section.as_str();
        while !sections.contains_key(path) {
            sections.insert(path.to_owned(), None);
            path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    for (index, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.spot.role == Role::Index) {
        sections.entry(choice.spot.section.clone()).or_default().get_or_insert(index);
    }
    for path in sections.iter().filter(|(_, page)| page.is_none()).map(|(path, _)| path) {
        families.ensure(&Spot::of_section(path).default_id());
    }
    sections
}

/// Makes one language's part of the plan.
struct Builder<'a> {
    languages: &'a Languages,
    settings: &'a Settings,
    routes: &'a Routes<'a>,
    language: usize,
    notes: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn build(
        mut self,
        plan: &mut Plan,
        families: &Families,
        choices: Vec<Choice>,
        sections: BTreeMap<String, Option<usize>>,
    ) {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        plan.homes.push(plan.folders.len());
        for (path, own) in &sections {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            let parent = (!path.is_empty()).then(|| numbers[parent]);
            let number = plan.folders.len();
            let choice = own.map(|own| &choices[own]);
            let page = self.section_page(plan, families, path, parent, choice);
            numbers.insert(path, number);
            plan.pages.push(Page { section: number, ..page });
            let (language, page) = (self.language, plan.pages.len() - 1);
            plan.folders.push(Folder { language, path: path.clone(), page, parent, children: Vec::new() });
        }
        let mut taken: HashSet<String> = HashSet::new();
        for choice in choices.iter().filter(|choice| choice.spot.role == Role::Page) {
            let section = numbers[choice.spot.section.as_str()];
            let page = self.article_page(plan, families, section, choice);
            if taken.insert(fold(&page.address)) || choice.real {
                plan.pages.push(page);
            }
        }
    }

    fn section_page(
        &mut self,
        plan: &Plan,
        families: &Families,
        path: &str,
        parent: Option<usize>,
        choice: Option<&Choice>,
    ) -> Page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let address = match parent {
            None => self.languages.prefix(self.language).to_owned(),
            Some(parent) => {
                let above = &plan.pages[plan.folders[parent].page].address;
                join(above, &self.last_segment(families, choice, name))
            }
        };
        match choice {
            Some(choice) => self.page(families, choice, parent.unwrap_or(0), address),
            None => self.unwritten(families, path, name, address),
        }
    }

    fn article_page(&mut self, plan: &Plan, families: &Families, section: usize, choice: &Choice) -> Page {
        let above = &plan.pages[plan.folders[section].page].address;
        let segment = self.last_segment(families, Some(choice), &choice.spot.stem);
        self.page(families, choice, section, join(above, &segment))
    }

    /// The last segment of an address: the slug in this language, else the file's name.
    fn last_segment(&mut self, families: &Families, choice: Option<&Choice>, name: &str) -> String {
        let article = choice.map(|choice| &families.versions[choice.version].article);
        let real = choice.is_some_and(|choice| choice.real);
        if let Some(slug) = article.filter(|_| real).and_then(|article| article.front.slug.as_ref()) {
            let slug = routes::compose(&slug.value);
            if routes::flaw(&slug).is_none() {
                return slug;
            }
        }
        let segment = routes::segment(name);
        let Some(flaw) = routes::flaw(&segment) else { return segment };
        if let Some(article) = article.filter(|_| real) {
            let message = format!("the name of this file cannot be part of an address: it {flaw}");
            let note = Diagnostic::new(Code::InvalidSlug, Place::file(&article.path), message);
            self.notes.push(note.help("rename the file, or give the article a `slug`"));
        }
        // The build fails unless the check is switched off; then the address is at least safe.
        routes::encode_path(&segment).replace('%', "-").trim_matches('.').chars().take(80).collect()
    }

    fn page(&mut self, families: &Families, choice: &Choice, section: usize, address: String) -> Page {
        let version = &families.versions[choice.version];
        let status = version.article.front.status.or(families.inherited(version).status);
        let out = self.file(&address, Some(&version.article.path));
        Page {
            language: self.language,
            family: choice.family,
            version: Some(choice.version),
            spot: choice.spot.clone(),
            section,
            url: self.routes.page(&address),
            out,
            address,
            title: version.article.title.clone(),
            real: choice.real,
            archived: status == Some(crate::article::Status::Archived),
        }
    }

    /// The page of a section that has no `index.md`.
    fn unwritten(&mut self, families: &Families, path: &str, name: &str, address: String) -> Page {
        let spot = Spot::of_section(path);
        let title = match path {
            "" => self.settings.languages[self.language].title.clone(),
            _ => title_of(name),
        };
        Page {
            language: self.language,
            family: families.by_id[&spot.default_id()],
            version: None,
            section: 0,
            url: self.routes.page(&address),
            out: self.file(&address, None),
            spot,
            address,
            title,
            real: false,
            archived: false,
        }
    }

    fn file(&mut self, address: &str, source: Option<&SitePath>) -> OutPath {
        let fallback = || OutPath::new("index.html").expect("a plain name");
        let out = routes::page_file(address).unwrap_or_else(fallback);
        if let (Some(flaw), Some(source)) = (routes::overlong(&out), source) {
            let message = format!("the address of this article is too long: it {flaw}");
            let note = Diagnostic::new(Code::InvalidSlug, Place::file(source), message);
            self.notes.push(note.help("give it, or the sections above it, a shorter `slug`"));
        }
        out
    }
}

/// A title from the name of a folder: `getting-started` becomes `Getting started`.
fn title_of(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How a page sorts in its section.
pub(super) fn rank(page: &Page, families: &Families) -> Rank {
    let version = page.version.map(|version| &families.versions[version]);
    let weight = version.and_then(|version| {
        let own = version.article.front.weight;
        own.or(families.inherited(version).weight)
    });
    Rank::of(weight)
}
