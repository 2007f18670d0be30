//! How much a word weighs in a section, as one of 64 levels that grow like powers.
//!
//! It is its frequency in prose, headings, title and code, each weighted, and set against the length
//! of section and document as BM25 has it. What a single word of prose weighs in a section is the
//! section's own level: most words have just that.

use super::documents::Document;
use super::passages::{Occurrence, Section, weight};

/// How much length counts against a text: BM25's `b`.
const LENGTH_SHARE: f32 = 0.6;

/// Words of prose are counted in tenths.
const TENTH: f32 = 0.1;

/// Levels an octave of weight is divided into, and the level of weight 1.
const LEVELS: i32 = 4;
const LEVEL_OF_ONE: i32 = 20;

/// The highest level.
pub const HIGHEST: u32 = 63;

/// Average lengths, in words.
pub struct Lengths {
    section: f32,
    document: f32,
}

impl Lengths {
    /// Those of `documents`.
    pub fn of(documents: &[Document]) -> Self {
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
pub struct Weight {
    measured: f32,
    fixed: f32,
}

impl Weight {
    /// For a section of a document with so many words; `boost` is in thousandths.
    pub fn new(lengths: &Lengths, section: &Section, document: u32, boost: u32) -> Self {
        let relative = (section.length as f32 / lengths.section + document as f32 / lengths.document) / 2.0;
        let fixed = TENTH * boost as f32 / 1000.0;
        Self { measured: fixed / (1.0 - LENGTH_SHARE + LENGTH_SHARE * relative), fixed }
    }

    /// The level of a word.
    pub fn level(&self, occurrence: &Occurrence) -> u32 {
        level(f32::from(occurrence.measured) * self.measured + f32::from(occurrence.fixed) * self.fixed)
    }

    /// The level of a word that the section has once, in prose.
    pub fn of_one(&self) -> u32 {
        level(f32::from(weight::PROSE) * self.measured)
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
    (exponent * LEVELS + quarter + LEVEL_OF_ONE).clamp(0, HIGHEST as i32) as u32
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
