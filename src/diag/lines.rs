//! Offsets as lines and columns, and the piece of a line that is worth showing.

use std::ops::Range;

/// Most bytes of a line shown on either side of a place. Lines may be megabytes long; what is
/// this far away explains nothing.
const AROUND: usize = 400;

/// Bytes that are counted at once: what a question costs at most, however long the line is.
const BLOCK: usize = 1024;

/// Where the lines of a file begin.
#[derive(Debug)]
pub struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
    /// Characters before each block of bytes.
    counts: Vec<usize>,
}

/// A line and a column, both counted from one; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A piece of one line, as text.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Its text, without the line break.
    pub text: String,
    /// What to mark in it.
    pub marked: Range<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a file, text or not.
    pub fn of(bytes: &'a [u8]) -> Self {
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut counts = vec![0];
        for block in bytes.chunks(BLOCK) {
            counts.push(counts.last().copied().unwrap_or_default() + characters(block));
        }
        Self { bytes, starts, counts }
    }

    /// The line and column of an offset; of the end for offsets past it.
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        Position {
            line,
            column: 1 + self.characters_before(offset) - self.characters_before(self.start(line)),
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.counts[block] + characters(&self.bytes[block * BLOCK..offset])
    }

    /// The part of the first line of `bytes` that is around them. Bytes that are no UTF-8 are
    /// shown as replacement characters.
    pub fn excerpt(&self, bytes: Range<u32>) -> Excerpt {
        let start = (bytes.start as usize).min(self.bytes.len());
        let line = self.starts.partition_point(|begin| *begin <= start);
        let (begin, end) = (self.start(line), self.end(line));
        let start = start.min(end);
        let marked = start..(bytes.end as usize).clamp(start, end);
        let begin = begin.max(self.boundary(start.saturating_sub(AROUND)));
        let shown_end = self.boundary(marked.end.min(start + AROUND));
        let end = end.min(self.boundary(shown_end + AROUND));
        let before = String::from_utf8_lossy(&self.bytes[begin..start]);
        let inside = String::from_utf8_lossy(&self.bytes[start..shown_end.max(start)]);
        let after = String::from_utf8_lossy(&self.bytes[shown_end.max(start)..end.max(shown_end)]);
        let marked = before.len()..before.len() + inside.len();
        Excerpt { text: format!("{before}{inside}{after}"), marked }
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0)
    }

    /// Where the line ends, its break excluded.
    fn end(&self, line: usize) -> usize {
        let end = self.starts.get(line).map_or(self.bytes.len(), |next| next - 1);
        if end > self.start(line) && self.bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end }
    }

    /// The first start of a character at or after `offset`.
    fn boundary(&self, offset: usize) -> usize {
        let rest = self.bytes.get(offset..).unwrap_or(&[]);
        let continued = rest.iter().take(3).take_while(|byte| is_continuation(**byte)).count();
        (offset + continued).min(self.bytes.len())
    }
}

/// Characters of UTF-8 that begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32) -> (usize, usize) {
        let position = Lines::of(text.as_bytes()).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "a\nťažké x\r\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 1), (1, 2));
        assert_eq!(position(text, 2), (2, 1));
        assert_eq!(position(text, text.find('x').unwrap() as u32), (2, 7));
        assert_eq!(position(text, 999), (3, 1));
        assert_eq!(position("", 0), (1, 1));
    }

    #[test]
    fn the_order_of_questions_does_not_matter() {
        let text = "ab cd\nef gh\n";
        let lines = Lines::of(text.as_bytes());
        for offset in [9, 10, 3, 4, 0, 11, 6, 7] {
            assert_eq!(lines.position(offset), Lines::of(text.as_bytes()).position(offset));
        }
    }

    #[test]
    fn an_excerpt_is_one_line_and_not_a_long_one() {
        let excerpt = |bytes: &[u8], range| {
            let Excerpt { text, marked } = Lines::of(bytes).excerpt(range);
            let inside = text[marked].to_owned();
            (text, inside)
        };
        assert_eq!(excerpt(b"one\r\ntwo three\r\nfour", 9..14), ("two three".into(), "three".into()));
        assert_eq!(excerpt(b"one\ntwo\nthree", 1..10), ("one".into(), "ne".into()));
        assert_eq!(excerpt(b"caf\xe9 x", 3..4), ("caf\u{fffd} x".into(), "\u{fffd}".into()));
        assert_eq!(excerpt(b"abc", 99..100), ("abc".into(), "".into()));
        let long = "é".repeat(5_000_000);
        let (text, inside) = excerpt(long.as_bytes(), 5_000_000..5_000_002);
        assert!(text.len() <= 3 * AROUND && inside == "é" && !text.contains('\u{fffd}'));
        let (text, _) = excerpt(long.as_bytes(), 0..9_999_999);
        assert!(text.len() <= 3 * AROUND);
    }
}
