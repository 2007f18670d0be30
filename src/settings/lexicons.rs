//! `lexicon/`: for a language, a table of forms (`sk.tsv`) or a dictionary of Hunspell (`sk.dic` and `sk.aff`).
//!
//! The files are only found here: reading a dictionary takes a while, and a build whose words are the same
//! as in the last one doesn't need it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Settings;
use crate::diag::{Code, Diagnostic, Place, text_of};
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::language::lexicon::{Hunspell, Lexicon, Table, lines_without_form};
use crate::source::{File, Tree};

/// Where the lexicons are.
const FOLDER: &str = "lexicon";

/// The files of one language's lexicon.
#[derive(Debug, Clone, Default)]
pub struct LexiconFiles {
    /// A table of forms; it is UTF-8.
    table: Option<Arc<[u8]>>,
    /// Hunspell's words.
    words: Option<Arc<[u8]>>,
    /// Hunspell's rules.
    rules: Option<Arc<[u8]>>,
}

impl LexiconFiles {
    /// Reads them.
    pub fn lexicon(&self, lang: &Lang) -> Lexicon {
        let table = self.table.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
        let both = self.rules.as_deref().zip(self.words.as_deref());
        Lexicon {
            table: table.map(|text| Table::read(text, lang)),
            hunspell: both.map(|(rules, words)| Hunspell::read(rules, words, lang)),
        }
    }
}

/// Finds the lexicons of a site's languages.
pub(super) fn read(tree: &Tree, settings: &mut Settings) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut found: BTreeMap<Lang, (Vec<Key>, LexiconFiles)> = BTreeMap::new();
    for file in tree.below(FOLDER) {
        let Some((name, extension)) = name(file) else { continue };
        let languages = settings.languages.iter().map(|language| &language.tag);
        let Some(lang) = languages.into_iter().find(|lang| lang.as_str().eq_ignore_ascii_case(name)) else {
            notes.push(unknown_language(file, name));
            continue;
        };
        let Some(bytes) = file.bytes().filter(|bytes| is_usable(file, bytes, extension, &mut notes)) else {
            continue;
        };
        let (keys, files) = found.entry(lang.clone()).or_default();
        keys.push(file.key);
        let part = match extension {
            "tsv" => &mut files.table,
            "dic" => &mut files.words,
            _ => &mut files.rules,
        };
        *part = Some(bytes.clone());
    }
    notes.extend(found.iter().filter_map(|(lang, (_, files))| half(tree, lang, files)));
    let keyed = |(lang, (keys, files))| (lang, Keyed::with_key(Key::of(&keys), files));
    settings.search.lexicons = found.into_iter().map(keyed).collect();
    notes
}

/// Language and extension of a file that is part of a lexicon; licences and the like may lie beside it.
fn name(file: &File) -> Option<(&str, &str)> {
    let (name, extension) = file.path.as_str().strip_prefix(FOLDER)?.strip_prefix('/')?.rsplit_once('.')?;
    matches!(extension, "tsv" | "dic" | "aff").then_some((name, extension))
}

/// Whether a file can be read; a table has to be UTF-8, and each of its lines should have a form.
fn is_usable(file: &File, bytes: &[u8], extension: &str, notes: &mut Vec<Diagnostic>) -> bool {
    if extension != "tsv" {
        return true;
    }
    let Some(text) = text_of(&file.path, bytes, notes) else { return false };
    let mut lone = lines_without_form(text);
    if let Some(first) = lone.next() {
        let others = lone.count();
        let message = match others {
            0 => "this line of the lexicon has no form".to_owned(),
            1 => "this line of the lexicon has no form, and 1 other hasn't".to_owned(),
            _ => format!("this line of the lexicon has no form, and {others} others haven't"),
        };
        let problem = Diagnostic::new(Code::InvalidLexicon, Place::new(&file.path, first), message);
        notes.push(problem.label("a word, a tab, and its forms, apart by tabs"));
    }
    true
}

fn unknown_language(file: &File, name: &str) -> Diagnostic {
    let message = format!("the site is not in the language of this lexicon, `{name}`");
    Diagnostic::new(Code::InvalidLexicon, Place::file(&file.path), message)
        .help("name it after a language of `site.toml`, as the folder in `content/` is named")
}

/// A dictionary without rules, or rules without a dictionary.
fn half(tree: &Tree, lang: &Lang, files: &LexiconFiles) -> Option<Diagnostic> {
    let (there, missing) = match (&files.words, &files.rules) {
        (Some(_), None) => ("dic", "aff"),
        (None, Some(_)) => ("aff", "dic"),
        _ => return None,
    };
    let path = |extension: &str| format!("{FOLDER}/{lang}.{extension}");
    let file = tree.below(FOLDER).find(|file| file.path.as_str().eq_ignore_ascii_case(&path(there)))?;
    let message = format!("this half of a dictionary is not used: there is no {}", path(missing));
    let help = "dictionaries of Hunspell are two files: words (.dic) and the rules of their forms (.aff)";
    Some(Diagnostic::new(Code::InvalidLexicon, Place::file(&file.path), message).help(help))
}
