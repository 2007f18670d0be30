//! Alerts as other tools call them, and as they write containers.

mod indented;

use super::code::{Fence, change_lines};
use super::report::Note;

pub(super) use indented::convert as indented;

/// What our alerts are called by others.
const NAMES: &[(&str, &str)] = &[
    ("note", "note"),
    ("abstract", "note"),
    ("summary", "note"),
    ("info", "note"),
    ("secondary", "note"),
    ("todo", "note"),
    ("question", "note"),
    ("example", "note"),
    ("quote", "note"),
    ("tip", "tip"),
    ("hint", "tip"),
    ("success", "tip"),
    ("important", "important"),
    ("warning", "warning"),
    ("attention", "warning"),
    ("caution", "caution"),
    ("danger", "caution"),
    ("error", "caution"),
    ("failure", "caution"),
    ("bug", "caution"),
];

/// Our name for theirs.
pub(super) fn ours(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    NAMES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

/// `:::info[Title]` and the like, whose names differ from ours (Docusaurus).
pub(super) fn renamed(body: &str, notes: &mut Vec<Note>) -> String {
    change_lines(body, |line| Some(renamed_line(line, notes).unwrap_or_else(|| line.to_owned())))
}

fn renamed_line(line: &str, notes: &mut Vec<Note>) -> Option<String> {
    let colons = colons(line);
    let start = line.len() - line.trim_start_matches(' ').len();
    let (fence, rest) = line.split_at_checked(start + colons).filter(|_| colons > 0)?;
    let rest = rest.trim_start();
    let (theirs, title) = rest.split_at(rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len()));
    let ours = ours(theirs).filter(|ours| *ours != theirs)?;
    notes.push(Note::changed(format!("`:::{theirs}` is `:::{ours}`")));
    Some(format!("{fence}{ours}{title}"))
}

/// A container with enough colons for those inside.
fn container(name: &str, title: Option<&str>, inner: Vec<String>) -> Vec<String> {
    let deepest = inner.iter().map(|line| colons(line)).max().unwrap_or_default();
    let fence = ":".repeat((deepest + 1).max(3));
    let title = title.map(|title| format!(" {title}")).unwrap_or_default();
    let mut made = vec![format!("{fence}{name}{title}")];
    // Code that never ends would swallow the end of the container, and so would HTML.
    let mut code = Fence::default();
    for line in &inner {
        code.holds(line);
    }
    let html = inner.last().is_some_and(|line| line.trim_start().starts_with('<'));
    made.extend(inner);
    made.extend(code.closing());
    if html {
        made.push(String::new());
    }
    made.push(fence);
    made
}

fn colons(line: &str) -> usize {
    let line = line.trim_start();
    match line.len() - line.trim_start_matches(':').len() {
        few if few < 3 => 0,
        many => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_containers_become_ours() {
        let text = "::::info[Read *this*]\n\n:::tip\nA\n:::\n\n::::\n\n    :::danger\n";
        let expected = "::::note[Read *this*]\n\n:::tip\nA\n:::\n\n::::\n\n    :::caution\n";
        assert_eq!(renamed(text, &mut Vec::new()), expected);
    }
}
