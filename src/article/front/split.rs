//! Where front matter ends and the text begins.
//!
//! Front matter is opened by a first line `---` (YAML) or `+++` (TOML), empty ones aside, and closed by the
//! next such line; YAML's own end, `...`, closes it too. But `---` is also Markdown's rule, so what
//! stands between the lines decides: without a single line that looks like a key it is text.

use std::ops::Range;

/// Bytes of a byte order mark.
const MARK: &str = "\u{feff}";

/// What a file begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// No front matter; the text begins at the offset.
    Text(usize),
    /// Front matter; `content` is between the lines that enclose it, the text begins at `body`.
    Front { notation: Notation, content: Range<usize>, body: usize },
    /// Front matter that is never closed. The text is taken to begin at `body`, the first
    /// empty line.
    Unterminated { notation: Notation, opening: Range<usize>, body: usize },
}

/// What front matter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Toml,
}

impl Notation {
    /// The line that opens it.
    pub(super) fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    fn closes(self, line: &str) -> bool {
        line == self.fence() || self == Self::Yaml && line == "..."
    }

    /// Whether a line can only be meant as front matter. Sentences with a colon in them are
    /// none: a key has no spaces.
    fn is_key(self, line: &str) -> bool {
        match self {
            Self::Yaml if line.starts_with('{') => true,
            Self::Toml if line.starts_with('[') => true,
            Self::Yaml => {
                key_before(line, ':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
            }
            Self::Toml => key_before(line, '=').is_some(),
        }
    }
}

/// What follows the key and `separator` that `line` begins with.
fn key_before(line: &str, separator: char) -> Option<&str> {
    let (key, rest) = line.split_once(separator)?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (key.starts_with(|c: char| c.is_alphanumeric() || c == '_') && key.chars().all(plain)).then_some(rest)
}

/// A line: its text without white space at the end, and the offset of the next.
struct Line<'a> {
    start: usize,
    text: &'a str,
    next: usize,
}

/// The lines of `text` from `start` on.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let line = Line { start: at, text: rest[..length].trim_end(), next: at + length };
        at = line.next;
        Some(line)
    })
}

/// Looks at how `text` begins.
pub(super) fn split(text: &str) -> Beginning {
    let start = if text.starts_with(MARK) { MARK.len() } else { 0 };
    let Some(opening) = lines(text, start).find(|line| !line.text.is_empty()) else {
        return Beginning::Text(start);
    };
    let notation = match opening.text {
        "---" => Notation::Yaml,
        "+++" => Notation::Toml,
        _ => return Beginning::Text(start),
    };
    // Below an empty line, only what has a key and an end is no rule.
    let first = opening.start == start;
    let content = opening.next;
    match lines(text, content).find(|line| notation.closes(line.text)) {
        Some(closing)
            if (first || !text[content..closing.start].trim().is_empty())
                && is_front(notation, &text[content..closing.start], &text[closing.next..]) =>
        {
            Beginning::Front { notation, content: content..closing.start, body: closing.next }
        }
        None if first && lines(text, content).next().is_some_and(|line| notation.is_key(line.text)) => {
            let body =
                lines(text, content).find(|line| line.text.is_empty()).map_or(text.len(), |line| line.start);
            Beginning::Unterminated { notation, opening: start..start + opening.text.len(), body }
        }
        _ => Beginning::Text(start),
    }
}

/// Whether what stands between two fences is front matter: a line of it looks like a key, or
/// there is nothing in it. Two fences that are the whole file are CommonMark's two rules.
fn is_front(notation: Notation, content: &str, after: &str) -> bool {
    match content.trim().is_empty() {
        true => !after.trim().is_empty(),
        false => lines(content, 0).any(|line| notation.is_key(line.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        match split(text) {
            Beginning::Front { content, body, .. } => Some((&text[content], &text[body..])),
            _ => None,
        }
    }

    #[test]
    fn front_matter_is_found_however_lines_end() {
        assert_eq!(parts("---\ntitle: x\n---\nText\n"), Some(("title: x\n", "Text\n")));
        assert_eq!(parts("\u{feff}---\r\ntitle: x\r\n---\r\nText"), Some(("title: x\r\n", "Text")));
        assert_eq!(parts("---\ntitle: x\n...\n---\n"), Some(("title: x\n", "---\n")));
        assert_eq!(parts("+++\ntitle = 'x'\n+++"), Some(("title = 'x'\n", "")));
        assert_eq!(parts("--- \n# note\n\n\"title\": x\n---  \n"), Some(("# note\n\n\"title\": x\n", "")));
        assert_eq!(parts("---\n---\nText"), Some(("", "Text")));
        assert_eq!(parts("\u{feff}\r\n \n---\ntitle: x\n---\nText"), Some(("title: x\n", "Text")));
    }

    #[test]
    fn text_may_begin_with_a_rule() {
        for text in [
            "",
            "Text",
            "---",
            "---\n",
            "---\n---\n",
            "---\nfoo\n---\nbar",
            "---\n\nSee the rule above: it is one.\n\n---\n",
            "---\n# Title\n---\n",
            "---\n- a\n***\n- b",
            "+++",
            "\n---\n---\nText",
            "\n---\ntitle: x\n",
            "----\ntitle: x\n---\n",
            " ---\ntitle: x\n---\n",
        ] {
            assert_eq!(split(text), Beginning::Text(0), "{text}");
        }
        assert_eq!(split("\u{feff}# Title"), Beginning::Text(3));
    }

    #[test]
    fn front_matter_that_is_never_closed() {
        let unterminated = |notation, opening, body| Beginning::Unterminated { notation, opening, body };
        assert_eq!(split("---\ntitle: x\n\nText"), unterminated(Notation::Yaml, 0..3, 13));
        assert_eq!(split("\u{feff}+++\ntitle = 'x'\n"), unterminated(Notation::Toml, 3..6, 19));
    }
}
