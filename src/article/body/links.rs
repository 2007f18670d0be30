//! Links as they are written: where the destination stands in the source, and whether it is
//! one that must not be published. Where they lead is not known here.

use std::ops::Range;

use crate::article::LinkKind;

/// The destination in an inline link or picture at `link`, whose text ends at `text_end`.
pub(super) fn destination(source: &str, link: &Range<usize>, text_end: usize) -> Option<Range<usize>> {
    let tail = source.get(text_end..link.end)?;
    let inner = tail.trim_start().strip_prefix("](")?.trim_start();
    let start = link.end - inner.len();
    bounds(inner.strip_suffix(')')?).map(|length| shift(start, length))
}

/// The destination in a link definition at `definition`.
pub(super) fn definition(source: &str, definition: &Range<usize>) -> Option<Range<usize>> {
    let text = source.get(definition.clone())?;
    let colon = text.find("]:")? + "]:".len();
    let inner = text[colon..].trim_start();
    bounds(inner).map(|length| shift(definition.end - inner.len(), length))
}

fn shift(start: usize, range: Range<usize>) -> Range<usize> {
    start + range.start..start + range.end
}

/// The destination at the beginning of `text`, brackets left out.
fn bounds(text: &str) -> Option<Range<usize>> {
    if let Some(inner) = text.strip_prefix('<') {
        return inner.find('>').map(|end| 1..1 + end);
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    Some(0..end)
}

/// Whether following `target` would run a script. Browsers drop control characters and space
/// before the scheme, and tabs and line breaks anywhere; so does this. A picture cannot run
/// the scripts that it holds, a page can.
pub(super) fn is_unsafe(target: &str, kind: LinkKind) -> bool {
    let target = target.trim_start_matches(|c: char| c <= ' ');
    let scheme: String = target
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .take("data:application/xhtml+xml".len())
        .collect::<String>()
        .to_ascii_lowercase();
    let documents = ["text/html", "text/xml", "application/xml", "application/xhtml+xml"];
    let is_page = |kind: &str| documents.iter().any(|document| kind.starts_with(document));
    let is_drawing = |text: &str| text.starts_with("image/svg+xml");
    match scheme.split_once(':') {
        Some(("javascript" | "vbscript", _)) => true,
        Some(("data", rest)) => {
            let rest = rest.trim_start();
            is_page(rest) || (kind == LinkKind::Link && is_drawing(rest))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text_end: usize) -> Option<&str> {
        destination(source, &(0..source.len()), text_end).map(|range| &source[range])
    }

    #[test]
    fn the_destination_alone_is_found() {
        assert_eq!(found("[a](../b.md)", 2), Some("../b.md"));
        assert_eq!(found("[a]( <../b c.md> \"t\")", 2), Some("../b c.md"));
        assert_eq!(found("[](b)", 1), Some("b"));
        assert_eq!(found("[a](b(c) 'd')", 2), Some("b(c)"));
        assert_eq!(found("[a][b]", 2), None);
        let source = "[a b]:\n  <x> 'y'";
        assert_eq!(definition(source, &(0..source.len())).map(|range| &source[range]), Some("x"));
    }

    #[test]
    fn scripts_are_recognised_in_disguise() {
        for bad in
            ["javascript:x", " JaVa\tScript\n:x", "\u{1}vbscript:x", "data:text/html,x", "DATA: text/html"]
        {
            assert!(is_unsafe(bad, LinkKind::Link), "{bad:?}");
        }
        for good in ["javascript", "a/javascript:x", "data:image/png;base64,x", "#javascript:", "mailto:a@b"]
        {
            assert!(!is_unsafe(good, LinkKind::Link), "{good:?}");
        }
        assert!(is_unsafe("data:image/svg+xml,x", LinkKind::Link));
        assert!(!is_unsafe("data:image/svg+xml,x", LinkKind::Embed));
    }
}
