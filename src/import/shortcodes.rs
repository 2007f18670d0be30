//! Shortcodes of Hugo and Zola that mean what Markdown or a container can say; others are left and
//! named. A film or a post that was shown within the page becomes a link: pages ask no other host.

use super::admonitions::ours;
use super::code::{Fence, spans};
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

/// Links for what stands elsewhere, by the shortcode that showed it: before and behind the id.
const EMBEDDED: [(&str, &str, &str); 8] = [
    ("youtube", "YouTube", "https://www.youtube.com/watch?v="),
    ("vimeo", "Vimeo", "https://vimeo.com/"),
    ("instagram", "Instagram", "https://www.instagram.com/p/"),
    ("gist", "Gist", "https://gist.github.com/"),
    ("x", "X", "https://x.com/"),
    ("tweet", "X", "https://x.com/"),
    ("twitter", "X", "https://x.com/"),
    ("bilibili", "Bilibili", "https://www.bilibili.com/video/"),
];

/// Shortcodes of Zola, of which only those for films have a common meaning: `{{ youtube(id="x") }}`.
pub(super) fn convert_zola(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut made, mut fence) = (String::new(), Fence::default());
    for line in body.lines() {
        if fence.holds(line) {
            made += line;
        } else {
            for (code, part) in spans(line) {
                made += &if code { part.to_owned() } else { zola_tags(part, notes) };
            }
        }
        made.push('\n');
    }
    made
}

fn zola_tags(text: &str, notes: &mut Vec<Note>) -> String {
    let (mut made, mut rest) = (String::new(), text);
    while let Some(at) = ["{{", "{%"].iter().filter_map(|open| rest.find(open)).min() {
        let (open, behind) = rest[at..].split_at(2);
        let close = if open == "{{" { "}}" } else { "%}" };
        let Some((inside, _)) = behind.split_once(close) else { break };
        let length = open.len() + inside.len() + close.len();
        let (tag, inside) = (&rest[at..at + length], inside.trim());
        made += &rest[..at];
        let film = inside.split_once('(').and_then(|(name, values)| {
            let id = values.split_once("id=")?.1.trim_start().get(1..)?.split(['"', '\'', '`']).next()?;
            embedded(name.trim(), id)
        });
        match film {
            Some(link) => {
                notes.push(Note::changed(format!("shortcode `{tag}` is a link")));
                made += &link;
            }
            None => {
                notes.push(Note::left(format!("shortcode `{tag}`")));
                made += tag;
            }
        }
        rest = &rest[at + length..];
    }
    made + rest
}

fn embedded(name: &str, id: &str) -> Option<String> {
    let (_, title, address) = EMBEDDED.iter().find(|(theirs, ..)| *theirs == name)?;
    Some(format!("[{title}: {id}]({address}{id})"))
}

/// The file that a call asks for, if it stands for a file's text.
pub(super) fn included(inside: &str) -> Option<String> {
    let call = parse(inside)?;
    let takes = ["include", "readfile", "include-file", "snippet"].contains(&call.name) && !call.closing;
    let file = call.plain.first().cloned().or_else(|| call.get(&["file", "path"]).map(str::to_owned));
    file.filter(|_| takes)
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
                made += &on_its_line(&made, &text, after, line);
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

/// A container's line has to be one of its own, indented as the line that it comes from.
fn on_its_line(before: &str, text: &str, after: &str, line: &str) -> String {
    if !text.starts_with([':', '`']) {
        return text.to_owned();
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let start = if before.trim().is_empty() { String::new() } else { format!("\n{indent}") };
    let end = if after.trim().is_empty() { String::new() } else { format!("\n{indent}") };
    format!("{start}{text}{end}")
}

/// What stands before the next call, in it and behind it.
pub(super) fn next(text: &str) -> Option<(&str, &str, &str)> {
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
            call.plain.first().map(String::as_str).or_else(|| call.get(&["path"])).map(address)
        }
        ("figure", false) => figure(call),
        ("highlight", false) if pair => Some(format!("```{}", call.plain.first().map_or("", String::as_str))),
        ("highlight", true) => Some("```".to_owned()),
        ("tabs" | "tabpane", false) if pair => Some(":::tabs".to_owned()),
        ("tab", false) if pair => {
            let title = call.get(&["title", "header", "name"]).or(call.plain.first().map(String::as_str));
            Some(format!(":::tab {}", title.unwrap_or("Tab")))
        }
        ("mermaid", false) if pair => Some("```mermaid".to_owned()),
        ("mermaid", true) => Some("```".to_owned()),
        (name, false) if EMBEDDED.iter().any(|(theirs, ..)| *theirs == name) => embed(call),
        ("details" | "expand", false) if pair => {
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
        ("details" | "expand" | "tabs" | "tabpane" | "tab", true) => Some(":::".to_owned()),
        (name, true) if ALERTS.contains(&name) => Some(":::".to_owned()),
        _ => None,
    }
}

/// A link to what was shown within the page; of posts and gists the user is part of the address.
fn embed(call: &Call<'_>) -> Option<String> {
    let user = call.get(&["user"]).map(str::to_owned);
    let id = call.get(&["id"]).map(str::to_owned);
    let id = match (call.name, user, id) {
        ("gist", None, None) => call.plain.get(..2)?.join("/"),
        ("x" | "tweet" | "twitter", Some(user), Some(id)) => format!("{user}/status/{id}"),
        ("x" | "tweet" | "twitter", ..) => return None,
        (_, _, id) => id.or_else(|| call.plain.first().cloned())?,
    };
    embedded(call.name, &id)
}

/// What would end a destination in Markdown, or not let it be one.
fn address(text: &str) -> String {
    text.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn figure(call: &Call<'_>) -> Option<String> {
    let src = address(call.get(&["src"])?);
    let caption = call.get(&["caption", "title"]).unwrap_or_default().replace('"', "'");
    let alt = call.get(&["alt", "caption", "title"]).unwrap_or_default().replace(['[', ']'], "");
    let title = if caption.is_empty() { String::new() } else { format!(" \"{caption}\"") };
    let picture = format!("![{alt}]({src}{title})");
    Some(match call.get(&["link"]) {
        Some(link) => format!("[{picture}]({})", address(link)),
        None => picture,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_can_say_is_said_in_markdown() {
        let text = "See [a]({{< ref \"docs/a.md#b\" >}}).\n{{< figure src=\"/p.png\" alt=\"A cat\" caption=\"The cat\" >}}\n{{% notice warning \"Hot\" %}}\nIt burns.\n{{% /notice %}}\n{{< youtube abc >}}\n{{< chart 3 >}}\nA {{% alert title=\"Hi\" %}}one{{% /alert %}} b\n{{< tabs >}}\n{{% tab header=\"A\" %}}\nx\n{{% /tab %}}\n{{< /tabs >}}\n```\n{{< ref \"x\" >}}\n```\n";
        let mut notes = Vec::new();
        insta::assert_snapshot!(convert(text, &mut notes), @r#"
        See [a](docs/a.md#b).
        ![A cat](/p.png "The cat")
        :::warning Hot
        It burns.
        :::
        [YouTube: abc](https://www.youtube.com/watch?v=abc)
        {{< chart 3 >}}
        A 
        :::note Hi
        one
        :::
         b
        :::tabs
        :::tab A
        x
        :::
        :::
        ```
        {{< ref "x" >}}
        ```
        "#);
        assert!(notes.contains(&Note::left("shortcode `{{< chart 3 >}}`")), "{notes:?}");
    }

    #[test]
    fn addresses_with_spaces_stay_addresses() {
        let text = "[a]({{< ref \"my post.md\" >}}) {{< figure src=\"/img/a (b).png\" alt=\"C\" link=\"/x y/\" >}}\n";
        assert_eq!(
            convert(text, &mut Vec::new()),
            "[a](my%20post.md) [![C](/img/a%20%28b%29.png)](/x%20y/)\n"
        );
    }

    #[test]
    fn braces_that_hold_nothing_are_text() {
        assert_eq!(convert_zola("{%} and {{}\n", &mut Vec::new()), "{%} and {{}\n");
    }

    #[test]
    fn shortcodes_of_zola_in_code_are_code() {
        let mut notes = Vec::new();
        let text = "`{{ x }}` {{ youtube(id=\"abc\") }} {% quote() %}\n```\n{{ y }}\n```\n";
        let made = convert_zola(text, &mut notes);
        assert_eq!(
            made,
            "`{{ x }}` [YouTube: abc](https://www.youtube.com/watch?v=abc) {% quote() %}\n```\n{{ y }}\n```\n"
        );
        assert_eq!(notes.len(), 2, "{notes:?}");
    }
}
