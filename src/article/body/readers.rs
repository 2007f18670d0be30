//! What of a text is for which readers, and what is only needed by the part that some don't get.
//!
//! A block for other readers is left out while the text is read. Its footnotes and the definitions
//! of its links may stand elsewhere, at the end of the file as a rule; they are left out with it.
//! Which these are is known when the text has been read to its end, so that it is then read again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use super::Reader;
use super::footnotes::labels_in;
use crate::article::BlockAudience;
use crate::diag::Code;

/// Which document of the article, and the label of a note or a definition in lower case.
pub(super) type Label = (usize, String);

/// For whom a body is composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Those of the build.
    OfTheBuild,
    /// All there are, to learn what the whole text asks for.
    Everybody,
}

/// What is left out beside blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Withheld {
    /// Footnotes that only hidden text refers to.
    notes: BTreeSet<Label>,
    /// Definitions of links that stand in hidden text.
    definitions: BTreeSet<Label>,
}

/// What was seen of a text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Blocks with an audience, whoever they are for.
    pub blocks: Vec<BlockAudience>,
    hidden: Vec<(usize, Range<usize>)>,
    shown_notes: BTreeSet<Label>,
    hidden_notes: BTreeSet<Label>,
    definitions: BTreeMap<Label, Definition>,
}

/// The definition of links: where it stands and who uses it.
#[derive(Debug)]
struct Definition {
    span: Range<usize>,
    shown: bool,
    hidden: bool,
}

impl Withheld {
    /// What either withholds.
    pub fn and(mut self, other: Self) -> Self {
        self.notes.extend(other.notes);
        self.definitions.extend(other.definitions);
        self
    }
}

impl Seen {
    /// What has to be left out of the text, as far as this reading tells.
    pub fn withheld(&self) -> Withheld {
        let stands_hidden = |label: &Label, definition: &Definition| {
            let holds = |hidden: &Range<usize>| hidden.contains(&definition.span.start);
            self.hidden.iter().any(|(document, range)| *document == label.0 && holds(range))
        };
        let used = self.definitions.iter().filter(|(_, definition)| definition.shown);
        Withheld {
            notes: self.hidden_notes.difference(&self.shown_notes).cloned().collect(),
            definitions: used
                .filter(|(label, definition)| stands_hidden(label, definition))
                .map(|(label, _)| label.clone())
                .collect(),
        }
    }
}

impl Reader<'_, '_, '_> {
    /// Takes down that text for other readers stands at `range`.
    pub(super) fn cut(&mut self, range: Range<usize>) {
        self.composer.seen.hidden.push((self.number, range.clone()));
        self.edits.push((range, String::new()));
    }

    /// Takes down a block that names its readers.
    pub(super) fn note_audience(&mut self, names: &[&str], line: &Range<usize>) {
        if names.is_empty() {
            return;
        }
        let text = &self.document.text[line.clone()];
        let placed = |name: &&str| {
            let start = line.start + text.rfind(name).unwrap_or(0);
            ((*name).to_owned(), self.place(start..start + name.len()))
        };
        let outer = self.containers.iter().rev().find(|open| !open.audience.is_empty());
        let block = BlockAudience {
            names: names.iter().map(placed).collect(),
            outer: outer.map(|open| open.audience.clone()).unwrap_or_default(),
        };
        self.composer.seen.blocks.push(block);
    }

    /// Takes down which notes and definitions an event uses.
    pub(super) fn note_use(&mut self, event: &Event<'_>, definitions: &RefDefs<'_>) {
        let hidden = self.is_leaving_out();
        match event {
            Event::FootnoteReference(label) => {
                let label = (self.number, label.to_lowercase());
                let seen = &mut self.composer.seen;
                if hidden { &mut seen.hidden_notes } else { &mut seen.shown_notes }.insert(label);
            }
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
                if is_by_reference(*link_type) =>
            {
                self.note_definition(id, definitions);
            }
            _ => {}
        }
    }

    /// Takes down which footnotes the title of a container for other readers may use.
    pub(super) fn note_hidden_title(&mut self, title: Range<usize>) {
        let labels = labels_in(&self.document.text[title]);
        let labels = labels.map(|label| (self.number, label.to_lowercase()));
        self.composer.seen.hidden_notes.extend(labels);
    }

    fn note_definition(&mut self, label: &str, definitions: &RefDefs<'_>) {
        let Some(found) = definitions.get(label) else { return };
        let start = self.document.start;
        let span = start + found.span.start..start + found.span.end;
        let hidden = self.is_leaving_out();
        let label = (self.number, label.to_lowercase());
        let unused = || Definition { span, shown: false, hidden: false };
        let definition = self.composer.seen.definitions.entry(label).or_insert_with(unused);
        definition.shown |= !hidden;
        definition.hidden |= hidden;
    }

    /// Whether what is read now is for other readers.
    fn is_leaving_out(&self) -> bool {
        self.hidden.is_some() || self.hidden_note
    }

    /// Whether an event belongs to a footnote that only hidden text refers to.
    pub(super) fn is_withheld_note(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        match event {
            _ if self.hidden_note => {
                self.hidden_note = !matches!(event, Event::End(TagEnd::FootnoteDefinition));
                true
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let label = (self.number, label.to_lowercase());
                self.hidden_note = self.composer.withheld.notes.contains(&label);
                if self.hidden_note {
                    let lines = self.whole_lines(range);
                    self.cut(lines);
                }
                self.hidden_note
            }
            _ => false,
        }
    }

    /// Whether a link in shown text has its destination in text for other readers. It is reported
    /// and stays text.
    pub(super) fn is_withheld_link(&mut self, kind: LinkType, label: &str, range: &Range<usize>) -> bool {
        let label = (self.number, label.to_lowercase());
        if !is_by_reference(kind) || !self.composer.withheld.definitions.contains(&label) {
            return false;
        }
        let message = "the destination of this link is written for other readers only";
        let note = self.report(Code::BrokenLink, range.clone(), message);
        note.label = Some(format!("`[{}]: …` stands in a block for others", label.1));
        note.help = Some("move the definition out of the block, or the link into it".into());
        true
    }

    /// Definitions that only hidden text uses go with it.
    pub(super) fn leave_out_definitions(&mut self) {
        let number = self.number;
        let only_hidden = |(label, definition): (&Label, &Definition)| {
            let left_out = label.0 == number && definition.hidden && !definition.shown;
            left_out.then(|| definition.span.clone())
        };
        let spans: Vec<Range<usize>> =
            self.composer.seen.definitions.iter().filter_map(only_hidden).collect();
        for span in spans {
            let lines = self.whole_lines(&span);
            self.edits.push((lines, String::new()));
        }
    }

    /// The lines of a block, without the blank ones after it.
    fn whole_lines(&self, block: &Range<usize>) -> Range<usize> {
        let length = self.document.text[block.clone()].trim_end().len();
        self.line_start(block.start)..self.line_end(block.start + length)
    }
}

fn is_by_reference(kind: LinkType) -> bool {
    matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}
