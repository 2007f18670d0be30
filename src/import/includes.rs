//! Text that other tools take from another file whenever they build, put once and for all where
//! it was asked for: `{{#include}}` of mdBook, `--8<--` of MkDocs, partial pages of Docusaurus,
//! `include` and `readfile` of Hugo's themes. What is not found stays as it stands, and is named.

use std::collections::BTreeSet;

use super::code::Fence;
use super::plan::text;
use super::report::Note;
use super::tags::{Form, HUGO, JSX};
use super::{front, shortcodes};
use crate::path::SitePath;
use crate::source::Tree;

/// How deep texts may lie in one another; mdBook stops there too.
const DEEPEST: usize = 10;

/// The files that texts are taken from.
pub(super) struct Includes<'a> {
    tree: &'a Tree,
    /// Those that were taken.
    used: BTreeSet<SitePath>,
}

impl<'a> Includes<'a> {
    pub fn new(tree: &'a Tree) -> Self {
        Self { tree, used: BTreeSet::new() }
    }

    /// Whether a file's text stands in other pages.
    pub fn took(&self, path: &SitePath) -> bool {
        self.used.contains(path)
    }

    /// `{{#include file.rs:2:10}}` and its like, in code as in text (mdBook).
    pub fn mdbook(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        self.mdbook_within(std::slice::from_ref(from), body, notes)
    }

    /// `chain` are the files that ask for one another, the page first and last the one of this text.
    fn mdbook_within(&mut self, chain: &[SitePath], body: &str, notes: &mut Vec<Note>) -> String {
        let (mut made, mut rest) = (String::new(), body);
        while let Some(at) = rest.find("{{#") {
            let Some(length) = rest[at..].find("}}") else { break };
            let (tag, after) = (&rest[at..at + length + 2], &rest[at + length + 2..]);
            let before = &rest[..at];
            rest = after;
            // A backslash shows the tag to readers.
            if let Some(before) = before.strip_suffix('\\') {
                made += before;
                made += tag;
                continue;
            }
            made += before;
            let inside = tag[3..tag.len() - 2].trim();
            let (name, rest_of_tag) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            let target = rest_of_tag.split_whitespace().next().unwrap_or_default();
            let taken = match name {
                "include" | "rustdoc_include" | "playground" | "playpen" => {
                    self.part_within(chain, &[], target)
                }
                "title" => {
                    notes.push(Note::dropped(format!("`{tag}`")));
                    continue;
                }
                _ => None,
            };
            let Some((chain, text)) = taken else {
                notes.push(Note::left(unknown(name, tag)));
                made += tag;
                continue;
            };
            notes.push(Note::changed(format!("the text of `{target}` stands here")));
            let text = self.mdbook_within(&chain, &text, notes);
            let code = name.starts_with("play");
            made += &if code { format!("```rust\n{text}\n```") } else { text };
        }
        made + rest
    }

    /// `--8<-- "file.md"` on a line of its own, or several files between two such lines, and the
    /// `{! file.md !}` of another extension (MkDocs).
    pub fn snippets(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        self.snippets_within(std::slice::from_ref(from), body, notes)
    }

    /// The same for a text that the files of `chain` ask for.
    fn snippets_within(&mut self, chain: &[SitePath], body: &str, notes: &mut Vec<Note>) -> String {
        let (mut made, mut listing) = (String::new(), false);
        for line in body.lines() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let target = match scissors(line.trim()) {
                Some(Scissors::Shown(text)) => {
                    made += &format!("{indent}{text}\n");
                    continue;
                }
                Some(Scissors::Fence) => {
                    listing = !listing;
                    continue;
                }
                Some(Scissors::File(target)) => target,
                None if listing && !line.trim().is_empty() => line.trim(),
                None => {
                    made += line;
                    made.push('\n');
                    continue;
                }
            };
            // A semicolon switches one file of a list off.
            if target.starts_with(';') {
                continue;
            }
            let roots = ["", "docs", "includes"];
            match self.part_within(chain, &roots, target) {
                Some((chain, text)) => {
                    notes.push(Note::changed(format!("the text of `{target}` stands here")));
                    let text = self.snippets_within(&chain, &text, notes);
                    made.extend(text.lines().map(|line| format!("{indent}{line}\n")));
                }
                None => {
                    notes.push(Note::left(format!(
                        "`{}` asks for a file that is not there, or for itself",
                        line.trim()
                    )));
                    made += line;
                    made.push('\n');
                }
            }
        }
        made
    }

    /// `import Steps from './_steps.mdx'` and `<Steps />` (Docusaurus).
    pub fn partials(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        let imports: Vec<(&str, &str)> = body.lines().filter_map(imported).collect();
        if imports.is_empty() {
            return body.to_owned();
        }
        let (mut made, mut fence) = (String::new(), Fence::default());
        for line in body.lines() {
            let code = fence.holds(line);
            let asked = imports.iter().find(|(name, _)| is_element(line.trim(), name));
            let found = asked.filter(|_| !code).and_then(|(_, target)| {
                self.part(from, &[], target.strip_prefix("@site/").unwrap_or(target))
            });
            match found {
                Some((_, text)) => {
                    notes.push(Note::changed(format!("the text of `{}` stands here", line.trim())));
                    made += front::split(&text).1.trim_matches('\n');
                }
                None if !code && imported(line).is_some() => continue,
                None => made += line,
            }
            made.push('\n');
        }
        made
    }

    /// `{{% include "part.md" %}}` and `{{% readfile file="part.md" %}}` (themes of Hugo).
    pub fn shortcodes(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        HUGO.rewritten(body, |tag| {
            let target = shortcodes::included(tag)?;
            let language = from.below("content")?.split('/').next()?;
            let roots = ["content", &format!("content/{language}"), ""];
            let (_, text) = self.part(from, &roots, target.trim_start_matches('/'))?;
            notes.push(Note::changed(format!("the text of `{target}` stands here")));
            Some(front::split(&text).1.trim_matches('\n').to_owned())
        })
    }

    /// The asked part of a file, which is looked for beside the page, then below `roots`.
    fn part(&mut self, from: &SitePath, roots: &[&str], target: &str) -> Option<(SitePath, String)> {
        let (path, part) = target.split_once(':').unwrap_or((target, ""));
        let below = roots.iter().map(|root| SitePath::new(format!("{root}/{path}").trim_start_matches('/')));
        let found = std::iter::once(from.join(path))
            .chain(below)
            .flatten()
            .find_map(|file| Some((text(self.tree, &file)?, file)));
        let (text, file) = found?;
        let text = cut(&text, part)?;
        self.used.insert(file.clone());
        Some((file, text))
    }

    /// The same for the last file of a chain, and the chain with the file of the part. Nothing for one that is
    /// in it: a text has no end that asks for itself.
    fn part_within(
        &mut self,
        chain: &[SitePath],
        roots: &[&str],
        target: &str,
    ) -> Option<(Vec<SitePath>, String)> {
        let (file, text) = self.part(chain.last()?, roots, target)?;
        let is_new = chain.len() <= DEEPEST && !chain.contains(&file);
        is_new.then(|| ([chain, &[file]].concat(), text))
    }
}

/// Why a tag of mdBook is left.
fn unknown(name: &str, tag: &str) -> String {
    match name {
        "include" | "rustdoc_include" | "playground" | "playpen" => {
            format!("`{tag}` asks for a file that is not there, or for itself")
        }
        _ => format!("`{tag}` is for a preprocessor of mdBook"),
    }
}

/// What a line with scissors says.
enum Scissors<'a> {
    /// The text of a file.
    File(&'a str),
    /// Files follow, or end.
    Fence,
    /// The line itself, for readers.
    Shown(&'a str),
}

fn scissors(line: &str) -> Option<Scissors<'_>> {
    let blades = |text: &'static str| line.strip_prefix(text);
    if let Some(shown) = blades(";--8<--") {
        return Some(Scissors::Shown(&line[line.len() - shown.len() - "--8<--".len()..]));
    }
    if let Some(rest) = blades("--8<--") {
        let rest = rest.trim();
        let file = rest.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
        return file.map(Scissors::File).or_else(|| rest.is_empty().then_some(Scissors::Fence));
    }
    let path = line.strip_prefix("{!")?.strip_suffix("!}")?.trim_start_matches('>').trim();
    (!path.is_empty() && !path.contains("!}")).then_some(Scissors::File(path))
}

/// Name and file of `import Name from 'file.md'`.
fn imported(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim().strip_prefix("import ")?.split_once(" from ")?;
    let path = rest.trim().trim_end_matches(';').trim_matches(['"', '\'']);
    (path.ends_with(".md") || path.ends_with(".mdx")).then_some((name.trim(), path))
}

/// Whether the line is `<Name … />` and nothing else.
fn is_element(line: &str, name: &str) -> bool {
    JSX.tag(line).is_some_and(|tag| tag.name == name && tag.form == Form::Whole && tag.written == line)
}

/// The lines of a text that are asked for: all, `2:10`, or those between two marks.
fn cut(text: &str, part: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_number = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let chosen: Vec<&str> = if part.split(':').all(is_number) {
        let (first, last) = part.split_once(':').unwrap_or((part, part));
        let number = |text: &str, otherwise: usize| text.parse().unwrap_or(otherwise);
        let (first, last) = (number(first, 1).max(1), number(last, lines.len()).min(lines.len()));
        lines.get(first - 1..last.max(first - 1)).unwrap_or_default().to_vec()
    } else {
        let marked = |line: &&str, edge: Edge| mark(line) == Some((edge, part));
        let start = lines.iter().position(|line| marked(line, Edge::Start))?;
        let length = lines[start..].iter().position(|line| marked(line, Edge::End));
        lines[start + 1..length.map_or(lines.len(), |length| start + length)].to_vec()
    };
    Some(chosen.into_iter().filter(|line| mark(line).is_none()).collect::<Vec<_>>().join("\n"))
}

/// Where a marked part begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// `ANCHOR: name` of mdBook and `--8<-- [start:name]` of MkDocs, in comments of any language.
fn mark(line: &str) -> Option<(Edge, &str)> {
    let anchors = [("ANCHOR_END:", Edge::End), ("ANCHOR:", Edge::Start)];
    for (sign, edge) in anchors {
        if let Some((_, rest)) = line.split_once(sign) {
            return rest.split_whitespace().next().map(|name| (edge, name));
        }
    }
    let rest = line.split_once("--8<--")?.1.trim_start().strip_prefix('[')?;
    let (edge, name) = rest.split_once(']')?.0.split_once(':')?;
    match edge.trim() {
        "start" => Some((Edge::Start, name.trim())),
        "end" => Some((Edge::End, name.trim())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::File;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| {
            Some(File::in_memory(SitePath::new(path)?, text.as_bytes().to_vec()))
        };
        Tree::new(files.iter().filter_map(file))
    }

    const CODE: &str = "use a;\n// ANCHOR: here\nfn b() {\n    // ANCHOR: inner\n    c();\n    // ANCHOR_END: inner\n}\n// ANCHOR_END: here\nfn d() {}\n";

    #[test]
    fn a_part_is_all_lines_some_or_those_between_marks() {
        assert_eq!(cut("1\n2\n3\n4\n", "").as_deref(), Some("1\n2\n3\n4"));
        assert_eq!(cut("1\n2\n3\n4\n", "2").as_deref(), Some("2"));
        assert_eq!(cut("1\n2\n3\n4\n", "2:3").as_deref(), Some("2\n3"));
        assert_eq!(cut("1\n2\n3\n4\n", ":2").as_deref(), Some("1\n2"));
        assert_eq!(cut("1\n2\n3\n4\n", "3:").as_deref(), Some("3\n4"));
        assert_eq!(cut("1\n2\n", "7:9").as_deref(), Some(""));
        assert_eq!(cut(CODE, "here").as_deref(), Some("fn b() {\n    c();\n}"));
        assert_eq!(cut(CODE, "inner").as_deref(), Some("    c();"));
        assert_eq!(cut(CODE, "nowhere"), None);
        assert_eq!(cut("a\n# --8<-- [start:x]\nb\n# --8<-- [end:x]\nc\n", "x").as_deref(), Some("b"));
    }

    #[test]
    fn mdbook_takes_code_and_text_and_shows_what_is_escaped() {
        let tree = tree(&[
            ("listings/a.rs", CODE),
            ("src/part.md", "Part {{#include deeper.md}}\n"),
            ("src/deeper.md", "deep"),
            ("src/loop.md", "x{{#include back.md}}"),
            ("src/back.md", "{{#include loop.md}}".repeat(20).as_str()),
        ]);
        let (mut includes, mut notes) = (Includes::new(&tree), Vec::new());
        let from = SitePath::new("src/page.md").unwrap();
        let text = "```rust\n{{#rustdoc_include ../listings/a.rs:here}}\n```\n{{#include part.md}}\n\\{{#include part.md}}\n{{#include gone.md}}\n{{#title T}}\n";
        let made = includes.mdbook(&from, text, &mut notes);
        assert_eq!(
            made,
            "```rust\nfn b() {\n    c();\n}\n```\nPart deep\n{{#include part.md}}\n{{#include gone.md}}\n\n"
        );
        assert!(
            notes.contains(&Note::left(
                "`{{#include gone.md}}` asks for a file that is not there, or for itself"
            )),
            "{notes:?}"
        );
        assert!(includes.took(&SitePath::new("src/deeper.md").unwrap()));
        let looped = includes.mdbook(&from, "{{#include loop.md}}", &mut Vec::new());
        assert_eq!(looped, format!("x{}", "{{#include loop.md}}".repeat(20)), "it ends");
    }

    #[test]
    fn mkdocs_takes_snippets_with_their_indent() {
        let tree = tree(&[("docs/a.md", "A\nB\n"), ("b.md", "C\n"), ("docs/in/page.md", "")]);
        let from = SitePath::new("docs/in/page.md").unwrap();
        let text = "!!! note\n    --8<-- \"a.md:1:1\"\n;--8<-- \"a.md\"\n--8<--\nb.md\n;a.md\n--8<--\n{!> ../a.md !}\n--8<-- \"no.md\"\n";
        let made = Includes::new(&tree).snippets(&from, text, &mut Vec::new());
        assert_eq!(made, "!!! note\n    A\n--8<-- \"a.md\"\nC\nA\nB\n--8<-- \"no.md\"\n");
    }

    #[test]
    fn docusaurus_takes_partial_pages() {
        let tree = tree(&[("docs/_steps.mdx", "---\ntitle: x\n---\n\n1. One\n")]);
        let from = SitePath::new("docs/page.mdx").unwrap();
        let text = "import Steps from './_steps.mdx';\nimport Tabs from '@theme/Tabs';\n\n<Steps name=\"a\" />\nAfter\n";
        let made = Includes::new(&tree).partials(&from, text, &mut Vec::new());
        assert_eq!(made, "import Tabs from '@theme/Tabs';\n\n1. One\nAfter\n");
    }
}
