//! Where each word of a language occurs, and how much it weighs there.
//!
//! A posting is a section of a document and one level: how much the word counts there. It is
//! its frequency in prose, headings, title and code, each weighted, and set against the length
//! of section and document as BM25 has it. The browser adds such numbers and saturates the sum,
//! so fields and lengths need not be sent.

use super::codec::{push_digit, push_number};
use super::documents::Document;
use super::passages::{Occurrence, Section};

/// How much length counts against a text: BM25's `b`.
const LENGTH_SHARE: f32 = 0.6;

/// Words of prose are counted in tenths.
const TENTH: f32 = 0.1;

/// Levels an octave of weight is divided into, and the level of weight 1.
const LEVELS: i32 = 4;
const LEVEL_OF_ONE: i32 = 20;

/// Bits of a level.
const LEVEL_BITS: u32 = 6;

/// Sections from which on words that are everywhere lose most of their postings, and the share
/// of sections that is everywhere.
const MANY_SECTIONS: usize = 2_000;
const EVERYWHERE: usize = 5;

/// What is kept of the postings of a word that is everywhere: one in so many.
const KEPT: usize = 50;

/// The postings of every word, by its number.
pub struct Postings {
    /// Section and level in one number, by word, then by section.
    postings: Vec<u32>,
    /// Where the postings of each word begin; one more for the end.
    starts: Vec<u32>,
    /// How many sections there are.
    sections: usize,
}

impl Postings {
    /// The postings of `documents`, whose words are below `words`.
    pub fn of(documents: &[Document], words: usize) -> Self {
        let mut starts = vec![0; words + 1];
        for surface in documents.iter().flat_map(|document| document.passages.surfaces()) {
            starts[surface as usize + 1] += 1;
        }
        for at in 0..words {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut postings = vec![0; starts[words] as usize];
        let lengths = Lengths::of(documents);
        let mut number = 0;
        for document in documents {
            let words = document.passages.length();
            for (section, occurrences) in document.passages.each() {
                let weight = Weight::new(&lengths, section, words, document.entry.meta.boost);
                for occurrence in occurrences {
                    let place = &mut next[occurrence.surface as usize];
                    postings[*place as usize] = number << LEVEL_BITS | weight.level(occurrence);
                    *place += 1;
                }
                number += 1;
            }
        }
        Self { postings, starts, sections: number as usize }
    }

    /// How many sections have the word.
    pub fn count(&self, surface: u32) -> usize {
        self.list(surface).len()
    }

    /// Adds the postings of a word as text: for each the distance from the section before, and
    /// its level. A list that was cut begins with its full length between points.
    pub fn encode(&self, surface: u32, out: &mut String) {
        let (least, list) = self.listed(surface);
        if list.iter().any(|posting| level_of(*posting) < least) {
            out.push('.');
            push_number(out, list.len() as u32);
            out.push('.');
        }
        let mut next = 0;
        for &posting in list.iter().filter(|&&posting| level_of(posting) >= least) {
            let section = posting >> LEVEL_BITS;
            push_number(out, section - next);
            push_digit(out, level_of(posting));
            next = section + 1;
        }
    }

    /// The postings of a word, and the level below which they are not published: all that
    /// [`Postings::encode`] depends on.
    pub fn listed(&self, surface: u32) -> (u32, &[u32]) {
        let list = self.list(surface);
        (self.least_level(list), list)
    }

    fn list(&self, surface: u32) -> &[u32] {
        let at = surface as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The level below which postings of a word that is everywhere are dropped: it tells pages
    /// apart only where it weighs much, and its list would be the longest of all.
    fn least_level(&self, list: &[u32]) -> u32 {
        if self.sections < MANY_SECTIONS || list.len() * EVERYWHERE < self.sections {
            return 0;
        }
        let mut levels: Vec<u32> = list.iter().map(|&posting| level_of(posting)).collect();
        levels.sort_unstable();
        // At least one level stays, so that a query of such words alone finds something.
        levels[levels.len() - 1 - levels.len() / KEPT]
    }
}

fn level_of(posting: u32) -> u32 {
    posting & ((1 << LEVEL_BITS) - 1)
}

/// Average lengths, in words.
struct Lengths {
    section: f32,
    document: f32,
}

impl Lengths {
    fn of(documents: &[Document]) -> Self {
        let total: usize = documents.iter().map(|document| document.passages.length() as usize).sum();
        let sections = documents.iter().flat_map(|document| &document.passages.sections);
        let filled = sections.filter(|section| section.length > 0).count();
        Self { section: settled(total, filled), document: settled(total, documents.len()) }
    }
}

/// An average to four binary digits: one more word on one page changes no weight on all others,
/// so their shards stay what they are.
fn settled(total: usize, count: usize) -> f32 {
    let sixteenths = (16 * total / count.max(1)).max(16);
    let step = 1 << sixteenths.ilog2().saturating_sub(3);
    let settled = (sixteenths + step / 2) / step * step;
    settled as f32 / 16.0
}

/// What turns the words of one section into levels.
struct Weight {
    measured: f32,
    fixed: f32,
}

impl Weight {
    fn new(lengths: &Lengths, section: &Section, document: u32, boost: u32) -> Self {
        let relative = (section.length as f32 / lengths.section + document as f32 / lengths.document) / 2.0;
        let fixed = TENTH * boost as f32 / 1000.0;
        Self { measured: fixed / (1.0 - LENGTH_SHARE + LENGTH_SHARE * relative), fixed }
    }

    fn level(&self, occurrence: &Occurrence) -> u32 {
        level(f32::from(occurrence.measured) * self.measured + f32::from(occurrence.fixed) * self.fixed)
    }
}

/// Where the upper half of each quarter of an octave ends: the mantissa's bits of
/// `2^(1/8)`, `2^(3/8)`, `2^(5/8)`, `2^(7/8)`.
const QUARTERS: [u32; 4] = [759_234, 2_490_078, 4_548_419, 6_996_220];

/// A weight as the nearest of 64 steps that grow like powers. By comparison, not by logarithm,
/// whose last digit differs from machine to machine.
fn level(weight: f32) -> u32 {
    let bits = weight.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let mantissa = bits & 0x7f_ffff;
    let quarter = QUARTERS.iter().filter(|&&end| mantissa >= end).count() as i32;
    (exponent * LEVELS + quarter + LEVEL_OF_ONE).clamp(0, 63) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_the_nearest_quarter_of_an_octave() {
        for at in 1..6000u16 {
            let weight = f32::from(at) / 100.0;
            let exact = weight.log2() * 4.0 + 20.0;
            let found = level(weight) as f32;
            assert!((found - exact.clamp(0.0, 63.0)).abs() <= 0.501, "{weight}: {found}, not {exact}");
        }
        assert_eq!((level(0.0), level(f32::MAX)), (0, 63));
    }

    #[test]
    fn an_average_changes_by_steps() {
        assert_eq!(settled(0, 0), 1.0);
        assert_eq!(settled(100 * 777, 100), settled(100 * 777 + 5, 100));
        for average in 1..2000 {
            let settled = settled(average * 7, 7) / average as f32;
            assert!((0.93..1.07).contains(&settled), "{average} {settled}");
        }
    }
}
