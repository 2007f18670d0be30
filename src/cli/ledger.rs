//! The list of published addresses: reads one that was named, and keeps `addresses.txt`.

#![expect(clippy::disallowed_methods, reason = "the list is a file beside the site")]

use std::fs;
use std::io;
use std::path::Path;

use super::{Failure, terminal};
use crate::machine::{self, LEDGER};
use crate::output::{Body, Output};
use crate::path::SitePath;
use crate::source::File;

/// The list in a file that somebody named.
pub fn list(path: &Path) -> Result<File, Failure> {
    let bytes =
        fs::read(path).map_err(|error| Failure(format!("cannot read `{}`: {error}", path.display())))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = SitePath::new(&path.to_string_lossy()).or_else(|| SitePath::new(&name));
    let shown = shown.ok_or_else(|| Failure(format!("`{}` is no file", path.display())))?;
    Ok(File::in_memory(shown, bytes))
}

/// Adds the addresses of a site to the list beside it. The file is replaced as a whole.
pub fn record(root: &Path, output: &Output) -> Result<(), Failure> {
    let path = root.join(LEDGER);
    let known = match fs::read_to_string(&path) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure(format!("cannot read `{}`: {error}", path.display()))),
    };
    let index = output.files.get("index.json").map(|file| &file.body);
    let Some(Body::Bytes(index)) = index else {
        return Err(Failure("the site has no index.json".to_owned()));
    };
    let text = machine::record(&known, &String::from_utf8_lossy(index));
    let text = text.ok_or_else(|| Failure(format!("`{}` is no list of addresses", path.display())))?;
    if text == known {
        return Ok(());
    }
    let draft = root.join(format!(".{LEDGER}.new"));
    fs::write(&draft, &text)
        .and_then(|()| fs::rename(&draft, &path))
        .map_err(|error| Failure(format!("cannot write `{}`: {error}", path.display())))?;
    let added = text.lines().count() - known.lines().count();
    terminal::say(&format!("{added} lines were added to {}", path.display()));
    Ok(())
}
