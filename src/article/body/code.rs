//! Blocks of code: what the info string says, and how a block is written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::highlight::{self, Language};
use super::{Mode, Reader, chart};
use crate::article::Filling;
use crate::diag::Code;
use crate::settings::Highlight;

/// A block of code that is being read.
#[derive(Debug)]
pub(super) struct Block {
    /// `rust title="x" {1,3}`; `None` for an indented block.
    info: Option<String>,
    range: Range<usize>,
    code: String,
}

/// What an info string says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Info<'i> {
    language: &'i str,
    /// The word after the language: what `csv` is shown as.
    word: &'i str,
    title: Option<&'i str>,
    /// First and last of the lines that are marked, counted from one.
    marked: Vec<(usize, usize)>,
}

impl<'i> Info<'i> {
    fn read(info: &'i str) -> Self {
        let end = info.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(info.len());
        // A title may come without a language.
        let end = if info[..end].contains('=') { 0 } else { end };
        let (language, rest) = info.split_at(end);
        let title = rest.split_once("title=\"").and_then(|(_, rest)| Some(rest.split_once('"')?.0));
        // Braces may stand before or after the title, and in it.
        let without_title = title.map_or(rest.to_owned(), |title| rest.replacen(title, "", 1));
        let braces = without_title.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
        let word = rest.split_whitespace().next().unwrap_or_default();
        Self {
            language,
            word,
            title,
            marked: braces.map(|(lines, _)| line_numbers(lines)).unwrap_or_default(),
        }
    }

    fn marks(&self, line: usize) -> bool {
        self.marked.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
}

/// `1,3-5`
fn line_numbers(text: &str) -> Vec<(usize, usize)> {
    let ranges = text.split(',').filter_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    });
    ranges.collect()
}

impl Reader<'_, '_, '_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        self.mode = Mode::Code(Block { info, range, code: String::new() });
    }

    /// An event inside a block of code.
    pub(super) fn code_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let document = self.document;
        let Mode::Code(block) = &mut self.mode else { return };
        match event {
            Event::Text(text) => block.code.push_str(document.unmasked(text, range)),
            Event::End(_) => self.end_code(),
            _ => {}
        }
    }

    fn end_code(&mut self) {
        let Mode::Code(block) = std::mem::replace(&mut self.mode, Mode::Flow) else { return };
        let info = Info::read(block.info.as_deref().unwrap_or_default());
        let figures = if info.language == "csv" { chart::Kind::named(info.word) } else { None };
        if figures.is_some_and(|kind| self.write_figures(kind, &block.code, info.title, &block.range)) {
            return;
        }
        self.start_block("<figure class=\"code\" data-copy=\"");
        self.composer.html.hole(Filling::Label("code.copy"));
        self.composer.html.push("\">");
        if let Some(title) = info.title {
            self.composer.html.push("<figcaption>");
            self.composer.html.text(title);
            self.composer.html.push("</figcaption>");
            self.composer.prose.text(title);
            self.composer.prose.end_block();
        }
        self.composer.html.push("<pre><code");
        if !info.language.is_empty() {
            self.attribute("class", &format!("language-{}", info.language));
        }
        self.composer.html.push(">");
        self.write_code(&block, &info);
        self.composer.html.push("</code></pre></figure>\n");
        self.composer.prose.code(&block.code);
    }

    fn write_code(&mut self, block: &Block, info: &Info<'_>) {
        let name = info.language.split(',').next().unwrap_or_default();
        let language = match self.composer.settings().highlight {
            Highlight::Colours | Highlight::Names => highlight::language(name),
            Highlight::Off => Language::Plain,
        };
        if let Language::Unknown(close) = language {
            self.report_language(name, close, &block.range);
        }
        let language = match self.composer.settings().highlight {
            Highlight::Colours => language,
            Highlight::Names | Highlight::Off => Language::Plain,
        };
        let html = highlight::highlight(language, &block.code);
        if info.marked.is_empty() {
            return self.composer.html.push(&html);
        }
        for (index, line) in html.split_inclusive('\n').enumerate() {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let (start, end) =
                if info.marks(index + 1) { ("<mark class=\"line\">", "</mark>") } else { ("", "") };
            for piece in [start, body, end, &line[body.len()..]] {
                self.composer.html.push(piece);
            }
        }
    }

    /// Once per language: a page about it may have many blocks.
    fn report_language(&mut self, name: &str, close: Option<&str>, block: &Range<usize>) {
        if !self.composer.unknown_languages.insert(name.to_lowercase()) {
            return;
        }
        let found = self.document.text.get(block.clone()).and_then(|text| text.lines().next()?.find(name));
        let range = found.map_or(block.clone(), |at| block.start + at..block.start + at + name.len());
        let note =
            self.report(Code::UnknownCodeLanguage, range, format!("there are no colours for `{name}`"));
        note.label = Some("the code is shown without".into());
        note.help = Some(match close {
            Some(close) => format!("`{close}` is close"),
            None => "write `text` for code that needs none".into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_info_string_says_three_things() {
        let info = Info::read("rust title=\"src/{main}.rs\" {1,3-4}");
        assert_eq!((info.language, info.title), ("rust", Some("src/{main}.rs")));
        let marked: Vec<usize> = (1..6).filter(|&line| info.marks(line)).collect();
        assert_eq!(marked, [1, 3, 4]);
        assert_eq!(Info::read("js{2}").marked, [(2, 2)]);
        let info = Info::read("title=\"a b\" {2}");
        assert_eq!((info.language, info.title, info.marked), ("", Some("a b"), vec![(2, 2)]));
        assert_eq!(Info::read("sh {x}").marked, []);
    }
}
