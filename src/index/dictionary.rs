//! The words of a language in the order in which they are published: keys, the forms under
//! each, and the spellings of each form.
//!
//! It depends on which words there are and not on where, so that a change of an article that
//! brings no new word leaves it as it is.

use std::ops::Range;

use rayon::prelude::*;

use super::codec::push_front_coded;
use super::lexicon::{Lexicon, Words};
use super::words::Language;
use crate::language::analysis::{Candidate, Jury, may_be, stems_of};

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

/// A word and what it is sorted by.
struct Filed<'a> {
    key: &'a str,
    folded: &'a str,
    surface: &'a str,
    number: u32,
}

/// The dictionary of the words whose numbers are `present`. `before` are the words of the last one
/// in their order, which is nearly that of this one: so there is little to sort.
pub fn dictionary(present: &[u32], before: &[u32], lexicon: &Lexicon, language: &Language) -> Dictionary {
    let families = lexicon.families(&language.families);
    let words = lexicon.words();
    let mut forms: Vec<u32> = present.iter().map(|&surface| words.form_of(surface)).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|&form| !language.stop_words.contains(words.form(form)));
    let jury = Jury::new(words.stems(), forms.iter().map(|&form| words.candidates(form)), &families);
    let keys: Vec<u32> = forms.par_iter().map(|&form| jury.key(words.candidates(form))).collect();
    let mut filed: Vec<Filed> = in_order(present, before)
        .into_par_iter()
        .filter_map(|number| {
            let form = words.form_of(number);
            let key = keys[forms.binary_search(&form).ok()?];
            let (key, folded) = (words.stems().name(key), words.form(form));
            Some(Filed { key, folded, surface: words.surface(number), number })
        })
        .collect();
    let order = |a: &Filed, b: &Filed| (a.key, a.folded, a.surface).cmp(&(b.key, b.folded, b.surface));
    // Only the one that has nothing to go by is worth all threads.
    if before.is_empty() {
        filed.par_sort_unstable_by(order)
    } else {
        filed.sort_by(order)
    }
    let mut groups = groups(&filed);
    if !families.is_empty() {
        refer(&mut groups, references(&forms, &keys, &words));
    }
    Dictionary { groups, surfaces: filed.into_iter().map(|word| word.number).collect() }
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

/// For keys that readers' words may have, the key that a word family gave them.
fn references(forms: &[u32], keys: &[u32], words: &Words) -> Vec<(String, String)> {
    let name = |stem: u32| words.stems().name(stem).to_owned();
    let strange = |(form, key): (&u32, &u32)| -> Vec<(String, String)> {
        let candidates: &[Candidate] = words.candidates(*form);
        if may_be(candidates, *key) {
            return Vec::new();
        }
        stems_of(candidates).map(|stem| (name(stem), name(*key))).collect()
    };
    let mut see: Vec<(String, String)> = forms.iter().zip(keys).flat_map(strange).collect();
    see.sort_unstable();
    see.dedup_by(|a, b| a.0 == b.0);
    see
}

/// Adds references where no words of their own are filed.
fn refer(groups: &mut Vec<Group>, see: Vec<(String, String)>) {
    let known = |key: &str| groups.binary_search_by(|group| group.key.as_str().cmp(key)).is_ok();
    let new: Vec<Group> = (see.into_iter().filter(|(key, _)| !known(key)))
        .map(|(key, see)| Group { key, forms: format!(">{see}"), surfaces: 0..0 })
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
