//! An article as lists of words: which, and how often in each of its sections.
//!
//! This is the part of the index that costs time, and it depends on nothing but the article, so
//! that a rebuild asks for it again only where an article changed.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::article::{Article, Heading, Passage};
use crate::language::Lang;
use crate::language::analysis::{fold, lower, tokens};

/// The words of an article.
#[derive(Debug, Default, PartialEq)]
pub struct Passages {
    /// Distinct lower-case words and their folded forms.
    pub words: Words,
    /// The title's words.
    pub title: Vec<Count>,
    /// What stands before the first heading (there is always such a section, if only an empty
    /// one), then one section for each heading with its text.
    pub sections: Vec<Section>,
}

/// A section as a list of words.
#[derive(Debug, Default, PartialEq)]
pub struct Section {
    /// Index into the article's outline.
    pub heading: Option<u32>,
    /// Words of prose.
    pub length: u32,
    /// Words of the heading.
    pub title: Vec<Count>,
    /// Words of the prose.
    pub prose: Vec<Count>,
    /// Words of code.
    pub code: Vec<Count>,
}

/// A word and how often it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Index into [`Passages::words`].
    pub word: u32,
    /// How often.
    pub times: u32,
}

/// Distinct words in one string: a site has millions, and each of its own allocation would cost
/// more than its letters.
#[derive(Debug, Default, PartialEq)]
pub struct Words {
    text: String,
    spans: Vec<Spans>,
}

#[derive(Debug, PartialEq)]
struct Spans {
    surface: Range<u32>,
    folded: Range<u32>,
}

impl Words {
    /// Lower-case word and folded form at `index`.
    pub fn get(&self, index: u32) -> (&str, &str) {
        let text = |range: &Range<u32>| &self.text[range.start as usize..range.end as usize];
        self.spans.get(index as usize).map_or(("", ""), |spans| (text(&spans.surface), text(&spans.folded)))
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.spans.len() as u32
    }

    fn push(&mut self, surface: &str, folded: &str) -> u32 {
        let surface_span = self.append(surface);
        let folded_span = if surface == folded { surface_span.clone() } else { self.append(folded) };
        self.spans.push(Spans { surface: surface_span, folded: folded_span });
        self.len() - 1
    }

    fn append(&mut self, word: &str) -> Range<u32> {
        let start = self.text.len() as u32;
        self.text.push_str(word);
        start..self.text.len() as u32
    }
}

/// The words of `article`.
pub fn passages(article: &Article) -> Passages {
    read(&article.lang, &article.title, &article.outline, &article.passages)
}

pub(super) fn read(lang: &Lang, title: &str, outline: &[Heading], passages: &[Passage]) -> Passages {
    let mut reader = Reader::new(lang);
    let title = reader.count(title).0;
    let mut sections = vec![Section::default()];
    for passage in passages {
        let heading = passage.heading.and_then(|at| outline.get(at as usize));
        if passage.heading.is_some() {
            sections.push(Section { heading: passage.heading, ..Section::default() });
        }
        let Some(section) = sections.last_mut() else { continue };
        section.title = heading.map(|heading| reader.count(&heading.text).0).unwrap_or_default();
        (section.prose, section.length) = reader.count(&passage.text);
        section.code = reader.count(&passage.code).0;
    }
    Passages { words: reader.finish(), title, sections }
}

/// The words of texts that don't come from an article's body (tags, keywords).
pub fn extra(texts: &[&str], lang: &Lang) -> (Words, Vec<Count>) {
    let mut reader = Reader::new(lang);
    let mut counts: Vec<Count> = Vec::new();
    texts.iter().for_each(|text| counts.extend(reader.count(text).0));
    (reader.finish(), counts)
}

/// Reads texts of one article, and knows the words that it has already seen.
struct Reader<'a> {
    lang: &'a Lang,
    words: Words,
    /// By the word as it is written; `None` where folding leaves nothing.
    written: FxHashMap<&'a str, Option<u32>>,
    /// By the lower-case word, which is another place than the written one.
    lowered: FxHashMap<String, Option<u32>>,
    /// How often each word occurs in the text at hand.
    times: Vec<u32>,
}

impl<'a> Reader<'a> {
    fn new(lang: &'a Lang) -> Self {
        Self {
            lang,
            words: Words::default(),
            written: FxHashMap::default(),
            lowered: FxHashMap::default(),
            times: Vec::new(),
        }
    }

    fn finish(self) -> Words {
        self.words
    }

    /// The distinct words of `text` in the order of their first occurrence in the article, and
    /// how many words it has.
    fn count(&mut self, text: &'a str) -> (Vec<Count>, u32) {
        let mut seen = Vec::new();
        let mut length = 0;
        tokens(text, |token| {
            let Some(word) = self.word(&text[token.start..token.end]) else { return };
            length += 1;
            let times = &mut self.times[word as usize];
            if *times == 0 {
                seen.push(word);
            }
            *times += 1;
        });
        let mut take = |word: u32| Count { word, times: std::mem::take(&mut self.times[word as usize]) };
        (seen.into_iter().map(&mut take).collect(), length)
    }

    fn word(&mut self, written: &'a str) -> Option<u32> {
        if let Some(&word) = self.written.get(written) {
            return word;
        }
        let surface = lower(written, self.lang);
        let word = match self.lowered.get(surface.as_ref()) {
            Some(&word) => word,
            None => self.add(&surface),
        };
        self.written.insert(written, word);
        word
    }

    fn add(&mut self, surface: &str) -> Option<u32> {
        let folded = fold(surface);
        let word = (!folded.is_empty()).then(|| self.words.push(surface, &folded));
        self.times.resize(self.words.len() as usize, 0);
        self.lowered.insert(surface.to_owned(), word);
        word
    }
}
