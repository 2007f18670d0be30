//! Containers: `:::note Title` … `:::`, and which block they may not cross.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::Reader;
use super::dialogue::Dialogue;
use super::fence::{Attributes, FenceLine, names_in};
use super::readers::Readers;
use crate::article::Filling;
use crate::diag::{Code, nearest};

/// What a container is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The same as a quote that begins with `[!NOTE]`.
    Alert(BlockQuoteKind),
    Details,
    Steps,
    Tabs,
    Tab,
    Template,
    Dialogue,
    Sidebar,
    /// Text for some readers, written without an element of its own.
    Audience,
    /// Another file; it has no end.
    Include,
}

/// Names that writers may use.
const KINDS: &[(&str, Kind)] = &[
    ("note", Kind::Alert(BlockQuoteKind::Note)),
    ("tip", Kind::Alert(BlockQuoteKind::Tip)),
    ("important", Kind::Alert(BlockQuoteKind::Important)),
    ("warning", Kind::Alert(BlockQuoteKind::Warning)),
    ("caution", Kind::Alert(BlockQuoteKind::Caution)),
    ("details", Kind::Details),
    ("steps", Kind::Steps),
    ("tabs", Kind::Tabs),
    ("tab", Kind::Tab),
    ("template", Kind::Template),
    ("dialogue", Kind::Dialogue),
    ("sidebar", Kind::Sidebar),
    ("audience", Kind::Audience),
    ("include", Kind::Include),
];

/// How many open containers a closing line looks through, so that no text takes long.
const MOST_NESTED: usize = 200;

/// What other tools call our containers.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("info", "note"),
    ("hint", "tip"),
    ("success", "tip"),
    ("danger", "caution"),
    ("error", "caution"),
    ("attention", "warning"),
    ("collapse", "details"),
    ("spoiler", "details"),
    ("aside", "sidebar"),
    ("tab-set", "tabs"),
    ("tab-item", "tab"),
];

/// A container that is open.
#[derive(Debug)]
pub(super) struct Open {
    name: String,
    colons: usize,
    /// [`Reader::depth`] where it was opened; it has to be closed there.
    pub depth: usize,
    /// Its opening line.
    line: Range<usize>,
    /// Whom it is for; empty where it doesn't say.
    pub audience: Vec<String>,
    /// What ends it; empty where it leaves no trace in the page.
    end: &'static str,
    /// Who speaks in it, where it is a dialogue.
    pub dialogue: Option<Dialogue>,
}

impl Open {
    /// Whether it leaves no trace in the page, so that its text is the article's own.
    pub fn is_plain(&self) -> bool {
        self.end.is_empty()
    }

    /// Whether readers copy its text.
    pub fn is_copied(&self) -> bool {
        self.name == "template"
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// The class of an alert, and the label that it has.
pub(super) fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "alert.note"),
        BlockQuoteKind::Tip => ("tip", "alert.tip"),
        BlockQuoteKind::Important => ("important", "alert.important"),
        BlockQuoteKind::Warning => ("warning", "alert.warning"),
        BlockQuoteKind::Caution => ("caution", "alert.caution"),
    }
}

/// Whom a container is for: the names behind `:::audience`, and those of the attribute.
pub(super) fn audience<'l>(line: &'l str, fence: &FenceLine<'l>) -> [Vec<&'l str>; 2] {
    let own =
        if fence.name == "audience" { names_in(&line[fence.title.clone()]).collect() } else { Vec::new() };
    [own, fence.attributes.audience.clone()]
}

impl Reader<'_, '_, '_> {
    /// A thematic break, or a container line that was masked as one.
    pub(super) fn rule(&mut self, range: &Range<usize>) {
        let document = self.document;
        let Some(line) = document.container_line(range) else {
            if self.hidden.is_none() {
                self.start_block("<hr>\n");
            }
            return;
        };
        let Some(fence) = FenceLine::read(&document.text[line.clone()]) else {
            return self.markup_line(&line);
        };
        let kind = KINDS.iter().find(|(name, _)| *name == fence.name).map(|(_, kind)| *kind);
        if fence.is_closing() {
            self.close(fence.colons, &line);
        } else if kind == Some(Kind::Include) {
            self.include(&fence, &line);
        } else {
            self.open(kind, &fence, line);
        }
    }

    /// Opens a container; `kind` is `None` where the writer's name for it is unknown.
    fn open(&mut self, kind: Option<Kind>, fence: &FenceLine<'_>, line: Range<usize>) {
        let (name, colons, depth) = (fence.name.to_owned(), fence.colons, self.depth);
        let names = audience(&self.document.text[line.clone()], fence).concat();
        self.note_audience(&names, &line);
        let audience = names.iter().map(|name| (*name).to_owned()).collect();
        let dialogue = (kind == Some(Kind::Dialogue)).then(Dialogue::default);
        let mut open = Open { name, colons, depth, line: line.clone(), audience, end: "", dialogue };
        if self.hidden.is_none() {
            if self.is_shown(fence, &line) {
                open.end = self.write_opening(kind, fence, &line);
            } else {
                self.hidden = Some(self.containers.len());
            }
        }
        if self.hidden.is_some() {
            let title = line.start + fence.title.start..line.start + fence.title.end;
            self.note_hidden_title(title);
        }
        self.containers.push(open);
    }

    /// Whether a container is for the readers of this build.
    pub(super) fn is_shown(&self, fence: &FenceLine<'_>, line: &Range<usize>) -> bool {
        if self.composer.readers == Readers::Everybody {
            return true;
        }
        let readers = &self.composer.reading.audience;
        audience(&self.document.text[line.clone()], fence).iter().all(|names| {
            names.is_empty() || names.iter().any(|name| readers.iter().any(|reader| reader == name))
        })
    }

    /// Writes the beginning of a container, its title included; returns what ends it.
    fn write_opening(
        &mut self,
        kind: Option<Kind>,
        fence: &FenceLine<'_>,
        line: &Range<usize>,
    ) -> &'static str {
        if kind == Some(Kind::Audience) {
            return "";
        }
        let title = line.start + fence.title.start..line.start + fence.title.end;
        let attributes = self.container_attributes(&fence.attributes, line);
        match kind {
            Some(Kind::Alert(kind)) => self.open_alert(kind, title, &attributes),
            Some(Kind::Details) => {
                self.start_block(&format!("<details class=\"details{attributes}>\n"));
                self.titled("<summary>", title, "</summary>\n");
                "</details>\n"
            }
            Some(Kind::Tab) => self.open_tab(title, &attributes),
            Some(Kind::Template) => self.open_template(title, &attributes),
            Some(Kind::Sidebar) => self.open_sidebar(title, &attributes),
            Some(Kind::Steps) => self.open_box("steps", title, &attributes),
            Some(Kind::Tabs) => self.open_box("tabs", title, &attributes),
            Some(Kind::Dialogue) => self.open_box("dialogue", title, &attributes),
            Some(Kind::Audience | Kind::Include) | None => {
                self.report_unknown(fence.name, line);
                self.open_box("container", title, &attributes)
            }
        }
    }

    fn open_box(&mut self, class: &str, title: Range<usize>, attributes: &str) -> &'static str {
        self.start_block(&format!("<div class=\"{class}{attributes}>\n"));
        self.titled("<p class=\"container-title\">", title, "</p>\n");
        "</div>\n"
    }

    fn open_alert(&mut self, kind: BlockQuoteKind, title: Range<usize>, attributes: &str) -> &'static str {
        let (name, label) = alert(kind);
        // Not `<aside>`: a landmark inside a text is one too many to go by.
        self.start_block(&format!("<div class=\"alert alert-{name}{attributes} role=\"note\">\n"));
        if title.is_empty() {
            self.alert_label(label);
        } else {
            self.titled("<p class=\"alert-title\">", title, "</p>\n");
        }
        "</div>\n"
    }

    /// The title that an alert has where the writer gives none.
    pub(super) fn alert_label(&mut self, label: &'static str) {
        self.composer.html.push("<p class=\"alert-title\">");
        self.composer.html.hole(Filling::Label(label));
        self.composer.html.push("</p>\n");
    }

    fn open_tab(&mut self, title: Range<usize>, attributes: &str) -> &'static str {
        let level = self.composer.outline.last().map_or(2, |heading| (heading.level + 1).min(6));
        self.start_block(&format!("<section class=\"tab{attributes}>\n"));
        self.titled(&format!("<h{level} class=\"tab-title\">"), title, &format!("</h{level}>\n"));
        "</section>\n"
    }

    fn open_template(&mut self, title: Range<usize>, attributes: &str) -> &'static str {
        self.start_block(&format!("<figure class=\"template{attributes} data-copy=\""));
        self.composer.html.hole(Filling::Label("template.copy"));
        self.composer.html.push("\">\n");
        self.titled("<figcaption>", title, "</figcaption>\n");
        self.composer.html.push("<div class=\"template-text\">\n");
        "</div></figure>\n"
    }

    /// A sidebar is named by its title, for those who hear the page.
    fn open_sidebar(&mut self, title: Range<usize>, attributes: &str) -> &'static str {
        self.start_block(&format!("<div class=\"sidebar{attributes} role=\"note\""));
        if title.is_empty() {
            self.composer.html.push(">\n");
        } else {
            self.composer.sidebars += 1;
            let id = format!("sidebar-title-{}", self.composer.sidebars);
            self.composer.html.push(&format!(" aria-labelledby=\"{id}\">\n"));
            self.titled(&format!("<p class=\"container-title\" id=\"{id}\">"), title, "</p>\n");
        }
        "</div>\n"
    }

    /// The rest of the opening tag, from the end of the class on.
    fn container_attributes(&mut self, attributes: &Attributes<'_>, line: &Range<usize>) -> String {
        let mut html = super::Html::default();
        for class in &attributes.classes {
            html.push(" ");
            html.attribute(class);
        }
        html.push("\"");
        if let Some(id) = attributes.id {
            let id = self.chosen_id(id, line);
            html.push(" id=\"");
            html.attribute(&id);
            html.push("\"");
            self.composer.other_anchors.push(id);
        }
        html.as_str().to_owned()
    }

    fn titled(&mut self, start: &str, title: Range<usize>, end: &str) {
        if title.is_empty() {
            return;
        }
        self.composer.html.push(start);
        self.read_title(title);
        self.composer.html.push(end);
        self.composer.prose.end_block();
    }

    fn close(&mut self, colons: usize, line: &Range<usize>) {
        let here = || {
            self.containers
                .iter()
                .enumerate()
                .rev()
                .take(MOST_NESTED)
                .take_while(|(_, open)| open.depth == self.depth)
        };
        let same = here().find(|(_, open)| open.colons == colons);
        let Some((index, _)) = same.or_else(|| here().find(|(_, open)| open.colons < colons)) else {
            return self.nothing_to_close(colons, line);
        };
        while self.containers.len() > index + 1 {
            self.close_early(line.start);
        }
        let line_end = self.line_end(line.end);
        self.close_last(line_end);
    }

    fn nothing_to_close(&mut self, colons: usize, line: &Range<usize>) {
        if let Some(early) = self.closed_early.get_mut(&colons).filter(|early| **early > 0) {
            // The container was reported where it opens; its end needs no second report.
            *early -= 1;
            return;
        }
        let note = self.report(Code::UnbalancedContainer, line.clone(), "this line closes no container");
        note.label = Some("no container is open here".into());
        note.help = Some("take it out, or open one further up with a line like `:::note`".into());
    }

    /// Closes the innermost container, which the writer didn't, at `end` of its surroundings.
    fn close_early(&mut self, end: usize) {
        let Some(open) = self.containers.last() else { return };
        let (name, colons, line) = (open.name.clone(), open.colons, open.line.clone());
        *self.closed_early.entry(colons).or_default() += 1;
        self.close_last(end);
        let fence = ":".repeat(colons);
        let note =
            self.report(Code::UnbalancedContainer, line, format!("the container `{name}` is not closed"));
        note.label = Some("it is opened here".into());
        note.help = Some(format!(
            "end it with a line `{fence}`, indented as this one, in the same list item or quote"
        ));
    }

    /// Closes the innermost container, whose text goes up to `end`.
    fn close_last(&mut self, end: usize) {
        let Some(open) = self.containers.pop() else { return };
        if self.hidden == Some(self.containers.len()) {
            self.hidden = None;
            let start = self.line_start(open.line.start);
            self.cut(start..end.max(start));
        } else if self.hidden.is_none() && !open.end.is_empty() {
            self.composer.html.fresh_line();
            self.end_block(open.end);
        }
    }

    /// Containers that were opened in the block that ends at `end`, and not closed.
    pub(super) fn leave_block(&mut self, end: usize) {
        while self.containers.last().is_some_and(|open| open.depth == self.depth) {
            self.close_early(end);
        }
    }

    fn report_unknown(&mut self, name: &str, line: &Range<usize>) {
        let start = line.start + self.document.text[line.clone()].find(name).unwrap_or(0);
        let other =
            OTHER_NAMES.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, ours)| *ours);
        let help = match other.or_else(|| nearest(name, names())) {
            Some(ours) => format!("`{ours}` is close"),
            None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no container `{name}`");
        let note = self.report(Code::UnknownContainer, start..start + name.len(), message);
        note.label = Some("its text is shown without one".into());
        note.help = Some(help);
    }

    /// Where the line of `at` begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.document.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line of `at` ends, its line break included.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.document.text[at..].find('\n').map_or(self.document.text.len(), |end| at + end + 1)
    }
}
