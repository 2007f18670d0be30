//! Shortcodes of Hugo that mean what Markdown or a container can say; others are left and named.

use super::admonitions::ours;
use super::markdown::{Fence, outside_code};
use super::report::Note;

/// Shortcodes of themes that are alerts.
const ALERTS: [&str; 6] = ["notice", "alert", "callout", "hint", "admonition", "note"];

/// A call: `{{< name a="b" "c" >}}`.
struct Call<'a> {
    name: &'a str,
    closing: bool,
    named: Vec<(&'a str, String)>,
    plain: Vec<String>,
}

/// Names the shortcodes of Zola, none of which has a meaning of its own: `{{ youtube(id="x") }}`.
pub(super) fn report_tags(body: &str, notes: &mut Vec<Note>) {
    for line in outside_code(body) {
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            let end = |at: usize| line[at..].find(close).map(|end| at + end + close.len());
            let tags = line.match_indices(open).filter_map(|(at, _)| Some(&line[at..end(at)?]));
            notes.extend(tags.map(|tag| Note::left(format!("shortcode `{tag}`"))));
        }
    }
}

/// The text with what could be mapped.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let closed: Vec<String> =
        calls(body).into_iter().filter(|call| call.closing).map(|call| call.name.to_owned()).collect();
    let (mut made, mut fence) = (String::new(), Fence::default());
    for line in body.lines() {
        if fence.holds(line) {
            made += line;
        } else {
            made += &convert_line(line, &closed, notes);
        }
        made.push('\n');
    }
    made
}

fn convert_line(line: &str, closed: &[String], notes: &mut Vec<Note>) -> String {
    let (mut made, mut rest) = (String::new(), line);
    while let Some((before, inside, after)) = next(rest) {
        made += before;
        let whole = &rest[before.len()..rest.len() - after.len()];
        let call = parse(inside);
        match call.as_ref().and_then(|call| mapped(call, closed)) {
            Some(text) => {
                notes.push(Note::changed(format!("shortcode `{}`", call.map_or("", |call| call.name))));
                made += &text;
            }
            None => {
                notes.push(Note::left(format!("shortcode `{whole}`")));
                made += whole;
            }
        }
        rest = after;
    }
    made + rest
}

/// What stands before the next call, in it and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let pairs = [("{{<", ">}}"), ("{{%", "%}}")];
    let (start, (_, end)) =
        pairs.iter().filter_map(|pair| Some((text.find(pair.0)?, *pair))).min_by_key(|(start, _)| *start)?;
    let length = text[start + 3..].find(end)?;
    Some((&text[..start], &text[start + 3..start + 3 + length], &text[start + 6 + length..]))
}

fn calls(body: &str) -> Vec<Call<'_>> {
    let (mut calls, mut rest) = (Vec::new(), body);
    while let Some((_, inside, after)) = next(rest) {
        calls.extend(parse(inside));
        rest = after;
    }
    calls
}

fn parse(inside: &str) -> Option<Call<'_>> {
    let inside = inside.trim().trim_end_matches('/').trim();
    let closing = inside.starts_with('/');
    let inside = inside.trim_start_matches('/').trim();
    let name = inside.split_whitespace().next()?;
    let mut call = Call { name, closing, named: Vec::new(), plain: Vec::new() };
    let mut rest = inside[name.len()..].trim_start();
    while !rest.is_empty() {
        let key = rest
            .find('=')
            .filter(|at| rest[..*at].chars().all(|letter| letter.is_alphanumeric() || letter == '_'));
        let (key, after) = key.map_or((None, rest), |at| (Some(&rest[..at]), &rest[at + 1..]));
        let quote = after.chars().next().filter(|sign| "\"`".contains(*sign));
        let (value, left) = match quote {
            Some(quote) => after[1..].split_once(quote)?,
            None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        match key {
            Some(key) => call.named.push((key, value.to_owned())),
            None => call.plain.push(value.to_owned()),
        }
        rest = left.trim_start();
    }
    Some(call)
}

impl Call<'_> {
    fn get(&self, names: &[&str]) -> Option<&str> {
        self.named.iter().find(|(key, _)| names.contains(key)).map(|(_, value)| value.as_str())
    }
}

/// What the call says in Markdown.
fn mapped(call: &Call<'_>, closed: &[String]) -> Option<String> {
    let pair = closed.iter().any(|name| name == call.name);
    match (call.name, call.closing) {
        ("ref" | "relref", false) => {
            call.plain.first().map(String::as_str).or_else(|| call.get(&["path"])).map(str::to_owned)
        }
        ("figure", false) => figure(call),
        ("highlight", false) if pair => Some(format!("```{}", call.plain.first().map_or("", String::as_str))),
        ("highlight", true) => Some("```".to_owned()),
        ("details", false) if pair => {
            let title = call.get(&["summary", "title"]).or(call.plain.first().map(String::as_str));
            Some(format!(":::details {}", title.unwrap_or("Details")))
        }
        (name, false) if pair && ALERTS.contains(&name) => {
            let kind =
                call.get(&["type", "context", "style", "color"]).or(call.plain.first().map(String::as_str));
            let ours = kind.and_then(ours).or_else(|| ours(name)).unwrap_or("note");
            let title = call.get(&["title"]).or(call.plain.get(1).map(String::as_str)).unwrap_or_default();
            Some(format!(":::{ours} {title}").trim_end().to_owned())
        }
        (name, true) if name == "details" || ALERTS.contains(&name) => Some(":::".to_owned()),
        _ => None,
    }
}

fn figure(call: &Call<'_>) -> Option<String> {
    let src = call.get(&["src"])?;
    let caption = call.get(&["caption", "title"]).unwrap_or_default().replace('"', "'");
    let alt = call.get(&["alt", "caption", "title"]).unwrap_or_default().replace(['[', ']'], "");
    let title = if caption.is_empty() { String::new() } else { format!(" \"{caption}\"") };
    let picture = format!("![{alt}]({src}{title})");
    Some(match call.get(&["link"]) {
        Some(link) => format!("[{picture}]({link})"),
        None => picture,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_can_say_is_said_in_markdown() {
        let text = "See [a]({{< ref \"docs/a.md#b\" >}}).\n{{< figure src=\"/p.png\" alt=\"A cat\" caption=\"The cat\" >}}\n{{% notice warning \"Hot\" %}}\nIt burns.\n{{% /notice %}}\n{{< youtube abc >}}\n```\n{{< ref \"x\" >}}\n```\n";
        let mut notes = Vec::new();
        insta::assert_snapshot!(convert(text, &mut notes), @r#"
        See [a](docs/a.md#b).
        ![A cat](/p.png "The cat")
        :::warning Hot
        It burns.
        :::
        {{< youtube abc >}}
        ```
        {{< ref "x" >}}
        ```
        "#);
        assert!(notes.contains(&Note::left("shortcode `{{< youtube abc >}}`")), "{notes:?}");
    }
}
