//! Sorting as a language's dictionaries do: Slovak `ch` after `h`, Estonian `z` after `s`.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use super::Lang;

/// Compares texts by the rules of one language. Costs a few microseconds to make and nothing
/// to keep: make one per language and share it between threads.
#[derive(Debug)]
pub struct Collator(CollatorBorrowed<'static>);

impl Collator {
    /// The rules of `lang`, else those that Unicode has for all languages. Runs of digits
    /// compare as numbers, so that "Step 10" follows "Step 9".
    pub fn of(lang: &Lang) -> Self {
        let collator = rules(lang.locale().into()).or_else(|| rules(CollatorPreferences::default()));
        Self(collator.expect("the rules for all languages are compiled in"))
    }

    /// Which comes first. Texts that differ only in what the rules ignore are equal; a caller
    /// that needs one order for all adds a second criterion.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.compare(a, b)
    }

    /// Bytes that compare as the text does, for sorting many by it.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        key
    }
}

/// A collator for `preferences` that reads digits as numbers; `None` without data for them.
fn rules(mut preferences: CollatorPreferences) -> Option<CollatorBorrowed<'static>> {
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tag: &str, words: &[&str]) -> Vec<String> {
        let collator = Collator::of(&Lang::new(tag).unwrap());
        let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        words.sort_by(|a, b| collator.compare(a, b));
        let mut by_key = words.clone();
        by_key.sort_by_key(|word| collator.sort_key(word));
        assert_eq!(words, by_key);
        words
    }

    #[test]
    fn each_language_has_its_alphabet() {
        assert_eq!(
            sorted("sk", &["iskra", "chlieb", "hora", "čaj", "cena"]),
            ["cena", "čaj", "hora", "chlieb", "iskra"]
        );
        assert_eq!(sorted("en", &["iskra", "chlieb", "hora", "cena"]), ["cena", "chlieb", "hora", "iskra"]);
        assert_eq!(
            sorted("et", &["täis", "zoo", "uus", "sina", "ära", "vesi"]),
            ["sina", "zoo", "täis", "uus", "vesi", "ära"]
        );
        assert_eq!(
            sorted("tr", &["ilk", "ısı", "hal", "jest", "çay", "cam"]),
            ["cam", "çay", "hal", "ısı", "ilk", "jest"]
        );
        assert_eq!(
            sorted("ro", &["țară", "timp", "șase", "sare", "ac", "înalt", "iz"]),
            ["ac", "iz", "înalt", "sare", "șase", "timp", "țară"]
        );
        assert_eq!(sorted("ar", &["ثقة", "اعتذار", "تواصل"]), ["اعتذار", "تواصل", "ثقة"]);
    }

    #[test]
    fn numbers_sort_by_value() {
        assert_eq!(sorted("en", &["Step 10", "Step 9"]), ["Step 9", "Step 10"]);
    }

    #[test]
    fn a_collator_can_be_shared() {
        fn shared<T: Send + Sync>() {}
        shared::<Collator>();
    }
}
