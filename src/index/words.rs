//! What a language's index needs to know of its language: endings, and the words that
//! `site.toml` says something about.

use std::collections::{BTreeMap, BTreeSet};

use crate::key::Keyed;
use crate::language::Lang;
use crate::language::analysis::{Row, fold, lower, tokens};
use crate::settings::{LexiconFiles, SearchSettings};

/// A language of the index.
pub struct Language {
    /// Its tag.
    pub lang: Lang,
    /// Its endings.
    pub row: &'static Row,
    /// Groups of folded forms that belong together though no ending says so (`dieta`, `deti`): the site's.
    pub families: Vec<Vec<String>>,
    /// What somebody has written down of its words.
    pub lexicon: Option<Keyed<LexiconFiles>>,
    /// Folded words that are not indexed.
    pub stop_words: BTreeSet<String>,
    /// Groups of folded words (or phrases, words apart by spaces) that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

impl Language {
    /// Families of the language and of the site.
    pub fn families(&self) -> impl Iterator<Item = &Vec<String>> {
        self.row.families().iter().chain(&self.families)
    }

    /// Takes what the settings say about `lang`, and the names that its glossary has for one thing.
    pub fn new(lang: &Lang, settings: &SearchSettings, names: &[Vec<String>]) -> Self {
        let groups = |groups: &[Vec<String>]| -> Vec<Vec<String>> {
            let group = |group: &Vec<String>| group.iter().map(|phrase| folded(phrase, lang)).collect();
            groups.iter().map(group).collect()
        };
        let of_lang = |all: &BTreeMap<Lang, Vec<Vec<String>>>| all.get(lang).cloned().unwrap_or_default();
        let stop_words = settings.stop_words.get(lang).into_iter().flatten().map(|word| folded(word, lang));
        Self {
            lang: lang.clone(),
            row: Row::of(lang),
            families: groups(&of_lang(&settings.families)),
            lexicon: settings.lexicons.get(lang).cloned(),
            stop_words: stop_words.collect(),
            synonyms: [groups(&of_lang(&settings.synonyms)), groups(names)].concat(),
        }
    }
}

/// The folded words of a phrase, one space between them.
fn folded(phrase: &str, lang: &Lang) -> String {
    let mut words = Vec::new();
    tokens(phrase, |token| words.push(fold(&lower(&phrase[token.start..token.end], lang)).into_owned()));
    words.join(" ")
}
