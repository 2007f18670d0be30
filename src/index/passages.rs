//! An article as numbers of words: which, and how much each counts in each of its sections.
//!
//! This is the part of the index that costs time, and it depends on nothing but the article and
//! its front matter, so that a rebuild asks for it again only where an article changed.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::vocabulary::Vocabulary;
use crate::language::analysis::tokens;
use crate::site::Entry;

/// The words of an article.
#[derive(Debug, Default, PartialEq)]
pub struct Passages {
    /// What stands before the first heading (there is always such a section, if only an empty
    /// one), then one section for each heading with its text.
    pub sections: Box<[Section]>,
    /// The words of all sections, one section after the other, each word once in each.
    occurrences: Box<[Occurrence]>,
}

/// A section of an article.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Index into the article's outline.
    pub heading: Option<u32>,
    /// Words of prose.
    pub length: u32,
    /// Where its occurrences end.
    end: u32,
}

/// A word in a section, and how much it counts there, in tenths of a word of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Number of the word in the vocabulary.
    pub surface: u32,
    /// What is set against the length of the text: prose and code.
    pub measured: u16,
    /// What counts as it is: title, headings, keywords.
    pub fixed: u16,
}

/// How much a word counts by where it stands, in tenths. Code is mostly names that nobody
/// searches for.
pub mod weight {
    pub const TITLE: u16 = 40;
    pub const EXTRA: u16 = 25;
    pub const HEADING: u16 = 25;
    pub const PROSE: u16 = 10;
    pub const CODE: u16 = 3;
}

impl Passages {
    /// Each section with its words.
    pub fn each(&self) -> impl Iterator<Item = (&Section, &[Occurrence])> {
        let starts = std::iter::once(0).chain(self.sections.iter().map(|section| section.end));
        let words = |start: u32, end: u32| &self.occurrences[start as usize..end as usize];
        self.sections.iter().zip(starts).map(move |(section, start)| (section, words(start, section.end)))
    }

    /// Words of prose.
    pub fn length(&self) -> u32 {
        self.sections.iter().map(|section| section.length).sum()
    }

    /// The numbers of all words; those of several sections several times.
    pub fn surfaces(&self) -> impl Iterator<Item = u32> {
        self.occurrences.iter().map(|occurrence| occurrence.surface)
    }
}

/// The words of a page.
pub fn of(entry: &Entry, vocabulary: &Vocabulary) -> Passages {
    let article = &entry.article;
    let mut reader = Reader::expecting(article.words);
    reader.begin(None);
    reader.read(&article.title, Field::Fixed(weight::TITLE));
    let meta = &entry.meta;
    let labels = meta.tags.iter().map(|tag| &tag.label);
    let extra =
        [&meta.nav_title].into_iter().chain(&meta.keywords).chain(labels).chain(&article.front.summary);
    extra.for_each(|text| reader.read(text, Field::Fixed(weight::EXTRA)));
    for passage in &article.passages {
        if passage.heading.is_some() {
            reader.begin(passage.heading);
        }
        if let Some(heading) = passage.heading.and_then(|at| article.outline.get(at as usize)) {
            reader.read(&heading.text, Field::Fixed(weight::HEADING));
        }
        reader.read(&passage.text, Field::Prose);
        reader.read(&passage.code, Field::Code);
    }
    reader.finish(vocabulary)
}

/// Where a text stands.
#[derive(Clone, Copy)]
enum Field {
    Fixed(u16),
    Prose,
    Code,
}

/// Reads texts of one article. Words are numbered by the article first, so that the vocabulary is
/// asked once for each.
struct Reader<'a> {
    known: FxHashMap<&'a str, u32>,
    written: Vec<&'a str>,
    sections: Vec<Draft>,
}

struct Draft {
    heading: Option<u32>,
    /// Number of the word in the article, and where it stands.
    words: Vec<(u32, Field)>,
}

impl<'a> Reader<'a> {
    /// For a text of so many words; most have each word twice.
    fn expecting(words: u32) -> Self {
        let different = words as usize / 2;
        Self {
            known: FxHashMap::with_capacity_and_hasher(different, FxBuildHasher),
            written: Vec::with_capacity(different),
            sections: Vec::new(),
        }
    }

    fn begin(&mut self, heading: Option<u32>) {
        self.sections.push(Draft { heading, words: Vec::new() });
    }

    fn read(&mut self, text: &'a str, field: Field) {
        let Some(section) = self.sections.last_mut() else { return };
        tokens(text, |token| {
            let word = &text[token.start..token.end];
            let next = self.written.len() as u32;
            let number = *self.known.entry(word).or_insert(next);
            if number == next {
                self.written.push(word);
            }
            section.words.push((number, field));
        });
    }

    fn finish(self, vocabulary: &Vocabulary) -> Passages {
        let mut tally = Tally::new(vocabulary.numbers(&self.written));
        let (mut sections, mut occurrences) = (Vec::with_capacity(self.sections.len()), Vec::new());
        for draft in self.sections {
            let length = tally.count(&draft.words, &mut occurrences);
            sections.push(Section { heading: draft.heading, length, end: occurrences.len() as u32 });
        }
        Passages { sections: sections.into(), occurrences: occurrences.into() }
    }
}

/// Adds up what each word counts in a section.
struct Tally {
    /// The vocabulary's number of each word of the article.
    surfaces: Vec<Option<u32>>,
    /// One place for all of the article's words that are one in lower case.
    places: Vec<u32>,
    /// Measured and fixed weight, by place.
    weights: Vec<(u16, u16)>,
}

impl Tally {
    fn new(surfaces: Vec<Option<u32>>) -> Self {
        let mut place_of: FxHashMap<u32, u32> =
            FxHashMap::with_capacity_and_hasher(surfaces.len(), FxBuildHasher);
        let places = surfaces.iter().map(|surface| {
            let next = place_of.len() as u32;
            surface.map_or(0, |surface| *place_of.entry(surface).or_insert(next))
        });
        let places = places.collect();
        Self { surfaces, places, weights: vec![(0, 0); place_of.len()] }
    }

    /// Adds the section's words to `occurrences`, and returns how many words of prose it has.
    fn count(&mut self, words: &[(u32, Field)], occurrences: &mut Vec<Occurrence>) -> u32 {
        let mut length = 0;
        let mut seen = Vec::with_capacity(words.len());
        for &(word, field) in words {
            let Some(surface) = self.surfaces[word as usize] else { continue };
            let place = self.places[word as usize];
            let (measured, fixed) = &mut self.weights[place as usize];
            if (*measured, *fixed) == (0, 0) {
                seen.push((surface, place));
            }
            let (sum, more) = match field {
                Field::Fixed(weight) => (fixed, weight),
                Field::Prose => (measured, weight::PROSE),
                Field::Code => (measured, weight::CODE),
            };
            *sum = sum.saturating_add(more);
            length += u32::from(matches!(field, Field::Prose));
        }
        for (surface, place) in seen {
            let (measured, fixed) = std::mem::take(&mut self.weights[place as usize]);
            occurrences.push(Occurrence { surface, measured, fixed });
        }
        length
    }
}
