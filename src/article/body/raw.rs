//! Raw HTML as writers put it into their Markdown. Its links become holes like all others, its
//! ids are taken down, its text is read; everything else stays as it was written.

use std::cell::RefCell;
use std::ops::Range;

use lol_html::html_content::{Attribute, Element, TextType};
use lol_html::{Settings, doc_text, element};
use pulldown_cmark::Event;

use super::fragment::Fragment;
use super::{Mode, Reader, links};
use crate::article::{Filling, LinkKind};

/// Something in a fragment that is not written as it stands. Ranges are bytes of the fragment.
#[derive(Debug, PartialEq, Eq)]
enum Find {
    /// A destination.
    Link { at: Range<usize>, target: String, kind: LinkKind },
    /// A destination that would run a script, and all of its attribute.
    Unsafe { at: Range<usize>, target: String, attribute: Range<usize> },
    /// What has to be a double quote, because a destination is beside it.
    Quote { at: Range<usize> },
    /// An id.
    Id { at: Range<usize>, id: String, unique: bool },
    /// An attribute for us.
    Drop { attribute: Range<usize> },
}

/// What is in a fragment.
#[derive(Debug, Default)]
pub(super) struct Findings {
    finds: Vec<Find>,
    text: String,
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_raw(&mut self) {
        self.start_block("");
        self.mode = Mode::Raw(Fragment::default());
    }

    /// An event inside a block of raw HTML.
    pub(super) fn raw_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let document = self.document;
        let Mode::Raw(block) = &mut self.mode else { return };
        match event {
            Event::Html(html) | Event::Text(html) => block.add(document.unmasked(html, range), range.clone()),
            Event::End(_) => self.end_raw(),
            _ => {}
        }
    }

    fn end_raw(&mut self) {
        let Mode::Raw(block) = std::mem::replace(&mut self.mode, Mode::Flow) else { return };
        if !self.composer.settings().raw_html {
            self.composer.html.push("<p>");
            self.composer.html.text(block.html().trim_end());
            self.composer.html.push("</p>\n");
            self.composer.prose.text(block.html());
            return self.composer.prose.end_block();
        }
        let findings = self.write_raw(&block);
        self.composer.prose.text(&findings.text);
        self.composer.prose.end_block();
    }

    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if !self.composer.settings().raw_html {
            self.composer.html.text(html);
            return self.say(html, range);
        }
        if html.starts_with("<br") {
            self.composer.prose.space();
        }
        self.write_raw(&Fragment::inline(html, self.document.text, range.clone()));
    }

    /// Writes a fragment, its links as holes.
    pub(super) fn write_raw(&mut self, block: &Fragment) -> Findings {
        let findings = read(block);
        let mut done = 0;
        for find in &findings.finds {
            self.write_find(block, find, &mut done);
        }
        self.composer.html.push(&block.html()[done..]);
        findings
    }

    fn write_find(&mut self, block: &Fragment, find: &Find, done: &mut usize) {
        match find {
            Find::Link { at, target, kind } => {
                let link = self.push_link(target.clone(), *kind, block.source(at));
                self.composer.html.push(&block.html()[*done..at.start]);
                self.composer.html.hole(Filling::Link(link));
                *done = at.end;
            }
            Find::Quote { at } => {
                self.composer.html.push(&block.html()[*done..at.start]);
                self.composer.html.push("\"");
                *done = at.end;
            }
            Find::Unsafe { at, target, attribute } => {
                self.report_unsafe(target, block.source(at));
                self.composer.html.push(block.html()[*done..attribute.start].trim_end());
                *done = attribute.end;
            }
            Find::Drop { attribute } => {
                self.composer.html.push(block.html()[*done..attribute.start].trim_end());
                *done = attribute.end;
            }
            Find::Id { at, id, unique } => {
                if !self.composer.anchors.note(id) && *unique {
                    self.report_duplicate(id, block.source(at));
                }
                self.composer.other_anchors.push(id.clone());
            }
        }
    }
}

/// Looks through a fragment. Most have no attribute and no text, and are not looked through.
fn read(fragment: &Fragment) -> Findings {
    let html = fragment.html();
    let is_tag = html.trim().strip_prefix('<').is_some_and(|rest| !rest.contains('<') && rest.ends_with('>'));
    if is_tag && !html.contains('=') {
        return Findings::default();
    }
    let findings = RefCell::new(Findings::default());
    look_through(fragment, &findings);
    findings.into_inner()
}

fn look_through(fragment: &Fragment, findings: &RefCell<Findings>) {
    let elements = element!("*", |element| {
        findings.borrow_mut().element(fragment.html(), element);
        Ok(())
    });
    let texts = doc_text!(|chunk| {
        if matches!(chunk.text_type(), TextType::Data | TextType::RCData) {
            findings.borrow_mut().text.push_str(&htmlize::unescape(chunk.as_str()));
        }
        Ok(())
    });
    let settings = Settings::new();
    fragment.look_through(
        settings.append_element_content_handler(elements).append_document_content_handler(texts),
    );
}

impl Findings {
    fn element(&mut self, html: &str, element: &Element<'_, '_>) {
        let tag = element.tag_name();
        for attribute in element.attributes() {
            let Some(at) = attribute.value_source_location().map(|location| location.bytes()) else {
                continue;
            };
            let raw = html.get(at.clone()).unwrap_or_default();
            let value = htmlize::unescape_attribute(raw);
            match (tag.as_str(), attribute.name().as_str()) {
                (_, "id") => self.finds.push(Find::Id { at, id: value.into_owned(), unique: true }),
                ("a", "name") => self.finds.push(Find::Id { at, id: value.into_owned(), unique: false }),
                (_, "markdown") => self.finds.push(Find::Drop { attribute: whole(html, attribute, &at) }),
                (_, "srcset") => self.quoted(html, &at, |finds| finds.candidates(raw, at.start)),
                (_, name) => {
                    if let Some(asks) = Asks::of(name) {
                        self.destination(asks, &value, &at, html, attribute);
                    }
                }
            }
        }
    }

    /// What `find` finds in the value at `at`, which is put in double quotes.
    fn quoted(&mut self, html: &str, at: &Range<usize>, find: impl FnOnce(&mut Self)) {
        let quote = html[..at.start].chars().next_back();
        let width = usize::from(quote == Some('\''));
        let is_double = quote == Some('"');
        if !is_double {
            self.finds.push(Find::Quote { at: at.start - width..at.start });
        }
        find(self);
        if !is_double {
            self.finds.push(Find::Quote { at: at.end..at.end + width });
        }
    }

    fn destination(
        &mut self,
        asks: Asks,
        value: &str,
        at: &Range<usize>,
        html: &str,
        attribute: &Attribute<'_>,
    ) {
        let kind = if asks == Asks::Embed { LinkKind::Embed } else { LinkKind::Link };
        let target = value.trim().to_owned();
        if links::is_unsafe(&target, kind) {
            let attribute = whole(html, attribute, at);
            self.finds.push(Find::Unsafe { at: at.clone(), target, attribute });
        } else if asks != Asks::Action {
            self.quoted(html, at, |all| all.finds.push(Find::Link { at: at.clone(), target, kind }));
        }
    }

    /// `small.png 1x, large.png 2x`
    fn candidates(&mut self, value: &str, start: usize) {
        let mut rest = value;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            let url = rest[..end].trim_end_matches(',');
            if url.is_empty() {
                return;
            }
            let at = start + value.len() - rest.len();
            let target = htmlize::unescape_attribute(url).into_owned();
            self.finds.push(Find::Link { at: at..at + url.len(), target, kind: LinkKind::Embed });
            let after = if url.len() < end {
                url.len()
            } else {
                rest[end..].find(',').map_or(rest.len(), |c| end + c)
            };
            rest = &rest[after..];
        }
    }
}

/// What an attribute's address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Link,
    Embed,
    /// Something that is done; not ours to resolve.
    Action,
}

impl Asks {
    fn of(attribute: &str) -> Option<Self> {
        match attribute {
            "href" | "xlink:href" => Some(Self::Link),
            "src" | "poster" => Some(Self::Embed),
            "action" | "formaction" | "data" => Some(Self::Action),
            _ => None,
        }
    }
}

/// All of an attribute: name, value and quotes.
fn whole(html: &str, attribute: &Attribute<'_>, value: &Range<usize>) -> Range<usize> {
    let start = attribute.name_source_location().map_or(value.start, |location| location.bytes().start);
    let quoted = html[value.end..].starts_with(['"', '\'']) && html[..value.start].ends_with(['"', '\'']);
    start..value.end + usize::from(quoted)
}

#[cfg(test)]
mod tests {
    use crate::article::LinkKind;
    use crate::article::tests::{html, read, read_with};

    #[test]
    fn links_become_holes_and_keep_their_places() {
        let text = "---\ntitle: T\n---\n<p><A HREF='x&amp;y'>a</A> <img src=b.png srcset=\"c.png 1x, d.png 2x\"></p>\n";
        let article = read(text);
        let targets: Vec<&str> = article.links.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, ["x&y", "b.png", "c.png", "d.png"]);
        assert_eq!(article.links[1].kind, LinkKind::Embed);
        let written =
            article.links.iter().map(|link| &text[link.place.start as usize..link.place.end as usize]);
        assert_eq!(written.collect::<Vec<_>>(), ["x&amp;y", "b.png", "c.png", "d.png"]);
        assert_eq!(
            html(&article),
            "<p><A HREF=\"x&y\">a</A> <img src=\"b.png\" srcset=\"c.png 1x, d.png 2x\"></p>\n"
        );
        assert_eq!(article.passages[0].text, "a");
    }

    #[test]
    fn tags_over_several_lines_of_a_quotation_know_their_places() {
        for text in ["> a <a\n> href=\"b.md\">c</a>\n", "- a <a\r\n  x\r\n  href=\"b.md\">c</a>\r\n"] {
            let place = &read(text).links[0].place;
            assert_eq!(&text[place.start as usize..place.end as usize], "b.md");
        }
    }

    #[test]
    fn scripts_are_taken_out_and_the_rest_stays() {
        let text = "Go <a class=x href=\" java&#115;cript:alert(1)\" id=y>on</a>.\n";
        let (article, notes) = read_with(text, &[], &[]);
        assert_eq!(html(&article), "<p>Go <a class=x id=y>on</a>.</p>\n");
        assert_eq!(article.anchors, ["y"]);
        let place = notes[0].at.as_ref().unwrap();
        assert_eq!(&text[place.start as usize..place.end as usize], " java&#115;cript:alert(1)");
    }

    #[test]
    fn what_has_no_attributes_is_left_alone() {
        let article = read("<div>\n<b>x</b> &amp; y\n</div>\n<script>z</script>\n");
        assert_eq!(html(&article), "<div>\n<b>x</b> &amp; y\n</div>\n<script>z</script>\n");
        assert_eq!(article.passages[0].text.split_whitespace().collect::<Vec<_>>(), ["x", "&", "y"]);
    }
}
