//! The words of a language, numbered: each is lower-cased, folded and read once, however many
//! articles have it, and from then on is a number.
//!
//! A vocabulary outlives the build. Which number a word has depends on who asked first, so
//! nothing that is published may; whoever writes words sorts them.

use std::borrow::Cow;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::language::Lang;
use crate::language::analysis::{Candidate, Endings, Names, Reading, Row, Stems, fold, lower};

/// All words that a language's articles have had.
#[derive(Debug)]
pub struct Vocabulary {
    lang: Lang,
    words: RwLock<Words>,
}

/// What is known of the words.
#[derive(Debug, Default)]
pub struct Words {
    /// Words that are written otherwise than the surface, capitals for one.
    written: Names,
    /// The surface of each of them; `None` where folding leaves nothing.
    surface_of: Vec<Option<u32>>,
    surfaces: Names,
    /// Form of each surface.
    form_of: Vec<u32>,
    forms: Names,
    /// Candidates of all forms, one after the other, and where those of each form end.
    candidates: Vec<Candidate>,
    ends: Vec<u32>,
    stems: Stems,
}

impl Vocabulary {
    /// An empty one.
    pub fn new(lang: &Lang) -> Self {
        Self { lang: lang.clone(), words: RwLock::default() }
    }

    /// The number of the lower-case word of each of `written`, `None` where folding leaves nothing.
    pub fn numbers(&self, written: &[&str]) -> Vec<Option<u32>> {
        let mut found = self.words().find(written);
        if found.iter().any(Option::is_none) {
            let new = self.read(written, &found);
            // Others wait while words are added, so all that can be is done before.
            let endings = self.endings();
            let readings: Vec<_> = new.iter().map(|(_, _, folded)| endings.readings(folded)).collect();
            let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
            for ((at, surface, folded), readings) in new.iter().zip(readings) {
                found[*at] = Some(words.add(written[*at], surface, folded, readings));
            }
        }
        found.into_iter().map(Option::flatten).collect()
    }

    /// The words as they are now.
    pub fn words(&self) -> RwLockReadGuard<'_, Words> {
        self.words.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Folded forms that the site need not have, each with its candidates.
    pub fn read_forms(&self, forms: &[String]) -> Vec<(String, Vec<Candidate>)> {
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let mut read = |form: &String| words.stems.candidates(self.endings().readings(form));
        forms.iter().map(|form| (form.clone(), read(form))).collect()
    }

    fn endings(&self) -> &'static Endings {
        Row::of(&self.lang).endings()
    }

    /// Index, lower-case word and folded form of those that were not found.
    fn read<'w>(
        &self,
        written: &[&'w str],
        found: &[Option<Option<u32>>],
    ) -> Vec<(usize, Cow<'w, str>, String)> {
        let new = (0..).zip(written).zip(found).filter(|(_, found)| found.is_none());
        new.map(|((at, word), _)| {
            let surface = lower(word, &self.lang);
            let folded = fold(&surface).into_owned();
            (at, surface, folded)
        })
        .collect()
    }
}

impl Words {
    /// How many surfaces there are.
    pub fn len(&self) -> usize {
        self.surfaces.len()
    }

    /// The lower-case word of this number.
    pub fn surface(&self, surface: u32) -> &str {
        self.surfaces.get(surface)
    }

    /// Number of the folded form of a surface.
    pub fn form_of(&self, surface: u32) -> u32 {
        self.form_of[surface as usize]
    }

    /// The folded form of this number.
    pub fn form(&self, form: u32) -> &str {
        self.forms.get(form)
    }

    /// The number of a folded form, if any surface has it.
    pub fn find_form(&self, form: &str) -> Option<u32> {
        self.forms.find(form)
    }

    /// What the form may be filed under.
    pub fn candidates(&self, form: u32) -> &[Candidate] {
        let start = form.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.candidates[start as usize..self.ends[form as usize] as usize]
    }

    /// The stems of all forms.
    pub fn stems(&self) -> &Stems {
        &self.stems
    }

    /// What is known of each of `written`; an outer `None` where it is new.
    fn find(&self, written: &[&str]) -> Vec<Option<Option<u32>>> {
        // What is in lower case is its own surface: lower-casing twice is lower-casing once.
        let known = self.surfaces.find_all(written).into_iter().zip(written);
        known.map(|(known, word)| known.map(Some).or_else(|| self.find_written(word))).collect()
    }

    fn find_written(&self, word: &str) -> Option<Option<u32>> {
        self.written.find(word).map(|number| self.surface_of[number as usize])
    }

    fn add(&mut self, written: &str, surface: &str, folded: &str, readings: Vec<Reading<'_>>) -> Option<u32> {
        let number = (!folded.is_empty()).then(|| self.add_surface(surface, folded, readings));
        if number.is_none() || surface != written {
            self.add_written(written, number);
        }
        number
    }

    fn add_written(&mut self, written: &str, surface: Option<u32>) {
        if self.written.number(written) as usize == self.surface_of.len() {
            self.surface_of.push(surface);
        }
    }

    fn add_surface(&mut self, surface: &str, folded: &str, readings: Vec<Reading<'_>>) -> u32 {
        let number = self.surfaces.number(surface);
        if number as usize == self.form_of.len() {
            let form = self.forms.number(folded);
            if form as usize == self.ends.len() {
                self.candidates.extend(self.stems.candidates(readings));
                self.ends.push(self.candidates.len() as u32);
            }
            self.form_of.push(form);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_by_their_lower_case() {
        let vocabulary = Vocabulary::new(&Lang::new("sk").unwrap());
        let numbers = vocabulary.numbers(&["Žiadosť", "žiadosť", "ziadost", "\u{640}"]);
        assert_eq!(numbers, [Some(0), Some(0), Some(1), None]);
        assert_eq!(vocabulary.numbers(&["\u{640}", "ŽIADOSŤ", "ziadost"]), [None, Some(0), Some(1)]);
        let words = vocabulary.words();
        assert_eq!((words.surface(0), words.form(words.form_of(0))), ("žiadosť", "ziadost"));
        assert_eq!(words.form_of(0), words.form_of(1));
    }
}
