//! Diagnostics as text, in the shape that compilers have made familiar.
//!
//! Each problem is laid out by `annotate-snippets`. It is given one line of the file and not
//! the file: what a problem costs to print depends on neither the size of its file nor the
//! length of its line. Nothing here writes to a terminal.

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, Title};

use super::lines::{Excerpt, Position};
use super::{Diagnostic, FileLines, Files, Fix, Place, Severity};
use crate::path::SitePath;

/// Columns that are filled where nobody says how many there are, as in a log.
const WIDTH: usize = 140;
/// Less says too little.
const NARROWEST: usize = 50;

/// What `annotate-snippets` puts around its arrows in colour.
const ARROW_ON: &str = "\u{1b}[1m\u{1b}[94m";
const ARROW_OFF: &str = "\u{1b}[0m";

/// Finds the bytes of a file, for excerpts.
pub type Source<'a> = dyn Fn(&SitePath) -> Option<Arc<[u8]>> + 'a;

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// For pipes, logs and those who ask for none.
    Never,
    /// Escape sequences of terminals.
    Always,
}

/// All problems with excerpts, an empty line after each.
pub fn human(problems: &[Diagnostic], source: &Source<'_>, colour: Colour) -> String {
    human_within(problems, source, colour, None)
}

/// As [`human`], for a terminal of so many columns.
pub fn human_within(
    problems: &[Diagnostic],
    source: &Source<'_>,
    colour: Colour,
    width: Option<usize>,
) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(width.unwrap_or(WIDTH).clamp(NARROWEST, WIDTH));
    let files = Files::of(problems, source);
    let lines = files.lines();
    let mut text = String::new();
    for problem in problems {
        text.push_str(&Report::of(problem, &lines).text(&renderer, colour));
        text.push_str("\n\n");
    }
    text
}

/// One line for each problem: `file:line:column: error[code]: message`.
pub fn short(problems: &[Diagnostic], source: &Source<'_>) -> String {
    let files = Files::of(problems, source);
    let lines = files.lines();
    let mut text = String::new();
    for problem in problems {
        if let Some(at) = &problem.at {
            match position(at, &lines) {
                Some(Position { line, column }) => {
                    let _ = write!(text, "{}:{line}:{column}: ", at.file);
                }
                None => {
                    let _ = write!(text, "{}: ", at.file);
                }
            }
        }
        let _ = writeln!(text, "{}[{}]: {}", word(problem.severity), problem.code.name(), problem.message);
    }
    text
}

/// What was found in all: `3 errors and 1 warning`; empty where nothing was.
pub fn summary(problems: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .map(|severity| (severity, problems.iter().filter(|problem| problem.severity == severity).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| counted(count, word(severity), &format!("{}s", word(severity))))
        .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A number and what it counts: `1 page`, `3 pages`.
pub fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// The word for a severity.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// Where the place begins; `None` for a file as a whole.
fn position(place: &Place, lines: &FileLines<'_>) -> Option<Position> {
    let whole = place.start == 0 && place.end == 0;
    lines.get(&place.file).filter(|_| !whole).map(|lines| lines.position(place.start))
}

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
struct Report<'a> {
    problem: &'a Diagnostic,
    at: Option<Shown<'a>>,
    related: Vec<Shown<'a>>,
}

impl<'a> Report<'a> {
    fn of(problem: &'a Diagnostic, lines: &FileLines<'_>) -> Self {
        let at = problem.at.as_ref().map(|at| Shown::of(at, problem.label.as_deref(), lines));
        let related =
            problem.related.iter().map(|(place, label)| Shown::of(place, Some(label), lines)).collect();
        Self { problem, at, related }
    }

    fn text(&self, renderer: &Renderer, colour: Colour) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    const ARTICLE: &str = "---\ntitle: Leave\n---\n\nSee [how to apply](../forms/aply.md) first.\n";

    fn file() -> SitePath {
        SitePath::new("content/en/leave/parental.md").unwrap()
    }

    fn printed(text: &[u8], problem: Diagnostic) -> String {
        human(&[problem], &|_| Some(text.into()), Colour::Never)
    }

    fn broken(text: &str, target: &str) -> Diagnostic {
        let start = text.find(target).unwrap();
        Diagnostic::new(
            Code::BrokenLink,
            Place::new(&file(), start..start + target.len()),
            "this link leads to no article",
        )
        .label("there is no content/en/forms/aply.md")
        .help("`../forms/apply.md` is close")
    }

    #[test]
    fn a_problem_looks_as_the_house_style_has_it() {
        insta::assert_snapshot!(printed(ARTICLE.as_bytes(), broken(ARTICLE, "../forms/aply.md")), @r"
        error[broken-link]: this link leads to no article
         --> content/en/leave/parental.md:5:20
          |
        5 | See [how to apply](../forms/aply.md) first.
          |                    ^^^^^^^^^^^^^^^^ there is no content/en/forms/aply.md
          |
        help: `../forms/apply.md` is close
        ");
    }

    #[test]
    fn other_places_follow() {
        let problem =
            broken(ARTICLE, "../forms/aply.md").related(Place::new(&file(), 4..16), "in this article");
        insta::assert_snapshot!(printed(ARTICLE.as_bytes(), problem), @r"
        error[broken-link]: this link leads to no article
         --> content/en/leave/parental.md:5:20
          |
        5 | See [how to apply](../forms/aply.md) first.
          |                    ^^^^^^^^^^^^^^^^ there is no content/en/forms/aply.md
          |
         ::: content/en/leave/parental.md:2:1
          |
        2 | title: Leave
          | ------------ in this article
          |
        help: `../forms/apply.md` is close
        ");
    }

    #[test]
    fn a_file_as_a_whole_and_no_file() {
        let whole = Diagnostic::new(
            Code::MissingTranslation,
            Place::file(&file()),
            "German has no version of this article",
        )
        .help("readers of German are shown the English text; add content/de/leave/parental.md");
        insta::assert_snapshot!(printed(ARTICLE.as_bytes(), whole), @r"
        warning[missing-translation]: German has no version of this article
          --> content/en/leave/parental.md
        help: readers of German are shown the English text; add content/de/leave/parental.md
        ");
        let nowhere = Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml in this folder")
            .help("write one");
        insta::assert_snapshot!(printed(b"", nowhere), @r"
        error[missing-settings]: there is no site.toml in this folder
        help: write one
        ");
    }

    #[test]
    fn related_files_are_named_as_a_whole_too() {
        let other = SitePath::new("content/en/other.md").unwrap();
        let problem = broken(ARTICLE, "Leave").related(Place::file(&other), "it is here first");
        insta::assert_snapshot!(printed(ARTICLE.as_bytes(), problem), @r"
        error[broken-link]: this link leads to no article
         --> content/en/leave/parental.md:2:8
          |
        2 | title: Leave
          |        ^^^^^ there is no content/en/forms/aply.md
          |
          = note: it is here first: content/en/other.md
        help: `../forms/apply.md` is close
        ");
        let whole = Diagnostic::new(Code::DuplicateId, Place::file(&file()), "two articles have the id `x`")
            .related(Place::file(&other), "the other")
            .related(Place::new(&other, 4..16), "its title");
        insta::assert_snapshot!(printed(ARTICLE.as_bytes(), whole), @r"
        error[duplicate-id]: two articles have the id `x`
          --> content/en/leave/parental.md
           = note: the other: content/en/other.md
        note: its title
         --> content/en/other.md:2:1
          |
        2 | title: Leave
          | ^^^^^^^^^^^^
        ");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_all_the_same() {
        let problem =
            Diagnostic::new(Code::InvalidUtf8, Place::new(&file(), 9..10), "this file is not UTF-8")
                .label("not a character");
        insta::assert_snapshot!(printed(b"One\n\tcaf\xe9 \xff x", problem), @r"
        error[invalid-utf8]: this file is not UTF-8
         --> content/en/leave/parental.md:2:6
          |
        2 |     caf� � x
          |         ^ not a character
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}[x](aply.md){}", "word ".repeat(1_000_000), " word".repeat(1_000_000));
        let shown = printed(text.as_bytes(), broken(&text, "aply.md"));
        assert!(shown.contains("parental.md:1:5000005") && shown.contains("[x](aply.md)"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 200), "{shown}");
    }

    #[test]
    fn the_short_form_is_a_line_each() {
        let nowhere = Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml");
        let problems = [broken(ARTICLE, "../forms"), nowhere];
        let text = short(&problems, &|_| Some(ARTICLE.as_bytes().into()));
        let expected = "content/en/leave/parental.md:5:20: error[broken-link]: this link leads to no article\n\
            error[missing-settings]: there is no site.toml\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_summary_counts() {
        let problem = |severity| Diagnostic { severity, ..Diagnostic::nowhere(Code::BadDate, "x") };
        let (error, warning) = (problem(Severity::Error), problem(Severity::Warning));
        assert_eq!(summary(&[]), "");
        assert_eq!(summary(std::slice::from_ref(&warning)), "1 warning");
        assert_eq!(summary(&[error.clone(), error.clone(), warning.clone()]), "2 errors and 1 warning");
        assert_eq!(summary(&[error, warning, problem(Severity::Hint)]), "1 error, 1 warning and 1 hint");
    }

    #[test]
    fn nothing_that_a_file_holds_breaks_the_layout() {
        for text in ["", "\n", "\r\n\r\n", "\u{202e}abc\u{0}", "שלום עולם", "a\tb\tc", "👩‍👩‍👧 x", "\u{feff}x"]
        {
            for start in 0..=text.len() as u32 {
                for end in start..=text.len() as u32 + 2 {
                    let place = Place { file: file(), start, end };
                    let problem = Diagnostic::new(Code::BadDate, place, "x").label("y");
                    assert!(printed(text.as_bytes(), problem).starts_with("error[bad-date]: x\n"));
                }
            }
        }
    }

    #[test]
    fn thousands_are_printed_at_once() {
        let text = "word [x](aply.md) ".repeat(10_000);
        let problems: Vec<Diagnostic> = text
            .match_indices("aply.md")
            .map(|(at, link)| {
                Diagnostic::new(Code::BrokenLink, Place::new(&file(), at..at + link.len()), "x")
            })
            .collect();
        let shown = human(&problems, &|_| Some(text.as_bytes().into()), Colour::Always);
        assert_eq!(shown.matches("broken-link").count(), 10_000);
    }
}
