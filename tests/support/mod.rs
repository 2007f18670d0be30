//! What several tests need: sites from inline files, and finished files as text.

pub mod edits;
pub mod served;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use vademecum::compiler::Compiler;
use vademecum::diag::{Checked, Diagnostic, print};
use vademecum::output::{Artifact, Body, Output};
use vademecum::path::SitePath;
use vademecum::settings::Mode;
use vademecum::source::{Contents, File, Tree};

/// `site.toml` of a test that doesn't bring its own.
pub const SETTINGS: &str =
    "title = \"Test\"\nbase_url = \"https://example.org/\"\n[languages.en]\n[languages.sk]\n";

/// A site as a map of path and text, to be changed and built.
pub type Files = BTreeMap<String, String>;

/// The files as the compiler takes them.
pub fn tree(files: &Files) -> Tree {
    Tree::new(files.iter().map(|(path, text)| {
        File::in_memory(SitePath::new(path).expect("a path within the site"), text.as_bytes())
    }))
}

/// Every file below a folder, `site.toml` added where there is none. Without their history: when a
/// test was committed must not matter.
pub fn read_site(folder: &Path) -> Checked<Tree> {
    let read = vademecum::source::disk::read(folder, None);
    let settings = File::in_memory(SitePath::new("site.toml").unwrap(), SETTINGS.as_bytes());
    let files = read.value.files().cloned().map(|file| File { history: None, ..file });
    Checked::new(Tree::new([settings].into_iter().chain(files)), read.notes)
}

/// A build for everyone, without drafts, on a fixed day.
pub fn mode() -> Mode {
    Mode::on(date(2026, 11, 1))
}

/// Builds from nothing.
pub fn build(files: &Files) -> Checked<Output> {
    Compiler::default().compile(&tree(files), &mode())
}

/// The finished file at `path` as text.
pub fn text(output: &Output, path: &str) -> String {
    let found = output.files.iter().find(|(out, _)| out.as_str() == path);
    let (_, artifact) = found.unwrap_or_else(|| panic!("there is no {path} in\n{}", listing(output)));
    String::from_utf8(bytes(artifact)).expect("UTF-8")
}

/// The bytes of a finished file.
#[expect(clippy::disallowed_methods, reason = "copied files are known by where they are")]
pub fn bytes(artifact: &Artifact) -> Vec<u8> {
    match &artifact.body {
        Body::Bytes(bytes) => bytes.to_vec(),
        Body::Shelved(shelved) => shelved.bytes().expect("what was put away").to_vec(),
        Body::CopyOf { from, .. } => std::fs::read(from).expect("the copied file"),
    }
}

/// The names of all finished files, one a line.
pub fn listing(output: &Output) -> String {
    output.files.keys().map(|path| format!("{path}\n")).collect()
}

/// The names of all finished files but the theme's, which every site has alike.
pub fn own_listing(output: &Output) -> String {
    listing(output)
        .lines()
        .filter(|path| !path.starts_with("assets/"))
        .map(|path| format!("{path}\n"))
        .collect()
}

/// Problems as `vade build` prints them when nobody watches.
pub fn printed(notes: &[Diagnostic], tree: &Tree) -> String {
    let source = |path: &SitePath| match &tree.get(path)?.contents {
        Contents::Bytes(bytes) => Some(Arc::clone(bytes)),
        _ => None,
    };
    print::human(notes, &source, print::Colour::Never)
}

/// What stands between `<main …>` and `</main>`.
pub fn main_element(page: &str) -> &str {
    let start = page.find("<main").expect("a page has a main element");
    let end = page.rfind("</main>").expect("the main element ends");
    &page[start..end + "</main>".len()]
}
