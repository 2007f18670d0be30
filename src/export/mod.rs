//! The site becomes bulk files for search services that others run: OpenSearch, Meilisearch,
//! Typesense, or lines of JSON for anything else.
//!
//! Each section of an article is a document of its own, as in the site's own search. Every
//! language gets files of its own, for these systems analyse text by index. Nothing here talks to
//! a server, and nothing is in the files that the site itself doesn't publish.

mod meilisearch;
mod opensearch;
mod section;
mod typesense;

use serde::Serialize;
use serde_json::Value;

use crate::index;
use crate::language::Lang;
use crate::output::{Artifact, Output};
use crate::path::{OutPath, SitePath};
use crate::site::{Edition, Site};

use section::Section;

/// For which system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OpenSearch's `_bulk` requests, with settings and mappings of the index.
    OpenSearch,
    /// Documents and settings of Meilisearch.
    Meilisearch,
    /// Documents, schema, synonyms and stop words of Typesense.
    Typesense,
    /// One JSON object a line, for any program.
    JsonLines,
}

/// What is exported.
#[derive(Debug, Clone)]
pub struct Order {
    /// For which system.
    pub format: Format,
    /// What the names of indexes and files begin with; see [`is_name`].
    pub name: String,
    /// Only this language.
    pub lang: Option<Lang>,
}

/// An export, ready to be written.
#[derive(Debug, Clone)]
pub struct Export {
    /// The files, and a manifest of them.
    pub output: Output,
    /// How many documents there are.
    pub documents: usize,
}

/// Longest name that leaves room for a language and an ending in every system.
const LONGEST_NAME: usize = 60;

/// Whether an index of every system can be called so: lower-case ASCII letters, digits and hyphens,
/// a letter first.
pub fn is_name(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= LONGEST_NAME
        && name.chars().all(plain)
}

/// The files that `order` asks for.
pub fn export(site: &Site, order: &Order) -> Export {
    let asked = |lang: &Lang| order.lang.as_ref().is_none_or(|only| only == lang);
    let mut documents = 0;
    let mut files = Vec::new();
    for edition in site.editions.iter().filter(|edition| asked(&edition.lang)) {
        let sections = section::of(site, edition);
        documents += sections.len();
        let part = Part {
            index: format!("{}-{}", order.name, edition.lang.as_str().to_ascii_lowercase()),
            lang: &edition.lang,
            words: Words::of(site, edition),
            sections,
        };
        files.extend(match order.format {
            Format::OpenSearch => opensearch::files(&part),
            Format::Meilisearch => meilisearch::files(&part),
            Format::Typesense => typesense::files(&part),
            Format::JsonLines => vec![part.lines("jsonl", part.sections.iter())],
        });
    }
    Export { output: Output::complete(files.into_iter().filter_map(NewFile::finish)), documents }
}

/// One language of an export.
struct Part<'a> {
    /// What its index is called.
    index: String,
    lang: &'a Lang,
    words: Words<'a>,
    sections: Vec<Section<'a>>,
}

/// What `site.toml`, `terms.toml` and the glossary say about words of a language.
struct Words<'a> {
    /// Groups of words that mean the same; at least two in each.
    synonyms: Vec<Vec<String>>,
    stop_words: &'a [String],
}

impl<'a> Words<'a> {
    fn of(site: &'a Site, edition: &Edition) -> Self {
        let (settings, lang) = (&site.settings.search, &edition.lang);
        let said = settings.synonyms.get(lang).into_iter().flatten().cloned();
        let glossary = site.settings.glossary.as_ref().map(|id| id.value.as_str());
        let groups = said.chain(index::glossary_names(edition, glossary));
        Self {
            synonyms: groups.filter(|group| group.len() > 1).collect(),
            stop_words: settings.stop_words.get(lang).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}

/// A file to be, by its name.
struct NewFile {
    name: String,
    text: String,
}

impl NewFile {
    fn finish(self) -> Option<(OutPath, Artifact)> {
        let sources: Vec<SitePath> = SitePath::new("content").into_iter().collect();
        Some((OutPath::new(&self.name)?, Artifact::new(self.text.into_bytes(), sources)))
    }
}

impl Part<'_> {
    /// A file with a value on each line.
    fn lines<T: Serialize>(&self, ending: &str, values: impl Iterator<Item = T>) -> NewFile {
        let text = values.map(|value| json(&value) + "\n").collect();
        NewFile { name: format!("{}.{ending}", self.index), text }
    }

    /// A file with one value, for people to read and change, too.
    fn settings(&self, ending: &str, value: &Value) -> NewFile {
        NewFile { name: format!("{}.{ending}", self.index), text: format!("{value:#}\n") }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("these have string keys and no failing parts")
}
