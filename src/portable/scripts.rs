//! The theme's modules as one classic script, and JSON as scripts that hand it over.
//!
//! Each module becomes a function that gets what it needs and returns its exports; one that no browser can
//! read is left out.

use std::fmt::Write;

use crate::output::{Artifact, Body, Output};
use crate::path::OutPath;
use crate::script::as_function;

use super::ASSETS;

/// What runs the modules.
const RUNTIME: &str = include_str!("runtime.js");

/// Names of the theme's scripts begin so: the first module, and one that is no module.
pub(super) const ENTRY: &str = "main.";
const EARLY: &str = "scheme.";

/// Every module of the theme with its text.
pub(super) fn modules(output: &Output) -> Vec<(OutPath, String)> {
    let module = |(path, file): (&OutPath, &Artifact)| {
        let name = path.as_str().strip_prefix(ASSETS).filter(|name| name.ends_with(".js"))?;
        if name.starts_with(EARLY) {
            return None;
        }
        let Body::Bytes(bytes) = &file.body else { return None };
        Some((path.clone(), std::str::from_utf8(bytes).ok()?.to_owned()))
    };
    output.files.iter().filter_map(module).collect()
}

/// All of them in one script.
pub(super) fn classic(modules: &[(OutPath, String)], base: &str) -> String {
    let mut script = RUNTIME.to_owned();
    let entry = modules.iter().map(|(path, _)| file_name(path)).find(|name| name.starts_with(ENTRY));
    let _ = writeln!(script, "vadeStart({}, {}, {{", quoted(base), quoted(entry.unwrap_or_default()));
    for (path, text) in modules {
        let Some(body) = as_function(text) else { continue };
        let name = quoted(file_name(path));
        let _ = write!(script, "{name}: async (need, fetch, history) => {{\n{body}}},\n");
    }
    script + "});\n"
}

fn file_name(path: &OutPath) -> &str {
    path.as_str().rsplit('/').next().unwrap_or_default()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The script that hands a JSON file over to who asked for it.
pub(super) fn handing_over(path: &OutPath, json: &str, file: &Artifact) -> Option<(OutPath, Artifact)> {
    let script = format!("vadeGive({}, {});\n", quoted(path.as_str()), json.trim_end());
    Some((OutPath::new(&format!("{path}.js"))?, Artifact::new(script.into_bytes(), file.sources.clone())))
}
