//! What a page of HTML says of itself, and where its article stands. `lol_html` knows what is a tag and what
//! only looks like one: in comments, in scripts, in values.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use lol_html::html_content::{Element, TextChunk};
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str, text};

/// Where an article may be, most certain first.
const MAIN: [&str; 3] = ["main", "article", "body"];

/// Elements that may end without a tag: the next of their kind ends them.
const ENDED_BY_NEXT: [&str; 17] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    "rb", "rp", "rt", "rtc",
];

/// A page.
#[derive(Default)]
pub(super) struct Page {
    /// The tag of its language.
    pub lang: Option<String>,
    pub description: Option<String>,
    /// How many elements are open at once, at most.
    pub depth: usize,
    /// The pieces of its title, as they are written.
    title: String,
    has_title: bool,
    /// What stands inside each of `MAIN`: behind the first that begins, before the last that ends.
    places: [Option<Range<usize>>; MAIN.len()],
    /// How many elements are open.
    open: usize,
}

/// A page that is being read, which the handlers share.
type Draft = Rc<RefCell<Page>>;

impl Page {
    /// Reads a page. Where reading ends early, what was found by then counts.
    pub fn read(html: &str) -> Self {
        let draft = Draft::default();
        let settings = RewriteStrSettings::new()
            .with_strict(false)
            .append_element_content_handler(element!("*", |element| {
                note_depth(&draft, element);
                note_place(&draft, element, html.len());
                Ok(())
            }))
            .append_element_content_handler(element!("html", |element| {
                draft.borrow_mut().lang = element.get_attribute("lang");
                Ok(())
            }))
            .append_element_content_handler(element!("meta[name=description i]", |element| {
                let text = element.get_attribute("content");
                draft.borrow_mut().description = text.map(|text| htmlize::unescape(text).into_owned());
                Ok(())
            }))
            .append_element_content_handler(text!("title", |text| {
                draft.borrow_mut().add_title(text);
                Ok(())
            }));
        let _ = rewrite_str(html, settings);
        draft.take()
    }

    /// The title as readers see it.
    pub fn title(&self) -> String {
        htmlize::unescape(self.title.as_str()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The element that holds the article, and what is inside.
    pub fn article(&self) -> Option<(&'static str, Range<usize>)> {
        MAIN.iter().zip(&self.places).find_map(|(name, place)| Some((*name, place.clone()?)))
    }

    /// The first title counts; pictures have some, too.
    fn add_title(&mut self, text: &TextChunk<'_>) {
        if !self.has_title {
            self.title.push_str(text.as_str());
            self.has_title = text.last_in_text_node();
        }
    }
}

/// Counts an element that is open until its end is told of.
fn note_depth(draft: &Draft, element: &mut Element<'_, '_>) {
    let is_counted = !ENDED_BY_NEXT.contains(&element.tag_name().as_str());
    let Some(ends) = element.end_tag_handlers().filter(|_| is_counted) else { return };
    let before = draft.borrow().open;
    let ended = Rc::clone(draft);
    ends.push(end_tag!(move |_| {
        ended.borrow_mut().open = before;
        Ok(())
    }));
    let mut page = draft.borrow_mut();
    page.open += 1;
    page.depth = page.depth.max(page.open);
}

/// Remembers where an element is that may hold the article; what nothing closes goes on to the `end`.
fn note_place(draft: &Draft, element: &mut Element<'_, '_>, end: usize) {
    let name = element.tag_name();
    let Some(at) = MAIN.iter().position(|main| *main == name) else { return };
    let begins = element.source_location().bytes().end;
    draft.borrow_mut().places[at].get_or_insert(begins..end);
    let ended = Rc::clone(draft);
    if let Some(ends) = element.end_tag_handlers() {
        ends.push(end_tag!(move |tag| {
            let ends = tag.source_location().bytes().start;
            ended.borrow_mut().places[at].iter_mut().for_each(|place| place.end = ends);
            Ok(())
        }));
    }
}
