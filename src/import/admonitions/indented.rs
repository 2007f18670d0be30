//! `!!! note "Title"`, `??? note` and `=== "Tab"`, whose text is indented (MkDocs), written as containers.

use super::{container, ours};
use crate::import::code::Fence;
use crate::import::report::Note;

/// What the text of a block is indented by.
const INDENT: usize = 4;

/// The text with such blocks as containers.
pub(in crate::import) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let mut made = convert_lines(&lines, notes).join("\n");
    made.push('\n');
    made
}

fn convert_lines(lines: &[&str], notes: &mut Vec<Note>) -> Vec<String> {
    let (mut made, mut fence) = (Vec::new(), Fence::default());
    let mut rest = Rest { lines };
    while let Some(line) = rest.next() {
        let head = if fence.holds(line) { None } else { Head::read(line.trim()) };
        let Some(head) = head else {
            made.push(line.to_owned());
            continue;
        };
        let block = match head {
            Head::Tab(title) => tabs(title, &mut rest, indent(line), notes),
            Head::Alert(alert) => alert.written(&rest.block(indent(line)), notes),
        };
        made.extend(block.into_iter().map(|inner| indented_by(indent(line), inner)));
    }
    made
}

/// Tabs one after the other, of which the first begins with the lines of `rest`.
fn tabs(first: &str, rest: &mut Rest<'_, '_>, indent: usize, notes: &mut Vec<Note>) -> Vec<String> {
    let (mut made, mut next) = (Vec::new(), Some(first));
    while let Some(title) = next {
        made.extend(container("tab", Some(title), convert_lines(&rest.block(indent), notes)));
        next = rest.next_tab(indent);
    }
    notes.push(Note::changed("`===` is `:::tab`"));
    container("tabs", None, made)
}

/// The lines that are still to be read.
struct Rest<'r, 't> {
    lines: &'r [&'t str],
}

impl<'t> Rest<'_, 't> {
    fn next(&mut self) -> Option<&'t str> {
        self.lines.split_off_first().copied()
    }

    /// The text of the block whose first line was indented by `indent`, without its own indent.
    fn block(&mut self, indent: usize) -> Vec<&'t str> {
        let inner = indent + INDENT;
        let belongs = |line: &&&str| line.trim().is_empty() || self::indent(line) >= inner;
        let length = self.lines.iter().take_while(belongs).count();
        let text = &self.lines[..length];
        let length = text.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
        self.lines = &self.lines[length..];
        text[..length].iter().map(|line| line.get(inner..).unwrap_or_default()).collect()
    }

    /// The title of the next tab of a group, if one follows.
    fn next_tab(&mut self, indent: usize) -> Option<&'t str> {
        let at = self.lines.iter().position(|line| !line.trim().is_empty())?;
        let line = self.lines[at];
        let Some(Head::Tab(title)) = Head::read(line.trim()).filter(|_| self::indent(line) == indent) else {
            return None;
        };
        self.lines = &self.lines[at + 1..];
        Some(title)
    }
}

/// The line that a block begins with.
enum Head<'t> {
    /// `=== "Title"`
    Tab(&'t str),
    Alert(Alert<'t>),
}

/// `!!! note "Title"`, or `???` where it is folded.
struct Alert<'t> {
    sign: &'static str,
    /// The kind and perhaps classes for a style sheet, as they are written.
    words: &'t str,
    title: Option<String>,
}

impl<'t> Head<'t> {
    fn read(line: &'t str) -> Option<Self> {
        match line.strip_prefix("=== ") {
            Some(rest) => {
                let title = rest.trim_start_matches(['!', '+']).trim();
                Some(Self::Tab(title.strip_prefix('"')?.strip_suffix('"')?))
            }
            None => Alert::read(line).map(Self::Alert),
        }
    }
}

impl<'t> Alert<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let (sign, rest) = match line.strip_prefix("!!!") {
            Some(rest) => ("!!!", rest),
            None => ("???", line.strip_prefix("???")?.trim_start_matches('+')),
        };
        let rest = rest.strip_prefix(' ')?.trim();
        let (words, title) = match rest.split_once('"') {
            Some((words, title)) => (words.trim(), Some(title.strip_suffix('"')?.replace("\\\"", "\""))),
            None => (rest, None),
        };
        // Other signs make it a sentence.
        let is_kind = |sign: char| sign.is_alphanumeric() || "-_ ".contains(sign);
        let title = title.filter(|title| !title.is_empty());
        (!words.is_empty() && words.chars().all(is_kind)).then_some(Self { sign, words, title })
    }

    fn written(&self, block: &[&str], notes: &mut Vec<Note>) -> Vec<String> {
        let kind = self.words.split(' ').next().unwrap_or_default();
        let (ours, title) = match self.sign {
            "!!!" => (ours(kind).unwrap_or("note"), self.title.clone()),
            _ => ("details", self.title.clone().or_else(|| Some(capitalised(kind)))),
        };
        notes.push(Note::changed(format!("`{} {}` is `:::{ours}`", self.sign, self.words)));
        container(ours, title.as_deref(), convert_lines(block, notes))
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn indented_by(indent: usize, line: String) -> String {
    if line.is_empty() { line } else { format!("{}{line}", " ".repeat(indent)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_lost_where_other_spaces_indent_it() {
        let text = "!!! note\n    One\n\n\u{3000}\u{3000}Two\n";
        let made = convert(text, &mut Vec::new());
        assert!(made.contains("One") && made.contains("Two"), "{made}");
    }

    #[test]
    fn alerts_in_alerts_and_tabs_become_containers() {
        let text = "!!! danger \"Take care\"\n    Hot.\n\n    ??? info\n        ```\n        !!! note\n        ```\n\nAfter.\n\n=== \"A\"\n    One\n=== \"B\"\n    Two\n\n- item\n\n    !!! tip\n        In a list.\n";
        insta::assert_snapshot!(convert(text, &mut Vec::new()), @r"
        ::::caution Take care
        Hot.

        :::details Info
        ```
        !!! note
        ```
        :::
        ::::

        After.

        ::::tabs
        :::tab A
        One
        :::
        :::tab B
        Two
        :::
        ::::

        - item

            :::tip
            In a list.
            :::
        ");
    }
}
