//! `docs/` is a site of its own: nothing is wrong with it, its search finds what readers of the
//! documentation ask for, and its pages can be read in a repository as they are.

#![expect(clippy::disallowed_methods, reason = "reads files of the repository")]

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag};
use vademecum::compiler::Compiler;
use vademecum::diag::Code;
use vademecum::source::Tree;

use crate::support;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn docs() -> Tree {
    let read = support::read_site(&Path::new(ROOT).join("docs"));
    assert!(read.notes.is_empty(), "{}", support::printed(&read.notes, &read.value));
    read.value
}

#[test]
fn nothing_is_wrong_and_the_search_finds_what_is_asked_for() {
    let tests = fs::read_to_string(Path::new(ROOT).join("docs/search-tests.toml")).unwrap();
    assert!(tests.matches("[[test]]").count() >= 20);
    let tree = docs();
    let found = Compiler::default().check(&tree, &support::mode()).expect("it is checked");
    assert!(found.notes.is_empty(), "{}", support::printed(&found.notes, &tree));
}

#[test]
fn every_problem_has_its_page_in_the_site() {
    let built = Compiler::default().compile(&docs(), &support::mode()).value;
    let home = support::text(&built, "index.html");
    assert!(support::main_element(&home).contains("href=\"/getting-started/\""), "{home}");
    let section = support::text(&built, "problems/index.html");
    for code in Code::ALL.iter().map(|code| code.name()) {
        assert!(built.files.contains_key(format!("problems/{code}/index.html").as_str()), "{code}");
        assert!(section.contains(&format!("href=\"/problems/{code}/\"")), "{code} isn't listed");
    }
}

/// Markdown files that are read in a repository, without `vade`.
fn read_as_they_are() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(PathBuf::from).to_vec();
    for folder in ["docs/content", "docs/content/problems"] {
        let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
        let names = entries.map(|entry| Path::new(folder).join(entry.unwrap().file_name()));
        files.extend(names.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    files
}

#[test]
fn links_lead_to_files_of_the_repository_where_pages_are_read_as_they_are() {
    for file in read_as_they_are() {
        let text = fs::read_to_string(Path::new(ROOT).join(&file)).unwrap();
        for event in
            Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
        {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else {
                continue;
            };
            let path = dest_url.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") {
                continue;
            }
            let target = Path::new(ROOT).join(&file).with_file_name(path);
            assert!(
                target.is_file() || path == "docs/screenshots/",
                "{}: {dest_url} leads nowhere",
                file.display()
            );
        }
    }
}
