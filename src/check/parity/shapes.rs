//! What is built the same in all languages: ids of headings, tables, code.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Pair, Text};
use crate::article::fingerprint::PartKind;
use crate::article::{CodeBlock, Table};
use crate::diag::{Diagnostic, counted};

/// Languages of blocks of code whose contents are translated.
const PROSE_IN_CODE: [&str; 6] = ["", "text", "txt", "md", "markdown", "csv"];

impl Pair<'_> {
    /// Ids that the original's headings were given, and that links from other languages rely on.
    pub(super) fn heading_ids(&self) -> Vec<Diagnostic> {
        let ours: BTreeSet<&str> =
            self.entry.article.outline.iter().map(|heading| heading.id.as_str()).collect();
        let parts =
            self.original.article.parts.iter().filter(|part| matches!(part.kind, PartKind::Heading(_)));
        let ids = parts.filter_map(|part| {
            let piece = self.there.source.get(part.bytes.clone())?;
            let line = piece.lines().next()?;
            let id = line.rsplit_once("{#")?.1.split(['}', ' ']).next()?;
            let start = part.bytes.start + line.rfind("{#")? + 2;
            (!id.is_empty() && !ours.contains(id)).then(|| (id.to_owned(), start..start + id.len()))
        });
        ids.map(|(id, at)| {
            self.note(format!("no heading here has the id `{id}`"), None, Some(at)).help(format!(
                "links to it end at the top of this page; write `{{#{id}}}` behind the heading"
            ))
        })
        .collect()
    }

    /// Tables with other columns or rows.
    pub(super) fn tables(&self) -> Vec<Diagnostic> {
        let (ours, theirs) = (&self.here.survey.tables, &self.there.survey.tables);
        if ours.len() != theirs.len() {
            let has = counted(theirs.len(), "table", "tables");
            let message = format!("the original has {has}, and here are {}", ours.len());
            let first = |text: &Text<'_>| text.survey.tables.first().map(|table| begin(text, &table.at));
            return vec![self.note(message, first(self.here), first(self.there))];
        }
        let differ = |(our, their): &(&Table, &Table)| (our.columns, our.rows) != (their.columns, their.rows);
        let note = |(our, their): (&Table, &Table)| {
            let shape = |table: &Table| format!("{}×{}", table.columns, table.rows);
            let message =
                format!("this table has {} columns × rows, the original's {}", shape(our), shape(their));
            self.note(message, Some(begin(self.here, &our.at)), Some(begin(self.there, &their.at)))
        };
        ours.iter().zip(theirs).filter(differ).map(note).collect()
    }

    /// Blocks of code that differ in more than comments and texts.
    pub(super) fn code(&self) -> Vec<Diagnostic> {
        let of = |text: &Text<'_>| -> Vec<(String, Range<usize>)> {
            let is_code = |code: &&CodeBlock| !PROSE_IN_CODE.contains(&code.language.as_str());
            let blocks = text.survey.code.iter().filter(is_code);
            blocks.map(|code| (bare(&text.source[code.at.clone()]), code.at.clone())).collect()
        };
        let (ours, theirs) = (of(self.here), of(self.there));
        if ours.len() != theirs.len() {
            let has = counted(theirs.len(), "block", "blocks");
            let message = format!("the original has {has} of code, and here are {}", ours.len());
            let here = ours.first().map(|(_, at)| begin(self.here, at));
            let there = theirs.first().map(|(_, at)| begin(self.there, at));
            return vec![self.note(message, here, there)];
        }
        let note = |(our, their): (&Range<usize>, &Range<usize>)| {
            let message = "this code is not the original's".to_owned();
            self.note(message, Some(begin(self.here, our)), Some(begin(self.there, their)))
                .help("only comments and texts in quotation marks differ between languages")
        };
        let differ = ours.iter().zip(&theirs).filter(|(our, their)| our.0 != their.0);
        differ.map(|(our, their)| note((&our.1, &their.1))).collect()
    }
}

/// The first letter of what stands at a place: all of a table or of a block of code is too much to mark.
fn begin(text: &Text<'_>, at: &Range<usize>) -> Range<usize> {
    let letter = text.source[at.clone()].chars().next().map_or(0, char::len_utf8);
    at.start..at.start + letter
}

/// Code without comments, texts and white space.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    for line in code.lines() {
        let line = line.trim();
        let comment = ["#", "//", "--", ";", "<!--", "/*", "*", "%", "REM "];
        if comment.iter().any(|sign| line.starts_with(sign)) {
            continue;
        }
        let line = [" #", " //", " --", " /*", "<!--"]
            .iter()
            .fold(line, |line, sign| line.find(sign).map_or(line, |at| &line[..at]));
        let mut quote = None;
        for letter in line.chars().filter(|letter| !letter.is_whitespace()) {
            match quote {
                Some(open) if letter == open => quote = None,
                Some(_) => {}
                None if matches!(letter, '"' | '\'' | '`' | '<') => {
                    quote = Some(if letter == '<' { '>' } else { letter });
                }
                None if letter.is_ascii() => bare.push(letter),
                None => {}
            }
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_may_differ_in_comments_and_texts() {
        assert_eq!(bare("```sh\n# one\necho \"hello\" # two\n"), bare("```sh\n# jedna\necho  \"ahoj\"\n"));
        assert_ne!(bare("echo a"), bare("echo b"));
    }
}
