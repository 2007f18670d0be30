//! The default theme, which every copy of `vade` carries with it.
//!
//! Debug builds read it from the folder that they were compiled in, so that work on the theme
//! needs no compiler; release builds hold it in the program.

#![expect(clippy::disallowed_methods, reason = "what the derive makes in debug builds reads our own sources")]

use rust_embed::RustEmbed;

use crate::path::SitePath;
use crate::source::File;

#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct Embedded;

/// The files of the default theme by path below its folder, sorted. Each is named as the file
/// of the site that would replace it.
pub(super) fn files() -> Vec<(String, File)> {
    let mut names: Vec<String> = Embedded::iter().map(|name| name.replace('\\', "/")).collect();
    names.sort();
    names.into_iter().filter_map(|name| file(&name).map(|file| (name, file))).collect()
}

/// Whether the default theme has a file of this text.
pub(super) fn has(name: &str, text: &str) -> bool {
    Embedded::get(name).is_some_and(|file| *file.data == *text.as_bytes())
}

fn file(name: &str) -> Option<File> {
    let path = SitePath::new(&format!("themes/default/{name}"))?;
    Some(File::in_memory(path, Embedded::get(name)?.data.into_owned()))
}
