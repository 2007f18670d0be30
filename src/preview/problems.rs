//! The problems of a site as browsers are told of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::{Diagnostic, Lines, Place, Severity, print};
use crate::key::Key;
use crate::path::SitePath;
use crate::source::Tree;

/// All problems, ready to be sent.
#[derive(Debug, Default, Clone)]
pub(super) struct Problems {
    /// What they were made of.
    notes: Arc<[Diagnostic]>,
    /// As JSON: a list of what [`Problem`] says.
    pub(super) json: Arc<str>,
    /// Changes when they do.
    pub(super) key: Key,
    pub(super) errors: usize,
    /// Warnings and hints.
    pub(super) others: usize,
    /// How many there are of each file.
    pub(super) by_file: BTreeMap<SitePath, usize>,
}

#[derive(Serialize)]
struct Problem<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    at: Option<Spot<'a>>,
    label: Option<&'a str>,
    help: Option<&'a str>,
    related: Vec<(Spot<'a>, &'a str)>,
}

/// A place in a file; of a file as a whole only its name.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    /// The line before, in and after the place.
    excerpt: Option<[String; 3]>,
}

impl Problems {
    /// `notes` are sorted.
    fn of(notes: &[Diagnostic], tree: &Tree) -> Self {
        let bytes = |path: &SitePath| tree.get(path)?.bytes();
        let all: Vec<Problem<'_>> = notes.iter().map(|note| problem(note, &bytes)).collect();
        let json = serde_json::to_string(&all).unwrap_or_else(|_| "[]".to_owned());
        let errors = notes.iter().filter(|note| note.severity == Severity::Error).count();
        let mut by_file = BTreeMap::new();
        for at in notes.iter().filter_map(|note| note.at.as_ref()) {
            *by_file.entry(at.file.clone()).or_default() += 1;
        }
        let key = Key::of_bytes(json.as_bytes());
        let others = notes.len() - errors;
        Self { notes: notes.into(), key, json: json.into(), errors, others, by_file }
    }

    /// Those of the next build, for which some files have `changed`.
    pub(super) fn after(&self, notes: &[Diagnostic], changed: &[SitePath], tree: &Tree) -> Self {
        // What is said of a file quotes it.
        let quoted = changed.iter().any(|path| self.by_file.contains_key(path));
        if quoted || *self.notes != *notes { Self::of(notes, tree) } else { self.clone() }
    }
}

type Texts<'a> = dyn Fn(&SitePath) -> Option<&'a Arc<[u8]>> + 'a;

fn problem<'a>(note: &'a Diagnostic, bytes: &Texts<'_>) -> Problem<'a> {
    Problem {
        severity: print::word(note.severity),
        code: note.code.name(),
        message: &note.message,
        at: note.at.as_ref().map(|at| spot(at, bytes)),
        label: note.label.as_deref(),
        help: note.help.as_deref(),
        related: note.related.iter().map(|(at, label)| (spot(at, bytes), label.as_str())).collect(),
    }
}

fn spot<'a>(at: &'a Place, bytes: &Texts<'_>) -> Spot<'a> {
    let whole = at.start == 0 && at.end == 0;
    let Some(bytes) = bytes(&at.file).filter(|_| !whole) else {
        return Spot { file: at.file.as_str(), line: None, column: None, excerpt: None };
    };
    let lines = Lines::of(bytes);
    let position = lines.position(at.start);
    let excerpt = lines.excerpt(at.start..at.end);
    let (text, marked) = (excerpt.text, excerpt.marked);
    let parts = [&text[..marked.start], &text[marked.clone()], &text[marked.end..]].map(str::to_owned);
    Spot {
        file: at.file.as_str(),
        line: Some(position.line),
        column: Some(position.column),
        excerpt: Some(parts),
    }
}
