//! Which forms are forms of one word: the site's own vocabulary decides.
//!
//! Each form has several readings; the one wins whose stem the most other forms offer too,
//! weighed against how likely such affixes are. Word families of `site.toml` then join what
//! endings cannot.

use std::collections::HashMap;

use super::endings::support;
use super::{Endings, Reading};

/// Groups of folded forms that belong together though no ending says so (`dieta`, `deti`).
pub type Families = Vec<Vec<String>>;

/// The key of each form of a vocabulary (folded, without duplicates), in its order. Forms with
/// one key are taken for forms of one word.
pub fn keys(vocabulary: &[&str], endings: &Endings, families: &Families) -> Vec<String> {
    keys_by(vocabulary, vocabulary, endings, families)
}

/// The key of each of `forms` by what `vocabulary` says, whether it holds them or not.
pub fn keys_by(forms: &[&str], vocabulary: &[&str], endings: &Endings, families: &Families) -> Vec<String> {
    let mut offers: HashMap<String, u32> = HashMap::new();
    for reading in vocabulary.iter().flat_map(|form| distinct(endings.readings(form))) {
        *offers.entry(reading.stem).or_default() += 1;
    }
    let joined = join(families, endings, &offers);
    let choose = |form: &&str| {
        let key = best(distinct(endings.readings(form)), &offers);
        joined.get(&key).cloned().unwrap_or(key)
    };
    forms.iter().map(choose).collect()
}

/// Keeps the likeliest reading of each stem, so that a form supports a stem once.
fn distinct(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by(|a, b| a.stem.cmp(&b.stem).then(b.prior.cmp(&a.prior)));
    readings.dedup_by(|a, b| a.stem == b.stem);
    readings
}

/// The stem that prior and support speak for; the shorter, then the first in order, of equals.
fn best(readings: Vec<Reading>, offers: &HashMap<String, u32>) -> String {
    let score = |reading: &Reading| reading.prior + support(offers.get(&reading.stem).copied().unwrap_or(0));
    let better = |a: &Reading, b: &Reading| {
        let shorter = |reading: &Reading| std::cmp::Reverse(reading.stem.chars().count());
        (score(a).cmp(&score(b))).then_with(|| shorter(a).cmp(&shorter(b))).then_with(|| b.stem.cmp(&a.stem))
    };
    readings.into_iter().max_by(better).map(|reading| reading.stem).unwrap_or_default()
}

/// For each key of a family, the key that the whole family gets: that of its first form.
fn join(families: &Families, endings: &Endings, offers: &HashMap<String, u32>) -> HashMap<String, String> {
    let mut joined: HashMap<String, String> = HashMap::new();
    for family in families {
        let mut keys = family.iter().map(|form| best(distinct(endings.readings(form)), offers));
        let Some(first) = keys.next() else { continue };
        let first = joined.get(&first).cloned().unwrap_or(first);
        joined.extend(keys.filter(|key| *key != first).map(|key| (key, first.clone())));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;
    use crate::language::Lang;

    fn keys_of(lang: &str, words: &[&str], families: &Families) -> Vec<String> {
        let lang = Lang::new(lang).unwrap();
        keys(words, Row::of(&lang).endings(), families)
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
