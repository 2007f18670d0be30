//! A file of Markdown as it was written: its blocks of text, with the place of every letter. For
//! those who look at how a text is written, and not at what becomes of it.
//!
//! What is no prose (code, addresses, pictures, raw HTML) is one [`OPAQUE`] character in the text
//! of a block, so that nothing is found in it or across it. An included file is not followed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::fence::{Document, RawHtml};
use super::inline::EMPTY_ON_PURPOSE;
use super::{autolink, options};
use crate::article::front;
use crate::path::SitePath;
use crate::settings::Markdown;

/// Stands for what is no prose.
pub const OPAQUE: char = '\u{fffc}';

/// Attributes that describe a picture of raw HTML, or say that nobody needs to know of it.
const DESCRIBING: [&str; 5] = ["alt", "aria-label", "aria-labelledby", "aria-hidden", "role"];

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
    let mut surveyor = Surveyor::new(&document);
    for (event, range) in Parser::new_ext(document.markdown(), options(&markdown)).into_offset_iter() {
        surveyor.event(event, document.start + range.start..document.start + range.end);
    }
    surveyor.end_block();
    surveyor.survey
}

struct Surveyor<'d> {
    document: &'d Document<'d>,
    survey: Survey,
    block: Block,
    /// Web and mail addresses, in order.
    addresses: Vec<Range<usize>>,
    /// How many elements are open whose inside is no prose.
    closed: usize,
    /// How many quotations are open.
    quotes: usize,
    /// The inside of a picture.
    picture: Option<Alternative>,
}

/// The description of a picture that is being read.
struct Alternative {
    at: Range<usize>,
    described: bool,
    depth: usize,
}

impl<'d> Surveyor<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        let addresses = autolink::candidates(document.text, document.start);
        let block = Block::of(BlockKind::Prose);
        Self { document, survey: Survey::default(), block, addresses, closed: 0, quotes: 0, picture: None }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.picture.is_some() {
            return self.picture_event(&event, &range);
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            _ if self.closed > 0 => self.html_in(&event, &range),
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak | Event::HardBreak => self.block.push(" ", range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.opaque(range),
            Event::InlineHtml(_) | Event::Html(_) => {
                self.html(&range);
                self.opaque(range);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.opaque(range),
            Event::Rule => self.end_block(),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.opaque(range);
                self.closed += 1;
            }
            Tag::Link { .. } => {}
            Tag::Image { .. } => {
                self.opaque(range.clone());
                let described = self.document.text[range.clone()].starts_with(EMPTY_ON_PURPOSE);
                self.picture = Some(Alternative { at: range, described, depth: 0 });
            }
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8)),
            Tag::TableCell => self.begin(BlockKind::Cell),
            Tag::CodeBlock(kind) => {
                self.end_block();
                self.closed += 1;
                let info = if let CodeBlockKind::Fenced(info) = kind { &**info } else { "" };
                let language = info.split([' ', ',', '{']).next().unwrap_or_default().to_lowercase();
                self.survey.code.push(CodeBlock { at: range, language });
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.end_block();
                self.closed += 1;
            }
            Tag::Table(alignments) => {
                self.begin(BlockKind::Prose);
                self.survey.tables.push(Table { at: range, columns: alignments.len(), rows: 0 });
            }
            Tag::TableRow => {
                self.begin(BlockKind::Prose);
                if let Some(table) = self.survey.tables.last_mut() {
                    table.rows += 1;
                }
            }
            Tag::BlockQuote(None) => {
                self.begin(BlockKind::Prose);
                self.quotes += 1;
            }
            _ => self.begin(BlockKind::Prose),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Link | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.closed = self.closed.saturating_sub(1);
            }
            TagEnd::BlockQuote(None) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => self.end_block(),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let text = self.document.unmasked(text, &range).to_owned();
        if text.len() != range.len() {
            return self.block.push(&text, range);
        }
        let mut done = range.start;
        let next = self.addresses.partition_point(|address| address.end <= range.start);
        let inside = self.addresses[next..].iter().take_while(|address| address.start < range.end);
        for address in inside.cloned().collect::<Vec<_>>() {
            let (start, end) = (address.start.max(done), address.end.min(range.end));
            self.block.push(&text[done - range.start..start - range.start], done..start);
            self.block.push(OPAQUE.encode_utf8(&mut [0; 4]), start..end);
            done = end;
        }
        self.block.push(&text[done - range.start..], done..range.end);
    }

    fn opaque(&mut self, range: Range<usize>) {
        self.block.push(OPAQUE.encode_utf8(&mut [0; 4]), range);
    }

    fn html_in(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if matches!(event, Event::Html(_)) {
            self.html(range);
        }
    }

    /// Pictures of raw HTML. One whose description is empty says so on purpose.
    fn html(&mut self, range: &Range<usize>) {
        let html = &self.document.text[range.clone()];
        for (start, _) in html.match_indices("<img") {
            let Some(length) = html[start..].find('>') else { continue };
            let tag = &html[start..start + length];
            let described = DESCRIBING.iter().any(|name| has_attribute(tag, name));
            let at = range.start + start..range.start + start + length + 1;
            self.survey.pictures.push(Picture { at, described });
        }
    }

    fn picture_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Start(_) => picture.depth += 1,
            Event::End(_) if picture.depth > 0 => picture.depth -= 1,
            Event::End(_) => {
                let picture = Picture { at: picture.at.clone(), described: picture.described };
                self.survey.pictures.push(picture);
                self.picture = None;
            }
            Event::Text(text) => {
                picture.described |= !self.document.unmasked(text, range).trim().is_empty();
            }
            Event::Code(_) => picture.described = true,
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.end_block();
        self.block.kind = kind;
    }

    fn end_block(&mut self) {
        let mut block = std::mem::replace(&mut self.block, Block::of(BlockKind::Prose));
        block.quoted = self.quotes > 0;
        if block.text.chars().any(|letter| letter != OPAQUE && !letter.is_whitespace()) {
            self.survey.blocks.push(block);
        }
    }
}

/// Whether a tag has an attribute.
fn has_attribute(tag: &str, name: &str) -> bool {
    let mut quote = None;
    let mut plain = String::with_capacity(tag.len());
    // Values may say anything.
    for c in tag.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => continue,
            (None, _) => {}
        }
        plain.push(if matches!(c, '"' | '\'') { ' ' } else { c });
    }
    plain.split(|c: char| c.is_whitespace() || matches!(c, '/' | '=')).any(|word| word == name)
}

impl Block {
    fn of(kind: BlockKind) -> Self {
        Self { kind, text: String::new(), quoted: false, pieces: Vec::new() }
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece { start: self.text.len(), length: text.len(), source });
        self.text.push_str(text);
    }
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
    }
}
