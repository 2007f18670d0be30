//! Problems that a site has accepted for now: a check fails on new ones only, and says which of the
//! old ones are mended.
//!
//! A baseline counts problems by what they are known by ([`Identity`]), not by their lines. It is
//! JSON, a line for each kind of problem, so that two branches can be merged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::print::Source;
use super::{Diagnostic, Identity, identities};

/// Longest excerpt that is written for those who read the file, in characters.
const EXCERPT: usize = 60;

const VERSION: u32 = 1;

/// Problems that are accepted, by what they are known by.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    problems: Vec<Accepted>,
}

/// Some problems that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The name of the code.
    pub code: String,
    /// The file.
    pub file: String,
    /// What the text is about, for people.
    pub text: String,
    /// [`Identity::digits`].
    pub id: String,
    /// How many there are.
    pub count: u32,
}

/// The problems of a run beside a baseline.
#[derive(Debug)]
pub struct Compared {
    /// Those that the baseline knows.
    pub known: BTreeSet<Identity>,
    /// Those that it doesn't, in their order.
    pub new: Vec<Diagnostic>,
    /// What the baseline has and the site no longer: how many of each.
    pub mended: Vec<Accepted>,
}

impl Baseline {
    /// Reads the text of a baseline; the error is a line for people.
    pub fn read(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match baseline.version {
            VERSION => Ok(baseline),
            other => Err(format!("its version is {other}, and this vade reads version {VERSION}")),
        }
    }

    /// The text of a baseline that knows all these problems, which are sorted.
    pub fn write(problems: &[Diagnostic], source: &Source<'_>) -> String {
        let mut accepted: BTreeMap<(String, &str, String), Accepted> = BTreeMap::new();
        for (problem, identity) in problems.iter().zip(identities(problems, source)) {
            let file = problem.at.as_ref().map_or("", |at| at.file.as_str());
            let id = identity.digits();
            let code = problem.code.name();
            let one = || Accepted {
                code: code.to_owned(),
                file: file.to_owned(),
                text: excerpt(problem, source),
                id: id.clone(),
                count: 0,
            };
            accepted.entry((file.to_owned(), code, id.clone())).or_insert_with(one).count += 1;
        }
        let lines: Vec<String> =
            accepted.values().map(|accepted| format!("    {}", json!(accepted))).collect();
        let mut text = String::new();
        let _ = write!(
            text,
            "{{\n  \"version\": {VERSION},\n  \"problems\": [\n{}\n  ]\n}}\n",
            lines.join(",\n")
        );
        text
    }

    /// Tells new problems from known ones.
    pub fn compare(&self, problems: &[Diagnostic], source: &Source<'_>) -> Compared {
        let mut left: BTreeMap<&str, u32> =
            self.problems.iter().map(|accepted| (accepted.id.as_str(), accepted.count)).collect();
        let mut compared = Compared { known: BTreeSet::new(), new: Vec::new(), mended: Vec::new() };
        for (problem, identity) in problems.iter().zip(identities(problems, source)) {
            match left.get_mut(identity.digits().as_str()) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    compared.known.insert(identity);
                }
                _ => compared.new.push(problem.clone()),
            }
        }
        let rest = |accepted: &Accepted| {
            let count = *left.get(accepted.id.as_str()).filter(|count| **count > 0)?;
            Some(Accepted { count, ..accepted.clone() })
        };
        compared.mended = self.problems.iter().filter_map(rest).collect();
        compared
    }
}

/// The beginning of the text that a problem is about, else of its message.
fn excerpt(problem: &Diagnostic, source: &Source<'_>) -> String {
    let at = problem.at.as_ref().filter(|at| at.end > at.start);
    let bytes = at.and_then(|at| source(&at.file));
    let place =
        at.zip(bytes.as_deref()).and_then(|(at, bytes)| bytes.get(at.start as usize..at.end as usize));
    let text = place.map_or_else(|| problem.message.clone().into(), String::from_utf8_lossy);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Place};
    use crate::path::SitePath;

    fn notes(text: &str) -> Vec<Diagnostic> {
        let file = SitePath::new("a.md").unwrap();
        let found = text.match_indices("bad");
        found
            .map(|(at, word)| {
                Diagnostic::new(Code::Leftover, Place::new(&file, at..at + word.len() + 2), "x")
            })
            .collect()
    }

    fn compare(before: &str, after: &str) -> (usize, usize, u32) {
        let baseline = Baseline::write(&notes(before), &|_| Some(before.as_bytes().into()));
        let baseline = Baseline::read(&baseline).unwrap();
        let compared = baseline.compare(&notes(after), &|_| Some(after.as_bytes().into()));
        let mended = compared.mended.iter().map(|accepted| accepted.count).sum();
        (compared.known.len(), compared.new.len(), mended)
    }

    #[test]
    fn only_new_problems_are_new_and_mended_ones_are_told() {
        assert_eq!(compare("bad-a bad-b ", "bad-a bad-b "), (2, 0, 0));
        assert_eq!(compare("bad-a bad-b ", "\n\nfirst\n\nbad-b and bad-a "), (2, 0, 0));
        assert_eq!(compare("bad-a bad-b ", "bad-a bad-c "), (1, 1, 1));
        assert_eq!(compare("bad-a bad-a ", "bad-a "), (1, 0, 1));
        assert_eq!(compare("bad-a ", "bad-a bad-a bad-a "), (1, 2, 0));
        assert_eq!(compare("", ""), (0, 0, 0));
    }

    #[test]
    fn what_is_no_baseline_is_not_taken_for_one() {
        assert!(Baseline::read("{}").is_err());
        assert!(Baseline::read("{\"version\": 2, \"problems\": []}").unwrap_err().contains("version"));
    }
}
