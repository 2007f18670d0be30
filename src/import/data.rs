//! What other tools say in YAML and TOML, as plain data.

use std::ops::Range;

use serde_json::Value;

use crate::diag::Checked;
use crate::notation::{Node, Origin};
use crate::path::SitePath;

/// What reads a notation.
pub(super) type Reader = fn(Origin<'_>, Range<usize>) -> Checked<Option<Node>>;

/// What `text` says; nothing where it cannot be understood.
pub(super) fn read(text: &str, reader: Reader) -> Value {
    let Some(file) = SitePath::new("data") else { return Value::Null };
    let node = reader(Origin { file: &file, text }, 0..text.len()).value;
    node.map_or(Value::Null, |node| node.to_json())
}
