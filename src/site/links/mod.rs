//! Links: from what a writer wrote to the address that a page says.
//!
//! A link is looked up once, for the article that it stands in ([`find`]), with the help of an
//! [`Atlas`] of all that can be linked to; what is wrong with it is said once
//! ([`complaints`]). Every page that shows the article, fallbacks included, then gets its own
//! address for the same destination.

mod atlas;
mod complaints;
mod find;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::article::LinkRef;
use crate::diag::{Checked, Diagnostic};
use crate::key::Keyed;
use crate::path::SitePath;

pub(super) use self::atlas::{Atlas, Old};
use self::find::{Destination, Found};
use super::groundwork::Groundwork;
use super::{Asset, Resolved, routes};

/// The links of all pages, and the files that only hidden articles ask for.
pub(super) struct Links {
    /// By page.
    pub resolved: Vec<Keyed<Vec<Resolved>>>,
    /// Assets that must not be published.
    pub unpublished: BTreeSet<SitePath>,
}

/// Finds out what every link leads to.
pub(super) fn resolve(atlas: &Atlas<'_>) -> Checked<Links> {
    let ground = atlas.ground;
    let versions = 0..ground.families.versions.len();
    let found: Vec<(Vec<Found<'_>>, Vec<Diagnostic>)> =
        versions.into_par_iter().map(|version| links_of(atlas, version)).collect();
    let none = Keyed::new(Vec::new());
    let pages = 0..ground.plan.pages.len();
    let addressed = |page: usize| match ground.page(page).version {
        Some(version) => {
            Keyed::new(found[version].0.iter().map(|found| resolved(ground, found, page)).collect())
        }
        None => none.clone(),
    };
    let resolved = pages.into_par_iter().map(addressed).collect();
    let unpublished = unpublished(atlas, &found);
    // A file that several articles include is looked at in each of them.
    let notes: BTreeSet<Diagnostic> = found.into_iter().flat_map(|(_, notes)| notes).collect();
    Checked::new(Links { resolved, unpublished }, notes.into_iter().collect())
}

/// What the links of a version lead to. Hidden versions are not looked at.
fn links_of<'a>(atlas: &'a Atlas<'_>, version: usize) -> (Vec<Found<'a>>, Vec<Diagnostic>) {
    let ground = atlas.ground;
    let Some(page) = ground.page_of_version(version) else { return (Vec::new(), Vec::new()) };
    let article = &ground.families.versions[version].article;
    let mut notes = Vec::new();
    let mut look_up = |link: &'a LinkRef| {
        let found = find::find(atlas, page, article, link);
        notes.extend(complaints::complaint(atlas, page, link, &found));
        found
    };
    let found = article.links.iter().map(&mut look_up).collect();
    (found, notes)
}

/// The address of what was found, as one page says it.
fn resolved(ground: &Groundwork<'_>, found: &Found<'_>, page: usize) -> Resolved {
    let plain = |href: String| Resolved { href, pixels: None };
    match &found.destination {
        Destination::Elsewhere | Destination::Unread | Destination::Nothing => {
            plain(found.written.to_owned())
        }
        // Not even the name of a hidden file is published.
        Destination::Hidden(_) => plain("#".to_owned()),
        Destination::Here => plain(found.suffix(Anchored::Yes)),
        Destination::Known(url) => plain(format!("{url}{}", found.suffix(Anchored::Yes))),
        Destination::Asset(asset) => {
            Resolved { href: format!("{}{}", asset.url, found.suffix(Anchored::Yes)), pixels: asset.pixels }
        }
        Destination::Page(target) | Destination::StandIn(target) => {
            let (target, anchored) = readers_page(ground, found, page, *target);
            plain(format!("{}{}", ground.page(target).url, found.suffix(anchored)))
        }
    }
}

/// Whether the fragment of a link is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchored {
    Yes,
    No,
}

/// The page in the reader's language that a link of a fallback page means. With a fragment it is
/// the page that shows the text that the fragment belongs to.
fn readers_page(ground: &Groundwork<'_>, found: &Found<'_>, page: usize, target: usize) -> (usize, Anchored) {
    let (reader, destination) = (ground.page(page), ground.page(target));
    let own = ground.version(page).is_some_and(|version| version.language == destination.language);
    let theirs = ground.plan.page_of(destination.family, reader.language).filter(|_| own).unwrap_or(target);
    let fragment = found.fragment.as_deref().unwrap_or("");
    if fragment.is_empty() {
        return (theirs, Anchored::Yes);
    }
    let same_text = ground.page(theirs).version == destination.version;
    let chosen = if same_text { theirs } else { target };
    // The fragment of a text that isn't there yet in this language.
    let lost = !find::has_anchor(ground, chosen, fragment);
    (chosen, if lost { Anchored::No } else { Anchored::Yes })
}

/// Files below `content/` that hidden articles ask for and no published one does.
fn unpublished(atlas: &Atlas<'_>, found: &[(Vec<Found<'_>>, Vec<Diagnostic>)]) -> BTreeSet<SitePath> {
    let versions = atlas.ground.families.versions.iter();
    let mut secret: BTreeSet<SitePath> = versions
        .filter(|version| version.hidden.is_some())
        .flat_map(|version| version.article.links.iter().map(move |link| (version, link)))
        .filter_map(|(version, link)| find::asset_beside(atlas, &version.article, link))
        .filter(|asset| asset.path.below("content").is_some())
        .map(|asset| asset.path.clone())
        .collect();
    if secret.is_empty() {
        return secret;
    }
    for found in found.iter().flat_map(|(found, _)| found) {
        if let Destination::Asset(asset) = found.destination {
            secret.remove(&asset.path);
        }
    }
    secret
}

/// Where an address of `[redirects]` leads: URL and, if it is one of this site, the page.
pub(super) fn redirect_target(atlas: &Atlas<'_>, target: &str) -> Option<(String, Option<usize>)> {
    let parts = target::Target::of(target);
    let path = match parts.path() {
        target::Path::Elsewhere => return Some((target.to_owned(), None)),
        target::Path::Absolute(path) => path.to_owned(),
        target::Path::Own(url) => match target::Target::inside(url, &atlas.ground.routes) {
            Some(path) => path.to_owned(),
            None => return Some((target.to_owned(), None)),
        },
        target::Path::Relative(path) => path.to_owned(),
        target::Path::Here => return None,
    };
    let suffix = parts.suffix();
    if let Some(asset) = atlas.asset_at(&routes::decode(path.trim_start_matches('/'))) {
        return Some((format!("{}{suffix}", asset.url), None));
    }
    match atlas.at(&path, atlas.ground.languages.default) {
        Destination::Page(page) => Some((format!("{}{suffix}", atlas.ground.page(page).url), Some(page))),
        Destination::Known(url) => Some((format!("{url}{suffix}"), None)),
        _ => None,
    }
}

/// Assets by their addresses.
pub(super) fn by_address(assets: &BTreeMap<SitePath, Asset>) -> std::collections::HashMap<&str, &Asset> {
    assets.values().map(|asset| (asset.out.as_str(), asset)).collect()
}
