//! The same text in two places of one language: a paragraph that was pasted, and will be mended in
//! one place only.
//!
//! Each block is a set of shingles (runs of a few words). Of these, a block keeps the smallest
//! hash in each of some bins: two blocks that share most of their shingles share most of these
//! (Broder 1997; one permutation: Li, Owen, Zhang 2012). Blocks meet by pairs of neighbouring bins, are
//! compared in full only then, and only with the first that was seen: the work grows with the
//! text and not with its square, however often something is repeated.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Text, Whole};
use crate::article::{Block, BlockKind, OPAQUE};
use crate::diag::{Code, Diagnostic, Place};
use crate::key::Key;

/// Fewest words of a text that is worth a report: shorter ones repeat by nature.
const FEWEST_WORDS: usize = 20;

/// Fewest letters of one, for scripts without spaces.
const FEWEST_LETTERS: usize = 80;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Letters of a shingle in a text without spaces.
const LETTERS_OF_SHINGLE: usize = 8;

/// Bins of a sketch; two neighbours make a band.
const BINS: usize = 16;

/// Share of all shingles that two texts must have in common, in hundredths.
const ALIKE: usize = 75;

/// A block as it is compared.
struct Sketch<'a> {
    text: &'a Text<'a>,
    block: &'a Block,
    /// Sorted, each once.
    shingles: Vec<u32>,
    bins: [u32; BINS],
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let sketches: Vec<Sketch<'_>> = whole.texts.par_iter().flat_map_iter(sketches).collect();
    let mut met: HashMap<(&str, usize, u32, u32), usize> = HashMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        let lang = sketch.text.lang.as_str();
        let bands = (0..BINS / 2).map(|band| (lang, band, sketch.bins[2 * band], sketch.bins[2 * band + 1]));
        let bands: Vec<_> = bands.filter(|band| band.2 != u32::MAX || band.3 != u32::MAX).collect();
        let mut candidates: Vec<usize> = bands.iter().filter_map(|band| met.get(band).copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let shared = |other: &usize| shared(&sketch.shingles, &sketches[*other].shingles);
        match candidates.into_iter().map(|other| (shared(&other), other)).max() {
            Some((share, other)) if share >= ALIKE => notes.push(note(sketch, &sketches[other], share)),
            _ => {
                for band in bands {
                    met.entry(band).or_insert(index);
                }
            }
        }
    }
}

fn note(sketch: &Sketch<'_>, other: &Sketch<'_>, share: usize) -> Diagnostic {
    let (message, label) = match share {
        100 => ("this text stands in another place, too", "the same text"),
        _ => ("nearly this text stands in another place, too", "nearly the same text"),
    };
    let place = |sketch: &Sketch<'_>| Place::new(&sketch.text.path, sketch.block.at());
    Diagnostic::new(Code::RepeatedText, place(sketch), message)
        .related(place(other), label)
        .help("keep one and link to it, or put it into a file of its own and `:::include` it in both places")
}

fn sketches<'a>(text: &'a Text<'a>) -> Vec<Sketch<'a>> {
    let prose = text.survey.blocks.iter().filter(|block| block.kind == BlockKind::Prose && !block.quoted);
    prose.filter_map(|block| Sketch::of(text, block)).collect()
}

impl<'a> Sketch<'a> {
    /// Nothing for a block that is too short.
    fn of(text: &'a Text<'a>, block: &'a Block) -> Option<Self> {
        if block.text.len() < FEWEST_LETTERS {
            return None;
        }
        let mut shingles = shingles(&block.text)?;
        shingles.sort_unstable();
        shingles.dedup();
        let mut bins = [u32::MAX; BINS];
        for &shingle in &shingles {
            let bin = shingle as usize % BINS;
            bins[bin] = bins[bin].min(shingle);
        }
        Some(Self { text, block, shingles, bins })
    }
}

/// The hashes of all shingles; nothing where there are too few. What is no letter or digit, and
/// case, makes no difference.
fn shingles(text: &str) -> Option<Vec<u32>> {
    let (plain, ends) = words(text);
    if ends.len() < FEWEST_WORDS {
        return spaceless_shingles(&plain, ends.len());
    }
    let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    starts.windows(SHINGLE + 1).map(|run| plain.get(run[0]..run[SHINGLE]).map(hash)).collect()
}

/// The letters and digits of a text in small letters, and where its words end in them.
fn words(text: &str) -> (String, Vec<usize>) {
    let mut plain = String::with_capacity(text.len());
    let mut ends = Vec::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_alphanumeric() {
            plain.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’' | OPAQUE) && plain.len() > ends.last().copied().unwrap_or(0)
        {
            ends.push(plain.len());
        }
    }
    (plain, ends)
}

/// Without spaces, words can't be counted: runs of letters are as good.
fn spaceless_shingles(plain: &str, words: usize) -> Option<Vec<u32>> {
    let letters: Vec<usize> = plain.char_indices().map(|(at, _)| at).collect();
    let is_spaceless =
        letters.len() >= FEWEST_LETTERS && plain.len() >= 2 * letters.len() && words * 15 < letters.len();
    let run = |run: &[usize]| hash(&plain[run[0]..run[LETTERS_OF_SHINGLE]]);
    is_spaceless.then(|| letters.windows(LETTERS_OF_SHINGLE + 1).map(run).collect())
}

fn hash(text: &str) -> u32 {
    Key::of_bytes(text.as_bytes()).choose(u32::MAX as usize) as u32
}

/// How much of all shingles two texts have in common, in hundredths.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut common) = (0, 0);
    for shingle in a {
        while b.get(at).is_some_and(|other| other < shingle) {
            at += 1;
        }
        common += usize::from(b.get(at) == Some(shingle));
    }
    100 * common / (a.len() + b.len() - common).max(1)
}
