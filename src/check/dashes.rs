//! A hyphen between spaces, where a dash is meant. Which dash, the house decides.

use super::{Find, Text};
use crate::article::BlockKind;
use crate::diag::{Code, Diagnostic};

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for block in text.survey.blocks.iter().filter(|block| block.kind != BlockKind::Cell) {
        let found = block.text.match_indices(" - ");
        let finds: Vec<Find> = found
            .filter(|(at, _)| is_between_words(&block.text, *at))
            .map(|(at, _)| Find { at: at + 1..at + 2, with: None })
            .collect();
        let message = "a hyphen between spaces, as if it were a dash";
        notes.extend(text.note_all(Code::HyphenForDash, block, &finds, message, "write `–` or `—`"));
    }
}

/// Between digits it may be a minus, and beside code part of it.
fn is_between_words(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + " - ".len()..].chars().next();
    before.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | '”' | '"' | '»'))
        && after.is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '„' | '“' | '"' | '«'))
}
