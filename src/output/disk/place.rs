//! Where the output goes: the real folder behind a path, and paths that are refused.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf, absolute};

use super::Failure;

/// Folders of the sources; an output inside one would become its own input.
const SOURCES: &[&str] = &["content", "static", "themes", ".git"];

/// The output folder and the names beside it that belong to it while it is written.
pub struct Place {
    /// Absolute, free of symbolic links. It need not exist.
    pub folder: PathBuf,
    /// The folder it lies in; exists.
    pub parent: PathBuf,
    name: OsString,
}

impl Place {
    /// Finds the real folder behind `path` and makes the folders above it.
    pub fn resolve(path: &Path) -> Result<Self, Failure> {
        let folder = real(path)?;
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return Err(Failure::Refused(format!("`{}` cannot be an output folder", path.display())));
        };
        let (parent, name) = (parent.to_path_buf(), name.to_os_string());
        std::fs::create_dir_all(&parent).map_err(Failure::of("make", &parent))?;
        Ok(Self { folder, parent, name })
    }

    /// The name of a file or folder beside the output that nobody else would use. It begins
    /// with a point, so that web servers and people don't see it.
    pub fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(self.beside_name(what))
    }

    /// The last segment of [`Place::beside`].
    pub fn beside_name(&self, what: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".vade-");
        name.push(what);
        name
    }
}

/// Refuses an output folder that would harm the site at `root`, before anything is done.
pub fn refuse(root: &Path, output: &Path) -> Result<(), Failure> {
    let (root, folder) = (real(root)?, real(output)?);
    let no = |why: &str| Err(Failure::Refused(format!("the output folder `{}` {why}", output.display())));
    if folder == root {
        return no("is the folder of the site itself; name another one with --output");
    }
    if root.starts_with(&folder) {
        return no("contains the site; name another one with --output");
    }
    for name in SOURCES {
        if folder.starts_with(root.join(name)) {
            return no(&format!("lies in `{name}/` of the site; name another one with --output"));
        }
    }
    Ok(())
}

/// The absolute path without symbolic links; what doesn't exist yet is taken as written.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let mut existing = absolute(path).map_err(Failure::of("find", path))?;
    let mut missing = Vec::new();
    let mut real = loop {
        match existing.canonicalize() {
            Ok(real) => break real,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !existing.is_symlink() => {}
            Err(error) => return Err(Failure::of("use", path)(error)),
        }
        match existing.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_os_string()),
            _ => return Err(Failure::Refused(format!("`{}` leads nowhere", path.display()))),
        }
        existing.pop();
    };
    if !real.is_dir() {
        return Err(Failure::Refused(format!("`{}` is not a folder", path.display())));
    }
    real.extend(missing.iter().rev());
    Ok(real)
}
