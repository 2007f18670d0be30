//! The words that an article is about, as numbers: what [`related`](super::related) compares.
//!
//! This looks at one article only, so its result can be remembered by the article's key. Words
//! are lower-cased and cut to their first letters, which forgives the endings of inflected
//! languages; scripts without spaces count pairs of letters.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};

use crate::article::Article;

/// How often a word of the title counts.
const TITLE: u32 = 8;

/// How often a tag counts.
const TAG: u32 = 8;

/// How often a word of a heading counts, beside the passage below it.
const HEADING: u32 = 3;

/// Letters of a word that count. Slovak, Turkish or Romanian endings mostly begin after them.
const STEM: u32 = 6;

/// Shorter words are articles, prepositions and the like.
const SHORTEST: u32 = 3;

/// Most terms that are kept of an article: the most frequent ones.
const KEPT: usize = 128;

/// The terms of one article: hashes of words with how often they occur, by hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(pub(super) Vec<(u32, u32)>);

/// Counts by hash. Hashes need no second hashing.
pub(super) type ByTerm<T> = HashMap<u32, T, BuildHasherDefault<Unhashed>>;

/// Passes numbers through that are hashes already.
#[derive(Default)]
pub(super) struct Unhashed(u64);

impl Hasher for Unhashed {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u32(&mut self, number: u32) {
        // The table takes its tag from the highest bits, so they must differ, too.
        self.0 = u64::from(number) << 32 | u64::from(number);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// What an article is about.
pub fn terms(article: &Article) -> Terms {
    let mut counter = Counter::of(article.lang.as_str());
    counter.add(&article.title, TITLE);
    for tag in article.front.tags.iter().flatten() {
        counter.add(&tag.value, TAG);
    }
    for heading in &article.outline {
        counter.add(&heading.text, HEADING);
    }
    for passage in &article.passages {
        counter.add(&passage.text, 1);
    }
    counter.finish()
}

/// Counts the words of texts in one language.
struct Counter {
    counts: ByTerm<u32>,
    turkic: bool,
}

impl Counter {
    fn of(lang: &str) -> Self {
        let turkic = ["tr", "az"].contains(&lang.split('-').next().unwrap_or(lang));
        Self { counts: HashMap::with_capacity_and_hasher(512, BuildHasherDefault::default()), turkic }
    }

    fn add(&mut self, text: &str, times: u32) {
        let mut word = Word::default();
        for letter in text.chars() {
            if letter.is_ascii_lowercase() {
                word.push(letter);
            } else if !letter.is_alphanumeric() && !is_mark(letter) {
                self.count(&mut word, times);
            } else if is_unspaced(letter) {
                self.pair(&mut word, letter, times);
            } else {
                self.push_folded(&mut word, letter);
            }
        }
        self.count(&mut word, times);
    }

    fn push_folded(&self, word: &mut Word, letter: char) {
        match letter {
            'I' if self.turkic => word.push('ı'),
            'İ' => word.push('i'),
            letter => letter.to_lowercase().for_each(|lower| word.push(lower)),
        }
    }

    /// Counts a letter of a script without spaces together with the one before it.
    fn pair(&mut self, word: &mut Word, letter: char, times: u32) {
        if let Some(before) = word.unspaced {
            let mut pair = Word { length: SHORTEST, ..Word::default() };
            pair.push(before);
            pair.push(letter);
            self.count(&mut pair, times);
        } else {
            self.count(word, times);
        }
        word.unspaced = Some(letter);
    }

    fn count(&mut self, word: &mut Word, times: u32) {
        if word.length >= SHORTEST && word.lettered {
            *self.counts.entry(word.finish()).or_default() += times;
        }
        *word = Word::default();
    }

    /// The most frequent terms; of a long text only those that occur more than once.
    fn finish(self) -> Terms {
        let mut terms: Vec<(u32, u32)> = self.counts.into_iter().collect();
        if terms.len() > KEPT {
            terms.retain(|&(_, count)| count > 1);
        }
        if terms.len() > KEPT {
            terms.select_nth_unstable_by_key(KEPT, |&(term, count)| (std::cmp::Reverse(count), term));
            terms.truncate(KEPT);
        }
        terms.sort_unstable();
        Terms(terms)
    }
}

/// The word that is being read: the FNV-1a hash of its first letters.
#[derive(Clone, Copy)]
struct Word {
    hash: u32,
    length: u32,
    /// Whether there is anything but digits in it.
    lettered: bool,
    /// The last letter, where the script has no spaces.
    unspaced: Option<char>,
}

impl Default for Word {
    fn default() -> Self {
        Self { hash: 0x811c_9dc5, length: 0, lettered: false, unspaced: None }
    }
}

impl Word {
    fn push(&mut self, letter: char) {
        self.length += 1;
        self.lettered |= !letter.is_ascii_digit();
        if self.length <= STEM {
            self.hash = (self.hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
        }
    }

    /// The hash with its bits mixed, since tables use both ends of it.
    fn finish(&self) -> u32 {
        let mixed = (self.hash ^ self.hash >> 16).wrapping_mul(0x7feb_352d);
        mixed ^ mixed >> 15
    }
}

/// Whether a character belongs to the letter before it: vowel signs and accents.
fn is_mark(letter: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new();
    !letter.is_ascii() && GeneralCategoryGroup::Mark.contains(category.get(letter))
}

/// Whether a letter is of a script that doesn't separate words.
fn is_unspaced(letter: char) -> bool {
    const SCRIPTS: [Script; 7] = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ];
    // The first of these scripts, Thai, begins here; all that is before it is decided quickly.
    letter >= '\u{e00}' && SCRIPTS.contains(&CodePointMapData::<Script>::new().get(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lang: &str, text: &str) -> Vec<u32> {
        let mut counter = Counter::of(lang);
        counter.add(text, 1);
        counter.finish().0.into_iter().map(|(term, _)| term).collect()
    }

    #[test]
    fn endings_and_case_make_no_other_term() {
        assert_eq!(counted("sk", "reklamácia"), counted("sk", "Reklamáciou REKLAMÁCIE 2026 a"));
        assert_eq!(counted("tr", "IŞIK"), counted("tr", "ışık"));
        assert_eq!(counted("ar", "الاعتذارُ"), counted("ar", "الاعتذار"), "cut before the vowel sign");
        assert_ne!(counted("en", "client"), counted("en", "letter"));
    }

    #[test]
    fn scripts_without_spaces_count_pairs() {
        assert_eq!(counted("ja", "日本語").len(), 2);
        assert_eq!(counted("ja", "日本。本語").len(), 2);
    }
}
