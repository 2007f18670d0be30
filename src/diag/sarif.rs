//! Diagnostics as a SARIF 2.1.0 log (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>), which code
//! scanning and editors read.
//!
//! A result carries the fingerprint of its [`super::Identity`], so that one that moved with its
//! lines stays the same to those who follow it.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::print::Source;
use super::{Code, Diagnostic, FileLines, Files, Fix, Identity, Place, Severity, ends, identities};
use crate::path::SitePath;

/// Results of a run that code scanning takes; it refuses a log with more.
const MOST_RESULTS: usize = 25_000;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stays as it is in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The log of a run, ending in a line break. Files are named below `root`, which is empty or ends
/// with a slash; `known` are the problems of a baseline, if there is one; `documentation` is the page of a code in Markdown.
pub fn log(
    problems: &[Diagnostic],
    source: &Source<'_>,
    root: &str,
    known: Option<&BTreeSet<Identity>>,
    documentation: &dyn Fn(Code) -> Option<String>,
) -> String {
    let left_out = problems.len().saturating_sub(MOST_RESULTS);
    let problems = &problems[..problems.len() - left_out];
    let codes: BTreeSet<Code> = problems.iter().map(|problem| problem.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let files = Files::of(problems, source);
    let places = Places { root, lines: files.lines() };
    let results: Vec<Value> = problems
        .iter()
        .zip(identities(problems, source))
        .map(|(problem, identity)| {
            let mut result = result(problem, &codes, &places);
            if let Some(known) = known {
                let is_known = known.contains(&identity);
                result["baselineState"] = json!(if is_known { "unchanged" } else { "new" });
                if is_known {
                    result["suppressions"] = json!([{ "kind": "external", "status": "accepted" }]);
                }
            }
            result["partialFingerprints"] = json!({ "vade/v1": identity.fingerprint() });
            result
        })
        .collect();
    let driver = json!({
        "name": "vade",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": codes.iter().map(|code| rule(*code, documentation)).collect::<Vec<_>>(),
    });
    let mut run =
        json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    if left_out > 0 {
        run["invocations"] = json!([incomplete(left_out)]);
    }
    format!("{:#}\n", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

/// Says in the log that it isn't all.
fn incomplete(left_out: usize) -> Value {
    let text = format!("{left_out} more problems were found than a log may hold; --format json has all");
    json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": [{ "level": "warning", "message": { "text": text } }],
    })
}

fn rule(code: Code, documentation: &dyn Fn(Code) -> Option<String>) -> Value {
    let mut rule = json!({
        "id": code.name(),
        "defaultConfiguration": { "level": level(code.severity()) },
    });
    if let Some(page) = documentation(code) {
        let text = page.lines().skip(1).collect::<Vec<_>>().join("\n");
        let first: Vec<&str> = text.trim().lines().take_while(|line| !line.is_empty()).collect();
        rule["shortDescription"] = json!({ "text": first.join(" ") });
        rule["help"] = json!({ "text": text.trim(), "markdown": text.trim() });
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn result(problem: &Diagnostic, codes: &[Code], places: &Places<'_>) -> Value {
    let more = problem.label.iter().cloned().chain(problem.help.iter().map(|help| format!("Help: {help}")));
    let lines: Vec<String> = std::iter::once(problem.message.clone()).chain(more).collect();
    let mut result = json!({
        "ruleId": problem.code.name(),
        "ruleIndex": codes.binary_search(&problem.code).unwrap_or_default(),
        "level": level(problem.severity),
        "message": { "text": lines.join("\n") },
    });
    if let Some(at) = &problem.at {
        result["locations"] = json!([{ "physicalLocation": places.physical(at) }]);
    }
    if !problem.related.is_empty() {
        let related = problem.related.iter().enumerate().map(|(id, (at, label))| {
            json!({ "id": id, "physicalLocation": places.physical(at), "message": { "text": label } })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &problem.fix {
        result["fixes"] = json!([places.fix(fix)]);
    }
    result
}

/// Places as SARIF has them.
struct Places<'a> {
    root: &'a str,
    lines: FileLines<'a>,
}

impl Places<'_> {
    fn artifact(&self, file: &SitePath) -> Value {
        let path = format!("{}{file}", self.root);
        json!({ "uri": utf8_percent_encode(&path, PATH).to_string() })
    }

    fn physical(&self, place: &Place) -> Value {
        let mut physical = json!({ "artifactLocation": self.artifact(&place.file) });
        if let Some(region) = self.region(place) {
            physical["region"] = region;
        }
        physical
    }

    /// Nothing for a file as a whole.
    fn region(&self, place: &Place) -> Option<Value> {
        let (start, end) = ends(place, &self.lines)?;
        Some(json!({
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
            "byteOffset": place.start, "byteLength": place.end - place.start,
        }))
    }

    fn fix(&self, fix: &Fix) -> Value {
        let mut changes = Vec::new();
        for (at, with) in &fix.edits {
            let region = self.region(at).unwrap_or_else(|| json!({ "startLine": 1 }));
            let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": with } });
            let artifact = self.artifact(&at.file);
            changes.push(json!({ "artifactLocation": artifact, "replacements": [replacement] }));
        }
        json!({ "description": { "text": "what `vade check --fix` writes" }, "artifactChanges": changes })
    }
}
