//! Articles that nobody comes to: neither the lists of sections lead there from the home of the
//! language, nor links in texts, nor lists that a writer made (`related`).
//!
//! Lists that make themselves (tags, related articles that are worked out, search) don't count:
//! they come and go with what other articles say.

use std::collections::{HashMap, HashSet};

use super::{Whole, written};
use crate::diag::{Code, Diagnostic, Place};
use crate::site::{Edition, Entry, Section, Site};

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    for entry in orphans(whole.site) {
        let message = "no list, link or related article leads here";
        notes.push(
            Diagnostic::new(Code::Orphan, Place::file(&entry.article.path), message)
                .help("link to it from an article that its readers come by, or remove it"),
        );
    }
}

/// The articles that no way leads to from the home of their language.
pub fn orphans(site: &Site) -> Vec<&Entry> {
    let mut reached = HashSet::new();
    for edition in &site.editions {
        walk(edition, &mut reached);
    }
    written(site).filter(|entry| !reached.contains(entry.url.as_str())).collect()
}

/// Follows every way from the home of a language.
fn walk<'a>(edition: &'a Edition, reached: &mut HashSet<&'a str>) {
    let sections = edition.sections.iter().map(|section| &section.page);
    let pages: HashMap<&str, &Entry> =
        sections.chain(&edition.entries).map(|entry| (entry.url.as_str(), &**entry)).collect();
    let lists: HashMap<&str, &Section> =
        edition.sections.iter().map(|section| (section.page.url.as_str(), &**section)).collect();
    let ids: HashMap<&str, &str> =
        pages.values().map(|entry| (entry.meta.id.as_str(), entry.url.as_str())).collect();
    let mut open: Vec<&str> = vec![&edition.home];
    while let Some(url) = open.pop() {
        let Some((&url, entry)) = pages.get_key_value(url) else { continue };
        if !reached.insert(url) {
            continue;
        }
        if let Some(section) = lists.get(url) {
            open.extend(section.sections.iter().chain(section.articles.iter()).map(|page| page.url.as_str()));
        }
        let links = entry.links.iter().map(|link| link.href.split(['#', '?']).next().unwrap_or_default());
        open.extend(links);
        let related = entry.article.front.related.iter().flatten();
        open.extend(related.filter_map(|id| ids.get(id.value.as_str()).copied()));
    }
}
