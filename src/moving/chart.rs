//! What is at which address of a site, under names that outlast a move.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::language::Lang;
use crate::path::SitePath;
use crate::site::{Entry, Site};

/// Something that links lead to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A page: the readers' language, and the place in it.
    Page(Lang, String),
    /// A picture or download.
    Asset(SitePath),
}

/// Things by address, and addresses by thing.
pub(super) struct Chart {
    things: HashMap<String, Thing>,
    addresses: HashMap<Thing, String>,
}

impl Chart {
    pub fn of(site: &Site) -> Self {
        let pages = pages(site).map(|(thing, page)| (thing, page.url.clone()));
        let assets = site.assets.values().map(|asset| (Thing::Asset(asset.path.clone()), asset.url.clone()));
        let addresses: HashMap<Thing, String> = pages.chain(assets).collect();
        let things = addresses.iter().map(|(thing, url)| (url.clone(), thing.clone())).collect();
        Self { things, addresses }
    }

    /// What a resolved link leads to, if it is something of the site.
    pub fn thing(&self, href: &str) -> Option<&Thing> {
        self.things.get(href.split(['#', '?']).next().unwrap_or_default())
    }

    /// The address of something, percent-encoded, with the base path.
    pub fn url(&self, thing: &Thing) -> Option<&str> {
        self.addresses.get(thing).map(String::as_str)
    }

    /// The address of something, readable, without slashes at its ends.
    pub fn address(&self, thing: &Thing) -> Option<String> {
        Some(decode(self.url(thing)?).trim_matches('/').to_owned())
    }
}

/// Every page of every language, fallbacks and lists of sections included.
pub(super) fn pages(site: &Site) -> impl Iterator<Item = (Thing, &Entry)> {
    site.editions.iter().flat_map(|edition| {
        let of_section = edition
            .sections
            .iter()
            .map(|section| (Thing::Page(edition.lang.clone(), section.path.clone()), &*section.page));
        let of_entry = edition.entries.iter().map(|entry| {
            let article = &entry.article;
            let spot = crate::path::join(&article.section, &article.stem);
            (Thing::Page(edition.lang.clone(), spot), &**entry)
        });
        of_section.chain(of_entry)
    })
}

/// A text without percent-encoding.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
