//! Prints the problems of a site and says whether there is an error among them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::sync::Arc;

use serde_json::json;

use super::arguments::Format;
use super::terminal;
use crate::diag::print::Colour;
use crate::diag::{
    Code, Diagnostic, FileLines, Files, Identity, Place, Position, Severity, abridge, github, gitlab, print,
    sarif,
};
use crate::path::SitePath;
use crate::source::Tree;

/// Prints `problems`, which are sorted, to standard error, and their number.
pub fn report(problems: &[Diagnostic], tree: &Tree, format: Format) {
    print(problems, tree, format);
    if format == Format::Human && !problems.is_empty() {
        terminal::say(&format!("\n{}", print::summary(problems)));
    }
}

/// Prints `problems` and not their number.
pub fn print(problems: &[Diagnostic], tree: &Tree, format: Format) {
    if !problems.is_empty() {
        write(problems, tree, format, &Shown::on_stderr(), &|text| terminal::say(text));
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

/// Problems that are made into text at a time. A file that a program wrote may have a million.
const AT_ONCE: usize = 20_000;

/// Prints `problems` to `out`, some at a time. Programs get all of them; people are spared those
/// that are like many others.
pub fn write(problems: &[Diagnostic], tree: &Tree, format: Format, shown: &Shown<'_>, out: &dyn Fn(&str)) {
    let source = |path: &SitePath| source(tree, path);
    let each = |text: &dyn Fn(&[Diagnostic]) -> String| {
        problems.chunks(AT_ONCE).for_each(|some| out(&text(some)));
    };
    match format {
        Format::Human => {
            let abridged = abridge(problems);
            out(&print::human_within(&abridged.shown, &source, shown.colour, shown.width));
            if !abridged.left_out.is_empty() {
                out(&abridged.rest());
            }
        }
        Format::Short => each(&|some| print::short(some, &source)),
        Format::Json => each(&|some| json_lines(some, &source)),
        Format::Github => each(&|some| github::commands(some, &source, shown.root)),
        Format::Gitlab => out(&gitlab::report(problems, &source, shown.root)),
        Format::Sarif => {
            out(&sarif::log(problems, &source, shown.root, shown.known, shown.documentation));
        }
    }
}

/// Whether nothing may be published.
pub fn have_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// The bytes of a file, where they are in memory.
pub fn source(tree: &Tree, path: &SitePath) -> Option<Arc<[u8]>> {
    tree.get(path)?.bytes().cloned()
}

/// Each problem as one line of JSON; the fields are described in `docs/content/command-line.md`.
fn json_lines(problems: &[Diagnostic], source: &print::Source) -> String {
    let files = Files::of(problems, source);
    let lines = files.lines();
    problems.iter().map(|problem| json_line(problem, &lines)).collect()
}

fn json_line(problem: &Diagnostic, lines: &FileLines<'_>) -> String {
    let end = |file: &SitePath, byte: u32| {
        // Of a file that isn't there nothing is known.
        let (line, column) = lines.get(file).map_or((1, 1), |lines| {
            let Position { line, column } = lines.position(byte);
            (line, column)
        });
        json!({ "line": line, "column": column, "byte": byte })
    };
    let place = |place: &Place| {
        let (start, end) = (end(&place.file, place.start), end(&place.file, place.end));
        json!({ "file": place.file.as_str(), "start": start, "end": end })
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
