//! Links: from what a writer wrote to the address that a page says.
//!
//! A link is looked up once, for the article that it stands in ([`find`]), with the help of an
//! [`Atlas`] of all that can be linked to; what is wrong with it is said once
//! ([`complaints`]). Every page that shows the article, fallbacks included, then gets its own
//! address for the same destination.

mod atlas;
mod circles;
mod complaints;
mod destination;
mod find;
mod target;
mod withheld;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::article::{Article, LinkKind, LinkRef};
use crate::diag::{Bounded, Checked, Diagnostic, Place};
use crate::key::{Key, Keyed, Memo};
use crate::path::SitePath;

pub(super) use self::atlas::{Atlas, Old};
pub(super) use self::circles::circles;
use self::destination::Destination;
use self::find::Found;
use super::family::Version;
use super::groundwork::Groundwork;
use super::{Asset, Resolved, routes};

/// The links of all pages, and the files that only hidden articles ask for.
pub(super) struct Links {
    /// By page.
    pub resolved: Vec<Keyed<Vec<Resolved>>>,
    /// Assets that must not be published.
    pub unpublished: BTreeSet<SitePath>,
}

/// What is remembered of links from build to build.
pub(super) type Remembered = Memo<Arc<LinksOf>>;

/// What came of the links of one version.
pub(super) struct LinksOf {
    /// For each page that shows it, in the order of pages.
    resolved: Vec<Keyed<Vec<Resolved>>>,
    /// Files that it asks for.
    assets: Vec<SitePath>,
    notes: Vec<Diagnostic>,
}

/// Finds out what every link leads to. What is remembered of an article is used where nothing
/// has changed that a link could notice ([`Atlas::world`]): its own text may have.
pub(super) fn resolve(atlas: &Atlas<'_>, remembered: &mut Remembered) -> Checked<Links> {
    let ground = atlas.ground;
    let mut shown: Vec<Vec<usize>> = vec![Vec::new(); ground.families.versions.len()];
    for (page, planned) in ground.plan.pages.iter().enumerate() {
        if let Some(version) = planned.version {
            shown[version].push(page);
        }
    }
    let world = atlas.world();
    let versions: Vec<usize> = (0..shown.len()).collect();
    let key = |&version: &usize| Key::of(&(world, version, &ground.families.versions[version].article));
    let found =
        remembered.each(&versions, key, |&version| Arc::new(links_of(atlas, version, &shown[version])));
    let mut resolved = vec![Keyed::new(Vec::new()); ground.plan.pages.len()];
    for (links, pages) in found.iter().zip(&shown) {
        for (links, &page) in links.resolved.iter().zip(pages) {
            resolved[page] = links.clone();
        }
    }
    let unpublished = unpublished(atlas, &found);
    // A file that several articles include is looked at in each of them.
    let notes: BTreeSet<Diagnostic> = found.iter().flat_map(|links| links.notes.iter().cloned()).collect();
    Checked::new(Links { resolved, unpublished }, notes.into_iter().collect())
}

/// What the links of a version lead to, for each of the `pages` that show it. Hidden versions
/// are not looked at.
fn links_of(atlas: &Atlas<'_>, version: usize, pages: &[usize]) -> LinksOf {
    let ground = atlas.ground;
    let (mut assets, mut notes) = (Vec::new(), Bounded::default());
    let mut resolved_on = vec![Vec::new(); pages.len()];
    if let Some(page) = ground.page_of_version(version) {
        let article = &ground.families.versions[version].article;
        for link in &article.links {
            let lookup = find::find(atlas, page, article, link);
            notes.extend(complaints::complaint(atlas, page, link, &lookup));
            if let Destination::Asset(asset) = lookup.destination {
                assets.push(asset.path.clone());
            }
            for (links, &page) in resolved_on.iter_mut().zip(pages) {
                links.push(resolved(ground, &lookup, page));
            }
        }
    }
    let resolved = resolved_on.into_iter().map(Keyed::new).collect();
    LinksOf { resolved, assets, notes: notes.finish() }
}

/// The address of what was found, as one page says it.
fn resolved(ground: &Groundwork, found: &Found<'_>, page: usize) -> Resolved {
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
fn readers_page(ground: &Groundwork, found: &Found<'_>, page: usize, target: usize) -> (usize, Anchored) {
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

/// Files below `content/` that only hidden articles and blocks ask for, and those that lie where
/// nothing is published.
fn unpublished(atlas: &Atlas<'_>, found: &[Arc<LinksOf>]) -> BTreeSet<SitePath> {
    let (hidden, shown): (Vec<&Version>, Vec<&Version>) =
        atlas.ground.families.versions.iter().partition(|version| version.hidden.is_some());
    let links =
        hidden.iter().flat_map(|version| version.article.links.iter().map(move |link| (*version, link)));
    let withheld = hidden.iter().chain(&shown);
    let withheld =
        withheld.flat_map(|version| version.article.withheld.iter().map(move |link| (*version, link)));
    let mut secret: BTreeSet<SitePath> = (links.chain(withheld))
        .filter_map(|(version, link)| find::asset_beside(atlas, &version.article, link))
        .filter(|asset| asset.path.below("content").is_some())
        .map(|asset| asset.path.clone())
        .collect();
    secret.extend(hidden.iter().flat_map(|version| named(atlas, &version.article)));
    secret.extend(withheld::among_hidden(atlas));
    if !secret.is_empty() {
        for asset in found.iter().flat_map(|links| &links.assets) {
            secret.remove(asset);
        }
        for asset in shown.iter().flat_map(|version| named(atlas, &version.article)) {
            secret.remove(&asset);
        }
    }
    secret
}

/// The files beside an article that its `extra` names, for a template to show.
fn named(atlas: &Atlas<'_>, article: &Article) -> Vec<SitePath> {
    let mut texts = Vec::new();
    collect_texts(&article.front.extra, &mut texts);
    let link = |target: String| LinkRef { target, kind: LinkKind::Embed, place: Place::file(&article.path) };
    let beside = |text| Some(find::asset_beside(atlas, article, &link(text))?.path.clone());
    texts.into_iter().filter_map(beside).filter(|path| path.below("content").is_some()).collect()
}

fn collect_texts(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect_texts(value, texts)),
        serde_json::Value::Object(table) => table.values().for_each(|value| collect_texts(value, texts)),
        _ => {}
    }
}

/// Where an address of `[redirects]` leads.
pub(super) enum Forwarded {
    /// URL and, if it is one of this site, the page.
    To(String, Option<usize>),
    /// An article that is not published: its version.
    Hidden(usize),
    Nowhere,
}

/// Where an address of `[redirects]` leads.
pub(super) fn redirect_target(atlas: &Atlas<'_>, target: &str) -> Forwarded {
    let parts = target::Target::of(target);
    let path = match parts.path() {
        target::Path::Elsewhere => return Forwarded::To(target.to_owned(), None),
        target::Path::Absolute(path) => path.to_owned(),
        target::Path::Own(url) => match target::Target::inside(url, &atlas.ground.routes) {
            Some(path) => path.to_owned(),
            None => return Forwarded::To(target.to_owned(), None),
        },
        target::Path::Relative(path) => path.to_owned(),
        target::Path::Here => return Forwarded::Nowhere,
    };
    let suffix = parts.suffix();
    if let Some(asset) = atlas.asset_at(&routes::decode(path.trim_start_matches('/'))) {
        return Forwarded::To(format!("{}{suffix}", asset.url), None);
    }
    match atlas.at(&path, atlas.ground.languages.default) {
        Destination::Page(page) => {
            Forwarded::To(format!("{}{suffix}", atlas.ground.page(page).url), Some(page))
        }
        Destination::Known(url) => Forwarded::To(format!("{url}{suffix}"), None),
        Destination::Hidden(version) => Forwarded::Hidden(version),
        _ => Forwarded::Nowhere,
    }
}

/// What is wrong with the fragment of a redirect to `page`, which stands at `place` of the settings.
pub(super) fn redirect_anchor(
    ground: &Groundwork,
    page: usize,
    target: &str,
    place: Place,
) -> Option<Diagnostic> {
    let forward = LinkRef { target: target.to_owned(), kind: LinkKind::Link, place };
    complaints::forwarded(ground, page, &forward)
}

/// Assets by their addresses.
pub(super) fn by_address(assets: &BTreeMap<SitePath, Asset>) -> std::collections::HashMap<&str, &Asset> {
    assets.values().map(|asset| (asset.out.as_str(), asset)).collect()
}
