//! `{{#include file.rs:2:10}}` and its like, in code as in text (mdBook).

use super::Includes;
use crate::import::report::Note;
use crate::path::SitePath;

/// Tags that stand for the text of a file.
const FILES: [&str; 4] = ["include", "rustdoc_include", "playground", "playpen"];

/// How a tag begins and ends.
const OPEN: &str = "{{#";
const CLOSE: &str = "}}";

impl Includes<'_> {
    /// The text with what its tags ask for.
    pub fn mdbook(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        self.mdbook_within(std::slice::from_ref(from), body, notes)
    }

    /// `chain` are the files that ask for one another, the page first and last the one of this text.
    fn mdbook_within(&mut self, chain: &[SitePath], body: &str, notes: &mut Vec<Note>) -> String {
        let (mut made, mut rest) = (String::new(), body);
        while let Some((before, tag, after)) = next_tag(rest) {
            // A backslash shows the tag to readers.
            match before.strip_suffix('\\') {
                Some(before) => made.extend([before, tag]),
                None => {
                    made += before;
                    made += &self.mdbook_tag(chain, tag, notes);
                }
            }
            rest = after;
        }
        made + rest
    }

    /// What stands for a tag.
    fn mdbook_tag(&mut self, chain: &[SitePath], tag: &str, notes: &mut Vec<Note>) -> String {
        let mut words = tag[OPEN.len()..tag.len() - CLOSE.len()].split_whitespace();
        let (name, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if name == "title" {
            notes.push(Note::dropped(format!("`{tag}`")));
            return String::new();
        }
        if !FILES.contains(&name) {
            notes.push(Note::left(format!("`{tag}` is for a preprocessor of mdBook")));
            return tag.to_owned();
        }
        let Some((chain, text)) = self.part_within(chain, &[], target) else {
            notes.push(Note::left(format!("`{tag}` asks for a file that is not there, or for itself")));
            return tag.to_owned();
        };
        notes.push(Note::changed(format!("the text of `{target}` stands here")));
        let text = self.mdbook_within(&chain, &text, notes);
        if name.starts_with("play") { format!("```rust\n{text}\n```") } else { text }
    }
}

/// What stands before the next tag, the tag, and what stands behind it.
fn next_tag(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_at(text.find(OPEN)?);
    let (tag, after) = rest.split_at(rest.find(CLOSE)? + CLOSE.len());
    Some((before, tag, after))
}
