//! Stamps: the fingerprint of the original in a translation, the day of a review in a text.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{named, unknown, written};
use crate::article::fingerprint::Fingerprint;
use crate::article::front::amend::{self, Setting};
use crate::edit::{Change, Edit};
use crate::language::Lang;
use crate::path::SitePath;
use crate::site::{Entry, Freshness, Site};
use crate::source::Tree;

/// Which texts are meant.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Ids and paths.
    pub names: &'a [String],
    /// Only texts in these languages; all of them where there are none.
    pub languages: &'a [Lang],
}

/// What came of a wish to stamp.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stamped {
    /// The files that change.
    pub changes: Vec<Change>,
    /// Files that carry this stamp already.
    pub unchanged: Vec<SitePath>,
    /// Translations that were passed over because their original has changed since.
    pub left: Vec<SitePath>,
    /// What could not be done, a line each.
    pub refused: Vec<String>,
}

impl Stamped {
    /// By path, each file once however often it was named.
    fn in_order(mut self) -> Self {
        self.changes.sort_by(|a, b| a.file().cmp(b.file()));
        self.changes.dedup();
        self.left.sort();
        self
    }
}

/// Says that translations say what their originals say now.
pub fn synced(site: &Site, tree: &Tree, wanted: Wanted<'_>) -> Stamped {
    let mut stamped = Stamped::default();
    for entry in translations(site, wanted, &mut stamped.refused) {
        stamp(site, tree, entry, &mut stamped);
    }
    stamped.in_order()
}

/// The same for all translations that were never stamped. Those that were, and are outdated, are
/// left alone: nobody has looked at them one by one.
pub fn synced_first(site: &Site, tree: &Tree, languages: &[Lang]) -> Stamped {
    let mut stamped = Stamped::default();
    let sources = sources(site);
    for entry in written(site).filter(|entry| is_in(entry, languages)) {
        match &entry.meta.freshness {
            Freshness::Unknown => stamp_from(tree, entry, source_of(&sources, entry), &mut stamped),
            Freshness::Outdated(_) => stamped.left.push(entry.article.path.clone()),
            Freshness::Current => stamped.unchanged.push(entry.article.path.clone()),
            Freshness::Original => {}
        }
    }
    stamped.in_order()
}

/// Says that texts were reviewed on a day. An article's id means its original.
pub fn reviewed(site: &Site, tree: &Tree, wanted: Wanted<'_>, day: Date) -> Stamped {
    let mut stamped = Stamped::default();
    for name in wanted.names {
        let all = named(site, name);
        let is_path =
            matches!(all.as_slice(), [only] if only.article.path.as_str() == name.trim_start_matches("./"));
        let meant = |entry: &&&Arc<Entry>| match wanted.languages {
            [] => is_path || entry.meta.freshness == Freshness::Original,
            languages => languages.contains(&entry.lang),
        };
        let meant: Vec<_> = all.iter().filter(meant).collect();
        if meant.is_empty() {
            stamped.refused.push(nothing(site, name, &all, wanted.languages));
        }
        for entry in meant {
            write(tree, entry, "reviewed_on", Setting::Date(day), &mut stamped);
        }
    }
    stamped.in_order()
}

/// The translations that are meant. Originals that are named with a path are complained about.
fn translations<'s>(site: &'s Site, wanted: Wanted<'_>, refused: &mut Vec<String>) -> Vec<&'s Arc<Entry>> {
    let mut found = Vec::new();
    for name in wanted.names {
        let all = named(site, name);
        let is_meant = |entry: &&&Arc<Entry>| {
            entry.meta.freshness != Freshness::Original && is_in(entry, wanted.languages)
        };
        let meant: Vec<_> = all.iter().filter(is_meant).copied().collect();
        match (meant.is_empty(), all.as_slice()) {
            (true, [only]) if only.meta.freshness == Freshness::Original => {
                refused.push(format!("{} is no translation", only.article.path));
            }
            (true, all) => refused.push(nothing(site, name, all, wanted.languages)),
            (false, _) => found.extend(meant),
        }
    }
    found
}

fn is_in(entry: &Entry, languages: &[Lang]) -> bool {
    languages.is_empty() || languages.contains(&entry.lang)
}

fn nothing(site: &Site, name: &str, all: &[&Arc<Entry>], languages: &[Lang]) -> String {
    let languages: Vec<&str> = languages.iter().map(Lang::as_str).collect();
    match all {
        [] => unknown(site, name),
        _ if languages.is_empty() => format!("`{name}` has no translation"),
        _ => format!("`{name}` has no translation in {}", languages.join(", ")),
    }
}

fn stamp(site: &Site, tree: &Tree, entry: &Entry, stamped: &mut Stamped) {
    stamp_from(tree, entry, super::source(site, entry).map(Arc::as_ref), stamped);
}

fn stamp_from(tree: &Tree, entry: &Entry, source: Option<&Entry>, stamped: &mut Stamped) {
    let Some(source) = source else {
        return stamped.refused.push(format!("{} has no original that is published", entry.article.path));
    };
    let fingerprint = Fingerprint::of(&source.article.parts).to_string();
    write(tree, entry, "translation.fingerprint", Setting::Text(&fingerprint), stamped);
}

fn write(tree: &Tree, entry: &Entry, key: &str, value: Setting<'_>, stamped: &mut Stamped) {
    let path = &entry.article.path;
    let Some(text) = tree.text(path) else { return };
    match amend::set(path, text, key, value) {
        Ok(Some(edit)) => stamped.changes.push(changed(path, text, edit)),
        Ok(None) => stamped.unchanged.push(path.clone()),
        Err(refusal) => stamped.refused.push(refusal.to_string()),
    }
}

fn changed(path: &SitePath, text: &str, edit: Edit) -> Change {
    let after = crate::edit::apply(text, &[edit]);
    Change::Changed { file: path.clone(), before: text.to_owned(), after }
}

/// Every text by id and language, for those who ask for many.
fn sources(site: &Site) -> HashMap<(&str, &Lang), &Arc<Entry>> {
    written(site).map(|entry| ((entry.meta.id.as_str(), &entry.lang), entry)).collect()
}

fn source_of<'s>(
    sources: &HashMap<(&'s str, &'s Lang), &'s Arc<Entry>>,
    entry: &'s Entry,
) -> Option<&'s Entry> {
    let from = entry.meta.translated_from.as_ref()?;
    sources.get(&(entry.meta.id.as_str(), from)).map(|source| &***source)
}
