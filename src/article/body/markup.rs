//! Markdown inside raw HTML, as kramdown and Jekyll have it: `<div markdown="1">` … `</div>`.
//!
//! A line that holds such a tag alone is masked like a container line, with a blank line before
//! it, so that the lines between the tags are Markdown of their own. Where the break comes out
//! of the parser, the tag is written. An element that is opened that way and never closed on a
//! line of its own is left to CommonMark, which reads its inside as raw HTML.

use std::ops::Range;

use super::Reader;
use super::fragment::Fragment;

/// Elements that hold text and no blocks: their paragraphs are written without tags.
const HOLD_TEXT: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption", "td", "th", "dt", "span"];

/// Elements in running text. CommonMark takes one that stands alone on a line for a block of
/// raw HTML; kramdown, whose notation this is, does not.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "del", "em", "i", "img", "input", "ins",
    "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// What is changed before Markdown is parsed.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Lines that hold a tag, without their line break.
    pub lines: Vec<Range<usize>>,
    /// Line breaks that become spaces.
    pub joints: Vec<usize>,
}

/// A line that opens an element.
struct Open<'t> {
    name: &'t str,
    line: Range<usize>,
    /// Elements of the same name inside that are open.
    inner: usize,
    /// How many joints there were.
    joints: usize,
}

/// Finds the tags for Markdown in `text` from `start` on.
pub(super) fn find(text: &str, start: usize) -> Markup {
    if !text[start..].contains("markdown=") {
        return Markup::default();
    }
    let mut finder = Finder { found: Markup::default(), open: Vec::new(), code: None, is_fresh: true };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        finder.line(line, at, &text[end..]);
        at = end;
    }
    finder.finish()
}

/// What is known of a text while it is read line by line.
struct Finder<'t> {
    found: Markup,
    open: Vec<Open<'t>>,
    /// The fence of the block of code that is open.
    code: Option<&'t str>,
    /// Whether a block begins with the next line.
    is_fresh: bool,
}

impl<'t> Finder<'t> {
    /// Reads the line that begins at `at`, in front of `rest`.
    fn line(&mut self, line: &'t str, at: usize, rest: &str) {
        let content = line.trim();
        let was_fresh = std::mem::replace(&mut self.is_fresh, content.is_empty());
        if is_code(&mut self.code, content) || line.starts_with("    ") || line.starts_with('\t') {
            return;
        }
        let bytes = at..at + line.trim_end_matches(['\n', '\r']).len();
        if let Some(name) = opened(content) {
            self.open.push(Open { name, line: bytes, inner: 0, joints: self.found.joints.len() });
            self.is_fresh = true;
        } else if let Some(opened) = self.open.pop_if(|open| open.is_closed_by(content)) {
            self.found.lines.extend([opened.line, bytes]);
            self.is_fresh = true;
        } else if let Some(innermost) = self.open.last_mut() {
            innermost.count(content);
            if was_fresh && is_inline_tag(content) && line.ends_with('\n') && goes_on(rest) {
                self.found.joints.push(at + line.len() - 1);
                self.is_fresh = true;
            }
        }
    }

    /// What was found; within an element that nothing closes, that is nothing.
    fn finish(mut self) -> Markup {
        if let Some(unclosed) = self.open.first() {
            self.found.joints.truncate(unclosed.joints);
        }
        self.found.lines.sort_unstable_by_key(|line| line.start);
        self.found
    }
}

impl Open<'_> {
    fn is_closed_by(&self, line: &str) -> bool {
        self.inner == 0 && closed(line) == Some(self.name)
    }

    /// Counts the elements of the same name that a line opens and closes.
    fn count(&mut self, line: &str) {
        for (at, _) in line.match_indices('<') {
            let rest = &line[at + 1..];
            let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
            if name_of(rest) == self.name {
                self.inner = if is_end { self.inner.saturating_sub(1) } else { self.inner + 1 };
            }
        }
    }
}

/// Whether a line opens, closes or is in a fenced block of code.
fn is_code<'t>(open: &mut Option<&'t str>, line: &'t str) -> bool {
    let length = line.len() - line.trim_start_matches(['`', '~']).len();
    let fence = &line[..length];
    let is_fence = length >= 3 && (fence.trim_matches('`').is_empty() || fence.trim_matches('~').is_empty());
    match open {
        Some(opened) => {
            if is_fence && length == line.len() && line.starts_with(*opened) {
                *open = None;
            }
            true
        }
        None if is_fence => {
            *open = Some(fence);
            true
        }
        None => false,
    }
}

fn name_of(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())]
}

/// The element that a line opens for Markdown, if that is all it does.
fn opened(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('<')?.strip_suffix('>')?;
    let asks = ["1", "block", "span"].iter().any(|kind| {
        ["\"", "'"].iter().any(|quote| inner.contains(&format!("markdown={quote}{kind}{quote}")))
    });
    let name = name_of(inner);
    (asks && !name.is_empty() && !inner.contains(['<', '>']) && !inner.ends_with('/')).then_some(name)
}

/// The element that a line closes, if that is all it does.
fn closed(line: &str) -> Option<&str> {
    line.strip_prefix("</")?.strip_suffix('>')
}

/// Whether a line is one tag of running text.
fn is_inline_tag(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('<').and_then(|line| line.strip_suffix('>')) else { return false };
    let name = name_of(inner.strip_prefix('/').unwrap_or(inner)).to_ascii_lowercase();
    !inner.contains(['<', '>']) && INLINE.contains(&name.as_str())
}

/// Whether the next line goes on with the paragraph.
fn goes_on(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default().trim();
    let is_tag = opened(line).is_some() || closed(line).is_some_and(|name| !INLINE.contains(&name));
    !line.is_empty() && !is_tag
}

impl Reader<'_, '_, '_> {
    /// A tag for Markdown comes out of the parser.
    pub(super) fn markup_line(&mut self, line: &Range<usize>) {
        if self.hidden.is_some() {
            return;
        }
        let source = &self.document.text[line.clone()];
        let tag = source.trim();
        self.composer.html.fresh_line();
        self.composer.prose.end_block();
        let start = line.start + source.len() - source.trim_start().len();
        self.write_raw(&Fragment::of(tag, start..start + tag.len()));
        self.composer.html.push("\n");
        let holds_text = |name: &str| HOLD_TEXT.contains(&name.to_ascii_lowercase().as_str());
        match closed(tag) {
            Some(name) if holds_text(name) => self.bare = self.bare.saturating_sub(1),
            None if holds_text(name_of(&tag[1..])) => self.bare += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::tests::{html, read};

    #[test]
    fn markdown_inside_elements() {
        let article = read(
            "<aside markdown=\"1\" class=\"q\">\n  <img src=\"a.png\" alt=\"\">\n  <i>\n  It \\[is\\] *so*.\n  </i>\n  \
             <p markdown=\"1\" class=\"c\">\n— [me](b.md)\n  </p>\n</aside>\n\nAfter.\n",
        );
        assert_eq!(
            html(&article),
            "<aside class=\"q\">\n<p><img src=\"a.png\" alt=\"\">\n  <i>\n  It [is] <em>so</em>.\n</i></p>\n\
             <p class=\"c\">\n— <a href=\"b.md\">me</a>\n</p>\n</aside>\n<p>After.</p>\n"
        );
    }

    #[test]
    fn what_is_not_closed_or_is_code_is_left_alone() {
        let text = "```\n<div markdown=\"1\">\n</div>\n```\n\n<div markdown=\"1\">\n*x*\n";
        assert_eq!(
            html(&read(text)).split("</code>").next().unwrap().split("<code>").nth(1).unwrap(),
            "&lt;div markdown=\"1\"&gt;\n&lt;/div&gt;\n"
        );
        assert!(html(&read(text)).ends_with("<div>\n*x*\n"));
    }
}
