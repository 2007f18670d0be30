//! Whether a word is a form of another, where being wrong is worse than missing one: the keys of the
//! search index are made to find much, so that a form has to look like its word, too.

use super::{fold, lower};
use crate::language::Lang;

/// Words of up to as many letters have to be in a form as they are.
const SHORTEST: usize = 3;

/// Letters of articles and prepositions before a word, and of endings after it, at most.
const LONGEST_PREFIX: usize = 3;
const LONGEST_ENDING: usize = 5;

/// Whether a word is all in a form, but for its last letter; both folded.
pub fn is_form(word: &str, form: &str) -> bool {
    let (length, longer) = (word.chars().count(), form.chars().count());
    let kept = if length > SHORTEST { length - 1 } else { length };
    let start: String = word.chars().take(kept).collect();
    let before = form.find(&start).map(|at| form[..at].chars().count());
    before.is_some_and(|before| before <= LONGEST_PREFIX) && longer <= length + LONGEST_ENDING
}

/// A word as it is compared: in lower case, accents folded as the language allows.
pub fn folded(word: &str, lang: &Lang) -> String {
    fold(&lower(word, lang)).into_owned()
}
