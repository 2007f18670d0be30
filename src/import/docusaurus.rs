//! What Docusaurus adds to Markdown: modules, tabs, components of React.

use super::code::{Fence, outside_code, spans};
use super::report::Note;

/// The text with its tabs as ours, without modules, and a word on what is left.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    tabs(&without_modules(body, notes), notes)
}

/// Without the lines that import components, and with a word on those that are used.
fn without_modules(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut kept, mut fence) = (String::new(), Fence::default());
    for line in body.lines() {
        let code = fence.holds(line);
        let module = line.starts_with("import ") && line.contains(['\'', '"']) || line.starts_with("export ");
        if !code && module {
            notes.push(Note::dropped(format!("`{}`", line.trim())));
            continue;
        }
        if !code && ["<!-- truncate -->", "{/* truncate */}"].contains(&line.trim()) {
            continue;
        }
        kept += line;
        kept.push('\n');
    }
    kept
}

/// `<Tabs>` of Docusaurus, where its tags stand on lines of their own.
fn tabs(body: &str, notes: &mut Vec<Note>) -> String {
    let mut depth: isize = 0;
    let mut even = true;
    for line in outside_code(body).map(str::trim) {
        depth += isize::from(opens(line, "<Tabs")) - isize::from(line == "</Tabs>");
        even &= depth >= 0 && (!line.contains("<Tab") || opens(line, "<Tab"));
    }
    let convert = even && depth == 0;
    let (mut made, mut fence) = (String::new(), Fence::default());
    for line in body.lines() {
        let code = fence.holds(line);
        let text = line.trim();
        let new = match text {
            _ if code || !convert => None,
            "</Tabs>" => Some("::::".to_owned()),
            "</TabItem>" => Some(":::".to_owned()),
            _ if opens(text, "<Tabs") => Some("::::tabs".to_owned()),
            _ if opens(text, "<TabItem") => Some(format!(":::tab {}", label(text))),
            _ => None,
        };
        if !code && new.is_none() {
            note_component(text, notes);
        }
        made += new.as_deref().unwrap_or(line);
        made.push('\n');
    }
    if convert && made.contains("::::tabs") {
        notes.push(Note::changed("`<Tabs>` are `:::tabs`"));
    }
    made
}

/// Whether the line is an opening tag and nothing else.
fn opens(line: &str, tag: &str) -> bool {
    line.starts_with(tag) && line.ends_with('>') && !line.ends_with("/>") && line.matches('<').count() == 1
}

fn label(tag: &str) -> String {
    let value = |name: &str| {
        let rest = tag.split_once(&format!("{name}="))?.1.trim_start_matches('{');
        let quote = rest.chars().next().filter(|letter| "'\"`".contains(*letter))?;
        Some(rest[1..].split_once(quote)?.0.to_owned())
    };
    value("label").or_else(|| value("value")).unwrap_or_default()
}

fn note_component(line: &str, notes: &mut Vec<Note>) {
    let text: String = spans(line).into_iter().filter(|(code, _)| !code).map(|(_, text)| text).collect();
    let Some(at) = text.find('<') else { return };
    let name: String = text[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        notes.push(Note::left(format!("`<{name}>` is a component of React")));
    }
}
