//! The parts of a build that was split by language become one site again.
//!
//! A file that several parts have must be the same in all of them: it belongs to no language, and
//! every part knew the whole site. `index.json` says which languages there have to be.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Artifact, Output};
use crate::path::OutPath;

/// The file that names the languages of a site.
pub const LISTS: &str = "index.json";

/// What one build of one language wrote.
pub struct Part {
    /// The folder, as the person who typed it knows it.
    pub name: String,
    /// Its files, the manifest excepted.
    pub files: Vec<(OutPath, Artifact)>,
    /// Its `index.json`.
    pub lists: Vec<u8>,
}

/// The whole site. The error is a line for people.
pub fn merge(parts: Vec<Part>) -> Result<Output, String> {
    let languages = parts.first().map(|part| languages(&part.lists)).unwrap_or_default();
    let mut files: BTreeMap<OutPath, Artifact> = BTreeMap::new();
    for part in parts {
        for (path, file) in part.files {
            let known = files.get(&path);
            if known.is_some_and(|known| (known.key, &known.sources) != (file.key, &file.sources)) {
                return Err(differing(&path, &part.name));
            }
            files.entry(path).or_insert(file);
        }
    }
    let missing =
        |tag: &&String| languages.len() > 1 && !files.contains_key(format!("{tag}/index.html").as_str());
    match languages.iter().find(missing) {
        Some(tag) => {
            Err(format!("none of the folders has the pages of `{tag}`; `vade build --lang {tag}` makes them"))
        }
        None => Ok(Output::complete(files)),
    }
}

fn differing(path: &OutPath, name: &str) -> String {
    format!(
        "`{path}` in `{name}` is not as in another one: the folders were built from different sources, \
         with different options or on different days (`--as-of`)"
    )
}

/// The languages of a site, by its `index.json`.
fn languages(lists: &[u8]) -> Vec<String> {
    let index: Value = serde_json::from_slice(lists).unwrap_or_default();
    let languages = index.get("languages").and_then(Value::as_array).cloned().unwrap_or_default();
    languages.iter().filter_map(|language| Some(language.get("tag")?.as_str()?.to_owned())).collect()
}
