//! The site that `vade init` makes: in every combination of its languages it builds without a
//! complaint, and every language has the same files.

use vademecum::compiler::Compiler;
use vademecum::language::Lang;
use vademecum::source::Tree;
use vademecum::starter::{Wish, site, speaks};

use crate::support;

const LANGUAGES: [&str; 6] = ["en", "sk", "et", "tr", "ro", "ar"];

fn new_site(name: &str, languages: &[&str]) -> Tree {
    let languages = languages.iter().map(|tag| Lang::new(tag).expect("a tag")).collect();
    site(&Wish { name: name.to_owned(), languages })
}

/// Every set of the languages that has at least one.
fn combinations() -> impl Iterator<Item = Vec<&'static str>> {
    (1..1 << LANGUAGES.len()).map(|set: usize| {
        (0..LANGUAGES.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| LANGUAGES[bit]).collect()
    })
}

#[test]
fn every_combination_of_languages_builds_without_a_complaint() {
    let mut compiler = Compiler::default();
    for languages in combinations() {
        let tree = new_site("My handbook", &languages);
        let built = compiler.compile(&tree, &support::mode());
        assert!(built.notes.is_empty(), "{languages:?}: {}", support::printed(&built.notes, &tree));
        let homes = languages
            .iter()
            .all(|lang| built.value.files.contains_key(format!("{lang}/index.html").as_str()));
        assert!(homes, "{languages:?}");
    }
}

#[test]
fn vade_check_finds_nothing_in_one_language_or_in_all() {
    let mut compiler = Compiler::default();
    for languages in LANGUAGES.iter().map(std::slice::from_ref).chain([&LANGUAGES[..]]) {
        let tree = new_site("My handbook", languages);
        let found = compiler.check(&tree, &support::mode()).expect("it is checked");
        assert!(found.notes.is_empty(), "{languages:?}: {}", support::printed(&found.notes, &tree));
    }
}

#[test]
fn a_language_without_texts_gets_english_ones_that_say_so() {
    let tree = new_site("My handbook", &["de"]);
    let built = Compiler::default().compile(&tree, &support::mode());
    // That the theme doesn't speak German is said, and is all.
    let codes: Vec<_> = built.notes.iter().map(|note| note.code.name()).collect();
    assert_eq!(codes, ["missing-string"], "{}", support::printed(&built.notes, &tree));
    assert!(!speaks(&Lang::new("de").unwrap()) && speaks(&Lang::new("ar-EG").unwrap()));
    let home = support::text(&built.value, "de/index.html");
    assert!(support::main_element(&home).contains("Write yours in German"), "{home}");
}

/// What says so stands on every page of such a language, however long the language's name is.
#[test]
fn what_stands_for_a_missing_translation_is_no_repeated_text() {
    let tree = new_site("My handbook", &["en", "de", "fr", "ja", "zh-Hant-HK", "sr-Latn-BA"]);
    let found = Compiler::default().check(&tree, &support::mode()).expect("it is checked");
    // True they are: the theme doesn't speak these languages, and its English is seen in some.
    let told = ["missing-string", "foreign-text"];
    let others: Vec<_> = found.notes.iter().filter(|note| !told.contains(&note.code.name())).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn any_name_is_written_as_it_was_given() {
    for name in ["O'Neil & \"Sons\"", "Príručka: #1", "دليل \\ العمل", "true"] {
        let tree = new_site(name, &["en", "ar"]);
        let built = Compiler::default().compile(&tree, &support::mode());
        assert!(built.notes.is_empty(), "{name}: {}", support::printed(&built.notes, &tree));
        let index: serde_json::Value =
            serde_json::from_str(&support::text(&built.value, "index.json")).expect("JSON");
        assert_eq!(index["site"]["title"], name);
    }
}
