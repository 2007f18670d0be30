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
const VERSION: u32 = 4;

/// How one kind of shards is cut: into as many as are wanted, if they are then neither so small that each is hardly
/// worth asking for, nor so large that a reader waits for them; but never into more than the most. Sizes are
/// bytes before compression.
#[derive(Clone, Copy)]
struct Shards {
    wanted: usize,
    smallest: usize,
    largest: usize,
    /// The most of them in one language.
    most: usize,
}

/// A query looks words up in few shards, and reads texts of as many as there are results in view. Other forms of
/// a word are looked for in its neighbourhood: smaller shards of words are fewer words found.
const WORDS: Shards = Shards { wanted: 32, smallest: 800, largest: 6_000, most: 350 };
const TEXTS: Shards = Shards { wanted: 64, smallest: 640, largest: 8_000, most: 640 };

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
    levels: String,
    endings: Value,
    words: Listed,
    texts: Listed,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: &'a Vec<Vec<String>>,
    facets: Value,
}

/// What the manifest says of the shards of one kind: where each begins, and the shards ([`Folder::shards`]).
type Listed = (String, Value);

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

impl Remembered {
    /// For who writes once.
    pub fn forgetful() -> Self {
        Self { words: Memo::forgetful(), texts: Memo::forgetful() }
    }
}

/// Writes the index of a language.
pub fn write(edition: &Edition, remembered: &mut Remembered, shelf: &dyn Shelf) -> Vec<(OutPath, Artifact)> {
    let words: Vec<usize> = edition.dictionary.groups.iter().map(|group| edition.word_size(group)).collect();
    let texts: Vec<usize> = edition.documents.iter().flat_map(text_sizes).collect();
    let size: usize = words.iter().chain(&texts).sum();
    let lang = edition.language.lang.as_str();
    let mut folder = Folder { lang, inline: size <= ONE_FILE, shelf, files: Vec::new() };
    let manifest = Manifest {
        version: VERSION,
        lang,
        home: edition.home,
        documents: edition.documents.len(),
        sections: counts(edition.documents.iter().map(|document| document.passages.sections.len())),
        levels: edition.postings.levels(),
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

/// How many bytes each section of a page takes in a shard of texts, about.
fn text_sizes(document: &Document) -> impl Iterator<Item = usize> {
    let page = document.address.len() + document.entry.article.title.len() + 9;
    let sections = document.sections(..).map(|(id, title, text)| id.len() + title.len() + text.len() + 9);
    sections.enumerate().map(move |(at, size)| if at == 0 { page + size } else { size })
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

    /// Adds all shards of a kind, and returns the hashes in their names, one behind the other; where everything is
    /// one file, a list of their contents.
    fn shards(&mut self, kind: char, shards: Vec<Artifact>) -> Value {
        let name = |(at, shard)| self.shard(&format!("{kind}{at}"), shard);
        let shards: Vec<Value> = shards.into_iter().enumerate().map(name).collect();
        if self.inline {
            shards.into()
        } else {
            shards.iter().filter_map(Value::as_str).collect::<String>().into()
        }
    }

    fn file(&mut self, name: &str, file: Artifact) {
        if let Some(path) = OutPath::new(&format!("search/{}/{name}.json", self.lang)) {
            self.files.push((path, file));
        }
    }

    /// One run where everything is one file.
    fn cut(&self, sizes: &[usize], shards: Shards) -> Vec<Range<usize>> {
        let whole = std::iter::once(0..sizes.len()).filter(|run| !run.is_empty());
        if self.inline { whole.collect() } else { cut(sizes, shards) }
    }

    fn endings(&mut self, language: &Language) -> Value {
        let table = serde_json::to_value(&language.row.table).unwrap_or_default();
        let text = table.to_string();
        if text.len() <= SMALL_TABLE { table } else { self.shard("endings", unsourced(text)) }
    }

    /// Shards of the dictionary, and the beginning from which on keys are in each.
    fn words(&mut self, edition: &Edition, sizes: &[usize], remembered: &mut Memo<Artifact>) -> Listed {
        let groups = &edition.dictionary.groups;
        let runs = self.cut(sizes, WORDS);
        let key = |run: &Range<usize>| edition.words_key(&groups[run.clone()]);
        let make = |run: &Range<usize>| unsourced(edition.words(&groups[run.clone()])).shelved(self.shelf);
        let shards = remembered.each(&runs, key, make);
        let beginning = |run: &Range<usize>| {
            let before = run.start.checked_sub(1).map_or("", |last| groups[last].key.as_str());
            telling_beginning(&groups[run.start].key, before)
        };
        let beginnings: Vec<&str> = runs.iter().map(beginning).collect();
        (beginnings.join(" "), self.shards('w', shards))
    }

    /// Shards of texts, and how many sections each has.
    fn texts(&mut self, documents: &[Document], sizes: &[usize], remembered: &mut Memo<Artifact>) -> Listed {
        let runs = self.cut(sizes, TEXTS);
        let counts = counts(runs.iter().map(Range::len));
        let stretches = stretches(documents, runs);
        let key = |run: &Vec<Stretch>| Key::of(&run.iter().map(Stretch::key).collect::<Vec<Key>>());
        let shards = remembered.each(&stretches, key, |run| texts_shard(run).shelved(self.shelf));
        (counts, self.shards('t', shards))
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

/// Cuts what has these sizes into runs of about equal size.
fn cut(sizes: &[usize], Shards { wanted, smallest, largest, most }: Shards) -> Vec<Range<usize>> {
    let total: usize = sizes.iter().sum();
    let target = total.div_ceil(wanted).clamp(smallest, largest).max(total.div_ceil(most));
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

/// Sections of a page that are in one shard.
struct Stretch<'a> {
    document: &'a Document<'a>,
    sections: Range<usize>,
}

impl Stretch<'_> {
    fn key(&self) -> Key {
        Key::of(&(self.document.key(), &self.sections))
    }

    /// What is published: `[address, title, trail, [id, title, text, id, title, text …]]`.
    fn record(&self) -> (&str, &str, Vec<&str>, Vec<&str>) {
        let Self { document, sections } = self;
        let texts =
            document.sections(sections.clone()).flat_map(|(id, title, text)| [id, title, text]).collect();
        (document.address, &document.entry.article.title, document.trail(), texts)
    }
}

/// For each run of sections, counted through all pages, the pages and what of each is in it.
fn stretches<'a>(documents: &'a [Document<'a>], runs: Vec<Range<usize>>) -> Vec<Vec<Stretch<'a>>> {
    let counts = documents.iter().map(|document| document.passages.sections.len());
    let mut next = 0;
    let mut page = |count| {
        next += count;
        next - count..next
    };
    let pages: Vec<Range<usize>> = counts.map(&mut page).collect();
    let stretch = |run: &Range<usize>, at: usize| {
        let page = &pages[at];
        let within = |section: usize| section.clamp(page.start, page.end) - page.start;
        Stretch { document: &documents[at], sections: within(run.start)..within(run.end) }
    };
    let pages_of = |run: Range<usize>| {
        let first = pages.partition_point(|page| page.end <= run.start);
        let end = pages.partition_point(|page| page.start < run.end);
        (first..end).map(|at| stretch(&run, at)).collect()
    };
    runs.into_iter().map(pages_of).collect()
}

/// A shard of texts.
fn texts_shard(run: &[Stretch]) -> Artifact {
    let records: Vec<_> = run.iter().map(Stretch::record).collect();
    let text = serde_json::to_vec(&records).unwrap_or_default();
    let mut sources: Vec<SitePath> =
        run.iter().map(|stretch| stretch.document.entry.article.path.clone()).collect();
    sources.sort();
    sources.dedup();
    Artifact::new(text, sources)
}

/// How many each has beyond the first.
fn counts(counts: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    for count in counts {
        push_number(&mut out, (count as u32).saturating_sub(1));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_about_equal() {
        let cut = |sizes: &[usize], size| {
            cut(sizes, Shards { wanted: 1, smallest: size, largest: size, most: 100 })
        };
        assert_eq!(cut(&[4, 4, 4, 4], 8), [0..2, 2..4]);
        assert_eq!(cut(&[50, 1, 1], 15), [0..1, 1..3]);
        assert_eq!(cut(&[100; 100], 800).len(), 13);
        assert_eq!(cut(&[], 2), Vec::<Range<usize>>::new());
    }

    #[test]
    fn runs_are_as_many_as_wanted_unless_they_were_too_small_or_too_large() {
        let kind = Shards { wanted: 10, smallest: 100, largest: 1_000, most: 30 };
        let count = |length: usize| super::cut(&vec![10; length], kind).len();
        assert_eq!([10, 50, 100, 1_000, 2_000, 4_500].map(count), [1, 5, 10, 10, 20, 30]);
    }

    #[test]
    fn a_beginning_tells_a_shard_from_the_one_before() {
        assert_eq!(telling_beginning("abba", "abacus"), "abb");
        assert_eq!(telling_beginning("abc", "ab"), "abc");
        assert_eq!(telling_beginning("abc", ""), "");
    }
}
