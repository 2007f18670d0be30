//! Recognised lines of a plain text, written as Markdown.

use std::mem::discriminant;

use super::line::Line;

/// The lines as Markdown.
pub(super) fn written(lines: &[Line]) -> String {
    let mut blocks = Blocks { made: Vec::new(), last: None, sign: '.' };
    lines.iter().for_each(|line| blocks.add(line));
    blocks.close();
    blocks.made.join("\n\n") + "\n"
}

/// What was written so far.
struct Blocks<'a> {
    made: Vec<String>,
    /// The last line of the last block, which may go on.
    last: Option<&'a Line>,
    /// What stands behind the numbers of the last list.
    sign: char,
}

impl<'a> Blocks<'a> {
    fn add(&mut self, line: &'a Line) {
        let goes_on = self.last.is_some_and(|last| discriminant(last) == discriminant(line));
        let (text, joint) = match line {
            Line::Blank => {
                // Empty lines between the entries of a list don't end it.
                return self.last = self.last.filter(|last| !matches!(last, Line::Text(_) | Line::Quote(_)));
            }
            Line::Heading(text) => (format!("## {}", escaped(text)), None),
            Line::Bullet(text) => (format!("- {}", uncounted(text)), Some("\n")),
            Line::Number(number, text) => {
                // Right below another list, a new one has to have another sign.
                let begins = *number == 1 || !goes_on;
                self.sign = match self.sign {
                    '.' if begins && goes_on => ')',
                    sign if !begins => sign,
                    _ => '.',
                };
                (format!("{number}{} {}", self.sign, uncounted(text)), (!begins).then_some("\n"))
            }
            Line::Turn { speaker, words } => {
                let words = format!("**{}:** {}", escaped(speaker), escaped(words));
                (if goes_on { words } else { format!(":::dialogue\n{words}") }, Some("\n\n"))
            }
            Line::Dash(words) => (format!("> – {}", escaped(words)), Some("\n>\n")),
            Line::Quote(text) => (format!("> {}", escaped(text)), Some("\n>\n")),
            Line::Text(text) => (uncounted(text), Some("\n")),
        };
        if !goes_on {
            self.close();
        }
        match (joint.filter(|_| goes_on), self.made.last_mut()) {
            (Some(joint), Some(block)) => *block += &(joint.to_owned() + &text),
            _ => self.made.push(text),
        }
        self.last = Some(line);
    }

    /// Ends a dialogue.
    fn close(&mut self) {
        if let (Some(Line::Turn { .. }), Some(block)) = (self.last, self.made.last_mut()) {
            block.push_str("\n:::");
        }
    }
}

/// A text in which no sign means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        // `[1]: address` would define a link, and readers would not see it.
        let first = at == 0 && ("#>+=~|:".contains(letter) || letter == '[' && text.contains("]:"));
        if first || "*_`<\\".contains(letter) {
            made.push('\\');
        }
        made.push(letter);
    }
    made
}

/// The same where a block begins: `2019. ` would begin a list.
fn uncounted(text: &str) -> String {
    let mut made = escaped(text);
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    if digits > 0 && [". ", ") "].iter().any(|sign| text[digits..].starts_with(sign)) {
        made.insert(digits, '\\');
    }
    made
}
