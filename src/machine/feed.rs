//! `feed.xml` of each language, and of its sections and tags: what was written or changed
//! last, as Atom (RFC 4287).
//!
//! Articles that nobody knows a date of can't stand in an order of time and are left out, as
//! are fallbacks, archived articles and those marked `noindex`.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::xml::Xml;
use super::{Made, absolute, sources};
use crate::article::Status;
use crate::output::Artifact;
use crate::path::OutPath;
use crate::settings::Language;
use crate::site::{Edition, Entry, Section, Site, Tag};

/// When a feed without entries was last updated: a feed has to say so, and the day of the build
/// would change it every day.
const NEVER: Date = Date::constant(1970, 1, 1);

/// What may not stand in the fragment of an address as it is.
const FRAGMENT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'#').add(b'%').add(b'{').add(b'}');

/// An article in a feed.
struct Item<'a> {
    entry: &'a Entry,
    published: Option<Date>,
    updated: Date,
}

/// What a feed is about.
struct Channel<'a> {
    /// Address of the page that it belongs to, which is its id, too.
    page: &'a str,
    /// The page's file; the feed lies beside it.
    out: &'a OutPath,
    title: String,
    subtitle: &'a str,
}

/// The feeds of each language, if the site wants feeds.
pub fn make(site: &Site) -> Vec<Made> {
    if !site.settings.feeds.enabled {
        return Vec::new();
    }
    let made = site.editions.iter().filter(|edition| site.settings.makes_language(&edition.lang));
    made.flat_map(|edition| feeds(site, edition).unwrap_or_default()).collect()
}

/// The feed of a language, then those of its sections and tags.
fn feeds(site: &Site, edition: &Edition) -> Option<Vec<Made>> {
    let settings = &site.settings;
    let language = settings.languages.iter().find(|language| language.tag == edition.lang)?;
    let mut items: Vec<Item> = edition.entries.iter().filter_map(|entry| item(entry)).collect();
    items.sort_by(|a, b| (Reverse(a.updated), &a.entry.url).cmp(&(Reverse(b.updated), &b.entry.url)));
    let home = &edition.sections.first()?.page;
    let (title, subtitle) = (language.title.clone(), language.description.as_str());
    let whole = Channel { page: &home.url, out: &home.out, title, subtitle };
    let mut made = vec![feed(site, language, &whole, items.iter())];
    if settings.feeds.sections {
        made.extend(of_sections(site, edition, language, &items));
    }
    if settings.feeds.tags {
        made.extend(of_tags(site, edition, language, &items));
    }
    Some(made.into_iter().flatten().collect())
}

/// A section's feed holds what is in it, however deep.
fn of_sections(site: &Site, edition: &Edition, language: &Language, items: &[Item]) -> Vec<Option<Made>> {
    let mut inside: HashMap<&str, Vec<&Item>> = HashMap::new();
    for item in items {
        for section in item.entry.trail.iter().skip(1) {
            inside.entry(&section.url).or_default().push(item);
        }
    }
    let section = |section: &Arc<Section>| {
        let page = &section.page;
        let (title, subtitle) =
            (format!("{} · {}", section.title, language.title), page.meta.summary.as_str());
        let channel = Channel { page: &page.url, out: &page.out, title, subtitle };
        let items = inside.get(page.url.as_str()).into_iter().flatten().copied();
        feed(site, language, &channel, items)
    };
    edition.sections.iter().skip(1).map(section).collect()
}

fn of_tags(site: &Site, edition: &Edition, language: &Language, items: &[Item]) -> Vec<Option<Made>> {
    let mut tagged: HashMap<&str, Vec<&Item>> = HashMap::new();
    for item in items {
        for tag in &item.entry.meta.tags {
            tagged.entry(&tag.id).or_default().push(item);
        }
    }
    let tag = |tag: &Arc<Tag>| {
        let title = format!("{} · {}", tag.label, language.title);
        let channel = Channel { page: &tag.url, out: &tag.out, title, subtitle: "" };
        feed(site, language, &channel, tagged.get(tag.id.as_str()).into_iter().flatten().copied())
    };
    edition.tags.iter().map(tag).collect()
}

/// One feed of `items`, the latest first.
fn feed<'a>(
    site: &Site,
    language: &Language,
    channel: &Channel,
    items: impl Iterator<Item = &'a Item<'a>>,
) -> Option<Made> {
    let items: Vec<&Item> = items.take(site.settings.feeds.limit).collect();
    let xml = document(site, language, channel, &items);
    let folder = channel.out.as_str().strip_suffix("index.html")?;
    let name = if site.settings.prefixed { language.tag.as_str() } else { "" };
    let source = if name.is_empty() { "content".into() } else { format!("content/{name}") };
    Some((OutPath::new(&format!("{folder}feed.xml"))?, Artifact::new(xml, sources(&source))))
}

fn item(entry: &Entry) -> Option<Item<'_>> {
    let meta = &entry.meta;
    if entry.is_fallback() || meta.noindex || meta.status == Some(Status::Archived) {
        return None;
    }
    // Written in March and published in June is news in June.
    let publish_on = entry.article.front.publish_on;
    let published = meta.created.max(publish_on);
    Some(Item { entry, published, updated: meta.updated.max(published)? })
}

fn document(site: &Site, language: &Language, channel: &Channel, items: &[&Item]) -> Vec<u8> {
    let home = absolute(&site.settings, channel.page);
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language.tag.as_str())]);
    xml.text("id", &[], &home);
    xml.text("title", &[], &channel.title);
    if !channel.subtitle.is_empty() {
        xml.text("subtitle", &[], channel.subtitle);
    }
    let updated = items.first().map_or(NEVER, |item| item.updated);
    xml.text("updated", &[], &moment(updated));
    let own = [("rel", "self"), ("type", "application/atom+xml"), ("href", &format!("{home}feed.xml"))];
    xml.empty("link", &own);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
    author(&mut xml, &language.title, None);
    xml.text("generator", &[], "Vademecum");
    for item in items {
        entry(&mut xml, site, item);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, site: &Site, item: &Item) {
    let (settings, meta) = (&site.settings, &item.entry.meta);
    let home = site.editions.iter().find(|edition| edition.lang == item.entry.lang);
    let home = absolute(settings, home.map_or(&settings.base_url.path, |edition| &edition.home));
    xml.open("entry", &[]);
    // Made of the article's id, not of its address: a new slug makes no new article.
    xml.text("id", &[], &format!("{home}#{}", utf8_percent_encode(&meta.id, FRAGMENT)));
    xml.text("title", &[], &meta.title);
    let page = absolute(settings, &item.entry.url);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
    if let Some(published) = item.published {
        xml.text("published", &[], &moment(published));
    }
    xml.text("updated", &[], &moment(item.updated));
    if let Some(owner) = &meta.owner {
        author(xml, &owner.name, owner.url.as_deref());
    }
    for tag in &meta.tags {
        xml.empty("category", &[("term", &tag.id), ("label", &tag.label)]);
    }
    // Without a text an entry must have a summary; an empty one is allowed.
    xml.text("summary", &[], &meta.summary);
    xml.close();
}

/// Mail addresses are left out: feeds are harvested.
fn author(xml: &mut Xml, name: &str, url: Option<&str>) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    if let Some(url) = url {
        xml.text("uri", &[], url);
    }
    xml.close();
}

/// A day as Atom writes it. Sources know no hours.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
