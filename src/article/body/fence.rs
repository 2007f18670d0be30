//! Lines that open and close containers, found before Markdown is parsed.
//!
//! A line such as `:::note Title` is masked: its characters are replaced by as many
//! underscores, which Markdown reads as a thematic break: a block of its own that ends a
//! paragraph, belongs to the list item it is indented for, and keeps every offset as it is.
//! Where such a break comes out of the parser, the line it stands for is read; where the
//! underscores come out as text (in a block of code, say), they are turned back. Tags of
//! elements that hold Markdown are masked in the same way ([`super::markup`]), and so are markers
//! that would nest too deep ([`super::depth`]), which become text.

use std::borrow::Cow;
use std::ops::Range;

use super::depth;
use super::markup::{self, Markup};
use crate::path::SitePath;

/// Fewest colons of a container.
const COLONS: &str = ":::";

/// A file of Markdown, masked.
#[derive(Debug)]
pub(super) struct Document<'t> {
    /// The file.
    pub path: &'t SitePath,
    /// All of it.
    pub text: &'t str,
    /// Where the Markdown begins.
    pub start: usize,
    /// `text` with masked lines.
    masked: Cow<'t, str>,
    /// The masked ranges, in order.
    lines: Vec<Range<usize>>,
}

/// Whether tags in raw HTML mean anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawHtml {
    /// They do.
    Passes,
    /// They are text.
    IsText,
}

impl<'t> Document<'t> {
    /// Finds the container lines of `text` from `start` on, and the tags that hold Markdown.
    pub fn new(path: &'t SitePath, text: &'t str, start: usize, raw_html: RawHtml) -> Self {
        let mut lines = container_lines(text, start);
        let markup = match raw_html {
            RawHtml::Passes => markup::find(text, start),
            RawHtml::IsText => Markup::default(),
        };
        let deep = depth::too_deep(text, start);
        let mut masked = Cow::Borrowed(text);
        if !lines.is_empty() || !markup.lines.is_empty() || !deep.is_empty() {
            masked = Cow::Owned(mask(text, &lines, &markup, &deep));
        }
        lines.extend(markup.lines);
        lines.sort_unstable_by_key(|line| line.start);
        Self { path, text, start, masked, lines }
    }

    /// What Markdown is given to read.
    pub fn markdown(&self) -> &str {
        &self.masked[self.start..]
    }

    /// All container lines, those in blocks of code included.
    pub fn container_lines(&self) -> impl Iterator<Item = (Range<usize>, &'t str)> {
        self.lines.iter().map(|line| (line.clone(), &self.text[line.clone()]))
    }

    /// The container line that the thematic break at `range` stands for.
    pub fn container_line(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let next = self.lines.partition_point(|line| line.end <= range.start);
        self.lines.get(next).filter(|line| line.start < range.end).cloned()
    }

    /// The text of an event at `range`, turned back if it was masked.
    pub fn unmasked<'s>(&'s self, text: &'s str, range: &Range<usize>) -> &'s str {
        if matches!(self.masked, Cow::Borrowed(_)) || range.len() != text.len() {
            return text;
        }
        self.text.get(range.clone()).unwrap_or(text)
    }
}

/// The container lines of `text`, without what stands before them (indentation, the markers of
/// quotes and lists) and without trailing space.
fn container_lines(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut from = start;
    while let Some(found) = text[from..].find(COLONS) {
        let colons = from + found;
        let line_start = text[start..colons].rfind(['\n', '\r']).map_or(start, |end| start + end + 1);
        let line_end = text[colons..].find(['\n', '\r']).map_or(text.len(), |end| colons + end);
        let line = text[colons..line_end].trim_end();
        if is_prefix(&text[line_start..colons]) && FenceLine::read(line).is_some() {
            lines.push(colons..colons + line.len());
        }
        from = line_end;
    }
    lines
}

/// Whether only indentation and markers of quotes, lists and definitions stand before a
/// container.
fn is_prefix(before: &str) -> bool {
    before.split([' ', '\t', '>']).all(|marker| {
        let number = marker.strip_suffix(['.', ')']).unwrap_or("x");
        matches!(marker, "" | "-" | "*" | "+" | ":") || number.bytes().all(|digit| digit.is_ascii_digit())
    }) && before.bytes().last().is_none_or(|last| matches!(last, b' ' | b'\t' | b'>'))
}

/// The text with its container lines, tags and `deep` markers masked. All bytes keep their places:
/// what is masked becomes as many ASCII characters.
fn mask(text: &str, lines: &[Range<usize>], markup: &Markup, deep: &[usize]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for line in lines {
        bytes[line.clone()].fill(b'_');
    }
    for line in &markup.lines {
        let indent = text[line.clone()].len() - text[line.clone()].trim_start().len();
        bytes[line.start..=line.start + indent].fill(b' ');
        bytes[line.start + indent + 1..line.end].fill(b'_');
        // The blank line that ends what raw HTML came before.
        bytes[line.start] = b'\n';
    }
    for &joint in &markup.joints {
        bytes[joint] = b' ';
    }
    for &marker in deep {
        bytes[marker] = b'x';
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// What a container line says. Ranges are bytes of the line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FenceLine<'l> {
    /// How many colons.
    pub colons: usize,
    /// The name, `""` on a closing line.
    pub name: &'l str,
    /// Where the title is.
    pub title: Range<usize>,
    /// What stands in braces at the end.
    pub attributes: Attributes<'l>,
}

/// `{audience="a,b" #id .class}`
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'l> {
    /// Whom it is for; empty means everyone.
    pub audience: Vec<&'l str>,
    /// Its id.
    pub id: Option<&'l str>,
    /// Further classes.
    pub classes: Vec<&'l str>,
}

impl<'l> FenceLine<'l> {
    /// Reads a line that begins with colons and does not end in space.
    pub fn read(line: &'l str) -> Option<Self> {
        let colons = line.len() - line.trim_start_matches(':').len();
        let after = line[colons..].trim_start();
        let name_start = line.len() - after.len();
        let name_end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let name = &after[..name_end.unwrap_or(after.len())];
        if colons < COLONS.len() || (name.is_empty() && !after.is_empty()) {
            return None;
        }
        let rest = name_start + name.len()..line.len();
        let (title, attributes) = split_attributes(line, rest);
        Some(Self { colons, name, title: title_range(line, title), attributes })
    }

    /// Whether it closes.
    pub fn is_closing(&self) -> bool {
        self.name.is_empty()
    }
}

/// The title without surrounding space and brackets.
fn title_range(line: &str, range: Range<usize>) -> Range<usize> {
    let trimmed = trim(line, range);
    let text = &line[trimmed.clone()];
    if text.len() > 1 && text.starts_with('[') && text.ends_with(']') {
        return trim(line, trimmed.start + 1..trimmed.end - 1);
    }
    trimmed
}

/// Splits braces off the end, if what is in them are attributes; else they belong to the title.
fn split_attributes(line: &str, range: Range<usize>) -> (Range<usize>, Attributes<'_>) {
    let text = &line[range.clone()];
    let braces = text.strip_suffix('}').and_then(|text| Some((text.rfind('{')?, text)));
    let Some((open, inner)) = braces.map(|(open, text)| (open, &text[open + 1..])) else {
        return (range, Attributes::default());
    };
    match Attributes::read(inner) {
        Some(attributes) => (range.start..range.start + open, attributes),
        None => (range, Attributes::default()),
    }
}

impl<'l> Attributes<'l> {
    fn read(mut text: &'l str) -> Option<Self> {
        let mut attributes = Self::default();
        loop {
            text = text.trim_start();
            let Some(first) = text.chars().next() else { return Some(attributes) };
            if let Some(value) = text.strip_prefix("audience=") {
                let (names, rest) = quoted(value)?;
                attributes.audience.extend(names_in(names));
                text = rest;
                continue;
            }
            let (word, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
            match (first, &word[first.len_utf8()..]) {
                (_, "") => return None,
                ('#', id) => attributes.id = Some(id),
                ('.', class) => attributes.classes.push(class),
                _ => return None,
            }
            text = rest;
        }
    }
}

/// A value, with or without quotes, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('"') {
        Some(inner) => inner.split_once('"'),
        None => Some(text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))),
    }
}

/// Names separated by commas or spaces.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\t']).filter(|name| !name.is_empty())
}

fn trim(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(usize, &str, &str)> {
        FenceLine::read(line).map(|fence| (fence.colons, fence.name, &line[fence.title]))
    }

    #[test]
    fn both_ways_of_writing_a_title() {
        assert_eq!(read(":::note Be *quick*"), Some((3, "note", "Be *quick*")));
        assert_eq!(read("::::note[Be quick]"), Some((4, "note", "Be quick")));
        assert_eq!(read("::: tip"), Some((3, "tip", "")));
        assert_eq!(read(":::include _parts/a b.md"), Some((3, "include", "_parts/a b.md")));
        assert_eq!(read(":::"), Some((3, "", "")));
        assert_eq!(read("::"), None);
        assert_eq!(read("::: {.note}"), None);
    }

    #[test]
    fn attributes_stand_at_the_end() {
        let line = r#":::note[Title]{audience="agents, leads" #here .wide}"#;
        let fence = FenceLine::read(line).unwrap();
        assert_eq!(&line[fence.title.clone()], "Title");
        assert_eq!(fence.attributes.audience, ["agents", "leads"]);
        assert_eq!((fence.attributes.id, fence.attributes.classes), (Some("here"), vec!["wide"]));
        assert_eq!(read(":::note Sets {a, b}"), Some((3, "note", "Sets {a, b}")));
    }

    #[test]
    fn lines_are_found_behind_markers_and_masked_in_place() {
        let path = SitePath::new("a.md").unwrap();
        let text = "x\n> - :::note É\n1. :::\nno :::\n``` :::\n";
        let document = Document::new(&path, text, 0, RawHtml::Passes);
        assert_eq!(document.markdown(), "x\n> - __________\n1. ___\nno :::\n``` :::\n");
        assert_eq!(document.unmasked("___", &(20..23)), ":::");
        assert_eq!(document.container_line(&(6..17)), Some(6..16));
        assert_eq!(document.container_line(&(0..2)), None);
    }
}
