//! Straight quotation marks and apostrophes, where the texts of the language have proper ones. A
//! site that writes straight ones throughout means it; so does one whose `smart_punctuation`
//! bends them.

use std::collections::BTreeMap;

use super::{Find, Text, Whole};
use crate::article::{Block, BlockKind};
use crate::diag::{Code, Diagnostic};
use crate::language::quotes;

/// How many times more blocks with proper marks than with straight ones there must be, for the
/// straight ones to be slips.
const CLEARLY: usize = 4;

const PROPER: [char; 9] = ['“', '”', '„', '‚', '‘', '’', '«', '»', '「'];

const STRAIGHT: [char; 2] = ['"', '\''];

/// Blocks of one language.
#[derive(Default)]
struct Count {
    proper: usize,
    straight: usize,
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    if whole.site.settings.markdown.smart_punctuation {
        return;
    }
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for text in whole.texts {
        let count = counts.entry(text.lang.as_str()).or_default();
        count.proper += text.survey.blocks.iter().filter(|block| block.text.contains(PROPER)).count();
        count.straight += text.survey.blocks.iter().filter(|block| block.text.contains(STRAIGHT)).count();
    }
    for text in whole.texts {
        let count = &counts[text.lang.as_str()];
        if count.proper > CLEARLY * count.straight {
            look_at(text, notes);
        }
    }
}

fn look_at(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for block in text.survey.blocks.iter().filter(|block| block.kind != BlockKind::Cell) {
        let finds = finds(text, block);
        let outer = quotes(text.lang).outer;
        let help = format!("this language has {}…{} and ’", outer[0], outer[1]);
        let message = "a straight quotation mark or apostrophe";
        notes.extend(text.note_all(Code::StraightQuote, block, &finds, message, &help));
    }
}

fn finds(text: &Text<'_>, block: &Block) -> Vec<Find> {
    let pairs = pairs(&block.text);
    let marks = block.text.match_indices(STRAIGHT);
    let finds = marks.filter_map(|(at, mark)| {
        let before = block.text[..at].chars().next_back();
        let after = block.text[at + 1..].chars().next();
        // Feet and inches, minutes and seconds.
        if before.is_some_and(char::is_numeric) {
            return None;
        }
        let inside = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
        let with = match mark {
            "'" if inside => Some("’".to_owned()),
            "\"" => {
                let outer = quotes(text.lang).outer;
                let opens = pairs.as_ref().and_then(|pairs| pairs.iter().position(|pair| *pair == at));
                opens.map(|number| outer[number % 2].to_owned())
            }
            _ => None,
        };
        Some(Find { at: at..at + 1, with })
    });
    finds.collect()
}

/// The double quotes of a text in order, if it is certain which of them open: every other one
/// stands at the beginning of a word, the others at the end of one.
fn pairs(text: &str) -> Option<Vec<usize>> {
    let marks = text.match_indices('"').map(|(at, _)| at);
    let marks: Vec<usize> = marks.filter(|&at| !text[..at].ends_with(char::is_numeric)).collect();
    let certain = marks.len().is_multiple_of(2)
        && marks.iter().enumerate().all(|(number, &at)| {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            let outside = |c: Option<char>| {
                c.is_none_or(|c| {
                    c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.' | ';' | ':' | '!' | '?')
                })
            };
            let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '"');
            match number % 2 {
                0 => outside(before) && inside(after),
                _ => inside(before) && outside(after),
            }
        });
    certain.then_some(marks)
}
