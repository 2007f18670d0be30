//! Under which key each form of a language is filed, and from where else one is led there: by endings, by a
//! lexicon, and by the word families of the language and of `site.toml`.

use rayon::prelude::*;

use super::vocabulary::Words;
use super::words::Language;
use crate::language::analysis::{
    Candidate, Endings, Joined, Jury, by_lemma, fold, keys_of_lemmas, may_be, stems_of,
};
use crate::language::lexicon::Lexicon;

/// A form of a family, folded, and how it may be read.
pub type Relative = (String, Vec<Candidate>);

/// Where forms are filed.
pub struct Filing {
    /// The key of each form.
    pub keys: Vec<u32>,
    /// What the site doesn't have of the families, each with the key of its family.
    absent: Vec<(Relative, u32)>,
}

impl Filing {
    /// Files each form: by endings, by what a lexicon says (words that each form is a form of), and by families.
    pub fn of(
        forms: &[u32],
        words: &Words,
        lemmas: Option<&[Vec<String>]>,
        families: Vec<Vec<Relative>>,
    ) -> Self {
        let jury = Jury::new(words.stems(), forms.iter().map(|&form| words.candidates(form)));
        let by_endings: Vec<u32> = forms.par_iter().map(|&form| jury.key(words.candidates(form))).collect();
        let mut keys = match lemmas {
            Some(lemmas) => by_lemma(&by_endings, lemmas, |stem| words.stems().name(stem)),
            None => by_endings,
        };
        let at = |form: &str| words.find_form(form).and_then(|form| forms.binary_search(&form).ok());
        let key = |(form, candidates): &Relative| {
            at(form).map_or_else(|| jury.key_of_absent(form, candidates), |at| keys[at])
        };
        let mut joined = Joined::default();
        families.iter().for_each(|family| joined.join(family.iter().map(key)));
        let absent = families.into_iter().flatten().filter(|(form, _)| at(form).is_none());
        let absent = absent
            .map(|relative| {
                let key = joined.key(key(&relative));
                (relative, key)
            })
            .collect();
        keys.iter_mut().for_each(|key| *key = joined.key(*key));
        Self { keys, absent }
    }
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
    filing: &Filing,
    words: &Words,
    (lemmas, language): (Option<&[Vec<String>]>, &Language),
) -> Vec<Reference> {
    let mut see = from_forms(forms, &filing.keys, words);
    see.extend(from_relatives(filing, words));
    see.extend(
        (lemmas.into_iter())
            .flat_map(|lemmas| from_absent(lemmas, &filing.keys, (words, language.row.endings()))),
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

/// From forms of families that the site has in other forms only, and from what differs from them by an ending.
fn from_relatives(filing: &Filing, words: &Words) -> Vec<Reference> {
    let name = |key: u32| words.stems().name(key).to_owned();
    let mut filed = filing.keys.clone();
    filed.sort_unstable();
    let found = filing.absent.iter().filter(|(_, key)| filed.binary_search(key).is_ok());
    let readings = |((form, candidates), key): &(Relative, u32)| -> Vec<Reference> {
        let near = |stem: &str| u8::from(stem != form);
        stems_of(candidates).map(|stem| (name(stem), near(words.stems().name(stem)), name(*key))).collect()
    };
    found.flat_map(readings).collect()
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
