//! Styles, modules, pictures and fonts of a theme, under names that hold a hash.
//!
//! Styles are put one after the other into one file, in the order of `theme.toml`; nothing is
//! compressed or translated. Whatever lies in `icons/` and `fonts/` is copied.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::key::Key;
use crate::output::{Artifact, Body};
use crate::path::{OutPath, SitePath};
use crate::source::Contents;

use super::embedded;
use super::file::{Home, ThemeFile};
use super::layers::Layers;
use super::modules::{Problem, Remembered, Sources, hash, public_stem, publish};

/// The folder of the site that themes' files are published in.
const FOLDER: &str = "assets";

/// What templates call the one file of all styles.
const STYLES: &str = "css";

/// Folders whose files are copied.
const COPIED: [&str; 2] = ["icons", "fonts"];

/// The finished files, and what they are called.
#[derive(Default)]
pub(super) struct Assets {
    /// Every file that is published.
    pub(super) files: Vec<(OutPath, Artifact)>,
    /// Published path below the site's root by path below the theme's folder.
    pub(super) paths: BTreeMap<String, String>,
}

/// Makes all assets; `options` is the style that the site's options make.
pub(super) fn make(
    layers: &Layers,
    options: &str,
    remembered: &mut Remembered,
    notes: &mut Vec<Diagnostic>,
) -> Assets {
    let mut assets = Assets::default();
    for folder in COPIED {
        assets.copy(layers, folder);
    }
    assets.add_modules(layers, remembered, notes);
    assets.add_styles(layers, options, notes);
    assets
}

impl Assets {
    fn add(&mut self, path: &str, name: &str, artifact: Artifact) {
        let public = format!("{FOLDER}/{name}");
        if let Some(out) = OutPath::new(&public) {
            self.files.push((out, artifact));
            self.paths.insert(path.to_owned(), public);
        }
    }

    fn copy(&mut self, layers: &Layers, folder: &str) {
        let paths = layers.paths(folder);
        for path in &paths {
            let Some(file) = layers.find(path) else { continue };
            let key = file.file.key.to_string();
            let stem = public_stem(path, paths.iter().copied());
            let name = match file.file.path.extension() {
                "" => format!("{stem}.{}", &key[..16]),
                extension => format!("{stem}.{}.{extension}", &key[..16]),
            };
            let body = match &file.file.contents {
                Contents::Bytes(bytes) => Body::Bytes(bytes.clone()),
                Contents::OnDisk { from, length } => Body::CopyOf { from: from.clone(), length: *length },
                Contents::Unreadable => continue,
            };
            let key = body.held().map_or(file.file.key, |bytes| Key::of_bytes(&bytes));
            self.add(path, &name, Artifact { key, body, sources: sources([file]).into() });
        }
    }

    fn add_modules(&mut self, layers: &Layers, remembered: &mut Remembered, notes: &mut Vec<Diagnostic>) {
        let is_module = |path: &&str| path.ends_with(".js");
        let texts: Sources = layers
            .paths("js")
            .into_iter()
            .filter(is_module)
            .filter_map(|path| Some((path, layers.find(path)?.text()?)))
            .collect();
        let is_ours = |path: &str| texts.get(path).is_some_and(|text| embedded::has(path, text));
        let (published, wrong) = publish(&texts, &is_ours, remembered);
        for module in published {
            let artifact = Artifact::new(module.text.into_bytes(), sources(layers.find(&module.path)));
            self.add(&module.path, &module.name, artifact);
        }
        notes.extend(wrong.into_iter().filter_map(|wrong| Some(said(wrong.what, layers.find(&wrong.path)?))));
    }

    /// One file of all styles; comments stay, the order is that of [`style_order`].
    fn add_styles(&mut self, layers: &Layers, options: &str, notes: &mut Vec<Diagnostic>) {
        let mut css = String::new();
        let mut used = Vec::new();
        for path in style_order(layers) {
            match layers.find(&path).and_then(|file| Some((file, file.text()?))) {
                Some((file, text)) => {
                    css += &self.rewrite_urls(&path, text);
                    used.push(file);
                }
                None => notes.push(missing_style(layers, &path)),
            }
        }
        css += options;
        let name = format!("site.{}.css", hash(&css));
        self.add(STYLES, &name, Artifact::new(css.into_bytes(), sources(used)));
    }

    /// Lets `url("../fonts/x.woff2")` lead to the published file.
    fn rewrite_urls(&self, path: &str, css: &str) -> String {
        let mut result = String::with_capacity(css.len());
        let mut rest = css;
        while let Some((before, after)) = rest.split_once("url(") {
            result += before;
            result += "url(";
            let (inside, tail) = after.split_once(')').unwrap_or((after, ""));
            let target = inside.trim().trim_matches(['"', '\'']);
            match SitePath::new(path)
                .and_then(|path| path.join(target))
                .and_then(|path| self.paths.get(path.as_str()))
            {
                Some(public) => {
                    let name = public.rsplit('/').next().unwrap_or(public);
                    result += &format!("\"{name}\"");
                }
                None => result += inside,
            }
            if after.contains(')') {
                result.push(')');
            }
            rest = tail;
        }
        result += rest;
        result
    }
}

/// What is wrong with a script, for people.
fn said(problem: Problem, file: &ThemeFile) -> Diagnostic {
    match problem {
        Problem::Dangling { bytes, target } => {
            let message = format!("this module imports `{target}`, which the theme doesn't have");
            file.problem(Code::TemplateError, bytes, &message)
        }
        Problem::Unreadable(fault) => {
            let note = file.problem(Code::InvalidScript, fault.bytes, "no browser can run this script");
            let note = note.label(in_our_words(&fault.message));
            let help = fault.help.map_or(String::new(), |help| format!("; {}", in_our_words(&help)));
            note.help(format!("mend it, or take it out: it is published as it is, and does nothing{help}"))
        }
    }
}

/// A sentence of the parser's without capital and full stop.
fn in_our_words(said: &str) -> String {
    let said = said.trim_end_matches('.');
    let mut letters = said.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// Paths of styles in the order in which they apply: the lowest layer's first, each layer
/// adding what those below don't have.
fn style_order(layers: &Layers) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for layer in layers.0.iter().rev() {
        let all =
            || layer.files.keys().filter(|path| path.starts_with("css/") && path.ends_with(".css")).cloned();
        let own = layer.manifest.css.clone().unwrap_or_else(|| all().collect());
        for path in own {
            if !order.contains(&path) {
                order.push(path);
            }
        }
    }
    order
}

fn missing_style(layers: &Layers, path: &str) -> Diagnostic {
    let message = format!("`{path}` is listed in `theme.toml` and isn't there");
    match layers.find(super::manifest::FILE) {
        Some(file) => {
            let at = file.text().and_then(|text| text.find(path)).unwrap_or(0);
            file.problem(Code::MissingAsset, at..at + path.len(), &message)
        }
        None => Diagnostic::nowhere(Code::MissingAsset, message),
    }
}

/// The files of the site that an asset came from.
fn sources<'a>(files: impl IntoIterator<Item = &'a ThemeFile>) -> Vec<SitePath> {
    let of_site = files.into_iter().filter(|file| file.home == Home::Site).map(|file| file.file.path.clone());
    of_site.collect::<BTreeSet<_>>().into_iter().collect()
}
