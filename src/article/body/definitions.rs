//! Addresses of links, `[name]: address`, that have the name of another one further up. Markdown
//! takes the first and leaves the others out without a word.
//!
//! What looks like a second one is looked for in the text, and that is nearly always all. Only
//! where there is one, the text is read once more to learn whether it is shown as it stands.

use std::collections::HashSet;
use std::ops::Range;

use memchr::{memmem, memrchr};
use pulldown_cmark::{Event, Parser, RefDefs};

use super::Reader;
use crate::diag::{Code, Diagnostic};

/// Longest name, in bytes (CommonMark has 999 characters).
const LONGEST: usize = 999;

/// A line that may be a second definition. All places are bytes of what Markdown is given.
struct Again<'t> {
    name: &'t str,
    /// The name with its brackets.
    label: Range<usize>,
    first: Range<usize>,
}

impl Reader<'_, '_, '_> {
    /// Reports definitions that the first of their name keeps from being used, unless both say
    /// the same.
    pub(super) fn look_for_second_definitions(&mut self, definitions: &RefDefs<'_>) {
        let markdown = self.document.markdown();
        let mut again = candidates(markdown, definitions);
        if again.is_empty() {
            return;
        }
        let options = super::options(self.composer.settings());
        leave_shown(&mut again, Parser::new_ext(markdown, options).into_offset_iter());
        for Again { name, label, first } in again {
            let place = |range: Range<usize>| {
                let start = self.document.start;
                self.place(start + range.start..start + range.end)
            };
            let message = format!("the address of the link `{name}` is written twice");
            let note = Diagnostic::new(Code::MissingReference, place(label), message)
                .label("no link leads to this one")
                .related(place(first), "all lead to this one")
                .help("take one of them out, or give it another name, in its links, too");
            self.composer.notes.add(note);
        }
    }
}

/// Lines that look like definitions of names that are defined elsewhere, with another address.
fn candidates<'t>(markdown: &'t str, definitions: &RefDefs<'_>) -> Vec<Again<'t>> {
    if definitions.iter().next().is_none() {
        return Vec::new();
    }
    let ends = memmem::find_iter(markdown.as_bytes(), b"]:");
    ends.filter_map(|end| {
        let label = label(markdown, end)?;
        let name = &markdown[label.start + 1..end];
        let key = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = definitions.get(&key)?;
        let first = found.span.start..found.span.start + markdown[found.span.clone()].find("]:")? + 1;
        let same = address(markdown, first.end) == address(markdown, end + 1);
        (!found.span.contains(&label.start) && !same).then_some(Again { name, label, first })
    })
    .collect()
}

/// The labels of footnotes in a text, in small letters: what begins a line as `[^label]:` does.
pub(super) fn footnotes(markdown: &str) -> HashSet<String> {
    let ends = memmem::find_iter(markdown.as_bytes(), b"]:");
    let labels = ends.filter_map(|end| markdown[bracketed(markdown, end)?.start + 1..end].strip_prefix('^'));
    labels.map(str::to_lowercase).collect()
}

/// The name of a link, with its brackets; it ends at `end`.
fn label(markdown: &str, end: usize) -> Option<Range<usize>> {
    bracketed(markdown, end).filter(|label| !markdown[label.start + 1..].starts_with('^'))
}

/// What stands in brackets, ends at `end` and begins its line, quotes and lists aside.
fn bracketed(markdown: &str, end: usize) -> Option<Range<usize>> {
    let bytes = markdown.as_bytes();
    let from = end.saturating_sub(LONGEST);
    let start = from + memrchr(b'[', &bytes[from..end])?;
    let marks = bytes[..start].iter().rev().take(LONGEST).take_while(|byte| **byte != b'\n');
    let begins = marks.copied().all(|byte| b" \t>-*+.)".contains(&byte) || byte.is_ascii_digit());
    let named = !markdown[start + 1..end].contains(']');
    (begins && named).then_some(start..end + 1)
}

/// What stands behind the colon at `colon`.
fn address(markdown: &str, colon: usize) -> Option<&str> {
    markdown[colon + 1..].split_whitespace().next()
}

/// Takes out those that are text of a paragraph, of code or of raw HTML.
fn leave_shown<'e>(again: &mut Vec<Again<'_>>, events: impl Iterator<Item = (Event<'e>, Range<usize>)>) {
    let mut shown = vec![false; again.len()];
    for (event, range) in events {
        if matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_)) {
            let from = again.partition_point(|again| again.label.end < range.start);
            let until = again.partition_point(|again| again.label.end < range.end);
            shown[from..until.max(from)].fill(true);
        }
    }
    let mut shown = shown.into_iter();
    again.retain(|_| shown.next() == Some(false));
}

#[cfg(test)]
mod tests {
    use crate::article::tests::read_with;

    fn found(text: &str) -> Vec<String> {
        let (_, notes) = read_with(text, &[], &[]);
        notes.into_iter().map(|note| note.message).collect()
    }

    #[test]
    fn a_second_definition_is_reported_once() {
        let text = "[a b]: x.md\n\n[A  b] [a b]\n\n> [A b]: y.md\n\n[a B]:\nz.md 'Z'\n";
        assert_eq!(
            found(text),
            [
                "the address of the link `A b` is written twice",
                "the address of the link `a B` is written twice"
            ]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        let first = "[a]: x.md\n\n[a]\n\n";
        for text in [
            "[a]: x.md",
            "text\n[a]: y.md",
            "```\n[a]: y.md\n```",
            "    [a]: y.md",
            "`\n[a]: y.md`",
            "<div>\n[a]: y.md\n</div>",
            "x [a]: y.md",
            "\\[a]: y.md",
            "[b]: y.md",
            "[^a]: note[^a]",
            "[a]: y.md z",
        ] {
            assert_eq!(found(&format!("{first}{text}\n")), [""; 0], "{text}");
        }
    }
}
