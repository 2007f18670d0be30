//! The order of pages: by weight, then by title as the language's dictionaries sort, and the
//! order in which somebody reads who reads everything.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::language::Collator;
use crate::settings::Settings;

use super::family::Families;
use super::languages::Languages;
use super::plan::{Page, Plan};

/// Place by weight: the lighter the earlier, pages without a weight last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(i64);

impl Rank {
    fn of(weight: Option<i64>) -> Self {
        Self(weight.unwrap_or(i64::MAX))
    }
}

/// Puts the pages of every folder into it, sorted.
pub(super) fn sort(plan: &mut Plan, families: &Families, languages: &Languages, settings: &Settings) {
    let children = children(plan, families, languages, settings);
    for (folder, children) in plan.folders.iter_mut().zip(children) {
        folder.children = children;
    }
}

fn children(plan: &Plan, families: &Families, languages: &Languages, settings: &Settings) -> Vec<Vec<usize>> {
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

/// How a page sorts in its section.
fn rank(page: &Page, families: &Families) -> Rank {
    let version = page.version.map(|version| &families.versions[version]);
    let weight = version.and_then(|version| {
        let own = version.article.front.weight;
        own.or(families.inherited(version).weight)
    });
    Rank::of(weight)
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
