//! Text in Arabic script with the comma, semicolon or question mark of the Latin one. Between
//! digits, and beside words in Latin letters, they are left alone.

use super::{Find, Text};
use crate::diag::{Code, Diagnostic};

/// Languages that write `،`, `؛` and `؟`.
const LANGUAGES: [&str; 7] = ["ar", "ckb", "fa", "ps", "sd", "ug", "ur"];

const MARKS: [(char, &str); 3] = [(',', "،"), (';', "؛"), ('?', "؟")];

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    if !text.is_in(&LANGUAGES) {
        return;
    }
    for block in &text.survey.blocks {
        let mut finds = Vec::new();
        for (at, mark) in block.text.match_indices([',', ';', '?']) {
            let before = block.text[..at].chars().next_back();
            let after = block.text[at + 1..].chars().next();
            if before.is_some_and(is_arabic) && after.is_none_or(|c| c.is_whitespace() || is_arabic(c)) {
                let right = MARKS.iter().find(|(wrong, _)| mark.starts_with(*wrong));
                finds.push(Find { at: at..at + 1, with: right.map(|(_, right)| (*right).to_owned()) });
            }
        }
        let message = "a Latin punctuation mark in a text in Arabic script";
        let help = "write `،`, `؛` and `؟`";
        notes.extend(text.note_all(Code::WrongPunctuation, block, &finds, message, help));
    }
}

/// Letters and the marks on them; no digits, no punctuation.
fn is_arabic(letter: char) -> bool {
    let block = matches!(letter, '\u{0620}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
    let mark = matches!(letter, '\u{064b}'..='\u{065f}' | '\u{0670}');
    block && (letter.is_alphabetic() || mark)
}
