//! Articles of one section that readers can't tell apart by their titles.

use std::collections::HashMap;

use super::{Whole, written};
use crate::article::Role;
use crate::diag::{Code, Diagnostic, Place};
use crate::site::Entry;

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(&str, &str, String), &Entry> = HashMap::new();
    let mut pages: Vec<&Entry> =
        written(whole.site).filter(|entry| entry.article.role == Role::Page).collect();
    pages.sort_by(|a, b| a.article.path.cmp(&b.article.path));
    for entry in pages {
        let title = entry.meta.title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let key = (entry.lang.as_str(), entry.article.section.as_str(), title);
        match first.get(&key) {
            Some(other) => notes.push(note(entry, other)),
            None => {
                first.insert(key, entry);
            }
        }
    }
}

fn note(entry: &Entry, other: &Entry) -> Diagnostic {
    let message = format!("another article of this section is called “{}”, too", entry.meta.title);
    Diagnostic::new(Code::DuplicateTitle, place(entry), message)
        .related(place(other), "the other one")
        .help("say in each title what sets it apart, or make one article of the two")
}

/// The title in the file, where front matter has it.
fn place(entry: &Entry) -> Place {
    let path = &entry.article.path;
    entry
        .article
        .front
        .title
        .as_ref()
        .map_or_else(|| Place::file(path), |title| Place::of(path, &title.bytes))
}
