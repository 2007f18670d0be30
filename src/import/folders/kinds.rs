//! Which generator a folder was written for, by the files that only one has, and who plans its import.

use super::{docusaurus, files, hugo, mdbook, mkdocs, starlight, zola};
use crate::import::kind::Kind;
use crate::import::plan::{Plan, text_of};
use crate::source::Tree;

/// What `tree` was written for.
pub(in crate::import) fn kind_of(tree: &Tree) -> Kind {
    let has = |path: &str| text_of(tree, path).is_some();
    let starts = |prefix: &str| tree.files().any(|file| file.path.as_str().starts_with(prefix));
    if has("mkdocs.yml") || has("mkdocs.yaml") {
        return Kind::MkDocs;
    }
    if has("book.toml") || has("SUMMARY.md") || has("src/SUMMARY.md") {
        return Kind::MdBook;
    }
    let config = text_of(tree, "config.toml").unwrap_or_default();
    if starts("content/") && config.lines().any(|line| line.trim_start().starts_with("base_url")) {
        return Kind::Zola;
    }
    let hugo = ["hugo.", "config.", "config/_default/"];
    if starts("content/") && hugo.iter().any(|name| starts(name)) {
        return Kind::Hugo;
    }
    // Perhaps in `website/`, so that what stands at the root comes first.
    if docusaurus::configuration(tree).is_some() {
        return Kind::Docusaurus;
    }
    if starlight::configuration(tree).is_some() {
        return Kind::Starlight;
    }
    Kind::Files
}

/// Which file goes where.
pub(in crate::import) fn plan(kind: Kind, tree: &Tree) -> Plan {
    match kind {
        Kind::MkDocs => mkdocs::plan(tree),
        Kind::MdBook => mdbook::plan(tree),
        Kind::Docusaurus => docusaurus::plan(tree),
        Kind::Starlight => starlight::plan(tree),
        Kind::Hugo => hugo::plan(tree),
        Kind::Zola => zola::plan(tree),
        Kind::Files => files::plan(tree),
    }
}
