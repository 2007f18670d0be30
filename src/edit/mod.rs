//! Changes to what people wrote, as data: which bytes of which file become what.
//!
//! Whoever wants to change a source says so with [`Edit`]s and leaves the rest of the file
//! alone; [`changes`] makes whole files of them, and `source::disk` writes those. Front matter
//! is changed by `article::front::amend`, which makes edits too. Nothing here touches a disk.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::path::SitePath;

/// Some bytes of a file that become something else; an insertion where the range is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The file.
    pub file: SitePath,
    /// First byte that goes.
    pub start: usize,
    /// One past the last byte that goes.
    pub end: usize,
    /// What comes in their place.
    pub with: String,
}

impl Edit {
    /// Puts `with` in the place of `bytes`.
    pub fn new(file: &SitePath, bytes: Range<usize>, with: impl Into<String>) -> Self {
        Self { file: file.clone(), start: bytes.start, end: bytes.end, with: with.into() }
    }

    /// Puts `with` before the byte at `at`.
    pub fn insertion(file: &SitePath, at: usize, with: impl Into<String>) -> Self {
        Self::new(file, at..at, with)
    }

    /// Whether it can be made to `text`: within it, and between its characters.
    fn fits(&self, text: &str) -> bool {
        self.start <= self.end && text.is_char_boundary(self.start) && text.is_char_boundary(self.end)
    }
}

/// The text with the edits made, whatever their order. Edits that reach into one that stands
/// before them, or don't fit the text, are left out: of two mends for one place, one is made.
/// Two insertions at one place are both made, in the order that they are given in.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().filter(|edit| edit.fits(text)).collect();
    ordered.sort_by_key(|edit| (edit.start, edit.end));
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for edit in ordered {
        if edit.start >= done {
            edited.push_str(&text[done..edit.start]);
            edited.push_str(&edit.with);
            done = edit.end;
        }
    }
    edited.push_str(&text[done..]);
    edited
}

/// What is to happen to a source file. Texts are whole files; what was there before is told,
/// so that nobody's work is overwritten that came in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file gets another text.
    Changed {
        /// The file.
        file: SitePath,
        /// Its text as it was read.
        before: String,
        /// Its text to be.
        after: String,
    },
    /// A file comes into being. It is an error if there is one.
    Created {
        /// The file.
        file: SitePath,
        /// Its text.
        text: String,
    },
    /// A file gets another name, and perhaps another text. It is an error if the name is taken.
    Moved {
        /// Where it is.
        from: SitePath,
        /// Where it goes.
        to: SitePath,
        /// Its text as it was read and as it is to be; `None` where only the name changes.
        text: Option<(String, String)>,
    },
}

impl Change {
    /// The file as it will be called.
    pub fn file(&self) -> &SitePath {
        match self {
            Self::Changed { file, .. } | Self::Created { file, .. } => file,
            Self::Moved { to, .. } => to,
        }
    }
}

/// The changed files that follow from edits, by path. `text` looks up what a file holds;
/// files that nobody knows, and those that stay as they are, are left out.
pub fn changes<'t>(edits: &[Edit], text: impl Fn(&SitePath) -> Option<&'t str>) -> Vec<Change> {
    let mut files: BTreeMap<&SitePath, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        files.entry(&edit.file).or_default().push(edit.clone());
    }
    let changed = |(file, edits): (&SitePath, Vec<Edit>)| {
        let before = text(file)?;
        let after = apply(before, &edits);
        (after != before).then(|| Change::Changed { file: file.clone(), before: before.to_owned(), after })
    };
    files.into_iter().filter_map(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(bytes: Range<usize>, with: &str) -> Edit {
        Edit::new(&SitePath::new("a.md").unwrap(), bytes, with)
    }

    #[test]
    fn edits_are_made_in_any_order() {
        let edits = [edit(6..11, "all"), edit(0..5, "Good day,"), edit(11..11, "!"), edit(11..11, "?")];
        assert_eq!(apply("Hello world", &edits), "Good day, all!?");
    }

    #[test]
    fn of_two_edits_that_overlap_the_first_is_made() {
        assert_eq!(apply("abcdef", &[edit(2..5, "2"), edit(1..3, "1")]), "a1def");
        assert_eq!(apply("abcdef", &[edit(0..2, ""), edit(2..4, "x")]), "xef");
    }

    #[test]
    fn edits_that_do_not_fit_are_left_out() {
        assert_eq!(apply("žena", &[edit(1..2, "x"), edit(9..10, "x"), edit(2..3, "é")]), "žéna");
    }

    #[test]
    fn only_what_changes_is_a_change() {
        let file = |name: &str| SitePath::new(name).unwrap();
        let edits = [edit(0..1, "x"), edit(1..2, "b"), Edit::insertion(&file("b.md"), 0, "")];
        let changed = changes(&edits, |_| Some("ab"));
        let expected = Change::Changed { file: file("a.md"), before: "ab".into(), after: "xb".into() };
        assert_eq!(changed, [expected]);
    }
}
