//! The site becomes the search index: small JSON shards per language that a browser loads by
//! need.
//!
//! The steps: each article becomes lists of words ([`passages`], remembered by the article's
//! key), the words of a language become a dictionary of keys, forms and postings
//! (`postings`), and that and the texts for excerpts are cut into files (`shards`).
//! Nothing here ranks: `themes/default/js/search` does, by the weights that the postings carry.
//! The format is described in `docs/search-format.md`.

mod codec;
mod documents;
mod passages;
mod postings;
mod shards;
mod words;

use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Article;
use crate::key::{Key, Keyed, Memo};
use crate::output::Artifact;
use crate::path::OutPath;
use crate::site::{Edition, Site};

use documents::Document;
pub use passages::{Passages, passages};

/// What [`build`] remembers from build to build: the words of each article.
pub type Remembered = Memo<Arc<Passages>>;

/// The search index of every language, file by file.
pub fn build(site: &Site, remembered: &mut Remembered) -> Vec<(OutPath, Artifact)> {
    if !site.settings.search.enabled {
        return Vec::new();
    }
    let shown: Vec<&Keyed<Article>> =
        site.editions.iter().flat_map(documents::searched).map(|entry| &entry.article).collect();
    let words = remembered.each(&shown, |article| article.key(), |article| Arc::new(passages(article)));
    let mut words = words.into_iter();
    let editions: Vec<(&Edition, Vec<Document>)> =
        site.editions.iter().map(|edition| (edition, documents::of(edition, &mut words))).collect();
    editions
        .par_iter()
        .flat_map_iter(|(edition, documents)| edition_files(site, edition, documents))
        .collect()
}

fn edition_files(site: &Site, edition: &Edition, documents: &[Document]) -> Vec<(OutPath, Artifact)> {
    let language = words::Language::new(&edition.lang, &site.settings.search);
    files(&language, &edition.home, documents)
}

/// The files of one language's index.
fn files(language: &words::Language, home: &str, documents: &[Document]) -> Vec<(OutPath, Artifact)> {
    let dictionary = postings::dictionary(documents, language);
    shards::write(language, home, documents, &dictionary)
}

/// Names a shard by what is in it, so that a browser may keep it for ever.
fn content_name(bytes: &[u8]) -> String {
    Key::of_bytes(bytes).to_string()[..8].to_owned()
}
