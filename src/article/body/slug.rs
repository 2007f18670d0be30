//! Ids of headings as GitHub makes them, so that links that people already have keep working,
//! and the record of all ids of an article.

use std::collections::{HashMap, HashSet};

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// The ids given out so far.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// How often a heading's id was asked for again; GitHub numbers the later ones.
    repeats: HashMap<String, u32>,
    /// Ids that the writer chose: `{#id}` and `id="…"`.
    chosen: HashSet<String>,
}

impl Anchors {
    /// A free id for a heading that says `text`.
    pub fn for_heading(&mut self, text: &str) -> String {
        self.free(slug(text))
    }

    /// A free id for a term that is defined. It begins with `term-`, so that it never pushes a
    /// heading aside.
    pub fn for_term(&mut self, text: &str) -> String {
        self.free(format!("term-{}", slug(text)))
    }

    /// `base`, or `base-1`, `base-2` … when it is taken.
    fn free(&mut self, base: String) -> String {
        let mut id = base.clone();
        while self.repeats.contains_key(&id) {
            let repeats = self.repeats.entry(base.clone()).or_default();
            *repeats += 1;
            id = format!("{base}-{repeats}");
        }
        self.repeats.insert(id.clone(), 0);
        id
    }

    /// An id that the writer chose, changed if it is taken, and whether it was.
    pub fn choose(&mut self, id: &str) -> Chosen {
        if self.repeats.contains_key(id) || !self.chosen.insert(id.to_owned()) {
            return Chosen::Taken(self.free(id.to_owned()));
        }
        self.repeats.insert(id.to_owned(), 0);
        Chosen::Free
    }

    /// How a link in the page names `id`. Only what would end the address or be taken for an
    /// escape is encoded; browsers understand any script as it is.
    pub fn fragment(id: &str) -> String {
        id.replace('%', "%25").replace(' ', "%20")
    }

    /// An id in raw HTML, which is left as it is and does not push headings aside. Tells
    /// whether it is new.
    pub fn note(&mut self, id: &str) -> bool {
        self.chosen.insert(id.to_owned())
    }
}

/// What became of an id that the writer chose.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// It is used as it is.
    Free,
    /// It was taken; this one is used.
    Taken(String),
}

/// The text in lower case, spaces as hyphens, and only what can be part of a word kept.
pub(super) fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.chars().filter(|&c| is_kept(c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn is_kept(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ');
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    c.is_alphabetic()
        || GeneralCategoryGroup::Mark.contains(category)
        || matches!(category, GeneralCategory::DecimalNumber | GeneralCategory::ConnectorPunctuation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_github() {
        for (text, id) in [
            ("Hello, World!", "hello-world"),
            ("a -- b", "a----b"),
            ("snake_case & more", "snake_case--more"),
            ("Ďalšie kroky – čo teraz?", "ďalšie-kroky--čo-teraz"),
            ("İstanbul'da", "i̇stanbulda"),
            ("ما هو المصدر المفتوح؟", "ما-هو-المصدر-المفتوح"),
            ("ओपन सोर्स क्या है?", "ओपन-सोर्स-क्या-है"),
            ("1. Step №2 ½", "1-step-2-"),
            ("💡 Idea", "-idea"),
            ("", ""),
        ] {
            assert_eq!(slug(text), id, "{text}");
        }
    }

    #[test]
    fn later_ones_are_numbered_as_github_does() {
        let mut anchors = Anchors::default();
        let ids = ["foo", "foo", "foo-1", "foo", "Foo"].map(|text| anchors.for_heading(text));
        assert_eq!(ids, ["foo", "foo-1", "foo-1-1", "foo-2", "foo-3"]);
    }

    #[test]
    fn a_chosen_id_is_kept_and_a_second_one_reported() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.choose("x"), Chosen::Free);
        assert_eq!(anchors.choose("x"), Chosen::Taken("x-1".into()));
        assert_eq!(anchors.for_heading("x"), "x-2");
        assert!(anchors.note("raw"));
        assert!(!anchors.note("raw"));
    }
}
