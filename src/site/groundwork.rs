//! What the later steps of assembling stand on: versions joined, pages planned and addressed.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::article::{FrontMatter, Status};
use crate::key::Keyed;
use crate::settings::Settings;

use super::family::{Families, Family, Version};
use super::languages::Languages;
use super::plan::{Page, Plan};
use super::routes::Routes;

/// The result of the first steps, shared by all that follow.
pub(super) struct Groundwork {
    pub settings: Keyed<Settings>,
    pub as_of: Date,
    pub languages: Languages,
    pub families: Families,
    pub plan: Plan,
    pub routes: Routes,
    /// Ids of files that could not be read, as far as their paths tell.
    pub failed_ids: HashSet<String>,
}

/// The front matter of a page: what its file says, then what its original says.
#[derive(Clone, Copy)]
pub(super) struct Fronts<'a> {
    pub own: &'a FrontMatter,
    pub original: &'a FrontMatter,
}

impl<'a> Fronts<'a> {
    /// A shared field: the file's own, else the original's.
    pub fn shared<T>(self, field: impl Fn(&'a FrontMatter) -> Option<T>) -> Option<T> {
        field(self.own).or_else(|| field(self.original))
    }

    pub fn status(self) -> Option<Status> {
        self.shared(|front| front.status)
    }

    /// Tags by id, each once.
    pub fn tags(self) -> Vec<&'a str> {
        let mut tags: Vec<&str> = Vec::new();
        for tag in self.shared(|front| front.tags.as_ref()).into_iter().flatten() {
            if !tags.contains(&tag.value.as_str()) {
                tags.push(&tag.value);
            }
        }
        tags
    }
}

impl Groundwork {
    pub fn page(&self, page: usize) -> &Page {
        &self.plan.pages[page]
    }

    pub fn family(&self, page: usize) -> &Family {
        &self.families.families[self.plan.pages[page].family]
    }

    /// The version that a page shows; `None` for a section's page that nobody wrote.
    pub fn version(&self, page: usize) -> Option<&Version> {
        self.plan.pages[page].version.map(|version| &self.families.versions[version])
    }

    /// The page of a version in its own language; `None` where it is hidden, or another file
    /// has its place.
    pub fn page_of_version(&self, version: usize) -> Option<usize> {
        let Version { family, language, .. } = self.families.versions[version];
        self.plan.page_of(family, language).filter(|&page| self.plan.pages[page].version == Some(version))
    }

    pub fn fronts(&self, page: usize) -> Option<Fronts<'_>> {
        let version = self.version(page)?;
        Some(Fronts { own: &version.article.front, original: self.families.inherited(version) })
    }
}
