//! Reading a table key by key.
//!
//! A [`Fields`] is asked for each key that may be there; what it is asked for is what it
//! knows, so that [`Fields::finish`] can tell the misspelt from the merely unknown. Whatever
//! is wrong is noted and reading goes on.

use std::ops::Range;

use jiff::civil::Date;

use super::{Located, Name, Node, Origin, Value, dates};
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

    /// A text; numbers and the like count as they are written.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let entry = self.entry(key)?;
        self.text_of(entry)
    }

    /// A text with its place.
    pub fn located(&mut self, key: &'static str) -> Option<Located<String>> {
        let entry = self.entry(key)?;
        self.text_of(entry).map(|text| Located::new(text, &entry.1.bytes))
    }

    /// A list of texts; a single one counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Located<String>>> {
        let entry = self.entry(key)?;
        self.texts_of(entry)
    }

    /// A list of texts without their places.
    pub fn words(&mut self, key: &'static str) -> Option<Vec<String>> {
        let texts = self.texts(key)?;
        Some(texts.into_iter().map(|text| text.value).collect())
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let entry = self.entry(key)?;
        match entry.1.value {
            Value::Bool(flag) => Some(flag),
            _ => {
                self.wrong(entry, "neither `true` nor `false`", "write `true` or `false`, without quotes");
                None
            }
        }
    }

    /// Reports that `key` has to be there, unless it is misspelt, which is reported as that.
    pub fn missing(&mut self, key: &str, help: &str) {
        if self.entries.iter().any(|(name, _)| nearest(&name.text, [key]).is_some()) {
            return;
        }
        let message = format!("{} has no `{key}`", self.origin.file);
        self.note(Code::MissingKey, &(0..0), message, |problem| problem.help(help));
    }

    /// A whole number within `range`.
    pub fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let entry = self.entry(key)?;
        match entry.1.value {
            Value::Integer(number) if range.contains(&number) => return Some(number),
            Value::Integer(_) => {
                let limits = format!("between {} and {}", range.start(), range.end());
                self.wrong(entry, &limits, "write a number in this range");
            }
            _ => self.wrong(entry, "a whole number", "write digits, without quotes"),
        }
        None
    }

    /// Any number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let entry = self.entry(key)?;
        match entry.1.value {
            // Beyond 2^53 precision is lost, where no setting is meant to be.
            #[expect(clippy::cast_precision_loss, reason = "see above")]
            Value::Integer(number) => Some(number as f64),
            Value::Float(number) if number.is_finite() => Some(number),
            _ => {
                self.wrong(entry, "a number", "write digits, without quotes");
                None
            }
        }
    }

    /// A date; of a date-time the day counts.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let entry = self.entry(key)?;
        let text = self.text_of(entry)?;
        let date = dates::parse(&text);
        if date.is_none() {
            let help = match dates::suggestion(&text) {
                Some(date) => format!("write the year first: `{date}`"),
                None => "write year, month and day: `2026-03-07`".to_owned(),
            };
            let message = format!("`{}{key}` is not a date", self.path);
            let label =
                if dates::is_ordered(&text) { "no such day in the calendar" } else { "not year, month, day" };
            self.note(Code::BadDate, &entry.1.bytes, message, |problem| problem.label(label).help(help));
        }
        date
    }

    /// One of a few words, as what it stands for.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let entry = self.entry(key)?;
        self.choice_of(entry, choices)
    }

    /// A text that `read` makes something of; else it is reported as not being `expected`.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
        expected: &str,
        help: &str,
    ) -> Option<T> {
        let entry = self.entry(key)?;
        self.parsed_of(entry, read, expected, help)
    }

    /// A table in the table.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'a, '_>> {
        let entry = self.entry(key)?;
        self.table_of(entry)
    }

    /// What a value says as it is, for `extra`.
    pub fn anything(&mut self, key: &'static str) -> serde_json::Value {
        match self.entry(key) {
            Some(entry @ (_, node)) if !matches!(node.value, Value::Table(_)) => {
                self.wrong(entry, "a table", "give each value a key of its own below it");
                serde_json::Value::Null
            }
            Some((_, node)) => node.to_json(),
            None => serde_json::Value::Null,
        }
    }

    /// The value of `entry` as a text.
    pub fn text_of(&mut self, entry: &'a Entry) -> Option<String> {
        match &entry.1.value {
            Value::Text(text) => Some(text.clone()),
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
                Some(self.origin.raw(&entry.1.bytes).to_owned())
            }
            _ => {
                self.wrong(entry, "a text", "write the text, between quotes if it has a colon in it");
                None
            }
        }
    }

    /// The value of `entry` as a list of texts.
    pub fn texts_of(&mut self, entry: &'a Entry) -> Option<Vec<Located<String>>> {
        let Value::List(nodes) = &entry.1.value else {
            return self.text_of(entry).map(|text| vec![Located::new(text, &entry.1.bytes)]);
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for node in nodes {
            match &node.value {
                Value::Text(text) => texts.push(Located::new(text.clone(), &node.bytes)),
                Value::Null | Value::List(_) | Value::Table(_) => {
                    let expected = "a list of texts";
                    self.wrong_node(&entry.0, node, expected, "each entry of the list is a text");
                }
                _ => texts.push(Located::new(self.origin.raw(&node.bytes).to_owned(), &node.bytes)),
            }
        }
        Some(texts)
    }

    /// The value of `entry` as a list of lists of texts.
    pub fn groups_of(&mut self, entry: &'a Entry) -> Option<Vec<Vec<String>>> {
        let word = |node: &Node| match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let group = |node: &Node| match &node.value {
            Value::List(nodes) => nodes.iter().map(word).collect::<Option<Vec<String>>>(),
            _ => None,
        };
        let groups = match &entry.1.value {
            Value::List(nodes) => nodes.iter().map(group).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        if groups.is_none() {
            self.wrong(
                entry,
                "a list of lists of words",
                "write `[[\"refund\", \"money back\"], [\"bill\", \"invoice\"]]`",
            );
        }
        groups
    }

    /// The value of `entry` as what `read` makes of its text.
    pub fn parsed_of<T>(
        &mut self,
        entry: &'a Entry,
        read: impl FnOnce(&str) -> Option<T>,
        expected: &str,
        help: &str,
    ) -> Option<T> {
        let value = read(&self.text_of(entry)?);
        if value.is_none() {
            self.misunderstood(entry, expected, help);
        }
        value
    }

    /// The value of `entry` as one of a few words.
    pub fn choice_of<T: Copy>(&mut self, entry: &'a Entry, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text_of(entry)?;
        let choice = choices.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice);
        if choice.is_none() {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            let (last, others) = words.split_last()?;
            let expected = format!("one of {} and {last}", others.join(", "));
            let help = nearest(&text, choices.iter().map(|(word, _)| *word))
                .map_or("write one of these words".to_owned(), |word| format!("did you mean `{word}`?"));
            self.misunderstood(entry, &expected, &help);
        }
        choice
    }

    /// The value of `entry` as a table.
    pub fn table_of(&mut self, entry: &'a Entry) -> Option<Fields<'a, '_>> {
        let Value::Table(entries) = &entry.1.value else {
            self.wrong(entry, "a table", "give each value a key of its own below it");
            return None;
        };
        let path = format!("{}{}.", self.path, entry.0.text);
        Some(Fields { origin: self.origin, path, entries, known: Vec::new(), notes: self.notes })
    }

    /// Reports that the value of `entry` is not `expected`.
    pub fn wrong(&mut self, entry: &Entry, expected: &str, help: &str) {
        self.wrong_node(&entry.0, &entry.1, expected, help);
    }

    /// Adds a problem that the caller found at some bytes of the file; `detail` adds what
    /// stands below the message.
    pub fn note(
        &mut self,
        code: Code,
        bytes: &Range<usize>,
        message: impl Into<String>,
        detail: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let problem = Diagnostic::new(code, self.origin.place(bytes), message);
        self.notes.push(detail(problem));
    }

    /// Adds a problem that is elsewhere.
    pub fn push(&mut self, problem: Diagnostic) {
        self.notes.push(problem);
    }

    /// The full name of a key of this table.
    pub fn full_name(&self, name: &Name) -> String {
        format!("{}{}", self.path, name.text)
    }

    /// Reports a text that is not `expected`.
    fn misunderstood(&mut self, entry: &Entry, expected: &str, help: &str) {
        let message = format!("`{}` is not {expected}", self.full_name(&entry.0));
        self.note(Code::WrongType, &entry.1.bytes, message, |problem| {
            problem.label("not understood").help(help)
        });
    }

    fn wrong_node(&mut self, name: &Name, node: &Node, expected: &str, help: &str) {
        let neither = if expected.starts_with("neither") { "" } else { "not " };
        let message = format!("`{}` is {neither}{expected}", self.full_name(name));
        let problem = Diagnostic::new(Code::WrongType, self.origin.place(&node.bytes), message)
            .label(format!("this is {}", node.kind()))
            .help(help);
        self.notes.push(problem);
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
