//! What leads to moved pages from elsewhere than texts: `[redirects]` of the settings, which
//! follow, and addresses in templates and in front matter, which only people can judge.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::article::front::text_start;
use crate::edit::Edit;
use crate::path::SitePath;
use crate::settings::{BaseUrl, Forward};

use super::chart::{decode, pages};
use super::world::World;

/// An address that leads on from now on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The file that has it.
    pub file: SitePath,
    /// Its line, from 1.
    pub line: usize,
    /// The address.
    pub address: String,
}

/// The edits after which `[redirects]` lead to where moved pages are.
pub(super) fn edits(world: &World<'_>) -> Vec<Edit> {
    let Some(file) = SitePath::new("site.toml") else { return Vec::new() };
    let Some(settings) = world.tree.text(&file) else { return Vec::new() };
    let edit = |(from, forward): (&String, &Forward)| {
        let target = new_target(world, from, &forward.target.value)?;
        let bytes = forward.target.range();
        let sign = settings.get(bytes.clone())?.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        (!target.contains([sign, '\\'])).then(|| Edit::new(&file, bytes, format!("{sign}{target}{sign}")))
    };
    world.site.settings.redirects.iter().filter_map(edit).collect()
}

/// Where a redirect has to lead, in the manner in which it was written; nothing where it may
/// stay as it is.
fn new_target(world: &World<'_>, from: &str, target: &str) -> Option<String> {
    let readable = |address: &str| decode(address).trim_matches('/').to_owned();
    let named = |out: &str| readable(out.strip_suffix("index.html").unwrap_or(out));
    let asked = readable(from);
    let mut configured =
        world.site.redirects.iter().filter(|redirect| redirect.source.as_str() == "site.toml");
    let known = configured.find(|redirect| named(redirect.out.as_str()) == asked)?;
    let thing = world.before.thing(&known.url)?;
    let moved = world.route.thing(thing);
    let url = world.after.url(&moved).filter(|_| moved != *thing)?;
    in_manner_of(target, url, &world.site.settings.base_url)
}

/// An address of the site as another is `written`: with or without the host, the path of the site and a slash
/// at the end, and with the same heading.
fn in_manner_of(written: &str, url: &str, base: &BaseUrl) -> Option<String> {
    let (path, suffix) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
    let url = decode(url);
    let mut new = if path.contains("://") {
        format!("{}{url}", base.origin)
    } else if base.path.len() > 1 && path.starts_with(base.path.as_str()) {
        url
    } else {
        format!("/{}", url.strip_prefix(base.path.as_str())?)
    };
    if !path.ends_with('/') && new.ends_with('/') {
        new.pop();
    }
    Some(format!("{new}{suffix}"))
}

/// Old addresses of moved pages where nothing is rewritten: in themes, in front matter, in the
/// settings beside what `edited` changes there.
pub(super) fn mentions(world: &World<'_>, edited: &[Edit]) -> Vec<Mention> {
    let gone = pages(world.site).filter(|(thing, _)| world.route.thing(thing) != *thing);
    let addresses: BTreeSet<String> =
        gone.flat_map(|(_, page)| [page.url.clone(), decode(&page.url)]).collect();
    let mut found = BTreeSet::new();
    for file in world.tree.files() {
        let Some(text) = world.tree.text(&file.path) else { continue };
        let text = &text[..looked_at(file.path.as_str(), text)];
        for address in &addresses {
            for (at, _) in text.match_indices(address.as_str()) {
                let range = at..at + address.len();
                if !is_edited(edited, &file.path, &range) && ends(text, range.end) {
                    let line = text[..at].matches('\n').count() + 1;
                    found.insert(Mention { file: file.path.clone(), line, address: address.clone() });
                }
            }
        }
    }
    found.into_iter().collect()
}

/// How much of a file is looked at: links of articles are known.
fn looked_at(path: &str, text: &str) -> usize {
    if path.starts_with("content/") {
        text_start(text)
    } else if path.starts_with("themes/") || path == "site.toml" {
        text.len()
    } else {
        0
    }
}

fn is_edited(edits: &[Edit], file: &SitePath, at: &Range<usize>) -> bool {
    edits.iter().any(|edit| edit.file == *file && edit.start <= at.start && at.end <= edit.end)
}

/// Whether an address ends there, rather than going on to another page.
fn ends(text: &str, at: usize) -> bool {
    !text[at..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%'))
}
