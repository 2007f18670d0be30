//! Spaces that don't belong: before a comma or a full stop; and those that are missing in the dates
//! of Slovak and Czech (`1. 5. 2026`).

use std::ops::Range;

use super::{Find, Text};
use crate::article::{Block, BlockKind};
use crate::diag::{Code, Diagnostic};

/// Longest year.
const YEAR: usize = 4;

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for block in text.survey.blocks.iter().filter(|block| block.kind != BlockKind::Cell) {
        let finds = before_marks(block);
        let message = "a space before a punctuation mark";
        notes.extend(text.note_all(Code::WrongSpace, block, &finds, message, "take the space out"));
    }
    if text.is_in(&["sk", "cs"]) {
        for block in &text.survey.blocks {
            let message = "a date without spaces";
            let help = "write spaces behind the points: `1. 5. 2026`";
            notes.extend(text.note_all(Code::WrongSpace, block, &dates(&block.text), message, help));
        }
    }
}

/// `word , word` and `word .`
fn before_marks(block: &Block) -> Vec<Find> {
    let text = &block.text;
    let marks = text.match_indices([',', '.', '،']);
    let finds = marks.filter_map(|(at, mark)| {
        let words = text[..at].strip_suffix(' ')?;
        let after = text[at + mark.len()..].chars().next();
        let ends = after.is_none_or(char::is_whitespace);
        (ends && words.ends_with(char::is_alphabetic))
            .then(|| Find { at: at - 1..at, with: Some(String::new()) })
    });
    finds.collect()
}

/// `1.5.2026`
fn dates(text: &str) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let run = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - start);
        let at = start..start + run;
        let before = text[..start].chars().next_back();
        if before.is_none_or(|c| c.is_whitespace() || c == '(') {
            finds.extend(
                date(&text[at.clone()])
                    .map(|(length, with)| Find { at: start..start + length, with: Some(with) }),
            );
        }
        from = at.end.max(start + 1);
    }
    finds
}

/// A run of digits and points as a date with spaces, and how much of the run it is.
fn date(run: &str) -> Option<(usize, String)> {
    let run = run.trim_end_matches('.');
    let parts: Vec<&str> = run.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let within = |part: &str, range: Range<u32>| {
        part.len() <= 2 && part.parse().is_ok_and(|number| range.contains(&number))
    };
    (within(day, 1..32)
        && within(month, 1..13)
        && year.len() == YEAR
        && (year.starts_with("19") || year.starts_with("20")))
    .then(|| (run.len(), format!("{day}. {month}. {year}")))
}
