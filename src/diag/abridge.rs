//! What a person is spared: of a thousand problems that are alike, the first tell the story.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Code, Diagnostic};
use crate::path::SitePath;

/// Most problems of one kind that are shown of one file. More nobody reads, and a file that a
/// program wrote may have a million.
const MOST_ALIKE: usize = 100;

/// Problems without those that are like many others, and how many were left out of which file.
pub struct Abridged<'a> {
    /// Those to be shown, in their order.
    pub shown: Cow<'a, [Diagnostic]>,
    /// How many more there are of a kind in a file.
    pub left_out: BTreeMap<(Option<SitePath>, Code), usize>,
}

/// Leaves out what a person wouldn't read.
pub fn abridge(problems: &[Diagnostic]) -> Abridged<'_> {
    let mut counts: BTreeMap<(Option<SitePath>, Code), usize> = BTreeMap::new();
    let is_shown = |problem: &Diagnostic| {
        let file = problem.at.as_ref().map(|at| at.file.clone());
        let count = counts.entry((file, problem.code)).or_default();
        *count += 1;
        *count <= MOST_ALIKE
    };
    let shown: Vec<bool> = problems.iter().map(is_shown).collect();
    let chosen = problems.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(problem, _)| problem);
    let shown = match shown.iter().all(|shown| *shown) {
        true => Cow::Borrowed(problems),
        false => Cow::Owned(chosen.cloned().collect()),
    };
    let more = counts.into_iter().filter(|(_, count)| *count > MOST_ALIKE);
    Abridged { shown, left_out: more.map(|(kind, count)| (kind, count - MOST_ALIKE)).collect() }
}

impl Abridged<'_> {
    /// What was left out, a line for each kind and file.
    pub fn rest(&self) -> String {
        let line = |((file, code), count): (&(Option<SitePath>, Code), &usize)| {
            let place = file.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
            format!("{count} more of `{}`{place}; --format short shows them\n", code.name())
        };
        self.left_out.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn of_many_that_are_alike_the_first_are_shown_and_the_others_counted() {
        let in_file = |name: &str, code, count: usize| -> Vec<Diagnostic> {
            let file = SitePath::new(name).expect("a path");
            (0..count).map(|at| Diagnostic::new(code, Place::new(&file, at..at + 1), "x")).collect()
        };
        let few = in_file("a.md", Code::BrokenLink, MOST_ALIKE);
        assert!(matches!(abridge(&few).shown, Cow::Borrowed(all) if all.len() == MOST_ALIKE));
        let mut many = in_file("a.md", Code::BrokenLink, MOST_ALIKE + 7);
        many.extend(in_file("a.md", Code::MissingAsset, 3));
        many.extend(in_file("b.md", Code::BrokenLink, 2));
        let abridged = abridge(&many);
        assert_eq!(abridged.shown.len(), MOST_ALIKE + 3 + 2);
        assert_eq!(abridged.shown[..MOST_ALIKE], many[..MOST_ALIKE]);
        assert_eq!(abridged.rest(), "7 more of `broken-link` in a.md; --format short shows them\n");
    }
}
