//! Which forms are forms of one word: the site's own vocabulary decides.
//!
//! Each form has several readings; the one wins whose stem the most other forms offer too,
//! weighed against how likely such affixes are. A lexicon may know better ([`by_lemma`]), and word
//! families of `site.toml` then join what is left apart. Stems are numbered, because a site has many and each is compared often.

use rustc_hash::FxHashMap;

use super::endings::support;
use super::{Endings, Names, Reading, by_lemma};

/// The stems that the forms of a language may have.
#[derive(Debug, Default)]
pub struct Stems(Names);

/// A reading of a form: number of the stem, and [`Reading::prior`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    stem: u32,
    prior: i32,
}

impl Stems {
    /// The readings of a form with their stems numbered, each stem once.
    pub fn candidates(&mut self, readings: Vec<Reading<'_>>) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::with_capacity(readings.len());
        for Reading { stem, prior } in readings {
            let stem = self.0.number(&stem);
            match found.iter_mut().find(|known| known.stem == stem) {
                // A form supports a stem once, by its likeliest reading.
                Some(known) => known.prior = known.prior.max(prior),
                None => found.push(Candidate { stem, prior }),
            }
        }
        found
    }

    /// The stem of this number.
    pub fn name(&self, stem: u32) -> &str {
        self.0.get(stem)
    }
}

/// The forms of a site, as those who decide about readings.
pub struct Jury<'a> {
    stems: &'a Stems,
    /// How many forms offer each stem.
    offers: Vec<u32>,
}

impl<'a> Jury<'a> {
    /// Lets forms with these candidates decide.
    pub fn new<'c>(stems: &'a Stems, forms: impl Iterator<Item = &'c [Candidate]>) -> Self {
        let mut offers = vec![0; stems.0.len()];
        forms.flatten().for_each(|candidate| offers[candidate.stem as usize] += 1);
        Self { stems, offers }
    }

    /// The key of a form with these candidates, a number of a stem: the one that prior and support speak
    /// for; the shorter, then the first in order, of equals.
    pub fn key(&self, candidates: &[Candidate]) -> u32 {
        let score = |candidate: &Candidate| candidate.prior + support(self.offers[candidate.stem as usize]);
        let shorter = |candidate: &Candidate| {
            let name = self.stems.name(candidate.stem);
            std::cmp::Reverse((name.chars().count(), name))
        };
        let better = |a: &&Candidate, b: &&Candidate| {
            score(a).cmp(&score(b)).then_with(|| shorter(a).cmp(&shorter(b)))
        };
        candidates.iter().max_by(better).map_or(0, |candidate| candidate.stem)
    }
}

/// Gives all forms whose key is in one of `families` (keys of forms that belong together) one key.
pub fn join(keys: &mut [u32], families: &[Vec<u32>]) {
    let mut joined: FxHashMap<u32, u32> = FxHashMap::default();
    for family in families {
        let Some(first) = family.first() else { continue };
        let first = joined.get(first).copied().unwrap_or(*first);
        joined.extend(family.iter().filter(|key| **key != first).map(|&key| (key, first)));
    }
    for key in keys {
        *key = joined.get(key).copied().unwrap_or(*key);
    }
}

/// Whether a form with these candidates may have the key.
pub fn may_be(candidates: &[Candidate], key: u32) -> bool {
    candidates.iter().any(|candidate| candidate.stem == key)
}

/// The stems of candidates.
pub fn stems_of(candidates: &[Candidate]) -> impl Iterator<Item = u32> {
    candidates.iter().map(|candidate| candidate.stem)
}

/// The key of each of `forms` (folded) by what `vocabulary` says, whether it holds them or not, and by
/// the words that `lemmas` says a form belongs to. Forms with one key are taken for forms of one word.
pub fn keys_by(
    forms: &[&str],
    vocabulary: &[&str],
    endings: &Endings,
    lemmas: impl Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let mut stems = Stems::default();
    let mut read = |form: &str| stems.candidates(endings.readings(form));
    let asked: Vec<_> = forms.iter().map(|form| read(form)).collect();
    let known: Vec<_> = vocabulary.iter().map(|form| read(form)).collect();
    let jury = Jury::new(&stems, known.iter().map(Vec::as_slice));
    let keys: Vec<u32> = asked.iter().chain(&known).map(|candidates| jury.key(candidates)).collect();
    let lemmas: Vec<Vec<String>> = forms.iter().chain(vocabulary).map(|form| lemmas(form)).collect();
    let keys = by_lemma(&keys, &lemmas, |stem| stems.name(stem));
    keys[..forms.len()].iter().map(|&key| stems.name(key).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;
    use crate::language::Lang;

    fn keys_of(lang: &str, words: &[&str]) -> Vec<String> {
        let lang = Lang::new(lang).unwrap();
        keys_by(words, words, Row::of(&lang).endings(), |_| Vec::new())
    }

    #[test]
    fn the_vocabulary_decides_between_readings() {
        let keys = keys_of("sk", &["zamestnanec", "zamestnancom", "zamestnanci", "zamestnancami"]);
        assert_eq!(keys[1], keys[2]);
        assert_eq!(keys[1], keys[3]);
    }

    #[test]
    fn a_family_joins_what_endings_cannot() {
        // The second family has a form of the first.
        let mut keys = [1, 2, 3, 4, 5, 1];
        join(&mut keys, &[vec![1, 2], vec![2, 4], vec![]]);
        assert_eq!(keys, [1, 1, 3, 1, 5, 1]);
    }
}
