//! Text that other tools take from another file whenever they build, put once and for all where
//! it was asked for: `{{#include}}` of mdBook, `--8<--` of MkDocs, partial pages of Docusaurus,
//! `include` and `readfile` of Hugo's themes. What is not found stays as it stands, and is named.

mod mdbook;
mod parts;
mod snippets;

use std::collections::BTreeSet;

use super::code::Fence;
use super::plan::text;
use super::report::Note;
use super::tags::{Form, HUGO, JSX};
use super::{front, shortcodes};
use crate::path::SitePath;
use crate::source::Tree;
use parts::cut;

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
