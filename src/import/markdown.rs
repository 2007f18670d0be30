//! Markdown of other tools: front matter mapped, their extensions written as ours.

use super::includes::Includes;
use super::kind::Kind;
use super::report::Note;
use super::{Made, admonitions, fences, front, pymdown, shortcodes};
use crate::path::SitePath;

/// What a file says.
pub(super) fn read(path: &SitePath, text: &str, kind: Kind, includes: &mut Includes<'_>) -> Made {
    let (theirs, body) = front::split(text);
    let (fields, mut notes) = front::map(&theirs.unwrap_or_default(), kind);
    let mut body = body.to_owned();
    match kind {
        Kind::Hugo => {
            body = includes.shortcodes(path, &body, &mut notes);
            body = shortcodes::convert(&body, &mut notes);
        }
        Kind::Zola => body = shortcodes::convert_zola(&body, &mut notes),
        Kind::MdBook => body = includes.mdbook(path, &body, &mut notes),
        Kind::MkDocs => {
            body = includes.snippets(path, &body, &mut notes);
            body = pymdown::convert(&body, &mut notes);
        }
        Kind::Docusaurus | Kind::Files => {}
    }
    if kind == Kind::Docusaurus || path.extension() == "mdx" {
        body = includes.partials(path, &body, &mut notes);
        body = without_modules(&body, &mut notes);
        body = tabs(&body, &mut notes);
    }
    body = admonitions::indented(&body, &mut notes);
    body = admonitions::renamed(&body, &mut notes);
    body = fences::convert(&body, kind, &mut notes);
    Made { fields, body, lang: None, notes }
}

/// Whether the text has a title of its own.
pub(super) fn has_title(body: &str) -> bool {
    outside_code(body).any(|line| line.starts_with("# "))
}

/// The lines of a text that are no code in fences.
pub(super) fn outside_code(body: &str) -> impl Iterator<Item = &str> {
    let mut fence = Fence::default();
    body.lines().filter(move |line| !fence.holds(line))
}

/// Tells code in fences from the rest, line by line.
#[derive(Default)]
pub(super) struct Fence {
    open: Option<Opening>,
}

/// How a block of code began.
struct Opening {
    sign: char,
    length: usize,
    indent: usize,
}

impl Fence {
    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What would close the open block.
    pub fn closing(&self) -> Option<String> {
        let open = self.open.as_ref()?;
        Some(format!("{}{}", " ".repeat(open.indent), open.sign.to_string().repeat(open.length)))
    }

    /// Whether the line is code, or begins or ends it.
    pub fn holds(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let Some(sign) = text.chars().next().filter(|sign| "`~".contains(*sign)) else {
            return self.open.is_some();
        };
        let length = text.chars().take_while(|letter| *letter == sign).count();
        let bare = text[length..].trim().is_empty();
        match &self.open {
            // A fence that is indented further is code itself.
            Some(open) if open.sign == sign && length >= open.length && bare && indent < open.indent + 4 => {
                self.open = None;
                true
            }
            Some(_) => true,
            None if length >= 3 && !(sign == '`' && text[length..].contains('`')) => {
                self.open = Some(Opening { sign, length, indent });
                true
            }
            None => false,
        }
    }
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
    let text: String =
        pymdown::spans(line).into_iter().filter(|(code, _)| !code).map(|(_, text)| text).collect();
    let Some(at) = text.find('<') else { return };
    let name: String = text[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        notes.push(Note::left(format!("`<{name}>` is a component of React")));
    }
}
