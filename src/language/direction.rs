//! Which way a language is written.

use icu_locale::{Direction as ScriptDirection, LanguageIdentifier, LocaleDirectionality};

use super::Lang;

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// As the attribute `dir` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Lang {
    /// The direction of the script that the language is usually written in, or of the one
    /// that the tag names (`az-Arab`).
    pub fn direction(&self) -> Direction {
        // The extended data knows the scripts of small languages; it is there anyway, because
        // nothing is loaded at run time.
        const DIRECTIONS: LocaleDirectionality = LocaleDirectionality::new_extended();
        let id: LanguageIdentifier = self.locale().id;
        match DIRECTIONS.get(&id) {
            Some(ScriptDirection::RightToLeft) => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides() {
        for tag in ["ar", "he", "fa", "ur", "ckb", "az-Arab", "ps", "dv", "ug", "yi"] {
            assert_eq!(Lang::new(tag).unwrap().direction(), Direction::Rtl, "{tag}");
        }
        for tag in ["en", "sk", "et", "tr", "ro", "zh-Hant", "az", "ar-Latn", "ku", "qqq"] {
            assert_eq!(Lang::new(tag).unwrap().direction(), Direction::Ltr, "{tag}");
        }
    }
}
