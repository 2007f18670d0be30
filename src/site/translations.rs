//! The same page in other languages, and complaints about those that are missing.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Place};
use crate::key::Keyed;
use crate::settings::MissingTranslation;

use super::Alternate;
use super::family::{Family, Version};
use super::groundwork::Groundwork;
use super::languages::Languages;

/// The pages of every family, by family. A section's page that nobody wrote counts as written
/// in a language if something in the section was.
pub(super) fn alternates(ground: &Groundwork) -> Vec<Keyed<Vec<Alternate>>> {
    let lived_in = lived_in(ground);
    let alternate = |page: usize| {
        let planned = ground.page(page);
        Alternate {
            lang: ground.languages.tag(planned.language).clone(),
            url: planned.url.clone(),
            title: planned.title.clone(),
            real: planned.real || planned.version.is_none() && lived_in.contains(&planned.section),
        }
    };
    let pages_of = ground.plan.pages_of.par_iter();
    pages_of.map(|pages| Keyed::new(pages.iter().flatten().map(|&page| alternate(page)).collect())).collect()
}

/// The sections that hold a page in their own language, however deep.
fn lived_in(ground: &Groundwork) -> HashSet<usize> {
    let mut sections = HashSet::new();
    for page in ground.plan.pages.iter().filter(|page| page.real) {
        let mut section = Some(page.section);
        while let Some(number) = section.filter(|&number| sections.insert(number)) {
            section = ground.plan.folders[number].parent;
        }
    }
    sections
}

/// One warning per article, with all languages that lack it.
pub(super) fn missing(ground: &Groundwork) -> Vec<Diagnostic> {
    if !ground.languages.prefixed {
        return Vec::new();
    }
    ground.families.families.iter().filter_map(|family| lacking(ground, family)).collect()
}

fn lacking(ground: &Groundwork, family: &Family) -> Option<Diagnostic> {
    let shown = &ground.families.versions[family.stand_in?];
    let status = shown.article.front.status.or(ground.families.inherited(shown).status);
    if status == Some(crate::article::Status::Archived) {
        return None;
    }
    // A source that is missing is reported as just that.
    let sources: Vec<usize> = members(ground, family).filter_map(|version| source(ground, version)).collect();
    let there = |language: &usize| {
        family.versions.contains_key(language)
            || family.failed.contains(language)
            || sources.contains(language)
    };
    let lacking: Vec<usize> = (0..ground.languages.count()).filter(|language| !there(language)).collect();
    if lacking.is_empty() {
        return None;
    }
    Some(lacks(ground, shown, ground.languages.split(&shown.article.path)?.1, &lacking))
}

/// Says which languages lack an article, what their readers get, and at which paths it would be looked for.
fn lacks(ground: &Groundwork, shown: &Version, path: &str, lacking: &[usize]) -> Diagnostic {
    let languages = &ground.languages;
    let names: Vec<&str> = lacking.iter().map(|&language| languages.english_name(language)).collect();
    let files: Vec<String> =
        lacking.iter().map(|&language| format!("content/{}/{path}", languages.tag(language))).collect();
    let (verb, readers) = match names.as_slice() {
        [name] => ("has", format!("readers of {name}")),
        _ => ("have", "their readers".to_owned()),
    };
    let get = match ground.settings.missing_translation {
        MissingTranslation::Fallback => {
            format!("are shown the {} text", languages.english_name(shown.language))
        }
        MissingTranslation::Omit => "have no such page".to_owned(),
    };
    let message = format!("{} {verb} no version of this article", and(&names));
    let note = Diagnostic::new(Code::MissingTranslation, Place::file(&shown.article.path), message);
    note.help(format!("{readers} {get}; add {}", and(&files)))
}

/// The published versions of an article.
fn members<'a>(ground: &'a Groundwork, family: &'a Family) -> impl Iterator<Item = &'a Version> {
    let versions = family.versions.values().map(|&version| &ground.families.versions[version]);
    versions.filter(|version| version.hidden.is_none())
}

/// The language that a version says it was translated from, if the site has it.
fn source(ground: &Groundwork, version: &Version) -> Option<usize> {
    let named = version.article.front.translation.as_ref()?.source.as_ref()?;
    ground.languages.number(&named.value)
}

/// Sources that translations name and nobody has.
pub(super) fn missing_originals(ground: &Groundwork) -> Vec<Diagnostic> {
    let source = |version: &Version| {
        let named = version.article.front.translation.as_ref()?.source.as_ref()?;
        let family = ground.families.family(version);
        let language = ground.languages.number(&named.value);
        let there = |language| family.versions.contains_key(&language) || family.failed.contains(&language);
        if language.is_some_and(there) || version.hidden.is_some() {
            return None;
        }
        let name = language.map_or(named.value.as_str(), |language| ground.languages.english_name(language));
        let message = format!("there is no {name} version that this could be a translation of");
        let note =
            Diagnostic::new(Code::MissingOriginal, Place::of(&version.article.path, &named.bytes), message);
        Some(
            note.label(format!("no article in {name} has the id `{}`", family.id))
                .help(help(ground, version)),
        )
    };
    ground.families.versions.iter().filter_map(source).collect()
}

/// Versions that are translations of one another, or of themselves, so that none is the original.
pub(super) fn circles(ground: &Groundwork) -> Vec<Diagnostic> {
    ground.families.versions.iter().filter_map(|version| circle(ground, version)).collect()
}

/// A circle is reported at the first of its versions that is published.
fn circle(ground: &Groundwork, version: &Version) -> Option<Diagnostic> {
    let circle = sources(ground, version)?;
    let first =
        circle.iter().filter(|version| version.hidden.is_none()).min_by_key(|version| version.language)?;
    let named = version.article.front.translation.as_ref()?.source.as_ref()?;
    let place = Place::of(&version.article.path, &named.bytes);
    let mut names: Vec<(usize, &str)> = circle
        .iter()
        .map(|version| (version.language, ground.languages.english_name(version.language)))
        .collect();
    names.sort_unstable();
    let names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
    let (message, label, help) = match names.as_slice() {
        [name] => (
            "this article is said to be a translation of itself".to_owned(),
            format!("its own language is {name}"),
            "name the language of the original, or remove `translation` if this is the original",
        ),
        names => (
            format!("the versions in {} are translations of one another", and(names)),
            "none of them is the original".to_owned(),
            "remove `translation` from the one that was written first",
        ),
    };
    let note = Diagnostic::new(Code::MissingOriginal, place, message).label(label).help(help);
    (first.language == version.language).then_some(note)
}

/// The version, its source, the source of that and so on, if they lead back to the version.
fn sources<'a>(ground: &'a Groundwork, version: &'a Version) -> Option<Vec<&'a Version>> {
    let family = ground.families.family(version);
    let mut circle = vec![version];
    loop {
        let language = source(ground, circle.last()?)?;
        if language == version.language {
            return Some(circle);
        }
        let next = &ground.families.versions[*family.versions.get(&language)?];
        if circle.iter().any(|known| known.language == language) {
            return None;
        }
        circle.push(next);
    }
}

/// What to do about an original that isn't there.
fn help(ground: &Groundwork, version: &Version) -> String {
    let languages = &ground.families.family(version).versions;
    let others: Vec<&str> = languages
        .keys()
        .filter(|&&language| language != version.language)
        .map(|&language| ground.languages.tag(language).as_str())
        .collect();
    match others.as_slice() {
        [] => "remove `translation`, or give both files one `id` if their names differ".to_owned(),
        others => format!("this article exists in {}", and(others)),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn and<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

impl Languages {
    /// What a message calls a language.
    fn english_name(&self, language: usize) -> &str {
        self.tag(language).english_name()
    }
}
