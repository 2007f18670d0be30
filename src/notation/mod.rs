//! YAML and TOML read into one shape: values that know where they stand.
//!
//! `site.toml`, theme files and front matter of both kinds become a [`Node`], and a
//! [`Fields`] reads a table key by key, collecting every problem instead of stopping at the
//! first: wrong types, bad dates, keys that are nearly known ones.

use std::ops::Range;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Bytes in the file, quotes included.
    pub bytes: Range<usize>,
}

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// YAML's `null` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A text. TOML's dates and times are texts, too, as they are written.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(Vec<(Name, Node)>),
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its text.
    pub text: String,
    /// Bytes in the file.
    pub bytes: Range<usize>,
}
