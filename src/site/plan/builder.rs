//! Sections and articles of one language get their pages and addresses.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::choices::{Choice, SectionPage};
use super::{Folder, Page, Plan};
use crate::article::{Role, Status};
use crate::diag::{Code, Diagnostic, Place};
use crate::key::Key;
use crate::path::{OutPath, SitePath, join};
use crate::settings::Settings;
use crate::site::collisions::fold;
use crate::site::family::{Families, Version};
use crate::site::languages::{Languages, Spot};
use crate::site::routes::{self, Routes};

/// Makes one language's part of the plan.
pub(super) struct Builder<'a> {
    pub families: &'a Families,
    pub languages: &'a Languages,
    pub settings: &'a Settings,
    pub routes: &'a Routes,
    pub language: usize,
    pub plan: &'a mut Plan,
    pub notes: &'a mut Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    /// Adds the sections, each with its page, and then the articles in them.
    pub fn build(mut self, choices: &[Choice], sections: &BTreeMap<String, SectionPage>) {
        let numbers = self.add_sections(choices, sections);
        self.check_twins(choices, sections);
        self.add_articles(choices, &numbers);
    }

    /// The number of each section by its path.
    fn add_sections<'s>(
        &mut self,
        choices: &[Choice],
        sections: &'s BTreeMap<String, SectionPage>,
    ) -> HashMap<&'s str, usize> {
        let mut numbers = HashMap::new();
        self.plan.homes.push(self.plan.folders.len());
        for (path, own) in sections {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            let parent = (!path.is_empty()).then(|| numbers[parent]);
            let page = match *own {
                SectionPage::Chosen(own) => self.section_page(path, parent, &choices[own]),
                SectionPage::Unwritten(family) => {
                    self.check_folder(choices, path);
                    self.unwritten_page(family, path, parent)
                }
            };
            let section = self.plan.folders.len();
            numbers.insert(path.as_str(), section);
            self.plan.pages.push(Page { section, ..page });
            let (language, page) = (self.language, self.plan.pages.len() - 1);
            let folder = Folder { language, path: path.clone(), page, parent, children: Vec::new() };
            self.plan.folders.push(folder);
        }
        numbers
    }

    /// Of two articles at one address the real one stays, and both if both are.
    fn add_articles(&mut self, choices: &[Choice], sections: &HashMap<&str, usize>) {
        let mut taken: HashSet<String> = HashSet::new();
        for choice in choices.iter().filter(|choice| choice.spot.role == Role::Page) {
            let page = self.article_page(sections[choice.spot.section.as_str()], choice);
            if taken.insert(fold(&page.address)) || choice.real {
                self.plan.pages.push(page);
            }
        }
    }

    /// Complains about a folder without a page of its own whose name cannot be published.
    fn check_folder(&mut self, choices: &[Choice], path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some(flaw) = routes::segment(name).err().filter(|_| !path.is_empty()) else { return };
        let inside = choices.iter().find(|choice| choice.real && choice.spot.section.starts_with(path));
        if let Some(choice) = inside {
            self.notes.push(unusable_name(&self.version(choice).article.path, flaw));
        }
    }

    /// Complains about a second file that would be the page of a section.
    fn check_twins(&mut self, choices: &[Choice], sections: &BTreeMap<String, SectionPage>) {
        let pages = choices.iter().enumerate().filter(|(_, choice)| choice.spot.role == Role::Index);
        for (index, twin) in pages {
            let Some(SectionPage::Chosen(first)) = sections.get(&twin.spot.section) else { continue };
            if *first != index && twin.real {
                let place = |choice: &Choice| Place::file(&self.version(choice).article.path);
                let message = "two files would be the page of this section";
                let note = Diagnostic::new(Code::AddressCollision, place(twin), message);
                let note = note.related(place(&choices[*first]), "the other one");
                self.notes.push(note.help("keep one of them, or give this one another name"));
            }
        }
    }

    fn section_page(&mut self, path: &str, parent: Option<usize>, choice: &Choice) -> Page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let address = match parent {
            None => self.languages.prefix(self.language).to_owned(),
            Some(parent) => {
                let segment = self.last_segment(choice, name);
                join(self.above(parent), &segment)
            }
        };
        self.page(choice, parent.unwrap_or(0), address)
    }

    fn article_page(&mut self, section: usize, choice: &Choice) -> Page {
        let segment = self.last_segment(choice, &choice.spot.stem);
        self.page(choice, section, join(self.above(section), &segment))
    }

    /// The last segment of an address: the slug in this language, else the file's name.
    fn last_segment(&mut self, choice: &Choice, name: &str) -> String {
        let article = Some(&self.version(choice).article).filter(|_| choice.real);
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

    fn page(&mut self, choice: &Choice, section: usize, address: String) -> Page {
        let version = self.version(choice);
        let status = version.article.front.status.or(self.families.inherited(version).status);
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
            archived: status == Some(Status::Archived),
        }
    }

    /// The page of a section that has no `index.md`.
    fn unwritten_page(&mut self, family: usize, path: &str, parent: Option<usize>) -> Page {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (address, title) = match parent {
            None => {
                let title = self.settings.languages[self.language].title.clone();
                (self.languages.prefix(self.language).to_owned(), title)
            }
            Some(parent) => {
                let segment = routes::segment(name).unwrap_or_else(|_| safe_name(name));
                (join(self.above(parent), &segment), title_of(name))
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

    fn version(&self, choice: &Choice) -> &'a Version {
        &self.families.versions[choice.version]
    }

    /// The address of a section.
    fn above(&self, section: usize) -> &str {
        &self.plan.pages[self.plan.folders[section].page].address
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
