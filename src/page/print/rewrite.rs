//! Moves the HTML of a page into a document that holds many.
//!
//! Tags alone are read, attribute by attribute; all else is copied as it is. What
//! [`super::super::fill`] writes is well-formed; raw HTML of a writer may be anything, and what
//! is no tag with quoted attributes passes unchanged.

use std::collections::HashMap;

/// Attributes whose words are ids of the page.
const IDS: [&str; 6] = ["id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

/// The id of a chapter's title.
pub(super) fn chapter_id(number: usize) -> String {
    format!("p{}", number + 1)
}

/// The HTML of chapter `number`; `places` are the chapters' numbers by address.
pub(super) fn into_document(html: &str, number: usize, places: &HashMap<&str, usize>) -> String {
    let mut moved = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        moved.push_str(&rest[..open]);
        rest = &rest[open..];
        let name = name_end(rest);
        match tag_end(rest).filter(|_| name > 1) {
            Some(end) => {
                lower(&rest[..name], &mut moved);
                attributes(&rest[name..end], number, places, &mut moved);
                rest = &rest[end..];
            }
            None => {
                moved.push('<');
                rest = &rest[1..];
            }
        }
    }
    moved + rest
}

/// Where the name ends of the tag that `text` begins with; 1 where there is none.
fn name_end(text: &str) -> usize {
    let start = if text.starts_with("</") { 2 } else { 1 };
    match text[start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => {
            text[start..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(text.len(), |end| start + end)
        }
        false => 1,
    }
}

/// Where the tag ends that `text` begins with; a `>` in quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), byte) if mark == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Writes the name of a tag, that of a heading one level down: the document's and the chapter's
/// titles stand above it.
fn lower(name: &str, moved: &mut String) {
    let (start, level) = name.split_at(name.len() - 1);
    moved.push_str(start);
    moved.push_str(match (start, level) {
        ("<h" | "</h", "1") => "2",
        ("<h" | "</h", "2") => "3",
        ("<h" | "</h", "3") => "4",
        ("<h" | "</h", "4") => "5",
        ("<h" | "</h", "5") => "6",
        _ => level,
    });
}

/// Writes attributes and what stands between them and the end of the tag.
fn attributes(mut text: &str, number: usize, places: &HashMap<&str, usize>, moved: &mut String) {
    while let Some((before, value, rest)) = attribute(text) {
        text = rest;
        let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if name == "loading" {
            // A picture that waits to be scrolled to may be missing on paper.
            moved.push_str(before[..before.len() - name.len()].trim_end_matches(' '));
            continue;
        }
        moved.push_str(before);
        moved.push_str("=\"");
        match name {
            "href" => moved.push_str(&target(value, number, places).unwrap_or_else(|| value.to_owned())),
            name if IDS.contains(&name) => {
                for (at, id) in value.split(' ').enumerate() {
                    moved.push_str(if at > 0 { " " } else { "" });
                    moved.push_str(&inside(id, number));
                }
            }
            _ => moved.push_str(value),
        }
        moved.push('"');
    }
    moved.push_str(text);
}

/// Splits `text` around the value of its first attribute in double quotes: what stands before the
/// `="`, the value, and what follows the last quote. Most tags are those of coloured code, so this looks
/// for single bytes.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    let before = loop {
        let quote = from + text[from..].find('"')?;
        match text[..quote].strip_suffix('=') {
            Some(before) => break before,
            None => from = quote + 1,
        }
    };
    let (value, rest) = text[before.len() + 2..].split_once('"')?;
    Some((before, value, rest))
}

fn inside(id: &str, number: usize) -> String {
    if id.is_empty() { String::new() } else { format!("{}-{id}", chapter_id(number)) }
}

/// Where a link leads in the document; `None` for one that leads out of it.
fn target(href: &str, number: usize, places: &HashMap<&str, usize>) -> Option<String> {
    let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
    let chapter = match address {
        "" => number,
        address => *places.get(address.replace("&amp;", "&").as_str())?,
    };
    Some(match fragment {
        "" => format!("#{}", chapter_id(chapter)),
        fragment => format!("#{}", inside(fragment, chapter)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(html: &str) -> String {
        into_document(html, 1, &HashMap::from([("/en/a/", 0), ("/en/b/", 1)]))
    }

    #[test]
    fn ids_are_unique_and_links_lead_into_the_document() {
        assert_eq!(
            moved(r##"<h2 id="x">X <a href="#x">#</a></h2>"##),
            r##"<h3 id="p2-x">X <a href="#p2-x">#</a></h3>"##
        );
        assert_eq!(moved(r#"<a href="/en/a/">A</a>"#), r##"<a href="#p1">A</a>"##);
        assert_eq!(
            moved(r#"<a href="/en/a/#y" title="a > b">A</a>"#),
            r##"<a href="#p1-y" title="a > b">A</a>"##
        );
        assert_eq!(
            moved(r#"<a href="https://x.org/en/a/#y">A</a>"#),
            r#"<a href="https://x.org/en/a/#y">A</a>"#
        );
        assert_eq!(moved(r#"<td headers="a b">"#), r#"<td headers="p2-a p2-b">"#);
        assert_eq!(moved(r#"<img src="x.png" loading="lazy" alt="">"#), r#"<img src="x.png" alt="">"#);
    }

    #[test]
    fn what_looks_like_tags_in_text_is_left_alone() {
        for text in [r#"<code>&lt;a id="x"&gt;</code>"#, "a < b", "<", "<!-- <h2> -->", "<a id='q", "é<é"] {
            assert_eq!(moved(text).replace("<h3>", "<h2>"), text);
        }
        assert_eq!(moved("<h6>a</h6><hr>"), "<h6>a</h6><hr>");
    }
}
