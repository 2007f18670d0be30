//! Edits of TOML: keys of their own, dotted keys, inline tables and `[tables]`.

use super::{Attempt, Front, Setting, Wish, entries, entry, is_same};
use crate::notation::{self, Name, Node, Value};

type Entry = (Name, Node);

/// How a table is written.
enum Manner {
    /// `{ a = 1 }`.
    Inline,
    /// `[table]` on a line of its own.
    Header,
    /// `table.a = 1`.
    Dotted,
}

/// The edit for a wish.
pub fn attempt(front: &Front<'_>, keys: &[&str], wish: &Wish<'_>) -> Attempt {
    match wish {
        Wish::Set(value) => set(front, keys, *value),
        Wish::Add(text) => add(front, keys, text),
        Wish::Remove => remove(front, keys),
    }
}

fn set(front: &Front<'_>, keys: &[&str], value: Setting<'_>) -> Attempt {
    match (keys, entry(&front.root, keys.first()?)) {
        ([_], Some((_, node))) => replace(front, node, value),
        ([key], None) => front.insert(end_of_top(front), line(front, key, value)),
        ([table, key], None) => {
            let blank = if front.text[front.content.clone()].trim().is_empty() { "" } else { front.newline };
            let line = line(front, key, value);
            front.insert(front.content.end, format!("{blank}[{table}]{}{line}", front.newline))
        }
        ([table, key], Some(found)) => match entry(&found.1, key) {
            Some((_, node)) => replace(front, node, value),
            None => insert(front, table, found, key, value),
        },
        _ => None,
    }
}

fn replace(front: &Front<'_>, node: &Node, value: Setting<'_>) -> Attempt {
    front.edit(node.bytes.clone(), written(value, &front.text[node.bytes.clone()]))
}

/// Puts a new key at the end of a table that is there.
fn insert(front: &Front<'_>, table: &str, found: &Entry, key: &str, value: Setting<'_>) -> Attempt {
    let (name, node) = found;
    let last = entries(node).last();
    match (manner(front, found)?, last) {
        (Manner::Inline, None) => {
            front.edit(node.bytes.clone(), format!("{{ {key} = {} }}", written(value, "")))
        }
        (Manner::Inline, Some(last)) => {
            front.insert(front.end_of(last, '='), format!(", {key} = {}", written(value, "")))
        }
        (Manner::Header, _) => {
            let end = last.map_or(name.bytes.end, |last| front.end_of(last, '='));
            let indent = last.map_or("", |last| front.before_in_line(last.0.bytes.start));
            front.insert(front.line_end(end), format!("{indent}{}", line(front, key, value)))
        }
        (Manner::Dotted, last) => {
            let key = format!("{table}.{key}");
            front.insert(front.line_end(front.end_of(last?, '=')), line(front, &key, value))
        }
    }
}

fn add(front: &Front<'_>, keys: &[&str], text: &str) -> Attempt {
    let found = keys.iter().try_fold(&front.root, |table, key| entry(table, key).map(|(_, node)| node));
    let new = written(Setting::Text(text), "");
    match found.map(|node| (node, &node.value)) {
        None => set(front, keys, Setting::Texts(&[text])),
        Some((node, Value::List(list))) => match list.last() {
            None => front.insert(node.bytes.start + 1, new),
            Some(last) => {
                // A list over several lines has a line for each entry.
                let line = front.before_in_line(last.bytes.start);
                let gap = if line.trim().is_empty() && front.line_start(last.bytes.start) > node.bytes.start {
                    format!("{}{line}", front.newline)
                } else {
                    " ".to_owned()
                };
                front.insert(last.bytes.end, format!(",{gap}{new}"))
            }
        },
        Some((_, Value::Table(_))) => None,
        Some((node, _)) => {
            front.edit(node.bytes.clone(), format!("[{}, {new}]", &front.text[node.bytes.clone()]))
        }
    }
}

fn remove(front: &Front<'_>, keys: &[&str]) -> Attempt {
    let found = entry(&front.root, keys.first()?)?;
    let [_, key] = keys else {
        return match manner(front, found) {
            Some(Manner::Header | Manner::Dotted) => None,
            _ => remove_line(front, found),
        };
    };
    let inner = entry(&found.1, key)?;
    match (manner(front, found)?, entries(&found.1).len()) {
        (Manner::Inline, 1) => remove_line(front, found),
        (Manner::Inline, _) => remove_inline(front, entries(&found.1), inner),
        (Manner::Header, 1) => {
            let start = front.line_start(found.0.bytes.start);
            front.edit(start..front.line_end(front.end_of(inner, '=')), "")
        }
        (Manner::Header | Manner::Dotted, _) => remove_line(front, inner),
    }
}

fn remove_line(front: &Front<'_>, found: &Entry) -> Attempt {
    let start = front.line_start(found.0.bytes.start);
    front.edit(start..front.line_end(front.end_of(found, '=')), "")
}

/// Takes an entry and one of its commas out.
fn remove_inline(front: &Front<'_>, all: &[Entry], found: &Entry) -> Attempt {
    let at = all.iter().position(|entry| is_same(entry, found))?;
    match (all.get(at + 1), at.checked_sub(1).and_then(|before| all.get(before))) {
        (Some(next), _) => front.edit(found.0.bytes.start..next.0.bytes.start, ""),
        (None, Some(before)) => front.edit(front.end_of(before, '=')..front.end_of(found, '='), ""),
        (None, None) => None,
    }
}

/// How a table is written; nothing for what is none.
fn manner(front: &Front<'_>, (name, node): &Entry) -> Option<Manner> {
    let Value::Table(_) = node.value else { return None };
    if front.before_in_line(name.bytes.start).trim_start().starts_with('[') {
        return Some(Manner::Header);
    }
    let after = front.text[name.bytes.end..].trim_start_matches([' ', '\t', '"', '\'']);
    Some(if after.starts_with('.') { Manner::Dotted } else { Manner::Inline })
}

/// Where a key that belongs to no table may be added: after the last such key.
fn end_of_top(front: &Front<'_>) -> usize {
    let mut end = front.content.start;
    for found in entries(&front.root) {
        let last = match manner(front, found) {
            Some(Manner::Header) => None,
            Some(Manner::Dotted) => entries(&found.1).last().map(|inner| front.end_of(inner, '=')),
            Some(Manner::Inline) => Some(front.end_of(found, '=')),
            // `[[tables]]` are lists of tables.
            None if front.before_in_line(found.0.bytes.start).trim_start().starts_with('[') => None,
            None => Some(front.end_of(found, '=')),
        };
        end = end.max(last.map_or(0, |last| front.line_end(last)));
    }
    end
}

fn line(front: &Front<'_>, key: &str, value: Setting<'_>) -> String {
    format!("{key} = {}{}", written(value, ""), front.newline)
}

/// A value as TOML has it, in the quotes of what stood there before.
fn written(value: Setting<'_>, before: &str) -> String {
    match value {
        Setting::Text(text) => string(text, before),
        Setting::Date(date) if before.starts_with(['"', '\'']) => string(&date.to_string(), before),
        Setting::Date(date) => date.to_string(),
        Setting::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| string(text, "")).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

fn string(text: &str, before: &str) -> String {
    let same = if before.starts_with('\'') { notation::single_quoted(text) } else { None };
    same.unwrap_or_else(|| notation::quoted(text))
}
