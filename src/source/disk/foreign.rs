//! Reads a folder that is no site, or a single file, for an import.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::LONGEST_TEXT;
use crate::key::Key;
use crate::path::SitePath;
use crate::source::{Contents, File, Tree};

/// Files that are read; of all others only small ones, which texts may quote, are.
const TEXTS: [&str; 15] = [
    "md", "mdx", "markdown", "html", "htm", "txt", "text", "toml", "yml", "yaml", "json", "js", "mjs", "cjs",
    "ts",
];

/// Files that no text quotes.
const NEVER_QUOTED: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "pdf", "zip", "gz", "woff", "woff2", "ttf", "otf",
    "mp4", "webm",
];

/// The longest file of code that a text may quote: more is no listing.
const LONGEST_LISTING: u64 = 256 * 1024;

/// Folders that hold what a generator made or needs, never what people wrote.
const PASSED_OVER: [&str; 4] = ["node_modules", "target", "__pycache__", "venv"];

/// Everything below `path`, or the one file that it is. Hidden files are passed over, links are
/// not followed.
pub fn read_foreign(path: &Path) -> io::Result<Tree> {
    if fs::metadata(path)?.is_file() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(Tree::new(file(path, &name)));
    }
    let mut files = Vec::new();
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_wanted(entry)) {
        let entry = entry?;
        let below = entry.path().strip_prefix(path).ok().filter(|_| entry.file_type().is_file());
        let Some(below) = below else { continue };
        let name = below.to_string_lossy().replace('\\', "/");
        files.extend(file(entry.path(), &name));
    }
    Ok(Tree::new(files))
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !name.starts_with('.') && !PASSED_OVER.contains(&&*name)
}

fn file(on_disk: &Path, name: &str) -> Option<File> {
    let path = SitePath::new(name)?;
    let length = fs::metadata(on_disk).map(|metadata| metadata.len()).unwrap_or_default();
    let extension = path.extension().to_lowercase();
    let is_text = TEXTS.contains(&extension.as_str()) && length <= LONGEST_TEXT;
    let is_listing = !NEVER_QUOTED.contains(&extension.as_str()) && length <= LONGEST_LISTING;
    if !is_text && !is_listing {
        let contents = Contents::OnDisk { from: on_disk.to_owned(), length };
        // A copy is made by the file system; nobody asks for the key of these.
        return Some(File::new(path, contents, Key::of(&(name, length)), None, None));
    }
    match fs::read(on_disk) {
        Ok(bytes) => Some(File::in_memory(path, bytes)),
        Err(_) => Some(File::new(path, Contents::Unreadable, Key::of(&name), None, None)),
    }
}
