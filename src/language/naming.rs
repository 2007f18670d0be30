//! Names of languages: in themselves, for readers, and in English, for messages.

use super::Lang;
use super::autonyms::AUTONYMS;

impl Lang {
    /// What the language calls itself, as a menu shows it (`Slovenčina`); the tag where nobody
    /// told CLDR. A dialect without a name of its own goes by the name of its language.
    pub fn autonym(&self) -> &str {
        self.row().map_or(self.as_str(), |row| row.1)
    }

    /// What English calls it (`Slovak`), for diagnostics; else the tag.
    pub fn english_name(&self) -> &str {
        self.row().map_or(self.as_str(), |row| row.2)
    }

    /// Whether CLDR has a name for the language: a tag that somebody most likely meant as one.
    pub fn is_known(&self) -> bool {
        self.row().is_some()
    }

    /// The language that people call `name`, in English or in itself.
    pub fn called(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let row = AUTONYMS.iter().find(|row| row.1.to_lowercase() == name || row.2.to_lowercase() == name)?;
        Self::new(row.0)
    }

    /// The entry of the table for the tag, or for what is left of it without its last parts.
    fn row(&self) -> Option<&'static (&'static str, &'static str, &'static str)> {
        let mut tag = self.as_str();
        loop {
            if let Ok(index) = AUTONYMS.binary_search_by(|row| row.0.cmp(tag)) {
                return AUTONYMS.get(index);
            }
            tag = &tag[..tag.rfind('-')?];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_show_languages_in_their_own_name() {
        let names = [
            ("sk", "Slovenčina"),
            ("et", "Eesti"),
            ("tr", "Türkçe"),
            ("ro", "Română"),
            ("ar", "العربية"),
            ("pt-BR", "Português (Brasil)"),
            ("zh-Hans", "简体中文"),
            ("sr-Latn", "Srpski (latinica)"),
            ("ka", "ქართული"),
            ("sk-SK", "Slovenčina"),
            ("qqq", "qqq"),
        ];
        for (tag, name) in names {
            assert_eq!(Lang::new(tag).unwrap().autonym(), name);
        }
        assert_eq!(Lang::new("de").unwrap().english_name(), "German");
        assert_eq!(Lang::called("slovenčina"), Lang::new("sk"));
        assert!(Lang::new("recovery").is_none() && !Lang::new("faq").unwrap().is_known());
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(AUTONYMS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(AUTONYMS.iter().all(|row| Lang::new(row.0).unwrap().as_str() == row.0));
    }
}
