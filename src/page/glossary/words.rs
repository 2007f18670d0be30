//! The words of running text in HTML, and text without its markup.

use crate::article::without_numbers;
use crate::language::analysis::tokens;

/// Elements in which nothing is explained: what is a name, a link, code or a text to copy.
const SKIPPED: [&str; 23] = [
    "a", "abbr", "button", "code", "dfn", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "math", "pre", "samp", "script", "style", "summary", "svg", "textarea",
];

/// A word in a text.
#[derive(Debug)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether nothing but space or a hyphen stands between it and the word before.
    pub follows: bool,
}

/// The words of `html` that may be explained.
pub(super) fn words(html: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut skipped = 0_usize;
    let mut at = 0;
    while at < html.len() {
        let end = html[at..].find('<').map_or(html.len(), |open| at + open);
        if skipped == 0 {
            let first = found.len();
            tokens(&html[at..end], |token| {
                let (start, end) = (at + token.start, at + token.end);
                let follows = found.len() > first
                    && found.last().is_some_and(|before| html[before.end..start].chars().all(is_gap));
                found.push(Word { start, end, follows });
            });
        }
        let Some(close) = html[end..].find('>') else { break };
        let tag = &html[end..=end + close];
        let name = name(tag);
        if SKIPPED.contains(&name) && !tag.ends_with("/>") {
            skipped = if tag.starts_with("</") { skipped.saturating_sub(1) } else { skipped + 1 };
        }
        at = end + close + 1;
    }
    found
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '-'
}

fn name(tag: &str) -> &str {
    let start = tag.trim_start_matches(['<', '/']);
    &start[..start.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(start.len())]
}

/// The text of `html` without numbers of footnotes, space collapsed.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let html = without_numbers(html);
    let mut rest = &*html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let text = htmlize::unescape(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_whether_they_follow_another() {
        let html = "<p>One-two, three <em>four</em> <a>five</a> six seven</p>";
        let found: Vec<(&str, bool)> =
            words(html).iter().map(|word| (&html[word.start..word.end], word.follows)).collect();
        assert_eq!(
            found,
            [
                ("One", false),
                ("two", true),
                ("three", false),
                ("four", false),
                ("six", false),
                ("seven", true)
            ]
        );
    }

    #[test]
    fn text_has_no_markup() {
        assert_eq!(plain("a <b>b</b>\n  &lt;c&gt; &amp;amp;"), "a b <c> &amp;");
        assert_eq!(plain("a <b"), "a");
        let note =
            |number| format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\">{number}</a></sup>");
        assert_eq!(plain(&format!("Refund{} of{} x<sup>2</sup>", note(1), note(23))), "Refund of x2");
    }
}
