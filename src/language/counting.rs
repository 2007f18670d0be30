//! Plural forms and numbers, by CLDR.

use std::cell::RefCell;
use std::collections::BTreeMap;

use icu_decimal::DecimalFormatter;
use icu_plurals::{PluralCategory, PluralRules};

use super::Lang;

/// What counting in one language needs; `None` where there is no data.
struct Counting {
    plurals: Option<PluralRules>,
    decimals: Option<DecimalFormatter>,
}

thread_local! {
    /// Made once per language and thread: the rules cannot be shared between threads, and
    /// every page counts something.
    static COUNTING: RefCell<BTreeMap<Lang, Counting>> = const { RefCell::new(BTreeMap::new()) };
}

/// Which plural form goes with `n` things: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn plural_category(lang: &Lang, n: u64) -> &'static str {
    with_counting(lang, |counting| match counting.plurals.as_ref().map(|rules| rules.category_for(n)) {
        Some(PluralCategory::Zero) => "zero",
        Some(PluralCategory::One) => "one",
        Some(PluralCategory::Two) => "two",
        Some(PluralCategory::Few) => "few",
        Some(PluralCategory::Many) => "many",
        Some(PluralCategory::Other) | None => "other",
    })
}

/// All plural forms that a language has, in CLDR's order; `other` is always among them.
pub fn plural_categories(lang: &Lang) -> Vec<&'static str> {
    const NAMES: [(&str, PluralCategory); 6] = [
        ("zero", PluralCategory::Zero),
        ("one", PluralCategory::One),
        ("two", PluralCategory::Two),
        ("few", PluralCategory::Few),
        ("many", PluralCategory::Many),
        ("other", PluralCategory::Other),
    ];
    with_counting(lang, |counting| {
        let used: Vec<_> = counting.plurals.iter().flat_map(PluralRules::categories).collect();
        let exists = |category| category == PluralCategory::Other || used.contains(&category);
        NAMES.iter().filter(|(_, category)| exists(*category)).map(|(name, _)| *name).collect()
    })
}

/// A number as the language groups and writes its digits.
pub fn format_number(lang: &Lang, n: u64) -> String {
    with_counting(lang, |counting| match &counting.decimals {
        Some(decimals) => decimals.format(&n.into()).to_string(),
        None => n.to_string(),
    })
}

fn with_counting<T>(lang: &Lang, work: impl FnOnce(&Counting) -> T) -> T {
    COUNTING.with_borrow_mut(|known| {
        if !known.contains_key(lang) {
            known.insert(lang.clone(), Counting::of(lang));
        }
        work(&known[lang])
    })
}

impl Counting {
    fn of(lang: &Lang) -> Self {
        let locale = lang.locale();
        Self {
            plurals: PluralRules::try_new_cardinal((&locale).into()).ok(),
            decimals: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(tag: &str, numbers: &[u64]) -> Vec<&'static str> {
        let lang = Lang::new(tag).unwrap();
        numbers.iter().map(|&n| plural_category(&lang, n)).collect()
    }

    #[test]
    fn each_language_counts_in_its_way() {
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(forms("sk", &[1, 2, 4, 5, 0]), ["one", "few", "few", "other", "other"]);
        assert_eq!(forms("ro", &[1, 2, 19, 20, 0]), ["one", "few", "few", "other", "few"]);
        for tag in ["en", "et", "tr"] {
            assert_eq!(forms(tag, &[0, 1, 2]), ["other", "one", "other"]);
        }
        assert_eq!(plural_categories(&Lang::new("ro").unwrap()), ["one", "few", "other"]);
        assert_eq!(plural_categories(&Lang::new("ja").unwrap()), ["other"]);
    }

    #[test]
    fn digits_are_grouped_as_the_language_has_it() {
        let number = |tag| format_number(&Lang::new(tag).unwrap(), 12345);
        assert_eq!(
            (number("en"), number("sk"), number("ro")),
            ("12,345".into(), "12\u{a0}345".into(), "12.345".into())
        );
        assert_eq!(number("tr"), "12.345");
        assert_eq!(number("et"), "12\u{a0}345");
    }
}
