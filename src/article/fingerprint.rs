//! What a text says, section by section, in a few letters: a translation remembers the
//! fingerprint of its original and is outdated where the two differ.
//!
//! A section is a heading and its own text up to the next heading, whatever their levels. What
//! stands before the first heading is one, too, and so are the titles and summaries of the front
//! matter. White space, quotation markers and HTML comments don't count, so that a text may be
//! wrapped differently; nor does any other front matter. The whole file counts, whoever a build
//! is for, so that all builds agree; and so do the files that it includes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use memchr::memmem;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::FrontMatter;
use crate::key::Key;
use crate::path::SitePath;

/// Consonants only: nothing that can be taken for a number, and no words.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";

/// Letters for one section: one in three million changes goes unnoticed.
const LENGTH: usize = 5;

/// What one section says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; LENGTH]);

/// What an article says: a mark for each section, the front matter's first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub Vec<Mark>);

/// A section of an article's source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// What it says.
    pub mark: Mark,
    /// What it is.
    pub kind: PartKind,
    /// Its bytes in the file; none for [`PartKind::Head`].
    pub bytes: Range<usize>,
}

/// Which kind of section it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Titles, description and summary in the front matter.
    Head,
    /// What stands before the first heading.
    Lead,
    /// A heading, as it is written, and what stands below it.
    Heading(String),
}

/// What happened to a section. Numbers count the sections of the later text, or of the earlier
/// one for those that are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drift {
    /// It says something else.
    Changed {
        /// Its number then.
        then: usize,
        /// Its number now.
        now: usize,
    },
    /// It is new.
    Added(usize),
    /// It stands elsewhere.
    Moved(usize),
    /// It is gone.
    Removed(usize),
}

impl Drift {
    /// The section of the later text, if it has it.
    pub fn now(self) -> Option<usize> {
        match self {
            Self::Changed { now, .. } | Self::Added(now) | Self::Moved(now) => Some(now),
            Self::Removed(_) => None,
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| fmt::Write::write_char(f, char::from(letter)))
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, mark) in self.0.iter().enumerate() {
            write!(f, "{}{mark}", if number > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

impl Mark {
    fn of(normal: &[u8]) -> Self {
        let base = LETTERS.len() as u128;
        let mut number = Key::of_bytes(normal).number();
        Self(std::array::from_fn(|_| {
            let letter = usize::try_from(number % base).unwrap_or_default();
            number /= base;
            LETTERS[letter]
        }))
    }

    fn read(word: &str) -> Option<Self> {
        let letters: [u8; LENGTH] = word.as_bytes().try_into().ok()?;
        letters.iter().all(|letter| LETTERS.contains(letter)).then_some(Self(letters))
    }
}

impl Fingerprint {
    /// Reads what [`fmt::Display`] wrote; nothing if it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let marks: Option<Vec<Mark>> = text.split_whitespace().map(Mark::read).collect();
        marks.filter(|marks| !marks.is_empty()).map(Self)
    }

    /// That of an article with these sections.
    pub fn of(parts: &[Part]) -> Self {
        Self(parts.iter().map(|part| part.mark).collect())
    }

    /// What changed from this to a later one, in the later one's order.
    pub fn drift(&self, later: &Self) -> Vec<Drift> {
        let (Some((head, then)), Some((later_head, now))) = (self.0.split_first(), later.0.split_first())
        else {
            return (0..later.0.len()).map(Drift::Added).collect();
        };
        let head = (head != later_head).then_some(Drift::Changed { then: 0, now: 0 });
        let body = Comparison::of(then, now).drifts();
        head.into_iter().chain(body).collect()
    }
}

/// The sections of two texts that have no counterpart in place, gap by gap.
struct Comparison<'a> {
    then: &'a [Mark],
    now: &'a [Mark],
    gaps: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Comparison<'a> {
    fn of(then: &'a [Mark], now: &'a [Mark]) -> Self {
        let mut gaps: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for operation in capture_diff_slices(Algorithm::Myers, then, now) {
            if matches!(operation, DiffOp::Equal { .. }) {
                continue;
            }
            let (old, new) = (operation.old_range(), operation.new_range());
            match gaps.last_mut() {
                Some((last_old, last_new)) if last_old.end == old.start && last_new.end == new.start => {
                    (last_old.end, last_new.end) = (old.end, new.end);
                }
                _ => gaps.push((old, new)),
            }
        }
        Self { then, now, gaps }
    }

    fn drifts(&self) -> Vec<Drift> {
        let gone: BTreeSet<Mark> =
            self.gaps.iter().flat_map(|(old, _)| &self.then[old.clone()]).copied().collect();
        let come: BTreeSet<Mark> =
            self.gaps.iter().flat_map(|(_, new)| &self.now[new.clone()]).copied().collect();
        let mut drifts = Vec::new();
        for (old, new) in &self.gaps {
            let mut olds = old.clone().filter(|&index| !come.contains(&self.then[index]));
            for index in new.clone() {
                // One more for the front matter, which is compared by itself.
                let now = index + 1;
                drifts.push(match gone.contains(&self.now[index]) {
                    true => Drift::Moved(now),
                    false => match olds.next() {
                        Some(old) => Drift::Changed { then: old + 1, now },
                        None => Drift::Added(now),
                    },
                });
            }
            drifts.extend(olds.map(|old| Drift::Removed(old + 1)));
        }
        drifts
    }
}

/// The sections of a file: its front matter, then its text from `start` on, cut at the headings
/// that begin at `cuts`. `included` is the text of the files that a piece of it includes.
pub(super) fn parts(
    text: &str,
    start: usize,
    cuts: &[usize],
    front: &FrontMatter,
    included: &dyn Fn(&str) -> String,
) -> Vec<Part> {
    let head = Part { mark: Mark::of(&head(front)), kind: PartKind::Head, bytes: 0..0 };
    let mut parts = vec![head];
    let mut bounds: Vec<usize> = cuts.iter().copied().filter(|&cut| text.is_char_boundary(cut)).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let lead = start..bounds.first().copied().unwrap_or(text.len());
    bounds.push(text.len());
    let headings = bounds.windows(2).map(|pair| pair[0]..pair[1]);
    for (number, bytes) in std::iter::once(lead).chain(headings).enumerate() {
        let Some(piece) = text.get(bytes.clone()) else { continue };
        let normal = normal(&with(piece, included(piece)));
        let kind = if number == 0 { PartKind::Lead } else { PartKind::Heading(heading(piece)) };
        if number > 0 || !normal.is_empty() {
            parts.push(Part { mark: Mark::of(&normal), kind, bytes });
        }
    }
    parts
}

/// A piece and what it includes, mostly nothing.
fn with(piece: &str, included: String) -> Cow<'_, str> {
    if included.is_empty() { piece.into() } else { format!("{piece}{included}").into() }
}

/// What readers see of the front matter.
fn head(front: &FrontMatter) -> Vec<u8> {
    let title = front.title.as_ref().map(|title| title.value.as_str());
    let texts = [title, front.nav_title.as_deref(), front.description.as_deref(), front.summary.as_deref()];
    texts.map(|text| normal(text.unwrap_or_default())).join(&0)
}

/// A text without all that doesn't count, as bytes: they are hashed and nothing else.
fn normal(text: &str) -> Vec<u8> {
    let mut normal = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = memmem::find(rest.as_bytes(), b"<!--") {
        add_normal(&mut normal, &rest[..open]);
        rest = rest[open + "<!--".len()..].split_once("-->").map_or("", |(_, after)| after);
    }
    add_normal(&mut normal, rest);
    normal
}

fn add_normal(normal: &mut Vec<u8>, text: &str) {
    // The bytes that white space beyond ASCII begins with: only there characters are looked at.
    let may_be_space = |byte: u8| matches!(byte, 0xc2 | 0xe1 | 0xe2 | 0xe3);
    for line in text.lines() {
        let mut rest = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        while let Some(at) = rest.bytes().position(may_be_space) {
            let (run, after) = rest.split_at(at);
            add_without_spaces(normal, run.as_bytes());
            let mut chars = after.chars();
            let is_space = chars.next().is_some_and(char::is_whitespace);
            rest = chars.as_str();
            normal.extend_from_slice(if is_space {
                b""
            } else {
                &after.as_bytes()[..after.len() - rest.len()]
            });
        }
        add_without_spaces(normal, rest.as_bytes());
    }
}

/// Adds a text without the white space of ASCII. Every byte is written and only those that count are
/// stepped over: where words end can't be foreseen, so to jump there would cost the most.
fn add_without_spaces(normal: &mut Vec<u8>, text: &[u8]) {
    let mut end = normal.len();
    normal.resize(end + text.len(), 0);
    for &byte in text {
        normal[end] = byte;
        end += usize::from(!matches!(byte, b' ' | b'\t'..=b'\r'));
    }
    normal.truncate(end);
}

/// The heading that a piece begins with, without its marks and attributes.
fn heading(piece: &str) -> String {
    let line = piece.trim_start().lines().next().unwrap_or_default();
    let text = line.trim_matches(|c: char| c == '#' || c.is_whitespace());
    let bare = match text.rsplit_once('{') {
        Some((before, attributes)) if attributes.ends_with('}') && !before.trim().is_empty() => before,
        _ => text,
    };
    bare.trim_matches(|c: char| c == '#' || c.is_whitespace()).to_owned()
}

/// The files that `piece`, a part of the file at `path`, includes, one after the other, those that
/// they include among them.
pub(super) fn included<'f>(
    path: &SitePath,
    piece: &str,
    root: &str,
    text: &dyn Fn(&SitePath) -> Option<&'f str>,
) -> String {
    let mut all = String::new();
    let mut open = super::body::targets(path, piece, root);
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if let Some(text) = text(&path).filter(|_| seen.insert(path.clone())) {
            all.push('\n');
            all.push_str(text);
            open.extend(super::body::targets(&path, text, root));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    fn fingerprint(text: &str) -> Fingerprint {
        Fingerprint::of(&read(text).parts)
    }

    const TEXT: &str = "---\ntitle: T\n---\nLead of it.\n\n## One\n\nFirst *text*, long.\n\n- a\n- b\n\n## Two {#two}\n\nSecond.\n";

    #[test]
    fn sections_know_what_they_are() {
        let article = read(TEXT);
        let named: Vec<(&PartKind, &str)> =
            article.parts.iter().map(|part| (&part.kind, &TEXT[part.bytes.clone()])).collect();
        assert_eq!(
            named,
            [
                (&PartKind::Head, ""),
                (&PartKind::Lead, "Lead of it.\n\n"),
                (&PartKind::Heading("One".into()), "## One\n\nFirst *text*, long.\n\n- a\n- b\n\n"),
                (&PartKind::Heading("Two".into()), "## Two {#two}\n\nSecond.\n"),
            ]
        );
    }

    #[test]
    fn wrapping_and_other_fields_do_not_count() {
        for same in [
            "---\ntitle: T\ntags: [a]\nreviewed_on: 2026-01-01\n---\n\nLead\nof it.\n## One\nFirst\n*text*,  long.\n\n\n-   a\n- b\n\n## Two {#two}\nSecond.",
            "+++\r\ntitle = \"T\"\r\n+++\r\nLead of it.\r\n\r\n## One\r\n\r\nFirst *text*, long.\r\n<!-- note -->\r\n- a\r\n- b\r\n\r\n## Two {#two}\r\n\r\nSecond.\r\n",
        ] {
            assert_eq!(fingerprint(same), fingerprint(TEXT), "{same}");
        }
        assert_eq!(fingerprint("> one two\n> three\n"), fingerprint("> one\n> two three\n"));
        let bare = normal("a\u{a0}b c\u{b}d\u{2009}„é“\u{3000}日 本\u{85}x\u{1}");
        assert_eq!(bare, "abcd„é“日本x\u{1}".as_bytes());
    }

    fn drift(change: impl Fn(&str) -> String) -> Vec<Drift> {
        fingerprint(TEXT).drift(&fingerprint(&change(TEXT)))
    }

    #[test]
    fn what_changed_is_named() {
        let changed = |number| Drift::Changed { then: number, now: number };
        assert_eq!(drift(str::to_owned), []);
        assert_eq!(drift(|text| text.replace("long.", "short.")), [changed(2)]);
        assert_eq!(drift(|text| text.replace("title: T", "title: U")), [changed(0)]);
        assert_eq!(drift(|text| text.replace("Lead of it.\n", "")), [Drift::Removed(1)]);
        assert_eq!(drift(|text| format!("{text}\n## Three\n\nNew.\n")), [Drift::Added(4)]);
        assert_eq!(drift(|text| text.replace("{#two}", "{#zwei}")), [changed(3)]);
        let swapped = drift(|text| {
            let (before, two) = text.split_once("## Two").unwrap();
            before.replace("## One", &format!("## Two{two}\n## One"))
        });
        assert!(matches!(swapped.as_slice(), [Drift::Moved(_)]), "{swapped:?}");
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let fingerprint = fingerprint(TEXT);
        assert_eq!(Fingerprint::read(&fingerprint.to_string()), Some(fingerprint));
        for other in ["", "0123456789abcdef0123456789abcdef", "bcdfg hjkl", "bcdfg aeiou"] {
            assert_eq!(Fingerprint::read(other), None, "{other}");
        }
    }
}
