//! What templates, programs and people fill in.
//!
//! `{name}` and `%s` are for programs, and the same in all languages. `[your name]` is for people:
//! it is translated, so that only the number of such gaps can be compared.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Found, Pair, Text};
use crate::article::OPAQUE;
use crate::diag::{Diagnostic, counted};

/// A gap is named in a few words.
const LONGEST_GAP: usize = 60;

impl Pair<'_> {
    /// `{name}`, `{{ name }}`, `%s`, `${name}`.
    pub(super) fn placeholders(&self) -> Vec<Diagnostic> {
        let of = |text: &Text<'_>| -> BTreeMap<String, Range<usize>> {
            let mut all = BTreeMap::new();
            for block in &text.survey.blocks {
                for found in placeholders(&block.text) {
                    all.entry(found.what).or_insert_with(|| block.source(found.at));
                }
            }
            all
        };
        let (ours, theirs) = (of(self.here), of(self.there));
        let lost = theirs.iter().filter(|(name, _)| !ours.contains_key(*name)).map(|(name, at)| {
            self.note(format!("the placeholder `{name}` of the original is not here"), None, Some(at.clone()))
        });
        let extra = ours.iter().filter(|(name, _)| !theirs.contains_key(*name)).map(|(name, at)| {
            self.note(format!("the original has no placeholder `{name}`"), Some(at.clone()), None)
        });
        lost.chain(extra).collect()
    }

    /// `[your name]`, `[NAME]`: as many here as there.
    pub(super) fn gaps(&self) -> Option<Diagnostic> {
        let (ours, theirs) = (all_gaps(self.here), all_gaps(self.there));
        // What only the translation has may be a remark of its translator.
        if ours.len() == theirs.len() || theirs.is_empty() || ours.is_empty() && !self.is_stamped() {
            return None;
        }
        let shown = |text: &Text<'_>, all: &[Range<usize>]| -> Vec<String> {
            all.iter().map(|at| text.source[at.clone()].to_owned()).collect()
        };
        let message = format!(
            "the original has {} in square brackets, and here {}",
            counted(theirs.len(), "placeholder", "placeholders"),
            if ours.len() == 1 { "is 1".to_owned() } else { format!("are {}", ours.len()) }
        );
        let at = |all: &[Range<usize>]| all.first().cloned();
        let list = |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join(" ") };
        let help =
            format!("there: {}; here: {}", list(shown(self.there, &theirs)), list(shown(self.here, &ours)));
        Some(self.note(message, at(&ours), at(&theirs)).help(help))
    }
}

/// The gaps of a text, in order: in templates whatever stands in brackets, elsewhere only what is
/// in capitals, since writers put remarks of their own into brackets. Scripts without capitals
/// are taken at their word where the original has such a gap.
fn all_gaps(text: &Text<'_>) -> Vec<Range<usize>> {
    let templates = templates(text.source);
    let blocks = text.survey.blocks.iter();
    let all = blocks.flat_map(|block| {
        let found = gaps(&block.text).into_iter();
        found.map(|at| (block.quoted || !is_in_capitals(&block.text[at.clone()]), block.source(at)))
    });
    let inside = |at: &Range<usize>| templates.iter().any(|template| template.contains(&at.start));
    let escaped = |at: &Range<usize>| text.source[..at.start].ends_with('\\');
    all.filter(|(remark, at)| !escaped(at) && (!remark || inside(at))).map(|(_, at)| at).collect()
}

/// Whether a name is written in capitals, or in a script that has none.
fn is_in_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// Where texts to copy stand in a file.
fn templates(source: &str) -> Vec<Range<usize>> {
    let colons = |line: &str| line.len() - line.trim_start_matches(':').len();
    let (mut found, mut open, mut at) = (Vec::new(), None, 0);
    for line in source.split_inclusive('\n') {
        let (count, name) = (colons(line.trim_start()), line.trim_start().trim_start_matches(':').trim());
        match open {
            None if count >= 3 && name.starts_with("template") => open = Some((at, count)),
            Some((start, opened)) if count >= opened && name.is_empty() => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

/// Words in square brackets; no ticks of tasks, no numbers of footnotes, no links whose target is
/// missing.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('[') {
        let inside = &text[open + 1..];
        let Some(length) =
            inside.find([']', '[', OPAQUE]).filter(|&length| inside[length..].starts_with(']'))
        else {
            continue;
        };
        let (name, after) = (inside[..length].trim(), &inside[length + 1..]);
        let before = text[..open].chars().next_back();
        let named = name.chars().count() > 1 && name.chars().any(char::is_alphabetic);
        let linked = after.starts_with(['(', '[', ':']) || matches!(before, Some(']' | '!'));
        if named && !linked && !name.starts_with(['^', '@', '!']) && name.chars().count() <= LONGEST_GAP {
            found.push(open..open + length + 2);
        }
    }
    found
}

/// What templates and programs fill in.
fn placeholders(text: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['{', '%']) {
        let start = at + offset;
        let rest = &text[start..];
        let length = if rest.starts_with('{') { braced(rest) } else { percent(text, start) };
        if let Some(length) = length {
            let what = rest[..length].replace(char::is_whitespace, "");
            found.push(Found { what, at: start..start + length });
        }
        at = start + length.unwrap_or(1);
    }
    found
}

/// The length of `{name}` or `{{ name }}` at the beginning.
fn braced(rest: &str) -> Option<usize> {
    let braces = rest.len() - rest.trim_start_matches('{').len();
    let inside = &rest[braces..];
    let end = inside.find('}')?;
    let name = inside[..end].trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let closed = inside[end..].starts_with(&"}}}"[..braces.min(3)]);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(plain);
    (named && closed && braces <= 3).then_some(braces + end + braces)
}

/// The length of `%s` or `%(name)s`; a share such as `20 %` is none.
fn percent(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start + 1..];
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let conversion = match rest.strip_prefix('(') {
        Some(named) => &named[named.find(')')? + 1..],
        None => rest,
    };
    let after = conversion.strip_prefix(['s', 'd'])?;
    (!after.starts_with(char::is_alphanumeric)).then_some(text.len() - start - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_text() {
        let found = |text: &str| placeholders(text).into_iter().map(|found| found.what).collect::<Vec<_>>();
        assert_eq!(found("Dear {name}, {{ first }} and %s, %(x)s."), ["{name}", "{{first}}", "%s", "%(x)s"]);
        assert_eq!(found("20 % sure, {not this}, {, 5%d, 100%"), Vec::<String>::new());
    }

    #[test]
    fn a_percent_sign_before_any_letter_is_no_mistake() {
        for text in ["\u{201e}um 5 %\u{201c}", "(%٢٥)", "%", "%(x)", "%(x)č", "%("] {
            assert!(placeholders(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn templates_are_found_in_the_file() {
        let source = "[a]\n:::template A mail\nDear [b]\n:::\n[c]\n::::template\n:::note\n:::\n[d]\n::::\n";
        let found: Vec<&str> = templates(source).into_iter().map(|at| &source[at]).collect();
        assert_eq!(found, [":::template A mail\nDear [b]\n", "::::template\n:::note\n:::\n[d]\n"]);
    }

    #[test]
    fn gaps_are_told_from_other_brackets() {
        let found = |text: &str| gaps(text).into_iter().map(|at| text[at].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("Dear [NAME], on [the day] [اسم]"), ["[NAME]", "[the day]", "[اسم]"]);
        assert_eq!(
            found("[ ] [x] [1] […] [^note] [text](nowhere) [text][ref] ![alt] a[i]"),
            Vec::<String>::new()
        );
    }
}
