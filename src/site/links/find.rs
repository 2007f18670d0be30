//! Looks up one link.
//!
//! People write links as the tools they come from taught them: to the `.md` file, to the URL
//! relative to the page's own URL, relative to the file, absolute with or without the
//! language or the base path. All of these are tried, the most precise first.

use crate::article::{Article, LinkRef};
use crate::path::{SitePath, climb, join};

use super::super::Asset;
use super::super::groundwork::Groundwork;
use super::super::languages::without_extension;
use super::super::routes;
use super::Anchored;
use super::atlas::{Atlas, first, trimmed};
use super::destination::Destination;
use super::target::{Path, Target};

/// A link and where it leads.
pub(super) struct Found<'a> {
    /// The destination as it is written.
    pub written: &'a str,
    pub destination: Destination<'a>,
    query: Option<&'a str>,
    /// The fragment, decoded; without the part that only asks the browser to mark a text.
    pub fragment: Option<String>,
    /// The part of the fragment after `:~:`.
    mark: Option<&'a str>,
}

impl Found<'_> {
    /// Query and fragment, encoded.
    pub fn suffix(&self, anchored: Anchored) -> String {
        let query = self.query.map(|query| format!("?{query}")).unwrap_or_default();
        let fragment = self.fragment.as_deref().filter(|_| anchored == Anchored::Yes);
        let mark = self.mark.map(|mark| format!(":~:{mark}")).unwrap_or_default();
        match fragment {
            Some(fragment) => format!("{query}#{}{mark}", routes::encode_path(fragment)),
            None => query,
        }
    }
}

/// Looks up a link of an article whose own page is `page`.
pub(super) fn find<'a>(atlas: &'a Atlas<'_>, page: usize, article: &Article, link: &'a LinkRef) -> Found<'a> {
    let target = Target::of(&link.target);
    let destination = match target.path() {
        Path::Elsewhere => Destination::Elsewhere,
        Path::Here if link.target.trim().is_empty() => Destination::Nothing,
        Path::Here => Destination::Here,
        Path::Absolute(path) => absolute(atlas, page, path),
        Path::Own(url) => match Target::inside(url, &atlas.ground.routes) {
            Some(path) => absolute(atlas, page, path),
            None => Destination::Elsewhere,
        },
        Path::Relative(path) => relative(atlas, page, article, link, &routes::decode(path)),
    };
    let (fragment, mark) =
        match target.fragment.map(|fragment| fragment.split_once(":~:").unwrap_or((fragment, ""))) {
            Some((fragment, mark)) => {
                (Some(routes::decode(fragment)), Some(mark).filter(|mark| !mark.is_empty()))
            }
            None => (None, None),
        };
    Found { written: &link.target, destination, query: target.query, fragment, mark }
}

/// A path from the root: of the language, of the site, or of the host.
fn absolute<'a>(atlas: &'a Atlas<'_>, page: usize, path: &str) -> Destination<'a> {
    let language = atlas.ground.page(page).language;
    let based = atlas.ground.routes.below_bases(path);
    let prefix = atlas.ground.languages.prefix(language);
    for path in based.chain([path.trim_start_matches('/')]) {
        let decoded = routes::decode(path);
        let asset = atlas.asset_at(&decoded).or_else(|| atlas.asset_at(&join(prefix, &decoded)));
        if let Some(asset) = asset {
            return Destination::Asset(asset);
        }
    }
    atlas.at(path, language)
}

/// A path from the page or from the file; decoded.
fn relative<'a>(
    atlas: &'a Atlas<'_>,
    page: usize,
    article: &Article,
    link: &LinkRef,
    path: &str,
) -> Destination<'a> {
    if let Some(asset) = asset_near(atlas, page, article, link, path) {
        return Destination::Asset(asset);
    }
    let files = files(article, link, path).into_iter();
    if without_extension(path).is_some() {
        return first(files.map(|file| atlas.file(&file)));
    }
    let planned = atlas.ground.page(page);
    let language = planned.language;
    let from_page = climb(&planned.address, path).map(|address| atlas.below_root(&address, language));
    let section = &atlas.ground.page(atlas.ground.plan.folders[planned.section].page).address;
    let from_section = climb(section, path).map(|address| atlas.below_root(&address, language));
    let from_file = climb(&article.section, path).map(|place| atlas.spot(language, trimmed(&place)));
    first([from_page, from_section, from_file].into_iter().flatten())
}

/// The files that a relative path may mean: beside the article or, in an included file, beside
/// that.
fn files(article: &Article, link: &LinkRef, path: &str) -> Vec<SitePath> {
    let beside = article.path.join(path);
    let included = if link.place.file == article.path { None } else { link.place.file.join(path) };
    beside.into_iter().chain(included).collect()
}

/// The asset that a relative path means: by file, or relative to the page's URL.
fn asset_near<'a>(
    atlas: &'a Atlas<'_>,
    page: usize,
    article: &Article,
    link: &LinkRef,
    path: &str,
) -> Option<&'a Asset> {
    let by_file = files(article, link, path).iter().find_map(|file| atlas.asset(file));
    by_file.or_else(|| atlas.asset_at(&climb(&atlas.ground.page(page).address, path)?))
}

/// The asset that a link of an article means, whether the article has a page or not.
pub(super) fn asset_beside<'a>(atlas: &'a Atlas<'_>, article: &Article, link: &LinkRef) -> Option<&'a Asset> {
    match Target::of(&link.target).path() {
        Path::Relative(path) => {
            let path = routes::decode(path);
            files(article, link, &path).iter().find_map(|file| atlas.asset(file))
        }
        Path::Absolute(path) => {
            let folder = article.lang.as_str();
            let paths = atlas.ground.routes.below_bases(path).chain([path]);
            let addresses = paths.map(|path| routes::decode(path.trim_start_matches('/')));
            addresses.into_iter().find_map(|address| {
                atlas.asset_at(&address).or_else(|| atlas.asset_at(&join(folder, &address)))
            })
        }
        _ => None,
    }
}

/// Whether the text of a page has an id. Nobody knows what is on a page that nobody wrote.
pub(super) fn has_anchor(ground: &Groundwork, page: usize, id: &str) -> bool {
    let Some(version) = ground.version(page) else { return true };
    id.is_empty() || id == "top" || anchors(&version.article).any(|anchor| anchor == id)
}

/// The ids of an article.
pub(super) fn anchors(article: &Article) -> impl Iterator<Item = &str> {
    let headings = article.outline.iter().map(|heading| heading.id.as_str());
    headings.chain(article.anchors.iter().map(String::as_str))
}
