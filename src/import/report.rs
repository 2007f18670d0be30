//! What became of every file of an import, for the person who asked for it.

use std::fmt::Write;

use crate::path::SitePath;

/// What happened to a part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It says the same in another way.
    Changed,
    /// It is not there any more.
    Dropped,
    /// It is there as it was, and most likely has to be looked at.
    Left,
}

/// One thing that happened to a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What happened.
    pub what: What,
    /// To what, in a few words.
    pub text: String,
}

impl Note {
    pub(super) fn changed(text: impl Into<String>) -> Self {
        Self { what: What::Changed, text: text.into() }
    }

    pub(super) fn dropped(text: impl Into<String>) -> Self {
        Self { what: What::Dropped, text: text.into() }
    }

    pub(super) fn left(text: impl Into<String>) -> Self {
        Self { what: What::Left, text: text.into() }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// It is a page.
    Page {
        /// Its new name.
        to: SitePath,
        /// What happened on the way.
        notes: Vec<Note>,
    },
    /// It was copied as it is.
    Copied {
        /// Its new name.
        to: SitePath,
    },
    /// It was left where it is.
    Skipped {
        /// Why.
        why: String,
    },
}

/// What became of every file, in the order in which they were dealt with.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Old name and fate.
    pub entries: Vec<(SitePath, Entry)>,
}

impl Report {
    pub(super) fn skip(&mut self, from: &SitePath, why: &str) {
        self.entries.push((from.clone(), Entry::Skipped { why: why.to_owned() }));
    }

    pub(super) fn copied(&mut self, from: &SitePath, to: &SitePath) {
        self.entries.push((from.clone(), Entry::Copied { to: to.clone() }));
    }

    pub(super) fn page(&mut self, from: &SitePath, to: &SitePath, mut notes: Vec<Note>) {
        notes.sort();
        notes.dedup();
        self.entries.push((from.clone(), Entry::Page { to: to.clone(), notes }));
    }

    /// Takes the files out that stand in the site already, and says so.
    pub fn refuse(&mut self, standing: &[SitePath]) {
        for (_, entry) in &mut self.entries {
            if let Entry::Page { to, .. } | Entry::Copied { to } = entry
                && standing.contains(to)
            {
                let why = format!("{to} is there already");
                *entry = Entry::Skipped { why };
            }
        }
    }

    /// How many files are pages now, were copied, and were left.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count =
            |wanted: fn(&Entry) -> bool| self.entries.iter().filter(|(_, entry)| wanted(entry)).count();
        (
            count(|entry| matches!(entry, Entry::Page { .. })),
            count(|entry| matches!(entry, Entry::Copied { .. })),
            count(|entry| matches!(entry, Entry::Skipped { .. })),
        )
    }

    /// All of it as text: a line for each file, and below it one for each thing that happened.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (from, entry) in &self.entries {
            let _ = match entry {
                Entry::Page { to, .. } => writeln!(text, "{from} → {to}"),
                Entry::Copied { to } => writeln!(text, "{from} → {to} (copied)"),
                Entry::Skipped { why } => writeln!(text, "{from} skipped: {why}"),
            };
            let Entry::Page { notes, .. } = entry else { continue };
            for Note { what, text: about } in notes {
                let _ = writeln!(text, "    {}: {about}", word(*what));
            }
        }
        text
    }
}

fn word(what: What) -> &'static str {
    match what {
        What::Changed => "changed",
        What::Dropped => "dropped",
        What::Left => "left",
    }
}
