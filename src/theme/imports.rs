//! What browser modules ask for.

use std::collections::BTreeMap;
use std::ops::Range;

/// A module by its path below the theme's folder, and its text.
pub(super) type Sources<'a> = BTreeMap<&'a str, &'a str>;

/// A string in a module that names another file.
pub(super) struct Import {
    /// Without the quotes.
    pub(super) bytes: Range<usize>,
    /// Path below the theme's folder; the file need not exist.
    pub(super) target: String,
}

/// What a module imports in any way, once for each time.
pub(super) fn targets(path: &str, text: &str) -> Vec<String> {
    imports_of(path, text).into_iter().map(|import| import.target).collect()
}

/// The strings in `text` that begin with `./` or `../` and end in `.js`.
pub(super) fn imports_of(path: &str, text: &str) -> Vec<Import> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut imports = Vec::new();
    for (open, mark) in text.match_indices(['"', '\'']) {
        let start = open + 1;
        let rest = &text[start..];
        if !(rest.starts_with("./") || rest.starts_with("../")) {
            continue;
        }
        let Some(length) = rest.find(mark).filter(|&length| !rest[..length].contains('\n')) else { continue };
        if rest[..length].ends_with(".js") {
            imports.push(Import { bytes: start..start + length, target: join(folder, &rest[..length]) });
        }
    }
    imports
}

/// What `relative` means in `folder`.
pub(super) fn join(folder: &str, relative: &str) -> String {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in relative.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    segments.join("/")
}
