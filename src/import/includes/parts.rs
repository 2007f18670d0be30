//! Parts of a file: lines by their numbers, or between two marks in comments.

/// The lines of a text that are asked for: all, `2:10`, or those between two marks.
pub(super) fn cut(text: &str, part: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_number = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let chosen: Vec<&str> = if part.split(':').all(is_number) {
        let (first, last) = part.split_once(':').unwrap_or((part, part));
        let number = |text: &str, otherwise: usize| text.parse().unwrap_or(otherwise);
        let (first, last) = (number(first, 1).max(1), number(last, lines.len()).min(lines.len()));
        lines.get(first - 1..last.max(first - 1)).unwrap_or_default().to_vec()
    } else {
        let marked = |line: &&str, edge: Edge| mark(line) == Some((edge, part));
        let start = lines.iter().position(|line| marked(line, Edge::Start))?;
        let length = lines[start..].iter().position(|line| marked(line, Edge::End));
        lines[start + 1..length.map_or(lines.len(), |length| start + length)].to_vec()
    };
    Some(chosen.into_iter().filter(|line| mark(line).is_none()).collect::<Vec<_>>().join("\n"))
}

/// Where a marked part begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// `ANCHOR: name` of mdBook and `--8<-- [start:name]` of MkDocs, in comments of any language.
fn mark(line: &str) -> Option<(Edge, &str)> {
    let anchors = [("ANCHOR_END:", Edge::End), ("ANCHOR:", Edge::Start)];
    for (sign, edge) in anchors {
        if let Some((_, rest)) = line.split_once(sign) {
            return rest.split_whitespace().next().map(|name| (edge, name));
        }
    }
    let rest = line.split_once("--8<--")?.1.trim_start().strip_prefix('[')?;
    let (edge, name) = rest.split_once(']')?.0.split_once(':')?;
    match edge.trim() {
        "start" => Some((Edge::Start, name.trim())),
        "end" => Some((Edge::End, name.trim())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "use a;\n// ANCHOR: here\nfn b() {\n    // ANCHOR: inner\n    c();\n    // ANCHOR_END: inner\n}\n// ANCHOR_END: here\nfn d() {}\n";

    #[test]
    fn a_part_is_all_lines_some_or_those_between_marks() {
        assert_eq!(cut("1\n2\n3\n4\n", "").as_deref(), Some("1\n2\n3\n4"));
        assert_eq!(cut("1\n2\n3\n4\n", "2").as_deref(), Some("2"));
        assert_eq!(cut("1\n2\n3\n4\n", "2:3").as_deref(), Some("2\n3"));
        assert_eq!(cut("1\n2\n3\n4\n", ":2").as_deref(), Some("1\n2"));
        assert_eq!(cut("1\n2\n3\n4\n", "3:").as_deref(), Some("3\n4"));
        assert_eq!(cut("1\n2\n", "7:9").as_deref(), Some(""));
        assert_eq!(cut(CODE, "here").as_deref(), Some("fn b() {\n    c();\n}"));
        assert_eq!(cut(CODE, "inner").as_deref(), Some("    c();"));
        assert_eq!(cut(CODE, "nowhere"), None);
        assert_eq!(cut("a\n# --8<-- [start:x]\nb\n# --8<-- [end:x]\nc\n", "x").as_deref(), Some("b"));
    }
}
