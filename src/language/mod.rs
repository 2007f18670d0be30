//! What we know about human languages: tags, direction, sorting, plural forms, dates, names,
//! and, in [`analysis`] and [`lexicon`], how words are folded and keyed for search.
//!
//! Everything comes from CLDR and Unicode by way of ICU4X; what differs from language to
//! language and is in neither stands in one file per language.

pub mod analysis;
mod autonyms;
mod collation;
mod counting;
mod dates;
mod detect;
mod direction;
pub mod furniture;
pub mod lexicon;
mod months;
mod naming;
mod quotes;
mod tag;
mod ties;

pub use collation::Collator;
pub use counting::{format_number, plural_categories, plural_category};
pub use dates::{date_fields, format_date, unknown_date_field};
pub use direction::Direction;
pub use months::Months;
pub use quotes::{Quotes, quotes};
pub use tag::Lang;
pub use ties::{TIE, Ties, ties};
