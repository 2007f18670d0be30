//! YAML and TOML read into one shape: values that know where they stand.
//!
//! `site.toml`, theme files and front matter of both kinds become a [`Node`], and a
//! [`Fields`] reads a table key by key, collecting every problem instead of stopping at the
//! first: wrong types, bad dates, keys that are nearly known ones. The grammars are those of
//! the crates `granit-parser` and `toml`; here is only what we make of them, and how texts are written so
//! that they are read again.

pub mod address;
mod dates;
mod fields;
mod toml;
mod written;
mod yaml;

use std::ops::Range;

pub use fields::{Entry, Fields};
pub use toml::{file as toml_file, read as toml};
pub use written::{quoted, single_quoted, yaml_text};
pub use yaml::read as yaml;

use crate::diag::Place;
use crate::path::SitePath;

/// The text that a notation is read from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file.
    pub file: &'a SitePath,
    /// All of its text.
    pub text: &'a str,
}

impl<'a> Origin<'a> {
    /// The place of some bytes of it. What a parser says is not trusted: the place is within
    /// the text.
    pub fn place(&self, bytes: &Range<usize>) -> Place {
        let end = bytes.end.min(self.text.len());
        Place::new(self.file, bytes.start.min(end)..end)
    }

    /// The text as it is written at some bytes, quotes included.
    pub fn raw(&self, bytes: &Range<usize>) -> &'a str {
        self.text.get(bytes.clone()).unwrap_or("").trim()
    }
}

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

/// A value that remembers where in its file it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Bytes in the file.
    pub bytes: Range<u32>,
}

impl<T> Located<T> {
    /// The value with the bytes that it was read from.
    pub fn new(value: T, bytes: &Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { value, bytes: clamp(bytes.start)..clamp(bytes.end) }
    }

    /// The bytes, as ranges of texts have them.
    pub fn range(&self) -> Range<usize> {
        self.bytes.start as usize..self.bytes.end as usize
    }

    /// Another value that was made of this one.
    pub fn with<U>(&self, value: U) -> Located<U> {
        Located { value, bytes: self.bytes.clone() }
    }
}

impl Node {
    /// The value without its places, for templates and other programs.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            // JSON has no infinity; serde_json makes it null.
            Value::Float(value) => (*value).into(),
            Value::Text(value) => value.as_str().into(),
            Value::List(nodes) => nodes.iter().map(Node::to_json).collect(),
            Value::Table(entries) => {
                entries.iter().map(|(name, node)| (name.text.clone(), node.to_json())).collect()
            }
        }
    }

    /// What kind of value it is, in a writer's words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "`true` or `false`",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}
