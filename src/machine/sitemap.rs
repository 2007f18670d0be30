//! `sitemap.xml`: the pages that search engines should know, with their translations.
//!
//! Listed is what has a text of its own in its language and no wish to stay unfound: no
//! fallbacks, nothing archived, nothing marked `noindex`. A map too large for the protocol
//! becomes an index of several (<https://www.sitemaps.org/protocol.html>).

use std::collections::HashSet;

use super::xml::Xml;
use super::{Made, absolute, at, sources};
use crate::article::Status;
use crate::language::Lang;
use crate::output::Artifact;
use crate::settings::Settings;
use crate::site::{Entry, Site};

/// Most pages in one map.
const MOST_PAGES: usize = 50_000;

/// Most bytes in one map: 50 MB, less what stands around the pages.
const MOST_BYTES: usize = 50 * 1024 * 1024 - 1024;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The map, or the index and the maps.
pub fn make(site: &Site) -> Vec<Made> {
    make_within(site, MOST_PAGES, MOST_BYTES)
}

pub(super) fn make_within(site: &Site, most_pages: usize, most_bytes: usize) -> Vec<Made> {
    let mut listed: Vec<&Entry> = site.editions.iter().flat_map(pages).collect();
    listed.sort_by(|a, b| a.url.cmp(&b.url));
    let urls: HashSet<&str> = listed.iter().map(|entry| entry.url.as_str()).collect();
    let mut maps = Vec::new();
    let mut rest = listed.as_slice();
    loop {
        let (map, taken) = map(&site.settings, rest, &urls, most_pages, most_bytes);
        maps.push(map);
        rest = &rest[taken..];
        if rest.is_empty() {
            break;
        }
    }
    let made = |name: &str, xml| (at("", name), Artifact::new(xml, sources("content")));
    if let [map] = &mut maps[..] {
        return vec![made("sitemap.xml", std::mem::take(map))];
    }
    let names: Vec<String> = (1..=maps.len()).map(|number| format!("sitemap-{number}.xml")).collect();
    let index = made("sitemap.xml", index(&site.settings, &names));
    names.iter().zip(maps).map(|(name, map)| made(name, map)).chain([index]).collect()
}

/// The pages of one language that are listed; a section is, even if only its articles were
/// written.
fn pages(edition: &crate::site::Edition) -> impl Iterator<Item = &Entry> {
    let sections = edition.sections.iter().map(|section| &*section.page);
    let all = sections.chain(edition.entries.iter().map(|entry| &**entry));
    all.filter(|entry| {
        let hidden = entry.meta.noindex || entry.meta.status == Some(Status::Archived);
        !entry.is_fallback() && !hidden && entry.canonical == entry.url
    })
}

/// A map of as many pages as may go into one, and how many those are.
fn map(
    settings: &Settings,
    pages: &[&Entry],
    listed: &HashSet<&str>,
    most_pages: usize,
    most_bytes: usize,
) -> (Vec<u8>, usize) {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", NAMESPACE), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")]);
    let mut taken = 0;
    for page in pages.iter().take(most_pages) {
        // One page always goes in, or there would be no end.
        if taken > 0 && xml.length() + size(page) > most_bytes {
            break;
        }
        url(&mut xml, settings, page, listed);
        taken += 1;
    }
    (xml.finish(), taken)
}

/// More bytes than a page takes in the map.
fn size(page: &Entry) -> usize {
    const AROUND: usize = 200;
    let addresses = page.translations.iter().map(|other| other.url.len() * 6 + AROUND);
    page.url.len() * 6 + AROUND + addresses.sum::<usize>()
}

fn url(xml: &mut Xml, settings: &Settings, page: &Entry, listed: &HashSet<&str>) {
    xml.open("url", &[]);
    xml.text("loc", &[], &absolute(settings, &page.url));
    if let Some(updated) = page.meta.updated {
        xml.text("lastmod", &[], &updated.to_string());
    }
    let others: Vec<_> =
        page.translations.iter().filter(|other| other.real && listed.contains(other.url.as_str())).collect();
    // A page alone has no alternatives, nor has one that stands for others only; otherwise each
    // names all, itself included.
    let is_one = others.len() > 1 && others.iter().any(|other| other.url == page.url);
    for other in others.iter().filter(|_| is_one) {
        let href = absolute(settings, &other.url);
        let attributes = [("rel", "alternate"), ("hreflang", other.lang.as_str()), ("href", &href)];
        xml.empty("xhtml:link", &attributes);
    }
    if let Some(default) = others.first().filter(|_| is_one) {
        let of = |lang: &Lang| others.iter().find(|other| other.lang == *lang);
        let written = Some(&page.meta.original).filter(|_| !page.article.source_text.is_empty());
        let chosen = written.and_then(of).or_else(|| of(&settings.default_language)).unwrap_or(default);
        let href = absolute(settings, &chosen.url);
        xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", "x-default"), ("href", &href)]);
    }
    xml.close();
}

fn index(settings: &Settings, names: &[String]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
    for name in names {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], &absolute(settings, &format!("{}{name}", settings.base_url.path)));
        xml.close();
    }
    xml.finish()
}
