//! Where each word of a language occurs, and how much it weighs there.
//!
//! A posting is a section of a document and one level: how much the word counts there (`levels`).
//! The browser adds such weights and saturates the sum, so fields and lengths need not be sent.

use std::collections::BTreeMap;

use super::codec::{push_digit, push_number};
use super::documents::Document;
use super::levels::{HIGHEST, Lengths, Weight};

/// Bits of a posting that say how far its level is above the level of its section.
const STEP_BITS: u32 = 7;

/// The step of a word that weighs as much as one word of prose: no posting is below 0.
const NO_STEP: u32 = HIGHEST;

/// A character for each of the usual steps, from [`LEAST_STEP`] up. They are neither digits nor escaped in JSON.
const STEPS: &[u8] = b"!#$%&'()*+,/:;<=>?@[]^`{|}";
const LEAST_STEP: u32 = NO_STEP - 8;

/// Stands before the step as a number where it is unusual.
const UNUSUAL: char = '~';

/// Sections from which on words that are everywhere lose most of their postings, and the share
/// of sections that is everywhere.
const MANY_SECTIONS: usize = 2_000;
const EVERYWHERE: usize = 5;

/// What is kept of the postings of a word that is everywhere: one in so many.
const KEPT: usize = 50;

/// The postings of every word, by its number.
pub struct Postings {
    /// Section and step in one number, by word, then by section.
    postings: Vec<u32>,
    /// Where the postings of each word begin; one more for the end.
    starts: Vec<u32>,
    /// The level of each section.
    levels: Vec<u8>,
    /// What is published of words that are everywhere.
    cut: BTreeMap<u32, Vec<u32>>,
}

impl Postings {
    /// The postings of `documents`, whose words are below `words`.
    pub fn of(documents: &[Document], words: usize) -> Self {
        let starts = starts(documents, words);
        let mut next = starts.clone();
        let mut postings = vec![0; starts[words] as usize];
        let mut levels = Vec::new();
        let lengths = Lengths::of(documents);
        for document in documents {
            let words = document.passages.length();
            for (section, occurrences) in document.passages.each() {
                let weight = Weight::new(&lengths, section, words, document.entry.meta.boost);
                let own = weight.of_one();
                for occurrence in occurrences {
                    let place = &mut next[occurrence.surface as usize];
                    let step = weight.level(occurrence) + NO_STEP - own;
                    postings[*place as usize] = (levels.len() as u32) << STEP_BITS | step;
                    *place += 1;
                }
                levels.push(own as u8);
            }
        }
        let mut made = Self { postings, starts, levels, cut: BTreeMap::new() };
        made.cut = made.everywhere();
        made
    }

    /// How many sections have the word.
    pub fn count(&self, surface: u32) -> usize {
        self.list(surface).len()
    }

    /// The level of each section, one digit each.
    pub fn levels(&self) -> String {
        let mut out = String::new();
        self.levels.iter().for_each(|&level| push_digit(&mut out, level.into()));
        out
    }

    /// Adds the postings of a word as text: for each the distance from the section before, and
    /// its step if there is any. A list that was cut begins with its full length between points.
    pub fn encode(&self, surface: u32, out: &mut String) {
        let (count, list) = self.listed(surface);
        if list.len() < count {
            out.push('.');
            push_number(out, count as u32);
            out.push('.');
        }
        let mut next = 0;
        for &posting in list {
            let section = section_of(posting);
            push_number(out, section - next);
            push_step(out, step_of(posting));
            next = section + 1;
        }
    }

    /// How many sections have the word, and those of its postings that are published: all that
    /// [`Postings::encode`] depends on.
    pub fn listed(&self, surface: u32) -> (usize, &[u32]) {
        let list = self.list(surface);
        (list.len(), self.cut.get(&surface).map_or(list, Vec::as_slice))
    }

    fn list(&self, surface: u32) -> &[u32] {
        let at = surface as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// What is kept of words that are everywhere: they tell pages apart only where they weigh much, and their
    /// lists would be the longest of all.
    fn everywhere(&self) -> BTreeMap<u32, Vec<u32>> {
        if self.levels.len() < MANY_SECTIONS {
            return BTreeMap::new();
        }
        let words = 0..self.starts.len() as u32 - 1;
        let everywhere = words.filter(|&word| self.count(word) * EVERYWHERE >= self.levels.len());
        everywhere.map(|word| (word, self.heaviest(self.list(word)))).collect()
    }

    /// The postings of at least one level, so that a query of such words alone finds something.
    fn heaviest(&self, list: &[u32]) -> Vec<u32> {
        let mut levels: Vec<u32> = list.iter().map(|&posting| self.level(posting)).collect();
        levels.sort_unstable();
        let least = levels[levels.len() - 1 - levels.len() / KEPT];
        list.iter().copied().filter(|&posting| self.level(posting) >= least).collect()
    }

    fn level(&self, posting: u32) -> u32 {
        u32::from(self.levels[section_of(posting) as usize]) + step_of(posting) - NO_STEP
    }
}

/// Where the postings of each word begin, and the end.
fn starts(documents: &[Document], words: usize) -> Vec<u32> {
    let mut starts = vec![0; words + 1];
    for surface in documents.iter().flat_map(|document| document.passages.surfaces()) {
        starts[surface as usize + 1] += 1;
    }
    for at in 0..words {
        starts[at + 1] += starts[at];
    }
    starts
}

/// Adds how far a level is above its section's, if it is.
fn push_step(out: &mut String, step: u32) {
    let usual = step.checked_sub(LEAST_STEP).and_then(|at| STEPS.get(at as usize));
    match usual {
        _ if step == NO_STEP => {}
        Some(&char) => out.push(char.into()),
        None => {
            out.push(UNUSUAL);
            push_number(out, step);
        }
    }
}

fn section_of(posting: u32) -> u32 {
    posting >> STEP_BITS
}

fn step_of(posting: u32) -> u32 {
    posting & ((1 << STEP_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_character_or_none_or_a_number() {
        let coded = |step: i32| {
            let mut out = String::new();
            push_step(&mut out, (NO_STEP as i32 + step) as u32);
            out
        };
        assert_eq!([-8, -1, 0, 1, 17].map(coded), ["!", ")", "", "+", "}"]);
        assert_eq!([-9, 18, 63].map(coded), ["~2B", "~xC", "~-D"]);
    }

    #[test]
    fn steps_are_neither_digits_nor_escaped() {
        let text: String = STEPS.iter().map(|&step| char::from(step)).collect();
        let mut digits = String::new();
        (0..64).for_each(|digit| push_digit(&mut digits, digit));
        assert_eq!(serde_json::to_string(&text).unwrap().len(), STEPS.len() + 2);
        assert!(!text.contains(|char| digits.contains(char) || char == UNUSUAL || char == ' '));
    }
}
