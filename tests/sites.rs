//! Whole small sites, one feature each: what they publish is a snapshot. A site's `golden.txt`
//! names the finished files whose text is shown (of pages, the main element); the list of all
//! files is always part of it.

#![expect(clippy::disallowed_methods, reason = "reads folders of the repository")]

use std::fs;
use std::path::Path;

use vademecum::compiler::Compiler;

use crate::support;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites");

/// The main element of a page, or the whole text of anything else.
fn shown(path: &str, text: &str) -> String {
    let page = path.ends_with(".html") && text.contains("<main");
    let text = if page { support::main_element(text) } else { text };
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

fn snapshot(folder: &Path) -> String {
    let read = support::read_site(folder);
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let built = Compiler::default().compile(&read.value, &support::mode());
    let mut text = support::own_listing(&built.value);
    let problems = support::printed(&built.notes, &read.value);
    if !problems.is_empty() {
        text += &format!("\n{problems}");
    }
    for path in fs::read_to_string(folder.join("golden.txt")).expect("golden.txt").lines() {
        text += &format!("\n==> {path}\n{}\n", shown(path, &support::text(&built.value, path)));
    }
    text
}

#[test]
fn sites_are_published_as_before() {
    let mut folders: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("golden.txt").is_file());
    folders.sort();
    assert!(folders.len() >= 10, "the test sites are missing");
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().to_string();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "sites/snapshots" }, {
            insta::assert_snapshot!(name, snapshot(&folder));
        });
    }
}
