//! Diagnostics as commands of GitHub Actions, which shows each beside its line in a pull request.

use std::fmt::Write;

use super::print::Source;
use super::{Diagnostic, Files, Severity, ends};

/// One command a line. Files are named below `root`, as the repository has them.
pub fn commands(problems: &[Diagnostic], source: &Source<'_>, root: &str) -> String {
    let mut text = String::new();
    let files = Files::of(problems, source);
    let lines = files.lines();
    for problem in problems {
        let mut properties = Vec::new();
        if let Some(at) = &problem.at {
            properties.push(("file", format!("{root}{}", at.file)));
            if let Some((start, end)) = ends(at, &lines) {
                properties.push(("line", start.line.to_string()));
                properties.push(("endLine", end.line.to_string()));
                // GitHub takes columns only where the place is in one line.
                if start.line == end.line {
                    properties.push(("col", start.column.to_string()));
                    properties.push(("endColumn", end.column.to_string()));
                }
            }
        }
        properties.push(("title", problem.code.name().to_owned()));
        let properties: Vec<String> =
            properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
        let _ = writeln!(text, "::{} {}::{}", command(problem.severity), properties.join(","), data(problem));
    }
    text
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    }
}

/// Message, label and help, a line each.
fn data(problem: &Diagnostic) -> String {
    let help = problem.help.as_ref().map(|help| format!("help: {help}"));
    let lines: Vec<&str> = [Some(&problem.message), problem.label.as_ref(), help.as_ref()]
        .into_iter()
        .flatten()
        .map(|line| &**line)
        .collect();
    escape(&lines.join("\n"))
}

/// What ends a command may not be in it.
fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Place};
    use crate::path::SitePath;

    #[test]
    fn a_command_is_one_line_whatever_is_in_it() {
        let file = SitePath::new("content/en/a,b:c%.md").unwrap();
        let note = Diagnostic::new(Code::BrokenLink, Place::new(&file, 4..7), "100 % wrong\nreally")
            .label("here: this, that")
            .help("mend it");
        let found = commands(&[note], &|_| Some(b"ab\n\xc3\xa1bc\n".as_slice().into()), "docs/");
        assert_eq!(
            found,
            "::error file=docs/content/en/a%2Cb%3Ac%25.md,line=2,endLine=2,col=2,endColumn=4,title=broken-link\
             ::100 %25 wrong%0Areally%0Ahere: this, that%0Ahelp: mend it\n"
        );
    }

    #[test]
    fn a_problem_without_a_place_has_a_title_all_the_same() {
        let whole =
            Diagnostic::new(Code::Orphan, Place::file(&SitePath::new("a.md").unwrap()), "nobody comes here");
        let notes = [Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml"), whole];
        assert_eq!(
            commands(&notes, &|_| Some(b"x".as_slice().into()), ""),
            "::error title=missing-settings::there is no site.toml\n\
             ::warning file=a.md,title=orphan::nobody comes here\n"
        );
    }
}
