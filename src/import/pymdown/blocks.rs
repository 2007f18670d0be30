//! Blocks between slashes, `/// note | Title` to `///`: the same as `!!! note`, without the indent.

use std::collections::VecDeque;

use crate::import::admonitions::ours;
use crate::import::code::Fence;
use crate::import::report::Note;

/// The text with its blocks as containers.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let rest = body.lines().collect();
    let mut blocks = Blocks { rest, made: Vec::new(), open: Vec::new(), in_group: false, notes };
    let mut fence = Fence::default();
    while let Some(line) = blocks.rest.pop_front() {
        let slashes = if fence.holds(line) { None } else { slashes(line) };
        let indent = &line[..line.len() - line.trim_start().len()];
        match slashes {
            Some("") if !blocks.open.is_empty() => blocks.end(indent),
            Some(head) if !head.is_empty() => blocks.begin(indent, head),
            _ => blocks.made.push(line.to_owned()),
        }
    }
    blocks.made.iter().map(|line| format!("{line}\n")).collect()
}

/// Blocks between slashes, while they are read.
struct Blocks<'a> {
    /// The lines that are still to be read.
    rest: VecDeque<&'a str>,
    made: Vec<String>,
    /// What the blocks are called here that are open; nothing for those that only their text is left of.
    open: Vec<Option<&'static str>>,
    /// Whether the block before was a tab, and the one that follows belongs to the same group.
    in_group: bool,
    notes: &'a mut Vec<Note>,
}

impl<'a> Blocks<'a> {
    fn begin(&mut self, indent: &str, head: &str) {
        let (name, title) = head.split_once('|').unwrap_or((head, ""));
        let (name, title) = (name.trim(), title.trim());
        let kind = self.take_type().filter(|_| name == "admonition");
        let ours = match kind.unwrap_or(name).to_lowercase().as_str() {
            "details" => Some("details"),
            "tab" => Some("tab"),
            kind => ours(kind),
        };
        self.open.push(ours);
        let Some(ours) = ours else {
            return self.notes.push(Note::dropped(format!("`/// {name}` around its text")));
        };
        self.notes.push(Note::changed(format!("`/// {name}` is `:::{ours}`")));
        if ours == "tab" && !std::mem::take(&mut self.in_group) {
            self.made.push(format!("{indent}:::tabs"));
        }
        self.made.push(format!("{indent}:::{ours} {title}").trim_end().to_owned());
    }

    /// Passes over the options below the head of a block; what they say of its type.
    fn take_type(&mut self) -> Option<&'a str> {
        let mut kind = None;
        while let Some((key, value)) = self.rest.front().and_then(|line| option(line)) {
            if key == "type" {
                kind = Some(value);
            }
            self.rest.pop_front();
        }
        kind
    }

    fn end(&mut self, indent: &str) {
        let Some(Some(name)) = self.open.pop() else { return };
        self.made.push(format!("{indent}:::"));
        if name != "tab" {
            return;
        }
        let next = self.rest.iter().position(|line| !line.trim().is_empty());
        match next.filter(|next| slashes_of(self.rest[*next]) == Some("tab")) {
            Some(next) => {
                self.rest.drain(..next);
                self.in_group = true;
            }
            None => self.made.push(format!("{indent}:::")),
        }
    }
}

/// What follows three or more slashes: a name and a title, or nothing.
fn slashes(line: &str) -> Option<&str> {
    let text = line.trim();
    let rest = text.trim_start_matches('/');
    let enough = text.len() - rest.len() >= 3;
    let name = rest.trim_start();
    (enough && (name.is_empty() || name.starts_with(char::is_alphabetic) && name.len() < rest.len() + 1))
        .then_some(name)
}

fn slashes_of(line: &str) -> Option<&str> {
    slashes(line).map(|head| head.split('|').next().unwrap_or_default().trim())
}

/// `    type: warning` below the head of a block.
fn option(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix("    ")?.split_once(':')?;
    ["type", "open", "new", "select", "attrs"].contains(&key).then(|| (key, value.trim()))
}
