//! Edits of YAML, in block and flow style.

use super::{Attempt, Front, Setting, Wish, entries, entry, is_same};
use crate::notation::{self, Name, Node, Value};

type Entry = (Name, Node);

/// What nested keys are indented by where nothing shows the writer's habit.
const INDENT: &str = "  ";

/// The edit for a wish.
pub fn attempt(front: &Front<'_>, keys: &[&str], wish: &Wish<'_>) -> Attempt {
    match wish {
        Wish::Set(value) => set(front, &front.root, keys, *value),
        Wish::Add(text) => add(front, keys, text),
        Wish::Remove => remove(front, &front.root, keys),
    }
}

fn set(front: &Front<'_>, table: &Node, keys: &[&str], value: Setting<'_>) -> Attempt {
    let (key, rest) = keys.split_first()?;
    match entry(table, key) {
        None => insert(front, table, keys, value),
        Some(found) if rest.is_empty() => replace(front, found, value),
        Some(found @ (name, node)) => match &node.value {
            Value::Table(_) => set(front, node, rest, value),
            Value::Null if front.text[node.bytes.clone()].is_empty() => {
                let indent = format!("{}{INDENT}", front.before_in_line(name.bytes.start));
                let end = front.line_end(front.end_of(found, ':'));
                front.insert(end, lines(rest, &written(value, ""), &indent, front.newline))
            }
            Value::Null => front.edit(node.bytes.clone(), format!("{{{}}}", flow(rest, &written(value, "")))),
            _ => None,
        },
    }
}

/// Puts a new key at the end of a table.
fn insert(front: &Front<'_>, table: &Node, keys: &[&str], value: Setting<'_>) -> Attempt {
    let value = written(value, "");
    if is_flow(front, table) {
        return match entries(table).last() {
            None => front.insert(table.bytes.start + 1, flow(keys, &value)),
            Some(last) => front.insert(front.end_of(last, ':'), format!(", {}", flow(keys, &value))),
        };
    }
    let Some((first, last)) = entries(table).first().zip(entries(table).last()) else {
        return front.insert(front.content.end, lines(keys, &value, "", front.newline));
    };
    let indent = front.before_in_line(first.0.bytes.start);
    let at = match table.bytes == front.root.bytes {
        true => front.content.end,
        false => front.line_end(front.end_of(last, ':')),
    };
    front.insert(at, lines(keys, &value, indent, front.newline))
}

/// Gives another value to a key that has one.
fn replace(front: &Front<'_>, found: &Entry, value: Setting<'_>) -> Attempt {
    let (name, node) = found;
    let raw = &front.text[node.bytes.clone()];
    if is_block(raw, &node.value) {
        let colon = name.bytes.end + front.text[name.bytes.end..].find(':')? + 1;
        return front.edit(colon..front.end_of(found, ':'), format!(" {}", written(value, "")));
    }
    if raw.is_empty() {
        return front.insert(front.end_of(found, ':'), format!(" {}", written(value, "")));
    }
    front.edit(node.bytes.clone(), written(value, raw))
}

/// Adds to the end of a list.
fn add(front: &Front<'_>, keys: &[&str], text: &str) -> Attempt {
    let found = keys.iter().try_fold(&front.root, |table, key| entry(table, key).map(|(_, node)| node));
    let new = written(Setting::Text(text), "");
    match found.map(|node| (node, &node.value)) {
        None | Some((_, Value::Null)) => set(front, &front.root, keys, Setting::Texts(&[text])),
        Some((node, Value::List(list))) => match list.last() {
            None => front.insert(node.bytes.start + 1, new),
            Some(last) if front.text[node.bytes.clone()].starts_with('[') => {
                front.insert(last.bytes.end, format!(", {new}"))
            }
            Some(last) => {
                let line = front.before_in_line(last.bytes.start);
                let indent = &line[..line.len() - line.trim_start().len()];
                let end = front.end_of_value(last, ':').max(last.bytes.start);
                front.insert(front.line_end(end), format!("{indent}- {new}{}", front.newline))
            }
        },
        Some((_, Value::Table(_))) => None,
        Some((node, _)) => {
            front.edit(node.bytes.clone(), format!("[{}, {new}]", &front.text[node.bytes.clone()]))
        }
    }
}

fn remove(front: &Front<'_>, table: &Node, keys: &[&str]) -> Attempt {
    let (key, rest) = keys.split_first()?;
    let found = entry(table, key)?;
    if !rest.is_empty() && entries(&found.1).len() > 1 {
        return remove(front, &found.1, rest);
    }
    if is_flow(front, table) {
        return remove_flow(front, entries(table), found);
    }
    let start = front.line_start(found.0.bytes.start);
    front.edit(start..front.line_end(front.end_of(found, ':')), "")
}

/// Takes an entry and one of its commas out.
fn remove_flow(front: &Front<'_>, all: &[Entry], found: &Entry) -> Attempt {
    let at = all.iter().position(|entry| is_same(entry, found))?;
    match (all.get(at + 1), at.checked_sub(1).and_then(|before| all.get(before))) {
        (Some(next), _) => front.edit(found.0.bytes.start..next.0.bytes.start, ""),
        (None, Some(before)) => front.edit(front.end_of(before, ':')..front.end_of(found, ':'), ""),
        (None, None) => front.edit(found.0.bytes.start..front.end_of(found, ':'), ""),
    }
}

fn is_flow(front: &Front<'_>, table: &Node) -> bool {
    front.text[table.bytes.clone()].starts_with('{')
}

/// Whether a value takes lines of its own.
fn is_block(raw: &str, value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Table(_) => !raw.starts_with(['[', '{']),
        Value::Text(_) => raw.starts_with(['|', '>']) || raw.contains('\n') && !raw.starts_with(['"', '\'']),
        _ => false,
    }
}

/// `a.b = value` as lines of block style.
pub fn lines(keys: &[&str], value: &str, indent: &str, newline: &str) -> String {
    let mut lines = String::new();
    let mut indent = indent.to_owned();
    for (at, key) in keys.iter().enumerate() {
        let value = if at + 1 == keys.len() { format!(" {value}") } else { String::new() };
        lines.push_str(&format!("{indent}{key}:{value}{newline}"));
        indent.push_str(INDENT);
    }
    lines
}

/// `a.b = value` as an entry of flow style.
fn flow(keys: &[&str], value: &str) -> String {
    match keys {
        [] => value.to_owned(),
        [key] => format!("{key}: {value}"),
        [key, rest @ ..] => format!("{key}: {{{}}}", flow(rest, value)),
    }
}

/// A value as YAML has it, in the quotes of what stood there before.
pub fn written(value: Setting<'_>, before: &str) -> String {
    match value {
        Setting::Text(text) => scalar(text, before),
        Setting::Date(date) if before.starts_with(['"', '\'']) => scalar(&date.to_string(), before),
        Setting::Date(date) => date.to_string(),
        Setting::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| scalar(text, "")).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

/// A text in single or double quotes where some stood before, and else in those that it needs.
fn scalar(text: &str, before: &str) -> String {
    let same = match before.chars().next() {
        Some('\'') => notation::single_quoted(text),
        Some('"') => Some(notation::quoted(text)),
        _ => None,
    };
    same.unwrap_or_else(|| notation::yaml_text(text))
}
