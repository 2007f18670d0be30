//! Templates, assets and texts of the user interface.
//!
//! [`load`] stacks the site's theme on the one that it extends (in the end usually the default
//! theme, which `vade` carries), compiles the templates, names the assets and completes the
//! texts. What templates see is no business of this room: that is `page::view`.

mod assets;
mod beginning;
mod bundle;
mod declared;
mod embedded;
mod file;
mod filters;
mod layers;
mod manifest;
mod modules;
mod options;
mod recursion;
mod strings;
mod tags;
mod templates;
mod texts;

use std::collections::BTreeMap;

pub use filters::{encode_segment, escape_json};
pub use strings::Strings;

use crate::diag::{Checked, Code, Diagnostic, Severity, nearest};
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::output::Artifact;
use crate::path::OutPath;
use crate::settings::Settings;
use crate::source::{File, Tree};

use assets::Assets;
use layers::Layers;
use templates::Templates;

/// A theme that can render pages.
pub struct Theme {
    key: Key,
    templates: Templates,
    assets: Assets,
    strings: BTreeMap<Lang, Keyed<Strings>>,
    /// `site.options`.
    options: serde_json::Value,
    /// The site's base path: assets' addresses begin with it.
    base: String,
    /// Whether the site has no theme of its own, nor any file that replaces one of the built-in theme.
    built_in: bool,
}

/// What was made of a theme's scripts: what has not changed is not made again.
#[derive(Default)]
pub struct Remembered(modules::Remembered);

/// The files of the default theme by path below its folder, sorted, with their texts.
pub fn default_files() -> Vec<(String, String)> {
    let text = |file: File| file.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    embedded::files().into_iter().filter_map(|(name, file)| Some((name, text(file)?))).collect()
}

/// Whether the default theme has texts in a language, if those of another region.
pub fn has_texts(lang: &Lang) -> bool {
    let names = [lang.as_str(), lang.primary()].map(|tag| format!("strings/{tag}.toml"));
    default_files().iter().any(|(file, _)| names.contains(file))
}

/// A file of texts that the default theme lacks, by its name (`strings/de.toml`): those in English,
/// to be translated. `None` for languages that nobody knows, and for other files.
pub fn texts_to_translate(name: &str) -> Option<String> {
    let tag = name.strip_prefix("strings/")?.strip_suffix(".toml")?;
    let lang = Lang::new(tag).filter(|lang| lang.is_known() && lang.as_str() == tag)?;
    let (_, english) = default_files().into_iter().find(|(name, _)| name == "strings/en.toml")?;
    Some(beginning::beginning(&english, &lang))
}

/// Loads the theme that `settings` ask for; `None` when it cannot be used.
pub fn load(tree: &Tree, settings: &Settings, remembered: &mut Remembered) -> Checked<Option<Theme>> {
    let mut notes = Vec::new();
    let theme = try_load(tree, settings, remembered, &mut notes);
    let failed = notes.iter().any(|note| note.severity == Severity::Error);
    Checked::new(theme.filter(|_| !failed), notes)
}

fn try_load(
    tree: &Tree,
    settings: &Settings,
    remembered: &mut Remembered,
    notes: &mut Vec<Diagnostic>,
) -> Option<Theme> {
    let layers = Layers::gather(tree, &settings.theme, notes)?;
    let templates = templates::compile(&layers, notes);
    let options = options::settle(&layers, &settings.theme_options, notes);
    let assets = assets::make(&layers, &options.css, &mut remembered.0, notes);
    let languages = settings.languages.iter().map(|language| &language.tag);
    let strings = strings::load(&layers, languages, notes);
    let assets = texts::publish(assets, &strings);
    let base = settings.base_url.path.clone();
    let options = serde_json::Value::Object(options.values);
    let key = Key::of(&(key(&layers, &assets, &base), options.to_string()));
    let built_in = layers.is_built_in();
    Some(Theme { key, templates: templates?, assets, strings, options, base, built_in })
}

/// Covers what any page may see of a theme, texts excepted: they have keys of their own.
fn key(layers: &Layers, assets: &Assets, base: &str) -> Key {
    let templates: Vec<(String, Key)> =
        layers.templates().into_iter().map(|(name, file)| (name, file.file.key)).collect();
    Key::of(&(templates, layers.prefixes(), &assets.paths, base))
}

impl Theme {
    /// Changes when a template or the name of an asset does.
    pub fn key(&self) -> Key {
        self.key
    }

    /// The files to publish.
    pub fn assets(&self) -> &[(OutPath, Artifact)] {
        &self.assets.files
    }

    /// Site-absolute addresses of the published files by their path in the theme
    /// (`js/main.js`); `css` is the one file of all styles.
    pub fn asset_urls(&self) -> BTreeMap<&str, String> {
        self.assets
            .paths
            .iter()
            .map(|(path, public)| (path.as_str(), format!("{}{public}", self.base)))
            .collect()
    }

    /// The theme's options with the site's values.
    pub fn options(&self) -> &serde_json::Value {
        &self.options
    }

    /// The texts in `lang`, if that is a language of the site.
    pub fn strings(&self, lang: &Lang) -> Option<&Keyed<Strings>> {
        self.strings.get(lang)
    }

    /// What [`Theme::asset_urls`] calls the texts of scripts in `lang`.
    pub fn texts_path(&self, lang: &Lang) -> String {
        texts::path(lang)
    }

    /// Whether there is a template called `name`, without `.html`.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.tera.contains_template(&format!("{name}.html"))
    }

    /// Whether the site changes nothing of the built-in theme, whose templates have no errors.
    pub fn is_built_in(&self) -> bool {
        self.built_in
    }

    /// Renders the template called `name`, without `.html`; the bytes are text.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        if !self.has_template(name) {
            return Err(Box::new(self.no_template(name)));
        }
        self.templates.render(&format!("{name}.html"), context)
    }

    fn no_template(&self, name: &str) -> Diagnostic {
        let note =
            Diagnostic::nowhere(Code::TemplateError, format!("the theme has no template `{name}.html`"));
        let names: Vec<&str> = self
            .templates
            .tera
            .get_template_names()
            .filter_map(|full| full.rsplit('/').next()?.strip_suffix(".html"))
            .collect();
        if let Some(bare) = name.strip_suffix(".html") {
            return note.help(format!("templates are named without the ending: `{bare}`"));
        }
        match nearest(name, names) {
            Some(close) => note.help(format!("`{close}` is close")),
            None => note,
        }
    }
}

#[cfg(test)]
mod tests;
