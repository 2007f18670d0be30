//! What a folder was written for, by the files that only one generator has.

use super::folders;
use super::plan::{Page, Plan, text_of};
use crate::source::Tree;

/// What a folder was written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// MkDocs: `mkdocs.yml`.
    MkDocs,
    /// mdBook: `book.toml` or `SUMMARY.md`.
    MdBook,
    /// Docusaurus: `docusaurus.config.js`.
    Docusaurus,
    /// Starlight: `astro.config.mjs` and `src/content/docs/`.
    Starlight,
    /// Hugo: `hugo.toml`, or a `config` and `content/`.
    Hugo,
    /// Zola: `config.toml` with `base_url`, and `content/`.
    Zola,
    /// Markdown, HTML and plain text, as they are.
    Files,
}

impl Kind {
    /// What `tree` looks like.
    pub(super) fn of(tree: &Tree) -> Self {
        let has = |path: &str| text_of(tree, path).is_some();
        let starts = |prefix: &str| tree.files().any(|file| file.path.as_str().starts_with(prefix));
        if has("mkdocs.yml") || has("mkdocs.yaml") {
            return Self::MkDocs;
        }
        if has("book.toml") || has("SUMMARY.md") || has("src/SUMMARY.md") {
            return Self::MdBook;
        }
        let config = text_of(tree, "config.toml").unwrap_or_default();
        if starts("content/") && config.lines().any(|line| line.trim_start().starts_with("base_url")) {
            return Self::Zola;
        }
        let hugo = ["hugo.", "config.", "config/_default/"];
        if starts("content/") && hugo.iter().any(|name| starts(name)) {
            return Self::Hugo;
        }
        // Perhaps in `website/`, so that what stands at the root comes first.
        if folders::docusaurus::configuration(tree).is_some() {
            return Self::Docusaurus;
        }
        if folders::starlight::configuration(tree).is_some() {
            return Self::Starlight;
        }
        Self::Files
    }

    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::MkDocs => "a MkDocs site",
            Self::MdBook => "an mdBook",
            Self::Docusaurus => "a Docusaurus site",
            Self::Starlight => "a Starlight site",
            Self::Hugo => "a Hugo site",
            Self::Zola => "a Zola site",
            Self::Files => "texts",
        }
    }

    /// Whether a page whose text others take is no page of its own.
    pub(super) fn is_part(self, page: &Page) -> bool {
        let hidden =
            |path: &str| path.split('/').any(|part| part.starts_with('_') && !part.starts_with("_index."));
        match self {
            // Only what `SUMMARY.md` names is a chapter.
            Self::MdBook => page.order.is_none(),
            Self::Docusaurus | Self::Starlight | Self::Hugo => hidden(page.from.as_str()),
            Self::MkDocs | Self::Zola | Self::Files => false,
        }
    }

    /// Which file goes where.
    pub(super) fn plan(self, tree: &Tree) -> Plan {
        match self {
            Self::MkDocs => folders::mkdocs::plan(tree),
            Self::MdBook => folders::mdbook::plan(tree),
            Self::Docusaurus => folders::docusaurus::plan(tree),
            Self::Starlight => folders::starlight::plan(tree),
            Self::Hugo => folders::hugo::plan(tree),
            Self::Zola => folders::zola::plan(tree),
            Self::Files => folders::files::plan(tree),
        }
    }
}
