//! Alerts, details and tabs as other tools write them, written as containers.

use super::code::Fence;
use super::report::Note;

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

/// `!!! note "Title"`, `??? note` and `=== "Tab"`, whose text is indented (MkDocs).
pub(super) fn indented(body: &str, notes: &mut Vec<Note>) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let mut made = convert(&lines, notes).join("\n");
    made.push('\n');
    made
}

/// A block that begins with a line of its own and goes on as long as lines are indented.
enum Head<'a> {
    /// The kind and perhaps classes for a style sheet, as they are written.
    Alert {
        words: &'a str,
        title: Option<String>,
    },
    Details {
        words: &'a str,
        title: Option<String>,
    },
    Tab {
        title: String,
    },
}

fn convert(lines: &[&str], notes: &mut Vec<Note>) -> Vec<String> {
    let (mut made, mut fence, mut at) = (Vec::new(), Fence::default(), 0);
    while at < lines.len() {
        let line = lines[at];
        if fence.holds(line) {
            made.push(line.to_owned());
            at += 1;
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let Some(first) = head(line.trim()) else {
            made.push(line.to_owned());
            at += 1;
            continue;
        };
        let (block, end) = block(lines, at + 1, indent + 4);
        at = end;
        let converted = match first {
            Head::Tab { title } => {
                let mut tabs = vec![(title, convert(&block, notes))];
                while let Some((title, start)) = next_tab(lines, at, indent) {
                    let (block, end) = self::block(lines, start, indent + 4);
                    tabs.push((title, convert(&block, notes)));
                    at = end;
                }
                notes.push(Note::changed("`===` is `:::tab`"));
                tab_group(tabs)
            }
            Head::Details { words, title } => {
                notes.push(Note::changed(format!("`??? {words}` is `:::details`")));
                container("details", title.as_deref(), convert(&block, notes))
            }
            Head::Alert { words, title } => {
                let ours = ours(kind(words)).unwrap_or("note");
                notes.push(Note::changed(format!("`!!! {words}` is `:::{ours}`")));
                container(ours, title.as_deref(), convert(&block, notes))
            }
        };
        made.extend(converted.into_iter().map(|line| indented_by(indent, line)));
    }
    made
}

fn indented_by(indent: usize, line: String) -> String {
    if line.is_empty() { line } else { format!("{}{line}", " ".repeat(indent)) }
}

fn head(line: &str) -> Option<Head<'_>> {
    if let Some(rest) = line.strip_prefix("=== ") {
        let title = rest.trim_start_matches(['!', '+']).trim().strip_prefix('"')?.strip_suffix('"')?;
        return Some(Head::Tab { title: title.to_owned() });
    }
    let (folded, rest) = match line.strip_prefix("!!!") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("???")?.trim_start_matches('+')),
    };
    let rest = rest.strip_prefix(' ')?.trim();
    let (words, title) = match rest.split_once('"') {
        Some((words, title)) => (words.trim(), Some(title.strip_suffix('"')?.replace("\\\"", "\""))),
        None => (rest, None),
    };
    // Other signs make it a sentence.
    if words.is_empty() || !words.chars().all(|letter| letter.is_alphanumeric() || "-_ ".contains(letter)) {
        return None;
    }
    let title = title.filter(|title| !title.is_empty());
    Some(match folded {
        true => Head::Details { words, title: title.or_else(|| Some(capitalised(kind(words)))) },
        false => Head::Alert { words, title },
    })
}

fn kind(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The lines that are indented by at least `indent`, without it, and where they end.
fn block<'a>(lines: &[&'a str], start: usize, indent: usize) -> (Vec<&'a str>, usize) {
    let belongs =
        |line: &str| line.trim().is_empty() || line.len() - line.trim_start_matches(' ').len() >= indent;
    let mut end = start;
    while lines.get(end).is_some_and(|line| belongs(line)) {
        end += 1;
    }
    while end > start && lines[end - 1].trim().is_empty() {
        end -= 1;
    }
    (lines[start..end].iter().map(|line| line.get(indent..).unwrap_or_default()).collect(), end)
}

/// The next tab of a group: its title, and where its text begins.
fn next_tab(lines: &[&str], from: usize, indent: usize) -> Option<(String, usize)> {
    let at = (from..lines.len()).find(|at| !lines[*at].trim().is_empty())?;
    let same = lines[at].len() - lines[at].trim_start_matches(' ').len() == indent;
    match head(lines[at].trim()) {
        Some(Head::Tab { title }) if same => Some((title, at + 1)),
        _ => None,
    }
}

fn tab_group(tabs: Vec<(String, Vec<String>)>) -> Vec<String> {
    let inner = tabs.into_iter().flat_map(|(title, body)| container("tab", Some(&title), body)).collect();
    container("tabs", None, inner)
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

/// `:::info[Title]` and the like, whose names differ from ours (Docusaurus).
pub(super) fn renamed(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut made, mut fence) = (String::new(), Fence::default());
    for line in body.lines() {
        let renamed = if fence.holds(line) { None } else { renamed_line(line) };
        if let Some((theirs, ours, new)) = &renamed
            && theirs != ours
        {
            notes.push(Note::changed(format!("`:::{theirs}` is `:::{ours}`")));
            made += new;
        } else {
            made += line;
        }
        made.push('\n');
    }
    made
}

fn renamed_line(line: &str) -> Option<(String, &'static str, String)> {
    let start = line.len() - line.trim_start_matches(' ').len();
    let fence = colons(line);
    let rest = line.get(start + fence..).filter(|_| fence > 0)?.trim_start();
    let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let ours = ours(&name)?;
    let after = &rest[name.len()..];
    Some((name, ours, format!("{}{ours}{after}", &line[..start + fence])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_lost_where_other_spaces_indent_it() {
        let text = "!!! note\n    One\n\n\u{3000}\u{3000}Two\n";
        let made = indented(text, &mut Vec::new());
        assert!(made.contains("One") && made.contains("Two"), "{made}");
    }

    #[test]
    fn alerts_in_alerts_and_tabs_become_containers() {
        let text = "!!! danger \"Take care\"\n    Hot.\n\n    ??? info\n        ```\n        !!! note\n        ```\n\nAfter.\n\n=== \"A\"\n    One\n=== \"B\"\n    Two\n\n- item\n\n    !!! tip\n        In a list.\n";
        insta::assert_snapshot!(indented(text, &mut Vec::new()), @r"
        ::::caution Take care
        Hot.

        :::details Info
        ```
        !!! note
        ```
        :::
        ::::

        After.

        ::::tabs
        :::tab A
        One
        :::
        :::tab B
        Two
        :::
        ::::

        - item

            :::tip
            In a list.
            :::
        ");
    }

    #[test]
    fn names_of_containers_become_ours() {
        let text = "::::info[Read *this*]\n\n:::tip\nA\n:::\n\n::::\n\n    :::danger\n";
        let expected = "::::note[Read *this*]\n\n:::tip\nA\n:::\n\n::::\n\n    :::caution\n";
        assert_eq!(renamed(text, &mut Vec::new()), expected);
    }
}
