//! Meilisearch: documents, and what `PATCH /indexes/…/settings` wants.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::section::Timed;
use super::{NewFile, Part};

/// Languages that may be named in `localizedAttributes`; the settings are refused with any other.
/// Meilisearch finds out by itself what a text in another one is.
const LOCALES: &[&str] = &[
    "af", "ak", "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es",
    "et", "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "jv", "ka", "km", "kn",
    "ko", "la", "lt", "lv", "mk", "ml", "mr", "my", "nb", "ne", "nl", "or", "pa", "pl", "pt", "ro", "ru",
    "si", "sk", "sl", "sn", "sr", "sv", "ta", "te", "th", "tk", "tl", "tr", "uk", "ur", "uz", "vi", "yi",
    "zh", "zu",
];

/// Fields that people search, what counts most first.
const TEXTS: [&str; 7] = ["title", "section_title", "tag_labels", "keywords", "text", "trail", "code"];

/// The documents and the settings.
pub fn files(part: &Part<'_>) -> Vec<NewFile> {
    let documents = part.lines("documents.ndjson", part.sections.iter().map(Timed::of));
    vec![documents, part.settings("settings.json", &settings(part))]
}

fn settings(part: &Part<'_>) -> Value {
    let mut settings = json!({
        "searchableAttributes": TEXTS,
        "filterableAttributes": ["lang", "article", "tags", "owner", "status", "audience", "updated_at", "position"],
        "sortableAttributes": ["updated_at", "position"],
        "synonyms": synonyms(part),
        "stopWords": part.words.stop_words,
    });
    if LOCALES.contains(&part.lang.primary()) {
        settings["localizedAttributes"] =
            json!([{ "attributePatterns": TEXTS, "locales": [part.lang.primary()] }]);
    }
    settings
}

/// Each word with all that mean the same: a synonym works in one direction there.
fn synonyms<'a>(part: &'a Part<'_>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut synonyms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for group in &part.words.synonyms {
        for word in group.iter() {
            let others = group.iter().filter(|other| *other != word).map(String::as_str);
            synonyms.entry(word).or_default().extend(others);
        }
    }
    synonyms
}
