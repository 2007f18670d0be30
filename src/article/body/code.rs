//! Blocks of code: the info string, and how a block is written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::{Mode, Reader};
use crate::article::Filling;

/// A block of code that is being read.
#[derive(Debug)]
pub(super) struct Block {
    /// `rust title="x" {1,3}`; `None` for an indented block.
    info: Option<String>,
    range: Range<usize>,
    code: String,
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        self.mode = Mode::Code(Block { info, range, code: String::new() });
    }

    /// An event inside a block of code.
    pub(super) fn code_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let document = self.document;
        let Mode::Code(block) = &mut self.mode else { return };
        match event {
            Event::Text(text) => block.code.push_str(document.unmasked(text, range)),
            Event::End(_) => self.end_code(),
            _ => {}
        }
    }

    fn end_code(&mut self) {
        let Mode::Code(block) = std::mem::replace(&mut self.mode, Mode::Flow) else { return };
        let info = block.info.as_deref().unwrap_or_default();
        let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
        self.start_block("<figure class=\"code\" data-copy=\"");
        self.composer.html.hole(Filling::Label("code.copy"));
        self.composer.html.push("\"><pre><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.composer.html.push(">");
        self.composer.html.text(&block.code);
        self.composer.html.push("</code></pre></figure>\n");
        self.composer.prose.code(&block.code);
    }
}
