//! What readers of a language are shown: a version of each article, and the sections that those make.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::article::Role;
use crate::path::join;
use crate::site::family::{Families, Version};
use crate::site::languages::{Languages, Spot};

/// What a page is going to show.
pub(super) struct Choice {
    pub family: usize,
    pub version: usize,
    pub spot: Spot,
    /// Whether it is in the language of the readers.
    pub real: bool,
}

/// Whether readers get pages in other languages where their own has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fallbacks {
    Shown,
    Omitted,
}

/// The sections of each language that have a page of their own, with the family of that page.
pub(super) type Written = Vec<HashMap<String, usize>>;

pub(super) fn written(families: &Families, languages: &Languages) -> Written {
    let mut written = vec![HashMap::new(); languages.count()];
    for version in families.versions.iter().filter(|version| version.is_section_page()) {
        written[version.language].insert(version.spot.section.clone(), version.family);
    }
    written
}

/// What each article shows to readers of a language; of two at one spot the real one.
pub(super) fn choices(
    families: &Families,
    written: &Written,
    fallbacks: Fallbacks,
    language: usize,
) -> Vec<Choice> {
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
pub(super) enum SectionPage {
    /// The choice of this number.
    Chosen(usize),
    /// Nobody wrote one; it belongs to this family.
    Unwritten(usize),
}

/// Sections by path, each with its page. Parents come before children.
pub(super) fn sections(choices: &[Choice], families: &mut Families) -> BTreeMap<String, SectionPage> {
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
