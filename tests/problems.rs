//! One folder of `tests/problems/` for each diagnostic: its snapshot shows the sources and what
//! `vade` says of them. A code without a folder or without a page of documentation fails.

#![expect(clippy::disallowed_methods, reason = "reads folders of the repository")]

use std::fs;
use std::path::Path;

use vademecum::check;
use vademecum::compiler::Compiler;
use vademecum::diag::Code;
use vademecum::index::trials;

use crate::support;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/problems");
const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content/problems");

/// Codes that no folder in a repository can show; a unit test of the room named here does, or a
/// file of tests.
const ELSEWHERE: [(&str, &str); 5] = [
    ("unreadable-file", "source"),
    ("missing-settings", "settings"),
    ("dead-link", "tests/external.rs"),
    ("moved-link", "tests/external.rs"),
    ("unchecked-link", "tests/external.rs"),
];

/// The text files of a site as one text, each below its name.
fn sources(folder: &Path, shown: &str) -> String {
    let mut text = String::new();
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{shown}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().unwrap();
        if kind.is_symlink() {
            text += &format!("==> {name} -> {}\n", fs::read_link(entry.path()).unwrap().display());
        } else if kind.is_dir() {
            text += &sources(&entry.path(), &format!("{name}/"));
        } else {
            let bytes = fs::read(entry.path()).unwrap();
            text += &format!("==> {name}\n{}\n", String::from_utf8_lossy(&bytes).trim_end());
        }
    }
    text
}

#[test]
fn each_problem_is_explained_where_it_is() {
    for code in Code::ALL.iter().map(|code| code.name()) {
        let folder = Path::new(FOLDER).join(code);
        if ELSEWHERE.iter().any(|(elsewhere, _)| *elsewhere == code) {
            continue;
        }
        assert!(folder.is_dir(), "tests/problems/{code} is missing");
        let read = support::read_site(&folder);
        let mut notes = read.notes;
        if check::codes().any(|known| known.name() == code) {
            let checked = Compiler::default().check(&read.value, &support::mode());
            notes.extend(checked.expect("the search tests run").notes);
        } else {
            let output = Compiler::default().compile(&read.value, &support::mode()).unpack(&mut notes);
            notes.extend(trials::run(&read.value, &output).expect("the search tests run").notes);
        }
        let said = support::printed(&notes, &read.value);
        assert!(said.contains(&format!("[{code}]")), "tests/problems/{code} does not show {code}:\n{said}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "problems/snapshots" }, {
            insta::assert_snapshot!(code, format!("{}\n{said}", sources(&folder, "")));
        });
    }
}

/// A check makes no pages that can't fail, and no index that nobody asks.
#[test]
fn a_check_says_all_that_a_build_says() {
    for folder in fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()) {
        let tree = support::read_site(&folder).value;
        let built = Compiler::default().compile(&tree, &support::mode()).notes;
        let Ok(checked) = Compiler::default().check(&tree, &support::mode()) else { continue };
        let missing: Vec<_> = built.iter().filter(|note| !checked.notes.contains(note)).cloned().collect();
        assert!(missing.is_empty(), "{}:\n{}", folder.display(), support::printed(&missing, &tree));
    }
}

#[test]
fn each_problem_has_a_page_of_documentation() {
    for code in Code::ALL.iter().map(|code| code.name()) {
        let page = fs::read_to_string(format!("{DOCS}/{code}.md"));
        let page = page.unwrap_or_else(|_| panic!("docs/content/problems/{code}.md is missing"));
        assert!(
            page.starts_with(&format!("# {code}\n")),
            "docs/content/problems/{code}.md must begin with its name"
        );
    }
}

#[test]
fn no_folder_or_page_is_left_over() {
    let known = |name: &str| {
        ["snapshots", "README"].contains(&name) || Code::ALL.iter().any(|code| code.name() == name)
    };
    for folder in [FOLDER, DOCS] {
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().trim_end_matches(".md").to_string();
            assert!(known(&name), "{folder}/{name} belongs to no code");
        }
    }
}
