//! `theme.toml`: what a theme is called, what it extends, in which order its styles apply,
//! which options it has.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Code, Diagnostic};

use super::declared::Declared;
use super::file::ThemeFile;

/// The name of the theme that `vade` carries.
pub(super) const DEFAULT: &str = "default";

/// The name of the file.
pub(super) const FILE: &str = "theme.toml";

/// What `theme.toml` says.
pub(super) struct Manifest {
    /// The theme below this one.
    pub(super) extends: Option<Extends>,
    /// Styles in the order in which they apply; `None` means: all, by name.
    pub(super) css: Option<Vec<String>>,
    /// Options that it declares, by name.
    pub(super) options: BTreeMap<String, Declared>,
}

/// The theme below, and where `theme.toml` says so.
pub(super) struct Extends {
    pub(super) name: String,
    pub(super) bytes: Option<Range<usize>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    extends: Option<toml::Spanned<String>>,
    css: Option<Vec<String>>,
    #[serde(default)]
    options: BTreeMap<String, Declared>,
}

/// The manifest among `files`. A folder without one overrides single files of the default
/// theme.
pub(super) fn of(files: &BTreeMap<String, ThemeFile>, notes: &mut Vec<Diagnostic>) -> Manifest {
    let loose = Manifest {
        extends: Some(Extends { name: DEFAULT.into(), bytes: None }),
        css: None,
        options: BTreeMap::new(),
    };
    let Some(file) = files.get(FILE) else { return loose };
    match toml::from_str::<Written>(file.text().unwrap_or("")) {
        Ok(written) => Manifest {
            extends: written
                .extends
                .map(|extends| Extends { bytes: Some(extends.span()), name: extends.into_inner() }),
            css: written.css,
            options: written.options,
        },
        Err(error) => {
            let bytes = error.span().unwrap_or(0..0);
            notes.push(file.problem(Code::InvalidSyntax, bytes, error.message().trim_end_matches('.')));
            loose
        }
    }
}
