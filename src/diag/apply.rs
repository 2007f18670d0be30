//! The last word on a run's problems: what the site says of each, in one order, each once.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// Sorts the problems of a run by file and place, drops those that were reported twice, and
/// gives them the severities that `[checks]` asks for; those that are switched off are gone.
pub fn apply(checks: &BTreeMap<Code, Option<Severity>>, mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.retain_mut(|problem| match checks.get(&problem.code) {
        Some(_) if problem.code.is_fixed() => true,
        Some(Some(severity)) => {
            problem.severity = *severity;
            true
        }
        Some(None) => false,
        None => true,
    });
    in_order(problems)
}

/// Problems from anywhere, by file and place, each once.
pub fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort();
    problems.dedup();
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::path::SitePath;

    #[test]
    fn the_site_has_the_last_word() {
        let file = SitePath::new("a.md").unwrap();
        let at = |code, start| Diagnostic::new(code, Place::new(&file, start..start + 1), "x");
        let problems = vec![
            at(Code::BrokenLink, 9),
            at(Code::BrokenLink, 2),
            at(Code::BrokenLink, 9),
            at(Code::MissingAsset, 5),
            at(Code::TemplateError, 1),
            at(Code::BadDate, 0),
        ];
        let checks = BTreeMap::from([
            (Code::BrokenLink, Some(Severity::Warning)),
            (Code::MissingAsset, None),
            (Code::TemplateError, None),
        ]);
        let applied = apply(&checks, problems);
        let short: Vec<(u32, &str, Severity)> = applied
            .iter()
            .map(|problem| {
                (problem.at.as_ref().map_or(0, |at| at.start), problem.code.name(), problem.severity)
            })
            .collect();
        assert_eq!(
            short,
            [
                (0, "bad-date", Severity::Error),
                (1, "template-error", Severity::Error),
                (2, "broken-link", Severity::Warning),
                (9, "broken-link", Severity::Warning),
            ]
        );
    }
}
