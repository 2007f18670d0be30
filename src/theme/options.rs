//! Options of a theme: declared in `theme.toml`, set in `[theme_options]` of `site.toml`.
//!
//! A theme says of each option what kind of value it takes and what it is unless the site says
//! otherwise. Templates see all of them as `site.options`; one that names a `token` becomes a
//! custom property of the published style, so that a colour can be changed without a theme.

use std::collections::BTreeMap;

use serde_json::Value;

use super::layers::Layers;
use super::manifest;
use crate::diag::{Code, Diagnostic, nearest};
use crate::settings::ThemeOption;

/// An option as `theme.toml` declares it.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declared {
    #[serde(rename = "type")]
    kind: Kind,
    default: Value,
    /// What a `choice` may be.
    #[serde(default)]
    values: Vec<String>,
    /// The custom property that is set to it.
    token: Option<String>,
    /// What follows a number in the custom property: `rem`.
    #[serde(default)]
    unit: String,
    #[serde(rename = "description")]
    _description: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Colour,
    Text,
    Flag,
    Number,
    Choice,
}

/// The options of a theme with the values that they have in a site.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// By name, as templates see them.
    pub(super) values: serde_json::Map<String, Value>,
    /// The custom properties that the site sets, as a style; may be empty.
    pub(super) css: String,
}

impl Declared {
    /// What is wrong with a value, if anything: what it should be.
    fn flaw(&self, value: &Value) -> Option<String> {
        let fits = match self.kind {
            Kind::Colour => value.as_str().is_some_and(is_colour),
            Kind::Text => value.is_string(),
            Kind::Flag => value.is_boolean(),
            Kind::Number => value.is_number(),
            Kind::Choice => value.as_str().is_some_and(|value| self.values.iter().any(|one| one == value)),
        };
        let wanted = match self.kind {
            Kind::Colour => "a colour, as in `\"#0b6b66\"`".to_owned(),
            Kind::Text => "a text in quotes".to_owned(),
            Kind::Flag => "`true` or `false`".to_owned(),
            Kind::Number => "a number without quotes".to_owned(),
            Kind::Choice => format!("one of `{}`", self.values.join("`, `")),
        };
        (!fits).then_some(wanted)
    }

    /// The custom property with this value.
    fn property(&self, value: &Value) -> Option<String> {
        let token = self.token.as_ref()?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{token}: {text}{};", self.unit))
    }
}

/// Whether a text can stand where CSS wants a colour. Whether it is one, the browser knows; here
/// it must not be able to end the declaration.
fn is_colour(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '#' | '(' | ')' | ',' | '.' | '%' | '/' | ' ' | '-')
    };
    text.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) && text.chars().all(is_part)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_cannot_end_its_declaration() {
        for good in ["#0b6b66", "rebeccapurple", "oklch(0.5 0.1 200)", "rgb(1, 2, 3)"] {
            assert!(is_colour(good), "{good}");
        }
        for bad in ["", "red; --x: 1", "red}", "url(\"x\")", "/* */", "1px"] {
            assert!(!is_colour(bad), "{bad}");
        }
    }
}
