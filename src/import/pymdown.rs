//! What MkDocs sites write with Python-Markdown's extensions: blocks between slashes, and within
//! lines attributes, keys, icons, marks. What Markdown or HTML can say is said so; what only a
//! plugin knows is dropped or left, and named.

use std::collections::VecDeque;

use super::admonitions::ours;
use super::code::{Fence, change_lines, spans};
use super::report::Note;

/// The text with its extensions as ours.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let body = without_plugins(&without_tabs(body), notes);
    let body = blocks(&body, notes);
    change_lines(&body, |line| inline(line, notes))
}

/// With spaces in place of tabs at the beginning of lines, up to every fourth column, as Python-Markdown
/// reads them.
fn without_tabs(body: &str) -> String {
    let mut made = String::new();
    for line in body.lines() {
        let text = line.trim_start_matches([' ', '\t']);
        let mut column = 0;
        for sign in line[..line.len() - text.len()].chars() {
            column += if sign == '\t' { 4 - column % 4 } else { 1 };
        }
        made += &" ".repeat(column);
        made += text;
        made.push('\n');
    }
    made
}

/// `::: module.name` and its options ask a plugin for documentation that it takes from code.
fn without_plugins(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut made, mut fence) = (String::new(), Fence::default());
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let code = fence.holds(line);
        let name = line.strip_prefix(":::").map(str::trim).filter(|name| !code && !name.is_empty());
        let Some(name) = name.filter(|name| !name.contains(' ')) else {
            made += line;
            made.push('\n');
            continue;
        };
        notes.push(Note::left(format!("`::: {name}` is taken from code by a plugin")));
        made += &format!("`{name}`\n");
        let is_option = |line: &&str| line.starts_with("    ") && !line.trim().is_empty();
        let options: Vec<&str> = std::iter::from_fn(|| lines.next_if(is_option)).map(str::trim).collect();
        if !options.is_empty() {
            notes.push(Note::dropped(format!("the options of `::: {name}`: `{}`", options.join(" "))));
        }
    }
    made
}

/// `/// note | Title` to `///`: the same as `!!! note`, without the indent.
fn blocks(body: &str, notes: &mut Vec<Note>) -> String {
    let mut blocks = Blocks { rest: body.lines().collect(), made: Vec::new(), open: Vec::new(), notes };
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
    notes: &'a mut Vec<Note>,
}

impl Blocks<'_> {
    fn begin(&mut self, indent: &str, head: &str) {
        let (name, title) = head.split_once('|').unwrap_or((head, ""));
        let (name, title) = (name.trim(), title.trim());
        let mut kind = name.to_lowercase();
        while let Some((key, value)) = self.rest.front().and_then(|line| option(line)) {
            if key == "type" && name == "admonition" {
                kind = value.to_lowercase();
            }
            self.rest.pop_front();
        }
        let ours = match kind.as_str() {
            "details" => Some("details"),
            "tab" => Some("tab"),
            kind => ours(kind),
        };
        self.open.push(ours);
        let Some(ours) = ours else {
            return self.notes.push(Note::dropped(format!("`/// {name}` around its text")));
        };
        self.notes.push(Note::changed(format!("`/// {name}` is `:::{ours}`")));
        if ours == "tab" && !self.is_in_tabs() {
            self.made.push(format!("{indent}:::tabs"));
        }
        self.made.push(format!("{indent}:::{ours} {title}").trim_end().to_owned());
    }

    fn end(&mut self, indent: &str) {
        let Some(Some(name)) = self.open.pop() else { return };
        self.made.push(format!("{indent}:::"));
        if name != "tab" {
            return;
        }
        let next = self.rest.iter().position(|line| !line.trim().is_empty());
        match next.filter(|next| slashes_of(self.rest[*next]) == Some("tab")) {
            // The group goes on with the next tab.
            Some(next) => drop(self.rest.drain(..next)),
            None => self.made.push(format!("{indent}:::")),
        }
    }

    /// Whether a group of tabs is open, and the next tab goes on with it.
    fn is_in_tabs(&self) -> bool {
        let last = self.made.iter().rev().find(|line| !line.is_empty());
        let goes_on = self.open.len() > 1 || last.is_some_and(|line| line.trim() == ":::");
        let mut open: Vec<&str> = Vec::new();
        for line in self.made.iter().map(|line| line.trim()) {
            match line.strip_prefix(":::") {
                Some("") => drop(open.pop()),
                Some(name) => open.push(name),
                None => {}
            }
        }
        goes_on && open.last() == Some(&"tabs")
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

/// The line as Markdown has it; none for a line that only said something to an extension.
fn inline(line: &str, notes: &mut Vec<Note>) -> Option<String> {
    let text = line.trim();
    if text.starts_with("*[") && text.contains("]: ") {
        notes.push(Note::dropped(format!("the abbreviation `{text}`")));
        return None;
    }
    if attributes(text).is_some_and(|length| length == text.len()) {
        notes.push(Note::dropped(format!("`{text}`")));
        return None;
    }
    let line = markdown_inside(line);
    let heading = text.starts_with('#');
    let mut made = String::new();
    for (is_code, part) in spans(&line) {
        made += &if is_code { part.to_owned() } else { rewritten(part, &made, heading, notes) };
    }
    Some(if heading { made.replace("{: ", "{") } else { made })
}

/// `<div markdown>` says that Markdown is inside; we want a value.
fn markdown_inside(line: &str) -> String {
    if !line.trim_start().starts_with('<') {
        return line.to_owned();
    }
    let one = " markdown=\"1\"";
    let line = line.replace(" markdown=\"block\"", one).replace(" markdown=\"span\"", one);
    line.replace(" markdown>", &format!("{one}>")).replace(" markdown ", &format!("{one} "))
}

/// Libraries whose icons are written `:material-account:`.
const ICONS: [&str; 4] = [":material-", ":fontawesome-", ":octicons-", ":simple-"];

/// A part of a line that is no code; `before` is what stands before it.
fn rewritten(part: &str, before: &str, heading: bool, notes: &mut Vec<Note>) -> String {
    let mut made = String::new();
    let mut rest = part;
    while let Some(at) = rest.find(['{', ':', '+', '=', '~', '^']) {
        made += &rest[..at];
        rest = &rest[at..];
        let last = made.chars().last().or_else(|| before.chars().last());
        let attributes =
            attributes(rest).filter(|_| !heading && last.is_some_and(|letter| ")]`*_>: ".contains(letter)));
        let icon =
            ICONS.iter().find(|icon| rest.starts_with(**icon)).and_then(|_| Some(rest[1..].find(':')? + 2));
        let icon = icon.filter(|length| !rest[..*length].contains(' '));
        if let Some(length) = attributes.or(icon) {
            let what = if icon.is_some() { "icon" } else { "attributes" };
            notes.push(Note::dropped(format!("{what} `{}`", &rest[..length])));
            rest = &rest[length..];
        } else if let Some((text, length)) = between(rest, "++").filter(|(text, _)| is_keys(text)) {
            made += &keys(text);
            rest = &rest[length..];
        } else if let Some((text, length)) = between(rest, "==") {
            made += &format!("<mark>{text}</mark>");
            rest = &rest[length..];
        } else if let Some((tag, text, length)) =
            raised(rest).filter(|_| !matches!(last, Some('[' | '~' | '^')))
        {
            made += &format!("<{tag}>{text}</{tag}>");
            rest = &rest[length..];
        } else {
            if let Some(name) = emoji(rest).filter(|_| !last.is_some_and(char::is_alphanumeric)) {
                notes.push(Note::left(format!("`{name}` is a picture that a plugin draws")));
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            made += &rest[..first];
            rest = &rest[first..];
        }
    }
    made + rest
}

/// The length of a list of attributes at the start: `{ .class #id key=value }`.
fn attributes(text: &str) -> Option<usize> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let mut words = inside.trim_start_matches(':').split_whitespace().peekable();
    words.peek()?;
    let is_one = |word: &str| {
        let named = word.strip_prefix(['.', '#']).is_some_and(|name| name.starts_with(char::is_alphabetic));
        named
            || word.contains("=\"")
            || word.ends_with('"')
            || word.split_once('=').is_some_and(|(key, _)| key.chars().all(char::is_alphabetic))
    };
    words.all(is_one).then_some(inside.len() + 2)
}

/// The text between two equal signs, as close to them as emphasis has to be.
fn between<'a>(text: &'a str, sign: &str) -> Option<(&'a str, usize)> {
    let rest = text.strip_prefix(sign)?;
    let (inside, _) = rest.split_once(sign)?;
    let tight = !inside.is_empty() && !inside.starts_with([' ', '=', '+']) && !inside.ends_with(' ');
    tight.then_some((inside, inside.len() + 2 * sign.len()))
}

/// `H~2~O`, `2^10^`, `^^new^^`: what they are in HTML, their text and length. Markdown takes the first for
/// text that was struck out.
fn raised(text: &str) -> Option<(&'static str, &str, usize)> {
    let (tag, (inside, length)) = match text.as_bytes() {
        [b'~', b'~', ..] => return None,
        [b'~', ..] => ("sub", between(text, "~")?),
        [b'^', b'^', ..] => return between(text, "^^").map(|(inside, length)| ("ins", inside, length)),
        [b'^', ..] => ("sup", between(text, "^")?),
        _ => return None,
    };
    let short = inside.chars().all(|letter| letter.is_alphanumeric() || "+-−,.()=*".contains(letter));
    short.then_some((tag, inside, length))
}

/// `:smile:`
fn emoji(text: &str) -> Option<&str> {
    let (name, after) = text.strip_prefix(':')?.split_once(':')?;
    let plain = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_+-".contains(letter));
    let ends = !after.starts_with(|letter: char| letter.is_alphanumeric() || letter == ':');
    (name.len() > 1 && plain && ends && name.contains(|letter: char| letter.is_ascii_lowercase()))
        .then(|| &text[..name.len() + 2])
}

fn is_keys(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-\"".contains(letter))
}

/// `ctrl+alt+del` as keys.
fn keys(text: &str) -> String {
    let key = |name: &str| {
        let name = name.trim_matches('"').replace('-', " ");
        let mut letters = name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("<kbd>{first}{}</kbd>", letters.as_str())
    };
    text.split('+').map(key).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        convert(text, &mut Vec::new())
    }

    #[test]
    fn blocks_between_slashes_are_containers() {
        let text = "/// note | Read *this*\n\nFirst.\n\n//// details | More\n    type: warning\n    open: true\n\nInside.\n////\n///\n\n/// tab | A\nOne\n///\n\n/// tab | B\nTwo\n///\n\n/// admonition | X\n    type: danger\nHot\n///\n\n/// caption\nFig.\n///\n// no\n";
        insta::assert_snapshot!(converted(text), @r"
        :::note Read *this*

        First.

        :::details More

        Inside.
        :::
        :::

        :::tabs
        :::tab A
        One
        :::
        :::tab B
        Two
        :::
        :::

        :::caution X
        Hot
        :::

        Fig.
        // no
        ");
    }

    #[test]
    fn what_only_an_extension_reads_is_not_shown_to_readers() {
        let text = "[Go](x.md){ .md-button } and ![a](b.png){ align=right width=\"20\" }\n:material-account: Me, press ++ctrl+alt+del++, ==now==, `==x== :material-x: {.y}`{ .z }\n*[HTML]: Language\n{ .annotate }\n<div class=\"grid\" markdown>\n## Title { #id .x }\n```\n==x==\n```\na == b, {x}, C++ and c++\n";
        insta::assert_snapshot!(converted(text), @r#"
        [Go](x.md) and ![a](b.png)
         Me, press <kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>Del</kbd>, <mark>now</mark>, `==x== :material-x: {.y}`
        <div class="grid" markdown="1">
        ## Title { #id .x }
        ```
        ==x==
        ```
        a == b, {x}, C++ and c++
        "#);
    }

    #[test]
    fn small_letters_above_and_below_the_line_are_said_in_html() {
        let mut notes = Vec::new();
        let made = convert(
            "H~2~O, 2^10^, ^^new^^, ~~old~~, ~5 or ~6, a[^1] b[^2], :tada: at 10:30:45, a:b:c\n",
            &mut notes,
        );
        assert_eq!(
            made,
            "H<sub>2</sub>O, 2<sup>10</sup>, <ins>new</ins>, ~~old~~, ~5 or ~6, a[^1] b[^2], :tada: at 10:30:45, a:b:c\n"
        );
        assert_eq!(notes, [Note::left("`:tada:` is a picture that a plugin draws")]);
    }

    #[test]
    fn tabs_indent_to_every_fourth_column() {
        let made = converted("!!! note\n\tOne\n\n  \t\tTwo\tthree\n");
        assert_eq!(made, "!!! note\n    One\n\n        Two\tthree\n");
    }

    #[test]
    fn documentation_from_code_is_named_and_closes_nothing() {
        let mut notes = Vec::new();
        let made = convert("::: a.b.C\n    options:\n      x: 1\n\n    code\n\nText\n", &mut notes);
        assert_eq!(made, "`a.b.C`\n\n    code\n\nText\n");
        let options = Note::dropped("the options of `::: a.b.C`: `options: x: 1`");
        assert_eq!(notes, [Note::left("`::: a.b.C` is taken from code by a plugin"), options]);
    }
}
