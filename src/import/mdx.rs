//! What MDX adds to Markdown beside components: modules, and comments between braces.

use super::code::{Fence, spans};
use super::report::Note;

/// The text without its modules and comments.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    without_comments(&without_modules(body, notes), notes)
}

/// Without what imports and exports, however many lines it takes. A text may begin with such a word, too.
fn without_modules(body: &str, notes: &mut Vec<Note>) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let (mut kept, mut fence, mut at) = (String::new(), Fence::default(), 0);
    while let Some(line) = lines.get(at) {
        let code = fence.holds(line);
        if let Some(length) = module(&lines[at..]).filter(|_| !code) {
            let all: Vec<&str> = lines[at..at + length].iter().map(|line| line.trim()).collect();
            notes.push(Note::dropped(format!("`{}`", all.join(" "))));
            at += length;
            continue;
        }
        kept += line;
        kept.push('\n');
        at += 1;
    }
    kept
}

/// How many of the lines are one module statement; an empty line ends it, unless a bracket is open.
fn module(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?;
    let starts = first.starts_with("import ") && first.contains(['\'', '"', '{']);
    let exports =
        ["export const ", "export let ", "export var ", "export function ", "export default ", "export {"];
    if !starts && !exports.iter().any(|start| first.starts_with(start)) {
        return None;
    }
    let mut open = 0_isize;
    for (at, line) in lines.iter().enumerate() {
        for sign in line.chars() {
            open += isize::from("({[".contains(sign)) - isize::from(")}]".contains(sign));
        }
        let goes_on = open > 0 || line.trim_end().ends_with(['=', ',']);
        if !goes_on {
            // What imports names a file, or it was a sentence.
            let names_file = !starts || line.contains(['\'', '"']);
            return names_file.then_some(at + 1);
        }
    }
    // A bracket that nothing closes: the line alone, if it is whole without.
    (!starts || first.contains(['\'', '"'])).then_some(1)
}

/// Without `{/* … */}`, which readers never saw. What nothing closes is text.
fn without_comments(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut kept, mut fence, mut start) = (String::new(), Fence::default(), 0);
    let mut comments = Comments { last: body.rfind(CLOSE).unwrap_or_default(), open: None };
    for line in body.lines() {
        let was_open = comments.open.is_some();
        if !was_open && fence.holds(line) {
            kept += line;
            kept.push('\n');
        } else {
            let shown = comments.taken_out(line, start, notes);
            if !shown.trim().is_empty() || !was_open && line.trim().is_empty() {
                kept += shown.trim_end_matches(|sign: char| sign == ' ' && shown.len() < line.len());
                kept.push('\n');
            }
        }
        start += line.len() + 1;
    }
    kept
}

/// How a comment begins and ends.
const OPEN: &str = "{/*";
const CLOSE: &str = "*/}";

/// What is known of the comments of a text while it is read.
struct Comments {
    /// Where the last one is closed: behind it none begins.
    last: usize,
    /// The one that is open, as far as it was read.
    open: Option<String>,
}

impl Comments {
    /// The part of a line that is in no comment; the line begins at `start` of the text.
    fn taken_out(&mut self, line: &str, start: usize, notes: &mut Vec<Note>) -> String {
        let (mut shown, mut at) = (String::new(), start);
        for (code, part) in spans(line) {
            let end = at + part.len();
            while at < end {
                let rest = &part[part.len() - (end - at)..];
                let found = match &self.open {
                    Some(_) => rest.find(CLOSE),
                    None => rest.find(OPEN).filter(|offset| !code && at + offset < self.last),
                };
                let before = &rest[..found.unwrap_or(rest.len())];
                self.open.as_mut().unwrap_or(&mut shown).push_str(before);
                at += before.len();
                if found.is_some() {
                    at += OPEN.len();
                    self.turn(notes);
                }
            }
        }
        if let Some(comment) = &mut self.open {
            comment.push(' ');
        }
        shown
    }

    /// A comment begins, or ends.
    fn turn(&mut self, notes: &mut Vec<Note>) {
        match self.open.take() {
            Some(comment) => notes.push(Note::dropped(format!("the comment “{}”", comment.trim()))),
            None => self.open = Some(String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_go_with_all_their_lines() {
        let text = "import A from 'a';\nimport {\n  B,\n  C,\n} from 'b';\n\nexport const D = () => {\n  return <b>{1}</b>;\n};\n\nText\n\n```js\nimport E from 'e';\n```\nimport your {files} first\nexport all of them\n";
        let mut notes = Vec::new();
        assert_eq!(
            convert(text, &mut notes),
            "\n\nText\n\n```js\nimport E from 'e';\n```\nimport your {files} first\nexport all of them\n"
        );
        assert_eq!(notes.len(), 3, "{notes:?}");
    }

    #[test]
    fn comments_are_not_shown_to_readers() {
        let text = "{/* one */}\nA {/* two */}\nB {/* three\n\nfour */} C\n`{/* code */}` D\n";
        let mut notes = Vec::new();
        assert_eq!(convert(text, &mut notes), "A\nB\n C\n`{/* code */}` D\n");
        let comments = ["one", "two", "three  four"];
        assert_eq!(notes, comments.map(|text| Note::dropped(format!("the comment “{text}”"))));
    }

    #[test]
    fn a_comment_that_nothing_closes_is_text() {
        let text = "A {/* one */} {/* two\n\nthree\n";
        assert_eq!(convert(text, &mut Vec::new()), "A  {/* two\n\nthree\n");
    }
}
