//! Browser scripts under names that hold a hash, their imports of one another rewritten.
//!
//! Ours are as short as they can be, and those that only one other needs go into it (`bundle`). Those of a site are
//! published as they were written, so that who looks for a mistake in the browser finds the lines of the source. The hash of a
//! module covers everything that it imports, directly or not, so that a cached module never meets a version of
//! another that it wasn't written for; circles of imports need no special care that way. Only imports that are
//! relative are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::bundle::{Module, Modules, bundles, join, put_together};
use crate::key::{Key, Memo};
use crate::script::{Asked, Fault, Kind, Named, Ports, shorten};

/// The script of ours that is no module: modules come too late for what it does.
const CLASSIC: &str = "js/scheme.js";

/// A script by its path below the theme's folder, and its text.
pub(super) type Sources<'a> = BTreeMap<&'a str, &'a str>;

/// A module as it is published.
pub(super) struct Published {
    /// Path below the theme's folder.
    pub(super) path: String,
    /// `search-core.0123456789abcdef.js`.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
}

/// What is wrong with a script.
pub(super) struct Wrong {
    /// The script.
    pub(super) path: String,
    /// What.
    pub(super) what: Problem,
}

/// What can be wrong with a script.
pub(super) enum Problem {
    /// It imports something that isn't there.
    Dangling {
        /// Where it does.
        bytes: Range<usize>,
        /// What it asks for.
        target: String,
    },
    /// No browser can read it.
    Unreadable(Fault),
}

/// What was found in scripts and made of them, by what they say.
#[derive(Default)]
pub(super) struct Remembered {
    read: Memo<Arc<Result<Ports, Fault>>>,
    made: Memo<Arc<Made>>,
}

/// A script but for the names of others.
struct Made {
    text: String,
    named: Vec<Named>,
}

/// Names all scripts and rewrites their imports. `is_ours` tells by the path which of them have the text
/// that every copy of `vade` carries.
pub(super) fn publish(
    sources: &Sources,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
    remembered: &mut Remembered,
) -> (Vec<Published>, Vec<Wrong>) {
    let paths: Vec<&str> = sources.keys().copied().collect();
    let look = |path: &&str| {
        let text = sources[path];
        Arc::new(if is_ours(path) { Ports::of(text) } else { Ports::of_others(text) })
    };
    let read = remembered.read.each(&paths, |path| Key::of(&(sources[path], is_ours(path))), look);
    let wrong = wrong(&paths, &read, sources);
    let modules: Modules = (paths.iter().zip(&read))
        .filter_map(|(path, ports)| {
            let ports = (**ports).as_ref().ok()?;
            Some((*path, Module { text: sources[path], ports, is_open: is_ours(path) && *path != CLASSIC }))
        })
        .collect();
    let made = made(&paths, sources, &modules, is_ours, remembered);
    let made: BTreeMap<&str, Arc<Made>> = paths.into_iter().zip(made).collect();
    let names: BTreeMap<&str, String> = made.keys().map(|path| (*path, name_of(path, &made))).collect();
    let published = made.iter().map(|(path, made)| Published {
        path: (*path).to_owned(),
        name: names[path].clone(),
        text: made.renamed(path, &names),
    });
    (published.collect(), wrong)
}

/// What cannot be read, and what asks for something that isn't there.
fn wrong(paths: &[&str], read: &[Arc<Result<Ports, Fault>>], sources: &Sources) -> Vec<Wrong> {
    let of = |(path, ports): (&&str, &Arc<Result<Ports, Fault>>)| {
        let problems = match &**ports {
            Err(fault) => vec![Problem::Unreadable(fault.clone())],
            Ok(ports) => {
                let dangling = |named: &Named| {
                    let target = join(path, &named.path);
                    let is_asked = named.asked != Asked::Perhaps;
                    let is_missing = is_asked && !sources.contains_key(target.as_str());
                    is_missing.then(|| Problem::Dangling { bytes: named.bytes.clone(), target })
                };
                ports.named.iter().filter_map(dangling).collect()
            }
        };
        problems.into_iter().map(|what| Wrong { path: (*path).to_owned(), what }).collect::<Vec<_>>()
    };
    paths.iter().zip(read).flat_map(of).collect()
}

/// Ours short and put together, those of others as they are.
fn made(
    paths: &[&str],
    sources: &Sources,
    modules: &Modules,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
    remembered: &mut Remembered,
) -> Vec<Arc<Made>> {
    let bundles = bundles(modules);
    let inner = |path: &str| bundles.get(path).map_or(&[][..], Vec::as_slice);
    let key = |path: &&str| {
        let all = inner(path).iter().chain([path]).map(|path| (*path, sources[path]));
        Key::of(&(all.collect::<Vec<_>>(), is_ours(path)))
    };
    let make = |path: &&str| {
        let text = if is_ours(path) { short(path, inner(path), modules) } else { None };
        let text = text.unwrap_or_else(|| sources[path].to_owned());
        let named = Named::all(&text);
        Arc::new(Made { text, named })
    };
    remembered.made.each(paths, key, make)
}

/// A script of ours with what goes into it.
fn short<'a>(path: &'a str, inner: &[&'a str], modules: &Modules<'a>) -> Option<String> {
    let kind = if path == CLASSIC { Kind::Classic } else { Kind::Module };
    let whole = put_together(path, inner, modules);
    let text = whole.as_deref().or(modules.get(path).map(|module| module.text))?;
    Some(shorten(text, kind))
}

/// The published name: the file's own, unless another folder has one like it, and the hash.
fn name_of(path: &str, made: &BTreeMap<&str, Arc<Made>>) -> String {
    let mut reached = BTreeSet::from([path.to_owned()]);
    let mut open = vec![path.to_owned()];
    while let Some(module) = open.pop() {
        for named in made.get(module.as_str()).into_iter().flat_map(|made| &made.named) {
            let target = join(&module, &named.path);
            if made.contains_key(target.as_str()) && reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    let content = reached.iter().map(|module| format!("{module}\n{}\n", made[module.as_str()].text));
    let hash = hash(&content.collect::<String>());
    format!("{}.{hash}.js", public_stem(path, made.keys().copied()))
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
pub(super) fn hash(content: &str) -> String {
    Key::of_bytes(content.as_bytes()).to_string()[..16].to_owned()
}

impl Made {
    /// The text with the published names of others.
    fn renamed(&self, path: &str, names: &BTreeMap<&str, String>) -> String {
        let mut result = String::with_capacity(self.text.len() + self.named.len() * 17);
        let mut copied = 0;
        for Named { bytes, path: relative, .. } in &self.named {
            if let Some(name) = names.get(join(path, relative).as_str()) {
                result += &self.text[copied..bytes.start];
                result += "./";
                result += name;
                copied = bytes.end;
            }
        }
        result + &self.text[copied..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(sources: &[(&str, &str)]) -> BTreeMap<String, Published> {
        let sources = sources.iter().copied().collect();
        let (published, _) = publish(&sources, &|path| path != "js/others.js", &mut Remembered::default());
        published.into_iter().map(|module| (module.path.clone(), module)).collect()
    }

    #[test]
    fn imports_follow_the_new_names() {
        let modules = published(&[
            ("js/main.js", "import { a } from \"./search/core.js\";\nimport('./other.js'); a();"),
            ("js/search/core.js", "export * from '../other.js';"),
            ("js/other.js", "export const a = './not-a-module';"),
        ]);
        let (core, other) = (&modules["js/search/core.js"], &modules["js/other.js"]);
        assert!(modules["js/main.js"].text.contains(&format!("\"./{}\"", core.name)));
        assert!(modules["js/main.js"].text.contains(&format!("import(`./{}`)", other.name)));
        assert_eq!(core.text, format!("export*from\"./{}\";", other.name));
        assert_eq!(other.text, "export const a=`./not-a-module`;");
    }

    #[test]
    fn scripts_of_others_stay_as_they_were_written() {
        let function = "// What it does.\nexport function f(word) {\n  return word;\n}\n";
        let modules = published(&[
            ("js/ours.js", function),
            ("js/others.js", function),
            (
                "js/both.js",
                "import { f } from './others.js';\nimport { f as g } from './ours.js';\nconst h = (word) => f(g(word));\nh();\n",
            ),
            ("js/broken.js", "const a = ;\n"),
            ("js/scheme.js", "const everyones = 1;\n"),
        ]);
        assert_eq!(modules["js/ours.js"].text, "export function f(e){return e}");
        assert_eq!(modules["js/others.js"].text, function);
        let both = &modules["js/both.js"].text;
        assert!(
            both.contains(&format!("from\"./{}\"", modules["js/others.js"].name)) && !both.contains("ours"),
            "{both}"
        );
        assert_eq!(modules["js/broken.js"].text, "const a = ;\n");
        assert_eq!(modules["js/scheme.js"].text, "const everyones=1;");
    }

    #[test]
    fn what_was_made_is_not_made_again() {
        let mut remembered = Remembered::default();
        let mut made = |text| {
            let sources: Sources = [("js/a.js", "f(1);"), ("js/b.js", text)].into_iter().collect();
            publish(&sources, &|_| true, &mut remembered);
            remembered.made.of(Key::of(&(vec![("js/a.js", "f(1);")], true)), || panic!("it was forgotten"))
        };
        assert!(Arc::ptr_eq(&made("g(1);"), &made("g(2);")));
    }

    #[test]
    fn a_module_is_renamed_when_what_it_imports_changes_even_in_a_circle() {
        let name = |b| {
            let modules = published(&[("js/a.js", "import './b.js'"), ("js/b.js", b), ("js/c.js", "1")]);
            (modules["js/a.js"].name.clone(), modules["js/c.js"].name.clone())
        };
        let (one, two) = (name("import './a.js'; f(1)"), name("import './a.js'; f(2)"));
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
        let sources = [("js/a.js", "import './gone.js'; f('./never.js')")].into_iter().collect();
        let (_, wrong) = publish(&sources, &|_| true, &mut Remembered::default());
        let [Wrong { what: Problem::Dangling { bytes, target }, .. }] = &wrong[..] else { panic!("one is") };
        assert_eq!((target.as_str(), bytes.clone()), ("js/gone.js", 8..17));
    }
}
