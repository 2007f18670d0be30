//! Puts modules that only one module needs into it: each file of its own costs a request and
//! compresses by itself.
//!
//! A module goes into another if every way to it leads through that one, so that it still runs
//! once. It becomes a function that returns its exports. Only plain imports and exports are
//! understood (`import { a as b } from`, `export { a as b } from`, `export` before a function, class
//! or constant); a module with others, or in a circle, or in another folder, stays what it is. Every
//! module is published under its own name, too, with what it needs: a template or a program may
//! ask for it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::imports::{Sources, join, targets};
use super::strip::strip;

/// The names of what is put into a module; theirs must not have it.
const NAME: &str = "vade_";

/// A module taken apart.
struct Parts<'a> {
    folder: &'a str,
    /// What it imports statically, or exports from elsewhere.
    imports: Vec<Import<'a>>,
    exports: Vec<&'a str>,
    /// The text without imports and without the word `export`.
    body: String,
}

struct Import<'a> {
    target: String,
    relative: &'a str,
    /// Each name there and here.
    names: Vec<(&'a str, &'a str)>,
    text: &'a str,
    /// Whether the names are for others only.
    passed_on: bool,
}

/// A module with what goes into it.
pub(super) struct Bundle<'a> {
    pub(super) text: String,
    /// The other modules that are in it.
    pub(super) inner: Vec<&'a str>,
}

/// The modules with what goes into each put into it.
pub(super) fn bundle<'a>(sources: &Sources<'a>) -> BTreeMap<&'a str, Bundle<'a>> {
    let parts: BTreeMap<&str, Option<Parts>> =
        sources.iter().map(|(path, text)| (*path, parts(path, text))).collect();
    let owners = owners(sources, &parts);
    let bundled = sources.iter().map(|(&path, &text)| {
        let inner = owners.inner(path, &parts);
        let made = if inner.is_empty() { None } else { put_together(path, text, &inner, &parts) };
        let alone = || Bundle { text: text.to_owned(), inner: Vec::new() };
        (path, made.map_or_else(alone, |text| Bundle { text, inner }))
    });
    bundled.collect()
}

/// Takes a module apart, if it has only what is understood.
fn parts<'a>(path: &'a str, text: &'a str) -> Option<Parts<'a>> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts = Parts { folder, imports: Vec::new(), exports: Vec::new(), body: String::new() };
    if text.contains("import.meta") || text.contains(NAME) {
        return None;
    }
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..end];
        if line.starts_with("import ") || line.starts_with("export {") {
            let end = rest.find(";\n").map(|end| end + 2)?;
            let import = import(folder, &rest[..end])?;
            if import.passed_on {
                parts.exports.extend(import.names.iter().map(|(_, here)| here));
            }
            parts.imports.push(import);
            rest = &rest[end..];
            continue;
        }
        match line.strip_prefix("export ") {
            Some(declaration) => {
                parts.exports.push(declared(declaration)?);
                parts.body += declaration;
            }
            None if line.starts_with("export")
                || line.starts_with("await ")
                || line.contains("= await ") && !line.starts_with(' ') =>
            {
                return None;
            }
            None => parts.body += line,
        }
        rest = &rest[end..];
    }
    Some(parts)
}

/// `import { a, b as c } from './d.js';`, or the same with `export`.
fn import<'a>(folder: &str, text: &'a str) -> Option<Import<'a>> {
    let (keyword, rest) = text.split_once(" {")?;
    let (names, from) = rest.split_once('}')?;
    let quoted = from.trim().strip_prefix("from")?.trim().strip_suffix(';')?;
    let relative = quoted.trim_matches(['\'', '"']);
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names = names.map(|name| name.split_once(" as ").unwrap_or((name, name)));
    let target = join(folder, relative);
    let passed_on = keyword == "export";
    relative.starts_with("./").then(|| Import { target, relative, names: names.collect(), text, passed_on })
}

/// The name that a declaration makes.
fn declared(declaration: &str) -> Option<&str> {
    let kinds = ["async function ", "function ", "class ", "const "];
    let name = kinds.iter().find_map(|kind| declaration.strip_prefix(kind))?;
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
    let end = name.find(|char| !is_part(char))?;
    (end > 0).then(|| &name[..end])
}

/// The module that each module goes into.
struct Owners<'a> {
    /// Itself, where it goes into none; those in a circle are left out.
    of: BTreeMap<&'a str, &'a str>,
    /// Those that are not asked for while others run: what imports before what it imports.
    order: Vec<&'a str>,
}

fn owners<'a>(sources: &Sources<'a>, parts: &BTreeMap<&'a str, Option<Parts>>) -> Owners<'a> {
    let known = |path: &str| sources.get_key_value(path).map(|(path, _)| *path);
    let mut importers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // Whoever is asked for while others run, or in a way that is not understood, stays alone.
    let mut alone: BTreeSet<&str> = BTreeSet::new();
    // Comments speak of modules, too, to say where a type is declared.
    let targets_of = |(path, text): (&&'a str, &&str)| (*path, targets(path, &strip(text)));
    let all_targets: Vec<(&str, Vec<String>)> = sources.par_iter().map(targets_of).collect();
    for (path, all) in &all_targets {
        let imports = parts[path].iter().flat_map(|parts| &parts.imports);
        let plain: Vec<&str> = imports.filter_map(|import| known(&import.target)).collect();
        for target in all.iter().filter_map(|target| known(target)) {
            if all.iter().filter(|other| *other == target).count()
                > plain.iter().filter(|other| **other == target).count()
            {
                alone.insert(target);
            }
            importers.entry(target).or_default().insert(path);
        }
    }
    let mut owners =
        Owners { of: alone.iter().map(|module| (*module, *module)).collect(), order: Vec::new() };
    let mut open: Vec<&str> = sources.keys().copied().filter(|module| !alone.contains(module)).collect();
    while let Some(at) = open.iter().position(|module| {
        importers.get(module).is_none_or(|by| by.iter().all(|importer| owners.of.contains_key(importer)))
    }) {
        let module = open.remove(at);
        let by: BTreeSet<&str> =
            importers.get(module).into_iter().flatten().map(|importer| owners.of[importer]).collect();
        let fits = |owner: &&str| matches!((&parts[module], &parts[owner]), (Some(a), Some(b)) if a.folder == b.folder);
        let owner = by.first().copied().filter(|owner| by.len() == 1 && fits(owner));
        owners.of.insert(module, owner.unwrap_or(module));
        owners.order.push(module);
    }
    owners
}

impl<'a> Owners<'a> {
    /// What goes into `path`: what has the same owner, and is imported by it or by what goes into it.
    fn inner(&self, path: &str, parts: &BTreeMap<&'a str, Option<Parts>>) -> Vec<&'a str> {
        let owner = self.of.get(path);
        let mut needed = BTreeSet::from([path]);
        let mut open = vec![path];
        while let Some(module) = open.pop() {
            for import in parts[module].iter().flat_map(|parts| &parts.imports) {
                let target = import.target.as_str();
                if owner.is_some() && self.of.get(target) == owner && needed.insert(target) {
                    open.push(target);
                }
            }
        }
        self.order.iter().copied().filter(|module| *module != path && needed.contains(module)).collect()
    }
}

/// A module with `inner` put into it, those that import before what they import.
fn put_together(
    path: &str,
    text: &str,
    inner: &[&str],
    parts: &BTreeMap<&str, Option<Parts>>,
) -> Option<String> {
    let variable =
        |target: &str| inner.iter().position(|module| *module == target).map(|at| format!("{NAME}{at}"));
    let (mut outside, mut inside) = (BTreeMap::new(), String::new());
    for module in inner.iter().rev() {
        let parts = parts[module].as_ref()?;
        inside += &format!("const {} = (() => {{\n", variable(module)?);
        for import in &parts.imports {
            let from = variable(&import.target).unwrap_or_else(|| {
                let next = format!("{NAME}x{}", outside.len());
                outside.entry(import.relative).or_insert(next).clone()
            });
            inside += &destructured(import, &from);
        }
        inside += &format!("{}\nreturn {{ {} }};\n}})();\n", parts.body, parts.exports.join(", "));
    }
    let mut whole: String =
        outside.iter().map(|(path, name)| format!("import * as {name} from '{path}';\n")).collect();
    let mut own = text.to_owned();
    for import in &parts[path].as_ref()?.imports {
        own = own.replacen(import.text, "", 1);
        match variable(&import.target) {
            Some(from) => {
                inside += &destructured(import, &from);
                if import.passed_on {
                    let names: Vec<&str> = import.names.iter().map(|(_, here)| *here).collect();
                    own += &format!("export {{ {} }};\n", names.join(", "));
                }
            }
            None => whole += import.text,
        }
    }
    Some(whole + &inside + &own)
}

fn destructured(import: &Import, from: &str) -> String {
    let name = |(there, here): &(&str, &str)| {
        if there == here { (*here).to_owned() } else { format!("{there}: {here}") }
    };
    let names: Vec<String> = import.names.iter().map(name).collect();
    format!("const {{ {} }} = {from};\n", names.join(", "))
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

    fn bundled(sources: &[(&str, &str)], path: &str) -> String {
        bundle(&sources.iter().copied().collect())[path].text.clone()
    }

    #[test]
    fn what_only_one_module_needs_goes_into_it() {
        assert_eq!(
            bundled(&FOUR, "js/a.js"),
            "const vade_1 = (() => {\nfunction d() {}\n\nreturn { d };\n})();\n\
             const vade_0 = (() => {\nconst { d } = vade_1;\n/* import('./d.js') */\nconst b = (x) => d(x);\n\nreturn { b };\n})();\n\
             const { b: c } = vade_0;\nconst { d } = vade_1;\nc(d);\n"
        );
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
        assert_eq!(
            bundled(&sources, "js/a.js"),
            "const vade_1 = (() => {\nfunction d() {}\n\nreturn { d };\n})();\n\
             const vade_0 = (() => {\nconst { d } = vade_1;\nconst b = () => import('./e.js').then(d);\n\nreturn { b };\n})();\n\
             const { b: c } = vade_0;\nconst { d } = vade_1;\nexport { c };\nexport { d };\n"
        );
        // Who asks for a part of it by its own name has it whole.
        assert!(bundled(&sources, "js/b.js").starts_with("const vade_0 = (() => {\nfunction d() {}"));
    }

    #[test]
    fn what_two_need_stays_by_itself() {
        let mut sources = FOUR.to_vec();
        sources.push(("js/g.js", "import { d } from './d.js';\nd();\n"));
        let a = bundled(&sources, "js/a.js");
        assert!(a.starts_with("import * as vade_x0 from './d.js';\nimport { d } from './d.js';\n"), "{a}");
        assert_eq!(bundled(&sources, "js/g.js"), sources[4].1);
    }

    #[test]
    fn what_is_asked_for_later_or_in_a_circle_or_otherwise_stays() {
        for sources in [
            [("js/a.js", "import('./b.js');\n"), ("js/b.js", "export const b = 1;\n")],
            [("js/a.js", "import { b } from './b.js';\n"), ("js/b.js", "export default 1;\n")],
            [("js/a.js", "import './b.js';\n"), ("js/b.js", "b();\n")],
            [
                ("js/a.js", "import { b } from './b.js';\n"),
                ("js/b.js", "import { a } from './a.js';\nexport const b = 1;\n"),
            ],
            [("js/a.js", "import { b } from './c/b.js';\n"), ("js/c/b.js", "export const b = 1;\n")],
        ] {
            assert_eq!(bundled(&sources, "js/a.js"), sources[0].1);
        }
    }
}
