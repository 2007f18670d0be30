//! What we know about human languages: tags, direction, sorting, plural forms, dates, names,
//! and, in [`analysis`], how words are folded and keyed for search.
//!
//! Everything comes from CLDR and Unicode by way of ICU4X; what differs from language to
//! language and is in neither stands in one file per language.

pub mod analysis;
mod tag;

pub use tag::Lang;
