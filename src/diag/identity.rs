//! Whether a problem is the one of last time, though the lines around it have moved: by its code,
//! its file, the text that it is about, and, where that occurs more than once, by the count.

use std::collections::HashMap;

use super::print::Source;
use super::{Code, Diagnostic};
use crate::key::Key;
use crate::path::SitePath;

/// What a problem is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Its code.
    pub code: Code,
    /// The file that it is in, if it is in one.
    pub file: Option<SitePath>,
    /// Hash of the text that it is about, white space aside; of the message where there is no text.
    pub text: Key,
    /// How many problems before it, from one on, are alike in all this.
    pub occurrence: u32,
}

impl Identity {
    /// Code, file and text as sixteen hexadecimal digits.
    pub fn digits(&self) -> String {
        let file = self.file.as_ref().map_or("", SitePath::as_str);
        let all = format!("{}\n{file}\n{}", self.code.name(), self.text);
        Key::of_bytes(all.as_bytes()).to_string()[..16].to_owned()
    }

    /// All of it.
    pub fn fingerprint(&self) -> String {
        format!("{}:{}", self.digits(), self.occurrence)
    }
}

/// The identities of all problems of a run, which are sorted, in their order.
pub fn identities(problems: &[Diagnostic], source: &Source<'_>) -> Vec<Identity> {
    let mut counts: HashMap<(Code, Option<SitePath>, Key), u32> = HashMap::new();
    let identity = |problem: &Diagnostic| {
        let file = problem.at.as_ref().map(|at| at.file.clone());
        let text = text(problem, source);
        let count = counts.entry((problem.code, file.clone(), text)).or_default();
        *count += 1;
        Identity { code: problem.code, file, text, occurrence: *count }
    };
    problems.iter().map(identity).collect()
}

/// What stands at the place; the message for a file as a whole and for a place between two letters.
fn text(problem: &Diagnostic, source: &Source<'_>) -> Key {
    let excerpt = || {
        let at = problem.at.as_ref().filter(|at| at.end > at.start)?;
        let bytes = source(&at.file)?;
        let text = String::from_utf8_lossy(bytes.get(at.start as usize..at.end as usize)?).into_owned();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    Key::of_bytes(excerpt().unwrap_or_else(|| problem.message.clone()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    fn of(text: &str, found: &[&str]) -> Vec<Identity> {
        let file = SitePath::new("a.md").unwrap();
        let mut from = 0;
        let mut note = |found: &&str| {
            let at = from + text[from..].find(found).unwrap();
            from = at + found.len();
            Diagnostic::new(Code::Leftover, Place::new(&file, at..at + found.len()), "x")
        };
        let notes: Vec<Diagnostic> = found.iter().map(&mut note).collect();
        identities(&notes, &|_| Some(text.as_bytes().into()))
    }

    #[test]
    fn moved_and_rewrapped_text_is_the_same_problem() {
        let before = of("one\n\ntwo three\n", &["two three"]);
        assert_eq!(before, of("new\n\nmore\n\none\n\ntwo\nthree\n", &["two\nthree"]));
        assert_ne!(before, of("one\n\ntwo four\n", &["two four"]));
    }

    #[test]
    fn the_same_text_twice_is_two_problems() {
        let twice = of("x {{a}} y {{a}}\n", &["{{a}}", "{{a}}"]);
        assert_eq!(twice[0], of("{{a}}\n", &["{{a}}"])[0]);
        assert_eq!((twice[0].text, twice[1].occurrence), (twice[1].text, 2));
        assert_ne!(twice[0].fingerprint(), twice[1].fingerprint());
    }
}
