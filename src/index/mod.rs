//! The site becomes the search index: small JSON shards per language that a browser loads by
//! need.
//!
//! The steps: the words of a language are numbered (`vocabulary`), each article becomes lists of
//! such numbers (`passages`, remembered by the article's key), these are turned into lists of
//! places for each word (`postings`, weighed by `levels`), the words are sorted under their keys (`dictionary`), and
//! all that and the texts for excerpts are cut into files (`shards`). Nothing here ranks:
//! `themes/default/js/search` does, by the weights that the postings carry. The format is
//! described in `docs/content/search-format.md`.

mod codec;
mod dictionary;
mod documents;
pub mod engine;
mod filing;
mod levels;
mod passages;
mod postings;
mod shards;
pub mod trials;
mod vocabulary;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::key::{Key, Keyed, Memo};
use crate::language::Lang;
use crate::language::lexicon::Lexicon;
use crate::output::Artifact;
use crate::output::shelf::Shelf;
use crate::path::OutPath;
use crate::settings::{LexiconFiles, SearchSettings};
use crate::site::{Edition, Entry, Site};

pub use documents::{names as glossary_names, searched};

use dictionary::Dictionary;
use documents::Document;
use passages::Passages;
use postings::Postings;
use vocabulary::Vocabulary;
use words::Language;

/// What [`build`] remembers from build to build. What is built doesn't depend on it.
#[derive(Default)]
pub struct Remembered {
    /// Stays when a language goes, as it does while `site.toml` is half written.
    languages: BTreeMap<Lang, OfLanguage>,
    next: Next,
}

/// Whether there will be another build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Expected,
    Never,
}

/// What is remembered of one language.
struct OfLanguage {
    vocabulary: Vocabulary,
    /// They hold numbers of the vocabulary's words.
    passages: Memo<Arc<Passages>>,
    /// All files of its index: most saves change the pages of one language.
    files: Memo<Arc<[(OutPath, Artifact)]>>,
    /// What somebody has written down of the language's words.
    lexicon: Memo<Arc<Lexicon>>,
    dictionary: Memo<Arc<Dictionary>>,
    /// The words of the last dictionary, in its order.
    order: Vec<u32>,
    shards: shards::Remembered,
}

impl Remembered {
    /// For a single build: each language is forgotten as soon as its index is made.
    pub fn for_one_build() -> Self {
        Self { next: Next::Never, ..Self::default() }
    }
}

impl OfLanguage {
    fn new(lang: &Lang, next: Next) -> Self {
        let (passages, shards) = match next {
            Next::Expected => (Memo::default(), shards::Remembered::default()),
            Next::Never => (Memo::forgetful(), shards::Remembered::forgetful()),
        };
        Self {
            vocabulary: Vocabulary::new(lang),
            passages,
            files: Memo::default(),
            lexicon: Memo::default(),
            dictionary: Memo::default(),
            order: Vec::new(),
            shards,
        }
    }

    /// The pages of an edition that search may find, with their words.
    fn documents<'a>(&mut self, edition: &'a Edition) -> Vec<Document<'a>> {
        let Self { vocabulary, passages, .. } = self;
        let shown: Vec<&Entry> = documents::searched(edition).map(|entry| &**entry).collect();
        let key = |entry: &&Entry| Key::of(&(&entry.lang, &entry.article, &entry.meta));
        let words = passages.each(&shown, key, |entry| Arc::new(passages::of(entry, vocabulary)));
        documents::of(edition, words)
    }
}

/// The search index of every language that this build makes, file by file, on the shelf.
pub fn build(site: &Site, remembered: &mut Remembered, shelf: &dyn Shelf) -> Vec<(OutPath, Artifact)> {
    if !site.settings.search.enabled {
        return Vec::new();
    }
    let Remembered { languages, next } = remembered;
    let made = site.editions.iter().filter(|edition| site.settings.makes_language(&edition.lang));
    let editions: BTreeMap<&Lang, &Edition> = made.map(|edition| (&edition.lang, edition)).collect();
    for lang in editions.keys() {
        languages.entry((*lang).clone()).or_insert_with(|| OfLanguage::new(lang, *next));
    }
    let glossary = site.settings.glossary.as_ref().map(|id| id.value.as_str());
    let settings = &site.settings.search;
    (languages.par_iter_mut())
        .filter_map(|(lang, remembered)| Some((*editions.get(lang)?, remembered)))
        .flat_map_iter(|(edition, remembered)| {
            let documents = remembered.documents(edition);
            let names = documents::names(edition, glossary);
            let files = files((settings, &names), edition, &documents, remembered, shelf);
            if *next == Next::Never {
                *remembered = OfLanguage::new(&edition.lang, *next);
            }
            files.to_vec()
        })
        .collect()
}

/// What the site says about words: its settings, and the names that its glossary has for one thing.
type Said<'a> = (&'a SearchSettings, &'a [Vec<String>]);

/// The files of one language's index.
fn files(
    said: Said<'_>,
    edition: &Edition,
    documents: &[Document],
    remembered: &mut OfLanguage,
    shelf: &dyn Shelf,
) -> Arc<[(OutPath, Artifact)]> {
    let OfLanguage { vocabulary, files, lexicon, dictionary, order, shards, .. } = remembered;
    let pages: Vec<Key> = documents.iter().map(Document::key).collect();
    let key = Key::of(&(said, &edition.home, pages));
    let known = Known { vocabulary, lexicon, dictionary, order };
    files.of(key, || write(said, edition, documents, (known, shards), shelf).into())
}

/// What is known of a language's words.
struct Known<'a> {
    vocabulary: &'a Vocabulary,
    lexicon: &'a mut Memo<Arc<Lexicon>>,
    dictionary: &'a mut Memo<Arc<Dictionary>>,
    /// The words of the last dictionary, in its order.
    order: &'a mut Vec<u32>,
}

impl Known<'_> {
    /// The dictionary of the words whose numbers are `present`.
    fn dictionary(&mut self, present: &[u32], language: &Language) -> Arc<Dictionary> {
        let Self { vocabulary, lexicon, dictionary, order } = self;
        let key = Key::of(&(present, &language.families, &language.lexicon, &language.stop_words));
        let dictionary = dictionary.of(key, || {
            let read = |files: &Keyed<LexiconFiles>| {
                lexicon.of(files.key(), || Arc::new(files.lexicon(&language.lang)))
            };
            let lexicon = language.lexicon.as_ref().map(read);
            Arc::new(dictionary::dictionary(present, order, vocabulary, (language, lexicon.as_deref())))
        });
        order.clone_from(&dictionary.surfaces);
        dictionary
    }
}

fn write(
    (settings, names): Said<'_>,
    edition: &Edition,
    documents: &[Document],
    (mut known, shards): (Known<'_>, &mut shards::Remembered),
    shelf: &dyn Shelf,
) -> Vec<(OutPath, Artifact)> {
    let language = Language::new(&edition.lang, settings, names);
    let words = known.vocabulary.words().len();
    let postings = Postings::of(documents, words);
    let present: Vec<u32> = (0..words as u32).filter(|&surface| postings.count(surface) > 0).collect();
    let dictionary = known.dictionary(&present, &language);
    let edition = shards::Edition {
        language: &language,
        home: &edition.home,
        documents,
        dictionary: &dictionary,
        postings: &postings,
    };
    shards::write(&edition, shards, shelf)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::shelf::Memory;
    use crate::site::testing::Handmade;

    fn site(languages: &[&str]) -> Site {
        let written = |site: Handmade, lang: &&str| {
            site.article_with(&format!("{lang}/leave.md"), |article| article.title = format!("Leave {lang}"))
        };
        languages.iter().fold(Handmade::new(languages), written).site()
    }

    #[test]
    fn a_language_may_go_and_come_back() {
        let mut remembered = Remembered::default();
        let (both, one) = (site(&["en", "sk"]), site(&["en"]));
        let listing = |files: Vec<(OutPath, Artifact)>| {
            files.into_iter().map(|(out, file)| (out, file.key)).collect::<Vec<_>>()
        };
        let first = listing(build(&both, &mut remembered, &Memory));
        let between = listing(build(&one, &mut remembered, &Memory));
        assert_eq!(between, listing(build(&one, &mut Remembered::default(), &Memory)));
        assert_eq!(listing(build(&both, &mut remembered, &Memory)), first);
    }

    #[test]
    fn who_builds_once_keeps_nothing_and_makes_the_same() {
        let site = site(&["en", "sk"]);
        let keys = |mut remembered: Remembered| {
            let files = build(&site, &mut remembered, &Memory);
            let kept: usize = remembered.languages.values().map(|known| known.vocabulary.words().len()).sum();
            (kept, files.into_iter().map(|(out, file)| (out, file.key)).collect::<Vec<_>>())
        };
        let (once, often) = (keys(Remembered::for_one_build()), keys(Remembered::default()));
        assert_eq!(once.1, often.1);
        assert!(once.0 == 0 && often.0 > 0);
    }

    #[test]
    fn an_index_is_made_anew_where_something_that_it_says_has_changed() {
        let site = |title: &str, home: &str, synonym: &str| {
            let mut site = Handmade::new(&["en"]).article_with("en/leave.md", |article| {
                article.title = title.into();
            });
            site.settings.base_url.path = home.into();
            let group = vec![vec!["leave".to_owned(), synonym.to_owned()]];
            site.settings.search.synonyms = [(Lang::new("en").unwrap(), group)].into();
            site.site()
        };
        let mut remembered = Remembered::default();
        for (title, home, synonym) in
            [("Leave", "/", "rest"), ("Rest", "/", "rest"), ("Rest", "/base/", "rest"), ("Rest", "/", "off")]
        {
            let site = site(title, home, synonym);
            let keys = |files: Vec<(OutPath, Artifact)>| {
                files.into_iter().map(|(out, file)| (out, file.key)).collect::<Vec<_>>()
            };
            let fresh = keys(build(&site, &mut Remembered::default(), &Memory));
            assert_eq!(keys(build(&site, &mut remembered, &Memory)), fresh, "{title} {home} {synonym}");
        }
    }

    #[test]
    fn names_of_a_glossary_are_synonyms() {
        let html = "<dl><dt>Data protection officer (DPO)</dt><dd>Who.</dd></dl>";
        let site = Handmade::new(&["en"])
            .article_with("glossary.md", |article| article.body.html = html.into())
            .set(|settings| settings.glossary = Some(crate::site::testing::located("glossary")))
            .site();
        let files = build(&site, &mut Remembered::default(), &Memory);
        let manifest = files.iter().find(|(path, _)| path.as_str() == "search/en/manifest.json").unwrap();
        let crate::output::Body::Bytes(bytes) = &manifest.1.body else { panic!("a manifest is small") };
        let manifest: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(manifest["synonyms"], serde_json::json!([["data protection officer", "dpo"]]));
    }
}
