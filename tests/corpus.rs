//! A real, untidy handbook in 28 languages: the folder that `VADE_CORPUS` names. Without it the
//! test says so and passes.

use std::collections::BTreeSet;
use std::path::Path;

use vademecum::compiler::Compiler;
use vademecum::diag::Severity;
use vademecum::path::SitePath;
use vademecum::source::{File, Tree};

use crate::support;

/// What a user would write for it: pictures and a few pages are not in the folder.
const SETTINGS: &str = "title = \"Open Source Guides\"\nbase_url = \"https://example.org/\"\n\
    default_language = \"en\"\n[checks]\nmissing-asset = \"warning\"\nbroken-link = \"warning\"\n\
    broken-anchor = \"warning\"\n";

#[test]
fn a_real_handbook_builds() {
    #[expect(clippy::disallowed_methods, reason = "the folder is given from outside")]
    let Some(folder) = std::env::var_os("VADE_CORPUS") else {
        #[expect(clippy::disallowed_macros, reason = "a skipped test says so")]
        {
            eprintln!("skipped: VADE_CORPUS names no folder");
        }
        return;
    };
    let read = vademecum::source::disk::read(Path::new(&folder), None).value;
    let files: Vec<File> = read.files().cloned().collect();
    let tags: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path.below("content")?.split_once('/').map(|(lang, _)| lang))
        .collect();
    assert!(tags.len() >= 28, "{tags:?}");
    let languages: String = tags.iter().map(|tag| format!("[languages.{tag}]\n")).collect();
    let settings = SitePath::new("site.toml").expect("a path");
    let settings = File::in_memory(settings, format!("{SETTINGS}{languages}").into_bytes());
    let tree = Tree::new(files.into_iter().chain([settings]));
    let built = Compiler::default().compile(&tree, &support::mode());
    let errors: Vec<_> = built.notes.iter().filter(|note| note.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", support::printed(&built.notes, &tree));
    let page = support::text(&built.value, "ro/how-to-contribute/index.html");
    assert!(page.contains("href=\"/ro/"), "links between its articles are resolved");
    assert!(built.value.files.len() > 350);
}
