//! Files beside an article that nothing else uses: they go with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::path::SitePath;
use crate::site::Site;
use crate::source::Tree;
use crate::upkeep::written;

use super::chart::{Chart, Thing, decode};
use super::route::Route;

/// Adds them to the moves. The error has a line for each file that would have to be in two places.
pub(super) fn join(
    route: &mut Route<'_>,
    site: &Site,
    tree: &Tree,
    chart: &Chart,
) -> Result<(), Vec<String>> {
    let users = users(site, tree, chart);
    let mut lost = Vec::new();
    for (asset, articles) in &users {
        if route.moves.contains_key(asset) {
            continue;
        }
        let moved = articles.iter().filter_map(|path| Some((*path, route.moves.get(*path)?)));
        let moved: Vec<(&SitePath, &SitePath)> = moved.collect();
        let alone = moved.len() == articles.len();
        let place = moved.iter().find_map(|(from, to)| {
            let below = asset.below(from.folder())?;
            Some((to.folder() != from.folder()).then(|| SitePath::new(&format!("{}/{below}", to.folder()))))
        });
        match place.flatten().flatten() {
            Some(to) if alone => {
                route.moves.insert(asset.clone(), to);
            }
            _ => lost.extend(moved.iter().filter(|(from, to)| from.folder() != to.folder()).filter_map(
                |(from, _)| {
                    let article = written(site).find(|entry| entry.article.path == **from)?;
                    let named = named(&article.article, tree).any(|path| path == *asset);
                    named.then(|| format!("{from} names {asset} in `extra`, and others use it, too"))
                },
            )),
        }
    }
    if lost.is_empty() { Ok(()) } else { Err(lost) }
}

/// The articles that use each file below `content/`.
fn users<'s>(site: &'s Site, tree: &Tree, chart: &Chart) -> BTreeMap<SitePath, BTreeSet<&'s SitePath>> {
    let mut users: BTreeMap<SitePath, BTreeSet<&SitePath>> = BTreeMap::new();
    for entry in written(site) {
        let linked = entry.links.iter().filter_map(|link| match chart.thing(&link.href)? {
            Thing::Asset(path) => path.below("content").map(|_| path.clone()),
            Thing::Page(..) => None,
        });
        for asset in linked.chain(named(&entry.article, tree)) {
            users.entry(asset).or_default().insert(&entry.article.path);
        }
    }
    users
}

/// The files beside an article that its `extra` names.
fn named<'a>(article: &'a Article, tree: &'a Tree) -> impl Iterator<Item = SitePath> + 'a {
    let mut texts = Vec::new();
    collect(&article.front.extra, &mut texts);
    let beside = |text: &str| article.path.join(&decode(text)).filter(|path| tree.get(path).is_some());
    texts.into_iter().filter_map(beside).filter(|path| path.below("content").is_some())
}

fn collect<'v>(value: &'v serde_json::Value, texts: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, texts)),
        serde_json::Value::Object(table) => table.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}
