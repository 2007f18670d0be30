//! Names of files: [`SitePath`] in the sources of a site, [`OutPath`] in what is published.
//!
//! Both are relative, `/`-separated on every system, and hold no empty, `.` or `..` segment,
//! so that joining one to a folder can never leave that folder. Nothing here touches a disk.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the site's sources, relative to the folder of `site.toml`, in Unicode normal
/// form C (macOS hands out decomposed names; links are written composed).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

/// A file of the published site, relative to the output folder, without percent-encoding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

/// How a file in `folder` links to `path`; both from the same root, without percent-encoding.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = vec![".."; from.len() - shared];
    up.into_iter().chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// `parent/name`, where either may be empty.
pub fn join(parent: &str, name: &str) -> String {
    match (parent, name) {
        ("", only) | (only, "") => only.to_owned(),
        (parent, name) => format!("{parent}/{name}"),
    }
}

/// `path` below `folder`, segment by segment: Windows opens `docs\content/en/a.md`, too, but a person
/// who is shown it wonders.
fn on_disk(folder: &Path, path: &str) -> PathBuf {
    let mut place = folder.to_owned();
    place.extend(path.split('/'));
    place
}

/// A path as somebody typed it, with `/`: shells of Windows complete names with `\`, which no name
/// of ours can have.
pub fn typed(path: &str) -> String {
    path.replace('\\', "/")
}

/// What a relative path means from a folder; `None` when it climbs out of the root that both start from.
pub fn climb(folder: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

impl SitePath {
    /// Normalises `path`; `None` when it is empty, absolute, or climbs out with `..`.
    pub fn new(path: &str) -> Option<Self> {
        let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(path);
        normalise(&composed).map(|path| Self(path.into()))
    }

    /// The path as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file lies in, `""` at the root.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// The last segment, extension included.
    pub fn file_name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |slash| &self.0[slash + 1..])
    }

    /// The last segment without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|&dot| dot > 0).map_or(name, |dot| &name[..dot])
    }

    /// The extension as it is written, without the point; `""` where there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|&dot| dot > 0).map_or("", |dot| &name[dot + 1..])
    }

    /// What `relative` means when it stands in this file; `None` when it leaves the site.
    pub fn join(&self, relative: &str) -> Option<Self> {
        Self::new(format!("{}/{relative}", self.folder()).trim_start_matches('/'))
    }

    /// Where the file is in a folder of this machine, spelt as its system does.
    pub fn on_disk(&self, folder: &Path) -> PathBuf {
        on_disk(folder, &self.0)
    }

    /// The rest of the path below `folder`, or `None` if it lies elsewhere.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl OutPath {
    /// Normalises `path`; `None` when it is empty, absolute, or climbs out with `..`.
    pub fn new(path: &str) -> Option<Self> {
        normalise(path).map(|path| Self(path.into()))
    }

    /// The path as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the file is in a folder of this machine, spelt as its system does.
    pub fn on_disk(&self, folder: &Path) -> PathBuf {
        on_disk(folder, &self.0)
    }
}

impl Borrow<str> for SitePath {
    /// So that a map of paths can be asked for a range of names.
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for OutPath {
    /// So that a map of paths can be asked for a range of names.
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A relative path without `.`, `..` and empty segments; `None` for any other, and for none at all.
fn normalise(path: &str) -> Option<String> {
    if path.starts_with('/') { None } else { climb("", path).filter(|path| !path.is_empty()) }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_its_folder() {
        for bad in ["", "/etc/passwd", "..", "a/../..", "../x", "."] {
            assert_eq!(SitePath::new(bad), None, "{bad}");
            assert_eq!(OutPath::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn parts_of_a_path() {
        let path = SitePath::new("content/en/./leave//parental.md").unwrap();
        assert_eq!(path.as_str(), "content/en/leave/parental.md");
        assert_eq!((path.folder(), path.stem(), path.extension()), ("content/en/leave", "parental", "md"));
        assert_eq!(path.join("../forms/apply.md").unwrap().as_str(), "content/en/forms/apply.md");
        assert_eq!(path.join("../../../../x"), None);
        assert_eq!(path.below("content/en"), Some("leave/parental.md"));
    }

    #[test]
    fn decomposed_names_are_composed() {
        assert_eq!(SitePath::new("re\u{301}sume\u{301}.md"), SitePath::new("résumé.md"));
    }

    #[test]
    fn a_path_on_disk_has_the_separators_of_its_system() {
        let folder = Path::new("docs").join("site");
        let path = SitePath::new("content/en/a.md").map(|path| path.on_disk(&folder));
        let native = ["docs", "site", "content", "en", "a.md"].join(std::path::MAIN_SEPARATOR_STR);
        assert_eq!(path.as_deref().and_then(Path::to_str), Some(native.as_str()));
        assert_eq!(typed(r"leave\apply"), "leave/apply");
    }
}
