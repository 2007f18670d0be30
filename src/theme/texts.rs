//! The texts that scripts need, one JSON file per language: search is opened seldom, and a
//! page should not carry what it may never show.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::key::Keyed;
use crate::language::Lang;
use crate::output::Artifact;
use crate::path::OutPath;

use super::assets::Assets;
use super::modules::hash;
use super::strings::Strings;

/// What templates alone show of the table: scripts have no use for it.
const IN_PAGES: [&str; 2] = ["hero", "no_script"];

/// What the file is called among the theme's assets.
pub(super) fn path(lang: &Lang) -> String {
    format!("texts/{lang}.json")
}

/// Adds the files of all languages.
pub(super) fn publish(mut assets: Assets, strings: &BTreeMap<Lang, Keyed<Strings>>) -> Assets {
    for (lang, strings) in strings {
        let texts = for_scripts(strings.table("search")).to_string();
        let public = format!("assets/texts-{lang}.{}.json", hash(&texts));
        if let Some(out) = OutPath::new(&public) {
            assets.files.push((out, Artifact::new(texts.into_bytes(), Vec::new())));
            assets.paths.insert(path(lang), public);
        }
    }
    assets
}

/// A table of texts without those of [`IN_PAGES`].
fn for_scripts(mut texts: Value) -> Value {
    if let Some(texts) = texts.as_object_mut() {
        texts.retain(|key, _| !IN_PAGES.contains(&key.as_str()));
    }
    texts
}
