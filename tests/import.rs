//! Content of other tools, imported: what becomes of it is a snapshot, and every result is built
//! without an error.

use std::path::Path;

use vademecum::compiler::Compiler;
use vademecum::diag::Severity;
use vademecum::import::{Imported, Request, import};
use vademecum::source::disk::read_foreign;
use vademecum::source::{Contents, File, Tree};

use crate::support;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import");

fn imported(name: &str) -> Imported {
    let foreign = read_foreign(&Path::new(FOLDER).join(name)).expect("the test folder");
    import(&foreign, &Request { lang: None, site: None })
}

/// The report, the problems that a build finds, and every text.
fn shown(imported: &Imported) -> String {
    let built = Compiler::default().compile(&imported.files, &support::mode());
    let mut text = format!("{}\n{}", imported.report.text(), support::printed(&built.notes, &imported.files));
    for file in imported.files.files() {
        if let Contents::Bytes(bytes) = &file.contents
            && file.path.extension() == "md"
        {
            text += &format!("\n==> {}\n{}", file.path, String::from_utf8_lossy(bytes));
        }
    }
    text
}

fn check(name: &str) {
    let imported = imported(name);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "import/snapshots" }, {
        insta::assert_snapshot!(name, shown(&imported));
    });
    let built = Compiler::default().compile(&imported.files, &support::mode());
    let errors: Vec<_> = built.notes.iter().filter(|note| note.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn mkdocs() {
    check("mkdocs");
}

#[test]
fn mdbook() {
    check("mdbook");
}

#[test]
fn docusaurus() {
    check("docusaurus");
}

#[test]
fn starlight() {
    check("starlight");
}

#[test]
fn hugo() {
    check("hugo");
}

#[test]
fn zola() {
    check("zola");
}

#[test]
fn texts_and_pages() {
    check("texts");
}

#[test]
fn a_site_of_one_language_without_a_folder_gets_none() {
    let site = Tree::new([
        File::in_memory(path("site.toml"), *b"title = \"A\"\nbase_url = \"https://example.org/\"\n"),
        File::in_memory(path("content/index.md"), *b"# A\n"),
    ]);
    let settings = vademecum::settings::read(&site, &support::mode()).value.expect("settings");
    let foreign = Tree::new([File::in_memory(path("notes/day.md"), *b"# Day\n")]);
    let imported = import(&foreign, &Request { lang: None, site: Some(&settings) });
    let names: Vec<&str> = imported.files.files().map(|file| file.path.as_str()).collect();
    assert_eq!(names, ["content/notes/day.md"]);
}

fn path(name: &str) -> vademecum::path::SitePath {
    vademecum::path::SitePath::new(name).expect("a path")
}

/// What becomes of a few files.
fn imported_from(files: &[(&str, &str)]) -> Imported {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    import(&support::tree(&files), &Request { lang: None, site: None })
}

#[test]
fn of_two_files_for_one_place_the_second_is_told_of() {
    let imported = imported_from(&[
        ("astro.config.mjs", "starlight({ title: 'A' })"),
        ("src/content/docs/a.md", "Text"),
        ("public/pictures/x.svg", "one"),
        ("src/assets/x.svg", "two"),
    ]);
    let report = imported.report.text();
    assert!(
        report.contains("src/assets/x.svg skipped: `public/pictures/x.svg` has the same place"),
        "{report}"
    );
    let kept = imported.files.files().find(|file| file.path.as_str() == "static/pictures/x.svg");
    assert_eq!(kept.and_then(File::text), Some("one"));
}

#[test]
fn settings_that_cannot_be_understood_are_told_of() {
    let report =
        imported_from(&[("mkdocs.yml", "site_name: [\nnav:\n"), ("docs/a.md", "Text")]).report.text();
    assert!(report.contains("mkdocs.yml skipped: it cannot be understood"), "{report}");
}

#[test]
fn positions_of_folders_may_be_fractions() {
    let files = [
        ("docusaurus.config.js", "title: 'A'"),
        ("docs/a/b.md", "Text"),
        ("docs/a/_category_.json", "{ \"position\": 2.5 }"),
    ];
    let imported = imported_from(&files);
    let index = imported.files.files().find(|file| file.path.as_str() == "content/en/a/index.md");
    assert_eq!(index.and_then(File::text), Some("---\nweight: 25\n---\n"));
}
