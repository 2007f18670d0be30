//! Components of React that Docusaurus and Starlight bring along: tabs, steps, asides, cards. What a
//! container or Markdown can say is said so; of others, readers of the report are told.

use std::ops::Range;

use super::admonitions::ours;
use super::code::{Fence, spans};
use super::report::Note;

/// Components that stand around Markdown, on lines of their own.
const AROUND: [&str; 7] = ["Tabs", "TabItem", "Steps", "Aside", "Card", "CardGrid", "FileTree"];

/// Components that stand for one line.
const ALONE: &str = "LinkCard";

/// A line of the text, and the tag that it is.
struct Line {
    text: String,
    tag: Option<Tag>,
}

/// A line that is a tag of one of the components and nothing else.
enum Tag {
    Opens(&'static str),
    Closes(&'static str),
    Alone,
}

/// The text with its components as ours, and a word on what is left.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let lines = lines(body);
    let even = is_even(&lines);
    let mut made = String::new();
    if even {
        block(&lines, 0, 0, &mut made, notes);
    } else {
        for line in &lines {
            made += &line.text;
            made.push('\n');
        }
    }
    let mut fence = Fence::default();
    made.lines().filter(|line| !fence.holds(line)).for_each(|line| note_components(line, notes));
    made
}

/// The lines of the text; a tag that is written over several lines, or together with what it stands
/// around or in, gets a line of its own.
fn lines(body: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut fence = Fence::default();
    let mut rest = body.lines().peekable();
    while let Some(line) = rest.next() {
        if fence.holds(line) {
            lines.push(Line { text: line.to_owned(), tag: None });
            continue;
        }
        let mut text = line.to_owned();
        if opened(line.trim()).is_some() && !line.contains('>') {
            while let Some(more) = rest.next_if(|more| !text.contains('>') && !more.trim().is_empty()) {
                text = format!("{text} {}", more.trim());
            }
        }
        lines.extend(apart(&text).into_iter().map(|text| Line { tag: tag(text.trim()), text }));
    }
    lines
}

/// A line that begins with a tag, `<Aside>Text</Aside>`, in as many as it has tags and texts.
fn apart(line: &str) -> Vec<String> {
    let text = line.trim();
    if first_tag(text).is_none_or(|tag| tag.start > 0) {
        return vec![line.to_owned()];
    }
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(tag) = first_tag(rest) {
        parts.extend([rest[..tag.start].trim(), &rest[tag.clone()]]);
        rest = &rest[tag.end..];
    }
    parts.push(rest.trim());
    let indent = &line[..line.len() - line.trim_start().len()];
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("{indent}{part}")).collect()
}

/// The first tag of a component in a line, code between backticks aside.
fn first_tag(line: &str) -> Option<Range<usize>> {
    let mut begins = 0;
    for (code, part) in spans(line) {
        let mut tags = part.match_indices('<').filter(|(at, _)| !code && is_tag(&part[*at..]));
        if let Some((at, _)) = tags.next() {
            let start = begins + at;
            return Some(start..start + line[start..].find('>')? + 1);
        }
        begins += part.len();
    }
    None
}

/// Whether a text begins with a tag that opens or closes a component.
fn is_tag(text: &str) -> bool {
    opened(text).or_else(|| component(text.strip_prefix("</")?)).is_some()
}

/// The component whose tag the text begins with.
fn opened(text: &str) -> Option<&'static str> {
    component(text.strip_prefix('<')?)
}

/// The component whose name the text begins with.
fn component(text: &str) -> Option<&'static str> {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(text.len());
    AROUND.into_iter().chain([ALONE]).find(|known| *known == &text[..end])
}

fn tag(text: &str) -> Option<Tag> {
    if let Some(name) = text.strip_prefix("</").and_then(|rest| rest.strip_suffix('>')) {
        return AROUND.into_iter().find(|known| *known == name).map(Tag::Closes);
    }
    let name = opened(text).filter(|_| text.ends_with('>') && text.matches('<').count() == 1)?;
    match text.ends_with("/>") {
        true => (name == ALONE).then_some(Tag::Alone),
        false => (name != ALONE).then_some(Tag::Opens(name)),
    }
}

/// Whether every tag that opens is closed where it has to be, and none is in the middle of a line.
fn is_even(lines: &[Line]) -> bool {
    let (mut open, mut fence) = (Vec::new(), Fence::default());
    for line in lines {
        let code = fence.holds(&line.text);
        match &line.tag {
            Some(Tag::Opens(name)) => open.push(*name),
            Some(Tag::Closes(name)) if open.pop() != Some(*name) => return false,
            None if !code && has_tabs(&line.text) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

/// Whether tabs begin or end in a line; `<Tab>` is a key, and what stands between backticks is code.
fn has_tabs(line: &str) -> bool {
    let parts = spans(line).into_iter().filter(|(code, _)| !code);
    parts
        .map(|(_, part)| part)
        .any(|part| ["<Tabs", "<TabItem", "</Tabs", "</TabItem"].iter().any(|tag| part.contains(tag)))
}

/// Writes lines that are indented by `own` signs in the old text, and by `base` in the new one: what
/// stands in a component may be indented there, and would be code here.
fn block(lines: &[Line], own: usize, base: usize, made: &mut String, notes: &mut Vec<Note>) {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        match &line.tag {
            Some(Tag::Opens(name)) => {
                let end = at + closing(&lines[at..]);
                let inside = &lines[at..end];
                let indent = base + indent(&line.text).saturating_sub(own);
                let (head, foot) = written(name, line.text.trim(), notes);
                push(made, indent, &head);
                block(inside, inside.iter().filter_map(text_indent).min().unwrap_or(0), indent, made, notes);
                push(made, indent, foot);
                at = end + 1;
            }
            Some(Tag::Alone) => {
                notes.push(Note::changed("`<LinkCard>` is a link"));
                push(made, base, &link(line.text.trim()));
            }
            _ => {
                let text = line.text.get(own.min(indent(&line.text))..).unwrap_or_default();
                push(made, if text.trim().is_empty() { 0 } else { base }, text);
            }
        }
    }
}

/// Where the tag is closed whose inside the lines begin with.
fn closing(lines: &[Line]) -> usize {
    let mut depth = 0;
    let closes = |line: &Line| match line.tag {
        Some(Tag::Opens(_)) => {
            depth += 1;
            false
        }
        Some(Tag::Closes(_)) if depth == 0 => true,
        Some(Tag::Closes(_)) => {
            depth -= 1;
            false
        }
        _ => false,
    };
    lines.iter().position(closes).unwrap_or(lines.len())
}

fn push(made: &mut String, indent: usize, text: &str) {
    for line in text.split('\n') {
        *made += &" ".repeat(if line.is_empty() { 0 } else { indent });
        *made += line;
        made.push('\n');
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn text_indent(line: &Line) -> Option<usize> {
    (!line.text.trim().is_empty()).then(|| indent(&line.text))
}

/// What stands before and behind the text of a component.
fn written(name: &'static str, tag: &str, notes: &mut Vec<Note>) -> (String, &'static str) {
    let title = value(tag, "title").unwrap_or_default();
    match name {
        "Tabs" => {
            notes.push(Note::changed("`<Tabs>` are `:::tabs`"));
            ("::::tabs".to_owned(), "::::")
        }
        "TabItem" => {
            let label = value(tag, "label").or_else(|| value(tag, "value")).unwrap_or_default();
            (format!(":::tab {label}"), ":::")
        }
        "Steps" => {
            notes.push(Note::changed("`<Steps>` are `:::steps`"));
            (":::steps".to_owned(), ":::")
        }
        "Aside" => {
            let ours = value(tag, "type").and_then(|kind| ours(&kind)).unwrap_or("note");
            notes.push(Note::changed(format!("`<Aside>` is `:::{ours}`")));
            (format!(":::{ours} {title}").trim_end().to_owned(), ":::")
        }
        "Card" => {
            notes.push(Note::changed("`<Card>` is its title and its text"));
            (format!("\n**{title}**\n"), "")
        }
        _ => {
            notes.push(Note::dropped(format!("`<{name}>` around its text")));
            (String::new(), "")
        }
    }
}

/// `<LinkCard title="Start" href="/start/" description="Begin here" />`
fn link(tag: &str) -> String {
    let title = value(tag, "title").unwrap_or_default();
    let about = value(tag, "description").map(|text| format!(": {text}")).unwrap_or_default();
    format!("- [{title}]({}){about}", value(tag, "href").unwrap_or_default().replace(' ', "%20"))
}

/// The value of an attribute.
fn value(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}="))?.1.trim_start_matches('{');
    let quote = rest.chars().next().filter(|letter| "'\"`".contains(*letter))?;
    Some(rest[1..].split_once(quote)?.0.to_owned())
}

fn note_components(line: &str, notes: &mut Vec<Note>) {
    let text: String = spans(line).into_iter().filter(|(code, _)| !code).map(|(_, text)| text).collect();
    for (at, _) in text.match_indices('<') {
        let name: String = text[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            notes.push(Note::left(format!("`<{name}>` is a component of React")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        convert(text, &mut Vec::new())
    }

    #[test]
    fn what_is_indented_in_a_tab_is_no_code() {
        let text = "<Tabs>\n  <TabItem value=\"a\" label=\"Apple\">\n    An apple\n\n    ```js\n    if (x) {\n      y();\n    }\n    ```\n  </TabItem>\n  <TabItem value=\"b\">An orange</TabItem>\n</Tabs>\n\n1. One\n\n   <Tabs\n     groupId=\"os\">\n     <TabItem value=\"c\">\n       - a\n         - b\n     </TabItem>\n   </Tabs>\n\n2. Two\n";
        insta::assert_snapshot!(converted(text), @r"
        ::::tabs
        :::tab Apple
        An apple

        ```js
        if (x) {
          y();
        }
        ```
        :::
        :::tab b
        An orange
        :::
        ::::

        1. One

           ::::tabs
           :::tab c
           - a
             - b
           :::
           ::::

        2. Two
        ");
    }

    #[test]
    fn components_of_starlight_are_containers() {
        let text = "<Steps>\n\n1. One\n2. Two\n\n</Steps>\n<Aside type=\"danger\" title=\"Hot\">Do not touch.</Aside>\n<CardGrid>\n  <Card title=\"Open\" icon=\"open-book\">\n    At eight.\n  </Card>\n  <LinkCard\n    title=\"Start\"\n    href=\"/a b/\"\n    description=\"Begin\"\n  />\n</CardGrid>\n";
        insta::assert_snapshot!(converted(text), @r"
        :::steps

        1. One
        2. Two

        :::
        :::caution Hot
        Do not touch.
        :::


        **Open**

        At eight.

        - [Start](/a%20b/): Begin
        ");
    }

    #[test]
    fn tabs_may_stand_in_one_line_and_be_spoken_of() {
        let text = "Press <Tab>, or write `<Tabs>`.\n\n<Tabs><TabItem value=\"a\">See `<Tabs>`</TabItem><TabItem value=\"b\">B</TabItem></Tabs>\n";
        insta::assert_snapshot!(converted(text), @r"
        Press <Tab>, or write `<Tabs>`.

        ::::tabs
        :::tab a
        See `<Tabs>`
        :::
        :::tab b
        B
        :::
        ::::
        ");
        let within = "Here <Tabs>\n<TabItem value=\"a\">\nA\n</TabItem>\n</Tabs>\n";
        assert_eq!(converted(within), within);
    }

    #[test]
    fn what_is_not_closed_is_left() {
        let text = "<Steps>\n\n1. One\n\nA <b>new</b> <Badge text=\"new\" /> `<Icon />`\n";
        let mut notes = Vec::new();
        assert_eq!(convert(text, &mut notes), text);
        assert_eq!(
            notes,
            ["Steps", "Badge"].map(|name| Note::left(format!("`<{name}>` is a component of React")))
        );
    }
}
