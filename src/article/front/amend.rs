//! Changes single fields of front matter and leaves every other byte as it is: comments, the
//! order of keys, quotes, line ends.
//!
//! The steps: find the field by the places that the parsers know, make the smallest edit in the
//! manner of what stands around it, then read the result again. An edit after which anything
//! but the one field reads differently is refused and not made, whatever the reason.

mod toml;
mod yaml;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::split::{self, Beginning, Notation};
use crate::edit::{self, Edit};
use crate::notation::{self, Name, Node, Origin, Value};
use crate::path::SitePath;

/// What a field is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting<'a> {
    /// A text.
    Text(&'a str),
    /// A day.
    Date(Date),
    /// A list of texts.
    Texts(&'a [&'a str]),
}

/// Why a field cannot be changed, for the person whose file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The edit after which `key` (a field, or `table.field`) has the value; nothing where it has
/// it already. A file without front matter gets some.
pub fn set(file: &SitePath, text: &str, key: &str, value: Setting<'_>) -> Result<Option<Edit>, Refusal> {
    amend(file, text, key, &Wish::Set(value))
}

/// The edit after which the list `key` has `entry`, too, at its end. A single text becomes a list.
pub fn add(file: &SitePath, text: &str, key: &str, entry: &str) -> Result<Option<Edit>, Refusal> {
    amend(file, text, key, &Wish::Add(entry))
}

/// The edit after which there is no `key`; a table that only held this is gone, too.
pub fn remove(file: &SitePath, text: &str, key: &str) -> Result<Option<Edit>, Refusal> {
    amend(file, text, key, &Wish::Remove)
}

/// What is to happen to a field.
enum Wish<'a> {
    Set(Setting<'a>),
    Add(&'a str),
    Remove,
}

/// Front matter that is to be changed.
struct Front<'a> {
    file: &'a SitePath,
    text: &'a str,
    notation: Notation,
    /// Where it stands, without the lines that enclose it.
    content: std::ops::Range<usize>,
    root: Node,
    /// How its lines end.
    newline: &'static str,
}

/// `None` is for shapes that have no safe edit.
type Attempt = Option<Edit>;

fn amend(file: &SitePath, text: &str, key: &str, wish: &Wish<'_>) -> Result<Option<Edit>, Refusal> {
    let keys: Vec<&str> = key.split('.').collect();
    let refusal = |why: &str| Refusal(format!("`{key}` of {file} cannot be changed: {why}"));
    let before = read(file, text).map_err(refusal)?;
    let now = before.as_ref().map_or(json!({}), |front| front.root.to_json());
    let expected =
        wished(now.clone(), &keys, wish).ok_or_else(|| refusal("it has a value of another kind"))?;
    if expected == now || now.is_null() && expected == json!({}) {
        return Ok(None);
    }
    let attempt = match (&before, wish) {
        (None, Wish::Set(value)) => Some(fresh(file, text, &keys, *value)),
        (None, Wish::Add(entry)) => Some(fresh(file, text, &keys, Setting::Texts(&[*entry]))),
        (None, Wish::Remove) => None,
        (Some(front), wish) if front.notation == Notation::Yaml => yaml::attempt(front, &keys, wish),
        (Some(front), wish) => toml::attempt(front, &keys, wish),
    };
    let edit = attempt.filter(|edit| holds(file, text, edit, &expected));
    edit.map(Some)
        .ok_or_else(|| refusal("its front matter is written in a way that only a person can change"))
}

/// The front matter as it stands, if there is any.
fn read<'a>(file: &'a SitePath, text: &'a str) -> Result<Option<Front<'a>>, &'static str> {
    let origin = Origin { file, text };
    let (notation, content) = match split::split(text) {
        Beginning::Text(_) => return Ok(None),
        Beginning::Unterminated { .. } => return Err("the front matter is never closed"),
        Beginning::Front { notation, content, .. } => (notation, content),
    };
    let parsed = match notation {
        Notation::Yaml => notation::yaml(origin, content.clone()),
        Notation::Toml => notation::toml(origin, content.clone()),
    };
    let root = parsed.value.filter(|_| parsed.notes.is_empty()).ok_or("the front matter has mistakes")?;
    let newline = newline_of(text);
    Ok(Some(Front { file, text, notation, content, root, newline }))
}

/// How the first line ends, as the others are taken to.
fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Front matter for a file that has none.
fn fresh(file: &SitePath, text: &str, keys: &[&str], value: Setting<'_>) -> Edit {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let newline = newline_of(text);
    let lines = yaml::lines(keys, &yaml::written(value, ""), "", newline);
    let gap = if text[start..].trim_start_matches('\r').starts_with('\n') { "" } else { newline };
    Edit::insertion(file, start, format!("---{newline}{lines}---{newline}{gap}"))
}

/// The whole front matter as it is to be read afterwards; nothing where a value is in the way.
fn wished(mut all: Json, keys: &[&str], wish: &Wish<'_>) -> Option<Json> {
    if all.is_null() {
        all = json!({});
    }
    let (last, above) = keys.split_last()?;
    if matches!(wish, Wish::Remove) {
        return without(all, keys);
    }
    let mut table = all.as_object_mut()?;
    for key in above {
        let inner = table.entry(*key).or_insert_with(|| json!({}));
        if inner.is_null() {
            *inner = json!({});
        }
        table = inner.as_object_mut()?;
    }
    let value = match wish {
        Wish::Set(Setting::Text(text)) => json!(text),
        Wish::Set(Setting::Date(date)) => json!(date.to_string()),
        Wish::Set(Setting::Texts(texts)) => json!(texts),
        Wish::Add(entry) => extended(table.get(*last), entry)?,
        Wish::Remove => return None,
    };
    table.insert((*last).to_owned(), value);
    Some(all)
}

/// The list with an entry at its end, unless it has it.
fn extended(list: Option<&Json>, entry: &str) -> Option<Json> {
    let mut list = match list {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(entries)) => entries.clone(),
        Some(Json::Object(_)) => return None,
        Some(single) => vec![single.clone()],
    };
    if !list.iter().any(|known| known == entry) {
        list.push(json!(entry));
    }
    Some(Json::Array(list))
}

fn without(mut all: Json, keys: &[&str]) -> Option<Json> {
    let (first, rest) = keys.split_first()?;
    let table = all.as_object_mut()?;
    if rest.is_empty() {
        table.shift_remove(*first);
    } else if let Some(inner) = table.get(*first).filter(|inner| inner.is_object()) {
        let before = inner.clone();
        let inner = without(before.clone(), rest)?;
        if inner == before {
            return Some(all);
        }
        if inner == json!({}) {
            table.shift_remove(*first);
        } else {
            table.insert((*first).to_owned(), inner);
        }
    }
    Some(all)
}

/// Whether the edit does what it is for and nothing else.
fn holds(file: &SitePath, text: &str, edit: &Edit, expected: &Json) -> bool {
    let after = edit::apply(text, std::slice::from_ref(edit));
    let body = |text: &str| match split::split(text) {
        Beginning::Text(body) | Beginning::Front { body, .. } | Beginning::Unterminated { body, .. } => {
            text[body..].trim_start().to_owned()
        }
    };
    let json = match read(file, &after) {
        Ok(Some(front)) => front.root.to_json(),
        Ok(None) => json!({}),
        Err(_) => return false,
    };
    let same = json == *expected || json.is_null() && *expected == json!({});
    same && body(text) == body(&after)
}

impl Front<'_> {
    fn edit(&self, bytes: std::ops::Range<usize>, with: impl Into<String>) -> Attempt {
        Some(Edit::new(self.file, bytes, with))
    }

    fn insert(&self, at: usize, with: impl Into<String>) -> Attempt {
        self.edit(at..at, with)
    }

    /// Where the line of the byte at `at` begins.
    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Where the line after that of the byte at `at` begins, at most at the end of the front matter.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.find('\n').map_or(self.text.len(), |newline| at + newline + 1).min(self.content.end)
    }

    /// What stands before the byte at `at` in its line.
    fn before_in_line(&self, at: usize) -> &str {
        &self.text[self.line_start(at)..at]
    }

    /// Where an entry ends, without white space; values that are not written end after their key.
    fn end_of(&self, (name, node): &(Name, Node), separator: char) -> usize {
        let after = &self.text[name.bytes.end..];
        let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
        let separated = if after[gap..].starts_with(separator) { gap + separator.len_utf8() } else { 0 };
        self.end_of_value(node, separator).max(name.bytes.end + separated)
    }

    /// Where a value ends. Parsers take what follows a list without brackets to be part of it, up
    /// to the next key: comments and blank lines are not.
    fn end_of_value(&self, node: &Node, separator: char) -> usize {
        let raw = self.text.get(node.bytes.clone()).unwrap_or_default();
        match &node.value {
            Value::Null if node.bytes.is_empty() => 0,
            Value::List(nodes) if !raw.starts_with('[') => {
                nodes.last().map_or(0, |last| self.end_of_value(last, separator))
            }
            Value::Table(entries) if !raw.starts_with('{') => {
                entries.last().map_or(0, |last| self.end_of(last, separator))
            }
            _ => self.text[..node.bytes.end.min(self.content.end)].trim_end().len(),
        }
    }
}

/// The entry of a table.
fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n (Name, Node)> {
    entries(node).iter().find(|(name, _)| name.text == key)
}

fn entries(node: &Node) -> &[(Name, Node)] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// Whether two entries mean the same place of one table.
fn is_same(a: &(Name, Node), b: &(Name, Node)) -> bool {
    a.0.bytes == b.0.bytes
}

#[cfg(test)]
mod tests;
