//! The words of a language as a dictionary: keys, the forms under each, and where each form
//! occurs, with what weight.
//!
//! A posting is a section of a document and one number: how much the word counts there. It is
//! its frequency in prose, headings, title and code, each weighted, and set against the length
//! of section and document as BM25 has it. The browser adds such numbers and saturates the sum,
//! so fields and lengths need not be sent.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::codec::{push_digit, push_number};
use super::documents::Document;
use super::passages::{Count, Section, Words};
use super::words::Language;
use crate::language::analysis::keys;

/// All words of a language.
pub struct Dictionary {
    /// Groups of forms with one key, sorted by key.
    pub groups: Vec<Group>,
}

/// What is filed under a key.
pub struct Group {
    /// The key.
    pub key: String,
    /// Forms with that key, sorted; none where `see` says where to look.
    pub forms: Vec<Form>,
    /// Another key that stands for this one: a word family joined them.
    pub see: Option<String>,
}

/// A folded form.
pub struct Form {
    /// The form.
    pub folded: String,
    /// Its spellings with accents, and the encoded postings of each.
    pub spellings: Vec<(String, String)>,
}

/// One occurrence: `section` counts through all documents.
struct Posting {
    surface: u32,
    section: u32,
    level: u8,
}

/// How much a word counts by where it stands. Code is mostly names that nobody searches for.
mod weight {
    pub const TITLE: f32 = 4.0;
    pub const EXTRA: f32 = 2.5;
    pub const HEADING: f32 = 2.5;
    pub const PROSE: f32 = 1.0;
    pub const CODE: f32 = 0.3;
}

/// How much length counts against a text: BM25's `b`.
const LENGTH_SHARE: f32 = 0.6;

/// Levels an octave of weight is divided into, and the level of weight 1.
const LEVELS: f32 = 4.0;
const LEVEL_OF_ONE: f32 = 20.0;

/// Sections from which on words that are everywhere lose most of their postings, and the share
/// of sections that is everywhere.
const MANY_SECTIONS: usize = 2_000;
const EVERYWHERE: usize = 5;

/// The dictionary of `documents`.
pub fn dictionary(documents: &[Document], language: &Language) -> Dictionary {
    let mut surfaces = Surfaces::default();
    let ids: Vec<Vec<u32>> =
        documents.iter().map(|document| surfaces.add_all(&document.passages.words)).collect();
    let extra: Vec<Vec<u32>> = documents.iter().map(|document| surfaces.add_all(&document.extra.0)).collect();
    let lengths = Lengths::of(documents);
    let first: Vec<u32> = first_sections(documents);
    let found: Vec<Vec<Posting>> = (0..documents.len())
        .into_par_iter()
        .map(|at| document_postings(&documents[at], first[at], &ids[at], &extra[at], &lengths))
        .collect();
    let sections = documents.iter().map(|document| document.passages.sections.len()).sum();
    let postings = by_surface(found, surfaces.folded.len());
    let encoded: Vec<String> = postings.par_iter().map(|postings| encode(postings, sections)).collect();
    Dictionary { groups: group(surfaces.into_forms(encoded, language), language) }
}

/// Number of the first section of each document.
fn first_sections(documents: &[Document]) -> Vec<u32> {
    let counts = documents.iter().map(|document| document.passages.sections.len() as u32);
    counts
        .scan(0, |next, count| {
            let first = *next;
            *next += count;
            Some(first)
        })
        .collect()
}

/// Every distinct lower-case word of the language, with its folded form.
#[derive(Default)]
struct Surfaces<'a> {
    ids: FxHashMap<&'a str, u32>,
    surface: Vec<&'a str>,
    folded: Vec<&'a str>,
}

impl<'a> Surfaces<'a> {
    fn add_all(&mut self, words: &'a Words) -> Vec<u32> {
        (0..words.len()).map(|word| self.add(words.get(word))).collect()
    }

    fn add(&mut self, (surface, folded): (&'a str, &'a str)) -> u32 {
        let next = self.surface.len() as u32;
        let id = *self.ids.entry(surface).or_insert(next);
        if id == next {
            self.surface.push(surface);
            self.folded.push(folded);
        }
        id
    }

    /// Forms with their spellings, sorted, stop words left out.
    fn into_forms(self, encoded: Vec<String>, language: &Language) -> Vec<Form> {
        let mut words: Vec<(&str, &str, String)> =
            self.folded.into_iter().zip(self.surface).zip(encoded).map(|((f, s), e)| (f, s, e)).collect();
        words.par_sort_unstable();
        let mut forms: Vec<Form> = Vec::new();
        for (folded, surface, postings) in words {
            if language.stop_words.contains(folded) {
                continue;
            }
            if forms.last().is_none_or(|form| form.folded != folded) {
                forms.push(Form { folded: folded.to_owned(), spellings: Vec::new() });
            }
            let Some(form) = forms.last_mut() else { continue };
            form.spellings.push((surface.to_owned(), postings));
        }
        forms
    }
}

/// Average lengths, in words.
struct Lengths {
    section: f32,
    document: f32,
}

impl Lengths {
    fn of(documents: &[Document]) -> Self {
        let total: u64 = documents.iter().map(|document| u64::from(length(document))).sum();
        let filled = documents.iter().flat_map(|document| &document.passages.sections);
        let filled = filled.filter(|section| section.length > 0).count();
        let average = |count: usize| (total as f32 / count.max(1) as f32).max(1.0);
        Self { section: average(filled), document: average(documents.len()) }
    }

    /// What a frequency in a section is divided by.
    fn norm(&self, section: &Section, document: u32) -> f32 {
        let relative = (section.length as f32 / self.section + document as f32 / self.document) / 2.0;
        1.0 - LENGTH_SHARE + LENGTH_SHARE * relative
    }
}

fn length(document: &Document) -> u32 {
    document.passages.sections.iter().map(|section| section.length).sum()
}

/// All postings of one document, by section.
fn document_postings(
    document: &Document,
    first: u32,
    ids: &[u32],
    extra: &[u32],
    lengths: &Lengths,
) -> Vec<Posting> {
    let mut found = Vec::new();
    let words = length(document);
    let boost = document.boost as f32 / 1000.0;
    for (at, section) in document.passages.sections.iter().enumerate() {
        let mut weights: FxHashMap<u32, f32> = FxHashMap::default();
        let mut add = |counts: &[Count], ids: &[u32], weight: f32| {
            for count in counts {
                *weights.entry(ids[count.word as usize]).or_default() += weight * count.times as f32;
            }
        };
        add(&section.prose, ids, weight::PROSE / lengths.norm(section, words));
        add(&section.title, ids, weight::HEADING);
        add(&section.code, ids, weight::CODE / lengths.norm(section, words));
        if at == 0 {
            add(&document.passages.title, ids, weight::TITLE);
            add(&document.extra.1, extra, weight::EXTRA);
        }
        let section = first + at as u32;
        found.extend(weights.into_iter().map(|(surface, weight)| Posting {
            surface,
            section,
            level: level(weight * boost),
        }));
    }
    found
}

/// A weight as the nearest of 64 steps that grow like powers.
fn level(weight: f32) -> u8 {
    (weight.log2() * LEVELS + LEVEL_OF_ONE).round().clamp(0.0, 63.0) as u8
}

/// Hands each word its postings, by ascending section.
fn by_surface(found: Vec<Vec<Posting>>, surfaces: usize) -> Vec<Vec<(u32, u8)>> {
    let mut counts = vec![0; surfaces];
    found.iter().flatten().for_each(|posting| counts[posting.surface as usize] += 1);
    let mut lists: Vec<Vec<(u32, u8)>> = counts.into_iter().map(Vec::with_capacity).collect();
    for posting in found.into_iter().flatten() {
        lists[posting.surface as usize].push((posting.section, posting.level));
    }
    lists
}

/// Postings as text: for each the distance from the section before, and its level. A list that
/// was cut begins with its full length between points.
fn encode(postings: &[(u32, u8)], sections: usize) -> String {
    let least = least_level(postings, sections);
    let mut sorted: Vec<(u32, u8)> = postings.iter().copied().filter(|&(_, level)| level >= least).collect();
    sorted.sort_unstable();
    let mut out = String::with_capacity(sorted.len() * 2 + 2);
    if sorted.len() < postings.len() {
        out.push('.');
        push_number(&mut out, postings.len() as u32);
        out.push('.');
    }
    let mut next = 0;
    for (section, level) in sorted {
        push_number(&mut out, section - next);
        push_digit(&mut out, u32::from(level));
        next = section + 1;
    }
    out
}

/// The level below which postings of a word that is everywhere are dropped: it tells pages
/// apart only where it weighs much, and its list would be the longest of all.
fn least_level(postings: &[(u32, u8)], sections: usize) -> u8 {
    if sections < MANY_SECTIONS || postings.len() * EVERYWHERE < sections {
        return 0;
    }
    let mut levels: Vec<u8> = postings.iter().map(|&(_, level)| level).collect();
    levels.sort_unstable();
    // At least one level stays, so that a query of such words alone finds something.
    levels[levels.len() - 1 - levels.len() / 50]
}

/// Files forms under their keys.
fn group(forms: Vec<Form>, language: &Language) -> Vec<Group> {
    let vocabulary: Vec<&str> = forms.iter().map(|form| form.folded.as_str()).collect();
    let keys = keys(&vocabulary, language.row.endings(), &language.families);
    let mut filed: Vec<(String, Form)> = keys.into_iter().zip(forms).collect();
    filed.par_sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.folded.cmp(&y.folded)));
    let mut groups: Vec<Group> = Vec::new();
    let mut see: Vec<(String, String)> = Vec::new();
    for (key, form) in filed {
        let readings = if language.families.is_empty() {
            Vec::new()
        } else {
            language.row.endings().readings(&form.folded)
        };
        if !readings.iter().any(|reading| reading.stem == key) {
            see.extend(readings.into_iter().map(|reading| (reading.stem, key.clone())));
        }
        match groups.last_mut().filter(|group| group.key == key) {
            Some(group) => group.forms.push(form),
            None => groups.push(Group { key, forms: vec![form], see: None }),
        }
    }
    refer(&mut groups, see);
    groups
}

/// Adds references from keys that readers' words may have to the key that a word family gave
/// them, where no words of their own are filed.
fn refer(groups: &mut Vec<Group>, mut see: Vec<(String, String)>) {
    see.sort_unstable();
    see.dedup_by(|a, b| a.0 == b.0);
    let known = |key: &str| groups.binary_search_by(|group| group.key.as_str().cmp(key)).is_ok();
    let new: Vec<Group> = (see.into_iter().filter(|(key, _)| !known(key)))
        .map(|(key, see)| Group { key, forms: Vec::new(), see: Some(see) })
        .collect();
    groups.extend(new);
    groups.sort_by(|a, b| a.key.cmp(&b.key));
}
