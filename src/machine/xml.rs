//! XML, written element by element and always well formed.

use pulldown_cmark_escape::escape_html;

/// Attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document in the making.
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// An empty document.
    pub fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), open: Vec::new() }
    }

    /// Opens an element that others go into.
    pub fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.end(name);
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element that holds text.
    pub fn text(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.start(name, attributes);
        self.text.push('>');
        self.escaped(text);
        self.end(name);
    }

    /// The document.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }

    /// Bytes written so far.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    fn indent(&mut self) {
        self.text.extend(self.open.iter().map(|_| "  "));
    }

    fn start(&mut self, name: &'static str, attributes: Attributes) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.escaped(value);
            self.text.push('"');
        }
    }

    fn end(&mut self, name: &'static str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// Writes text or the value of an attribute. Characters that XML can't express in any
    /// way are replaced.
    fn escaped(&mut self, text: &str) {
        let result = match text.contains(is_forbidden) {
            true => escape_html(&mut self.text, &text.replace(is_forbidden, "\u{fffd}")),
            false => escape_html(&mut self.text, text),
        };
        result.expect("writing to memory cannot fail");
    }
}

/// Whether XML 1.0 has no place for the character (<https://www.w3.org/TR/xml/#charsets>).
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_text_the_document_is_well_formed() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>'")]);
        xml.text("c", &[], "x < y & z\u{1}");
        xml.empty("d", &[]);
        let text = String::from_utf8(xml.finish()).expect("UTF-8");
        let expected =
            "<a b=\"&quot;&lt;&amp;&gt;&#39;\">\n  <c>x &lt; y &amp; z\u{fffd}</c>\n  <d/>\n</a>\n";
        assert_eq!(text.split_once('\n').expect("two lines").1, expected);
    }
}
