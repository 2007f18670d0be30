//! The files of a language's index: a manifest, shards of the dictionary, shards of texts.
//!
//! The format is versioned and described in `docs/search-format.md`; its reader is
//! `themes/default/js/search/store.js`. Shards are small, because a reader on a phone pays for
//! each, and not too many, because hosts limit the number of files.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::codec::{push_front_coded, push_number};
use super::content_name;
use super::documents::Document;
use super::postings::{Dictionary, Form, Group};
use super::words::Language;
use crate::output::Artifact;
use crate::path::{OutPath, SitePath};

/// Raised when a reader of the old format could not read the new one.
const VERSION: u32 = 1;

/// Smallest size of a shard of words and of texts, before compression.
const LEAST_WORDS: usize = 6_000;
const LEAST_TEXTS: usize = 9_000;

/// Most shards of words and of texts in one language.
const MOST_WORDS: usize = 250;
const MOST_TEXTS: usize = 600;

/// An index of no more than this is one file.
const ONE_FILE: usize = 12_000;

/// An endings table of no more than this travels in the manifest.
const SMALL_TABLE: usize = 3_000;

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

/// Writes the index of a language.
pub fn write(
    language: &Language,
    home: &str,
    documents: &[Document],
    dictionary: &Dictionary,
) -> Vec<(OutPath, Artifact)> {
    let words: Vec<(String, String)> = dictionary.groups.par_iter().map(encode_group).collect();
    let texts: Vec<String> = documents.par_iter().map(|document| text_record(document).to_string()).collect();
    let size: usize = words.iter().map(|(w, p)| w.len() + p.len()).chain(texts.iter().map(String::len)).sum();
    let mut folder = Folder { lang: language.lang.as_str(), inline: size <= ONE_FILE, files: Vec::new() };
    let manifest = Manifest {
        version: VERSION,
        lang: language.lang.as_str(),
        home,
        documents: documents.len(),
        sections: section_counts(documents),
        endings: folder.endings(language),
        words: folder.words(&dictionary.groups, &words),
        texts: folder.texts(documents, &texts),
        synonyms: &language.synonyms,
        facets: folder.facets(documents),
    };
    let manifest = serde_json::to_value(&manifest).unwrap_or_default().to_string();
    folder.file("manifest", manifest, Vec::new());
    folder.files
}

/// The files of `search/<lang>/` as they come.
struct Folder<'a> {
    lang: &'a str,
    inline: bool,
    files: Vec<(OutPath, Artifact)>,
}

impl Folder<'_> {
    /// Adds a shard, and returns what the manifest says of it: its content where everything is
    /// one file, else the part of its name that depends on its content.
    fn shard(&mut self, name: &str, text: String, sources: Vec<SitePath>) -> Value {
        if self.inline {
            return serde_json::from_str(&text).unwrap_or_default();
        }
        let hash = content_name(text.as_bytes());
        self.file(&format!("{name}.{hash}"), text, sources);
        hash.into()
    }

    fn file(&mut self, name: &str, text: String, sources: Vec<SitePath>) {
        if let Some(path) = OutPath::new(&format!("search/{}/{name}.json", self.lang)) {
            self.files.push((path, Artifact::new(text.into_bytes(), sources)));
        }
    }

    fn endings(&mut self, language: &Language) -> Value {
        let table = serde_json::to_value(&language.row.table).unwrap_or_default();
        let text = table.to_string();
        if text.len() <= SMALL_TABLE { table } else { self.shard("endings", text, Vec::new()) }
    }

    /// Shards of the dictionary: first key and shard, by turns.
    fn words(&mut self, groups: &[Group], encoded: &[(String, String)]) -> Vec<Value> {
        let sizes: Vec<usize> =
            encoded.iter().map(|(words, postings)| words.len() + postings.len()).collect();
        let mut listed = Vec::new();
        for (at, range) in cut(&sizes, LEAST_WORDS, MOST_WORDS).into_iter().enumerate() {
            let before = range.start.checked_sub(1).map_or("", |last| groups[last].key.as_str());
            listed.push(telling_beginning(&groups[range.start].key, before).into());
            let content = words_shard(&groups[range.clone()], &encoded[range]);
            listed.push(self.shard(&format!("w{at}"), content, Vec::new()));
        }
        listed
    }

    /// Shards of texts: number of the first document and shard, by turns.
    fn texts(&mut self, documents: &[Document], records: &[String]) -> Vec<Value> {
        let sizes: Vec<usize> = records.iter().map(String::len).collect();
        let mut listed = Vec::new();
        for (at, range) in cut(&sizes, LEAST_TEXTS, MOST_TEXTS).into_iter().enumerate() {
            let mut sources: Vec<SitePath> =
                documents[range.clone()].iter().map(|document| document.source.clone()).collect();
            sources.sort();
            sources.dedup();
            listed.push(range.start.into());
            let content = format!("[{}]", records[range].join(","));
            listed.push(self.shard(&format!("t{at}"), content, sources));
        }
        listed
    }

    /// What pages can be filtered by: kind, then id, then label and documents.
    fn facets(&mut self, documents: &[Document]) -> Value {
        let mut facets: BTreeMap<&str, BTreeMap<&str, (&str, String, u32)>> = BTreeMap::new();
        for (at, document) in (0..).zip(documents) {
            for (kind, id, label) in &document.facets {
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
        self.shard("facets", content.to_string(), Vec::new())
    }
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

/// Forms of a group relative to its key, and their postings, one space before each.
fn encode_group(group: &Group) -> (String, String) {
    let (mut words, mut postings) = (String::new(), String::new());
    if let Some(see) = &group.see {
        words.push('>');
        words.push_str(see);
    }
    let plain =
        matches!(group.forms.as_slice(), [form] if form.folded == group.key && form.spellings.len() == 1);
    for form in &group.forms {
        if !plain {
            words.push(',');
            push_front_coded(&mut words, &form.folded, &group.key);
        }
        encode_spellings(form, &mut words, &mut postings);
    }
    (words, postings)
}

/// Spellings are told apart only where there are several.
fn encode_spellings(form: &Form, words: &mut String, postings: &mut String) {
    for (surface, list) in &form.spellings {
        if form.spellings.len() > 1 {
            words.push('=');
            push_front_coded(words, surface, &form.folded);
        }
        postings.push(' ');
        postings.push_str(list);
    }
}

fn words_shard(groups: &[Group], encoded: &[(String, String)]) -> String {
    let (mut words, mut postings) = (String::new(), String::new());
    let mut before = "";
    for (group, (forms, lists)) in groups.iter().zip(encoded) {
        if !words.is_empty() {
            words.push(' ');
        }
        push_front_coded(&mut words, &group.key, before);
        words.push_str(forms);
        postings.push_str(lists);
        before = &group.key;
    }
    json!([words, postings.trim_start()]).to_string()
}

/// `[address, title, trail, [text, id, title, text, id, title, text …]]`
fn text_record(document: &Document) -> Value {
    let mut sections: Vec<&str> = Vec::new();
    for ((id, title), text) in document.headings.iter().zip(&document.texts) {
        if !sections.is_empty() {
            sections.extend([id.as_str(), title.as_str()]);
        }
        sections.push(text);
    }
    json!([document.address, document.title, document.trail, sections])
}

/// How many sections each document has beyond the first.
fn section_counts(documents: &[Document]) -> String {
    let mut out = String::new();
    for document in documents {
        push_number(&mut out, (document.headings.len() as u32).saturating_sub(1));
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
