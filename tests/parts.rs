//! A build that is split by language and merged is the build in one piece, byte for byte.

#![expect(clippy::disallowed_methods, reason = "runs the program and looks at what it wrote")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use vademecum::compiler::Compiler;
use vademecum::key::Key;
use vademecum::language::Lang;
use vademecum::output::merge::{LISTS, Part, merge};
use vademecum::settings::{self, Mode, Part as Asked};
use vademecum::source::Tree;

use crate::support;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files of a build by name.
type Built = BTreeMap<String, (Key, Vec<String>)>;

fn built(output: &vademecum::output::Output) -> Built {
    let sources = |file: &vademecum::output::Artifact| file.sources.iter().map(ToString::to_string).collect();
    output.files.iter().map(|(path, file)| (path.to_string(), (file.key, sources(file)))).collect()
}

/// A build of one language by a machine that remembers nothing.
fn part(tree: &Tree, tag: &str) -> vademecum::output::Output {
    let mode = Mode { part: Asked::Language(Lang::new(tag).unwrap()), ..support::mode() };
    Compiler::default().compile(tree, &mode).value
}

fn parts_are_the_whole(folder: &Path) {
    let tree = support::read_site(folder).value;
    let settings = settings::read(&tree, &support::mode()).value.expect("settings");
    let languages: Vec<&str> = settings.languages.iter().map(|language| language.tag.as_str()).collect();
    assert!(languages.len() > 1, "{} has one language", folder.display());
    let whole = Compiler::default().compile(&tree, &support::mode()).value;
    let mut parts = Vec::new();
    for tag in &languages {
        let output = part(&tree, tag);
        assert!(output.files.len() < whole.files.len(), "{tag} is everything");
        let others = languages.iter().filter(|other| *other != tag);
        for other in others {
            let strays = output.files.keys().filter(|path| {
                path.as_str().starts_with(&format!("{other}/"))
                    || path.as_str().starts_with(&format!("search/{other}/"))
            });
            assert_eq!(strays.count(), 0, "{tag} has pages of {other}");
        }
        let lists = support::text(&output, LISTS).into_bytes();
        let files = output.files.into_iter().filter(|(path, _)| path.as_str() != "manifest.json").collect();
        parts.push(Part { name: (*tag).to_owned(), files, lists });
    }
    let merged = merge(parts).unwrap();
    assert_eq!(built(&merged), built(&whole));
}

#[test]
fn the_handbook_in_six_parts_is_the_handbook() {
    parts_are_the_whole(Path::new(ROOT));
}

#[test]
fn fallbacks_tags_and_terms_are_whole_again() {
    for site in ["fallback", "omit", "right-to-left", "tags", "terms"] {
        parts_are_the_whole(&Path::new(ROOT).join("tests/sites").join(site));
    }
}

fn vade(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
    command.args(arguments.split_whitespace()).current_dir(folder).env("SOURCE_DATE_EPOCH", "1793500000");
    command.output().unwrap()
}

/// What a run that could not be carried out says.
fn refused(folder: &Path, arguments: &str) -> String {
    let ran = vade(folder, arguments);
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stderr).unwrap()
}

fn done(folder: &Path, arguments: &str) {
    let ran = vade(folder, arguments);
    assert!(ran.status.success(), "{arguments}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// Every file below a folder with its bytes.
fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false => {
                    let name = entry.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    files.insert(name, fs::read(entry).unwrap());
                }
            }
        }
    }
    files
}

#[test]
fn folders_are_merged_and_mistakes_are_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    done(folder, "init . --name Desk --languages en,sk,ar");
    done(folder, "build --compress --output whole");
    for tag in ["en", "sk", "ar"] {
        done(folder, &format!("build --compress --lang {tag}"));
    }
    let said = refused(folder, "merge public-en public-ar --output merged");
    assert!(said.contains("none of the folders has the pages of `sk`"), "{said}");
    assert!(!folder.join("merged").exists());
    done(folder, "merge public-en public-sk public-ar --output merged");
    assert_eq!(listing(&folder.join("merged")), listing(&folder.join("whole")));

    fs::write(folder.join("content/sk/index.md"), "# Iné\n\nInak.\n").unwrap();
    done(folder, "build --compress --lang sk");
    let said = refused(folder, "merge public-en public-sk public-ar --output merged");
    assert!(said.contains("the folders were built from different sources"), "{said}");
    fs::write(folder.join("public-sk/robots.txt"), "mine").unwrap();
    let said = refused(folder, "merge public-en public-sk public-ar --output merged");
    assert!(said.contains("`robots.txt` in `public-sk` is not what `vade build` wrote there"), "{said}");
    let said = refused(folder, "build --lang de");
    assert!(said.contains("the site is not in `de`, only in"), "{said}");
    let said = refused(folder, "merge content --output merged");
    assert!(said.contains("manifest.json"), "{said}");
    assert_eq!(listing(&folder.join("merged")), listing(&folder.join("whole")));
}
