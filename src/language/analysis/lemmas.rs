//! Keys by a lexicon: what somebody has written down about a form goes before what its ending looks like.
//!
//! The forms of one word get one key: the stem by endings that most of them have, so that a form which the site
//! doesn't have, and the browser knows by its ending only, finds them. Where a form belongs to several words, the one
//! counts that most forms of the site belong to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// For each form its key, a number of a stem: `keys` are those by endings, `lemmas` the (folded) words that a
/// lexicon says each is a form of, and `name` is how a stem is written.
pub fn by_lemma<'n>(keys: &[u32], lemmas: &[Vec<String>], name: impl Fn(u32) -> &'n str) -> Vec<u32> {
    let mut found = keys.to_vec();
    let mut taken = BTreeSet::new();
    for forms in words(lemmas) {
        let stem = stem(&forms, keys, &taken, &name);
        taken.insert(stem);
        forms.into_iter().for_each(|form| found[form] = stem);
    }
    found
}

/// For each word the key that most of its forms have: all arguments as [`by_lemma`] has them.
pub fn keys_of_lemmas<'l, 'n>(
    keys: &[u32],
    lemmas: &'l [Vec<String>],
    name: impl Fn(u32) -> &'n str,
) -> BTreeMap<&'l str, u32> {
    let mut votes: BTreeMap<&str, BTreeMap<u32, usize>> = BTreeMap::new();
    for (&key, lemmas) in keys.iter().zip(lemmas) {
        lemmas.iter().for_each(|lemma| *votes.entry(lemma).or_default().entry(key).or_default() += 1);
    }
    // Numbers of stems differ from build to build, their names don't.
    let most = |votes: BTreeMap<u32, usize>| {
        votes.into_iter().min_by_key(|&(key, count)| (Reverse(count), name(key)))
    };
    votes.into_iter().filter_map(|(lemma, votes)| Some((lemma, most(votes)?.0))).collect()
}

/// The forms of each word, those of the word with the most forms first.
fn words(lemmas: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut offers: BTreeMap<&str, usize> = BTreeMap::new();
    lemmas.iter().flatten().for_each(|lemma| *offers.entry(lemma).or_default() += 1);
    let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (form, lemmas) in lemmas.iter().enumerate() {
        let likeliest =
            lemmas.iter().min_by_key(|lemma| (Reverse(offers[lemma.as_str()]), lemma.len(), *lemma));
        if let Some(likeliest) = likeliest {
            words.entry(likeliest).or_default().push(form);
        }
    }
    let mut words: Vec<Vec<usize>> = words.into_values().collect();
    words.sort_by_key(|forms| Reverse(forms.len()));
    words
}

/// The stem that most of the forms have and no other word has taken; the likeliest one where all are taken.
fn stem<'n>(forms: &[usize], keys: &[u32], taken: &BTreeSet<u32>, name: &impl Fn(u32) -> &'n str) -> u32 {
    let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
    forms.iter().for_each(|&form| *votes.entry(keys[form]).or_default() += 1);
    let (stem, _) = (votes.into_iter())
        .min_by_key(|&(stem, count)| (taken.contains(&stem), Reverse(count), name(stem)))
        .expect("a word has forms");
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_the_stem_of_most_of_them() {
        let names = ["ps", "pes", "psik", "stat", "stal"];
        let (ps, pes, psik, stat, stal) = (0, 1, 2, 3, 4);
        // pes, psa, psom; psik; stat (state, or to become), stal, statu.
        let keys = [pes, ps, ps, psik, stat, stal, stat];
        let lemmas = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let said: [Vec<String>; 7] =
            [&["pes"][..], &["pes"], &["pes"], &[], &["stat", "stat se"], &["stat se"], &["stat"]]
                .map(lemmas);
        let found = by_lemma(&keys, &said, |stem| names[stem as usize]);
        assert_eq!(found, [ps, ps, ps, psik, stat, stal, stat]);
        let words = keys_of_lemmas(&found, &said, |stem| names[stem as usize]);
        assert_eq!(words.into_iter().collect::<Vec<_>>(), [("pes", ps), ("stat", stat), ("stat se", stal)]);
    }
}
