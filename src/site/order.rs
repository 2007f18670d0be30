//! The order of pages: by weight, then by title as the language's dictionaries sort, and the
//! order in which somebody reads who reads everything.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::language::Collator;
use crate::settings::Settings;

use super::family::Families;
use super::languages::Languages;
use super::plan::{Plan, rank};

/// Place by weight: the lighter the earlier, pages without a weight last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(i64);

impl Rank {
    pub fn of(weight: Option<i64>) -> Self {
        Self(weight.unwrap_or(i64::MAX))
    }
}

/// The children of every folder, sorted.
pub(super) fn children(
    plan: &Plan,
    families: &Families,
    languages: &Languages,
    settings: &Settings,
) -> Vec<Vec<usize>> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); plan.folders.len()];
    for (index, page) in plan.pages.iter().enumerate() {
        let folder = &plan.folders[page.section];
        match (folder.page == index, folder.parent) {
            (false, _) => children[page.section].push(index),
            (true, Some(parent)) => children[parent].push(index),
            (true, None) => {}
        }
    }
    let first: HashMap<&str, usize> =
        settings.navigation.sections.iter().map(|section| section.value.as_str()).zip(0..).collect();
    let collators: Vec<Collator> =
        (0..languages.count()).map(|number| Collator::of(languages.tag(number))).collect();
    children.par_iter_mut().for_each(|pages| {
        pages.sort_by_cached_key(|&index| {
            let page = &plan.pages[index];
            let folder = plan.own_folder(index).map(|folder| plan.folders[folder].path.as_str());
            let top = folder.and_then(|path| first.get(path)).copied().unwrap_or(usize::MAX);
            (top, rank(page, families), collators[page.language].sort_key(&page.title), page.url.clone())
        });
    });
    children
}

/// The pages of a language in reading order: every section's page, then what is in it. The
/// home comes first.
pub(super) fn reading(plan: &Plan, language: usize) -> Vec<usize> {
    let mut pages = Vec::new();
    let mut open = vec![plan.folders[plan.homes[language]].page];
    while let Some(page) = open.pop() {
        pages.push(page);
        if let Some(folder) = plan.own_folder(page) {
            open.extend(plan.folders[folder].children.iter().rev());
        }
    }
    pages
}
