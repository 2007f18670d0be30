//! The examples that Rust and JavaScript share, and promises about any text.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::language::Lang;

#[derive(Deserialize)]
struct Words {
    text: String,
    lang: String,
    words: Vec<String>,
    folded: Vec<String>,
}

#[derive(Deserialize)]
struct Read {
    lang: String,
    word: String,
    readings: Vec<(String, i32)>,
}

fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    tokens(text, |token| found.push(&text[token.start..token.end]));
    found
}

#[test]
fn words_are_found_and_folded_as_in_the_shared_examples() {
    let examples: Vec<Words> =
        serde_json::from_str(include_str!("../../../tests/fixtures/analysis/words.json")).unwrap();
    for example in examples {
        let lang = Lang::new(&example.lang).unwrap();
        let found = words(&example.text);
        assert_eq!(found, example.words, "{}", example.text);
        let folded: Vec<String> = found.iter().map(|word| fold(&lower(word, &lang)).into_owned()).collect();
        assert_eq!(folded, example.folded, "{}", example.text);
    }
}

#[test]
fn words_are_read_as_in_the_shared_examples() {
    let examples: Vec<Read> =
        serde_json::from_str(include_str!("../../../tests/fixtures/analysis/readings.json")).unwrap();
    for example in examples {
        let lang = Lang::new(&example.lang).unwrap();
        let found = Row::of(&lang).endings().readings(&example.word);
        let found: Vec<(String, i32)> =
            found.into_iter().map(|reading| (reading.stem.into_owned(), reading.prior)).collect();
        assert_eq!(found, example.readings, "{} {}", example.lang, example.word);
    }
}

proptest! {
    #[test]
    fn words_lie_in_order_inside_the_text(text in any::<String>()) {
        let mut last = 0;
        tokens(&text, |token| {
            assert!(token.start >= last && token.end > token.start);
            assert!(text.get(token.start..token.end).is_some());
            last = token.start;
        });
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let lang = Lang::new("tr").unwrap();
        for word in words(&text) {
            let once = fold(&lower(word, &lang)).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once.clone());
        }
    }
}
