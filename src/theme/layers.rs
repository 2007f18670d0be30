//! Which files a theme consists of: its own, then those of the theme that it extends.
//!
//! A theme is a stack of [`Layer`]s, nearest first. A file in a nearer layer replaces the one
//! of the same path further down; the default theme that `vade` carries is always the last
//! layer of a theme that extends it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Place, nearest};
use crate::path::SitePath;
use crate::source::{File, Tree};

use super::embedded;
use super::file::{Home, ThemeFile};
use super::manifest::{self, DEFAULT, Manifest};

/// What Tera calls the site's own files in `themes/default`, so that they can still extend
/// the templates that they replace. No folder has such a name.
pub(super) const SITE_DEFAULT: &str = "site:default";

/// The files of one folder.
pub(super) struct Layer {
    /// The theme's name, as templates may write it: `{% extends "default/article.html" %}`.
    pub(super) name: String,
    /// Its files by path below the folder.
    pub(super) files: BTreeMap<String, ThemeFile>,
    /// Its `theme.toml`.
    pub(super) manifest: Manifest,
}

/// A theme and what it extends, nearest first.
pub(super) struct Layers(pub(super) Vec<Layer>);

impl Layers {
    /// The layers of the theme called `name`. `None` when it, or a theme that it extends,
    /// doesn't exist.
    pub(super) fn gather(tree: &Tree, name: &str, notes: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut layers: Vec<Layer> = Vec::new();
        let mut next = Some(Wanted { name: name.to_owned(), by: None });
        while let Some(wanted) = next.take() {
            if let Some(first) = layers.iter().position(|layer| layer.name == wanted.name) {
                notes.push(circle(&layers[first..], &wanted));
                return None;
            }
            if wanted.name == DEFAULT {
                let built_in = built_in(tree);
                let folder = of_site(tree, DEFAULT, |path, file| !built_in.has(path, file), notes);
                layers.extend(folder.map(|layer| Layer { name: SITE_DEFAULT.into(), ..layer }));
                layers.push(built_in);
                break;
            }
            let Some(layer) = of_site(tree, &wanted.name, |_, _| true, notes) else {
                notes.push(missing(tree, &wanted));
                return None;
            };
            next = layer.manifest.extends.as_ref().map(|extends| Wanted {
                name: extends.name.clone(),
                by: extends
                    .bytes
                    .clone()
                    .zip(layer.files.get(manifest::FILE))
                    .map(|(bytes, file)| Place::new(&file.file.path, bytes)),
            });
            layers.push(layer);
        }
        Some(Self(layers))
    }

    /// Whether there is nothing but the built-in theme.
    pub(super) fn is_built_in(&self) -> bool {
        self.0.len() == 1 && self.0[0].name == DEFAULT
    }

    /// The file at `path` that counts.
    pub(super) fn find(&self, path: &str) -> Option<&ThemeFile> {
        self.0.iter().find_map(|layer| layer.files.get(path))
    }

    /// The paths below `folder` of all layers, sorted.
    pub(super) fn paths(&self, folder: &str) -> BTreeSet<&str> {
        let below = |path: &&str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.0.iter().flat_map(|layer| layer.files.keys().map(String::as_str)).filter(below).collect()
    }
}

/// A theme that was asked for.
struct Wanted {
    name: String,
    /// Where, when a theme and not `site.toml` asks for it.
    by: Option<Place>,
}

impl Layer {
    fn has(&self, path: &str, file: &File) -> bool {
        self.files.get(path).is_some_and(|ours| ours.file.key == file.key)
    }
}

/// The layer of `themes/<name>` in the site, if files are there that are `wanted`.
fn of_site(
    tree: &Tree,
    name: &str,
    wanted: impl Fn(&str, &File) -> bool,
    notes: &mut Vec<Diagnostic>,
) -> Option<Layer> {
    let folder = format!("themes/{name}");
    let files: BTreeMap<String, ThemeFile> = tree
        .below(&folder)
        .filter_map(|file| Some((file.path.below(&folder)?.to_owned(), file)))
        .filter(|(path, file)| wanted(path, file))
        .map(|(path, file)| (path, ThemeFile { file: file.clone(), home: Home::Site }))
        .collect();
    if files.is_empty() {
        return None;
    }
    let manifest = manifest::of(&files, notes);
    Some(Layer { name: name.to_owned(), files, manifest })
}

/// The layer that `vade` carries. Files that the site has word for word are said to be the
/// site's, so that problems in them have a place.
fn built_in(tree: &Tree) -> Layer {
    let files = embedded::files().into_iter().map(|(path, file)| {
        let in_site = tree.get(&file.path).filter(|ours| ours.key == file.key).is_some();
        (path, ThemeFile { file, home: if in_site { Home::Site } else { Home::Program } })
    });
    let files = files.collect();
    let manifest = manifest::of(&files, &mut Vec::new());
    Layer { name: DEFAULT.into(), files, manifest }
}

/// A theme that extends itself, if only by way of others.
fn circle(layers: &[Layer], wanted: &Wanted) -> Diagnostic {
    let message = if layers.len() == 1 {
        format!("theme `{}` extends itself", wanted.name)
    } else {
        let names = layers.iter().skip(1).map(|layer| layer.name.as_str()).chain([wanted.name.as_str()]);
        let chain: Vec<String> = names.map(|name| format!("extends `{name}`")).collect();
        format!("theme `{}` {}", wanted.name, chain.join(", which "))
    };
    let note = Diagnostic { at: wanted.by.clone(), ..Diagnostic::nowhere(Code::TemplateRecursion, message) };
    note.help("remove one of the `extends` lines")
}

/// There is no such theme.
fn missing(tree: &Tree, wanted: &Wanted) -> Diagnostic {
    let name = &wanted.name;
    let at = wanted.by.clone().or_else(|| in_settings(tree, name));
    let note = Diagnostic::nowhere(Code::MissingTheme, format!("there is no theme called `{name}`"));
    let note = Diagnostic { at, ..note }.label(format!("there is no folder themes/{name}"));
    let mut names: BTreeSet<&str> = tree
        .below("themes")
        .filter_map(|file| file.path.below("themes")?.split_once('/'))
        .map(|(name, _)| name)
        .collect();
    names.insert(DEFAULT);
    match nearest(name, names.iter().copied()) {
        Some(close) => note.help(format!("`{close}` is close")),
        None => note.help(format!("themes that exist: {}", names.into_iter().collect::<Vec<_>>().join(", "))),
    }
}

/// Where `site.toml` asks for the theme.
fn in_settings(tree: &Tree, name: &str) -> Option<Place> {
    #[derive(serde::Deserialize)]
    struct OnlyTheme {
        theme: toml::Spanned<String>,
    }
    let path = SitePath::new("site.toml")?;
    let settings: OnlyTheme = toml::from_str(tree.text(&path)?).ok()?;
    (settings.theme.get_ref() == name).then(|| Place::new(&path, settings.theme.span()))
}

/// Templates, under the names that Tera knows them by.
impl Layers {
    /// Every template of every layer: `<layer>/article.html`.
    pub(super) fn templates(&self) -> BTreeMap<String, &ThemeFile> {
        let of = |layer: &'_ Layer, path: &str| {
            Some(format!("{}/{}", layer.name, path.strip_prefix("templates/")?))
        };
        self.0
            .iter()
            .flat_map(|layer| layer.files.iter().map(move |(path, file)| (layer, path, file)))
            .filter(|(_, path, _)| path.ends_with(".html"))
            .filter_map(|(layer, path, file)| Some((of(layer, path)?, file)))
            .collect()
    }

    /// What Tera tries in front of a template's name, nearest layer first.
    pub(super) fn prefixes(&self) -> Vec<String> {
        self.0.iter().map(|layer| format!("{}/", layer.name)).collect()
    }

    /// The full name of the template that `name` means.
    pub(super) fn resolve(&self, name: &str) -> Option<String> {
        let known = |full: &str| {
            let (layer, path) = full.split_once('/')?;
            let layer = self.0.iter().find(|known| known.name == layer)?;
            layer.files.contains_key(&format!("templates/{path}")).then_some(())
        };
        let prefixed = self.prefixes().into_iter().map(|prefix| prefix + name);
        std::iter::once(name.to_owned()).chain(prefixed).find(|full| known(full).is_some())
    }
}
