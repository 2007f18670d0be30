//! `feed.xml` of each language: what was written or changed last, as Atom (RFC 4287).
//!
//! Articles that nobody knows a date of can't stand in an order of time and are left out, as
//! are fallbacks, archived articles and those marked `noindex`.

use std::cmp::Reverse;

use jiff::civil::Date;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::xml::Xml;
use super::{Made, absolute, at, folder, sources};
use crate::article::Status;
use crate::output::Artifact;
use crate::settings::Language;
use crate::site::{Edition, Entry, Site};

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

/// One feed for each language, if the site wants feeds.
pub fn make(site: &Site) -> Vec<Made> {
    if !site.settings.feeds.enabled {
        return Vec::new();
    }
    site.editions.iter().filter_map(|edition| feed(site, edition)).collect()
}

fn feed(site: &Site, edition: &Edition) -> Option<Made> {
    let settings = &site.settings;
    let language = settings.languages.iter().find(|language| language.tag == edition.lang)?;
    let mut items: Vec<Item> = edition.entries.iter().filter_map(|entry| item(entry)).collect();
    items.sort_by(|a, b| (Reverse(a.updated), &a.entry.url).cmp(&(Reverse(b.updated), &b.entry.url)));
    items.truncate(settings.feeds.limit);
    let xml = document(site, edition, language, &items);
    let name = folder(settings, edition);
    let source = if name.is_empty() { "content".into() } else { format!("content/{name}") };
    Some((at(name, "feed.xml"), Artifact::new(xml, sources(&source))))
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

fn document(site: &Site, edition: &Edition, language: &Language, items: &[Item]) -> Vec<u8> {
    let settings = &site.settings;
    let home = absolute(settings, &edition.home);
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language.tag.as_str())]);
    xml.text("id", &[], &home);
    xml.text("title", &[], &language.title);
    if !language.description.is_empty() {
        xml.text("subtitle", &[], &language.description);
    }
    let updated = items.first().map_or(NEVER, |item| item.updated);
    xml.text("updated", &[], &moment(updated));
    let own = [("rel", "self"), ("type", "application/atom+xml"), ("href", &format!("{home}feed.xml"))];
    xml.empty("link", &own);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
    author(&mut xml, &language.title, None);
    xml.text("generator", &[], "Vademecum");
    for item in items {
        entry(&mut xml, site, &home, item);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, site: &Site, home: &str, item: &Item) {
    let (settings, meta) = (&site.settings, &item.entry.meta);
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
