//! Inside a block: text, links and pictures.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, RefDefs, Tag, TagEnd};

use super::containers::Open;
use super::html::Mark;
use super::{Mode, Reader, links};
use crate::article::{Filling, LinkKind, LinkRef};
use crate::diag::Code;
use crate::language::{TIE, Ties};

/// How a picture begins that needs no description: it is there for the eye alone.
pub(super) const EMPTY_ON_PURPOSE: &str = "![\"\"]";

/// A link that is open.
#[derive(Debug)]
pub(super) enum Link {
    /// It is written; its index.
    Safe(u32),
    /// It is left out, because its destination is for other readers.
    Withheld,
    /// It is left out.
    Unsafe {
        target: String,
        /// What is known of its place.
        range: Range<usize>,
    },
}

impl Link {
    fn index(&self) -> Option<u32> {
        if let Self::Safe(index) = self { Some(*index) } else { None }
    }
}

/// A picture whose description is being read.
#[derive(Debug)]
pub(super) struct Picture {
    link: Link,
    title: String,
    alternative: String,
    /// How many elements are open inside.
    depth: usize,
}

impl Reader<'_, '_, '_> {
    /// An event that is neither the beginning nor the end of something.
    pub(super) fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text, &range),
            Event::Code(code) => self.code_span(&code),
            Event::InlineHtml(html) => self.inline_html(&html, &range),
            Event::SoftBreak if self.next_turn(range.end) => {}
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::TaskListMarker(done) => self.task(done),
            // Mathematics is not asked for; what is collected doesn't come here.
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let document = self.document;
        let (text, range) = &self.after_speaker(text, range);
        if let Some(mark) = self.quotation_mark(text, range) {
            return self.plain_text(mark, range);
        }
        let text = document.unmasked(text, range);
        self.look_for_footnote(text, range);
        self.look_for_reference(text, range);
        if self.addresses.is_empty() {
            return self.plain_text(text, range);
        }
        self.text_with_addresses(text, range);
    }

    /// Text without addresses.
    pub(super) fn plain_text(&mut self, text: &str, range: &Range<usize>) {
        match self.ties() {
            Some(ties) => self.composer.html.text(&ties.tie(text, self.composer.html.as_str())),
            None => self.composer.html.text(text),
        }
        self.say(text, range);
    }

    /// A line that ends in the source and need not end on the page.
    fn soft_break(&mut self) {
        let is_tied = self.ties().is_some_and(|ties| ties.holds_on(self.composer.html.as_str()));
        self.line_break(if is_tied { TIE } else { "\n" });
    }

    /// How words are tied, unless they are there to be copied.
    fn ties(&self) -> Option<Ties> {
        self.composer.ties.filter(|_| !self.containers.iter().any(Open::is_copied))
    }

    /// Adds to the plain text.
    pub(super) fn say(&mut self, text: &str, range: &Range<usize>) {
        match &mut self.heading {
            Some(heading) => heading.add(text, self.document.text.get(range.clone())),
            None => self.composer.prose.text(text),
        }
    }

    /// The title of a container: what stands at `range`, read as the inside of a paragraph.
    pub(super) fn read_title(&mut self, range: Range<usize>) {
        let text = &self.document.text[range.clone()];
        let noted = self.with_footnotes(text);
        let mut events = Parser::new_ext(&noted, super::options(self.composer.settings())).into_offset_iter();
        if !matches!(events.next(), Some((Event::Start(Tag::Paragraph), _))) {
            self.composer.html.text(text);
            return self.say(text, &range);
        }
        while let Some((event, inner)) = events.next() {
            if event == Event::End(TagEnd::Paragraph) {
                break;
            }
            self.event(
                event,
                range.start + inner.start..range.start + inner.end,
                events.reference_definitions(),
            );
        }
    }

    fn code_span(&mut self, code: &str) {
        self.composer.html.push("<code>");
        self.composer.html.text(code);
        self.composer.html.push("</code>");
        match &mut self.heading {
            Some(heading) => heading.add(code, None),
            None => self.composer.prose.text(code),
        }
    }

    fn line_break(&mut self, markup: &str) {
        self.composer.html.push(markup);
        match &mut self.heading {
            Some(heading) => heading.add(" ", None),
            None => self.composer.prose.space(),
        }
    }

    pub(super) fn start_link(
        &mut self,
        kind: LinkType,
        target: &str,
        title: &str,
        label: &str,
        range: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        let mail = if kind == LinkType::Email { "mailto:" } else { "" };
        let target = format!("{mail}{target}");
        let link = self.add_link(target, LinkKind::Link, kind, label, range.clone(), definitions);
        let index = link.index();
        self.open_links.push(link);
        self.inner_end = range.start + 1;
        let Some(index) = index else { return };
        self.composer.html.push("<a href=\"");
        self.composer.html.hole(Filling::Link(index));
        self.composer.html.push("\"");
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.composer.html.push(">");
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.composer.html.push(" ");
        self.composer.html.push(name);
        self.composer.html.push("=\"");
        self.composer.html.attribute(value);
        self.composer.html.push("\"");
    }

    pub(super) fn end_link(&mut self, range: Range<usize>) {
        if let Some(link) = self.open_links.pop() {
            self.composer.html.push(if link.index().is_some() { "</a>" } else { "" });
            self.locate(link, &range);
        }
    }

    /// Takes a link down if it may be followed.
    fn add_link(
        &mut self,
        target: String,
        asks_for: LinkKind,
        kind: LinkType,
        label: &str,
        range: Range<usize>,
        definitions: &RefDefs<'_>,
    ) -> Link {
        if self.is_withheld_link(kind, label, &range) {
            return Link::Withheld;
        }
        let range = self.written_at(kind, label, range, definitions);
        if links::is_unsafe(&target, asks_for) {
            return Link::Unsafe { target, range };
        }
        Link::Safe(self.push_link(target, asks_for, range))
    }

    /// Takes a link down; returns its index.
    pub(super) fn push_link(&mut self, target: String, kind: LinkKind, range: Range<usize>) -> u32 {
        let place = self.place(range);
        self.composer.links.push(LinkRef { target, kind, place });
        u32::try_from(self.composer.links.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn report_unsafe(&mut self, target: &str, range: Range<usize>) {
        let scheme: String = target.trim_start().chars().take_while(|&c| c != ':').take(20).collect();
        let scheme = scheme.to_ascii_lowercase();
        let note = self.report(Code::UnsafeLink, range, "this link would run a script");
        note.label = Some(format!("`{}:` is not allowed", scheme.escape_debug()));
        note.help = Some("link to a page instead; the text stays, the link is left out".into());
    }

    /// Where the destination stands, as far as that is known when the link begins.
    fn written_at(
        &self,
        kind: LinkType,
        label: &str,
        range: Range<usize>,
        definitions: &RefDefs<'_>,
    ) -> Range<usize> {
        match kind {
            LinkType::Autolink | LinkType::Email => range.start + 1..range.end - 1,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => definitions
                .get(label)
                .map(|definition| {
                    self.document.start + definition.span.start..self.document.start + definition.span.end
                })
                .and_then(|span| links::definition(self.document.text, &span))
                .unwrap_or(range),
            _ => range,
        }
    }

    /// Narrows the place of an inline link to its destination, now that its text has ended, and
    /// reports it if it is unsafe.
    fn locate(&mut self, link: Link, range: &Range<usize>) {
        let written = links::destination(self.document.text, range, self.inner_end).unwrap_or(range.clone());
        match link {
            Link::Withheld => {}
            Link::Unsafe { target, range: at } => {
                self.report_unsafe(&target, if at == *range { written } else { at });
            }
            Link::Safe(index) => {
                let (whole, narrow) = (self.place(range.clone()), self.place(written));
                let link = self.composer.links.get_mut(index as usize);
                if let Some(link) = link.filter(|link| link.place == whole) {
                    link.place = narrow;
                }
            }
        }
    }

    pub(super) fn start_picture(
        &mut self,
        kind: LinkType,
        target: &str,
        title: &str,
        label: &str,
        range: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        let link = self.add_link(target.to_owned(), LinkKind::Embed, kind, label, range.clone(), definitions);
        self.inner_end = range.start + 2;
        let title = title.to_owned();
        self.mode = Mode::Alternative(Picture { link, title, alternative: String::new(), depth: 0 });
    }

    /// An event inside the description of a picture.
    pub(super) fn picture_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let document = self.document;
        let Mode::Alternative(picture) = &mut self.mode else { return };
        match event {
            Event::Start(_) => picture.depth += 1,
            Event::End(_) if picture.depth > 0 => picture.depth -= 1,
            Event::End(_) => self.end_picture(range),
            Event::Text(text) => picture.alternative.push_str(document.unmasked(text, range)),
            Event::Code(text) => picture.alternative.push_str(text),
            Event::SoftBreak | Event::HardBreak => picture.alternative.push(' '),
            _ => {}
        }
    }

    fn end_picture(&mut self, range: &Range<usize>) {
        let Mode::Alternative(mut picture) = std::mem::replace(&mut self.mode, Mode::Flow) else { return };
        if self.document.text[range.clone()].starts_with(EMPTY_ON_PURPOSE) {
            picture.alternative.clear();
        }
        self.prose_of(&picture.alternative);
        let index = picture.link.index();
        self.locate(picture.link, range);
        let Some(link) = index else { return self.composer.html.text(&picture.alternative) };
        let start = self.composer.html.mark();
        self.composer.html.push("<img src=\"");
        self.composer.html.hole(Filling::Link(link));
        self.composer.html.push("\"");
        self.attribute("alt", &picture.alternative);
        if !picture.title.is_empty() && !self.is_figure() {
            self.attribute("title", &picture.title);
        }
        self.composer.html.hole(Filling::Pixels(link));
        self.composer.html.push(if self.composer.pictures == 0 { "" } else { " loading=\"lazy\"" });
        self.composer.html.push(" decoding=\"async\">");
        self.composer.pictures += 1;
        if self.is_figure() {
            self.caption(start, &picture.title);
        }
    }

    fn prose_of(&mut self, alternative: &str) {
        match &mut self.heading {
            Some(heading) => heading.add_picture(alternative),
            None => self.composer.prose.text(alternative),
        }
    }

    /// Makes a figure of the picture at `start`.
    fn caption(&mut self, start: Mark, title: &str) {
        self.composer.html.insert(start, "<figure>");
        self.composer.html.push("<figcaption>");
        self.composer.html.text(title);
        self.composer.html.push("</figcaption></figure>\n");
        self.composer.prose.end_block();
        self.composer.prose.text(title);
    }
}
