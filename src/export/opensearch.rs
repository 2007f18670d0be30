//! OpenSearch: the body of `_bulk` requests, and what `PUT /index` wants.
//!
//! Each text is indexed twice: by the analyser that OpenSearch has for the language, which knows its
//! endings, and folded (lower case, no accents), for those who type without accents. Synonyms
//! belong to the folded half, whose words they are; an analyser that comes with OpenSearch takes none.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{NewFile, Part, json as line};
use crate::language::analysis::{fold, lower};

/// Languages that OpenSearch brings an analyser for. Slovak, for one, has none.
const ANALYSERS: &[(&str, &str)] = &[
    ("ar", "arabic"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("ca", "catalan"),
    ("ckb", "sorani"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("eu", "basque"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("ga", "irish"),
    ("gl", "galician"),
    ("hi", "hindi"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("id", "indonesian"),
    ("it", "italian"),
    ("ja", "cjk"),
    ("ko", "cjk"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("nb", "norwegian"),
    ("nl", "dutch"),
    ("no", "norwegian"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sv", "swedish"),
    ("th", "thai"),
    ("tr", "turkish"),
    ("zh", "cjk"),
];

/// Fields that people search.
const TEXTS: [&str; 6] = ["title", "section_title", "text", "tag_labels", "keywords", "trail"];

/// Fields that are compared as they are.
const EXACT: [&str; 9] = ["id", "url", "lang", "article", "section", "tags", "owner", "status", "audience"];

/// The documents and the index.
pub fn files(part: &Part<'_>) -> Vec<NewFile> {
    let requests = part.sections.iter().map(|section| {
        let action = json!({ "index": { "_index": part.index, "_id": section.id } });
        format!("{action}\n{}\n", line(section))
    });
    let bulk = NewFile { name: format!("{}.bulk.ndjson", part.index), text: requests.collect() };
    let index = json!({ "settings": { "analysis": analysis(part) }, "mappings": mappings(part) });
    vec![bulk, part.settings("index.json", &index)]
}

/// The analyser of the part's language; `None` where OpenSearch has none.
fn analyser(part: &Part<'_>) -> Option<&'static str> {
    if part.lang.as_str() == "pt-BR" {
        return Some("brazilian");
    }
    let (_, name) = ANALYSERS.iter().find(|(tag, _)| *tag == part.lang.primary())?;
    Some(name)
}

/// The folding analyser, and how queries pass through it. `asciifolding` comes with OpenSearch; ICU
/// folding would be a plugin that not every installation has.
fn analysis(part: &Part<'_>) -> Value {
    let (mut filters, mut own) = (vec!["lowercase", "asciifolding"], Map::new());
    let mut asked = filters.clone();
    if !part.words.synonyms.is_empty() {
        let rules: Vec<String> = part.words.synonyms.iter().map(|group| rule(group)).collect();
        // Lenient: a synonym of signs alone must not keep the index from being made.
        let filter = json!({ "type": "synonym_graph", "lenient": true, "synonyms": rules });
        own.insert("site_synonyms".to_owned(), filter);
        asked.push("site_synonyms");
    }
    if !part.words.stop_words.is_empty() {
        own.insert("site_stop".to_owned(), json!({ "type": "stop", "stopwords": stop_words(part) }));
        filters.push("site_stop");
        asked.push("site_stop");
    }
    let chain = |filters: &[&str]| json!({ "type": "custom", "tokenizer": "standard", "filter": filters });
    json!({ "filter": own, "analyzer": { "folded": chain(&filters), "folded_search": chain(&asked) } })
}

/// A rule in Solr's notation, in which commas and arrows have a meaning.
fn rule(group: &[String]) -> String {
    let escaped = |word: &String| word.replace('\\', "\\\\").replace(',', "\\,").replace("=>", "\\=>");
    group.iter().map(escaped).collect::<Vec<_>>().join(", ")
}

/// The stop words with and without accents: what they are held against may be folded.
fn stop_words(part: &Part<'_>) -> BTreeSet<String> {
    let lowered = part.words.stop_words.iter().map(|word| lower(word, part.lang).into_owned());
    lowered.flat_map(|word| [fold(&word).into_owned(), word]).collect()
}

fn mappings(part: &Part<'_>) -> Value {
    let folded = json!({ "type": "text", "analyzer": "folded", "search_analyzer": "folded_search" });
    let text = match analyser(part) {
        Some(name) => json!({ "type": "text", "analyzer": name, "fields": { "folded": folded } }),
        // The same names for queries, whatever the language.
        None => {
            let mut text = folded.clone();
            text["fields"] = json!({ "folded": folded });
            text
        }
    };
    let mut fields = Map::new();
    fields.extend(TEXTS.map(|name| (name.to_owned(), text.clone())));
    fields.extend(EXACT.map(|name| (name.to_owned(), json!({ "type": "keyword" }))));
    fields.insert("code".to_owned(), json!({ "type": "text", "analyzer": "standard" }));
    fields.insert("position".to_owned(), json!({ "type": "integer" }));
    fields.insert("updated".to_owned(), json!({ "type": "date", "format": "strict_date" }));
    json!({ "dynamic": false, "properties": fields })
}
