//! Diagnostics as a Code Quality report, which GitLab shows in merge requests and beside changed lines
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
//!
//! A problem carries the fingerprint of its [`super::Identity`]: GitLab tells new problems from those
//! that the target branch has by it.

use serde_json::{Value, json};

use super::print::Source;
use super::{Diagnostic, FileLines, Files, Severity, ends, identities};

/// The report of a run, ending in a line break. Files are named below `root`, which is empty or ends
/// with a slash.
pub fn report(problems: &[Diagnostic], source: &Source<'_>, root: &str) -> String {
    let files = Files::of(problems, source);
    let lines = files.lines();
    let issues: Vec<Value> = problems
        .iter()
        .zip(identities(problems, source))
        .map(|(problem, identity)| {
            json!({
                "description": description(problem),
                "check_name": problem.code.name(),
                "fingerprint": identity.fingerprint(),
                "severity": severity(problem.severity),
                "location": location(problem, &lines, root),
            })
        })
        .collect();
    format!("{:#}\n", Value::from(issues))
}

/// One line: what is wrong and what to do.
fn description(problem: &Diagnostic) -> String {
    let more = problem.label.iter().chain(&problem.help);
    let parts: Vec<&str> = std::iter::once(&problem.message).chain(more).map(String::as_str).collect();
    parts.join("; ")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Hint => "info",
    }
}

/// Every issue needs a place: what is in no file is told at the beginning of the settings.
fn location(problem: &Diagnostic, lines: &FileLines<'_>, root: &str) -> Value {
    let file = problem.at.as_ref().map_or("site.toml", |at| at.file.as_str());
    let start = problem.at.as_ref().and_then(|at| ends(at, lines)).map_or(1, |(start, _)| start.line);
    json!({ "path": format!("{root}{file}"), "lines": { "begin": start } })
}
