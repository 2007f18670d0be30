//! Prints the problems of a site and says whether there is an error among them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::sync::Arc;

use serde_json::json;

use super::arguments::Format;
use super::terminal;
use crate::diag::print::Colour;
use crate::diag::{Code, Diagnostic, Identity, Place, Severity, github, print, sarif};
use crate::path::SitePath;
use crate::source::{Contents, Tree};

/// Prints `problems`, which are sorted, to standard error, and their number.
pub fn report(problems: &[Diagnostic], tree: &Tree, format: Format) {
    print(problems, tree, format);
    if format == Format::Human && !problems.is_empty() {
        terminal::say(&print::summary(problems));
    }
}

/// Prints `problems` and not their number.
pub fn print(problems: &[Diagnostic], tree: &Tree, format: Format) {
    if !problems.is_empty() {
        terminal::say(&text(problems, tree, format, &Shown::on_stderr()));
    }
}

/// How problems are shown beside their format.
pub struct Shown<'a> {
    /// Whether in colour.
    pub colour: Colour,
    /// Columns of the terminal, if it is one.
    pub width: Option<usize>,
    /// The folder of the site, as other programs have to find it.
    pub root: &'a str,
    /// The problems that a baseline knows, for formats that tell of them, too.
    pub known: Option<&'a BTreeSet<Identity>>,
    /// The documentation of each code.
    pub documentation: &'a dyn Fn(Code) -> Option<String>,
}

impl Shown<'_> {
    fn on_stderr() -> Self {
        Self {
            colour: terminal::colour(),
            width: terminal::columns_of(&io::stderr()),
            root: "",
            known: None,
            documentation: &|_| None,
        }
    }
}

/// `problems` as they are printed.
pub fn text(problems: &[Diagnostic], tree: &Tree, format: Format, shown: &Shown<'_>) -> String {
    let source = |path: &SitePath| source(tree, path);
    match format {
        Format::Human => print::human_within(problems, &source, shown.colour, shown.width),
        Format::Short => print::short(problems, &source),
        Format::Json => problems.iter().map(|problem| json_line(problem, &source)).collect(),
        Format::Github => github::commands(problems, &source, shown.root),
        Format::Sarif => sarif::log(problems, &source, shown.root, shown.known, shown.documentation),
    }
}

/// Whether nothing may be published.
pub fn have_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The bytes of a file, where they are in memory.
pub fn source(tree: &Tree, path: &SitePath) -> Option<Arc<[u8]>> {
    match &tree.get(path)?.contents {
        Contents::Bytes(bytes) => Some(Arc::clone(bytes)),
        Contents::OnDisk { .. } | Contents::Unreadable => None,
    }
}

/// A problem as one line of JSON; the fields are described in `docs/content/command-line.md`.
fn json_line(problem: &Diagnostic, source: &print::Source) -> String {
    let place = |place: &Place| {
        let bytes = source(&place.file).unwrap_or_default();
        let (start, end) = (position(&bytes, place.start), position(&bytes, place.end));
        json!({
            "file": place.file.as_str(),
            "start": { "line": start.0, "column": start.1, "byte": place.start },
            "end": { "line": end.0, "column": end.1, "byte": place.end },
        })
    };
    let related: Vec<_> =
        problem.related.iter().map(|(at, label)| json!({ "at": place(at), "label": label })).collect();
    let fix = problem.fix.as_ref().map(|fix| {
        fix.edits.iter().map(|(at, with)| json!({ "at": place(at), "with": with })).collect::<Vec<_>>()
    });
    let line = json!({
        "severity": print::word(problem.severity),
        "code": problem.code.name(),
        "message": problem.message,
        "at": problem.at.as_ref().map(place),
        "label": problem.label,
        "help": problem.help,
        "fix": fix,
        "related": related,
    });
    let mut text = String::new();
    let _ = writeln!(text, "{line}");
    text
}

/// Line and column of a byte, both from 1; columns are characters, as editors count them.
fn position(bytes: &[u8], at: u32) -> (usize, usize) {
    let before = &bytes[..bytes.len().min(at as usize)];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let text = "á\nžluť x".as_bytes();
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 2), (1, 2));
        assert_eq!(position(text, 3), (2, 1));
        assert_eq!(position(text, text.len() as u32), (2, 7));
        assert_eq!(position(text, 1000), (2, 7));
        assert_eq!(position(b"", 7), (1, 1));
    }
}
