//! A lexicon: which words a form is a form of, where somebody has written it down.
//!
//! A site may have one for each language, as a table of forms ([`Table`]) or as a dictionary of the
//! spelling checker Hunspell ([`Hunspell`]), or both. It is asked about the words of the site when the search
//! index is made, and no part of what is published. Nothing here folds or ranks.

mod affixes;
mod hunspell;
mod table;

use std::borrow::Cow;

pub use hunspell::Hunspell;
pub use table::{Table, lines_without_form};

/// What is written down of a language's words.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// A table of forms.
    pub table: Option<Table>,
    /// A spelling dictionary.
    pub hunspell: Option<Hunspell>,
}

impl Lexicon {
    /// The words that `form` (in lower case) is a form of, sorted; none where it is unknown.
    pub fn lemmas(&self, form: &str) -> Vec<String> {
        let by_table = self.table.iter().flat_map(|table| table.lemmas(form)).map(str::to_owned);
        let by_rules = self.hunspell.iter().flat_map(|hunspell| hunspell.lemmas(form));
        let mut found: Vec<String> = by_table.chain(by_rules).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A file as text: what the label of its encoding says, else UTF-8. What it can't be read as becomes
/// replacement characters, which no word of a site has.
fn decoded<'b>(bytes: &'b [u8], label: &str) -> Cow<'b, str> {
    // Hunspell leaves out the hyphen in `ISO8859-2`, and calls Windows' pages by Microsoft's name.
    let usual = label.to_ascii_lowercase().replace("iso8859", "iso-8859").replace("microsoft-cp", "windows-");
    let encoding = encoding_rs::Encoding::for_label(usual.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0
}
