//! Shortcodes of Hugo and Zola that mean what Markdown or a container can say; others are left and
//! named. A film or a post that was shown within the page becomes a link: pages ask no other host.

use std::collections::BTreeSet;

use super::admonitions::ours;
use super::code::{change_lines, change_spans, change_texts};
use super::report::Note;
use super::tags::{Form, HUGO, Piece, Tag, ZOLA};

/// What a shortcode becomes.
enum Rule {
    /// It stands for itself, and this is what it says.
    Alone(fn(&Tag<'_>) -> Option<String>),
    /// It stands around text: a line before it, which this writes, and one behind.
    Around(fn(&Tag<'_>) -> String, &'static str),
}

/// The rule for a shortcode of Hugo.
fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "ref" | "relref" => Rule::Alone(reference),
        "figure" => Rule::Alone(figure),
        "highlight" => Rule::Around(|tag| format!("```{}", tag.bare(0).unwrap_or_default()), "```"),
        "mermaid" => Rule::Around(|_| "```mermaid".to_owned(), "```"),
        "tabs" | "tabpane" => Rule::Around(|_| ":::tabs".to_owned(), ":::"),
        "tab" => Rule::Around(|tag| titled("tab", tag, &["title", "header", "name"], "Tab"), ":::"),
        "details" | "expand" => {
            Rule::Around(|tag| titled("details", tag, &["summary", "title"], "Details"), ":::")
        }
        "notice" | "alert" | "callout" | "hint" | "admonition" | "note" => Rule::Around(alert, ":::"),
        "gist" => Rule::Alone(gist),
        "x" | "tweet" | "twitter" => Rule::Alone(post),
        "youtube" | "vimeo" | "instagram" | "bilibili" => Rule::Alone(film),
        _ => return None,
    })
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
    let mut linked = |tag: &Tag<'_>| {
        let link = tag.value(&["id"]).and_then(|id| embedded(tag.name, id));
        notes.push(match link {
            Some(_) => Note::changed(format!("shortcode `{}` is a link", tag.written)),
            None => Note::left(format!("shortcode `{}`", tag.written)),
        });
        link
    };
    change_lines(body, |line| Some(change_spans(line, |part| ZOLA.rewritten(part, &mut linked))))
}

/// The file that a tag of Hugo asks for, if it stands for a file's text.
pub(super) fn included<'a>(tag: &'a Tag<'_>) -> Option<&'a str> {
    let takes = ["include", "readfile", "include-file", "snippet"].contains(&tag.name);
    let file = tag.bare(0).or_else(|| tag.value(&["file", "path"]));
    file.filter(|_| takes && tag.form != Form::Closes)
}

/// The text with what could be mapped.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let closed = HUGO.tags(body).filter(|tag| tag.form == Form::Closes).map(|tag| tag.name).collect();
    change_texts(body, |text| convert_text(text, &closed, notes))
}

/// A text without blocks of code; `closed` are the shortcodes that somewhere have an end.
fn convert_text(text: &str, closed: &BTreeSet<&str>, notes: &mut Vec<Note>) -> String {
    let (mut made, mut rest) = (String::new(), text);
    for piece in HUGO.pieces(text) {
        let before = &text[..text.len() - rest.len()];
        rest = &rest[piece.written().len()..];
        let Piece::Tag(tag) = &piece else {
            made += piece.written();
            continue;
        };
        match mapped(tag, closed) {
            Some(new) => {
                notes.push(Note::changed(format!("shortcode `{}`", tag.name)));
                made += &on_its_line(&new, last_line(&made), rest, indent(last_line(before)));
            }
            None => {
                notes.push(Note::left(format!("shortcode `{}`", tag.written)));
                made += tag.written;
            }
        }
    }
    made
}

/// What the tag says in Markdown.
fn mapped(tag: &Tag<'_>, closed: &BTreeSet<&str>) -> Option<String> {
    match (rule(tag.name)?, tag.form) {
        (Rule::Alone(written), Form::Opens | Form::Whole) => written(tag),
        (Rule::Around(written, _), Form::Opens) => closed.contains(tag.name).then(|| written(tag)),
        (Rule::Around(_, end), Form::Closes) => Some(end.to_owned()),
        _ => None,
    }
}

/// A line of a container or of code has to be one of its own, indented as the one that it comes from.
fn on_its_line(new: &str, before: &str, after: &str, indent: &str) -> String {
    if !new.starts_with([':', '`']) {
        return new.to_owned();
    }
    let after = after.split('\n').next().unwrap_or_default();
    let apart = |other: &str| if other.trim().is_empty() { String::new() } else { format!("\n{indent}") };
    format!("{}{new}{}", apart(before), apart(after))
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// `:::tab Title`
fn titled(container: &str, tag: &Tag<'_>, names: &[&str], otherwise: &str) -> String {
    format!(":::{container} {}", tag.value(names).or(tag.bare(0)).unwrap_or(otherwise))
}

fn alert(tag: &Tag<'_>) -> String {
    let kind = tag.value(&["type", "context", "style", "color"]).or(tag.bare(0));
    let ours = kind.and_then(ours).or_else(|| ours(tag.name)).unwrap_or("note");
    let title = tag.value(&["title"]).or(tag.bare(1)).unwrap_or_default();
    format!(":::{ours} {title}").trim_end().to_owned()
}

fn reference(tag: &Tag<'_>) -> Option<String> {
    tag.bare(0).or_else(|| tag.value(&["path"])).map(address)
}

fn film(tag: &Tag<'_>) -> Option<String> {
    embedded(tag.name, tag.value(&["id"]).or(tag.bare(0))?)
}

/// The user is part of the address of a gist.
fn gist(tag: &Tag<'_>) -> Option<String> {
    match tag.value(&["id"]) {
        Some(id) => embedded(tag.name, id),
        None => embedded(tag.name, &format!("{}/{}", tag.bare(0)?, tag.bare(1)?)),
    }
}

fn post(tag: &Tag<'_>) -> Option<String> {
    embedded(tag.name, &format!("{}/status/{}", tag.value(&["user"])?, tag.value(&["id"])?))
}

/// A link to what was shown within the page.
fn embedded(name: &str, id: &str) -> Option<String> {
    let (_, title, address) = EMBEDDED.iter().find(|(theirs, ..)| *theirs == name)?;
    Some(format!("[{title}: {id}]({address}{id})"))
}

/// What would end a destination in Markdown, or not let it be one.
fn address(text: &str) -> String {
    text.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn figure(tag: &Tag<'_>) -> Option<String> {
    let src = address(tag.value(&["src"])?);
    let caption = tag.value(&["caption", "title"]).unwrap_or_default().replace('"', "'");
    let alt = tag.value(&["alt", "caption", "title"]).unwrap_or_default().replace(['[', ']'], "");
    let title = if caption.is_empty() { String::new() } else { format!(" \"{caption}\"") };
    let picture = format!("![{alt}]({src}{title})");
    Some(match tag.value(&["link"]) {
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
    fn tags_may_take_several_lines_and_hold_any_sign() {
        let text = "{{< figure src=\"a.png\"\n  title=\"T >}}\" alt=\"A \\\"b\\\"\" >}}\n";
        assert_eq!(convert(text, &mut Vec::new()), "![A \"b\"](a.png \"T >}}\")\n");
        let film = "{{ youtube(class=\"id=no\", id=\"yes\") }}\n";
        let link = "[YouTube: yes](https://www.youtube.com/watch?v=yes)\n";
        assert_eq!(convert_zola(film, &mut Vec::new()), link);
    }

    #[test]
    fn what_ends_at_once_opens_no_container() {
        let text = "{{< notice tip />}}\n\n{{< notice tip >}}\nHere\n{{< /notice >}}\n";
        assert_eq!(convert(text, &mut Vec::new()), "{{< notice tip />}}\n\n:::tip\nHere\n:::\n");
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
