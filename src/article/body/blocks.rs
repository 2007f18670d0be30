//! Blocks: paragraphs, quotes, alerts, lists, tables.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, RefDefs, Tag, TagEnd};

use super::containers::{self, Open};
use super::footnotes::without_numbers;
use super::html::Html;
use super::{Mode, Reader};
use crate::article::Filling;

/// The table that is being written; a table holds no other.
#[derive(Debug, Default)]
pub(super) struct Tables {
    columns: Vec<Alignment>,
    column: usize,
    part: Part,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    #[default]
    Head,
    AfterHead,
    Body,
}

/// How a paragraph is written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    /// As `<p>`.
    #[default]
    Usual,
    /// As a picture with a caption.
    Figure,
    /// Without tags, in an element that holds no blocks.
    Bare,
}

/// Whether other blocks stand in what `tag` begins, so that a container may be open at its
/// end.
pub(super) fn holds_blocks(tag: &Tag<'_>) -> bool {
    ends_blocks(tag.to_end())
}

/// See [`holds_blocks`].
pub(super) fn ends_blocks(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}

/// The text of a piece of HTML, entities and all: good enough for an id.
fn without_tags(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

impl Reader<'_, '_, '_> {
    /// The beginning of a block or of an inline element.
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>, definitions: &RefDefs<'_>) {
        if holds_blocks(&tag) {
            self.depth += 1;
        }
        match tag {
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(),
            Tag::DefinitionList => self.start_block("<dl>\n"),
            Tag::DefinitionListTitle => self.start_term(),
            Tag::DefinitionListDefinition => self.start_block("<dd>"),
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(level as u8, id.as_deref(), &classes, &attrs, range);
            }
            Tag::CodeBlock(kind) => self.start_code(&kind, range),
            Tag::HtmlBlock => self.start_raw(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range.start),
            Tag::Table(columns) => self.start_table(columns),
            Tag::TableHead => self.start_row(Part::Head),
            Tag::TableRow => self.start_row(Part::Body),
            Tag::TableCell => self.start_cell(),
            Tag::Link { link_type, dest_url, title, id } => {
                self.start_link(link_type, &dest_url, &title, &id, range, definitions);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.start_picture(link_type, &dest_url, &title, &id, range, definitions);
            }
            Tag::Emphasis => self.composer.html.push("<em>"),
            Tag::Strong => self.composer.html.push("<strong>"),
            Tag::Strikethrough => self.composer.html.push("<del>"),
            Tag::Superscript => self.composer.html.push("<sup>"),
            Tag::Subscript => self.composer.html.push("<sub>"),
            Tag::Paragraph | Tag::MetadataBlock(_) => {}
        }
    }

    /// The end of a block or of an inline element.
    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if ends_blocks(tag) {
            self.end_holder(range.end);
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::BlockQuote(kind) => {
                self.end_block(if kind.is_some() { "</div>\n" } else { "</blockquote>\n" })
            }
            TagEnd::List(numbered) => self.end_block(if numbered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.list_items.pop();
                self.end_block("</li>\n");
            }
            TagEnd::DefinitionList => self.end_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_term(),
            TagEnd::DefinitionListDefinition => self.end_block("</dd>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_block("</tr>\n</thead>\n"),
            TagEnd::TableRow => self.end_block("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Link => self.end_link(range),
            TagEnd::Emphasis => self.composer.html.push("</em>"),
            TagEnd::Strong => self.composer.html.push("</strong>"),
            TagEnd::Strikethrough => self.composer.html.push("</del>"),
            TagEnd::Superscript => self.composer.html.push("</sup>"),
            TagEnd::Subscript => self.composer.html.push("</sub>"),
            // Code, raw HTML and pictures end while they are collected.
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Whether `event` goes on, or finishes, something that is written as a whole. A paragraph
    /// gets its tag here, once it is known what is in it.
    pub(super) fn is_collected(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if let Some(paragraph) = self.paragraph.take() {
            self.start_paragraph(&paragraph, event, range);
        }
        match &self.mode {
            Mode::Flow => return false,
            Mode::Alternative(_) => self.picture_event(event, range),
            Mode::Code(_) => self.code_event(event, range),
            Mode::Raw(_) => self.raw_event(event, range),
        }
        true
    }

    fn start_paragraph(&mut self, paragraph: &Range<usize>, first: &Event<'_>, first_range: &Range<usize>) {
        if self.depth == 0 && self.composer.prose.wants_lead() && self.containers.iter().all(Open::is_plain) {
            self.composer.prose.begin_paragraph();
        }
        let picture = matches!(first, Event::Start(Tag::Image { title, .. }) if !title.is_empty());
        let is_rest_empty = || {
            let rest = self.document.text.get(first_range.end..paragraph.end);
            rest.is_some_and(|rest| rest.trim().is_empty())
        };
        self.paragraph_kind = match picture && first_range.start == paragraph.start && is_rest_empty() {
            true => ParagraphKind::Figure,
            false if self.bare > 0 => ParagraphKind::Bare,
            false => ParagraphKind::Usual,
        };
        match (self.paragraph_kind, self.dialogue()) {
            (ParagraphKind::Usual, Some(_)) => self.start_turn(paragraph.start),
            (ParagraphKind::Usual, None) => self.start_block("<p>"),
            (ParagraphKind::Figure | ParagraphKind::Bare, _) => self.start_block(""),
        }
    }

    fn end_paragraph(&mut self) {
        let kind = std::mem::take(&mut self.paragraph_kind);
        self.end_block(if kind == ParagraphKind::Usual { "</p>\n" } else { "" });
        self.composer.prose.end_paragraph();
    }

    /// Whether the picture that comes is a paragraph of its own and has a caption.
    pub(super) fn is_figure(&self) -> bool {
        self.paragraph_kind == ParagraphKind::Figure
    }

    pub(super) fn start_block(&mut self, tag: &str) {
        self.composer.punctuation.begin_block();
        self.composer.html.fresh_line();
        self.composer.html.push(tag);
        self.composer.prose.end_block();
    }

    pub(super) fn end_block(&mut self, tag: &str) {
        self.composer.html.push(tag);
        self.composer.prose.end_block();
    }

    /// Containers end with the block that they are in.
    fn end_holder(&mut self, end: usize) {
        self.leave_block(end);
        self.depth = self.depth.saturating_sub(1);
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else { return self.start_block("<blockquote>\n") };
        let (name, label) = containers::alert(kind);
        self.start_block(&format!("<div class=\"alert alert-{name}\" role=\"note\">\n"));
        self.alert_label(label);
    }

    fn start_term(&mut self) {
        self.composer.html.fresh_line();
        self.term = Some(self.composer.html.mark());
        self.start_block("<dt>");
    }

    /// A term gets an id, so that it can be linked to.
    fn end_term(&mut self) {
        if let Some(mark) = self.term.take() {
            let text = without_tags(&without_numbers(self.composer.html.since(mark)));
            let id = self.composer.anchors.for_term(text.trim());
            let mut tag = Html::default();
            tag.push("<dt id=\"");
            tag.attribute(&id);
            tag.push("\">");
            self.composer.html.replace(mark, "<dt>", tag.as_str());
            self.composer.other_anchors.push(id);
        }
        self.end_block("</dt>\n");
    }

    fn start_list(&mut self, first: Option<u64>) {
        match first {
            None => self.start_block("<ul>\n"),
            Some(1) => self.start_block("<ol>\n"),
            Some(first) => self.start_block(&format!("<ol start=\"{first}\">\n")),
        }
    }

    fn start_item(&mut self) {
        self.composer.html.fresh_line();
        let mark = self.composer.html.mark();
        self.list_items.push(mark);
        self.start_block("<li>");
    }

    /// The box of a task; its list item is marked as one.
    pub(super) fn task(&mut self, done: bool) {
        if let Some(item) = self.list_items.last() {
            self.composer.html.replace(*item, "<li>", "<li class=\"task\">");
        }
        let (checked, label) = if done { (" checked", "task.done") } else { ("", "task.open") };
        self.composer.html.push(&format!("<input type=\"checkbox\" disabled{checked} aria-label=\""));
        self.composer.html.hole(Filling::Label(label));
        self.composer.html.push("\"> ");
    }

    fn start_table(&mut self, columns: Vec<Alignment>) {
        self.tables = Tables { columns, ..Tables::default() };
        self.start_block("<div class=\"table-scroll\"><table>\n");
    }

    fn start_row(&mut self, part: Part) {
        self.tables.column = 0;
        let tag = match (part, self.tables.part) {
            (Part::Head, _) => "<thead>\n<tr>\n",
            (_, Part::Body) => "<tr>\n",
            _ => "<tbody>\n<tr>\n",
        };
        self.tables.part = if part == Part::Head { Part::AfterHead } else { Part::Body };
        self.start_block(tag);
    }

    fn cell(&self) -> &'static str {
        if self.tables.part == Part::Body { "td" } else { "th" }
    }

    fn start_cell(&mut self) {
        // A class rather than a style: pages forbid inline styles.
        let align = match self.tables.columns.get(self.tables.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        let tag = format!("<{}{align}>", self.cell());
        self.composer.html.push(&tag);
    }

    fn end_cell(&mut self) {
        let tag = format!("</{}>\n", self.cell());
        self.composer.html.push(&tag);
        self.composer.prose.space();
        self.tables.column += 1;
    }

    fn end_table(&mut self) {
        if self.tables.part == Part::Body {
            self.composer.html.push("</tbody>\n");
        }
        self.end_block("</table></div>\n");
    }
}
