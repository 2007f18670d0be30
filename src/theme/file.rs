//! A file of a theme, in the site or in the program.

use crate::diag::{Code, Diagnostic, Place};
use crate::source::File;

/// A file of a theme.
pub(super) struct ThemeFile {
    /// The file; an embedded one is named as the file that would replace it.
    pub(super) file: File,
    /// Whether a writer of this site can open it.
    pub(super) home: Home,
}

/// Where a file of a theme lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In the site.
    Site,
    /// In the program.
    Program,
}

impl ThemeFile {
    /// The text; `None` when it is not UTF-8 or was not loaded.
    pub(super) fn text(&self) -> Option<&str> {
        self.file.text()
    }

    /// A problem in this file at `bytes`. Files that the writer can't open are named in the
    /// message instead.
    pub(super) fn problem(&self, code: Code, bytes: std::ops::Range<usize>, message: &str) -> Diagnostic {
        match self.home {
            Home::Site => Diagnostic::new(code, Place::new(&self.file.path, bytes), message),
            Home::Program => {
                let name = self.file.path.below("themes/default").unwrap_or(self.file.path.as_str());
                let (line, column) = position(self.text().unwrap_or(""), bytes.start);
                Diagnostic::nowhere(
                    code,
                    format!("{message} (in `{name}` of the built-in theme, {line}:{column})"),
                )
            }
        }
    }
}

/// Line and column of a byte, counted from one.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    (line, column)
}
