//! Which forms are forms of one word: the site's own vocabulary decides.
//!
//! Each form has several readings; the one wins whose stem the most other forms offer too,
//! weighed against how likely such affixes are. Word families of `site.toml` then join what
//! endings cannot. Stems are numbered, because a site has many and each is compared often.

use rustc_hash::FxHashMap;

use super::endings::support;
use super::{Endings, Names, Reading};

/// Groups of folded forms that belong together though no ending says so (`dieta`, `deti`).
pub type Families = Vec<Vec<String>>;

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
    /// For each key of a family, the key that the whole family has.
    joined: FxHashMap<u32, u32>,
}

impl<'a> Jury<'a> {
    /// Lets forms with these candidates decide; `families` holds the candidates of each form
    /// of each family.
    pub fn new<'c>(
        stems: &'a Stems,
        forms: impl Iterator<Item = &'c [Candidate]>,
        families: &[Vec<Vec<Candidate>>],
    ) -> Self {
        let mut offers = vec![0; stems.0.len()];
        forms.flatten().for_each(|candidate| offers[candidate.stem as usize] += 1);
        let mut jury = Self { stems, offers, joined: FxHashMap::default() };
        families.iter().for_each(|family| jury.join(family));
        jury
    }

    /// The key of a form with these candidates: number of a stem.
    pub fn key(&self, candidates: &[Candidate]) -> u32 {
        let key = self.best(candidates);
        self.joined.get(&key).copied().unwrap_or(key)
    }

    /// The stem that prior and support speak for; the shorter, then the first in order, of equals.
    fn best(&self, candidates: &[Candidate]) -> u32 {
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

    fn join(&mut self, family: &[Vec<Candidate>]) {
        let mut keys = family.iter().map(|candidates| self.best(candidates));
        let Some(first) = keys.next() else { return };
        let first = self.joined.get(&first).copied().unwrap_or(first);
        let others: Vec<u32> = keys.filter(|key| *key != first).collect();
        self.joined.extend(others.into_iter().map(|key| (key, first)));
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

/// The key of each of `forms` (folded) by what `vocabulary` says, whether it holds them or not.
/// Forms with one key are taken for forms of one word.
pub fn keys_by(forms: &[&str], vocabulary: &[&str], endings: &Endings, families: &Families) -> Vec<String> {
    let mut stems = Stems::default();
    let mut read = |form: &str| stems.candidates(endings.readings(form));
    let asked: Vec<_> = forms.iter().map(|form| read(form)).collect();
    let known: Vec<_> = vocabulary.iter().map(|form| read(form)).collect();
    let families: Vec<Vec<_>> =
        families.iter().map(|family| family.iter().map(|form| read(form)).collect()).collect();
    let jury = Jury::new(&stems, known.iter().map(Vec::as_slice), &families);
    asked.iter().map(|candidates| stems.name(jury.key(candidates)).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;
    use crate::language::Lang;

    fn keys_of(lang: &str, words: &[&str], families: &Families) -> Vec<String> {
        let lang = Lang::new(lang).unwrap();
        keys_by(words, words, Row::of(&lang).endings(), families)
    }

    #[test]
    fn the_vocabulary_decides_between_readings() {
        let keys =
            keys_of("sk", &["zamestnanec", "zamestnancom", "zamestnanci", "zamestnancami"], &Vec::new());
        assert_eq!(keys[1], keys[2]);
        assert_eq!(keys[1], keys[3]);
    }

    #[test]
    fn a_family_joins_what_endings_cannot() {
        let family = vec![vec!["dieta".to_owned(), "deti".to_owned()]];
        let keys = keys_of("sk", &["dieta", "dietom", "deti", "detom", "detmi"], &family);
        assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    }
}
