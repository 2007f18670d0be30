//! Text analysis for search: how words are found in a text, folded, and keyed.
//!
//! The steps: [`tokens()`] finds the words, [`lower`] and [`fold`] bring each to a form in which
//! accents, capitals and spelling habits make no difference, and [`Endings`] says which forms
//! are forms of one word, by the endings of the language and the vocabulary of the site. The
//! browser does the same in `themes/default/js/search/analysis.js`; both read the examples of
//! `tests/fixtures/analysis`, so change both or neither. Nothing here ranks or indexes.

mod classes;
mod endings;
mod fold;
mod forms;
mod keys;
mod lemmas;
mod names;
mod rows;
mod tokens;

pub use classes::is_letter;
pub use endings::{Endings, Reading};
pub use fold::{fold, lower, small_letter};
pub use forms::{folded, is_form};
pub use keys::{Candidate, Joined, Jury, Stems, keys_by, may_be, stems_of};
pub use lemmas::{by_lemma, keys_of_lemmas};
pub use names::Names;
pub use rows::Row;
pub use tokens::{Token, is_spaceless, tokens};

#[cfg(test)]
mod examples;
