//! The languages that have more than the Unicode rules: a row each, a table of endings, and families of
//! words that no ending tells.

use std::sync::LazyLock;

use super::endings::Table;
use super::{Endings, folded};
use crate::language::Lang;

/// What is known about the words of one language.
pub struct Row {
    /// The primary language subtag; a row serves all its regions and scripts.
    pub language: &'static str,
    /// The endings table, as the browser gets it.
    pub table: Table,
    endings: Endings,
    families: Vec<Vec<String>>,
}

/// Languages with a table. A new one is a line here and a file beside the others.
const TABLES: &[(&str, &str)] = &[
    ("ar", include_str!("endings/ar.json")),
    ("de", include_str!("endings/de.json")),
    ("el", include_str!("endings/el.json")),
    ("en", include_str!("endings/en.json")),
    ("es", include_str!("endings/es.json")),
    ("et", include_str!("endings/et.json")),
    ("hi", include_str!("endings/hi.json")),
    ("ja", include_str!("endings/ja.json")),
    ("ro", include_str!("endings/ro.json")),
    ("ru", include_str!("endings/ru.json")),
    ("sk", include_str!("endings/sk.json")),
    ("th", include_str!("endings/th.json")),
    ("tr", include_str!("endings/tr.json")),
    ("vi", include_str!("endings/vi.json")),
    ("zh", include_str!("endings/zh.json")),
];

/// Languages with words whose forms no ending tells. A line has the forms of one word, its base form first;
/// of forms that differ by an ending only, one is enough. A line that begins with `#` is a remark.
const FAMILIES: &[(&str, &str)] = &[
    ("ar", include_str!("families/ar.txt")),
    ("de", include_str!("families/de.txt")),
    ("el", include_str!("families/el.txt")),
    ("en", include_str!("families/en.txt")),
    ("es", include_str!("families/es.txt")),
    ("et", include_str!("families/et.txt")),
    ("ro", include_str!("families/ro.txt")),
    ("ru", include_str!("families/ru.txt")),
    ("sk", include_str!("families/sk.txt")),
];

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| TABLES.iter().map(|&(tag, json)| Row::read(tag, json)).collect());

/// Every other language: no endings, so that each form is a word of its own.
static PLAIN: LazyLock<Row> = LazyLock::new(|| Row::read("und", "{}"));

impl Row {
    /// The row of a language, regions and scripts aside.
    pub fn of(lang: &Lang) -> &'static Self {
        ROWS.iter().find(|row| row.language == lang.primary()).unwrap_or(&PLAIN)
    }

    /// Its endings.
    pub fn endings(&self) -> &Endings {
        &self.endings
    }

    /// Folded forms that belong together, by word.
    pub fn families(&self) -> &[Vec<String>] {
        &self.families
    }

    fn read(language: &'static str, json: &str) -> Self {
        let table: Table = serde_json::from_str(json).expect("a test reads every table");
        let families = FAMILIES.iter().filter(|(tag, _)| *tag == language);
        let families = families.flat_map(|(_, text)| read_families(language, text)).collect();
        Self { language, endings: Endings::new(&table), table, families }
    }
}

fn read_families(language: &str, text: &str) -> Vec<Vec<String>> {
    let lang = Lang::new(language).expect("a row's language is a tag");
    let family = |line: &str| {
        let mut forms: Vec<String> = Vec::new();
        for form in line.split_whitespace().map(|form| folded(form, &lang)) {
            // `deti` and `detí` are one without accents.
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(family).filter(|forms| !forms.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    /// Suffixes and prefixes, with the first letter of its class for each capital.
    fn affixes(table: &Table) -> impl Iterator<Item = String> {
        let letter = |char| table.classes.get(&char).and_then(|class| class.chars().next()).unwrap_or(char);
        let affixes = table.suffixes.keys().chain(table.prefixes.keys());
        affixes.map(move |affix| affix.chars().map(letter).collect())
    }

    #[test]
    fn every_table_is_read_and_speaks_of_folded_words() {
        assert_eq!(ROWS.len(), TABLES.len());
        for row in ROWS.iter() {
            // Where marks tell words apart, light words have theirs.
            let light = row.table.light.iter().filter(|_| !row.table.tones).cloned();
            let rewrites = row.table.rewrites.iter().map(|(from, _, _)| from.clone());
            for affix in affixes(&row.table).chain(rewrites).chain(light) {
                assert_eq!(fold(&affix), affix, "{}", row.language);
            }
        }
    }

    #[test]
    fn a_form_belongs_to_one_family() {
        for row in ROWS.iter() {
            let mut forms: Vec<&str> = row.families.iter().flatten().map(String::as_str).collect();
            forms.sort_unstable();
            let twice: Vec<&[&str]> = forms.windows(2).filter(|two| two[0] == two[1]).collect();
            assert!(twice.is_empty(), "{}: {twice:?}", row.language);
            let alone = row.families.iter().find(|family| family.len() < 2);
            assert_eq!(alone, None, "{}", row.language);
        }
        assert!(FAMILIES.iter().all(|(tag, _)| TABLES.iter().any(|(row, _)| row == tag)));
    }

    #[test]
    fn regions_share_a_row() {
        assert_eq!(Row::of(&Lang::new("en-GB").unwrap()).language, "en");
        assert_eq!(Row::of(&Lang::new("mt").unwrap()).language, "und");
    }
}
