//! Which forms are forms of one word: the site's own vocabulary decides.
//!
//! Each form has several readings; the one wins whose stem the most other forms offer too,
//! weighed against how likely such affixes are. A lexicon may know better ([`by_lemma`]), and word
//! families then join what is left apart: those that the language is known for, and those of `site.toml`. Stems are numbered, because a site has many and each is compared often.

use std::collections::BTreeSet;

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

    /// The key of a form of a family that the site doesn't have: as [`Jury::key`], but a stem that keeps more than three
    /// fifths of its letters. Nothing of the site says that other ones are of this word.
    pub fn key_of_absent(&self, form: &str, candidates: &[Candidate]) -> u32 {
        let letters = form.chars().count();
        let keeps =
            |candidate: &&Candidate| 5 * self.stems.name(candidate.stem).chars().count() > 3 * letters;
        let kept: Vec<Candidate> = candidates.iter().filter(keeps).copied().collect();
        self.key(if kept.is_empty() { candidates } else { &kept })
    }
}

/// Which keys families have made one: a key leads to another, at last to the one that all of them have.
#[derive(Debug, Default)]
pub struct Joined(FxHashMap<u32, u32>);

impl Joined {
    /// The key that all keys of a family have, with which this one was joined; itself if with none.
    pub fn key(&self, mut key: u32) -> u32 {
        while let Some(&next) = self.0.get(&key) {
            key = next;
        }
        key
    }

    /// Gives the keys of a family's forms one key: the first's.
    pub fn join(&mut self, mut family: impl Iterator<Item = u32>) {
        let Some(first) = family.next().map(|key| self.key(key)) else { return };
        for key in family.map(|key| self.key(key)).collect::<Vec<_>>() {
            // One that the family has twice already leads to the first.
            let key = self.key(key);
            if key != first {
                self.0.insert(key, first);
            }
        }
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

/// The key of each of `forms` (folded) by what `vocabulary` says, whether it holds them or not, by
/// the words that `lemmas` says a form belongs to, and by families. Forms with one key are taken for
/// forms of one word.
pub fn keys_by(
    forms: &[&str],
    vocabulary: &[&str],
    (endings, families): (&Endings, &[Vec<String>]),
    lemmas: impl Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let mut stems = Stems::default();
    let mut read = |form: &str| stems.candidates(endings.readings(form));
    let asked: Vec<_> = forms.iter().map(|form| read(form)).collect();
    let known: Vec<_> = vocabulary.iter().map(|form| read(form)).collect();
    let families: Vec<Vec<_>> =
        families.iter().map(|family| family.iter().map(|form| (form, read(form))).collect()).collect();
    let jury = Jury::new(&stems, known.iter().map(Vec::as_slice));
    let keys: Vec<u32> = asked.iter().chain(&known).map(|candidates| jury.key(candidates)).collect();
    let lemmas: Vec<Vec<String>> = forms.iter().chain(vocabulary).map(|form| lemmas(form)).collect();
    let keys = by_lemma(&keys, &lemmas, |stem| stems.name(stem));
    let mut joined = Joined::default();
    let present: BTreeSet<&str> = vocabulary.iter().copied().collect();
    let key = |(form, candidates): &(&String, Vec<Candidate>)| match present.contains(form.as_str()) {
        true => jury.key(candidates),
        false => jury.key_of_absent(form, candidates),
    };
    families.iter().for_each(|family| joined.join(family.iter().map(key)));
    keys[..forms.len()].iter().map(|&key| stems.name(joined.key(key)).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;
    use crate::language::Lang;

    fn keys_of(lang: &str, words: &[&str]) -> Vec<String> {
        let lang = Lang::new(lang).unwrap();
        let row = Row::of(&lang);
        keys_by(words, words, (row.endings(), row.families()), |_| Vec::new())
    }

    #[test]
    fn the_vocabulary_decides_between_readings() {
        let keys = keys_of("sk", &["zamestnanec", "zamestnancom", "zamestnanci", "zamestnancami"]);
        assert_eq!(keys[1], keys[2]);
        assert_eq!(keys[1], keys[3]);
    }

    #[test]
    fn a_language_has_families_of_its_own() {
        for (lang, one, other) in [
            ("en", "pays", "paid"),
            ("sk", "človeka", "ľuďom"),
            ("ar", "العميل", "للعملاء"),
            ("et", "toas", "tubade"),
        ] {
            let folded = |word: &str| super::super::folded(word, &Lang::new(lang).unwrap());
            let keys = keys_of(lang, &[&folded(one), &folded(other)]);
            assert_eq!(keys[0], keys[1], "{one} {other}");
        }
    }

    #[test]
    fn a_family_joins_what_endings_cannot() {
        let mut joined = Joined::default();
        // The second has a form of the first, the third one of the second and one twice.
        let families: [&[u32]; 4] = [&[1, 2], &[2, 4], &[6, 4, 6, 7, 7], &[]];
        families.iter().for_each(|family| joined.join(family.iter().copied()));
        assert_eq!([1, 2, 3, 4, 5, 6, 7].map(|key| joined.key(key)), [6, 6, 3, 6, 5, 6, 6]);
    }
}
