//! Browser modules under names that hold a hash, their imports of one another rewritten.
//!
//! Comments and indentation go, variables inside functions of our own modules get short names, and modules that only one
//! other needs go into it (`strip`, `shorten`, `bundle`). The hash of a module covers everything that it imports, directly or not, so that a cached
//! module never meets a version of another that it wasn't written for; circles of imports
//! need no special care that way. Only imports that are relative are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::bundle::bundle;
use super::imports::{Import, Sources, imports_of};
use super::shorten::shorten;
use super::strip::strip;
use crate::key::Key;

/// A module as it is published.
pub(super) struct Published {
    /// Path below the theme's folder.
    pub(super) path: String,
    /// `search-core.0123456789abcdef.js`.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
}

/// An import of something that isn't there.
pub(super) struct Dangling {
    /// The module that imports it.
    pub(super) path: String,
    /// Where it does.
    pub(super) bytes: Range<usize>,
    /// What it asks for.
    pub(super) target: String,
}

/// Names all modules and rewrites their imports. `is_ours` tells by the path which of them have the text
/// that every copy of `vade` carries: the tests run those as they are published, so only those get short
/// names.
pub(super) fn publish(
    sources: &Sources,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
) -> (Vec<Published>, Vec<Dangling>) {
    let dangling = dangling(sources);
    let short = |path: &&str, text: &str| if is_ours(path) { shorten(text) } else { text.to_owned() };
    let shortened: BTreeMap<&str, String> =
        sources.par_iter().map(|(path, text)| (*path, short(path, text))).collect();
    let bundled = bundle(&shortened.iter().map(|(path, text)| (*path, text.as_str())).collect());
    let stripped: BTreeMap<&str, String> = bundled
        .par_iter()
        .map(|(path, made)| {
            // What was put together has new names to be shortened; the rest was.
            let is_new = !made.inner.is_empty() && made.inner.iter().all(|inner| is_ours(inner));
            (*path, if is_new { strip(&short(path, &made.text)) } else { strip(&made.text) })
        })
        .collect();
    let sources: &Sources = &stripped.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let imports: BTreeMap<&str, Vec<Import>> =
        sources.iter().map(|(path, text)| (*path, imports_of(path, text))).collect();
    let names: BTreeMap<&str, String> =
        sources.keys().map(|path| (*path, name_of(path, sources, &imports))).collect();
    let modules = sources.iter().map(|(path, text)| Published {
        path: (*path).to_owned(),
        name: names[path].clone(),
        text: rewrite(text, &imports[path], &names),
    });
    (modules.collect(), dangling)
}

fn dangling(sources: &Sources) -> Vec<Dangling> {
    let dangling = sources.iter().flat_map(|(path, text)| {
        let imports = imports_of(path, text).into_iter();
        let missing = imports.filter(|import| !sources.contains_key(import.target.as_str()));
        missing.map(|Import { bytes, target }| Dangling { path: (*path).to_owned(), bytes, target })
    });
    dangling.collect()
}

/// The published name: the file's own, unless another folder has one like it, and the hash.
fn name_of(path: &str, sources: &Sources, imports: &BTreeMap<&str, Vec<Import>>) -> String {
    let mut reached = BTreeSet::from([path]);
    let mut open = vec![path];
    while let Some(module) = open.pop() {
        for import in imports.get(module).into_iter().flatten() {
            if let Some((known, _)) = sources.get_key_value(import.target.as_str())
                && reached.insert(known)
            {
                open.push(known);
            }
        }
    }
    let content: Vec<(&str, &str)> = reached.iter().map(|module| (*module, sources[module])).collect();
    let hash = short(&content.iter().map(|(path, text)| format!("{path}\n{text}\n")).collect::<String>());
    format!("{}.{hash}.js", public_stem(path, sources.keys().copied()))
}

/// The stem of `path`; with its folders where another of `paths` has the same.
pub(super) fn public_stem<'a>(path: &str, paths: impl Iterator<Item = &'a str>) -> String {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned())
    };
    let extension = |path: &str| path.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned();
    let own = (stem(path), extension(path));
    let alike = paths.filter(|other| (stem(other), extension(other)) == own).count();
    if alike < 2 {
        return own.0;
    }
    let whole = path.rsplit_once('.').map_or(path, |(whole, _)| whole);
    whole.replace('/', "-")
}

/// The hash that stands in names: 16 hexadecimal digits of the content's.
pub(super) fn short(content: &str) -> String {
    Key::of_bytes(content.as_bytes()).to_string()[..16].to_owned()
}

fn rewrite(text: &str, imports: &[Import], names: &BTreeMap<&str, String>) -> String {
    let mut result = String::with_capacity(text.len() + imports.len() * 17);
    let mut copied = 0;
    for import in imports {
        if let Some(name) = names.get(import.target.as_str()) {
            result += &text[copied..import.bytes.start];
            result += "./";
            result += name;
            copied = import.bytes.end;
        }
    }
    result += &text[copied..];
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(sources: &[(&str, &str)]) -> BTreeMap<String, Published> {
        let sources = sources.iter().copied().collect();
        publish(&sources, &|path| path != "js/others.js")
            .0
            .into_iter()
            .map(|module| (module.path.clone(), module))
            .collect()
    }

    #[test]
    fn imports_follow_the_new_names() {
        let modules = published(&[
            ("js/main.js", "import { a } from \"./search/core.js\";\nimport('./other.js');"),
            ("js/search/core.js", "export * from '../other.js';"),
            ("js/other.js", "export const a = './not-a-module';"),
        ]);
        let (core, other) = (&modules["js/search/core.js"], &modules["js/other.js"]);
        assert!(modules["js/main.js"].text.contains(&format!("\"./{}\"", core.name)));
        assert!(modules["js/main.js"].text.contains(&format!("'./{}'", other.name)));
        assert_eq!(core.text, format!("export * from './{}';\n", other.name));
        assert_eq!(other.text, "export const a = './not-a-module';\n");
    }

    #[test]
    fn modules_of_others_keep_their_names() {
        let function = "export function f(word) { return word; }\n";
        let modules = published(&[
            ("js/ours.js", function),
            ("js/others.js", function),
            ("js/both.js", "import { f } from './others.js';\nconst g = (word) => f(word);\n"),
        ]);
        assert_eq!(modules["js/ours.js"].text, "export function f(a) { return a; }\n");
        assert_eq!(modules["js/others.js"].text, function);
        assert!(modules["js/both.js"].text.contains("function f(word){return word;}"));
    }

    #[test]
    fn a_module_is_renamed_when_what_it_imports_changes_even_in_a_circle() {
        let name = |b| {
            let modules = published(&[("js/a.js", "import './b.js'"), ("js/b.js", b), ("js/c.js", "1")]);
            (modules["js/a.js"].name.clone(), modules["js/c.js"].name.clone())
        };
        let (one, two) = (name("import './a.js'; 1"), name("import './a.js'; 2"));
        assert_ne!(one.0, two.0);
        assert_eq!(one.1, two.1);
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        let modules = published(&[("js/main.js", ""), ("js/search/main.js", ""), ("js/a.js", "")]);
        assert!(modules["js/main.js"].name.starts_with("js-main."));
        assert!(modules["js/search/main.js"].name.starts_with("js-search-main."));
        assert!(modules["js/a.js"].name.starts_with("a."));
    }

    #[test]
    fn an_import_of_nothing_is_reported() {
        let sources = [("js/a.js", "import './gone.js'")].into_iter().collect();
        let (_, dangling) = publish(&sources, &|_| true);
        assert_eq!((dangling[0].target.as_str(), dangling[0].bytes.clone()), ("js/gone.js", 8..17));
    }
}
