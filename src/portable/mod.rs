//! A finished site made to work without a server, from a stick, a shared drive or an attachment.
//!
//! Pages opened from a disk may load scripts, styles and pictures, but no modules and no data. So
//! links become relative and name their files ([`pages`]), the theme's modules become one classic
//! script ([`scripts`]), and JSON that they ask for becomes scripts that hand it over. What the
//! modules do stays what it is: the search is the same search.

mod pages;
mod scripts;

use crate::key::Key;
use crate::output::{Artifact, Output};
use crate::path::OutPath;

/// Where files of the theme lie.
const ASSETS: &str = "assets/";

/// The site below `base` (`/` or `/below/this/`), as files that find one another.
pub fn portable(output: Output, base: &str) -> Output {
    let modules = scripts::modules(&output);
    let script = scripts::classic(&modules, base);
    let name = format!("{ASSETS}portable.{}.js", &Key::of_bytes(script.as_bytes()).to_string()[..16]);
    let mut files = Vec::with_capacity(output.files.len());
    for (path, file) in output.files {
        let bytes = file.body.held();
        files.extend(match bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            Some(text) if path.as_str().ends_with(".html") => {
                let page = pages::page(&path, text, base, &name);
                Some((path, Artifact::new(page.into_bytes(), file.sources)))
            }
            Some(text) if is_asked_for(&path) => scripts::handing_over(&path, text, &file),
            Some(_) if is_offline(&path) => None,
            _ if modules.iter().any(|(module, _)| *module == path) => None,
            _ => Some((path, file)),
        });
    }
    files.extend(OutPath::new(&name).map(|path| (path, Artifact::new(script.into_bytes(), Vec::new()))));
    Output::complete(files)
}

/// Whether scripts ask for the file.
fn is_asked_for(path: &OutPath) -> bool {
    let path = path.as_str();
    path.ends_with(".json") && (path.starts_with(ASSETS) || path.starts_with("search/"))
}

/// Whether it keeps a copy of an online site for its readers.
fn is_offline(path: &OutPath) -> bool {
    matches!(path.as_str().rsplit('/').next(), Some("offline.json" | "offline-worker.js"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Body;

    #[test]
    fn files_that_are_copied_stay_as_they_are() {
        let copy = |path: &str| {
            let body = Body::CopyOf { from: "elsewhere".into(), length: 3 };
            (OutPath::new(path).unwrap(), Artifact { body, ..Artifact::new(*b"abc", []) })
        };
        let made = portable(Output::complete([copy("old.html"), copy("search/en/own.json")]), "/");
        let kept = ["old.html", "search/en/own.json"].map(|path| made.files[path].body.length());
        assert_eq!(kept, [3, 3]);
    }

    #[test]
    fn files_that_are_called_like_those_of_the_offline_copy_stay() {
        let file = |path: &str| (OutPath::new(path).unwrap(), Artifact::new(*b"{}", []));
        let made = portable(Output::complete(["en/offline.json", "files/my-offline.json"].map(file)), "/");
        let paths: Vec<&str> = made.files.keys().map(OutPath::as_str).collect();
        assert!(paths.contains(&"files/my-offline.json") && !paths.contains(&"en/offline.json"), "{paths:?}");
    }
}
