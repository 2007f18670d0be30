//! `--8<-- "file.md"` on a line of its own, or several files between two such lines, and the
//! `{! file.md !}` of another extension (MkDocs).

use super::Includes;
use crate::import::report::Note;
use crate::path::SitePath;

/// Folders that files are looked for in, beside that of the page.
const ROOTS: [&str; 3] = ["", "docs", "includes"];

impl Includes<'_> {
    /// The text with the files that its lines ask for.
    pub fn snippets(&mut self, from: &SitePath, body: &str, notes: &mut Vec<Note>) -> String {
        self.snippets_within(std::slice::from_ref(from), body, notes)
    }

    /// The same for a text that the files of `chain` ask for.
    fn snippets_within(&mut self, chain: &[SitePath], body: &str, notes: &mut Vec<Note>) -> String {
        let (mut made, mut listing) = (String::new(), false);
        for line in body.lines() {
            made += &match scissors(line.trim()) {
                Some(Scissors::Shown(text)) => format!("{}{text}\n", indent(line)),
                Some(Scissors::File(target)) => self.snippet(chain, line, target, notes),
                Some(Scissors::Fence) => {
                    listing = !listing;
                    continue;
                }
                None if listing && !line.trim().is_empty() => self.snippet(chain, line, line.trim(), notes),
                None => format!("{line}\n"),
            };
        }
        made
    }

    /// The lines of the file that a line asks for, indented like that one.
    fn snippet(&mut self, chain: &[SitePath], line: &str, target: &str, notes: &mut Vec<Note>) -> String {
        // A semicolon switches one file of a list off.
        if target.starts_with(';') {
            return String::new();
        }
        let Some((chain, text)) = self.part_within(chain, &ROOTS, target) else {
            let asked = line.trim();
            notes.push(Note::left(format!("`{asked}` asks for a file that is not there, or for itself")));
            return format!("{line}\n");
        };
        notes.push(Note::changed(format!("the text of `{target}` stands here")));
        let text = self.snippets_within(&chain, &text, notes);
        text.lines().map(|inner| format!("{}{inner}\n", indent(line))).collect()
    }
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// What a line with scissors says.
enum Scissors<'a> {
    /// The text of a file.
    File(&'a str),
    /// Files follow, or end.
    Fence,
    /// The line itself, for readers.
    Shown(&'a str),
}

fn scissors(line: &str) -> Option<Scissors<'_>> {
    let blades = |text: &'static str| line.strip_prefix(text);
    if let Some(shown) = blades(";--8<--") {
        return Some(Scissors::Shown(&line[line.len() - shown.len() - "--8<--".len()..]));
    }
    if let Some(rest) = blades("--8<--") {
        let rest = rest.trim();
        let file = rest.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
        return file.map(Scissors::File).or_else(|| rest.is_empty().then_some(Scissors::Fence));
    }
    let path = line.strip_prefix("{!")?.strip_suffix("!}")?.trim_start_matches('>').trim();
    (!path.is_empty() && !path.contains("!}")).then_some(Scissors::File(path))
}
