//! Which problems the writer has been told of, so that each is told once.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;

/// The problems that were told of and are not known to be mended.
#[derive(Debug, Default)]
pub(super) struct Told(Vec<Diagnostic>);

/// What has come of the site since the writer was told last.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct News {
    /// Problems that have not been told of.
    pub(super) new: Vec<Diagnostic>,
    /// How many of those told of are mended.
    pub(super) mended: usize,
    /// How many are left in all.
    pub(super) left: usize,
}

/// How much of a site a build has looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// No page: the settings or the theme cannot be used. What is not found again is then not
    /// mended.
    Nothing,
}

impl Told {
    /// Takes note of the problems of a build; nothing where they are as they were told. A problem
    /// that only moved to another line is the same.
    pub(super) fn tell(&mut self, notes: &[Diagnostic], extent: Extent) -> Option<News> {
        let new = without(notes, &self.0);
        let mended = match extent {
            Extent::Whole => {
                let mended = without(&self.0, notes).len();
                self.0 = notes.to_vec();
                mended
            }
            Extent::Nothing => {
                self.0.extend(new.iter().cloned());
                0
            }
        };
        let left = self.0.len();
        (!new.is_empty() || mended > 0).then_some(News { new, mended, left })
    }
}

/// Those of `notes` that are not among `others`, wherever in their file they are.
fn without(notes: &[Diagnostic], others: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |note: &Diagnostic| {
        let file = note.at.as_ref().map(|at| at.file.clone());
        (file, note.code, note.message.clone(), note.label.clone())
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for other in others {
        *known.entry(same(other)).or_default() += 1;
    }
    let is_new = |note: &&Diagnostic| match known.get_mut(&same(note)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    notes.iter().filter(is_new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Place};
    use crate::path::SitePath;

    fn problem(at: usize, message: &str) -> Diagnostic {
        let file = SitePath::new("a.md").expect("a path");
        Diagnostic::new(Code::BrokenLink, Place::new(&file, at..at + 1), message)
    }

    fn told(notes: impl IntoIterator<Item = Diagnostic>) -> Told {
        Told(notes.into_iter().collect())
    }

    #[test]
    fn a_problem_that_only_moved_is_not_new() {
        let after = [problem(5, "one"), problem(8, "one"), problem(20, "one"), problem(30, "two")];
        let mut told = told([problem(3, "one"), problem(9, "one")]);
        let news = told.tell(&after, Extent::Whole).expect("two are new");
        assert_eq!((news.new.len(), news.mended, news.left), (2, 0, 4));
        assert_eq!(told.tell(&after, Extent::Whole), None, "each is told once");
    }

    #[test]
    fn what_could_not_be_looked_for_is_not_mended() {
        let (one, settings) = ([problem(3, "one")], [problem(0, "settings")]);
        let mut told = told(one.clone());
        let news = told.tell(&settings, Extent::Nothing).expect("one is new");
        assert_eq!(news, News { new: settings.into(), mended: 0, left: 2 });
        let news = told.tell(&one, Extent::Whole).expect("one is mended");
        assert_eq!((news.new.len(), news.mended, news.left), (0, 1, 1));
    }
}
