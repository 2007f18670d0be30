//! The theme's modules as one classic script, and JSON as scripts that hand it over.
//!
//! Each module becomes a function that gets what it needs and returns its exports. Only what
//! imports and exports look like at the beginning of a line is understood, as in the theme's
//! own bundling.

use std::fmt::Write;

use crate::output::{Artifact, Body, Output};
use crate::path::OutPath;

use super::ASSETS;

/// What runs the modules.
const RUNTIME: &str = include_str!("runtime.js");

/// Names of the theme's scripts begin so: the first module, and one that is no module.
const ENTRY: &str = "main.";
const EARLY: &str = "scheme.";

/// Every module of the theme with its text.
pub(super) fn modules(output: &Output) -> Vec<(OutPath, String)> {
    let module = |(path, file): (&OutPath, &Artifact)| {
        let name = path
            .as_str()
            .strip_prefix(ASSETS)
            .filter(|name| name.ends_with(".js") && !name.starts_with(EARLY))?;
        let Body::Bytes(bytes) = &file.body else { return None };
        let text = std::str::from_utf8(bytes).ok().filter(|_| !name.is_empty())?;
        Some((path.clone(), text.to_owned()))
    };
    output.files.iter().filter_map(module).collect()
}

/// All of them in one script.
pub(super) fn classic(modules: &[(OutPath, String)], base: &str) -> String {
    let mut script = RUNTIME.to_owned();
    let entry = modules.iter().map(|(path, _)| file_name(path)).find(|name| name.starts_with(ENTRY));
    let _ = writeln!(script, "vadeStart({}, {}, {{", quoted(base), quoted(entry.unwrap_or_default()));
    for (path, text) in modules {
        let _ = write!(
            script,
            "{}: async (need, fetch, history) => {{\n{}}},\n",
            quoted(file_name(path)),
            function(text)
        );
    }
    script + "});\n"
}

fn file_name(path: &OutPath) -> &str {
    path.as_str().rsplit('/').next().unwrap_or_default()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The body of the function that a module becomes.
fn function(module: &str) -> String {
    let (mut body, mut exports) = (String::new(), Vec::new());
    let mut rest = module;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..end];
        if line.starts_with("import ") {
            let end = rest.find(";\n").map_or(rest.len(), |end| end + 2);
            body += &import(&rest[..end]).unwrap_or_else(|| rest[..end].to_owned());
            rest = &rest[end..];
            continue;
        }
        match line.strip_prefix("export ") {
            Some(list) if list.starts_with('{') => {
                exports.extend(renamed(list).into_iter().map(|(own, out)| format!("{out}: {own}")));
            }
            Some(declaration) => {
                exports.extend(declared(declaration));
                body += declaration;
            }
            None => body += line,
        }
        rest = &rest[end..];
    }
    let body = body.replace("import(", "need(");
    format!("{}\nreturn {{ {} }};\n", body.trim_end(), exports.join(", "))
}

/// `import { a as b } from './c.js';` as a declaration.
fn import(statement: &str) -> Option<String> {
    let target = statement.rsplit(['\'', '"']).nth(1)?;
    let names = statement.strip_prefix("import ")?.rsplit_once(" from ").map(|(names, _)| names.trim());
    let need = format!("await need({})", quoted(target));
    Some(match names {
        None => format!("{need};\n"),
        Some(all) if all.starts_with("* as ") => format!("const {} = {need};\n", &all[5..]),
        Some(list) if list.starts_with('{') => {
            let names: Vec<String> =
                renamed(list).into_iter().map(|(there, here)| format!("{there}: {here}")).collect();
            format!("const {{ {} }} = {need};\n", names.join(", "))
        }
        Some(one) => format!("const {{ default: {one} }} = {need};\n"),
    })
}

/// `{ a, b as c }` as pairs of names.
fn renamed(list: &str) -> Vec<(&str, &str)> {
    let inner = list.trim_start_matches('{').split('}').next().unwrap_or_default();
    let names = inner.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.split_once(" as ").unwrap_or((name, name))).collect()
}

/// The name that `function a(…`, `class A` or `const a = …` declares.
fn declared(declaration: &str) -> Option<String> {
    let words = declaration.trim_start_matches("async ").trim_start_matches("function*");
    let words = ["function ", "class ", "const ", "let "]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words);
    let name: String = words
        .trim_start()
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || "_$".contains(*letter))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The script that hands a JSON file over to who asked for it.
pub(super) fn handing_over(path: &OutPath, json: &str, file: &Artifact) -> Option<(OutPath, Artifact)> {
    let script = format!("vadeGive({}, {});\n", quoted(path.as_str()), json.trim_end());
    Some((OutPath::new(&format!("{path}.js"))?, Artifact::new(script.into_bytes(), file.sources.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_a_function_of_what_it_needs() {
        let module = "import { a, b as c } from './x.1.js';\nimport './y.js';\nexport const one = 1;\nexport async function two() {\n  await import('./z.js');\n}\nclass Three {}\nexport { Three as four };\n";
        insta::assert_snapshot!(function(module), @r#"
        const { a: a, b: c } = await need("./x.1.js");
        await need("./y.js");
        const one = 1;
        async function two() {
          await need('./z.js');
        }
        class Three {}
        return { one, two, four: Three };
        "#);
    }
}
