//! Where the destinations of links and pictures stand in a text, so that they can be written anew.

use std::cell::RefCell;
use std::ops::Range;

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, Settings, element};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The bytes of every destination, in Markdown and in raw HTML, in no order.
pub(super) fn destinations(body: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(body, options);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let start = body[definition.span.clone()].find("]:").map(|at| definition.span.start + at + 2);
        found.extend(start.and_then(|start| destination(body, start, &definition.dest)));
    }
    let mut block = Vec::new();
    for (event, bytes) in parser.into_offset_iter() {
        match event {
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, dest_url, .. }
                | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
            ) => {
                let start = body[bytes.clone()].rfind("](").map(|at| bytes.start + at + 2);
                found.extend(start.and_then(|start| destination(body, start, &dest_url)));
            }
            Event::InlineHtml(html) => found.extend(in_html(body, &lines(body, bytes, &html))),
            Event::Html(_) => block.push(bytes),
            Event::End(TagEnd::HtmlBlock) => found.extend(in_html(body, &std::mem::take(&mut block))),
            _ => {}
        }
    }
    found
}

/// `dest` where it is written at `start`, behind white space and perhaps `<`.
fn destination(body: &str, start: usize, dest: &str) -> Option<Range<usize>> {
    let rest = &body[start..];
    let begin = start + (rest.len() - rest.trim_start().trim_start_matches('<').len());
    (!dest.is_empty() && body[begin..].starts_with(dest)).then(|| begin..begin + dest.len())
}

/// Where the lines of inline HTML stand: in a quotation something else is between them.
fn lines(body: &str, bytes: Range<usize>, html: &str) -> Vec<Range<usize>> {
    let mut from = bytes.start;
    let lines = html.split_inclusive('\n').filter_map(|line| {
        let start = from + body[from..bytes.end].find(line)?;
        from = start + line.len();
        Some(start..from)
    });
    lines.collect()
}

/// The values of `href` and `src` in raw HTML, whose lines are given.
fn in_html(body: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let html: String = lines.iter().map(|line| &body[line.clone()]).collect();
    let in_body = |value: Range<usize>| {
        let mut line_start = 0;
        let line = lines.iter().find(|line| {
            line_start += line.len();
            value.start < line_start
        })?;
        let start = line.end - (line_start - value.start);
        let in_body = start..start + value.len();
        (body.get(in_body.clone()) == html.get(value)).then_some(in_body)
    };
    values(&html).into_iter().filter_map(in_body).collect()
}

/// The same in a piece of HTML. What is in comments, scripts and other values is none.
fn values(html: &str) -> Vec<Range<usize>> {
    let found = RefCell::new(Vec::new());
    let elements = element!("*", |element: &mut Element<'_, '_>| {
        let links = element.attributes().iter().filter(|one| matches!(one.name().as_str(), "href" | "src"));
        let values = links.filter_map(|link| Some(link.value_source_location()?.bytes()));
        // What a template or code fills in is no address.
        let is_address = |value: &Range<usize>| {
            let text = html.get(value.clone()).unwrap_or_default();
            !(text.is_empty() || text.starts_with('{') || text.contains("{{"))
        };
        found.borrow_mut().extend(values.filter(is_address));
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(elements).with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Nothing is rewritten, so an error only means that the rest has no findings.
    let _ = rewriter.write(html.as_bytes()).and_then(|()| rewriter.end());
    found.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<&str> {
        destinations(body).into_iter().map(|at| &body[at]).collect()
    }

    #[test]
    fn destinations_of_markdown_are_found_where_they_are_written() {
        assert_eq!(
            found("[a](b.md) ![c](<d e.png> \"f\") [g][h]\n\n[h]: i.md 'j'\n"),
            ["i.md", "b.md", "d e.png"]
        );
        assert_eq!(found("`[a](b.md)` <https://c.example> [d]()\n"), [""; 0]);
    }

    #[test]
    fn attributes_may_stand_on_lines_of_their_own() {
        assert_eq!(found("<img\nsrc=\"a.png\" data-src='b.png'\n\thref='c'>\n"), ["a.png", "c"]);
        assert_eq!(found("> <img\n> src=\"a.png\">\n> <a href=b.md>č</a>\n"), ["a.png", "b.md"]);
        assert_eq!(found("č <a title=\"d\"\nhref='a.md'>b</a>\n"), ["a.md"]);
    }

    #[test]
    fn what_only_looks_like_an_attribute_is_none() {
        let texts = [
            "<p title='href=\"a.md\"'>Write href=\"b.md\".</p>\n",
            "<!-- <a href=\"a.md\"> -->\n",
            "<script>x = '<a href=\"a.md\">'</script>\n",
            "<a href=\"{{ url }}\" src={useBaseUrl('a.png')}>\n",
        ];
        for text in texts {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
