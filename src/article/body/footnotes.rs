//! Footnotes: numbered by their first reference, written at the end of the article in that
//! order, and, as plain text, counted with the section that refers to them.

use std::borrow::Cow;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::definitions::footnotes;
use super::html::{Html, Mark};
use super::{Composer, Reader};
use crate::article::{Filling, Passage};
use crate::diag::{Code, Diagnostic, Place};

/// How a reference to a footnote begins in HTML, and how it ends.
const REFERENCE: &str = "<sup class=\"footnote-ref\">";
const REFERENCE_END: &str = "</sup>";

/// Most links from a note back to where it is referred to.
const MOST_WAYS_BACK: usize = 1_000;

/// Which document of the article, and the label without regard to case.
type Label = (usize, String);

/// The footnotes of an article.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    numbers: HashMap<Label, usize>,
    /// By number, from one on.
    references: Vec<Reference>,
    written: HashMap<Label, Note>,
}

/// What is known of a footnote that is referred to.
#[derive(Debug)]
struct Reference {
    label: Label,
    times: usize,
    /// The passage of the first reference.
    section: usize,
    /// The first reference.
    place: Place,
}

#[derive(Debug)]
struct Note {
    html: Html,
    text: Passage,
    /// Its label.
    place: Place,
}

/// A footnote that is being written.
#[derive(Debug)]
pub(super) struct OpenNote {
    label: Label,
    start: Mark,
    place: Place,
}

impl Reader<'_, '_, '_> {
    fn label(&self, label: &str) -> Label {
        (self.number, label.to_lowercase())
    }

    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        let label = self.label(label);
        let section = self.composer.prose.section();
        let reference = Reference { label, times: 0, section, place: self.place(range) };
        let (number, times) = self.composer.footnotes.refer(reference);
        let repeat = if times > 1 { format!("-{times}") } else { String::new() };
        let id = format!("fnref-{number}{repeat}");
        self.composer.html.push(REFERENCE);
        self.composer.html.push(&format!(
            "<a href=\"#fn-{number}\" id=\"{id}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        ));
        if let Some(heading) = &mut self.heading {
            heading.refer(id);
        }
    }

    /// The title of a container, which is read alone, followed by empty notes for those of its
    /// labels that the document has a note for: Markdown takes others for text.
    pub(super) fn with_footnotes<'t>(&mut self, title: &'t str) -> Cow<'t, str> {
        let mut noted = Cow::Borrowed(title);
        for label in labels_in(title).collect::<BTreeSet<_>>() {
            let markdown = self.document.markdown();
            let labels = self.footnote_labels.get_or_insert_with(|| footnotes(markdown));
            if labels.contains(&label.to_lowercase()) {
                noted.to_mut().push_str(&format!("\n\n[^{label}]: -"));
            }
        }
        noted
    }

    pub(super) fn start_footnote(&mut self, label: &str, at: usize) {
        self.composer.html.fresh_line();
        let place = self.place(at..at + label.len() + "[^]".len());
        let open = OpenNote { label: self.label(label), start: self.composer.html.mark(), place };
        self.notes.push(open);
        self.composer.prose.begin_aside();
    }

    /// Of two notes with one label the first counts, as on GitHub.
    pub(super) fn end_footnote(&mut self) {
        let Some(open) = self.notes.pop() else { return };
        let html = self.composer.html.split_off(open.start);
        let text = self.composer.prose.end_aside();
        match self.composer.footnotes.written.entry(open.label) {
            Vacant(free) => drop(free.insert(Note { html, text, place: open.place })),
            Occupied(first) => {
                self.composer.notes.add(repeated(first.key(), open.place, &first.get().place));
            }
        }
    }

    /// A reference to a note that doesn't exist comes as plain text, bracket by bracket.
    pub(super) fn look_for_footnote(&mut self, text: &str, range: &Range<usize>) {
        let source = self.document.text;
        if !text.starts_with('[') || is_escaped(source, range.start) {
            return;
        }
        let Some(label) = label_at(source, range.start) else { return };
        let whole = range.start..range.start + label.len() + "[^]".len();
        let message = format!("the footnote `{label}` is never written");
        let help = format!("add a line `[^{label}]: …`, or write `\\[^` if no footnote is meant");
        let note = self.report(Code::MissingFootnote, whole, message);
        note.label = Some("no line begins with this and a colon".into());
        note.help = Some(help);
    }
}

/// The note exists, in a container for other readers.
fn hidden(reference: &Reference) -> Diagnostic {
    let message = format!("the footnote `{}` is written for other readers only", reference.label.1);
    Diagnostic::new(Code::MissingFootnote, reference.place.clone(), message)
        .label("these readers see a number without a note")
        .help("move the note out of the container, or the reference into it")
}

/// A note that has the label of another.
fn repeated((_, label): &Label, place: Place, first: &Place) -> Diagnostic {
    Diagnostic::new(Code::MissingFootnote, place, format!("the footnote `{label}` is written twice"))
        .label("readers are never shown this one")
        .related(first.clone(), "they are shown this one")
        .help("give one of them another name, in its reference, too")
}

/// A note that nothing refers to.
fn unused((_, label): &Label, note: Note) -> Diagnostic {
    Diagnostic::new(Code::MissingFootnote, note.place, format!("nothing refers to the footnote `{label}`"))
        .label("readers are never shown it")
        .help(format!("write `[^{label}]` in the text where its number is to stand, or take the note out"))
}

/// A piece of a page's HTML without the numbers of footnotes, for what it is called.
pub fn without_numbers(html: &str) -> Cow<'_, str> {
    let mut pieces = html.split(REFERENCE);
    let first = pieces.next().unwrap_or_default();
    if first.len() == html.len() {
        return Cow::Borrowed(html);
    }
    let rest = pieces.map(|piece| piece.split_once(REFERENCE_END).map_or("", |(_, behind)| behind));
    Cow::Owned(first.to_owned() + &rest.collect::<String>())
}

/// The labels of what looks like references to footnotes.
pub(super) fn labels_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("[^").filter_map(|(at, _)| label_at(text, at))
}

/// The label of a reference to a footnote that begins at `at`.
fn label_at(source: &str, at: usize) -> Option<&str> {
    let rest = source.get(at..)?.strip_prefix("[^")?;
    let (label, _) = rest.split(['\n', ' ', '[']).next()?.split_once(']')?;
    (!label.is_empty()).then_some(label)
}

fn is_escaped(source: &str, at: usize) -> bool {
    source[..at].ends_with('\\')
}

impl Footnotes {
    /// Counts a reference; returns the number of the note and of the reference.
    fn refer(&mut self, reference: Reference) -> (usize, usize) {
        let next = self.references.len() + 1;
        let number = *self.numbers.entry(reference.label.clone()).or_insert(next);
        if number == next {
            self.references.push(reference);
        }
        let reference = &mut self.references[number - 1];
        reference.times += 1;
        (number, reference.times)
    }
}

impl Composer<'_> {
    /// Writes the notes that are referred to.
    pub(super) fn write_footnotes(&mut self) {
        if !self.footnotes.references.is_empty() {
            self.write_list_of_footnotes();
        }
        let left = std::mem::take(&mut self.footnotes.written);
        let mut left: Vec<Diagnostic> = left.into_iter().map(|(label, note)| unused(&label, note)).collect();
        left.sort();
        self.notes.extend(left);
    }

    fn write_list_of_footnotes(&mut self) {
        self.html.fresh_line();
        self.html.push("<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2 class=\"footnotes-title\">");
        self.html.hole(Filling::Label("footnotes.title"));
        self.html.push("</h2>\n<ol>\n");
        let references = std::mem::take(&mut self.footnotes.references);
        for (index, reference) in references.into_iter().enumerate() {
            self.write_footnote(index + 1, &reference);
        }
        self.html.push("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, number: usize, reference: &Reference) {
        self.html.push(&format!("<li id=\"fn-{number}\">\n"));
        match self.footnotes.written.remove(&reference.label) {
            Some(note) => {
                self.prose.add_aside(reference.section, &note.text);
                self.html.append(note.html);
            }
            None => {
                self.notes.add(hidden(reference));
            }
        }
        let paragraph = self.html.drop_end("</p>\n");
        for time in 1..=reference.times.min(MOST_WAYS_BACK) {
            let repeat = if time > 1 { format!("-{time}") } else { String::new() };
            self.html.push(&format!(
                " <a class=\"footnote-back\" href=\"#fnref-{number}{repeat}\" role=\"doc-backlink\" aria-label=\""
            ));
            self.html.hole(Filling::Label("footnotes.back"));
            self.html.push("\">↩</a>");
            self.other_anchors.push(format!("fnref-{number}{repeat}"));
        }
        self.html.push(if paragraph { "</p>\n</li>\n" } else { "\n</li>\n" });
        self.other_anchors.push(format!("fn-{number}"));
    }
}
