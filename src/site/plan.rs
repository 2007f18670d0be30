//! Which pages there are, and in which sections they lie.
//!
//! For every language the steps are: choose a version of each article (its own, else the
//! stand-in, if the policy wants fallbacks), find the sections, give sections and then articles
//! their addresses, and sort what lies in each section. A real page never makes way for a
//! fallback.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::article::Role;
use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::key::Key;
use crate::path::{OutPath, SitePath, join};
use crate::settings::{MissingTranslation, Settings};

use super::collisions::fold;
use super::family::{Families, Version};
use super::languages::{Languages, Spot};
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

/// Whether readers get pages in other languages where their own has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fallbacks {
    Shown,
    Omitted,
}

/// Plans all pages; [`order`](super::order) sorts them.
pub(super) fn plan(
    families: &mut Families,
    languages: &Languages,
    settings: &Settings,
    routes: &Routes,
) -> Checked<Plan> {
    let mut notes = Vec::new();
    let mut plan = Plan::default();
    let written = written(families, languages);
    let wanted = settings.missing_translation == MissingTranslation::Fallback && languages.prefixed;
    let fallbacks = if wanted { Fallbacks::Shown } else { Fallbacks::Omitted };
    for language in 0..languages.count() {
        let choices = choices(families, &written, fallbacks, language);
        let sections = sections(&choices, families);
        let builder = Builder { languages, settings, routes, language, notes: &mut notes };
        builder.build(&mut plan, families, choices, sections);
    }
    plan.pages_of = vec![vec![None; languages.count()]; families.families.len()];
    for (index, page) in plan.pages.iter().enumerate() {
        plan.pages_of[page.family][page.language] = Some(index);
    }
    Checked::new(plan, notes)
}

/// The sections of each language that have a page of their own, with the family of that page.
type Written = Vec<HashMap<String, usize>>;

fn written(families: &Families, languages: &Languages) -> Written {
    let mut written = vec![HashMap::new(); languages.count()];
    for version in families.versions.iter().filter(|version| version.is_section_page()) {
        written[version.language].insert(version.spot.section.clone(), version.family);
    }
    written
}

/// What each article shows to readers of a language; of two at one spot the real one.
fn choices(families: &Families, written: &Written, fallbacks: Fallbacks, language: usize) -> Vec<Choice> {
    let (mut chosen, mut standing_in) = (Vec::new(), Vec::new());
    for (family, members) in families.families.iter().enumerate() {
        let own = members.versions.get(&language).copied();
        if let Some(version) = own.filter(|&version| families.versions[version].hidden.is_none()) {
            let spot = families.versions[version].spot.clone();
            chosen.push(Choice { family, version, spot, real: true });
        } else if let Some(version) = members.stand_in.filter(|_| fallbacks == Fallbacks::Shown) {
            standing_in.push((family, version));
        }
    }
    let own: HashSet<String> = chosen.iter().map(|choice| choice.spot.section.clone()).collect();
    let mut taken: HashSet<String> = chosen.iter().map(|choice| choice.spot.path()).collect();
    for (family, version) in standing_in {
        let spot = localised(&families.versions[version], families, written, &own, language);
        if taken.insert(spot.path()) {
            chosen.push(Choice { family, version, spot, real: false });
        }
    }
    chosen
}

/// Where a version of another language stands in this one: in the same section, which may go by
/// another path here if its page was joined by id. `own` are the sections with real pages.
fn localised(
    version: &Version,
    families: &Families,
    written: &Written,
    own: &HashSet<String>,
    language: usize,
) -> Spot {
    let here = |path: &str| {
        let family = written[version.language].get(path).or_else(|| families.by_id.get(path));
        let family = &families.families[*family?];
        let translated = family.versions.get(&language).map(|&version| &families.versions[version]);
        match translated.filter(|translated| translated.is_section_page()) {
            Some(translated) => Some(translated.spot.section.clone()),
            None => own.get(&family.id).cloned(),
        }
    };
    let mut spot = version.spot.clone();
    let mut prefix = version.spot.section.as_str();
    while !prefix.is_empty() {
        if let Some(section) = here(prefix) {
            spot.section = join(&section, version.spot.section[prefix.len()..].trim_start_matches('/'));
            break;
        }
        prefix = prefix.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    spot
}

/// What the page of a section is made of.
#[derive(Clone, Copy)]
enum SectionPage {
    /// The choice of this number.
    Chosen(usize),
    /// Nobody wrote one; it belongs to this family.
    Unwritten(usize),
}

/// Sections by path, each with its page. Parents come before children.
fn sections(choices: &[Choice], families: &mut Families) -> BTreeMap<String, SectionPage> {
    let mut found: BTreeMap<&str, Option<usize>> = BTreeMap::from([("", None)]);
    for choice in choices {
        let mut path = choice.spot.section.as_str();
        while !found.contains_key(path) {
            found.insert(path, None);
            path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    for (index, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.spot.role == Role::Index) {
        found.entry(&choice.spot.section).or_default().get_or_insert(index);
    }
    let shown: HashSet<usize> = choices.iter().map(|choice| choice.family).collect();
    let page = |(path, chosen): (&str, Option<usize>)| {
        let page = chosen
            .map_or_else(|| SectionPage::Unwritten(unwritten(families, &shown, path)), SectionPage::Chosen);
        (path.to_owned(), page)
    };
    found.into_iter().map(page).collect()
}

/// The family of a section's page that nobody wrote: the one with the id that it would have,
/// unless an article elsewhere goes by that id.
fn unwritten(families: &mut Families, shown: &HashSet<usize>, path: &str) -> usize {
    let id = Spot::of_section(path).default_id();
    let family = families.ensure(&id);
    if shown.contains(&family) { families.ensure(&format!("{id}/")) } else { family }
}

/// Makes one language's part of the plan.
struct Builder<'a> {
    languages: &'a Languages,
    settings: &'a Settings,
    routes: &'a Routes,
    language: usize,
    notes: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn build(
        mut self,
        plan: &mut Plan,
        families: &Families,
        choices: Vec<Choice>,
        sections: BTreeMap<String, SectionPage>,
    ) {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        plan.homes.push(plan.folders.len());
        for (path, own) in &sections {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            let parent = (!path.is_empty()).then(|| numbers[parent]);
            let number = plan.folders.len();
            let page = match *own {
                SectionPage::Chosen(own) => self.section_page(plan, families, path, parent, &choices[own]),
                SectionPage::Unwritten(family) => {
                    self.check_folder(families, &choices, path);
                    self.unwritten_page(plan, family, path, parent)
                }
            };
            numbers.insert(path, number);
            plan.pages.push(Page { section: number, ..page });
            let (language, page) = (self.language, plan.pages.len() - 1);
            plan.folders.push(Folder { language, path: path.clone(), page, parent, children: Vec::new() });
        }
        self.check_twins(families, &choices, &sections);
        let mut taken: HashSet<String> = HashSet::new();
        for choice in choices.iter().filter(|choice| choice.spot.role == Role::Page) {
            let section = numbers[choice.spot.section.as_str()];
            let page = self.article_page(plan, families, section, choice);
            if taken.insert(fold(&page.address)) || choice.real {
                plan.pages.push(page);
            }
        }
    }

    /// Complains about a folder without a page of its own whose name cannot be published.
    fn check_folder(&mut self, families: &Families, choices: &[Choice], path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some(flaw) = routes::segment(name).err().filter(|_| !path.is_empty()) else { return };
        let inside = choices.iter().find(|choice| choice.real && choice.spot.section.starts_with(path));
        if let Some(choice) = inside {
            self.notes.push(unusable_name(&families.versions[choice.version].article.path, flaw));
        }
    }

    /// Complains about a second file that would be the page of a section.
    fn check_twins(
        &mut self,
        families: &Families,
        choices: &[Choice],
        sections: &BTreeMap<String, SectionPage>,
    ) {
        let pages = choices.iter().enumerate().filter(|(_, choice)| choice.spot.role == Role::Index);
        for (index, twin) in pages {
            let Some(SectionPage::Chosen(first)) = sections.get(&twin.spot.section) else { continue };
            if *first != index && twin.real {
                let place = |choice: &Choice| Place::file(&families.versions[choice.version].article.path);
                let message = "two files would be the page of this section";
                let note = Diagnostic::new(Code::AddressCollision, place(twin), message);
                let note = note.related(place(&choices[*first]), "the other one");
                self.notes.push(note.help("keep one of them, or give this one another name"));
            }
        }
    }

    fn section_page(
        &mut self,
        plan: &Plan,
        families: &Families,
        path: &str,
        parent: Option<usize>,
        choice: &Choice,
    ) -> Page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let address = match parent {
            None => self.languages.prefix(self.language).to_owned(),
            Some(parent) => join(above(plan, parent), &self.last_segment(families, choice, name)),
        };
        self.page(families, choice, parent.unwrap_or(0), address)
    }

    fn article_page(&mut self, plan: &Plan, families: &Families, section: usize, choice: &Choice) -> Page {
        let segment = self.last_segment(families, choice, &choice.spot.stem);
        self.page(families, choice, section, join(above(plan, section), &segment))
    }

    /// The last segment of an address: the slug in this language, else the file's name.
    fn last_segment(&mut self, families: &Families, choice: &Choice, name: &str) -> String {
        let article = Some(&families.versions[choice.version].article).filter(|_| choice.real);
        if let Some(slug) = article.and_then(|article| article.front.slug.as_ref()) {
            return slug.value.clone();
        }
        let flaw = match routes::segment(name) {
            Ok(segment) => return segment,
            Err(flaw) => flaw,
        };
        if let Some(article) = article {
            self.notes.push(unusable_name(&article.path, flaw));
        }
        safe_name(name)
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
    fn unwritten_page(&mut self, plan: &Plan, family: usize, path: &str, parent: Option<usize>) -> Page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (address, title) = match parent {
            None => {
                let title = self.settings.languages[self.language].title.clone();
                (self.languages.prefix(self.language).to_owned(), title)
            }
            Some(parent) => {
                let segment = routes::segment(name).unwrap_or_else(|_| safe_name(name));
                (join(above(plan, parent), &segment), title_of(name))
            }
        };
        Page {
            language: self.language,
            family,
            version: None,
            section: 0,
            url: self.routes.page(&address),
            out: self.file(&address, None),
            spot: Spot::of_section(path),
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
            let note =
                Diagnostic::new(Code::InvalidSlug, Place::file(source), "this article's address is too long");
            self.notes.push(note.label(flaw).help("give it, or the sections above it, a shorter `slug`"));
        }
        out
    }
}

/// The address of a section.
fn above(plan: &Plan, section: usize) -> &str {
    &plan.pages[plan.folders[section].page].address
}

/// A name that any disk can hold, in the place of one that can't be used. The build fails unless
/// that check is switched off; then the address is at least safe.
fn safe_name(name: &str) -> String {
    Key::of_bytes(name.as_bytes()).to_string()
}

fn unusable_name(path: &SitePath, flaw: &str) -> Diagnostic {
    let message = "the name of this file or folder cannot be part of an address";
    let note = Diagnostic::new(Code::InvalidSlug, Place::file(path), message);
    note.label(flaw).help("rename it, or give its page a `slug`")
}

/// A title from the name of a folder: `getting-started` becomes `Getting started`.
fn title_of(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
