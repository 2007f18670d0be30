//! Links: from what a writer wrote to the address that a page says.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::article::{Article, LinkRef};
use crate::key::Keyed;
use crate::path::SitePath;

use super::groundwork::Groundwork;
use super::routes;
use super::{Asset, Resolved};

/// What the links of each page lead to, by page.
pub(super) fn resolve(
    ground: &Groundwork<'_>,
    assets: &BTreeMap<SitePath, Asset>,
) -> Vec<Keyed<Vec<Resolved>>> {
    let versions = ground.families.versions.iter();
    let files: HashMap<&SitePath, usize> =
        versions.map(|version| (&version.article.path, version.family)).collect();
    let none = Keyed::new(Vec::new());
    let links = |page: usize| {
        let Some(version) = ground.version(page) else { return none.clone() };
        let link = |link: &LinkRef| one(ground, assets, &files, page, &version.article, link);
        Keyed::new(version.article.links.iter().map(link).collect())
    };
    (0..ground.plan.pages.len()).into_par_iter().map(links).collect()
}

fn one(
    ground: &Groundwork<'_>,
    assets: &BTreeMap<SitePath, Asset>,
    files: &HashMap<&SitePath, usize>,
    page: usize,
    article: &Article,
    link: &LinkRef,
) -> Resolved {
    let as_written = || Resolved { href: link.target.clone(), pixels: None };
    let (path, fragment) = link.target.split_once('#').unwrap_or((&link.target, ""));
    let Some(file) = article.path.join(&routes::decode(path)) else { return as_written() };
    let hash = if fragment.is_empty() { "" } else { "#" };
    if let Some(asset) = assets.get(&file) {
        return Resolved { href: format!("{}{hash}{fragment}", asset.url), pixels: asset.pixels };
    }
    let family = files.get(&file).filter(|_| !path.is_empty());
    let target = family.and_then(|&family| ground.plan.page_of(family, ground.page(page).language));
    match target {
        Some(target) => {
            Resolved { href: format!("{}{hash}{fragment}", ground.page(target).url), pixels: None }
        }
        None => as_written(),
    }
}
