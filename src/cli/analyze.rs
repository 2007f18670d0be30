//! `vade analyze`: what becomes of words, for those who tune endings or wonder about a query.

#![expect(clippy::disallowed_methods, reason = "reads the vocabulary that was named")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;

use super::arguments::Analyze;
use super::{Ending, Failure, Outcome, terminal};
use crate::language::Lang;
use crate::language::analysis::{Families, Row, fold, keys_by, lower};

/// Carries it out.
pub fn run(options: &Analyze) -> Outcome {
    let mut typed = String::new();
    std::io::stdin().read_to_string(&mut typed).map_err(|why| Failure(format!("standard input: {why}")))?;
    let vocabulary = match &options.vocabulary {
        Some(file) => {
            Some(fs::read_to_string(file).map_err(|why| Failure(format!("{}: {why}", file.display())))?)
        }
        None => None,
    };
    terminal::print(&table(&typed, vocabulary.as_deref(), &options.lang));
    Ok(Ending::Clean)
}

/// A line for each word: the word, its folded form, its key.
fn table(typed: &str, vocabulary: Option<&str>, lang: &Lang) -> String {
    let folded = |text: &str| -> Vec<String> {
        text.split_whitespace().map(|word| fold(&lower(word, lang)).into_owned()).collect()
    };
    let forms = folded(typed);
    let known: BTreeSet<String> = folded(vocabulary.unwrap_or(typed)).into_iter().collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let asked: Vec<&str> = forms.iter().map(String::as_str).collect();
    let keys = keys_by(&asked, &known, Row::of(lang).endings(), &Families::new());
    let lines = typed.split_whitespace().zip(&forms).zip(keys);
    lines.map(|((word, form), key)| format!("{word}\t{form}\t{key}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_keyed_by_each_other_or_by_a_vocabulary() {
        let lang = Lang::new("sk").unwrap();
        let alone = table("Zákazníkov zákazníkom", None, &lang);
        assert_eq!(alone, "Zákazníkov\tzakaznikov\tzakaznik\nzákazníkom\tzakaznikom\tzakaznik\n");
        let by = table("zákazníkov", Some("zákazník zákazníkom"), &lang);
        assert_eq!(by, "zákazníkov\tzakaznikov\tzakaznik\n");
    }
}
