//! What a key may hold: each kind of value by its key, and the same of an entry that is at hand.
//! What is of another kind is reported and counts as nothing.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{Entry, Fields};
use crate::diag::{Code, nearest};
use crate::notation::{Located, Node, Value, dates};

impl<'a> Fields<'a, '_> {
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

    /// A whole number within `range`.
    pub fn integer(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
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
}
