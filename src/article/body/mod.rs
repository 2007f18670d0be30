//! Markdown becomes HTML with holes, and everything else that is known of a text is collected
//! on the way: headings, ids, links, plain passages, what may be published of the source.
//!
//! The steps: container lines are masked ([`fence`]), pulldown-cmark parses, a [`Reader`]
//! takes its events one by one and writes into the [`Composer`] that all files of an article
//! share (an included file has a reader of its own, with places of its own). The files beside
//! this one each know how one kind of event is written.

mod autolink;
mod blocks;
mod chart;
mod code;
mod containers;
mod definitions;
mod depth;
mod dialogue;
mod fence;
mod footnotes;
mod fragment;
mod headings;
mod highlight;
mod html;
mod include;
mod inline;
mod links;
mod markup;
mod prose;
mod punctuation;
mod raw;
mod readers;
mod references;
mod slug;
mod survey;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, RefDefs, Tag};

use self::fence::{Document, RawHtml};
use self::footnotes::Footnotes;
use self::fragment::Fragment;
use self::headings::{OpenHeading, TitleRule};
use self::html::Html;
use self::prose::Prose;
use self::punctuation::Punctuation;
use self::readers::{Readers, Seen, Withheld};
use self::slug::Anchors;
use super::{BlockAudience, Body, Heading, LinkRef, Passage, Reading};
use crate::diag::{Bounded, Code, Diagnostic, Place};
use crate::language::{Ties, quotes, ties};
use crate::path::SitePath;
use crate::settings::Markdown;

pub use self::footnotes::without_numbers;
pub use self::include::include_lines;
pub(super) use self::include::{Library, may_include, targets};
pub use self::survey::{Block, BlockKind, CodeBlock, OPAQUE, Picture, Survey, Table, survey};

/// What is known of a body.
#[derive(Debug)]
pub(super) struct Composed {
    pub body: Body,
    /// The level-one heading that gives the title.
    pub title: Option<String>,
    pub outline: Vec<Heading>,
    pub anchors: Vec<String>,
    pub links: Vec<LinkRef>,
    pub passages: Vec<Passage>,
    pub words: u32,
    pub lead: String,
    /// What may be published of the source, where that is not all of it.
    pub source_text: Option<String>,
    /// Blocks that name their readers.
    pub blocks: Vec<BlockAudience>,
    /// All links, those in blocks for others included, where there are such blocks.
    pub withheld: Vec<LinkRef>,
    pub included: Vec<SitePath>,
    /// Where headings begin in the file itself, those for other readers included.
    pub cuts: Vec<usize>,
    pub notes: Vec<Diagnostic>,
}

/// How often a text is read at most to learn which notes belong to hidden text alone: a note may
/// refer to another.
const MOST_READINGS: usize = 8;

/// A file to be read: path, text, where the Markdown begins, the title of the front matter.
pub(super) struct Manuscript<'a> {
    pub path: &'a SitePath,
    pub text: &'a str,
    pub start: usize,
    pub title: Option<&'a str>,
}

/// Reads the Markdown of a file. Where blocks name their readers it is read once more: for all
/// readers, and again where something outside such blocks belongs to them.
pub(super) fn compose(manuscript: &Manuscript<'_>, reading: &Reading, library: &Library<'_>) -> Composed {
    let read = |readers, withheld| pass(manuscript, reading, library.clone(), readers, withheld);
    let (mut composed, mut seen) = read(Readers::OfTheBuild, Withheld::default());
    if seen.blocks.is_empty() {
        return composed;
    }
    let mut withheld = Withheld::default();
    for _ in 0..MOST_READINGS {
        let more = withheld.clone().and(seen.withheld());
        if more == withheld {
            break;
        }
        withheld = more;
        (composed, seen) = read(Readers::OfTheBuild, withheld.clone());
    }
    let (whole, all) = read(Readers::Everybody, Withheld::default());
    Composed { blocks: all.blocks, withheld: whole.links, ..composed }
}

/// One reading.
fn pass(
    manuscript: &Manuscript<'_>,
    reading: &Reading,
    library: Library<'_>,
    readers: Readers,
    withheld: Withheld,
) -> (Composed, Seen) {
    let Manuscript { path, text, start, title } = *manuscript;
    let mut composer = Composer { readers, withheld, ..Composer::new(reading, library, title) };
    let source_text = composer.read(&Document::new(path, text, start, composer.raw_html()));
    composer.write_footnotes();
    let (passages, lead, words) = composer.prose.finish();
    let composed = Composed {
        body: composer.html.finish(),
        title: composer.title.found(),
        outline: composer.outline,
        anchors: composer.other_anchors,
        links: composer.links,
        passages,
        words,
        lead,
        source_text,
        blocks: Vec::new(),
        withheld: Vec::new(),
        included: composer.included.into_iter().collect(),
        cuts: composer.cuts,
        notes: composer.notes.finish(),
    };
    (composed, composer.seen)
}

/// An article in the making.
struct Composer<'c> {
    reading: Reading,
    readers: Readers,
    /// What belongs to text for other readers, as an earlier reading found.
    withheld: Withheld,
    seen: Seen,
    library: Library<'c>,
    html: Html,
    title: TitleRule,
    outline: Vec<Heading>,
    anchors: Anchors,
    /// Ids that are in the text and not in the outline.
    other_anchors: Vec<String>,
    links: Vec<LinkRef>,
    pictures: usize,
    prose: Prose,
    punctuation: Punctuation,
    ties: Option<Ties>,
    /// How many sidebars with a title there are.
    sidebars: usize,
    footnotes: Footnotes,
    /// Code languages that have been reported.
    unknown_languages: BTreeSet<String>,
    /// The files that are being read, the innermost last.
    open_files: Vec<SitePath>,
    included: BTreeSet<SitePath>,
    included_bytes: usize,
    /// Where headings of the outermost file begin.
    cuts: Vec<usize>,
    /// How many documents were read so far; keeps their footnotes apart.
    documents: usize,
    notes: Bounded,
}

impl<'c> Composer<'c> {
    fn new(reading: &Reading, library: Library<'c>, title: Option<&str>) -> Self {
        Self {
            reading: reading.clone(),
            readers: Readers::OfTheBuild,
            withheld: Withheld::default(),
            seen: Seen::default(),
            html: Html::default(),
            title: TitleRule::new(title),
            outline: Vec::new(),
            anchors: Anchors::default(),
            other_anchors: Vec::new(),
            links: Vec::new(),
            pictures: 0,
            prose: Prose::default(),
            punctuation: Punctuation::new(quotes(&library.lang)),
            ties: ties(&library.lang),
            sidebars: 0,
            footnotes: Footnotes::default(),
            unknown_languages: BTreeSet::new(),
            open_files: Vec::new(),
            included: BTreeSet::new(),
            included_bytes: 0,
            cuts: Vec::new(),
            documents: 0,
            notes: Bounded::default(),
            library,
        }
    }

    /// Reads one file into the article; returns what may be published of it from its
    /// beginning on, if that is not all.
    fn read(&mut self, document: &Document<'_>) -> Option<String> {
        self.open_files.push(document.path.clone());
        self.documents += 1;
        // Most pages are a little longer than their texts.
        self.html.reserve(document.text.len() + document.text.len() / 4);
        let options = options(&self.reading.markdown);
        let mut events = Parser::new_ext(document.markdown(), options).into_offset_iter();
        let mut reader = Reader::new(self, document);
        while let Some((event, range)) = events.next() {
            let range = document.start + range.start..document.start + range.end;
            reader.event(event, range, events.reference_definitions());
        }
        reader.look_for_second_definitions(events.reference_definitions());
        let source_text = reader.finish();
        self.open_files.pop();
        source_text
    }

    fn raw_html(&self) -> RawHtml {
        if self.settings().raw_html { RawHtml::Passes } else { RawHtml::IsText }
    }

    fn settings(&self) -> &Markdown {
        &self.reading.markdown
    }
}

/// What pulldown-cmark is asked for. Not its metadata blocks: front matter is split off before,
/// and a second block in mid-text is text.
fn options(markdown: &Markdown) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_SMART_PUNCTUATION, markdown.smart_punctuation);
    options
}

/// Reads the events of one file.
struct Reader<'r, 'c, 'd> {
    composer: &'r mut Composer<'c>,
    document: &'d Document<'d>,
    /// Which document of the article this is.
    number: usize,
    mode: Mode,
    /// How many quotes, list items and notes are open around the current block.
    depth: usize,
    containers: Vec<containers::Open>,
    /// How many containers were closed for the writer, by their colons.
    closed_early: HashMap<usize, usize>,
    /// Index of the outermost open container that is for other readers.
    hidden: Option<usize>,
    /// Whether a footnote is open that only hidden text refers to.
    hidden_note: bool,
    heading: Option<OpenHeading>,
    tables: blocks::Tables,
    /// Start tags of open list items, for task lists.
    list_items: Vec<html::Mark>,
    /// Where the term that is being defined begins.
    term: Option<html::Mark>,
    /// The labels of the document's footnotes, once a title has asked for them.
    footnote_labels: Option<HashSet<String>>,
    /// The footnotes that are being written, the innermost last.
    notes: Vec<footnotes::OpenNote>,
    /// A paragraph has begun and nothing is written of it.
    paragraph: Option<Range<usize>>,
    /// How the current paragraph is written.
    paragraph_kind: blocks::ParagraphKind,
    /// Up to where the name of a speaker goes that was written already.
    spoken: usize,
    /// How many elements are open that hold text and no blocks.
    bare: usize,
    /// The links that are open.
    open_links: Vec<inline::Link>,
    /// End of the latest event inside the innermost link.
    inner_end: usize,
    /// Web and mail addresses in the source, in order.
    addresses: Vec<Range<usize>>,
    /// The one whose text is coming by.
    held: Option<autolink::Held>,
    /// What is published instead of some ranges of the source.
    edits: Vec<(Range<usize>, String)>,
}

/// Where text goes.
enum Mode {
    /// Into the page.
    Flow,
    /// Into the description of a picture.
    Alternative(inline::Picture),
    /// Into a block of code.
    Code(code::Block),
    /// Into a block of raw HTML, with the ranges of its pieces.
    Raw(Fragment),
}

impl<'r, 'c, 'd> Reader<'r, 'c, 'd> {
    fn new(composer: &'r mut Composer<'c>, document: &'d Document<'d>) -> Self {
        let number = composer.documents;
        let addresses = match composer.settings().autolinks {
            true => autolink::candidates(document.text, document.start),
            false => Vec::new(),
        };
        Self {
            composer,
            document,
            number,
            mode: Mode::Flow,
            depth: 0,
            containers: Vec::new(),
            closed_early: HashMap::new(),
            hidden: None,
            hidden_note: false,
            heading: None,
            tables: blocks::Tables::default(),
            list_items: Vec::new(),
            term: None,
            footnote_labels: None,
            notes: Vec::new(),
            paragraph: None,
            paragraph_kind: blocks::ParagraphKind::Usual,
            spoken: 0,
            bare: 0,
            open_links: Vec::new(),
            inner_end: 0,
            addresses,
            held: None,
            edits: Vec::new(),
        }
    }

    /// One event, whose range is bytes of the file.
    fn event(&mut self, event: Event<'_>, range: Range<usize>, definitions: &RefDefs<'_>) {
        self.note_use(&event, definitions);
        if self.number == 1 && matches!(event, Event::Start(Tag::Heading { .. })) {
            self.cut_at(range.start);
        }
        if self.hidden.is_some() {
            return self.hidden_event(&event, &range);
        }
        if self.is_withheld_note(&event, &range) {
            return;
        }
        let inner_end = if matches!(event, Event::Start(_)) { range.start } else { range.end };
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph = Some(range),
            event if self.is_held(&event, &range) || self.is_collected(&event, &range) => {}
            Event::Start(tag) => self.start(tag, range, definitions),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => self.rule(&range),
            event => self.inline(event, range),
        }
        self.inner_end = self.inner_end.max(inner_end);
    }

    /// A section of the file begins.
    fn cut_at(&mut self, at: usize) {
        if self.composer.cuts.len() < headings::MOST_LISTED {
            self.composer.cuts.push(at);
        }
    }

    /// Nothing is written; only the ends of containers are looked for.
    fn hidden_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) if blocks::holds_blocks(tag) => self.depth += 1,
            Event::End(tag) if blocks::ends_blocks(*tag) => {
                self.leave_block(range.end);
                match self.hidden {
                    Some(_) => self.depth = self.depth.saturating_sub(1),
                    None => self.end(*tag, range.clone()),
                }
            }
            Event::Rule => self.rule(range),
            _ => {}
        }
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.document.path, range)
    }

    fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place(range);
        self.composer.notes.add(Diagnostic::new(code, place, message))
    }

    /// Closes what is open; returns what may be published of the file, where that is not all of it.
    fn finish(mut self) -> Option<String> {
        self.leave_block(self.document.text.len());
        self.leave_out_definitions();
        (!self.edits.is_empty()).then(|| published(self.document.text, self.edits))
    }
}

/// A text with others for some of its ranges. Of two within one another the outer counts: a definition within a
/// block goes with the block.
fn published(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut published = String::with_capacity(text.len());
    let mut done = 0;
    for (range, other) in &edits {
        if range.start >= done {
            published.push_str(&text[done..range.start]);
            published.push_str(other);
            done = range.end;
        }
    }
    published.push_str(&text[done..]);
    published
}
