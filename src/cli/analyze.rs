//! `vade analyze`: what becomes of words, for those who tune endings or wonder about a query.

#![expect(clippy::disallowed_methods, reason = "reads the vocabulary that was named")]

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Read;
use std::path::Path;

use super::arguments::Analyze;
use super::{Ending, Failure, Outcome, terminal};
use crate::language::Lang;
use crate::language::analysis::{Row, fold, keys_by, lower};
use crate::language::lexicon::{Hunspell, Lexicon, Table};

/// Carries it out.
pub fn run(options: &Analyze) -> Outcome {
    let mut typed = String::new();
    std::io::stdin().read_to_string(&mut typed).map_err(|why| Failure(format!("standard input: {why}")))?;
    let read = |file: &Path| fs::read(file).map_err(|why| Failure(format!("{}: {why}", file.display())));
    let text = |file: &Path| {
        let bytes = read(file)?;
        String::from_utf8(bytes).map_err(|_| Failure(format!("{}: this is not UTF-8", file.display())))
    };
    let vocabulary = options.vocabulary.as_deref().map(text).transpose()?;
    let lexicon = match options.lexicon.as_deref() {
        None => Lexicon::default(),
        Some(file) if file.extension().is_some_and(|extension| extension == "dic") => {
            let hunspell = Hunspell::read(&read(&file.with_extension("aff"))?, &read(file)?, &options.lang);
            Lexicon { hunspell: Some(hunspell), table: None }
        }
        Some(file) => Lexicon { table: Some(Table::read(&text(file)?, &options.lang)), hunspell: None },
    };
    terminal::print(&table(&typed, vocabulary.as_deref(), &options.lang, &lexicon));
    Ok(Ending::Clean)
}

/// A line for each word: the word, its folded form, its key.
fn table(typed: &str, vocabulary: Option<&str>, lang: &Lang, lexicon: &Lexicon) -> String {
    let mut lemmas: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut folded = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| lower(word, lang));
        let form = |word: Cow<str>| {
            let form = fold(&word).into_owned();
            let found = lexicon.lemmas(&word).into_iter().map(|lemma| fold(&lemma).into_owned());
            lemmas.entry(form.clone()).or_default().extend(found);
            form
        };
        words.map(form).collect()
    };
    let forms = folded(typed);
    let known: BTreeSet<String> = folded(vocabulary.unwrap_or(typed)).into_iter().collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let asked: Vec<&str> = forms.iter().map(String::as_str).collect();
    let lemmas_of = |form: &str| lemmas.get(form).into_iter().flatten().cloned().collect();
    let row = Row::of(lang);
    let keys = keys_by(&asked, &known, (row.endings(), row.families()), lemmas_of);
    let lines = typed.split_whitespace().zip(&forms).zip(keys);
    lines.map(|((word, form), key)| format!("{word}\t{form}\t{key}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_keyed_by_each_other_or_by_a_vocabulary() {
        let lang = Lang::new("sk").unwrap();
        let none = Lexicon::default();
        let alone = table("Zákazníkov zákazníkom", None, &lang, &none);
        assert_eq!(alone, "Zákazníkov\tzakaznikov\tzakaznik\nzákazníkom\tzakaznikom\tzakaznik\n");
        let by = table("zákazníkov", Some("zákazník zákazníkom"), &lang, &none);
        assert_eq!(by, "zákazníkov\tzakaznikov\tzakaznik\n");
    }

    #[test]
    fn a_lexicon_joins_forms_that_endings_keep_apart() {
        let lang = Lang::new("sk").unwrap();
        let lexicon =
            Lexicon { table: Some(Table::read("človek\tľudia\tľuďmi\n", &lang)), ..Lexicon::default() };
        let found = table("ľuďmi ĽUDIA človek", None, &lang, &lexicon);
        let keys: Vec<&str> = found.lines().filter_map(|line| line.split('\t').nth(2)).collect();
        assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0]), "{found}");
    }
}
