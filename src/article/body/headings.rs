//! Headings: their ids, the outline, and the one that is the article's title.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::html::Mark;
use super::slug::Chosen;
use super::{Anchors, Reader};
use crate::article::{Filling, Heading};
use crate::diag::Code;

/// Most headings of an article that have an id and a place in its outline. Each costs memory in
/// all stages; later ones are text like other text.
pub(super) const MOST_LISTED: usize = 1 << 16;

/// Which level-one heading is the title, and so no part of the body.
#[derive(Debug)]
pub(super) enum TitleRule {
    /// The first one, if it says the same as the front matter.
    If(String),
    /// The first one.
    First,
    /// It has been found.
    Found(String),
    /// There is none.
    Over,
}

impl TitleRule {
    /// `title` is what the front matter says.
    pub fn new(title: Option<&str>) -> Self {
        title.map_or(Self::First, |title| Self::If(title.trim().to_owned()))
    }

    /// Whether the heading `text` is the title. Only the first level-one heading is asked for.
    fn takes(&mut self, text: &str) -> bool {
        let takes = match self {
            Self::First => !text.is_empty(),
            Self::If(title) => title == text,
            Self::Found(_) | Self::Over => return false,
        };
        *self = if takes { Self::Found(text.to_owned()) } else { Self::Over };
        takes
    }

    /// The title that was found.
    pub fn found(self) -> Option<String> {
        if let Self::Found(title) = self { Some(title) } else { None }
    }
}

/// A heading that is being written.
#[derive(Debug)]
pub(super) struct OpenHeading {
    level: u8,
    range: Range<usize>,
    id: Option<String>,
    /// `class` and other attributes that the writer chose.
    attributes: String,
    start: Mark,
    links: usize,
    /// Ids of the references to footnotes in it.
    references: Vec<String>,
    text: String,
    /// What its id is made of: the text as typed, before quotes and dashes were bent.
    typed: String,
}

impl OpenHeading {
    /// Adds text; `source` is how it was typed, where that is known.
    pub fn add(&mut self, text: &str, source: Option<&str>) {
        self.text.push_str(text);
        let plain = |source: &&str| source.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'"' | b'\''));
        self.typed.push_str(source.filter(plain).unwrap_or(text));
    }

    /// Adds a reference to a footnote, which has this id.
    pub fn refer(&mut self, id: String) {
        self.references.push(id);
    }

    /// Adds the description of a picture; GitHub's ids leave it out.
    pub fn add_picture(&mut self, alternative: &str) {
        self.text.push_str(alternative);
    }
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: Range<usize>,
    ) {
        self.start_block("");
        self.heading = Some(OpenHeading {
            level,
            range,
            id: id.map(str::to_owned),
            attributes: written(classes, attributes),
            start: self.composer.html.mark(),
            links: self.composer.links.len(),
            references: Vec::new(),
            text: String::new(),
            typed: String::new(),
        });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.trim().to_owned();
        let listed = self.composer.outline.len() < MOST_LISTED;
        let id = if listed { self.heading_id(&heading) } else { String::new() };
        let own = self.depth == 0 && self.number == 1;
        if heading.level == 1 && own && self.composer.title.takes(&text) {
            return self.leave_out(&heading, id);
        }
        self.write_heading(&heading, &id);
        if !listed {
            return self.composer.prose.line(&text);
        }
        let index = u32::try_from(self.composer.outline.len()).unwrap_or(u32::MAX);
        let place = self.place(heading.range);
        self.composer.outline.push(Heading { level: heading.level, id, text, place });
        self.composer.prose.heading(index);
    }

    fn heading_id(&mut self, heading: &OpenHeading) -> String {
        match &heading.id {
            Some(id) => self.chosen_id(id, &heading.range),
            None => self.composer.anchors.for_heading(heading.typed.trim()),
        }
    }

    /// An id that the writer chose, or another one if it is taken.
    pub(super) fn chosen_id(&mut self, id: &str, range: &Range<usize>) -> String {
        match self.composer.anchors.choose(id) {
            Chosen::Free => id.to_owned(),
            Chosen::Taken(other) => {
                self.report_duplicate(id, range.clone());
                other
            }
        }
    }

    pub(super) fn report_duplicate(&mut self, id: &str, range: Range<usize>) {
        let found = self.document.text.get(range.clone()).and_then(|text| text.find(id));
        let range = found.map_or(range.clone(), |at| range.start + at..range.start + at + id.len());
        let note = self.report(Code::DuplicateAnchor, range, format!("the id `{id}` is given twice"));
        note.label = Some("this id is taken further up".into());
        note.help = Some("links can lead to one of them only; choose another id".into());
    }

    /// The title is shown by the page; what is left is a place for links that lead to it, those of
    /// its footnotes back to the text among them.
    fn leave_out(&mut self, heading: &OpenHeading, id: String) {
        self.composer.html.rewind(heading.start);
        self.composer.links.truncate(heading.links);
        for id in [&id].into_iter().chain(&heading.references).filter(|id| !id.is_empty()) {
            self.composer.html.push("<span id=\"");
            self.composer.html.attribute(id);
            self.composer.html.push("\"></span>\n");
        }
        if !id.is_empty() {
            self.composer.other_anchors.push(id);
        }
    }

    fn write_heading(&mut self, heading: &OpenHeading, id: &str) {
        let level = heading.level;
        let content = self.composer.html.split_off(heading.start);
        let html = &mut self.composer.html;
        html.push(&format!("<h{level}"));
        if !id.is_empty() {
            html.push(" id=\"");
            html.attribute(id);
            html.push("\"");
        }
        html.push(&heading.attributes);
        html.push(">");
        html.append(content);
        if !id.is_empty() {
            html.push(" <a class=\"anchor\" href=\"#");
            html.attribute(&Anchors::fragment(id));
            html.push("\" aria-label=\"");
            html.hole(Filling::Label("heading.link"));
            html.push("\">#</a>");
        }
        html.push(&format!("</h{level}>\n"));
    }
}

/// The attributes that a heading has beside its id. Those that run scripts are dropped.
fn written(classes: &[CowStr<'_>], attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> String {
    let mut html = super::Html::default();
    if !classes.is_empty() {
        html.push(" class=\"");
        html.attribute(&classes.join(" "));
        html.push("\"");
    }
    for (name, value) in attributes {
        let named = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !named || name.is_empty() || name.to_ascii_lowercase().starts_with("on") {
            continue;
        }
        html.push(&format!(" {name}=\""));
        html.attribute(value.as_deref().unwrap_or_default());
        html.push("\"");
    }
    html.as_str().to_owned()
}
