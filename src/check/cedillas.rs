//! Romanian with the cedillas of Turkish: `ş` and `ţ`, which old keyboards had, for `ș` and `ț`.
//!
//! A name from Turkish keeps its `ş`: a word with a letter that Romanian doesn't have, or has in
//! foreign words only, is left alone.

use super::{Find, Text};
use crate::diag::{Code, Diagnostic};

const LETTERS: [(char, &str); 4] = [('ş', "ș"), ('ţ', "ț"), ('Ş', "Ș"), ('Ţ', "Ț")];

const FOREIGN: [char; 13] = ['k', 'K', 'q', 'w', 'W', 'y', 'Y', 'ğ', 'ı', 'İ', 'ö', 'ü', 'ç'];

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    if !text.is_in(&["ro"]) || !text.source.contains(['ş', 'ţ', 'Ş', 'Ţ']) {
        return;
    }
    for block in &text.survey.blocks {
        let finds: Vec<Find> = block
            .text
            .char_indices()
            .filter_map(|(at, letter)| {
                let (_, right) = LETTERS.iter().find(|(wrong, _)| *wrong == letter)?;
                let native = !word_at(&block.text, at).contains(FOREIGN);
                native.then(|| Find { at: at..at + letter.len_utf8(), with: Some((*right).to_owned()) })
            })
            .collect();
        let message = "a letter with a cedilla, which Romanian doesn't have";
        let help = "write `ș` and `ț`, with a comma below";
        notes.extend(text.note_all(Code::WrongLetter, block, &finds, message, help));
    }
}

/// The word around an offset.
fn word_at(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |after| at + after);
    &text[start..end]
}
