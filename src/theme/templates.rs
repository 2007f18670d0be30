//! Templates become a Tera that can render them, or a list of everything that is wrong.
//!
//! Tera stops at the first file that it cannot parse, so the files are then tried one by one.
//! What it says is put into our words where we know better, and always gets its place.

use std::collections::BTreeMap;

use tera::{ErrorKind, ReportError, Tera};

use crate::diag::{Code, Diagnostic};

use super::file::{Home, ThemeFile};
use super::layers::Layers;
use super::{filters, recursion};

/// Bytes of a page, so that few grow while they are written.
const TYPICAL_PAGE: usize = 32 * 1024;

/// All templates, ready to render.
pub(super) struct Templates {
    pub(super) tera: Tera,
    /// The files by the names that Tera knows them by, for problems while rendering.
    files: BTreeMap<String, Source>,
}

/// What is needed to say where in a template something is wrong.
struct Source {
    file: crate::source::File,
    home: Home,
}

/// Compiles the templates of all layers; `None` when one of them cannot be used.
pub(super) fn compile(layers: &Layers, notes: &mut Vec<Diagnostic>) -> Option<Templates> {
    let files = layers.templates();
    let found = recursion::check(layers);
    let usable = found.is_empty();
    notes.extend(found);
    let sources: Vec<(&str, &str)> =
        files.iter().filter_map(|(name, file)| Some((name.as_str(), file.text()?))).collect();
    if usable {
        let mut tera = empty(layers);
        match tera.add_raw_templates(sources.iter().copied()) {
            Ok(()) => return Some(Templates { tera, files: owned(&files) }),
            Err(error) if !is_syntax(&error) => notes.extend(explain(&files, &error)),
            Err(_) => {}
        }
    }
    for source in sources {
        if let Err(error) = Tera::new().add_raw_templates([source])
            && is_syntax(&error)
        {
            notes.extend(explain(&files, &error));
        }
    }
    None
}

/// A Tera that knows our filters and where to look for templates, and no template yet.
fn empty(layers: &Layers) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.set_fallback_prefixes(layers.prefixes()).expect("there is no template yet");
    tera
}

fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

fn owned(files: &BTreeMap<String, &ThemeFile>) -> BTreeMap<String, Source> {
    files
        .iter()
        .map(|(name, file)| (name.clone(), Source { file: file.file.clone(), home: file.home }))
        .collect()
}

/// One of Tera's errors as diagnostics.
fn explain(files: &BTreeMap<String, &ThemeFile>, error: &tera::Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![one(files.get(report.filename()).copied(), report)]
        }
        ErrorKind::Msg(message) => message.split("\n\n").filter_map(|text| listed(files, text)).collect(),
        other => vec![Diagnostic::nowhere(Code::TemplateError, in_our_words(&other.to_string()))],
    }
}

fn one(file: Option<&ThemeFile>, report: &ReportError) -> Diagnostic {
    let message = in_our_words(report.message());
    match file {
        Some(file) => {
            let bytes = report.span().range.clone();
            file.problem(Code::TemplateError, bytes, &message)
        }
        None => Diagnostic::nowhere(Code::TemplateError, message),
    }
}

/// An error of Tera's list of unknown names, which is text: its first line says what, its
/// second where (`--> default/article.html:3:7`).
fn listed(files: &BTreeMap<String, &ThemeFile>, text: &str) -> Option<Diagnostic> {
    let mut lines = text.lines();
    let message = in_our_words(lines.next()?.trim_start_matches("error: "));
    let place = lines.next().and_then(|line| line.split_once("--> ")).and_then(|(_, place)| {
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.trim().parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        Some((*files.get(parts.next()?)?, line, column))
    });
    let name = message.split('`').nth(1).unwrap_or("");
    Some(match place {
        Some((file, line, column)) => {
            let text = file.text().unwrap_or("");
            let start = offset(text, line, column);
            let start =
                text.get(start..).and_then(|rest| rest.find(name)).map_or(start, |found| start + found);
            file.problem(Code::TemplateError, start..start + name.len().max(1), &message)
        }
        None => Diagnostic::nowhere(Code::TemplateError, message),
    })
}

/// The byte at a line and column, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let within = text[start..].char_indices().nth(column - 1).map_or(0, |(at, _)| at);
    start + within
}

/// One line, lower case, no full stop.
fn in_our_words(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim_end_matches('.');
    let mut characters = line.chars();
    match characters.next() {
        Some(first) if !line[first.len_utf8()..].starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => line.to_owned(),
    }
}

impl Templates {
    /// Renders the template called `name` (with `.html`): text, as bytes, because nobody needs
    /// to check again that it is text.
    pub(super) fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut html = Vec::with_capacity(TYPICAL_PAGE);
        match self.tera.render_to(name, context, &mut html) {
            Ok(()) => Ok(html),
            Err(error) => Err(Box::new(self.failed(name, &error))),
        }
    }

    /// Why a page could not be rendered.
    fn failed(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let ErrorKind::RenderingError(report) = error.kind() else {
            return Diagnostic::nowhere(
                Code::TemplateError,
                format!("`{name}`: {}", in_our_words(&error.to_string())),
            );
        };
        let file = self
            .files
            .get(report.filename())
            .map(|source| ThemeFile { file: source.file.clone(), home: source.home });
        one(file.as_ref(), report)
    }
}
