//! What a translation has to have in common with its original: dates, numbers, addresses, links,
//! placeholders, ids of headings, tables, code.
//!
//! Only what can be told without knowing the languages is reported, and in doubt nothing is: a
//! number may be a word, a web address may have a twin in the other language. Translations that
//! are outdated are left out, since they are reported as such.

mod dates;
mod figures;
mod links;
mod numbers;
mod phones;
mod placeholders;
mod shapes;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use self::figures::Figures;
use super::{Text, Whole, written};
use crate::diag::{Code, Diagnostic, Place};
use crate::path::SitePath;
use crate::site::{Entry, Freshness};

/// A translation and its original.
struct Pair<'a> {
    here: &'a Text<'a>,
    there: &'a Text<'a>,
    entry: &'a Entry,
    original: &'a Entry,
    /// The ids of all pages by their addresses.
    ids: &'a HashMap<&'a str, &'a str>,
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let texts: HashMap<&str, &Text<'_>> = whole.texts.iter().map(|text| (text.path.as_str(), text)).collect();
    let versions: HashMap<(&str, &str), &Entry> =
        written(whole.site).map(|entry| ((entry.meta.id.as_str(), entry.lang.as_str()), entry)).collect();
    let ids = ids(whole);
    let text = |entry: &Entry| texts.get(entry.article.path.as_str()).copied();
    let translated = written(whole.site).filter_map(|entry| {
        if matches!(entry.meta.freshness, Freshness::Outdated(_)) {
            return None;
        }
        let from = entry.meta.translated_from.as_ref()?;
        let original = *versions.get(&(entry.meta.id.as_str(), from.as_str()))?;
        Some((entry, original, text(entry)?, text(original)?))
    });
    let translated: Vec<_> = translated.collect();
    // An original is held against each of its translations, and read once.
    let originals: BTreeMap<&SitePath, &Text<'_>> =
        translated.iter().map(|(.., there)| (&there.path, *there)).collect();
    let originals: HashMap<&SitePath, Figures> =
        originals.into_par_iter().map(|(path, text)| (path, Figures::of(text))).collect();
    let found = translated.par_iter().flat_map_iter(|&(entry, original, here, there)| {
        let pair = Pair { here, there, entry, original, ids: &ids };
        originals.get(&there.path).map(|figures| pair.differences(figures)).unwrap_or_default()
    });
    notes.par_extend(found);
}

/// The ids of all pages by their addresses, those that are shown in another language included.
fn ids<'a>(whole: &Whole<'a>) -> HashMap<&'a str, &'a str> {
    let pages = whole.site.editions.iter().flat_map(|edition| {
        edition
            .sections
            .iter()
            .map(|section| &*section.page)
            .chain(edition.entries.iter().map(|entry| &**entry))
    });
    pages.map(|entry| (entry.url.as_str(), entry.meta.id.as_str())).collect()
}

/// Something in one of the two texts.
struct Found<T> {
    what: T,
    at: Range<usize>,
}

impl Pair<'_> {
    /// All that differs; `figures` are those of the original.
    fn differences(&self, figures: &Figures) -> Vec<Diagnostic> {
        let mut notes = self.figures(figures);
        notes.extend(self.placeholders());
        notes.extend(self.gaps());
        notes.extend(self.addresses());
        notes.extend(self.articles());
        notes.extend(self.heading_ids());
        notes.extend(self.tables());
        notes.extend(self.code());
        notes
    }

    /// A difference between the two. `here` is its place in the translation, where it has one.
    fn note(&self, message: String, here: Option<Range<usize>>, there: Option<Range<usize>>) -> Diagnostic {
        let at = here.map_or_else(|| Place::file(&self.here.path), |at| Place::new(&self.here.path, at));
        let note = Diagnostic::new(Code::TranslationMismatch, at, message);
        match there {
            Some(there) => note.related(Place::new(&self.there.path, there), "the original has this"),
            None => note,
        }
    }

    /// Whether somebody has said that the translation is complete.
    fn is_stamped(&self) -> bool {
        self.entry.meta.freshness == Freshness::Current
    }
}
