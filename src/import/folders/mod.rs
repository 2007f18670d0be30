//! One file for each generator: where it keeps its pages, their order, and what else it knows.

pub(super) mod docusaurus;
pub(super) mod files;
pub(super) mod hugo;
mod kinds;
pub(super) mod mdbook;
pub(super) mod mkdocs;
pub(super) mod starlight;
pub(super) mod zola;

use serde_json::Value;

use super::data::read;
use super::plan::{Asset, Page, Place, Plan, is_page, renamed, suffixed, text_of};
use crate::language::Lang;
use crate::notation;
use crate::path::SitePath;
use crate::source::Tree;
pub(super) use kinds::{kind_of, plan};

/// The step between two places in an order, so that something fits between them.
const STEP: i64 = 10;

/// A place in an order.
fn weight(number: usize) -> i64 {
    i64::try_from(number + 1).unwrap_or(i64::MAX / STEP) * STEP
}

/// The settings of a generator, from the first of these files that is there. One that cannot be understood
/// is told of: without it, the site is another.
fn settings(tree: &Tree, names: &[&str], plan: &mut Plan) -> Value {
    let Some((name, text)) = names.iter().find_map(|name| Some((*name, text_of(tree, name)?))) else {
        return Value::Null;
    };
    let read = match name.rsplit('.').next() {
        Some("toml") => read(&text, notation::toml),
        Some("json") => serde_json::from_str(&text).unwrap_or_default(),
        _ => yaml(&text),
    };
    if read.is_null() && !text.trim().is_empty() {
        let why = "it cannot be understood, so that what it says is not heeded".to_owned();
        plan.skipped.extend(SitePath::new(name).map(|path| (path, why)));
    }
    read
}

/// A YAML file as data; tags that only its generator knows are passed over.
fn yaml(text: &str) -> Value {
    let plain: String = text.lines().map(|line| format!("{}\n", untagged(line))).collect();
    read(&plain, notation::yaml)
}

/// A line without the tag of its value: `!!python/name:…` and `!ENV` stand for code.
fn untagged(line: &str) -> &str {
    let is_tag = |at: &usize| {
        let (before, tag) = (line[..*at].trim_end(), &line[at + " !".len()..]);
        before.ends_with([':', '-'])
            && tag.starts_with(|sign: char| sign == '!' || sign.is_ascii_alphabetic())
    };
    line.match_indices(" !").map(|(at, _)| at).find(is_tag).map_or(line, |at| &line[..at])
}

fn text_at(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// The language of a tag that may be written with an underscore.
fn lang_of(tag: &str) -> Option<Lang> {
    Lang::new(&tag.replace('_', "-")).filter(Lang::is_known)
}

/// Adds everything below `folder`: pages by their name, with `.sk` in it for a language, and
/// the rest as it is.
fn add_all(plan: &mut Plan, tree: &Tree, folder: &str, prefix: &str, lang: Option<&Lang>) {
    let below = |path: &SitePath| match folder {
        "" => Some(path.as_str().to_owned()),
        folder => path.below(folder).map(str::to_owned),
    };
    for file in tree.files() {
        let Some(path) = below(&file.path) else { continue };
        let (path, named) = match suffixed(&path, &plan.languages) {
            Some((path, named)) => (path, Some(named)),
            None => (path, None),
        };
        let lang = named.or_else(|| lang.cloned());
        if is_page(&file.path) {
            let to = format!("{prefix}{}", renamed(&path));
            plan.pages.push(Page { lang, ..Page::new(&file.path, to) });
        } else {
            let to = format!("{prefix}{path}");
            plan.assets.push(Asset { from: file.path.clone(), to, lang, place: Place::Content });
        }
    }
}

/// Adds what lies in a folder of files that are published at the root.
fn add_static(plan: &mut Plan, tree: &Tree, folder: &str) {
    for file in tree.below(folder) {
        let Some(to) = file.path.below(folder) else { continue };
        let to = to.to_owned();
        plan.assets.push(Asset { from: file.path.clone(), to, lang: None, place: Place::Static });
    }
}

/// Says of what lies in `folder` that it stays behind.
fn skip(plan: &mut Plan, tree: &Tree, folder: &str, why: &str) {
    let first = tree.below(folder).next().map(|file| file.path.clone());
    let folder = SitePath::new(folder);
    if let (Some(_), Some(folder)) = (first, folder) {
        plan.skipped.push((folder, why.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclamation_marks_of_sentences_are_no_tags() {
        let read = yaml(
            "site_name: Ça marche !\nnav:\n  - Bienvenue !: index.md\n  - !ENV [X, y]\nslugify: !!python/name:a.b\n",
        );
        assert_eq!(read["site_name"], "Ça marche !");
        assert_eq!(read["nav"][0]["Bienvenue !"], "index.md");
        assert_eq!(read["slugify"], Value::Null);
    }
}
