//! The languages of a site by number, and where in its language a file stands.
//!
//! Inside this room a language is its place in `settings.languages`: small, ordered as the
//! settings order them, and cheap to compare.

use std::collections::HashMap;

use crate::article::{Article, Role};
use crate::language::Lang;
use crate::path::SitePath;
use crate::settings::Settings;

/// The languages of the site, in the order of the settings.
pub(super) struct Languages {
    tags: Vec<Lang>,
    by_tag: HashMap<Lang, usize>,
    /// The one that is read first where nothing else decides.
    pub default: usize,
    /// Whether folders and addresses begin with the language.
    pub prefixed: bool,
}

/// Where a file stands in its language, whatever the language's folder is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    /// Folders below the language; for a section's own page, that of the section.
    pub section: String,
    /// Whether it is its section's own page.
    pub role: Role,
    /// File name without extension; `""` for a section's own page.
    pub stem: String,
}

impl Languages {
    pub fn of(settings: &Settings) -> Self {
        let tags: Vec<Lang> = settings.languages.iter().map(|language| language.tag.clone()).collect();
        let by_tag: HashMap<Lang, usize> = tags.iter().cloned().zip(0..).collect();
        let default = by_tag.get(&settings.default_language).copied().unwrap_or(0);
        Self { tags, by_tag, default, prefixed: settings.prefixed }
    }

    pub fn count(&self) -> usize {
        self.tags.len()
    }

    pub fn tag(&self, language: usize) -> &Lang {
        &self.tags[language]
    }

    pub fn number(&self, tag: &Lang) -> Option<usize> {
        self.by_tag.get(tag).copied()
    }

    /// The language that a folder or the first segment of an address names, if it names one.
    pub fn named(&self, segment: &str) -> Option<usize> {
        Lang::new(segment).and_then(|tag| self.number(&tag))
    }

    /// What addresses of a language begin with: `sk`, or nothing without prefixes.
    pub fn prefix(&self, language: usize) -> &str {
        if self.prefixed { self.tags[language].as_str() } else { "" }
    }

    /// Language and path below the language's folder of a file in `content/`.
    pub fn split<'a>(&self, path: &'a SitePath) -> Option<(usize, &'a str)> {
        let rest = path.below("content")?;
        if !self.prefixed {
            return Some((self.default, rest));
        }
        let (folder, rest) = rest.split_once('/')?;
        Some((self.named(folder)?, rest))
    }
}

impl Spot {
    /// Where an article says that it stands.
    pub fn of(article: &Article) -> Self {
        Self { section: article.section.clone(), role: article.role, stem: article.stem.clone() }
    }

    /// The spot of a Markdown file, by its path below the language's folder; `None` for
    /// files of other kinds.
    pub fn of_file(rest: &str) -> Option<Self> {
        let path = without_extension(rest)?;
        let (section, stem) = path.rsplit_once('/').unwrap_or(("", path));
        let own = ["index", "readme"].contains(&stem.to_ascii_lowercase().as_str());
        let (role, stem) = if own { (Role::Index, "") } else { (Role::Page, stem) };
        Some(Self { section: section.to_owned(), role, stem: stem.to_owned() })
    }

    /// The page of the section at `path`.
    pub fn of_section(path: &str) -> Self {
        Self { section: path.to_owned(), role: Role::Index, stem: String::new() }
    }

    /// Path without language and extension: `recovery/after-a-mistake`, for a section's page
    /// `recovery`, for the home `""`.
    pub fn path(&self) -> String {
        match (self.role, self.section.as_str()) {
            (Role::Index, section) => section.to_owned(),
            (Role::Page, "") => self.stem.clone(),
            (Role::Page, section) => format!("{section}/{}", self.stem),
        }
    }

    /// The id of an article that doesn't name one.
    pub fn default_id(&self) -> String {
        let path = self.path();
        if path.is_empty() { "index".to_owned() } else { path }
    }
}

/// The path of a Markdown file without `.md`; `None` for other files.
pub(super) fn without_extension(path: &str) -> Option<&str> {
    let (stem, extension) = path.rsplit_once('.')?;
    let markdown = ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    (markdown && !stem.is_empty() && !stem.ends_with('/')).then_some(stem)
}
