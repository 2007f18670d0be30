//! Problems of files that no person wrote: of a million that are alike, enough to work on are
//! kept, and the others counted, so that no file takes more memory for what is wrong with it than
//! for what it says.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Place};
use crate::path::SitePath;

/// Most problems of one kind in one file that are kept. Programs are told of this many; people,
/// of far fewer ([`abridge`](super::abridge())).
pub const MOST_OF_A_KIND: usize = 10_000;

/// Problems as they are found.
#[derive(Debug, Default)]
pub struct Bounded {
    kept: Vec<Diagnostic>,
    found: BTreeMap<(Option<SitePath>, Code), usize>,
    /// The latest, if it is not kept.
    surplus: Option<Diagnostic>,
}

impl Bounded {
    /// Adds a problem; returns it, so that more can be said of it.
    pub fn add(&mut self, problem: Diagnostic) -> &mut Diagnostic {
        let file = problem.at.as_ref().map(|at| at.file.clone());
        let found = self.found.entry((file, problem.code)).or_default();
        *found += 1;
        if *found > MOST_OF_A_KIND {
            return self.surplus.insert(problem);
        }
        self.kept.push(problem);
        self.kept.last_mut().expect("just pushed")
    }

    /// Those that were kept, as they came, and how many were not.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut kept = self.kept;
        let more = self.found.into_iter().filter(|(_, found)| *found > MOST_OF_A_KIND);
        kept.extend(more.map(|((file, code), found)| rest(file, code, found - MOST_OF_A_KIND)));
        kept
    }
}

impl Extend<Diagnostic> for Bounded {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, problems: T) {
        for problem in problems {
            self.add(problem);
        }
    }
}

/// Says how many more there are.
fn rest(file: Option<SitePath>, code: Code, count: usize) -> Diagnostic {
    let message = format!("{count} more problems of this kind are not listed");
    let help = format!("the first {MOST_OF_A_KIND} are; a program that wrote the file may be at fault");
    let rest = Diagnostic::nowhere(code, message).help(help);
    Diagnostic { at: file.as_ref().map(Place::file), ..rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_without_end_are_counted() {
        let file = SitePath::new("a.md").expect("a path");
        let problem = |at: usize| Diagnostic::new(Code::BrokenLink, Place::new(&file, at..at + 1), "x");
        let mut few = Bounded::default();
        few.extend((0..MOST_OF_A_KIND).map(problem));
        assert_eq!(few.finish().len(), MOST_OF_A_KIND);
        let mut many = Bounded::default();
        many.extend((0..MOST_OF_A_KIND + 7).map(problem));
        many.add(Diagnostic::new(Code::MissingAsset, Place::file(&file), "y")).label = Some("z".into());
        let many = many.finish();
        assert_eq!(many.len(), MOST_OF_A_KIND + 2);
        assert_eq!(many[MOST_OF_A_KIND].label.as_deref(), Some("z"));
        assert_eq!(many[MOST_OF_A_KIND + 1].message, "7 more problems of this kind are not listed");
        assert_eq!(many[MOST_OF_A_KIND + 1].at, Some(Place::file(&file)));
    }
}
