//! Under which key each form of a language is filed, and from where else one is led there: by endings, by a
//! lexicon, and by the word families of `site.toml`.

use rayon::prelude::*;

use super::vocabulary::Words;
use super::words::Language;
use crate::language::analysis::{
    Candidate, Endings, Jury, by_lemma, fold, join, keys_of_lemmas, may_be, stems_of,
};
use crate::language::lexicon::Lexicon;

/// The key of each form: by endings, by what a lexicon says (words that each form is a form of), and by
/// families, which come with the candidates of their forms.
pub fn keys(
    forms: &[u32],
    words: &Words,
    lemmas: Option<&[Vec<String>]>,
    (families, candidates): (&[Vec<String>], Vec<Vec<Vec<Candidate>>>),
) -> Vec<u32> {
    let jury = Jury::new(words.stems(), forms.iter().map(|&form| words.candidates(form)));
    let by_endings: Vec<u32> = forms.par_iter().map(|&form| jury.key(words.candidates(form))).collect();
    let mut keys = match lemmas {
        Some(lemmas) => by_lemma(&by_endings, lemmas, |stem| words.stems().name(stem)),
        None => by_endings,
    };
    let key_of = |(form, candidates): (&String, Vec<Candidate>)| {
        let known = words.find_form(form).and_then(|form| forms.binary_search(&form).ok());
        known.map_or_else(|| jury.key(&candidates), |at| keys[at])
    };
    let families: Vec<Vec<u32>> = (families.iter().zip(candidates))
        .map(|(family, candidates)| family.iter().zip(candidates).map(key_of).collect())
        .collect();
    join(&mut keys, &families);
    keys
}

/// The folded words that a lexicon says each form is a form of, by all its spellings.
pub fn lemmas(present: &[u32], forms: &[u32], words: &Words, lexicon: &Lexicon) -> Vec<Vec<String>> {
    let of_surface = |&surface: &u32| -> Option<(usize, Vec<String>)> {
        let at = forms.binary_search(&words.form_of(surface)).ok()?;
        let lemmas = lexicon.lemmas(words.surface(surface));
        Some((at, lemmas.iter().map(|lemma| fold(lemma).into_owned()).collect()))
    };
    let found: Vec<_> = present.par_iter().filter_map(of_surface).collect();
    let mut all = vec![Vec::new(); forms.len()];
    found.into_iter().for_each(|(at, lemmas)| all[at].extend(lemmas));
    for lemmas in &mut all {
        lemmas.sort_unstable();
        lemmas.dedup();
    }
    all
}

/// A key that readers' words may have, how near it is to one (0 is nearest), and the key to look under.
pub type Reference = (String, u8, String);

/// From keys that readers' words may have by their endings to what a lexicon or word families gave the words.
pub fn references(
    forms: &[u32],
    keys: &[u32],
    words: &Words,
    (lemmas, language): (Option<&[Vec<String>]>, &Language),
) -> Vec<Reference> {
    let mut see = from_forms(forms, keys, words);
    see.extend(
        lemmas.into_iter().flat_map(|lemmas| from_absent(lemmas, keys, (words, language.row.endings()))),
    );
    see
}

/// From keys that forms of the site might have by their endings.
fn from_forms(forms: &[u32], keys: &[u32], words: &Words) -> Vec<Reference> {
    let name = |stem: u32| words.stems().name(stem).to_owned();
    let strange = |(form, key): (&u32, &u32)| -> Vec<Reference> {
        let candidates: &[Candidate] = words.candidates(*form);
        if may_be(candidates, *key) {
            return Vec::new();
        }
        stems_of(candidates).map(|stem| (name(stem), 1, name(*key))).collect()
    };
    forms.iter().zip(keys).flat_map(strange).collect()
}

/// From words that the site has in other forms only: who asks is likely to type the word itself.
fn from_absent(lemmas: &[Vec<String>], keys: &[u32], (words, endings): (&Words, &Endings)) -> Vec<Reference> {
    let name = |key: u32| words.stems().name(key).to_owned();
    let readings = |(lemma, key): (&str, u32)| -> Vec<Reference> {
        let near = |stem: &str| u8::from(stem != lemma);
        let stems = endings.readings(lemma).into_iter().map(|reading| reading.stem.into_owned());
        stems.map(|stem| (stem.clone(), near(&stem), name(key))).collect()
    };
    keys_of_lemmas(keys, lemmas, |stem| words.stems().name(stem)).into_iter().flat_map(readings).collect()
}
