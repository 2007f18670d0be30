//! What MDX adds to Markdown beside components: modules, and comments between braces.

use super::code::{Fence, spans};
use super::report::Note;

/// The text without its modules and comments.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    without_comments(&without_modules(body, notes))
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

/// Without `{/* … */}`, which readers never saw.
fn without_comments(body: &str) -> String {
    let (mut kept, mut fence, mut inside) = (String::new(), Fence::default(), false);
    for line in body.lines() {
        if !inside && fence.holds(line) {
            kept += line;
            kept.push('\n');
            continue;
        }
        let was_inside = inside;
        let shown = visible(line, &mut inside);
        if shown.trim().is_empty() && (was_inside || !line.trim().is_empty()) {
            continue;
        }
        kept += shown.trim_end_matches(|sign: char| sign == ' ' && shown.len() < line.len());
        kept.push('\n');
    }
    kept
}

/// The part of a line that is in no comment; `inside` says whether one is open before and behind it.
fn visible(line: &str, inside: &mut bool) -> String {
    let mut shown = String::new();
    for (code, part) in spans(line) {
        let mut rest = part;
        while !rest.is_empty() {
            let (sign, next) = if *inside { ("*/}", false) } else { ("{/*", true) };
            let at = rest.find(sign).filter(|_| *inside || !code);
            if !*inside {
                shown += &rest[..at.unwrap_or(rest.len())];
            }
            let Some(at) = at else { break };
            rest = &rest[at + sign.len()..];
            *inside = next;
        }
    }
    shown
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
        assert_eq!(convert(text, &mut Vec::new()), "A\nB\n C\n`{/* code */}` D\n");
    }
}
