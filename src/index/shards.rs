//! The files of a language's index: a manifest, shards of the dictionary, shards of texts.
//!
//! The format is versioned and described in `docs/content/search-format.md`; its reader is
//! `themes/default/js/search/store.js`. Shards are small, because a reader on a phone pays for
//! each, and not too many, because hosts limit the number of files.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde_json::{Value, json};

use super::codec::{push_front_coded, push_number};
use super::dictionary::{Dictionary, Group};
use super::documents::Document;
use super::postings::Postings;
use super::words::Language;
use crate::key::{Key, Memo};
use crate::output::Artifact;
use crate::output::shelf::Shelf;
use crate::path::{OutPath, SitePath};

/// Raised when a reader of the old format could not read the new one.
const VERSION: u32 = 1;

/// Smallest size of a shard of words and of texts, before compression.
const LEAST_WORDS: usize = 3_000;
const LEAST_TEXTS: usize = 4_000;

/// Most shards of words and of texts in one language.
const MOST_WORDS: usize = 380;
const MOST_TEXTS: usize = 600;

/// An index of no more than this is one file.
const ONE_FILE: usize = 12_000;

/// An endings table of no more than this travels in the manifest.
const SMALL_TABLE: usize = 3_000;

/// Hexadecimal digits of a shard's hash in its name, so that a browser may keep it for ever.
const HASH: usize = 8;

#[derive(Serialize)]
struct Manifest<'a> {
    version: u32,
    lang: &'a str,
    home: &'a str,
    documents: usize,
    sections: String,
    endings: Value,
    words: Vec<Value>,
    texts: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: &'a Vec<Vec<String>>,
    facets: Value,
}

/// What is published of a language.
pub struct Edition<'a> {
    /// The language.
    pub language: &'a Language,
    /// Address of its home.
    pub home: &'a str,
    /// Its pages.
    pub documents: &'a [Document<'a>],
    /// Its words.
    pub dictionary: &'a Dictionary,
    /// Where they are.
    pub postings: &'a Postings,
}

/// Shards, by the keys of what is in them: what has not changed is not written again.
#[derive(Default)]
pub struct Remembered {
    /// By the words and where they are.
    words: Memo<Artifact>,
    /// By the pages.
    texts: Memo<Artifact>,
}

/// Writes the index of a language.
pub fn write(edition: &Edition, remembered: &mut Remembered, shelf: &dyn Shelf) -> Vec<(OutPath, Artifact)> {
    let words: Vec<usize> = edition.dictionary.groups.iter().map(|group| edition.word_size(group)).collect();
    let texts: Vec<usize> = edition.documents.iter().map(text_size).collect();
    let size: usize = words.iter().chain(&texts).sum();
    let lang = edition.language.lang.as_str();
    let mut folder = Folder { lang, inline: size <= ONE_FILE, shelf, files: Vec::new() };
    let manifest = Manifest {
        version: VERSION,
        lang,
        home: edition.home,
        documents: edition.documents.len(),
        sections: section_counts(edition.documents),
        endings: folder.endings(edition.language),
        words: folder.words(edition, &words, &mut remembered.words),
        texts: folder.texts(edition.documents, &texts, &mut remembered.texts),
        synonyms: &edition.language.synonyms,
        facets: folder.facets(edition.documents),
    };
    let manifest = serde_json::to_value(&manifest).unwrap_or_default().to_string();
    folder.file("manifest", Artifact::new(manifest.into_bytes(), []));
    folder.files
}

/// Letters that a posting takes, about.
const POSTING_SIZE: usize = 2;

impl Edition<'_> {
    /// How many bytes a group takes in a shard, about.
    fn word_size(&self, group: &Group) -> usize {
        let lists = &self.dictionary.surfaces[group.surfaces.clone()];
        let postings = lists.iter().map(|&surface| 1 + POSTING_SIZE * self.postings.count(surface));
        2 + group.key.len() / 2 + group.forms.len() + postings.sum::<usize>()
    }

    /// The key of all that [`Edition::words`] says of some groups.
    fn words_key(&self, groups: &[Group]) -> Key {
        let lists = |group: &Group| {
            let surfaces = &self.dictionary.surfaces[group.surfaces.clone()];
            surfaces.iter().map(|&surface| self.postings.listed(surface)).collect::<Vec<_>>()
        };
        let groups = groups.iter().map(|group| (&group.key, &group.forms, lists(group)));
        Key::of(&groups.collect::<Vec<_>>())
    }

    /// `[words, postings]` of some groups.
    fn words(&self, groups: &[Group]) -> String {
        let (mut words, mut postings) = (String::new(), String::new());
        let mut before = "";
        for group in groups {
            if !words.is_empty() {
                words.push(' ');
            }
            push_front_coded(&mut words, &group.key, before);
            words.push_str(&group.forms);
            before = &group.key;
            for &surface in &self.dictionary.surfaces[group.surfaces.clone()] {
                if !postings.is_empty() {
                    postings.push(' ');
                }
                self.postings.encode(surface, &mut postings);
            }
        }
        json!([words, postings]).to_string()
    }
}

/// How many bytes a page takes in a shard of texts, about.
fn text_size(document: &Document) -> usize {
    let sections = document.sections().map(|(id, title, text)| id.len() + title.len() + text.len() + 9);
    document.address.len() + document.entry.article.title.len() + 9 + sections.sum::<usize>()
}

/// The files of `search/<lang>/` as they come.
struct Folder<'a> {
    lang: &'a str,
    inline: bool,
    /// Where shards wait.
    shelf: &'a dyn Shelf,
    files: Vec<(OutPath, Artifact)>,
}

impl Folder<'_> {
    /// Adds a shard, and returns what the manifest says of it: its content where everything is
    /// one file, else the part of its name that depends on its content.
    fn shard(&mut self, name: &str, shard: Artifact) -> Value {
        if self.inline
            && let Some(bytes) = shard.body.held()
        {
            return serde_json::from_slice(&bytes).unwrap_or_default();
        }
        let hash = shard.key.to_string()[..HASH].to_owned();
        self.file(&format!("{name}.{hash}"), shard);
        hash.into()
    }

    fn file(&mut self, name: &str, file: Artifact) {
        if let Some(path) = OutPath::new(&format!("search/{}/{name}.json", self.lang)) {
            self.files.push((path, file));
        }
    }

    fn endings(&mut self, language: &Language) -> Value {
        let table = serde_json::to_value(&language.row.table).unwrap_or_default();
        let text = table.to_string();
        if text.len() <= SMALL_TABLE { table } else { self.shard("endings", unsourced(text)) }
    }

    /// Shards of the dictionary: first key and shard, by turns.
    fn words(&mut self, edition: &Edition, sizes: &[usize], remembered: &mut Memo<Artifact>) -> Vec<Value> {
        let groups = &edition.dictionary.groups;
        let runs = cut(sizes, LEAST_WORDS, MOST_WORDS);
        let key = |run: &Range<usize>| edition.words_key(&groups[run.clone()]);
        let make = |run: &Range<usize>| unsourced(edition.words(&groups[run.clone()])).shelved(self.shelf);
        let shards = remembered.each(&runs, key, make);
        let mut listed = Vec::new();
        for ((at, run), shard) in runs.into_iter().enumerate().zip(shards) {
            let before = run.start.checked_sub(1).map_or("", |last| groups[last].key.as_str());
            listed.push(telling_beginning(&groups[run.start].key, before).into());
            listed.push(self.shard(&format!("w{at}"), shard));
        }
        listed
    }

    /// Shards of texts: number of the first document and shard, by turns.
    fn texts(
        &mut self,
        documents: &[Document],
        sizes: &[usize],
        remembered: &mut Memo<Artifact>,
    ) -> Vec<Value> {
        let runs: Vec<&[Document]> =
            cut(sizes, LEAST_TEXTS, MOST_TEXTS).into_iter().map(|run| &documents[run]).collect();
        let key = |run: &&[Document]| Key::of(&run.iter().map(Document::key).collect::<Vec<Key>>());
        let shards = remembered.each(&runs, key, |run| texts_shard(run).shelved(self.shelf));
        let mut listed = Vec::new();
        let mut first = 0;
        for ((at, run), shard) in runs.into_iter().enumerate().zip(shards) {
            listed.push(first.into());
            listed.push(self.shard(&format!("t{at}"), shard));
            first += run.len();
        }
        listed
    }

    /// What pages can be filtered by: kind, then id, then label and documents.
    fn facets(&mut self, documents: &[Document]) -> Value {
        let mut facets: BTreeMap<&str, BTreeMap<&str, (&str, String, u32)>> = BTreeMap::new();
        for (at, document) in (0..).zip(documents) {
            for (kind, id, label) in document.facets() {
                let values = facets.entry(kind).or_default();
                let (_, list, next) = values.entry(id).or_insert((label, String::new(), 0));
                if at >= *next {
                    push_number(list, at - *next);
                    *next = at + 1;
                }
            }
        }
        let value =
            |(id, (label, list, _)): (&str, (&str, String, u32))| (id.to_owned(), json!([label, list]));
        let kind = |(kind, values): (&str, BTreeMap<&str, _>)| {
            (kind.to_owned(), Value::Object(values.into_iter().map(value).collect()))
        };
        let content = Value::Object(facets.into_iter().map(kind).collect());
        self.shard("facets", unsourced(content.to_string()))
    }
}

/// A file that came from the site as a whole.
fn unsourced(text: String) -> Artifact {
    Artifact::new(text.into_bytes(), [])
}

/// Cuts what has these sizes into runs of about equal size: at least `least`, but no more than
/// `most` of them.
fn cut(sizes: &[usize], least: usize, most: usize) -> Vec<Range<usize>> {
    let total: usize = sizes.iter().sum();
    let target = least.max(total.div_ceil(most));
    let (mut runs, mut start, mut size) = (Vec::new(), 0, 0);
    for (at, more) in sizes.iter().enumerate() {
        // A run ends where the next piece would leave it further from the target than it is.
        if at > start && size + more / 2 > target {
            runs.push(start..at);
            (start, size) = (at, 0);
        }
        size += more;
    }
    if start < sizes.len() {
        runs.push(start..sizes.len());
    }
    runs
}

/// The shortest beginning of `key` that sorts after `before`.
fn telling_beginning<'a>(key: &'a str, before: &str) -> &'a str {
    let shared = key.chars().zip(before.chars()).take_while(|(a, b)| a == b).count();
    let end = key.char_indices().nth(shared + 1).map_or(key.len(), |(end, _)| end);
    if before.is_empty() { "" } else { &key[..end] }
}

/// A shard of texts, a list of `[address, title, trail, [text, id, title, text, id, title …]]`.
fn texts_shard(documents: &[Document]) -> Artifact {
    let records: Vec<_> = documents.iter().map(text_record).collect();
    let text = serde_json::to_vec(&records).unwrap_or_default();
    let mut sources: Vec<SitePath> =
        documents.iter().map(|document| document.entry.article.path.clone()).collect();
    sources.sort();
    sources.dedup();
    Artifact::new(text, sources)
}

fn text_record<'a>(document: &'a Document) -> (&'a str, &'a str, Vec<&'a str>, Vec<&'a str>) {
    let mut sections: Vec<&str> = Vec::new();
    for (id, title, text) in document.sections() {
        if !sections.is_empty() {
            sections.extend([id, title]);
        }
        sections.push(text);
    }
    (document.address, &document.entry.article.title, document.trail(), sections)
}

/// How many sections each document has beyond the first.
fn section_counts(documents: &[Document]) -> String {
    let mut out = String::new();
    for document in documents {
        push_number(&mut out, (document.passages.sections.len() as u32).saturating_sub(1));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_about_equal_and_not_too_many() {
        assert_eq!(cut(&[5, 5, 5, 5], 10, 100), [0..2, 2..4]);
        assert_eq!(cut(&[1; 100], 1, 4).len(), 4);
        assert_eq!(cut(&[50, 1, 1], 10, 100), [0..1, 1..3]);
        assert_eq!(cut(&[], 10, 100), Vec::<Range<usize>>::new());
    }

    #[test]
    fn a_beginning_tells_a_shard_from_the_one_before() {
        assert_eq!(telling_beginning("abba", "abacus"), "abb");
        assert_eq!(telling_beginning("abc", "ab"), "abc");
        assert_eq!(telling_beginning("abc", ""), "");
    }
}
