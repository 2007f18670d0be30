//! HTML with holes while it is being written. Text goes in escaped unless it is pushed as it
//! is, so that no other file of this room has to think of escaping.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::article::{Body, Filling, Hole};

/// A text of so many bytes keeps the room that it was written in: what was never touched of it is no
/// memory, and two of them at once are.
const LONG: usize = 1 << 20;

/// A [`Body`] in the making.
#[derive(Debug, Default)]
pub(super) struct Html {
    body: Body,
}

/// A point to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    at: usize,
    holes: usize,
}

impl Html {
    /// Markup, as it is.
    pub fn push(&mut self, markup: &str) {
        self.body.html.push_str(markup);
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.body.html, text);
    }

    /// Text inside an attribute in double quotes.
    pub fn attribute(&mut self, text: &str) {
        let _ = escape_html(&mut self.body.html, text);
    }

    /// Something that is known later.
    pub fn hole(&mut self, filling: Filling) {
        let at = offset(self.body.html.len());
        self.body.holes.push(Hole { at, filling });
    }

    /// Begins a line unless one has just begun; block elements stand on lines of their own.
    pub fn fresh_line(&mut self) {
        if !self.body.html.is_empty() && !self.body.html.ends_with('\n') {
            self.body.html.push('\n');
        }
    }

    /// Where we are.
    pub fn mark(&self) -> Mark {
        Mark { at: self.body.html.len(), holes: self.body.holes.len() }
    }

    /// Forgets what was written since `mark`.
    pub fn rewind(&mut self, mark: Mark) {
        self.body.html.truncate(mark.at);
        self.body.holes.truncate(mark.holes);
    }

    /// What was written since `mark`, holes left out.
    pub fn since(&self, mark: Mark) -> &str {
        &self.body.html[mark.at..]
    }

    /// Inserts markup at `mark`. Costs as much as was written since.
    pub fn insert(&mut self, mark: Mark, markup: &str) {
        self.body.html.insert_str(mark.at, markup);
        for hole in &mut self.body.holes[mark.holes..] {
            hole.at += offset(markup.len());
        }
    }

    /// Replaces the markup at `mark`, if it is `old`.
    pub fn replace(&mut self, mark: Mark, old: &str, new: &str) {
        if self.since(mark).starts_with(old) {
            self.body.html.replace_range(mark.at..mark.at + old.len(), "");
            self.insert(mark, new);
            for hole in &mut self.body.holes[mark.holes..] {
                hole.at -= offset(old.len());
            }
        }
    }

    /// Takes out what was written since `mark`.
    pub fn split_off(&mut self, mark: Mark) -> Html {
        let html = self.body.html.split_off(mark.at);
        let mut holes = self.body.holes.split_off(mark.holes);
        for hole in &mut holes {
            hole.at -= offset(mark.at);
        }
        Html { body: Body { html, holes } }
    }

    /// Adds what was written elsewhere.
    pub fn append(&mut self, other: Html) {
        let shift = offset(self.body.html.len());
        self.body.html.push_str(&other.body.html);
        self.body.holes.extend(other.body.holes.into_iter().map(|hole| Hole { at: hole.at + shift, ..hole }));
    }

    /// Takes `ending` off the end, if it is there and no hole comes after it.
    pub fn drop_end(&mut self, ending: &str) -> bool {
        let Some(rest) = self.body.html.strip_suffix(ending) else { return false };
        let length = rest.len();
        self.body.html.truncate(length);
        true
    }

    /// The text without what fills the holes.
    pub fn as_str(&self) -> &str {
        &self.body.html
    }

    /// Makes room for so many bytes more.
    pub fn reserve(&mut self, bytes: usize) {
        self.body.html.reserve(bytes);
    }

    /// The finished body, without the room that it was written in: it is kept as long as the article,
    /// and what is merely shrunk may keep its room.
    pub fn finish(self) -> Body {
        let Body { html, mut holes } = self.body;
        holes.shrink_to_fit();
        let html = if html.len() < LONG { html.as_str().to_owned() } else { html };
        Body { html, holes }
    }
}

/// Offsets are kept in 32 bits; what is included is bounded far below that.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
