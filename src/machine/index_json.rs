//! `index.json`: every article as data, for other programs.
//!
//! A public format: `index.schema.json` beside this file describes every field, and a test
//! holds the one against the other. A new field is no new version; a changed or missing one is.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::{Made, at, sources, written};
use crate::article::{Role, Status};
use crate::key::{Key, Memo};
use crate::language::{Direction, Lang};
use crate::output::Artifact;
use crate::settings::Language;
use crate::site::{Edition, Entry, Freshness, Site};

/// Version of the format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct SiteJson<'a> {
    title: &'a str,
    description: &'a str,
    base_url: String,
    default_language: &'a Lang,
}

#[derive(Serialize)]
struct LanguageJson<'a> {
    tag: &'a Lang,
    name: &'a str,
    direction: Direction,
    title: &'a str,
    description: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    lang: &'a Lang,
    kind: &'static str,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    section: &'a str,
    tags: Vec<&'a str>,
    status: Option<Status>,
    owner: Option<&'a str>,
    created: Option<Date>,
    updated: Option<Date>,
    reviewed_on: Option<Date>,
    review_due: Option<Date>,
    headings: Vec<HeadingJson<'a>>,
    translations: BTreeMap<&'a str, &'a str>,
    translation: Option<TranslationJson<'a>>,
    words: u32,
    fingerprint: String,
}

#[derive(Serialize)]
struct HeadingJson<'a> {
    id: &'a str,
    text: &'a str,
    level: u8,
}

#[derive(Serialize)]
struct TranslationJson<'a> {
    source: &'a Lang,
    state: Option<&'a str>,
    freshness: &'static str,
    translator: Option<&'a str>,
    fingerprint: Option<&'a str>,
}

/// The file. `remembered` holds lines by what they were made from.
pub fn make(site: &Site, remembered: &mut Memo<Arc<str>>) -> Made {
    let mut entries: Vec<&Entry> = site.editions.iter().flat_map(written).collect();
    entries.sort_by(|a, b| (&a.meta.id, &a.lang).cmp(&(&b.meta.id, &b.lang)));
    let key = |entry: &&Entry| {
        Key::of(&(&entry.lang, &entry.url, &entry.article, &entry.meta, &entry.translations))
    };
    let articles = remembered.each(&entries, key, |entry| json(&article(entry)).into());
    let languages: Vec<String> = site.editions.iter().filter_map(|edition| language(site, edition)).collect();
    // One article to a line: readable, and quick to compare.
    let text = format!(
        "{{\n\"version\": {VERSION},\n\"site\": {},\n\"languages\": [\n{}\n],\n\"articles\": [\n{}\n]\n}}\n",
        json(&about(site)),
        languages.join(",\n"),
        articles.join(",\n"),
    );
    (at("", "index.json"), Artifact::new(text.into_bytes(), sources("content")))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("these have string keys and no failing parts")
}

fn settings_of<'a>(site: &'a Site, lang: &Lang) -> Option<&'a Language> {
    site.settings.languages.iter().find(|language| language.tag == *lang)
}

fn about(site: &Site) -> SiteJson<'_> {
    let settings = &site.settings;
    let language = settings_of(site, &settings.default_language);
    SiteJson {
        title: language.map_or("", |language| &language.title),
        description: language.map_or("", |language| &language.description),
        base_url: settings.base_url.to_string(),
        default_language: &settings.default_language,
    }
}

fn language(site: &Site, edition: &Edition) -> Option<String> {
    let language = settings_of(site, &edition.lang)?;
    Some(json(&LanguageJson {
        tag: &language.tag,
        name: &language.name,
        direction: language.direction,
        title: &language.title,
        description: &language.description,
        url: &edition.home,
    }))
}

fn article(entry: &Entry) -> ArticleJson<'_> {
    let (article, meta) = (&entry.article, &entry.meta);
    let others = entry.translations.iter().filter(|other| other.real && other.lang != entry.lang);
    ArticleJson {
        id: &meta.id,
        lang: &entry.lang,
        kind: match article.role {
            Role::Index => "section",
            Role::Page => "article",
        },
        url: &entry.url,
        title: &meta.title,
        summary: &meta.summary,
        section: &article.section,
        tags: meta.tags.iter().map(|tag| tag.id.as_str()).collect(),
        status: meta.status,
        owner: meta.owner.as_ref().map(|owner| owner.id.as_str()),
        created: meta.created,
        updated: meta.updated,
        reviewed_on: meta.reviewed_on,
        review_due: meta.review_due,
        headings: article.outline.iter().map(heading).collect(),
        translations: others.map(|other| (other.lang.as_str(), other.url.as_str())).collect(),
        translation: translation(entry),
        words: article.words,
        fingerprint: article.published.to_string(),
    }
}

fn heading(heading: &crate::article::Heading) -> HeadingJson<'_> {
    HeadingJson { id: &heading.id, text: &heading.text, level: heading.level }
}

fn freshness(freshness: &Freshness) -> &'static str {
    match freshness {
        Freshness::Original | Freshness::Unknown => "unknown",
        Freshness::Current => "current",
        Freshness::Outdated(_) => "outdated",
    }
}

/// What is known of an article as a translation; nothing for an original.
fn translation(entry: &Entry) -> Option<TranslationJson<'_>> {
    let meta = &entry.meta;
    let said = meta.translation.as_ref();
    let named = said.and_then(|said| said.source.as_ref()).map(|source| &source.value);
    let source = named.or(meta.translated_from.as_ref()).unwrap_or(&meta.original);
    (*source != entry.lang).then(|| TranslationJson {
        source,
        state: match meta.freshness {
            Freshness::Outdated(_) => Some("outdated"),
            _ => said.and_then(|said| said.state.as_deref()),
        },
        freshness: freshness(&meta.freshness),
        translator: said.and_then(|said| said.translator.as_deref()),
        fingerprint: said.and_then(|said| said.fingerprint.as_ref()).map(|stamp| stamp.value.as_str()),
    })
}
