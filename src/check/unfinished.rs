//! Notes that writers left for themselves: `TODO`, `FIXME`, `TBD`, `XXX` in capitals.

use super::Text;
use crate::diag::{Code, Diagnostic};

const NOTES: [&str; 4] = ["TODO", "FIXME", "TBD", "XXX"];

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for block in &text.survey.blocks {
        let found = NOTES.iter().flat_map(|note| block.text.match_indices(note));
        for (at, word) in found.filter(|(at, word)| stands_alone(&block.text, *at, word)) {
            let message = format!("the text says `{word}`");
            notes.push(
                text.note_in(Code::Unfinished, block, at..at + word.len(), message).help(
                    "do it or take the note out; if readers are meant to see the word, write it as code",
                ),
            );
        }
    }
}

/// Whether the word is a note: by itself, and with nothing around it that makes it a name, such as
/// “the TODO list” or a phone number of `XXX`.
fn stands_alone(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + word.len()..].chars();
    let apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '!'));
    let begins = text[..at].trim().is_empty() || before.is_some_and(|c| matches!(c, '(' | '['));
    match after.next() {
        None => apart,
        Some(':') => apart,
        Some(')' | ']' | '.' | '!') => apart && after.next().is_none_or(char::is_whitespace),
        Some(c) => begins && c.is_whitespace() && word != "XXX",
    }
}
