//! The words that an article is about, as numbers: what [`related`](super::related) compares.
//!
//! This looks at one article only, so its result can be remembered by the article's key. Words
//! are lower-cased and cut to their first letters, which forgives the endings of inflected
//! languages; scripts without spaces count pairs of letters.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::article::Article;
use crate::language::analysis::{is_spaceless, small_letter, tokens};

/// How often a word of the title counts.
const TITLE: u32 = 8;

/// How often a tag counts.
const TAG: u32 = 8;

/// How often a word of a heading counts, beside the passage below it.
const HEADING: u32 = 3;

/// Letters of a word that count. Slovak, Turkish or Romanian endings mostly begin after them.
const STEM: usize = 6;

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

    /// Counts the words of a text. What is plain ASCII, in most languages most of it, is cut
    /// without looking characters up, which is what this would spend its time on.
    fn add(&mut self, text: &str, times: u32) {
        for chunk in text.split_ascii_whitespace() {
            if chunk.is_ascii() {
                let words = chunk.split(|letter: char| !letter.is_ascii_alphanumeric());
                words.for_each(|word| self.count(word, times));
            } else {
                tokens(chunk, |token| self.count(&chunk[token.start..token.end], times));
            }
        }
    }

    fn count(&mut self, word: &str, times: u32) {
        if let Some(term) = term(word, self.turkic) {
            *self.counts.entry(term).or_default() += times;
        }
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
        // These stay in memory for as long as the article does.
        terms.shrink_to_fit();
        Terms(terms)
    }
}

/// The term of a word: the FNV-1a hash of its first letters. `None` for words that say little:
/// short ones and numbers.
fn term(word: &str, turkic: bool) -> Option<u32> {
    let (mut hash, mut length, mut lettered) = (0x811c_9dc5_u32, 0, false);
    let mut push = |letter: char| {
        hash = (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
        length += 1;
        lettered |= !letter.is_ascii_digit();
    };
    for letter in word.chars().take(STEM) {
        match letter {
            'a'..='z' => push(letter),
            'I' if turkic => push('ı'),
            letter => push(small_letter(letter)),
        }
    }
    if !lettered || length < SHORTEST && !is_spaceless(word) {
        return None;
    }
    // Tables use both ends of a hash, so its bits are mixed once more.
    let mixed = (hash ^ hash >> 16).wrapping_mul(0x7feb_352d);
    Some(mixed ^ mixed >> 15)
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
