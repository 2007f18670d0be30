//! Which module goes into which: what only one other needs is loaded with it, in one request.
//!
//! A module goes into another that imports it and that no one else does without going through that one, if both lie in
//! one folder and import and export by name only; a module with anything else, or in a circle, or that is asked for while others
//! run, stays what it is. What goes into another is published by itself, too: a program may ask for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::script::{Asked, Part, Ports, Source, hoist};

/// A module.
#[derive(Clone, Copy)]
pub(super) struct Module<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// What it asks for and offers.
    pub(super) ports: &'a Ports,
    /// Whether it may go into another, and others into it.
    pub(super) is_open: bool,
}

/// Modules by path below the theme's folder.
pub(super) type Modules<'a> = BTreeMap<&'a str, Module<'a>>;

/// For each module those that go into it, what imports after what it imports. Nothing goes into what goes into another.
pub(super) fn bundles<'a>(modules: &Modules<'a>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let owners = owners(modules);
    modules.keys().map(|path| (*path, owners.inner(path, modules))).collect()
}

/// A module with others in it; alone where that can't be.
pub(super) fn put_together<'a>(path: &'a str, inner: &[&'a str], modules: &Modules<'a>) -> Option<String> {
    if inner.is_empty() {
        return None;
    }
    let paths: Vec<&str> = inner.iter().copied().chain([path]).collect();
    let parts: Vec<Part> =
        paths.iter().map(|path| Part { text: modules[path].text, ports: modules[path].ports }).collect();
    let source = |part: usize, relative: &str| {
        let target = join(paths[part], relative);
        paths.iter().position(|path| *path == target).map_or(Source::Outside, Source::Part)
    };
    hoist(&parts, &source)
}

/// The path that `relative` means in the module at `path`.
pub(super) fn join(path: &str, relative: &str) -> String {
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    segments.pop();
    for segment in relative.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    segments.join("/")
}

impl Module<'_> {
    /// The scripts that this one, at `path`, asks for in one way.
    fn asked(&self, path: &str, asked: Asked) -> BTreeSet<String> {
        let named = self.ports.named.iter().filter(|named| named.asked == asked);
        named.map(|named| join(path, &named.path)).collect()
    }

    fn may_be_put_together(&self) -> bool {
        self.is_open && self.ports.is_plain
    }
}

/// The module that each module goes into.
struct Owners<'a> {
    /// Itself, where it goes into none; those in a circle are left out.
    of: BTreeMap<&'a str, &'a str>,
    /// Those that are not asked for while others run: what imports before what it imports.
    order: Vec<&'a str>,
}

/// For each module those that ask for it in one way.
fn asked_by<'a>(modules: &Modules<'a>, asked: Asked) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, module) in modules {
        for target in module.asked(path, asked) {
            if let Some((target, _)) = modules.get_key_value(target.as_str()) {
                by.entry(target).or_default().insert(path);
            }
        }
    }
    by
}

fn owners<'a>(modules: &Modules<'a>) -> Owners<'a> {
    let importers = asked_by(modules, Asked::First);
    let otherwise = [Asked::Later, Asked::Perhaps].map(|asked| asked_by(modules, asked));
    let alone = otherwise.iter().flat_map(|by| by.keys().copied());
    let mut owners = Owners { of: alone.map(|module| (module, module)).collect(), order: Vec::new() };
    let mut open: Vec<&str> =
        modules.keys().copied().filter(|module| !owners.of.contains_key(module)).collect();
    let by = |module: &str| importers.get(module).into_iter().flatten().copied();
    while let Some(at) =
        open.iter().position(|module| by(module).all(|importer| owners.of.contains_key(importer)))
    {
        let module = open.remove(at);
        let owner = one(by(module).map(|importer| owners.of[importer]).collect());
        let owner = owner.filter(|owner| fit(module, owner, modules)).unwrap_or(module);
        owners.of.insert(module, owner);
        owners.order.push(module);
    }
    owners
}

/// The only one there is.
fn one(all: BTreeSet<&str>) -> Option<&str> {
    all.first().copied().filter(|_| all.len() == 1)
}

/// Whether a module can go into another. Paths in them mean the same where they lie beside one another.
fn fit(module: &str, owner: &str, modules: &Modules) -> bool {
    let folder = |path: &'_ str| path.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
    let beside = module[..folder(module)] == owner[..folder(owner)];
    beside && [module, owner].iter().all(|path| modules[*path].may_be_put_together())
}

impl<'a> Owners<'a> {
    /// What goes into `path`: what has the same owner, and is imported by it or by what goes into it. What is
    /// imported comes before what imports it.
    fn inner(&self, path: &str, modules: &Modules<'a>) -> Vec<&'a str> {
        if self.of.get(path) != Some(&path) {
            return Vec::new();
        }
        let owner = Some(&path);
        let mut needed = BTreeSet::from([path.to_owned()]);
        let mut open = vec![path.to_owned()];
        while let Some(module) = open.pop() {
            for target in
                modules.get(module.as_str()).into_iter().flat_map(|one| one.asked(&module, Asked::First))
            {
                if self.of.get(target.as_str()) == owner && needed.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        let inner = self.order.iter().rev().copied();
        inner.filter(|module| *module != path && needed.contains(*module)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: [(&str, &str); 4] = [
        ("js/a.js", "import { b as c } from './b.js';\nimport { d } from './d.js';\nc(d);\n"),
        ("js/b.js", "/* import('./d.js') */\nimport { d } from './d.js';\nexport const b = (x) => d(x);\n"),
        ("js/d.js", "export function d() {}\n"),
        ("js/e.js", "import('./f.js');\n"),
    ];

    /// What goes into the first of some modules.
    fn inner(sources: &[(&str, &str)]) -> Vec<String> {
        let ports: Vec<Ports> = sources.iter().map(|(_, text)| Ports::of(text).unwrap()).collect();
        let modules = sources.iter().zip(&ports);
        let modules: Modules =
            modules.map(|((path, text), ports)| (*path, Module { text, ports, is_open: true })).collect();
        let inner = bundles(&modules).remove(sources[0].0).unwrap();
        assert_eq!(put_together(sources[0].0, &inner, &modules).is_some(), !inner.is_empty());
        inner.into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn what_only_one_module_needs_goes_into_it() {
        assert_eq!(inner(&FOUR), ["js/d.js", "js/b.js"]);
    }

    #[test]
    fn what_is_passed_on_goes_into_the_module_that_passes_it_on() {
        let sources = [
            ("js/a.js", "export { b as c } from './b.js';\nexport { d } from './d.js';\n"),
            ("js/b.js", "import { d } from './d.js';\nexport const b = () => import('./e.js').then(d);\n"),
            ("js/d.js", "export function d() {}\n"),
            ("js/e.js", "import { c } from './a.js';\nc();\n"),
            ("js/f.js", "import('./a.js');\n"),
        ];
        assert_eq!(inner(&sources), ["js/d.js", "js/b.js"]);
        let part = [&sources[1..2], &sources[..1], &sources[2..]].concat();
        assert!(inner(&part).is_empty(), "it goes into another");
    }

    #[test]
    fn what_two_need_stays_by_itself() {
        assert_eq!(
            inner(&[&FOUR[..], &[("js/g.js", "import { d } from './d.js';\nd();\n")]].concat()),
            ["js/b.js"]
        );
    }

    #[test]
    fn what_is_asked_for_later_or_in_a_circle_or_otherwise_stays() {
        for sources in [
            [("js/a.js", "import('./b.js');\n"), ("js/b.js", "export const b = 1;\n")],
            [("js/a.js", "import { b } from './b.js';\n"), ("js/b.js", "export default 1;\n")],
            [("js/a.js", "import './b.js';\n"), ("js/b.js", "b();\n")],
            [("js/a.js", "import { b } from './c/b.js';\n"), ("js/c/b.js", "export const b = 1;\n")],
            [
                ("js/a.js", "import { b } from './b.js';\n"),
                ("js/b.js", "import { a } from './a.js';\nexport const b = 1;\n"),
            ],
        ] {
            assert!(inner(&sources).is_empty(), "{sources:?}");
        }
    }
}
