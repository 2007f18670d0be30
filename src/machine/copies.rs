//! What is published as it is: source texts beside their pages, pictures, downloads, `static/`.

use std::collections::HashSet;

use super::{Made, withheld, written};
use crate::key::{Key, Memo};
use crate::output::Artifact;
use crate::path::OutPath;
use crate::site::{Entry, Site};
use crate::source::Tree;

/// The source text of every written page, as `index.md` beside it, if the site wants that.
pub fn sources(site: &Site, tree: &Tree, remembered: &mut Memo<Option<Made>>) -> Vec<Made> {
    if !site.settings.output.source_copies {
        return Vec::new();
    }
    let published: HashSet<&str> =
        site.editions.iter().flat_map(written).map(|entry| entry.meta.id.as_str()).collect();
    let made = site.editions.iter().filter(|edition| site.settings.makes_language(&edition.lang));
    let entries: Vec<&Entry> = made.flat_map(written).collect();
    // Which articles are published, and so where links lead, follows from the ground.
    let key = |entry: &&Entry| Key::of(&(site.ground, &entry.article, &entry.out));
    let made = remembered.each(&entries, key, |entry| source(entry, tree, &published));
    made.into_iter().flatten().collect()
}

fn source(entry: &Entry, tree: &Tree, published: &HashSet<&str>) -> Option<Made> {
    let article = &entry.article;
    let mut sources = article.includes.clone();
    sources.push(article.path.clone());
    sources.sort();
    let text = withheld::text(entry, tree, published);
    let whole = tree.get(&article.path).and_then(Artifact::copy).filter(|copy| copy.holds(&text));
    let copy = match whole {
        Some(copy) => Artifact { sources: sources.into(), ..copy },
        None => Artifact::new(text, sources),
    };
    Some((beside(&entry.out)?, copy))
}

/// `index.md` in the folder of a page.
fn beside(page: &OutPath) -> Option<OutPath> {
    OutPath::new(&format!("{}index.md", page.as_str().strip_suffix("index.html")?))
}

/// Copies of all files that are not made of anything. One that could not be read is missing;
/// that has been reported.
pub fn assets(site: &Site, tree: &Tree) -> Vec<Made> {
    let copy =
        |asset: &crate::site::Asset| Some((asset.out.clone(), Artifact::copy(tree.get(&asset.path)?)?));
    site.assets.values().filter_map(copy).collect()
}
