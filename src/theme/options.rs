//! Options of a theme: declared in `theme.toml`, set in `[theme_options]` of `site.toml`.
//!
//! A theme says of each option what kind of value it takes and what it is unless the site says
//! otherwise. Templates see all of them as `site.options`; one that names a `token` becomes a
//! custom property of the published style, so that a colour can be changed without a theme.

use std::collections::BTreeMap;

use serde_json::Value;

use super::declared::Declared;
use super::layers::Layers;
use super::manifest;
use crate::diag::{Code, Diagnostic, nearest};
use crate::settings::ThemeOption;

/// The options of a theme with the values that they have in a site.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// By name, as templates see them.
    pub(super) values: serde_json::Map<String, Value>,
    /// The custom properties that the site sets, as a style; may be empty.
    pub(super) css: String,
}

/// The options of all layers, the nearest declaration first, with the site's values.
pub(super) fn settle(layers: &Layers, set: &[ThemeOption], notes: &mut Vec<Diagnostic>) -> Options {
    let mut declared: BTreeMap<&str, &Declared> = BTreeMap::new();
    for (name, option) in layers.0.iter().flat_map(|layer| &layer.manifest.options) {
        declared.entry(name).or_insert(option);
    }
    let mut options = Options::default();
    for (name, option) in &declared {
        if let Some(wanted) = option.flaw(&option.default) {
            notes.extend(wrong_default(layers, name, &wanted));
        }
        options.values.insert((*name).to_owned(), option.default.clone());
    }
    let mut properties = Vec::new();
    for one in set {
        let Some(option) = declared.get(one.name.as_str()) else {
            notes.push(unknown(one, declared.keys().copied()));
            continue;
        };
        match option.flaw(&one.value) {
            Some(wanted) => notes.push(wrong(one, &wanted)),
            None => {
                properties.extend(option.property(&one.value));
                options.values.insert(one.name.clone(), one.value.clone());
            }
        }
    }
    if !properties.is_empty() {
        options.css = format!("@layer tokens {{\n  :root {{ {} }}\n}}\n", properties.join(" "));
    }
    options
}

fn unknown<'a>(one: &ThemeOption, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let names: Vec<&str> = known.collect();
    let help = match nearest(&one.name, names.iter().copied()) {
        Some(close) => format!("`{close}` is close"),
        None if names.is_empty() => "the theme declares none in its `theme.toml`".to_owned(),
        None => format!("it has `{}`", names.join("`, `")),
    };
    let message = format!("the theme has no option `{}`", one.name);
    Diagnostic::new(Code::UnknownKey, one.name_at.clone(), message).label("unknown option").help(help)
}

fn wrong(one: &ThemeOption, wanted: &str) -> Diagnostic {
    let message = format!("`theme_options.{}` is not {wanted}", one.name);
    Diagnostic::new(Code::WrongType, one.value_at.clone(), message)
}

/// A theme whose own default is of another kind than it declares.
fn wrong_default(layers: &Layers, name: &str, wanted: &str) -> Option<Diagnostic> {
    let layer = layers.0.iter().find(|layer| layer.manifest.options.contains_key(name))?;
    let file = layer.files.get(manifest::FILE)?;
    let at = file.text().and_then(|text| text.find(&format!("options.{name}"))).unwrap_or(0);
    Some(file.problem(
        Code::WrongType,
        at..at + name.len(),
        &format!("the default of `{name}` is not {wanted}"),
    ))
}
