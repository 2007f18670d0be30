//! What file names say: which files are no part of a site, which are text, which are pictures.
//!
//! Only names are looked at here, so that one table answers for every system.

/// Folders that tools keep beside or below what people write.
const TOOL_FOLDERS: &[&str] = &[".git", ".hg", ".svn", "node_modules"];

/// Files that operating systems leave everywhere.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// Extensions of texts that stages read.
const TEXTS: &[&str] =
    &["md", "markdown", "toml", "html", "css", "js", "mjs", "json", "svg", "txt", "xml", "yaml", "yml"];

/// Extensions of what a lexicon is made of; the rest of its folder is beside the point.
const LEXICON: &[&str] = &["tsv", "dic", "aff"];

/// Extensions of pictures whose header says how large they are.
const PICTURES: &[&str] = &[
    "png", "apng", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "heic", "heif", "jxl", "bmp", "ico", "tif",
    "tiff",
];

/// Whether `name`, directly in a folder below `top` (`content`, `static`, `themes`), is left out.
///
/// Below `static/` a leading point is meant (`.well-known`, `.nojekyll`); elsewhere such files
/// belong to editors and tools.
pub fn is_skipped(top: &str, name: &str) -> bool {
    let hidden = name.starts_with('.') && (top != "static" || name.starts_with(".#"));
    // What Emacs saves by itself.
    let unsaved = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    hidden || unsaved || name.ends_with('~') || TOOL_FOLDERS.contains(&name) || LITTER.contains(&name)
}

/// Whether a folder of this name holds nothing that a site may show, even by way of a link.
pub fn is_tool_folder(name: &str) -> bool {
    TOOL_FOLDERS.contains(&name)
}

/// Whether a file below `top` is a text that stages read. What lies in `static/` is copied as
/// it is and need not be in memory.
pub fn is_text(top: &str, extension: &str) -> bool {
    let known = if top == "lexicon" { LEXICON } else { TEXTS };
    top != "static" && known.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Whether the file's header may say how many pixels it has.
pub fn is_picture(extension: &str) -> bool {
    PICTURES.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Whether the file is a picture that is a text.
pub fn is_svg(extension: &str) -> bool {
    extension.eq_ignore_ascii_case("svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_no_part_of_the_site() {
        for name in [".#a.md", "#a.md#", "a.md~", ".a.md.swp", ".DS_Store", "node_modules", ".git"] {
            assert!(is_skipped("content", name), "{name}");
        }
        for name in [".well-known", ".nojekyll", ".htaccess", "target"] {
            assert!(!is_skipped("static", name), "{name}");
        }
        assert!(is_skipped("static", ".git"));
        assert!(!is_skipped("content", "target"), "a section may be about a target");
        assert!(!is_skipped("content", "_parts"), "included files lie there");
    }

    #[test]
    fn texts_are_known_by_extension_in_any_case() {
        assert!(is_text("content", "MD") && is_text("themes", "css") && is_text("", "toml"));
        assert!(!is_text("content", "png") && !is_text("static", "js") && !is_text("content", ""));
    }
}
