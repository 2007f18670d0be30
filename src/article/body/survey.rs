//! A file of Markdown as it was written: its blocks of text, with the place of every letter. For
//! those who look at how a text is written, and not at what becomes of it.
//!
//! What is no prose (code, addresses, pictures, raw HTML) is one [`OPAQUE`] character in the text
//! of a block, so that nothing is found in it or across it. An included file is not followed.

mod pictures;
mod surveyor;

use std::ops::Range;

use pulldown_cmark::Parser;

use super::fence::{Document, RawHtml};
use super::options;
use crate::article::front;
use crate::path::SitePath;
use crate::settings::Markdown;
use surveyor::Surveyor;

/// Stands for what is no prose.
pub const OPAQUE: char = '\u{fffc}';

/// What is written in a file.
#[derive(Debug, Default)]
pub struct Survey {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its pictures, in order.
    pub pictures: Vec<Picture>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
    /// Its blocks of code, in order.
    pub code: Vec<CodeBlock>,
}

/// A paragraph, heading, list item or cell of a table.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, a space for each line break.
    pub text: String,
    /// Whether it stands in a quotation.
    pub quoted: bool,
    pieces: Vec<Piece>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph, wherever it stands, or an item of a list.
    Prose,
    /// A cell of a table.
    Cell,
}

/// A picture.
#[derive(Debug)]
pub struct Picture {
    /// All of it.
    pub at: Range<usize>,
    /// Whether it is described, or said to need no description.
    pub described: bool,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// All of it.
    pub at: Range<usize>,
    /// How many columns it has.
    pub columns: usize,
    /// How many rows it has below its head.
    pub rows: usize,
}

/// A block of code.
#[derive(Debug)]
pub struct CodeBlock {
    /// All of it.
    pub at: Range<usize>,
    /// The language that it names.
    pub language: String,
}

/// A run of a block's text and where it comes from.
#[derive(Debug)]
struct Piece {
    /// Where it begins in the text.
    start: usize,
    length: usize,
    source: Range<usize>,
}

impl Block {
    /// An empty one.
    fn of(kind: BlockKind) -> Self {
        Self { kind, text: String::new(), quoted: false, pieces: Vec::new() }
    }

    /// Adds text that comes from `source`.
    fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece { start: self.text.len(), length: text.len(), source });
        self.text.push_str(text);
    }

    /// Where something of the text stands in the file.
    pub fn source(&self, text: Range<usize>) -> Range<usize> {
        let start = self.piece(text.start).map_or(0, |piece| piece.first(text.start));
        let end = self.piece(text.end.saturating_sub(1)).map_or(start, |piece| piece.end(text.end));
        start..end.max(start)
    }

    /// All of its prose in the file, without markers of lists and headings.
    pub fn at(&self) -> Range<usize> {
        let outside = |c: char| c == OPAQUE || c.is_whitespace();
        let start = self.text.len() - self.text.trim_start_matches(outside).len();
        self.source(start..self.text.trim_end_matches(outside).len())
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(next.checked_sub(1)?)
    }
}

impl Piece {
    /// Whether the text is what the file has.
    fn is_literal(&self) -> bool {
        self.length == self.source.len()
    }

    fn first(&self, at: usize) -> usize {
        if self.is_literal() { self.source.start + (at - self.start) } else { self.source.start }
    }

    fn end(&self, at: usize) -> usize {
        if self.is_literal() { self.source.start + (at - self.start) } else { self.source.end }
    }
}

/// Looks through the Markdown of a file.
pub fn survey(path: &SitePath, text: &str, markdown: &Markdown) -> Survey {
    let raw = if markdown.raw_html { RawHtml::Passes } else { RawHtml::IsText };
    let document = Document::new(path, text, front::text_start(text), raw);
    // Quotes and dashes are wanted as they were typed.
    let markdown = Markdown { smart_punctuation: false, ..markdown.clone() };
    let mut surveyor = Surveyor::new(&document, raw);
    for (event, range) in Parser::new_ext(document.markdown(), options(&markdown)).into_offset_iter() {
        surveyor.event(event, document.start + range.start..document.start + range.end);
    }
    surveyor.end_block();
    surveyor.survey
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Survey {
        survey(&SitePath::new("a.md").unwrap(), text, &Markdown::default())
    }

    #[test]
    fn every_letter_knows_its_place() {
        let text =
            "---\ntitle: T\n---\n# A\n\n> one *two*\n> three `code` &amp; [four](x.md)\n\n- five\n  six\n";
        let survey = of(text);
        let texts: Vec<&str> = survey.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["A", "one two three \u{fffc} & four", "five six"]);
        let block = &survey.blocks[1];
        for word in ["one", "two", "three", "four"] {
            let at = block.text.find(word).unwrap();
            assert_eq!(&text[block.source(at..at + word.len())], word);
        }
        let at = block.text.find('&').unwrap();
        assert_eq!(&text[block.source(at..at + 1)], "&amp;");
        assert_eq!(&text[survey.blocks[2].at()], "five\n  six");
    }

    #[test]
    fn what_is_no_prose_is_not_looked_into() {
        let survey = of(
            "a `b` <i>c</i> <https://d.example> https://e.example/f, g@h.example ![i](j.svg) k\n\n    l\n\n```\nm\n```\n\n:::note N\no\n:::\n",
        );
        let texts: Vec<String> = survey.blocks.iter().map(|block| block.text.replace(OPAQUE, "·")).collect();
        assert_eq!(texts, ["a · ·c· · ·, · · k", "o"]);
    }

    #[test]
    fn pictures_are_described_or_not() {
        let described =
            |text: &str| of(text).pictures.iter().map(|picture| picture.described).collect::<Vec<_>>();
        assert_eq!(
            described("![](a.png) ![x](a.png) ![ ](a.png) ![\"\"](a.png) ![`c`](a.png)"),
            [false, true, false, true, true]
        );
        assert_eq!(
            described("<img src=a> <img alt='' src=a>\n\n<p><img src = \"a\" alt = \"b\"></p>\n"),
            [false, true, true]
        );
        assert_eq!(
            described("<img data-alt=x title='an alt text' src=a> <img src=\"a\" alt> `![](a.png)`"),
            [false, true]
        );
        assert_eq!(
            described("<img title='a > b' alt=c>\n\nd <IMG\nalt=e> <!-- <img> --> <imgs>\n"),
            [true, true]
        );
        assert_eq!(described("<p>\n<img\n  src=a>\n<img\n  alt=b></p>\n"), [false, true]);
    }

    #[test]
    fn tags_are_no_pictures_where_raw_html_is_text() {
        let markdown = Markdown { raw_html: false, ..Markdown::default() };
        let found = survey(
            &SitePath::new("a.md").unwrap(),
            "a <img src=a> ![](a.png)

<img src=a>
",
            &markdown,
        );
        let at: Vec<usize> = found.pictures.iter().map(|picture| picture.at.start).collect();
        assert_eq!(at, [14]);
    }

    #[test]
    fn pictures_of_raw_html_know_their_places() {
        let text = "> a <img title='>'\n> src=b> c\n\n- <div>\n  <img\n  src=d></div>\n";
        let at: Vec<&str> = of(text).pictures.iter().map(|picture| &text[picture.at.clone()]).collect();
        assert_eq!(at, ["<img title='>'\n> src=b>", "<img\n  src=d>"]);
    }
}
