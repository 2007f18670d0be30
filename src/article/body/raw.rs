//! Raw HTML. Its links become holes like all others, its ids are taken down.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Mode, Reader};

/// A block of raw HTML that is being read.
#[derive(Debug, Default)]
pub(super) struct Block {
    html: String,
    /// The source of each piece: where it begins in `html`, and where it stands in the file.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_raw(&mut self) {
        self.start_block("");
        self.mode = Mode::Raw(Block::default());
    }

    /// An event inside a block of raw HTML.
    pub(super) fn raw_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let document = self.document;
        let Mode::Raw(block) = &mut self.mode else { return };
        match event {
            Event::Html(html) | Event::Text(html) => {
                block.pieces.push((block.html.len(), range.clone()));
                block.html.push_str(document.unmasked(html, range));
            }
            Event::End(_) => self.end_raw(),
            _ => {}
        }
    }

    fn end_raw(&mut self) {
        let Mode::Raw(block) = std::mem::replace(&mut self.mode, Mode::Flow) else { return };
        if !self.composer.settings().raw_html {
            self.composer.html.push("<p>");
            self.composer.html.text(block.html.trim_end());
            self.composer.html.push("</p>\n");
            self.composer.prose.text(&block.html);
            return self.composer.prose.end_block();
        }
        self.composer.html.push(&block.html);
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.composer.settings().raw_html {
            self.composer.html.push(html);
        } else {
            self.composer.html.text(html);
            self.say(html, &range);
        }
    }
}
