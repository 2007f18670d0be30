//! Reads the blocks of a survey.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::pictures::pictures;
use super::{Block, BlockKind, CodeBlock, OPAQUE, Picture, Survey, Table};
use crate::article::body::autolink;
use crate::article::body::fence::{Document, RawHtml};
use crate::article::body::fragment::Fragment;
use crate::article::body::inline::EMPTY_ON_PURPOSE;

/// Takes the events of a text one by one.
pub(super) struct Surveyor<'d> {
    document: &'d Document<'d>,
    raw_html: RawHtml,
    pub survey: Survey,
    block: Block,
    /// Web and mail addresses, in order.
    addresses: Vec<Range<usize>>,
    /// How many elements are open whose inside is no prose.
    closed: usize,
    /// How many quotations are open.
    quotes: usize,
    /// The block of raw HTML that is being read.
    html: Fragment,
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
    pub fn new(document: &'d Document<'d>, raw_html: RawHtml) -> Self {
        let addresses = autolink::candidates(document.text, document.start);
        let block = Block::of(BlockKind::Prose);
        let html = Fragment::default();
        let survey = Survey::default();
        Self { document, raw_html, survey, block, addresses, closed: 0, quotes: 0, html, picture: None }
    }

    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.picture.is_some() {
            return self.picture_event(&event, &range);
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => self.html.add(self.document.unmasked(&html, &range), range),
            _ if self.closed > 0 => {}
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak | Event::HardBreak => self.block.push(" ", range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.opaque(range),
            Event::InlineHtml(html) => {
                let html = Fragment::inline(&html, self.document.text, range.clone());
                self.find_pictures(&html);
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
            TagEnd::HtmlBlock => {
                self.closed = self.closed.saturating_sub(1);
                let html = mem::take(&mut self.html);
                self.find_pictures(&html);
            }
            TagEnd::Link | TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
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

    /// Where raw HTML is text, no tag of it is a picture.
    fn find_pictures(&mut self, html: &Fragment) {
        if self.raw_html == RawHtml::Passes {
            self.survey.pictures.extend(pictures(html));
        }
    }

    fn opaque(&mut self, range: Range<usize>) {
        self.block.push(OPAQUE.encode_utf8(&mut [0; 4]), range);
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

    pub fn end_block(&mut self) {
        let mut block = mem::replace(&mut self.block, Block::of(BlockKind::Prose));
        block.quoted = self.quotes > 0;
        if block.text.chars().any(|letter| letter != OPAQUE && !letter.is_whitespace()) {
            self.survey.blocks.push(block);
        }
    }
}
