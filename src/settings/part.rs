//! Which part of a site is made: `vade build --lang` makes the files of one language, so that a
//! build can be split among machines. Every part knows the whole site; files that belong to no
//! language are the same in all.

use crate::diag::did_you_mean;
use crate::language::Lang;
use crate::path::OutPath;

use super::Settings;

/// Whose files are made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// Everyone's.
    #[default]
    Whole,
    /// Those of one language and those of none.
    Language(Lang),
}

/// Where the search index has a folder for each language.
const INDEX: &str = "search/";

impl Settings {
    /// The language that somebody asks for, if the site has it. The error is a line for whoever asked.
    pub fn language(&self, wanted: &Lang) -> Result<&Lang, String> {
        let tags = || self.languages.iter().map(|language| &language.tag);
        tags().find(|tag| *tag == wanted).ok_or_else(|| {
            let all: Vec<&str> = tags().map(Lang::as_str).collect();
            let meant = did_you_mean(wanted.as_str(), all.iter().copied());
            format!("the site is not in `{wanted}`, only in {}{meant}", all.join(", "))
        })
    }

    /// Whether the pages and the search index of a language are made.
    pub fn makes_language(&self, lang: &Lang) -> bool {
        match &self.part {
            Part::Whole => true,
            Part::Language(only) => only == lang,
        }
    }

    /// Whether a file is made: one in the folder of another language is not.
    pub fn makes(&self, out: &OutPath) -> bool {
        let path = out.as_str().strip_prefix(INDEX).unwrap_or(out.as_str());
        let Some((folder, _)) = path.split_once('/').filter(|_| self.prefixed) else { return true };
        self.languages
            .iter()
            .find(|language| language.tag.as_str() == folder)
            .is_none_or(|language| self.makes_language(&language.tag))
    }
}
