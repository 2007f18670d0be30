//! `:::include path`: another file's Markdown in the place of the line.

use std::ops::Range;

use memchr::memmem;

use super::Reader;
use super::fence::{Document, FenceLine, RawHtml};
use crate::article::compile::body_of;
use crate::diag::Code;
use crate::language::Lang;
use crate::path::SitePath;
use crate::source::File;

/// How deep includes may be nested; deeper ones are a mistake that is no loop.
pub(in crate::article) const DEEPEST: usize = 16;

/// How much text an article may include in all. Includes that include others several times
/// grow without bound, and no handbook page is that long.
const MOST_BYTES: usize = 8 << 20;

/// Where included files come from.
#[derive(Clone)]
pub(in crate::article) struct Library<'l> {
    /// The folder that absolute paths begin in.
    pub root: String,
    /// The language of the text.
    pub lang: Lang,
    /// The file at a path.
    pub file: &'l dyn Fn(&SitePath) -> Option<&'l File>,
}

/// What `target` means in a file at `path`.
fn resolve(path: &SitePath, root: &str, target: &str) -> Option<SitePath> {
    match target.strip_prefix('/') {
        Some(absolute) => SitePath::new(&format!("{root}/{absolute}")),
        None => path.join(target),
    }
}

/// The files that `text`, the file at `path`, asks for; some of them perhaps only in an
/// example.
pub(in crate::article) fn targets(path: &SitePath, text: &str, root: &str) -> Vec<SitePath> {
    include_lines(path, text, root).into_iter().map(|(_, target)| target).collect()
}

/// Whether a text can include others. Nearly none does, so this says no without reading it as one.
pub(in crate::article) fn may_include(text: &[u8]) -> bool {
    memmem::find(text, b"include").is_some()
}

/// The same with the bytes that name each file.
pub fn include_lines(path: &SitePath, text: &str, root: &str) -> Vec<(Range<usize>, SitePath)> {
    if !may_include(text.as_bytes()) {
        return Vec::new();
    }
    let document = Document::new(path, text, 0, RawHtml::IsText);
    let lines = document.container_lines();
    let included = lines.filter_map(|(bytes, line)| {
        let title = FenceLine::read(line).filter(|fence| fence.name == "include")?.title;
        let target = resolve(path, root, unquoted(&line[title.clone()]))?;
        Some((bytes.start + title.start..bytes.start + title.end, target))
    });
    included.collect()
}

fn unquoted(target: &str) -> &str {
    target.trim_matches('"')
}

impl<'c> Reader<'_, 'c, '_> {
    /// An include line.
    pub(super) fn include(&mut self, fence: &FenceLine<'_>, line: &Range<usize>) {
        if self.hidden.is_some() {
            return;
        }
        let whole = self.line_start(line.start)..self.line_end(line.end);
        self.note_audience(&fence.attributes.audience, line);
        if !self.is_shown(fence, line) {
            return self.cut(whole);
        }
        let title = line.start + fence.title.start..line.start + fence.title.end;
        let Some(file) = self.find(title.clone()) else { return };
        let Some((text, start)) = self.open_file(file, title) else { return };
        let document = Document::new(&file.path, text, start, self.composer.raw_html());
        let published = self.composer.read(&document);
        let mut published = published.unwrap_or_else(|| text.to_owned());
        published.drain(..start);
        if !published.ends_with('\n') {
            published.push('\n');
        }
        self.edits.push((whole, published));
    }

    /// The file that the line asks for.
    fn find(&mut self, title: Range<usize>) -> Option<&'c File> {
        let target = unquoted(&self.document.text[title.clone()]);
        let library = &self.composer.library;
        let path = resolve(self.document.path, &library.root, target);
        let file = path.as_ref().and_then(|path| (library.file)(path));
        if file.is_none() {
            let label = match &path {
                Some(path) => format!("there is no {path}"),
                None => "this leads out of the site".to_owned(),
            };
            let note = self.report(Code::MissingInclude, title, "the included file doesn't exist");
            note.label = Some(label);
            note.help =
                Some("paths count from this file, or with a leading `/` from the language's folder".into());
        }
        self.composer.included.extend(path);
        file
    }

    /// The text of an included file and where its Markdown begins, unless it would never end.
    fn open_file(&mut self, file: &'c File, title: Range<usize>) -> Option<(&'c str, usize)> {
        if self.composer.open_files.contains(&file.path) {
            self.report_loop(&file.path, title);
            return None;
        }
        let mut notes = Vec::new();
        let opened = body_of(file, &mut notes);
        self.composer.notes.extend(notes);
        let (text, start) = opened?;
        self.composer.included_bytes += text.len();
        if self.composer.open_files.len() > DEEPEST || self.composer.included_bytes > MOST_BYTES {
            let note = self.report(Code::IncludeLoop, title, "includes bring in too much");
            note.label =
                Some(format!("more than {DEEPEST} files deep, or more than {} MB in all", MOST_BYTES >> 20));
            return None;
        }
        Some((text, start))
    }

    fn report_loop(&mut self, path: &SitePath, title: Range<usize>) {
        let through: Vec<&str> = self.composer.open_files.iter().map(SitePath::as_str).collect();
        let start = through.iter().position(|open| *open == path.as_str()).unwrap_or(0);
        let circle = [&through[start..], &[path.as_str()]].concat().join(" → ");
        let note = self.report(Code::IncludeLoop, title, "this file includes itself");
        note.label = Some(circle);
        note.help = Some("take the line out".into());
    }
}
