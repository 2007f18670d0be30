//! A lexicon as a table: each line a word, a tab, and its forms, apart by tabs.

use rustc_hash::FxHashMap;

use crate::language::Lang;
use crate::language::analysis::lower;

/// For each form, in lower case, the words that it is a form of.
#[derive(Debug, Default)]
pub struct Table(FxHashMap<Box<str>, Vec<Box<str>>>);

impl Table {
    /// Reads a table. Empty lines and those that begin with `#` say nothing, like lines without a form.
    pub fn read(text: &str, lang: &Lang) -> Self {
        let mut all = Self::default();
        for (_, line) in said(text) {
            let mut words = line.split('\t').map(str::trim).filter(|word| !word.is_empty());
            let Some(lemma) = words.next() else { continue };
            let lemma: Box<str> = lower(lemma, lang).into();
            words.for_each(|form| all.add(&lower(form, lang), &lemma));
            all.add(&lemma, &lemma);
        }
        all
    }

    /// The words that `form` is a form of.
    pub fn lemmas(&self, form: &str) -> impl Iterator<Item = &str> {
        self.0.get(form).into_iter().flatten().map(|lemma| &**lemma)
    }

    fn add(&mut self, form: &str, lemma: &str) {
        match self.0.get_mut(form) {
            Some(lemmas) if lemmas.iter().any(|known| **known == *lemma) => {}
            Some(lemmas) => lemmas.push(lemma.into()),
            None => drop(self.0.insert(form.into(), vec![lemma.into()])),
        }
    }
}

/// The lines of a table that name a word and no form of it, each as bytes of the text.
pub fn lines_without_form(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let lone = said(text).filter(|(_, line)| !line.trim().contains('\t'));
    lone.map(|(start, line)| start..start + line.trim_end().len())
}

/// Lines that say something, and the byte that each begins with.
fn said(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    starts.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_may_be_of_several_words() {
        let text = "# forms\nbyť\tsom\tje\r\n\njesť\tje\tjem\nsám\n";
        let table = Table::read(text, &Lang::new("sk").unwrap());
        let lemmas = |form| table.lemmas(form).collect::<Vec<_>>();
        assert_eq!(lemmas("je"), ["byť", "jesť"]);
        assert_eq!(lemmas("jesť"), ["jesť"]);
        assert_eq!(lemmas("ona"), [""; 0]);
        let lone: Vec<&str> = lines_without_form(text).map(|bytes| &text[bytes]).collect();
        assert_eq!(lone, ["sám"]);
    }
}
