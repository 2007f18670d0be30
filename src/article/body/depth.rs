//! Markers of quotes and list items in a row on one line, thousands of them, as only programs
//! write them: those that are too deep are text, so that neither Markdown nor a browser has to
//! nest as many blocks.

/// How many blocks may be opened on one line; browsers nest half as many elements.
const DEEPEST: usize = 1_000;

/// For each line of `text` from `start` on with too many markers, the byte where the first one
/// stands that is text.
pub(super) fn too_deep(text: &str, start: usize) -> Vec<usize> {
    let bytes = &text.as_bytes()[start..];
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let mut from = 0;
    let lines = ends.map(|end| std::mem::replace(&mut from, end + 1)..end);
    lines.filter_map(|line| Some(start + line.start + too_deep_on(&bytes[line])?)).collect()
}

/// Where on this line the first marker stands that is too deep.
fn too_deep_on(line: &[u8]) -> Option<usize> {
    if line.len() <= DEEPEST {
        return None;
    }
    let before = before_rule(line);
    let mut at = spaces(before);
    for _ in 0..DEEPEST {
        at += marker(&before[at..])?;
        at += spaces(&before[at..]);
    }
    marker(&before[at..]).map(|_| at)
}

/// What stands before a thematic break such as `- - -`, whose characters are no markers.
fn before_rule(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_end();
    let Some(&last @ (b'-' | b'*')) = line.last() else { return line };
    let other = line.iter().rposition(|&byte| byte != last && !is_space(byte));
    &line[..other.map_or(0, |other| other + 1)]
}

/// The length of the marker that `rest` begins with.
fn marker(rest: &[u8]) -> Option<usize> {
    if rest.first() == Some(&b'>') {
        return Some(1);
    }
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let signs: &[u8] = if digits == 0 { b"-+*" } else { b".)" };
    let ends = |at: usize| rest.get(at).is_some_and(|&byte| is_space(byte));
    rest.get(digits).filter(|sign| signs.contains(sign) && ends(digits + 1)).map(|_| digits + 1)
}

fn spaces(rest: &[u8]) -> usize {
    rest.iter().take_while(|&&byte| is_space(byte)).count()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thousand_and_first_marker_is_text() {
        for marker in ["> ", "- ", "1. ", "12)\t", "> + "] {
            let each = if marker == "> + " { 2 } else { 1 };
            let fits = format!("a\n{}b", marker.repeat(DEEPEST / each));
            assert_eq!(too_deep(&fits, 0), Vec::<usize>::new(), "{marker}");
            let line = marker.repeat(DEEPEST / each + 2);
            let places = [2, 2 + line.len() + 2].map(|line| line + marker.len() * (DEEPEST / each));
            assert_eq!(too_deep(&format!("a\n{line}b\n{line}b"), 0), places, "{marker}");
        }
    }

    #[test]
    fn breaks_and_words_are_no_markers() {
        for line in ["- ", "* ", "-", "- \t", "-a ", "1.", "a > "] {
            assert_eq!(too_deep(&line.repeat(2 * DEEPEST), 0), Vec::<usize>::new(), "{line}");
        }
        assert_eq!(too_deep(&format!("> > {}", "* ".repeat(2 * DEEPEST)), 0), Vec::<usize>::new());
    }
}
