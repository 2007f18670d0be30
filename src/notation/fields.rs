//! Reading a table key by key.
//!
//! A [`Fields`] is asked for each key that may be there; what it is asked for is what it
//! knows, so that [`Fields::finish`] can tell the misspelt from the merely unknown. Whatever
//! is wrong is noted and reading goes on.

mod problems;
mod values;

use super::{Located, Name, Node, Origin, Value};
use crate::diag::{Code, Diagnostic, nearest, sole};

/// A key and its value.
pub type Entry = (Name, Node);

/// A table that is being read.
#[derive(Debug)]
pub struct Fields<'a, 'n> {
    origin: Origin<'a>,
    /// Where the table is: `languages.en.`, or nothing at the top.
    path: String,
    entries: &'a [Entry],
    known: Vec<&'static str>,
    notes: &'n mut Vec<Diagnostic>,
}

impl<'a, 'n> Fields<'a, 'n> {
    /// Reads the table `node`; anything but a table or nothing is reported. Problems go to
    /// `notes`.
    pub fn new(origin: Origin<'a>, node: &'a Node, notes: &'n mut Vec<Diagnostic>) -> Self {
        let entries: &[Entry] = match &node.value {
            Value::Table(entries) => entries,
            Value::Null => &[],
            _ => {
                let problem =
                    Diagnostic::new(Code::WrongType, origin.place(&node.bytes), "this is not a table")
                        .label(format!("this is {}", node.kind()))
                        .help("write lines of the form `key: value`");
                notes.push(problem);
                &[]
            }
        };
        Self { origin, path: String::new(), entries, known: Vec::new(), notes }
    }

    /// The entry for `key`, if there is one with a value.
    pub fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        let entry = self.entries.iter().find(|(name, _)| name.text == key)?;
        (entry.1.value != Value::Null).then_some(entry)
    }

    /// Whether the table has `key`, if only to say nothing.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.text == key)
    }

    /// All entries, for a table whose keys are names that the writer chose.
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    /// The full name of a key of this table.
    pub fn full_name(&self, name: &Name) -> String {
        format!("{}{}", self.path, name.text)
    }

    /// Reports keys that are nearly known ones and returns the full names of all others that
    /// nobody asked for.
    pub fn finish(self) -> Vec<Located<String>> {
        let mut unknown = Vec::new();
        for (name, _) in self.entries.iter().filter(|(name, _)| !self.known.contains(&name.text.as_str())) {
            let Some(meant) = nearest(&name.text, self.known.iter().copied()) else {
                unknown.push(Located::new(self.full_name(name), &name.bytes));
                continue;
            };
            let message = format!("there is no key `{}`", self.full_name(name));
            let problem = Diagnostic::new(Code::MisspeltKey, self.origin.place(&name.bytes), message)
                .label("nearly a known key")
                .help(format!("did you mean `{meant}`?"));
            // The right one may be there, too; which value counts then, only the writer knows.
            let free = !self.entries.iter().any(|(name, _)| name.text == meant);
            let sure = sole(&name.text, self.known.iter().copied()).is_some() && free;
            let plain = self.origin.text.get(name.bytes.clone());
            self.notes.push(match sure && plain == Some(&*name.text) {
                true => problem.fix(vec![(self.origin.place(&name.bytes), meant.to_owned())]),
                false => problem,
            });
        }
        unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::{toml, yaml};
    use crate::path::SitePath;

    /// Reads YAML with `read` and returns its result and what was noted: message, text at the
    /// place, help.
    fn reading<T>(text: &str, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> (T, Vec<[String; 3]>) {
        let file = SitePath::new("a.md").unwrap();
        let origin = Origin { file: &file, text };
        let node = yaml(origin, 0..text.len()).value.unwrap();
        let mut notes = Vec::new();
        let result = read(&mut Fields::new(origin, &node, &mut notes));
        let shown = notes.into_iter().map(|note| {
            let at = note.at.unwrap();
            let found = text[at.start as usize..at.end as usize].to_owned();
            [note.message, found, note.help.unwrap_or_default()]
        });
        (result, shown.collect())
    }

    #[test]
    fn a_text_is_what_is_written() {
        let (texts, notes) = reading("a: 1.50\nb: true\nc: x\nd:\n", |fields| {
            ["a", "b", "c", "d", "e"].map(|key| fields.text(key))
        });
        assert_eq!(texts, [Some("1.50".into()), Some("true".into()), Some("x".into()), None, None]);
        assert!(notes.is_empty());
    }

    #[test]
    fn one_text_is_a_list_of_one() {
        let (words, _) = reading("a: x\nb: [y, 2]\n", |fields| (fields.words("a"), fields.words("b")));
        assert_eq!(words, (Some(vec!["x".into()]), Some(vec!["y".into(), "2".into()])));
    }

    #[test]
    fn every_problem_is_reported() {
        let text = "weight: heavy\ntitle: [x]\nupdated: 7.3.2026\nstatus: verifed\ntoc: yes\n";
        let (_, notes) = reading(text, |fields| {
            fields.integer("weight", -10..=10);
            fields.text("title");
            fields.date("updated");
            fields.choice("status", &[("draft", 0), ("verified", 1)]);
            fields.flag("toc");
        });
        let short: Vec<(&str, &str)> =
            notes.iter().map(|[message, found, _]| (&**message, &**found)).collect();
        assert_eq!(
            short,
            [
                ("`weight` is not a whole number", "heavy"),
                ("`title` is not a text", "[x]"),
                ("`updated` is not a date", "7.3.2026"),
                ("`status` is not one of `draft` and `verified`", "verifed"),
                ("`toc` is neither `true` nor `false`", "yes"),
            ]
        );
        assert_eq!(notes[2][2], "write the year first: `2026-03-07`");
        assert_eq!(notes[3][2], "did you mean `verified`?");
    }

    #[test]
    fn misspelt_keys_are_told_from_unknown_ones() {
        let file = SitePath::new("a.toml").unwrap();
        let text = "titel = 'x'\nlayout = 'y'\n[search]\nbost = 1\n";
        let origin = Origin { file: &file, text };
        let node = toml(origin, 0..text.len()).value.unwrap();
        let mut notes = Vec::new();
        let mut fields = Fields::new(origin, &node, &mut notes);
        fields.text("title");
        let mut search = fields.table("search").unwrap();
        search.number("boost");
        search.finish();
        let unknown: Vec<_> = fields.finish().into_iter().map(|name| name.value).collect();
        assert_eq!(unknown, ["layout"]);
        let messages: Vec<_> = notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(messages, ["there is no key `search.bost`", "there is no key `titel`"]);
    }

    #[test]
    fn a_list_at_the_top_is_no_table() {
        let (_, notes) = reading("- a\n- b\n", |_| ());
        assert_eq!(notes[0][0], "this is not a table");
    }
}
