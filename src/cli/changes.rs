//! Changes to people's files, shown or made: `--dry-run` prints them as a unified diff, which
//! `git apply` and `patch` understand.

use std::fmt::Write;
use std::path::Path;

use similar::TextDiff;

use super::terminal::{self, painted};
use crate::diag::print::Colour;
use crate::edit::Change;
use crate::source::disk::{Unwritten, carry_out};

/// Whether changes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// They are.
    Real,
    /// They are only shown.
    DryRun,
}

impl Making {
    /// What `--dry-run` asks for.
    pub fn of(dry_run: bool) -> Self {
        if dry_run { Self::DryRun } else { Self::Real }
    }
}

/// Makes the changes in the site at `root`, or prints them to standard output.
pub fn make(root: &Path, changes: &[Change], making: Making) -> Result<(), Unwritten> {
    match making {
        Making::DryRun => {
            terminal::print(&diff(changes, terminal::output_colour()));
            Ok(())
        }
        Making::Real => carry_out(root, changes),
    }
}

/// The changes as a unified diff with the headers that git writes.
pub fn diff(changes: &[Change], colour: Colour) -> String {
    changes.iter().map(|change| diff_of(change, colour)).collect()
}

fn diff_of(change: &Change, colour: Colour) -> String {
    let mut text = String::new();
    match change {
        Change::Changed { file, before, after } => {
            hunks(&mut text, before, after, &format!("a/{file}"), &format!("b/{file}"));
        }
        Change::Created { file, text: new } => {
            let _ = write!(text, "diff --git a/{file} b/{file}\nnew file mode 100644\n");
            hunks(&mut text, "", new, "/dev/null", &format!("b/{file}"));
        }
        Change::Moved { from, to, text: changed } => {
            let _ = write!(text, "diff --git a/{from} b/{to}\nrename from {from}\nrename to {to}\n");
            if let Some((before, after)) = changed {
                hunks(&mut text, before, after, &format!("a/{from}"), &format!("b/{to}"));
            }
        }
    }
    text.split_inclusive('\n').map(|line| coloured(line, colour)).collect()
}

fn hunks(text: &mut String, before: &str, after: &str, from: &str, to: &str) {
    if before != after {
        let _ = write!(text, "{}", TextDiff::from_lines(before, after).unified_diff().header(from, to));
    }
}

/// A title among lines of a diff.
pub fn bold(title: &str, colour: Colour) -> String {
    painted(title, "1", colour)
}

/// A line of a diff as git colours it.
pub fn coloured(line: &str, colour: Colour) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    let end = &line[text.len()..];
    let code = match text {
        _ if ["+++", "---", "diff ", "new file", "rename "].iter().any(|head| text.starts_with(head)) => "1",
        _ if text.starts_with('+') => "32",
        _ if text.starts_with('-') => "31",
        _ if text.starts_with("@@") => "36",
        _ => return line.to_owned(),
    };
    painted(text, code, colour) + end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    fn file(name: &str) -> SitePath {
        SitePath::new(name).unwrap()
    }

    #[test]
    fn changes_are_shown_as_git_shows_them() {
        let changes = [
            Change::Changed { file: file("a.md"), before: "one\ntwo".into(), after: "one\nthree".into() },
            Change::Created { file: file("b.md"), text: "new\n".into() },
            Change::Moved { from: file("c.png"), to: file("d.png"), text: None },
        ];
        let expected = "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+three\n\
            \\ No newline at end of file\n\
            diff --git a/b.md b/b.md\nnew file mode 100644\n--- /dev/null\n+++ b/b.md\n@@ -0,0 +1 @@\n+new\n\
            diff --git a/c.png b/d.png\nrename from c.png\nrename to d.png\n";
        assert_eq!(diff(&changes, Colour::Never), expected);
    }

    #[test]
    fn a_terminal_gets_colours() {
        let change =
            Change::Changed { file: file("a.md"), before: "one\r\n".into(), after: "two\r\n".into() };
        let shown = diff(&[change], Colour::Always);
        assert!(shown.contains("\u{1b}[31m-one\u{1b}[0m\r\n\u{1b}[32m+two\u{1b}[0m\r\n"), "{shown:?}");
    }
}
