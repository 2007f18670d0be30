//! The words of a language in the order in which they are published: keys, the forms under
//! each, and the spellings of each form.
//!
//! It depends on which words there are and not on where, so that a change of an article that
//! brings no new word leaves it as it is.

use std::ops::Range;

use rayon::prelude::*;

use super::codec::push_front_coded;
use super::filing::{Filing, Reference, lemmas, references};
use super::vocabulary::{Vocabulary, Words};
use super::words::Language;
use crate::language::lexicon::Lexicon;

/// All words of a language.
pub struct Dictionary {
    /// Groups of forms with one key, sorted by key.
    pub groups: Vec<Group>,
    /// Numbers of the words, by key, folded form, and spelling.
    pub surfaces: Vec<u32>,
}

/// What is filed under a key.
pub struct Group {
    /// The key.
    pub key: String,
    /// The forms relative to the key, as they are published.
    pub forms: String,
    /// Its words in [`Dictionary::surfaces`].
    pub surfaces: Range<usize>,
}

/// A word and what it is sorted by, one after the other.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Filed<'a> {
    /// The place of its key among all keys, where that is known: it tells most words apart without
    /// a look at any letter.
    rank: u32,
    key: &'a str,
    folded: &'a str,
    surface: &'a str,
    number: u32,
}

/// The dictionary of the words whose numbers are `present`. `before` are the words of the last one
/// in their order, which is nearly that of this one: so there is little to sort.
pub fn dictionary(
    present: &[u32],
    before: &[u32],
    vocabulary: &Vocabulary,
    (language, lexicon): (&Language, Option<&Lexicon>),
) -> Dictionary {
    let families = language.families().map(|family| vocabulary.read_forms(family)).collect();
    let words = vocabulary.words();
    let mut forms: Vec<u32> = present.iter().map(|&surface| words.form_of(surface)).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|&form| !language.stop_words.contains(words.form(form)));
    let lemmas = lexicon.map(|lexicon| lemmas(present, &forms, &words, lexicon));
    let filing = Filing::of(&forms, &words, lemmas.as_deref(), families);
    let key_of = lookup(&forms, &filing.keys);
    // Only who has no order to go by gains by sorting the keys first, and by all threads.
    let rank_of = if before.is_empty() { ranks(&filing.keys, &words) } else { Vec::new() };
    let mut filed: Vec<Filed> = in_order(present, before)
        .into_par_iter()
        .filter_map(|number| {
            let form = words.form_of(number);
            let key = (*key_of.get(form as usize)?)?;
            let rank = rank_of.get(key as usize).copied().flatten().unwrap_or(0);
            let key = words.stems().name(key);
            Some(Filed { rank, key, folded: words.form(form), surface: words.surface(number), number })
        })
        .collect();
    if before.is_empty() {
        filed.par_sort_unstable();
    } else {
        filed.sort();
    }
    let mut groups = groups(&filed);
    refer(&mut groups, references(&forms, &filing, &words, (lemmas.as_deref(), language)));
    Dictionary { groups, surfaces: filed.into_iter().map(|word| word.number).collect() }
}

/// What belongs to each number: `values` one by one to `numbers`, nothing to those between.
fn lookup(numbers: &[u32], values: &[u32]) -> Vec<Option<u32>> {
    let mut lookup = vec![None; numbers.iter().max().map_or(0, |&last| last as usize + 1)];
    for (&number, &value) in numbers.iter().zip(values) {
        lookup[number as usize] = Some(value);
    }
    lookup
}

/// The place of each key among all `keys`, as they sort.
fn ranks(keys: &[u32], words: &Words) -> Vec<Option<u32>> {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.par_sort_unstable_by_key(|&key| words.stems().name(key));
    let ranks: Vec<u32> = (0..).take(sorted.len()).collect();
    lookup(&sorted, &ranks)
}

/// The numbers `present`, which are sorted: those of `before` in their order, then the others.
fn in_order(present: &[u32], before: &[u32]) -> Vec<u32> {
    let mut others = vec![false; present.last().map_or(0, |&last| last as usize + 1)];
    for &number in present {
        others[number as usize] = true;
    }
    let mut is_left = |number: &u32| others.get_mut(*number as usize).is_some_and(std::mem::take);
    let known: Vec<u32> = before.iter().copied().filter(&mut is_left).collect();
    known.into_iter().chain(present.iter().copied().filter(is_left)).collect()
}

fn groups(filed: &[Filed]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut start = 0;
    for same in filed.chunk_by(|a, b| a.key == b.key) {
        let end = start + same.len();
        groups.push(Group { key: same[0].key.to_owned(), forms: encode(same), surfaces: start..end });
        start = end;
    }
    groups
}

/// The forms of one key relative to it.
fn encode(same: &[Filed]) -> String {
    let mut out = String::new();
    let key = same[0].key;
    if matches!(same, [only] if only.folded == key) {
        return out;
    }
    for spellings in same.chunk_by(|a, b| a.folded == b.folded) {
        out.push(',');
        push_front_coded(&mut out, spellings[0].folded, key);
        // Spellings are told apart only where there are several.
        for word in spellings.iter().filter(|_| spellings.len() > 1) {
            out.push('=');
            push_front_coded(&mut out, word.surface, word.folded);
        }
    }
    out
}

/// Adds the nearest reference of each key where no words of their own are filed.
fn refer(groups: &mut Vec<Group>, mut see: Vec<Reference>) {
    see.sort_unstable();
    see.dedup_by(|a, b| a.0 == b.0);
    let known = |key: &str| groups.binary_search_by(|group| group.key.as_str().cmp(key)).is_ok();
    let new: Vec<Group> = (see.into_iter().filter(|(key, ..)| !known(key)))
        .map(|(key, _, see)| Group { key, forms: format!(">{see}"), surfaces: 0..0 })
        .collect();
    groups.extend(new);
    groups.sort_by(|a, b| a.key.cmp(&b.key));
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn words_keep_their_order_and_new_ones_follow() {
        assert_eq!(in_order(&[1, 2, 3, 5], &[5, 4, 1, 9]), [5, 1, 2, 3]);
        assert_eq!(in_order(&[1, 2], &[]), [1, 2]);
        assert_eq!(in_order(&[], &[3]), [0_u32; 0]);
    }
}
