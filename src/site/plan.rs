//! Which pages there are, and in which sections they lie.
//!
//! For every language the steps are: choose a version of each article (its own, else the
//! stand-in, if the policy wants fallbacks), find the sections, give sections and then articles
//! their addresses, and sort what lies in each section. A real page never makes way for a
//! fallback.

mod builder;
mod choices;

use builder::Builder;
use choices::Fallbacks;

use crate::diag::Checked;
use crate::path::OutPath;
use crate::settings::{MissingTranslation, Settings};

use super::family::Families;
use super::languages::{Languages, Spot};
use super::routes::Routes;

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

/// Plans all pages; [`order`](super::order) sorts them.
pub(super) fn plan(
    families: &mut Families,
    languages: &Languages,
    settings: &Settings,
    routes: &Routes,
) -> Checked<Plan> {
    let mut notes = Vec::new();
    let mut plan = Plan::default();
    let written = choices::written(families, languages);
    let wanted = settings.missing_translation == MissingTranslation::Fallback && languages.prefixed;
    let fallbacks = if wanted { Fallbacks::Shown } else { Fallbacks::Omitted };
    for language in 0..languages.count() {
        let choices = choices::choices(families, &written, fallbacks, language);
        let sections = choices::sections(&choices, families);
        let (plan, notes) = (&mut plan, &mut notes);
        Builder { families, languages, settings, routes, language, plan, notes }.build(&choices, &sections);
    }
    plan.pages_of = vec![vec![None; languages.count()]; families.families.len()];
    for (index, page) in plan.pages.iter().enumerate() {
        plan.pages_of[page.family][page.language] = Some(index);
    }
    Checked::new(plan, notes)
}
