//! The texts of the user interface, one file per language.
//!
//! English is complete by definition: what a language lacks is reported and shown in English.
//! A text that counts something is a table of CLDR's plural forms, of which `other` is one.

use std::collections::BTreeMap;

use tera::Value;
use toml::Value as Toml;

use crate::diag::{Code, Diagnostic, Place};
use crate::key::{Key, Keyed};
use crate::language::Lang;

use super::file::{Home, ThemeFile};
use super::layers::{Layers, SITE_DEFAULT};

/// The language that every text exists in.
const ENGLISH: &str = "en";

/// CLDR's names of plural forms.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A missing language or file names at most this many keys.
const KEYS_SHOWN: usize = 5;

/// The texts of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Strings {
    /// Text by key, tables joined by dots (`alert.note`).
    texts: BTreeMap<String, Text>,
    /// The same as a tree.
    nested: serde_json::Value,
    /// The same as templates see it.
    value: Value,
}

/// One text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Text {
    /// A text that is always the same.
    Plain(String),
    /// By plural form; `other` is there.
    Plural(BTreeMap<String, String>),
}

type Texts = BTreeMap<String, Text>;

impl Strings {
    /// The text of `key`; the key itself where no language has it, or the text counts.
    pub fn label<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(Text::Plain(text)) => text,
            _ => key,
        }
    }

    /// What templates see: a map of texts, tables as maps, plural texts with their language.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The table of texts called `name`, as JSON.
    pub(super) fn table(&self, name: &str) -> serde_json::Value {
        self.nested.get(name).cloned().unwrap_or_default()
    }

    /// The keys of texts that count, and the forms that they have.
    #[cfg(test)]
    pub(super) fn plural_forms(&self) -> Vec<(&str, Vec<&str>)> {
        self.texts
            .iter()
            .filter_map(|(key, text)| match text {
                Text::Plural(forms) => Some((key.as_str(), forms.keys().map(String::as_str).collect())),
                Text::Plain(_) => None,
            })
            .collect()
    }

    /// Texts in no language at all.
    #[cfg(test)]
    pub fn none() -> Keyed<Self> {
        Self::new(&Lang::new("en").expect("a tag"), Texts::new())
    }

    fn new(lang: &Lang, texts: Texts) -> Keyed<Self> {
        let key = Key::of(&(lang, &texts));
        let nested = nested(lang, &texts);
        let value = Value::from_serializable(&nested);
        Keyed::with_key(key, Self { texts, nested, value })
    }
}

/// The texts of every language in `languages`, complete.
pub(super) fn load<'a>(
    layers: &Layers,
    languages: impl IntoIterator<Item = &'a Lang>,
    notes: &mut Vec<Diagnostic>,
) -> BTreeMap<Lang, Keyed<Strings>> {
    let english = read(layers, ENGLISH, notes);
    let mut strings = BTreeMap::new();
    for lang in languages {
        let own = match written_for(layers, lang) {
            Some(tag) => read(layers, &tag, notes),
            None => Texts::new(),
        };
        let missing: Vec<&str> =
            english.keys().filter(|key| !own.contains_key(*key)).map(String::as_str).collect();
        if !missing.is_empty() {
            notes.push(report(layers, lang, &own, &missing));
        }
        let mut texts = english.clone();
        texts.extend(own);
        strings.insert(lang.clone(), Strings::new(lang, texts));
    }
    strings
}

/// The tag of the file that serves `lang`: its own, or that of the language without region.
fn written_for(layers: &Layers, lang: &Lang) -> Option<String> {
    let mut tag = lang.as_str();
    loop {
        if layers.find(&path(tag)).is_some() {
            return Some(tag.to_owned());
        }
        tag = &tag[..tag.rfind('-')?];
    }
}

fn path(tag: &str) -> String {
    format!("strings/{tag}.toml")
}

/// The texts of one file, those of nearer layers over those of the layers below.
fn read(layers: &Layers, tag: &str, notes: &mut Vec<Diagnostic>) -> Texts {
    let mut texts = Texts::new();
    for layer in layers.0.iter().rev() {
        if let Some(file) = layer.files.get(&path(tag)) {
            texts.extend(parse(file, notes));
        }
    }
    texts
}

fn parse(file: &ThemeFile, notes: &mut Vec<Diagnostic>) -> Texts {
    let mut texts = Texts::new();
    match toml::from_str::<toml::Table>(file.text().unwrap_or("")) {
        Ok(table) => flatten("", table, &mut texts),
        Err(error) => {
            let bytes = error.span().unwrap_or(0..0);
            notes.push(file.problem(Code::InvalidSyntax, bytes, error.message().trim_end_matches('.')));
        }
    }
    texts
}

/// Adds the texts of `table`. Anything but a text or a table is passed over: the key then
/// counts as missing.
fn flatten(prefix: &str, table: toml::Table, texts: &mut Texts) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Toml::String(text) => drop(texts.insert(key, Text::Plain(text))),
            Toml::Table(table) => match plural(&table) {
                Some(forms) => drop(texts.insert(key, Text::Plural(forms))),
                None => flatten(&key, table, texts),
            },
            _ => {}
        }
    }
}

/// The forms of a plural text, if `table` is one.
fn plural(table: &toml::Table) -> Option<BTreeMap<String, String>> {
    let is_form = |(name, value): (&String, &Toml)| FORMS.contains(&name.as_str()) && value.is_str();
    if !table.contains_key("other") || !table.iter().all(is_form) {
        return None;
    }
    Some(table.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect())
}

/// The texts as templates see them. A plural text carries the language that it is in, so that
/// counting needs nothing else.
fn nested(lang: &Lang, texts: &Texts) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    for (key, text) in texts {
        let mut place = &mut root;
        let mut segments = key.split('.').peekable();
        while let Some(segment) = segments.next() {
            if segments.peek().is_none() {
                place.insert(segment.to_owned(), text.to_json(lang));
                break;
            }
            let entry = place.entry(segment).or_insert_with(|| serde_json::Map::new().into());
            match entry.as_object_mut() {
                Some(deeper) => place = deeper,
                None => break,
            }
        }
    }
    root.into()
}

impl Text {
    fn to_json(&self, lang: &Lang) -> serde_json::Value {
        match self {
            Text::Plain(text) => text.as_str().into(),
            Text::Plural(forms) => {
                let forms = forms.iter().map(|(form, text)| (form.clone(), text.as_str().into()));
                let lang = ("lang".to_owned(), lang.as_str().into());
                serde_json::Value::Object(forms.chain([lang]).collect())
            }
        }
    }
}

/// Says what a language lacks that has its `own` texts or none.
fn report(layers: &Layers, lang: &Lang, own: &Texts, missing: &[&str]) -> Diagnostic {
    let theme = layers
        .0
        .first()
        .map_or("default", |layer| if layer.name == SITE_DEFAULT { "default" } else { &layer.name });
    let (message, help) = match own.is_empty() {
        true => all_missing(theme, lang, missing.len()),
        false => some_missing(theme, lang, missing),
    };
    let own = layers.find(&path(lang.as_str())).filter(|file| file.home == Home::Site);
    let at = own.map(|file| Place::file(&file.file.path));
    Diagnostic { at, ..Diagnostic::nowhere(Code::MissingString, message) }
        .help(format!("readers see the English text; {help}"))
}

/// Message and help where a theme has no text in a language, and `count` are needed.
fn all_missing(theme: &str, lang: &Lang, count: usize) -> (String, String) {
    let help = match theme {
        "default" => format!("`vade theme --copy strings/{lang}.toml` writes a file to be translated"),
        _ => format!(
            "`vade theme strings/{lang}.toml` prints what to translate for themes/{theme}/strings/{lang}.toml"
        ),
    };
    (format!("the theme has no texts in `{lang}` ({count} are needed)"), help)
}

/// Message and help where a theme lacks some texts in a language.
fn some_missing(theme: &str, lang: &Lang, missing: &[&str]) -> (String, String) {
    let shown: Vec<String> = missing.iter().take(KEYS_SHOWN).map(|key| format!("`{key}`")).collect();
    let more = missing.len().saturating_sub(KEYS_SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("the theme's texts in `{lang}` lack {}{rest}", shown.join(", "));
    (message, format!("add it to themes/{theme}/strings/{lang}.toml"))
}
