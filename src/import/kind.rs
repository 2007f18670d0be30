//! The generators that a folder may have been written for.

use super::plan::Page;

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
}
