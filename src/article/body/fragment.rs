//! A piece of raw HTML, gathered from the lines of a text, that knows where each byte of it stands.

use std::ops::Range;

use lol_html::{HtmlRewriter, Settings};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    html: String,
    /// The pieces of it: where one begins in `html`, and where it stands in the file.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Fragment {
    /// One that stands at `range` as it is.
    pub fn of(html: &str, range: Range<usize>) -> Self {
        let mut fragment = Self::default();
        fragment.add(html, range);
        fragment
    }

    /// What an event says of inline HTML at `range` of the file. In a quotation or a list there is
    /// something else between its lines.
    pub fn inline(html: &str, file: &str, range: Range<usize>) -> Self {
        if html.len() == range.len() {
            return Self::of(html, range);
        }
        let mut fragment = Self::default();
        let mut from = range.start;
        for line in html.split_inclusive('\n') {
            let written = line.trim_end_matches(['\r', '\n']);
            let start = file.get(from..range.end).and_then(|rest| rest.find(written)).unwrap_or_default();
            let at = from + start..(from + start + written.len()).min(range.end);
            from = at.end;
            fragment.add(line, at);
        }
        fragment
    }

    /// Adds a piece that stands at `range`.
    pub fn add(&mut self, html: &str, range: Range<usize>) {
        self.pieces.push((self.html.len(), range));
        self.html.push_str(html);
    }

    /// All of it.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Where something of `html` stands in the file.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let next = self.pieces.partition_point(|(start, _)| *start <= offset);
            let (start, piece) = next.checked_sub(1).and_then(|last| self.pieces.get(last))?;
            Some((piece.start + offset - start).min(piece.end))
        };
        let start = at(range.start).unwrap_or_default();
        start..at(range.end.saturating_sub(1)).map_or(start, |last| (last + 1).max(start))
    }

    /// Calls the handlers of `settings` for what is in it.
    pub fn look_through(&self, settings: Settings<'_, '_>) {
        let mut rewriter = HtmlRewriter::new(settings.with_strict(false), |_: &[u8]| {});
        // Nothing is rewritten, so an error only means that the rest has no findings.
        let _ = rewriter.write(self.html.as_bytes()).and_then(|()| rewriter.end());
    }
}
