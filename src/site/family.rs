//! Which files are versions of one article.
//!
//! A [`Family`] is an article in all its languages, joined by id. The steps: place every file
//! in its language, give it its id, put files with one id together, find out which of them is
//! the original, and then, because status and audience are inherited, which are published.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::article::{Article, FrontMatter, Role};
use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::key::Keyed;

use super::assemble::Sources;
use super::languages::{Languages, Spot};
use super::visibility::{Hidden, Readership};

/// One file, as one of the versions of its article.
pub(super) struct Version {
    pub article: Keyed<Article>,
    /// Its number among the articles that were handed in.
    pub input: usize,
    pub language: usize,
    /// Index of its family.
    pub family: usize,
    /// Where it stands; a `recovery.md` beside a folder `recovery/` is that section's page.
    pub spot: Spot,
    /// Why it is not published, if it isn't.
    pub hidden: Option<Hidden>,
}

/// An article in all its languages. A section page that nobody wrote has a family without
/// versions.
pub(super) struct Family {
    pub id: String,
    /// Indexes of the versions, by language.
    pub versions: BTreeMap<usize, usize>,
    /// The version that the others inherit from, published or not.
    pub original: Option<usize>,
    /// The published version that readers get where theirs is missing.
    pub stand_in: Option<usize>,
    /// Languages whose file is there and could not be read.
    pub failed: HashSet<usize>,
}

/// All versions and families, and where to find them.
pub(super) struct Families {
    pub versions: Vec<Version>,
    pub families: Vec<Family>,
    pub by_id: HashMap<String, usize>,
}

impl Version {
    /// Whether it is published as the page of a section.
    pub fn is_section_page(&self) -> bool {
        self.hidden.is_none() && self.spot.role == Role::Index
    }
}

impl Families {
    pub fn family(&self, version: &Version) -> &Family {
        &self.families[version.family]
    }

    /// The front matter that a version inherits from; its own where it is the original.
    pub fn inherited<'a>(&'a self, version: &'a Version) -> &'a FrontMatter {
        let original = self.family(version).original.map(|index| &self.versions[index]);
        &original.unwrap_or(version).article.front
    }

    /// The family of `id`, made where there is none.
    pub fn ensure(&mut self, id: &str) -> usize {
        if let Some(&family) = self.by_id.get(id) {
            return family;
        }
        self.families.push(Family::new(id));
        self.by_id.insert(id.to_owned(), self.families.len() - 1);
        self.families.len() - 1
    }
}

impl Family {
    fn new(id: &str) -> Self {
        let (versions, failed) = (BTreeMap::new(), HashSet::new());
        Self { id: id.to_owned(), versions, original: None, stand_in: None, failed }
    }
}

/// Joins articles by id.
pub(super) fn join(sources: Sources<'_>, languages: &Languages) -> Checked<Families> {
    let mut notes = Vec::new();
    let versions = place(sources.articles, languages);
    let ids = ids(&versions, languages);
    let mut joined = Families { versions, families: Vec::new(), by_id: HashMap::new() };
    let readership = Readership::of(sources.settings, sources.mode);
    for (version, id) in ids.iter().enumerate() {
        notes.extend(add(&mut joined, version, id, &readership));
    }
    for (language, rest) in sources.failed.iter().filter_map(|path| languages.split(path)) {
        let Some(spot) = Spot::of_file(rest) else { continue };
        if let Some(&family) = joined.by_id.get(&spot.default_id()) {
            joined.families[family].failed.insert(language);
        }
    }
    settle(&mut joined, languages, &readership);
    Checked::new(joined, notes)
}

/// Every article in its place, by path.
fn place(articles: &[Keyed<Article>], languages: &Languages) -> Vec<Version> {
    let mut versions: Vec<Version> = articles
        .iter()
        .enumerate()
        .filter_map(|(input, article)| {
            let language = languages.number(&article.lang)?;
            let spot = Spot::of(article);
            Some(Version { article: article.clone(), input, language, family: 0, spot, hidden: None })
        })
        .collect();
    versions.sort_by(|a, b| a.article.path.cmp(&b.article.path));
    promote(&mut versions);
    versions
}

/// Turns `recovery.md` into the page of the section `recovery/`, as people who come from other
/// generators write it, where the section has no page of its own.
fn promote(versions: &mut [Version]) {
    let mut folders: HashSet<String> = HashSet::new();
    for version in versions.iter().filter(|version| !version.spot.section.is_empty()) {
        let mut folder = version.spot.section.as_str();
        while folders.insert(folder.to_owned()) {
            let Some((parent, _)) = folder.rsplit_once('/') else { break };
            folder = parent;
        }
    }
    let own: HashSet<(usize, String)> = versions
        .iter()
        .filter(|version| version.spot.role == Role::Index)
        .map(|version| (version.language, version.spot.section.clone()))
        .collect();
    for version in versions.iter_mut().filter(|version| version.spot.role == Role::Page) {
        let path = version.spot.path();
        if folders.contains(&path) && !own.contains(&(version.language, path.clone())) {
            version.spot = Spot::of_section(&path);
        }
    }
}

/// The id of every version: its own, else that of the original among the files with the same
/// path in their languages, else the path.
fn ids(versions: &[Version], languages: &Languages) -> Vec<String> {
    let mut ids: Vec<String> = versions.iter().map(|version| version.spot.default_id()).collect();
    let mut renamed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (_, id) in versions.iter().zip(&ids).filter(|(version, _)| version.article.front.id.is_some()) {
        renamed.entry(id).or_default();
    }
    if renamed.is_empty() {
        return ids;
    }
    for (index, id) in ids.iter().enumerate() {
        if let Some(members) = renamed.get_mut(id.as_str()) {
            members.push(index);
        }
    }
    let own: Vec<(usize, String)> =
        renamed.values().flat_map(|members| own_ids(members, versions, languages)).collect();
    for (index, id) in own {
        ids[index] = id;
    }
    ids
}

/// The ids that versions with the same path say aloud, or share with their original.
fn own_ids(members: &[usize], versions: &[Version], languages: &Languages) -> Vec<(usize, String)> {
    let by_language: BTreeMap<usize, usize> =
        members.iter().rev().map(|&index| (versions[index].language, index)).collect();
    let original = original(&by_language, versions, languages).map(|original| &versions[original]);
    let id = |index: usize| {
        let version = &versions[index];
        // A second file in the original's own language is another article.
        let shares = |original: &&Version| original.language != version.language;
        let shared = || original.filter(shares)?.article.front.id.as_ref();
        let id = version.article.front.id.as_ref().or_else(shared)?;
        Some((index, id.value.clone()))
    };
    members.iter().filter_map(|&index| id(index)).collect()
}

/// Puts a version into its family. Where another file has its place, the one that is published in
/// this build takes it: a draft may stand beside the article that it will replace, and each
/// audience may have a text of its own. Complains if that doesn't tell them apart.
fn add(joined: &mut Families, version: usize, id: &str, readership: &Readership<'_>) -> Option<Diagnostic> {
    let family = joined.ensure(id);
    joined.versions[version].family = family;
    let language = joined.versions[version].language;
    let other = *joined.families[family].versions.entry(language).or_insert(version);
    if other == version {
        return None;
    }
    let hidden = |version: usize| {
        let front = &joined.versions[version].article.front;
        readership.hides(front, front)
    };
    match (hidden(version), hidden(other)) {
        (Some(reason), _) => {
            joined.versions[version].hidden = Some(reason);
            return None;
        }
        (None, Some(reason)) => {
            joined.versions[other].hidden = Some(reason);
            joined.families[family].versions.insert(language, version);
            return None;
        }
        (None, None) => {}
    }
    let (ours, theirs) = (&joined.versions[version].article, &joined.versions[other].article);
    // Whoever says the id aloud is to blame.
    let (ours, theirs) = if ours.front.id.is_some() { (ours, theirs) } else { (theirs, ours) };
    let help = format!("give one of them another `id`, or another file name than `{id}`");
    Some(
        Diagnostic::new(Code::DuplicateId, id_place(ours), format!("two articles have the id `{id}`"))
            .label("has the id that another file has, too")
            .related(id_place(theirs), "the other one")
            .help(help),
    )
}

/// Where a file says its id, or the file.
fn id_place(article: &Article) -> Place {
    match &article.front.id {
        Some(id) => Place::of(&article.path, &id.bytes),
        None => Place::file(&article.path),
    }
}

/// Finds each family's original, and what is hidden once everything is inherited.
fn settle(joined: &mut Families, languages: &Languages, readership: &Readership<'_>) {
    for family in &mut joined.families {
        family.original = original(&family.versions, &joined.versions, languages);
        let Some(first) = family.original else { continue };
        for &version in family.versions.values() {
            let (own, shared) =
                (&joined.versions[version].article.front, &joined.versions[first].article.front);
            joined.versions[version].hidden = readership.hides(own, shared);
        }
        family.stand_in = stand_in(family, &joined.versions, languages);
    }
}

/// The published version that readers of other languages get: the original, else the default
/// language's, else the first.
fn stand_in(family: &Family, versions: &[Version], languages: &Languages) -> Option<usize> {
    let default = family.versions.get(&languages.default).copied();
    let any = family.versions.values().copied();
    family.original.into_iter().chain(default).chain(any).find(|&version| versions[version].hidden.is_none())
}

/// Which version is the original: the one that translations name as their source, else the
/// only one that is no translation, else that of the default language, else the first.
fn original(members: &BTreeMap<usize, usize>, versions: &[Version], languages: &Languages) -> Option<usize> {
    let source = |version: usize| {
        let translation = versions[version].article.front.translation.as_ref()?;
        members.get(&languages.number(&translation.source.as_ref()?.value)?).copied()
    };
    if let Some(named) = members.values().find_map(|&version| source(version)) {
        // A translation of a translation: follow it to the first text, though not in circles.
        return Some((0..members.len()).fold(named, |version, _| source(version).unwrap_or(version)));
    }
    let written = |version: &&usize| versions[**version].article.front.translation.is_none();
    let mut untranslated = members.values().filter(written);
    match (untranslated.next(), untranslated.next()) {
        (Some(&only), None) => Some(only),
        _ => members.get(&languages.default).or_else(|| members.values().next()).copied(),
    }
}
