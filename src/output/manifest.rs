//! `manifest.json`: every file of a website, its hash, and the sources that it came from.
//!
//! It is written with the site and read by the next build into the same folder, which so
//! knows which files are `vade`'s own. The format is described in `docs/content/output.md`. The
//! manifest lists every file but itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::Artifact;
use crate::key::Key;
use crate::path::{OutPath, SitePath};

/// Its name, at the top of the output.
pub const NAME: &str = "manifest.json";

/// Version of the format; rises when a reader of the last one would misunderstand.
const VERSION: u32 = 1;

/// What the manifest says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Hash of its bytes, in hexadecimal digits.
    pub hash: String,
    /// Where it came from.
    pub sources: Vec<String>,
}

/// Where the manifest lies.
pub fn path() -> OutPath {
    OutPath::new(NAME).expect("a plain name")
}

/// The manifest of `files`.
pub fn make(files: &BTreeMap<OutPath, Artifact>) -> Artifact {
    Artifact::new(text(files.iter().map(|(path, file)| (path, file.key, &*file.sources))), Vec::new())
}

/// Bytes of a line, roughly.
const LINE: usize = 180;

/// Lines that are written by one thread.
const TOGETHER: usize = 512;

/// One file to a line, so that two manifests can be compared line by line. There is a manifest
/// after every save of a writer, so it is written without anything in between.
fn text<'a>(files: impl Iterator<Item = (&'a OutPath, Key, &'a [SitePath])>) -> Vec<u8> {
    let files: Vec<_> = files.collect();
    let generator = json!(concat!("vade ", env!("CARGO_PKG_VERSION")));
    let mut text = String::with_capacity(files.len() * LINE);
    let lines: Vec<String> = files.par_chunks(TOGETHER).map(lines).collect();
    let _ = write!(text, "{{\n\"generator\": {generator},\n\"version\": {VERSION},\n\"files\": {{\n");
    for (number, lines) in lines.iter().enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        text.push_str(lines);
    }
    text.push_str("\n}\n}\n");
    text.into_bytes()
}

/// Some of the lines.
fn lines(files: &[(&OutPath, Key, &[SitePath])]) -> String {
    let mut text = String::with_capacity(files.len() * LINE);
    for (number, (path, hash, sources)) in files.iter().enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        push_json(&mut text, path.as_str());
        let _ = write!(text, ": {{\"hash\":\"{hash}\",\"sources\":[");
        for (number, source) in sources.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            push_json(&mut text, source.as_str());
        }
        text.push_str("]}");
    }
    text
}

/// A text as JSON. Names of files seldom have anything to escape.
fn push_json(json: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        let _ = write!(json, "{}", Value::from(text));
    } else {
        let _ = write!(json, "\"{text}\"");
    }
}

/// What a manifest lists; `None` if `bytes` are no manifest of ours.
pub fn read(bytes: &[u8]) -> Option<BTreeMap<OutPath, Listed>> {
    let manifest: Value = serde_json::from_slice(bytes).ok()?;
    let ours = manifest.get("generator")?.as_str()?.starts_with("vade ");
    let files = manifest.get("files").and_then(Value::as_object).filter(|_| ours)?;
    let texts = |list: &Value| list.as_array().map(|list| list.iter().filter_map(text_of).collect());
    let listed = |file: &Value| Listed {
        hash: file.get("hash").and_then(text_of).unwrap_or_default(),
        sources: file.get("sources").and_then(texts).unwrap_or_default(),
    };
    Some(files.iter().filter_map(|(path, file)| Some((OutPath::new(path)?, listed(file)))).collect())
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_string)
}

/// A manifest that lists what `old` and what `files` list. It stands while files are replaced
/// one by one, so that a build that is cut short leaves no file that nobody knows.
pub(super) fn of_both(old: &BTreeMap<OutPath, Listed>, files: &BTreeMap<OutPath, Artifact>) -> Arc<[u8]> {
    let old = old.keys().filter(|path| !files.contains_key(*path));
    let mut both: BTreeMap<&OutPath, (Key, &[SitePath])> =
        old.map(|path| (path, Default::default())).collect();
    let new = files.iter().filter(|(path, _)| path.as_str() != NAME);
    both.extend(new.map(|(path, file)| (path, (file.key, &*file.sources))));
    text(both.into_iter().map(|(path, (hash, sources))| (path, hash, sources))).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Body, Output};

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let source: Arc<[SitePath]> = Arc::new([SitePath::new("content/en/a \"b\".md").expect("a path")]);
        let file = |name| (OutPath::new(name).expect("a path"), Artifact::new(*b"x", Arc::clone(&source)));
        let output = Output::complete([file("en/ž.html"), file("en/a/index.html")]);
        let Body::Bytes(bytes) = &output.files[NAME].body else { panic!("it is in memory") };
        let listed = read(bytes).expect("it is ours");
        let names: Vec<&str> = listed.keys().map(OutPath::as_str).collect();
        assert_eq!(names, ["en/a/index.html", "en/ž.html"]);
        let first = &listed["en/a/index.html"];
        assert_eq!(first.hash, Key::of_bytes(b"x").to_string());
        assert_eq!(first.sources, ["content/en/a \"b\".md"]);
    }

    #[test]
    fn other_peoples_manifests_are_not_ours() {
        for text in ["", "{}", r#"{"name": "An app"}"#, r#"{"generator": "other 1", "files": {"a": {}}}"#] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
        let climbing = r#"{"generator": "vade 9", "files": {"../a": {}, "/b": {}, "c": {}}}"#;
        let listed = read(climbing.as_bytes()).expect("it is ours");
        assert_eq!(listed.keys().map(OutPath::as_str).collect::<Vec<_>>(), ["c"]);
    }
}
