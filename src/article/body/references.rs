//! Links whose address should be written elsewhere in the file and is not. Markdown takes them for
//! plain text, so that readers are shown the brackets.

use std::ops::Range;

use super::Reader;
use crate::diag::Code;

/// Longest label of a link, in bytes (CommonMark has 999 characters).
const LONGEST: usize = 999;

impl Reader<'_, '_, '_> {
    /// Reports `[text][label]` and `[text][]` that came as text.
    pub(super) fn look_for_reference(&mut self, text: &str, range: &Range<usize>) {
        let start = range.start + usize::from(text.starts_with('!'));
        let source = self.document.text;
        if !text.trim_start_matches('!').starts_with('[') || !may_begin(&source[..start]) {
            return;
        }
        let Some((length, label)) = source.get(start..).and_then(reference) else { return };
        let message = format!("the address of the link `{label}` is never written");
        let help = format!("add a line `[{label}]: …` with the address, or write `\\[` if no link is meant");
        let note = self.report(Code::MissingReference, start..start + length, message);
        note.label = Some("no line begins with its name in brackets and a colon".into());
        note.help = Some(help);
    }
}

/// Whether a link can begin behind this text: a list of a program, `a[0][1]`, doesn't.
fn may_begin(before: &str) -> bool {
    !before.ends_with(|sign: char| sign.is_alphanumeric() || "\\_])".contains(sign))
}

/// The length and the label of a reference at the beginning of a text.
fn reference(source: &str) -> Option<(usize, &str)> {
    let text = bracketed(source)?;
    let behind = &source[text.len() + 2..];
    let label = bracketed(behind)?;
    let length = text.len() + label.len() + 4;
    let shown = if label.is_empty() { text } else { label };
    // Citations stand side by side: [1][2]. The second may also begin a link of its own.
    let citation = text.chars().all(|sign| sign.is_ascii_digit());
    let is_link = !text.trim().is_empty() && !shown.trim().is_empty() && !shown.starts_with('^');
    (is_link && !citation && !source[length..].starts_with('(')).then_some((length, shown))
}

/// What stands in brackets at the beginning of a text, on one line.
fn bracketed(source: &str) -> Option<&str> {
    let rest = source.strip_prefix('[')?;
    let end = rest.find(['[', ']', '\n'])?;
    (end <= LONGEST && rest[end..].starts_with(']')).then_some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_meant_as_a_link_is_one() {
        assert_eq!(reference("[the form][form] x"), Some((16, "form")));
        assert_eq!(reference("[form][]"), Some((8, "form")));
        for text in
            ["[x] [y]", "[1][2]", "[ ][x]", "[a][^b]", "[a][b](c)", "[a\n][b]", "[a", "[a][b", "[a][ ]"]
        {
            assert_eq!(reference(text), None, "{text}");
        }
        assert!(may_begin("see ") && may_begin("!") && !may_begin("a") && !may_begin("\\"));
    }
}
