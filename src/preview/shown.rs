//! What browsers are shown: the last build, with the last good state of whatever it could not
//! make.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::files::Files;
use super::problems::Problems;
use crate::compiler::SoFar;
use crate::diag::{Code, Diagnostic, Severity, counted};
use crate::output::{Artifact, Body, Output};
use crate::path::{OutPath, SitePath};
use crate::source::Tree;

/// A site as it is served, complete and immutable.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Every file.
    pub(super) files: Files,
    /// The path of the site's address, with a slash at both ends.
    pub(super) base: String,
    /// The day that it was built for.
    pub(super) day: String,
    /// What is wrong with it.
    pub(super) problems: Problems,
}

/// The files to show after a build: those of `output`, and of `before` what the build could not
/// make because of an error.
pub(super) fn files(output: Output, before: &Files, notes: &[Diagnostic], tree: &Tree) -> Files {
    let errors: Vec<&Diagnostic> = notes.iter().filter(|note| note.severity == Severity::Error).collect();
    if errors.is_empty() {
        return output.files.into();
    }
    if !has_pages(&output) {
        return before.clone();
    }
    let broken = files_of(&errors, |_| true, tree);
    let unread = files_of(&errors, |code| UNREAD.contains(&code), tree);
    let mut files = output.files;
    for (path, artifact) in before.iter() {
        let keep = match files.get(path) {
            // A page whose template failed is empty, and one whose front matter cannot be read
            // has lost its title and more.
            Some(now) => {
                is_page(path) && is_empty(now) || came_from(artifact, &unread) && came_from(now, &unread)
            }
            None => came_from(artifact, &broken),
        };
        if keep {
            files.insert(path.clone(), artifact.clone());
        }
    }
    files.into()
}

impl Shown {
    /// The same site with some files as they are about to be, and everything else as it was: for
    /// the moment until the rest is made. Nothing where one of them is new or there is an error,
    /// since that takes knowing the whole.
    pub(super) fn with(&self, files: Vec<(OutPath, Artifact)>) -> Option<Self> {
        if self.problems.errors > 0 || files.is_empty() {
            return None;
        }
        let Self { base, day, problems, .. } = self;
        let files = self.files.with(files)?;
        Some(Self { files, base: base.clone(), day: day.clone(), problems: problems.clone() })
    }

    /// The pages of a site that nothing was shown of yet.
    pub(super) fn first_pages(so_far: &SoFar<'_>, day: String) -> Option<Self> {
        let base = so_far.plan?.base().to_owned();
        let files = so_far.files.iter().cloned().collect::<BTreeMap<_, _>>().into();
        let sound = !so_far.notes.iter().any(|note| note.severity == Severity::Error);
        sound.then(|| Self { files, base, day, problems: Problems::default() })
    }

    /// The same site with the pages that are made, as by [`Shown::with`].
    pub(super) fn with_pages(&self, so_far: &SoFar<'_>) -> Option<Self> {
        if so_far.notes.iter().any(|note| note.severity == Severity::Error) {
            return None;
        }
        let differs = |(path, now): &&(OutPath, Artifact)| {
            self.files.get(path.as_str()).is_none_or(|before| before.key != now.key)
        };
        self.with(so_far.files.par_iter().filter(differs).cloned().collect())
    }
}

/// Errors after which nearly nothing is known of a file.
const UNREAD: [Code; 5] = [
    Code::InvalidSyntax,
    Code::InvalidUtf8,
    Code::NulCharacter,
    Code::UnreadableFile,
    Code::UnterminatedFrontMatter,
];

/// The files of `tree` that have an error of such a code.
fn files_of<'a>(
    errors: &[&'a Diagnostic],
    such: impl Fn(Code) -> bool,
    tree: &Tree,
) -> BTreeSet<&'a SitePath> {
    let errors = errors.iter().filter(|error| such(error.code));
    let files = errors.filter_map(|error| error.at.as_ref()).map(|at| &at.file);
    files.filter(|file| tree.get(file).is_some()).collect()
}

fn came_from(artifact: &Artifact, files: &BTreeSet<&SitePath>) -> bool {
    artifact.sources.iter().any(|source| files.contains(source))
}

/// Whether there is a page that was made and not only copied. There is none where the settings
/// or the theme cannot be used.
pub(super) fn has_pages(output: &Output) -> bool {
    let made =
        |artifact: &Artifact| !artifact.sources.iter().any(|source| source.as_str().ends_with(".html"));
    output.files.iter().any(|(path, artifact)| is_page(path) && made(artifact))
}

/// Whether browsers show it as a page.
pub(super) fn is_page(path: &OutPath) -> bool {
    path.as_str().ends_with(".html")
}

fn is_empty(artifact: &Artifact) -> bool {
    matches!(&artifact.body, Body::Bytes(bytes) if bytes.is_empty())
}

/// How many pages and other files two states differ in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Difference {
    /// Pages that are new, gone, or not the same.
    pub pages: usize,
    /// Other files, likewise.
    pub others: usize,
}

impl std::fmt::Display for Difference {
    /// Pages, or where there are none, other files.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.pages, self.others) {
            (0, 0) => f.write_str("nothing to see"),
            (0, files) => f.write_str(&counted(files, "file", "files")),
            (pages, _) => f.write_str(&counted(pages, "page", "pages")),
        }
    }
}

/// In what two states differ.
#[derive(Debug, Default)]
pub(super) struct Changes<'a> {
    pub(super) difference: Difference,
    /// Pages that only the old one has.
    pub(super) gone: Vec<(&'a OutPath, &'a Artifact)>,
    /// Pages that only the new one has.
    pub(super) come: Vec<(&'a OutPath, &'a Artifact)>,
}

/// In what two states differ. Both are walked through once, side by side.
pub(super) fn changes<'a>(old: &'a Files, new: &'a Files) -> Changes<'a> {
    let mut changes = Changes::default();
    let Changes { difference, gone: all_gone, come: all_come } = &mut changes;
    let mut count = |path: &OutPath| {
        if is_page(path) { difference.pages += 1 } else { difference.others += 1 }
    };
    let (mut one, mut other) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (one.peek(), other.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let gone = if order.is_le() { one.next() } else { None };
        let come = if order.is_ge() { other.next() } else { None };
        match (gone, come) {
            (Some((_, before)), Some((_, after))) if before.key == after.key => {}
            (Some(_), Some((path, _))) => count(path),
            (Some(page), None) => {
                count(page.0);
                all_gone.extend(Some(page).filter(|(path, _)| is_page(path)));
            }
            (None, Some(page)) => {
                count(page.0);
                all_come.extend(Some(page).filter(|(path, _)| is_page(path)));
            }
            (None, None) => {}
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::source::File;

    fn path(path: &str) -> SitePath {
        SitePath::new(path).expect("a path")
    }

    fn output(files: &[(&str, &str, &str)]) -> Output {
        let artifact = |text: &str, source: &str| Artifact::new(text.as_bytes(), vec![path(source)]);
        let file = |(name, text, source): &(&str, &str, &str)| {
            (OutPath::new(name).expect("a path"), artifact(text, source))
        };
        Output { files: files.iter().map(file).collect() }
    }

    fn error(file: &str) -> Diagnostic {
        Diagnostic::new(Code::InvalidSyntax, Place::file(&path(file)), "broken")
    }

    fn shown(
        before: &[(&str, &str, &str)],
        after: &[(&str, &str, &str)],
        notes: &[Diagnostic],
    ) -> Vec<String> {
        let tree = Tree::new(["a.md", "b.md"].map(|name| File::in_memory(path(name), *b"")));
        let text = |artifact: &Artifact| match &artifact.body {
            Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        let files = files(output(after), &output(before).files.into(), notes, &tree);
        files.iter().map(|(path, artifact)| format!("{path} {}", text(artifact))).collect()
    }

    #[test]
    fn what_could_not_be_made_stays() {
        let before = [("a.html", "a1", "a.md"), ("b.html", "b1", "b.md"), ("c.html", "c1", "c.md")];
        let after = [("b.html", "b2", "b.md")];
        let (both, one) = ([error("a.md"), error("c.md")], [error("a.md")]);
        assert_eq!(shown(&before, &after, &[]), ["b.html b2"]);
        assert_eq!(shown(&before, &after, &one), ["a.html a1", "b.html b2"]);
        let unread = [("a.html", "no title", "a.md"), ("b.html", "b2", "b.md")];
        assert_eq!(shown(&before, &unread, &one), ["a.html a1", "b.html b2"]);
        let instead = [("a.html", "another", "b.md"), ("b.html", "b2", "b.md")];
        assert_eq!(shown(&before, &instead, &one), ["a.html another", "b.html b2"], "from another file now");
        assert_eq!(shown(&before, &after, &both), ["a.html a1", "b.html b2"], "c.md was deleted");
    }

    #[test]
    fn without_settings_or_theme_everything_stays() {
        let before = [("a.html", "a1", "a.md"), ("x.html", "x", "static/x.html")];
        let notes = [error("site.toml")];
        assert_eq!(shown(&before, &[], &notes), ["a.html a1", "x.html x"]);
        assert_eq!(shown(&before, &[("x.html", "x2", "static/x.html")], &notes), ["a.html a1", "x.html x"]);
        assert_eq!(shown(&before, &[("a.html", "", "a.md")], &notes), ["a.html a1"], "its template failed");
    }

    #[test]
    fn differences_are_counted() {
        let before = output(&[("a.html", "1", "a"), ("b.html", "1", "b"), ("c.json", "1", "c")]);
        let after = output(&[("b.html", "2", "b"), ("c.json", "1", "c"), ("d.json", "1", "d")]);
        let expected = Difference { pages: 2, others: 1 };
        let (before, after): (Files, Files) = (before.files.into(), after.files.into());
        let changes = changes(&before, &after);
        assert_eq!(changes.difference, expected);
        let names =
            |pages: &[(&OutPath, &Artifact)]| pages.iter().map(|page| page.0.to_string()).collect::<Vec<_>>();
        assert_eq!((names(&changes.gone), names(&changes.come)), (vec!["a.html".to_owned()], vec![]));
    }
}
