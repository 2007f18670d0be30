//! Reads a [`Tree`] from a folder: the one place where sources are opened.
//!
//! The steps: walk `site.toml`, `content/`, `static/` and `themes/` in the order of names,
//! following symbolic links that stay inside the site; read and hash what was found, in
//! parallel; ask version control for the history meanwhile. A file that cannot be read keeps
//! its place in the tree as [`Contents::Unreadable`], so that links to it are not called broken.

#![expect(clippy::disallowed_methods, reason = "this is where sources come in")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Contents, File, History, Tree, git, names, pixels, svg};
use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::key::Key;
use crate::path::SitePath;

/// What a site consists of. Whatever else lies beside it (a repository's own files, the
/// output folder) is never looked at.
const PARTS: &[&str] = &["site.toml", "content", "static", "themes"];

/// Longest text that is read. Far beyond any article; keeps places within 32 bits and a stray
/// export of a database from filling the memory.
const LONGEST_TEXT: u64 = 64 * 1024 * 1024;

/// Reads the site below `root`. The folder `output` is left out where it lies inside.
///
/// Never fails as a whole: what cannot be read is in the notes.
pub fn read(root: &Path, output: Option<&Path>) -> Checked<Tree> {
    let (Ok(root), mut notes) = (root.canonicalize(), Vec::new()) else {
        let message = format!("the folder `{}` cannot be read", root.display());
        return Checked::new(Tree::default(), vec![Diagnostic::nowhere(Code::UnreadableFile, message)]);
    };
    let output = output.and_then(|folder| folder.canonicalize().ok());
    let (found, history) = std::thread::scope(|scope| {
        let history = scope.spawn(|| git::history(&root));
        let found = Walk::new(&root, output.as_deref()).all().unpack(&mut notes);
        let read: Vec<_> = found.par_iter().map(load).collect();
        (read, history.join().unwrap_or_default())
    });
    let mut files = Vec::with_capacity(found.len());
    for (file, note) in found {
        files.extend(file.map(|file| with_history(file, &history)));
        notes.extend(note);
    }
    Checked::new(Tree::new(files), notes)
}

/// A file that was found and not yet read.
struct Found {
    path: SitePath,
    on_disk: PathBuf,
    length: u64,
}

/// A walk through the parts of a site.
struct Walk<'a> {
    root: &'a Path,
    output: Option<&'a Path>,
    found: BTreeMap<SitePath, Found>,
    notes: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Path, output: Option<&'a Path>) -> Self {
        Self { root, output, found: BTreeMap::new(), notes: Vec::new() }
    }

    /// Every file of the site, by path.
    fn all(mut self) -> Checked<Vec<Found>> {
        for part in PARTS {
            self.part(part);
        }
        Checked::new(self.found.into_values().collect(), self.notes)
    }

    /// Walks one part. A part that isn't there is no problem here.
    fn part(&mut self, part: &str) {
        let start = self.root.join(part);
        if start.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return;
        }
        let mut walk = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Err(error) => self.failed(part, &error),
                Ok(entry) if self.enters(part, &entry) => self.file(&entry),
                Ok(entry) if entry.file_type().is_dir() => walk.skip_current_dir(),
                Ok(_) => {}
            }
        }
    }

    /// Whether the file or folder belongs to the site; says so where a link leads astray.
    fn enters(&mut self, part: &str, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        if entry.depth() > 0 && names::is_skipped(part, &name) || self.output == Some(entry.path()) {
            return false;
        }
        if !entry.path_is_symlink() {
            return true;
        }
        let Ok(target) = entry.path().canonicalize() else { return false };
        let Some(note) = self.astray(entry.path(), &target) else { return true };
        self.notes.push(note);
        false
    }

    /// What is wrong with a symbolic link to `target`, if anything is.
    fn astray(&self, link: &Path, target: &Path) -> Option<Diagnostic> {
        let place = Place::file(&self.site_path(link)?);
        let written = fs::read_link(link).unwrap_or_default();
        let to = format!("it leads to `{}`", written.display());
        let folder = link.parent().and_then(|folder| folder.canonicalize().ok());
        if folder.is_some_and(|folder| folder.starts_with(target)) {
            return Some(loops(place).label(to));
        }
        let inside = target.strip_prefix(self.root).ok();
        let published = self.output.is_some_and(|output| target.starts_with(output));
        let tools = |path: &Path| path.iter().any(|name| names::is_tool_folder(&name.to_string_lossy()));
        if inside.is_some_and(|path| !tools(path)) && !published {
            return None;
        }
        let message = "this symbolic link leads out of the site";
        let help = "a site is built from its own files only; put a copy here instead of the link";
        Some(Diagnostic::new(Code::SymlinkEscape, place, message).label(to).help(help))
    }

    /// Takes note of a file.
    fn file(&mut self, entry: &DirEntry) {
        if entry.file_type().is_dir() {
            return;
        }
        let Some(path) = self.site_path(entry.path()) else { return };
        let place = Place::file(&path);
        if entry.file_name().to_str().is_none() {
            let message = "the name of this file is not Unicode";
            let help = "rename it; only names in UTF-8 can become addresses";
            self.notes.push(Diagnostic::new(Code::UnreadableFile, place, message).help(help));
        } else if !entry.file_type().is_file() {
            let message = "this is neither a file nor a folder";
            let help = "remove it; pipes, sockets and devices cannot be published";
            self.notes.push(Diagnostic::new(Code::UnreadableFile, place, message).help(help));
        } else if self.found.contains_key(&path) {
            let message = "two files have this name, in different spellings of the same letters";
            let help =
                "rename one of them; they differ only in how accents are encoded (Unicode form NFC or NFD)";
            self.notes.push(Diagnostic::new(Code::AddressCollision, place, message).help(help));
        } else {
            let length = entry.metadata().map_or(0, |metadata| metadata.len());
            let on_disk = entry.path().to_path_buf();
            self.found.insert(path.clone(), Found { path, on_disk, length });
        }
    }

    /// Reports what the walk could not enter.
    fn failed(&mut self, part: &str, error: &walkdir::Error) {
        let Some(path) = error.path() else { return };
        let skipped = path.file_name().is_some_and(|name| names::is_skipped(part, &name.to_string_lossy()));
        let (Some(site_path), false) = (self.site_path(path), skipped) else { return };
        let place = Place::file(&site_path);
        let kind = error.io_error().map(io::Error::kind);
        let broken = kind == Some(io::ErrorKind::NotFound) && path.is_symlink();
        self.notes.push(match kind {
            None => loops(place),
            Some(_) if is_circular(error) => loops(place),
            Some(io::ErrorKind::NotFound) if broken => {
                let help = "remove it, or correct where it leads";
                let message = "this symbolic link leads to nothing";
                Diagnostic::new(Code::UnreadableFile, place, message).help(help)
            }
            Some(kind) => unreadable(place, kind),
        });
    }

    /// The name in the site of something the walk came upon. Names that are not Unicode are
    /// shown as well as they can be.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.root).ok()?;
        let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
        SitePath::new(&names.join("/"))
    }
}

/// Whether links lead only to each other.
fn is_circular(error: &walkdir::Error) -> bool {
    // `ErrorKind::FilesystemLoop` is not stable; this is its name.
    error.io_error().is_some_and(|error| format!("{:?}", error.kind()) == "FilesystemLoop")
}

fn loops(place: Place) -> Diagnostic {
    let message = "this symbolic link leads back into a folder that contains it";
    Diagnostic::new(Code::SymlinkLoop, place, message).help("remove the link, or let it lead to a file")
}

fn unreadable(place: Place, why: io::ErrorKind) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, place, format!("this cannot be read: {why}"))
}

/// Reads a file, or what has to be known of one that is only copied. A file that has vanished
/// since it was found counts as never there.
fn load(found: &Found) -> (Option<File>, Option<Diagnostic>) {
    let top = found.path.as_str().split_once('/').map_or("", |(top, _)| top);
    let loaded = match names::is_text(top, found.path.extension()) {
        true if found.length > LONGEST_TEXT => return too_long(found),
        true => load_text(found),
        false => load_rest(found),
    };
    match loaded {
        Ok(file) => (Some(file), None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (None, None),
        Err(error) => {
            (Some(without_contents(found)), Some(unreadable(Place::file(&found.path), error.kind())))
        }
    }
}

fn load_text(found: &Found) -> io::Result<File> {
    let bytes = fs::read(&found.on_disk)?;
    let hash = Key::of_bytes(&bytes);
    let size = if names::is_svg(found.path.extension()) { svg::size(&bytes) } else { None };
    Ok(File::new(found.path.clone(), Contents::Bytes(bytes.into()), hash, size, None))
}

fn load_rest(found: &Found) -> io::Result<File> {
    let mut file = fs::File::open(&found.on_disk)?;
    let mut size = None;
    if names::is_picture(found.path.extension()) {
        size = imagesize::reader_size(BufReader::new(&mut file)).ok().and_then(pixels);
        file.rewind()?;
    } else if names::is_svg(found.path.extension()) {
        let mut head = Vec::new();
        (&mut file).take(svg::HEAD as u64).read_to_end(&mut head)?;
        size = svg::size(&head);
        file.rewind()?;
    }
    let hash = Key::of_stream(file)?;
    let contents = Contents::OnDisk { from: found.on_disk.clone(), length: found.length };
    Ok(File::new(found.path.clone(), contents, hash, size, None))
}

fn too_long(found: &Found) -> (Option<File>, Option<Diagnostic>) {
    let megabytes = found.length / 1024 / 1024;
    let message = format!("this text is too long to be read: {megabytes} MB");
    let note = Diagnostic::new(Code::UnreadableFile, Place::file(&found.path), message)
        .help(format!("a text may have {} MB", LONGEST_TEXT / 1024 / 1024));
    (Some(without_contents(found)), Some(note))
}

fn without_contents(found: &Found) -> File {
    File::new(found.path.clone(), Contents::Unreadable, Key::default(), None, None)
}

fn with_history(file: File, history: &BTreeMap<SitePath, History>) -> File {
    match history.get(&file.path) {
        None => file,
        known => File::new(file.path, file.contents, file.hash, file.pixels, known.copied()),
    }
}

// Links, permissions and pipes are made as Unix has them.
#[cfg(all(test, unix))]
mod tests;
