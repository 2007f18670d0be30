//! Spans become elements.

use pulldown_cmark_escape::escape_html_body_text;

use super::classes::Class;

/// Writes pieces of a line, neighbours of one class in one element. Space between two classes
/// is held back, so that it stands outside of both.
pub(super) struct Writer {
    html: String,
    open: Option<Class>,
    space: String,
}

impl Writer {
    pub fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), open: None, space: String::new() }
    }

    /// A piece of a line.
    pub fn text(&mut self, text: &str, class: Option<Class>) {
        let body = text.trim();
        if body.is_empty() {
            self.space.push_str(text);
            return;
        }
        let start = text.len() - text.trim_start().len();
        if self.open != class {
            self.close();
        }
        self.flush();
        self.html.push_str(&text[..start]);
        if let Some(class) = class.filter(|_| self.open.is_none()) {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class.name());
            self.html.push_str("\">");
        }
        self.open = class;
        let _ = escape_html_body_text(&mut self.html, body);
        self.space.push_str(&text[start + body.len()..]);
    }

    fn flush(&mut self) {
        self.html.push_str(&self.space);
        self.space.clear();
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    /// Closes what is open before the line ends.
    pub fn end_line(&mut self) {
        self.close();
        self.flush();
    }

    pub fn finish(self) -> String {
        self.html
    }
}
