//! Moves the HTML of a page into a document that holds many.
//!
//! Tags alone are read, attribute by attribute; all else is copied as it is. What
//! [`super::super::fill`] writes is well-formed; raw HTML of a writer may be anything, and what
//! is no tag with quoted attributes passes unchanged.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr;

/// Attributes whose words are ids of the page.
const IDS: [&str; 6] = ["id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

/// The id of a chapter's title.
pub(super) fn chapter_id(number: usize) -> String {
    format!("p{}", number + 1)
}

/// The HTML of chapter `number`; `places` are the chapters' numbers by address.
pub(super) fn into_document(html: &str, number: usize, places: &HashMap<&str, usize>) -> String {
    let mut moved = Moved { html, copied: 0, text: String::with_capacity(html.len() + html.len() / 8) };
    let mut at = 0;
    while let Some(open) = memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + open;
        let tag = &html[start..];
        let name = name_end(tag);
        at = start + 1;
        if name > 1 {
            // Behind a tag that nothing ends browsers see no other.
            let Some(end) = tag_end(tag) else { break };
            lower(&tag[..name], start, &mut moved);
            attributes(start + name..start + end, number, places, &mut moved);
            at = start + end;
        }
    }
    moved.finish()
}

/// HTML of which some places are replaced: most tags, those of coloured code, stay as they are.
struct Moved<'h> {
    html: &'h str,
    /// How much of it is in `text`.
    copied: usize,
    text: String,
}

impl Moved<'_> {
    fn replace(&mut self, place: Range<usize>, by: &str) {
        self.text.push_str(&self.html[self.copied..place.start]);
        self.text.push_str(by);
        self.copied = place.end;
    }

    fn finish(self) -> String {
        self.text + &self.html[self.copied..]
    }
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

/// Puts a heading, whose tag's name begins at `start`, one level down: the document's and the
/// chapter's titles stand above it.
fn lower(name: &str, start: usize, moved: &mut Moved) {
    let lower = match name.trim_start_matches(['<', '/']) {
        "h1" => "2",
        "h2" => "3",
        "h3" => "4",
        "h4" => "5",
        "h5" => "6",
        _ => return,
    };
    let end = start + name.len();
    moved.replace(end - 1..end, lower);
}

/// Replaces what attributes of a tag say of ids and addresses; `rest` is where they may be.
fn attributes(mut rest: Range<usize>, number: usize, places: &HashMap<&str, usize>, moved: &mut Moved) {
    let html = moved.html;
    while let Some((before, value)) = attribute(&html[rest.clone()]) {
        let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        let start = rest.start + before.len() + 2;
        let place = start..start + value.len();
        rest.start = place.end + 1;
        match name {
            // A picture that waits to be scrolled to may be missing on paper.
            "loading" => {
                let kept = before[..before.len() - name.len()].trim_end_matches(' ').len();
                moved.replace(start - 2 - before.len() + kept..place.end + 1, "");
            }
            "href" => {
                if let Some(target) = target(value, number, places) {
                    moved.replace(place, &target);
                }
            }
            name if IDS.contains(&name) => {
                let ids: Vec<String> = value.split(' ').map(|id| inside(id, number)).collect();
                moved.replace(place, &ids.join(" "));
            }
            _ => {}
        }
    }
}

/// The first attribute in double quotes: what stands before the `="`, and the value.
fn attribute(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    let before = loop {
        let quote = from + text[from..].find('"')?;
        match text[..quote].strip_suffix('=') {
            Some(before) => break before,
            None => from = quote + 1,
        }
    };
    let (value, _) = text[before.len() + 2..].split_once('"')?;
    Some((before, value))
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
