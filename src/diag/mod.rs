//! What went wrong, as data: problems of the site being built, many at a time.
//!
//! Every stage returns [`Checked`]: its result together with the [`Diagnostic`]s it found.
//! Nothing is printed here but by [`mod@print`], at the very end, all problems of a run sorted by
//! file and place. Errors of the machine (a full disk) are not diagnostics; they are
//! `std::io::Error`s and stop the run.

mod abridge;
mod apply;
mod baseline;
mod bounded;
mod code;
mod files;
pub mod github;
pub mod gitlab;
mod identity;
mod lines;
pub mod print;
pub mod sarif;
mod suggest;
mod text;

use std::ops::Range;

pub use abridge::{Abridged, abridge};
pub use apply::{apply, in_order};
pub use baseline::{Baseline, Compared};
pub use bounded::{Bounded, MOST_OF_A_KIND};
pub use code::Code;
pub use files::{FileLines, Files, ends};
pub use identity::{Identity, identities};
pub use lines::{Excerpt, Lines, Position};
pub use print::counted;
pub use suggest::{did_you_mean, nearest, sole};
pub use text::text_of;

use crate::path::SitePath;

/// How bad it is. An error keeps a build from writing anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Wrong to publish.
    Error,
    /// Worth mending; published all the same.
    Warning,
    /// A matter of taste or polish.
    Hint,
}

/// A range of bytes in a source file, front matter and byte order mark included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: SitePath,
    /// First byte.
    pub start: u32,
    /// One past the last byte; equal to `start` where the place is between two bytes. Never
    /// past the end of the file.
    pub end: u32,
}

impl Place {
    /// The place of `bytes` in `file`.
    pub fn new(file: &SitePath, bytes: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file: file.clone(), start: clamp(bytes.start), end: clamp(bytes.end) }
    }

    /// The place of `bytes`, for ranges that are kept in 32 bits.
    pub fn of(file: &SitePath, bytes: &Range<u32>) -> Self {
        Self { file: file.clone(), start: bytes.start, end: bytes.end }
    }

    /// The file as a whole.
    pub fn file(file: &SitePath) -> Self {
        Self { file: file.clone(), start: 0, end: 0 }
    }
}

/// One problem. Sorted by place first, so that a run reads like the files do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where; `None` when no file is to blame.
    pub at: Option<Place>,
    /// Which kind of problem.
    pub code: Code,
    /// How bad, after `[checks]` of `site.toml` had its say.
    pub severity: Severity,
    /// One line, lower case, no full stop, in the writer's words.
    pub message: String,
    /// Stands under the excerpt: what was looked at.
    pub label: Option<String>,
    /// Other places that explain the problem, each with its label.
    pub related: Vec<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
    /// The one right mend, where there is one.
    pub fix: Option<Fix>,
}

/// A mend that needs no thought: what has to stand at a place instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fix {
    /// What is replaced, and what stands there then. The places are apart, and in one file.
    pub edits: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A problem of the code's own severity.
    pub fn new(code: Code, at: Place, message: impl Into<String>) -> Self {
        Self { at: Some(at), ..Self::nowhere(code, message) }
    }

    /// A problem that no file is to blame for.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        let message = message.into();
        Self { at: None, code, severity, message, label: None, related: Vec::new(), help: None, fix: None }
    }

    /// Whether nothing may be published with it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Adds what stands under the excerpt.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the one right mend.
    pub fn fix(mut self, edits: Vec<(Place, String)>) -> Self {
        self.fix = Some(Fix { edits });
        self
    }

    /// Adds another place that explains the problem.
    pub fn related(mut self, at: Place, label: impl Into<String>) -> Self {
        self.related.push((at, label.into()));
        self
    }
}

/// A result together with the problems found on the way to it.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The result; as good as it could be made.
    pub value: T,
    /// What was found, in no particular order.
    pub notes: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A result without problems.
    pub fn clean(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// A result and its problems.
    pub fn new(value: T, notes: Vec<Diagnostic>) -> Self {
        Self { value, notes }
    }

    /// Hands the problems to `notes` and returns the result.
    pub fn unpack(self, notes: &mut Vec<Diagnostic>) -> T {
        notes.extend(self.notes);
        self.value
    }
}
