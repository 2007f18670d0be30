//! Ids that change with a place, and the fields that say them.

use std::collections::BTreeMap;

use crate::article::Located;
use crate::edit::Edit;
use crate::notation::{self, Node, Origin, Value};
use crate::path::SitePath;
use crate::site::{Meta, Site};
use crate::source::Tree;
use crate::upkeep::written;

use super::route::{Route, spot_of};

/// Old ids, and what they will be.
pub(super) type Ids = BTreeMap<String, String>;

/// The ids that change. An article has the id of its place unless it says another.
pub(super) fn changed(site: &Site, route: &Route<'_>) -> Ids {
    let mut ids = BTreeMap::new();
    for entry in written(site) {
        let (path, meta) = (&entry.article.path, &*entry.meta);
        let own = route.split(path).and_then(|(_, rest)| spot_of(rest)).filter(|spot| *spot == meta.id);
        if let Some(spot) = own.filter(|_| route.moves.contains_key(path) && !is_said(site, meta)) {
            let new = route.spot(&spot);
            ids.insert(spot, new);
        }
    }
    ids
}

/// Whether the original of an article says its id.
fn is_said(site: &Site, meta: &Meta) -> bool {
    let mut originals = written(site).filter(|entry| entry.meta.id == meta.id && entry.lang == meta.original);
    originals.any(|entry| entry.article.front.id.is_some())
}

/// The edits after which every field says the new ids.
pub(super) fn edits(site: &Site, tree: &Tree, ids: &Ids, route: &Route<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for entry in written(site) {
        let front = &entry.article.front;
        let said = front.id.iter().chain(front.related.iter().flatten());
        edits.extend(said.filter_map(|id| respell(tree, &entry.article.path, id, ids.get(&id.value)?)));
    }
    let settings = SitePath::new("site.toml");
    if let Some(path) = &settings {
        let glossary = site.settings.glossary.iter();
        edits.extend(glossary.filter_map(|id| respell(tree, path, id, ids.get(&id.value)?)));
        let sections = site.settings.navigation.sections.iter();
        // Where it goes into another section, that one takes its place among the first.
        let top = route.new.split('/').next().unwrap_or_default();
        let is_new = sections.clone().all(|section| section.value != top);
        let old = sections.filter(|section| is_new && section.value == route.old);
        edits.extend(old.filter_map(|section| respell(tree, path, section, top)));
    }
    edits.extend(expectations(tree, ids));
    edits
}

/// The ids that search tests expect.
fn expectations(tree: &Tree, ids: &Ids) -> Vec<Edit> {
    let Some(path) = SitePath::new("search-tests.toml") else { return Vec::new() };
    let Some(text) = tree.text(&path) else { return Vec::new() };
    let tests = notation::toml_file(Origin { file: &path, text }).value;
    let tests = tests.as_ref().map(|node| &node.value).and_then(|table| field(table, "test"));
    let Some(Value::List(tests)) = tests.map(|node| &node.value) else { return Vec::new() };
    let expected = tests.iter().filter_map(|test| field(&test.value, "expect"));
    let edit = |node: &Node| match &node.value {
        Value::Text(id) => respell(tree, &path, &Located::new(id.clone(), &node.bytes), ids.get(id)?),
        _ => None,
    };
    expected.filter_map(edit).collect()
}

fn field<'n>(table: &'n Value, key: &str) -> Option<&'n Node> {
    match table {
        Value::Table(fields) => fields.iter().find(|(name, _)| name.text == key).map(|(_, node)| node),
        _ => None,
    }
}

/// Says another text in the place of one, quoted as that was.
fn respell(tree: &Tree, file: &SitePath, said: &Located<String>, new: &str) -> Option<Edit> {
    let raw = tree.text(file)?.get(said.range())?;
    let quote = raw.chars().next().filter(|first| ['"', '\''].contains(first));
    let plain = new.chars().all(|c| c.is_alphanumeric() || ['-', '_', '/', '.'].contains(&c));
    let with = match quote {
        Some(quote) if !new.contains(quote) => format!("{quote}{new}{quote}"),
        None if plain => new.to_owned(),
        _ => format!("\"{new}\""),
    };
    Some(Edit::new(file, said.range(), with))
}
