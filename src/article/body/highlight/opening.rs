//! What a line must have where a pattern matches: text that the match begins with, and signs that
//! stand somewhere in it. Most patterns of a grammar ask for something that a line doesn't have;
//! whoever knows that need not compile the pattern, let alone run it.
//!
//! What is asked for here may be too little and never too much: a match begins with one of the
//! [`Start`]s, and not all that begins with one is a match.

use fancy_regex::{Assertion, Expr, LookAround};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, HirKind};

/// Bytes of a start that are looked at: few keywords are longer.
const LONGEST: usize = 8;

/// Starts of a pattern beyond these are told apart by their first byte only.
const MOST: usize = 300;

/// Stands for every byte of a letter beyond ASCII: those are not told apart.
const BEYOND: u8 = 0x80;

/// What matches of a pattern need.
#[derive(Default)]
pub(super) struct Opening {
    /// What they begin with; nobody knows if `None`.
    starts: Option<Index>,
    /// What stands in them or right after them.
    needs: Signs,
}

/// A set of ASCII characters, a bit for each.
pub(super) type Signs = u128;

/// The starts of a pattern.
struct Index {
    /// Sorted; none is empty.
    starts: Vec<Start>,
    /// For each first byte, where its starts begin; they end where those of the next one begin.
    of_byte: [u16; BEYOND as usize + 2],
}

/// Text that something can begin with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Start {
    text: Vec<u8>,
    /// Whether it stands at the boundary of a word.
    boundary: bool,
    /// Whether it is whole, so that what comes next in the pattern follows it.
    whole: bool,
}

type Starts = Vec<Start>;

impl Opening {
    /// Looks through a pattern.
    pub fn of(pattern: &str) -> Self {
        let tree = Expr::parse_tree(pattern);
        // What `\G` means depends on where a search begins.
        let Some(tree) = tree.ok().filter(|_| !pattern.contains("\\G")) else { return Self::default() };
        Self { starts: Index::of(starts(&tree.expr)), needs: needs(&tree.expr) }
    }

    /// Whether a text can have a match, by all the signs that stand in it.
    pub fn allows(&self, text: Signs) -> bool {
        self.needs & !text == 0
    }

    /// The first place from `from` on where a match can begin.
    pub fn find(&self, line: &[u8], from: usize) -> Option<usize> {
        match &self.starts {
            Some(starts) => (from..line.len()).find(|&at| starts.fits(line, at)),
            None => Some(from),
        }
    }
}

/// For each place of a line, what stands from there on.
pub(super) fn rests(line: &str) -> Vec<Signs> {
    let mut rests = vec![0; line.len() + 1];
    for (at, byte) in line.bytes().enumerate().rev() {
        rests[at] = rests[at + 1] | sign(byte);
    }
    rests
}

fn sign(byte: u8) -> Signs {
    if byte.is_ascii() { 1 << byte } else { 0 }
}

impl Index {
    /// `None` if matches can begin anywhere.
    fn of(mut starts: Starts) -> Option<Self> {
        if starts.iter().any(|start| start.text.is_empty()) {
            return None;
        }
        starts.sort_unstable();
        starts.dedup();
        let mut of_byte = [0; BEYOND as usize + 2];
        for (byte, begin) in (0..).zip(&mut of_byte) {
            *begin = u16::try_from(starts.partition_point(|start| start.text[0] < byte)).ok()?;
        }
        Some(Self { starts, of_byte })
    }

    fn fits(&self, line: &[u8], at: usize) -> bool {
        let byte = usize::from(line[at].min(BEYOND));
        let (begin, end) = (usize::from(self.of_byte[byte]), usize::from(self.of_byte[byte + 1]));
        if begin == end {
            return false;
        }
        let inside = at > 0 && is_word(line[at - 1]) && is_word(line[at]);
        let begins = |text: &[u8]| text == [BEYOND] || line[at..].starts_with(text);
        self.starts[begin..end].iter().any(|start| !(inside && start.boundary) && begins(&start.text))
    }
}

/// Whether a byte is surely a letter of a word.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Start {
    fn whole(text: &[u8]) -> Self {
        let plain = text.iter().take(LONGEST).position(|byte| !byte.is_ascii());
        let text = match plain {
            Some(0) => return Self { text: vec![BEYOND], boundary: false, whole: false },
            Some(length) => return Self::open(&text[..length]),
            None => text,
        };
        let short = &text[..text.len().min(LONGEST)];
        Self { text: short.to_vec(), boundary: false, whole: short.len() == text.len() }
    }

    /// Nothing more is known of what follows it.
    fn open(text: &[u8]) -> Self {
        Self { whole: false, ..Self::whole(text) }
    }

    /// This and then `next`.
    fn then(&self, next: &Self) -> Self {
        let joined = Self::whole(&[self.text.as_slice(), next.text.as_slice()].concat());
        let boundary = self.boundary || self.text.is_empty() && next.boundary;
        Self { boundary, whole: joined.whole && next.whole, ..joined }
    }
}

/// What stands in each match.
fn needs(expr: &Expr) -> Signs {
    match expr {
        Expr::Literal { val, casei: false } => val.bytes().map(sign).fold(0, |all, one| all | one),
        Expr::Group(inner) | Expr::AtomicGroup(inner) | Expr::LookAround(inner, LookAround::LookAhead) => {
            needs(inner)
        }
        Expr::Concat(parts) => parts.iter().map(needs).fold(0, |all, one| all | one),
        Expr::Alt(choices) => choices.iter().map(needs).reduce(|both, one| both & one).unwrap_or_default(),
        Expr::Repeat { child, lo: 1.., .. } => needs(child),
        _ => 0,
    }
}

fn starts(expr: &Expr) -> Starts {
    match expr {
        Expr::Assertion(Assertion::WordBoundary) => vec![Start { boundary: true, ..Start::whole(b"") }],
        // Our parser takes an escaped angle for the edge of a word, and grammars mean the angle.
        Expr::Assertion(Assertion::LeftWordBoundary) => vec![Start::whole(b"<")],
        Expr::Assertion(Assertion::RightWordBoundary) => vec![Start::whole(b">")],
        Expr::Empty | Expr::Assertion(_) | Expr::KeepOut => nothing(),
        Expr::LookAround(ahead, LookAround::LookAhead) => ended(starts(ahead)),
        Expr::LookAround(..) => nothing(),
        Expr::Literal { val, casei: false } => vec![Start::whole(val.as_bytes())],
        Expr::Literal { val, casei: true } => any_case(val),
        Expr::Delegate { inner, casei, .. } => delegate(inner, *casei),
        Expr::Group(inner) | Expr::AtomicGroup(inner) => starts(inner),
        Expr::Concat(parts) => row(parts),
        Expr::Alt(choices) => few(choices.iter().flat_map(starts).collect()),
        Expr::Repeat { child, lo, hi, .. } => repeated(starts(child), *lo, *hi),
        _ => anything(),
    }
}

/// What matches without taking anything.
fn nothing() -> Starts {
    vec![Start::whole(b"")]
}

fn anything() -> Starts {
    vec![Start::open(b"")]
}

/// The same, what follows unknown.
fn ended(starts: Starts) -> Starts {
    starts.into_iter().map(|start| Start { whole: false, ..start }).collect()
}

fn repeated(once: Starts, least: usize, most: usize) -> Starts {
    let mut starts = if most > 1 { ended(once) } else { once };
    if least == 0 {
        starts.extend(nothing());
    }
    starts
}

fn row(parts: &[Expr]) -> Starts {
    let mut row = nothing();
    for part in parts {
        if !row.iter().any(|start| start.whole) {
            break;
        }
        let next = starts(part);
        let (whole, ended): (Starts, Starts) = row.into_iter().partition(|start| start.whole);
        let longer = whole.iter().flat_map(|start| next.iter().map(|next| start.then(next)));
        row = few(ended.into_iter().chain(longer).collect());
    }
    row
}

fn few(mut starts: Starts) -> Starts {
    if starts.len() > MOST {
        let first = |Start { text, boundary, .. }: Start| Start {
            boundary,
            ..Start::open(&text[..text.len().min(1)])
        };
        starts = starts.into_iter().map(first).collect();
        starts.sort_unstable();
        starts.dedup();
    }
    starts
}

/// A word in capitals or not, by its first letter.
fn any_case(word: &str) -> Starts {
    word.chars()
        .next()
        .map_or_else(nothing, |letter| delegate(&regex_syntax::escape(&letter.to_string()), true))
}

/// A class of characters. Read as one of bytes if possible, which is much quicker than all of
/// Unicode; any letter beyond ASCII is then taken to belong to it.
fn delegate(class: &str, casei: bool) -> Starts {
    let read = |unicode| {
        let mut parser = ParserBuilder::new();
        parser.unicode(unicode).utf8(unicode).case_insensitive(casei).build().parse(class).ok()
    };
    let parsed = read(false).or_else(|| read(true));
    match parsed.as_ref().map(|hir| hir.kind()) {
        Some(HirKind::Literal(literal)) => vec![Start::whole(&literal.0)],
        Some(HirKind::Class(Class::Bytes(class))) => {
            one_of(class.ranges().iter().map(|range| (range.start(), range.end())))
        }
        Some(HirKind::Class(Class::Unicode(class))) => {
            let byte = |letter: char| u8::try_from(letter).unwrap_or(BEYOND);
            one_of(class.ranges().iter().map(|range| (byte(range.start()), byte(range.end()))))
        }
        _ => anything(),
    }
}

/// A character out of some ranges of ASCII, or any other.
fn one_of(ranges: impl Iterator<Item = (u8, u8)>) -> Starts {
    let ascii = ranges.flat_map(|(first, last)| first..=last).filter(u8::is_ascii);
    ascii.chain([BEYOND]).map(|byte| Start::open(&[byte])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, line: &str) -> Option<usize> {
        let opening = Opening::of(pattern);
        opening.allows(rests(line)[0]).then(|| opening.find(line.as_bytes(), 0)).flatten()
    }

    #[test]
    fn a_match_begins_with_one_of_its_words() {
        let pattern = r"\b(?:async|await)\b";
        assert_eq!(found(pattern, "let a = await b"), Some(8));
        assert_eq!(found(pattern, "unawaited, an a"), None);
        assert_eq!(found(r"(\$)(\w+)", "a $b"), Some(2));
        assert_eq!(found(r"(?<!x)[a-f]+(?=\()", "xyz d("), Some(4));
    }

    #[test]
    fn what_follows_is_looked_at_too() {
        assert_eq!(found(r"/(?=\*)", "a / b /* c"), Some(6));
        assert_eq!(found(r"(?:r|br)?\x22", "r b\""), Some(3));
        assert_eq!(found(r"\<(?:b)", "b <c <b"), Some(5));
        assert_eq!(found("(?i:Select)", "a SELECT"), Some(2));
    }

    #[test]
    fn what_stands_in_every_match_is_needed() {
        let pattern = r"\w*\s*(?:=>|\(.*=)(?!;)";
        assert_eq!(found(pattern, "a = b"), Some(0));
        assert_eq!(found(pattern, "a(b)"), None);
        assert_eq!(found("(?:-)?a{2}(?=b)", "a"), None);
        assert_eq!(rests("a=é"), [sign(b'a') | sign(b'='), sign(b'='), 0, 0, 0]);
    }

    #[test]
    fn letters_beyond_ascii_may_be_in_any_class() {
        assert_eq!(found(r"\w", " é"), Some(1));
        assert_eq!(found(r"[_\p{L}]", "- é"), Some(2));
        assert_eq!(found(r"\b[k]", "ék"), Some(2));
    }

    #[test]
    fn what_can_be_empty_begins_anywhere() {
        for pattern in ["", "a?", "(?!a)", "a*b?", "$", r"\Ga", "(a)?(?=b)?", "[^a]*", "."] {
            assert_eq!(found(pattern, "a"), Some(0), "{pattern}");
            assert!(Opening::of(pattern).starts.is_none(), "{pattern}");
        }
    }
}
