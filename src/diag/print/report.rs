//! One problem as text, laid out by `annotate-snippets`. It is given one line of the file and not the file:
//! what a problem costs to print depends on neither the size of its file nor the length of its line.

use std::fmt::Write;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, Title};

use super::{Colour, position};
use crate::diag::lines::{Excerpt, Position};
use crate::diag::{Diagnostic, FileLines, Fix, Place, Severity};
use crate::path::SitePath;

/// What `annotate-snippets` puts around its arrows in colour.
const ARROW_ON: &str = "\u{1b}[1m\u{1b}[94m";
const ARROW_OFF: &str = "\u{1b}[0m";

/// A place as it is shown.
struct Shown<'a> {
    file: &'a SitePath,
    /// Where and what, unless the place is a file as a whole or the file isn't there.
    excerpt: Option<(Position, Excerpt)>,
    label: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn of(place: &'a Place, label: Option<&'a str>, lines: &FileLines<'_>) -> Self {
        let excerpt = position(place, lines)
            .and_then(|position| Some((position, lines.get(&place.file)?.excerpt(place.start..place.end))));
        Self { file: &place.file, excerpt, label }
    }

    /// The excerpt with its mark; `None` for a file as a whole.
    fn snippet(&self, kind: AnnotationKind, label: Option<&'a str>) -> Option<Snippet<'_, Annotation<'_>>> {
        let (position, excerpt) = self.excerpt.as_ref()?;
        let annotation = kind.span(excerpt.marked.clone()).label(label);
        let snippet = Snippet::source(&*excerpt.text).path(self.file.as_str()).line_start(position.line);
        Some(snippet.annotation(annotation))
    }

    /// What stands for a related file as a whole.
    fn note(&self) -> Option<String> {
        let label = self.label.filter(|_| self.excerpt.is_none())?;
        Some(format!("{label}: {}", self.file))
    }

    /// Columns are counted in the excerpt, which may not begin where the line does: puts the
    /// right one into the finished text.
    fn correct_column(&self, text: &mut String) {
        let Some((Position { line, column }, excerpt)) = &self.excerpt else { return };
        let counted = excerpt.text[..excerpt.marked.start].chars().count() + 1;
        if counted != *column {
            let place = format!("{}:{line}:", self.file);
            *text = text.replacen(&format!("{place}{counted}\n"), &format!("{place}{column}\n"), 1);
        }
    }
}

/// A problem with all that is shown of it.
pub(super) struct Report<'a> {
    problem: &'a Diagnostic,
    at: Option<Shown<'a>>,
    related: Vec<Shown<'a>>,
}

impl<'a> Report<'a> {
    pub fn of(problem: &'a Diagnostic, lines: &FileLines<'_>) -> Self {
        let at = problem.at.as_ref().map(|at| Shown::of(at, problem.label.as_deref(), lines));
        let related =
            problem.related.iter().map(|(place, label)| Shown::of(place, Some(label), lines)).collect();
        Self { problem, at, related }
    }

    /// The problem as it is shown, without an empty line behind it.
    pub fn text(&self, renderer: &Renderer, colour: Colour) -> String {
        let excerpt = self.at.as_ref().and_then(|at| at.snippet(AnnotationKind::Primary, at.label));
        let mut text = match excerpt {
            Some(excerpt) => self.with_excerpt(excerpt, renderer),
            None => self.without_excerpt(renderer, colour),
        };
        for shown in self.at.iter().chain(&self.related) {
            shown.correct_column(&mut text);
        }
        text
    }

    /// The problem and everything around it in one layout.
    fn with_excerpt(&self, excerpt: Snippet<'_, Annotation<'_>>, renderer: &Renderer) -> String {
        let related =
            self.related.iter().filter_map(|place| place.snippet(AnnotationKind::Context, place.label));
        let notes =
            self.related.iter().filter_map(|place| Some(Level::NOTE.message(untrusted(&place.note()?))));
        let main = self.title().element(excerpt).elements(related).elements(notes);
        let groups: Vec<Group<'_>> = std::iter::once(main).chain(self.help()).collect();
        renderer.render(&groups)
    }

    /// The problem of a file as a whole, or of none. The arrow is ours: the layout knows none
    /// without a line.
    fn without_excerpt(&self, renderer: &Renderer, colour: Colour) -> String {
        let mut text = renderer.render(&[Group::with_title(self.title())]);
        let (on, off) = match colour {
            Colour::Never => ("", ""),
            Colour::Always => (ARROW_ON, ARROW_OFF),
        };
        if let Some(at) = &self.at {
            let _ = write!(text, "\n  {on}-->{off} {}", at.file);
        }
        for note in self.related.iter().filter_map(Shown::note) {
            let _ = write!(text, "\n   {on}={off} note: {}", untrusted(&note));
        }
        let related = self.related.iter().filter_map(|place| {
            let title = Level::NOTE.secondary_title(untrusted(place.label.unwrap_or_default()));
            Some(title.element(place.snippet(AnnotationKind::Primary, None)?))
        });
        let groups: Vec<Group<'_>> = related.chain(self.help()).collect();
        if !groups.is_empty() {
            text.push('\n');
            text.push_str(&renderer.render(&groups));
        }
        text
    }

    fn title(&self) -> Title<'_> {
        let level = match self.problem.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::INFO.with_name("hint"),
        };
        level.primary_title(&*self.problem.message).id(self.problem.code.name())
    }

    fn help(&self) -> Option<Group<'_>> {
        let help = match (self.problem.help.as_deref(), &self.problem.fix) {
            (Some(help), Some(fix)) => {
                format!("{help}{} {}", if help.ends_with('?') { "" } else { ";" }, mend(fix, help))
            }
            (Some(help), None) => help.to_owned(),
            (None, Some(fix)) => mend(fix, ""),
            (None, None) => return None,
        };
        Some(Group::with_title(Level::HELP.secondary_title(untrusted(&help))))
    }
}

/// How a mend that needs no thought is offered, after a help that may name it already.
fn mend(fix: &Fix, help: &str) -> String {
    match fix.edits.as_slice() {
        [(_, with)] if !with.trim().is_empty() && !help.contains(with) => {
            format!("`vade check --fix` writes `{with}`")
        }
        _ => "`vade check --fix` mends it".to_owned(),
    }
}

/// Text without anything that a terminal would obey.
fn untrusted(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text)
}
