//! Components of React that Docusaurus and Starlight bring along: tabs, steps, asides, cards. What a
//! container or Markdown can say is said so; of others, readers of the report are told.
//!
//! The steps: give every tag a line of its own ([`Line`]); find what stands in what ([`Part`]), or leave all
//! as it is where a tag has no end; write it ([`Writer`]).

mod lines;

use super::admonitions::ours;
use super::code::{outside_code, spans};
use super::report::Note;
use super::tags::{JSX, Tag};
use lines::{Line, indent, lines};

/// How deep components may stand in one another, as in no text that people write.
const DEEPEST: usize = 100;

/// The text with its components as ours, and a word on what is left.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let made = match parts(lines(body)) {
        Some(parts) => {
            let mut writer = Writer { made: String::new(), notes };
            writer.write(&parts, 0, 0);
            writer.made
        }
        None => body.to_owned(),
    };
    outside_code(&made).for_each(|line| note_components(line, notes));
    made
}

/// A line of the text, or a component.
enum Part {
    Text(String),
    /// The line of a tag.
    Alone(String),
    /// The line of a tag, and what stands between it and its end.
    Around(String, Vec<Part>),
}

/// What stands in what; nothing where a tag has no end, or is where none can be.
fn parts(lines: Vec<Line>) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    // Components that are open, each with what stands before it.
    let mut open = Vec::new();
    for line in lines {
        match line {
            Line::Text(text) => parts.push(Part::Text(text)),
            Line::Alone(tag) => parts.push(Part::Alone(tag)),
            Line::Opens(tag, name) if open.len() < DEEPEST => {
                open.push((tag, name, std::mem::take(&mut parts)));
            }
            Line::Closes(name) => {
                let (tag, _, before) = open.pop().filter(|(_, opened, _)| *opened == name)?;
                let inside = std::mem::replace(&mut parts, before);
                parts.push(Part::Around(tag, inside));
            }
            Line::Opens(..) | Line::Mixed => return None,
        }
    }
    open.is_empty().then_some(parts)
}

/// Writes parts as Markdown.
struct Writer<'n> {
    made: String,
    notes: &'n mut Vec<Note>,
}

impl Writer<'_> {
    /// Parts that are indented by `own` signs in the old text, and by `base` in the new one: what
    /// stands in a component may be indented there, and would be code here.
    fn write(&mut self, parts: &[Part], own: usize, base: usize) {
        for part in parts {
            match part {
                Part::Text(text) => {
                    let text = text.get(own.min(indent(text))..).unwrap_or_default();
                    self.push(if text.trim().is_empty() { 0 } else { base }, text);
                }
                Part::Alone(line) => {
                    let Some(tag) = JSX.tag(line.trim()) else { continue };
                    self.notes.push(Note::changed("`<LinkCard>` is a link"));
                    self.push(base, &link(&tag));
                }
                Part::Around(line, inside) => {
                    let base = base + indent(line).saturating_sub(own);
                    let Some(tag) = JSX.tag(line.trim()) else { continue };
                    let (head, foot, note) = written(&tag);
                    self.notes.extend(note);
                    self.push(base, &head);
                    self.write(inside, least_indent(inside).unwrap_or(0), base);
                    self.push(base, foot);
                }
            }
        }
    }

    fn push(&mut self, indent: usize, text: &str) {
        for line in text.split('\n') {
            self.made += &" ".repeat(if line.is_empty() { 0 } else { indent });
            self.made += line;
            self.made.push('\n');
        }
    }
}

/// The indent of the line that has least.
fn least_indent(parts: &[Part]) -> Option<usize> {
    let of = |part: &Part| match part {
        Part::Text(line) if line.trim().is_empty() => None,
        Part::Text(line) | Part::Alone(line) => Some(indent(line)),
        Part::Around(line, inside) => Some(least_indent(inside).unwrap_or(usize::MAX).min(indent(line))),
    };
    parts.iter().filter_map(of).min()
}

/// What stands before and behind the text of a component, and what the report says of it.
fn written(tag: &Tag<'_>) -> (String, &'static str, Option<Note>) {
    let title = tag.value(&["title"]).unwrap_or_default();
    match tag.name {
        "Tabs" => ("::::tabs".to_owned(), "::::", Some(Note::changed("`<Tabs>` are `:::tabs`"))),
        "TabItem" => {
            let label = tag.value(&["label", "value"]).unwrap_or_default();
            (format!(":::tab {label}"), ":::", None)
        }
        "Steps" => (":::steps".to_owned(), ":::", Some(Note::changed("`<Steps>` are `:::steps`"))),
        "Aside" => {
            let ours = tag.value(&["type"]).and_then(ours).unwrap_or("note");
            let head = format!(":::{ours} {title}").trim_end().to_owned();
            (head, ":::", Some(Note::changed(format!("`<Aside>` is `:::{ours}`"))))
        }
        "Card" => {
            let note = Note::changed("`<Card>` is its title and its text");
            (format!("\n**{title}**\n"), "", Some(note))
        }
        name => (String::new(), "", Some(Note::dropped(format!("`<{name}>` around its text")))),
    }
}

/// `<LinkCard title="Start" href="/start/" description="Begin here" />`
fn link(tag: &Tag<'_>) -> String {
    let [title, address] = [&["title"], &["href"]].map(|name| tag.value(name).unwrap_or_default());
    let about = tag.value(&["description"]).map(|text| format!(": {text}")).unwrap_or_default();
    format!("- [{title}]({}){about}", address.replace(' ', "%20"))
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
    fn values_may_hold_any_sign() {
        let text = "<Tabs>\n<TabItem\n  value=\"a > b\"\n  label={`a > b`}>\nA\n</TabItem>\n</Tabs>\n<Aside title='a type=\"x\"' type=\"tip\">B</Aside>\n";
        insta::assert_snapshot!(converted(text), @r#"
        ::::tabs
        :::tab a > b
        A
        :::
        ::::
        :::tip a type="x"
        B
        :::
        "#);
    }

    #[test]
    fn components_may_stand_in_one_another_as_deep_as_anybody_likes() {
        let text = "<Steps>\n".repeat(50_000) + &"</Steps>\n".repeat(50_000);
        assert_eq!(converted(&text), text);
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
