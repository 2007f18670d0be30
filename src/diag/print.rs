//! Diagnostics as text, in the shape that compilers have made familiar.
//!
//! A [`Report`] lays one problem out. Nothing here writes to a terminal.

mod report;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::Renderer;

use self::report::Report;
use super::lines::Position;
use super::{Diagnostic, FileLines, Files, Place, Severity};
use crate::path::SitePath;

/// Columns that are filled where nobody says how many there are, as in a log.
const WIDTH: usize = 140;
/// Less says too little.
const NARROWEST: usize = 50;

/// Finds the bytes of a file, for excerpts.
pub type Source<'a> = dyn Fn(&SitePath) -> Option<Arc<[u8]>> + 'a;

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// For pipes, logs and those who ask for none.
    Never,
    /// Escape sequences of terminals.
    Always,
}

/// All problems with excerpts, an empty line after each.
pub fn human(problems: &[Diagnostic], source: &Source<'_>, colour: Colour) -> String {
    human_within(problems, source, colour, None)
}

/// As [`human`], for a terminal of so many columns.
pub fn human_within(
    problems: &[Diagnostic],
    source: &Source<'_>,
    colour: Colour,
    width: Option<usize>,
) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(width.unwrap_or(WIDTH).clamp(NARROWEST, WIDTH));
    let files = Files::of(problems, source);
    let lines = files.lines();
    let mut text = String::new();
    for problem in problems {
        text.push_str(&Report::of(problem, &lines).text(&renderer, colour));
        text.push_str("\n\n");
    }
    text
}

/// One line for each problem: `file:line:column: error[code]: message`.
pub fn short(problems: &[Diagnostic], source: &Source<'_>) -> String {
    let files = Files::of(problems, source);
    let lines = files.lines();
    let mut text = String::new();
    for problem in problems {
        let place = problem.at.as_ref().map(|at| written(at, &lines)).unwrap_or_default();
        let (severity, code) = (word(problem.severity), problem.code.name());
        let _ = writeln!(text, "{place}{severity}[{code}]: {}", problem.message);
    }
    text
}

/// `file:line:column: `, or `file: ` for a file as a whole.
fn written(place: &Place, lines: &FileLines<'_>) -> String {
    match position(place, lines) {
        Some(Position { line, column }) => format!("{}:{line}:{column}: ", place.file),
        None => format!("{}: ", place.file),
    }
}

/// What was found in all: `3 errors and 1 warning`; empty where nothing was.
pub fn summary(problems: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .map(|severity| (severity, problems.iter().filter(|problem| problem.severity == severity).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| counted(count, word(severity), &format!("{}s", word(severity))))
        .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A number and what it counts: `1 page`, `3 pages`.
pub fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// The word for a severity.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// Where the place begins; `None` for a file as a whole.
fn position(place: &Place, lines: &FileLines<'_>) -> Option<Position> {
    let whole = place.start == 0 && place.end == 0;
    lines.get(&place.file).filter(|_| !whole).map(|lines| lines.position(place.start))
}
