//! A section of an article as a document: what all formats have in common.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use crate::article::Status;
use crate::index;
use crate::key::Key;
use crate::language::Lang;
use crate::site::{Edition, Entry, Site};

/// What an address may not hold behind its `#`, beside all that is not ASCII.
const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');

/// A section of an article. `docs/content/scale.md` describes every field.
#[derive(Debug, Serialize)]
pub struct Section<'a> {
    /// The same from export to export, of letters that every system takes.
    pub id: String,
    /// Absolute address, with the section's anchor.
    pub url: String,
    /// Its language.
    pub lang: &'a Lang,
    /// Id of the article.
    pub article: &'a str,
    /// Title of the article.
    pub title: &'a str,
    /// Titles of the sections of the site above the article, the home left out.
    pub trail: Vec<&'a str>,
    /// Anchor of its heading; empty for what stands before the first one.
    pub section: &'a str,
    /// Its heading; empty for what stands before the first one.
    pub section_title: &'a str,
    /// Its place in the article, from 0.
    pub position: usize,
    /// Its prose.
    pub text: &'a str,
    /// Its code.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub code: &'a str,
    /// Ids of tags.
    pub tags: Vec<&'a str>,
    /// Tags as readers see them.
    pub tag_labels: Vec<&'a str>,
    /// Words that readers type and the text doesn't hold.
    pub keywords: &'a [String],
    /// Id of the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Status, where the article has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Whom the article is for; empty means everyone.
    pub audience: &'a [String],
    /// Last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
}

/// A section for systems that compare numbers only.
#[derive(Debug, Serialize)]
pub struct Timed<'a> {
    #[serde(flatten)]
    section: &'a Section<'a>,
    /// The beginning of the day of the last change, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<i64>,
}

/// The sections of all pages that the search of the site finds in a language, in reading order.
pub fn of<'a>(site: &Site, edition: &'a Edition) -> Vec<Section<'a>> {
    let origin = &site.settings.base_url.origin;
    index::searched(edition).flat_map(|entry| of_page(origin, &edition.home, entry)).collect()
}

/// What stands before the first heading, if only the title, then each heading with its text.
fn of_page<'a>(origin: &str, home: &str, entry: &'a Entry) -> Vec<Section<'a>> {
    let article = &entry.article;
    let begins = article.passages.first().is_some_and(|passage| passage.heading.is_none());
    let mut sections = Vec::with_capacity(article.passages.len() + 1);
    if !begins {
        sections.push(section(origin, home, entry, ("", ""), ("", "")));
    }
    for passage in &article.passages {
        let heading = passage.heading.and_then(|at| article.outline.get(at as usize));
        let heading = heading.map_or(("", ""), |heading| (&*heading.id, &*heading.text));
        sections.push(section(origin, home, entry, heading, (&passage.text, &passage.code)));
    }
    for (position, section) in sections.iter_mut().enumerate() {
        section.position = position;
    }
    sections
}

fn section<'a>(
    origin: &str,
    home: &str,
    entry: &'a Entry,
    (anchor, heading): (&'a str, &'a str),
    (text, code): (&'a str, &'a str),
) -> Section<'a> {
    let meta = &entry.meta;
    let above = entry.trail.iter().filter(|above| above.url != home);
    let fragment = match anchor {
        "" => String::new(),
        anchor => format!("#{}", utf8_percent_encode(anchor, UNSAFE)),
    };
    Section {
        id: id(&entry.lang, &meta.id, anchor),
        url: format!("{origin}{}{fragment}", entry.url),
        lang: &entry.lang,
        article: &meta.id,
        title: &meta.title,
        trail: above.map(|above| above.nav_title.as_str()).collect(),
        section: anchor,
        section_title: heading,
        position: 0,
        text,
        code,
        tags: meta.tags.iter().map(|tag| tag.id.as_str()).collect(),
        tag_labels: meta.tags.iter().map(|tag| tag.label.as_str()).collect(),
        keywords: &meta.keywords,
        owner: meta.owner.as_ref().map(|owner| owner.id.as_str()),
        status: meta.status,
        audience: &meta.audience,
        updated: meta.updated,
    }
}

/// A name that survives edits of the text. Ids of articles have slashes and letters of any script,
/// which Meilisearch refuses, so it is a hash.
fn id(lang: &Lang, article: &str, anchor: &str) -> String {
    // Neither a tag nor an id has a NUL in it, so that no two sections share these bytes.
    let bytes = format!("{lang}\0{article}\0{anchor}");
    format!("{}-{}", lang.as_str().to_ascii_lowercase(), Key::of_bytes(bytes.as_bytes()))
}

impl<'a> Timed<'a> {
    /// Adds the number.
    pub fn of(section: &'a Section<'a>) -> Self {
        let day = section.updated.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
        Self { section, updated_at: day.map(|day| day.timestamp().as_second()) }
    }
}
