//! Reads a [`Tree`] from a folder: the one place where sources are opened. [`Folder`] reads one
//! and keeps it up to date.
//!
//! The steps: walk the [`PARTS`] of a site in the order of names,
//! following symbolic links that stay inside the site; read and hash what was found, in
//! parallel; ask version control for the history meanwhile. A file that cannot be read keeps
//! its place in the tree as [`Contents::Unreadable`], so that links to it are not called broken.

#![expect(clippy::disallowed_methods, reason = "this is where sources come in")]

mod changes;
mod create;
mod folder;
mod foreign;
mod stamp;

use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Contents, File, History, Tree, git, names, pixels, svg};
pub use super::{
    git::Commit, git::State as GitState, git::commits, git::history, git::state as git_state, git::text_at,
};
pub use changes::{Unwritten, carry_out};
pub use create::{NotCreated, create, standing};
pub use folder::{Folder, Link, Look, Seen};
pub use foreign::read_foreign;
use stamp::Stamp;

use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::key::Key;
use crate::path::SitePath;

/// What a site consists of. Whatever else lies beside it (a repository's own files, the
/// output folder) is never looked at.
pub const PARTS: &[&str] = &[
    "site.toml",
    "addresses.txt",
    "terms.toml",
    "search-tests.toml",
    "content",
    "static",
    "themes",
    "lexicon",
];

/// Longest text that is read. Far beyond any article; keeps places within 32 bits and a stray
/// export of a database from filling the memory.
const LONGEST_TEXT: u64 = 64 * 1024 * 1024;

/// Reads the site below `root`. The folder `output` is left out where it lies inside.
///
/// Never fails as a whole: what cannot be read is in the notes.
pub fn read(root: &Path, output: Option<&Path>) -> Checked<Tree> {
    Folder::open(root, output).into_tree()
}

/// A file that was found and not yet read.
struct Found {
    path: SitePath,
    on_disk: PathBuf,
    reached: Reached,
}

/// How a walk came upon a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// By its own name.
    Plainly,
    /// Through a symbolic link; its changes happen elsewhere.
    ByLink,
}

/// A walk through the parts of a site.
struct Walk<'a> {
    root: &'a Path,
    output: Option<&'a Path>,
    /// The real folders of the links that led to where the walk is.
    links: Vec<PathBuf>,
    /// Every link that was followed.
    followed: Vec<Link>,
    found: BTreeMap<SitePath, Found>,
    notes: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Path, output: Option<&'a Path>) -> Self {
        Self {
            root,
            output,
            links: Vec::new(),
            followed: Vec::new(),
            found: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Every file of the site, by path, and the links that led to some of them.
    fn all(mut self) -> Checked<(Vec<Found>, Vec<Link>)> {
        for part in PARTS {
            let start = self.root.join(part);
            match start.symlink_metadata() {
                Ok(metadata) => self.visit(part, &start, metadata.file_type()),
                // A part that isn't there is no problem here.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.complain(&start, |place| unreadable(place, error.kind())),
            }
        }
        Checked::new((self.found.into_values().collect(), self.followed), self.notes)
    }

    /// Takes note of a file, follows a link, goes through a folder.
    fn visit(&mut self, part: &str, path: &Path, kind: FileType) {
        if kind.is_symlink() {
            self.follow(part, path);
        } else if kind.is_dir() {
            self.walk(part, path);
        } else {
            self.file(path, kind);
        }
    }

    /// Goes through a folder. Links are not left to `walkdir`: it would ask the system about
    /// every single file.
    fn walk(&mut self, part: &str, folder: &Path) {
        let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failed(part, &error);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            let name = entry.file_name().to_string_lossy();
            if names::is_skipped(part, &name) || is_folder && self.output == Some(entry.path()) {
                if is_folder {
                    walk.skip_current_dir();
                }
            } else if !is_folder {
                self.visit(part, entry.path(), entry.file_type());
            }
        }
    }

    /// Follows a symbolic link, unless it leads astray.
    fn follow(&mut self, part: &str, link: &Path) {
        let target = link.canonicalize().and_then(|target| Ok((fs::metadata(&target)?.file_type(), target)));
        let folder = link.parent().and_then(|folder| folder.canonicalize().ok());
        let (Ok((kind, target)), Some(folder)) = (&target, folder) else {
            let why = target.map_or_else(|error| error.kind(), |_| io::ErrorKind::NotFound);
            return self.complain(link, |place| dead(place, why));
        };
        self.links.push(folder);
        match self.astray(link, target) {
            Some(note) => self.notes.push(note),
            None => {
                self.followed.push(Link { at: link.to_path_buf(), to: target.clone() });
                self.visit(part, link, *kind);
            }
        }
        self.links.pop();
    }

    /// What is wrong with a symbolic link to `target`, if anything is.
    fn astray(&self, link: &Path, target: &Path) -> Option<Diagnostic> {
        let place = Place::file(&self.site_path(link)?);
        let written = fs::read_link(link).unwrap_or_default();
        let to = format!("it leads to `{}`", written.display());
        if self.links.iter().any(|folder| folder.starts_with(target)) {
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
    fn file(&mut self, on_disk: &Path, kind: FileType) {
        let Some(path) = self.site_path(on_disk) else { return };
        let place = Place::file(&path);
        if on_disk.to_str().is_none() {
            let message = "the name of this file is not Unicode";
            let help = "rename it; only names in UTF-8 can become addresses";
            self.notes.push(Diagnostic::new(Code::UnreadableFile, place, message).help(help));
        } else if !kind.is_file() {
            let message = "this is neither a file nor a folder";
            let help = "remove it; pipes, sockets and devices cannot be published";
            self.notes.push(Diagnostic::new(Code::UnreadableFile, place, message).help(help));
        } else if self.found.contains_key(&path) {
            let message = "two files have this name, in different spellings of the same letters";
            let help =
                "rename one of them; they differ only in how accents are encoded (Unicode form NFC or NFD)";
            self.notes.push(Diagnostic::new(Code::AddressCollision, place, message).help(help));
        } else {
            let reached = if self.links.is_empty() { Reached::Plainly } else { Reached::ByLink };
            let on_disk = on_disk.to_path_buf();
            self.found.insert(path.clone(), Found { path, on_disk, reached });
        }
    }

    /// Reports a folder that cannot be entered. One that has vanished meanwhile was never there.
    fn failed(&mut self, part: &str, error: &walkdir::Error) {
        let kind = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some((path, name)) = error.path().and_then(|path| Some((path, name(path)?))) else { return };
        if kind != io::ErrorKind::NotFound && !names::is_skipped(part, &name) {
            self.complain(path, |place| unreadable(place, kind));
        }
    }

    fn complain(&mut self, path: &Path, note: impl FnOnce(Place) -> Diagnostic) {
        self.notes.extend(self.site_path(path).map(|path| note(Place::file(&path))));
    }

    /// The name in the site of something the walk came upon. Names that are not Unicode are
    /// shown as well as they can be.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.root).ok()?;
        let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
        SitePath::new(&names.join("/"))
    }
}

/// A link that leads nowhere.
fn dead(place: Place, why: io::ErrorKind) -> Diagnostic {
    // `ErrorKind::FilesystemLoop` is not stable; this is its name.
    match format!("{why:?}").as_str() {
        "FilesystemLoop" => loops(place),
        "NotFound" => {
            let message = "this symbolic link leads to nothing";
            let help = "remove it, or correct where it leads";
            Diagnostic::new(Code::UnreadableFile, place, message).help(help)
        }
        _ => unreadable(place, why),
    }
}

fn loops(place: Place) -> Diagnostic {
    let message = "this symbolic link leads back into a folder that contains it";
    Diagnostic::new(Code::SymlinkLoop, place, message).help("remove the link, or let it lead to a file")
}

fn unreadable(place: Place, why: io::ErrorKind) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, place, format!("this cannot be read: {why}"))
}

/// What reading a file gave.
struct Loaded {
    /// Nothing where it has vanished since it was found: that counts as never there.
    file: Option<File>,
    note: Option<Diagnostic>,
    /// How it lay there, by which it is known again; nothing where that can't be relied on.
    stamp: Option<Stamp>,
}

/// Reads a file, or what has to be known of one that is only copied.
fn load(found: &Found) -> Loaded {
    let top = found.path.as_str().split_once('/').map_or("", |(top, _)| top);
    let began = stamp::now();
    let loaded = fs::File::open(&found.on_disk).and_then(|mut file| {
        let metadata = file.metadata()?;
        let length = metadata.len();
        let (read, note) = match names::is_text(top, found.path.extension()) {
            true if length > LONGEST_TEXT => too_long(found, length),
            true => (load_text(found, &mut file, length)?, None),
            false => (load_rest(found, &mut file, length)?, None),
        };
        let stamp = Stamp::of(&metadata).settled(&file.metadata()?, began);
        Ok(Loaded { file: Some(read), note, stamp })
    });
    loaded.unwrap_or_else(|error| {
        let gone = error.kind() == io::ErrorKind::NotFound;
        let note = (!gone).then(|| unreadable(Place::file(&found.path), error.kind()));
        Loaded { file: (!gone).then(|| without_contents(found)), note, stamp: None }
    })
}

fn load_text(found: &Found, file: &mut fs::File, length: u64) -> io::Result<File> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes)?;
    let hash = Key::of_bytes(&bytes);
    let size = if names::is_svg(found.path.extension()) { svg::size(&bytes) } else { None };
    Ok(File::new(found.path.clone(), Contents::Bytes(bytes.into()), hash, size, None))
}

fn load_rest(found: &Found, mut file: &mut fs::File, length: u64) -> io::Result<File> {
    let mut size = None;
    if names::is_picture(found.path.extension()) {
        size = imagesize::reader_size(BufReader::new(&mut *file)).ok().and_then(pixels);
        file.rewind()?;
    } else if names::is_svg(found.path.extension()) {
        let mut head = Vec::new();
        (&mut file).take(svg::HEAD as u64).read_to_end(&mut head)?;
        size = svg::size(&head);
        file.rewind()?;
    }
    let hash = Key::of_stream(file)?;
    let contents = Contents::OnDisk { from: found.on_disk.clone(), length };
    Ok(File::new(found.path.clone(), contents, hash, size, None))
}

fn too_long(found: &Found, length: u64) -> (File, Option<Diagnostic>) {
    let message = format!("this text is too long to be read: {} MB", length / 1024 / 1024);
    let note = Diagnostic::new(Code::UnreadableFile, Place::file(&found.path), message)
        .help(format!("a text may have {} MB", LONGEST_TEXT / 1024 / 1024));
    (without_contents(found), Some(note))
}

fn without_contents(found: &Found) -> File {
    File::new(found.path.clone(), Contents::Unreadable, Key::default(), None, None)
}

fn with_history(file: File, history: &BTreeMap<SitePath, History>) -> File {
    let known = history.get(&file.path).copied();
    if file.history == known {
        return file;
    }
    File::new(file.path, file.contents, file.hash, file.pixels, known)
}

// Links, permissions and pipes are made as Unix has them.
#[cfg(all(test, unix))]
mod tests;
