//! Where a page went: a reader of the preview whose page got another address follows it there.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Files;
use super::shown::Changes;
use crate::key::Key;
use crate::path::{OutPath, SitePath};
use crate::source::{File, Tree};

/// Steps that are followed from one address to the next.
const STEPS: usize = 32;

/// Pages that are gone and those that took their place, since the server began.
#[derive(Debug, Default, Clone)]
pub(super) struct Moves(BTreeMap<OutPath, OutPath>);

impl Moves {
    /// Takes note of what moved. `removed` are the sources that went away
    /// at the same time.
    pub(super) fn note(
        &mut self,
        changes: &Changes<'_>,
        (removed, changed, tree): (&[File], &[SitePath], &Tree),
    ) {
        for (path, _) in &changes.come {
            self.0.remove(*path);
        }
        let come = changes.come.iter();
        let by_source: BTreeMap<&SitePath, &OutPath> =
            come.flat_map(|(path, page)| page.sources.iter().map(move |source| (source, *path))).collect();
        let renamed = renamed(removed, changed, tree);
        for (path, page) in &changes.gone {
            let now = page.sources.iter().find_map(|source| {
                let source = renamed.get(source).unwrap_or(&source);
                by_source.get(source)
            });
            if let Some(now) = now {
                self.0.insert((*path).clone(), (*now).clone());
            }
        }
    }

    /// The page that stands for the one at `path`, which is gone: where it moved, else the
    /// section that it was in.
    pub(super) fn follow(&self, path: &OutPath, files: &Files) -> Option<OutPath> {
        let mut at = path;
        for _ in 0..STEPS {
            match self.0.get(at) {
                Some(next) if files.path(next.as_str()).is_some() => return Some(next.clone()),
                Some(next) => at = next,
                None => break,
            }
        }
        let folder = at.as_str().strip_suffix("/index.html").unwrap_or(at.as_str());
        let ancestors =
            folder.match_indices('/').rev().map(|(slash, _)| format!("{}/index.html", &folder[..slash]));
        let mut sections =
            ancestors.chain(["index.html".to_owned()]).filter(|section| section != path.as_str());
        sections.find_map(|section| files.path(&section).cloned())
    }
}

/// Files that were given another name: the same bytes, or one file for one.
fn renamed<'a>(
    removed: &'a [File],
    changed: &'a [SitePath],
    tree: &Tree,
) -> BTreeMap<&'a SitePath, &'a SitePath> {
    let gone: BTreeSet<&SitePath> = removed.iter().map(|file| &file.path).collect();
    let come: Vec<&SitePath> = changed.iter().filter(|path| !gone.contains(path)).collect();
    let by_hash: BTreeMap<Key, &SitePath> =
        come.iter().filter_map(|path| Some((tree.get(path)?.hash, *path))).collect();
    if let ([old], [new]) = (removed, &come[..]) {
        return [(&old.path, *new)].into();
    }
    removed.iter().filter_map(|file| Some((&file.path, *by_hash.get(&file.hash)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::shown::changes;
    use super::*;
    use crate::output::Artifact;

    fn path(path: &str) -> SitePath {
        SitePath::new(path).expect("a path")
    }

    fn page(name: &str) -> OutPath {
        OutPath::new(&format!("{name}index.html")).expect("a path")
    }

    fn files(pages: &[(&str, &str)]) -> Files {
        let page = |(name, source): &(&str, &str)| (page(name), Artifact::new(*b"", vec![path(source)]));
        pages.iter().map(page).collect::<BTreeMap<_, _>>().into()
    }

    #[test]
    fn a_page_is_followed_to_its_new_address_or_its_section() {
        let mut moves = Moves::default();
        let none: (&[File], &[SitePath], &Tree) = (&[], &[], &Tree::default());
        let one = files(&[("en/", "x.md"), ("en/a/", "a.md"), ("en/s/b/", "b.md")]);
        let two = files(&[("en/", "x.md"), ("en/new/", "a.md")]);
        moves.note(&changes(&one, &two), none);
        assert_eq!(moves.follow(&page("en/a/"), &two), Some(page("en/new/")), "another slug");
        assert_eq!(moves.follow(&page("en/s/b/"), &two), Some(page("en/")), "deleted");
        let file = File::in_memory(path("a.md"), *b"text");
        let tree = Tree::new([File::in_memory(path("z.md"), *b"text")]);
        let three = files(&[("en/", "x.md"), ("en/z/", "z.md")]);
        moves.note(&changes(&two, &three), (&[file], &[path("a.md"), path("z.md")], &tree));
        assert_eq!(moves.follow(&page("en/a/"), &three), Some(page("en/z/")), "moved twice");
        moves.note(&changes(&three, &one), none);
        assert_eq!(moves.follow(&page("en/z/"), &one), Some(page("en/")));
        assert_eq!(moves.follow(&page("en/"), &files(&[])), None);
    }
}
