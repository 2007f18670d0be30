//! Finds what templates use of one another, without rendering them.
//!
//! This reads only as much of Tera's syntax as it must: tags, comments, raw blocks, and in
//! tags the words `include`, `extends`, `component` and calls of components. Where that is
//! not certain it errs towards finding too much; a name that nobody defines is no use.

use std::ops::Range;

/// A place where a template uses another, or defines a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) kind: Kind,
    /// The name of the template or component.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) bytes: Range<usize>,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Include,
    Extends,
    /// The start of a component's definition.
    Define,
    /// Its end; has no name.
    EndDefine,
    /// A call of a component.
    Call,
}

/// The tags of `source` that matter, in order.
pub(super) fn scan(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = next_open(source, at) {
        let close = match &source[open..open + 2] {
            "{#" => "#}",
            "{{" => "}}",
            _ => "%}",
        };
        let end = end_of(source, open + 2, close);
        let inside = source[open + 2..end].trim_start_matches('-').trim_start();
        let word = inside.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        if close == "%}" && word == "raw" {
            at = source[end..].find("endraw").map_or(source.len(), |found| end + found);
            continue;
        }
        if close != "#}" {
            read(source, open + 2..end, word, &mut tags);
        }
        at = (end + 2).min(source.len());
    }
    tags
}

fn next_open(source: &str, from: usize) -> Option<usize> {
    let found = source
        .get(from..)?
        .match_indices('{')
        .find(|(offset, _)| matches!(source.as_bytes().get(from + offset + 1), Some(b'{' | b'%' | b'#')))?;
    Some(from + found.0)
}

/// Where the tag that begins at `from` ends; quoted text may hold its closing mark.
fn end_of(source: &str, from: usize, close: &str) -> usize {
    let bytes = source.as_bytes();
    let mut quote = None;
    let mut at = from;
    while at < bytes.len() {
        match quote {
            Some(mark) if bytes[at] == mark => quote = None,
            Some(_) => {}
            None if close != "#}" && matches!(bytes[at], b'"' | b'\'' | b'`') => quote = Some(bytes[at]),
            None if bytes[at..].starts_with(close.as_bytes()) => return at,
            None => {}
        }
        at += 1;
    }
    source.len()
}

fn read(source: &str, tag: Range<usize>, word: &str, tags: &mut Vec<Tag>) {
    let kind = match word {
        "include" => Some(Kind::Include),
        "extends" => Some(Kind::Extends),
        "component" => Some(Kind::Define),
        "endcomponent" => Some(Kind::EndDefine),
        _ => None,
    };
    let text = &source[tag.clone()];
    let after = text.find(word).map_or(0, |found| found + word.len());
    match kind {
        Some(Kind::EndDefine) => tags.push(Tag { kind: Kind::EndDefine, name: String::new(), bytes: tag }),
        Some(Kind::Define) => {
            let gap = text[after..].len() - text[after..].trim_start().len();
            push(source, Kind::Define, tag.start + after + gap, is_name, tags);
        }
        Some(kind) => {
            if let Some(quote) = text[after..].find(['"', '\'', '`']) {
                push(source, kind, tag.start + after + quote + 1, |c| !matches!(c, '"' | '\'' | '`'), tags);
            }
        }
        None => {
            for (found, _) in text.match_indices('<') {
                push(source, Kind::Call, tag.start + found + 1, is_name, tags);
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.')
}

/// Adds the tag whose name begins at `start`, unless there is no name.
fn push(source: &str, kind: Kind, start: usize, part: impl Fn(char) -> bool, tags: &mut Vec<Tag>) {
    let name: String = source[start..].chars().take_while(|&c| part(c)).collect();
    if !name.is_empty() {
        tags.push(Tag { kind, bytes: start..start + name.len(), name });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(Kind, String)> {
        scan(source).into_iter().map(|tag| (tag.kind, tag.name)).collect()
    }

    #[test]
    fn tags_are_found_where_they_count() {
        let source = r#"{% extends "a.html" %}{# {% include "no.html" %} #}{%- include 'b.html' -%}
            {% raw %}{% include "no.html" %}{% endraw %}{{ "%} <no" }}{{ <card title={x} /> }}
            {% component card(title: string) %}{% <box a="b"> %}…{% </box> %}{% endcomponent card %}"#;
        let name = |kind, name: &str| (kind, name.to_owned());
        assert_eq!(
            found(source),
            [
                name(Kind::Extends, "a.html"),
                name(Kind::Include, "b.html"),
                name(Kind::Call, "no"),
                name(Kind::Call, "card"),
                name(Kind::Define, "card"),
                name(Kind::Call, "box"),
                name(Kind::EndDefine, ""),
            ]
        );
    }

    #[test]
    fn unfinished_templates_end_the_search() {
        for source in ["{%", "{{", "{#", "{% include", "{% include \"", "{% raw %}", "{", "{% <", "é{% <é"]
        {
            let _ = scan(source);
        }
    }
}
