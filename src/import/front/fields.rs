//! The fields of an article.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::import::report::Note;
use crate::language::Lang;

/// The fields of an article, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Fields {
    pub(super) fields: Vec<(String, Value)>,
    pub(super) extra: Map<String, Value>,
    /// Labels of its tags, by id.
    pub labels: BTreeMap<String, String>,
    /// What links called it in place of its name.
    pub id: Option<String>,
}

impl Fields {
    /// Sets a field that isn't there.
    pub fn set_missing(&mut self, key: &str, value: Value) {
        if self.get(key).is_none() {
            // The title comes first, as everybody writes it.
            let at = if key == "title" { 0 } else { self.fields.len() };
            self.fields.insert(at, (key.to_owned(), value));
        }
    }

    /// A field.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Adds values to the list of a field, each once.
    pub fn add(&mut self, key: &str, values: Vec<Value>) {
        if values.is_empty() {
            return;
        }
        self.set_missing(key, Value::Array(Vec::new()));
        let field = self.fields.iter_mut().find(|(name, _)| name == key);
        let Some((_, Value::Array(known))) = field else { return };
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }

    /// Says something of how the page is found.
    pub fn set_search(&mut self, key: &str, value: Value) {
        self.set_missing("search", Value::Object(Map::new()));
        let search = self.fields.iter_mut().find(|(name, _)| name == "search");
        if let Some((_, Value::Object(search))) = search {
            search.entry(key).or_insert(value);
        }
    }

    /// Drops old addresses that another page of the language has `given` already: they can lead to
    /// one page only.
    pub fn drop_repeated_aliases(
        &mut self,
        lang: &Lang,
        given: &mut BTreeSet<(Lang, String)>,
        notes: &mut Vec<Note>,
    ) {
        let aliases = self.fields.iter_mut().find(|(name, _)| name == "aliases");
        let Some((_, Value::Array(aliases))) = aliases else { return };
        aliases.retain(|alias| {
            let address = alias.as_str().filter(|address| address.starts_with('/'));
            let is_new = address
                .is_none_or(|address| given.insert((lang.clone(), address.trim_matches('/').to_lowercase())));
            if !is_new {
                notes.push(Note::dropped(format!("the old address {alias}, which another page has too")));
            }
            is_new
        });
        self.fields.retain(|(_, value)| value.as_array().is_none_or(|values| !values.is_empty()));
    }
}
