//! The languages that have more than the Unicode rules: one row and one file each.

use std::sync::LazyLock;

use super::Endings;
use super::endings::Table;
use crate::language::Lang;

/// What is known about the words of one language.
pub struct Row {
    /// The primary language subtag; a row serves all its regions and scripts.
    pub language: &'static str,
    /// The endings table, as the browser gets it.
    pub table: Table,
    endings: Endings,
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

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| TABLES.iter().map(|&(tag, json)| Row::read(tag, json)).collect());

/// Every other language: no endings, so that each form is a word of its own.
static PLAIN: LazyLock<Row> = LazyLock::new(|| Row::read("und", "{}"));

impl Row {
    /// The row of a language, regions and scripts aside.
    pub fn of(lang: &Lang) -> &'static Self {
        let primary = lang.as_str().split('-').next().unwrap_or_default();
        ROWS.iter().find(|row| row.language == primary).unwrap_or(&PLAIN)
    }

    /// Its endings.
    pub fn endings(&self) -> &Endings {
        &self.endings
    }

    fn read(language: &'static str, json: &str) -> Self {
        let table: Table = serde_json::from_str(json).expect("a test reads every table");
        Self { language, endings: Endings::new(&table), table }
    }
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
    fn regions_share_a_row() {
        assert_eq!(Row::of(&Lang::new("en-GB").unwrap()).language, "en");
        assert_eq!(Row::of(&Lang::new("mt").unwrap()).language, "und");
    }
}
