//! Navigation: the tree beside a page, the trail above it, the pages before and after it.
//!
//! A page gets the top level and the branch that leads to it, and of long sections only a
//! window, so that pages don't grow with the site. Pages of one section share one [`Nav`];
//! pages of a long one share it with those near them.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::key::Keyed;

use super::groundwork::Groundwork;
use super::order;
use super::tags::list;
use super::{Nav, NavNode, Reference, References};

/// Most children of a section that navigation shows.
const WINDOW: usize = 50;

/// How many neighbours share a window. Smaller is better centred, larger is shared by more.
const STEP: usize = 25;

/// The navigation of every page, by page.
pub(super) fn navs(ground: &Groundwork, references: &[Keyed<Reference>]) -> Vec<Keyed<Nav>> {
    let lister = Lister::new(ground, references);
    let wanted: Vec<Focus> = (0..ground.plan.pages.len()).map(|page| lister.focus(page)).collect();
    let mut distinct = wanted.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let made: Vec<Keyed<Nav>> = distinct.par_iter().map(|&focus| Keyed::new(lister.nav(focus))).collect();
    let by_focus: HashMap<Focus, Keyed<Nav>> = distinct.into_iter().zip(made).collect();
    wanted.iter().map(|focus| by_focus[focus].clone()).collect()
}

/// What the navigation of a page depends on: the section, and the step of its children that
/// the page is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Focus {
    folder: usize,
    step: usize,
}

/// Knows what each section lists.
struct Lister<'a> {
    ground: &'a Groundwork,
    references: &'a [Keyed<Reference>],
    /// The listed children of each folder.
    listed: Vec<Vec<usize>>,
    /// The place of each page among the listed children of its section.
    position: Vec<usize>,
}

impl<'a> Lister<'a> {
    fn new(ground: &'a Groundwork, references: &'a [Keyed<Reference>]) -> Self {
        let shown = |page: &usize| ground.plan.is_listed(*page);
        let folders = ground.plan.folders.iter();
        let listed: Vec<Vec<usize>> =
            folders.map(|folder| folder.children.iter().copied().filter(shown).collect()).collect();
        let mut position = vec![0; ground.plan.pages.len()];
        for children in &listed {
            for (place, &page) in children.iter().enumerate() {
                position[page] = place;
            }
        }
        Self { ground, references, listed, position }
    }

    fn focus(&self, page: usize) -> Focus {
        let folder = self.ground.page(page).section;
        let own = self.ground.plan.own_folder(page).is_some();
        let long = self.listed[folder].len() > WINDOW;
        Focus { folder, step: if long && !own { self.position[page] / STEP } else { 0 } }
    }

    fn nav(&self, focus: Focus) -> Nav {
        let mut branch = vec![focus.folder];
        while let Some(parent) = self.ground.plan.folders[branch[branch.len() - 1]].parent {
            branch.push(parent);
        }
        let home = branch.pop().unwrap_or(focus.folder);
        let (nodes, hidden) = self.level(home, &branch, focus.step);
        Nav { nodes, hidden }
    }

    /// The lines of a section. `branch` are the open sections below it, innermost first.
    fn level(&self, folder: usize, branch: &[usize], step: usize) -> (Vec<NavNode>, usize) {
        let children = &self.listed[folder];
        let open = branch.last().copied();
        let centre = match open {
            Some(open) => self.position[self.ground.plan.folders[open].page] / STEP,
            None => step,
        };
        let window = window(children.len(), centre);
        let hidden = children.len() - window.len();
        let node = |&page: &usize| {
            let own = self.ground.plan.own_folder(page);
            let mut node = self.node(page);
            if let Some(folder) = own.filter(|_| own == open) {
                node.open = true;
                (node.children, node.hidden) = self.level(folder, &branch[..branch.len() - 1], step);
            }
            node
        };
        (children[window].iter().map(node).collect(), hidden)
    }

    fn node(&self, page: usize) -> NavNode {
        let Reference { url, nav_title, lang, .. } = &*self.references[page];
        let section = self.ground.plan.own_folder(page).is_some();
        let (url, title, lang) = (url.clone(), nav_title.clone(), lang.clone());
        NavNode { url, title, lang, section, open: false, children: Vec::new(), hidden: 0 }
    }
}

/// Which of `length` children are shown around a step of them.
fn window(length: usize, step: usize) -> std::ops::Range<usize> {
    let before = (WINDOW - STEP) / 2;
    let start = (step * STEP).saturating_sub(before).min(length.saturating_sub(WINDOW));
    start..length.min(start + WINDOW)
}

/// Home and sections down to each section, itself included, by section.
pub(super) fn trails(ground: &Groundwork, references: &[Keyed<Reference>]) -> Vec<References> {
    let trail = |number: usize| {
        let mut pages = Vec::new();
        let mut folder = Some(number);
        while let Some(number) = folder {
            pages.push(&references[ground.plan.folders[number].page]);
            folder = ground.plan.folders[number].parent;
        }
        list(pages.into_iter().rev())
    };
    (0..ground.plan.folders.len()).into_par_iter().map(trail).collect()
}

/// The pages before and after each page in reading order, by page. The home stands outside it:
/// everything leads there anyway.
pub(super) fn neighbours(ground: &Groundwork) -> Vec<(Option<usize>, Option<usize>)> {
    let mut neighbours = vec![(None, None); ground.plan.pages.len()];
    for language in 0..ground.languages.count() {
        let reading = order::reading(&ground.plan, language);
        let listed: Vec<usize> =
            reading.into_iter().skip(1).filter(|&page| !ground.page(page).archived).collect();
        for pair in listed.windows(2) {
            neighbours[pair[0]].1 = Some(pair[1]);
            neighbours[pair[1]].0 = Some(pair[0]);
        }
    }
    neighbours
}

#[cfg(test)]
mod tests {
    use super::{STEP, WINDOW, window};

    #[test]
    fn a_window_is_full_and_holds_its_step() {
        assert_eq!(window(3, 0), 0..3);
        for length in [WINDOW + 1, 137, 1000] {
            for position in 0..length {
                let window = window(length, position / STEP);
                assert!(window.len() == WINDOW && window.contains(&position), "{position} of {length}");
            }
        }
    }
}
